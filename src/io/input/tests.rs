use super::*;
use crossterm::event::{KeyCode, KeyModifiers};
use signal_hook::consts::SIGTERM;

#[test]
fn crossterm_events_become_keys_as_keymaps_spell_them() {
    let table = [
        (KeyCode::Char('G'), KeyModifiers::SHIFT, Some("G")),
        (KeyCode::Char('d'), KeyModifiers::CONTROL, Some("ctrl-d")),
        (KeyCode::BackTab, KeyModifiers::NONE, Some("shift-tab")),
        (KeyCode::F(5), KeyModifiers::ALT, Some("alt-f5")),
        (KeyCode::Enter, KeyModifiers::NONE, Some("enter")),
        (KeyCode::Null, KeyModifiers::NONE, None),
        (KeyCode::Char('\u{9b}'), KeyModifiers::NONE, None),
        (KeyCode::CapsLock, KeyModifiers::NONE, None),
    ];
    for (code, modifiers, spelled) in table {
        let found = key(KeyEvent::new(code, modifiers)).map(|key| key.to_string());
        assert_eq!(found.as_deref(), spelled, "{code:?}");
    }
}

#[test]
fn a_held_key_repeats_and_its_release_is_no_key() {
    let event = |kind| KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
    assert!(key(event(KeyEventKind::Press)).is_some());
    assert!(key(event(KeyEventKind::Repeat)).is_some());
    assert_eq!(key(event(KeyEventKind::Release)), None);
}

#[test]
fn pasted_text_keeps_its_lines_and_loses_what_could_draw() {
    assert_eq!(clean_paste("a\r\nb\rc\nd\te"), "a\nb\nc\nd e");
    assert_eq!(clean_paste("\x1b[2J\u{202e}é\u{9b}\0👩‍💻"), "[2Jé👩‍💻");
}

#[test]
fn the_mouse_stays_inside_the_window() {
    let event = |column, row| MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column,
        row,
        modifiers: KeyModifiers::NONE,
    };
    let cell = |event, window| mouse(event, window).map(|mouse| (mouse.column, mouse.row));
    assert_eq!(cell(event(65535, 3), (80, 24)), Some((79, 3)));
    assert_eq!(cell(event(5, 99), (80, 24)), Some((5, 23)));
    assert_eq!(cell(event(5, 5), (0, 0)), Some((0, 0)));
}

#[test]
fn a_wait_ends_by_the_wake_pipe_and_by_nothing_else() {
    let (quiet, _other) = UnixStream::pair().unwrap();
    let tty = File::from(std::os::fd::OwnedFd::from(quiet));
    let (mut wake, wakened) = UnixStream::pair().unwrap();
    wake.write_all(&[PAUSE]).unwrap();
    assert_eq!(wait(&tty, &wakened, PollFlags::IN).unwrap(), News::Wake(PAUSE));
    drop(wake);
    assert_eq!(wait(&tty, &wakened, PollFlags::IN).unwrap(), News::Closed);
}

#[test]
fn a_vanished_terminal_ends_a_wait_even_where_no_key_is_wanted() {
    let (gone, other) = UnixStream::pair().unwrap();
    drop(other);
    let tty = File::from(std::os::fd::OwnedFd::from(gone));
    let (_wake, wakened) = UnixStream::pair().unwrap();
    assert!(wait(&tty, &wakened, PollFlags::empty()).is_err());
}

#[test]
fn while_another_program_has_the_terminal_its_interrupt_is_not_ours() {
    let tty = File::open("/dev/null").unwrap();
    let interrupt = |aside| signalled(SIGINT, &tty, &AtomicBool::new(aside));
    assert_eq!(interrupt(false), Some(Input::Signal(Signal::End(SIGINT))));
    assert_eq!(interrupt(true), None);
    let terminate = signalled(SIGTERM, &tty, &AtomicBool::new(true));
    assert_eq!(terminate, Some(Input::Signal(Signal::End(SIGTERM))));
}
