//! From a schedule to its packed form.

use super::briefs::{Briefs, Rest, moment};
use super::column::{Writer, position};
use super::layout::{Layout, Part};
use super::vocabulary::{Collector, SessionTexts};
use crate::model::{Aliases, Brief, Event, Letters, Schedule, Session, Speaker, fold, fold_into, slug};
use chrono::Datelike;
use std::collections::HashMap;
use std::thread;

// What is known of a speaker, in bits.
pub(super) const BIOGRAPHY: u32 = 1;
pub(super) const PAGES: u32 = 2;

/// The packed form of a schedule that is not [`Broken`](crate::model::Broken).
///
/// # Errors
/// Those of serialisation, which for these types there are none of.
pub fn pack(schedule: &Schedule) -> postcard::Result<Vec<u8>> {
    pack_in_pieces(schedule).map(|pieces| pieces.concat())
}

/// The same in pieces that stand one behind the other: a large schedule need not be in memory twice.
///
/// # Errors
/// Those of [`pack`].
pub fn pack_in_pieces(schedule: &Schedule) -> postcard::Result<Vec<Vec<u8>>> {
    let slots = || schedule.sessions.iter().filter_map(|session| session.slot);
    let span = slots().map(|slot| slot.start).min().zip(slots().map(|slot| slot.end).max());
    let head = postcard::to_allocvec(&(
        &schedule.event,
        &schedule.tracks,
        &schedule.rooms,
        &schedule.organisations,
        &schedule.tags,
        span.map(|(first, last)| (first.timestamp_micros(), last.timestamp_micros())),
    ))?;
    let titles: Vec<String> = schedule.sessions.iter().map(|session| fold(&session.title)).collect();
    // What is searched takes as long as all the rest.
    let (search, rows) = thread::scope(|scope| {
        let search = scope.spawn(|| search(schedule, &titles));
        let rows = rows(schedule, &titles);
        (search.join().unwrap_or_else(|_| self::search(schedule, &titles)), rows)
    });
    let [front, rows, ids, records] = rows?;
    let search = Part { numbers: search.bytes, text: search.text };
    Ok(Layout::of([Part { numbers: head, text: String::new() }, front, rows, ids, search, records]))
}

/// Everything that is found by its row.
fn rows(schedule: &Schedule, titles: &[String]) -> postcard::Result<[Part; 4]> {
    let mut records = Records::default();
    let (mut front, mut rows, mut ids) = (Writer::default(), Writer::default(), Writer::default());
    sessions(schedule, titles, [&mut front, &mut rows], &mut records)?;
    people(schedule, &mut front);
    records.table(&mut rows, schedule.speakers.iter())?;
    ids.texts(schedule.sessions.iter().map(|session| session.id.as_str()));
    ids.column(sorted_by(schedule.sessions.len(), |at| schedule.sessions[at].id.as_str()));
    let part = |writer: Writer| Part { numbers: writer.bytes, text: writer.text };
    Ok([part(front), part(rows), part(ids), Part { numbers: records.bytes, text: String::new() }])
}

/// Serialised values one behind the other.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
}

impl Records {
    fn table<T: serde::Serialize>(
        &mut self,
        writer: &mut Writer,
        values: impl Iterator<Item = T>,
    ) -> postcard::Result<()> {
        let (mut ends, mut sums) = (vec![position(self.bytes.len())], Vec::new());
        for value in values {
            let start = self.bytes.len();
            self.bytes = postcard::to_extend(&value, std::mem::take(&mut self.bytes))?;
            ends.push(position(self.bytes.len()));
            sums.push(super::sum(&self.bytes[start..]));
        }
        writer.column(ends);
        writer.column(sums);
        Ok(())
    }
}

fn sessions(
    schedule: &Schedule,
    titles: &[String],
    [front, rows]: [&mut Writer; 2],
    records: &mut Records,
) -> postcard::Result<()> {
    let all = &schedule.sessions;
    let briefs: Vec<Brief> = all.iter().map(Brief::from).collect();
    Briefs::write(front, &briefs);
    Rest::write(rows, &briefs);
    let order =
        sorted_by(all.len(), |at| (moment_of(&briefs[at], &schedule.event), titles[at].as_str(), all[at].id.as_str()));
    let given_by = given_by(schedule, &order);
    front.column(order.iter().copied());
    front.column(given_by.iter().map(|sessions| position(sessions.len())));
    rows.texts(titles.iter().map(String::as_str));
    rows.links(all.iter().map(|session| session.credits.iter().map(|credit| credit.speaker.0)));
    rows.links(given_by);
    records.table(rows, all.iter())
}

/// The sessions that each speaker gives, in order, each once.
fn given_by(schedule: &Schedule, order: &[u32]) -> Vec<Vec<u32>> {
    let mut given: Vec<Vec<u32>> = vec![Vec::new(); schedule.speakers.len()];
    for at in order {
        for credit in &schedule.sessions[*at as usize].credits {
            if let Some(theirs) = given.get_mut(credit.speaker.index()).filter(|theirs| theirs.last() != Some(at)) {
                theirs.push(*at);
            }
        }
    }
    given
}

fn moment_of(brief: &Brief, event: &Event) -> i64 {
    let start = brief.slot.map(|slot| (slot.start.timestamp_micros(), slot.all_day));
    moment(start, brief.day.or(event.first_day).map(|day| day.num_days_from_ce()))
}

