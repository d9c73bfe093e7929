//! Marks of Markdown and MediaWiki that stand in a text which is neither: after HTML, in titles, one bold word in an
//! otherwise plain text.

use std::borrow::Cow;

/// A text without its marks, and the addresses of its links with their words.
pub(super) struct Unmarked<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) links: Vec<(String, String)>,
}

/// The most bytes between the brackets of a link.
const LONGEST: usize = 1_000;

/// Takes off what plainly is a mark. Of a title only links and bold words are looked for: `*args` may
/// stand in it as it is.
pub(super) fn unmark(text: &str, is_title: bool) -> Unmarked<'_> {
    let mut links = Vec::new();
    // Nearly all texts have none of these.
    let any = |one, two, three| memchr::memchr3(one, two, three, text.as_bytes()).is_some();
    if !any(b'[', b'*', b'_') && !any(b'`', b'\\', b'`') && memchr::memmem::find(text.as_bytes(), b"''").is_none() {
        return Unmarked { text: Cow::Borrowed(text), links };
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '*', '_', '`', '\\', '\'']) {
        let (before, mark) = rest.split_at(at);
        plain.push_str(before);
        let found = link(mark, &mut links)
            .or_else(|| if is_title && !mark.starts_with("**") { None } else { emphasis(&plain, mark) });
        match found {
            // What stands between two marks may have marks itself.
            Some((words, after)) => {
                let inner = if mark.starts_with('`') { None } else { Some(unmark(words, is_title)) };
                plain.push_str(inner.as_ref().map_or(words, |inner| &inner.text));
                links.extend(inner.into_iter().flat_map(|inner| inner.links));
                rest = after;
            }
            None => {
                let escaped = mark.strip_prefix('\\').filter(|_| !is_title).and_then(|rest| rest.chars().next());
                let letter = escaped.filter(char::is_ascii_punctuation);
                let taken = if letter.is_some() { 2 } else { 1 };
                plain.push_str(mark.get(taken - 1..taken).unwrap_or(""));
                rest = mark.get(taken..).unwrap_or("");
            }
        }
    }
    if links.is_empty() && plain.len() + rest.len() == text.len() {
        return Unmarked { text: Cow::Borrowed(text), links };
    }
    plain.push_str(rest);
    Unmarked { text: Cow::Owned(plain), links }
}

/// The words of a link, and what follows it: `[words](address)`, `[[page|words]]`, `[address words]`.
fn link<'t>(text: &'t str, links: &mut Vec<(String, String)>) -> Option<(&'t str, &'t str)> {
    let near = text.bytes().take(LONGEST).any(|byte| byte == b']');
    if !near || !text.starts_with('[') {
        return None;
    }
    if let Some(inner) = text.strip_prefix("[[") {
        let (page, after) = inner.split_once("]]").filter(|(page, _)| !page.contains(['[', '\n']))?;
        return Some((page.rsplit('|').next().unwrap_or(page), after));
    }
    let (inner, after) = text.strip_prefix('[')?.split_once(']').filter(|(inner, _)| !inner.contains(['[', '\n']))?;
    if let Some((address, after)) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let is_address = address.contains("://") || address.starts_with(['/', '#']) || address.starts_with("mailto:");
        let address = is_address.then(|| address.split_whitespace().next()).flatten()?;
        links.push((address.to_owned(), inner.to_owned()));
        return Some((inner, after));
    }
    let (address, words) = inner.split_once(' ').filter(|(address, _)| address.contains("://"))?;
    links.push((address.to_owned(), words.to_owned()));
    Some((words, after))
}

/// What stands between a pair of marks, and what follows: `**words**`, `*words*`, `_words_`, `'''words'''`.
fn emphasis<'t>(before: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
    let mark = ["'''''", "'''", "''", "**", "__", "*", "_", "`"].into_iter().find(|mark| text.starts_with(mark))?;
    let inner = text.get(mark.len()..)?;
    let (words, after) = inner.split_once(mark)?;
    let opens =
        before.is_empty() || !before.ends_with(|letter: char| letter.is_alphanumeric() || mark.ends_with(letter));
    let closes = !after.starts_with(|letter: char| letter.is_alphanumeric() || mark.starts_with(letter));
    let blank = |letter: char| letter.is_whitespace() || mark.contains(letter);
    // `__init__` is a name.
    let is_name = mark == "__" && words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let tight = !words.is_empty() && !words.starts_with(blank) && !words.ends_with(blank) && !words.contains("\n\n");
    (opens && closes && tight && !is_name).then_some((words, after))
}
