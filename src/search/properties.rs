//! What holds for any query and any text.

use super::*;
use crate::model::{Credit, Personal, Programme, Schedule, Session};
use chrono::DateTime;
use proptest::prelude::*;
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// Few enough words that they meet, with letters that fold to more than one, to none, or not at all.
const WORDS: &[&str] = &["Istio", "straße", "No\u{301}va", "ﬁne", "日本語", "e", "mesh", "Don’t", "👩‍👩‍👧", "C++", "İx"];

/// What stands before a term in queries, some of it half typed.
const SIGNS: &[&str] = &[
    "",
    "",
    "",
    "-",
    "!",
    "'",
    "^",
    "title:",
    "speaker:\"",
    "day:",
    "is:n",
    "length:<",
    "after:",
    "x:",
    "| ",
    "(",
    ") ",
    "tag:a,",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(WORDS), 0..6).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,30}",
    ]
}

fn query() -> impl Strategy<Value = String> {
    let term =
        (prop::sample::select(SIGNS).prop_map(str::to_owned), text(), prop::sample::select(&["", "$", "\""][..]));
    let terms = prop::collection::vec(term.prop_map(|(sign, text, end)| sign + &text + end), 0..4);
    prop_oneof![3 => terms.prop_map(|terms| terms.join(" ")), 1 => "\\PC{0,40}"]
}

fn programme() -> impl Strategy<Value = Programme> {
    prop::collection::vec((text(), text(), text()), 1..12).prop_map(|rows| {
        let mut schedule = Schedule::default();
        for (at, (title, speaker, body)) in rows.into_iter().enumerate() {
            let mut session = Session::new(format!("{at}"), title);
            let speaker = schedule.speaker(&format!("{at}"), &speaker);
            session.credits.push(Credit { speaker, organisation: Some(body.clone()), title: None });
            session.abstract_text = body;
            schedule.sessions.push(session);
        }
        Programme::new(vec![schedule])
    })
}

fn hits(programme: &Programme, query: &str) -> Vec<Hit> {
    let noted = Personal { note: "Straße".into(), ..Personal::default() };
    let context = SearchContext {
        programme,
        personal: &[noted],
        now: DateTime::UNIX_EPOCH,
        clashing: &[],
        friends: &[],
        changed: &[],
    };
    search(&Query::parse(query).0, &context, &mut Scratch::default())
}

proptest! {
    #[test]
    fn hits_are_a_total_order_without_repetition(programme in programme(), query in query()) {
        let found = hits(&programme, &query);
        let distinct: HashSet<_> = found.iter().map(|hit| hit.session).collect();
        prop_assert_eq!(distinct.len(), found.len());
        prop_assert!(found.is_sorted_by(|a, b| a.precedes(b)));
    }

    #[test]
    fn another_word_never_adds_hits(programme in programme(), query in query(), word in "[\\w+’]{1,6}") {
        // Behind an open quote or an unfinished alternative it is not another word.
        prop_assume!(!query.contains(['"', '“', '”', '„']) && !query.trim_end().ends_with('|'));
        let before: HashSet<_> = hits(&programme, &query).iter().map(|hit| hit.session).collect();
        let after: HashSet<_> = hits(&programme, &format!("{query} {word}")).iter().map(|hit| hit.session).collect();
        prop_assert!(after.is_subset(&before));
    }

    #[test]
    fn a_word_and_its_exclusion_as_written_part_the_programme(programme in programme(), word in "[a-zß]{4,5}|日") {
        let (with, without) = (hits(&programme, &format!("'{word}")), hits(&programme, &format!("-{word}")));
        prop_assert_eq!(with.len() + without.len(), programme.sessions().len());
    }

    #[test]
    fn highlights_are_ordered_and_stand_on_graphemes(query in query(), text in text(), body: bool) {
        let field = if body { Field::Body } else { Field::Title };
        let ranges = highlight(&Query::parse(&query).0, field, &text, &mut Scratch::default());
        let edges: HashSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        prop_assert!(ranges.iter().all(|range| edges.contains(&range.start) && edges.contains(&range.end)));
        prop_assert!(ranges.iter().all(|range| range.start < range.end));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
    }

    #[test]
    fn every_session_found_by_its_title_has_its_title_highlighted(programme in programme(), word in "[a-zß]{1,4}") {
        for hit in hits(&programme, &format!("title:{word}")) {
            let title = &programme.session(hit.session).title;
            let ranges = highlight(&Query::parse(&word).0, Field::Title, title, &mut Scratch::default());
            prop_assert!(!ranges.is_empty(), "{}", title);
        }
    }

    #[test]
    fn people_and_likeness_bear_any_text(programme in programme(), query in query()) {
        let context = SearchContext { programme: &programme, personal: &[], now: DateTime::UNIX_EPOCH, clashing: &[], friends: &[], changed: &[] };
        let found = speakers(&Query::parse(&query).0, &context, &mut Scratch::default());
        prop_assert!(found.len() <= programme.speakers().len());
        let likeness = Likeness::new(&programme);
        for hit in hits(&programme, &query) {
            let similar = likeness.similar(&programme, hit.session, 3);
            prop_assert!(similar.iter().all(|similar| similar.session != hit.session && !similar.shared.is_empty()));
        }
    }
}
