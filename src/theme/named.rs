//! The themes that ship.

use ratatui::style::{Color, Style};

use super::Theme;

impl Theme {
    /// The names that [`Theme::named`] knows, the default first.
    pub const NAMES: &[&str] = &["terminal", "dark", "light", "mono"];

    /// The theme with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "terminal" => Some(Self::terminal()),
            "dark" => Some(from_palette(&DARK)),
            "light" => Some(from_palette(&LIGHT)),
            "mono" => Some(Self::mono()),
            _ => None,
        }
    }

    /// The terminal's own foreground and background and few of its 16 colours. Whether the background is light or dark
    /// is unknown, and asking the terminal can stall: text therefore wears only red and magenta, which can be read on
    /// both, and the other colours are left to glyphs that also differ by shape.
    pub fn terminal() -> Self {
        let mono = Self::mono();
        Self {
            border_focused: Style::new().magenta(),
            accent: Style::new().magenta(),
            going: Style::new().green().bold(),
            interested: Style::new().cyan(),
            seen: Style::new().blue(),
            error: Style::new().red().bold(),
            warning: Style::new().magenta().bold(),
            key: Style::new().magenta(),
            level_beginner: Style::new().green(),
            level_intermediate: Style::new().cyan(),
            level_advanced: Style::new().red(),
            clash: Style::new().red().bold(),
            now: Style::new().red(),
            ..mono
        }
    }

    /// No colour at all, for `NO_COLOR` and for terminals without any. It must not even reset a colour: the sequence
    /// that crossterm then sends would take the reversal of the selected row away with it.
    pub fn mono() -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            dim: plain.dim(),
            border: plain.dim(),
            border_focused: plain.bold(),
            title: plain.bold(),
            accent: plain.bold(),
            selected: plain.reversed(),
            selected_unfocused: plain.bold(),
            highlight: plain.underlined().bold(),
            going: plain.bold(),
            interested: plain,
            seen: plain.dim(),
            error: plain.bold(),
            warning: plain.bold(),
            key: plain.bold(),
            heading: plain.bold(),
            link: plain.underlined(),
            tag: plain.italic(),
            level_beginner: plain,
            level_intermediate: plain,
            level_advanced: plain.bold(),
            status: plain,
            clash: plain.bold(),
            now: plain.bold(),
            cursor: plain.reversed(),
        }
    }
}

/// The colours of a theme with a background of its own. They come from the 256-colour palette, whose upper 240 entries
/// are the same everywhere and which more terminals have than 24-bit colour.
struct Palette {
    background: u8,
    text: u8,
    dim: u8,
    border: u8,
    accent: u8,
    selected: u8,
    selected_unfocused: u8,
    red: u8,
    orange: u8,
    yellow: u8,
    green: u8,
    cyan: u8,
    violet: u8,
}

const DARK: Palette = Palette {
    background: 235,
    text: 255,
    dim: 249,
    border: 241,
    accent: 111,
    selected: 24,
    selected_unfocused: 238,
    red: 210,
    orange: 215,
    yellow: 222,
    green: 150,
    cyan: 116,
    violet: 183,
};

const LIGHT: Palette = Palette {
    background: 231,
    text: 236,
    dim: 242,
    border: 249,
    accent: 25,
    selected: 153,
    selected_unfocused: 254,
    red: 124,
    orange: 130,
    yellow: 94,
    green: 22,
    cyan: 23,
    violet: 54,
};

fn from_palette(palette: &Palette) -> Theme {
    let ink = |colour| Style::new().fg(Color::Indexed(colour));
    let ground = |colour| Style::new().bg(Color::Indexed(colour));
    Theme {
        text: ink(palette.text).bg(Color::Indexed(palette.background)),
        dim: ink(palette.dim),
        border: ink(palette.border),
        border_focused: ink(palette.accent),
        title: ink(palette.text).bold(),
        accent: ink(palette.accent),
        selected: ground(palette.selected).bold(),
        selected_unfocused: ground(palette.selected_unfocused),
        highlight: Style::new().underlined().bold(),
        going: ink(palette.green).bold(),
        interested: ink(palette.yellow),
        seen: ink(palette.dim),
        error: ink(palette.red).bold(),
        warning: ink(palette.orange),
        key: ink(palette.accent),
        heading: ink(palette.text).bold(),
        link: ink(palette.accent).underlined(),
        tag: ink(palette.violet),
        level_beginner: ink(palette.green),
        level_intermediate: ink(palette.cyan),
        level_advanced: ink(palette.orange),
        status: ink(palette.text),
        clash: ink(palette.red).bold(),
        now: ink(palette.orange).bold(),
        cursor: Style::new().reversed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_name_has_a_theme() {
        for name in Theme::NAMES {
            assert!(Theme::named(name).is_some(), "{name}");
        }
        assert_eq!(Theme::named("neon"), None);
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
        for name in ["dark", "light"] {
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
