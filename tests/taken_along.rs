//! The whole way of a calendar: exported, read by a client, the programme changes, exported again, read again by a client
//! that keeps what it was told. The clients are programs that nobody here wrote; where they are not installed, that is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use chrono::{NaiveDateTime, TimeDelta};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::invented::{self, HARBOUR, INVENTED, mark};
use support::user::User;

/// The invented conference with each of its sessions as `edit` leaves it.
fn edited(edit: impl Fn(&str, &str) -> Option<String>) -> String {
    let mut parts = INVENTED.split("[[session]]\n");
    let head = parts.next().unwrap().to_owned();
    let id = |block: &str| block.strip_prefix("id = \"").unwrap().split('"').next().unwrap().to_owned();
    let sessions = parts.filter_map(|block| edit(&id(block), block));
    sessions.fold(head, |text, block| format!("{text}[[session]]\n{block}"))
}

/// Moved, renamed, gone, called off, and with another id.
fn changed() -> String {
    edited(|id, block| {
        Some(match id {
            "mesh-on-roofs" => block.replace("T13:30", "T13:40").replace("T14:30", "T14:40"),
            "routing-registry" => block.replace("a routing registry honest", "routes honest"),
            "backups-tested" => return None,
            "dns-for-a-city" => format!("cancelled = true\n{block}"),
            "timetables-as-data" => block.replace("id = \"timetables-as-data\"", "id = \"railway\""),
            _ => block.to_owned(),
        })
    })
}

fn visitor() -> User {
    let user = invented::visitor();
    mark(&user, &[], &["timetables-as-data"]);
    user
}

/// What a client knows of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    sequence: u32,
    status: String,
    /// In UTC: `2027-03-19T08:30`.
    start: String,
    title: String,
    alarms: usize,
}

type Rows = BTreeMap<String, Row>;

/// Each line is what a client prints: id, number, status, start, title, alarms.
fn rows(printed: &str) -> Rows {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let id = cells[0].strip_suffix("@kubetalks").unwrap().strip_prefix("harbour-days-2027/").unwrap();
        let (sequence, alarms) = (cells[1].parse().unwrap(), cells[5].parse().unwrap());
        let [status, start, title] = [cells[2], cells[3], cells[4]].map(str::to_owned);
        (id.to_owned(), Row { sequence, status, start, title, alarms })
    };
    printed.lines().filter(|line| !line.is_empty()).map(row).collect()
}

/// What is to be known after the first export, and after the second.
fn expected(second: bool) -> Rows {
    let mesh = if second { "2027-03-19T12:40" } else { "2027-03-19T12:30" };
    let routes = if second { "Keeping routes honest" } else { "Keeping a routing registry honest" };
    let rows = [
        ("opening", 0, "CONFIRMED", "2027-03-19T08:30", "Opening: what a harbour teaches about protocols"),
        ("routing-registry", 1, "CONFIRMED", "2027-03-19T09:30", routes),
        ("backups-tested", 1, "CANCELLED", "2027-03-19T09:30", "A backup is a restore that has been tested"),
        ("mesh-on-roofs", 1, "CONFIRMED", mesh, "A mesh on forty roofs"),
        ("night-of-old-machines", 1, "CANCELLED", "2027-03-19T21:30", "Night of old machines"),
        ("dns-for-a-city", 1, "CANCELLED", "2027-03-20T08:30", "DNS for a city of islands"),
        ("timetables-as-data", 0, "CONFIRMED", "2027-03-19T09:30", "Timetables as data: a railway opens its archive"),
    ];
    let row = |(id, sequence, status, start, title): (&str, u32, &str, &str, &str)| {
        let status = if second { status } else { "CONFIRMED" };
        let alarms = usize::from(status == "CONFIRMED");
        let (sequence, status) = (if second { sequence } else { 0 }, status.to_owned());
        (id.to_owned(), Row { sequence, status, start: start.to_owned(), title: title.to_owned(), alarms })
    };
    rows.into_iter().map(row).collect()
}

