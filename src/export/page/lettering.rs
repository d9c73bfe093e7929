//! How wide letters are, as far as that can be said without their font.

use crate::measure::width;

/// How wide a text is at most, in sizes of its font: DejaVu Sans is the widest of those that are asked for.
pub(super) fn wide(text: &str) -> f32 {
    text.chars().map(letter).sum()
}

fn letter(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'A'..='Z' | '&' => 0.74,
        _ if letter.is_ascii() => 0.64,
        _ if width(letter.encode_utf8(&mut [0; 4])) > 1 => 1.05,
        _ => 0.7,
    }
}

/// A text in lines of so many millimetres, at most so many; the last one tells where there would be more.
pub(super) fn lines(text: &str, size: f32, millimetres: f32, most: usize) -> Vec<String> {
    let room = (millimetres / size).max(2.0);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, room)) {
        if !line.is_empty() && wide(&line) + wide(" ") + wide(&word) > room {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(&word);
    }
    lines.push(line);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && wide(last) + wide("…") > room {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// A word that is longer than a line, in pieces.
fn pieces(word: &str, room: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for one in word.chars() {
        if used + letter(one) > room {
            pieces.push(String::new());
            used = 0.0;
        }
        used += letter(one);
        if let Some(piece) = pieces.last_mut() {
            piece.push(one);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_and_the_last_tells_of_more() {
        let text = "Practical advice on Donaudampfschifffahrtsgesellschaftskapitänsmützen for 今日は everybody else";
        for millimetres in [8.0, 15.0, 40.0, 200.0] {
            for most in 1..5 {
                let lines = lines(text, 3.0, millimetres, most);
                assert!(
                    lines.len() <= most && lines.iter().all(|line| wide(line) * 3.0 <= millimetres.max(6.0)),
                    "{lines:?}"
                );
                let whole: String = lines.concat().split_whitespace().collect();
                let all: String = text.split_whitespace().collect();
                assert_eq!(whole != all, lines.last().unwrap().ends_with('…'), "{lines:?}");
            }
        }
        assert_eq!(lines("", 3.0, 20.0, 2), [""]);
    }
}
