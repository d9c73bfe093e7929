//! What a code brings over: everything to the same schedule, and to another version of it whatever still exists.

use super::*;
use crate::model::{EventIx, Mark, Programme, Schedule, Session, SessionIx, Slot};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// An event of sessions by id and title, one after the other.
fn event(id: &str, sessions: &[(String, String)]) -> Programme {
    let mut schedule = Schedule::default();
    schedule.event.id = id.to_owned();
    for (at, (id, title)) in sessions.iter().enumerate() {
        let mut session = Session::new(id.as_str(), title.as_str());
        let start = DateTime::UNIX_EPOCH + TimeDelta::hours(at as i64);
        session.slot = Some(Slot::new(start, 30));
        schedule.sessions.push(session);
    }
    Programme::new(vec![schedule])
}

/// So many sessions, three of which have one title.
fn sessions(count: usize) -> Vec<(String, String)> {
    let title = |at: usize| if at % 97 == 5 { "Lunch".to_owned() } else { format!("Talk {} of {at}", at * 7919) };
    (0..count).map(|at| (format!("id-{}", at * 31), title(at))).collect()
}

type Marked = BTreeSet<(String, Mark)>;

fn marked_by(programme: &Programme, mark: impl Fn(usize) -> Option<Mark>) -> (String, Marked) {
    let code = code_of(programme, EventIx(0), |ix| mark(ix.index())).unwrap();
    let all = programme.positions().filter_map(|ix| Some((programme.id(ix).to_owned(), mark(ix.index())?)));
    (code, all.collect())
}

fn brought(code: &str, programme: &Programme) -> (Marked, usize) {
    let unpacked = Code::read(code).unwrap().unpack(programme, EventIx(0));
    let named = |(ix, mark): (SessionIx, Mark)| (programme.id(ix).to_owned(), mark);
    let count = unpacked.sessions.len();
    let found: Marked = unpacked.sessions.into_iter().map(named).collect();
    assert_eq!(found.len(), count, "nothing twice");
    (found, unpacked.missing.len())
}

/// Every so-manieth is gone to, and others interest.
fn some(at: usize, step: usize) -> Option<Mark> {
    match at % step {
        0 => Some(Mark::Going),
        1 if at.is_multiple_of(3) => Some(Mark::Interested),
        _ => None,
    }
}

#[test]
fn thirty_marks_of_six_hundred_take_less_than_a_hundred_and_twenty_letters() {
    let programme = event("kccnceu2026", &sessions(596));
    for first in 0..18 {
        let mark = |at: usize| match at % 20 {
            rest if rest == first => Some(Mark::Going),
            rest if rest == (first + 1) % 20 && at.is_multiple_of(3) => Some(Mark::Interested),
            _ => None,
        };
        let thirty: BTreeSet<usize> = (0..596).filter(|at| mark(*at).is_some()).take(30).collect();
        let (code, marked) = marked_by(&programme, |at| mark(at).filter(|_| thirty.contains(&at)));
        assert_eq!(marked.len(), 30);
        assert!(code.len() < 120, "{}: {code}", code.len());
        assert_eq!(brought(&code, &programme), (marked, 0));
    }
}

#[test]
fn everything_or_one_of_a_large_event_comes_over() {
    let programme = event("große Konferenz/2", &sessions(3_000));
    for step in [1, 2, 3_000] {
        let (code, marked) = marked_by(&programme, |at| some(at, step));
        assert_eq!(Code::read(&code).unwrap().event(), "große Konferenz/2");
        assert_eq!(brought(&code, &programme), (marked, 0), "{step}");
    }
    assert_eq!(code_of(&programme, EventIx(0), |_| None), None);
}

#[test]
fn another_version_loses_nothing_that_is_still_there() {
    let before = sessions(400);
    let (code, marked) = marked_by(&event("conf", &before), |at| some(at, 8));
    // Some are gone, some are new, all stand elsewhere; every fifth has another id, every seventh another title.
    let mut after = Vec::new();
    let (mut expected, mut gone) = (Marked::new(), 0);
    for (at, (id, title)) in before.iter().enumerate() {
        let mark = some(at, 8);
        if at % 40 == 8 {
            gone += usize::from(mark.is_some());
            after.push((format!("new-{at}"), format!("Nobody knew of this, {at}")));
            continue;
        }
        let id = if at % 5 == 0 { format!("{id}-moved") } else { id.clone() };
        let title = if at % 5 != 0 && at % 7 == 0 { format!("Renamed: {title}") } else { title.clone() };
        expected.extend(mark.map(|mark| (id.clone(), mark)));
        after.push((id, title));
    }
    after.reverse();
    // Of several showings of a title, which is which is not known where some have gone.
    let lunches = |id: &str| before.iter().any(|(other, title)| id.starts_with(other.as_str()) && title == "Lunch");
    let (found, missing) = brought(&code, &event("conf", &after));
    let plain = |marked: &Marked| -> Marked { marked.iter().filter(|(id, _)| !lunches(id)).cloned().collect() };
    assert_eq!(plain(&found), plain(&expected));
    assert_eq!(missing, gone);
    assert!(marked.len() > 60 && gone == 10);
}

