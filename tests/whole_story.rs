//! The whole story on the command line, with the real program: a schedule is brought in and marked, the days are planned
//! and taken along, the schedule changes, and nothing that was marked is lost.
//!
//! It is told of the invented conference, and, where its schedule is at hand, of KubeCon Europe 2026. What the program says
//! of a day is held against what follows from the times alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use support::user::{Run, User};

/// Somebody who visits one conference.
struct Visitor {
    user: User,
    /// The id of the conference.
    event: &'static str,
    /// The file that it comes from.
    source: PathBuf,
}

/// What a calendar says of a session.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    sequence: u32,
    start: String,
    status: String,
}

impl Visitor {
    /// Somebody who has imported the schedule of a conference.
    fn of(event: &'static str, file: &str, schedule: impl AsRef<[u8]>, options: &[&str]) -> Self {
        let user = User::new();
        let source = user.home().join(file);
        fs::write(&source, schedule).unwrap();
        let visitor = Self { user, event, source };
        visitor.import(options);
        visitor
    }

    fn import(&self, options: &[&str]) {
        self.run(&[&["import", self.source.to_str().unwrap(), "--id", self.event], options].concat());
    }

    /// What a command prints; it must succeed and have nothing to complain of.
    fn run(&self, arguments: &[&str]) -> String {
        let Run { code, out, err } = self.user.run(arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}: {out}");
        out
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        match self.user.json(arguments) {
            Value::Array(list) => list,
            other => panic!("{arguments:?}: {other}"),
        }
    }

    fn whole(&self, id: &str) -> String {
        format!("{}/{id}", self.event)
    }

    fn mark(&self, options: &[&str], ids: &[&str]) {
        let ids: Vec<String> = ids.iter().map(|id| self.whole(id)).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.run(&[&["mark"], options, &ids].concat());
    }

    /// The conference's sessions that match a query.
    fn list(&self, query: &str) -> Vec<Value> {
        self.json(&["list", query, "--event", self.event, "--json"])
    }

    fn ids(&self, query: &str) -> BTreeSet<String> {
        let run = self.user.run(&["list", query, "--event", self.event, "--ids"]);
        run.out.lines().map(|id| own(id).to_owned()).collect()
    }

    /// What one goes to at the same time, by the hours of the sessions alone.
    fn overlaps(&self) -> BTreeSet<Pair> {
        let going: Vec<(String, Span)> = self.list("is:going").iter().filter_map(spanned).collect();
        let mut overlaps = BTreeSet::new();
        for (at, (one, (start, end))) in going.iter().enumerate() {
            let others = going[at + 1..].iter().filter(|(_, (other, until))| other < end && start < until);
            overlaps.extend(others.map(|(other, _)| pair(one, other)));
        }
        overlaps
    }

    /// The rows of the agenda's days, all of them.
    fn agenda(&self) -> Vec<Value> {
        let agenda = self.user.json(&["agenda", "--event", self.event, "--json"]);
        let days = agenda["days"].as_array().unwrap();
        days.iter().flat_map(|day| day["rows"].as_array().unwrap()).cloned().collect()
    }

    /// The sessions that the agenda shows in conflict, by its sort; each says so of the other.
    fn conflicts(&self, sort: &str) -> BTreeSet<Pair> {
        let mut told = Vec::new();
        for row in self.agenda().iter().filter(|row| row["row"] == "session") {
            let conflicts = row["conflicts"].as_array().unwrap().iter().filter(|conflict| conflict["kind"] == sort);
            told.extend(conflicts.map(|conflict| pair(id(&row["session"]["id"]), id(&conflict["with"]))));
        }
        let pairs: BTreeSet<Pair> = told.iter().cloned().collect();
        assert!(pairs.iter().all(|pair| told.iter().filter(|other| *other == pair).count() == 2), "{told:?}");
        pairs
    }

    /// Plans every day that has something marked, one after the other.
    fn plan(&self, days: &[&str]) {
        for day in days {
            let planned = self.json(&["plan", "--event", self.event, "--day", day, "--apply", "--json"]);
            assert_eq!(planned.len(), 1, "{day}");
            assert_eq!((&planned[0]["date"], &planned[0]["conflicts_after"]), (&json!(day), &json!(0)));
        }
        for conflicts in [self.overlaps(), self.conflicts("clash"), self.conflicts("tight")] {
            assert_eq!(conflicts, BTreeSet::new());
        }
    }

