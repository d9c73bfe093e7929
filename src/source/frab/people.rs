//! Who gives a session, told apart as far as the file's keys are good for it.

use super::times::Entry;
use crate::model::{Speaker, fold};
use crate::source::builder::Builder;
use crate::source::text::{Person, add_links, blocks, line, link, parted_name};
use crate::source::xml::{self, Fields, attribute, elements};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// The person an element stands for; nothing where it says neither who they are nor their key.
pub(super) fn named(node: Node<'_, '_>) -> Option<Person> {
    let key = attribute(node, &["guid", "id", "code"]).filter(|key| !matches!(*key, "0" | "-1" | "None" | "null"));
    let name = match Fields::of(node).child(&["public_name", "full_public_name", "name"]) {
        Some(name) => line(&xml::text(name)),
        None => line(&xml::text(node)),
    };
    let name = if name.is_empty() { line(attribute(node, &["name"]).unwrap_or("")) } else { name };
    let (name, title) = parted_name(&name);
    (key.is_some() || !name.is_empty()).then(|| Person { key: key.map(str::to_owned), title, ..Person::named(name) })
}

/// What a list of all people with their biographies, as FOSDEM has it since 2026, says of each, by their keys.
pub(super) fn introduced(list: Node<'_, '_>, base: Option<&str>) -> HashMap<String, Speaker> {
    let mut introduced = HashMap::new();
    for person in elements(list) {
        if let Some(Person { key: Some(key), name, .. }) = named(person) {
            introduced.insert(key, introduction(person, name, base));
        }
    }
    introduced
}

/// What an element says of a person.
pub(super) fn introduction(person: Node<'_, '_>, name: String, base: Option<&str>) -> Speaker {
    let fields = Fields::of(person);
    let life = fields.text(&["biography", "bio", "description"]);
    let (biography, mut links) = blocks(&life, &fields.text(&["extended_biography"]));
    add_links(&mut links, link(&fields.text(&["profile", "url"]), base, "", ""));
    for node in fields.child(&["links"]).into_iter().flat_map(elements) {
        let href = attribute(node, &["href", "url"]).unwrap_or("");
        add_links(&mut links, link(href, base, &xml::text(node), ""));
    }
    Speaker { name, biography, links, ..Speaker::default() }
}

/// Credits the people of all sessions.
pub(super) fn credit(builder: &mut Builder, mut introduced: HashMap<String, Speaker>, entries: &mut [Entry]) {
    let unnamed = entries.iter_mut().flat_map(|entry| &mut entry.people).filter(|person| person.name.is_empty());
    for person in unnamed {
        let known = person.key.as_ref().and_then(|key| introduced.get(key));
        person.name = known.map(|known| known.name.clone()).unwrap_or_default();
    }
    let useless = useless_keys(entries.iter().flat_map(|entry| &entry.people));
    for Entry { session, people, .. } in entries {
        for mut person in std::mem::take(people).into_iter().filter(|person| !person.name.is_empty()) {
            let known = person.key.as_ref().and_then(|key| introduced.remove(key));
            person.key = person.key.filter(|key| !useless.contains(key));
            if let (Some(speaker), Some(known)) = (builder.credit(session, person), known) {
                speaker.biography = known.biography;
                speaker.links = known.links;
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
