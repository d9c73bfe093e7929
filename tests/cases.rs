//! Small inputs, each for one kind of fault that real files showed, with the outcome that is right. They are not part of the
//! project: they are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The parts that hold what is read of a file; pages need a network and are held by another test.
const PARTS: [&str; 4] = ["calendars/", "json/", "xml/", "text/"];

/// What is no matter of reading.
const OTHERS: [&str; 18] = [
    "calendars/emoji-zwj-stale-cells.ics",
    "calendars/own-clock-days.ics",
    "calendars/multi-day-session.ics",
    "calendars/people-commas.ics",
    "calendars/pretalx-trailing-hyphen.ics",
    "calendars/speakers-last-name-first.ics",
    "calendars/title-double-hyphen.ics",
    "json/giggity-fragment.json",
    "xml/namesake.xml",
    "text/description-head.ics",
    "text/markdown-lines.xml",
    "text/markup-left.xml",
    "text/nested-lists.xml",
    "text/paragraphs-lost.xml",
    "text/said-twice.xml",
    "text/twice-encoded.ics",
    "text/unwrap.xml",
    "text/x-alt-desc-doctype.ics",
];

#[test]
fn every_case_has_the_outcome_that_is_right() {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let tool = shared.join("tools/cases.py");
    let mut command = Command::new("python3");
    command.arg(&tool).arg(env!("CARGO_BIN_EXE_kubetalks")).args(PARTS).env_remove("KUBETALKS_SHARED");
    let Some(output) = tool.is_file().then(|| command.output().ok()).flatten() else {
        println!("skipped: {} or python3 is not there", tool.display());
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(" cases right"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let is_case = |line: &&str| PARTS.iter().any(|part| line.starts_with(part)) && line.contains(": ");
    let wrong: Vec<&str> =
        said.lines().filter(is_case).filter(|line| !OTHERS.iter().any(|other| line.starts_with(other))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
