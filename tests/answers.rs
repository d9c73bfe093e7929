//! What a command answers is what is on the disk, whatever goes wrong on the way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Stdio};
use support::user::{User, run};

const ISTIO: &str = "kubecon-na-2017/istio-sailing-to-a-secure-services-mesh";

#[test]
fn what_cannot_be_read_is_not_taken_for_unmarked() {
    for options in [&[][..], &["--seen"], &["--rating"], &["--note"]] {
        let unmark: Vec<&str> = ["unmark", ISTIO].iter().chain(options).copied().collect();
        let user = User::new();
        fs::create_dir_all(user.file("favourites.toml")).unwrap();
        let run = user.run(&unmark);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "a folder in its place: {}", run.err);
        let user = User::new().with("favourites.toml", "schema = 99\n");
        let run = user.run(&unmark);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "a newer version: {}", run.err);
    }
    let run = User::new().run(&["unmark", ISTIO]);
    assert_eq!(run.code, Some(0), "where nothing is, nothing is marked: {}", run.err);
}

#[test]
fn nothing_is_said_or_written_of_marks_that_nobody_can_read() {
    let at = |user: &User, name: &str| user.home().join(name).display().to_string();
    for (what, text) in [("a folder in its place", None), ("a newer version", Some("schema = 99\n"))] {
        let user = User::new();
        let (file, calendar, other) = (user.file("favourites.toml"), at(&user, "my.ics"), at(&user, "other.ics"));
        assert_eq!(user.run(&["mark", ISTIO]).code, Some(0));
        assert_eq!(user.run(&["export", "-o", &calendar]).code, Some(0));
        let before = fs::read(&calendar).unwrap();
        fs::remove_file(&file).unwrap();
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::create_dir(&file).unwrap(),
        }
        for command in [
            &["export", "-o", &calendar][..],
            &["export", "istio", "-o", &other],
            &["export", "--format", "csv"],
            &["export", "--publish", &calendar],
            &["agenda"],
            &["agenda", "--json"],
            &["gaps"],
            &["plan"],
            &["list", "is:going"],
        ] {
            let run = user.run(command);
            // What does not ask for marks is answered.
            let expected = if command.contains(&"istio") { Some(0) } else { Some(2) };
            assert_eq!(run.code, expected, "{what}: {command:?}: {} {}", run.out, run.err);
            assert!(expected == Some(0) || run.out.is_empty(), "{what}: {command:?}: {}", run.out);
            assert!(!run.err.contains("nothing is marked") && !run.err.contains("no longer marked"), "{}", run.err);
        }
        assert_eq!(fs::read(&calendar).unwrap(), before, "{what}: nothing is cancelled in the calendar");
    }
    let user = User::new();
    let calendar = at(&user, "my.ics");
    assert_eq!(user.run(&["mark", ISTIO]).code, Some(0));
    assert_eq!(user.run(&["export", "-o", &calendar]).code, Some(0));
    fs::write(user.file("favourites.toml"), "schema = 1\n[[entry]]\nevent = 'e'\n").unwrap();
    let run = user.run(&["export", "-o", &calendar]);
    assert_eq!(run.code, Some(2), "a damaged one: {} {}", run.out, run.err);
    assert!(run.err.contains("would be cancelled"), "{}", run.err);
}

#[test]
fn what_is_in_its_place_is_stored_though_it_may_not_last() {
    let user = User::new();
    assert_eq!(user.run(&["mark", ISTIO]).code, Some(0));
    let folder = user.home().join("config");
    fs::set_permissions(&folder, Permissions::from_mode(0o300)).unwrap();
    if fs::File::open(&folder).is_ok() {
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        eprintln!("skipped: a folder that cannot be opened, which means nothing to root");
        return;
    }
    let run = user.run(&["mark", ISTIO, "--interested"]);
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("is stored, but may not survive"), "{}", run.err);
    assert!(fs::read_to_string(user.file("favourites.toml")).unwrap().contains("interested"));
}

