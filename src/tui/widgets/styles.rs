//! Styles and glyphs for what the application calls by role.

use crate::measure::width;
use crate::model::{Level, Mark, Personal};
use crate::problem::Severity;
use crate::theme::Theme;
use crate::tui::widgets::document::Role;
use crate::words::{NOTE, SEEN, sign};
use ratatui::style::{Modifier, Style};

/// The selected row.
pub const SELECTED: &str = "▸";
/// A session that clashes with another one.
pub const CLASH: &str = "!";
/// A session that does not take place.
pub const CANCELLED: &str = "✗";
/// A session whose mark is not stored yet, where there is no room for words.
pub const UNSTORED: &str = "…";
/// The colour of a session's track.
pub const TINT: &str = "▎";
/// The part of a scroll bar that is in sight.
pub const THUMB: &str = "┃";

/// Ratings from 1 on. Stars would be taken for marks.
const RATINGS: [&str; 5] = ["1/5", "2/5", "3/5", "4/5", "5/5"];

/// How many cells the signs of a session take at the end of a row, each with a blank behind it.
pub fn sign_cells(personal: &Personal, unstored: Option<&'static str>, cancelled: bool) -> usize {
    let signs = Look::new(Theme::PLAIN, false).signs(personal, unstored, cancelled);
    signs.iter().map(|(sign, _)| width(sign) + 1).sum()
}

/// How everything looks.
#[derive(Debug, Clone)]
pub struct Look {
    /// Styles by role.
    pub theme: Theme,
    /// Whether nothing but ASCII may stand for the symbols that the program's own words contain.
    pub ascii: bool,
}

impl Look {
    /// A look with this theme, in ASCII or not.
    pub fn new(theme: Theme, ascii: bool) -> Self {
        Self { theme, ascii }
    }

    /// The style of a role in a document.
    pub fn role(&self, role: Role) -> Style {
        let theme = &self.theme;
        match role {
            Role::Plain => theme.text,
            Role::Title => theme.title,
            Role::Dim | Role::Label => theme.dim,
            Role::Heading => theme.heading,
            Role::Key => theme.key,
            Role::Tag => theme.tag,
            Role::Link => theme.link,
            Role::Going => theme.going,
            Role::Interested => theme.interested,
            Role::Seen => theme.seen,
            Role::Note => theme.accent,
            Role::Warning => theme.warning,
        }
    }

    /// A style on top of which a row is selected. Where the selection reverses, colour and dimness go: reversed they
    /// would be patches of ground of their own.
    pub fn over(base: Style, selection: Style) -> Style {
        if selection.add_modifier.contains(Modifier::REVERSED) {
            Style { add_modifier: (base.add_modifier - Modifier::DIM) | selection.add_modifier, ..selection }
        } else {
            base.patch(selection)
        }
    }

    /// The glyph and style of a mark.
    pub fn mark(&self, mark: Mark) -> (&'static str, Style) {
        let style = match mark {
            Mark::Going => self.theme.going,
            Mark::Interested => self.theme.interested,
            Mark::Dismissed => self.theme.dim,
        };
        (sign(mark), style)
    }

    /// The glyphs of everything else that is attached to a session.
    pub fn attached(&self, personal: &Personal) -> Vec<(&'static str, Style)> {
        let seen = personal.seen.then_some((SEEN, self.theme.seen));
        let note = (!personal.note.is_empty()).then_some((NOTE, self.theme.accent));
        let rating = personal.rating.and_then(|rating| RATINGS.get(usize::from(rating).checked_sub(1)?));
        seen.into_iter().chain(note).chain(rating.map(|text| (*text, self.theme.seen))).collect()
    }

    /// The same with words before it: that it is not stored yet, that the session does not take place.
    pub fn signs(
        &self,
        personal: &Personal,
        unstored: Option<&'static str>,
        cancelled: bool,
    ) -> Vec<(&'static str, Style)> {
        let unstored = unstored.map(|word| (word, self.theme.dim));
        let cancelled = cancelled.then_some(("cancelled", self.theme.warning));
        unstored.into_iter().chain(cancelled).chain(self.attached(personal)).collect()
    }

    /// The letter and style of a level.
    pub fn level(&self, level: Level) -> (&'static str, Style) {
        match level {
            Level::Beginner => ("B", self.theme.level_beginner),
            Level::Intermediate => ("I", self.theme.level_intermediate),
            Level::Advanced => ("A", self.theme.level_advanced),
        }
    }

    /// The style of a message.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Remark | Severity::Note => self.theme.status,
            Severity::Warning => self.theme.warning,
            Severity::Error => self.theme.error,
        }
    }
}
