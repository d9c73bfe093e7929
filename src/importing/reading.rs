//! From bytes to an event that knows its name: which kept event it is a newer version of, and which id is free.

use super::brought::ImportError;
use super::placing::{Placing, read_placed};
use super::request::{Hearsay, ImportRequest, Overrides};
use super::taking::Taken;
use crate::model::{Event, Schedule, Source, Zone, slug};
use crate::problem::Problem;
use crate::source::Reading;
use crate::store::StoredEvent;

/// What an address asks for that is answered page by page, as WordPress does, and how many sessions a page has.
const A_PAGE: &str = "per_page=100";
const PAGE: usize = 100;

/// An event that was read, and what is to be remembered of it.
#[derive(Debug)]
pub(super) struct Identified {
    pub(super) reading: Reading,
    pub(super) overrides: Overrides,
    pub(super) hearsay: Hearsay,
    /// The kept event that this is a newer version of.
    pub(super) before: Option<StoredEvent>,
    /// Whether its sessions shall be part of the programme: who imports an event wants to see it.
    pub(super) taking_part: bool,
    pub(super) notes: Vec<Problem>,
}

impl Identified {
    /// A newer version of an event that is known, whose clocks ran in a zone. Only another zone is told.
    pub(super) fn again(taken: &Taken, kept: StoredEvent, zone: Option<Zone>) -> Result<Self, ImportError> {
        let (overrides, hearsay) = (Overrides::of(&kept), Hearsay::of(&kept));
        let (mut reading, placing) = read(taken, &overrides, &hearsay)?;
        let mut notes = told(taken, &placing, &reading);
        if zone == Some(reading.schedule.event.zone) {
            notes.clone_from(&taken.notes);
        }
        kept.id.clone_into(&mut reading.schedule.event.id);
        Ok(Self { reading, overrides, hearsay, before: Some(kept), taking_part: true, notes })
    }
}

fn read(taken: &Taken, overrides: &Overrides, hearsay: &Hearsay) -> Result<(Reading, Placing), ImportError> {
    read_placed(&taken.opened, &taken.source, overrides, hearsay).map_err(ImportError::Refused)
}

/// What was decided on the way, whence the zone is, and whether something may be missing.
fn told(taken: &Taken, placing: &Placing, reading: &Reading) -> Vec<Problem> {
    let Schedule { event, sessions, .. } = &reading.schedule;
    let cut = matches!(&taken.source, Source::Address(address) if address.contains(A_PAGE)) && sessions.len() >= PAGE;
    let more = format!("the server sends no more than {PAGE} sessions at a time, and there may be more");
    let more = cut.then(|| Problem::warning(&event.name, more));
    taken.notes.iter().cloned().chain(placing.note(event)).chain(more).collect()
}

/// Refuses what only a person can place, where that is wanted.
fn sure(request: &ImportRequest, taken: &Taken, placing: &Placing) -> Result<(), ImportError> {
    match placing.doubt().filter(|_| request.refuse_unsure) {
        Some(doubt) => Err(ImportError::WhichZone { from: taken.source.to_string(), doubt }),
        None => Ok(()),
    }
}

/// Reads what was taken and finds out what it is among the known events.
pub(super) fn identify(
    taken: &Taken,
    request: &ImportRequest,
    (known, shipped): (&[StoredEvent], &[Event]),
) -> Result<Identified, ImportError> {
    let (wanted, led) = (&request.overrides, request.hearsay.clone().or(taken.hearsay.clone()));
    let first = read(taken, wanted, &led)?;
    let Some(before) = version_of(taken, wanted, &first.0.schedule.event.id, known) else {
        sure(request, taken, &first.1)?;
        return Ok(apart(taken, (wanted, led), first, (known, shipped)));
    };
    let (overrides, hearsay) = (wanted.clone().or(Overrides::of(before)), led.clone().or(Hearsay::of(before)));
    let same = overrides == *wanted && hearsay == led;
    let (mut reading, placing) = if same { first } else { read(taken, &overrides, &hearsay)? };
    sure(request, taken, &placing)?;
    let notes = told(taken, &placing, &reading);
    before.id.clone_into(&mut reading.schedule.event.id);
    Ok(Identified { reading, overrides, hearsay, before: Some(before.clone()), taking_part: true, notes })
}

/// Reads what was taken as an event of its own, whatever is kept.
pub(super) fn identify_apart(
    taken: &Taken,
    request: &ImportRequest,
    known: (&[StoredEvent], &[Event]),
) -> Result<Identified, ImportError> {
    let (wanted, hearsay) = (&request.overrides, request.hearsay.clone().or(taken.hearsay.clone()));
    let read = read(taken, wanted, &hearsay)?;
    sure(request, taken, &read.1)?;
    Ok(apart(taken, (wanted, hearsay), read, known))
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
    (wanted, hearsay): (&Overrides, Hearsay),
    (mut reading, placing): (Reading, Placing),
    (known, shipped): (&[StoredEvent], &[Event]),
) -> Identified {
    let mut notes = told(taken, &placing, &reading);
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
    let overrides = Overrides { id, ..wanted.clone() };
    Identified { reading, overrides, hearsay, before: None, taking_part: true, notes }
}
