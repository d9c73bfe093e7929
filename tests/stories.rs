//! Stories: keys in, screen out. Each file under `tests/stories`, in the folder of the view that it ends on, says in its
//! header how large the window is, what is loaded and what happens, and holds the screen that follows, a layer of styles,
//! and what the world is asked to do.
//!
//! `UPDATE=1 cargo test --test stories` writes everything below the headers anew; read the difference before keeping it.
//! The names that a header may use stand in [`setting`] and [`happen`]; its lines take effect in their order.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may fail loudly"
)]

#[path = "support/svg.rs"]
mod svg;

use kubetalks::config::Config;
use kubetalks::export::{ExportFormat, ExportOptions, UidRegistry, export};
use kubetalks::keymap::Keymap;
use kubetalks::model::{EventIx, Mark, Personal, Programme, SessionIx, Zone};
use kubetalks::share::code_of;
use kubetalks::test_support::events;
use kubetalks::test_support::story::{self, Setting, Story};
use kubetalks::theme::Theme;
use kubetalks::tui::Look;
use kubetalks::tui::{Effect, Message, Mouse, Remembered};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const RULE: &str = "----\n";

/// The picture of a day on a sheet of paper, which is no screen.
const SHEET: &str = "day-on-a-sheet";

#[test]
fn every_story_ends_on_its_screen() {
    let mut stale = Vec::new();
    for file in files("tests/stories", "txt") {
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

#[test]
fn every_picture_shows_what_its_story_ends_on() {
    let update = std::env::var_os("UPDATE").is_some();
    let (mut known, mut stale) = (BTreeSet::new(), Vec::new());
    for file in files("tests/stories", "txt") {
        let told = fs::read_to_string(&file).unwrap();
        let header = told.split(RULE).next().unwrap();
        let value = |name: &str| header.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let Some(name) = value("picture") else { continue };
        assert!(known.insert(name.to_owned()), "two stories want to be the picture '{name}'");
        let palette = if value("window") == Some("light") { svg::LIGHT } else { svg::DARK };
        let fresh = svg::picture(&tell(header).screen(), &palette);
        let path = in_repository("screenshots").join(name).with_extension("svg");
        let same = fs::read_to_string(&path).is_ok_and(|told| told == fresh);
        if update && !(same && path.with_extension("png").exists()) {
            fs::write(&path, &fresh).unwrap();
            match svg::png(&fresh, svg::OF_A_TERMINAL) {
                Some(png) => fs::write(path.with_extension("png"), png).unwrap(),
                None => eprintln!("skipped: {name}.png, as there is no DejaVu Sans Mono (package fonts-dejavu-core)"),
            }
        } else if !same {
            stale.push(name.to_owned());
        }
    }
    assert!(stale.is_empty(), "these pictures are stale (UPDATE=1 paints them anew): {}", stale.join(", "));
    known.insert(SHEET.to_owned());
    for file in files("screenshots", "svg") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(known.contains(&name), "no story wants to be the picture '{name}'");
    }
}

#[test]
fn every_code_is_read_by_another_program_from_the_picture_of_its_story() {
    let (mut read, mut unread) = (0, Vec::new());
    for file in files("tests/stories", "txt") {
        let told = fs::read_to_string(&file).unwrap();
        let header = told.split(RULE).next().unwrap();
        let value = |name: &str| header.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let Some(windows) = value("scanned in") else { continue };
        let story = tell(header);
        let text = story.app.top().and_then(|layer| layer.line()).unwrap().to_owned();
        for window in windows.split_whitespace() {
            let palette = if window == "light" { svg::LIGHT } else { svg::DARK };
            let picture = svg::picture(&story.screen(), &palette);
            for scale in [1.0, 1.5, 2.0] {
                let (width, height, shades) = svg::shades(&picture, scale);
                let mut image =
                    rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| shades[y * width + x]);
                let found: Vec<_> =
                    image.detect_grids().iter().map(|grid| grid.decode().map(|(_, text)| text)).collect();
                read += 1;
                if found != [Ok(text.clone())] {
                    unread.push(format!("{}, {window}, {scale}: {found:?}", file.display()));
                }
            }
        }
    }
    assert!(unread.is_empty() && read >= 30, "of {read} these were not read:\n{}", unread.join("\n"));
}

/// The sheet of a day, in its corner the code of all that is marked of the event.
#[test]
fn the_code_in_the_corner_of_a_day_is_read_by_another_program() {
    let programme = Programme::new(vec![story::invented()]);
    let marked = ["opening", "routing-registry", "backups-tested", "mesh-on-roofs", "dns-for-a-city"];
    let mut personal = Vec::new();
    let sessions: Vec<SessionIx> =
        marked.iter().map(|id| programme.session_by_id("harbour-days-2027", id).unwrap()).collect();
    for ix in &sessions {
        Personal::of_mut(&mut personal, *ix).mark = Some(Mark::Going);
    }
    let options = ExportOptions::default();
    let export = |format| export(format, &programme, &sessions[..2], &personal, &options, &mut UidRegistry::default());
    let sheet = export(ExportFormat::Svg).text;
    assert_eq!(sheet.matches("<g transform").count(), 1, "two sessions of one day are one sheet");
    let code = code_of(&programme, EventIx::new(0), |ix| Personal::of(&personal, ix).mark).unwrap();
    for scale in [1.5, 2.0, 3.0] {
        let (width, height, shades) = svg::shades(&sheet, scale);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| shades[y * width + x]);
        let found: Vec<_> = image.detect_grids().iter().map(|grid| grid.decode().map(|(_, text)| text)).collect();
        assert_eq!(found, [Ok(code.clone())], "{scale}");
    }
    let page = export(ExportFormat::Page).text;
    assert!(page.contains("@page { size: A4 landscape; margin: 0; }") && page.matches("<svg").count() == 1, "{page}");
}

