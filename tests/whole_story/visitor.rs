//! Somebody who visits a conference, and what the program tells them.

use super::support::user::{Run, User};
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// Somebody who visits one conference.
pub struct Visitor {
    pub user: User,
    /// The id of the conference.
    pub event: &'static str,
    /// The file that it comes from.
    pub source: PathBuf,
}

/// What a calendar says of a session.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    pub sequence: u32,
    pub start: String,
    pub status: String,
}

impl Visitor {
    /// Somebody who has imported the schedule of a conference.
    pub fn of(event: &'static str, file: &str, schedule: impl AsRef<[u8]>, options: &[&str]) -> Self {
        let user = User::new();
        let source = user.home().join(file);
        fs::write(&source, schedule).unwrap();
        let visitor = Self { user, event, source };
        visitor.import(options);
        visitor
    }

    pub fn import(&self, options: &[&str]) {
        self.run(&[&["import", self.source.to_str().unwrap(), "--id", self.event], options].concat());
    }

    /// What a command prints; it must succeed and have nothing to complain of.
    pub fn run(&self, arguments: &[&str]) -> String {
        let Run { code, out, err } = self.user.run(arguments);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}: {out}");
        out
    }

    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        match self.user.json(arguments) {
            Value::Array(list) => list,
            other => panic!("{arguments:?}: {other}"),
        }
    }

    pub fn whole(&self, id: &str) -> String {
        format!("{}/{id}", self.event)
    }

    pub fn mark(&self, options: &[&str], ids: &[&str]) {
        let ids: Vec<String> = ids.iter().map(|id| self.whole(id)).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.run(&[&["mark"], options, &ids].concat());
    }

    /// The conference's sessions that match a query.
    pub fn list(&self, query: &str) -> Vec<Value> {
        self.json(&["list", query, "--event", self.event, "--json"])
    }

    pub fn ids(&self, query: &str) -> BTreeSet<String> {
        let run = self.user.run(&["list", query, "--event", self.event, "--ids"]);
        run.out.lines().map(|id| own(id).to_owned()).collect()
    }

    /// What one goes to at the same time, by the hours of the sessions alone.
    pub fn overlaps(&self) -> BTreeSet<Pair> {
        let going: Vec<(String, Span)> = self.list("is:going").iter().filter_map(spanned).collect();
        let mut overlaps = BTreeSet::new();
        for (at, (one, (start, end))) in going.iter().enumerate() {
            let others = going[at + 1..].iter().filter(|(_, (other, until))| other < end && start < until);
            overlaps.extend(others.map(|(other, _)| pair(one, other)));
        }
        overlaps
    }

    /// The rows of the agenda's days, all of them.
    pub fn agenda(&self) -> Vec<Value> {
        let agenda = self.user.json(&["agenda", "--event", self.event, "--json"]);
        let days = agenda["days"].as_array().unwrap();
        days.iter().flat_map(|day| day["rows"].as_array().unwrap()).cloned().collect()
    }

    /// The sessions that the agenda shows in conflict, by its sort; each says so of the other.
    pub fn conflicts(&self, sort: &str) -> BTreeSet<Pair> {
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
    pub fn plan(&self, days: &[&str]) {
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
    pub fn export(&self) -> PathBuf {
        let path = self.user.home().join("mine.ics");
        self.run(&["export", "-o", path.to_str().unwrap()]);
        path
    }

    /// What the exported calendar says, by the names that sessions have there.
    pub fn told(&self) -> BTreeMap<String, Told> {
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
    pub fn is_read_back(&self, options: &[&str]) {
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
    pub fn refresh(&self, schedule: impl AsRef<[u8]>) -> Value {
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

pub type Span = (DateTime<FixedOffset>, DateTime<FixedOffset>);

/// Two sessions, in the order of their ids.
pub type Pair = (String, String);

pub fn pair(one: &str, other: &str) -> Pair {
    (one.min(other).to_owned(), one.max(other).to_owned())
}

/// The id of a session, and from when to when it takes place.
pub fn spanned(session: &Value) -> Option<(String, Span)> {
    let instant = |key: &str| DateTime::parse_from_rfc3339(session[key].as_str()?).ok();
    Some((id(&session["id"]).to_owned(), (instant("start")?, instant("end")?)))
}

/// The id of a session, without the event's.
pub fn id(whole: &Value) -> &str {
    own(whole.as_str().unwrap())
}

fn own(whole: &str) -> &str {
    whole.split_once('/').map_or(whole, |(_, id)| id)
}

pub fn set<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    ids.into_iter().map(str::to_owned).collect()
}

/// What a report says became of sessions: new, gone, and by id what changed; those that are mine have a star.
pub fn news(report: &Value) -> BTreeMap<String, Vec<String>> {
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

/// The same, written down.
pub fn expected(news: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let fields = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect();
    news.iter().map(|(id, changed)| ((*id).to_owned(), fields(changed))).collect()
}

/// Whether calendars have to be told of what these news say of a session: a change of its texts alone is none.
pub fn is_told(news: &[(&str, &[&str])], uid: &str) -> bool {
    let told = ["start", "length", "title", "speakers", "room", "cancelled"];
    news.iter()
        .any(|(id, fields)| id.trim_start_matches("★ ") == uid && fields.iter().any(|field| told.contains(field)))
}
