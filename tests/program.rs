//! The program itself in a real terminal: how it starts and ends, and what becomes of marks when things go wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use chrono::{TimeDelta, Utc};
use kubetalks::favourites::{Favourites, FavouritesReading, read};
use kubetalks::model::Mark;
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use support::pty::{Launch, Pty};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kubetalks");

fn launch(home: &Path) -> Launch {
    launch_as(Launch::new(PROGRAM), home)
}

fn launch_as(launch: Launch, home: &Path) -> Launch {
    let folder = |name: &str| home.join(name);
    launch
        .env("TERM", "xterm-256color")
        .env("HOME", home)
        .env("TMPDIR", home)
        .env("KUBETALKS_CONFIG_DIR", folder("config"))
        .env("KUBETALKS_DATA_DIR", folder("data"))
        .size(120, 36)
}

fn start(home: &Path) -> Pty {
    let pty = launch(home).start();
    pty.wait_for_text("1 Sessions");
    pty
}

fn quit(mut pty: Pty) {
    // Where how to begin is told the first one closes that.
    pty.send("qq");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.is_restored());
}

fn write(home: &Path, file: &str, text: &str) {
    fs::create_dir_all(home.join("config")).unwrap();
    fs::write(home.join("config").join(file), text).unwrap();
}

/// What is on disk; a file that is damaged fails the test.
fn stored(home: &Path) -> Favourites {
    let Ok(text) = fs::read_to_string(home.join("config/favourites.toml")) else { return Favourites::default() };
    match read(&text, "favourites.toml") {
        FavouritesReading::Whole(favourites, _) => favourites,
        other => panic!("the file is damaged: {other:?}\n{text}"),
    }
}

fn going(favourites: &Favourites) -> Vec<String> {
    let marked = favourites.entries().filter(|entry| entry.mark == Some(Mark::Going));
    marked.map(|entry| entry.session.clone()).collect()
}

/// Waits until the disk is as described.
fn wait_for_disk(home: &Path, what: &str, condition: impl Fn(&Favourites) -> bool) {
    let start = Instant::now();
    while !condition(&stored(home)) {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} never was on disk");
        std::thread::yield_now();
    }
}

#[test]
fn what_is_marked_in_the_demo_is_not_stored() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("d");
    pty.wait_for_text("Harbour Days");
    pty.send("gg ");
    pty.wait_for_text("going:");
    pty.send("a");
    pty.wait_for_text("every event is shown");
    pty.send("gg ");
    wait_for_disk(home.path(), "the mark of a session that ships", |stored| !going(stored).is_empty());
    quit(pty);
    let stored = stored(home.path());
    assert!(stored.entries().all(|entry| entry.event != "demo"), "{stored:?}");
}

#[test]
fn it_starts_on_the_shipped_programme_and_gives_the_terminal_back() {
    let home = TempDir::new().unwrap();
    quit(start(home.path()));
    let mut pty = start(home.path());
    pty.send("\x03");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.is_restored());
}

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    let all = [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT, Signal::ABORT, Signal::ALARM, Signal::USR1];
    let more = [Signal::USR2, Signal::VTALARM, Signal::PROF, Signal::XCPU, Signal::IO, Signal::POWER, Signal::STKFLT];
    for signal in all.into_iter().chain(more) {
        let home = TempDir::new().unwrap();
        let mut pty = start(home.path());
        pty.send(" ");
        pty.wait_for_text("undoes");
        pty.signal(signal);
        assert_eq!(i32::from(pty.wait_exit() as u8), 128 + signal.as_raw(), "{signal:?}");
        assert!(pty.is_restored(), "{signal:?}");
        assert_eq!(going(&stored(home.path())).len(), 1, "{signal:?}");
    }
}

#[test]
fn a_closed_window_ends_it_with_every_mark_stored() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send(" ");
    pty.wait_for_text("undoes");
    pty.hang_up();
    pty.wait_exit_within(Duration::from_secs(5));
    assert_eq!(going(&stored(home.path())).len(), 1);
}

#[test]
fn the_terminal_is_asked_nothing() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("/istio\r j?\x1b\x1b");
    pty.wait_for_text("of 225");
    pty.send("q");
    pty.wait_exit();
    let sent = String::from_utf8_lossy(&pty.bytes()).into_owned();
    for query in ["\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[>c", "\x1b]10;?", "\x1b]11;?", "\x1b[?u"] {
        assert!(!sent.contains(query), "{query:?} was sent");
    }
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let home = TempDir::new().unwrap();
    let mut pty = launch(home.path()).env("NO_COLOR", "1").start();
    pty.wait_for_text("225 sessions");
    pty.send("j");
    pty.wait_for("the selection", |screen| {
        let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
        let cells = || (0..rows).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
        let coloured =
            cells().any(|cell| cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default);
        let inverse = cells().filter(|cell| cell.inverse()).count();
        !coloured && inverse > 20 && screen.contents().contains('▸')
    });
    pty.send("q");
    pty.wait_exit();
}

