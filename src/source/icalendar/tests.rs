use super::*;
use crate::model::{Kind, Source, Zone};
use crate::source::Reading;
use crate::source::time::stamp;

const UNTIDY: &str = include_str!("../../../tests/fixtures/icalendar/untidy.ics");
const REPEATS: &str = include_str!("../../../tests/fixtures/icalendar/repeats.ics");
const SCHED: &str = include_str!("../../../tests/fixtures/icalendar/sched.ics");
const PRETALX: &str = include_str!("../../../tests/fixtures/icalendar/pretalx.ics");
const SHARED: &str = include_str!("../../../tests/fixtures/icalendar/shared.ics");

fn options() -> Options {
    Options { file: "x.ics".into(), source: Source::File("x.ics".into()), ..Options::default() }
}

fn reading(bytes: &[u8]) -> Reading {
    crate::source::read(bytes, &options()).unwrap()
}

fn titles(reading: &Reading) -> Vec<&str> {
    reading.schedule.sessions.iter().map(|session| session.title.as_str()).collect()
}

fn ids(reading: &Reading) -> Vec<&str> {
    reading.schedule.sessions.iter().map(|session| session.id.as_str()).collect()
}

/// The names of the speakers of a session, with their organisations.
fn speakers(reading: &Reading, session: usize) -> Vec<String> {
    let schedule = &reading.schedule;
    let credits = schedule.sessions[session].credits.iter();
    let name = |credit: &crate::model::Credit| {
        let name = &schedule.speakers[credit.speaker.index()].name;
        credit.organisation.as_ref().map_or_else(|| name.clone(), |organisation| format!("{name}, {organisation}"))
    };
    credits.map(name).collect()
}

/// Start and length of each session, in the zone of the event.
fn times(reading: &Reading) -> Vec<String> {
    let zone = reading.schedule.event.zone;
    let time = |session: &Session| match session.slot {
        Some(slot) => format!("{} {}", zone.local(slot.start).format("%d.%m. %H:%M"), slot.minutes()),
        None => "never".to_owned(),
    };
    reading.schedule.sessions.iter().map(time).collect()
}

#[test]
fn an_untidy_calendar_is_read_whole() {
    let reading = reading(UNTIDY.as_bytes());
    assert_eq!(reading.schedule.event.name, "Reading Rooms 2024");
    assert_eq!(
        titles(&reading),
        [
            "Commas, without, escapes",
            "Zwei Zeilen \\n; drei",
            "Unnamed zone",
            "Unknown zone",
            "All day long",
            "No time at all",
            "The file ends here"
        ]
    );
    assert_eq!(
        times(&reading),
        [
            "03.02. 10:00 60",
            "01.07. 10:00 60",
            "01.07. 06:30 1560",
            "10.01. 10:00 0",
            "03.02. 00:00 1440",
            "never",
            "03.02. 13:00 60"
        ]
    );
    let first = &reading.schedule.sessions[0];
    assert_eq!(first.abstract_text, "First line\nNote: this line was not escaped\nand neither was this");
    assert_eq!(reading.schedule.tracks[first.track.unwrap().index()].name, "Books");
    assert_eq!(first.tags, ["Paper, ink", "Glue"]);
    assert_eq!(first.links[0].url, "https://example.org/2024/commas");
    assert_eq!(speakers(&reading, 0), ["Byron; Ada"]);
    assert!(reading.schedule.sessions[1].cancelled && !first.cancelled);
    assert_eq!(reading.schedule.sessions[1].languages, ["de"]);
    assert!(reading.schedule.sessions[4].slot.unwrap().all_day);
    assert_eq!(reading.schedule.rooms[0].name, "Aula");
}

#[test]
fn every_repair_is_told_with_its_line() {
    let problems: Vec<String> = reading(UNTIDY.as_bytes()).problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "x.ics:44:1: 2 VEVENTs have no END; what there is of them was read",
            "x.ics:57:1: 1 session has no length that can be read",
            "x.ics:59:27: 1 time is in a zone that is unknown and that no VTIMEZONE defines; the zone of the event was \
             taken: Middle/Earth",
            "x.ics:69:9: 1 time cannot be read and was left out: tomorrow",
            "x.ics:71:1: 1 END ends nothing and was passed over: VALARM",
            "x.ics:73:1: 1 VTODO or VJOURNAL is no session and was left out",
            "x.ics:76:1: 1 VEVENT without anything in it was left out",
        ]
    );
}

