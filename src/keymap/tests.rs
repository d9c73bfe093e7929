use super::read::DEFAULT;
use super::*;
use crate::action::{Action, Mode};

fn pressed(keymap: &Keymap, mode: Mode, sequence: &str) -> KeyStep {
    let keys = keys(sequence).expect("spelling");
    let (last, pending) = keys.split_last().expect("a key");
    keymap.step(mode, pending, *last)
}

/// Lays `text` over the defaults, compares the problems, and compares what keys do: `mode: keys = action`.
fn check(text: &str, problems: &[&str], steps: &[&str]) {
    let (keymap, found) = Keymap::default().overridden_by(text, "k");
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, problems, "in {text}");
    for step in steps {
        let (place, expected) = step.split_once(" = ").expect("a step");
        let (mode, sequence) = place.split_once(": ").expect("a mode");
        let mode = Mode::from_name(mode).expect("a mode");
        let does = match pressed(&keymap, mode, sequence) {
            KeyStep::Action(action) => action.name(),
            KeyStep::Pending => "...",
            KeyStep::Unbound => "none",
        };
        assert_eq!(does, expected, "{step} in {text}");
    }
}

#[test]
fn the_defaults_have_no_problems() {
    let (_, problems) = Keymap::from_lines(Vec::new()).overridden_by(DEFAULT, "keymap.toml");
    assert_eq!(problems, []);
}

#[test]
fn every_action_has_a_key_by_default() {
    let keymap = Keymap::default();
    for action in Action::ALL {
        let somewhere = Mode::ALL.iter().any(|mode| !keymap.keys_for(*mode, *action).is_empty());
        assert!(somewhere, "'{}' has no key", action.name());
    }
}

#[test]
fn help_quit_and_the_way_back_have_a_key_in_every_mode() {
    let keymap = Keymap::default();
    for mode in Mode::ALL {
        for key in ["ctrl-c", "esc"] {
            assert!(matches!(pressed(&keymap, *mode, key), KeyStep::Action(_)), "{key} in {mode:?}");
        }
        for action in mode.needed() {
            let keys = keymap.keys_for(*mode, *action);
            assert!(keys.iter().any(|key| key != "ctrl-c"), "{action:?} in {mode:?}");
        }
    }
}

#[test]
fn printable_keys_stay_with_the_text_by_default() {
    let keymap = Keymap::default();
    for mode in Mode::ALL.iter().filter(|mode| mode.is_text()) {
        for typed in ('!'..='~').map(String::from).chain(["space".to_owned()]) {
            assert_eq!(pressed(&keymap, *mode, &typed), KeyStep::Unbound, "{typed} in {mode:?}");
        }
        assert_eq!(pressed(&keymap, *mode, "ctrl-u"), KeyStep::Unbound, "line editing in {mode:?}");
    }
}

#[test]
fn keys_that_terminals_or_multiplexers_keep_for_themselves_are_not_among_the_defaults() {
    let keymap = Keymap::default();
    for mode in Mode::ALL {
        for key in ["ctrl-a", "ctrl-b", "ctrl-s", "ctrl-q", "ctrl-i", "ctrl-j", "ctrl-m", "ctrl-["] {
            assert_eq!(pressed(&keymap, *mode, key), KeyStep::Unbound, "{key} in {mode:?}");
        }
    }
}

#[test]
fn what_lies_on_top_closes_with_the_same_keys_and_has_none_of_the_screen_beneath() {
    let keymap = Keymap::default();
    for mode in Mode::ALL.iter().filter(|mode| mode.base() == Some(Mode::Dialog) || **mode == Mode::Reader) {
        for key in ["esc", "q"] {
            assert_eq!(pressed(&keymap, *mode, key), KeyStep::Action(Action::Back), "{key} in {mode:?}");
        }
    }
    let screens = [Action::Sessions, Action::Agenda, Action::Timetable, Action::Now, Action::Events, Action::Search];
    for mode in Mode::ALL.iter().filter(|mode| mode.base() == Some(Mode::Dialog)) {
        for action in screens.into_iter().chain([Action::RefreshAll, Action::ClearFilters, Action::Group]) {
            assert!(keymap.keys_for(*mode, action).is_empty(), "{action:?} in {mode:?}");
        }
    }
    assert_eq!(pressed(&keymap, Mode::Hidden, "x"), KeyStep::Unbound);
    check("[global]\nx = 'redo'", &[], &["hidden: x = none", "reader: x = redo"]);
    check("[dialog]\nz = 'redo'", &[], &["hidden: z = redo", "reader: z = none"]);
}