/// The events of a calendar, read here.
fn read_here(calendar: &str) -> Rows {
    let text = calendar.replace("\r\n ", "");
    let event = |event: &str| {
        let value = |name: &str| {
            let rest = event.split("\r\n").find_map(|line| line.strip_prefix(name)).unwrap();
            rest.split_once(':').unwrap().1.replace("\\,", ",")
        };
        let start = NaiveDateTime::parse_from_str(&value("DTSTART").replace('Z', ""), "%Y%m%dT%H%M%S").unwrap();
        let zoned = event.contains("\r\nDTSTART;TZID=Europe/Brussels:");
        let start = if zoned { start - TimeDelta::hours(1) } else { start }.format("%Y-%m-%dT%H:%M");
        let alarms = event.matches("BEGIN:VALARM").count();
        let [uid, sequence, status, title] = ["UID", "SEQUENCE", "STATUS", "SUMMARY"].map(value);
        format!("{uid}|{sequence}|{status}|{start}|{title}|{alarms}\n")
    };
    rows(&text.split("BEGIN:VEVENT").skip(1).map(|part| event(&format!("\r\n{part}"))).collect::<String>())
}

/// What a program prints; nothing where it is not there.
fn printed(program: &str, arguments: &[&str], home: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).env("HOME", home).env("TZ", "Europe/Brussels").output();
    let output = output.inspect_err(|error| eprintln!("skipped: {program}: {error}")).ok()?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program} {arguments:?}: {err}");
    Some(out.into_owned())
}

fn has_module(module: &str, home: &Path) -> bool {
    let program = format!("import importlib.util; print(importlib.util.find_spec('{module}') is not None)");
    let found = printed("python3", &["-c", &program], home).is_some_and(|said| said.trim() == "True");
    if !found {
        eprintln!("skipped: python3 has no {module}: pip install {module}");
    }
    found
}

const ICALENDAR: &str = "
import sys, icalendar
from datetime import timezone
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
zones = {str(zone['TZID']): zone.to_tz() for zone in calendar.walk('VTIMEZONE')}
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    start = event['DTSTART'].dt
    if 'TZID' in event['DTSTART'].params: start = start.replace(tzinfo=zones[event['DTSTART'].params['TZID']])
    start = start.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M')
    assert event['LAST-MODIFIED'].dt == event['DTSTAMP'].dt
    alarms = len(event.walk('VALARM'))
    print(event['UID'], event['SEQUENCE'], event['STATUS'], start, event['SUMMARY'], alarms, sep='|')
";

/// What Python's icalendar reads, by the zone in the file.
fn read_by_icalendar(file: &str, home: &Path) -> Option<Rows> {
    has_module("icalendar", home).then(|| rows(&printed("python3", &["-c", ICALENDAR, file], home).unwrap()))
}

const ICAL_JS: &str = "
const ICAL = require('ical.js');
const root = new ICAL.Component(ICAL.parse(require('fs').readFileSync(process.argv[1], 'utf8')));
root.getAllSubcomponents('vtimezone').forEach(zone => ICAL.TimezoneService.register(zone));
for (const event of root.getAllSubcomponents('vevent')) {
    const [uid, number, status, start, title] =
        ['uid', 'sequence', 'status', 'dtstart', 'summary'].map(name => event.getFirstPropertyValue(name));
    const alarms = event.getAllSubcomponents('valarm').length;
    console.log([uid, number, status, start.toJSDate().toISOString().slice(0, 16), title, alarms].join('|'));
}
";

const NODE_ICAL: &str = "
for (const event of Object.values(require('node-ical').sync.parseFile(process.argv[1]))) {
    if (event.type !== 'VEVENT') continue;
    const [start, alarms] = [event.start.toISOString().slice(0, 16), (event.alarms || []).length];
    console.log([event.uid, event.sequence, event.status, start, event.summary, alarms].join('|'));
}
";

/// What a package of npm reads; `NODE_PATH` says where it is, or it is installed in the repository.
fn read_by_node(package: &str, program: &str, file: &str, home: &Path) -> Option<Rows> {
    let found = format!("try {{ require.resolve('{package}'); console.log(true) }} catch {{ console.log(false) }}");
    if printed("node", &["-e", &found], home)?.trim() != "true" {
        eprintln!("skipped: node has no {package}: npm install {package}, or NODE_PATH says where it is");
        return None;
    }
    Some(rows(&printed("node", &["-e", program, file], home).unwrap()))
}

/// A calendar of khal's, which keeps what it was told.
struct Khal<'a> {
    home: &'a Path,
    config: String,
}

impl<'a> Khal<'a> {
    fn new(home: &'a Path) -> Option<Self> {
        let store = home.join("khal");
        fs::create_dir_all(store.join("mine")).unwrap();
        let config = store.join("config").to_str().unwrap().to_owned();
        let (mine, cache) = (store.join("mine"), store.join("khal.db"));
        let zone = "local_timezone = Europe/Brussels\ndefault_timezone = Europe/Brussels";
        let times = "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n\
             datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M";
        let text = format!(
            "[calendars]\n[[mine]]\npath = {}\n[locale]\n{zone}\n{times}\n[sqlite]\npath = {}\n[default]\n\
             default_calendar = mine\n",
            mine.display(),
            cache.display()
        );
        fs::write(&config, text).unwrap();
        printed("khal", &["--version"], home)?;
        Some(Self { home, config })
    }

