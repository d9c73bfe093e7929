//! Friends on the command line: whose files are read, what is told, and that nothing of anybody's is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::Stdio;
use support::invented::{HARBOUR, INVENTED};
use support::user::{User, run};

/// Somebody who has the invented conference and goes to some of it.
fn visitor(going: &[&str]) -> User {
    let user = User::new().having("invented.toml", INVENTED);
    for id in going {
        assert_eq!(user.run(&["mark", &format!("{HARBOUR}/{id}")]).code, Some(0), "{id}");
    }
    user
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().split_once('/').unwrap().1).collect()
}

#[test]
fn whatever_a_friend_sends_is_recognised_and_left_alone() {
    let ana = visitor(&["opening", "backups-tested"]);
    let path = |name: &str| ana.home().join(name).to_str().unwrap().to_owned();
    for name in ["ana.ics", "ana.json", "ana.csv"] {
        assert_eq!(ana.run(&["export", "-o", &path(name)]).code, Some(0), "{name}");
    }
    ana.put("ana.txt", "opening\nbackups-tested\n");
    fs::copy(ana.file("favourites.toml"), path("favourites.toml")).unwrap();
    let user = visitor(&[]);
    for name in ["ana.ics", "ana.json", "ana.csv", "ana.txt", "favourites.toml"] {
        let before = fs::read(path(name)).unwrap();
        let add = user.run(&["friends", "add", "Ana", &path(name)]);
        assert_eq!((add.code, add.err.as_str()), (Some(0), ""), "{name}");
        assert_eq!(add.out, "Ana (A): 2 sessions of Harbour Days 2027\n", "{name}");
        let found = user.json(&["list", "with:ana", "--json"]);
        assert_eq!(ids(&found), ["opening", "backups-tested"], "{name}");
        assert_eq!(found[0]["friends"], json!(["Ana"]), "{name}");
        assert_eq!(fs::read(path(name)).unwrap(), before, "{name}");
        assert!(user.run(&["show", &format!("{HARBOUR}/opening")]).out.contains("\nGoing too Ana\n"), "{name}");
        assert!(
            user.run(&["list", "with:ana"]).out.starts_with(" A  2027-03-19 09:30  45 min  Great hall  Opening"),
            "{name}"
        );
    }
    assert_eq!(user.json(&["friends", "--json"]).as_array().unwrap().len(), 1, "one name is one friend");
    assert_eq!(user.json(&["list", "!with:an", "--event", HARBOUR, "--json"]).as_array().unwrap().len(), 39);
}

/// The code of somebody who goes to two sessions and is interested in a third.
fn code() -> String {
    let ana = visitor(&["opening", "backups-tested"]);
    assert_eq!(ana.run(&["mark", "--interested", "mesh-on-roofs"]).code, Some(0));
    let shared = ana.run(&["share"]);
    assert_eq!((shared.code, shared.err.as_str()), (Some(0), ""));
    let record = ana.json(&["share", "--json"]);
    assert_eq!((&record["going"], &record["interested"]), (&json!(2), &json!(1)));
    assert_eq!(shared.out, format!("{}\n", record["code"].as_str().unwrap()), "in a pipe there is the line alone");
    assert!(ana.run(&["share", "--qr"]).out.lines().count() > 15);
    assert_ne!(ana.run(&["share", "--going"]).out, shared.out);
    shared.out.trim().to_owned()
}

#[test]
fn a_code_hands_over_what_somebody_marked() {
    let code = code();
    let user = visitor(&["opening"]);
    let add = user.run(&["friends", "add", "Ana", &code]);
    let said = (add.code, add.err.as_str(), add.out.as_str());
    assert_eq!(said, (Some(0), "", "Ana (A): 3 sessions of Harbour Days 2027\n"));
    assert_eq!(ids(&user.json(&["list", "with:ana", "--json"])), ["opening", "backups-tested", "mesh-on-roofs"]);
    let taken = user.run(&["mark", "--from", &code]);
    assert!(taken.out.ends_with("3 of 3 found in a code, 2 newly marked\n"), "{}", taken.out);
    assert_eq!(ids(&user.json(&["list", "is:interested", "--json"])), ["mesh-on-roofs"]);
    // The same from a file, which a phone may have saved.
    let file = user.put("ana.txt", format!("{code}\n"));
    assert_eq!(user.run(&["friends", "add", "Bea", &file]).out, "Bea (B): 3 sessions of Harbour Days 2027\n");
}

