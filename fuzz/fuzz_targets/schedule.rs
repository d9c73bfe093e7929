//! Whatever the bytes are, reading them as a schedule ends, and what is read holds together.

#![no_main]

use kubetalks::source::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = read(bytes, &Options::default()) {
        assert!(reading.schedule.check().is_ok());
    }
});