    /// The calendar of what one goes to, as a file.
    fn export(&self) -> PathBuf {
        let path = self.user.home().join("mine.ics");
        self.run(&["export", "-o", path.to_str().unwrap()]);
        path
    }

    /// What the exported calendar says, by the names that sessions have there.
    fn told(&self) -> BTreeMap<String, Told> {
        let calendar = fs::read_to_string(self.export()).unwrap().replace("\r\n ", "");
        let mut told = BTreeMap::new();
        for event in calendar.split("BEGIN:VEVENT\r\n").skip(1) {
            let value = |name: &str| {
                let line = event.lines().find(|line| line.split([':', ';']).next() == Some(name)).unwrap();
                line.split_once(':').unwrap().1.to_owned()
            };
            let uid = value("UID").replace(&format!("{}/", self.event), "").replace("@kubetalks", "");
            let sequence = value("SEQUENCE").parse().unwrap();
            let earlier = told.insert(uid, Told { sequence, start: value("DTSTART"), status: value("STATUS") });
            assert_eq!(earlier, None, "a name that two sessions have");
        }
        told
    }

    /// Somebody else who has the same schedule takes the exported marks over; a third one opens the calendar itself.
    fn is_read_back(&self, options: &[&str]) {
        let calendar = self.export();
        let calendar = calendar.to_str().unwrap();
        let schedule = fs::read(&self.source).unwrap();
        let friend = Self::of(self.event, self.source.file_name().unwrap().to_str().unwrap(), schedule, options);
        let report = friend.user.json(&["mark", "--from", calendar, "--json"]);
        assert_eq!((&report["missing"], &report["ambiguous"]), (&json!([]), &json!([])));
        assert_eq!(friend.ids("is:going"), self.ids("is:going"));

        friend.run(&["import", calendar, "--id", "mine"]);
        let facts = |session: &Value| ["title", "start", "end", "room"].map(|key| session[key].to_string());
        let back: BTreeSet<_> = friend.json(&["list", "--event", "mine", "--json"]).iter().map(facts).collect();
        assert_eq!(back, self.list("is:going").iter().map(facts).collect());
    }

    /// Puts another version in the place of the schedule, fetches it, and returns what is told of it.
    fn refresh(&self, schedule: impl AsRef<[u8]>) -> Value {
        fs::write(&self.source, schedule).unwrap();
        let report = self.json(&["refresh", self.event, "--json"]).remove(0);
        assert_eq!(report["news"], "changed");
        for list in ["added", "changed", "gone"] {
            let mine: Vec<bool> = report[list].as_array().unwrap().iter().map(|item| item["mine"] == true).collect();
            assert!(mine.is_sorted_by(|one, next| one >= next), "mine are not first in {list}: {mine:?}");
        }
        report
    }
}

type Span = (DateTime<FixedOffset>, DateTime<FixedOffset>);

/// Two sessions, in the order of their ids.
type Pair = (String, String);

fn pair(one: &str, other: &str) -> Pair {
    (one.min(other).to_owned(), one.max(other).to_owned())
}

/// The id of a session, and from when to when it takes place.
fn spanned(session: &Value) -> Option<(String, Span)> {
    let instant = |key: &str| DateTime::parse_from_rfc3339(session[key].as_str()?).ok();
    Some((id(&session["id"]).to_owned(), (instant("start")?, instant("end")?)))
}

/// The id of a session, without the event's.
fn id(whole: &Value) -> &str {
    own(whole.as_str().unwrap())
}

fn own(whole: &str) -> &str {
    whole.split_once('/').map_or(whole, |(_, id)| id)
}

fn set<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    ids.into_iter().map(str::to_owned).collect()
}

/// What a report says became of sessions: new, gone, and by id what changed; those that are mine have a star.
fn news(report: &Value) -> BTreeMap<String, Vec<String>> {
    let mut news = BTreeMap::new();
    for list in ["added", "changed", "gone"] {
        for item in report[list].as_array().unwrap() {
            let star = if item["mine"] == true { "★ " } else { "" };
            let fields = item["fields"].as_array().cloned().unwrap_or_else(|| vec![json!({ "field": list })]);
            let fields = fields.iter().map(|field| field["field"].as_str().unwrap().to_owned());
            news.insert(format!("{star}{}", id(&item["id"])), fields.collect());
        }
    }
    news
}

