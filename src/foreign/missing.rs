//! What to tell of favourites that were not found, or not for certain.

use super::matching::{Matched, scope};
use super::reading::{ForeignReading, Kind, Reference};
use crate::model::{EventIx, Programme};
use crate::problem::Problem;
use crate::words::first_few;
use std::collections::BTreeMap;

/// The most favourites that are named one by one where each has something else to be told.
const NAMED: usize = 5;

impl Matched {
    /// What to tell the user about the favourites that were not found, or not for certain; `event` is the one that they
    /// were looked for in where they name none.
    pub fn problems(
        &self,
        programme: &Programme,
        event: Option<EventIx>,
        reading: &ForeignReading,
        file: &str,
    ) -> Vec<Problem> {
        let at = |at: &usize| reading.references.get(*at);
        let mut missing: BTreeMap<Missing<'_>, Vec<&str>> = BTreeMap::new();
        for reference in self.missing.iter().filter_map(at) {
            let found_in = scope(programme, event, reference).map(|event| programme.event(event).id.as_str());
            let place = match (found_in, reference.event.as_deref()) {
                (Some(event), _) => Missing::In(event),
                (None, Some(event)) => Missing::NotLoaded(event),
                (None, None) => Missing::Everywhere,
            };
            missing.entry(place).or_default().push(reference.name());
        }
        if self.found.is_empty() && self.ambiguous.is_empty() && !missing.keys().any(|place| place.is_loaded()) {
            return vec![nowhere(&missing, reading, file)];
        }
        let missing = missing.iter().map(|(place, names)| place.problem(names, file));
        let ambiguous = self.ambiguous.iter().take(NAMED).map(|(at, sessions)| {
            let name = reading.references.get(*at).map_or("", Reference::name);
            let mut ids: Vec<_> = sessions.iter().map(|ix| programme.full_id(*ix)).collect();
            let count = ids.len();
            ids.truncate(NAMED);
            let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
            Problem::warning(file, format!("'{name}' could be any of {count} sessions"))
                .advise(format!("mark the right one by its id: {}{more}", ids.join(", ")))
        });
        let unnamed = self.ambiguous.len().saturating_sub(NAMED);
        let unnamed = (unnamed > 0)
            .then(|| Problem::warning(file, format!("{unnamed} more could be several sessions, and none was marked")));
        missing.chain(ambiguous).chain(unnamed).collect()
    }
}

/// Where favourites are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Missing<'a> {
    /// In the loaded event of this id.
    In(&'a str),
    /// They belong to an event that is not loaded.
    NotLoaded(&'a str),
    Everywhere,
}

impl Missing<'_> {
    fn is_loaded(self) -> bool {
        matches!(self, Self::In(_))
    }

    fn problem(self, names: &[&str], file: &str) -> Problem {
        let few = first_few(names.iter().copied());
        let (who, is, was, named) = match names.len() {
            1 => (few, "is", "was", String::new()),
            count => (format!("{count} favourites"), "are", "were", format!(": {few}")),
        };
        let told = |message: String| Problem::warning(file, message);
        match self {
            Self::In(event) => told(format!("{who} {is} not in '{event}'{named}"))
                .advise(format!("'kubetalks refresh {event}' brings what its programme has by now")),
            Self::NotLoaded(event) => {
                told(format!("{who} {is} of '{event}', which is not loaded{named}")).advise("import its schedule first")
            }
            Self::Everywhere => told(format!("{who} {was} not found in any event that is loaded{named}")),
        }
    }
}

/// What to say where not one favourite is in anything that is loaded.
fn nowhere(missing: &BTreeMap<Missing<'_>, Vec<&str>>, reading: &ForeignReading, file: &str) -> Problem {
    let message = match reading.references.len() {
        _ if reading.kind == Kind::Code => "what the code marks is in no event that is loaded".to_owned(),
        1 => "the one favourite is in no event that is loaded".to_owned(),
        count => format!("none of the {count} favourites is in an event that is loaded"),
    };
    let named: Vec<&str> = missing
        .keys()
        .filter_map(|place| match place {
            Missing::NotLoaded(event) => Some(*event),
            _ => None,
        })
        .collect();
    let origin = reading.origin.as_deref().filter(|_| named.is_empty());
    let named = if named.is_empty() { Vec::from_iter(origin) } else { named };
    Problem::error(file, message).advise(match named.as_slice() {
        [] => "import the schedule they belong to first".to_owned(),
        [one] => format!("they seem to belong to '{one}': import its schedule first"),
        several => {
            format!("they seem to belong to {}: import their schedules first", first_few(several.iter().copied()))
        }
    })
}