#[test]
fn help_that_cannot_be_printed_is_no_success() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full");
        return;
    };
    for option in ["--help", "--version"] {
        let mut command = User::new().command(&[option]);
        let status = command.stdout(full.try_clone().unwrap()).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(2), "{option}");
    }
}

#[test]
fn an_export_is_as_open_as_the_umask_says_and_what_is_mine_is_not() {
    let user = User::new();
    assert_eq!(user.run(&["mark", ISTIO]).code, Some(0));
    let export = |umask: &str, file: &str| {
        let mut shell = Command::new("/bin/sh");
        let known = user.command(&[]);
        shell.envs(known.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let script = format!("umask {umask}; exec \"$0\" export -f csv -o {file}");
        run(shell.arg("-c").arg(script).arg(known.get_program()).current_dir(user.home()))
    };
    let mode = |name: &str| fs::metadata(user.home().join(name)).unwrap().mode() & 0o777;
    for (umask, file, expected) in [("022", "a.csv", 0o644), ("077", "b.csv", 0o600), ("002", "c.csv", 0o664)] {
        let run = export(umask, file);
        assert_eq!((run.code, mode(file)), (Some(0), expected), "{umask}: {}", run.err);
    }
    fs::set_permissions(user.home().join("a.csv"), Permissions::from_mode(0o640)).unwrap();
    export("022", "a.csv");
    assert_eq!(mode("a.csv"), 0o640, "what is replaced keeps its mode");
    assert_eq!(mode("config/favourites.toml"), 0o600);
}

#[test]
fn secrets_in_addresses_are_shown_nowhere() {
    let user = User::new();
    let schedule = "[event]\nid = 'conf'\nname = 'Conf'\nzone = 'UTC'\n[[session]]\nid = 'a'\ntitle = 'A talk'\n";
    let user = user.having("conf.toml", schedule);
    let event = user.home().join("data/events/conf/event.toml");
    let text = fs::read_to_string(&event).unwrap();
    let file = text.lines().find(|line| line.starts_with("file")).unwrap();
    let address = "https://me:hunter2@localhost:1/private-0a1b2c3d/x?token=tomato";
    fs::write(&event, text.replace(file, &format!("address = \"{address}\""))).unwrap();
    // Made anew, with the address.
    fs::remove_file(event.with_file_name("schedule.bin")).unwrap();
    let list = user.put("ana.txt", "conf/a\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &list]).code, Some(0));
    let friends = user.file("friends.toml");
    let text = fs::read_to_string(&friends).unwrap();
    fs::write(&friends, text.replace(&list, address)).unwrap();
    let secrets = ["hunter2", "0a1b2c3d", "tomato"];
    for arguments in [
        &["events"][..],
        &["events", "--json"],
        &["refresh"],
        &["import", address],
        &["import", "--json", address],
        &["open", address],
        &["friends"],
        &["friends", "--json"],
        &["friends", "refresh"],
        &["friends", "add", "Bo", address],
        &["mark", "--from", address],
    ] {
        let run = user.run(arguments);
        let said = format!("{}{}", run.out, run.err);
        assert_eq!(secrets.into_iter().find(|secret| said.contains(secret)), None, "{arguments:?}: {said}");
        assert!(said.contains("localhost"), "{arguments:?}: {said}");
    }
    for format in ["ics", "markdown", "json", "csv", "org", "html"] {
        let said = user.run(&["export", "-f", format, "event:conf"]);
        assert_eq!(secrets.into_iter().find(|secret| said.out.contains(secret)), None, "{format}: {}", said.out);
    }
    for whole in [&event, &friends] {
        assert!(fs::read_to_string(whole).unwrap().contains(address), "it is still known where to fetch it");
    }
    let mut folders = vec![user.home().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry != event && entry != friends {
                let text = String::from_utf8_lossy(&fs::read(&entry).unwrap()).into_owned();
                assert_eq!(secrets.into_iter().find(|secret| text.contains(secret)), None, "{}", entry.display());
            }
        }
    }
}
