//! A style written as words: `light-yellow bold on black`.

use ratatui::style::{Color, Modifier, Style};

/// Why a text is not a style.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// A word means nothing.
    #[error("'{0}' is neither a colour nor a way to write")]
    Unknown(String),
    /// A colour stands where another one already stood.
    #[error("'{0}' is a second colour")]
    Second(String),
    /// `on` stands without a colour after it.
    #[error("a colour must follow 'on'")]
    Nothing,
}

const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("underline", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("reverse", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// The words that styles are made of; beside them stand numbers from 0 to 255 and `#rrggbb`.
pub const WORDS: &str = "on plain bold dim italic underlined reversed crossed-out reset black red green yellow blue \
    magenta cyan gray dark-gray light-red light-green light-yellow light-blue light-magenta light-cyan white";

/// The style that `text` describes: at most one colour, at most one after `on` for the background, and any modifiers,
/// with blanks between. Colours are what ratatui reads, with hyphens for blanks. `plain` is no style at all.
pub fn parse(text: &str) -> Result<Style, StyleError> {
    parse_with(text, &[])
}

/// The same with further names of colours, which come before all else.
pub(super) fn parse_with(text: &str, palette: &[(String, Color)]) -> Result<Style, StyleError> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let lower = word.to_lowercase();
        if palette.iter().any(|(name, _)| name == word) {
            set(&mut style.fg, word, palette)?;
        } else if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == lower) {
            style = style.add_modifier(*modifier);
        } else if lower == "on" {
            let word = words.next().ok_or(StyleError::Nothing)?;
            set(&mut style.bg, word, palette)?;
        } else if lower != "plain" {
            set(&mut style.fg, word, palette)?;
        }
    }
    Ok(style)
}

fn set(place: &mut Option<Color>, word: &str, palette: &[(String, Color)]) -> Result<(), StyleError> {
    let named = palette.iter().find(|(name, _)| name == word).map(|(_, colour)| *colour);
    let colour = named.or_else(|| word.parse().ok()).ok_or_else(|| StyleError::Unknown(word.to_owned()))?;
    match place.replace(colour) {
        None => Ok(()),
        Some(_) => Err(StyleError::Second(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_read_from_words() {
        let table = [
            ("plain", Style::new()),
            ("", Style::new()),
            ("bold", Style::new().bold()),
            ("Light-Yellow bold", Style::new().light_yellow().bold()),
            ("underline 208 on #102030", Style::new().fg(Color::Indexed(208)).bg(Color::Rgb(16, 32, 48)).underlined()),
            ("on blue", Style::new().on_blue()),
        ];
        for (text, style) in table {
            assert_eq!(parse(text), Ok(style), "{text}");
        }
    }

    #[test]
    fn a_wrong_style_names_the_wrong_word() {
        let table = [
            ("yelow bold", "'yelow' is neither a colour nor a way to write"),
            ("red on", "a colour must follow 'on'"),
            ("red blue", "'blue' is a second colour"),
            ("on #12", "'#12' is neither a colour nor a way to write"),
            ("256", "'256' is neither a colour nor a way to write"),
            ("#ääää", "'#ääää' is neither a colour nor a way to write"),
        ];
        for (text, message) in table {
            assert_eq!(parse(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_word_that_is_suggested_is_accepted() {
        for word in WORDS.split(' ').filter(|word| *word != "on") {
            assert!(parse(word).is_ok(), "{word}");
        }
    }
}
