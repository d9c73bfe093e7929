//! What the user can set in `config.toml`.
//!
//! Each setting is one row of `SETTINGS`, with the function that reads it; whatever is wrong with one leaves it at its
//! default and costs nothing else. This room reads text that it is given and knows neither files nor environment. Start
//! with [`Config::read`]; `agenda` reads what is said about a day.

mod agenda;
mod catalogue;
mod present;
mod rows;
mod wardrobe;

pub use agenda::{DaySettings, Reminder};
pub use catalogue::{CatalogueSource, Catalogues};

use crate::problem::Problem;
use crate::settings::{self, SettingEntry};
use crate::theme::Theme;
use agenda::{AGENDA, REFRESH, REMINDER, distances};
use ratatui::style::Style;
use rows::{Row, choice, read_rows, read_table, set};
pub use wardrobe::Wardrobe;
use wardrobe::{automatic, named};

/// The settings in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// What things look like: the theme of the user's choice, with the roles they changed.
    pub theme: Theme,
    /// Which theme that is, or may be.
    pub wardrobe: Wardrobe,
    roles: Vec<(String, Style)>,
    /// Whether clicks and the wheel are left to the terminal, which selects with them.
    pub mouse_off: bool,
    /// Whether marks and frames are drawn with ASCII only, where the user says so or that they are not.
    pub ascii: Option<bool>,
    /// Whose clock times are shown in.
    pub zone: Clock,
    /// Words that mean the same: a short form, and what it stands for.
    pub same: Vec<(String, String)>,
    /// Names for queries, with these.
    pub queries: Vec<(String, String)>,
    /// Where conferences are looked for by their name, beside our own list.
    pub catalogues: Catalogues,
    /// What is said about a day.
    pub day: DaySettings,
    /// How the running program reminds of a session that one goes to.
    pub reminder: Reminder,
}

/// Whose clock times are shown in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clock {
    /// That of the place where the event is: what the printed programme says.
    #[default]
    Event,
    /// That of the user, who may follow from elsewhere.
    Own,
}

/// A setting as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingInForce {
    /// Its name, with its table's before it.
    pub name: &'static str,
    /// Its value, as it is written; absent where there is none.
    pub value: Option<String>,
    /// A value that it may have.
    pub example: &'static str,
    /// What it is for.
    pub help: &'static str,
}

impl SettingInForce {
    /// The line of `config.toml` that says it.
    pub fn line(&self) -> String {
        format!("{} = {}", self.name, self.value.as_deref().unwrap_or(self.example))
    }
}

/// Every setting, read in this order whatever the order of the file is.
const SETTINGS: &[Row<Config>] = &[
    ("theme", |config, entry, _| {
        let name = named(&entry, entry.string(wardrobe::WANTED)?)?;
        config.wear(Theme::named(&name));
        set(&mut config.wardrobe.theme, Ok(Some(name)))
    }),
    ("auto", |config, entry, _| set(&mut config.wardrobe.auto, automatic(&entry).map(Some))),
    ("roles", roles),
    ("same", |config, table, problems| {
        pairs(&mut config.same, table, "what the word stands for, in quotes, such as \"load balancer\"", problems)
    }),
    ("queries", |config, table, problems| {
        pairs(&mut config.queries, table, "a query in quotes, such as \"helm -workshop\"", problems)
    }),
    ("catalogue", |config, list, problems| config.catalogues.read(&mut config.day.rules.rooms, list, problems)),
    ("mouse", |config, entry, _| set(&mut config.mouse_off, entry.boolean().map(|on| !on))),
    ("ascii", |config, entry, _| set(&mut config.ascii, entry.boolean().map(Some))),
    ("zone", |config, entry, _| {
        let named = |name: &str| match name {
            "event" => Some(Clock::Event),
            "own" => Some(Clock::Own),
            _ => None,
        };
        set(&mut config.zone, choice(&entry, &["event", "own"], named))
    }),
    ("agenda", |config, table, problems| {
        read_table(&mut config.day, table, AGENDA, "a setting of the agenda", problems)
    }),
    ("distance", |config, list, problems| distances(&mut config.day.rules, list, problems)),
    ("refresh", |config, table, problems| {
        read_table(&mut config.day, table, REFRESH, "a setting of refreshing", problems)
    }),
    ("reminder", |config, table, problems| {
        read_table(&mut config.reminder, table, REMINDER, "a setting of the reminder", problems)
    }),
];

