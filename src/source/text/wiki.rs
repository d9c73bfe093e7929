//! MediaWiki to plain text, as far as its lines say something; marks within them are those of [`super::marks`].

use super::entities;
use super::plain::Plain;

/// Whether a text is plainly written so: it has a heading or bold words as nothing else has them.
pub(super) fn is_wiki(text: &str) -> bool {
    text.contains("==") && text.lines().any(|line| heading(line).is_some()) || text.matches("'''").nth(1).is_some()
}

pub(super) fn to_plain(text: &str) -> Plain {
    let mut plain = Plain::default();
    for line in entities::decode(text).lines() {
        let words = line.trim_start_matches(['*', '#', ':']);
        let (marks, words) = (&line[..line.len() - words.len()], words.trim());
        match marks.trim_start_matches(':').chars().next_back() {
            Some(mark) => {
                plain.lists.truncate(marks.len());
                let first = (mark == '#').then_some(1);
                if plain.lists.len() == marks.len()
                    && plain.lists.last().is_some_and(|last| last.is_some() != first.is_some())
                {
                    plain.lists.pop();
                }
                let open = plain.lists.len();
                plain.lists.extend((open..marks.len()).map(|_| first));
                plain.item();
            }
            None => {
                plain.lists.clear();
                if words.is_empty() || heading(line).is_some() { plain.paragraph() } else { plain.line() }
            }
        }
        plain.text.push_str(heading(line).unwrap_or(words));
        if heading(line).is_some() {
            plain.paragraph();
        }
    }
    plain
}

/// `== Heading ==`.
fn heading(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix("==")?.strip_suffix("==")?;
    Some(inner.trim_matches('=').trim()).filter(|words| !words.is_empty())
}
