//! Bringing events in from within the program, in a real terminal and from a real web server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use support::http::{Connection, Server, ok, until_closed};
use support::pty::{Launch, Pty};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kubetalks");

/// A made-up schedule in kubetalks' own form: sessions with their start and room.
fn schedule(sessions: &[(&str, &str, &str)]) -> String {
    let head = "[event]\nid = \"quiet-rivers\"\nname = \"Quiet Rivers\"\nzone = \"Europe/Brussels\"\n\
                first_day = 2027-05-01\nlast_day = 2027-05-01\n";
    let session = |(title, start, room): &(&str, &str, &str)| {
        let id = title.to_lowercase().replace(' ', "-");
        format!(
            "\n[[session]]\nid = \"{id}\"\ntitle = \"{title}\"\nkind = \"talk\"\nstart = 2027-05-01T{start}:00\n\
             minutes = 30\nroom = \"{room}\"\n"
        )
    };
    std::iter::once(head.to_owned()).chain(sessions.iter().map(session)).collect()
}

fn first() -> String {
    schedule(&[("Locks and weirs", "10:00", "Hall"), ("Reed beds", "11:00", "Hall"), ("Otters", "12:00", "Barn")])
}

fn second() -> String {
    schedule(&[("Locks and weirs", "14:30", "Barn"), ("Otters", "12:00", "Barn"), ("Eels", "13:00", "Hall")])
}

fn launch(home: &Path) -> Launch {
    Launch::new(PROGRAM)
        .env("TERM", "xterm-256color")
        .env("HOME", home)
        .env("TMPDIR", home)
        .env("KUBETALKS_CONFIG_DIR", home.join("config"))
        .env("KUBETALKS_DATA_DIR", home.join("data"))
        .size(120, 36)
}

fn start(home: &Path) -> Pty {
    let pty = launch(home).start();
    pty.wait_for_text("225 sessions");
    pty
}

fn quit(mut pty: Pty) {
    pty.send("qq");
    assert_eq!(pty.wait_exit_within(Duration::from_secs(10)), 0);
    assert!(pty.is_restored());
}

fn kept(home: &Path) -> bool {
    home.join("data/events/quiet-rivers/event.toml").exists()
}

#[test]
fn an_event_is_brought_in_marked_refreshed_and_its_changes_are_read_again_tomorrow() {
    let served = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&served);
    let server = Server::start(move |_, connection| {
        let text = if count.fetch_add(1, Ordering::SeqCst) == 0 { first() } else { second() };
        let _ = connection.write_all(&ok("", text.as_bytes()));
    });
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send("5a");
    pty.wait_for_text("Bring in an event");
    pty.paste(&server.url("/schedule.toml"));
    pty.send("\r");
    pty.wait_for_text("Quiet Rivers: 3 sessions");
    pty.wait_for_text("228 sessions");
    pty.send("\r");
    pty.wait_for_text("Sessions · Quiet Rivers");
    pty.send(" ");
    pty.wait_for_text("★ going: Locks and weirs");
    pty.send("5r");
    pty.wait_for_text("1 new, 1 moved, 1 gone · 1 of yours");
    pty.send("v");
    pty.wait_for_text("2027-05-01 10:00 → 2027-05-01 14:30");
    pty.wait_for_text("Yours (1)");
    pty.send("\x1b");
    pty.wait_for_text("fetched just now");
    quit(pty);
    let mut pty = Launch::new(PROGRAM)
        .env("TERM", "xterm-256color")
        .env("HOME", home.path())
        .env("KUBETALKS_CONFIG_DIR", home.path().join("config"))
        .env("KUBETALKS_DATA_DIR", home.path().join("data"))
        .size(120, 36)
        .start();
    pty.wait_for_text("228 sessions");
    pty.wait_for_text("★ 1");
    pty.send("5");
    pty.wait_for_text("just now: 1 new, 1 moved, 1 gone");
    pty.send("v");
    pty.wait_for_text("Eels");
    pty.send("\x1b");
    pty.wait_for_text("fetched just now");
    pty.send("dd");
    pty.wait_for_text("forgotten: Quiet Rivers");
    pty.wait_for_text("225 sessions");
    assert!(!kept(home.path()));
    quit(pty);
    let favourites = fs::read_to_string(home.path().join("config/favourites.toml")).unwrap();
    assert!(favourites.contains("Locks and weirs"), "marks stay: {favourites}");
}

