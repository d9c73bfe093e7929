//! Text that cannot steer a terminal or turn the direction of what is read, whoever wrote it.
//!
//! There are two lines of defence. [`cleaned`] is for the way in: what comes from a file or a server is kept without
//! sequences. [`visible`] is for the way out, at each door that leads to a terminal, a pipe or a log: whatever came that
//! far stands there as a sign that something was there. [`shown_address`] is for addresses, which may
//! hold secrets. This room knows no file and no terminal.

mod address;

pub use address::shown_address;

use std::borrow::Cow;
use toml::de::{DeTable, DeValue};

/// What stands for a letter that must not reach a terminal.
const SIGN: char = '\u{fffd}';

/// Whether a letter steers a terminal or turns the direction of text. Line ends and tabs are none, save for a carriage
/// return, which can write over what stands on its line.
pub fn is_harmful(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        letter => letter.is_control(),
    }
}

/// Nearly all text is printable ASCII, which needs no second look.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) || !text.chars().any(is_harmful)
}

/// The text with a sign in place of each letter that must not get out. A line end of two letters stays one.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    let mut letters = text.chars().peekable();
    let mut safe = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let ends_line = letter == '\r' && letters.peek() == Some(&'\n');
        safe.push(if is_harmful(letter) && !ends_line { SIGN } else { letter });
    }
    safe.into()
}

/// The text without letters that must not get in, and without the sequences that they begin.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\u{1b}' => rest = after_escape(rest),
            '\u{9b}' => rest = after_control(rest),
            '\r' if rest.starts_with('\n') => clean.push('\r'),
            letter if is_harmful(letter) => {}
            letter => clean.push(letter),
        }
    }
    clean.into()
}

/// Cleans in place.
pub fn clean(text: &mut String) {
    if let Cow::Owned(clean) = cleaned(text) {
        *text = clean;
    }
}

/// Cleans every text in a value of TOML.
pub fn clean_toml(value: &mut toml::Value) {
    match value {
        toml::Value::String(text) => clean(text),
        toml::Value::Array(values) => values.iter_mut().for_each(clean_toml),
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| clean_toml(value)),
        _ => {}
    }
}

/// The same where values know their place.
pub fn clean_table(table: &mut DeTable<'_>) {
    table.iter_mut().for_each(|(_, value)| clean_value(value.get_mut()));
}

fn clean_value(value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => {
            if let Cow::Owned(clean) = cleaned(text) {
                *text = Cow::Owned(clean);
            }
        }
        DeValue::Array(values) => values.iter_mut().for_each(|value| clean_value(value.get_mut())),
        DeValue::Table(table) => clean_table(table),
        _ => {}
    }
}

/// Cleans every text in a value of JSON.
pub fn clean_json(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => clean(text),
        serde_json::Value::Array(values) => values.iter_mut().for_each(clean_json),
        serde_json::Value::Object(object) => object.values_mut().for_each(clean_json),
        _ => {}
    }
}

/// What follows an escape character and what belongs to it: a control sequence, a string, or one more character.
pub fn after_escape(text: &str) -> &str {
    let mut letters = text.chars();
    match letters.next() {
        Some('[') => after_control(letters.as_str()),
        Some(']' | 'P' | 'X' | '^' | '_') => {
            // A string that does not end on its line was never one; what can be seen of it goes all the same.
            let end = letters.as_str().find(['\u{7}', '\u{9c}', '\u{1b}', '\n']);
            let tail = end.and_then(|end| letters.as_str().get(end..)).unwrap_or("");
            tail.strip_prefix("\u{1b}\\").unwrap_or(tail)
        }
        Some(letter) if !letter.is_whitespace() => letters.as_str(),
        _ => text,
    }
}

/// What follows the parameters and the final character of a control sequence.
pub fn after_control(text: &str) -> &str {
    let tail = text.trim_start_matches(|letter| matches!(letter, '\u{20}'..='\u{3f}'));
    tail.strip_prefix(|letter| matches!(letter, '\u{40}'..='\u{7e}')).unwrap_or(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sequences_go_on_the_way_in_and_are_seen_on_the_way_out() {
        for (text, clean, seen) in [
            ("plain\n\ttext ★", "plain\n\ttext ★", "plain\n\ttext ★"),
            ("a\x1b[31mred\x1b[0m", "ared", "a�[31mred�[0m"),
            ("a\x1b]52;c;aGk=\x07b", "ab", "a�]52;c;aGk=�b"),
            ("a\u{9b}31mb\u{7f}", "ab", "a�31mb�"),
            ("a\u{202e}b\u{2066}c", "abc", "a�b�c"),
            ("one\r\ntwo\rthree", "one\r\ntwothree", "one\r\ntwo�three"),
        ] {
            assert_eq!((cleaned(text).as_ref(), visible(text).as_ref()), (clean, seen), "{text:?}");
        }
    }

    #[test]
    fn every_text_of_a_value_is_cleaned() {
        let text = "a = \"x\\u001b[1my\"\n[[b]]\nc = [\"\\u0007z\"]\n";
        let mut value: toml::Value = toml::from_str(text).unwrap();
        clean_toml(&mut value);
        assert_eq!(value.to_string(), "{ a = \"xy\", b = [{ c = [\"z\"] }] }");
        let mut table = DeTable::parse(text).unwrap().into_inner();
        clean_table(&mut table);
        assert_eq!(table["a"].get_ref().as_str(), Some("xy"));
        let mut json = serde_json::json!({"a": ["\u{9b}1mq", {"b": "\u{202d}w"}]});
        clean_json(&mut json);
        assert_eq!(json, serde_json::json!({"a": ["q", {"b": "w"}]}));
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left_of_any_text(text in "(\\PC|\\p{Cc}|[\u{202a}-\u{202e}\u{2066}-\u{2069}\r\n]){0,40}") {
            let left = |text: &str| text.replace("\r\n", "\n").chars().any(is_harmful);
            prop_assert!(!left(&cleaned(&text)));
            prop_assert!(!left(&visible(&text)));
        }
    }
}
