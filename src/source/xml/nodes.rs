//! Access to the elements of a tree.

use roxmltree::Node;
use std::borrow::Cow;

pub(crate) fn elements<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The text of an element. Where it holds elements, somebody forgot to escape HTML, and it is the markup as it stands.
pub(crate) fn text<'a>(node: Node<'a, '_>) -> Cow<'a, str> {
    let mut parts = node.children().filter(Node::is_text).filter_map(|child| child.text());
    if elements(node).next().is_some() {
        let inner =
            node.first_child().zip(node.last_child()).map(|(first, last)| first.range().start..last.range().end);
        let markup = inner.and_then(|range| node.document().input_text().get(range));
        return Cow::Borrowed(markup.unwrap_or(""));
    }
    match (parts.next(), parts.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => Cow::Owned([first, second].into_iter().chain(parts).collect()),
    }
}

/// The child elements of a node that is asked for many of them.
pub(crate) struct Fields<'a, 'i> {
    pub(crate) node: Node<'a, 'i>,
    children: Vec<(&'a str, Node<'a, 'i>)>,
}

impl<'a, 'i: 'a> Fields<'a, 'i> {
    pub(crate) fn of(node: Node<'a, 'i>) -> Self {
        Self { node, children: elements(node).map(|child| (child.tag_name().name(), child)).collect() }
    }

    pub(crate) fn all(&self, wanted: &str) -> impl Iterator<Item = Node<'a, 'i>> {
        // Names of the same length differ mostly by their first letter.
        let (length, first) = (wanted.len(), wanted.as_bytes().first());
        let is_it = move |name: &str| name.len() == length && name.as_bytes().first() == first && name == wanted;
        self.children.iter().filter(move |(name, _)| is_it(name)).map(|(_, node)| *node)
    }

    /// The first child with one of these names; an earlier name counts more.
    pub(crate) fn child(&self, names: &[&str]) -> Option<Node<'a, 'i>> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The text of that child; empty where there is none.
    pub(crate) fn text(&self, names: &[&str]) -> Cow<'a, str> {
        self.child(names).map(text).unwrap_or_default()
    }
}

/// An attribute that says something.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| node.attribute(*name)).map(str::trim).filter(|value| !value.is_empty())
}
