use super::*;
use crate::changes::compare;
use crate::model::packed::{FORM, pack};
use crate::model::{Credit, EventIx, Kind, Level, Link, LinkKind, Session, Slot, Source, Zone};
use crate::problem::Severity;
use crate::store::events::stored::HEADING;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use std::fs;

fn at(hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 2, 1, hour, 0, 0).unwrap()
}

/// A schedule with something in every field of every table.
fn schedule() -> Schedule {
    let mut schedule = Schedule::default();
    let day = NaiveDate::from_ymd_opt(2025, 2, 1);
    let link = Link { title: "Slides".into(), ..Link::new(LinkKind::Slides, "https://e.org/s.pdf") };
    let event = &mut schedule.event;
    event.id = "conf-2025".into();
    event.name = "The Conference 2025".into();
    event.short = "Conf".into();
    event.place = Some("Ghent".into());
    event.zone = Zone::parse("Europe/Brussels").unwrap();
    (event.first_day, event.last_day) = (day, day);
    event.day_change = 240;
    event.url = Some("https://e.org/".into());
    event.source = Source::Address("https://e.org/schedule.xml".into());
    let speaker = schedule.speaker("ann", "Ann");
    let ann = &mut schedule.speakers[0];
    ann.biography = "She cooks.".into();
    ann.links.push(link.clone());
    ann.key = Some("7".into());
    let mut session = Session::new("1", "Soup");
    session.event = EventIx(0);
    session.guid = Some("g".into());
    session.code = Some("SOUP".into());
    session.subtitle = Some("Hot".into());
    session.kind = Kind::Workshop;
    session.level = Some(Level::Beginner);
    session.track = Some(schedule.track("cooking", "Cooking"));
    session.tags.push("carrot".into());
    session.credits.push(Credit { speaker, organisation: Some("Kitchen".into()), title: Some("Chef".into()) });
    session.slot = Some(Slot::new(at(9), 45));
    session.day = day;
    session.minutes = Some(45);
    session.room = Some(schedule.room("Aula"));
    session.languages.push("nl".into());
    session.abstract_text = "How to boil water.".into();
    session.takeaways.push("Water boils.".into());
    session.links.push(link);
    session.recorded = Some(false);
    schedule.sessions.push(session);
    schedule
}

fn kept() -> StoredEvent {
    let source = Source::Address("https://e.org/schedule.xml".into());
    StoredEvent {
        zone_override: Some("Europe/Brussels".into()),
        etag: Some("\"v1\"".into()),
        ..StoredEvent::new("conf-2025", "The Conference 2025", &source, at(8))
    }
}

/// A store on which one event is kept.
fn event_store() -> (tempfile::TempDir, EventStore) {
    let data = tempfile::tempdir().unwrap();
    let event_store = EventStore::open(data.path());
    _ = event_store.keep(&kept(), Original::of(b"<schedule/>"), &schedule(), None).unwrap();
    (data, event_store)
}

#[test]
fn an_empty_shelf_lists_nothing_and_complains_of_nothing() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(EventStore::open(&data.path().join("not there")).list(), (Vec::new(), Vec::new()));
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let (_data, event_store) = event_store();
    assert_eq!(event_store.list(), (vec![kept()], Vec::new()));
    assert_eq!(event_store.load("conf-2025").unwrap().schedule(), schedule());
    assert_eq!(event_store.original("conf-2025").unwrap(), b"<schedule/>");
    assert_eq!(event_store.find("conf-2025").unwrap().source(), schedule().event.source);
}

#[test]
fn what_is_known_of_an_event_can_be_read_by_people() {
    let (_data, event_store) = event_store();
    let text = fs::read_to_string(event_store.folder("conf-2025").join(EVENT)).unwrap();
    let expected = r#"id = "conf-2025"
name = "The Conference 2025"
address = "https://e.org/schedule.xml"
zone_override = "Europe/Brussels"
etag = '"v1"'
fetched = "2025-02-01T08:00:00Z"
taking_part = true
"#;
    assert_eq!(text, format!("{HEADING}{expected}"));
}

#[test]
fn the_form_of_schedules_has_a_new_number_whenever_the_model_changes() {
    let bytes = pack(&schedule()).unwrap();
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    let known = (11, 3_691_196_878);
    assert_eq!(
        (FORM, sum(&bytes[line..])),
        known,
        "the model changed: raise FORM, and set this to what is on the left"
    );
}

