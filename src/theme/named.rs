//! The themes that ship: the files in `themes/` at the top of the repository, which one can copy and change.
//!
//! - `terminal` keeps the terminal's own foreground and background and uses few of its 16 colours. Whether the background
//!   is light or dark is unknown, and asking the terminal can stall: text therefore wears only red and magenta, which can
//!   be read on both, and the other colours are left to glyphs that also differ by shape.
//! - `dark` and `light` have a background of their own. Their colours come from the 256-colour palette, whose upper 240
//!   entries are the same everywhere and which more terminals have than 24-bit colour.
//! - `mono` has no colour at all, for `NO_COLOR` and for terminals without any. It must not even reset a colour: the
//!   sequence that crossterm then sends would take the reversal of the selected row away with it.
//! - The others are palettes that people have in everything else. A terminal with 256 colours gets the nearest of these.

use super::Theme;
use anstyle_lossy::rgb_to_xterm;
use ratatui::style::Color;

macro_rules! themes {
    ($($name:literal),*) => {
        const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../themes/", $name, ".toml"))),)*];

        impl Theme {
            /// The names that [`Theme::named`] knows, the default first.
            pub const NAMES: &[&str] = &[$($name,)*];
        }
    };
}

themes! {
    "terminal", "dark", "light", "mono", "catppuccin-latte", "catppuccin-mocha", "gruvbox-dark", "gruvbox-light", "nord",
    "solarized-dark", "solarized-light", "tokyo-night", "rose-pine"
}

impl Theme {
    /// The theme with this name, or whose name ends in it: `latte`.
    pub fn named(name: &str) -> Option<Self> {
        Some(Self::PLAIN.with(Self::file(name)?, name).0)
    }

    /// The file that describes it, to copy and change.
    pub fn file(name: &str) -> Option<&'static str> {
        let whole = FILES.iter().find(|(known, _)| *known == name);
        let last = || FILES.iter().find(|(known, _)| known.rsplit_once('-').is_some_and(|(_, last)| last == name));
        whole.or_else(last).map(|(_, text)| *text)
    }

    /// The default theme.
    pub fn terminal() -> Self {
        Self::named("terminal").unwrap_or(Self::PLAIN)
    }

    /// The theme without colours.
    pub fn mono() -> Self {
        Self::named("mono").unwrap_or(Self::PLAIN)
    }

    /// Takes for each colour of 24 bits the nearest of the 256 that most terminals have.
    pub fn keep_to_256(&mut self) {
        for (name, _) in Self::ROLES {
            let Some(style) = self.role_mut(name) else { continue };
            for colour in [&mut style.fg, &mut style.bg].into_iter().flatten() {
                *colour = nearest(*colour);
            }
        }
    }
}

fn nearest(colour: Color) -> Color {
    match colour {
        Color::Rgb(red, green, blue) => Color::Indexed(rgb_to_xterm((red, green, blue).into()).0),
        other => other,
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Style};

    fn styles(theme: &Theme) -> Vec<(&'static str, Style)> {
        let mut theme = theme.clone();
        Theme::ROLES.iter().map(|(name, _)| (*name, *theme.role_mut(name).expect("a role"))).collect()
    }

    /// Red, green and blue of an entry of xterm's palette.
    fn xterm(colour: Color) -> [u8; 3] {
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match colour {
            Color::Red => [205, 0, 0],
            Color::Magenta => [205, 0, 205],
            Color::Indexed(index @ 16..=231) => {
                let cube = index - 16;
                [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
            }
            Color::Indexed(index @ 232..) => [8 + 10 * (index - 232); 3],
            Color::Rgb(red, green, blue) => [red, green, blue],
            other => panic!("{other} has no place in a theme's text"),
        }
    }

    /// The contrast ratio of WCAG 2.1: from 1, the same colour, to 21, black on white.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let [red, green, blue] = rgb.map(|channel| {
                let channel = f64::from(channel) / 255.0;
                if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_theme_gives_every_role_a_style() {
        for (name, text) in FILES {
            let (_, problems) = Theme::PLAIN.with(text, name);
            assert_eq!(problems, []);
            for (role, _) in Theme::ROLES {
                assert!(text.lines().any(|line| line.starts_with(&format!("{role} = "))), "{name} leaves {role} out");
            }
        }
        for name in Theme::NAMES {
            assert!(Theme::named(name).is_some(), "{name}");
        }
        assert_eq!(Theme::named("neon"), None);
        assert_eq!(Theme::named("latte"), Theme::named("catppuccin-latte"));
        assert_eq!(Theme::named(Theme::NAMES[0]), Some(Theme::terminal()), "the default is the first");
    }

    #[test]
    fn mono_names_no_colour_not_even_to_reset_it() {
        for (role, style) in styles(&Theme::mono()) {
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{role}");
        }
    }

    #[test]
    fn a_selection_and_a_match_can_be_seen_in_every_theme() {
        for name in Theme::NAMES {
            let theme = Theme::named(name).expect("a theme");
            assert_ne!(theme.selected, Style::new(), "{name}");
            assert_ne!(theme.selected_unfocused, Style::new(), "{name}");
            assert_ne!(theme.selected, theme.selected_unfocused, "{name}");
            assert_eq!(theme.highlight, Style::new().underlined().bold(), "{name}");
        }
    }

    #[test]
    fn text_can_be_read_on_every_ground_of_its_theme() {
        for name in Theme::NAMES.iter().filter(|name| !["terminal", "mono"].contains(name)) {
            let theme = Theme::named(name).expect("a theme");
            let grounds =
                [theme.text, theme.selected, theme.selected_unfocused].map(|style| style.bg.expect("a ground"));
            for (role, style) in styles(&theme) {
                let Some(ink) = style.fg else { continue };
                for ground in grounds {
                    let enough = match role {
                        // A frame need not be read, and never lies on a selected row.
                        "border" if ground == grounds[0] => 1.3,
                        "border" => continue,
                        _ if ground == grounds[0] => 4.5,
                        _ => 3.0,
                    };
                    let found = contrast(xterm(ink), xterm(ground));
                    assert!(found >= enough, "{name}: {role} has {found:.1} on {ground}, wants {enough}");
                }
            }
        }
    }

    #[test]
    fn text_in_the_terminals_own_colours_can_be_read_on_black_and_on_white() {
        let glyphs = ["going", "interested", "seen", "level-beginner", "level-intermediate", "level-advanced"];
        for (role, style) in styles(&Theme::terminal()) {
            assert_eq!(style.bg, None, "{role}");
            let Some(ink) = style.fg.filter(|_| !glyphs.contains(&role)) else { continue };
            for ground in [[0, 0, 0], [255, 255, 255]] {
                let found = contrast(xterm(ink), ground);
                assert!(found >= 3.0, "{role} has {found:.1} on {ground:?}");
            }
        }
    }
}
