use crate::model::{Kind, LinkKind, Session};
use crate::source::{Format, Options, Reading, read};

fn read_with(text: &str, fields: &[(&str, &str)]) -> Result<Reading, String> {
    let fields = fields.iter().map(|(field, name)| ((*field).to_owned(), (*name).to_owned())).collect();
    let options = Options { file: "x".into(), fields, ..Options::default() };
    read(text.as_bytes(), &options).map_err(|problems| problems.last().map(ToString::to_string).unwrap_or_default())
}

/// `day hour:minute-hour:minute room | track: title (people, organisations)` of each session, by the event's clock.
fn rows(reading: &Reading) -> Vec<String> {
    let schedule = &reading.schedule;
    let shown = |session: &Session| {
        let clock = |time| schedule.event.zone.local(time);
        let time = session.slot.map_or("never".to_owned(), |slot| {
            format!("{}-{}", clock(slot.start).format("%d %H:%M"), clock(slot.end).format("%H:%M"))
        });
        let room = session.room.map_or("", |room| &*schedule.rooms[room.index()].name);
        let track =
            session.track.map(|track| format!(" | {}", schedule.tracks[track.index()].name)).unwrap_or_default();
        let people = session.credits.iter().map(|credit| {
            let said = [&credit.organisation, &credit.title].into_iter().flatten().map(String::as_str);
            [&*schedule.speakers[credit.speaker.index()].name].into_iter().chain(said).collect::<Vec<_>>().join("/")
        });
        let people = people.collect::<Vec<_>>().join(", ");
        format!("{time} {room}{track}: {} ({people})", session.title)
    };
    schedule.sessions.iter().map(shown).collect()
}

fn rows_of(text: &str) -> Vec<String> {
    rows(&read_with(text, &[]).unwrap())
}

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/lists/");

fn fixture(name: &str) -> Reading {
    read_with(&std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap(), &[]).unwrap()
}

#[test]
fn every_format_that_is_little_more_than_a_list_is_read() {
    for (name, zone, expected) in [
        (
            "indico.json",
            "Europe/Zurich",
            vec![
                "14 09:00-09:30 Aula | Sieves: Sorting by size (Ada Byron/Quarry Works)",
                "14 10:00-10:20 Cellar | Rocks: Granite (Alan Mathison)",
                "14 12:00-13:00 Cellar: Lunch ()",
            ],
        ),
        (
            "cfp-dev.json",
            "Europe/Brussels",
            vec![
                "14 09:30-12:30 Room 8 | Server: Deep gravel (Ada Byron/Quarry Works)",
                "14 12:30-13:30 Hall: Lunch ()",
            ],
        ),
        (
            "devoxx.json",
            "UTC",
            vec!["14 07:30-10:30 Room 8 | Server: Deep gravel (Ada Byron)", "14 10:30-11:00 : Coffee ()"],
        ),
        (
            "openfeedback.json",
            "+02:00",
            vec!["14 09:00-09:15 Aula: Opening (Ada Byron)", "14 09:30-10:15 Cellar: Sieves (Alan Mathison)"],
        ),
        ("open-event.json", "+02:00", vec!["14 09:00-09:45 Room 3 | Sieves: Sorting by size (Ada Byron/Quarry Works)"]),
        ("wordcamp.json", "UTC", vec!["14 07:00-07:40 : Gravel 101 – basics (Ada Byron)", "14 08:00-09:00 : Lunch ()"]),
        (
            "hoverboard.json",
            "unknown",
            vec![
                "14 09:00-09:20  | One: Welcome ()",
                "14 09:20-10:00  | One: Compose by hand (Ada Byron/Quarry Works)",
                "14 09:20-10:50  | Two: Coroutines (Alan Mathison)",
                "14 10:10-10:30  | One: First half (Ada Byron/Quarry Works)",
                "14 10:30-10:50  | One: Second half ()",
            ],
        ),
        (
            "konopas.js",
            "unknown",
            vec!["14 10:00-10:45 Grand Hall | Main: Opening (Ada Byron/Moderator, Dr. Alan Mathison Jr)"],
        ),
        (
            "conclar.json",
            "unknown",
            vec![
                "14 10:00-10:45 Grand Hall | Main: Opening (Ada Byron/Moderator, Alan Mathison)",
                "14 23:30-01:00 Cellar: Sorting by hand ()",
            ],
        ),
        (
            "jcal.json",
            "Europe/Berlin",
            vec!["14 09:00-10:00 Hall A: Opening, and more ()", "15 09:00-10:00 Hall A: Opening, and more ()"],
        ),
        (
            "linked-data.html",
            "+02:00",
            vec![
                "14 09:00-09:30 Hall A: Opening (Ada Byron)",
                "14 09:30-10:15 Hall B: Sorting (Ada Byron, Alan Mathison)",
            ],
        ),
        (
            "sheet.csv",
            "unknown",
            vec![
                "14 09:00-09:30 Hall A | Main: Opening (Ada Byron)",
                "14 22:30-01:00 Hall B: Sorting, by \"size\" (Alan Mathison, Grace Murray)",
            ],
        ),
    ] {
        let reading = fixture(name);
        assert_eq!(
            (reading.schedule.event.zone.to_string().as_str(), rows(&reading)),
            (zone, expected.into_iter().map(str::to_owned).collect()),
            "{name}"
        );
    }
}

