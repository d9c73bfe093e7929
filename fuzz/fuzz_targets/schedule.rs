//! Whatever the bytes are, reading them as a schedule ends, and what is read holds together; so does what an import asks
//! beforehand.

#![no_main]

use kubetalks::model::Source;
use kubetalks::source::{Opened, Options, read_opened};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { source: Source::Address("https://host.example/2026/".to_owned()), ..Options::default() };
    let opened = Opened::new(bytes);
    let _ = opened.outline(&options);
    let _ = (opened.is_entry(), opened.leads(options.base()));
    if let Ok(reading) = read_opened(&opened, &options) {
        assert!(reading.schedule.check().is_ok());
    }
});