#[test]
fn a_damaged_schedule_is_told_and_made_again() {
    let (_data, event_store) = event_store();
    let path = event_store.folder("conf-2025").join(CACHE);
    let good = fs::read(&path).unwrap();
    let line = good.iter().position(|byte| *byte == b'\n').unwrap();
    let mut turned = good.clone();
    turned[line + 9] ^= 1;
    let mut older = good.clone();
    older[b"kubetalks schedule ".len()] = b'0';
    let mut cases = vec![(turned, Severity::Warning), (older, Severity::Note), (b"\n".to_vec(), Severity::Warning)];
    cases.extend((0..good.len()).map(|length| (good[..length].to_vec(), Severity::Warning)));
    for (bytes, severity) in cases {
        fs::write(&path, &bytes).unwrap();
        let problem = event_store.load("conf-2025").unwrap_err();
        assert_eq!(problem.severity, severity, "{problem}");
        assert!(problem.advice.is_some(), "{problem}");
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(event_store.load("conf-2025").unwrap_err().severity, Severity::Warning);
    event_store.rebuild("conf-2025", &schedule()).unwrap();
    assert_eq!(event_store.load("conf-2025").unwrap().schedule(), schedule());
}

#[test]
fn a_damaged_original_says_how_to_get_it_again() {
    let (_data, event_store) = event_store();
    let path = event_store.folder("conf-2025").join(ORIGINAL);
    let good = fs::read(&path).unwrap();
    fs::write(&path, &good[..good.len() - 4]).unwrap();
    let problem = event_store.original("conf-2025").unwrap_err();
    assert!(problem.to_string().contains("get it again with 'kubetalks refresh conf-2025': "), "{problem}");
}

#[test]
fn one_bad_folder_does_not_hide_the_others() {
    let (_data, event_store) = event_store();
    let event = |name: &str| event_store.folder.join(name).join(EVENT);
    for (name, text) in [
        ("bad", "id = \"bad\"\nname = 3\n"),
        ("renamed", "id = \"other\"\nname = \"\"\nfetched = \"2025-02-01T08:00:00Z\"\n"),
    ] {
        fs::create_dir(event_store.folder.join(name)).unwrap();
        fs::write(event(name), text).unwrap();
    }
    fs::create_dir(event_store.folder.join("empty")).unwrap();
    fs::write(event_store.folder.join("stray file"), "").unwrap();
    let (kept, problems) = event_store.list();
    assert_eq!(kept.len(), 1);
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].contains("event.toml:2:8: invalid type: integer"), "{}", problems[0]);
    assert!(problems[1].contains("cannot be read"), "{}", problems[1]);
    assert!(problems[2].ends_with("rename it to 'other'"), "{}", problems[2]);
}

#[test]
fn taking_part_changes_nothing_else() {
    let (_data, event_store) = event_store();
    event_store.set_taking_part("conf-2025", false).unwrap();
    assert_eq!(event_store.find("conf-2025").unwrap(), StoredEvent { taking_part: false, ..kept() });
    let later = event_store.update("conf-2025", |kept| kept.fetched = at(10)).unwrap();
    assert_eq!(later, StoredEvent { taking_part: false, fetched: at(10), ..kept() });
    assert!(matches!(event_store.set_taking_part("other", true), Err(KeepError::Unknown(_))));
}

#[test]
fn the_last_reports_are_kept_the_latest_first() {
    let (_data, event_store) = event_store();
    let old = schedule();
    for minute in 1..=25 {
        let mut new = old.clone();
        new.sessions[0].title = format!("Soup {minute}");
        let report = compare(&old, &new, at(9) + chrono::TimeDelta::minutes(minute));
        _ = event_store.keep(&kept(), Original::of(b"x"), &new, Some(&report)).unwrap();
        _ = event_store.keep(&kept(), Original::of(b"x"), &new, Some(&compare(&new, &new, at(23)))).unwrap();
    }
    let (reports, problems) = event_store.changes("conf-2025");
    assert_eq!((reports.len(), problems), (REPORTS, Vec::new()), "and none in which nothing changed");
    assert_eq!(reports[0].changed[0].item.title, "Soup 25");
    fs::write(event_store.folder("conf-2025").join(CHANGES), "[{").unwrap();
    let (reports, problems) = event_store.changes("conf-2025");
    assert_eq!((reports.len(), problems.len()), (0, 1));
}

#[test]
fn long_reports_push_out_the_older_ones_but_never_the_latest() {
    let (old, mut new) = (schedule(), schedule());
    new.sessions[0].title = "x".repeat(LONGEST_REPORTS / 3);
    let report = compare(&old, &new, at(9));
    let read = |text: &str| serde_json::from_str::<Vec<Report>>(text).unwrap().len();
    assert_eq!(read(&reports_text(&[report.clone(), report.clone(), report.clone()]).unwrap()), 1);
    assert_eq!(read(&reports_text(&[]).unwrap()), 0);
}

