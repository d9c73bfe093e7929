//! Whatever the settings say, they are read.

#![no_main]

use kubetalks::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Config::read(text, "config.toml");
});