const HARBOUR: &str = "harbour-days-2027";
const INVENTED: &str = include_str!("fixtures/invented.toml");
const DAYS: [&str; 2] = ["2027-03-19", "2027-03-20"];

/// The invented conference a week later: a session has moved, one has another name, one is cancelled, one is new, two are
/// gone, one is in another room, and one has another id.
fn a_week_later() -> String {
    let mut schedule = INVENTED.to_owned();
    let mut replace = |old: &str, new: &str| {
        assert_eq!(schedule.matches(old).count(), 1, "{old}");
        schedule = schedule.replace(old, new);
    };
    replace(
        "start = 2027-03-19T13:30:00\nend = 2027-03-19T14:30:00\n",
        "start = 2027-03-19T14:00:00\nend = 2027-03-19T15:00:00\n",
    );
    replace("DNS for a city of islands", "DNS for a city of bridges");
    replace("title = \"Fibre cuts", "cancelled = true\ntitle = \"Fibre cuts");
    replace("id = \"opening\"", "id = \"welcome\"");
    replace(
        "start = 2027-03-19T13:30:00\nend = 2027-03-19T14:00:00\nroom = \"Dock 1\"",
        "start = 2027-03-19T13:30:00\nend = 2027-03-19T14:00:00\nroom = \"Library\"",
    );
    replace(
        "[[session]]\nid = \"bell\"",
        "[[session]]\nid = \"tides\"\ntitle = \"Tide tables by hand\"\nstart = 2027-03-19T16:00:00\n\
         end = 2027-03-19T16:30:00\nroom = \"Dock 1\"\n\n[[session]]\nid = \"bell\"",
    );
    for gone in ["timetables-as-data", "logs"] {
        let from = schedule.find(&format!("[[session]]\nid = \"{gone}\"")).unwrap();
        let to = from + 1 + schedule[from + 1..].find("[[session]]").unwrap();
        schedule.replace_range(from..to, "");
    }
    schedule
}