#[test]
fn a_mark_is_there_tomorrow() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("jj ");
    pty.wait_for_text("★ going:");
    quit(pty);
    let pty = start(home.path());
    pty.wait_for_text("★ 1");
    quit(pty);
}

#[test]
fn two_programs_at_once_keep_the_marks_of_both() {
    let home = TempDir::new().unwrap();
    let (mut one, mut other) = (start(home.path()), start(home.path()));
    one.send("j ");
    wait_for_disk(home.path(), "the first mark", |favourites| going(favourites).len() == 1);
    other.send("jjj ");
    wait_for_disk(home.path(), "the second mark", |favourites| going(favourites).len() == 2);
    other.wait_for_text("★ 2");
    quit(one);
    quit(other);
    assert_eq!(going(&stored(home.path())).len(), 2);
}

#[test]
fn a_program_killed_while_marking_loses_nothing_that_was_stored() {
    let home = TempDir::new().unwrap();
    let mut known = 0;
    for round in 0..8 {
        let mut pty = start(home.path());
        pty.send(&format!("{} j j j ", "j".repeat(5 * round + 1)));
        let before = known;
        wait_for_disk(home.path(), "one more mark", |favourites| going(favourites).len() > before);
        pty.signal(Signal::KILL);
        pty.wait_exit();
        let now = going(&stored(home.path())).len();
        assert!(now > known, "round {round}: {now} marks, {known} before");
        known = now;
    }
}

#[test]
fn a_full_disk_is_told_and_the_marks_are_rescued_or_named() {
    let home = TempDir::new().unwrap();
    fs::create_dir_all(home.path().join("config")).unwrap();
    let shell = Launch::new("/bin/sh").arg("-c").arg("ulimit -f 0; exec \"$0\"").arg(PROGRAM);
    let mut pty = launch_as(shell, home.path()).start();
    pty.wait_for_text("225 sessions");
    pty.send(" ");
    pty.wait_for_text("not stored yet");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0, "a full disk does not kill the program");
    assert!(pty.is_restored());
    assert!(pty.text().contains("marks:"), "what became of the marks is told:\n{}", pty.text());
}

#[test]
fn a_truncated_file_of_favourites_is_told_and_put_aside() {
    let home = TempDir::new().unwrap();
    write(home.path(), "favourites.toml", "schema = 1\n\n[[entry]]\nevent = \"kubecon-na-2017\"\nsession = \"effec");
    let mut pty = start(home.path());
    pty.wait_for_text("problem");
    pty.send("j ");
    pty.wait_for_text("kept as");
    quit(pty);
    assert_eq!(going(&stored(home.path())).len(), 1);
    let names = fs::read_dir(home.path().join("config")).unwrap();
    let names: Vec<String> = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.contains("unreadable")), "{names:?}");
}

#[test]
fn broken_settings_are_told_with_their_places() {
    let home = TempDir::new().unwrap();
    write(home.path(), "keymap.toml", "[global]\n\"J\" = \"nxet\"\n");
    write(home.path(), "config.toml", "theme = \"drak\"\n");
    let mut pty = start(home.path());
    pty.wait_for_text("2 problems");
    pty.send("!");
    pty.wait_for_text("keymap.toml:2:");
    pty.wait_for_text("config.toml:1:");
    pty.wait_for_text("'next'");
    pty.wait_for_text("'dark'");
    pty.send("\x1b");
    pty.wait_for("the list again", |screen| !screen.contents().contains("keymap.toml"));
    quit(pty);
}

