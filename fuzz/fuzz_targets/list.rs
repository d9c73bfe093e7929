//! Lists of sessions of which the user says what the fields are called: the first line is that, as for `--fields`, and
//! the rest the list.

#![no_main]

use kubetalks::source::{FIELDS, Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (told, list) = text.split_once('\n').unwrap_or(("", text));
    let mut options = Options::default();
    for (field, name) in told.split(',').filter_map(|pair| pair.split_once('=')) {
        if FIELDS.iter().any(|(known, _)| *known == field) {
            options.fields.insert(field.to_owned(), name.to_owned());
        }
    }
    if let Ok(reading) = read(list.as_bytes(), &options) {
        assert!(reading.schedule.check().is_ok());
    }
});