#[test]
fn an_invented_conference_from_import_to_the_second_version_of_its_schedule() {
    let visitor = Visitor::of(HARBOUR, "harbour.toml", INVENTED, &[]);
    visitor.mark(&[], &["opening", "routing-registry", "backups-tested", "grossrechner", "mesh-on-roofs"]);
    visitor
        .mark(&[], &["night-of-old-machines", "dns-for-a-city", "kubernetes-at-the-lock", "mesh-security", "closing"]);
    visitor
        .mark(&["--interested"], &["timetables-as-data", "paying-maintainers", "radio-after-midnight", "fibre-cuts"]);
    visitor.mark(&["--note", "ask who pays for the roof"], &["mesh-on-roofs"]);

    // Three pairs overlap, and nobody is at once in the Great hall who comes from Dock 2.
    let overlapping = BTreeSet::from([
        pair("backups-tested", "routing-registry"),
        pair("backups-tested", "grossrechner"),
        pair("dns-for-a-city", "kubernetes-at-the-lock"),
    ]);
    assert_eq!((visitor.overlaps(), visitor.conflicts("clash")), (overlapping.clone(), overlapping));
    assert_eq!(visitor.conflicts("tight"), [pair("kubernetes-at-the-lock", "mesh-security")].into());

    visitor.plan(&DAYS);
    let planned = [
        "opening",
        "routing-registry",
        "grossrechner",
        "mesh-on-roofs",
        "paying-maintainers",
        "night-of-old-machines",
        "dns-for-a-city",
        "mesh-security",
        "fibre-cuts",
        "closing",
    ];
    let left = ["backups-tested", "timetables-as-data", "radio-after-midnight", "kubernetes-at-the-lock"];
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (set(planned), set(left)));
    visitor.is_read_back(&[]);
    let before = visitor.told();
    assert_eq!(before.keys().cloned().collect::<BTreeSet<_>>(), set(planned));
    assert!(before.values().all(|told| told.sequence == 0 && told.status == "CONFIRMED"), "{before:?}");

    // The schedule changes.
    let report = visitor.refresh(a_week_later());
    let expected: BTreeMap<String, Vec<String>> = [
        ("★ mesh-on-roofs", "start"),
        ("★ dns-for-a-city", "title"),
        ("★ fibre-cuts", "cancelled"),
        ("★ timetables-as-data", "gone"),
        ("sensors-in-the-canal", "room"),
        ("tides", "added"),
        ("logs", "gone"),
    ]
    .map(|(id, field)| (id.to_owned(), vec![field.to_owned()]))
    .into();
    assert_eq!(news(&report), expected);
    let again = visitor.run(&["refresh", "--last"]);
    assert!(again.contains("Harbour Days") || again.contains(HARBOUR), "{again}");

    // Marks have followed; what is gone is kept for the day when it is back.
    let today = set(planned.map(|id| if id == "opening" { "welcome" } else { id }));
    assert_eq!(visitor.ids("is:going"), today);
    assert_eq!(visitor.ids("is:interested"), set(left.into_iter().filter(|id| *id != "timetables-as-data")));
    assert_eq!(visitor.list("has:note")[0]["note"], "ask who pays for the roof");

    // Calendars know the same sessions by the same names, and take what has moved or is called off.
    let after = visitor.told();
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (uid, told) in &after {
        let expected = u32::from(["mesh-on-roofs", "fibre-cuts"].contains(&uid.as_str()));
        assert_eq!(told.sequence, expected, "{uid}");
    }
    assert_eq!(
        (before["mesh-on-roofs"].start.as_str(), after["mesh-on-roofs"].start.as_str()),
        ("20270319T133000", "20270319T140000")
    );
    assert_eq!(after["fibre-cuts"].status, "CANCELLED");
    visitor.is_read_back(&[]);

    let now = visitor.user.json(&["now", "--at", "2027-03-19T14:10:00+01:00", "--json"]);
    let mine: Vec<_> =
        now["running"].as_array().unwrap().iter().filter(|row| row["session"]["mark"] == "going").collect();
    assert_eq!(mine.len(), 1);
    assert_eq!(
        (&mine[0]["session"]["id"], &mine[0]["minutes_left"]),
        (&json!(visitor.whole("mesh-on-roofs")), &json!(50))
    );
    let line = visitor.run(&["now", "--at", "2027-03-19T13:50:00+01:00", "--format", "{title} in {room}, {minutes}m"]);
    assert_eq!(line, "A mesh on forty roofs in Dock 2, 10m\n");

    // What is called off leaves the plan, and nothing else does.
    let plan = visitor.json(&["plan", "--event", HARBOUR, "--json"]);
    let dropped: Vec<_> = plan.iter().flat_map(|day| day["dropped"].as_array().unwrap()).collect();
    assert_eq!(dropped.len(), 1);
    assert_eq!(
        (&dropped[0]["session"]["id"], &dropped[0]["because"]),
        (&json!(visitor.whole("fibre-cuts")), &json!("cancelled"))
    );

    // Nothing is lost when the event is forgotten, nor when the first version is back.
    visitor.run(&["forget", HARBOUR]);
    assert_eq!(visitor.user.run(&["list", "is:going"]).code, Some(1));
    visitor.import(&[]);
    assert_eq!(visitor.ids("is:going"), today);
    visitor.refresh(INVENTED);
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (set(planned), set(left)));
    assert_eq!(visitor.list("has:note")[0]["note"], "ask who pays for the roof");
}

