//! Whatever the file of friends says, it is read.

#![no_main]

use kubetalks::friends::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read(text, "friends.toml");
});