#[test]
fn a_forgotten_event_leaves_nothing_behind() {
    let (_data, event_store) = event_store();
    _ = event_store.keep(&StoredEvent { id: "other".into(), ..kept() }, Original::of(b"x"), &schedule(), None).unwrap();
    event_store.forget("conf-2025").unwrap();
    let names: Vec<_> = fs::read_dir(&event_store.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| name == "other" || name == ".lock"), "{names:?}");
    assert!(matches!(event_store.forget("conf-2025"), Err(KeepError::Unknown(_))));
}

#[test]
fn no_id_leads_out_of_the_shelf_or_into_the_folder_of_another() {
    let ids = ["../x", "/etc", "", ".", "..", ".lock", "a/b", "a-b", "A-b", "日本", "é", "e", &"x".repeat(300)];
    let names: Vec<String> = ids.iter().map(|id| folder_name(id)).collect();
    for (id, name) in ids.iter().zip(&names) {
        assert!(!name.is_empty() && !name.starts_with('.') && !name.contains('/') && name.len() < 200, "{id}: {name}");
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{id}: {name}");
    }
    assert_eq!(folder_name("fosdem-2025"), "fosdem-2025");
}

#[test]
fn a_shelf_that_cannot_be_written_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("events"), "in the way").unwrap();
    let error = EventStore::open(data.path()).keep(&kept(), Original::of(b"x"), &schedule(), None).unwrap_err();
    assert!(error.to_string().contains("events"), "{error}");
}

#[test]
fn of_an_event_whose_arrival_was_cut_off_nothing_is_listed_and_nothing_stays() {
    let (_data, event_store) = event_store();
    let arriving = event_store.folder.join(".arriving-other");
    fs::create_dir(&arriving).unwrap();
    fs::write(arriving.join(ORIGINAL), "half").unwrap();
    // As an older version may have left it.
    fs::create_dir(event_store.folder.join("other")).unwrap();
    assert_eq!(event_store.list().0, [kept()]);
    let other = StoredEvent { id: "other".into(), ..kept() };
    _ = event_store.keep(&other, Original::of(b"whole"), &schedule(), None).unwrap();
    assert_eq!(event_store.list(), (vec![kept(), other], Vec::new()));
    assert_eq!(event_store.original("other").unwrap(), b"whole");
    assert!(!arriving.exists());
}

#[test]
fn which_of_the_events_that_ship_are_left_out_is_remembered() {
    let (_data, event_store) = event_store();
    assert_eq!(event_store.left_out(), (Vec::new(), Vec::new()));
    for id in ["b", "a", "b"] {
        event_store.set_left_out(id, true).unwrap();
    }
    assert_eq!(event_store.left_out().0, ["a", "b"]);
    event_store.set_left_out("a", false).unwrap();
    assert_eq!(event_store.left_out().0, ["b"]);
    fs::write(event_store.folder.join("left-out.toml"), "events = 3\n").unwrap();
    let (ids, problems) = event_store.left_out();
    assert!(ids.is_empty() && problems[0].to_string().contains("left-out.toml:1:10: "), "{problems:?}");
    assert!(matches!(event_store.set_left_out("a", true), Err(KeepError::Unreadable(_))), "what it said is not lost");
}

#[test]
fn what_the_killed_have_left_goes_with_the_next_command_about_any_event() {
    let (_data, event_store) = event_store();
    let left = [".arriving-x/original.gz", ".leaving-y/event.toml", "other/.event.toml.unfinished-abcdefgh"];
    for file in left {
        let path = event_store.folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "half").unwrap();
    }
    _ = event_store.keep(&kept(), Original::of(b"x"), &schedule(), None).unwrap();
    for file in left {
        assert!(!event_store.folder.join(file).exists(), "{file}");
    }
    assert!(event_store.find(&kept().id).is_ok());
}

#[test]
fn what_cannot_arrive_leaves_nothing_and_what_is_half_forgotten_is_forgotten() {
    let (_data, event_store) = event_store();
    let other = StoredEvent { id: "other".into(), ..kept() };
    fs::write(event_store.folder.join("other"), "in the way").unwrap();
    event_store.keep(&other, Original::of(b"x"), &schedule(), None).unwrap_err();
    let names = fs::read_dir(&event_store.folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().starts_with(".arriving")));
    fs::rename(event_store.folder(&kept().id), event_store.folder.join(format!(".leaving-{}", kept().id))).unwrap();
    event_store.forget(&kept().id).unwrap();
    assert!(matches!(event_store.forget(&kept().id), Err(KeepError::Unknown(_))));
}

#[test]
fn a_refresh_that_is_done_again_is_reported_once() {
    let (_data, event_store) = event_store();
    let (old, mut new) = (schedule(), schedule());
    new.sessions.clear();
    for minute in [1, 2] {
        _ = event_store.keep(&kept(), Original::of(b"x"), &new, Some(&compare(&old, &new, at(minute)))).unwrap();
    }
    assert_eq!(event_store.changes(&kept().id).0.len(), 1);
}
