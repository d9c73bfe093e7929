//! Text that was encoded twice: UTF-8 that somebody took for Latin-1 or Windows-1252 and encoded once more.

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// Puts right what can be nothing else: what reads as UTF-8 and has a control character in it, or at least three of the
/// signs that Windows-1252 has for its bytes. `São` and a lone `Ã` are honest.
pub(super) fn recoded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let Some(first) = text.find(is_lead) else { return Cow::Borrowed(text) };
    let (whole, rest) = text.split_at(first);
    // Where one letter was certainly encoded twice, all of them were.
    let is_certain = rest.char_indices().filter(|(_, letter)| is_lead(*letter));
    let mut found = is_certain.filter_map(|(at, _)| rest.get(at..).and_then(sequence));
    if !found.any(|sequence| sequence.certain) {
        return Cow::Borrowed(text);
    }
    let mut whole = whole.to_owned();
    let mut rest = rest;
    while let Some(letter) = rest.chars().next() {
        let found = is_lead(letter).then(|| sequence(rest)).flatten();
        let (right, length) = found.map_or((letter, letter.len_utf8()), |found| (found.letter, found.length));
        whole.push(right);
        rest = rest.get(length..).unwrap_or("");
    }
    Cow::Owned(whole)
}

/// What begins several bytes of UTF-8.
fn is_lead(letter: char) -> bool {
    ('\u{c2}'..='\u{f4}').contains(&letter)
}

/// Letters that may be the bytes of one.
struct Sequence {
    letter: char,
    /// How long it is in the text.
    length: usize,
    /// Whether it can be nothing else.
    certain: bool,
}

/// The letter that a text begins with when its letters are taken for bytes.
fn sequence(text: &str) -> Option<Sequence> {
    let wanted = match text.chars().next()? {
        '\u{c2}'..='\u{df}' => 2,
        '\u{e0}'..='\u{ef}' => 3,
        _ => 4,
    };
    let letters: Vec<char> = text.chars().take(wanted).collect();
    let bytes = letters.iter().map(|letter| byte(*letter)).collect::<Option<Vec<u8>>>()?;
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let control = letters.iter().any(|letter| ('\u{80}'..='\u{9f}').contains(letter));
    let sign = wanted > 2 && letters.iter().any(|letter| *letter > '\u{ff}');
    let length = letters.iter().map(|letter| letter.len_utf8()).sum();
    Some(Sequence { letter, length, certain: control || sign })
}

fn byte(letter: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    match WINDOWS_1252.encode(letter.encode_utf8(&mut buffer)) {
        (bytes, _, false) => bytes.first().copied().filter(|_| bytes.len() == 1),
        _ => None,
    }
}
