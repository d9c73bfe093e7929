//! The README and the pages of `docs/` say what is so: their tables are made by the program, their commands and settings
//! are understood, their links lead somewhere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use kubetalks::action::{Action, Group};
use kubetalks::cli::command;
use kubetalks::config::Config;
use kubetalks::keymap::Keymap;
use kubetalks::search::FIELDS;
use kubetalks::theme::Theme;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

fn keys() -> String {
    let keymap = Keymap::default();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for group in Group::ALL {
        let _ = writeln!(table, "| | **{}** |", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == *group) {
            let _ = writeln!(table, "| {} | {} |", places(&keymap, *action), action.help());
        }
    }
    table
}

fn places(keymap: &Keymap, action: Action) -> String {
    let told = |(modes, keys): (Vec<&str>, Vec<String>)| match modes.is_empty() {
        true => spelled(&keys),
        false => format!("{}: {}", modes.join(", "), spelled(&keys)),
    };
    keymap.places(action).into_iter().map(told).collect::<Vec<_>>().join(" · ")
}

fn spelled(keys: &[impl Display]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(" ")
}

/// The fields of a query, with what may be written where there is more to it than a text.
fn fields() -> String {
    let mut table = String::from("| field | takes | such as |\n|---|---|---|\n");
    for field in FIELDS {
        let _ = writeln!(table, "| `{}:` | {} | {} |", field.name, field.help, spelled(field.examples));
    }
    table
}

fn settings() -> String {
    let mut table = String::from("| setting | default | such as | what it is for |\n|---|---|---|---|\n");
    for setting in Config::default().in_force() {
        let value = setting.value.map_or_else(String::new, |value| format!("`{value}`"));
        let _ = writeln!(table, "| `{}` | {value} | `{}` | {} |", setting.name, setting.example, setting.help);
    }
    table
}

fn roles() -> String {
    let rows = Theme::ROLES.iter().map(|(name, meaning)| format!("| `{name}` | {meaning} |\n"));
    "| role | what it is for |\n|---|---|\n".to_owned() + &rows.collect::<String>()
}

fn themes() -> String {
    let rows = Theme::NAMES.iter().filter_map(|name| Some((name, Theme::file(name)?.strip_prefix("# ")?)));
    let told = rows.map(|(name, text)| format!("| `{name}` | {} |\n", text.lines().next().unwrap()));
    "| theme | what it is |\n|---|---|\n".to_owned() + &told.collect::<String>()
}

fn commands() -> String {
    let mut table = String::from("| command | what it does |\n|---|---|\n");
    for command in command().get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(table, "| `{}` | {about} |", command.get_name());
    }
    table
}

fn in_repository(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Holds what stands between two comments against what the program makes, or writes it there.
fn check(page: &str, name: &str, made: &str) {
    let begin = format!("<!-- {name}: made by `UPDATE=1 cargo test --test readme` -->\n");
    let end = format!("<!-- {name} end -->");
    let path = in_repository("docs").join(page);
    let told = fs::read_to_string(&path).unwrap();
    let (before, rest) = told.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    let fresh = format!("{before}{begin}\n{made}\n{end}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    } else {
        assert!(fresh == told, "the table of {name} in {page} is stale: UPDATE=1 cargo test --test readme");
    }
}

#[test]
fn the_tables_are_those_of_the_program() {
    check("settings-and-keys.md", "settings", &settings());
    check("settings-and-keys.md", "themes", &themes());
    check("settings-and-keys.md", "roles", &roles());
    check("settings-and-keys.md", "keys", &keys());
    check("searching.md", "fields", &fields());
    check("command-line.md", "commands", &commands());
}

/// The README and the pages, each with its path.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(in_repository("docs")).unwrap().map(|entry| entry.unwrap().path());
    let paths = docs.chain(["README.md", "CONTRIBUTING.md"].map(in_repository));
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The lines of the blocks of a page that are in some language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_command_that_is_told_is_understood() {
    for (path, page) in pages() {
        for line in blocks(&page, "sh").join("\n").lines() {
            let Some(words) = line.rsplit("| ").next().filter(|part| part.starts_with("kubetalks")) else { continue };
            let words = shlex::split(words).unwrap();
            // A file by itself is opened.
            let words: Vec<&str> = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [program, file] if file.contains('.') => vec![program, "open", file],
                ref words => words.to_vec(),
            };
            let wrong = command().try_get_matches_from(words).err().filter(clap::Error::use_stderr);
            assert!(wrong.is_none(), "{}: {line}\n{}", path.display(), wrong.unwrap());
        }
    }
}

#[test]
fn every_setting_that_is_told_is_read() {
    let (_, page) = pages().into_iter().find(|(path, _)| path.ends_with("settings-and-keys.md")).unwrap();
    let blocks = blocks(&page, "toml");
    assert!(!blocks.is_empty());
    for block in blocks {
        assert_eq!(Config::read(block, "config.toml").1, [], "{block}");
    }
}

/// The name under which a heading can be linked to.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere() {
    for (path, page) in pages() {
        for link in page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link}", path.display());
            if !place.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let found = headings.any(|line| anchor(line.trim_start_matches(['#', ' '])) == place);
                assert!(found, "{}: {link}", path.display());
            }
        }
    }
}

#[test]
fn the_front_page_is_short() {
    let lines = fs::read_to_string(in_repository("README.md")).unwrap().lines().count();
    assert!(lines <= 160, "the README has {lines} lines: the rest belongs in docs/");
}
