use super::*;
use crate::export::{ExportFormat, ExportOptions, export};
use crate::model::{Credit, Link, LinkKind, Mark, Personal, Schedule, Session};
use chrono::TimeDelta;

const MINUTES: i64 = 60;

/// A conference with the sessions that `edit` leaves, an hour after one another.
fn programme(edit: impl FnOnce(&mut Schedule)) -> Programme {
    let mut schedule = Schedule::default();
    schedule.event.id = "conf".to_owned();
    for (at, (id, title)) in [("a", "Soup"), ("b", "Salad"), ("c", "Bread")].into_iter().enumerate() {
        let mut session = Session::new(id, title);
        session.slot = Some(Slot::new(DateTime::UNIX_EPOCH + TimeDelta::minutes(at as i64 * MINUTES), 30));
        session.room = Some(schedule.room("Aula"));
        let speaker = schedule.speaker("ada", "Ada Byron");
        session.credits.push(Credit { speaker, organisation: None, title: None });
        session.links.push(Link::new(LinkKind::Page, format!("https://conf.example/{id}")));
        schedule.sessions.push(session);
    }
    edit(&mut schedule);
    Programme::new(vec![schedule])
}

fn options(hour: i64) -> ExportOptions {
    let now = DateTime::UNIX_EPOCH + TimeDelta::hours(hour);
    ExportOptions { place: "/a.ics".to_owned(), now, alarm_minutes: Some(5), ..ExportOptions::default() }
}

/// The calendar of these sessions; the registry goes to disk and back.
fn told(registry: &mut UidRegistry, programme: &Programme, ids: &[&str], options: &ExportOptions) -> String {
    let sessions: Vec<SessionIx> = ids.iter().filter_map(|id| programme.session_by_id("conf", id)).collect();
    let text = export(ExportFormat::Ics, programme, &sessions, &[], options, registry).text;
    let stored = serde_json::to_string(registry).unwrap();
    assert!(!stored.contains("toml"), "{stored}");
    let again: UidRegistry = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, *registry, "what is stored is all there is");
    text
}

/// UID, SEQUENCE and STATUS of each event.
fn versions(calendar: &str) -> Vec<(String, u32, String)> {
    let event = |event: &str| {
        let value = |name: &str| event.split("\r\n").find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
        let uid = value("UID:").replace("@kubetalks", "");
        (uid, value("SEQUENCE:").parse().unwrap(), value("STATUS:"))
    };
    calendar.split("BEGIN:VEVENT\r\n").skip(1).map(event).collect()
}

fn expected(rows: &[(&str, u32, &str)]) -> Vec<(String, u32, String)> {
    rows.iter().map(|(uid, sequence, status)| ((*uid).to_owned(), *sequence, (*status).to_owned())).collect()
}

type Edit = fn(&mut Schedule);

#[test]
fn the_number_grows_with_all_that_a_visitor_has_to_know_and_with_nothing_else() {
    let mut registry = UidRegistry::default();
    let edits: [(Edit, u32); 10] = [
        (|_| {}, 0),
        (|_| {}, 0),
        (|s| s.sessions[0].abstract_text = "More of it.".to_owned(), 0),
        (|s| s.sessions[0].slot.as_mut().unwrap().end += TimeDelta::minutes(5), 1),
        (|s| s.sessions[0].slot.as_mut().unwrap().end += TimeDelta::minutes(5), 1),
        (|s| s.sessions[0].room = Some(s.room("Foyer")), 2),
        (|s| s.sessions[0].title = "Soup, hot".to_owned(), 3),
        (|s| s.speakers[0].name = "Grace Hopper".to_owned(), 4),
        (|s| s.sessions[0].links[0].url = "https://conf.example/soup".to_owned(), 5),
        (|s| s.sessions[0].cancelled = true, 6),
    ];
    let mut modified = Vec::new();
    for (at, (edit, sequence)) in edits.into_iter().enumerate() {
        let text = told(&mut registry, &programme(edit), &["a"], &options(at as i64));
        assert_eq!(versions(&text)[0].1, sequence, "{at}: {text}");
        let line = text.split("\r\n").find(|line| line.starts_with("LAST-MODIFIED:")).unwrap();
        assert!(text.contains(&line.replace("LAST-MODIFIED", "DTSTAMP")), "{text}");
        modified.push(line["LAST-MODIFIED:19700101T".len()..][..2].parse::<usize>().unwrap());
    }
    assert_eq!(modified, [0, 0, 2, 3, 3, 5, 6, 7, 8, 9], "any other text is another version of the same number");
}