#[test]
fn the_picture_of_a_sheet_is_what_is_exported() {
    let programme = Programme::new(vec![story::invented()]);
    let at = |id: &str| programme.session_by_id("harbour-days-2027", id).unwrap();
    let going = ["opening", "routing-registry", "backups-tested", "grossrechner", "mesh-on-roofs", "lightning"];
    let mut personal = Vec::new();
    for (mark, ids) in [
        (Mark::Going, &going[..]),
        (Mark::Interested, &["timetables-as-data", "storage-without-drama", "incident-review"]),
    ] {
        ids.iter().for_each(|id| Personal::of_mut(&mut personal, at(id)).mark = Some(mark));
    }
    let sessions: Vec<SessionIx> = going.iter().map(|id| at(id)).collect();
    let now = "2027-03-18T18:00:00Z".parse().unwrap();
    let options = ExportOptions { now, ..ExportOptions::default() };
    let fresh = export(ExportFormat::Svg, &programme, &sessions, &personal, &options, &mut UidRegistry::default()).text;
    let path = in_repository("screenshots").join(SHEET).with_extension("svg");
    let same = fs::read_to_string(&path).is_ok_and(|told| told == fresh);
    if std::env::var_os("UPDATE").is_some() && !(same && path.with_extension("png").exists()) {
        fs::write(&path, &fresh).unwrap();
        match svg::png(&fresh, svg::OF_A_PAGE) {
            Some(png) => fs::write(path.with_extension("png"), png).unwrap(),
            None => eprintln!("skipped: {SHEET}.png, as there is no DejaVu Sans (package fonts-dejavu-core)"),
        }
    } else {
        assert!(same, "this picture is stale (UPDATE=1 paints it anew): {SHEET}");
    }
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let inside = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = inside(in_repository(folder))
        .flat_map(|path| if path.is_dir() { inside(path).collect() } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|other| other == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no files in {folder}");
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
        Some("without times") => {
            let mut setting = Setting::shipped();
            setting.schedules.retain(|schedule| schedule.sessions.iter().all(|session| session.slot.is_none()));
            setting
        }
        Some("invented") => Setting::invented(),
        Some("invented and shipped") => Setting {
            schedules: Setting::shipped().schedules.into_iter().chain([story::invented()]).collect(),
            ..Setting::shipped()
        },
        Some(other) => panic!("'{other}' is not a programme"),
    };
    let theme = Theme::named(value("theme").unwrap_or("terminal")).expect("a theme");
    setting.look = Look::new(theme, value("ascii").is_some());
    if let (Some(colours), Some(schedule)) = (value("colours"), setting.schedules.first_mut()) {
        for (track, colour) in schedule.tracks.iter_mut().zip(colours.split(' ')) {
            let parts = [0, 2, 4].map(|at| u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
            track.colour = Some(parts);
        }
    }
    setting.now = value("now").unwrap_or("2017-12-06T15:00:00Z").parse().unwrap();
    if let Some(size) = value("size") {
        setting.size = pair(size);
    }
    if let Some(minutes) = value("leave") {
        setting.preferences.leave = minutes.parse().unwrap();
    }
    if let Some(zone) = value("zone") {
        setting.own_zone = Zone::parse(zone).expect("a zone");
    }
    for (name, ids) in lines {
        let (mark, seen) = match *name {
            "going" => (Mark::Going, false),
            "interested" => (Mark::Interested, false),
            "seen" => (Mark::Going, true),
            "dismissed" => (Mark::Dismissed, false),
            _ => continue,
        };
        ids.split_whitespace().for_each(|id| setting.mark(id, mark, seen));
    }
    for (_, line) in lines.iter().filter(|(name, _)| *name == "friend") {
        let (name, sessions) = line.split_once(" goes to ").expect("a friend, as in 'Ana goes to opening, likes bell'");
        let (going, liked) = sessions.split_once(", likes ").unwrap_or((sessions, ""));
        setting.befriend(name, going, liked);
    }
    for (folder, name) in lines.iter().filter(|(name, _)| matches!(*name, "keymap" | "config")) {
        let path = in_repository("tests/bad").join(folder).join(name);
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
        "later" => {
            story.tell(Message::Now(value.parse().unwrap()));
            story.tell(Message::BatchEnded);
        }
        "begin" => {
            story.app.begin_with(Remembered::default(), value == "first");
            story.app.refresh();
        }
        "event" => events::happen(story, value),
        "about" | "programme" | "colours" | "theme" | "ascii" | "now" | "size" | "zone" | "keymap" | "config"
        | "friend" | "picture" | "window" | "scanned in" | "going" | "interested" | "seen" | "dismissed" | "leave" => {}
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
