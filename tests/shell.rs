//! The commands as somebody in a shell meets them: what a terminal is shown, what completes behind tab, what is followed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use support::invented::INVENTED;
use support::pty::{Launch, Pty};
use support::user::User;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kubetalks");
/// While the opening runs.
const AT: &str = "2027-03-19T09:45:00+01:00";

/// Somebody who has the invented conference, goes to two clashing sessions, and leaves out everything else.
fn visitor() -> User {
    let user = User::new().having("invented.toml", INVENTED);
    let events = user.json(&["events", "--json"]);
    let ids = events.as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap());
    let without: Vec<&str> = ids.filter(|id| !id.starts_with("harbour")).flat_map(|id| ["--without", id]).collect();
    assert_eq!(user.run(&[&["events"], &without[..]].concat()).code, Some(0));
    for id in ["opening", "routing-registry", "backups-tested"] {
        assert_eq!(user.run(&["mark", id]).code, Some(0));
    }
    user
}

fn at_home(launch: Launch, user: &User) -> Launch {
    let launch = launch.env("HOME", user.home()).env("TZ", "Europe/Brussels");
    let launch = launch.env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    launch.env("KUBETALKS_DATA_DIR", user.home().join("data"))
}

/// What a command writes to a terminal of so many columns, with the sequences for colours, once it has ended.
fn written(user: &User, columns: u16, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut launch = at_home(Launch::new(PROGRAM), user).size(columns, 50);
    for (name, value) in variables {
        launch = launch.env(name, value);
    }
    let mut pty = arguments.iter().fold(launch, Launch::arg).start();
    pty.wait_exit();
    String::from_utf8(pty.bytes()).unwrap().replace("\r\n", "\n")
}

/// The same as people read it.
fn seen(user: &User, columns: u16, arguments: &[&str]) -> String {
    written(user, columns, &[("NO_COLOR", "1")], arguments)
}

#[test]
fn a_list_on_a_terminal_has_time_room_title_and_a_short_id_that_is_understood() {
    let user = visitor();
    for columns in [80, 120, 200] {
        let list = seen(&user, columns, &["list", "--at", AT]);
        assert!(list.lines().all(|line| line.chars().count() <= columns.into()), "{list}");
        let line = |start: &str| list.lines().find(|line| line.contains(start)).unwrap().to_owned();
        let opening = line("Opening: what");
        assert!(opening.starts_with("★") && opening.contains("today 09:30"), "{columns}: {opening}");
        assert!(opening.contains("Great h") && opening.ends_with("  open"), "{columns}: {opening}");
        assert!(line("DNS for a city").contains("Sat 09:30"), "{columns}: {list}");
        assert_eq!(line("Opening: what").contains("45 min"), columns > 100, "{opening}");
        assert!(!list.contains("Harbour Days"), "the only event need not be named: {list}");
        for line in list.lines() {
            let id = line.rsplit("  ").next().unwrap();
            let found = user.run(&["show", id]);
            assert_eq!(found.code, Some(0), "{id}: {}", found.err);
        }
    }
    let archive = seen(&user, 120, &["list", "opening"]);
    assert!(archive.contains("2027-03-19 09:30"), "{archive}");
    let piped = user.run(&["list", "opening", "--at", AT]).out;
    assert!(piped.starts_with("★  2027-03-19 09:30  45 min  Great hall  Opening: what"), "{piped}");
    assert!(piped.lines().next().unwrap().ends_with("  harbour-days-2027/opening"), "{piped}");
}

#[test]
fn pages_of_a_day_end_in_short_ids_at_any_width() {
    let user = visitor();
    for (columns, arguments, row) in [
        (80, &["agenda", "--at", AT][..], ("Opening", "  open")),
        (80, &["gaps"], ("Storage", "  stor")),
        (80, &["plan"], ("Opening", "  open")),
        (80, &["now", "--at", AT], ("Opening", "  open")),
        (40, &["agenda"], ("Opening", "  open")),
    ] {
        let page = seen(&user, columns, arguments);
        assert!(page.lines().all(|line| line.chars().count() <= columns.into()), "{arguments:?}: {page}");
        let found = page.lines().find(|line| line.contains(row.0)).unwrap();
        assert!(found.ends_with(row.1), "{arguments:?}: {page}");
        assert!(!page.contains("harbour-days-2027/"), "{arguments:?}: {page}");
    }
}

