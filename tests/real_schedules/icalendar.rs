//! iCalendar, scanned line by line: no parser is asked.

use super::{Facts, File, assert_told, bytes, reading};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kubetalks::model::Kind;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The lines that begin with this, without it, those that follow them folded in.
fn values(text: &str, name: &str) -> Vec<String> {
    let text = text.replace('\r', "").replace("\n ", "").replace("\n\t", "");
    let lines = text.lines().filter_map(|line| line.strip_prefix(name)).filter(|rest| rest.starts_with([':', ';']));
    lines.map(|rest| rest.to_owned()).collect()
}

/// The start that the end of a line holds.
fn start_of(value: &str) -> DateTime<Utc> {
    let stamp = value.rsplit(':').next().unwrap();
    let wall = NaiveDateTime::parse_from_str(stamp.trim_end_matches('Z'), "%Y%m%dT%H%M%S").unwrap();
    match value.split("TZID=").nth(1) {
        Some(zone) => {
            let zone: Tz = zone.split([';', ':']).next().unwrap().parse().unwrap();
            wall.and_local_timezone(zone).unwrap().to_utc()
        }
        None => wall.and_utc(),
    }
}

fn tidy(place: &str) -> String {
    place.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name in one spelling.
fn named(text: &str) -> Option<String> {
    let text: String = text.replace('\\', "").nfc().collect::<String>().to_lowercase();
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// The parts of a list of people.
fn parted(list: &str, at: &[&str]) -> Vec<String> {
    let one = at.iter().fold(list.to_owned(), |list, mark| list.replace(mark, "\n"));
    one.lines().filter_map(named).collect()
}

type Names = fn(&str) -> Vec<String>;

/// `DESCRIPTION:Text\n\nIntervenants :\n  * Ada Byron\n  * Alan Mathison`.
fn below_texts(text: &str) -> Vec<String> {
    let lines = values(text, "DESCRIPTION");
    let lists = lines.iter().filter_map(|line| Some(line.split_once("Intervenants :")?.1));
    let rows = lists.flat_map(|list| list.split("\\n").skip(1).map_while(|row| row.trim().strip_prefix("* ")));
    rows.filter_map(named).collect()
}

fn nobody(_: &str) -> Vec<String> {
    Vec::new()
}

/// `ATTENDEE;CN="Ada Byron":...`, `ORGANIZER;CN=Ada Byron, Alan Mathison:...`.
fn in_common_names(text: &str) -> Vec<String> {
    let lines = [values(text, "ATTENDEE"), values(text, "ORGANIZER")].concat();
    let names = lines.iter().filter_map(|line| line.split_once("CN=")?.1.split(':').next());
    names.flat_map(|name| parted(&name.replace("\\n", ""), &["\"", ",", " & "])).collect()
}

/// `DESCRIPTION:Speaker: Ada Byron, Alan Mathison\nText`.
fn before_descriptions(text: &str) -> Vec<String> {
    let lines = values(text, "DESCRIPTION");
    let heads = lines.iter().filter_map(|line| line.strip_prefix(":Speaker")?.split_once(": "));
    heads.flat_map(|(_, names)| parted(names.split("\\n").next().unwrap(), &["\\,", " and "])).collect()
}

/// `SUMMARY:Title (talk by Ada Byron, Acme)`. One panel is by its own title.
fn in_brackets(text: &str) -> Vec<String> {
    let lines = values(text, "SUMMARY");
    let lists = lines.iter().filter_map(|line| line.strip_suffix(')')?.rsplit_once(" by "));
    let people = lists.flat_map(|(_, names)| parted(names.split("\\,").next().unwrap(), &[" & ", " and "]));
    people.filter(|name| !name.contains(':')).collect()
}

/// `SUMMARY:Title - Ada Byron, Engineer, Acme & Alan Mathison; Grace Murray, Initech`, except where that goes wrong.
fn behind_titles(text: &str) -> Vec<String> {
    // Hyphens without a blank and within a position, parts of companies and positions, somebody with a single name, and
    // somebody spelled with one accent less elsewhere.
    const TOO_MUCH: &[&str] = &[
        "are you ready? -chad m. crowell",
        "ceo",
        "core maintainer",
        "fellow",
        "flynn",
        "infrastructure",
        "kubernetes specialist",
        "mathematics",
        "technologist",
        "viktória spišáková",
    ];
    const TOO_LITTLE: &[&str] = &["katherine druckman", "lori lorusso", "thomas comtet", "yann rotilio"];
    let lines = values(text, "SUMMARY");
    let tails = lines.iter().filter_map(|line| line.rsplit_once(" - ")).filter(|(_, tail)| tail.contains("\\,"));
    let parts = tails.flat_map(|(_, tail)| parted(&tail.replace("\\,", ","), &["; ", " & ", " and "]));
    let mut names: Vec<String> = parts.map(|part| part.split(',').next().unwrap().to_owned()).collect();
    names.retain(|name| !TOO_MUCH.contains(&name.as_str()));
    names.extend(TOO_LITTLE.iter().map(|name| (*name).to_owned()));
    names
}

/// Each file with its zone, what the names of its rooms end in, and where people are named.
const CALENDARS: [(File, &str, &str, Names); 11] = [
    (("ics", "fosdem-companion-export-2024.ics"), "UTC", "", in_common_names),
    (("ics", "jres-2022-indico.ics"), "Europe/Paris", "", below_texts),
    (("ics", "klimacamp-2015-frab.ics"), "Europe/Berlin", "", nobody),
    (("ics", "linux-conf-au-2020-symposion.ics"), "Australia/Brisbane", "", before_descriptions),
    (("ics", "moca-2024.ics"), "Europe/Rome", "", in_common_names),
    (("ics", "pycon-uk-2015.ics"), "UTC", "", in_brackets),
    (("sched-ics", "jococruise-2023v1.ics"), "UTC", "", nobody),
    (("sched-ics", "jococruise-2023v2.ics"), "UTC", "", nobody),
    (("sched-ics", "kubecon-eu-2026-latest.ics"), "UTC", ", Amsterdam, Netherlands", behind_titles),
    (("refresh-pairs", "kubecon-eu-2026-c-current-schedule.ics"), "UTC", ", Amsterdam, Netherlands", behind_titles),
    (("refresh-pairs", "kubecon-eu-2026-d-current-schedule.ics"), "UTC", ", Amsterdam, Netherlands", behind_titles),
];

const PACKED: File = ("negative", "kubecon-eu-2026-gzip-bytes-saved-as.ics");

pub(super) fn files() -> Vec<File> {
    CALENDARS.into_iter().map(|(file, ..)| file).chain([PACKED]).collect()
}

#[test]
fn what_is_read_of_calendars_is_what_their_lines_hold() {
    for ((kind, name), zone, suffix, people) in CALENDARS {
        let Some(bytes) = bytes(kind, name) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let zone: Tz = zone.parse().unwrap();
        let (_, events) = text.split_once("BEGIN:VEVENT").unwrap();
        let starts: Vec<_> = values(events, "DTSTART").iter().map(|value| start_of(value)).collect();
        let places = values(events, "LOCATION")
            .into_iter()
            .map(|place| tidy(place.rsplit_once(':').map_or("", |(_, place)| place)));
        let rooms: BTreeSet<_> = places
            .map(|place| place.strip_suffix(suffix).map_or(place.clone(), str::to_owned))
            .filter(|place| !place.is_empty())
            .collect();
        let days: BTreeSet<_> = starts.iter().map(|start| start.with_timezone(&zone).date_naive()).collect();
        let people: BTreeSet<String> = people(events).into_iter().collect();
        let expected = Facts {
            sessions: text.matches("BEGIN:VEVENT").count(),
            rooms: rooms.len(),
            days: days.len(),
            speakers: people.len(),
            first: starts.iter().min().copied(),
            last: starts.iter().max().copied(),
        };
        let reading = reading(&bytes, name);
        let read: BTreeSet<String> =
            reading.schedule.speakers.iter().filter_map(|speaker| named(&speaker.name)).collect();
        let differing: Vec<_> = read.symmetric_difference(&people).collect();
        assert!(differing.is_empty(), "{name}: {differing:?}");
        assert_eq!(Facts::of(&reading), expected, "{name}");
        assert_eq!(reading.schedule.event.zone.to_string(), zone.name(), "{name}");
        let asks = reading.problems.iter().any(|problem| problem.advice.as_deref().unwrap_or("").contains("--zone"));
        assert_eq!(asks, zone == Tz::UTC, "{name} asks for the zone where it does not tell it");
    }
}

#[test]
fn most_sessions_of_a_kubecon_have_people_and_its_fillers_are_no_talks() {
    let Some(bytes) = bytes("sched-ics", "kubecon-eu-2026-latest.ics") else { return };
    let reading = reading(&bytes, "kubecon");
    let sessions = &reading.schedule.sessions;
    let with_people = sessions.iter().filter(|session| !session.credits.is_empty()).count();
    assert!((425..=440).contains(&with_people), "{with_people} of 433 or so");
    let badges: Vec<_> = sessions.iter().filter(|session| session.title == "Badge Pick-Up").collect();
    assert!(badges.len() == 10 && badges.iter().all(|session| session.kind == Kind::Break));
    let long = sessions.iter().filter(|session| session.minutes > Some(360));
    assert!(long.clone().count() > 20 && long.clone().all(|session| session.kind != Kind::Talk));
    assert!(sessions.iter().all(|session| !session.abstract_text.contains("&nbsp")));
}

#[test]
fn gzip_under_the_name_of_a_calendar_is_the_calendar() {
    let packed = bytes(PACKED.0, PACKED.1);
    let (Some(packed), Some(plain)) = (packed, bytes("sched-ics", "kubecon-eu-2026-latest.ics")) else { return };
    let unpacked = reading(&packed, "x");
    assert_eq!(unpacked.schedule, reading(&plain, "x").schedule);
    assert_told(&unpacked, &["packed with gzip"]);
}