#[test]
fn a_reminder_comes_by_bell_and_notification() {
    let home = TempDir::new().unwrap();
    write(home.path(), "config.toml", "[reminder]\nminutes = 2\nbell = true\nnotify = true\n");
    let marked = "schema = 1\n[[entry]]\nevent = 'soon'\nsession = 'talk'\nmark = 'going'\n";
    write(home.path(), "favourites.toml", marked);
    // Schedules tell whole minutes, so what begins in less than two minutes is due from the beginning.
    let start = (Utc::now() + TimeDelta::minutes(2)).format("%Y-%m-%dT%H:%M:00").to_string();
    let schedule = format!(
        "[event]\nid = 'soon'\nname = 'Soon'\nzone = 'UTC'\n[[session]]\nid = 'talk'\ntitle = 'A talk; soon'\n\
         start = {start}\nend = 2199-01-01T00:00:00\nroom = 'Aula'\n"
    );
    fs::write(home.path().join("soon.toml"), schedule).unwrap();
    let pty = launch(home.path()).arg(home.path().join("soon.toml")).start();
    pty.wait_for_text("min: A talk; soon in Aula");
    let sent = String::from_utf8_lossy(&pty.bytes()).into_owned();
    let rung = sent
        .split_once("\x07\x1b]9;in ")
        .is_some_and(|(_, rest)| rest[1..].starts_with(" min: A talk, soon in Aula\x07"));
    assert!(rung, "{sent:?}");
    quit(pty);
}

#[test]
fn no_size_of_the_window_ends_it() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    for (columns, rows) in [(1, 1), (19, 4), (20, 5), (300, 100), (40, 12), (80, 24), (118, 8)] {
        pty.resize(columns, rows);
        pty.send("j");
    }
    pty.resize(120, 36);
    pty.wait_for_text("225 sessions");
    quit(pty);
}

#[test]
fn without_a_home_it_runs_and_says_that_marks_are_not_kept() {
    let launch = Launch::new(PROGRAM).env("TERM", "xterm").env("HOME", "/dev/null");
    let rescue = tempfile::tempdir().unwrap();
    let launch = launch.env("XDG_CONFIG_HOME", "").env("XDG_DATA_HOME", "").env("TMPDIR", rescue.path());
    let mut pty = launch.size(120, 36).start();
    pty.wait_for_text("225 sessions");
    pty.send(" ");
    pty.wait_for_text("not stored yet");
    quit(pty);
    assert_eq!(rescue.path().read_dir().unwrap().count(), 1, "at the end the mark is saved where it can be");
}

#[test]
fn a_paste_is_taken_at_once_up_to_what_the_field_holds() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("/");
    pty.paste(&"abc déf ".repeat(125_000));
    pty.wait_for_text("the first 1,000 of 1,000,000 letters");
    pty.send("\x15\r");
    pty.wait_for_text("searches 225");
    pty.send("e");
    pty.paste(&"one\rtwo ".repeat(125_000));
    pty.wait_for_text("the first 64,000 of 1,000,000 letters");
    pty.send("\x1b");
    pty.wait_for("the list again", |screen| !screen.contents().contains("Note ·"));
    quit(pty);
}

#[test]
fn a_paste_whose_end_never_comes_can_be_left() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("/\x1b[200~never ended");
    // The terminal makes a signal of it once the reader has been stuck for a second; before that it is pasted text.
    let start = Instant::now();
    while !pty.ends_within(Duration::from_millis(300)) {
        assert!(start.elapsed() < Duration::from_secs(10), "ctrl-c does nothing");
        pty.send("\x03");
    }
    assert_eq!(pty.wait_exit(), 130);
    assert!(pty.is_restored());
}

#[test]
fn marks_that_cannot_be_stored_are_there_at_the_next_start() {
    let home = TempDir::new().unwrap();
    fs::create_dir_all(home.path().join("config/favourites.toml")).unwrap();
    let mut pty = start(home.path());
    pty.send(" ");
    pty.wait_for_text("not stored yet");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.text().contains("The next start of kubetalks takes them in"), "{}", pty.text());
    fs::remove_dir(home.path().join("config/favourites.toml")).unwrap();
    let pty = start(home.path());
    pty.wait_for_text("1 problem");
    quit(pty);
    assert_eq!(going(&stored(home.path())).len(), 1);
    let left = fs::read_dir(home.path().join("data/state")).unwrap().map(|entry| entry.unwrap().file_name());
    let left = left.filter(|name| !name.to_string_lossy().ends_with(".lock"));
    assert_eq!(left.collect::<Vec<_>>(), ["state.toml"], "what was rescued is taken in and gone");
}

#[test]
fn the_screen_the_order_and_the_queries_are_there_at_the_next_start_and_the_card_is_told_once() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.wait_for_text("Where to begin");
    pty.send("b/istio\rs5");
    pty.wait_for_text("shipped");
    quit(pty);
    let mut pty = start(home.path());
    pty.wait_for_text("shipped");
    assert!(!pty.text().contains("Where to begin"));
    pty.send("1/\x12");
    pty.wait_for_text("/ istio");
    pty.send("\r");
    quit(pty);
    fs::write(home.path().join("data/state/state.toml"), "queries = 3").unwrap();
    let pty = start(home.path());
    pty.wait_for_text("1 problem");
    quit(pty);
}
