//! Whatever a keymap says, help and the way out keep their keys.

#![no_main]

use kubetalks::action::Mode;
use kubetalks::keymap::Keymap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (keymap, _) = Keymap::default().overridden_by(text, "keymap.toml");
    for mode in Mode::ALL {
        assert!(mode.needed().iter().all(|action| !keymap.keys_for(*mode, *action).is_empty()));
    }
});
