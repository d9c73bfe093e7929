//! The keys of every mode, and what they lead to.

use super::key::{Key, spelling};
use super::trie::{Branch, Node};
use crate::action::{Action, Mode};
use std::collections::BTreeMap;

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
pub(super) struct Line {
    pub(super) mode: Mode,
    pub(super) keys: Vec<Key>,
    /// Absent where the key is unbound.
    pub(super) action: Option<Action>,
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStep {
    /// The sequence is complete.
    Action(Action),
    /// The sequence goes on; [`Keymap::continuations`] tells how.
    Pending,
    /// Nothing is bound there; in a text field the key belongs to the text.
    Unbound,
}

/// What one more key would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    /// It completes a sequence.
    Action(Action),
    /// It goes on to further keys.
    Prefix,
}

impl Keymap {
    /// What `key` does in `mode` after the `pending` keys. Ctrl-c quits whatever is pending.
    pub fn step(&self, mode: Mode, pending: &[Key], key: Key) -> KeyStep {
        if key == Key::CTRL_C {
            return KeyStep::Action(Action::Quit);
        }
        match self.modes.get(&mode).and_then(|branch| branch.find(&[pending, &[key]].concat())) {
            Some(Node::Leaf(action)) => KeyStep::Action(*action),
            Some(Node::Prefix(_)) => KeyStep::Pending,
            None => KeyStep::Unbound,
        }
    }

    /// What may follow the `pending` keys, in the order of the file.
    pub fn continuations(&self, mode: Mode, pending: &[Key]) -> Vec<(Key, Continuation)> {
        let root = self.modes.get(&mode);
        let branch = match root.and_then(|root| root.find(pending)) {
            Some(Node::Prefix(branch)) => Some(branch),
            Some(Node::Leaf(_)) => None,
            None => root.filter(|_| pending.is_empty()),
        };
        let children = branch.into_iter().flat_map(Branch::children);
        children
            .map(|(key, node)| match node {
                Node::Leaf(action) => (key, Continuation::Action(*action)),
                Node::Prefix(_) => (key, Continuation::Prefix),
            })
            .collect()
    }

    /// How to ask for `action` in `mode`: the shortest sequences first, and among those the order of the file.
    pub fn keys_for(&self, mode: Mode, action: Action) -> Vec<String> {
        let mut found = self.sequences_for(mode, action);
        found.sort_by_key(Vec::len);
        found.iter().map(|keys| spelling(keys)).collect()
    }

    /// Every sequence that holds in `mode`, those of its base included.
    pub fn bindings(&self, mode: Mode) -> Vec<(String, Action)> {
        let mut found = Vec::new();
        self.each(mode, |keys, action| found.push((spelling(keys), action)));
        found
    }

    fn each(&self, mode: Mode, mut see: impl FnMut(&[Key], Action)) {
        if let Some(branch) = self.modes.get(&mode) {
            branch.each(&mut Vec::new(), &mut see);
        }
    }

    pub(super) fn sequences_for(&self, mode: Mode, action: Action) -> Vec<Vec<Key>> {
        let mut found = Vec::new();
        self.each(mode, |keys, bound| found.extend((bound == action).then(|| keys.to_vec())));
        found
    }

    pub(super) fn is_bound(&self, mode: Mode, keys: &[Key]) -> bool {
        self.modes.get(&mode).is_some_and(|branch| branch.find(keys).is_some())
    }

    /// This keymap with one more layer. The order within a TOML file means nothing: a mode's own lines win over those
    /// of its base, and a prefix can be cleared below the line that binds into it.
    pub(super) fn with(&self, mut layer: Vec<Line>) -> Self {
        layer.sort_by_key(|line| (line.mode.base().is_some(), line.action.is_some()));
        Self::from_lines([self.lines.as_slice(), &layer].concat())
    }

    pub(super) fn from_lines(lines: Vec<Line>) -> Self {
        let modes = Mode::ALL.iter().map(|mode| (*mode, branch(&lines, *mode))).collect();
        Self { lines, modes }
    }
}

impl Line {
    pub(super) fn holds_in(&self, mode: Mode) -> bool {
        self.mode == mode || mode.base() == Some(self.mode)
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