#[test]
fn a_line_adds_replaces_or_takes_one_key_and_leaves_the_others() {
    check("[global]\nz = 'undo'", &[], &["reader: z = undo", "reader: u = undo", "search: z = none"]);
    check("[global]\nu = 'redo'", &[], &["sessions: u = redo", "sessions: U = redo"]);
    check("[global]\nu = 'none'", &[], &["sessions: u = none", "sessions: j = next"]);
    check("[reader]\nn = 'none'", &[], &["reader: n = none", "sessions: n = next-match"]);
    check("[reader]\nn = 'seen'", &[], &["reader: n = seen", "sessions: n = next-match"]);
    check("[search]\nalt-n = 'next'", &[], &["search: alt-n = next", "search: n = none"]);
}

#[test]
fn a_global_line_wins_over_the_defaults_of_single_modes_but_not_over_the_users_own() {
    check("[global]\nh = 'undo'", &[], &["sessions: h = undo", "reader: h = undo", "sessions: left = previous-pane"]);
    check("[reader]\nh = 'redo'\n[global]\nh = 'undo'", &[], &["sessions: h = undo", "reader: h = redo"]);
    check("[global]\nh = 'none'", &[], &["sessions: h = none", "reader: h = none"]);
    check("[global]\ntab = 'undo'", &[], &["sessions: tab = undo", "search: tab = complete"]);
}

#[test]
fn the_users_line_wins_over_defaults_that_begin_with_the_same_key() {
    check("[global]\ng = 'first'", &[], &["sessions: g = first", "sessions: g g = none"]);
    check("[global]\n'j j' = 'last'", &[], &["sessions: j = ...", "sessions: j j = last"]);
    check("[reader]\ng = 'first'", &[], &["reader: g = first", "sessions: g g = first"]);
    check("[global]\n'g t' = 'last'", &[], &["reader: g t = last", "reader: g g = first"]);
    check("[global]\n'g t' = 'last'\ng = 'none'", &[], &["reader: g t = last", "reader: g g = none"]);
    check("[global]\ng = 'none'", &[], &["reader: g = none"]);
}

#[test]
fn a_bad_line_costs_only_itself() {
    check(
        "[global]\nz = 'undoo'\nv = 'redo'\n",
        &["k:2:5: 'undoo' is not an action; did you mean 'undo'?"],
        &["sessions: z = none", "sessions: v = redo"],
    );
    check(
        "[global]\nctrl-q = 'quit'\nctrl-Q = 'help'\n",
        &["k:3:1: 'ctrl-Q' is the same key as 'ctrl-q' on line 2; that one holds; remove one of them"],
        &["sessions: ctrl-q = quit"],
    );
    check(
        "[global]\n'v v' = 'undo'\nv = 'redo'\n",
        &["k:3:1: 'v' cannot both do something and begin 'v v'; line 2 holds; remove one of them"],
        &["sessions: v v = undo"],
    );
    check(
        "[global]\nv = 'undo'\nv = 'redo'\nz = 'redo'",
        &["k:3:1: 'v' stands here a second time; leave one of the two"],
        &["sessions: v = undo", "sessions: z = redo"],
    );
}

#[test]
fn a_table_given_twice_is_told_and_both_halves_hold() {
    check(
        "[global]\nv = 'undo'\n[reader]\n[global]\nz = 'redo'\n",
        &["k:4:2: 'global' stands here a second time; leave one of the two"],
        &["sessions: v = undo", "sessions: z = redo"],
    );
}

#[test]
fn a_text_that_is_not_toml_changes_nothing() {
    let default = Keymap::default();
    let (keymap, problems) = default.overridden_by("[global]\nz = 'undo'\nx = \n", "k");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(keymap, default);
}

