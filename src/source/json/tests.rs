use crate::model::{Kind, Level, LinkKind, Session, Zone};
use crate::source::{Format, Opened, Options, Reading, read};

const V1: &str = include_str!("../../../tests/fixtures/frab-json/v1.json");
const V2: &str = include_str!("../../../tests/fixtures/frab-json/v2.json");
const WIDGET: &str = include_str!("../../../tests/fixtures/pretalx-json/widget.json");
const GRID: &str = include_str!("../../../tests/fixtures/pretalx-json/grid.json");
const ALL: &str = include_str!("../../../tests/fixtures/sessionize/all.json");
const DAYS: &str = include_str!("../../../tests/fixtures/sessionize/grid.json");
const SYMPOSION: &str = include_str!("../../../tests/fixtures/symposion/conference.json");
const MENU: &str = include_str!("../../../tests/fixtures/giggity/menu.json");

fn read_in(text: &str, zone: Option<&str>) -> Reading {
    let options = Options { file: "s.json".into(), zone: zone.and_then(Zone::parse), ..Options::default() };
    read(text.as_bytes(), &options).unwrap()
}

fn told(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

/// Day, start, end, room and title of every session, as the event's clocks show them.
fn rows(reading: &Reading) -> Vec<String> {
    let schedule = &reading.schedule;
    let shown = |session: &Session| {
        let clock = |time| schedule.event.zone.local(time).format("%d %H:%M").to_string();
        let times = session.slot.map(|slot| format!("{}-{}", clock(slot.start), clock(slot.end))).unwrap_or_default();
        let room = session.room.map_or("", |room| &*schedule.rooms[room.index()].name);
        let day = session.day.map(|day| day.format("%d").to_string()).unwrap_or_default();
        format!("{day}: {times} {room}: {}", session.title)
    };
    schedule.sessions.iter().map(shown).collect()
}

fn people<'r>(reading: &'r Reading, session: &Session) -> Vec<&'r str> {
    session.credits.iter().map(|credit| &*reading.schedule.speakers[credit.speaker.index()].name).collect()
}

fn track<'r>(reading: &'r Reading, session: &Session) -> &'r str {
    &reading.schedule.tracks[session.track.unwrap().index()].name
}

fn links(session: &Session) -> Vec<(LinkKind, &str)> {
    session.links.iter().map(|link| (link.kind, &*link.url)).collect()
}

#[test]
fn version_1_is_read_with_its_nights_languages_and_links() {
    let reading = read_in(V1, None);
    assert_eq!(reading.format, Format::FrabJson);
    let event = &reading.schedule.event;
    assert_eq!(
        (event.id.as_str(), event.name.as_str(), event.short.as_str()),
        ("harbour24", "Harbour Days", "harbour24")
    );
    assert_eq!((event.zone.to_string().as_str(), event.day_change), ("Europe/Berlin", 240));
    assert_eq!(event.last_day.unwrap().to_string(), "2024-06-08");
    assert_eq!(
        rows(&reading),
        [
            "07: 07 10:00-07 11:15 Aula: Tides & timetables",
            "07: 08 01:30-08 02:15 Aula: Night watch",
            "07: 07 14:00-07 14:00 Pier: Knots"
        ]
    );
    let rooms: Vec<&str> = reading.schedule.rooms.iter().map(|room| &*room.name).collect();
    assert_eq!(rooms, ["Pier", "Aula"], "in the conference's order, without those that nobody uses");
    let [tides, watch, knots] = reading.schedule.sessions.as_slice() else { panic!("not three") };
    assert_eq!((tides.id.as_str(), tides.code.as_deref(), tides.recorded), ("7", Some("TIDES7"), Some(false)));
    assert_eq!((track(&reading, tides), tides.kind), ("Sea", Kind::Talk));
    assert_eq!(tides.abstract_text, "Wie das Meer die Zeit misst.");
    assert_eq!(people(&reading, tides), ["Ada Byron", "Grace Murray"]);
    assert_eq!(reading.schedule.speakers[0].links[0].url, "https://ada.example.org");
    assert_eq!(
        links(tides),
        [
            (LinkKind::Page, "https://harbour.example.org/2024/talk/tides/"),
            (LinkKind::Page, "https://tides.example.org"),
            (LinkKind::Code, "https://git.example.org/x"),
            (LinkKind::Feedback, "https://harbour.example.org/2024/talk/tides/rate/"),
            (LinkKind::Slides, "https://harbour.example.org/files/tides.pdf"),
        ]
    );
    assert_eq!((watch.cancelled, watch.kind, watch.abstract_text.as_str()), (true, Kind::Meetup, "Stay awake."));
    assert_eq!(watch.languages, ["de", "en"]);
    assert_eq!((knots.recorded, links(knots)), (None, vec![(LinkKind::Video, "https://video.example.org/knots.mp4")]));
    assert_eq!(
        told(&reading),
        [
            "s.json: conference.days[0].rooms.'Aula'[1].id '7': an id should be a whole number",
            "s.json: conference.days[0].rooms.'Aula'[2]: this is no session and was left out",
            "s.json: conference.days[0].rooms.''[0] 'soon': this is no length of time; the session has no end",
            "s.json: 3 of 4 sessions were read",
            "s.json: 1 session has the id of another and got a number behind it",
        ]
    );
}

