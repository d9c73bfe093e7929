//! Themes as text: `[palette]` gives colours names, `[roles]` gives each role a style in these and all other words.

use super::style::{StyleError, WORDS, parse_with};
use super::{Theme, parse};
use crate::problem::Problem;
use crate::settings::{SettingEntry, entries};
use ratatui::style::Color;

impl Theme {
    /// This theme with what `text` says, and every problem of `text`; `file` is what they call it.
    pub fn with(mut self, text: &str, file: &str) -> (Self, Vec<Problem>) {
        let (tables, mut problems) = entries(text, file);
        let (palettes, rest): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| table.name() == "palette");
        let mut palette = Vec::new();
        let listed_in = palettes.into_iter().flat_map(|table| listed(table, &mut problems));
        for entry in listed_in.collect::<Vec<_>>() {
            match colour(&entry) {
                Ok(colour) => palette.push((entry.name().to_owned(), colour)),
                Err(problem) => problems.push(problem),
            }
        }
        for table in rest {
            if table.name() == "roles" {
                let wrong = listed(table, &mut problems).into_iter();
                problems.extend(wrong.filter_map(|entry| self.set_role(&entry, &palette).err()).collect::<Vec<_>>());
            } else {
                let problem = table.wrong_name(format!("'{}' is no part of a theme", table.name()));
                problems.push(problem.advise("a theme has [palette] and [roles]"));
            }
        }
        problems.sort_by_key(|problem| problem.place);
        (self, problems)
    }

    /// Gives the role that an entry names the style that it says.
    ///
    /// # Errors
    /// There is no such role, or it is no style.
    pub fn set_role(&mut self, entry: &SettingEntry<'_>, palette: &[(String, Color)]) -> Result<(), Problem> {
        let name = entry.name();
        let style = self.role_mut(name).ok_or_else(|| {
            let names: Vec<_> = Self::ROLES.iter().map(|(name, _)| *name).collect();
            let problem = entry.wrong_name(format!("'{name}' is not a role"));
            problem.advise(format!("the roles are {}", names.join(", "))).suggest(name, names)
        })?;
        let words = entry.string("a style in quotes, such as \"light-yellow bold\"")?;
        *style = parse_with(words, palette).map_err(|error| {
            let problem = entry.wrong_value(error.to_string());
            let named = palette.iter().map(|(name, _)| name.as_str());
            match &error {
                StyleError::Unknown(word) => problem.suggest(word, named.chain(WORDS.split(' ')).collect::<Vec<_>>()),
                StyleError::Second(_) => problem.advise("the background's colour follows 'on'"),
                StyleError::Nothing => problem,
            }
        })?;
        Ok(())
    }
}

fn listed<'a>(table: SettingEntry<'a>, problems: &mut Vec<Problem>) -> Vec<SettingEntry<'a>> {
    table.table().unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    })
}

/// A colour and nothing else.
fn colour(entry: &SettingEntry<'_>) -> Result<Color, Problem> {
    let words = entry.string("a colour in quotes, such as \"#89b4fa\"")?;
    let style = parse(words).ok().filter(|style| style.bg.is_none() && style.add_modifier.is_empty());
    style.and_then(|style| style.fg).ok_or_else(|| {
        entry.wrong_value(format!("'{words}' is not a colour")).advise("it is a name, a number or #rrggbb")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn colours_of_the_palette_have_names_in_roles() {
        let text = "[palette]\nsea = '#102030'\nred = 'blue'\n[roles]\ntext = 'red on sea'\ngoing = 'sea bold'\n";
        let (theme, problems) = Theme::terminal().with(text, "t");
        assert_eq!(problems, []);
        let sea = Color::Rgb(16, 32, 48);
        assert_eq!((theme.text, theme.going), (Style::new().blue().bg(sea), Style::new().fg(sea).bold()));
        assert_eq!(theme.clash, Theme::terminal().clash, "what is left out is as it was");
    }

    #[test]
    fn what_is_wrong_costs_only_itself() {
        let text =
            "[palette]\nsea = 'on blue'\nsky = '#abcdef'\n[role]\n[roles]\ntxet = 'red'\nnow = 'skt'\nseen = 'sky'\n";
        let (theme, problems) = Theme::terminal().with(text, "t");
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let expected = [
            "t:2:7: 'on blue' is not a colour; it is a name, a number or #rrggbb",
            "t:4:2: 'role' is no part of a theme; a theme has [palette] and [roles]",
            "t:6:1: 'txet' is not a role; did you mean 'text'?",
            "t:7:7: 'skt' is neither a colour nor a way to write; did you mean 'sky'?",
        ];
        assert_eq!(problems, expected);
        assert_eq!(theme.seen, Style::new().fg(Color::Rgb(0xab, 0xcd, 0xef)));
    }
}
