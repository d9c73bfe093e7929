use crate::model::{Kind, LinkKind, Session, Zone};
use crate::source::{Format, Options, Reading, read};

const NIGHTS: &str = include_str!("../../../tests/fixtures/pentabarf/nights.xml");
const BROKEN: &str = include_str!("../../../tests/fixtures/pentabarf/broken.xml");
const SHIFTED: &str = include_str!("../../../tests/fixtures/pentabarf/shifted.xml");

fn read_as(text: &str, zone: Option<&str>) -> Reading {
    let options = Options { file: "s.xml".into(), zone: zone.and_then(Zone::parse), ..Options::default() };
    read(text.as_bytes(), &options).unwrap()
}

fn told(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

fn local(reading: &Reading, session: &Session) -> String {
    let zone = reading.schedule.event.zone;
    session.slot.map_or_else(String::new, |slot| zone.local(slot.start).format("%m-%d %H:%M").to_string())
}

/// An event in the first room of a day, in a schedule in Berlin.
fn with_event(day: &str, event: &str) -> String {
    format!(
        "<schedule><conference><title>T</title><time_zone_name>Europe/Berlin</time_zone_name></conference>\
         <day {day}><room name='A'><event id='1'><title>One</title>{event}</event></room></day></schedule>"
    )
}

#[test]
fn a_schedule_without_dates_is_read_by_day_clock_and_day_change() {
    let reading = read_as(NIGHTS, Some("Europe/Lisbon"));
    let schedule = &reading.schedule;
    assert_eq!(reading.format, Format::Pentabarf);
    let starts: Vec<String> = schedule.sessions.iter().map(|session| local(&reading, session)).collect();
    assert_eq!(starts, ["12-28 00:15", "12-27 23:00", "12-27 10:00", ""]);
    assert!(schedule.sessions.iter().all(|session| session.day == schedule.event.first_day));
    let minutes: Vec<Option<u32>> = schedule.sessions.iter().map(|session| session.minutes).collect();
    assert_eq!(minutes, [Some(90), Some(45), Some(0), Some(30)]);
    let rooms: Vec<&str> =
        schedule.sessions.iter().map(|session| &*schedule.rooms[session.room.unwrap().index()].name).collect();
    assert_eq!(rooms, ["Attic", "Attic", "Cellar", "Garden"]);
    assert_eq!(
        told(&reading),
        [
            "s.xml:20:51: 1 person without a name was left out",
            "s.xml:22:16: 1 link without an address was left out: nowhere",
            "s.xml:30:7: 1 session has no length that can be read",
            "s.xml:32:5: 1 session has no start that can be read: later",
        ]
    );
}

#[test]
fn what_an_event_says_of_itself_is_kept_clean() {
    let reading = read_as(NIGHTS, Some("Europe/Lisbon"));
    let schedule = &reading.schedule;
    let [bats, owls, ..] = schedule.sessions.as_slice() else { panic!("too few") };
    assert_eq!((bats.title.as_str(), bats.cancelled, bats.recorded), ("Bats after midnight", true, Some(false)));
    assert_eq!((bats.subtitle.as_deref(), bats.code.as_deref()), (Some("With torches"), Some("late-bats")));
    assert_eq!((bats.kind, bats.languages.as_slice()), (Kind::Talk, &["de".to_owned(), "en".to_owned()][..]));
    assert_eq!(bats.abstract_text, "Bats & more. Bring a torch.");
    let track = &schedule.tracks[bats.track.unwrap().index()];
    assert_eq!((track.name.as_str(), track.colour), ("Bats & Moths", Some([0x44, 0x35, 0x7e])));
    assert_eq!((bats.links.len(), bats.links[0].url.as_str()), (1, "https://www.example.org/bats"));
    assert_eq!((owls.track, owls.credits[0].speaker), (None, bats.credits[0].speaker));
    assert_eq!((schedule.speakers.len(), schedule.event.place.as_deref()), (1, Some("Lisbon")));
}

#[test]
fn days_in_utc_are_filed_anew_in_the_zone_of_the_event() {
    let reading = read_as(SHIFTED, None);
    let schedule = &reading.schedule;
    let starts: Vec<String> = schedule.sessions.iter().map(|session| local(&reading, session)).collect();
    assert_eq!(starts, ["09-10 10:30", "09-10 17:30", "09-11 01:00"]);
    let days: Vec<String> = schedule.sessions.iter().map(|session| session.day.unwrap().to_string()).collect();
    assert_eq!(days, ["2023-09-10", "2023-09-10", "2023-09-10"]);
    assert_eq!((schedule.event.day_change, schedule.sessions[1].minutes), (180, Some(90)));
    let ids: Vec<&str> = schedule.sessions.iter().map(|session| session.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "2-2"]);
    let rooms: Vec<&str> =
        schedule.sessions.iter().map(|session| &*schedule.rooms[session.room.unwrap().index()].name).collect();
    assert_eq!(rooms, ["Hall", "Garden", "Hall"]);
    let links: Vec<_> = schedule.sessions.iter().flat_map(|session| &session.links).collect();
    assert_eq!(
        (links[0].url.as_str(), links[0].kind),
        ("https://shifted.example.org/2023/files/a.pdf", LinkKind::Slides)
    );
    assert_eq!((links.len(), links[1].kind, links[1].title.as_str()), (2, LinkKind::Feedback, "Tell us"));
}

