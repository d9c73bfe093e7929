//! The keys told action by action, as the manual page and the documentation do.

use super::Keymap;
use crate::action::{Action, Mode};

impl Keymap {
    /// The keys of an action with the names of the modes that they hold in; none stands for everywhere, which comes
    /// first. Text fields have most of the same, and are left out.
    pub fn places(&self, action: Action) -> Vec<(Vec<&'static str>, Vec<String>)> {
        let everywhere = self.keys_for(Mode::Global, action);
        let mut own: Vec<(Vec<&'static str>, Vec<String>)> = Vec::new();
        for mode in Mode::ALL.iter().filter(|mode| **mode != Mode::Global && !mode.is_text()) {
            let base = mode.base().filter(|base| *base == Mode::Dialog);
            let told = base.map_or_else(Vec::new, |base| self.keys_for(base, action));
            let known = |key: &String| everywhere.contains(key) || told.contains(key);
            let keys: Vec<String> = self.keys_for(*mode, action).into_iter().filter(|key| !known(key)).collect();
            match own.iter_mut().find(|(_, known)| *known == keys) {
                _ if keys.is_empty() => {}
                Some((modes, _)) => modes.push(mode.name()),
                None => own.push((vec![mode.name()], keys)),
            }
        }
        let everywhere = Some((Vec::new(), everywhere)).filter(|(_, keys)| !keys.is_empty());
        everywhere.into_iter().chain(own).collect()
    }
}
