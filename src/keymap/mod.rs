//! Which key does what, in which mode.
//!
//! The defaults are the `keymap.toml` at the top of the repository, read by the same code as the user's own file, which
//! overrides it key by key. A key is a leaf or a prefix, never both, so that no key ever waits for a timeout. This room
//! knows no terminal and no screen: what arrives from a terminal is turned into a [`Key`] elsewhere. Start with
//! [`Keymap`]; `read` turns text into lines and problems, `trie` holds the keys of one mode, `key` spells.

mod key;
mod read;
#[cfg(test)]
mod tests;
mod trie;

use std::collections::BTreeMap;

pub use key::{Code, Key, Modifiers, SpellingError, keys, spelling};

use crate::action::{Action, Mode};
use crate::problem::Problem;
use trie::{Branch, Node};

const DEFAULT: &str = include_str!("../../keymap.toml");

/// The keys of every mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// Everything that was said, the defaults first; the later line wins.
    lines: Vec<Line>,
    /// What follows from it: the keys that hold in each mode.
    modes: BTreeMap<Mode, Branch>,
}

/// One good line of a keymap file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    mode: Mode,
    keys: Vec<Key>,
    /// Absent where the key is unbound.
    action: Option<Action>,
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The sequence is complete.
    Action(Action),
    /// The sequence goes on; [`Keymap::continuations`] tells how.
    Pending,
    /// Nothing is bound there; in a text field the key belongs to the text.
    Unbound,
}

/// What one more key would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It completes a sequence.
    Action(Action),
    /// It goes on to further keys.
    Prefix,
}

impl Default for Keymap {
    /// The keymap that is built into the program.
    fn default() -> Self {
        Self::from_lines(Vec::new()).overridden_by(DEFAULT, "keymap.toml").0
    }
}

impl Keymap {
    /// This keymap with the lines of `text` laid over it, and every problem of `text`, in the order of the file.
    /// `file` is what the problems call it. Any line of `text` wins over any line below it, so that a key bound in
    /// [`Mode::Global`] also takes the place of what it did in a single mode. A line with a problem leaves the key as it
    /// was, warnings aside; a text that is not TOML changes nothing.
    pub fn overridden_by(&self, text: &str, file: &str) -> (Self, Vec<Problem>) {
        read::over(self, text, file)
    }

    /// What `key` does in `mode` after the `pending` keys. Ctrl-c quits whatever is pending.
    pub fn step(&self, mode: Mode, pending: &[Key], key: Key) -> Step {
        if key == Key::CTRL_C {
            return Step::Action(Action::Quit);
        }
        match self.modes.get(&mode).and_then(|branch| branch.find(&[pending, &[key]].concat())) {
            Some(Node::Leaf(action)) => Step::Action(*action),
            Some(Node::Prefix(_)) => Step::Pending,
            None => Step::Unbound,
        }
    }

    /// What may follow the `pending` keys, in the order of the file.
    pub fn continuations(&self, mode: Mode, pending: &[Key]) -> Vec<(Key, What)> {
        let root = self.modes.get(&mode);
        let branch = match root.and_then(|root| root.find(pending)) {
            Some(Node::Prefix(branch)) => Some(branch),
            Some(Node::Leaf(_)) => None,
            None => root.filter(|_| pending.is_empty()),
        };
        let children = branch.into_iter().flat_map(Branch::children);
        children
            .map(|(key, node)| match node {
                Node::Leaf(action) => (key, What::Action(*action)),
                Node::Prefix(_) => (key, What::Prefix),
            })
            .collect()
    }

    /// How to ask for `action` in `mode`: the shortest sequences first, and among those the order of the file.
    pub fn keys_for(&self, mode: Mode, action: Action) -> Vec<String> {
        let mut found = self.sequences_for(mode, action);
        found.sort_by_key(Vec::len);
        found.iter().map(|keys| spelling(keys)).collect()
    }

    /// Every sequence that holds in `mode`, those of [`Mode::Global`] included unless it is a text field.
    pub fn bindings(&self, mode: Mode) -> Vec<(String, Action)> {
        self.leaves(mode).map(|(keys, action)| (spelling(&keys), action)).collect()
    }

    fn leaves(&self, mode: Mode) -> impl Iterator<Item = (Vec<Key>, Action)> {
        self.modes.get(&mode).into_iter().flat_map(|branch| branch.leaves(&[]))
    }

    fn sequences_for(&self, mode: Mode, action: Action) -> Vec<Vec<Key>> {
        self.leaves(mode).filter(|(_, bound)| *bound == action).map(|(keys, _)| keys).collect()
    }

    fn is_bound(&self, mode: Mode, keys: &[Key]) -> bool {
        self.modes.get(&mode).is_some_and(|branch| branch.find(keys).is_some())
    }

    /// This keymap with one more layer. The order within a TOML file means nothing: a mode's own lines win over the
    /// global ones, and a prefix can be cleared below the line that binds into it.
    fn with(&self, mut layer: Vec<Line>) -> Self {
        layer.sort_by_key(|line| (line.mode != Mode::Global, line.action.is_some()));
        Self::from_lines([self.lines.as_slice(), &layer].concat())
    }

    fn from_lines(lines: Vec<Line>) -> Self {
        let modes = Mode::ALL.iter().map(|mode| (*mode, branch(&lines, *mode))).collect();
        Self { lines, modes }
    }
}

impl Line {
    fn holds_in(&self, mode: Mode) -> bool {
        self.mode == mode || (self.mode == Mode::Global && !mode.is_text())
    }
}

/// The keys of `mode`: every line that holds there, in order, and over them ctrl-c.
fn branch(lines: &[Line], mode: Mode) -> Branch {
    let mut branch = Branch::default();
    for line in lines.iter().filter(|line| line.holds_in(mode)) {
        match line.action {
            Some(action) => branch.bind(&line.keys, action),
            None => branch.unbind(&line.keys),
        }
    }
    branch.bind(&[Key::CTRL_C], Action::Quit);
    branch
}