impl Config {
    /// The settings of `text`, and every problem of it in the order of the file. `file` is what the problems call it.
    pub fn read(text: &str, file: &str) -> (Self, Vec<Problem>) {
        let (entries, mut problems) = settings::entries(text, file);
        let mut config = Self::default();
        read_rows(&mut config, entries, SETTINGS, "a setting", &mut problems);
        problems.sort_by_key(|problem| problem.place);
        (config, problems)
    }

    /// Takes another theme, if there is one, with the roles that the user changed.
    pub fn wear(&mut self, theme: Option<Theme>) {
        let Some(theme) = theme else { return };
        self.theme = theme;
        for (name, style) in &self.roles {
            if let Some(role) = self.theme.role_mut(name) {
                *role = *style;
            }
        }
    }
}

/// `[same]` and `[queries]`: words and what they stand for, such as `lb = "load balancer"`.
fn pairs(
    target: &mut Vec<(String, String)>,
    table: SettingEntry<'_>,
    wanted: &str,
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    for entry in table.table()? {
        match entry.string(wanted) {
            Ok(long) if long.trim().is_empty() => {
                problems.push(entry.wrong_value(format!("'{}' stands for nothing", entry.name())));
            }
            Ok(long) => target.push((entry.name().to_owned(), long.trim().to_owned())),
            Err(problem) => problems.push(problem),
        }
    }
    Ok(())
}

/// `[roles]`: single styles of the theme, such as `going = "light-yellow bold"`.
fn roles(config: &mut Config, table: SettingEntry<'_>, problems: &mut Vec<Problem>) -> Result<(), Problem> {
    for entry in table.table()? {
        match config.theme.set_role(&entry, &[]) {
            Ok(()) => config.roles.push((entry.name().to_owned(), config.theme.role(entry.name()))),
            Err(problem) => problems.push(problem),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn read(text: &str) -> (Config, Vec<String>) {
        let (config, problems) = Config::read(text, "c");
        (config, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_empty_file_is_the_defaults() {
        assert_eq!(read(""), (Config::default(), Vec::new()));
    }

    #[test]
    fn every_setting_is_read() {
        let text = "ascii = true\nmouse = false\nzone = 'own'\ntheme = 'mono'\n[roles]\ngoing = 'green bold'\n\
                    [same]\nlb = 'load balancer'\n[queries]\nhelm = 'helm -workshop'\n\
                    [[catalogue]]\nurl = 'https://e.org/a.json'\n";
        let catalogues =
            Catalogues(vec![CatalogueSource { name: "e.org".into(), place: "https://e.org/a.json".into() }]);
        let queries = vec![("helm".to_owned(), "helm -workshop".to_owned())];
        let theme = Theme { going: Style::new().green().bold(), ..Theme::mono() };
        let same = vec![("lb".to_owned(), "load balancer".to_owned())];
        let roles = vec![("going".to_owned(), theme.going)];
        let wardrobe = Wardrobe { theme: Some("mono".to_owned()), auto: None };
        let (mouse_off, ascii, zone) = (true, Some(true), Clock::Own);
        let expected =
            Config { theme, wardrobe, roles, same, queries, catalogues, mouse_off, ascii, zone, ..Config::default() };
        assert_eq!(read(text), (expected, Vec::new()));
    }

    #[test]
    fn a_word_that_stands_for_nothing_is_told() {
        let (config, problems) = read("[same]\nlb = ' '\nx = 1\nhd = 'hot dogs'\n");
        assert_eq!(config.same, [("hd".to_owned(), "hot dogs".to_owned())]);
        let expected = [
            "c:2:6: 'lb' stands for nothing",
            "c:3:5: 'x' wants what the word stands for, in quotes, such as \"load balancer\", not a number",
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_bad_setting_costs_only_itself() {
        let (config, problems) = read("mouse = 1\nthme = 'dark'\nascii = true\n[roles]\ngonig = 'red'\nseen = 'red'\n");
        let expected = [
            "c:1:9: 'mouse' wants true or false, not a number",
            "c:2:1: 'thme' is not a setting; did you mean 'theme'?",
            "c:5:1: 'gonig' is not a role; did you mean 'going'?",
        ];
        assert_eq!(problems, expected);
        let theme = Theme { seen: Style::new().red(), ..Theme::terminal() };
        let roles = vec![("seen".to_owned(), theme.seen)];
        assert_eq!(config, Config { theme, roles, ascii: Some(true), ..Config::default() });
    }
}
