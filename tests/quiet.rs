//! `kubetalks refresh --quiet`, as cron runs it: what changed of the user's own sessions is printed once, and nothing else ever.
//!
//! Real schedules are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use std::path::PathBuf;
use support::invented::INVENTED;
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
