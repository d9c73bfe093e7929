use super::*;
use crate::model::{Credit, Level, Link, LinkKind, Mark, Personal, Programme, Schedule, Session, Slot, Zone};
use chrono::{DateTime, NaiveDate, Utc};
use std::io::Write as _;
use std::process::{Command, Stdio};

const HOSTILE: &str = "</title><script>alert(1)</script>, \"a\"; [[x]]\nATTENDEE:mailto:x";

/// `2026-03-24 10:00`, in UTC.
fn utc(text: &str) -> DateTime<Utc> {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

fn slot(start: &str, minutes: u32) -> Option<Slot> {
    Some(Slot::new(utc(start), minutes))
}

fn schedule(id: &str, zone: Zone) -> Schedule {
    let mut schedule = Schedule::default();
    schedule.event.id = id.to_owned();
    schedule.event.name = format!("Event {id}");
    schedule.event.zone = zone;
    schedule
}

/// Across the end of daylight saving, with a session of every sort.
fn conference() -> Schedule {
    let mut schedule = schedule("conf", Zone::parse("Europe/Amsterdam").unwrap());
    let mut whole = Session::new("whole", "Réseaux, or: how 🦀 \\ crossed; the wire");
    whole.slot = slot("2026-10-24 08:00", 45);
    whole.room = Some(schedule.room("Hall 7, Room A"));
    whole.track = Some(schedule.track("mesh", "Service mesh, security"));
    whole.tags = vec!["istio".to_owned(), "mtls".to_owned()];
    whole.level = Some(Level::Advanced);
    let speaker = schedule.speaker("ada", "Ada Byron");
    whole.credits.push(Credit { speaker, organisation: Some("Acme, Inc.".to_owned()), title: None });
    whole.abstract_text = "First paragraph.\n\nSecond; with a comma, and more. ".repeat(5).trim().to_owned();
    whole.takeaways = vec!["Keep it simple.".to_owned()];
    for (kind, url) in [(LinkKind::Page, "https://example.org/whole?a=1,2"), (LinkKind::Video, "https://v.example/é")]
    {
        whole.links.push(Link::new(kind, url));
    }
    let mut night = Session::new("night", "Through the night");
    night.slot = slot("2026-10-24 23:30", 180);
    let mut again = Session::new("again", "In the hour that comes twice");
    again.slot = slot("2026-10-25 01:30", 15);
    let mut instant = Session::new("instant", "Doors open");
    instant.slot = slot("2026-10-25 08:00", 0);
    let mut day = Session::new("day", "Sponsors, all day");
    day.slot = Some(Slot { start: utc("2026-10-23 22:00"), end: utc("2026-10-25 23:00"), all_day: true });
    let mut gone = Session::new("gone", HOSTILE);
    gone.slot = slot("2026-10-25 09:00", 30);
    gone.cancelled = true;
    gone.links.push(Link::new(LinkKind::Page, "javascript:alert(1)"));
    let mut watch = Session::new("watch", "=A recording");
    watch.day = NaiveDate::from_ymd_opt(2026, 10, 24);
    watch.minutes = Some(32);
    schedule.sessions = vec![whole, night, again, instant, day, gone, watch];
    for session in &mut schedule.sessions {
        session.day = session.day.or(session.slot.map(|slot| schedule.event.day_of(&slot)));
    }
    schedule
}

fn abroad() -> Vec<Schedule> {
    let zones = [Zone::Offset(-12_600), Zone::Unknown, Zone::utc()];
    let ids = ["offset", "floating", "universal"];
    let mut schedules: Vec<Schedule> = zones.into_iter().zip(ids).map(|(zone, id)| schedule(id, zone)).collect();
    for schedule in &mut schedules {
        let mut session = Session::new("s", "Session");
        session.slot = slot("2026-01-05 10:00", 30);
        schedule.sessions.push(session);
    }
    schedules
}

fn exported(format: ExportFormat, schedules: Vec<Schedule>, notes: bool) -> (Programme, Exported) {
    let programme = Programme::new(schedules);
    let sessions = programme.order().to_vec();
    let mut personal = vec![Personal::default(); sessions.len()];
    personal[0] = Personal { mark: Some(Mark::Going), seen: false, note: "Sit\nin front".to_owned(), rating: Some(4) };
    let options =
        ExportOptions { now: utc("2026-09-01 12:00"), notes, alarm_minutes: Some(10), ..ExportOptions::default() };
    let exported = export(format, &programme, &sessions, &personal, &options, &mut UidRegistry::default());
    (programme, exported)
}

fn ics() -> String {
    let mut schedules = vec![conference()];
    schedules.extend(abroad());
    exported(ExportFormat::Ics, schedules, true).1.text
}

/// The unfolded lines of the event whose UID begins so.
fn event(text: &str, uid: &str) -> Vec<String> {
    let text = text.replace("\r\n ", "");
    let all: Vec<_> = text.split("BEGIN:VEVENT").filter(|part| part.contains(&format!("\r\nUID:{uid}@"))).collect();
    assert_eq!(all.len(), 1, "{uid}");
    all[0].split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_says_everything_about_a_session() {
    let event = event(&ics(), "conf/whole");
    for line in [
        "DTSTAMP:20260901T120000Z",
        "LAST-MODIFIED:20260901T120000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Amsterdam:20261024T100000",
        "DTEND;TZID=Europe/Amsterdam:20261024T104500",
        "SUMMARY:Réseaux\\, or: how 🦀 \\\\ crossed\\; the wire",
        "LOCATION:Hall 7\\, Room A",
        "URL:https://example.org/whole?a=1,2",
        "CATEGORIES:Service mesh\\, security,istio,mtls",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "X-KUBETALKS-SPEAKER;X-ORGANISATION=\"Acme, Inc.\":Ada Byron",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT10M",
    ] {
        assert!(event.iter().any(|other| other == line), "{line} is missing from {event:#?}");
    }
    let description = event.iter().find(|line| line.starts_with("DESCRIPTION:Ada Byron\\, Acme\\, Inc.\\n\\nFirst"));
    let description = description.expect("a description that begins with the speakers");
    for part in
        ["\\n\\n• Keep it simple.\\n\\n", "https://v.example/é\\n\\nMy note: Sit\\nin front\\n\\nMy rating: 4 of 5"]
    {
        assert!(description.contains(part), "{part} is missing from {description}");
    }
}

#[test]
fn times_are_written_as_the_zone_allows() {
    let text = ics();
    for (uid, lines) in [
        (
            "conf/night",
            &["DTSTART;TZID=Europe/Amsterdam:20261025T013000", "DTEND;TZID=Europe/Amsterdam:20261025T033000"][..],
        ),
        ("conf/again", &["DTSTART:20261025T013000Z", "DTEND:20261025T014500Z"]),
        ("conf/instant", &["DTSTART;TZID=Europe/Amsterdam:20261025T090000"]),
        ("conf/day", &["DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261026"]),
        ("offset/s", &["DTSTART:20260105T100000Z", "DTEND:20260105T103000Z"]),
        ("universal/s", &["DTSTART:20260105T100000Z", "DTEND:20260105T103000Z"]),
        ("floating/s", &["DTSTART:20260105T100000", "DTEND:20260105T103000"]),
    ] {
        let event = event(&text, uid);
        let found: Vec<_> =
            event.iter().filter(|line| line.starts_with("DTSTART") || line.starts_with("DTEND")).collect();
        assert_eq!(found, lines, "{uid}");
    }
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    let rule = "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n";
    assert!(text.contains(&format!("\r\nDTSTART:20251026T030000\r\n{rule}")), "{text}");
}

#[test]
fn what_has_no_time_is_left_out_of_a_calendar_and_told() {
    let (programme, exported) = exported(ExportFormat::Ics, vec![conference()], false);
    assert_eq!(exported.left_out, [programme.session_by_id("conf", "watch").unwrap()]);
    assert!(!exported.text.contains("conf/watch"));
    assert!(!exported.text.contains("My note"), "notes stay at home unless asked for");
}

#[test]
fn a_hostile_title_stays_a_title_everywhere() {
    let gone = event(&ics(), "conf/gone");
    assert!(gone.iter().any(|line| line == "STATUS:CANCELLED"));
    assert!(!gone.iter().any(|line| line.starts_with("ATTENDEE") || line.starts_with("BEGIN:VALARM")), "{gone:#?}");
    let (_, html) = exported(ExportFormat::Html, vec![conference()], true);
    for forbidden in ["<script", "href=\"javascript"] {
        assert!(!html.text.contains(forbidden), "{forbidden}");
    }
    let (_, markdown) = exported(ExportFormat::Markdown, vec![conference()], true);
    assert!(markdown.text.contains("### 10:00–10:30 · Cancelled: \\</title\\>\\<script\\>alert(1)\\</script\\>, "));
    assert!(!markdown.text.lines().any(|line| line.starts_with("ATTENDEE")));
    let (_, org) = exported(ExportFormat::Org, vec![conference()], true);
    assert!(org.text.contains("** Cancelled: </title><script>alert(1)</script>, \"a\"; [\u{200b}[x]] ATTENDEE"));
    let (_, csv) = exported(ExportFormat::Csv, vec![conference()], true);
    assert!(csv.text.contains(",\"</title><script>alert(1)</script>, \"\"a\"\"; [[x]]\nATTENDEE:mailto:x\","));
    assert!(csv.text.contains(",\"'=A recording\","), "no spreadsheet may take it for a formula");
}

#[test]
fn markdown_reads_like_a_letter() {
    let mut schedule = conference();
    schedule.sessions.retain(|session| ["whole", "watch"].contains(&session.id.as_str()));
    schedule.sessions[0].title = "Réseaux".to_owned();
    schedule.sessions[1].title = "A recording".to_owned();
    let (_, exported) = exported(ExportFormat::Markdown, vec![schedule], true);
    let expected = "# My agenda

Event conf · times in Europe/Amsterdam

## Saturday, 24 October 2026

### 32 min · A recording

### 10:00–10:45 · Réseaux

Hall 7, Room A · Service mesh, security · advanced

- Ada Byron, Acme, Inc.

- Keep it simple.

[page](<https://example.org/whole?a=1,2>) · [video](<https://v.example/é>)

> Sit  
> in front

My rating: 4 of 5
";
    assert_eq!(exported.text, expected);
}

#[test]
fn what_was_asked_for_is_called_by_its_event_and_never_by_the_query() {
    let page = |format, schedules: Vec<Schedule>, selection: &str| {
        let programme = Programme::new(schedules);
        let (sessions, selection) = (programme.order().to_vec(), selection.to_owned());
        let options = ExportOptions { selection, ..ExportOptions::default() };
        export(format, &programme, &sessions, &[], &options, &mut UidRegistry::default()).text
    };
    let one = || {
        let mut schedule = conference();
        schedule.event.name = "Days of <nets>".to_owned();
        vec![schedule]
    };
    let both = || one().into_iter().chain(abroad()).collect::<Vec<_>>();
    let markdown = page(ExportFormat::Markdown, one(), "is:going");
    assert!(markdown.starts_with("# Days of \\<nets\\>\n\ntimes in Europe/Amsterdam\n"), "{markdown}");
    let org = page(ExportFormat::Org, one(), "is:going");
    assert!(org.starts_with("#+title: Days of <nets>\n"), "{org}");
    let html = page(ExportFormat::Html, one(), "is:going");
    assert!(html.contains("<h1>Days of &lt;nets&gt;</h1>\n<p>times in Europe/Amsterdam</p>"), "{html}");
    for (schedules, selection) in [(one(), ""), (both(), ""), (both(), "is:going")] {
        assert!(page(ExportFormat::Markdown, schedules, selection).starts_with("# My agenda\n"), "{selection}");
    }
}

#[test]
fn what_is_ours_on_a_page_is_english_and_what_is_the_session_s_is_in_its_language() {
    let mut schedule = conference();
    let session = &mut schedule.sessions[0];
    session.languages = vec!["fr".to_owned()];
    session.links.push(Link::new(LinkKind::Page, "https://elsewhere.example/x"));
    let (_, html) = exported(ExportFormat::Html, vec![schedule], true);
    for part in [
        "<details lang=\"fr\"><summary lang=\"en\">About</summary>",
        ">page (example.org)<span class=\"aside\"> for <span lang=\"fr\">Réseaux, ",
        ">page (elsewhere.example)<span",
        ">video<span",
    ] {
        assert!(html.text.contains(part), "{part}: {}", html.text);
    }
}

#[test]
fn pages_of_several_events_name_each_and_stand_in_time() {
    let mut schedules = vec![conference()];
    schedules.extend(abroad());
    let (_, exported) = exported(ExportFormat::Markdown, schedules, false);
    let headings: Vec<_> = exported.text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        headings,
        [
            "## Monday, 5 January 2026",
            "## Monday, 5 January 2026",
            "## Monday, 5 January 2026",
            "## Saturday, 24 October 2026",
            "## Sunday, 25 October 2026"
        ]
    );
    assert!(exported.text.contains("\n## Monday, 5 January 2026\n\nEvent offset · times in -03:30\n"));
    assert!(exported.text.contains("\n## Monday, 5 January 2026\n\nEvent floating\n"));
}

#[test]
fn org_timestamps_are_active_for_what_will_take_place_only() {
    let (_, exported) = exported(ExportFormat::Org, vec![conference()], false);
    for line in [
        "   <2026-10-24 Sat 10:00-10:45>",
        "   <2026-10-25 Sun 01:30-03:30>",
        "   <2026-10-24 Sat>--<2026-10-25 Sun>",
        "   [2026-10-25 Sun 10:00-10:30]",
        "   [2026-10-24 Sat]",
    ] {
        assert!(exported.text.lines().any(|other| other == line), "{line} is missing from {}", exported.text);
    }
}

#[test]
fn json_is_the_listing_and_csv_has_a_cell_for_every_column() {
    let (_, json) = exported(ExportFormat::Json, vec![conference()], false);
    let records: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(records.as_array().unwrap().len(), 7);
    let whole = records.as_array().unwrap().iter().find(|record| record["id"] == "conf/whole").unwrap();
    assert_eq!(whole["note"], serde_json::Value::Null, "notes stay at home unless asked for");
    assert_eq!((&whole["rating"], &whole["mark"]), (&serde_json::Value::Null, &"going".into()));
    let (_, csv) = exported(ExportFormat::Csv, abroad(), false);
    for line in csv.text.split_terminator("\r\n") {
        assert_eq!(line.split(',').count(), 23, "{line}");
    }
}

#[test]
fn formats_are_found_by_their_names_and_endings() {
    for format in ExportFormat::ALL {
        assert_eq!(ExportFormat::from_name(format.name()), Some(format));
    }
    assert_eq!(ExportFormat::from_name("MD"), Some(ExportFormat::Markdown));
    assert_eq!(ExportFormat::from_name("docx"), None);
}

/// Hands a text to a Python program and returns what it prints; nothing where Python or the module is missing.
fn python(module: &str, program: &str, text: &str) -> Option<String> {
    let importable = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !importable.is_ok_and(|output| output.status.success()) {
        _ = writeln!(std::io::stderr(), "skipped: python3 cannot import {module}");
        return None;
    }
    let mut child =
        Command::new("python3").args(["-c", program]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{module} refuses the calendar");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What both parsers are to print: start and end in UTC, or as written where there is no zone.
const TIMES: &str = "\
conf/again@kubetalks 2026-10-25T01:30 2026-10-25T01:45
conf/day@kubetalks 2026-10-24 2026-10-26
conf/gone@kubetalks 2026-10-25T09:00 2026-10-25T09:30
conf/instant@kubetalks 2026-10-25T08:00 none
conf/night@kubetalks 2026-10-24T23:30 2026-10-25T02:30
conf/whole@kubetalks 2026-10-24T08:00 2026-10-24T08:45
floating/s@kubetalks 2026-01-05T10:00 2026-01-05T10:30
offset/s@kubetalks 2026-01-05T10:00 2026-01-05T10:30
universal/s@kubetalks 2026-01-05T10:00 2026-01-05T10:30
";

const PRINT: &str = "
from datetime import datetime, timezone
def words(time):
    if time is None: return 'none'
    if not isinstance(time, datetime): return time.isoformat()
    if time.tzinfo is not None: time = time.astimezone(timezone.utc)
    return time.strftime('%Y-%m-%dT%H:%M')
";

#[test]
fn pythons_icalendar_reads_the_same_times_and_texts() {
    // The zone is taken from the component in the file, not from what Python knows of Amsterdam.
    let program = format!(
        "{PRINT}
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
zone = calendar.walk('VTIMEZONE')[0].to_tz()
def time(event, name):
    if name not in event: return None
    value, params = event[name].dt, event[name].params
    return value.replace(tzinfo=zone) if 'TZID' in params else value
for event in sorted(calendar.walk('VEVENT'), key=lambda event: event['UID']):
    assert not event.errors, event.errors
    print(event['UID'], words(time(event, 'DTSTART')), words(time(event, 'DTEND')))
for event in calendar.walk('VEVENT'):
    if event['UID'].startswith(('conf/whole', 'conf/gone')):
        print(repr(str(event['SUMMARY'])), len(event.walk('VALARM')), event['STATUS'])
"
    );
    if let Some(printed) = python("icalendar", &program, &ics()) {
        let texts = "\
'Réseaux, or: how 🦀 \\\\ crossed; the wire' 1 CONFIRMED
'</title><script>alert(1)</script>, \"a\"; [[x]]\\nATTENDEE:mailto:x' 0 CANCELLED
";
        assert_eq!(printed, format!("{TIMES}{texts}"));
    }
}

#[test]
fn pythons_vobject_reads_the_same_times() {
    let program = format!(
        "{PRINT}
import sys, vobject
calendar = vobject.readOne(sys.stdin.buffer.read().decode())
for event in sorted(calendar.vevent_list, key=lambda event: event.uid.value):
    end = event.dtend.value if hasattr(event, 'dtend') else None
    print(event.uid.value, words(event.dtstart.value), words(end))
"
    );
    if let Some(printed) = python("vobject", &program, &ics()) {
        assert_eq!(printed, TIMES);
    }
}
