//! The terminal is taken and given back, whatever happens; in a real pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::PathBuf;
use std::process::Command;
use std::sync::Once;
use std::time::Duration;

use rustix::process::Signal;
use support::pty::{Launch, Pty};

/// Where cargo puts examples. It builds them for `cargo test`, but not for `cargo test --test terminal`.
fn probe() -> PathBuf {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let mut cargo = Command::new(env!("CARGO"));
        // Build scripts of dependencies watch what cargo tells a test of its package, and would run anew.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
            if name != "CARGO_HOME" && name != "CARGO_TARGET_DIR" {
                cargo.env_remove(name);
            }
        }
        let built = cargo.args(["build", "--quiet", "--example", "terminal_probe"]).status();
        assert!(built.is_ok_and(|status| status.success()), "the probe does not build");
    });
    let tests = std::env::current_exe().unwrap();
    tests.ancestors().nth(2).unwrap().join("examples/terminal_probe")
}

/// The probe under a shell that runs it as a job. `script` calls it `"$0"`.
fn under_shell(script: &str) -> Pty {
    Launch::new("/bin/sh").arg("-c").arg(script).arg(probe()).start()
}

fn started(launch: Launch) -> Pty {
    let pty = launch.start();
    pty.wait_for_text("probe 80x24");
    pty
}

#[test]
fn the_terminal_is_taken_whole_and_asked_nothing() {
    let mut pty = started(Launch::new(probe()).env("PROBE_MOUSE", "1"));
    assert!(!pty.is_restored());
    pty.screen(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    });
    pty.send("\x1b[<0;5;3M\x1b[<65;999;999M");
    pty.wait_for_text("MouseInput { deed: Press, column: 4, row: 2 }");
    pty.wait_for_text("MouseInput { deed: WheelDown, column: 79, row: 23 }");
    for (columns, rows) in [(0, 0), (1, 1), (60, 20)] {
        pty.resize(columns, rows);
    }
    pty.wait_for_text("probe 60x20");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.is_restored());
    let sent = String::from_utf8(pty.bytes()).unwrap();
    // Cursor position, status, attributes, version, kitty keyboard, modes, colours, terminfo.
    for query in
        ["\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[0c", "\x1b[>", "\x1b[=", "\x1b[?u", "$p", ";?", "\x1bP", "\x1bZ"]
    {
        assert!(!sent.contains(query), "{query:?} in {sent:?}");
    }
}

#[test]
fn the_terminal_is_given_back_exactly_once_after_every_end() {
    let table = [
        ("q", 0, "ended: 0"),
        ("e", 2, "error: as asked"),
        ("p", 101, "main panics"),
        ("d", 101, "drawing panics"),
        ("w", 101, "worker panics"),
    ];
    for (key, code, last) in table {
        let mut pty = started(Launch::new(probe()).env("RUST_BACKTRACE", "0"));
        pty.send(key);
        assert_eq!(pty.wait_exit(), code, "{key}\n{}", pty.text());
        assert!(pty.is_restored(), "{key}");
        assert!(pty.text().contains(last), "{key}: said on the main screen\n{}", pty.text());
        let sent = String::from_utf8(pty.bytes()).unwrap();
        assert_eq!(sent.matches("\x1b[?1049l").count(), 1, "{key}: {sent:?}");
    }
}

#[test]
fn a_signal_ends_the_program_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut pty = started(Launch::new(probe()));
        pty.signal(signal);
        assert_eq!(pty.wait_exit(), code);
        assert!(pty.is_restored(), "{signal:?}");
    }
}

#[test]
fn a_vanished_terminal_ends_the_program_at_once() {
    let mut pty = started(Launch::new(probe()));
    pty.hang_up();
    assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), 129);
}

#[test]
fn a_vanished_terminal_is_noticed_without_a_signal() {
    // The leader of the session ignores HUP, so the kernel tells the program nothing.
    let mut pty = under_shell(r#"trap "" HUP; "$0"; exit $?"#);
    pty.wait_for_text("probe 80x24");
    pty.hang_up();
    assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), 129);
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_a_pipe() {
    let mut pty = under_shell(r#"echo q | "$0""#);
    pty.wait_for_text("probe 80x24");
    pty.send("x");
    pty.wait_for_text("key x");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.is_restored());
}

