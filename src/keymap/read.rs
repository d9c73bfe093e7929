//! The text of a keymap file as lines to lay over another keymap, and everything that is wrong with it.

use super::map::{Keymap, Line};
use super::{Key, keys, spelling};
use crate::action::{Action, Mode};
use crate::problem::{Problem, Severity};
use crate::settings::{self, SettingEntry};

const NONE: &str = "none";

pub(super) const DEFAULT: &str = include_str!("../../keymap.toml");

/// A line that is good by itself, with its place in the file.
struct Draft<'a> {
    entry: SettingEntry<'a>,
    line: Line,
}

impl Default for Keymap {
    /// The keymap that is built into the program. Every start reads it, so it is not looked through for what only a test
    /// has to find: lines that contradict each other, and actions that cannot be reached.
    fn default() -> Self {
        let empty = Self::from_lines(Vec::new());
        empty
            .with(drafts(&empty, DEFAULT, "keymap.toml", &mut Vec::new()).into_iter().map(|draft| draft.line).collect())
    }
}

impl Keymap {
    /// The built-in keys as a file of the user's own would begin: every line of a key is a comment, with what it does.
    pub fn commented() -> String {
        let line = |line: &str| match line.rsplit_once(" = ") {
            Some((_, action)) if line.starts_with('"') => {
                let help = Action::from_name(action.trim_matches('"')).map_or("", Action::help);
                format!("# {line}  # {help}\n")
            }
            _ => format!("{line}\n"),
        };
        DEFAULT.lines().map(line).collect()
    }

    /// This keymap with the lines of `text` laid over it, and every problem of `text`, in the order of the file.
    /// `file` is what the problems call it. Any line of `text` wins over any line below it, so that a key bound in the
    /// table that a mode is based on also takes the place of what it did in that mode. A line with a problem leaves the
    /// key as it was, warnings aside; a text that is not TOML changes nothing.
    pub fn overridden_by(&self, text: &str, file: &str) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let drafts = drafts(self, text, file, &mut problems);
        let keymap = keep_reachable(self, without_conflicts(drafts, &mut problems), &mut problems);
        problems.sort_by_key(|problem| problem.place);
        (keymap, problems)
    }
}

/// The lines of a text that are good by themselves.
fn drafts<'a>(base: &Keymap, text: &'a str, file: &'a str, problems: &mut Vec<Problem>) -> Vec<Draft<'a>> {
    let (tables, found) = settings::entries(text, file);
    problems.extend(found);
    let mut drafts = Vec::new();
    for table in tables {
        match mode_of(&table).and_then(|mode| Ok((mode, table.table()?))) {
            Ok((mode, entries)) => {
                drafts.extend(entries.into_iter().filter_map(|entry| draft(base, mode, entry, problems)));
            }
            Err(problem) => problems.push(problem),
        }
    }
    drafts
}

fn mode_of(table: &SettingEntry<'_>) -> Result<Mode, Problem> {
    let name = table.name();
    if let Some(mode) = Mode::from_name(name) {
        return Ok(mode);
    }
    if table.string("").is_ok() {
        let problem = table.wrong_name(format!("'{name}' stands above every table"));
        return Err(problem.advise("put it below the mode it is for, such as [global]"));
    }
    let names: Vec<_> = Mode::ALL.iter().map(|mode| mode.name()).collect();
    let problem = table.wrong_name(format!("[{name}] is not a mode"));
    Err(problem.advise(format!("the modes are {}", names.join(", "))).suggest(name, names))
}

