//! Whatever a keymap says, help and leaving keep their keys.

#![no_main]

use kubetalks::action::{Action, Mode};
use kubetalks::keymap::Keymap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (keymap, _) = Keymap::default().overridden_by(text, "keymap.toml");
    for mode in Mode::ALL.iter().filter(|mode| !mode.is_text()) {
        assert!(!keymap.keys_for(*mode, Action::Help).is_empty());
        assert!(!keymap.keys_for(*mode, Action::Quit).is_empty());
    }
});