#[test]
fn what_else_these_formats_say_is_kept() {
    let indico = fixture("indico.json").schedule;
    assert_eq!((indico.event.name.as_str(), indico.event.place.as_deref()), ("Gravel Week", Some("Stonetown")));
    assert_eq!(indico.sessions[0].links[0].url, "https://indico.example/event/4242/contributions/1/");
    let wordcamp = fixture("wordcamp.json").schedule;
    assert_eq!((wordcamp.sessions[1].kind, wordcamp.sessions[0].links[1].kind), (Kind::Break, LinkKind::Video));
    assert_eq!(fixture("cfp-dev.json").schedule.sessions[1].kind, Kind::Break);
    let open_event = fixture("open-event.json").schedule;
    assert_eq!((&*open_event.sessions[0].abstract_text, &*open_event.speakers[0].biography), ("Long.", "Digs."));
    assert_eq!(fixture("konopas.js").schedule.speakers[1].biography, "Computes.");
    let conclar = fixture("conclar.json").schedule;
    assert_eq!((&*conclar.sessions[0].abstract_text, &*conclar.speakers[0].biography), ("Welcome.", "Computes."));
    let page = fixture("linked-data.html");
    assert_eq!((page.format, page.schedule.event.name.as_str()), (Format::SessionList, "Gravel Summit"));
    assert!(page.schedule.sessions[1].cancelled);
}

