//! `[[catalogue]]`: where conferences are looked for by their name, beside our own list.

use super::rows::{Row, read_table};
use crate::problem::Problem;
use crate::settings::SettingEntry;

/// A list of conferences that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueSource {
    /// Whom to credit.
    pub name: String,
    /// The address or the file of the list.
    pub place: String,
}

/// The lists that are looked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogues(pub Vec<CatalogueSource>);

impl Default for Catalogues {
    fn default() -> Self {
        let (name, place) = ("Giggity's menu".to_owned(), "https://ggt.gaa.st/menu.json".to_owned());
        Self(vec![CatalogueSource { name, place }])
    }
}

#[derive(Default)]
struct Parts {
    name: Option<String>,
    place: Option<String>,
}

const LIST: &[Row<Parts>] = &[
    ("name", |parts, entry, _| text(&entry, "whose list it is").map(|name| parts.name = Some(name))),
    ("url", |parts, entry, _| text(&entry, "the address of a list").map(|place| parts.place = Some(place))),
    ("file", |parts, entry, _| text(&entry, "the file of a list").map(|place| parts.place = Some(place))),
];

impl Catalogues {
    /// Those that the user names take the place of the usual ones.
    pub(super) fn read(&mut self, list: SettingEntry<'_>, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let tables = list.tables()?;
        self.0.clear();
        for table in tables {
            let incomplete = table.wrong_value("a catalogue needs 'url' or 'file'");
            let before = problems.len();
            let mut parts = Parts::default();
            read_table(&mut parts, table, LIST, "part of a catalogue", problems)?;
            match parts.place {
                Some(place) => {
                    self.0.push(CatalogueSource { name: parts.name.unwrap_or_else(|| host(&place)), place });
                }
                // What is wrong with a part has been told.
                None if problems.len() > before => {}
                None => problems.push(incomplete),
            }
        }
        Ok(())
    }
}

fn text(entry: &SettingEntry<'_>, what: &str) -> Result<String, Problem> {
    let text = entry.string(&format!("{what}, in quotes"))?.trim();
    if text.is_empty() {
        return Err(entry.wrong_value(format!("'{}' wants {what}, not nothing", entry.name())));
    }
    Ok(text.to_owned())
}

fn host(place: &str) -> String {
    let rest = place.split_once("://").map_or(place, |(_, rest)| rest);
    if rest == place { place.to_owned() } else { rest.split('/').next().unwrap_or(rest).to_owned() }
}
