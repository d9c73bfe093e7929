//! Pentabarf, frab and xCal, scanned as text: no parser is asked.

use super::{Facts, File, assert_told, bytes, reading};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use kubetalks::source::{Options, read};
use std::collections::{BTreeMap, BTreeSet};

/// The inside of each element of this name, which must not contain itself.
fn insides<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let starts = text.split(open.as_str()).skip(1);
    starts
        .filter(|rest| rest.starts_with(['>', ' ']))
        .map(|rest| {
            let (_, inside) = rest.split_once('>').unwrap();
            inside.split(close.as_str()).next().unwrap()
        })
        .collect()
}

fn first_inside<'t>(text: &'t str, name: &str) -> &'t str {
    insides(text, name).first().copied().unwrap_or("")
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let tag = tag.split('>').next()?;
    let start = [format!(" {name}=\""), format!(" {name}='")].iter().find_map(|text| tag.split_once(text.as_str()))?.1;
    start.split(['"', '\'']).next()
}

/// The events with the start tag of the day before each.
fn events(text: &str) -> Vec<(&str, &str)> {
    let days = text.split("<day").skip(1);
    days.flat_map(|day| day.split("<event ").skip(1).map(move |event| (day, event))).collect()
}

fn start_of(day: &str, event: &str, day_change: NaiveTime) -> DateTime<Utc> {
    if let Ok(date) = DateTime::parse_from_rfc3339(first_inside(event, "date")) {
        return date.to_utc();
    }
    let day: NaiveDate = attribute(day, "date").unwrap().parse().unwrap();
    let clock = NaiveTime::parse_from_str(first_inside(event, "start"), "%H:%M").unwrap();
    let night = TimeDelta::days(i64::from(clock < day_change));
    (day + night).and_time(clock).and_utc()
}

/// The people by their guids or ids, unless those never repeat or stand for several names.
fn people(text: &str) -> usize {
    let mut names_of: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut named = Vec::new();
    for event in text.split("<event ").skip(1) {
        for person in event.split("</event>").next().unwrap().split("<person").skip(1) {
            if !person.starts_with(' ') {
                continue;
            }
            let name = person.split_once('>').unwrap().1.split('<').next().unwrap().trim().to_lowercase();
            let key = attribute(person, "guid").or_else(|| attribute(person, "id")).unwrap();
            names_of.entry(key).or_default().insert(name.clone());
            named.push((key, name));
        }
    }
    let names: BTreeSet<&String> = named.iter().map(|(_, name)| name).collect();
    if named.len() == names_of.len() && names.len() < names_of.len() {
        return names.len();
    }
    // Somebody without a key of their own is anybody of the same name.
    let certain: BTreeSet<_> = named.iter().filter(|(key, _)| names_of[key].len() == 1).collect();
    let known: BTreeSet<&String> = certain.iter().map(|(_, name)| name).collect();
    let vague: BTreeSet<&String> =
        named.iter().filter(|(key, _)| names_of[key].len() > 1).map(|(_, name)| name).collect();
    certain.len() + vague.difference(&known).count()
}

/// Each file with the hour at which its days begin and whether rooms are named in its events alone.
const SCHEDULES: [(File, u32, bool); 9] = [
    (("pentabarf-xml", "fosdem-2010-real-pentabarf.xml"), 8, false),
    (("pentabarf-xml", "fosdem-2012.xml"), 0, true),
    (("pentabarf-xml", "fosdem-2018.xml"), 9, false),
    (("pentabarf-xml", "fosdem-2025-mikemoraned.xml"), 0, false),
    (("frab-xml", "29c3.xml"), 4, false),
    (("frab-xml", "37c3-hub.xml"), 0, false),
    (("frab-xml", "jev22-everything.xml"), 0, false),
    (("frab-xml", "klimacamp-2015.xml"), 0, false),
    (("wafer-xml", "debconf23.xml"), 0, false),
];

const XCAL: File = ("xcal", "klimacamp-2015.xcal");

pub(super) fn files() -> Vec<File> {
    SCHEDULES.into_iter().map(|(file, ..)| file).chain([XCAL]).collect()
}