#[test]
fn colours_are_for_terminals_unless_something_else_is_said() {
    let user = visitor();
    let list = ["list", "is:going", "--at", AT];
    let coloured = |variables: &[(&str, &str)], more: &[&str]| {
        written(&user, 100, variables, &[&list[..], more].concat()).contains('\u{1b}')
    };
    assert!(coloured(&[], &[]) && coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!coloured(&[("NO_COLOR", "1")], &[]) && !coloured(&[("TERM", "dumb")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    let piped = |variables: &[(&str, &str)], more: &[&str]| {
        let mut command = user.command(&[&list[..], more].concat());
        support::user::run(command.envs(variables.iter().copied())).out
    };
    let plain = piped(&[], &[]);
    assert!(!plain.contains('\u{1b}'));
    for forced in [piped(&[("CLICOLOR_FORCE", "1")], &[]), piped(&[], &["--color", "always"])] {
        assert!(forced.contains('\u{1b}'), "{forced}");
        let bare: String =
            forced.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
        assert_eq!(bare, plain, "nothing but colours is added");
    }
    assert_eq!(piped(&[("CLICOLOR_FORCE", "0")], &[]), plain);
    assert_eq!(piped(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]), plain);
}

#[test]
fn each_terminal_gets_what_it_can_show() {
    let user = visitor();
    let dumb = written(&user, 100, &[("TERM", "dumb")], &[]);
    assert!(dumb.contains("TERM") && dumb.contains("no full screen") && dumb.contains("Opening: what"), "{dumb}");
    for variables in [&[("TERM", "linux")][..], &[("LC_ALL", "C")], &[("LANG", "de_DE.ISO-8859-1")]] {
        let list = written(&user, 100, variables, &["list", "is:going"]);
        assert!(list.contains('*') && !list.contains('★'), "{variables:?}: {list}");
    }
    for variables in [&[("LANG", "C"), ("LC_ALL", "en_GB.UTF-8")][..], &[("LANG", "C.UTF-8")], &[]] {
        assert!(written(&user, 100, variables, &["list", "is:going"]).contains('★'), "{variables:?}");
    }
    let mut piped = user.command(&["list", "is:going"]);
    assert!(
        support::user::run(piped.env("LC_ALL", "C").env("TERM", "linux")).out.contains('★'),
        "a pipe shows nothing"
    );
    let user = user.with("config.toml", "ascii = false\n");
    assert!(
        written(&user, 100, &[("TERM", "linux")], &["list", "is:going"]).contains('★'),
        "the settings are stronger"
    );
}

#[test]
fn what_is_on_is_followed_until_its_reader_leaves() {
    let user = visitor();
    let follow = ["now", "--follow", "--format", "{title:10}|{start}", "--at", "2027-03-19T10:14:58+01:00"];
    let mut child = user.command(&follow).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "Opening:…|09:30");
    assert_eq!(lines.next().unwrap(), "A backup…|10:30");
    drop(lines);
    assert_eq!(child.wait().unwrap().code(), Some(0), "nobody reads it any more");
}

/// A shell with the program's completion in it, or nothing where it is not installed.
fn shell(user: &User, program: &str, set_up: &str, options: &[&str]) -> Option<Pty> {
    let found = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file());
    let Some(found) = found else {
        eprintln!("skipped: there is no {program} here");
        return None;
    };
    let folder = Path::new(PROGRAM).parent().unwrap().to_str().unwrap().to_owned();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
    let launch = at_home(Launch::new(found), user).env("PATH", path).env("PS1", "ready> ").size(160, 50);
    let launch = launch.env("XDG_CONFIG_HOME", user.home()).env("XDG_DATA_HOME", user.home());
    let mut pty = options.iter().fold(launch, Launch::arg).start();
    pty.send(&format!("{set_up}; echo loa''ded\n"));
    pty.wait_for_text("loaded");
    Some(pty)
}

