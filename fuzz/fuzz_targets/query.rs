//! Whatever is typed is a query.

#![no_main]

use kubetalks::search::{Known, Query};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let friends = ["Ana".to_owned(), "Björn".to_owned()];
    let same = [("a".to_owned(), "b c".to_owned())];
    let queries = [("q".to_owned(), "x | (y z)".to_owned()), ("own".to_owned(), "@own @q".to_owned())];
    let _ = Query::parse_among(text, Known { friends: &friends, same: &same, queries: &queries });
});
