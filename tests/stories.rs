//! Stories: keys in, screen out. Each file under `tests/stories` says in its header how large the window is, what is
//! loaded and what happens, and holds the screen that follows, a layer of styles, and what the world is asked to do.
//!
//! `UPDATE=1 cargo test --test stories` writes everything below the headers anew; read the difference before keeping it.
//! The names that a header may use stand in [`setting`] and [`happen`]; its lines take effect in their order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "support/screen.rs"]
mod screen;
#[path = "support/story.rs"]
mod story;

use kubetalks::app::{Effect, Message, Mouse};
use kubetalks::config::Config;
use kubetalks::keymap::Keymap;
use kubetalks::model::Zone;
use kubetalks::theme::Theme;
use kubetalks::ui::Look;
use std::fs;
use std::path::{Path, PathBuf};
use story::{Setting, Story};

const RULE: &str = "----\n";

#[test]
fn every_story_ends_on_its_screen() {
    let mut stale = Vec::new();
    for file in files() {
        let told = fs::read_to_string(&file).unwrap();
        let header = told.split(RULE).next().unwrap();
        let fresh = told_anew(header);
        if fresh == told {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &fresh).unwrap();
        } else {
            stale.push(format!("{}\n{}", file.display(), difference(&told, &fresh)));
        }
    }
    assert!(stale.is_empty(), "these stories end differently (UPDATE=1 rewrites them):\n{}", stale.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "there are no stories");
    files
}

fn told_anew(header: &str) -> String {
    let story = tell(header);
    let screen = story.screen();
    let effects: String = story.effects.iter().map(|effect| format!("{}\n", describe(effect))).collect();
    format!("{header}{RULE}{}{RULE}{}{RULE}{effects}", screen.text(), screen.styles())
}

/// Tells a story from its header.
fn tell(header: &str) -> Story {
    let lines: Vec<(&str, &str)> = header
        .lines()
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("'{line}' is not 'name: value'")))
        .collect();
    let mut story = Story::new(setting(&lines));
    for (name, value) in lines {
        happen(&mut story, name, value);
    }
    story
}

/// What is so from the beginning.
fn setting(lines: &[(&str, &str)]) -> Setting {
    let value = |name: &str| lines.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    let mut setting = match value("programme") {
        None | Some("shipped") => Setting::shipped(),
        Some("invented") => Setting::invented(),
        Some(other) => panic!("'{other}' is not a programme"),
    };
    let theme = Theme::named(value("theme").unwrap_or("terminal")).expect("a theme");
    setting.look = Look::new(theme, value("ascii").is_some());
    setting.now = value("now").unwrap_or("2017-12-06T15:00:00Z").parse().unwrap();
    if let Some(size) = value("size") {
        setting.size = pair(size);
    }
    if let Some(zone) = value("zone") {
        setting.own_zone = Zone::parse(zone).expect("a zone");
    }
    for (folder, name) in lines.iter().filter(|(name, _)| matches!(*name, "keymap" | "config")) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad").join(folder).join(name);
        let text = fs::read_to_string(path).unwrap();
        let file = format!("{folder}.toml");
        let problems = if *folder == "keymap" {
            let (keymap, problems) = Keymap::default().overridden_by(&text, &file);
            setting.keymap = keymap;
            problems
        } else {
            Config::read(&text, &file).1
        };
        setting.problems.extend(problems);
    }
    setting
}

/// What happens then.
fn happen(story: &mut Story, name: &str, value: &str) {
    match name {
        "keys" => story.press(value),
        "paste" => story.tell(Message::Paste(value.replace("\\n", "\n"))),
        "resize" => {
            let (columns, lines) = pair(value);
            story.resize(columns, lines);
        }
        "click" => {
            let (column, line) = pair(value);
            story.tell(Message::Mouse(Mouse::Click, column, line));
        }
        "later" => story.tell(Message::Now(value.parse().unwrap())),
        "about" | "programme" | "theme" | "ascii" | "now" | "size" | "zone" | "keymap" | "config" | "picture"
        | "window" => {}
        other => panic!("'{other}' is not the name of anything in a story"),
    }
}

fn pair(value: &str) -> (u16, u16) {
    let (one, other) = value.split_once('x').expect("a pair, as in '80x24'");
    (one.parse().unwrap(), other.parse().unwrap())
}

fn describe(effect: &Effect) -> String {
    match effect {
        Effect::Save(favourites) => format!("Save({} entries)", favourites.entries().count()),
        other => format!("{other:?}"),
    }
}

/// The lines that are not the same.
fn difference(told: &str, fresh: &str) -> String {
    let (told, fresh): (Vec<&str>, Vec<&str>) = (told.lines().collect(), fresh.lines().collect());
    let mut lines = String::new();
    for at in 0..told.len().max(fresh.len()) {
        let (was, is) = (told.get(at), fresh.get(at));
        if was != is {
            let line = |sign, line: Option<&&str>| line.map_or(String::new(), |line| format!("{sign}{line}\n"));
            lines += &format!("{}{}", line('-', was), line('+', is));
        }
    }
    lines
}
