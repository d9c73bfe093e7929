//! The keys of one mode as a tree, in which a key is a leaf or a prefix and cannot be both.

use super::key::Key;
use crate::action::Action;

/// What may follow one prefix, in the order in which it was bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Branch(Vec<(Key, Node)>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Leaf(Action),
    Prefix(Branch),
}

impl Branch {
    pub(super) fn children(&self) -> impl Iterator<Item = (Key, &Node)> {
        self.0.iter().map(|(key, node)| (*key, node))
    }

    /// Where `keys` lead; no keys lead nowhere.
    pub(super) fn find(&self, keys: &[Key]) -> Option<&Node> {
        let (first, rest) = keys.split_first()?;
        let (_, node) = self.0.iter().find(|(key, _)| key == first)?;
        match node {
            node if rest.is_empty() => Some(node),
            Node::Prefix(branch) => branch.find(rest),
            Node::Leaf(_) => None,
        }
    }

    /// Binds `keys`. What stood in the way goes: a leaf where now a prefix is, or a whole prefix where now a leaf is.
    pub(super) fn bind(&mut self, keys: &[Key], action: Action) {
        let Some((first, rest)) = keys.split_first() else { return };
        let place = match self.0.iter().position(|(key, _)| key == first) {
            Some(place) => place,
            None => {
                self.0.push((*first, Node::Leaf(action)));
                self.0.len() - 1
            }
        };
        let Some((_, node)) = self.0.get_mut(place) else { return };
        if rest.is_empty() {
            *node = Node::Leaf(action);
            return;
        }
        if let Node::Leaf(_) = node {
            *node = Node::Prefix(Self::default());
        }
        if let Node::Prefix(branch) = node {
            branch.bind(rest, action);
        }
    }

    /// Takes away what `keys` lead to, and every prefix that leads nowhere afterwards.
    pub(super) fn unbind(&mut self, keys: &[Key]) {
        let Some((first, rest)) = keys.split_first() else { return };
        self.0.retain_mut(|(key, node)| match node {
            _ if key != first => true,
            _ if rest.is_empty() => false,
            Node::Leaf(_) => true,
            Node::Prefix(branch) => {
                branch.unbind(rest);
                !branch.0.is_empty()
            }
        });
    }

    /// Shows every sequence with its action, each behind the `prefix`, which is as it was afterwards.
    pub(super) fn each(&self, prefix: &mut Vec<Key>, see: &mut impl FnMut(&[Key], Action)) {
        for (key, node) in self.children() {
            prefix.push(key);
            match node {
                Node::Leaf(action) => see(prefix, *action),
                Node::Prefix(branch) => branch.each(prefix, see),
            }
            prefix.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{keys, spelling};

    fn check(lines: &[(&str, Option<Action>)], expected: &str) {
        let mut tree = Branch::default();
        for (sequence, action) in lines {
            let sequence = keys(sequence).expect("spelling");
            match action {
                Some(action) => tree.bind(&sequence, *action),
                None => tree.unbind(&sequence),
            }
        }
        let mut leaves = Vec::new();
        tree.each(&mut Vec::new(), &mut |keys, action| leaves.push(format!("{}={}", spelling(keys), action.name())));
        assert_eq!(leaves.join(", "), expected);
    }

    #[test]
    fn the_later_binding_takes_the_place_of_what_stood_in_its_way() {
        let (next, undo) = (Some(Action::Next), Some(Action::Undo));
        check(&[("j", next), ("k", undo), ("j", undo)], "j=undo, k=undo");
        check(&[("g g", next), ("g x", next), ("g", undo)], "g=undo");
        check(&[("g", next), ("g x", undo)], "g x=undo");
        check(&[("g x", next), ("g x y", undo)], "g x y=undo");
    }

    #[test]
    fn unbinding_leaves_no_empty_prefix_behind() {
        let next = Some(Action::Next);
        let mut tree = Branch::default();
        let sequence = keys("g x y").expect("spelling");
        tree.bind(&sequence, Action::Next);
        tree.unbind(&sequence);
        assert_eq!(tree, Branch::default());
        check(&[("g g", next), ("g x", next), ("g x", None)], "g g=next");
        check(&[("g g", next), ("g x", next), ("g", None)], "");
        check(&[("g", next), ("g x", None)], "g=next");
    }
}