#[test]
fn a_list_by_nobody_in_particular_is_read_by_its_fields() {
    for (text, expected) in [
        (r#"[{"title": "A", "start": "2026-09-14T09:00", "duration": 45}]"#, "14 09:00-09:45 : A ()"),
        (
            r#"[{"Name": "A", "Starts-At": "2026-09-14 09:00:00+0200", "ends_at": "2026-09-14 10:00:00+0200"}]"#,
            "14 09:00-10:00 : A ()",
        ),
        (
            r#"{"talks": {"x": {"title": "A", "date": "14.09.2026", "time": "9:30am", "mins": "30", "hall": "H"}}}"#,
            "14 09:30-10:00 H: A ()",
        ),
        (
            r#"{"items": [{"summary": "A", "start": {"dateTime": "2026-09-14T09:00:00+02:00"}, "end": {"dateTime": "2026-09-14T10:00:00+02:00"}}]}"#,
            "14 09:00-10:00 : A ()",
        ),
        (r#"[{"title": "A", "start": 1789369200, "end": 1789371600, "venue": "V"}]"#, "14 07:00-07:40 V: A ()"),
        (r#"[{"title": "A", "start": "1789369200000", "length": "PT40M"}]"#, "14 07:00-07:40 : A ()"),
        (
            r#"{"days": [{"date": "2026-09-14", "sessions": [{"title": "A", "time": "09:00", "duration": "0:30"}]}]}"#,
            "14 09:00-09:30 : A ()",
        ),
        (r#"[{"title": "A", "day": "14 September 2026", "start": "23:30", "end": "00:30"}]"#, "14 23:30-00:30 : A ()"),
        (
            r#"[{"title": "A", "start_date": "2026-09-14T09:00:00", "start_time": "09:00", "end_date": "2026-09-14T10:00:00", "end_time": "10:00", "speaker": "Ada Byron and Alan Mathison"}]"#,
            "14 09:00-10:00 : A (Ada Byron, Alan Mathison)",
        ),
        (
            r#"{"sessions": [{"title": "A", "startsAt": "2026-09-14T09:00", "endsAt": "2026-09-14T09:45", "speakerIds": ["p"], "location": "B"}], "speakers": [{"id": "p", "name": "Ada Byron"}]}"#,
            "14 09:00-09:45 B: A (Ada Byron)",
        ),
        ("Title|Date|Time|Room\nA|2026-09-14|9:00am to 10:15am|H\n", "14 09:00-10:15 H: A ()"),
        ("Title\tStart\tEnd\tRoom\nA\t2026-09-14 09:00\t2026-09-14 10:00\tH\n", "14 09:00-10:00 H: A ()"),
        (
            "Session Title,Date,Time Start,Time End,Room/Location (Optional)\nA,9/14/2026,noon,1:00 PM,H\n",
            "14 12:00-13:00 H: A ()",
        ),
        (
            r#"[{"title": "A", "dateAndTime": "2026-09-14T09:00:00+02:00", "mins": 30, "tags": [{"value": "T", "category": "Track"}]}]"#,
            "14 09:00-09:30  | T: A ()",
        ),
        (
            r#"{"data": [{"type": "session", "id": "1", "attributes": {"title": "A", "starts-at": "2026-09-14T09:00:00Z", "ends-at": "2026-09-14T10:00:00Z"}}]}"#,
            "14 09:00-10:00 : A ()",
        ),
        (
            "const program = [{\"title\": \"A\", \"date\": \"2026-09-14\", \"time\": \"09:00\", \"mins\": 30, \"people\": [{\"id\": 1}]},];\nconst people = [{\"id\": 1, \"name\": [\"Ada\", \"Byron\"]},];\n",
            "14 09:00-09:30 : A (Ada Byron)",
        ),
        (
            "var program = [{\"title\": \"A\", \"date\": \"2026-09-14\", \"time\": \"09:00\", \"mins\": 30}];\nKonOpas(program);\n",
            "14 09:00-09:30 : A ()",
        ),
        (
            r#"[{"title": {"rendered": "A"}, "meta": {"_wcpt_session_time": 1789369200, "_wcpt_session_duration": "2400"}}]"#,
            "14 07:00-07:40 : A ()",
        ),
        (
            r#"{"data": {"conference": {"name": "C", "timezone": "Europe/Riga", "sessions": {"pageInfo": {}, "edges": [{"node": {"title": "A", "startsAt": "2026-09-14T09:00", "endsAt": "2026-09-14T09:45", "room": {"name": "B"}, "speakers": {"nodes": [{"fullName": "Ada Byron"}]}}}]}}}}"#,
            "14 09:00-09:45 B: A (Ada Byron)",
        ),
        (
            r#"{"data": [{"id": 1, "attributes": {"title": "A", "start": "2026-09-14T09:00:00+02:00", "end": "2026-09-14T10:00:00+02:00", "room": {"data": {"attributes": {"name": "B"}}}, "speakers": {"data": [{"id": 3, "attributes": {"name": "Ada Byron"}}]}}}], "meta": {}}"#,
            "14 09:00-10:00 B: A (Ada Byron)",
        ),
        (
            r#"[{"title": "A", "start": "2026-09-14T09:00", "speakers": ["Byron, Ada (Acme)", "Alan Mathison (host)", "Grace (Uni)"]}]"#,
            "14 09:00-09:00 : A (Ada Byron/Acme, Alan Mathison/Host, Grace/Uni)",
        ),
        ("id,name,day,where\n1,A,Mon,2026-09-14T09:00:00,x\n2,B,Mon,2026-09-14T09:00:00,y\n", "14 09:00-09:00 : A ()"),
    ] {
        assert_eq!(rows_of(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn days_and_months_without_names_stand_in_the_order_in_which_a_conference_is_short() {
    let list = |dates: &[&str], clock: &str| {
        let row = |date: &&str| format!(r#"{{"title": "A", "date": "{date}", "time": "{clock}", "room": "H"}}"#);
        read_with(&format!("[{}]", dates.iter().map(row).collect::<Vec<_>>().join(",")), &[]).unwrap()
    };
    for (dates, clock, expected) in [
        (&["14/09/2026"][..], "09:00", &["2026-09-14"][..]),
        (&["9/14/2026"], "9:00 AM", &["2026-09-14"]),
        (&["14-9-2026"], "09:00", &["2026-09-14"]),
        (&["03/04/2026", "04/04/2026"], "09:00", &["2026-04-03", "2026-04-04"]),
        (&["03/04/2026", "03/05/2026"], "09:00", &["2026-03-04", "2026-03-05"]),
        (&["04/04/2026"], "09:00", &["2026-04-04"]),
    ] {
        let reading = list(dates, clock);
        let days: Vec<String> =
            reading.schedule.sessions.iter().map(|session| session.day.unwrap().to_string()).collect();
        assert_eq!(days, expected, "{dates:?}");
        assert!(reading.problems.iter().all(|problem| !problem.message.contains("months")), "{:?}", reading.problems);
    }
    for (date, day) in [("03/04/2026 09:00", "2026-04-03"), ("03/04/2026 9:00 AM", "2026-03-04")] {
        let text = format!(r#"[{{"title": "A", "start": "{date}", "room": "H"}}]"#);
        let reading = read_with(&text, &[]).unwrap();
        assert_eq!(reading.schedule.sessions[0].day.unwrap().to_string(), day);
        let told =
            reading.problems.iter().any(|problem| problem.message.contains("whether days or months stand first"));
        assert!(told, "{:?}", reading.problems);
    }
}

#[test]
fn sessions_stand_in_groups_by_day_room_track_and_time() {
    let session = r#"{"title": "A", "speaker": "Ada Byron"}"#;
    for (text, expected) in [
        (
            r#"{"2026-09-14": [{"title": "A", "start": "09:00", "end": "10:00", "room": "H"}]}"#.to_string(),
            "14 09:00-10:00 H: A ()",
        ),
        (
            r#"{"schedule": {"2026-09-14": {"H": [{"title": "A", "start": "09:00", "end": "10:00"}]}}}"#.to_string(),
            "14 09:00-10:00 H: A ()",
        ),
        (
            r#"{"days": [{"date": "2026-09-14", "rooms": [{"name": "H", "sessions": [{"title": "A", "start": "09:00"}]}]}]}"#.to_string(),
            "14 09:00-09:00 H: A ()",
        ),
        (
            r#"{"days": [{"date": "2026-09-14", "tracks": [{"title": "T", "talks": [{"title": "A", "time": "09:00 – 10:30", "room": "H"}]}]}]}"#.to_string(),
            "14 09:00-10:30 H | T: A ()",
        ),
        (
            format!(
                r#"{{"days": [{{"date": "2026-09-14", "start": "2026-09-14T08:00", "timeslots": [{{"startTime": "09:00", "endTime": "10:00", "sessions": [{session}]}}]}}]}}"#
            ),
            "14 09:00-10:00 : A (Ada Byron)",
        ),
    ] {
        assert_eq!(rows_of(&text), [expected], "{text}");
    }
}

#[test]
fn what_is_no_schedule_is_refused_with_a_word_on_what_it_is() {
    for (text, told) in [
        (
            r#"{"count": 1, "results": [{"id": 1, "name": "Kettle", "price": 12}]}"#,
            "a list of objects with id, name and price under 'results'",
        ),
        (r#"[{"name": "Kettle", "price": 12, "start_date": "2026-09-14T00:00:00"}]"#, "name, price and start_date"),
        (
            r#"[{"title": "It crashes", "state": "open", "created_at": "2026-09-14T09:00:00Z", "user": {"login": "x"}}]"#,
            "title, state, created_at",
        ),
        (
            r#"[{"title": "A post", "date": "2026-09-14T09:00:00", "link": "https://x.example"}]"#,
            "title, date and link",
        ),
        (r#"[{"name": "Gravel Summit", "startDate": "2026-09-14", "city": "Stonetown"}]"#, "name, startDate and city"),
        (
            r#"[{"slug": "sand", "name": {"en": "Sand Days"}, "date_from": "2026-09-14", "timezone": "UTC"}, {"name": "Mud", "date_from": "2026-10-01"}]"#,
            "a list of events: Sand Days, Mud",
        ),
        (
            r#"{"results": [{"_type": "Conference", "title": "A", "startDate": {"date": "2026-09-14"}}, {"_type": "Conference", "title": "B", "startDate": {"date": "2026-09-15"}}]}"#,
            "a list of events: A, B",
        ),
        (r#"[{"Titel": "A", "Beginn": "2026-09-14T09:00"}]"#, "--fields title=NAME,start=NAME"),
        (r#"{"name": "x", "version": "1.0.0", "scripts": {"start": "node x"}}"#, "the keys name, version and scripts"),
        (r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {}}]}"#, "'features'"),
        (r#"{"people": [{"id": "1", "name": "Ada Byron", "bio": "Computes."}]}"#, "'people'"),
        ("name,price\nKettle,12\n", "a table with the columns name and price"),
        ("[]", "JSON with a list"),
    ] {
        let refused = read_with(text, &[]).unwrap_err();
        assert!(refused.contains(told) && refused.contains("no known schedule"), "{refused}");
    }
}

#[test]
fn times_that_are_not_understood_are_a_warning() {
    let reading = read_with(r#"[{"title": "A", "start": "half past nine", "room": "H"}]"#, &[]).unwrap();
    assert_eq!(rows(&reading), ["never H: A ()"]);
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert!(told[0].ends_with("no session has a time: what stands under 'start' was not understood"), "{told:?}");
}

#[test]
fn one_time_that_is_not_understood_takes_no_other() {
    let text = "title,date,time,room\nA,2026-09-14,9:30,H\nB,2026-09-14,whenever,H\n";
    let reading = read_with(text, &[]).unwrap();
    assert_eq!(rows(&reading), ["14 09:30-09:30 H: A ()", "never H: B ()"]);
    let told = reading.problems.iter().any(|problem| problem.message.contains("'whenever': this is no time"));
    assert!(told, "{:?}", reading.problems);
}

#[test]
fn the_user_says_what_fields_are_called() {
    let german = "Was;Wer;Tag;Von;Bis\nSieben;Ada Byron;14.09.2026;9:00;9:30\n";
    assert!(read_with(german, &[]).is_err());
    let said = [("title", "was"), ("speakers", "Wer"), ("date", "Tag"), ("time", "Von"), ("end", "Bis")];
    assert_eq!(rows(&read_with(german, &said).unwrap()), ["14 09:00-09:30 : Sieben (Ada Byron)"]);
    let refused = read_with(german, &[("title", "Was")]).unwrap_err();
    assert!(refused.contains("--fields title=Name,start=Von"), "{refused}");
}
