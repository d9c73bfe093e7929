//! What schedules call kinds, languages and levels, and what they write before titles.

use super::clean::line;
use crate::model::{Kind, Level, fold};
use crate::source::rows::Table;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The kind of a session from the source's word for it and from its title. The source's word comes first, except that a
/// title such as `Lunch` or `Keynote: …` says more than `talk`.
pub fn kind(type_text: &str, title: &str) -> Kind {
    let from_type = kind_of_type(type_text);
    // Whether something is for all says nothing of what it is, so the title may.
    let for_all = fold(type_text.trim()) == "plenary";
    match from_type {
        Some(Kind::Keynote) if for_all => kind_in_plenary(title),
        None | Some(Kind::Talk | Kind::Other) => kind_of_title(title).or(from_type).unwrap_or(Kind::Talk),
        Some(kind) => kind,
    }
}

/// Words of types, the more telling first: `Lightning Talk` is no talk.
static TYPES: Table = Table::new(include_str!("types.tsv"));

fn kind_of_type(text: &str) -> Option<Kind> {
    let folded = fold(text);
    let joined = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let words: Vec<&str> = folded.split(|letter| !joined(letter)).filter(|word| !word.is_empty()).collect();
    // `lightning-talks` says more together than its parts do, `DJ Set` more than its words.
    let whole = words.iter().map(|word| word.replace(['-', '_'], ""));
    let pairs = words.windows(2).map(<[&str]>::concat);
    let parts = words.iter().flat_map(|word| word.split(['-', '_'])).map(str::to_owned);
    let words: Vec<String> = pairs.chain(whole).chain(parts).collect();
    let ending =
        |word: &String| COMPOUND.into_iter().filter(|name| word.ends_with(name)).find_map(|name| TYPES.row(name));
    let found = words.iter().flat_map(|word| TYPES.row(word).into_iter().chain(ending(word))).min();
    found.and_then(|(_, kind)| Kind::from_word(kind))
}

/// Whether a text is a word for a kind.
pub fn is_kind(text: &str) -> bool {
    kind_of_type(text).is_some()
}

/// What words of other languages end in that are of the same kind: `Präsenzworkshop`.
const COMPOUND: [&str; 5] = ["workshop", "workshops", "vortrag", "konzert", "diskussion"];

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

/// The kind of what is for everybody: what its title says, else a keynote.
fn kind_in_plenary(title: &str) -> Kind {
    let folded = fold(title);
    let said = [("lightning talks", Kind::Lightning), ("panel", Kind::Panel)];
    let ends = said.iter().find(|(word, _)| folded.ends_with(word)).map(|(_, kind)| *kind);
    kind_of_title(title).or(ends).unwrap_or(Kind::Keynote)
}

/// The titles of breaks, folded.
static BREAKS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("breaks.txt").lines().collect());

/// Whether a folded title names a break and nothing else: `Coffee Break`, `Lunch | On Own`, not `Break your cluster`.
fn is_break(title: &str) -> bool {
    let part = title.rsplit(": ").next().unwrap_or(title);
    let part =
        part.split(['|', '(', '/']).next().unwrap_or(part).trim_matches(|letter: char| !letter.is_alphanumeric());
    let words = part.split_whitespace().count();
    BREAKS.contains(part)
        || (words <= 4 && [" break", " pause", " lunch", "pause"].iter().any(|end| part.ends_with(end)))
        || (words <= 3
            && ["lunch ", "coffee break", "registration "].iter().any(|start| part.starts_with(start))
            && !part.contains("learn"))
}

/// The level that the words of the source stand for: `Beginner`, `(I)`, `Any`, `Advanced`; none where they name several.
pub fn level(text: &str) -> Option<Level> {
    let folded = fold(text);
    let mut levels = folded.split(|letter: char| !letter.is_alphanumeric()).filter_map(|word| LEVELS.listed(word));
    let level = levels.next()?;
    levels.all(|other| other == level).then(|| Level::from_word(level))?
}

static LEVELS: Table = Table::new(include_str!("levels.tsv"));

/// The languages of a session as codes of ISO 639-1 where they are recognised, else as the source has them, without
/// what does not look like a language at all.
pub fn languages(text: &str) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for word in text.split([',', ';', '/', '+', '|', '&']).flat_map(|part| part.split(" and ")) {
        let folded = fold(word.trim());
        if folded.is_empty() || folded.chars().count() > 30 {
            continue;
        }
        let known = |name: &str| (name.len() > 2).then(|| LANGUAGES.listed(name))?;
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
static LANGUAGES: Table = Table::new(include_str!("languages.tsv"));

/// The text in brackets that ends a title, and what stands before it: `Title (cancelled)`, `Title [CANCELED]`.
pub fn in_last_brackets(title: &str) -> Option<(&str, &str)> {
    let inner = title.strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    Some((inner.get(at + 1..)?.trim(), inner.get(..at)?.trim_end()))
}
