//! Every wrong settings file under `tests/bad` with the messages it must cause. `UPDATE=1 cargo test` rewrites them.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kubetalks::config::Config;
use kubetalks::keymap::Keymap;
use kubetalks::problem::Problem;

#[test]
fn every_wrong_keymap_is_told() {
    check("keymap", |text| Keymap::default().overridden_by(text, "keymap.toml").1);
}

#[test]
fn every_wrong_config_is_told() {
    check("config", |text| Config::read(text, "config.toml").1);
}

fn check(folder: &str, read: impl Fn(&str) -> Vec<Problem>) {
    let files = toml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad").join(folder));
    assert!(!files.is_empty(), "no files in {folder}");
    for file in files {
        let text = fs::read_to_string(&file).expect("a readable file");
        let problems = read(&text);
        assert!(!problems.is_empty(), "{} has no problem", file.display());
        let mut found = String::new();
        for problem in problems {
            writeln!(found, "{:?}: {problem}", problem.severity).expect("writing to a string");
        }
        let expected = file.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).expect("a writable folder");
        }
        let told = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, told, "{} is stale; UPDATE=1 rewrites it", expected.display());
    }
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of wrong files");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}
