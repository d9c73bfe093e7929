//! How the commands word things: as the screen does, and in ASCII where the user wants nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::invented::INVENTED;
use support::user::{Run, User};

const EDGE: &str = r#"
[event]
id = "edge"
name = "Edge"
zone = "UTC"
first_day = 2017-11-30
last_day = 2017-12-02

[[session]]
id = "long"
title = "A long one"
start = 2017-11-30T10:00:00
end = 2017-11-30T11:05:00

[[session]]
id = "later"
title = "A later one"
start = 2017-11-30T12:10:00
end = 2017-11-30T13:00:00
"#;

const WHOLE_DAY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n\
    DTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:20270501\r\nDTEND;VALUE=DATE:20270502\r\nSUMMARY:All of it\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn ages_days_and_lengths_read_as_on_the_screen() {
    let user = User::new().having("edge.toml", EDGE);
    let places = fs::read_dir(user.home().join("data/events/edge")).unwrap();
    let kept = places.map(|entry| entry.unwrap().path()).find(|path| path.ends_with("event.toml")).unwrap();
    let stamp = (chrono::Utc::now() - chrono::TimeDelta::hours(30)).format("%Y-%m-%dT%H:%M:%SZ");
    let text = fs::read_to_string(&kept).unwrap();
    let aged = text.lines().map(|line| match line.strip_prefix("fetched = ") {
        Some(_) => format!("fetched = \"{stamp}\"\n"),
        None => format!("{line}\n"),
    });
    fs::write(&kept, aged.collect::<String>()).unwrap();
    let events = user.run(&["events"]).out;
    let line = events.lines().find(|line| line.starts_with("edge")).unwrap();
    assert!(line.contains("30 Nov – 2 Dec 2017") && line.contains("1 day ago"), "{line}");
    assert!(user.run(&["show", "edge/long"]).out.contains("1 h 05\n"));
    assert!(user.run(&["list", "event:edge"]).out.contains("1 h 05"));
    for id in ["edge/long", "edge/later"] {
        assert_eq!(user.run(&["mark", id]).code, Some(0));
    }
    let gaps = user.run(&["gaps", "--event", "edge"]).out;
    assert!(gaps.contains("1 h 05 free"), "{gaps}");
}

#[test]
fn what_takes_all_day_has_no_minutes_anywhere() {
    let user = User::new().having("whole.ics", WHOLE_DAY);
    let list = user.json(&["list", "all of it", "--json"]);
    let found = list.as_array().unwrap().iter().find(|session| session["title"] == "All of it").unwrap();
    assert_eq!(found["minutes"], Value::Null);
    let csv = user.run(&["export", "all of it", "-f", "csv"]).out;
    assert!(csv.contains("All of it") && !csv.contains("1440"), "{csv}");
    assert_eq!(user.run(&["list", "all of it length:>1000"]).code, Some(1));
}

/// The names of all commands, such as `friends add`.
fn commands(of: &clap::Command, before: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for command in of.get_subcommands() {
        let name = format!("{before}{}", command.get_name());
        found.extend(commands(command, &format!("{name} ")));
        found.insert(name);
    }
    found
}

/// The arguments of each command, for somebody with the invented conference, marks, problems, a report and a friend.
fn lines(file: &str, friend: &str, broken: &str) -> BTreeMap<&'static str, Vec<String>> {
    let at = "--at 2027-03-19T12:10:00+01:00";
    BTreeMap::from([
        ("list", vec!["".into(), "event:harbour --json".into(), "is:going --ids".into(), "is:nothing".into()]),
        ("show", vec!["opening".into(), "opening --json".into(), "mesh-on-roofs".into(), "opning".into()]),
        ("speakers", vec!["event:harbour".into(), "event:harbour --json".into()]),
        ("events", vec!["".into(), "--json".into(), "--with no-event".into(), "--with harbour-days-2027".into()]),
        ("agenda", vec![at.into(), format!("{at} --json"), "--event kubecon-na-2017".into()]),
        ("now", vec![at.into(), format!("{at} --json"), format!("{at} --format {{title}}-{{start}}-{{room}}")]),
        ("gaps", vec![at.into(), format!("{at} --json"), format!("{at} --event harbour-days-2027")]),
        ("insights", vec!["".into(), "event:harbour --json".into(), "is:nothing".into()]),
        ("brief", vec![at.into(), format!("{at} --json"), format!("{at} --day tomorrow"), "--day nonsense".into()]),
        ("watch", vec!["".into(), "has:video --for 10m".into(), "has:video --json -n 2".into(), "is:nothing".into()]),
        (
            "plan",
            vec![at.into(), format!("{at} --json"), format!("{at} --suggest event:harbour --lunch 12:00-14:00/45")],
        ),
        ("import", vec![format!("{file} --report"), format!("{file} --json"), broken.into()]),
        ("refresh", vec!["--last".into(), "--last --json".into(), "harbour-days-2027".into(), "no-event".into()]),
        ("forget", vec!["harbour-days-2027".into(), "no-event".into()]),
        ("open", vec![file.into(), broken.into()]),
        (
            "export",
            ["ics", "markdown", "json", "csv", "org", "html", "svg", "page"]
                .map(|format| format!("-f {format}"))
                .into_iter()
                .collect(),
        ),
        (
            "share",
            vec!["--event harbour".into(), "--event harbour --qr".into(), "--json --going".into(), "--event no".into()],
        ),
        ("friends", vec!["".into(), "--json".into()]),
        ("friends add", vec![format!("Bea {friend}")]),
        ("friends refresh", vec!["".into()]),
        ("friends split", vec!["".into(), "--json".into()]),
        ("friends remove", vec!["Bea".into(), "Cleo".into()]),
        (
            "mark",
            vec!["dns-for-a-city".into(), "--interested --seen --rating 3 opening".into(), format!("--from {friend}")],
        ),
        ("find", vec!["fosdem --offline".into(), "nowhere --offline".into(), "fosdem --offline --json".into()]),
        ("unmark", vec!["opening".into(), "--seen opening".into(), "opning".into()]),
        ("check", vec!["".into(), "--report".into(), "--report --json".into()]),
        ("triage", vec!["--json".into(), "dns".into(), "nothing-of-the-kind".into()]),
        ("demo", vec!["--help".into()]),
        ("keys", vec!["".into()]),
        ("config", vec!["".into(), "--theme terminal".into()]),
        ("completions", vec!["bash".into(), "zsh".into(), "fish".into()]),
        ("man", vec!["".into(), "list".into(), "friends".into()]),
    ])
}