#[test]
fn version_2_is_read_with_its_references() {
    let reading = read_in(V2, None);
    assert_eq!(rows(&reading), ["27: 28 00:15-28 01:00 Tower: Lamps", "28: 28 10:00-28 10:00 Cellar: Fog"]);
    let [lamps, fog] = reading.schedule.sessions.as_slice() else { panic!("not two") };
    assert_eq!((lamps.id.as_str(), lamps.guid.as_deref(), lamps.cancelled), ("lamp01", Some("e-1"), true));
    assert_eq!((track(&reading, lamps), fog.kind), ("Lamps", Kind::Workshop));
    assert_eq!(people(&reading, lamps), ["Sam Spiegel", "Mo"]);
    assert_eq!((lamps.credits[0].title.as_deref(), lamps.credits[1].title.as_deref()), (None, Some("Moderator")));
    assert_eq!(reading.schedule.speakers[0].links[0].url, "https://social.example.org/@sam");
    assert_eq!(lamps.links.iter().map(|link| link.kind).collect::<Vec<_>>(), [LinkKind::Feedback, LinkKind::Slides]);
    let event = &reading.schedule.event;
    assert_eq!((event.first_day.unwrap().to_string(), event.day_change), ("2024-12-27".to_owned(), 360));
    assert_eq!(
        told(&reading),
        [
            "s.json: the outer object 'schedule' is missing",
            "s.json: events[1].state: the source says that this is delayed",
            "s.json: 1 session ends before it starts; its end was dropped",
        ]
    );
}

#[test]
fn the_shape_of_version_1_may_be_off() {
    let event = r#"{"id":1,"title":"T","start":"10:00","duration":"00:30","track":"No Track"}"#;
    for (text, expected) in [
        (format!(r#"{{"conference":{{"title":"X"}},"days":[{{"date":"2024-05-01","rooms":{{"A":[{event}]}}}}]}}"#), 3),
        (
            format!(
                r#"{{"schedule":{{"conference":{{}},"days":[{{"date":"2024-05-01","rooms":{{"A":[{event}]}}}}]}}}}"#
            ),
            2,
        ),
        (
            format!(
                r#"{{"schedule":{{"conference":{{"daysCount":3,"days":[{{"date":"2024-05-01","rooms":{{"A":[{event}],"B":{{}}}}}}]}}}}}}"#
            ),
            3,
        ),
    ] {
        let reading = read_in(&text, Some("Europe/Berlin"));
        assert_eq!(rows(&reading), ["01: 01 10:00-01 10:30 A: T"], "{text}");
        assert_eq!(reading.schedule.tracks, []);
        let told = told(&reading);
        assert_eq!(told.len(), expected - 1, "{told:?}");
    }
}

#[test]
fn utc_beside_the_clock_at_the_conference_is_that_clock_if_the_zone_is_known() {
    let text = r#"{"schedule":{"conference":{"title":"X","days":[{"date":"2018-12-27","rooms":{
        "A":[{"id":1,"title":"A","date":"2018-12-27T11:00:00+01:00","start":"11:00","duration":"1:00"}],
        "B":[{"id":2,"title":"B","date":"2018-12-27T11:00:00+00:00","start":"11:00","duration":"1:00"},
             {"id":3,"title":"C","date":"2018-12-27T05:00:00-05:00","start":"05:00","duration":"1:00"}]}}]}}}"#;
    let starts = |zone| rows(&read_in(text, zone)).iter().map(|row| row[7..12].to_owned()).collect::<Vec<_>>();
    assert_eq!(starts(Some("Europe/Berlin")), ["11:00", "11:00", "11:00"]);
    assert_eq!(starts(Some("Europe/London")), ["10:00", "11:00", "10:00"]);
    let named = text.replace(r#""title":"X""#, r#""time_zone_name":"Europe/Berlin""#);
    assert_eq!(rows(&read_in(&named, None))[1], "27: 27 11:00-27 12:00 B: B");
}

