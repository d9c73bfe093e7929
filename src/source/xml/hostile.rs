//! Whatever is done to a file, its reader comes back with a sound schedule or a refusal.

use crate::source::edits::{edited, edits, is_sound};
use crate::source::{Options, read};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const FILES: &[&str] = &[
    include_str!("../../../tests/fixtures/pentabarf/nights.xml"),
    include_str!("../../../tests/fixtures/pentabarf/broken.xml"),
    include_str!("../../../tests/fixtures/pentabarf/shifted.xml"),
    include_str!("../../../tests/fixtures/xcal/frab.xcal"),
    include_str!("../../../tests/fixtures/xcal/rfc6321.xml"),
];

/// What breaks markup, times and numbers.
const STICKS: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "</",
    "/>",
    "<event>",
    "</event>",
    "<event id='",
    "<day date='9999-12-31'>",
    "</room>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "<!DOCTYPE x [",
    "&#0;",
    "&#x110000;",
    "99999999999999999999",
    "-1",
    "2200-01-01T00:00:00-14:00",
    "1900-01-01T00:00:00+14:00",
    "24:00",
    "48:00",
    "9999:99",
    "\u{0}",
    "\u{202e}",
    "ä",
    "\u{1f9a9}",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_edit_makes_a_reader_fail(file in prop::sample::select(FILES), edits in edits(STICKS)) {
        is_sound(&edited(file, &edits))?;
    }
}

#[test]
fn large_and_hostile_files_take_no_more_than_linear_time() {
    let many = |text: &str| text.repeat(400_000 / text.len());
    for inside in [
        many("<event id='1'>"),
        many("<event><abstract>"),
        many("<event><title>a&b</title></event>"),
        many("<event><title>a<b</title></event>"),
        many("<event><title>a</title><persons><person>x</person></persons></event>"),
        many("<a>"),
        many("<"),
        many("<!--"),
        many("<![CDATA["),
        many("<a b='"),
        many("&"),
        many("<day date=''>"),
        many("<room name='a'>"),
        format!("<event {}/>", many("a=' ' ")),
        format!("<event id='1'><title>{}</title></event>", many("long ")),
        format!("<event>{}</event>", many("<links><link>")),
    ] {
        let started = Instant::now();
        let text = format!("<schedule><day date='2024-01-01'>{inside}");
        // Nothing is expected of it but that it comes to an end.
        let _ = read(text.as_bytes(), &Options::default());
        assert!(started.elapsed() < Duration::from_secs(20), "{}", inside.get(..60).unwrap_or(&inside));
    }
}