fn draft<'a>(base: &Keymap, mode: Mode, entry: SettingEntry<'a>, problems: &mut Vec<Problem>) -> Option<Draft<'a>> {
    match line(base, mode, &entry) {
        Ok(line) => {
            if let Some((key, sent)) = line.keys.iter().find_map(|key| Some((key, key.sent_as()?))) {
                let problem = entry.wrong_name(format!("terminals send '{sent}' for '{key}'"));
                let problem = Problem { severity: Severity::Warning, ..problem };
                problems.push(problem.advise(format!("bind '{sent}' or another key")));
            }
            Some(Draft { entry, line })
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn line(base: &Keymap, mode: Mode, entry: &SettingEntry<'_>) -> Result<Line, Problem> {
    let name = entry.string("an action in quotes")?;
    let keys = keys(entry.name()).map_err(|error| {
        let message = error.to_string();
        Problem { advice: error.advice, ..entry.wrong_name(message) }
    })?;
    if keys.contains(&Key::CTRL_C) {
        return Err(entry.wrong_name("'ctrl-c' always quits").advise("bind another key"));
    }
    if mode.is_text() && keys.first().is_some_and(|key| key.typed().is_some()) {
        let message = format!("in [{}] the key '{}' types", mode.name(), spelling(&keys));
        return Err(entry.wrong_name(message).advise("bind it together with alt or ctrl"));
    }
    if name == NONE {
        let line = Line { mode, keys, action: None };
        if Mode::ALL.iter().any(|mode| line.holds_in(*mode) && base.is_bound(*mode, &line.keys)) {
            return Ok(line);
        }
        let message = format!("'{}' does nothing in [{}] anyway", spelling(&line.keys), mode.name());
        return Err(entry.wrong_name(message).advise("remove the line"));
    }
    match Action::from_name(name) {
        Some(action) => Ok(Line { mode, keys, action: Some(action) }),
        None => {
            let names = Action::ALL.iter().map(|action| action.name()).chain([NONE]);
            let problem = entry.wrong_value(format!("'{name}' is not an action"));
            Err(problem.advise("help lists the actions that have keys").suggest(name, names))
        }
    }
}

/// The drafts that do not contradict one before them.
fn without_conflicts<'a>(drafts: Vec<Draft<'a>>, problems: &mut Vec<Problem>) -> Vec<Draft<'a>> {
    let mut kept: Vec<Draft<'a>> = Vec::new();
    for draft in drafts {
        match kept.iter().find_map(|earlier| conflict(earlier, &draft)) {
            Some(problem) => problems.push(problem),
            None => kept.push(draft),
        }
    }
    kept
}

fn conflict(earlier: &Draft<'_>, later: &Draft<'_>) -> Option<Problem> {
    let (first, second) = (&earlier.line, &later.line);
    if first.mode != second.mode {
        return None;
    }
    // Only where it is told: to find it, the lines before it are counted.
    let line = || earlier.entry.place().0;
    if first.keys == second.keys {
        let line = line();
        let message = format!("'{}' is the same key as '{}' on line {line}", later.entry.name(), earlier.entry.name());
        return Some(later.entry.wrong_name(message).advise("that one holds; remove one of them"));
    }
    let both_bind = first.action.is_some() && second.action.is_some();
    if both_bind && (first.keys.starts_with(&second.keys) || second.keys.starts_with(&first.keys)) {
        let (short, long) = if first.keys.len() < second.keys.len() { (first, second) } else { (second, first) };
        let line = line();
        let message =
            format!("'{}' cannot both do something and begin '{}'", spelling(&short.keys), spelling(&long.keys));
        return Some(later.entry.wrong_name(message).advise(format!("line {line} holds; remove one of them")));
    }
    None
}

/// `base` with the drafts laid over it, except those that would take the last key of something nobody can do without.
fn keep_reachable(base: &Keymap, mut drafts: Vec<Draft<'_>>, problems: &mut Vec<Problem>) -> Keymap {
    loop {
        let keymap = base.with(drafts.iter().map(|draft| draft.line.clone()).collect());
        let culprits = needed().filter(|(mode, action)| bound(&keymap, *mode, *action).is_empty());
        let mut culprits =
            culprits.filter_map(|(mode, action)| Some((culprit(base, &drafts, mode, action)?, mode, action)));
        let Some((place, mode, action)) = culprits.next() else { return keymap };
        drop(culprits);
        let Draft { entry, .. } = drafts.remove(place);
        let message = format!("this leaves no key for '{}' in [{}]", action.name(), mode.name());
        problems.push(entry.wrong_name(message).advise("bind another key to it as well"));
    }
}

/// What must have a key in which mode.
fn needed() -> impl Iterator<Item = (Mode, Action)> {
    Mode::ALL.iter().flat_map(|mode| mode.needed().iter().map(|action| (*mode, *action)))
}

/// The keys of `action` apart from ctrl-c, which is for when everything else fails.
fn bound(keymap: &Keymap, mode: Mode, action: Action) -> Vec<Vec<Key>> {
    let mut found = keymap.sequences_for(mode, action);
    found.retain(|keys| *keys != [Key::CTRL_C]);
    found
}

/// The last draft that takes one of the keys away that `action` has in `base`.
fn culprit(base: &Keymap, drafts: &[Draft<'_>], mode: Mode, action: Action) -> Option<usize> {
    let before = bound(base, mode, action);
    drafts.iter().rposition(|Draft { line, .. }| {
        let takes = |keys: &Vec<Key>| keys.starts_with(&line.keys) || line.keys.starts_with(keys);
        line.holds_in(mode) && line.action != Some(action) && before.iter().any(takes)
    })
}
