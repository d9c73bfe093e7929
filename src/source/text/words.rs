//! What schedules call kinds, languages and levels, and what they write before titles.

use super::clean::line;
use crate::model::{Kind, Level, fold};
use crate::source::rows::{listed, rows};

/// The kind of a session from the source's word for it and from its title. The source's word comes first, except that a
/// title such as `Lunch` or `Keynote: …` says more than `talk`.
pub fn kind(type_text: &str, title: &str) -> Kind {
    let from_type = kind_of_type(type_text);
    match from_type {
        None | Some(Kind::Talk | Kind::Other) => kind_of_title(title).or(from_type).unwrap_or(Kind::Talk),
        Some(kind) => kind,
    }
}

/// Words of types, the more telling first: `Lightning Talk` is no talk.
const TYPES: &str = include_str!("types.tsv");

fn kind_of_type(text: &str) -> Option<Kind> {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_'))).collect();
    let mut found = rows(TYPES).filter(|(_, names)| names.split(' ').any(|name| words.contains(&name)));
    found.find_map(|(kind, _)| Kind::from_word(kind))
}

fn kind_of_title(title: &str) -> Option<Kind> {
    let folded = fold(title);
    let heads: &[(&[&str], Kind)] = &[
        (&["lightning talk", "project lightning talk:"], Kind::Lightning),
        (&["keynote"], Kind::Keynote),
        (&["panel:", "panel discussion"], Kind::Panel),
        (&["workshop:", "tutorial:", "hands-on workshop"], Kind::Workshop),
        (&["bof:", "birds of a feather"], Kind::Meetup),
    ];
    if is_break(&folded) {
        return Some(Kind::Break);
    }
    heads.iter().find(|(heads, _)| heads.iter().any(|head| folded.starts_with(head))).map(|(_, kind)| *kind)
}

/// The titles of breaks, folded.
const BREAKS: &str = include_str!("breaks.txt");

/// Whether a folded title names a break and nothing else: `Coffee Break`, `Lunch | On Own`, not `Break your cluster`.
fn is_break(title: &str) -> bool {
    let part = title.rsplit(": ").next().unwrap_or(title);
    let part =
        part.split(['|', '(', '/']).next().unwrap_or(part).trim_matches(|letter: char| !letter.is_alphanumeric());
    let words = part.split_whitespace().count();
    BREAKS.lines().any(|whole| whole == part)
        || (words <= 4 && [" break", " pause", " lunch", "pause"].iter().any(|end| part.ends_with(end)))
        || (words <= 3
            && ["lunch ", "coffee break", "registration "].iter().any(|start| part.starts_with(start))
            && !part.contains("learn"))
}

/// The level that the words of the source stand for: `Beginner`, `(I)`, `Any`, `Advanced`; none where they name several.
pub fn level(text: &str) -> Option<Level> {
    let folded = fold(text);
    let mut levels = folded.split(|letter: char| !letter.is_alphanumeric()).filter_map(|word| listed(LEVELS, word));
    let level = levels.next()?;
    levels.all(|other| other == level).then(|| Level::from_word(level))?
}

const LEVELS: &str = include_str!("levels.tsv");

/// The languages of a session as codes of ISO 639-1 where they are recognised, else as the source has them, without
/// what does not look like a language at all.
pub fn languages(text: &str) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for word in text.split([',', ';', '/', '+', '|', '&']).flat_map(|part| part.split(" and ")) {
        let folded = fold(word.trim());
        if folded.is_empty() || folded.chars().count() > 30 {
            continue;
        }
        let known = |name: &str| (name.len() > 2).then(|| listed(LANGUAGES, name))?;
        // `de-formal`, `pt_BR`: the region and the register do not matter to a listener.
        let head = folded.split(['-', '_', ' ', '(']).next().unwrap_or("");
        let code = match known(&folded) {
            Some(code) => code.to_owned(),
            None if head.len() == 2 && head.bytes().all(|byte| byte.is_ascii_lowercase()) => head.to_owned(),
            None => known(head).map_or_else(|| line(&folded), str::to_owned),
        };
        if !code.is_empty() && !languages.contains(&code) {
            languages.push(code);
        }
    }
    languages
}

/// Languages by their codes, with what else they are called.
const LANGUAGES: &str = include_str!("languages.tsv");

const CANCELLED: &[&str] = &["cancelled", "canceled", "abgesagt", "entfallt", "annule", "cancelado"];

/// Whether the source's word for the state of a session says that it does not take place.
pub fn is_cancelled(state: &str) -> bool {
    let state = fold(state.trim());
    state == "withdrawn" || CANCELLED.contains(&state.as_str())
}

/// A clean title without the notices that organisers put before or behind it, and whether one says that the session is
/// cancelled. A title that is nothing but a notice stays.
pub fn plain_title(title: &str) -> (String, bool) {
    const AMENDED: &[&str] = &["amendment", "amended", "update", "updated"];
    let mut title = line(title);
    let mut cancelled = false;
    // Each round takes one notice off; nobody writes more than three.
    for _ in 0..3 {
        let Some((notice, rest)) = notice_before(&title).or_else(|| in_last_brackets(&title)) else { break };
        let word = fold(notice);
        if CANCELLED.contains(&word.as_str()) {
            cancelled = true;
        } else if !AMENDED.contains(&word.as_str()) {
            break;
        }
        if rest.is_empty() {
            break;
        }
        title = rest.to_owned();
    }
    (title, cancelled)
}

/// `CANCELLED: Title`, `[abgesagt] Title`, `CANCELED Title`, `AMENDMENT - Title`.
fn notice_before(title: &str) -> Option<(&str, &str)> {
    let after_mark = title.trim_start_matches(['[', '(', '*', '!', '{']);
    let end = after_mark.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after_mark.len());
    let (word, rest) = after_mark.split_at(end);
    let bracketed = after_mark.len() < title.len();
    let mark = rest.trim_start().starts_with([':', '-', '–', '—', '|']);
    let loud = word.chars().count() > 5 && word.chars().all(char::is_uppercase);
    let rest = rest.trim_start_matches([']', ')', '*', '!', '}', ':', '-', '–', '—', '|', ' ']);
    (!word.is_empty() && (bracketed || mark || loud)).then_some((word, rest))
}

/// The text in brackets that ends a title, and what stands before it: `Title (cancelled)`, `Title [CANCELED]`.
pub fn in_last_brackets(title: &str) -> Option<(&str, &str)> {
    let inner = title.strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    Some((inner.get(at + 1..)?.trim(), inner.get(..at)?.trim_end()))
}
