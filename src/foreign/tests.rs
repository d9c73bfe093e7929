use super::*;
use crate::model::{EventIx, Link, LinkKind, Mark, Personal, Programme, Schedule, Session, SessionIx, Slot, Source};
use chrono::{DateTime, NaiveDateTime, Utc};
use proptest::prelude::*;
use std::path::PathBuf;

fn utc(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

fn references(text: &str) -> Vec<Reference> {
    read(text.as_bytes(), "favourites").unwrap_or_else(|problem| panic!("{problem}")).references
}

fn keys(text: &str) -> Vec<Vec<String>> {
    references(text).into_iter().map(|reference| reference.keys).collect()
}

/// An event of sessions by id and title, an hour each, one after the other.
fn event(id: &str, start: &str, sessions: &[(&str, &str)]) -> Schedule {
    let mut schedule = Schedule::default();
    schedule.event.id = id.to_owned();
    for (at, (session, title)) in sessions.iter().enumerate() {
        let mut session = Session::new(*session, *title);
        let hours = chrono::TimeDelta::hours(at as i64);
        session.slot = Some(Slot::new(utc(start) + hours, 60));
        schedule.sessions.push(session);
    }
    schedule
}

fn fosdems() -> Programme {
    Programme::new(fosdem_schedules())
}

fn fosdem_schedules() -> Vec<Schedule> {
    let sessions = [("1", "Welcome"), ("2", "Rust in the kernel"), ("3", "A year of Biome"), ("4", "Closing")];
    let mut later = event("fosdem-2026", "2026-01-31 09:00", &sessions);
    later.sessions[1].guid = Some("350d7bdf-a23e-5293-864f-71fabd3d19a9".to_owned());
    later.sessions[2].code = Some("ABC123".to_owned());
    let url = "https://fosdem.org/2026/schedule/event/4-closing/".to_owned();
    later.sessions[3].links.push(Link::new(LinkKind::Page, url));
    later.event.source = Source::Address("https://fosdem.org/2026/schedule/xml".to_owned());
    let earlier = event("fosdem-2025", "2025-02-01 09:00", &[("1", "Welcome"), ("2", "Databases"), ("9", "Closing")]);
    vec![earlier, later]
}

fn found(programme: &Programme, event: Option<EventIx>, references: &[Reference]) -> Vec<String> {
    let matched = match_to(programme, event, references);
    let mut all: Vec<(usize, String)> = matched.found.iter().map(|(at, ix)| (*at, programme.full_id(*ix))).collect();
    all.extend(matched.missing.iter().map(|at| (*at, "missing".to_owned())));
    all.extend(matched.ambiguous.iter().map(|(at, sessions)| (*at, format!("{} sessions", sessions.len()))));
    all.sort();
    all.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn every_form_is_recognised_by_its_content() {
    for (text, expected) in [
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", Some(Kind::Calendar)),
        ("\u{feff}begin:vcalendar\n", Some(Kind::Calendar)),
        ("https://ggt.gaa.st/#url=x&see=y", Some(Kind::Giggity)),
        ("{\"lectures\": []}", Some(Kind::Json)),
        ("type,id,slug,title\nevent,1,a,A", Some(Kind::Csv)),
        ("id\n12\n", Some(Kind::Csv)),
        ("Title;URL\nA;http://x", Some(Kind::Csv)),
        ("schema = 1\n\n[[entry]]\nevent = \"a\"", Some(Kind::Favourites)),
        ("* Day\n** Talk\n   :PROPERTIES:\n   :KUBETALKS_ID: a/b\n   :END:\n", Some(Kind::Org)),
        ("12\n13\n", Some(Kind::List)),
        ("<?xml version=\"1.0\"?>", None),
        ("", None),
        ("PNG\0\0", None),
    ] {
        assert_eq!(recognise(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn uids_are_taken_apart_as_programs_put_them_together() {
    let calendar =
        |uid: &str| format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    for (uid, key) in [
        ("2850@2024@be.digitalia.fosdem", "2850"),
        ("pretalx-democon-2026-ABC123@pretalx.com", "ABC123"),
        ("pretalx-democon-2026-ABC123-77@pretalx.com", "ABC123"),
        ("bdeb89fcb7b271c2053791f3789faff7", "bdeb89fcb7b271c2053791f3789faff7"),
        ("213ca566-453a-4b9c-9404-2f7417793f68@localhost", "213ca566-453a-4b9c-9404-2f7417793f68"),
        ("conf/a\\,b@kubetalks", "a,b"),
        ("bdeb89fcb7b271c205379\r\n 1f3789faff7", "bdeb89fcb7b271c2053791f3789faff7"),
    ] {
        let found = keys(&calendar(uid));
        assert!(found[0].iter().any(|other| other == key), "{key} is missing from {found:?}");
    }
}

#[test]
fn a_calendar_gives_title_time_address_and_origin() {
    let text = "BEGIN:VCALENDAR\nX-WR-CALNAME:DemoCon\nBEGIN:VEVENT\nSUMMARY;LANGUAGE=en:One\\, two\\; three\n\
        DTSTART;X=\"a:b\";TZID=Europe/Berlin:20260701T100000\nURL:https://x.org/talk/ABC123/\nBEGIN:VALARM\n\
        SUMMARY:Alarm\nEND:VALARM\nUID:x@host\nEND:VEVENT\nEND:VCALENDAR\n";
    let reading = read(text.as_bytes(), "a.ics").unwrap();
    assert_eq!(reading.origin.as_deref(), Some("DemoCon"));
    let reference = &reading.references[0];
    assert_eq!(reference.title.as_deref(), Some("One, two; three"));
    assert_eq!(reference.start, Some(utc("2026-07-01 08:00")));
    assert_eq!(reference.url.as_deref(), Some("https://x.org/talk/ABC123/"));
    assert_eq!(reference.keys, ["x@host", "x", "ABC123", "talk"]);
}

#[test]
fn a_calendar_of_ours_tells_marks_apart_and_what_it_takes_back_is_no_favourite() {
    let event = |uid: &str, lines: &str| format!("BEGIN:VEVENT\nUID:{uid}\nSUMMARY:x\n{lines}\nEND:VEVENT\n");
    let text = [
        event("a/1@kubetalks", "STATUS:CONFIRMED\nTRANSP:OPAQUE"),
        event("a/2@kubetalks", "STATUS:TENTATIVE\nTRANSP:TRANSPARENT"),
        event("a/3@kubetalks", "STATUS:CANCELLED\nTRANSP:TRANSPARENT"),
        event("a/4@kubetalks", "STATUS:CANCELLED\nTRANSP:OPAQUE"),
        event("a/5@kubetalks", "STATUS:CANCELLED\nX-KUBETALKS-WITHDRAWN:20260101T000000Z"),
        event("6@elsewhere", "STATUS:TENTATIVE\nTRANSP:TRANSPARENT"),
    ];
    let read = references(&format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", text.concat()));
    let marks: Vec<_> = read.iter().map(|reference| (reference.keys[0].as_str(), reference.mark)).collect();
    let (going, interested) = (Some(Mark::Going), Some(Mark::Interested));
    assert_eq!(marks, [("1", going), ("2", interested), ("3", interested), ("4", going), ("6@elsewhere", None)]);
}

#[test]
fn a_link_of_giggity_is_unpacked() {
    // Made by Giggity itself.
    let link = "https://ggt.gaa.st/#url=https%3A%2F%2Ffosdem.org%2F2026%2Fschedule%2Fxml&see=eJwVjMENQyEMxXbh3CdBXlLI\
        LFUP-YTsP0LpyQdb_jRaz_lkIYQHJk6stxbmqHiSOTy8vZqWbU8O0CmwUwbfx6FTyq9bdfo_61WVMZBGwlIFd0KEXsji7p7t-wMj1h7f&del=\
        eJyLVkoySzazMDOz0DU3TzbVNU00TdS1NDUx1LU0SU1JTTEyNbJMslCKBQDOEAou";
    let reading = read(link.as_bytes(), "link").unwrap();
    assert_eq!(reading.origin.as_deref(), Some("https://fosdem.org/2026/schedule/xml"));
    assert_eq!(reading.references.len(), 3);
    assert_eq!(reading.references[0].keys, ["350d7bdf-a23e-5293-864f-71fabd3d19a9"]);
    let programme = fosdems();
    assert_eq!(reading.event(&programme), programme.event_by_id("fosdem-2026"));
    assert_eq!(found(&programme, None, &reading.references), ["fosdem-2026/2", "missing", "missing"]);
}

#[test]
fn json_tables_and_lists_say_what_their_columns_say() {
    let fahrplan = r#"{"lectures":[{"lecture_id":"42","title":"T","starts_at":"2026-01-31T10:00:00+01:00"},
        {"lecture_id":7,"title":"U","starts_at":1769850000000}]}"#;
    let read = references(fahrplan);
    assert_eq!((read[0].keys[0].as_str(), read[0].start), ("42", Some(utc("2026-01-31 09:00"))));
    assert_eq!((read[1].keys[0].as_str(), read[1].start), ("7", Some(utc("2026-01-31 09:00"))));
    assert_eq!(keys("[\"a\", 2, null]"), [["a"], ["2"]]);
    let pwa = "type,id,slug,title,trackKey\r\nevent,42,the-talk,\"A, \"\"quoted\"\"\nname\",x\r\ntrack,t1,,,\r\n";
    assert_eq!(references(pwa)[0].title.as_deref(), Some("A, \"quoted\"\nname"));
    assert_eq!(keys(pwa), [["42", "the-talk"]], "a track is no session");
    assert_eq!(keys("Event ID;Title\n9;x\n"), [["9"]]);
    let list = "# mine\n- 12\n13, 14\nC# in practice\nab12 # remark\nhttps://x.org/talk/QWERTY/\n";
    let read = references(list);
    let names: Vec<_> = read.iter().map(Reference::name).collect();
    assert_eq!(names, ["12", "13", "14", "C# in practice", "ab12", "https://x.org/talk/QWERTY/"]);
    assert_eq!(read[5].keys, ["QWERTY", "talk"]);
}

#[test]
fn a_friends_favourites_are_their_marks() {
    let text = "schema = 1\n[[entry]]\nevent = \"fosdem-2026\"\nsession = \"2\"\ntitle = \"Rust in the kernel\"\n\
        mark = \"interested\"\n[[entry]]\nevent = \"fosdem-2026\"\nsession = \"3\"\nnote = \"no mark\"\n";
    let reading = read(text.as_bytes(), "friend.toml").unwrap();
    assert_eq!(reading.references[0].mark, Some(Mark::Interested));
    assert_eq!(reading.references[1].note, "no mark");
    let wishes = reading.wishes();
    assert_eq!(wishes.len(), 1, "what has a note only is nowhere they want to go");
    assert_eq!(found(&fosdems(), None, &wishes), ["fosdem-2026/2"]);
}

#[test]
fn favourites_of_several_events_are_looked_for_in_their_own() {
    let programme = fosdems();
    let text = |event: &str, session: &str, title: &str| {
        format!("[[entry]]\nevent = \"{event}\"\nsession = \"{session}\"\ntitle = \"{title}\"\nmark = \"going\"\n")
    };
    let all = [
        text("fosdem-2025", "1", "Welcome"),
        text("fosdem-2025", "3", "A year of Biome"),
        text("fosdem-2026", "1", "Welcome"),
        text("elsewhere", "1", "Gardening"),
        text("elsewhere", "2", "Knitting"),
    ];
    let reading = read(format!("schema = 1\n{}", all.concat()).as_bytes(), "f").unwrap();
    let event = reading.event(&programme);
    let expected = ["missing", "missing", "fosdem-2025/1", "missing", "fosdem-2026/1"];
    assert_eq!(found(&programme, event, &reading.references), expected);
    let matched = match_to(&programme, event, &reading.references);
    let problems = matched.problems(&programme, event, &reading, "f");
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "f: 'A year of Biome' is not in 'fosdem-2025'; 'kubetalks refresh fosdem-2025' brings what its programme has by now",
            "f: 2 favourites are of 'elsewhere', which is not loaded: 'Gardening', 'Knitting'; import its schedule first",
        ]
    );
    let stranger = read(format!("schema = 1\n{}", all[3..].concat()).as_bytes(), "f").unwrap();
    let renamed = read(format!("schema = 1\n{}", text("fosdem", "3", "A year of Biome")).as_bytes(), "f").unwrap();
    assert_eq!(found(&programme, None, &renamed.references), ["fosdem-2026/3"], "an event may have another id here");
    let matched = match_to(&programme, None, &stranger.references);
    assert_eq!(
        matched.problems(&programme, None, &stranger, "f")[0].to_string(),
        "f: none of the 2 favourites is in an event that is loaded; they seem to belong to 'elsewhere': import its schedule first"
    );
}

#[test]
fn long_lists_of_what_is_missing_or_unclear_are_cut_with_a_count() {
    let programme = fosdems();
    let lines = |line: &str, count: usize| (0..count).map(|n| line.replace('%', &n.to_string())).collect::<String>();
    let list = format!("{}{}", lines("Nothing % at all\n", 40), lines("Welcome\n", 7));
    let reading = read(list.as_bytes(), "f").unwrap();
    let problems = match_to(&programme, None, &reading.references).problems(&programme, None, &reading, "f");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told[0],
        "f: 40 favourites were not found in any event that is loaded: 'Nothing 0 at all', 'Nothing 1 at all', \
         'Nothing 2 at all' and 37 more"
    );
    assert_eq!(told.len(), 7);
    assert_eq!(told[6], "f: 2 more could be several sessions, and none was marked");
}

#[test]
fn what_this_program_exports_is_understood_again() {
    use crate::export::{ExportFormat, ExportOptions, UidRegistry, export};
    let mut schedules = fosdem_schedules();
    schedules[1].sessions[1].title = "=Rust: in the [[kernel]] #1:".to_owned();
    let programme = Programme::new(schedules);
    let sessions: Vec<SessionIx> = programme.order().to_vec();
    let mut personal = vec![Personal::default(); sessions.len()];
    let at = |event: &str, id: &str| programme.session_by_id(event, id).unwrap().index();
    let mine = |mark, note: &str| Personal { mark, seen: true, rating: Some(4), note: note.to_owned() };
    personal[at("fosdem-2026", "2")] = mine(Some(Mark::Interested), "+ sit\n\nin front\n* not");
    personal[at("fosdem-2025", "9")] = mine(None, "no mark");
    personal[at("fosdem-2025", "1")].mark = Some(Mark::Going);
    let options = ExportOptions { now: utc("2026-01-01 00:00"), notes: true, ..ExportOptions::default() };
    for format in [ExportFormat::Ics, ExportFormat::Csv, ExportFormat::Json, ExportFormat::Org] {
        let text = export(format, &programme, &sessions, &personal, &options, &mut UidRegistry::default()).text;
        let reading = read(text.as_bytes(), "export").unwrap();
        let matched = match_to(&programme, None, &reading.references);
        assert_eq!(matched.found.len(), 7, "{format:?}");
        for (at, ix) in matched.found {
            let reference = &reading.references[at];
            assert_eq!(reference.event.as_deref(), Some(programme.event_of(ix).id.as_str()), "{format:?}");
            assert_eq!(reference.title.as_deref(), Some(programme.session(ix).title.as_str()), "{format:?}");
            let there = &personal[ix.index()];
            let mark = if format == ExportFormat::Ics { there.mark.or(Some(Mark::Going)) } else { there.mark };
            assert_eq!(
                (reference.mark, reference.seen, reference.rating, &reference.note),
                (mark, there.seen, there.rating, &there.note),
                "{format:?}"
            );
        }
    }
}

#[test]
fn the_title_decides_between_ids_and_the_time_between_editions() {
    let programme = fosdems();
    let reference = |keys: &[&str], title: &str, start: Option<&str>| Reference {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        start: start.map(utc),
        ..Reference::default()
    };
    for (reference, expected) in [
        (reference(&["2"], "databases", None), "fosdem-2025/2"),
        (reference(&["3"], "Rust in the kernel", None), "fosdem-2026/2"),
        (reference(&["3"], "One year of Biome", None), "fosdem-2026/3"),
        (reference(&["3"], "Gardening", None), "missing"),
        (reference(&["350d7bdf-a23e-5293-864f-71fabd3d19a9"], "Oxidising Linux", None), "fosdem-2026/2"),
        (reference(&[], "Welcome", None), "2 sessions"),
        (reference(&[], "Welcome", Some("2025-02-01 09:30")), "fosdem-2025/1"),
        (reference(&["1"], "Welcome", Some("2019-02-02 09:00")), "missing"),
        (reference(&["ABC123"], "", None), "fosdem-2026/3"),
        (reference(&["fosdem-2025/9"], "", None), "fosdem-2025/9"),
    ] {
        assert_eq!(found(&programme, None, std::slice::from_ref(&reference)), [expected], "{reference:?}");
    }
}

#[test]
fn ids_alone_belong_to_the_event_that_knows_most_of_them() {
    let programme = fosdems();
    let list = references("1\n2\n3\n4\n");
    assert_eq!(found(&programme, None, &list), ["fosdem-2026/1", "fosdem-2026/2", "fosdem-2026/3", "fosdem-2026/4"]);
    assert_eq!(
        found(&programme, programme.event_by_id("fosdem-2025"), &list),
        ["fosdem-2025/1", "fosdem-2025/2", "missing", "missing"]
    );
    let strangers = references("3\n700\n701\n702\n");
    assert_eq!(found(&programme, None, &strangers), ["missing"; 4], "one number in four is chance");
    let address = references("http://www.fosdem.org/2026/schedule/event/4-closing\n");
    assert_eq!(found(&programme, None, &address), ["fosdem-2026/4"]);
}

#[test]
fn what_is_not_found_is_told_with_what_to_do() {
    let programme = fosdems();
    let told = |text: &str| {
        let reading = read(text.as_bytes(), "marks").unwrap();
        let matched = match_to(&programme, None, &reading.references);
        let problems = matched.problems(&programme, None, &reading, "marks");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let strange =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:77@2019@be.digitalia.fosdem\nSUMMARY:Else\nEND:VEVENT\nEND:VCALENDAR";
    assert_eq!(
        told(strange),
        ["marks: the one favourite is in no event that is loaded; \
          they seem to belong to '2019@be.digitalia.fosdem': import its schedule first"]
    );
    assert_eq!(
        told("Welcome\nGardening for all\n"),
        [
            "marks: 'Gardening for all' was not found in any event that is loaded",
            "marks: 'Welcome' could be any of 2 sessions; mark the right one by its id: fosdem-2025/1, fosdem-2026/1",
        ]
    );
}

#[test]
fn what_holds_no_favourites_is_refused_with_a_reason() {
    for (text, expected) in [
        (
            "<html></html>",
            "f: these are no favourites of a program that is known here; a code of kubetalks, a calendar, JSON, a table, a link of Giggity or a list of ids is understood",
        ),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "f: this is a calendar without a single favourite"),
        ("{\"schedule\": {}}", "f: this is a whole schedule, not somebody's favourites; import it as a schedule"),
        ("{\"lectures\": [}", "f:1:15: this is no valid JSON: expected value at line 1 column 15"),
        (
            "https://ggt.gaa.st/#url=http://x",
            "f: this link of Giggity names a schedule but no favourites; import the schedule: http://x",
        ),
        (
            "https://ggt.gaa.st/#url=x&see=eJwV",
            "f: the favourites in this link of Giggity cannot be unpacked; copy the link again: it may have been cut short",
        ),
    ] {
        assert_eq!(read(text.as_bytes(), "f").unwrap_err().to_string(), expected);
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(
        head in prop::sample::select(vec!["BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "https://ggt.gaa.st/#see=", "[", "id,title\n", "[[entry]]\n", ""]),
        tail in "(UID:|DTSTART;TZID=Europe/Paris:|\"|%|%e|,|\n|@|/|\\PC|[0-9]{0,9}|T){0,30}",
    ) {
        if let Ok(reading) = read(format!("{head}{tail}").as_bytes(), "f") {
            match_to(&fosdems(), None, &reading.references);
        }
    }
}

#[test]
fn real_favourites_of_fosdem_companion_are_read() {
    let shared = std::env::var_os("KUBETALKS_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let Ok(bytes) = std::fs::read(shared.join("schedules/ics/fosdem-companion-export-2024.ics")) else {
        use std::io::Write as _;
        _ = writeln!(std::io::stderr(), "skipped: {} has no such file", shared.display());
        return;
    };
    let reading = read(&bytes, "export.ics").unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(reading.references.len(), text.matches("BEGIN:VEVENT").count());
    assert!(reading.references.iter().all(|reference| reference.title.is_some() && reference.start.is_some()));
    assert_eq!(reading.references[1].keys[1], "1638");
    assert_eq!(reading.origin.as_deref(), Some("2024@be.digitalia.fosdem"));
}
