//! `kubetalks refresh --quiet`, as cron runs it: what changed of the user's own sessions is printed once, and nothing else ever.
//!
//! Real schedules are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use std::path::PathBuf;
use support::invented::INVENTED;
use support::pty::{Launch, Pty};
use support::user::User;

/// Prints what changed of mine, and then nothing.
fn tells_once(user: &User) -> String {
    let first = user.run(&["refresh", "--quiet"]);
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""), "{}", first.out);
    let second = user.run(&["refresh", "--quiet"]);
    assert_eq!((second.code, second.out.as_str(), second.err.as_str()), (Some(0), "", ""));
    first.out
}

#[test]
fn what_changed_of_mine_is_told_once() {
    let user = User::new().having("invented.toml", INVENTED);
    for words in [
        &["mark", "mesh-on-roofs"][..],
        &["mark", "--interested", "opening"],
        &["mark", "--dismissed", "backups-tested"],
    ] {
        assert_eq!(user.run(words).code, Some(0));
    }
    assert_eq!(tells_once(&user), "");
    let moved = INVENTED
        .replace("2027-03-19T14:30", "2027-03-19T14:35")
        .replace("A backup is a restore", "No backup is a restore");
    user.put("invented.toml", moved.replace("Keeping a routing registry honest", "Keeping routes honest"));
    let told = tells_once(&user);
    assert!(told.contains("1 of yours changed") && told.contains("★ A mesh on forty roofs"), "{told}");
    assert!(!told.contains("backup") && !told.contains("routes"), "nobody marked these: {told}");
    let listed = user.run(&["list", "--ids", "--all", "is:changed"]).out;
    assert!(listed.contains("mesh-on-roofs") && listed.contains("routing-registry"), "{listed}");
    assert!(!listed.contains("opening"), "{listed}");
    assert_eq!(User::new().run(&["refresh", "--quiet"]).code, Some(0), "nothing is kept");
}

#[test]
fn what_changed_of_mine_at_a_real_conference_is_told_once() {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let text = |version: &str| {
        let path = shared.join(format!("schedules/refresh-pairs/kubecon-eu-2026-{version}-current-schedule.ics"));
        let text = std::fs::read_to_string(&path);
        text.inspect_err(|_| eprintln!("skipped: {} is not there", path.display())).ok()
    };
    let Some((before, after)) = text("c").zip(text("d")) else { return };
    let user = User::new();
    user.put("kubecon.ics", before);
    let file = user.home().join("kubecon.ics").to_str().unwrap().to_owned();
    assert_eq!(user.run(&["import", &file, "--zone", "Europe/Amsterdam", "--id", "kubecon"]).code, Some(0));
    let all = user.run(&["list", "--event", "kubecon", "--ids"]).out;
    let mine: Vec<&str> = all.lines().collect();
    assert_eq!(user.run(&[&["mark", "--interested"], mine.as_slice()].concat()).code, Some(0));
    user.put("kubecon.ics", after);
    let told = tells_once(&user);
    assert!(told.contains("of yours changed") && told.matches("start: ").count() == 2, "{told}");
    let changed = user.run(&["list", "--ids", "is:changed"]).out.lines().count();
    assert!(changed > 10, "{changed}");
}

/// The program in a terminal at another time.
fn at(user: &User, time: &str) -> Pty {
    let folder = |name: &str| user.home().join(name);
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).arg("--at").arg(time).size(200, 30);
    let launch = launch.env("KUBETALKS_CONFIG_DIR", folder("config")).env("KUBETALKS_DATA_DIR", folder("data"));
    launch.env("TZ", "America/Los_Angeles").env("HOME", user.home()).start()
}

#[test]
fn when_to_leave_is_told_in_a_shell_in_the_words_of_the_screen() {
    let user = User::new().having("invented.toml", INVENTED);
    assert_eq!(user.run(&["mark", "mesh-on-roofs", "backups-tested", "grossrechner"]).code, Some(0));
    user.put("invented.toml", INVENTED.replacen("room = \"Dock 2\"", "room = \"Library\"", 4));
    assert_eq!(user.run(&["refresh"]).code, Some(0));
    for (time, begin, end) in [
        ("2027-03-19T12:20:00Z", "★ 13:30 Library · leave in 5 min (5 min walk) · moved from Dock 2 ", "ago"),
        (
            "2027-03-19T10:27:00Z",
            "★ 11:25 Great hall · late by 7 min (5 min walk) · still to be reached: 11:45–12:15 ",
            ", Library",
        ),
    ] {
        let line = user.run(&["--at", time, "now", "--format", "{leave}"]).out;
        let line = line.trim_end();
        assert!(line.starts_with(begin) && line.ends_with(end), "{line}");
        let mut pty = at(&user, time);
        // The terminal of the test takes a family of emoji apart.
        pty.wait_for_text(line.split('🚨').next().unwrap_or_default());
        pty.send("q");
        pty.wait_exit();
    }
}

#[test]
fn what_changed_is_read_from_the_first_screen() {
    let user = User::new().having("invented.toml", INVENTED);
    assert_eq!(user.run(&["mark", "mesh-on-roofs"]).code, Some(0));
    user.put("invented.toml", INVENTED.replace("2027-03-19T14:30", "2027-03-19T14:35"));
    assert_eq!(user.run(&["refresh"]).code, Some(0));
    let mut pty = at(&user, "2027-03-18T09:00:00Z");
    pty.wait_for_text("1 of yours changed");
    pty.send("D");
    pty.wait_for_text("Changes · Harbour");
    pty.wait_for_text("A mesh on forty roofs");
    pty.send("\u{3}");
    pty.wait_exit();
}

#[test]
fn what_was_decided_and_has_changed_since_is_left_to_go_through_in_a_shell_too() {
    let user = User::new().having("invented.toml", INVENTED);
    let ids = user.run(&["triage", "--json"]).out;
    let ids: serde_json::Value = serde_json::from_str(&ids).unwrap();
    let ids: Vec<String> =
        ids["left"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let (some, others) = ids.split_at(3);
    let words = |mark: &'static str, ids: &[String]| [vec!["mark".to_owned(), mark.to_owned()], ids.to_vec()].concat();
    for words in [words("--interested", some), words("--dismissed", others)] {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(user.run(&words).code, Some(0));
    }
    let left = |user: &User| -> Vec<String> {
        let found: serde_json::Value = serde_json::from_str(&user.run(&["triage", "--json"]).out).unwrap();
        found["left"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(left(&user), [""; 0]);
    let moved = INVENTED
        .replace("2027-03-19T14:30", "2027-03-19T14:35")
        .replace("A backup is a restore", "No backup is a restore");
    user.put("invented.toml", moved.replace("Opening: what a harbour teaches", "Opening: what a port teaches"));
    assert_eq!(user.run(&["refresh", "--quiet"]).code, Some(0));
    let titles = left(&user);
    assert!(titles.iter().any(|title| title.starts_with("Opening: what a port")), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("No backup")), "another title is another matter: {titles:?}");
    assert!(titles.iter().all(|title| !title.starts_with("A mesh on forty")), "it only moved: {titles:?}");
    let listed = user.run(&["triage"]);
    assert_eq!((listed.code, listed.out.lines().count() >= titles.len()), (Some(0), true), "{}", listed.out);
}