#[test]
fn what_the_calendar_no_longer_holds_is_cancelled_in_it() {
    let mut registry = UidRegistry::default();
    let whole = programme(|_| {});
    told(&mut registry, &whole, &["a", "b", "c"], &options(0));
    let without = programme(|s| drop(s.sessions.remove(1)));
    let text = told(&mut registry, &without, &["a"], &options(0));
    let rows = [("conf/a", 0, "CONFIRMED"), ("conf/b", 1, "CANCELLED"), ("conf/c", 1, "CANCELLED")];
    assert_eq!(versions(&text), expected(&rows));
    assert_eq!(text.matches("BEGIN:VALARM").count(), 1);
    assert!(text.contains("DTSTART:19700101T010000\r\nDTEND:19700101T013000\r\nSUMMARY:Salad\r\nLOCATION:Aula\r\n"));
    assert_eq!(told(&mut registry, &without, &["a"], &options(0)), text, "it is said until its time is past");
    let later = told(&mut registry, &without, &["a"], &options(9));
    assert_eq!(versions(&later), expected(&rows[..1]), "and not for ever");
    let again = told(&mut registry, &whole, &["a", "c"], &options(9));
    assert_eq!(versions(&again), expected(&[rows[0], ("conf/c", 2, "CONFIRMED")]), "what is back is told anew");
    let timeless = programme(|s| s.sessions[0].slot = None);
    let text = told(&mut registry, &timeless, &["a", "c"], &options(9));
    assert_eq!(versions(&text), expected(&[("conf/c", 2, "CONFIRMED"), ("conf/a", 1, "CANCELLED")]));
}

#[test]
fn each_reason_is_told_once() {
    let mut registry = UidRegistry::default();
    let all = |programme: &Programme, registry: &mut UidRegistry, ids: &[&str]| {
        let sessions: Vec<SessionIx> = ids.iter().filter_map(|id| programme.session_by_id("conf", id)).collect();
        let exported = export(ExportFormat::Ics, programme, &sessions, &[], &options(0), registry);
        exported.withdrawn.into_iter().map(|withdrawn| (withdrawn.title, withdrawn.reason)).collect::<Vec<_>>()
    };
    all(&programme(|_| {}), &mut registry, &["a", "b", "c"]);
    let after = programme(|s| {
        s.sessions[0].slot = None;
        s.sessions.remove(1);
    });
    let told = |reasons: [Option<WithdrawalReason>; 3]| {
        ["Soup", "Salad", "Bread"].map(str::to_owned).into_iter().zip(reasons).collect::<Vec<_>>()
    };
    let reasons = [WithdrawalReason::WithoutTime, WithdrawalReason::Gone, WithdrawalReason::NotChosen].map(Some);
    assert_eq!(all(&after, &mut registry, &["a"]), told(reasons));
    assert_eq!(all(&after, &mut registry, &["a"]), told([None; 3]));
}

#[test]
fn another_selection_is_another_calendar_and_an_event_that_is_not_loaded_is_none_of_its_business() {
    let mut registry = UidRegistry::default();
    let whole = programme(|_| {});
    told(&mut registry, &whole, &["a", "b"], &options(0));
    let other = ExportOptions { selection: "bread".to_owned(), ..options(0) };
    assert_eq!(versions(&told(&mut registry, &whole, &["c"], &other)), expected(&[("conf/c", 0, "CONFIRMED")]));
    let elsewhere = ExportOptions { place: "/b.ics".to_owned(), ..options(0) };
    told(&mut registry, &whole, &["a", "b"], &elsewhere);
    let text = told(&mut registry, &Programme::new(Vec::new()), &[], &elsewhere);
    assert_eq!(versions(&text), []);
    let back = told(&mut registry, &whole, &["a"], &elsewhere);
    assert_eq!(versions(&back), expected(&[("conf/a", 0, "CONFIRMED"), ("conf/b", 1, "CANCELLED")]));
}

#[test]
fn what_is_of_a_forgotten_event_is_cancelled_and_what_is_left_out_is_told() {
    let mut registry = UidRegistry::default();
    let (whole, nothing) = (programme(|_| {}), Programme::new(Vec::new()));
    told(&mut registry, &whole, &["a", "b"], &options(0));
    let with = |events: Option<&[&str]>, hour| {
        let events = events.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
        ExportOptions { events, ..options(hour) }
    };
    for (events, hour, waiting) in [
        (Some(&["conf"][..]), 0, &["Soup", "Salad"][..]),
        (None, 0, &["Soup", "Salad"]),
        (Some(&["conf"]), 1, &["Salad"]),
        (Some(&["conf"]), 9, &[]),
    ] {
        let exported = export(ExportFormat::Ics, &nothing, &[], &[], &with(events, hour), &mut registry);
        assert_eq!(
            (versions(&exported.text), exported.waiting),
            (vec![], waiting.iter().map(ToString::to_string).collect())
        );
    }
    let exported = export(ExportFormat::Ics, &nothing, &[], &[], &with(Some(&["other"]), 0), &mut registry);
    assert_eq!(versions(&exported.text), expected(&[("conf/a", 1, "CANCELLED"), ("conf/b", 1, "CANCELLED")]));
    assert_eq!(
        exported.taken_back(false),
        ["2 are of events that are forgotten: cancelled in the calendar: 'Soup', 'Salad'"]
    );
    let back = told(&mut registry, &whole, &["a", "b"], &with(Some(&["conf"]), 0));
    assert_eq!(versions(&back), expected(&[("conf/a", 2, "CONFIRMED"), ("conf/b", 2, "CONFIRMED")]));
}

