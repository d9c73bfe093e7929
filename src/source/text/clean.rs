//! Lines of text without anything that could steer a terminal or deceive the eye.

use super::entities;
use super::recode::recoded;
use crate::sanitise::{after_control, after_escape};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The most characters that [`line()`] keeps: a longer title is an accident or an attack.
pub const LONGEST_LINE: usize = 10_000;

/// The most marks that may stack on one letter. Languages need three or four.
const MARKS: usize = 6;

/// One line of clean text, without blanks around it.
pub fn line(text: &str) -> String {
    let text = text.trim();
    if is_plain(text) && text.len() <= LONGEST_LINE {
        return text.to_owned();
    }
    let clean = clean(&entities::decode(text));
    cut(clean.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST_LINE)
}

/// The first letters of a text.
pub(crate) fn cut(mut text: String, letters: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(letters) {
        text.truncate(end);
    }
    text
}

/// One line of clean text, with a sign where it had more than so many letters.
pub(crate) fn shortened(text: &str, letters: usize) -> String {
    let line = line(text);
    if line.chars().nth(letters).is_some() { cut(line, letters) + "…" } else { line }
}

pub fn line_of(text: Option<&str>) -> Option<String> {
    text.map(line).filter(|line| !line.is_empty())
}

/// ASCII without control characters, entities and double blanks: the common case, which needs no work.
fn is_plain(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let fine = (b' '..0x7f).contains(&byte) && byte != b'&' && !(byte == b' ' && before == b' ');
        before = byte;
        fine
    })
}

/// Drops what must not reach a terminal and normalises the rest to NFC. Line breaks stay, other blanks become a blank.
pub(super) fn clean(text: &str) -> String {
    let text = recoded(text);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    let mut marks = 0;
    let mut composable = false;
    loop {
        // Nearly all text is printable ASCII, which is copied by the run.
        let run = printable_length(rest.as_bytes());
        let (plain, special) = rest.split_at(run);
        clean.push_str(plain);
        if run > 0 {
            marks = 0;
        }
        let mut letters = special.chars();
        let Some(letter) = letters.next() else { break };
        rest = letters.as_str();
        match letter {
            '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\r' if rest.starts_with('\n') => {}
            '\r' => clean.push('\n'),
            '\u{1b}' => rest = after_escape(rest),
            '\u{9b}' => rest = after_control(rest),
            '\t' | '\u{b}' | '\u{c}' => clean.push(' '),
            // A joiner belongs to an emoji or to a script that needs it; anywhere else it hides something.
            '\u{200c}' | '\u{200d}' => {
                if rest.starts_with(is_joinable) && clean.ends_with(is_joinable) {
                    clean.push(letter);
                }
            }
            _ if letter.is_control() || is_invisible(letter) => {}
            _ if letter.is_whitespace() => clean.push(' '),
            _ if is_combining_mark(letter) => {
                composable = true;
                marks += 1;
                if marks <= MARKS {
                    clean.push(letter);
                }
                continue;
            }
            _ => {
                composable |= letter >= '\u{300}';
                clean.push(letter);
            }
        }
        marks = 0;
    }
    if !composable || is_nfc_quick(clean.chars()) == IsNormalized::Yes { clean } else { clean.nfc().collect() }
}

/// Whether a text is nothing but printable ASCII and line breaks, which is clean.
pub(super) fn is_printable(text: &str) -> bool {
    printable_length(text.as_bytes()) == text.len()
}

/// How many bytes at the beginning are printable ASCII or line breaks, looked at in blocks that the processor compares at
/// once.
fn printable_length(bytes: &[u8]) -> usize {
    let is_fine = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
    let (blocks, _) = bytes.as_chunks::<32>();
    let is_whole = |block: &&[u8; 32]| block.iter().fold(true, |all, byte| all & is_fine(byte));
    let whole = blocks.iter().take_while(is_whole).count() * 32;
    whole + bytes[whole..].iter().take_while(|byte| is_fine(byte)).count()
}

fn is_joinable(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_whitespace() && !letter.is_control()
}

/// Format characters that are seen by nobody: bidi controls, zero-width blanks, variation selectors, tags, annotations.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}