#[test]
fn what_is_read_of_pentabarf_and_frab_is_what_the_text_holds() {
    for ((kind, name), day_change, rooms_in_events) in SCHEDULES {
        let day_change = NaiveTime::from_hms_opt(day_change, 0, 0).unwrap();
        let Some(bytes) = bytes(kind, name) else { continue };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let events = events(&text);
        let starts = || events.iter().map(|(day, event)| start_of(day, event, day_change));
        let rooms: BTreeSet<&str> = if rooms_in_events {
            events.iter().map(|(_, event)| first_inside(event, "room")).collect()
        } else {
            text.split("<room ").skip(1).filter_map(|tag| tag.split(['"', '\'']).nth(1)).collect()
        };
        // The days of DebConf are those of UTC; its sessions are in India, where no night is long enough to matter.
        let days: BTreeSet<NaiveDate> = match kind {
            "wafer-xml" => starts().map(|start| (start + TimeDelta::minutes(330)).date_naive()).collect(),
            _ => events.iter().map(|(day, _)| attribute(day, "date").unwrap().parse().unwrap()).collect(),
        };
        let expected = Facts {
            sessions: text.matches("<event ").count(),
            rooms: rooms.iter().filter(|name| !name.trim().is_empty()).count(),
            days: days.len(),
            speakers: people(&text),
            first: starts().min(),
            last: starts().max(),
        };
        assert_eq!(Facts::of(&reading(&bytes, name)), expected, "{name}");
    }
}

#[test]
fn what_is_read_of_xcal_is_what_the_text_holds() {
    let (kind, name) = XCAL;
    let Some(bytes) = bytes(kind, name) else { return };
    let text = String::from_utf8(bytes.clone()).unwrap();
    let starts: BTreeSet<_> = insides(&text, "dtstart")
        .iter()
        .map(|start| NaiveDateTime::parse_from_str(start, "%Y%m%dT%H%M%S").unwrap().and_utc())
        .collect();
    let distinct = |name| insides(&text, name).into_iter().collect::<BTreeSet<_>>();
    let expected = Facts {
        sessions: insides(&text, "vevent").len(),
        rooms: distinct("location").len(),
        days: starts.iter().map(|start| start.date_naive()).collect::<BTreeSet<_>>().len(),
        speakers: distinct("attendee").len(),
        first: starts.first().copied(),
        last: starts.last().copied(),
    };
    assert_eq!(Facts::of(&reading(&bytes, name)), expected, "{name}");
}

/// A parser refuses this file for its control characters.
#[test]
fn of_a_file_with_forbidden_characters_all_is_saved_and_told() {
    let Some(bytes) = bytes("frab-xml", "klimacamp-2015.xml") else { return };
    let reading = reading(&bytes, "klimacamp");
    assert_told(&reading, &["klimacamp:542:18: ", "characters that XML forbids", "106 of 106 sessions were read"]);
}

/// Bytes of real files are overwritten at random; `KUBETALKS_SEED` repeats a run.
#[test]
fn fuzz_real_files_with_random_bytes() {
    let seed = std::env::var("KUBETALKS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_250_201_u64);
    println!("seed {seed}");
    let mut state = seed;
    let mut random = |below: usize| {
        // The multiplier and increment are those of Knuth's MMIX.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for (kind, name) in [
        ("frab-xml", "29c3.xml"),
        ("frab-xml", "klimacamp-2015.xml"),
        ("wafer-xml", "debconf23.xml"),
        ("xcal", "klimacamp-2015.xcal"),
    ] {
        let Some(whole) = bytes(kind, name) else { continue };
        for _ in 0..20 {
            let mut bytes = whole.clone();
            for _ in 0..=random(30) {
                let at = random(bytes.len());
                bytes[at] = [b'<', b'>', b'&', b'"', b'/', b'9', 0, 0xff][random(8)];
            }
            let options = Options { file: name.to_owned(), ..Options::default() };
            if let Ok(reading) = read(&bytes, &options) {
                assert_eq!(reading.schedule.check(), Ok(()));
                assert!(reading.schedule.sessions.len() > 90, "{name}: {} left", reading.schedule.sessions.len());
            } else {
                panic!("{name} is refused");
            }
        }
    }
}