#[test]
fn output_into_a_pipe_is_an_error_and_leaves_the_terminal_alone() {
    let mut pty = under_shell(r#""$0" | cat"#);
    pty.wait_for_text("error: ");
    pty.wait_exit();
    assert!(pty.is_restored());
    assert!(!String::from_utf8(pty.bytes()).unwrap().contains('\x1b'), "{}", pty.text());
}

#[test]
fn a_suspended_program_leaves_the_shell_alone_and_comes_back_with_a_full_screen() {
    let mut pty = under_shell(r#"set -m; "$0"; echo stopped; read line; fg; echo code $?"#);
    pty.wait_for_text("probe 80x24");
    pty.send("x");
    pty.wait_for_text("key x");
    pty.send("\x1a");
    pty.wait_for("the shell", |screen| screen.contents().contains("stopped") && !screen.alternate_screen());
    assert!(pty.is_restored());
    pty.send("\n");
    pty.wait_for("everything again", |screen| {
        let text = screen.contents();
        screen.alternate_screen() && text.contains("key x") && text.contains("suspended: true")
    });
    pty.send("z");
    pty.wait_for_text("key z");
    pty.send("q");
    pty.wait_exit();
    assert!(pty.is_restored());
    assert!(pty.text().contains("code 0"), "{}", pty.text());
}

#[test]
fn a_program_without_a_shell_above_it_is_not_suspended() {
    let mut pty = started(Launch::new(probe()));
    pty.send("\x1a");
    pty.wait_for_text("suspended: false");
    pty.signal(Signal::TSTP);
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn a_program_that_was_stopped_from_outside_paints_everything_again() {
    let pty = started(Launch::new(probe()));
    pty.signal(Signal::STOP);
    pty.signal(Signal::CONT);
    pty.wait_for_text("continued");
    let sent = String::from_utf8(pty.bytes()).unwrap();
    assert_eq!(sent.matches("probe").count(), 2, "{sent:?}");
    assert!(pty.screen(vt100::Screen::alternate_screen) && !pty.is_restored());
}

#[test]
fn an_unchanged_frame_costs_few_bytes() {
    let mut pty = started(Launch::new(probe()));
    pty.send("n");
    pty.wait_for_text("frames 1");
    let before = pty.bytes().len();
    pty.send("..........n");
    pty.wait_for_text("frames 12");
    let spent = pty.bytes().len() - before;
    assert!(spent < 11 * 50, "{spent} bytes for ten unchanged frames and one line");
}

#[test]
fn keys_typed_in_one_go_all_arrive() {
    let mut pty = started(Launch::new(probe()));
    // More than crossterm reads at a time.
    pty.send(&".".repeat(5000));
    pty.send("n");
    pty.wait_for_text("frames 5001");
    pty.paste("one\rtwo\x07");
    pty.wait_for_text(r#"Paste("one\ntwo")"#);
}

#[test]
fn an_editor_gets_every_key_until_it_ends() {
    let editor = tempfile::tempdir().unwrap();
    let script = editor.path().join("editor");
    let text =
        r#"trap "" INT; echo editor; read line; echo "got $line"; read more; printf '%s|%s' "$line" "$more" >> "$1""#;
    std::fs::write(&script, text).unwrap();
    let mut pty = started(Launch::new(probe()).env("EDITOR", format!("sh {}", script.display())));
    pty.send("v");
    pty.wait_for("the editor", |screen| screen.contents().contains("editor") && !screen.alternate_screen());
    assert!(pty.is_restored());
    pty.send("first qqq\n");
    pty.wait_for_text("got first");
    // An interrupt in the editor is the editor's.
    pty.send("\x03second\n");
    pty.wait_for_text("edited \"before first qqq|second\"");
    pty.send("x");
    pty.wait_for_text("key x");
}

#[test]
fn a_terminal_that_vanishes_under_an_editor_ends_both() {
    let mut pty = started(Launch::new(probe()).env("EDITOR", "cat /dev/tty"));
    pty.send("v");
    pty.wait_for("the main screen", |screen| !screen.alternate_screen());
    pty.hang_up();
    assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), 129);
}