#[test]
fn people_introduced_at_the_top_lend_name_and_biography() {
    let schedule = read_as(SHIFTED, None).schedule;
    assert_eq!(schedule.speakers.len(), 1);
    assert_eq!(schedule.speakers[0].name, "Ravi Rao");
    assert_eq!(schedule.speakers[0].biography, "Grows mangoes. Paints, too.");
}

#[test]
fn a_broken_file_is_read_event_by_event_and_says_what_was_lost() {
    let reading = read_as(BROKEN, None);
    let schedule = &reading.schedule;
    let found: Vec<(&str, String)> =
        schedule.sessions.iter().map(|session| (&*session.title, local(&reading, session))).collect();
    let expected = [("Whole", "10:00"), ("Unclosed", "11:00"), ("R&D, 1 < 2", "12:00"), ("Cut off", "13:00")];
    assert_eq!(found, expected.map(|(title, clock)| (title, format!("06-01 {clock}"))));
    let rooms: Vec<&str> =
        schedule.sessions.iter().map(|session| &*schedule.rooms[session.room.unwrap().index()].name).collect();
    assert_eq!(rooms, ["Q&A", "Q&A", "Q&A", "Hall"]);
    assert_eq!(schedule.event.name, "Broken & Mended");
    assert_eq!(schedule.sessions[1].abstract_text, "Still here\n\nAnd this.");
    assert_eq!(schedule.sessions[3].abstract_text, "The end is miss");
    assert_eq!(schedule.sessions[2].links[0].url, "https://example.org/?a=1&b=2");
    let people: Vec<&str> = schedule.speakers.iter().map(|speaker| &*speaker.name).collect();
    assert_eq!(people, ["Ann", "Bob"]);
    let ampersand = "is broken: malformed entity reference; it was put right";
    assert_eq!(
        told(&reading),
        [
            "s.xml:2:50: the XML is not well-formed, so it was read event by event: malformed entity reference",
            &format!("s.xml:2:50: the XML of this conference {ampersand}"),
            &format!("s.xml:4:18: the XML of this room {ampersand}"),
            &format!("s.xml:5:74: the XML of this event {ampersand}"),
            "s.xml:9:102: the XML of this event is broken: expected 'Mallory' tag, not 'person'; \
             some of its persons were left out",
            "s.xml:11:17: the XML of this event is broken: malformed entity reference; \
             the markup of its title was read as text",
            "s.xml:14:7: the XML of this event is broken: the root node was opened but never closed; it was put right",
            "s.xml: 4 of 4 sessions were read",
        ]
    );
}

#[test]
fn every_way_to_give_a_start_leads_to_the_right_instant() {
    for (day, event, expected) in [
        ("date='2023-06-01'", "<start>10:00</start>", "06-01 10:00"),
        ("date='2023-06-01'", "<start>01:00</start>", "06-02 01:00"),
        ("date='2023-06-01'", "<date>2023-06-02</date><start>01:00</start>", "06-02 01:00"),
        ("date='2023-06-01'", "<date>2023-06-01T01:00:00+02:00</date><start>01:00</start>", "06-01 01:00"),
        ("date='2023-06-01'", "<date>2023-06-01T09:00:00</date>", "06-01 09:00"),
        ("date='2023-06-01'", "<date>2023-06-01T09:00:00-05:00</date><start>16:00</start>", "06-01 16:00"),
        ("date='2023-06-01'", "<start>2023-06-01T10:00:00+02:00</start>", "06-01 10:00"),
        ("date='2023-06-01T00:00:00+02:00'", "<start>24:30</start>", "06-02 00:30"),
        ("", "<start>10:00</start>", ""),
    ] {
        let reading = read_as(&with_event(day, event), None);
        assert_eq!(local(&reading, &reading.schedule.sessions[0]), expected, "{day} {event}");
    }
}

#[test]
fn local_times_that_are_called_utc_are_local_once_the_zone_is_known() {
    let text = "<schedule><day date='2017-08-06'><room name='A'>\
        <event id='1'><date>2017-08-06T10:00:00+00:00</date><start>10:00</start><title>A</title></event>\
        <event id='2'><date>2017-08-06T15:00:00+00:00</date><start>15:00</start><title>B</title></event>\
        </room></day></schedule>";
    let reading = read_as(text, Some("America/Montreal"));
    assert_eq!(local(&reading, &reading.schedule.sessions[0]), "08-06 10:00");
    assert!(told(&reading)[0].contains("the offsets of the times are wrong"), "{:?}", told(&reading));
}

