//! Whatever the file of favourites says, it is read.

#![no_main]

use kubetalks::favourites::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read(text, "favourites.toml");
});
