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
    let mut whole = text.get(..first).unwrap_or("").to_owned();
    let mut rest = text.get(first..).unwrap_or("");
    let mut any = false;
    while let Some(letter) = rest.chars().next() {
        let found = is_lead(letter).then(|| sequence(rest)).flatten();
        any |= found.is_some();
        let (right, length) = found.unwrap_or((letter, letter.len_utf8()));
        whole.push(right);
        rest = rest.get(length..).unwrap_or("");
    }
    if any { Cow::Owned(whole) } else { Cow::Borrowed(text) }
}

/// What begins several bytes of UTF-8.
fn is_lead(letter: char) -> bool {
    ('\u{c2}'..='\u{f4}').contains(&letter)
}

/// The letter that a text begins with when its letters are taken for bytes, and how long it is in the text.
fn sequence(text: &str) -> Option<(char, usize)> {
    let wanted = match text.chars().next()? {
        '\u{c2}'..='\u{df}' => 2,
        '\u{e0}'..='\u{ef}' => 3,
        _ => 4,
    };
    let letters: Vec<char> = text.chars().take(wanted).collect();
    let bytes = letters.iter().map(|letter| byte(*letter)).collect::<Option<Vec<u8>>>()?;
    let right = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let control = letters.iter().any(|letter| ('\u{80}'..='\u{9f}').contains(letter));
    let sign = wanted > 2 && letters.iter().any(|letter| *letter > '\u{ff}');
    (control || sign).then(|| (right, letters.iter().map(|letter| letter.len_utf8()).sum()))
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
