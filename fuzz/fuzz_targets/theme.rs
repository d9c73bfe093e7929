//! Whatever a theme says, it is read.

#![no_main]

use kubetalks::theme::Theme;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Theme::default().with(text, "theme.toml");
});
