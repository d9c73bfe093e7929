use super::*;
use crate::favourites::{Entry, Favourites};
use crate::model::{Credit, Kind, Level, Link, LinkKind, Mark, Schedule, Session, Slot, Zone};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

mod mine;

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 2, 1, hour, minute, 0).unwrap()
}

/// A talk of half an hour with id, guid, title, speaker, hour of its start and room; empty texts stand for nothing.
type Row = (&'static str, &'static str, &'static str, &'static str, u32, &'static str);

/// What is done, two versions, and what happened.
type Case = (&'static str, &'static [Row], &'static [Row], &'static [&'static str]);

fn schedule(rows: &[Row]) -> Schedule {
    let mut schedule = Schedule::default();
    schedule.event.id = "conf".into();
    schedule.event.short = "Conf".into();
    schedule.event.zone = Zone::Offset(3600);
    for (id, guid, title, speaker, hour, room) in rows {
        let mut session = Session::new(*id, *title);
        session.guid = Some((*guid).to_owned()).filter(|guid| !guid.is_empty());
        session.slot = Some(Slot::new(at(*hour, 0), 30));
        session.minutes = Some(30);
        if !room.is_empty() {
            session.room = Some(schedule.room(room));
        }
        if !speaker.is_empty() {
            let speaker = schedule.speaker(speaker, speaker);
            session.credits.push(Credit { speaker, organisation: None, title: None });
        }
        schedule.sessions.push(session);
    }
    assert_eq!(schedule.check(), Ok(()));
    schedule
}

fn report(old: &[Row], new: &[Row]) -> Report {
    compare(&schedule(old), &schedule(new), at(12, 0))
}

/// What happened, in short: `+` and `-` with ids, and of what changed the ids with the fields.
fn short(report: &Report) -> Vec<String> {
    let added = report.added.iter().map(|item| format!("+{}", item.id));
    let gone = report.gone.iter().map(|item| format!("-{}", item.id));
    let changed = report.changed.iter().map(|changed| {
        let fields: Vec<&str> = changed.fields.iter().map(|change| change.field.name()).collect();
        let old_id = changed.old_id.as_ref().map(|id| format!("{id}>")).unwrap_or_default();
        format!("{old_id}{} {}", changed.item.id, fields.join(" "))
    });
    changed.chain(added).chain(gone).collect()
}

#[test]
fn a_schedule_compared_with_itself_has_not_changed() {
    let same = &[("1", "g", "A", "Ann", 9, "Aula"), ("2", "g", "A", "Ann", 9, "Aula")];
    assert!(report(same, same).is_empty());
}

#[test]
fn sessions_are_followed_by_what_identifies_them_best() {
    let cases: &[Case] = &[
        (
            "a guid holds while all else changes",
            &[("1", "g1", "Old words", "Ann", 9, "Aula")],
            &[("7", "g1", "Other ones", "Bob", 10, "Foyer")],
            &["1>7 start room title speakers"],
        ),
        (
            "an id holds while the title and the time change",
            &[("1", "", "Old words", "Ann", 9, "")],
            &[("1", "", "Other ones", "Ann", 10, "")],
            &["1 start title"],
        ),
        (
            "all ids are new, the titles stay",
            &[("1", "", "Alpha", "Ann", 9, "Aula"), ("2", "", "Beta", "Bob", 9, "Foyer")],
            &[("11", "", "Alpha", "Ann", 9, "Aula"), ("12", "", "Beta", "Bob", 9, "Aula")],
            &["2>12 room"],
        ),
        (
            "all ids were handed out again in another order",
            &[("1", "", "Alpha", "Ann", 9, ""), ("2", "", "Beta", "Bob", 10, ""), ("3", "", "Gamma", "Cy", 11, "")],
            &[("2", "", "Alpha", "Ann", 9, ""), ("3", "", "Beta", "Bob", 10, ""), ("1", "", "Delta", "Di", 12, "")],
            &["+1", "-3"],
        ),
        (
            "guids were handed out again in another order",
            &[("1", "g1", "Alpha", "Ann", 9, ""), ("2", "g2", "Beta", "Bob", 10, "")],
            &[("1", "g2", "Alpha", "Ann", 9, ""), ("2", "g1", "Beta", "Bob", 11, "")],
            &["2 start"],
        ),
        (
            "the same id under another guid is another session",
            &[("1", "g1", "Alpha", "", 9, "")],
            &[("1", "g2", "Beta", "", 9, "")],
            &["+1", "-1"],
        ),
        (
            "a lunch of several goes",
            &[("1", "", "Lunch", "", 12, ""), ("2", "", "Lunch", "", 13, ""), ("3", "", "Lunch", "", 14, "")],
            &[("8", "", "Lunch", "", 12, ""), ("9", "", "Lunch", "", 14, "")],
            &["-2"],
        ),
        (
            "titles that differ in case and accents are the same",
            &[("1", "", "CAFE", "", 9, "")],
            &[("2", "", "Café", "", 10, "")],
            &["1>2 start title"],
        ),
    ];
    for (what, old, new, expected) in cases {
        assert_eq!(short(&report(old, new)), *expected, "{what}");
    }
}

#[test]
fn doubled_guids_pair_where_title_start_and_room_agree() {
    let old = &[
        ("1", "g", "Yoga", "", 9, "Aula"),
        ("1-2", "g", "Yoga", "", 12, "Aula"),
        ("1-3", "g", "Yoga", "", 12, "Foyer"),
        ("1-4", "g", "Tea", "", 15, "Aula"),
    ];
    let turned: Vec<Row> = old.iter().rev().copied().collect();
    assert!(report(old, &turned).is_empty(), "the order does not matter");
    let parted = &[
        ("20", "g", "Tea", "", 15, "Aula"),
        ("21", "g2", "Yoga", "", 12, "Aula"),
        ("22", "g3", "Yoga", "", 12, "Foyer"),
        ("23", "g4", "Yoga", "", 9, "Aula"),
    ];
    assert!(report(old, parted).is_empty(), "each got a guid of its own, and nothing else happened");
    assert_eq!(short(&report(old, &old[..3])), ["-1-4"]);
}

#[test]
fn a_code_finds_what_lost_its_id() {
    let mut old = schedule(&[("1", "", "Alpha", "Ann", 9, "")]);
    let mut new = schedule(&[("2", "", "Alpha and more", "Ann", 10, "")]);
    old.sessions[0].code = Some("XKCD".into());
    new.sessions[0].code = Some("XKCD".into());
    assert_eq!(short(&compare(&old, &new, at(12, 0))), ["1>2 start title"]);
}

#[test]
fn every_field_is_told_with_what_was_and_what_is() {
    let old = schedule(&[("1", "g", "A", "Ann", 9, "")]);
    let mut new = schedule(&[("1", "g", "B", "Bob", 10, "Aula")]);
    let track = new.track("t", "Cooking");
    let session = &mut new.sessions[0];
    session.minutes = Some(95);
    session.cancelled = true;
    session.subtitle = Some("More".into());
    session.kind = Kind::Panel;
    session.level = Some(Level::Beginner);
    session.track = Some(track);
    session.languages = vec!["de".into(), "en".into()];
    session.abstract_text = "Words.".into();
    session.links.push(Link::new(LinkKind::Page, "https://e.org/"));
    let report = compare(&old, &new, at(12, 0));
    let lines: Vec<String> = report.changed[0]
        .fields
        .iter()
        .map(|change| format!("{}: {} > {}", change.field.name(), change.old.words(), change.new.words()))
        .collect();
    assert_eq!(
        lines,
        [
            "cancelled:  > ",
            "start: 2025-02-01 10:00 > 2025-02-01 11:00",
            "length: 30 min > 1 h 35",
            "room:  > Aula",
            "title: A > B",
            "subtitle:  > More",
            "speakers: Ann > Bob",
            "kind: talk > panel",
            "level:  > beginner",
            "track:  > Cooking",
            "language:  > de, en",
            "abstract:  > Words.",
            "links:  > https://e.org/",
        ]
    );
    assert!(report.changed[0].fields.is_sorted_by_key(|change| change.field));
    assert_eq!(compare(&new, &old, at(12, 0)).changed[0].fields[0].field, ChangedField::Reinstated);
}

#[test]
fn what_means_the_same_is_no_change() {
    let mut old = schedule(&[("1", "g", "A", "Ann", 9, "")]);
    let bob = old.speaker("Bob", "Bob");
    old.sessions[0].credits.push(Credit { speaker: bob, organisation: None, title: None });
    old.sessions[0].abstract_text = "One two\n\nthree".into();
    old.sessions[0].languages = vec!["de".into(), "en".into()];
    let mut new = old.clone();
    new.sessions[0].credits.reverse();
    new.sessions[0].languages.reverse();
    new.sessions[0].abstract_text = "One  two \n\n\n three\n".into();
    assert!(compare(&old, &new, at(12, 0)).is_empty());
}

#[test]
fn a_zone_that_becomes_known_moves_no_session() {
    let mut old = schedule(&[("1", "g", "A", "", 9, "")]);
    let mut new = schedule(&[("1", "g", "A", "", 8, "")]);
    old.event.zone = Zone::Unknown;
    assert!(compare(&old, &new, at(12, 0)).is_empty(), "nine on the wall is eight in UTC");
    new.event.zone = Zone::Offset(7200);
    assert_eq!(compare(&old, &new, at(12, 0)).count(ChangedField::Start), 1);
}

#[test]
fn a_day_is_told_only_where_there_is_no_start() {
    let mut old = schedule(&[("1", "g", "A", "", 9, "")]);
    let mut new = old.clone();
    new.sessions[0].day = NaiveDate::from_ymd_opt(2025, 2, 2);
    assert!(compare(&old, &new, at(12, 0)).is_empty());
    old.sessions[0].slot = None;
    new.sessions[0].slot = None;
    assert_eq!(short(&compare(&old, &new, at(12, 0))), ["1 day"]);
}

#[test]
fn an_abstract_is_shown_where_its_versions_part() {
    let mut old = schedule(&[("1", "g", "A", "", 9, "")]);
    old.sessions[0].abstract_text = format!("{} end", "word ".repeat(500));
    let mut new = old.clone();
    new.sessions[0].abstract_text = format!("{} finish {}", "word ".repeat(500), "x".repeat(500));
    let report = compare(&old, &new, at(12, 0));
    let change = report.changed[0].field(ChangedField::Abstract).unwrap();
    assert_eq!(change.old.words(), "… word word word word end");
    let words = change.new.words();
    assert!(words.starts_with("… word word word word finish xxx") && words.ends_with("x…"), "{words}");
    assert!(words.chars().count() < 200);
    new.sessions[0].abstract_text = format!("{}\n\nend", "word ".repeat(500));
    let change = &compare(&old, &new, at(12, 0)).changed[0].fields[0];
    assert_eq!(change.new.words(), "… word word word word ¶ end", "a paragraph is a change too");
}

#[test]
fn the_text_lists_sections_in_order_and_my_sessions_first_with_a_star() {
    let old = [
        ("1", "g1", "Stays", "", 9, ""),
        ("2", "g2", "Moves", "", 9, ""),
        ("3", "g3", "Moves too", "Ann", 9, ""),
        ("4", "g4", "Goes", "", 9, ""),
        ("5", "g5", "Old name", "", 9, ""),
    ];
    let new = [
        ("1", "g1", "Stays", "", 9, ""),
        ("2", "g2", "Moves", "", 10, ""),
        ("3", "g3", "Moves too", "Ann", 9, "Aula"),
        ("5", "g5", "New name", "", 9, ""),
        ("6", "g6", "Comes", "", 9, "Foyer"),
    ];
    let mut report = report(&old, &new);
    let favourites = going(&[("3", "Moves too"), ("4", "Goes")]);
    report.own_first(&favourites);
    let expected = "\
Conf: 1 new, 2 moved, 1 renamed, 1 gone

Yours (2)
★ Moves too — Ann (2025-02-01 10:00, Aula)
    room: none → Aula
★ Goes (2025-02-01 10:00)
    gone; your mark is kept

New (1)
  Comes (2025-02-01 10:00, Foyer)

Moved (2)
★ Moves too — Ann (2025-02-01 10:00, Aula)
    room: none → Aula
  Moves (2025-02-01 11:00)
    start: 2025-02-01 10:00 → 2025-02-01 11:00

Renamed (1)
  New name (2025-02-01 10:00)
    title: Old name → New name

Gone (1)
★ Goes (2025-02-01 10:00)";
    assert_eq!(text(&report, &favourites), expected);
    assert_eq!(text(&super::tests::report(&old, &old), &favourites), "Conf: nothing changed");
}

#[test]
fn a_report_survives_being_stored_as_json() {
    let old = [("1", "g1", "A", "Ann", 9, ""), ("2", "g2", "B", "", 9, "")];
    let new = [("7", "g1", "A", "Ann", 10, "Aula"), ("3", "g3", "C", "", 9, "")];
    let report = report(&old, &new);
    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains(r#""id":"7","title":"A""#) && json.contains(r#""old_id":"1""#), "{json}");
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn ten_thousand_sessions_of_one_guid_and_title_are_compared_in_no_time() {
    let mut old = schedule(&[("0", "g", "Same", "Ann", 9, "Aula")]);
    old.sessions[0].code = Some("C".into());
    let first = old.sessions[0].clone();
    old.sessions.extend((1..10_000).map(|at| Session { id: at.to_string(), ..first.clone() }));
    let mut new = old.clone();
    for (number, session) in new.sessions.iter_mut().enumerate() {
        session.id = format!("n{number}");
        session.guid = None;
        session.title = "Other".into();
        session.credits.clear();
    }
    let report = compare(&old, &new, at(12, 0));
    assert_eq!((report.added.len(), report.gone.len(), report.changed.len()), (0, 0, 10_000));
}

fn going(sessions: &[(&str, &str)]) -> Favourites {
    let mut favourites = Favourites::default();
    for (id, title) in sessions {
        let [event, session, title] = ["conf", id, title].map(str::to_owned);
        favourites.set(Entry { event, session, title, mark: Some(Mark::Going), ..Entry::default() });
    }
    favourites
}

fn text(report: &Report, favourites: &Favourites) -> String {
    let mut lines = vec![report.summary()];
    for line in report.lines(favourites) {
        lines.extend(matches!(line, ReportLine::Heading(..)).then(String::new));
        lines.push(line.text());
    }
    lines.join("\n")
}

#[test]
fn a_session_that_came_back_to_its_waiting_mark_is_mine() {
    let (stayed, back) = (("1", "g1", "Stays", "", 9, ""), ("2", "g2", "Returns", "", 9, ""));
    let favourites = going(&[("2", "Returns")]);
    let went = report(&[stayed, back], &[stayed]);
    let came = report(&[stayed], &[stayed, back]);
    assert_eq!([&went, &came].map(|report| report.count_own(&favourites)), [1, 1]);
    let head = "Conf: 1 new\n\nYours (1)\n★ Returns (2025-02-01 10:00)\n    new\n\nNew (1)\n★ Returns";
    assert!(text(&came, &favourites).starts_with(head), "{}", text(&came, &favourites));
}

#[test]
fn reports_that_an_older_version_stored_read_as_they_did() {
    let stored = include_str!("../../tests/fixtures/stored/changes.json");
    let reports: Vec<Report> = serde_json::from_str(stored).unwrap();
    let expected = "\
Orchard Days: 1 new, 2 moved, 1 cancelled, 1 gone

New (1)
  Market (2027-09-04)

Moved (2)
  Grafting for beginners — Ida Moser (2027-09-03 10:00, Barn)
    start: 2027-09-03 13:30 → 2027-09-03 10:00
    length: 1 h 05 → 45 min
    room: Loft → Barn
    title: Grafting for everybody → Grafting for beginners
    speakers: Ida Moser, Pavel Dvořák → Ida Moser
    language: de, en → de
    abstract: … trees become one, with saws to look at. → … trees become one, with knives to try.
    links: https://orchard.example/grafting → none
  Living with wasps (2027-09-04)
    day: 2027-09-05 → 2027-09-04

Cancelled (1)
  Cider without sulphur — Pavel Dvořák (2027-09-03 11:00, Barn)
    reinstated

Gone (1)
  Tasting (2027-09-05, all day, Cellar)";
    assert_eq!(text(&reports[0], &Favourites::default()), expected);
    assert_eq!(reports[1].summary(), "Orchard Days: 1 new, 2 moved, 1 cancelled, 1 gone");
    let again = serde_json::to_string(&reports).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Report>>(&again).unwrap(), reports);
}

#[test]
fn a_report_holds_values() {
    let mut old = schedule(&[("1", "g", "A", "Ann", 9, "")]);
    let mut new = schedule(&[("1", "g", "A", "", 10, "Aula")]);
    old.sessions[0].minutes = Some(65);
    new.sessions[0].languages = vec!["de".into(), "en".into()];
    let json = serde_json::to_value(compare(&old, &new, at(12, 0))).unwrap();
    let fields = json["changed"][0]["fields"].as_array().unwrap();
    let values: Vec<String> = fields.iter().map(|field| format!("{} {}", field["old"], field["new"])).collect();
    let expected = [
        r#"{"start":"2025-02-01T10:00:00+01:00"} {"start":"2025-02-01T11:00:00+01:00"}"#,
        r#"{"minutes":65} {"minutes":30}"#,
        r#""" "Aula""#,
        r#"{"names":["Ann"]} """#,
        r#""" {"names":["de","en"]}"#,
    ];
    assert_eq!(values, expected);
}
