//! Who gives a session: people named in place, and people referred to by id, guid or code.

use super::value::{Object, words};
use crate::model::{Session, fold};
use crate::source::builder::Builder;
use crate::source::text::{Person, add_links, block, line_of, link, parted_name};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The fields that name people, the more public name first.
const NAMES: &[&str] = &["public_name", "full_public_name", "name", "fullName", "full_name", "display_name"];

#[derive(Default)]
pub(crate) struct People<'v> {
    table: HashMap<String, &'v Value>,
    /// Ids that tell nobody from others.
    useless: HashSet<String>,
}

impl<'v> People<'v> {
    pub(crate) fn add(&mut self, rows: impl IntoIterator<Item = &'v Value>) {
        for row in rows {
            let fields = Object::new(row, "");
            for key in ["guid", "code", "id"].map(|key| fields.text(key)).into_iter().filter(|key| !key.is_empty()) {
                self.table.entry(key.into_owned()).or_insert(row);
            }
        }
    }

    /// Looks at everybody named in the sessions. An id that stands under two names is that of nobody: several lists were
    /// merged, each with numbers of its own, or 0 is for whoever has none. Returns such an id.
    pub(crate) fn distrust_ids(&mut self, named: impl Iterator<Item = &'v Value>) -> Option<String> {
        let mut names: HashMap<String, String> = HashMap::new();
        for person in named {
            let fields = Object::new(person, "");
            let (id, name) = (fields.text("id"), fold(parted_name(&name(&fields)).0.trim()));
            if id.is_empty() || name.is_empty() {
                continue;
            }
            if *names.entry(id.clone().into_owned()).or_insert_with(|| name.clone()) != name {
                self.useless.insert(id.into_owned());
            }
        }
        self.useless.iter().min().cloned()
    }

    pub(crate) fn credit(
        &self,
        builder: &mut Builder,
        session: &mut Session,
        person: &'v Value,
        language: &'v str,
        base: Option<&str>,
    ) {
        let here = Object::new(person, language);
        let row = self.row(person, &here).map(|row| Object::new(row, language)).unwrap_or(here);
        let text =
            |keys: &[&str]| Some(here.first(keys)).filter(|text| !text.is_empty()).unwrap_or_else(|| row.first(keys));
        let bare = if person.is_object() { String::new() } else { words(person, language).into_owned() };
        let name = [name(&here), name(&row), bare].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let (name, part_behind) = parted_name(&name);
        let part_behind = part_behind.unwrap_or_default();
        let key = ["guid", "code", "id"].iter().map(|key| text(&[key])).find(|key| !key.is_empty());
        let key = key.filter(|key| !self.useless.contains(key.as_ref())).map(Cow::into_owned);
        let part = Some(text(&["role"])).filter(|part| !part.is_empty()).unwrap_or(Cow::Owned(part_behind));
        let is_usual = matches!(fold(&part).as_str(), "" | "speaker" | "presenter");
        let part = if is_usual { String::new() } else { sentence(&part) };
        let (title, organisation) = tag_line(&text(&["tagLine", "tagline"]));
        let titles = [part.as_str(), &text(&["position", "job_title", "jobTitle"]), &title];
        let title = titles.into_iter().find_map(|text| line_of(Some(text)));
        let organisation = Some(text(&["organization", "organisation", "company", "affiliation", "employer"]))
            .filter(|text| !text.is_empty())
            .map_or(organisation, |text| text.into_owned());
        let credited = Person { name, organisation: line_of(Some(&organisation)), title, key };
        let Some(speaker) = builder.credit(session, credited) else { return };
        if speaker.biography.is_empty() {
            let lives = [
                "biography",
                "bio",
                "extended_biography",
                "long-biography",
                "long_biography",
                "short-biography",
                "short_biography",
            ];
            let (biography, links) = block(&text(&lives));
            speaker.biography = biography;
            add_links(&mut speaker.links, links);
        }
        for fields in [here, row] {
            add_links(&mut speaker.links, link(&fields.first(&["url", "website"]), base, "", ""));
            for item in fields.list("links") {
                let item_fields = Object::new(item, language);
                let url = item_fields.first(&["url", "href"]);
                let url = if url.is_empty() { words(item, "") } else { url };
                let title = item_fields.first(&["title", "name", "service"]);
                add_links(&mut speaker.links, link(&url, base, &title, &item_fields.first(&["type", "linkType"])));
            }
        }
    }

    fn row(&self, person: &Value, here: &Object<'v>) -> Option<&'v Value> {
        if self.table.is_empty() {
            return None;
        }
        match person {
            Value::String(key) => self.table.get(key).copied(),
            Value::Number(key) => self.table.get(&key.to_string()).copied(),
            _ => ["guid", "code", "id"].iter().find_map(|key| self.table.get(here.text(key).as_ref()).copied()),
        }
    }
}

fn name(fields: &Object<'_>) -> String {
    // KonOpas: first name, last name, what stands before them, what stands behind.
    if let [first, rest @ ..] = fields.list("name") {
        let part = |at: usize| rest.get(at).map(|part| words(part, "")).unwrap_or_default();
        return [part(1), words(first, ""), part(0), part(2)]
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
    }
    let name = fields.first(NAMES);
    if name.is_empty() {
        let parts = [fields.first(&["firstName", "first_name"]), fields.first(&["lastName", "last_name"])];
        return parts.join(" ").trim().to_owned();
    }
    name.into_owned()
}

/// `MODERATOR` as people write it.
fn sentence(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// A position and an organisation from a line such as `Principal Architect at Acme`. What follows `at` is taken for an
/// organisation only where it is written like a name, for people build things at scale.
fn tag_line(text: &str) -> (String, String) {
    let parts = [" at ", " @ ", " bei ", " @"].iter().find_map(|word| text.rsplit_once(word));
    match parts {
        Some((title, organisation))
            if organisation.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
                && organisation.split_whitespace().count() <= 5
                && !organisation.contains(['|', ',', ';']) =>
        {
            (title.to_owned(), organisation.to_owned())
        }
        _ => (text.to_owned(), String::new()),
    }
}
