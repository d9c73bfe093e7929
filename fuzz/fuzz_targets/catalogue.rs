//! Whatever a list of conferences is, reading it ends.

#![no_main]

use kubetalks::catalogue::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read(text, "https://lists.example/api/events/", "a list");
});
