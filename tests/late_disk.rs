//! A disk that answers late, or never: what is not stored says so, and leaving waits for it with the terminal given back.
//! Somebody who holds the lock of the favourites stands for such a disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use rustix::process::Signal;
use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use support::pty::{Launch, Pty};
use support::user::User;

/// Keeps every other program from storing favourites while it lives.
struct Disk {
    answers: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Disk {
    fn that_does_not_answer(user: &User) -> Self {
        let lock = OpenOptions::new().write(true).open(lock_of(user)).unwrap();
        lock.lock().unwrap();
        let (answers, waits) = channel::<()>();
        // Whoever waits goes on waiting as long as the lock goes from hand to hand.
        let held = move |lock: File| {
            for number in 0_u32.. {
                lock.set_len(0).and_then(|()| std::io::Write::write_all(&mut &lock, &number.to_le_bytes())).unwrap();
                if waits.recv_timeout(Duration::from_millis(50)) != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        Self { answers: Some(answers), thread: Some(thread::spawn(move || held(lock))) }
    }

    fn answer(&mut self) {
        self.answers = None;
        self.thread.take().map(JoinHandle::join);
    }
}

/// Where the lock is that the first mark has left.
fn lock_of(user: &User) -> PathBuf {
    let files = fs::read_dir(user.home().join("data/state")).unwrap();
    let mut locks =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "lock"));
    locks.next().unwrap()
}

/// Somebody with one mark, and the program with a second that its disk has not answered for.
fn marked(user: &User, settings: &str) -> (Disk, Pty) {
    fs::create_dir_all(user.home().join("config")).unwrap();
    fs::write(user.file("config.toml"), settings).unwrap();
    assert_eq!(user.run(&["mark", "effective-rbac"]).code, Some(0));
    let disk = Disk::that_does_not_answer(user);
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).env("HOME", user.home()).size(120, 36);
    let launch = launch.env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    let mut pty = launch.env("KUBETALKS_DATA_DIR", user.home().join("data")).start();
    pty.wait_for_text("225 sessions");
    pty.send("j ");
    pty.wait_for_text("going:");
    (disk, pty)
}

#[test]
fn a_mark_that_is_not_stored_says_so_until_it_is() {
    for (settings, word) in [("", "storing…"), ("ascii = true\n", "storing~")] {
        let user = User::new();
        let (mut disk, mut pty) = marked(&user, settings);
        let told = |screen: &vt100::Screen| screen.contents().matches(word).count();
        // In the row, beside it in the page, and in the last line, whatever else that says.
        pty.wait_for("the sign", |screen| told(screen) == 3);
        pty.send("j");
        pty.wait_for("the sign without the status", |screen| {
            told(screen) == 2 && !screen.contents().contains("going:")
        });
        disk.answer();
        pty.wait_for("no sign", |screen| told(screen) == 0);
        pty.send("q");
        assert_eq!(pty.wait_exit(), 0);
        assert!(!String::from_utf8(pty.bytes()).unwrap().contains("gives up"));
    }
}

#[test]
fn leaving_gives_the_terminal_back_and_says_what_it_waits_for() {
    let user = User::new();
    let (mut disk, mut pty) = marked(&user, "");
    pty.send("q");
    pty.wait_for_text("storing 1 mark … ctrl-c gives up");
    assert!(pty.is_restored());
    disk.answer();
    assert_eq!(pty.wait_exit(), 0);
    assert_eq!(user.json(&["list", "is:going", "--json"]).as_array().unwrap().len(), 2, "it is stored in the end");
}

#[test]
fn whoever_has_had_enough_is_told_what_is_not_stored() {
    for (first, second, code) in [("q", None, 130), ("\x03", Some(Signal::TERM), 143)] {
        let user = User::new();
        let (_disk, mut pty) = marked(&user, "");
        pty.send(first);
        pty.wait_for_text("ctrl-c gives up");
        match second {
            None => pty.send("\x03"),
            Some(signal) => pty.signal(signal),
        }
        assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), code);
        assert!(pty.text().contains("the disk did not answer; not stored:\n"), "{}", pty.text());
        assert!(pty.is_restored());
    }
}

#[test]
fn without_a_window_it_goes_on() {
    let user = User::new();
    let (mut disk, mut pty) = marked(&user, "");
    pty.hang_up();
    // Nobody is left who could have had enough.
    pty.signal(Signal::HUP);
    disk.answer();
    assert_eq!(pty.wait_exit(), 129);
    assert_eq!(user.json(&["list", "is:going", "--json"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_command_says_at_the_terminal_whom_it_waits_for() {
    let user = User::new();
    assert_eq!(user.run(&["mark", "effective-rbac"]).code, Some(0));
    let disk = Disk::that_does_not_answer(&user);
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).env("HOME", user.home()).size(120, 36);
    let launch = launch.arg("unmark").arg("effective-rbac").env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    let mut pty = launch.env("KUBETALKS_DATA_DIR", user.home().join("data")).start();
    pty.wait_for_text("kubetalks: waiting for another kubetalks");
    drop(disk);
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.text().contains("no longer going: Effective RBAC"), "{}", pty.text());
}