/// Types a line that ends in a tab and waits for what comes of it, then takes the line away.
fn completes(pty: &mut Pty, typed: &str, expected: &[&str]) {
    pty.send(&format!("{typed}\t"));
    for text in expected {
        pty.wait_for(&format!("{text} behind '{typed}'"), |screen| screen.contents().contains(text));
    }
    pty.send("\u{15}");
    pty.send("clear\n");
    pty.wait_for("an empty screen", |screen| !screen.contents().contains("kubetalks"));
}

/// What is asked for alike in every shell: what is typed, and what stands behind it then.
const ALIKE: &[(&str, &str)] = &[
    ("kubetalks exp", "export "),
    ("kubetalks export --form", "--format"),
    ("kubetalks export --format mark", "--format markdown"),
    ("kubetalks list --event harb", "--event harbour-days-2027"),
    ("kubetalks show backu", "show backups-tested"),
    ("kubetalks show harbour-days-2027/backu", "show harbour-days-2027/backups-tested"),
    ("kubetalks unmark rou", "unmark routing-registry"),
    ("kubetalks list trac", "list track:"),
    ("kubetalks list level:beg", "list level:beginner"),
    ("kubetalks list track:netw", "list track:Networks"),
    ("kubetalks list @spi", "list @spike"),
    ("kubetalks friends remove An", "remove Ana"),
    ("kubetalks list --sort ro", "--sort room"),
    ("kubetalks agenda --day fri", "--day friday"),
];

fn with_friend_and_query() -> User {
    let user = visitor().with("config.toml", "queries.spike = 'istio'\n");
    let list = user.put("ana.txt", "harbour-days-2027/opening\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &list]).code, Some(0));
    user
}

#[test]
fn bash_completes_commands_and_values() {
    let user = with_friend_and_query();
    let set_up = "bind 'set bell-style none'; source <(kubetalks completions bash)";
    let Some(mut pty) = shell(&user, "bash", set_up, &["--norc", "--noprofile", "-i"]) else { return };
    for (typed, expected) in ALIKE {
        completes(&mut pty, typed, &[expected]);
    }
    completes(&mut pty, "kubetalks list room:gre", &[r#"room:\"Great\ hall\""#]);
    completes(&mut pty, "kubetalks list 'room:gre", &[r#"'room:"Great hall"'"#]);
    completes(&mut pty, "kubetalks list is:going level:beg", &["level:beginner"]);
    completes(&mut pty, "kubetalks show \t", &["opening", "backups-tested"]);
}

#[test]
fn zsh_completes_commands_and_values() {
    let user = with_friend_and_query();
    let set_up = "autoload -U compinit; compinit -u; source <(kubetalks completions zsh)";
    let Some(mut pty) = shell(&user, "zsh", set_up, &["-f", "-i"]) else { return };
    for (typed, expected) in ALIKE {
        completes(&mut pty, typed, &[expected]);
    }
    completes(&mut pty, "kubetalks list room:gre", &[r#"room:\"Great\ hall\""#]);
    completes(&mut pty, "kubetalks show \t", &["opening", "A backup is a restore"]);
}

#[test]
fn fish_completes_commands_and_values() {
    let user = with_friend_and_query();
    let Some(mut pty) = shell(&user, "fish", "kubetalks completions fish | source", &["--no-config", "-i"]) else {
        return;
    };
    for (typed, expected) in ALIKE {
        completes(&mut pty, typed, &[expected]);
    }
    completes(&mut pty, "kubetalks show \t", &["opening", "A backup is a restore"]);
}

#[test]
fn the_program_begins_once_with_the_event_that_was_asked_for() {
    let user = User::new().having("invented.toml", INVENTED);
    assert_eq!(user.run(&["events", "--only", "kubecon-na-2017"]).code, Some(0));
    for title in ["Sessions · KubeCon NA 2017", "Sessions · Harbour Days 2027"] {
        let mut pty = at_home(Launch::new(PROGRAM), &user).size(120, 36).start();
        pty.wait_for_text(title);
        pty.send("qq");
        assert_eq!(pty.wait_exit(), 0);
    }
}
