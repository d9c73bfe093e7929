//! The table of formats: each has a row here and a file of its own.

use super::selection::{ExportOptions, Exported, Selection};
use super::told::Told;
use super::uid_registry::UidRegistry;
use super::{calendar, html, markdown, org, page, table};
use crate::model::{Personal, Programme, SessionIx};

macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident = $name:literal $(or $other:literal)?, $write:path;)*) => {
        /// A form in which sessions leave the program.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ExportFormat {
            $($(#[$doc])* $format,)*
        }

        impl ExportFormat {
            /// Every format.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            /// The word for it on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$format => $name,)*
                }
            }

            /// How the name of a file in it ends.
            pub fn ending(self) -> &'static str {
                match self {
                Self::Markdown => "md",
                Self::Page => "html",
                _ => self.name(),
            }
            }

            /// The format for a word, or for the ending of a file's name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name.to_ascii_lowercase().as_str() {
                    $($name $(| $other)? => Some(Self::$format),)*
                    _ => None,
                }
            }

            /// Whether it is about what the user marked, whatever else was found.
            pub fn is_of_marks(self) -> bool {
                matches!(self, Self::Svg | Self::Page)
            }

            fn write(self, selection: &Selection<'_>) -> Exported {
                match self {
                    $(Self::$format => Exported::from($write(selection)),)*
                }
            }
        }
    };
}

formats! {
    /// iCalendar, RFC 5545: for calendar programs.
    Ics = "ics" or "ical", calendar::write;
    /// Markdown: to send to people.
    Markdown = "markdown" or "md", markdown::write;
    /// The objects of [`listing`](crate::listing).
    Json = "json", table::json;
    /// Comma-separated values, RFC 4180: for spreadsheets.
    Csv = "csv", table::csv;
    /// Org: for Emacs.
    Org = "org", org::write;
    /// One page that needs no other file: to send to people, and to print.
    Html = "html" or "htm", html::write;
    /// My day on one sheet of A4, as a picture.
    Svg = "svg", page::svg;
    /// The same as a page to print.
    Page = "page", page::page;
}

impl Exported {
    /// The same with ASCII for the signs that the program itself puts between words: no other symbol could stand in any
    /// format. Formats for programs stay as they are.
    #[must_use]
    pub fn in_ascii(self, format: ExportFormat) -> Self {
        match format {
            ExportFormat::Json | ExportFormat::Csv => self,
            _ => {
                let text = self.text.replace(['·', '•', '–'], "-");
                let text = if format.is_of_marks() { text.replace('…', "...") } else { text };
                Self { text, ..self }
            }
        }
    }
}

/// Writes sessions in a format. JSON and CSV keep the order of `sessions`, the others sort by day and time; `personal`
/// is what the user attached, by the sessions' positions. A calendar is told what `registry` knows that it has to be told,
/// which from then on counts as told.
pub fn export(
    format: ExportFormat,
    programme: &Programme,
    sessions: &[SessionIx],
    personal: &[Personal],
    options: &ExportOptions,
    registry: &mut UidRegistry,
) -> Exported {
    let mut selection = Selection { programme, sessions, personal, options, told: Told::default() };
    if format == ExportFormat::Ics {
        selection.told = registry.tell(&selection);
    }
    format.write(&selection)
}