/// Sends the beginning of an answer, then a byte now and then until the client goes, or until told to go on.
fn dawdle(connection: &mut dyn Connection, body: &str, go_on: &AtomicBool) {
    let reply = ok("", body.as_bytes());
    let (head, rest) = reply.split_at(reply.len() - body.len() / 2);
    if connection.write_all(head).is_err() {
        return;
    }
    let mut rest = rest.iter();
    while !go_on.load(Ordering::SeqCst) {
        let Some(byte) = rest.next() else { return until_closed(connection) };
        if connection.write_all(&[*byte]).and_then(|()| connection.flush()).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = connection.write_all(rest.as_slice());
}

#[test]
fn while_a_slow_server_sends_the_program_is_used_and_the_fetch_is_called_off() {
    let go_on = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&go_on);
    let server = Server::start(move |_, connection| dawdle(connection, &first(), &told));
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send(&format!("5a{}\r", server.url("/slow.toml")));
    pty.wait_for_text("ctrl-x stops");
    pty.send("1/istio\r");
    pty.wait_for_text(" of 225 ");
    pty.send(" ");
    pty.wait_for_text("★ going:");
    pty.send("\x18");
    pty.wait_for_text("stopped: http://");
    assert!(!kept(home.path()));
    // The same once more, now to its end.
    pty.send(&format!("5a{}\r", server.url("/slow.toml")));
    pty.wait_for_text("ctrl-x stops");
    go_on.store(true, Ordering::SeqCst);
    pty.wait_for_text("Quiet Rivers: 3 sessions");
    assert!(kept(home.path()));
    quit(pty);
}

#[test]
fn quitting_in_the_middle_of_a_fetch_neither_waits_nor_leaves_half_an_event() {
    let never = AtomicBool::new(false);
    let server = Server::start(move |_, connection| dawdle(connection, &first().repeat(50), &never));
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path());
    pty.send(&format!("5a{}\r", server.url("/slow.toml")));
    pty.wait_for_text("ctrl-x stops");
    quit(pty);
    assert!(!kept(home.path()));
    quit(start(home.path()));
}

#[test]
fn what_cannot_be_fetched_or_read_is_told_with_what_to_do_and_can_be_tried_again() {
    let server = Server::replying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("letter.txt"), "Dear all, the schedule follows next week.\n").unwrap();
    fs::write(home.path().join("rivers.toml"), first()).unwrap();
    let mut pty = start(home.path());
    pty.send(&format!("5a{}\r", server.url("/gone.ics")));
    pty.wait_for_text("the server answers 404");
    pty.send("d");
    pty.send("a~/letter.txt\r");
    pty.wait_for_text("letter.txt");
    pty.wait_for_text("failed");
    pty.send("d");
    pty.send("a~/rivers.toml\r");
    pty.wait_for_text("Quiet Rivers: 3 sessions");
    pty.send(" ");
    pty.wait_for_text("left out: Quiet Rivers");
    pty.wait_for_text("225 sessions");
    pty.send("\r");
    pty.wait_for_text("Sessions · Quiet Rivers");
    quit(pty);
}

/// A command beside the program, with the same files.
fn command(home: &Path, arguments: &[&str]) -> String {
    let folders = [("HOME", home.to_owned()), ("TMPDIR", home.to_owned())];
    let own = [("KUBETALKS_CONFIG_DIR", home.join("config")), ("KUBETALKS_DATA_DIR", home.join("data"))];
    let output = Command::new(PROGRAM).args(arguments).env_clear().envs(folders).envs(own).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_session_whose_id_begins_like_another_is_not_taken_for_it() {
    let lunches = |sessions: &[(&str, &str, u32)]| -> String {
        let head = "[event]\nid = \"lunches\"\nname = \"Lunches\"\nzone = \"UTC\"\n\
                    first_day = 2027-05-01\nlast_day = 2027-05-02\n";
        let session = |(id, title, day): &(&str, &str, u32)| {
            let start = format!("2027-05-0{day}T12:00:00");
            format!(
                "\n[[session]]\nid = \"{id}\"\ntitle = \"{title}\"\nkind = \"talk\"\nstart = {start}\nminutes = 30\n"
            )
        };
        std::iter::once(head.to_owned()).chain(sessions.iter().map(session)).collect()
    };
    let home = TempDir::new().unwrap();
    let file = home.path().join("lunches.toml");
    fs::write(&file, lunches(&[("9", "A talk", 1), ("1", "Lunch", 1), ("12", "Lunch", 2)])).unwrap();
    command(home.path(), &["import", &file.to_string_lossy()]);
    command(home.path(), &["mark", "lunches/12"]);
    fs::write(&file, lunches(&[("9", "A talk", 1)])).unwrap();
    let told = command(home.path(), &["refresh"]);
    assert!(told.starts_with("Lunches: 2 gone; 1 of them yours"), "{told}");
    let mut pty = launch(home.path()).start();
    pty.wait_for_text("226 sessions");
    pty.send("5");
    pty.wait_for_text("2 gone");
    pty.send("v");
    pty.wait_for_text("Yours (1)");
    pty.send("\x1b");
    pty.wait_for("the report is closed", |screen| !screen.contents().contains("Yours"));
    quit(pty);
}