#[test]
fn ids_that_all_changed_are_found_by_title_and_ids_that_were_dealt_anew_mislead_nobody() {
    let before: Vec<(String, String)> = (0..300).map(|at| (at.to_string(), format!("A title, {}", at * at))).collect();
    let (code, marked) = marked_by(&event("conf", &before), |at| some(at, 10));
    let title = |id: &str| &before[id.parse::<usize>().unwrap()].1;
    let wanted: BTreeSet<(&String, Mark)> = marked.iter().map(|(id, mark)| (title(id), *mark)).collect();
    for deal in [|at: usize| (at * 7 + 3) % 300, |at: usize| at + 1_000] {
        let dealt: Vec<(String, String)> =
            before.iter().enumerate().map(|(at, (_, title))| (deal(at).to_string(), title.clone())).collect();
        let programme = event("conf", &dealt);
        let unpacked = Code::read(&code).unwrap().unpack(&programme, EventIx(0));
        let found: Vec<(String, Mark)> =
            unpacked.sessions.iter().map(|(ix, mark)| (programme.session(*ix).title.clone(), *mark)).collect();
        let found: BTreeSet<(&String, Mark)> = found.iter().map(|(title, mark)| (title, *mark)).collect();
        assert_eq!((found, unpacked.missing.len()), (wanted.clone(), 0));
    }
}

#[test]
fn what_is_no_code_is_told_for_what_it_is() {
    let (code, _) = marked_by(&event("conf", &sessions(50)), |at| some(at, 5));
    assert!(Code::read(&format!("  {}\n {}\n", &code[..20], &code[20..])).is_ok(), "a line that was broken");
    let newer = code.replacen("kt1:", "kt2:", 1);
    for (text, expected) in [
        ("", CodeError::NoCode),
        ("kt1", CodeError::NoCode),
        ("kubetalks: no", CodeError::NoCode),
        (newer.as_str(), CodeError::Newer),
        ("kt1:", CodeError::Damaged),
        ("kt1:AAAA", CodeError::Damaged),
        (&code[..code.len() - 1], CodeError::Damaged),
        ("kt1:\u{e9}", CodeError::Damaged),
    ] {
        assert_eq!(Code::read(text), Err(expected), "{text}");
    }
    assert!(Code::is_meant(&code) && Code::is_meant("kt1:nonsense") && Code::is_meant(&newer));
    assert!(!Code::is_meant("kt is a talk") && !Code::is_meant(""));
}

proptest! {
    #[test]
    fn every_selection_comes_over_whole(
        count in 1_usize..400,
        marks in prop::collection::vec(0_u8..12, 400),
        id in "[a-z0-9-]{1,40}|\\PC{1,12}",
    ) {
        let programme = event(&id, &sessions(count));
        let mark = |at: usize| match marks[at] { 0 => Some(Mark::Going), 1 => Some(Mark::Interested), _ => None };
        prop_assume!((0..count).any(|at| mark(at).is_some()));
        let (code, marked) = marked_by(&programme, mark);
        prop_assert_eq!(brought(&code, &programme), (marked, 0));
        prop_assert!(code.strip_prefix(PREFIX).unwrap().chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    }

    #[test]
    fn a_letter_that_has_changed_is_seen(at in 4_usize..100, letter in "[A-Za-z0-9_-]") {
        let (code, _) = marked_by(&event("conf", &sessions(200)), |at| some(at, 9));
        prop_assume!(at < code.len() && code[at..=at] != letter);
        let damaged = format!("{}{letter}{}", &code[..at], &code[at + 1..]);
        // Of the last letter some bits mean nothing.
        prop_assert!(Code::read(&damaged) == Err(CodeError::Damaged) || at + 1 == code.len());
    }

    #[test]
    fn whatever_the_bytes_are_reading_them_ends(text in "kt1:[A-Za-z0-9_-]{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Code::read(&text);
        // The same with a sum that is right.
        let mut bytes = bytes;
        let sum = crate::model::packed::sum(&bytes).to_be_bytes();
        bytes.extend(&sum[..2]);
        use base64::Engine as _;
        let text = format!("kt1:{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes));
        if let Ok(code) = Code::read(&text) {
            code.unpack(&event("conf", &sessions(20)), EventIx(0));
        }
    }
}