fn said(user: &User, command: &str, line: &str) -> Run {
    let arguments: Vec<&str> = command.split(' ').chain(line.split_whitespace()).collect();
    user.run(&arguments)
}

#[test]
fn no_command_prints_anything_but_ascii_where_that_is_wanted() {
    let plain: String = INVENTED.chars().map(|letter| if letter.is_ascii() { letter } else { 'x' }).collect();
    let user = User::new()
        .with("config.toml", "ascii = true\nnonsense = 1\n")
        .with("keymap.toml", "[global]\nx = 'nonsense'\n");
    // Titles and names are as their authors wrote them.
    for event in user.run(&["events", "--json"]).out.split("\"id\":\"").skip(1) {
        assert_eq!(user.run(&["events", "--without", event.split('"').next().unwrap()]).code, Some(0));
    }
    let file = user.put("invented.toml", &plain);
    let friend = user.put("ana.txt", "opening\nmesh-on-roofs\nbackups-tested\nno such session\n");
    let broken = user.put("broken.json", format!("{{\"schedule\": {{ \"{}\": x", "too long to be shown ".repeat(20)));
    assert_eq!(user.run(&["import", &file]).code, Some(0));
    assert_eq!(user.run(&["friends", "add", "Ana", &friend]).code, Some(0));
    for options in
        ["routing-registry backups-tested mesh-on-roofs", "opening --seen", "--interested storage-without-drama"]
    {
        assert_eq!(said(&user, "mark", options).code, Some(0), "{options}");
    }
    assert_eq!(user.run(&["mark", "opening"]).code, Some(0));
    fs::write(&file, plain.replace("Opening: what", "Beginning: what").replace("A mesh on", "One mesh on")).unwrap();
    let refreshed = user.run(&["refresh"]);
    assert!(refreshed.out.contains("* Beginning: what") && refreshed.out.contains(" > "), "{}", refreshed.out);
    assert!(refreshed.out.is_ascii(), "{}", refreshed.out);
    let lines = lines(&file, &friend, &broken);
    let all = commands(&kubetalks::cli::command(), "");
    let tried: BTreeSet<String> = lines.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(tried, all);
    // What takes things away comes last.
    let (last, first): (Vec<_>, Vec<_>) = lines.iter().partition(|(name, _)| ["forget", "unmark"].contains(name));
    for (command, lines) in first.into_iter().chain(last) {
        for line in lines.iter().map(String::as_str).chain(["--help"]) {
            let run = said(&user, command, line);
            let strange: Vec<&str> = run.out.lines().chain(run.err.lines()).filter(|line| !line.is_ascii()).collect();
            assert!(strange.is_empty(), "{command} {line}: {strange:?}");
            assert!(!(run.out.is_empty() && run.err.is_empty()), "{command} {line} says nothing");
        }
    }
}

/// The texts between quotes in the shipped code of a file, with a blank in them.
fn sentences(code: &str) -> Vec<&str> {
    let shipped = code.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).filter(|text| text.contains(' ')).collect()
}

#[test]
fn no_command_says_a_sentence_that_stands_in_another_place_too() {
    let mut seen = BTreeSet::new();
    let mut twice = Vec::new();
    for folder in ["src/cli", "src/cli/friends"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Some(code) = path.is_file().then(|| fs::read_to_string(&path).unwrap()) else { continue };
            for sentence in sentences(&code).into_iter().filter(|text| text.len() >= 24) {
                if !seen.insert(sentence.to_owned()) {
                    twice.push(sentence.to_owned());
                }
            }
        }
    }
    assert!(twice.is_empty(), "{twice:?}");
}
