//! Character references of HTML and XML.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Decodes references until none is left, at most three times: exports escape twice (`&amp;#39;`), some thrice.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..3 {
        match decode_once(&text) {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    text
}

/// Decodes references once; `None` where there is none.
pub(super) fn decode_once(text: &str) -> Option<String> {
    // Most texts have none, and are not copied to find that out.
    memchr::memchr(b'&', text.as_bytes())?;
    let mut parts = text.split('&');
    let mut decoded = parts.next()?.to_owned();
    let mut any = false;
    for part in parts {
        let reference = parse(part);
        any |= reference.is_some();
        let (letters, rest) = reference.unwrap_or_else(|| ("&".to_owned(), part));
        decoded.push_str(&letters);
        decoded.push_str(rest);
    }
    any.then_some(decoded)
}

/// What stands for a reference whose ampersand was before the text, and what follows it. A backslash before the semicolon
/// is passed over: iCalendar escapes it once more.
fn parse(text: &str) -> Option<(String, &str)> {
    let (name, rest) = text.split_once(';').filter(|(name, _)| name.len() <= LONGEST)?;
    let name = name.strip_suffix('\\').unwrap_or(name);
    let Some(number) = name.strip_prefix('#') else { return Some((named(name)?, rest)) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some((char::from_u32(code.ok()?)?.to_string(), rest))
}

/// The longest name, `CounterClockwiseContourIntegral`, with a backslash.
const LONGEST: usize = 32;

/// Every name that HTML defines, in order, each on a line with its one or two characters in hexadecimal. The crates that
/// have such a table have it as 4,250 pointers, which cost 190 KB and have to be put right at each start.
const NAMES: &str = include_str!("entities.txt");

fn named(name: &str) -> Option<String> {
    let (mut from, mut to) = (0, NAMES.len());
    while from < to {
        let start = NAMES.get(from..from + (to - from) / 2)?.rfind('\n').map_or(from, |at| from + at + 1);
        let line = NAMES.get(start..)?.lines().next()?;
        let (found, codes) = line.split_once(' ')?;
        match found.cmp(name) {
            Ordering::Equal => {
                let codes = codes.split(' ').map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
                return codes.collect();
            }
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    None
}
