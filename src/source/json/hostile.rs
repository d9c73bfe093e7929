//! Whatever is done to a file, its reader comes back with a sound schedule or a refusal.

use crate::source::edits::{edited, edits, is_sound};
use crate::source::{Options, read};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const FILES: &[&str] = &[
    include_str!("../../../tests/fixtures/frab-json/v1.json"),
    include_str!("../../../tests/fixtures/frab-json/v2.json"),
    include_str!("../../../tests/fixtures/pretalx-json/widget.json"),
    include_str!("../../../tests/fixtures/pretalx-json/grid.json"),
    include_str!("../../../tests/fixtures/sessionize/all.json"),
    include_str!("../../../tests/fixtures/sessionize/grid.json"),
    include_str!("../../../tests/fixtures/symposion/conference.json"),
    include_str!("../../../tests/fixtures/giggity/menu.json"),
];

/// What breaks JSON, times and numbers.
const STICKS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    "null",
    "{}",
    "[]",
    "[[",
    "{\"\":",
    "\"name\":",
    "\"name\":{\"name\":",
    "\"start\":",
    "\"date\":",
    "1e999",
    "-1",
    "99999999999999999999",
    "\"9999-12-31T23:59:59Z\"",
    "\"2199-12-31T23:59:59-14:00\"",
    "\"1900-01-01T00:00:00+14:00\"",
    "\"48:00\"",
    "\"9999:99\"",
    "\"\\ud800\"",
    "NaN",
    "\u{0}",
    "\n",
    "\u{202e}",
    "\u{1f9a9}",
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
    let many = |text: &str| vec![text; 1_000_000 / text.len()].join(",");
    let numbered = |text: &str| {
        let all: Vec<String> =
            (0..1_000_000 / (text.len() + 6)).map(|number| text.replace('#', &number.to_string())).collect();
        all.join(",")
    };
    let name = "long ".repeat(100_000);
    for events in [
        many(r#"{"id":1,"title":"a"}"#),
        many("{}"),
        many("[]"),
        many("0"),
        numbered(r#"{"id":1,"title":"a","track":"t#"}"#),
        numbered(r##"{"title":"a","track":"#!"}"##),
        numbered(r#"{"title":"a","room":"r#"}"#),
        numbered(r#"{"title":"a","persons":[{"id":#,"name":"x"}]}"#),
        format!(r#"{{"persons":[{}]}}"#, numbered(r#"{"id":#,"name":"x"}"#)),
        format!(r#"{{"links":[{}]}}"#, numbered(r##""https://x.org/#""##)),
        format!(r#"{{"tags":[{}]}}"#, numbered(r##""#""##)),
        format!(r#"{{"abstract":"{}"}}"#, numbered("https://x.org/# ")),
        format!(r#"{{"room":"{name}"}},{}"#, many(&format!(r#"{{"room":"{}"}}"#, &name[..1_000]))),
        "[".repeat(1_000_000),
        r#"{"a":"#.repeat(200_000),
        ",".repeat(1_000_000),
        "\\\"".repeat(400_000),
        format!("\"{}", "\u{1}".repeat(800_000)),
    ] {
        let started = Instant::now();
        let text = format!(r#"{{"schedule":{{"conference":{{"days":[]}},"events":[{events}]}}}}"#);
        // Nothing is expected of it but that it comes to an end.
        let _ = read(text.as_bytes(), &Options::default());
        assert!(started.elapsed() < Duration::from_secs(20), "{}", events.get(..60).unwrap_or(&events));
    }
}

#[test]
fn more_values_than_memory_should_hold_are_refused() {
    let text = format!(r#"{{"talks":[{}]}}"#, vec![r#"{"a":0}"#; 7_000_000].join(","));
    let problems = read(text.as_bytes(), &Options::default()).unwrap_err();
    assert!(problems[0].message.contains("more values"), "{problems:?}");
}
