//! Notices that organisers put before or behind a title: that a session is cancelled, or was amended.

use super::clean::line;
use super::marks::unmark;
use crate::model::fold;
use crate::source::rows::{Table, rows};
use std::sync::LazyLock;

/// How notices are worded, folded: what they say, and a wording on each line.
static WORDINGS: Table = Table::of_entries(NOTICES);
const NOTICES: &str = include_str!("notices.tsv");

/// The two letters that each wording begins with: by them nearly every word of a title is told to be none.
static BEGINNINGS: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let mut beginnings: Vec<[u8; 2]> =
        rows(NOTICES).filter_map(|(_, wording)| wording.as_bytes().first_chunk().copied()).collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    beginnings
});

/// How short wordings are, in bytes.
const SHORTEST: usize = 6;

/// The most notices of one title.
const MOST: usize = 4;

/// What may stand between a notice and the title.
const MARKS: [char; 8] = [':', '-', '–', '—', '!', '*', '|', ','];
const OPENING: [char; 5] = ['[', '(', '*', '!', '{'];
const CLOSING: [char; 5] = [']', ')', '*', '!', '}'];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Cancelled,
    Amended,
}

/// Whether the source's word for the state of a session says that it does not take place.
pub fn is_cancelled(state: &str) -> bool {
    let state = fold(state.trim());
    matches!(state.as_str(), "withdrawn" | "rejected" | "declined") || wording(&state) == Some(Said::Cancelled)
}

/// A clean title without its notices, and whether one says that the session is cancelled. A title that is nothing but a
/// notice stays.
pub fn plain_title(title: &str) -> (String, bool) {
    let mut title = unmarked_line(title);
    if title.contains("<s>") || title.contains("<del>") {
        title = ["<s>", "</s>", "<del>", "</del>"].iter().fold(title, |title, tag| title.replace(tag, " "));
        title = line(&title);
    }
    let mut cancelled = false;
    for _ in 0..MOST {
        let Some((said, rest)) = before(&title).or_else(|| behind(&title)) else { break };
        cancelled |= said == Said::Cancelled;
        if rest.is_empty() {
            break;
        }
        title = rest.to_owned();
    }
    (title, cancelled)
}

/// One clean line without the marks of links.
pub fn unmarked_line(text: &str) -> String {
    line(&unmark(text, true).text)
}

fn wording(folded: &str) -> Option<Said> {
    WORDINGS.listed(folded).map(|said| if said == "cancelled" { Said::Cancelled } else { Said::Amended })
}

/// Whether a text may begin with a notice, as far as a first look tells.
fn may_begin(text: &str) -> bool {
    let head = text.as_bytes().first_chunk().map(|head: &[u8; 2]| head.map(|byte| byte.to_ascii_lowercase()));
    text.len() >= SHORTEST && head.is_some_and(|head| !head.is_ascii() || BEGINNINGS.contains(&head))
}

/// What a few words say that may be a notice, whatever blanks are between them.
fn of_words(words: &str) -> Option<Said> {
    if !may_begin(words) {
        return None;
    }
    wording(&fold(&words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// What stands before a title: `CANCELLED: Title`, `[abgesagt] Title`, `CANCELED Title`, `[talk] CANCELLED - Title`.
fn before(title: &str) -> Option<(Said, &str)> {
    let inside = title.trim_start_matches(OPENING).trim_start();
    let bracketed = inside.len() < title.len();
    // The word of a calendar for its kinds may stand before the notice.
    if bracketed
        && let Some((_, rest)) =
            inside.split_once(']').filter(|(kind, _)| kind.len() < 20 && wording(&fold(kind.trim())).is_none())
        && let Some(found) = before(rest.trim_start())
    {
        return Some(found);
    }
    for count in [2, 1].into_iter().filter(|_| may_begin(inside)) {
        let Some(end) = word_ends(inside).nth(count - 1) else { continue };
        let (notice, rest) = inside.split_at(end);
        let Some(said) = of_words(notice) else { continue };
        let marked = bracketed && rest.starts_with(CLOSING) || has_mark(rest);
        let rest =
            rest.trim_start_matches(|letter| CLOSING.contains(&letter) || MARKS.contains(&letter) || letter == ' ');
        // A noun before a colon is a subject: `Cancellation: how tasks end`.
        let is_noun = matches!(notice, "Cancellation" | "cancellation");
        if rest.is_empty() || marked && (bracketed || !is_noun) || is_loud(notice) && !is_all_loud(rest) {
            return Some((said, rest));
        }
    }
    None
}

/// Whether what parts a notice from a title follows: a hyphen needs a blank on one side.
fn has_mark(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    let hyphen = trimmed.starts_with('-') && rest.len() == trimmed.len() && !trimmed.starts_with("- ");
    trimmed.starts_with(MARKS) && !hyphen
}

/// What stands behind a title: `Title (cancelled)`, `Title - CANCELLED`, `Title ! CANCELLED !`, `Title CANCELLED`, and
/// `Title - CANCELLED, replaced by another`.
fn behind(title: &str) -> Option<(Said, &str)> {
    let mut starts = title.char_indices().filter(|(at, letter)| {
        letter.is_alphabetic()
            && title.get(*at..).is_some_and(may_begin)
            && title.get(..*at).is_some_and(|head| !head.ends_with(char::is_alphanumeric))
    });
    starts.find_map(|(at, _)| {
        let (head, tail) = title.split_at(at);
        let closed = |letter| CLOSING.contains(&letter) || MARKS.contains(&letter) || matches!(letter, ' ' | '.' | ';');
        let trimmed = head.trim_end();
        let marked = trimmed.ends_with(MARKS) && head.len() > trimmed.len() || trimmed.ends_with(OPENING);
        [2, 1].into_iter().find_map(|count| {
            let end = word_ends(tail).nth(count - 1)?;
            let (notice, rest) = tail.split_at(end);
            let said = of_words(notice)?;
            let ends = rest.trim_matches(closed).is_empty() || rest.trim_start().starts_with("replaced by ");
            let goes_on = marked && rest.starts_with([',', ';', ':', '.', '!', ')']);
            let rest = trimmed
                .trim_end_matches(|letter| OPENING.contains(&letter) || MARKS.contains(&letter) || letter == ' ');
            let alone = is_loud(notice) && !is_all_loud(rest) && ends;
            (!rest.is_empty() && (marked && (ends || goes_on) || alone)).then_some((said, rest))
        })
    })
}

/// Where the words of a text end.
fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let ends = text.char_indices().filter(|(at, letter)| {
        let next = text.get(at + letter.len_utf8()..).and_then(|rest| rest.chars().next());
        letter.is_alphanumeric() && next.is_none_or(|next| !next.is_alphanumeric() && next != '\'')
    });
    ends.map(|(at, letter)| at + letter.len_utf8())
}

fn is_loud(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_alphabetic()).count() > 5 && is_all_loud(words)
}

fn is_all_loud(words: &str) -> bool {
    words.chars().all(|letter| !letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_wording_is_passed_over_for_its_first_letters_or_its_length() {
        for (_, wording) in rows(NOTICES) {
            assert!(of_words(wording).is_some(), "{wording}");
        }
    }
}