#[test]
fn keys_that_tell_nobody_apart_are_not_believed() {
    let event = |id: u8, person: &str| format!("<event id='{id}'><title>T</title><persons>{person}</persons></event>");
    for (people, expected) in [
        // A file merged from two: one key, two people.
        (["<person id='1'>Ann</person>", "<person id='1'>Bob</person>", "<person id='2'>Eve</person>"], 3),
        // A counter of credits: three keys, two people.
        (["<person id='1'>Ann</person>", "<person id='2'>Bob</person>", "<person id='3'>Ann</person>"], 2),
        // Keys that repeat are meant.
        (["<person id='1'>Ann</person>", "<person id='1'>Ann (moderator)</person>", "<person id='1'>Ann</person>"], 1),
        (["<person id='1'>Ann</person>", "<person id='1'>Ann</person>", "<person id='3'>Ann</person>"], 2),
    ] {
        let events: String = (1..).zip(people).map(|(id, person)| event(id, person)).collect();
        let schedule = read_as(&format!("<schedule>{events}</schedule>"), None).schedule;
        assert_eq!(schedule.speakers.len(), expected, "{people:?}");
    }
}

#[test]
fn entries_of_a_day_are_events_without_a_room_around_them() {
    let text = "<schedule created='2014-07-01'><day date='2014-07-21'><entry id='e1'><title>Opening</title>\
        <category>keynote</category><room>Hall</room><room>Annexe</room><start>0930</start><duration>45</duration>\
        <speakers><speaker>Ann</speaker><speaker><name>Bob</name><profile>x</profile></speaker></speakers>\
        <topics><topic>Community</topic></topics></entry></day></schedule>";
    let reading = read_as(text, Some("Europe/Berlin"));
    let schedule = &reading.schedule;
    let session = &schedule.sessions[0];
    assert_eq!(
        (local(&reading, session), session.minutes, session.kind),
        ("07-21 09:30".into(), Some(45), Kind::Keynote)
    );
    assert_eq!(
        (schedule.rooms[0].name.as_str(), session.tags.as_slice()),
        ("Hall, Annexe", &["Community".to_owned()][..])
    );
    let people: Vec<&str> = schedule.speakers.iter().map(|speaker| &*speaker.name).collect();
    assert_eq!(people, ["Ann", "Bob"]);
}

#[test]
fn the_hour_at_which_days_change_agrees_with_the_days_of_the_file() {
    let event = |id: u8, date: &str| format!("<event id='{id}'><date>{date}:00+02:00</date></event>");
    for (dates, day_change) in [
        // The night goes on until half past five; nothing says when the next day begins.
        (["2023-06-01T10:00", "2023-06-02T05:30"], 6 * 60),
        // The early birds meet at two.
        (["2023-06-01T02:00", "2023-06-01T22:00"], 2 * 60),
        (["2023-06-01T10:00", "2023-06-01T22:00"], 4 * 60),
    ] {
        let events: String = (1..).zip(dates).map(|(id, date)| event(id, date)).collect();
        let reading = read_as(&format!("<schedule><day date='2023-06-01'>{events}</day></schedule>"), None);
        let event = &reading.schedule.event;
        assert_eq!(event.day_change, day_change, "{dates:?}");
        let days = reading.schedule.sessions.iter().map(|session| event.day_of(&session.slot.unwrap()));
        assert!(days.eq(reading.schedule.sessions.iter().filter_map(|session| session.day)), "{dates:?}");
    }
}

#[test]
fn a_large_text_is_read_in_parts_and_says_the_same() {
    let event = |number: usize| {
        format!(
            "<event id='{number}'><start>{:02}:00</start><duration>0:30</duration><title>T{number}</title>\
             <abstract>{}</abstract><persons><person id='{}'>Ada Byron {}</person></persons></event>",
            9 + number % 9,
            "word &amp; ".repeat(3_000),
            number % 50,
            number % 50,
        )
    };
    let rooms: String = (0..4)
        .map(|room| {
            format!("<room name='R{room}'>{}</room>", (room * 60..room * 60 + 60).map(event).collect::<String>())
        })
        .collect();
    let text = format!(
        "<?xml version='1.0'?><schedule><conference><title>C</title></conference>\
         <day date='2026-09-14'>{rooms}</day></schedule>\n"
    );
    assert!(text.len() > 7_000_000);
    let in_parts = read(text.as_bytes(), &Options::default()).unwrap();
    let whole = text.replace("<?xml version='1.0'?>", "<!-- xmlns:a      -->");
    assert_eq!(in_parts, read(whole.as_bytes(), &Options::default()).unwrap());
    let cut = text.trim_end().trim_end_matches("</schedule>");
    let told = read(cut.as_bytes(), &Options::default()).unwrap();
    assert!(told.problems[0].message.contains("not well-formed"), "{:?}", told.problems);
    assert_eq!(told.schedule.sessions.len(), 240);
}
