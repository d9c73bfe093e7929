use crate::model::{Kind, Zone};
use crate::source::{Format, Options, Reading, read};

const FRAB: &str = include_str!("../../../tests/fixtures/xcal/frab.xcal");
const RFC: &str = include_str!("../../../tests/fixtures/xcal/rfc6321.xml");

fn read_as(text: &str, zone: Option<&str>) -> Reading {
    let options = Options { file: "s.xcal".into(), zone: zone.and_then(Zone::parse), ..Options::default() };
    read(text.as_bytes(), &options).unwrap()
}

fn slots(reading: &Reading) -> Vec<String> {
    let zone = reading.schedule.event.zone;
    let shown = |time| zone.local(time).format("%m-%d %H:%M").to_string();
    let slots = reading.schedule.sessions.iter().map(|session| session.slot);
    slots
        .map(|slot| slot.map_or_else(String::new, |slot| format!("{} {}", shown(slot.start), shown(slot.end))))
        .collect()
}

#[test]
fn an_export_of_frab_is_read_with_its_own_elements() {
    let reading = read_as(FRAB, Some("Europe/Berlin"));
    assert_eq!(reading.format, Format::Xcal);
    let schedule = &reading.schedule;
    assert_eq!(schedule.event.name, "camp23");
    assert_eq!(slots(&reading), ["08-11 16:00 08-11 17:30", "08-12 00:30 08-12 01:15", ""]);
    let [tents, stars, rain] = schedule.sessions.as_slice() else { panic!("not three") };
    assert_eq!((tents.id.as_str(), tents.title.as_str(), tents.cancelled), ("4", "Tents", true));
    assert_eq!((tents.kind, tents.languages.as_slice()), (Kind::Workshop, &["de".to_owned()][..]));
    assert_eq!(
        (tents.code.as_deref(), tents.guid.as_deref()),
        (Some("camp23-4-tents"), Some("4@camp23@pentabarf.org"))
    );
    assert_eq!((stars.title.as_str(), stars.cancelled, stars.day), ("Stars", true, tents.day));
    assert_eq!(schedule.tracks[stars.track.unwrap().index()].name, "Night sky");
    assert_eq!((rain.title.as_str(), stars.links.len(), tents.links.len()), ("Rain", 1, 0));
    assert_eq!((schedule.speakers.len(), tents.credits.len(), schedule.rooms.len()), (2, 2, 1));
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "s.xcal:6:5: 1 link leads nowhere on the web and was left out: 2023/events/4.html",
            "s.xcal:37:5: 1 session has no length that can be read",
            "s.xcal:37:5: 1 session has no start that can be read: soon",
        ]
    );
}

#[test]
fn the_standard_form_is_read_with_its_zones_and_whole_days() {
    let reading = read_as(RFC, None);
    let schedule = &reading.schedule;
    assert_eq!(
        (schedule.event.name.as_str(), schedule.event.zone.to_string().as_str()),
        ("Standards Day", "America/New_York")
    );
    assert_eq!(slots(&reading), ["03-12 09:00 03-12 10:00", "03-12 00:00 03-14 00:00"]);
    assert!(schedule.sessions[1].slot.unwrap().all_day);
    let people: Vec<&str> = schedule.speakers.iter().map(|speaker| &*speaker.name).collect();
    assert_eq!(people, ["Tim Tag"]);
    assert_eq!(reading.problems, []);
}

#[test]
fn a_broken_calendar_keeps_its_whole_events() {
    let broken = FRAB.replace("Bring pegs.", "Bring <pegs & rope.").replace("</vcalendar>", "");
    let reading = read_as(&broken, Some("Europe/Berlin"));
    assert_eq!(slots(&reading), slots(&read_as(FRAB, Some("Europe/Berlin"))));
    assert_eq!(reading.schedule.sessions[0].abstract_text, "Bring <pegs & rope.");
    assert_eq!(reading.schedule.event.name, "camp23");
}