    fn run(&self, arguments: &[&str]) -> String {
        let arguments: Vec<&str> = ["-c", &self.config].into_iter().chain(arguments.iter().copied()).collect();
        printed("khal", &arguments, self.home).unwrap()
    }

    fn import(&self, file: &str) {
        self.run(&["import", "--batch", "-a", "mine", file]);
    }

    /// Id, status, start on the wall and title of each session.
    fn agenda(&self) -> BTreeMap<String, [String; 3]> {
        let format = "{uid}|{start-long}|{title}|{status}";
        let list = self.run(&["list", "--once", "--day-format", "", "--format", format, "2027-03-19", "2d"]);
        let row = |line: &str| {
            let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
            (cells[0].clone(), [cells[3].clone(), cells[1].clone(), cells[2].clone()])
        };
        list.lines().filter(|line| line.contains('|')).map(row).collect()
    }
}

/// The same rows as khal tells them.
fn as_khal_says(rows: &Rows) -> BTreeMap<String, [String; 3]> {
    let row = |(id, row): (&String, &Row)| {
        let start = NaiveDateTime::parse_from_str(&row.start, "%Y-%m-%dT%H:%M").unwrap() + TimeDelta::hours(1);
        let start = start.format("%Y-%m-%d %H:%M").to_string();
        (format!("{HARBOUR}/{id}@kubetalks"), [row.status.clone(), start, row.title.clone()])
    };
    rows.iter().map(row).collect()
}

#[test]
fn what_was_exported_follows_the_programme_in_the_clients_that_read_it() {
    let user = visitor();
    let home = user.home().canonicalize().unwrap();
    let file = home.join("agenda.ics").to_str().unwrap().to_owned();
    let khal = Khal::new(&home);
    let export = || user.run(&["export", "-o", &file, "--alarm", "10"]);
    let check = |second: bool| {
        let expected = expected(second);
        assert_eq!(read_here(&fs::read_to_string(&file).unwrap()), expected);
        let clients = [
            read_by_icalendar(&file, &home),
            read_by_node("ical.js", ICAL_JS, &file, &home),
            read_by_node("node-ical", NODE_ICAL, &file, &home),
        ];
        clients.into_iter().flatten().for_each(|read| assert_eq!(read, expected));
        if let Some(khal) = &khal {
            khal.import(&file);
            assert_eq!(khal.agenda(), as_khal_says(&expected));
        }
    };
    assert_eq!(export().err, "");
    check(false);

    user.put("invented.toml", changed());
    assert_eq!(user.run(&["refresh"]).code, Some(0));
    assert_eq!(user.run(&["unmark", "night-of-old-machines"]).code, Some(0));
    let again = export();
    assert_eq!(
        (again.code, again.out.as_str(), again.err.as_str()),
        (
            Some(0),
            format!("5 sessions written to {file}\n").as_str(),
            "kubetalks: 1 is no longer in the programme: cancelled in the calendar: 'A backup is a restore that has been \
             tested'\nkubetalks: 1 is no longer marked: cancelled in the calendar: 'Night of old machines'\n"
        )
    );
    check(true);
    assert_eq!(export().err, "", "it is said once");
    check(true);
    assert_eq!(user.run(&["mark", "night-of-old-machines"]).code, Some(0));
    assert_eq!(export().err, "");
    let back = read_here(&fs::read_to_string(&file).unwrap());
    let night = &back["night-of-old-machines"];
    assert_eq!((night.sequence, night.status.as_str(), night.alarms), (2, "CONFIRMED", 1));

    // The numbers go on where what was remembered is lost.
    fs::remove_file(home.join("data/exported.json")).unwrap();
    assert_eq!(user.run(&["unmark", "opening"]).code, Some(0));
    assert_eq!(export().code, Some(2), "a file that is not known to be ours is left alone");
    assert_eq!(user.run(&["export", "-o", &file, "--alarm", "10", "--force"]).code, Some(0));
    let after = read_here(&fs::read_to_string(&file).unwrap());
    assert_eq!((after["opening"].sequence, after["opening"].status.as_str()), (1, "CANCELLED"));
    for id in ["mesh-on-roofs", "routing-registry", "night-of-old-machines"] {
        assert_eq!(after[id], back[id], "{id}");
    }
}

