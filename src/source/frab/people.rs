//! Who gives a session, told apart as far as the file's keys are good for it.

use crate::model::{Session, Speaker, fold};
use crate::source::builder::Builder;
use crate::source::text::{Person, add_links, blocks, line, link};
use crate::source::xml::{self, Fields, attribute, elements};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct Cast {
    /// What the list of all people says of each, by their keys.
    introduced: HashMap<String, Speaker>,
}

/// The person an element stands for; nothing where it says neither who they are nor their key.
pub(super) fn named(node: Node<'_, '_>) -> Option<Person> {
    let key = attribute(node, &["guid", "id", "code"]).filter(|key| !matches!(*key, "0" | "-1" | "None" | "null"));
    let name = match Fields::of(node).child(&["public_name", "full_public_name", "name"]) {
        Some(name) => line(&xml::text(name)),
        None => line(&xml::text(node)),
    };
    let name = if name.is_empty() { line(attribute(node, &["name"]).unwrap_or("")) } else { name };
    (key.is_some() || !name.is_empty()).then(|| Person { key: key.map(str::to_owned), ..Person::named(name) })
}

impl Cast {
    /// Takes in a list of all people with their biographies, as FOSDEM has it since 2026.
    pub(super) fn introduce(&mut self, list: Node<'_, '_>, base: Option<&str>) {
        for person in elements(list) {
            let Some(Person { key: Some(key), name, .. }) = named(person) else { continue };
            let fields = Fields::of(person);
            let (biography, mut links) =
                blocks(&fields.text(&["biography", "bio"]), &fields.text(&["extended_biography"]));
            for node in fields.child(&["links"]).into_iter().flat_map(elements) {
                let href = attribute(node, &["href", "url"]).unwrap_or("");
                add_links(&mut links, link(href, base, &xml::text(node), ""));
            }
            self.introduced.insert(key, Speaker { name, biography, links, ..Speaker::default() });
        }
    }

    pub(super) fn credit<'s>(
        &mut self,
        builder: &mut Builder,
        sessions: impl Iterator<Item = (&'s mut Session, Vec<Person>)>,
    ) {
        let mut sessions: Vec<_> = sessions.collect();
        for named in sessions.iter_mut().flat_map(|(_, people)| people.iter_mut()) {
            if let Some(introduced) = named.key.as_ref().and_then(|key| self.introduced.get(key))
                && named.name.is_empty()
            {
                named.name.clone_from(&introduced.name);
            }
        }
        let useless = useless_keys(sessions.iter().flat_map(|(_, people)| people));
        for (session, people) in sessions {
            for mut named in people.into_iter().filter(|named| !named.name.is_empty()) {
                let introduced = named.key.as_ref().and_then(|key| self.introduced.remove(key));
                named.key = named.key.filter(|key| !useless.contains(key));
                if let (Some(speaker), Some(introduced)) = (builder.credit(session, named), introduced) {
                    speaker.biography = introduced.biography;
                    speaker.links = introduced.links;
                }
            }
        }
    }
}

/// The keys that tell nobody apart: those that stand for several names, as in a file merged from several, and all of
/// them in a file that counts its credits instead of its people, so that no key comes twice though names do.
fn useless_keys<'n>(people: impl Iterator<Item = &'n Person>) -> HashSet<String> {
    let mut names: HashMap<&str, (usize, HashSet<String>)> = HashMap::new();
    let mut keys: HashMap<String, HashSet<&str>> = HashMap::new();
    for named in people {
        let Some(key) = named.key.as_deref() else { continue };
        let name = fold(&named.name);
        let (count, of_key) = names.entry(key).or_default();
        *count += 1;
        keys.entry(name.clone()).or_default().insert(key);
        of_key.insert(name);
    }
    let repeated = keys.values().any(|keys| keys.len() > 1);
    let counted = repeated && names.len() > 1 && names.values().all(|(count, _)| *count == 1);
    let useless = names.into_iter().filter(|(_, (_, names))| counted || names.len() > 1);
    useless.map(|(key, _)| key.to_owned()).collect()
}