#[test]
fn a_code_of_another_version_finds_what_is_still_there_and_tells_what_is_not() {
    let code = code();
    let other = INVENTED
        .replace("id = \"opening\"", "id = \"welcome-2\"")
        .replace("title = \"A mesh on forty roofs\"", "title = \"Forty roofs, one mesh\"")
        .replace("id = \"backups-tested\"", "id = \"cancelled\"")
        .replace("title = \"A backup is a restore that has been tested\"", "title = \"Something else\"");
    let user = User::new().having("invented.toml", &other);
    let taken = user.run(&["mark", "--from", &code]);
    assert_eq!(taken.code, Some(1), "{}", taken.err);
    assert!(taken.out.contains("2 of 3 found in a code, 2 newly marked"), "{}", taken.out);
    assert!(taken.err.contains("'one of another id and title by now' is not in 'harbour-days-2027'"), "{}", taken.err);
    assert_eq!(ids(&user.json(&["list", "is:going", "--json"])), ["welcome-2"]);
    assert_eq!(ids(&user.json(&["list", "is:interested", "--json"])), ["mesh-on-roofs"]);
    let add = user.run(&["friends", "add", "Ana", &code]);
    assert_eq!((add.code, add.out.as_str()), (Some(0), "Ana (A): 2 sessions of Harbour Days 2027, 1 not found\n"));
}

