//! Which theme is worn: a name or a file, or one for a light background and one for a dark.

use crate::problem::Problem;
use crate::settings::SettingEntry;
use crate::theme::Theme;

pub(super) const WANTED: &str = "the name of a theme, or a file of one, in quotes";

/// The themes that the user chose, by their names or the paths of their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wardrobe {
    /// The one in force, unless `auto` says otherwise.
    pub theme: Option<String>,
    /// The one for a light background, and that for a dark one.
    pub auto: Option<[String; 2]>,
}

impl Wardrobe {
    /// The one to be worn, if one was chosen, when the background is known to be dark, or light, or is not known.
    pub fn chosen(&self, dark: Option<bool>) -> Option<&str> {
        let auto = self.auto.as_ref().zip(dark).map(|([light, night], dark)| if dark { night } else { light });
        auto.or(self.theme.as_ref()).map(String::as_str)
    }
}

/// A name that ships, or what can only be a path.
pub(super) fn named(entry: &SettingEntry<'_>, name: &str) -> Result<String, Problem> {
    if Theme::named(name).is_some() || name.contains('/') || name.ends_with(".toml") {
        return Ok(name.to_owned());
    }
    let problem = entry.wrong_value(format!("'{name}' is not a theme"));
    let known = format!("the themes are {}, or the path of a file", Theme::NAMES.join(", "));
    Err(problem.advise(known).suggest(name, Theme::NAMES.iter().copied()))
}

/// `["latte", "mocha"]`.
pub(super) fn automatic(entry: &SettingEntry<'_>) -> Result<[String; 2], Problem> {
    let [light, dark] =
        entry.strings("the themes for a light and for a dark background, as in [\"latte\", \"mocha\"]")?;
    Ok([named(entry, light)?, named(entry, dark)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_background_chooses_where_it_is_known() {
        let (config, problems) = Config::read("theme = 'nord'\nauto = ['latte', 'my/own.toml']\n", "c");
        assert_eq!(problems, []);
        assert_eq!(config.theme, Theme::named("nord").unwrap());
        let chosen = [None, Some(false), Some(true)].map(|dark| config.wardrobe.chosen(dark));
        assert_eq!(chosen, [Some("nord"), Some("latte"), Some("my/own.toml")]);
        assert_eq!(Wardrobe::default().chosen(Some(true)), None);
    }

    #[test]
    fn what_is_no_theme_is_told_with_the_nearest() {
        let (config, problems) = Config::read("theme = 'catppuccin-moca'\nauto = ['latte']\n", "c");
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let expected = [
            "c:1:9: 'catppuccin-moca' is not a theme; did you mean 'catppuccin-mocha'?",
            "c:2:8: 'auto' wants the themes for a light and for a dark background, as in [\"latte\", \"mocha\"]",
        ];
        assert_eq!(problems, expected);
        assert_eq!(config, Config::default());
    }
}
