//! Who gives a session, told apart as far as the file's keys are good for it.

use crate::model::fold;
use crate::model::{Link, Session};
use crate::source::builder::Builder;
use crate::source::text::{add_links, blocks, line, link};
use crate::source::xml::{self, attribute, child, elements, field};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// A person as an event names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) key: Option<String>,
    pub(super) name: String,
}

/// What the list of all people says of one.
#[derive(Debug, Clone, Default)]
struct Introduced {
    name: String,
    biography: String,
    links: Vec<Link>,
}

/// The people of a file.
#[derive(Debug, Default)]
pub(super) struct Cast {
    introduced: HashMap<String, Introduced>,
}

/// The person an element stands for; nothing where it says neither who they are nor their key.
pub(super) fn named(node: Node<'_, '_>) -> Option<Named> {
    let key = attribute(node, &["guid", "id", "code"]).filter(|key| !matches!(*key, "0" | "-1" | "None" | "null"));
    let name = match child(node, &["public_name", "full_public_name", "name"]) {
        Some(name) => line(&xml::text(name)),
        None => line(&xml::text(node)),
    };
    let name = if name.is_empty() { line(attribute(node, &["name"]).unwrap_or("")) } else { name };
    (key.is_some() || !name.is_empty()).then(|| Named { key: key.map(str::to_owned), name })
}

impl Cast {
    /// Takes in a list of all people with their biographies, as FOSDEM has it since 2026.
    pub(super) fn introduce(&mut self, list: Node<'_, '_>, base: Option<&str>) {
        for person in elements(list) {
            let Some(Named { key: Some(key), name }) = named(person) else { continue };
            let (biography, mut links) =
                blocks(&field(person, &["biography", "bio"]), &field(person, &["extended_biography"]));
            for node in child(person, &["links"]).into_iter().flat_map(elements) {
                let href = attribute(node, &["href", "url"]).unwrap_or("");
                add_links(&mut links, link(href, base, &xml::text(node), ""));
            }
            self.introduced.insert(key, Introduced { name, biography, links });
        }
    }

    /// Credits the people of all sessions.
    pub(super) fn credit<'s>(
        &mut self,
        builder: &mut Builder,
        sessions: impl Iterator<Item = (&'s mut Session, Vec<Named>)>,
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
        for (session, people) in &mut sessions {
            for named in people.iter().filter(|named| !named.name.is_empty()) {
                let key = named.key.as_deref().filter(|key| !useless.contains(*key));
                builder.credit(session, key, &named.name, None, None);
                let introduced = named.key.as_ref().and_then(|key| self.introduced.remove(key));
                let Some(introduced) = introduced else { continue };
                if let Some(ix) = builder.person(key, &named.name)
                    && let Some(speaker) = builder.speaker(ix)
                {
                    speaker.biography = introduced.biography;
                    speaker.links = introduced.links;
                }
            }
        }
    }
}

/// The keys that tell nobody apart: those that stand for several names, as in a file merged from several, and all of
/// them in a file that counts its credits instead of its people, so that no key comes twice though names do.
fn useless_keys<'n>(people: impl Iterator<Item = &'n Named>) -> HashSet<String> {
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
