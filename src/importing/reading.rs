//! From bytes to an event that knows its name: which kept event it is a newer version of, and which id is free.

use super::brought::ImportError;
use super::placing::placed;
use super::request::Overrides;
use super::taking::Taken;
use crate::model::{Event, Source, slug};
use crate::problem::Problem;
use crate::source::{self, Options, Reading};
use crate::store::StoredEvent;

/// An event that was read, and what is to be remembered of it.
#[derive(Debug)]
pub(super) struct Identified {
    pub(super) reading: Reading,
    pub(super) overrides: Overrides,
    /// The kept event that this is a newer version of.
    pub(super) before: Option<StoredEvent>,
    /// Whether its sessions shall be part of the programme: who imports an event wants to see it.
    pub(super) taking_part: bool,
    pub(super) notes: Vec<Problem>,
}

impl Identified {
    /// A newer version of an event that is known.
    pub(super) fn again(taken: &Taken, kept: StoredEvent) -> Result<Self, ImportError> {
        let mut notes = taken.notes.clone();
        let overrides = Overrides::of(&kept);
        let reading = read(taken, &overrides)?;
        let (overrides, mut reading) = placed(taken, overrides, reading, &mut notes, read)?;
        kept.id.clone_into(&mut reading.schedule.event.id);
        Ok(Self { reading, overrides, before: Some(kept), taking_part: true, notes })
    }
}

/// What a source is read with.
pub(super) fn options(source: &Source, overrides: &Overrides) -> Options {
    let Overrides { zone, id, name, fields } = overrides.clone();
    Options { zone, id, name, fields, title: None, source: source.clone(), file: source.to_string() }
}

fn read(taken: &Taken, overrides: &Overrides) -> Result<Reading, ImportError> {
    let options = Options { title: taken.hints.title.clone(), ..options(&taken.source, overrides) };
    source::read_opened(&taken.opened, &options).map_err(ImportError::Refused)
}

/// Reads what was taken and finds out what it is among the known events.
pub(super) fn identify(
    taken: &Taken,
    wanted: &Overrides,
    (known, shipped): (&[StoredEvent], &[Event]),
) -> Result<Identified, ImportError> {
    let reading = read(taken, wanted)?;
    let id = &reading.schedule.event.id;
    let Some(before) = version_of(taken, wanted, id, known) else {
        return apart(taken, wanted, reading, (known, shipped));
    };
    let mut notes = taken.notes.clone();
    let overrides = wanted.clone().or(Overrides::of(before));
    let reading = if overrides == *wanted { reading } else { read(taken, &overrides)? };
    let (overrides, mut reading) = placed(taken, overrides, reading, &mut notes, read)?;
    before.id.clone_into(&mut reading.schedule.event.id);
    Ok(Identified { reading, overrides, before: Some(before.clone()), taking_part: true, notes })
}

/// Reads what was taken as an event of its own, whatever is kept.
pub(super) fn identify_apart(
    taken: &Taken,
    wanted: &Overrides,
    known: (&[StoredEvent], &[Event]),
) -> Result<Identified, ImportError> {
    apart(taken, wanted, read(taken, wanted)?, known)
}

/// The kept event that this is a newer version of: the one with the id that was asked for; else the one from the same
/// place, preferably with the same id, else the one that was kept last, for an address may have led to several.
/// Standard input is a place only together with the id.
fn version_of<'k>(taken: &Taken, wanted: &Overrides, id: &str, known: &'k [StoredEvent]) -> Option<&'k StoredEvent> {
    if wanted.id.is_some() {
        return known.iter().find(|kept| kept.id == id);
    }
    let mut same: Vec<&StoredEvent> = known.iter().filter(|kept| kept.source() == taken.source).collect();
    same.sort_by_key(|kept| (kept.id == id, kept.fetched));
    same.into_iter().next_back().filter(|kept| kept.id == id || taken.source != Source::Input)
}

fn apart(
    taken: &Taken,
    wanted: &Overrides,
    reading: Reading,
    (known, shipped): (&[StoredEvent], &[Event]),
) -> Result<Identified, ImportError> {
    let mut notes = taken.notes.clone();
    let (overrides, mut reading) = placed(taken, wanted.clone(), reading, &mut notes, read)?;
    // What the page calls it is forgotten with the page.
    let title =
        taken.hints.title.clone().filter(|title| overrides.name.is_none() && reading.schedule.event.name == *title);
    let overrides = Overrides { name: overrides.name.clone().or(title), ..overrides };
    let shipped = |id: &str| shipped.iter().any(|event| event.id == id);
    let taken_id = |id: &str| shipped(id) || known.iter().any(|kept| kept.id == id);
    let event = &mut reading.schedule.event;
    if taken_id(&event.id) {
        let free = (2..).map(|number| format!("{}-{number}", event.id)).find(|id| !taken_id(id)).unwrap_or_default();
        let who = if shipped(&event.id) { "an event that ships" } else { "another kept event" };
        let note = Problem::warning(&event.name, format!("the id '{}' is that of {who}; this is '{free}'", event.id));
        notes.push(match shipped(&event.id) {
            true => note.advise("--id gives it another"),
            false => note.advise(format!("if it is a newer version of that, import it with --id {}", event.id)),
        });
        event.id = free;
    }
    // An id of nothing but signs is none.
    let id = wanted.id.clone().filter(|id| !slug(id).is_empty());
    Ok(Identified { reading, overrides: Overrides { id, ..overrides }, before: None, taking_part: true, notes })
}
