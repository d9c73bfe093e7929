//! Whatever favourites of other programs are, reading them ends.

#![no_main]

use kubetalks::foreign::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read(bytes, "marks");
});