#[test]
fn people_whose_ids_stand_for_several_names_are_told_apart_by_name() {
    let session = |people: &str| {
        format!(r#"{{"title":"T","start":"2024-05-01T10:00:00+02:00","duration":30,"persons":[{people}]}}"#)
    };
    let names = |sessions: &[String]| {
        let text = format!(r#"{{"schedule":{{"conference":{{}},"events":[{}]}}}}"#, sessions.join(","));
        read_in(&text, None).schedule.speakers.into_iter().map(|speaker| speaker.name).collect::<Vec<_>>()
    };
    let (one, other) = (session(r#"{"id":1,"name":"Mo"}"#), session(r#"{"id":2,"name":"Mo"}"#));
    assert_eq!(names(&[one.clone(), other.clone()]), ["Mo", "Mo"], "two people of one name");
    assert_eq!(names(&[one, other, session(r#"{"id":1,"name":"Al"}"#)]), ["Mo", "Al"], "lists that were merged");
}

#[test]
fn a_widget_is_read_with_breaks_and_several_slots() {
    let reading = read_in(WIDGET, None);
    assert_eq!(reading.format, Format::PretalxJson);
    assert_eq!(
        rows(&reading),
        [
            "01: 01 10:00-01 10:30 Shed: Reeds",
            "01: 01 10:30-01 11:00 Shed: Coffee",
            "02: 02 10:00-02 11:00 Barn: Willow",
            "02: 02 14:00-02 15:00 Shed: Willow",
        ]
    );
    let [reeds, coffee, willow, again] = reading.schedule.sessions.as_slice() else { panic!("not four") };
    assert_eq!(
        (track(&reading, reeds), reeds.languages.join(" ").as_str(), reeds.recorded),
        ("Water", "fr", Some(false))
    );
    assert_eq!((coffee.kind, willow.kind, track(&reading, willow)), (Kind::Break, Kind::Workshop, "Trees"));
    assert_eq!(reading.schedule.tracks[reeds.track.unwrap().index()].colour, Some([0, 0x88, 0xbb]));
    assert_eq!(people(&reading, reeds), ["Ada Byron", "Zoé Roche"]);
    assert_eq!(reading.schedule.speakers[0].biography, "Weaves.");
    assert_eq!((willow.id.as_str(), again.id.as_str()), ("ccc", "ccc-2"));
    assert_eq!(links(willow), [(LinkKind::Slides, "https://example.org/willow.odp")]);
    assert_eq!(reading.schedule.event.zone.to_string(), "Europe/Paris");
    assert_eq!(told(&reading)[0], "s.json: talks[2]: this was not accepted and has no time; it was left out");
}

#[test]
fn a_page_of_the_api_says_that_there_are_more() {
    let text = r#"{"count":120,"next":"https://x.org/?page=2","previous":null,"results":[{"code":"A","title":"T","speakers":[{"code":"P","name":"Ada"}],"slot":{"room":{"en":"Shed"},"start":"2024-03-01T10:00:00+01:00","end":"2024-03-01T10:30:00+01:00"}}]}"#;
    let reading = read_in(text, None);
    assert_eq!(rows(&reading), ["01: 01 10:00-01 10:30 Shed: T"]);
    assert!(
        told(&reading)
            .iter()
            .any(|told| told.contains("one page of 120 entries in all; the next is https://x.org/?page=2"))
    );
}

#[test]
fn a_grid_of_days_minutes_and_rooms_is_read() {
    let reading = read_in(GRID, None);
    assert_eq!(
        rows(&reading),
        ["01: 01 10:00-01 10:30 Shed: Reeds", "01: 01 11:00-01 11:45 Shed: Clay", "01: 01 12:30-01 12:30 : Lunch"]
    );
    assert_eq!(
        reading.schedule.sessions.iter().map(|session| session.kind).collect::<Vec<_>>(),
        [Kind::Talk, Kind::Talk, Kind::Break]
    );
}

#[test]
fn sessionize_asks_for_the_zone_and_sorts_categories() {
    let reading = read_in(ALL, None);
    assert_eq!(reading.format, Format::SessionizeJson);
    assert_eq!(rows(&reading), ["05: 05 09:00-05 09:45 Field: Harvest", "05: 05 08:30-05 09:00 : Opening"]);
    assert!(told(&reading)[0].contains("--zone"), "{:?}", told(&reading));
    let [harvest, opening] = reading.schedule.sessions.as_slice() else { panic!("not two") };
    assert_eq!((track(&reading, harvest), harvest.level, harvest.kind), ("Soil", Some(Level::Advanced), Kind::Keynote));
    assert_eq!((harvest.languages.join(" ").as_str(), harvest.tags.join(" ").as_str()), ("de", "spade"));
    assert_eq!(
        links(harvest),
        [(LinkKind::Video, "https://youtu.be/abc"), (LinkKind::Stream, "https://live.example.org/x")]
    );
    let credit = &harvest.credits[0];
    assert_eq!((credit.title.as_deref(), credit.organisation.as_deref()), (Some("Head of Fields"), Some("Acme Farms")));
    assert_eq!(opening.kind, Kind::Break);
    let moved = read_in(ALL, Some("Europe/Vienna")).schedule.sessions[0].slot.unwrap();
    assert_eq!(moved.start.to_rfc3339(), "2024-09-05T07:00:00+00:00");
}

#[test]
fn a_sessionize_grid_names_each_session_once() {
    let reading = read_in(DAYS, None);
    assert_eq!(rows(&reading), ["05: 05 09:00-05 09:45 Field: Harvest", "05: 05 12:00-05 13:00 Yard: Soup"]);
    assert_eq!(track(&reading, &reading.schedule.sessions[0]), "Soil");
    assert_eq!(people(&reading, &reading.schedule.sessions[0]), ["Ada Byron"]);
}

#[test]
fn symposion_is_read_with_several_rooms_and_posters() {
    let reading = read_in(SYMPOSION, None);
    assert_eq!(reading.format, Format::SymposionJson);
    assert_eq!(
        rows(&reading),
        [
            "16: 16 09:00-16 10:30 Hall A, Hall B: Bees",
            "16: 16 11:00-16 12:00 Foyer: Posters",
            "16: 16 11:00-16 12:00 Foyer: Wings"
        ]
    );
    let [bees, posters, wings] = reading.schedule.sessions.as_slice() else { panic!("not three") };
    assert_eq!((bees.kind, bees.cancelled, bees.abstract_text.as_str()), (Kind::Workshop, true, "Hives & honey"));
    assert_eq!((bees.tags.join(" ").as_str(), bees.id.as_str()), ("wax honey", "1"));
    assert_eq!((posters.kind, wings.kind, people(&reading, wings)), (Kind::Other, Kind::Other, vec!["Mo Bee"]));
    assert_eq!(
        told(&reading),
        ["s.json: schedule[1].sessions[0]: this stands within another session; it was given the time and room of that"]
    );
}

#[test]
fn a_menu_is_refused_with_the_schedules_it_lists() {
    let problems = read(MENU.as_bytes(), &Options { file: "menu.json".into(), ..Options::default() }).unwrap_err();
    let listed = ["https://example.org/2024/schedule.xml", "https://example.org/b.ics"];
    assert_eq!(
        problems[0].to_string(),
        format!("menu.json: this is a list of schedules, not a schedule; open one of them: {}", listed.join(", "))
    );
    let leads = Opened::new(MENU.as_bytes()).leads(None).schedules;
    assert_eq!(leads.into_iter().map(|lead| lead.address).collect::<Vec<_>>(), listed);
}

#[test]
fn what_stands_before_a_break_in_the_text_is_read() {
    let end = V1.find("\"slug\": \"harbour24-7").unwrap();
    let reading = read_in(&V1[..end], None);
    assert_eq!(rows(&reading), ["07: 07 10:00-07 11:15 Aula: Untitled"]);
    let expected = "s.json:29:16: this is not JSON from here on (EOF while parsing a value); only what stands before it was read; \
                    fetch it again: it may have been cut off";
    assert_eq!(told(&reading)[0], expected);
}

#[test]
fn small_mistakes_are_mended() {
    for (from, to, place) in [
        ("Wie das Meer", "Wie das\nMeer", "37:77"),
        ("\"index\": 1,", "\"index\": NaN,", "15:20"),
        ("\"id\": 3, \"name\": \"\"}", "\"id\": 3, \"name\": \"\",},", "44:40"),
        ("Counts waves", "Ada\\'s waves", "42:75"),
    ] {
        let text = V1.replacen(from, to, 1);
        assert_ne!(text, V1);
        let reading = read_in(&text, None);
        assert_eq!(reading.schedule.sessions.len(), 3, "{to}");
        let told = told(&reading);
        assert!(told[0].starts_with(&format!("s.json:{place}: this is not quite JSON (")), "{}", told[0]);
    }
}

#[test]
fn json_that_is_nothing_is_refused_at_its_place() {
    let problems = read(b"{\"talks\": \n ]", &Options { file: "x.json".into(), ..Options::default() }).unwrap_err();
    assert_eq!(problems[0].to_string(), "x.json:2:2: this is not JSON: expected value");
}

#[test]
fn more_values_than_memory_should_hold_are_refused() {
    let text = format!(r#"{{"talks":[{}]}}"#, vec![r#"{"a":0}"#; 7_000_000].join(","));
    let problems = read(text.as_bytes(), &Options::default()).unwrap_err();
    assert!(problems[0].message.contains("more values"), "{problems:?}");
}