#[test]
fn a_line_break_of_any_kind_and_a_fold_within_a_character_change_nothing() {
    let plain = SHARED.replace("Inchiostro", "Wörter — née");
    let expected = reading(plain.as_bytes()).schedule;
    // A fold behind every byte of the title.
    let mut folded = Vec::new();
    for line in plain.lines() {
        match line.strip_prefix("SUMMARY:W") {
            Some(rest) => {
                folded.extend_from_slice(b"SUMM\r\n ARY:W");
                rest.bytes().for_each(|byte| folded.extend_from_slice(&[b'\r', b'\n', b'\t', byte]));
            }
            None => folded.extend_from_slice(line.as_bytes()),
        }
        folded.extend_from_slice(b"\r\n");
    }
    let variants = [
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r\r\n").into_bytes(),
        plain.replace('\n', "\n\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        [b"\xef\xbb\xbf", plain.as_bytes()].concat(),
        folded,
    ];
    for (at, bytes) in variants.iter().enumerate() {
        assert_eq!(reading(bytes).schedule, expected, "variant {at}");
    }
}

#[test]
fn events_that_repeat_are_spread_by_the_clock_on_the_wall() {
    let reading = reading(REPEATS.as_bytes());
    assert_eq!(
        times(&reading),
        [
            "29.03. 09:00 30",
            "01.04. 09:00 30",
            "31.03. 10:00 30",
            "02.04. 18:00 60",
            "04.04. 18:00 60",
            "09.04. 18:00 60",
            "11.04. 18:00 60",
            "01.04. 18:00 60"
        ]
    );
    assert_eq!(ids(&reading)[..3], ["daily-20240329t0900", "daily-20240401t0900", "daily-20240331t0900"]);
    let told = reading.problems[0].to_string();
    assert_eq!(told, "x.ics:29:7: 1 RRULE has no end; only its first time was read: FREQ=MONTHLY;BYMONTHDAY=1");
}

#[test]
fn scheds_titles_end_in_people_where_most_do() {
    let reading = reading(SCHED.as_bytes());
    let event = &reading.schedule.event;
    assert_eq!((event.id.as_str(), event.name.as_str()), ("papercon2024", "PaperCon Europe 2024"));
    assert_eq!(event.place.as_deref(), Some("Ghent, Belgium"));
    assert_eq!(titles(&reading)[..2], ["Binding Books - the Old Way", "Ink and Its Enemies"]);
    assert_eq!(speakers(&reading, 0), ["Ada Byron, Acme", "Alan Mathison, Umbrella"]);
    let rooms: Vec<&str> = reading.schedule.rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(rooms, ["Entrance", "Hall 1 | Room A", "Hall 1 | Room B", "Hall 2"], "in the order of their names");
    let of_first = reading.schedule.sessions[0].room.map(|room| rooms[room.index()]);
    assert_eq!(of_first, Some("Hall 1 | Room A"));
    let kinds: Vec<Kind> = reading.schedule.sessions.iter().map(|session| session.kind).collect();
    assert_eq!(kinds, [Kind::Talk, Kind::Talk, Kind::Break, Kind::Break, Kind::Break]);
    assert_eq!(ids(&reading)[0], "a".repeat(32));
    assert_eq!(reading.schedule.sessions[0].abstract_text, "Glue and thread & time");
    let advice = reading.problems[0].advice.as_deref();
    assert_eq!(advice, Some("give it with --zone, for example --zone Europe/Berlin"));
}

#[test]
fn nobody_is_invented_where_few_titles_end_in_what_looks_like_people() {
    let games: String = (0..9).map(|at| format!("BEGIN:VEVENT\nUID:{at}\nSUMMARY:Game {at}\nEND:VEVENT\n")).collect();
    let text = SCHED.replace("END:VCALENDAR\n", &(games + "END:VCALENDAR\n"));
    assert!(reading(text.as_bytes()).schedule.speakers.is_empty());
}

#[test]
fn the_users_zone_moves_no_time_that_has_an_offset() {
    let user = Options { zone: Zone::parse("Europe/Amsterdam"), ..options() };
    let reading = crate::source::read(SCHED.as_bytes(), &user).unwrap();
    assert_eq!(times(&reading)[0], "01.05. 10:00 60");
    assert_eq!(reading.problems, []);
}

#[test]
fn pretalx_has_codes_in_its_uids_and_speakers_behind_its_titles() {
    let reading = reading(PRETALX.as_bytes());
    assert_eq!(reading.schedule.event.id, "paper-2024");
    assert_eq!(titles(&reading), ["Why paper - still", "Opening"]);
    assert_eq!(ids(&reading), ["a8kcwv", "qq37zx-2"]);
    assert_eq!(reading.schedule.sessions[1].code.as_deref(), Some("QQ37ZX"));
    assert_eq!(speakers(&reading, 0), ["Ada Byron", "grace"]);
    assert_eq!(reading.problems, []);
}

#[test]
fn a_uid_that_is_shared_or_made_anew_is_no_identity() {
    let first = reading(SHARED.as_bytes());
    let expected = [
        "46939-inchiostro",
        "46939-carta-20240913t1100",
        "46939-carta-20240913t1200",
        "46940",
        "libri",
        "f96a63bd-0b6d-4439-b187-375eb5bb965a",
    ];
    assert_eq!(ids(&first), expected);
    let again = SHARED.replace("20150919T102825Z-31048", "20150920T080000Z-777");
    let backwards: Vec<&str> = again.split("BEGIN:VEVENT\n").collect();
    let mut events: Vec<&str> = backwards[1..].iter().map(|event| event.trim_end_matches("END:VCALENDAR\n")).collect();
    events.reverse();
    let text = format!("{}BEGIN:VEVENT\n{}END:VCALENDAR\n", backwards[0], events.join("BEGIN:VEVENT\n"));
    let second = reading(text.as_bytes());
    let mut other = ids(&second);
    other.reverse();
    assert_eq!(other, expected, "the order in the file does not matter");
}

#[test]
fn speakers_are_found_wherever_a_program_puts_them() {
    let found = reading(SHARED.as_bytes());
    assert_eq!(found.schedule.event.zone.to_string(), "Europe/Rome");
    assert_eq!(speakers(&found, 4), ["Ada Byron", "Grace Murray"]);
    assert_eq!(speakers(&found, 5), ["Ada Byron, Acme", "Grace Murray"]);
    assert_eq!(found.schedule.sessions[5].abstract_text, "The end.");
    // Somebody is named elsewhere, so the organisers are organisers.
    assert_eq!(speakers(&found, 0), [""; 0]);
    let events: Vec<&str> = SHARED.split("BEGIN:VEVENT").collect();
    let organised = reading(format!("{}END:VCALENDAR", events[..5].join("BEGIN:VEVENT")).as_bytes());
    assert_eq!(speakers(&organised, 1), ["Alan Mathison (am)", "Grace Murray"]);
    let bracketed = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Wax [Ada Byron, Grace Murray]\nEND:VEVENT\nEND:VCALENDAR";
    assert_eq!(speakers(&reading(bracketed.as_bytes()), 0), ["Ada Byron", "Grace Murray"]);
}

#[test]
fn lines_of_a_description_that_are_fields_are_no_text() {
    let of = |description: &str| {
        let event = format!("BEGIN:VEVENT\nSUMMARY:Wax and wane\nDESCRIPTION:{description}\nEND:VEVENT");
        let found = reading(format!("BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR").as_bytes());
        let session = &found.schedule.sessions[0];
        format!("{} | {}", speakers(&found, 0).join("; "), session.abstract_text)
    };
    for (description, expected) in [
        ("Referentin: Ada Byron\\nText.", "Ada Byron | Text."),
        ("Referent:innen: Ada Byron und Freunde\\nText.", "Ada Byron und Freunde | Text."),
        ("Intervenants: Ada Byron\\, Alan Mathison\\nTexte.", "Ada Byron; Alan Mathison | Texte."),
        ("Intervenants :\\n  * Ada Byron\\n  • Alan Mathison\\n\\nTexte.", "Ada Byron; Alan Mathison | Texte."),
        ("Referent: Leute der Werft\\, Gent. \\nText.", " | Referent: Leute der Werft, Gent.\nText."),
        ("Speaker: Byron\\, Ada\\nText.", "Ada Byron | Text."),
        ("Speaker: Ada Byron\\, Owl Inc.\\nText.", "Ada Byron, Owl Inc. | Text."),
        ("Intervenant(e)s : Ada Byron et Alan Mathison\\nTexte.", "Ada Byron; Alan Mathison | Texte."),
        ("<p><b>Speaker:</b> Ada Byron</p><p>Track: A</p><p>One</p>", "Ada Byron | One"),
        ("<ul><li>Speaker: Ada Byron</li><li>One</li></ul>", " | • Speaker: Ada Byron\n• One"),
        ("<b>Speaker:</b> Ada Byron<br><br>One <i>text</i>.<br>Two.", "Ada Byron | One text.\nTwo."),
        ("Speakers: Ada\\, Grace\\nText.", "Ada; Grace | Text."),
        ("Level: beginner\\nText.", " | Text."),
        ("Level: the water stands high\\nText.", " | Level: the water stands high\nText."),
        (
            "Speakers: all who have something to say about it may come\\nText.",
            " | Speakers: all who have something to say about it may come\nText.",
        ),
    ] {
        assert_eq!(of(description), expected);
    }
}

#[test]
fn what_follows_the_only_name_of_a_person_is_a_company_where_others_have_their_first_names_first() {
    let event =
        |speaker: &str| format!("BEGIN:VEVENT\nSUMMARY:x\nDESCRIPTION:Speaker: {speaker}\\nText.\nEND:VEVENT\n");
    let found = |speakers: &[&str]| {
        let events: String = speakers.iter().map(|speaker| event(speaker)).collect();
        reading(format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR").as_bytes())
    };
    let clear = found(&["Cher\\, Acme", "Ada Byron\\, Owl Optics"]);
    assert_eq!(
        (speakers(&clear, 0), speakers(&clear, 1)),
        (vec!["Cher, Acme".into()], vec!["Ada Byron".into(), "Owl Optics".into()])
    );
    let turned = found(&["Byron\\, Ada", "Mathison\\, Alan"]);
    assert_eq!(speakers(&turned, 1), ["Alan Mathison"]);
}

#[test]
fn a_cancelled_calendar_cancels_its_events() {
    let text = PRETALX.replace("VERSION:2.0", "METHOD:CANCEL");
    assert!(reading(text.as_bytes()).schedule.sessions.iter().all(|session| session.cancelled));
}

#[test]
fn a_zone_without_a_known_name_follows_the_rules_of_its_definition() {
    let mut tally = crate::source::tally::Tally::default();
    let calendar = component::calendar(UNTIDY, &mut tally);
    let mut zones = Zones::new(&calendar);
    let clock = zones.clock("Our Town", 0, &mut tally);
    for (wall, seconds) in [
        ("2024-03-31T01:59", 16_200),
        ("2024-03-31T02:00", 19_800),
        ("2024-10-27T02:59", 19_800),
        ("2024-10-27T03:00", 16_200),
        ("1960-01-01T00:00", 16_200),
    ] {
        let wall = stamp(wall).unwrap().wall;
        assert_eq!(zones.zone_at(clock, wall), Zone::Offset(seconds), "{wall}");
    }
}

#[test]
fn utc_by_any_name_is_no_zone_of_a_conference() {
    for name in ["UTC", "Etc/UTC", "GMT", "Etc/Greenwich", "Zulu"] {
        let starts =
            ["TZID=Asia/Tokyo:20260914T090000", "TZID=Asia/Tokyo:20260914T110000", "TZID=Etc/GMT:20260914T110000"];
        let events = starts.map(|start| format!("BEGIN:VEVENT\nDTSTART;{start}\nSUMMARY:a\nEND:VEVENT\n")).concat();
        let calendar = format!("BEGIN:VCALENDAR\nX-WR-TIMEZONE:{name}\n{events}END:VCALENDAR\n");
        assert_eq!(reading(calendar.as_bytes()).schedule.event.zone.to_string(), "Asia/Tokyo", "{name}");
    }
}

#[test]
fn a_calendar_without_events_is_refused() {
    let refused = crate::source::read(b"BEGIN:VCALENDAR\nEND:VCALENDAR", &options()).unwrap_err();
    assert_eq!(refused[0].to_string(), "x.ics: this is a calendar without a single VEVENT");
}

#[test]
fn long_and_crooked_input_takes_no_time() {
    let open = "BEGIN:VEVENT\n".repeat(20_000);
    let parameters = format!("BEGIN:VEVENT\nSUMMARY{}:x\n", ";A=\"".repeat(50_000));
    let folds = format!("BEGIN:VEVENT\nSUMMARY:x\n{}", " \\\n".repeat(50_000));
    let words = format!("BEGIN:VEVENT\nDESCRIPTION:x\n{}", "- , \n".repeat(50_000));
    let long = format!("BEGIN:VEVENT\nSUMMARY:{}\n", "long ".repeat(200_000))
        + "DTSTART:20240101\nRRULE:FREQ=DAILY;COUNT=300\n";
    let repeats = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20240101\nRRULE:FREQ=DAILY;COUNT=4000000000\n".repeat(1_000);
    for text in [open, parameters, folds, words, long, repeats] {
        let text = format!("BEGIN:VCALENDAR\n{text}");
        let sessions = crate::source::read(text.as_bytes(), &options()).map_or(0, |read| read.schedule.sessions.len());
        assert!(sessions <= 1_000 + recur::MOST_COPIED / recur::LEAST_COPIED, "{sessions}");
    }
}

#[test]
fn the_page_of_a_speaker_named_twice_is_not_given_to_another() {
    let attendee = |name: &str| format!("ATTENDEE;CN={name}:https://example.org/{name}\r\n");
    let named: String = ["Ada", "Charles", "Ada"].map(attendee).concat();
    let text = format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Engines\r\n{named}END:VEVENT\r\nEND:VCALENDAR\r\n");
    for speaker in &reading(text.as_bytes()).schedule.speakers {
        let pages: Vec<&str> = speaker.links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(pages, [format!("https://example.org/{}", speaker.name)]);
    }
}
