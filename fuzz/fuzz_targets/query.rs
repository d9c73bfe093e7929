//! Whatever is typed is a query.

#![no_main]

use kubetalks::search::Query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = Query::parse_among(text, &["Ana".to_owned(), "Björn".to_owned()], &[("a".to_owned(), "b c".to_owned())]);
});