#[test]
fn nobody_can_lock_themselves_in() {
    check(
        "[global]\nq = 'none'\n",
        &["k:2:1: this leaves no key for 'quit' in [global]; bind another key to it as well"],
        &["sessions: q = quit"],
    );
    check(
        "[reader]\n':' = 'none'\nctrl-p = 'none'\n'?' = 'seen'\nf1 = 'undo'\n",
        &["k:5:1: this leaves no key for 'help' in [reader]; bind another key to it as well"],
        &["reader: ? = seen", "reader: f1 = help"],
    );
    check(
        "[global]\n'q q' = 'undo'\n",
        &["k:2:1: this leaves no key for 'quit' in [global]; bind another key to it as well"],
        &["sessions: q = quit"],
    );
    check(
        "[search]\nesc = 'enter'\n",
        &["k:2:1: this leaves no key for 'back' in [search]; bind another key to it as well"],
        &["search: esc = back"],
    );
    check("[global]\nq = 'none'\nQ = 'quit'\n", &[], &["sessions: q = none", "sessions: Q = quit"]);
    check(
        "[global]\nctrl-c = 'copy'\n",
        &["k:2:1: 'ctrl-c' always quits; bind another key"],
        &["global: ctrl-c = quit", "note: ctrl-c = quit"],
    );
}

#[test]
fn ctrl_c_quits_in_the_middle_of_a_sequence() {
    let keymap = Keymap::default();
    assert_eq!(pressed(&keymap, Mode::Sessions, "g ctrl-c"), KeyStep::Action(Action::Quit));
    assert_eq!(pressed(&keymap, Mode::Sessions, "g x"), KeyStep::Unbound);
}

#[test]
fn what_may_follow_a_prefix_is_told_in_the_order_of_the_file() {
    let (keymap, _) = Keymap::default().overridden_by("[global]\n'g z z' = 'undo'\n'g a' = 'last'", "k");
    let follow: Vec<_> = keymap
        .continuations(Mode::Reader, &keys("g").expect("spelling"))
        .iter()
        .map(|(key, what)| format!("{key} {what:?}"))
        .collect();
    assert_eq!(
        follow,
        [
            "g Action(First)",
            "e Action(Export)",
            "f Action(Friends)",
            "v Action(Watch)",
            "w Action(Welcome)",
            "d Action(Demo)",
            "z Prefix",
            "a Action(Last)"
        ]
    );
    assert!(keymap.continuations(Mode::Reader, &[]).len() > 10, "every first key");
    assert_eq!(keymap.continuations(Mode::Reader, &keys("j").expect("spelling")), []);
    assert_eq!(keymap.continuations(Mode::Note, &keys("g").expect("spelling")), []);
}

#[test]
fn the_keys_of_an_action_are_told_shortest_first() {
    let keymap = Keymap::default();
    assert_eq!(keymap.keys_for(Mode::Sessions, Action::First), ["home", "g g"]);
    assert_eq!(keymap.keys_for(Mode::Sessions, Action::Next), ["j", "down"]);
    assert_eq!(keymap.keys_for(Mode::Search, Action::Next), ["down", "ctrl-n"]);
    assert_eq!(keymap.keys_for(Mode::Note, Action::Going), Vec::<String>::new());
    assert_eq!(keymap.bindings(Mode::Note).first(), Some(&("esc".to_owned(), Action::Back)));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[(global|search|x)\\]\n)?([a-z'\" \\-=\\[\\].0-9{}]{0,12}\n){0,6}") {
        Keymap::default().overridden_by(&text, "k");
    }
}

#[test]
fn the_commented_keys_change_nothing_until_a_comment_is_taken_away() {
    let text = Keymap::commented();
    assert_eq!(Keymap::default().overridden_by(&text, "keymap.toml"), (Keymap::default(), Vec::new()));
    let bare: String = text
        .lines()
        .map(|line| line.strip_prefix("# \"").map_or(format!("{line}\n"), |line| format!("\"{line}\n")))
        .collect();
    assert_eq!(Keymap::from_lines(Vec::new()).overridden_by(&bare, "keymap.toml"), (Keymap::default(), Vec::new()));
}