/// A file of KubeCon Europe 2026 as it was published, where it is at hand.
fn kubecon(version: &str) -> Option<Vec<u8>> {
    let shared = std::env::var_os("KUBETALKS_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let name = format!("schedules/refresh-pairs/kubecon-eu-2026-{version}-current-schedule.ics");
    let bytes = fs::read(shared.join(&name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not here");
    }
    bytes
}

/// A session that moves between the two versions, one that gets another speaker, and one that is replaced.
const DEMO: &str = "8345a22836b53cc30e32b1338eb26ba2";
const MULTITENANCY: &str = "12467c3e009b6f26575b8c551ef1067c";
const KEYNOTE: &str = "9de183c913a1a16f8f8fb9efbe83a039";

#[test]
fn kubecon_from_import_to_the_second_version_of_its_schedule() {
    let (Some(first), Some(second)) = (kubecon("c"), kubecon("d")) else { return };
    let options = ["--zone", "Europe/Amsterdam"];
    let visitor = Visitor::of("kubecon-eu-2026", "kubecon.ics", first, &options);
    let days = ["2026-03-24", "2026-03-25", "2026-03-26"];
    let mut marked = set([DEMO, MULTITENANCY, KEYNOTE]);
    for day in days {
        for topic in ["security", "observability", "gateway", "platform"] {
            let found = visitor.list(&format!("{topic} day:{day} before:16:00"));
            marked.extend(found.iter().take(6).map(|session| id(&session["id"]).to_owned()));
        }
    }
    assert!(marked.len() > 60, "{}", marked.len());
    visitor.mark(&[], &marked.iter().map(String::as_str).collect::<Vec<_>>());
    visitor.mark(&["--note", "ask for the slides"], &[MULTITENANCY]);
    assert!(visitor.overlaps().len() > 60, "{:?}", visitor.overlaps());
    assert_eq!(visitor.conflicts("clash"), visitor.overlaps());

    let possible = days.map(|day| most(&visitor.list(&format!("is:going day:{day}"))));
    visitor.plan(&days);
    let (going, interested) = (visitor.ids("is:going"), visitor.ids("is:interested"));
    assert_eq!((&going | &interested, &going & &interested), (marked, BTreeSet::new()));
    assert_eq!(days.map(|day| visitor.ids(&format!("is:going day:{day}")).len()), possible);
    visitor.is_read_back(&options);
    let before = visitor.told();
    assert_eq!(before.keys().cloned().collect::<BTreeSet<_>>(), going);

    // What changed was found without this program, by comparing the files line by line.
    let report = visitor.refresh(second);
    let expected: BTreeMap<String, Vec<String>> = [
        (&format!("★ {DEMO}")[..], &["start", "length", "title"][..]),
        (&format!("★ {KEYNOTE}"), &["title", "speakers", "abstract"]),
        (&format!("★ {MULTITENANCY}"), &["speakers"]),
        ("086597295c6e50c149364a3071eebf62", &["speakers", "abstract"]),
        ("161ed77737bbbb2015c7d16d9bba5ced", &["title", "abstract"]),
        ("223f5a95bd8a33c736da0bf9453075fc", &["room"]),
        ("4d42f5380a0bec85d5f2fc5266fc33a4", &["abstract"]),
        ("51e9b724d9962af312f64bf36f84a203", &["title", "abstract"]),
        ("a4840aeb216fe500262dfa08157aa825", &["title", "speakers", "kind"]),
        ("a873d4600fe4557dc7e5af8d8217d81a", &["title", "abstract"]),
        ("afb76f929cd8fe60f7925ac1d6763b2f", &["start"]),
        ("c56fb6e371add86452f870d8fd8fd6fa", &["title", "abstract"]),
    ]
    .map(|(id, fields)| (id.to_owned(), fields.iter().map(|field| (*field).to_owned()).collect()))
    .into();
    assert_eq!(news(&report), expected);
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (going, interested));
    assert_eq!(visitor.list("has:note")[0]["note"], "ask for the slides");
    let after = visitor.told();
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (uid, told) in &after {
        assert_eq!(told.sequence, u32::from(uid == DEMO), "{uid}");
    }
    assert_eq!((before[DEMO].start.as_str(), after[DEMO].start.as_str()), ("20260324T162500", "20260324T161500"));
    visitor.is_read_back(&options);
}

/// How many of some sessions one can go to, with five minutes between two rooms.
fn most(sessions: &[Value]) -> usize {
    let mut sessions: Vec<(Span, &Value)> =
        sessions.iter().filter_map(|session| Some((spanned(session)?.1, &session["room"]))).collect();
    sessions.sort_by_key(|(span, _)| *span);
    let mut most: Vec<usize> = Vec::new();
    for ((start, _), room) in &sessions {
        let way = |from: &Value| TimeDelta::minutes(if from == *room { 0 } else { 5 });
        let earlier = most.iter().zip(&sessions).filter(|(_, ((_, end), from))| *end + way(from) <= *start);
        most.push(1 + earlier.map(|(count, _)| *count).max().unwrap_or(0));
    }
    most.into_iter().max().unwrap_or(0)
}
