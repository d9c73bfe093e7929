//! Ids that stay the same when the calendar is fetched again.
//!
//! A UID is what the format offers, but it is no id everywhere: some programs give one UID to many sessions, and some
//! make new ones for each export. Such sessions are known by their titles.

use super::component::Component;
use super::writer::Writer;
use crate::model::{Session, Slot, Zone, slug};
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// How often each UID, and what of it stands before the `@`, occurs in a file.
pub(super) struct Identity {
    /// What stands before each id, where this program wrote the file and all is of one event.
    own_event: Option<String>,
    uids: HashMap<String, usize>,
    locals: HashMap<String, usize>,
}

impl Identity {
    pub(super) fn new(events: &[Component<'_>]) -> Self {
        let (mut uids_of, own_event) =
            (events.iter().map(|event| event.text("UID")), events.first().and_then(own_event));
        let own_event = own_event.filter(|event| uids_of.all(|uid| uid.starts_with(event.as_str())));
        let mut identity = Self { own_event, uids: HashMap::new(), locals: HashMap::new() };
        // The changed occurrences of an event that repeats share its UID by right.
        for event in events.iter().filter(|event| event.get("RECURRENCE-ID").is_none()) {
            let uid = event.text("UID");
            if !identity.uids.contains_key(&uid) {
                *identity.locals.entry(local(&uid)).or_default() += 1;
            }
            *identity.uids.entry(uid).or_default() += 1;
        }
        identity
    }

    /// The id that a session had in this program.
    fn own_id(&self, uid: &str) -> Option<String> {
        let id = uid.strip_prefix(self.own_event.as_ref()?)?.strip_suffix("@kubetalks")?;
        (!id.is_empty()).then(|| id.to_owned())
    }

    pub(super) fn identify(&self, session: &mut Session, uid: &str, writer: &Writer) {
        let local = local(uid);
        let title = slug(&session.title);
        let shared = self.uids.get(uid).is_some_and(|count| *count > 1);
        if local.is_empty() || is_of_export(uid) {
            session.id = title;
        } else if shared {
            session.id = format!("{local}-{title}");
        } else {
            session.guid = Some(if is_uuid(&local) { local.clone() } else { uid.to_owned() });
            let code = if let Writer::Pretalx(event) = writer { code(uid, event) } else { None };
            let ambiguous = self.locals.get(&local).is_some_and(|count| *count > 1);
            session.id = match code {
                Some(code) => {
                    session.code = Some(code.split('-').next().unwrap_or(code).to_owned());
                    slug(code)
                }
                None if ambiguous => slug(uid),
                None => self.own_id(uid).unwrap_or(local),
            };
        }
    }
}

/// What stands before the ids in the UIDs of an event that this program wrote: `conf/opening@kubetalks`.
fn own_event(event: &Component<'_>) -> Option<String> {
    let uid = event.text("UID");
    let (event, _) = uid.strip_suffix("@kubetalks")?.split_once('/')?;
    Some(format!("{event}/"))
}

/// Makes ids differ by the time of their sessions where they are the same, and by the room where the times are too. What
/// is still the same then is told apart by its place in the file.
pub(super) fn tell_apart(sessions: &mut [Session], zone: Zone, room_name: impl Fn(&Session) -> String) {
    for by_room in [false, true] {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for session in sessions.iter() {
            *counts.entry(session.id.clone()).or_default() += 1;
        }
        for session in sessions.iter_mut().filter(|session| counts.get(&session.id).is_some_and(|count| *count > 1)) {
            let more = if by_room {
                slug(&room_name(session))
            } else {
                session.slot.map(|slot| time(slot, zone)).unwrap_or_default()
            };
            if !more.is_empty() {
                session.id = format!("{}-{more}", session.id);
            }
        }
    }
}

pub(super) fn time(slot: Slot, zone: Zone) -> String {
    zone.local(slot.start).format("%Y%m%dt%H%M").to_string()
}

/// What stands before the `@`, reduced to what ids are made of.
fn local(uid: &str) -> String {
    slug(uid.split('@').next().unwrap_or(""))
}

/// Whether a UID begins with the time at which it was made, as vobject makes them: no two exports have the same.
fn is_of_export(uid: &str) -> bool {
    uid.get(..15).is_some_and(|time| NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%S").is_ok())
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The code in a UID of pretalx, with the number of the slot where a session has several: `pretalx-event-CODE-2@host`.
fn code<'u>(uid: &'u str, event: &str) -> Option<&'u str> {
    let rest = uid.split('@').next()?.strip_prefix("pretalx-")?;
    let known = rest.strip_prefix(event).and_then(|rest| rest.strip_prefix('-')).filter(|_| !event.is_empty());
    let code = known.unwrap_or_else(|| {
        let numbered = rest.rsplit('-').next().is_some_and(|last| last.len() < 4);
        let at = rest.rmatch_indices('-').nth(usize::from(numbered)).map_or(0, |(at, _)| at + 1);
        rest.get(at..).unwrap_or(rest)
    });
    (!code.is_empty()).then_some(code)
}
