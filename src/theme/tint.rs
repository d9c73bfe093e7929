//! Colours that a schedule gives its tracks, so that they can be seen on the background of a theme, in as many colours as
//! the theme has.

use super::Theme;
use anstyle_lossy::palette::VGA;
use anstyle_lossy::{rgb_to_xterm, xterm_to_rgb};
use ratatui::style::{Color, Style};

/// A sign of a colour has at least this contrast with its background: what WCAG 2.1 asks of what is no text.
const CONTRAST: f32 = 3.0;
/// In so many steps a colour becomes white or black.
const STEPS: u8 = 20;
/// What differs by less between its strongest and its weakest part is grey.
const GREY: u8 = 32;

impl Theme {
    /// Whether anything has a colour.
    pub fn has_colours(&self) -> bool {
        Self::ROLES.iter().any(|(name, _)| self.role(name).fg.is_some())
    }

    /// A colour, given as red, green and blue, as a style; nothing where the theme has no colours, or no such one.
    pub fn tint(&self, colour: [u8; 3]) -> Option<Style> {
        if !self.has_colours() {
            return None;
        }
        let tint = match self.text.bg {
            Some(Color::Rgb(red, green, blue)) => {
                let [red, green, blue] = readable(colour, [red, green, blue]);
                Color::Rgb(red, green, blue)
            }
            Some(Color::Indexed(index)) => {
                let ground = xterm_to_rgb(index.into(), VGA);
                let [red, green, blue] = readable(colour, [ground.r(), ground.g(), ground.b()]);
                Color::Indexed(rgb_to_xterm((red, green, blue).into()).0)
            }
            // The background is the terminal's own, and so are the colours that can be seen on it.
            _ => hue(colour)?,
        };
        Some(Style::new().fg(tint))
    }
}

/// A colour made lighter or darker until it can be seen on a background.
fn readable(colour: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let end = if luminance(ground) < 0.18 { 255.0 } else { 0.0 };
    let mixed = |step: u8| {
        colour.map(|part| (f32::from(part) + (end - f32::from(part)) * f32::from(step) / f32::from(STEPS)) as u8)
    };
    let seen = |colour: &[u8; 3]| contrast(*colour, ground) >= CONTRAST;
    (0..=STEPS).map(mixed).find(seen).unwrap_or_else(|| mixed(STEPS))
}

/// The one of the six colours of every terminal that is nearest; nothing for grey.
fn hue([red, green, blue]: [u8; 3]) -> Option<Color> {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < GREY {
        return None;
    }
    let strong = |part: u8| u16::from(part - least) * 5 > u16::from(most - least) * 3;
    Some(match (strong(red), strong(green), strong(blue)) {
        (true, true, _) => Color::Yellow,
        (true, _, true) => Color::Magenta,
        (true, ..) => Color::Red,
        (_, true, true) => Color::Cyan,
        (_, true, _) => Color::Green,
        _ => Color::Blue,
    })
}

/// The contrast of WCAG 2.1, from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of WCAG 2.1, from 0 to 1.
fn luminance(colour: [u8; 3]) -> f32 {
    let [red, green, blue] = colour.map(|part| {
        let part = f32::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::powf((part + 0.055) / 1.055, 2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_seen_on_every_theme_that_has_a_background() {
        let levels = [0_u8, 77, 128, 200, 255];
        let all = levels
            .into_iter()
            .flat_map(|red| levels.into_iter().flat_map(move |green| levels.map(|blue| [red, green, blue])));
        let colours: Vec<[u8; 3]> = all.collect();
        for name in Theme::NAMES {
            let theme = Theme::named(name).unwrap_or_default();
            let rgb = |colour| match colour {
                Some(Color::Rgb(red, green, blue)) => Some([red, green, blue]),
                Some(Color::Indexed(index)) => {
                    let rgb = xterm_to_rgb(index.into(), VGA);
                    Some([rgb.r(), rgb.g(), rgb.b()])
                }
                _ => None,
            };
            for colour in &colours {
                let tint = theme.tint(*colour).and_then(|style| style.fg);
                if let (Some(ground), Some(tint)) = (rgb(theme.text.bg), rgb(tint)) {
                    // The nearest of 256 colours is a little off.
                    assert!(contrast(tint, ground) > 2.5, "{name}: {colour:?} is {tint:?} on {ground:?}");
                }
            }
        }
    }

    #[test]
    fn a_theme_without_a_background_has_the_colours_of_the_terminal_and_one_without_colours_none() {
        let terminal = Theme::terminal();
        for (colour, expected) in [
            ([0xe4, 0x04, 0x29], Some(Color::Red)),
            ([0xf9, 0xb0, 0x00], Some(Color::Yellow)),
            ([0x00, 0xa3, 0x56], Some(Color::Green)),
            ([0x00, 0x84, 0xb0], Some(Color::Cyan)),
            ([0x44, 0x35, 0x7e], Some(Color::Blue)),
            ([0x4d, 0x4d, 0x4c], None),
        ] {
            assert_eq!(terminal.tint(colour).and_then(|style| style.fg), expected, "{colour:?}");
            assert_eq!(Theme::mono().tint(colour), None);
        }
    }
}
