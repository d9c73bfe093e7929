//! KubeCon Europe 2026, and its schedule of a day later.

use super::visitor::{Span, Visitor, expected, id, is_told, news, set, spanned};
use chrono::TimeDelta;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

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

/// What differs between the versions, found without this program by comparing the files line by line.
const KUBECON_NEWS: [(&str, &[&str]); 12] = [
    ("★ 8345a22836b53cc30e32b1338eb26ba2", &["start", "length", "title"]),
    ("★ 9de183c913a1a16f8f8fb9efbe83a039", &["title", "speakers", "abstract"]),
    ("★ 12467c3e009b6f26575b8c551ef1067c", &["speakers"]),
    ("086597295c6e50c149364a3071eebf62", &["speakers", "abstract"]),
    ("161ed77737bbbb2015c7d16d9bba5ced", &["title", "abstract"]),
    ("223f5a95bd8a33c736da0bf9453075fc", &["room"]),
    ("4d42f5380a0bec85d5f2fc5266fc33a4", &["abstract"]),
    ("51e9b724d9962af312f64bf36f84a203", &["title", "abstract"]),
    ("a4840aeb216fe500262dfa08157aa825", &["title", "speakers", "kind"]),
    ("a873d4600fe4557dc7e5af8d8217d81a", &["title", "abstract"]),
    ("afb76f929cd8fe60f7925ac1d6763b2f", &["start"]),
    ("c56fb6e371add86452f870d8fd8fd6fa", &["title", "abstract"]),
];

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

    assert_eq!(news(&visitor.refresh(second)), expected(&KUBECON_NEWS));
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (going, interested));
    assert_eq!(visitor.list("has:note")[0]["note"], "ask for the slides");
    let after = visitor.told();
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (uid, told) in &after {
        assert_eq!(told.sequence, u32::from(is_told(&KUBECON_NEWS, uid)), "{uid}");
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
