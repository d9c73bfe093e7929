//! Small inputs, each for one kind of fault that real files showed, with the outcome that is right. They are not part of the
//! project: they are looked for in `../shared`, or where `KUBETALKS_SHARED` says, and skipped where there are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that hold what is read of a file; pages need a network and are held by another test.
const FOLDERS: [&str; 4] = ["calendars", "json", "xml", "text"];

/// What is no matter of reading: how a terminal draws, and whose biography is shown with a namesake.
const OTHERS: [&str; 3] = ["emoji-zwj-stale-cells.ics", "namesake.xml", "namesake-elsewhere.xml"];

#[test]
fn every_case_has_the_outcome_that_is_right() {
    let shared = std::env::var_os("KUBETALKS_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let tool = shared.join("tools/cases.py");
    let in_folder = |folder: &'static str| {
        let entries = std::fs::read_dir(shared.join("cases").join(folder)).into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !OTHERS.contains(&name.as_str())).map(move |name| format!("{folder}/{name}"))
    };
    let cases: Vec<String> = FOLDERS.into_iter().flat_map(in_folder).collect();
    let mut command = Command::new("python3");
    command.arg(&tool).arg(env!("CARGO_BIN_EXE_kubetalks")).args(&cases);
    let Some(output) = tool.is_file().then(|| command.output().ok()).flatten() else {
        println!("skipped: {} or python3 is not there", tool.display());
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(" cases right: 0 wrong"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
