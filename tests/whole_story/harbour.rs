//! The invented conference, and its next version.

use super::visitor::{Visitor, expected, id, is_told, news, pair, set};
use serde_json::json;
use std::collections::BTreeSet;

const HARBOUR: &str = "harbour-days-2027";
const INVENTED: &str = include_str!("../fixtures/invented.toml");
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

/// What becomes of the sessions in between; those that are marked have a star.
const NEWS: [(&str, &[&str]); 7] = [
    ("★ mesh-on-roofs", &["start"]),
    ("★ dns-for-a-city", &["title"]),
    ("★ fibre-cuts", &["cancelled"]),
    ("★ timetables-as-data", &["gone"]),
    ("sensors-in-the-canal", &["room"]),
    ("tides", &["added"]),
    ("logs", &["gone"]),
];

/// What fits together of what `marked` marks, and what does not.
const PLANNED: [&str; 10] = [
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
const LEFT: [&str; 4] = ["backups-tested", "timetables-as-data", "radio-after-midnight", "kubernetes-at-the-lock"];

const NOTE: &str = "ask who pays for the roof";

fn marked() -> Visitor {
    let visitor = Visitor::of(HARBOUR, "harbour.toml", INVENTED, &[]);
    visitor.mark(&[], &["opening", "routing-registry", "backups-tested", "grossrechner", "mesh-on-roofs"]);
    visitor
        .mark(&[], &["night-of-old-machines", "dns-for-a-city", "kubernetes-at-the-lock", "mesh-security", "closing"]);
    visitor
        .mark(&["--interested"], &["timetables-as-data", "paying-maintainers", "radio-after-midnight", "fibre-cuts"]);
    visitor.mark(&["--note", NOTE], &["mesh-on-roofs"]);
    visitor
}

fn planned() -> Visitor {
    let visitor = marked();
    visitor.plan(&DAYS);
    visitor
}

/// The ids of the next version for those of the first.
fn today<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    set(ids.into_iter().map(|id| if id == "opening" { "welcome" } else { id }))
}

#[test]
fn what_clashes_is_told_then_planned_away_and_the_rest_is_taken_along() {
    let visitor = marked();
    // Three pairs overlap, and nobody is at once in the Great hall who comes from Dock 2.
    let overlapping = BTreeSet::from([
        pair("backups-tested", "routing-registry"),
        pair("backups-tested", "grossrechner"),
        pair("dns-for-a-city", "kubernetes-at-the-lock"),
    ]);
    assert_eq!((visitor.overlaps(), visitor.conflicts("clash")), (overlapping.clone(), overlapping));
    assert_eq!(visitor.conflicts("tight"), [pair("kubernetes-at-the-lock", "mesh-security")].into());

    visitor.plan(&DAYS);
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (set(PLANNED), set(LEFT)));
    let told = visitor.told();
    assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), set(PLANNED));
    assert!(told.values().all(|told| told.sequence == 0 && told.status == "CONFIRMED"), "{told:?}");
    visitor.is_read_back(&[]);
}

#[test]
fn marks_and_calendars_follow_the_next_version_of_a_schedule() {
    let visitor = planned();
    let before = visitor.told();
    assert_eq!(news(&visitor.refresh(a_week_later())), expected(&NEWS));
    let last = visitor.json(&["refresh", HARBOUR, "--last", "--json"]);
    assert_eq!(news(&last[0]), expected(&NEWS));
    let page = visitor.run(&["refresh", HARBOUR, "--last"]);
    let mine: Vec<&str> =
        page.split("\n\n").nth(1).unwrap().lines().filter(|line| line.starts_with(['★', '☆'])).collect();
    assert_eq!(mine.len(), 4, "mine come first: {page}");
    assert_eq!(visitor.ids("is:going"), today(PLANNED));
    assert_eq!(visitor.ids("is:interested"), today(LEFT.into_iter().filter(|id| *id != "timetables-as-data")));
    assert_eq!(visitor.list("has:note")[0]["note"], NOTE);

    let after = visitor.told();
    assert!(after.keys().eq(before.keys()), "calendars know the same sessions by the same names: {after:?}");
    for (uid, told) in &after {
        assert_eq!(told.sequence, u32::from(is_told(&NEWS, uid)), "{uid}");
    }
    let starts = [&before, &after].map(|told| told["mesh-on-roofs"].start.as_str());
    assert_eq!((starts, after["fibre-cuts"].status.as_str()), (["20270319T133000", "20270319T140000"], "CANCELLED"));
    visitor.is_read_back(&[]);
}

#[test]
fn on_the_day_what_has_changed_counts_and_what_was_gone_comes_back() {
    let visitor = planned();
    visitor.refresh(a_week_later());
    let now = visitor.user.json(&["now", "--at", "2027-03-19T14:10:00+01:00", "--json"]);
    let running = now["running"].as_array().unwrap().iter().filter(|row| row["session"]["mark"] == "going");
    let running: Vec<_> = running.map(|row| (id(&row["session"]["id"]), &row["minutes_left"])).collect();
    assert_eq!(running, [("mesh-on-roofs", &json!(50))]);
    let line = visitor.run(&["now", "--at", "2027-03-19T13:50:00+01:00", "--format", "{title} in {room}, {minutes}m"]);
    assert_eq!(line, "A mesh on forty roofs in Dock 2, 10m\n");

    let plan = visitor.json(&["plan", "--event", HARBOUR, "--json"]);
    let dropped = plan.iter().flat_map(|day| day["dropped"].as_array().unwrap());
    let dropped: Vec<_> = dropped.map(|dropped| (id(&dropped["session"]["id"]), &dropped["because"])).collect();
    assert_eq!(dropped, [("fibre-cuts", &json!("cancelled"))]);

    visitor.run(&["forget", HARBOUR]);
    assert_eq!(visitor.user.run(&["list", "is:going"]).code, Some(1));
    visitor.import(&[]);
    assert_eq!(visitor.ids("is:going"), today(PLANNED));
    visitor.refresh(INVENTED);
    assert_eq!((visitor.ids("is:going"), visitor.ids("is:interested")), (set(PLANNED), set(LEFT)));
    assert_eq!(visitor.list("has:note")[0]["note"], NOTE);
}
