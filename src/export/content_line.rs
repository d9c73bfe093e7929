//! The content lines of iCalendar: escaping and folding (RFC 5545, 3.1 and 3.3.11).

/// The most octets that a line may have, its end not counted.
const WIDTH: usize = 75;

/// A text value: the characters with a meaning escaped, a line end written as `\n`, control characters left out.
pub(super) fn escape(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = lines.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    plain.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A parameter with any value, quoted, with the escapes of RFC 6868.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let plain: String = value.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    let value = plain.replace('^', "^^").replace('\n', "^n").replace('"', "^'");
    format!(";{name}=\"{value}\"")
}

/// Adds `line` to `text`, folded so that no line exceeds 75 octets and no character is split.
pub(super) fn push(text: &mut String, line: &str) {
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > WIDTH {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Unfolding and unescaping, written from the grammar and not from the code above.
    fn read_back(text: &str) -> String {
        let line = text.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        let mut letters = line.chars();
        let mut value = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => value.push('\n'),
                    other => value.push(other),
                },
                ',' | ';' => panic!("'{letter}' is not escaped in {line:?}"),
                other => value.push(other),
            }
        }
        value
    }

    proptest! {
        #[test]
        fn any_text_survives_escaping_and_folding(value in "[\\PC\\n,;\\\\ é日🦀]{0,400}") {
            let mut text = String::new();
            push(&mut text, &escape(&value));
            prop_assert_eq!(read_back(&text), value);
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= WIDTH && !line.contains(['\r', '\n']));
            }
        }
    }

    #[test]
    fn a_text_cannot_leave_its_line() {
        for (value, expected) in [
            ("a\r\nATTENDEE:mailto:x", "a\\nATTENDEE:mailto:x"),
            ("a\rb", "a\\nb"),
            ("a\u{85}b\u{1b}[2J\u{0}", "ab[2J"),
            ("a\\n, b; c", "a\\\\n\\, b\\; c"),
        ] {
            assert_eq!(escape(value), expected, "{value:?}");
        }
    }

    #[test]
    fn lines_break_at_75_octets_and_not_inside_a_character() {
        let mut text = String::new();
        push(&mut text, &format!("{}é{}", "a".repeat(74), "b".repeat(72)));
        push(&mut text, &"c".repeat(75));
        let lines: Vec<_> = text.split_terminator("\r\n").map(str::len).collect();
        assert_eq!(lines, [74, 75, 75]);
    }
}