fn people(schedule: &Schedule, writer: &mut Writer) {
    let speakers = &schedule.speakers;
    let names: Vec<String> = speakers.iter().map(|speaker| fold(&speaker.name)).collect();
    writer.texts(names.iter().map(String::as_str));
    writer.column(sorted_by(names.len(), |at| names[at].as_str()));
    writer.texts_by(speakers, |speaker, all| {
        if speaker.id.is_empty() { all.push_str(&slug(&speaker.name)) } else { all.push_str(&speaker.id) }
    });
    writer.texts(speakers.iter().map(|speaker| speaker.key.as_deref().unwrap_or_default()));
    employment(schedule, writer);
    let has = |speaker: &Speaker| {
        (if speaker.biography.is_empty() { 0 } else { BIOGRAPHY }) | if speaker.links.is_empty() { 0 } else { PAGES }
    };
    writer.column(speakers.iter().map(has));
    let of = |(row, speaker): (usize, &'_ Speaker)| -> Vec<(u32, String)> {
        speaker.also.iter().map(|name| (position(row), fold(name))).collect()
    };
    let bynames: Vec<(u32, String)> = speakers.iter().enumerate().flat_map(of).collect();
    writer.texts(bynames.iter().map(|(_, name)| name.as_str()));
    writer.column(bynames.iter().map(|(row, _)| *row));
}

/// The organisations that speakers had, under each of their names as a slug without hyphens, and who had which.
fn employment(schedule: &Schedule, writer: &mut Writer) {
    let mut rows: HashMap<String, u32> = HashMap::new();
    let mut of: Vec<Vec<u32>> = vec![Vec::new(); schedule.speakers.len()];
    let known = Known::of(&schedule.organisations);
    for credit in schedule.sessions.iter().flat_map(|session| &session.credits) {
        let Some(theirs) = of.get_mut(credit.speaker.index()) else { continue };
        for organisation in known.all(credit.organisation.iter()) {
            let next = position(rows.len());
            let row = *rows.entry(slug(&organisation).replace('-', "")).or_insert(next);
            if !theirs.contains(&row) {
                theirs.push(row);
            }
        }
    }
    let mut names: Vec<(String, u32)> = rows.into_iter().collect();
    names.sort_unstable_by_key(|(_, row)| *row);
    writer.texts(names.iter().map(|(name, _)| name.as_str()));
    writer.links(of);
}

fn search(schedule: &Schedule, titles: &[String]) -> Writer {
    let mut writer = Writer::default();
    let sessions = &schedule.sessions;
    let people: Vec<String> = schedule.speakers.iter().map(|speaker| fold(&speaker.name)).collect();
    let subtitle = |session: &Session, all: &mut String| {
        fold_into(session.subtitle.as_deref().unwrap_or_default(), all);
    };
    letters(&mut writer, titles.iter().map(String::as_str));
    writer.texts_by(sessions, subtitle);
    let (organisations, tags) = (Known::of(&schedule.organisations), Known::of(&schedule.tags));
    names(&mut writer, sessions.iter().map(|session| organisations.all(employers(session))));
    names(&mut writer, sessions.iter().map(|session| tags.all(session.tags.iter())));
    names(&mut writer, sessions.iter().map(|session| session.languages.clone()));
    letters(&mut writer, people.iter().map(String::as_str));
    let mut collector = Collector::default();
    for (session, title) in sessions.iter().zip(titles) {
        let names = session.credits.iter().filter_map(|credit| people.get(credit.speaker.index()));
        let texts = SessionTexts {
            title,
            tags: &fold(&session.tags.join(" ")),
            subtitle: &fold(session.subtitle.as_deref().unwrap_or_default()),
            body: &body(session),
            names: &names.map(String::as_str).collect::<Vec<_>>().join(" "),
        };
        collector.add(&texts);
    }
    collector.write(&mut writer);
    writer
}

/// The organisations that give a session, through a person or without naming one.
fn employers(session: &Session) -> impl Iterator<Item = &String> {
    session.credits.iter().filter_map(|credit| credit.organisation.as_ref()).chain(&session.organisations)
}

/// Who goes by several names, by each of them.
struct Known<'a>(HashMap<&'a str, &'a Aliases>);

impl<'a> Known<'a> {
    fn of(all: &'a [Aliases]) -> Self {
        Self(all.iter().flat_map(|one| one.0.iter().map(move |name| (name.as_str(), one))).collect())
    }

    /// These names, each with the others of the same.
    fn all<'n>(&self, names: impl Iterator<Item = &'n String>) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for name in names {
            let others = self.0.get(name.as_str()).map_or(&[][..], |one| &one.0);
            for name in std::iter::once(name).chain(others) {
                if !all.contains(name) {
                    all.push(name.clone());
                }
            }
        }
        all
    }
}

/// What is searched as a session's long text: abstract and takeaways, folded.
pub fn body(session: &Session) -> String {
    let mut body = fold(&session.abstract_text);
    for takeaway in &session.takeaways {
        body.push('\n');
        fold_into(takeaway, &mut body);
    }
    body
}

/// The distinct names that sessions use, folded, and which session uses which.
fn names(writer: &mut Writer, of: impl Iterator<Item = Vec<String>>) {
    let mut rows: HashMap<String, u32> = HashMap::new();
    let linked: Vec<Vec<u32>> = of
        .map(|names| {
            let row = |name: String| {
                let next = position(rows.len());
                *rows.entry(fold(&name)).or_insert(next)
            };
            names.into_iter().map(row).collect()
        })
        .collect();
    let mut names: Vec<(String, u32)> = rows.into_iter().collect();
    names.sort_unstable_by_key(|(_, row)| *row);
    writer.texts(names.iter().map(|(name, _)| name.as_str()));
    letters(writer, names.iter().map(|(name, _)| name.as_str()));
    writer.links(linked);
}

fn letters<'a>(writer: &mut Writer, texts: impl Iterator<Item = &'a str>) {
    writer.column(texts.map(Letters::of).flat_map(|letters| [letters.all, letters.initial]));
}

fn sorted_by<K: Ord>(count: usize, key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| key(*at));
    order.into_iter().map(position).collect()
}
