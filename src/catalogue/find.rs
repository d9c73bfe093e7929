//! Looking for conferences by words: loosely, what is on or to come first.

use super::conference::Conference;
use super::series::series;
use crate::model::fold;
use chrono::{Datelike, NaiveDate};
use nucleo::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo::{Config, Matcher, Utf32String};

/// What a letter has to score at least where a word is found loosely: scattered letters score less.
const PER_LETTER: u32 = 13;

/// The conferences of our own list and of others that have all the words: those that are on or to come first, the next
/// one first, then the others, the last one first. A year among the words is that of the conference. Of two with the same
/// address the one whose days are exact stays.
pub fn find(words: &str, others: &[Conference], today: NaiveDate) -> Vec<Conference> {
    let folded = fold(words);
    let (years, words): (Vec<&str>, Vec<&str>) = folded.split_whitespace().partition(|word| is_year(word));
    let year = years.first().and_then(|year| year.parse().ok());
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut found: Vec<Conference> = others
        .iter()
        .cloned()
        .chain(series(year, today))
        .filter(|one| year.is_none_or(|year| is_of(one, year)))
        .filter(|one| words.iter().all(|word| has(one, word, &mut matcher)))
        .collect();
    found.sort_by_key(|one| order(one, today));
    let mut kept: Vec<Conference> = Vec::new();
    for one in found {
        match kept.iter_mut().find(|other| other.address == one.address) {
            Some(other) if one.exact && !other.exact => *other = one,
            Some(_) => {}
            None => kept.push(one),
        }
    }
    kept.sort_by_key(|one| order(one, today));
    kept
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_of(one: &Conference, year: i32) -> bool {
    let named = one.name.contains(&year.to_string());
    named || one.days.is_some_and(|(first, last)| first.year() <= year && year <= last.year())
}

fn has(one: &Conference, word: &str, matcher: &mut Matcher) -> bool {
    let texts = one.also.iter().chain([&one.name]).chain(&one.place);
    let pattern = Pattern::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let least = PER_LETTER * u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
    texts.into_iter().any(|text| {
        let folded = fold(text);
        let loosely =
            |text: &str| pattern.score(Utf32String::from(text).slice(..), matcher).is_some_and(|score| score >= least);
        folded.contains(word) || word.len() > 2 && folded.split_whitespace().any(loosely)
    })
}

/// What is on or to come by its beginning, then what is over, backwards, then what has no days.
fn order(one: &Conference, today: NaiveDate) -> (u8, i32) {
    match one.days {
        Some((first, last)) if last >= today => (0, first.num_days_from_ce()),
        Some((first, _)) => (1, -first.num_days_from_ce()),
        None => (2, 0),
    }
}