#[test]
fn a_name_stays_with_its_session_whatever_the_ids() {
    let programme = |sessions: &[(&str, &str)]| {
        let mut schedule = Schedule::default();
        schedule.event.id = "conf".to_owned();
        schedule.sessions = sessions.iter().map(|(id, title)| Session::new(*id, *title)).collect();
        for session in &mut schedule.sessions {
            session.slot = Some(Slot::new(DateTime::UNIX_EPOCH, 30));
        }
        Programme::new(vec![schedule])
    };
    let mut registry = UidRegistry::default();
    for (sessions, expected) in [
        (&[("1", "Soup"), ("2", "Salad")][..], &["conf/1", "conf/2"][..]),
        (&[("2", "Soup"), ("1", "Salad")], &["conf/1", "conf/2"]),
        (&[("7", "Soup"), ("1", "Bread"), ("3", "Salad")], &["conf/1", "conf/1~2", "conf/2"]),
        (&[("1", "Bread"), ("2", "Cheese")], &["conf/1~2", "conf/2~2"]),
        (&[("1", "Soup"), ("2", "Salad")], &["conf/1", "conf/2"]),
    ] {
        let programme = programme(sessions);
        let ids: Vec<&str> = sessions.iter().map(|(id, _)| *id).collect();
        let calendar = told(&mut registry, &programme, &ids, &options(0));
        let uids: Vec<String> = versions(&calendar).into_iter().map(|(uid, ..)| uid).collect();
        assert_eq!(uids[..expected.len()], *expected, "{sessions:?}");
    }
}

#[test]
fn the_numbers_go_on_from_the_calendar_itself() {
    let mut registry = UidRegistry::default();
    let moved: Edit = |s| s.sessions[0].slot.as_mut().unwrap().start -= TimeDelta::minutes(5);
    told(&mut registry, &programme(|_| {}), &["a", "b", "c"], &options(0));
    let calendar = told(&mut registry, &programme(moved), &["a", "b"], &options(0));
    let rows = [("conf/a", 1, "CONFIRMED"), ("conf/b", 0, "CONFIRMED"), ("conf/c", 1, "CANCELLED")];
    assert_eq!(versions(&calendar), expected(&rows));
    let resumed = || {
        let mut registry = UidRegistry::default();
        registry.resume("/a.ics", &calendar);
        registry
    };
    assert_eq!(told(&mut resumed(), &programme(moved), &["a", "b"], &options(0)), calendar, "nothing has changed");
    let text = told(&mut resumed(), &programme(|_| {}), &["a", "c"], &options(0));
    let rows = [("conf/a", 2, "CONFIRMED"), ("conf/c", 2, "CONFIRMED"), ("conf/b", 1, "CANCELLED")];
    assert_eq!(versions(&text), expected(&rows));
}

#[test]
fn what_earlier_versions_stored_is_understood() {
    let stored = r#"{"sessions": {"conf/a@kubetalks": {"sequence": 4,
        "place": {"start": "1970-01-01T00:00:00Z", "end": "1970-01-01T00:30:00Z", "room": "Aula", "cancelled": false},
        "session": {"event": "conf", "session": "a", "title": "Soup", "speakers": ["Ada Byron"],
            "start": {"$__toml_private_datetime": "1970-01-01T00:00:00Z"},
            "changed": {"$__toml_private_datetime": "1970-01-01T00:00:00Z"}}}}, "files": {"/a.ics": 7}}"#;
    let mut registry: UidRegistry = serde_json::from_str(stored).unwrap();
    let calendar = told(&mut registry, &programme(|_| {}), &["a"], &options(0));
    assert_eq!(versions(&calendar), expected(&[("conf/a", 4, "CONFIRMED")]));
    let personal = [Personal { mark: Some(Mark::Interested), ..Personal::default() }];
    let same = programme(|_| {});
    let text = export(ExportFormat::Ics, &same, &[SessionIx(0)], &personal, &options(0), &mut registry).text;
    assert_eq!(versions(&text), expected(&[("conf/a", 4, "TENTATIVE")]));
    assert!(text.contains("TRANSP:TRANSPARENT") && !text.contains("VALARM"), "{text}");
}