#[test]
fn what_only_interests_takes_no_time_and_is_taken_over_as_that() {
    let user = visitor();
    assert_eq!(user.run(&["mark", "--interested", "radio-after-midnight"]).code, Some(0));
    let file = user.home().join("all.ics").to_str().unwrap().to_owned();
    let export = |more: &[&str]| {
        let arguments: Vec<&str> = ["export", "-o", &file, "is:going | is:interested", "--alarm", "5"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        assert_eq!(user.run(&arguments).code, Some(0));
        let text = fs::read_to_string(&file).unwrap().replace("\r\n ", "");
        let radio =
            text.split("BEGIN:VEVENT").find(|event| event.contains("radio-after-midnight@")).unwrap().to_owned();
        (text, radio)
    };
    let (text, radio) = export(&[]);
    assert!(radio.contains("STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n") && !radio.contains("VALARM"), "{radio}");
    assert_eq!(text.matches("STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nBEGIN:VALARM").count(), 7);
    assert!(text.contains("\r\nX-WR-CALNAME:Harbour Days 2027: Free Software for Cities\r\n"), "{text}");
    assert!(export(&["--alarm-interested"]).1.contains("TRIGGER:-PT5M"));
    let second = User::new().having("invented.toml", INVENTED);
    let taken = second.run(&["mark", "--from", &file]);
    assert!(taken.out.contains("☆ interested: "), "{}", taken.out);
    assert_eq!(second.run(&["list", "is:interested", "--ids"]).out, format!("{HARBOUR}/radio-after-midnight\n"));
    assert_eq!(second.run(&["friends", "add", "Ana", &file]).code, Some(0));
    let friends = second.json(&["friends", "--json"]);
    assert_eq!((&friends[0]["going"], &friends[0]["interested"]), (&7.into(), &1.into()));
}

#[test]
fn a_forgotten_event_leaves_the_calendar_and_one_that_is_left_out_is_told() {
    let user = visitor();
    assert_eq!(user.run(&["mark", "kubecon-na-2017/effective-rbac"]).code, Some(0));
    let file = user.home().join("agenda.ics").to_str().unwrap().to_owned();
    let export = |at: &str| user.run(&["--at", at, "export", "-o", &file]);
    let statuses = |status: &str| fs::read_to_string(&file).unwrap().matches(&format!("\r\nSTATUS:{status}")).count();
    assert_eq!(export("2027-01-01T12:00:00Z").err, "");
    assert_eq!(user.run(&["events", "--without", HARBOUR]).code, Some(0));
    let told = export("2027-01-01T12:00:00Z").err;
    let kept = "kubetalks: 7 are of events that take no part now: not written, and not cancelled in the calendar: ";
    assert!(told.starts_with(kept), "{told}");
    assert_eq!((statuses("CONFIRMED"), statuses("CANCELLED")), (1, 0));
    assert_eq!(export("2028-01-01T12:00:00Z").err, "", "what is past needs no word");

    assert_eq!(user.run(&["events", "--with", HARBOUR]).code, Some(0));
    assert_eq!((export("2027-01-01T12:00:00Z").err.as_str(), statuses("CONFIRMED")), ("", 8));
    assert_eq!(user.run(&["forget", HARBOUR]).code, Some(0));
    let told = export("2027-01-01T12:00:00Z").err;
    assert!(told.starts_with("kubetalks: 7 are of events that are forgotten: cancelled in the calendar: "), "{told}");
    assert_eq!((statuses("CONFIRMED"), statuses("CANCELLED")), (1, 7));
    let user = user.having("invented.toml", INVENTED);
    let again = user.run(&["--at", "2027-01-01T12:00:00Z", "export", "-o", &file]);
    assert_eq!((again.err.as_str(), statuses("CONFIRMED"), statuses("CANCELLED")), ("", 8, 0));
}

#[test]
fn a_table_begins_with_the_mark_of_utf_8_where_that_is_asked_for() {
    let user = visitor();
    let file = user.home().join("agenda.csv").to_str().unwrap().to_owned();
    assert_eq!(user.run(&["export", "-o", &file]).code, Some(0));
    let plain = fs::read(&file).unwrap();
    assert!(plain.starts_with(b"id,"), "{}", String::from_utf8_lossy(&plain[..40]));
    assert_eq!(user.run(&["export", "-o", &file, "--bom"]).code, Some(0));
    let marked = fs::read(&file).unwrap();
    assert_eq!(marked, [b"\xef\xbb\xbf".as_slice(), &plain].concat());
    // What is told of it is read again.
    let second = User::new().having("invented.toml", INVENTED);
    let taken = second.run(&["mark", "--from", &file]);
    assert_eq!((taken.code, taken.out.matches("★ going: ").count()), (Some(0), 7), "{}{}", taken.out, taken.err);
}

#[test]
fn a_published_calendar_is_written_only_when_something_has_changed() {
    let user = visitor();
    let file = user.home().join("feed.ics");
    let publish = || user.run(&["export", "--publish", file.to_str().unwrap()]);
    let written = || fs::metadata(&file).unwrap().modified().unwrap();
    let first = publish();
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    assert!(first.out.starts_with("7 sessions written to "), "{}", first.out);
    let before = (written(), fs::read(&file).unwrap());
    assert_eq!(user.run(&["refresh", "--quiet"]).out, "");
    let second = publish();
    assert_eq!((second.code, second.out.as_str(), second.err.as_str()), (Some(0), "", ""));
    assert_eq!((written(), fs::read(&file).unwrap()), before);
    user.put("invented.toml", changed());
    assert!(user.run(&["refresh", "--quiet"]).out.contains("A mesh on forty roofs"));
    assert!(publish().out.starts_with("6 sessions written to "));
    assert!(fs::read_to_string(&file).unwrap().contains("STATUS:CANCELLED"));
    fs::write(&file, "mine").unwrap();
    assert_eq!(publish().code, Some(2), "what somebody else has written is left alone");
}

#[test]
fn our_own_calendar_opened_as_an_event_loses_nothing() {
    let user = User::new().having("invented.toml", INVENTED);
    let calendar = user.run(&["export", "-f", "ics", "--event", HARBOUR, "event:harbour"]).out;
    let reader = User::new().having("mine.ics", &calendar);
    let events = reader.json(&["events", "--json"]);
    let event = events.as_array().unwrap().iter().find(|event| event["kept"] == true).unwrap();
    assert_eq!(
        (&event["id"], &event["place"]),
        (&"harbour-days-2027-free-software-for-cities".into(), &"Ghent, Belgium".into())
    );
    let listed = reader.json(&["list", "event:harbour", "--json"]);
    let find = |id: &str| {
        listed.as_array().unwrap().iter().find(|back| back["id"].as_str().unwrap().ends_with(&format!("/{id}")))
    };
    let there = user.json(&["list", "--event", HARBOUR, "--json"]);
    let timed = there.as_array().unwrap().iter().filter(|session| !session["start"].is_null());
    let mut count = 0;
    for session in timed {
        let id = session["id"].as_str().unwrap().split_once('/').unwrap().1;
        let back = find(id).unwrap_or_else(|| panic!("{id} is missing"));
        for (key, value) in session.as_object().unwrap() {
            if !["id", "event"].contains(&key.as_str()) {
                assert_eq!(&back[key], value, "{key} of {id}");
            }
        }
        count += 1;
    }
    assert_eq!(count, 40);
}

#[test]
fn every_session_of_a_real_calendar_keeps_its_speakers() {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), std::path::PathBuf::from);
    let Ok(schedule) = fs::read(shared.join("schedules/sched-ics/kubecon-eu-2026-latest.ics")) else {
        eprintln!("skipped: {} has no such schedule", shared.display());
        return;
    };
    let user = User::new().having("kubecon.ics", schedule);
    let events = user.json(&["events", "--json"]);
    let id = events.as_array().unwrap().iter().find(|event| event["kept"] == true).unwrap()["id"].as_str().unwrap();
    let calendar = user.run(&["export", "-f", "ics", "--event", id, "length:>0"]).out;
    let reader = User::new().having("mine.ics", &calendar);
    let theirs = reader.json(&["list", "length:>0", "--json"]);
    let mut back = BTreeMap::new();
    for session in theirs.as_array().unwrap() {
        back.insert(session["id"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned(), session.clone());
    }
    let mut count = 0;
    for session in user.json(&["list", "--event", id, "length:>0", "--json"]).as_array().unwrap() {
        let own = session["id"].as_str().unwrap().split_once('/').unwrap().1;
        let again = back.get(own).unwrap_or_else(|| panic!("{own} is missing"));
        for key in ["title", "speakers", "room", "track", "kind", "date", "start", "end", "tags", "abstract", "links"] {
            assert_eq!(again[key], session[key], "{key} of {own}");
        }
        count += usize::from(!session["speakers"].as_array().unwrap().is_empty());
    }
    assert!(count > 300, "{count}");
}