#[test]
fn a_code_waits_for_its_event_and_one_that_is_damaged_is_told() {
    let code = code();
    let user = User::new();
    let taken = user.run(&["mark", "--from", &code]);
    assert!(taken.err.contains("what the code marks is in no event that is loaded"), "{}", taken.err);
    assert!(taken.err.contains("they seem to belong to 'harbour-days-2027'"), "{}", taken.err);
    let add = user.run(&["friends", "add", "Ana", &code]);
    assert!(
        add.err.contains("'a code of 3 marks'") && add.err.contains("schedule of 'harbour-days-2027'"),
        "{}",
        add.err
    );
    let user = user.having("invented.toml", INVENTED);
    assert_eq!(ids(&user.json(&["list", "with:ana", "--json"])).len(), 3);
    for (text, expected) in [
        (&code[..code.len() - 3], "this code is damaged"),
        (&code.replacen("kt1", "kt7", 1), "made by a newer kubetalks"),
    ] {
        for command in [&["mark", "--from", text][..], &["friends", "add", "Bo", text]] {
            let run = user.run(command);
            assert!(run.code == Some(2) && run.err.contains(expected), "{command:?}: {}", run.err);
        }
    }
    assert_eq!(user.json(&["friends", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn of_several_events_one_has_to_be_named() {
    let user = visitor(&["opening"]);
    assert_eq!(user.run(&["mark", "effective-rbac"]).code, Some(0));
    let at = |time: &str| user.run(&["share", "--at", time]);
    assert_eq!(at("2027-03-18").out, user.run(&["share", "--event", HARBOUR]).out, "the other one is over");
    let both = at("2028-01-01");
    assert!(
        both.code == Some(2) && both.err.contains("with --event: kubecon-na-2017, harbour-days-2027"),
        "{}",
        both.err
    );
    assert!(User::new().run(&["share"]).err.contains("there is nothing to hand over"));
}

#[test]
fn favourites_of_an_event_that_is_not_loaded_wait_for_it() {
    let user = User::new();
    let text = format!(
        "schema = 1\n[[entry]]\nevent = \"{HARBOUR}\"\nsession = \"opening\"\n\
         title = \"Opening: what a harbour teaches about protocols\"\nmark = \"going\"\n"
    );
    let add = user.run(&["friends", "add", "Ana", &user.put("ana.toml", &text)]);
    assert_eq!((add.code, add.out.as_str()), (Some(1), "Ana (A): no session, 1 not found\n"));
    assert_eq!(
        add.err,
        format!(
            "Ana: in no event that is loaded: 'Opening: what a harbour teaches about protocols'; they are kept, and found \
             once 'kubetalks import FILE|URL' has brought in the schedule of '{HARBOUR}'\n"
        )
    );
    assert_eq!(user.json(&["friends", "--json"])[0]["missing"], 1);
    let user = user.having("invented.toml", INVENTED);
    assert_eq!(ids(&user.json(&["list", "with:ana", "--json"])), ["opening"]);
    assert_eq!(user.json(&["friends", "--json"])[0]["missing"], 0);
}

#[test]
fn friends_are_listed_refreshed_and_taken_away() {
    let user = visitor(&[]);
    let none = user.run(&["friends"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("'kubetalks friends add NAME FILE' adds one"), "{}", none.err);
    let ana = user.put("ana.txt", "opening\nbell\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &ana, "--letter", "q"]).code, Some(0));
    let mut adding = user.command(&["friends", "add", "Aurélie", "-"]);
    let mut child = adding.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"id,mark\nlightning,interested\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let all = user.json(&["friends", "--json"]);
    let told: Vec<_> =
        all.as_array().unwrap().iter().map(|f| (&f["name"], &f["letter"], &f["going"], &f["interested"])).collect();
    assert_eq!(
        told,
        [(&json!("Ana"), &json!("Q"), &json!(2), &json!(0)), (&json!("Aurélie"), &json!("A"), &json!(0), &json!(1))]
    );
    fs::write(&ana, "opening\nincident-review\n").unwrap();
    let refresh = user.run(&["friends", "refresh"]);
    assert_eq!((refresh.code, refresh.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = refresh.out.lines().collect();
    assert_eq!(lines[0], "Ana (Q): 2 sessions of Harbour Days 2027");
    assert!(lines[1].starts_with("  + ") && lines[2].starts_with("  - "), "{}", refresh.out);
    let lost = user.run(&["friends", "refresh", "aurelie"]);
    assert_eq!(lost.code, Some(2));
    assert!(lost.err.contains("came from a code or standard input and cannot be read again"), "{}", lost.err);
    fs::remove_file(&ana).unwrap();
    let gone = user.run(&["friends", "refresh", "Ana"]);
    assert_eq!(gone.code, Some(2));
    assert!(gone.err.contains("what was read before stays in use"), "{}", gone.err);
    assert_eq!(ids(&user.json(&["list", "with:ana", "--json"])), ["opening", "incident-review"]);
    assert_eq!(user.run(&["friends", "remove", "AURELIE"]).out, "no longer a friend here: Aurélie\n");
    assert_eq!(user.json(&["friends", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let user = visitor(&[]);
    let ana = user.put("ana.txt", "opening\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &ana]).code, Some(0));
    let before = fs::read(user.file("friends.toml")).unwrap();
    let page = user.put("page.html", "<html></html>");
    for (arguments, code, told) in [
        (&["friends", "add", "Bo", "nowhere.ics"][..], 2, "nowhere.ics: cannot be read"),
        (&["friends", "add", "Bo", &page], 2, "these are no favourites"),
        (&["friends", "add", "?", &ana], 2, "'?' is no name"),
        (&["friends", "add", "Bo", &ana, "--letter", "a"], 2, "'A' stands for Ana already"),
        (&["friends", "add", "Bo", "-"], 2, "standard input"),
        (&["friends", "add", "Bo", "kt1:KUBECON"], 2, "the code: this code is damaged"),
        (&["friends", "remove", "Anna"], 1, "there is no friend 'Anna'; did you mean 'Ana'?"),
        (&["friends", "refresh", "Zoe"], 1, "there is no friend 'Zoe'; 'kubetalks friends' lists them"),
        (&["friends", "split", "--event", "harbor"], 2, "there is no event 'harbor'"),
        (&["list", "opening", "with:anna"], 2, "query:1:9: 'anna' is not a value of 'with'; did you mean 'Ana'?"),
    ] {
        let run = user.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(told), "{arguments:?}: {}", run.err);
        assert_eq!(fs::read(user.file("friends.toml")).unwrap(), before, "{arguments:?}");
    }
    let broken = b"schema = 1\n[[friend]]\nname = \"Ana\n";
    fs::write(user.file("friends.toml"), broken).unwrap();
    let add = user.run(&["friends", "add", "Bo", &ana]);
    assert_eq!(add.code, Some(2));
    assert!(add.err.contains("nothing was changed") && add.err.contains("friends.toml:3:"), "{}", add.err);
    assert_eq!(fs::read(user.file("friends.toml")).unwrap(), broken);
    let check = user.run(&["check"]);
    assert_eq!(check.code, Some(1));
    assert!(check.out.contains("friends.toml:3:"), "{}", check.out);
}

#[test]
fn a_clash_is_split_between_friends() {
    let user = visitor(&["routing-registry", "backups-tested", "opening", "dns-for-a-city"]);
    let lone = user.run(&["friends", "split"]);
    assert_eq!((lone.code, lone.out.as_str()), (Some(1), ""));
    let ana = user.put("ana.txt", "opening\nbackups-tested\n");
    let bo = user.put("bo.txt", "dns-for-a-city\naddresses\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &ana]).code, Some(0));
    assert_eq!(user.run(&["friends", "add", "Bo", &bo]).code, Some(0));
    let split = user.json(&["friends", "split", "--json"]);
    let id = |id: &str| format!("{HARBOUR}/{id}");
    assert_eq!(split["clashes"].as_array().unwrap().len(), 1);
    let (registry, backups) = (id("routing-registry"), id("backups-tested"));
    assert_eq!(
        split["clashes"][0]["offers"],
        json!([
            {"friend": "Ana", "you": registry, "they": backups, "why": "goes"},
            {"friend": "Bo", "you": registry, "they": backups, "why": "free"},
        ])
    );
    assert_eq!(split["theirs"][0]["friend"], "Bo");
    assert_eq!(
        (&split["theirs"][0]["you"], &split["theirs"][0]["they"]),
        (&id("dns-for-a-city").into(), &id("addresses").into())
    );
    let together: Vec<_> = split["together"].as_array().unwrap().iter().map(|t| &t["session"]).collect();
    assert_eq!(together, [&json!(id("opening")), &json!(backups), &json!(id("dns-for-a-city"))]);
    let text = user.run(&["friends", "split", "--event", HARBOUR, "--day", "1"]);
    assert_eq!((text.code, text.err.as_str()), (Some(0), ""));
    assert!(text.out.contains("you take 'Keeping a routing registry honest', Ana takes 'A backup is"), "{}", text.out);
    assert!(!text.out.contains("Clashes of friends"), "that is on the second day: {}", text.out);
    _ = run(&mut user.command(&["friends", "remove", "Ana", "Bo"]));
}
