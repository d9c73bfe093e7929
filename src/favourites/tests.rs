use super::*;
use crate::model::{Mark, Personal, Programme, Schedule, Session, SessionIx, Slot};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

mod following;
mod reading;

fn time(seconds: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 9, 9, 0, 0).unwrap() + TimeDelta::seconds(seconds)
}

fn going() -> Personal {
    Personal { mark: Some(Mark::Going), ..Personal::default() }
}

fn entry(session: &str, mark: Option<Mark>, note: &str, changed: i64) -> Entry {
    Entry {
        event: "conf".into(),
        session: session.into(),
        mark,
        note: note.into(),
        changed: Some(time(changed)),
        ..Entry::default()
    }
}

fn favourites(entries: impl IntoIterator<Item = Entry>) -> Favourites {
    let mut favourites = Favourites::default();
    entries.into_iter().for_each(|entry| favourites.set(entry));
    favourites
}

fn whole(text: &str) -> Favourites {
    match read(text, "favourites.toml") {
        FavouritesReading::Whole(favourites, problems) if problems.is_empty() => favourites,
        other => panic!("{other:?}\n{text}"),
    }
}

fn part(text: &str) -> (Favourites, Vec<String>) {
    match read(text, "favourites.toml") {
        FavouritesReading::Part(favourites, problems) => {
            (favourites, problems.iter().map(ToString::to_string).collect())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_text_reads_like_something_a_person_wrote() {
    let mut entry = entry("rbac", Some(Mark::Going), "Ask about audit logs.\n\"Really\"?\n", 0);
    entry.title = "Effective RBAC".into();
    entry.speakers = vec!["Jordan Liggitt".into()];
    entry.start = Some(time(3600));
    entry.rating = Some(4);
    entry.seen = true;
    let favourites = favourites([entry]);
    let text = favourites.text().unwrap();
    assert_eq!(reading::as_usual(&text), [true], "the long way takes too long");
    assert_eq!(
        text,
        r##"# Favourites of kubetalks. You may edit this file; remarks belong in 'note', for comments are not kept.
schema = 1

[[entry]]
event = "conf"
session = "rbac"
title = "Effective RBAC"
speakers = ["Jordan Liggitt"]
start = 2026-11-09T10:00:00Z
mark = "going"
seen = true
rating = 4
note = """
Ask about audit logs.
"Really"?
"""
changed = 2026-11-09T09:00:00Z

# end of favourites
"##
    );
}

#[test]
fn keys_of_a_later_version_survive() {
    let text = "schema = 1\nsync = {host = 'a'}\n[[entry]]\nevent = 'e'\nsession = 's'\nseen = true\nalarm = 5\n\
                zeal = 1.5\nat = 2026-01-01T00:00:00Z\n[entry.colour]\nred = 7\n[other]\nx = [1]\n";
    let read = whole(text);
    let again = read.text().unwrap();
    for kept in ["alarm = 5", "zeal = 1.5", "red = 7", "host = \"a\"", "x = [1]", "at = 2026-01-01T00:00:00Z"] {
        assert!(again.contains(kept), "{kept} is missing in\n{again}");
    }
    assert_eq!(whole(&again), read);

    let mut changed = read;
    changed.set(Entry { event: "e".into(), ..entry("s", Some(Mark::Going), "", 0) });
    assert!(changed.text().unwrap().contains("red = 7"), "a mark set in this version keeps them");
}

#[test]
fn a_mark_of_a_later_version_is_kept_and_told() {
    let text = "schema = 1\n[[entry]]\nevent = 'conf'\nsession = 'a'\ntitle = 'A'\nmark = 'gonig'\n\
                changed = 2026-11-09T09:00:00Z\n";
    let FavouritesReading::Whole(read, problems) = read(text, "f") else { panic!("{text}") };
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = "f:6:8: the mark 'gonig' is not known to this version, and is kept as it is; did you mean 'going'?";
    assert_eq!(told, [expected]);
    assert!(!read.get("conf", "a").unwrap().is_tombstone());
    let again = |favourites: &Favourites| favourites.text().unwrap();
    assert_eq!(again(&read).matches("mark = \"gonig\"").count(), 1, "{}", again(&read));

    // Whatever else is attached in this version, the mark stays; a mark of this version takes its place.
    let seen = Personal { seen: true, ..Personal::default() };
    let mut changed = read.clone();
    changed.set(Entry { seen: true, ..entry("a", None, "", 5) });
    assert_eq!(changed.personal("conf", "a"), seen);
    assert!(again(&changed).contains("mark = \"gonig\""));
    let mut marked = read.clone();
    marked.set(entry("a", Some(Mark::Going), "", 9));
    assert!(!again(&marked).contains("gonig"), "{}", again(&marked));

    // Two copies of this version merge what a later one has written.
    let base = favourites([entry("a", Some(Mark::Going), "", -20)]);
    let noted = favourites([entry("a", Some(Mark::Going), "a note", -10)]);
    for together in [noted.reconcile(&base, &read), read.reconcile(&base, &noted)] {
        assert_eq!(together.personal("conf", "a"), Personal { note: "a note".into(), ..Personal::default() });
        assert!(again(&together).contains("mark = \"gonig\""), "{}", again(&together));
    }
    let later = favourites([Entry { seen: true, ..entry("a", None, "", 30) }]);
    let together = later.reconcile(&Favourites::default(), &read);
    assert!(again(&together).contains("mark = \"gonig\""), "{}", again(&together));

    // Taking a mark back brings it back.
    let before = read.get("conf", "a").unwrap().clone();
    let mut journal = Journal::default();
    let after = marked.get("conf", "a").unwrap().clone();
    journal.record(Change { label: "going".into(), steps: vec![ChangeStep { before, after }] });
    journal.undo(&mut marked, time(10)).unwrap();
    assert!(again(&marked).contains("mark = \"gonig\""), "{}", again(&marked));
}

#[test]
fn one_bad_entry_does_not_take_the_good_ones_with_it() {
    let good = "schema = 1\n[[entry]]\nevent = 'e'\nsession = 'a'\nmark = 'going'\n";
    for (bad, message) in [
        ("[[entry]]\nevent = 'e'\nsession = 'b'\nmark = 3\n", "9:8: wanted string or table"),
        ("[[entry]]\nevent = 'e'\nsession = 'b'\nmark = \n", "9:8: string values must be quoted"),
        ("[[entry]]\nevent = 'e'\nsession = 'b\n", "invalid literal string"),
        ("[[entry]]\nevent = 'e'\nsession = 'b'\nseen = true\nchanged = 2026-01-01\n", "no date with time and zone"),
        ("[[entry]]\nevent = 'e'\nmark = 'going'\n", "missing field `session`"),
        ("[[entry]]\nevent = 'e'\nsession = 'b'\nrating = 9\n", "6:1: an entry has a rating"),
        ("[[entry]]\nevent = 'e'\nsession = 'b'\n", "6:1: an entry says nothing"),
        ("<<<<<<< mine\n", ""),
    ] {
        for text in [format!("{good}{bad}[[entry]]\nevent = 'e'\nsession = 'c'\nseen = true\n"), format!("{good}{bad}")]
        {
            let (read, problems) = part(&text);
            assert!(problems.iter().any(|problem| problem.contains(message)), "{message}: {problems:?}");
            if !bad.starts_with('<') {
                assert_eq!(read.personal("e", "a"), going(), "{text}");
            }
            assert_eq!(read.get("e", "c").is_some(), text.contains("'c'"), "{text}");
        }
    }
}

#[test]
fn what_is_no_list_of_favourites_is_refused() {
    for text in ["title = 'x'\n", "schema = 0\n", "schema = 'one'\n", "not toml at all", "\0\0\0\0", "[[entry]]\n"] {
        assert!(matches!(read(text, "f"), FavouritesReading::Unreadable(_)), "{text:?}");
    }
    for text in ["schema = 2\n", "schema = 2\n[[entry]]\nwhat = ever\n", "schema = 99\nentry = 1\n"] {
        assert!(matches!(read(text, "f"), FavouritesReading::Newer(_)), "{text:?}");
    }
}

#[test]
fn a_file_cut_short_never_passes_for_whole() {
    let full = favourites([
        entry("a", Some(Mark::Going), "two\nlines", 0),
        entry("b", None, "", 5),
        entry("ü", Some(Mark::Interested), "[[entry]]\nevent = 'x'", 7),
    ]);
    let text = full.text().unwrap();
    for cut in (1..text.trim_end().len()).filter(|cut| text.is_char_boundary(*cut)) {
        match read(&text[..cut], "f") {
            FavouritesReading::Unreadable(_) => {}
            FavouritesReading::Part(read, problems) => {
                assert!(!problems.is_empty());
                // What is left of it must not win over the whole.
                assert_eq!(full.merge(&read), full, "{}", &text[..cut]);
            }
            other => panic!("{other:?} of {}", &text[..cut]),
        }
    }
    assert_eq!(whole(&text), full);
}

#[test]
fn a_clock_that_runs_behind_does_not_undo_a_change() {
    let mut favourites = favourites([entry("a", Some(Mark::Going), "", 100)]);
    let before = favourites.clone();
    favourites.set(entry("a", None, "", 50));
    assert_eq!(favourites.merge(&before).get("conf", "a").unwrap().mark, None);
}

#[test]
fn two_sides_that_change_different_parts_of_an_entry_both_keep_them() {
    let base = favourites([entry("a", Some(Mark::Interested), "", 0)]);
    let mine = favourites([entry("a", Some(Mark::Interested), "my note", 10)]);
    let theirs = favourites([entry("a", Some(Mark::Going), "", 20), entry("b", None, "new", 1)]);
    for together in [mine.reconcile(&base, &theirs), theirs.reconcile(&base, &mine)] {
        let entry = together.get("conf", "a").unwrap();
        assert_eq!((entry.mark, entry.note.as_str()), (Some(Mark::Going), "my note"));
        assert!(entry.changed > Some(time(20)), "so that it wins over both halves");
        assert_eq!(together.personal("conf", "b").note, "new");
    }
    let unmarked = favourites([entry("a", None, "", 30)]);
    let together = unmarked.reconcile(&base, &mine);
    assert_eq!(together.personal("conf", "a"), Personal { note: "my note".into(), ..Personal::default() });
}

#[test]
fn an_edit_by_hand_counts_and_an_old_copy_brought_back_does_not() {
    let old = favourites([entry("a", Some(Mark::Interested), "", 0)]);
    let base = favourites([entry("a", Some(Mark::Going), "", 10)]);
    let mut edited = base.clone();
    edited.put(entry("a", Some(Mark::Going), "by hand", 10));
    let together = base.reconcile(&base, &edited);
    assert_eq!(together.personal("conf", "a").note, "by hand");
    assert_eq!(together.merge(&base), together);
    assert_eq!(base.reconcile(&base, &old), base);
}

#[test]
fn undo_and_redo_are_changes_and_leave_other_parts_alone() {
    let mut journal = Journal::default();
    let (before, after) = (entry("a", None, "", 0), entry("a", Some(Mark::Going), "", 0));
    let mut favourites = favourites([after.clone()]);
    let marked = favourites.clone();
    journal.record(Change { label: "going".into(), steps: vec![ChangeStep { before, after }] });
    favourites.set(entry("a", Some(Mark::Going), "another window's note", 5));

    assert_eq!(journal.undo(&mut favourites, time(9)).unwrap().label, "going");
    assert_eq!(favourites.personal("conf", "a").mark, None);
    assert_eq!(favourites.personal("conf", "a").note, "another window's note");
    assert_eq!(favourites.merge(&marked), favourites, "merging keeps what undo did");
    assert_eq!(journal.undo(&mut favourites, time(10)), None);

    journal.redo(&mut favourites, time(11)).unwrap();
    assert_eq!(favourites.personal("conf", "a").mark, Some(Mark::Going));
    assert_eq!(journal.redo(&mut favourites, time(12)), None);
}

#[test]
fn what_was_done_in_one_go_is_taken_back_in_one_go() {
    let step = |id: &str, from, to| ChangeStep { before: entry(id, from, "", 0), after: entry(id, to, "", 1) };
    let steps = vec![step("a", Some(Mark::Going), None), step("b", Some(Mark::Interested), Some(Mark::Going))];
    let mut favourites = favourites(steps.iter().map(|step| step.after.clone()));
    let marks = |favourites: &Favourites| ["a", "b"].map(|id| favourites.personal("conf", id).mark);
    let mut journal = Journal::default();
    journal.record(Change { label: "keep b".into(), steps });

    journal.undo(&mut favourites, time(2)).unwrap();
    assert_eq!(marks(&favourites), [Some(Mark::Going), Some(Mark::Interested)]);
    assert_eq!(journal.undo(&mut favourites, time(3)), None);
    journal.redo(&mut favourites, time(4)).unwrap();
    assert_eq!(marks(&favourites), [None, Some(Mark::Going)]);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let extra = prop_oneof![
        4 => Just(""),
        1 => Just("alarm = 5"),
        1 => Just("alarm = nan\nzeal = 'x'\n[colour]\nred = 1"),
    ];
    let mark = prop_oneof![Just(None), prop::sample::select(&Mark::ALL[..]).prop_map(Some)];
    let who = ("[ab]", "[ab]", prop::collection::vec("\\PC{0,5}", 0..2));
    (who, mark, any::<bool>(), prop::option::of(1..=5u8), "(?s).{0,12}", prop::option::of(-3_000_000..3_i64), extra)
        .prop_map(|((event, session, speakers), mark, seen, rating, note, changed, extra)| {
            // What could steer a terminal is not taken in.
            let note = crate::sanitise::cleaned(&note).into_owned();
            let mut entry =
                Entry { event, session, title: note.clone(), speakers, mark, seen, rating, note, ..Entry::default() };
            entry.changed = changed.map(time);
            entry.start = entry.changed;
            if entry.is_tombstone() && entry.changed.is_none() {
                entry.seen = true;
            }
            entry.extra = toml::from_str(extra).unwrap();
            entry
        })
}

fn any_favourites() -> impl Strategy<Value = Favourites> {
    (prop::collection::vec(any_entry(), 0..5), prop_oneof![Just(""), Just("a = 1"), Just("b = 2\n[a]\nc = 'x'")])
        .prop_map(|(entries, extra)| {
            let mut favourites = favourites(entries);
            favourites.extra = toml::from_str(extra).unwrap();
            favourites
        })
}

proptest! {
    #[test]
    fn text_round_trips(favourites in any_favourites()) {
        prop_assert_eq!(whole(&favourites.text().unwrap()), favourites);
    }

    #[test]
    fn the_short_way_writes_and_reads_what_the_long_way_does(
        favourites in any_favourites(), (at, put) in (0usize..600, "[\"'\\\\\\n\\r\\tZ09:. =\\[\\]#a-c]{0,3}"), cut in 0usize..4
    ) {
        let text = favourites.text().unwrap();
        prop_assert_eq!(&text, &favourites.text_by_values().unwrap());
        // Whatever somebody does to it, the short way understands it as the long way does or leaves it to that.
        let bound = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let changed = format!("{}{put}{}", &text[..bound(at)], &text[bound(at + cut)..]);
        let headless = changed.replace(plain::HEAD, "").replace("\"a\"", "'a'").replace("\n\n", "\n\n# a\n");
        for changed in [changed, headless] {
            if let Some(read) = text::read_by_entries(&changed, "f") {
                prop_assert_eq!(read, text::read_at_once(&changed, "f"), "{}", changed);
            }
        }
    }

    #[test]
    fn merge_is_commutative_associative_and_idempotent(
        a in any_favourites(), b in any_favourites(), c in any_favourites()
    ) {
        prop_assert_eq!(a.merge(&b), b.merge(&a));
        prop_assert_eq!(a.merge(&b).merge(&c), a.merge(&b.merge(&c)));
        prop_assert_eq!(a.merge(&a), a.clone());
        prop_assert_eq!(a.merge(&b).merge(&b), a.merge(&b));
    }

    #[test]
    fn reconciling_keeps_every_key_and_is_stable(
        base in any_favourites(), mine in any_favourites(), theirs in any_favourites()
    ) {
        let together = mine.reconcile(&base, &theirs);
        let keys: Vec<_> = together.entries().map(Entry::key).collect();
        let merged = mine.merge(&theirs);
        prop_assert_eq!(keys, merged.entries().map(Entry::key).collect::<Vec<_>>());
        prop_assert_eq!(together.reconcile(&theirs, &theirs).entries().count(), together.entries().count());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(?s).{0,80}", at in 0usize..300) {
        let good = favourites([entry("a", Some(Mark::Going), "n", 0)]).text().unwrap();
        let _ = read(&text, "f");
        let at = (0..=at.min(good.len())).rev().find(|at| good.is_char_boundary(*at)).unwrap();
        let _ = read(&format!("{}{text}{}", &good[..at], &good[at..]), "f");
    }
}
