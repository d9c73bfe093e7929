//! The search itself: which sessions meet a query, in the order of the module `rank`.

use super::bodies::Bodies;
use super::facts::{Facts, SearchContext};
use super::fields::Field;
use super::query::{Query, Term, Wanted, Word};
use super::rank::{Grade, Typed};
use super::spelling::parted;
use super::word::{Fit, Fuzzy, How, Manner, Needle};
use crate::model::packed::{Links, Names, Packed, body, singular};
use crate::model::{Event, EventIx, Letters, Programme, SessionIx, fold};
use std::cell::OnceCell;

/// What a search works in. Keeping it from one search to the next saves making it anew for each key.
#[derive(Default)]
pub struct Scratch {
    pub(super) fuzzy: Fuzzy,
    /// For the word and for each other way to write it.
    fits: Vec<Fits>,
}

/// A session that meets a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which session.
    pub session: SessionIx,
    order: Order,
}

#[cfg(test)]
impl Hit {
    /// Whether this hit stands before another, which never holds both ways.
    pub(super) fn precedes(&self, other: &Self) -> bool {
        self.order < other.order
    }
}

/// What hits are ordered by, the most important thing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Order {
    title: u32,
    steps: u32,
    lack: u32,
    rank: u32,
}

/// Every session that meets the query, best first; with an empty query all of them, in the programme's order.
pub fn search(query: &Query, context: &SearchContext<'_>, scratch: &mut Scratch) -> Vec<Hit> {
    search_within(query, context, scratch, |_| true)
}

/// The same among the sessions in `scope` only. A narrow scope makes the search faster.
pub fn search_within(
    query: &Query,
    context: &SearchContext<'_>,
    scratch: &mut Scratch,
    scope: impl Fn(SessionIx) -> bool,
) -> Vec<Hit> {
    let programme = context.programme;
    let hit = |session| Hit { session, order: Order { rank: programme.rank(session), ..Order::default() } };
    if query.is_empty() {
        return programme.order().iter().copied().filter(|ix| scope(*ix)).map(hit).collect();
    }
    // By position, which is how the texts lie in memory: by rank, a hundred thousand abstracts take twice as long.
    let mut hits: Vec<Hit> = programme.positions().filter(|ix| scope(*ix)).map(hit).collect();
    let facts = Facts::new(context);
    Finder { context, facts: &facts, scratch }.keep(&mut hits, query);
    hits.sort_unstable_by_key(|hit| hit.order);
    hits
}

/// A search on its way.
pub(super) struct Finder<'f> {
    pub(super) context: &'f SearchContext<'f>,
    pub(super) facts: &'f Facts<'f>,
    pub(super) scratch: &'f mut Scratch,
}

impl Finder<'_> {
    /// Keeps the hits that meet a query, with what they are ordered by.
    fn keep(&mut self, hits: &mut Vec<Hit>, query: &Query) {
        for term in &query.terms {
            if let Wanted::Condition(condition) = &term.wanted {
                hits.retain(|hit| self.facts.meets(hit.session, condition) != term.negative);
            }
        }
        for term in &query.terms {
            match &term.wanted {
                Wanted::Text(word) => keep_matching(hits, term, word, self.context, self.scratch),
                Wanted::Any(ways) => self.keep_any(hits, ways, term.negative),
                Wanted::Condition(_) => {}
            }
        }
        let typed: Vec<&str> = query.own_words().filter(|word| is_plain(word)).map(|word| word.text.as_str()).collect();
        if !typed.is_empty() {
            let text = typed.join(" ");
            let typed = Typed::new(&text, typed.len());
            for hit in hits {
                hit.order.title += typed.grade(self.context.programme.title_key(hit.session));
            }
        }
    }

    /// Keeps the hits that meet one of several queries, ordered by the one that they meet best, or those that meet none.
    fn keep_any(&mut self, hits: &mut Vec<Hit>, ways: &[Query], negative: bool) {
        let mut best: Vec<Option<Order>> = vec![None; hits.len()];
        for way in ways {
            let mut met: Vec<Hit> =
                hits.iter().map(|hit| Hit { session: hit.session, order: Order::default() }).collect();
            self.keep(&mut met, way);
            // Both are in the order of position.
            let mut met = met.into_iter().peekable();
            for (hit, best) in hits.iter().zip(&mut best) {
                let order = met.next_if(|met| met.session == hit.session).map(|met| met.order);
                *best = (*best).into_iter().chain(order).min();
            }
        }
        let mut best = best.into_iter();
        hits.retain_mut(|hit| match best.next().flatten() {
            Some(order) if !negative => {
                hit.order.title += order.title;
                hit.order.steps = hit.order.steps.saturating_add(order.steps);
                hit.order.lack = hit.order.lack.saturating_add(order.lack);
                true
            }
            found => found.is_none() == negative,
        });
    }

    /// Which of the sessions at these positions meet one term.
    pub(super) fn meeting(&mut self, sessions: &[SessionIx], term: &Term) -> Vec<SessionIx> {
        let mut hits: Vec<Hit> =
            sessions.iter().map(|session| Hit { session: *session, order: Order::default() }).collect();
        self.keep(&mut hits, &Query::of(term.clone()));
        hits.into_iter().map(|hit| hit.session).collect()
    }
}

/// Whether a word may stand in a title just as it was typed.
fn is_plain(word: &Word) -> bool {
    matches!(word.field, None | Some(Field::Title)) && matches!(word.manner, Manner::Plain | Manner::Written)
}

fn keep_matching(hits: &mut Vec<Hit>, term: &Term, word: &Word, context: &SearchContext<'_>, scratch: &mut Scratch) {
    let programme = context.programme;
    let mut variants = word.variants.clone();
    variants.extend(parted(&word.text, |part, more| is_known(programme, part, more)));
    let needles: Vec<Needle<'_>> =
        std::iter::once(word.needle(term.negative)).chain(word.other_needles(&variants)).collect();
    let Scratch { fuzzy, fits } = scratch;
    fits.resize_with(needles.len().max(fits.len()), Fits::default);
    let mut filled = None;
    hits.retain_mut(|hit| {
        let event = programme.event_ix(hit.session);
        if filled != Some(event) {
            for (needle, fits) in needles.iter().zip(fits.iter_mut()) {
                fits.fill(programme, event, word.field, needle, fuzzy);
            }
            filled = Some(event);
        }
        let at = hit.session.index() - programme.first_of(event);
        let mut best: Option<Grade> = None;
        let text = OnceCell::new();
        let noted = context.personal(hit.session).is_some_and(|personal| !personal.note.is_empty());
        for (number, (needle, fits)) in needles.iter().zip(fits.iter()).enumerate() {
            if fits.nowhere && !noted {
                continue;
            }
            let mut search =
                WordSearch { packed: programme.packed(event), needle, field: word.field, fits, fuzzy, text: &text };
            let found = search.grade(at, hit.session, context, best.is_none());
            // Of two that are equal otherwise the one that has the word as it was typed comes first.
            let found = found.map(|grade| Grade { lack: grade.lack.max(u32::from(number > 0)), ..grade });
            best = best.into_iter().chain(found).min();
            if best.is_some_and(|best| best.lack == 0) {
                break;
            }
        }
        match best {
            Some(_) if term.negative => false,
            Some(grade) => {
                hit.order.steps = hit.order.steps.saturating_add(grade.step);
                hit.order.lack = hit.order.lack.saturating_add(grade.lack);
                true
            }
            None => term.negative,
        }
    });
}

/// Whether any event has a word, or one that begins so.
fn is_known(programme: &Programme, part: &str, more: bool) -> bool {
    let events = (0..programme.events().len()).map(EventIx::new);
    events
        .map(|event| &programme.packed(event).searchable().vocabulary)
        .any(|vocabulary| if more { vocabulary.any_begins(part) } else { vocabulary.find(singular(part)).is_some() })
}

/// How one word fits what the sessions of one event share. Columns that the word is not looked for in are empty.
#[derive(Default)]
struct Fits {
    speakers: Vec<Option<Fit>>,
    organisations: Vec<Option<Fit>>,
    tracks: Vec<Option<Fit>>,
    tags: Vec<Option<Fit>>,
    rooms: Vec<Option<Fit>>,
    /// An event brings hundreds of sessions with it, too many for a guess: it is never matched fuzzily and, without
    /// `event:`, by whole words only. Otherwise `cloud` would find all of KubeCon + CloudNativeCon.
    event: Option<Fit>,
    /// Which titles may fit; empty where each has to be asked.
    titles: Vec<bool>,
    bodies: Bodies,
    /// Whether nothing of the event fits.
    nowhere: bool,
}

impl Fits {
    fn fill(
        &mut self,
        programme: &Programme,
        event: EventIx,
        field: Option<Field>,
        needle: &Needle<'_>,
        fuzzy: &mut Fuzzy,
    ) {
        let packed = programme.packed(event);
        let searchable = packed.searchable();
        let asked = |of| field.is_none_or(|field| field == of);
        for (of, column, fits) in [
            (Field::Speaker, &searchable.people, &mut self.speakers),
            (Field::Organisation, &searchable.organisations, &mut self.organisations),
            (Field::Tag, &searchable.tags, &mut self.tags),
        ] {
            fits.clear();
            if asked(of) {
                fits.extend((0..column.len()).map(|row| fit(column, row, needle, fuzzy)));
                only_if_any(fits);
            }
        }
        for (bearer, name) in programme.bynames(event).iter().filter(|_| asked(Field::Speaker)) {
            let fit = needle.fit(name, Letters::of(name), fuzzy);
            if fit.is_some() {
                self.speakers.resize(searchable.people.len(), None);
                if let Some(best) = self.speakers.get_mut(*bearer) {
                    *best = fit.max(*best);
                }
            }
        }
        let tracks = packed.tracks().iter().map(|track| track.name.as_str());
        named(&mut self.tracks, tracks, asked(Field::Track), needle, fuzzy);
        named(&mut self.rooms, packed.rooms().iter().map(|room| room.name.as_str()), asked(Field::Room), needle, fuzzy);
        self.event = asked(Field::Event).then(|| of_event(packed.event(), field.is_some(), needle)).flatten();
        self.bodies.fill(packed, needle, asked(Field::Body));
        self.look_through_titles(packed, needle, asked(Field::Title));
    }

    /// Looks for a word in all titles at once, where it can only match as written.
    fn look_through_titles(&mut self, packed: &Packed, needle: &Needle<'_>, asked: bool) {
        self.titles.clear();
        let mut in_titles = asked && needle.is_fuzzy();
        if asked && !in_titles {
            self.titles.resize(packed.len(), false);
            for texts in [packed.titles(), &packed.searchable().subtitles] {
                needle.rows_with(texts, |row| {
                    self.titles.get_mut(row).into_iter().for_each(|may| *may = true);
                    in_titles = true;
                });
            }
        }
        let shared = [&self.speakers, &self.organisations, &self.tags, &self.tracks, &self.rooms];
        let elsewhere = self.event.is_some() || shared.iter().any(|fits| !fits.is_empty());
        self.nowhere = !in_titles && !elsewhere && self.bodies.are_without();
    }
}

fn fit(names: &Names, row: usize, needle: &Needle<'_>, fuzzy: &mut Fuzzy) -> Option<Fit> {
    needle.fit(names.get(row), names.letters(row), fuzzy)
}

/// How a word fits a few names that are not folded yet.
fn named<'a>(
    fits: &mut Vec<Option<Fit>>,
    names: impl Iterator<Item = &'a str>,
    asked: bool,
    needle: &Needle<'_>,
    fuzzy: &mut Fuzzy,
) {
    fits.clear();
    if asked {
        fits.extend(names.map(fold).map(|name| needle.fit(&name, Letters::of(&name), fuzzy)));
        only_if_any(fits);
    }
}

/// Where nothing fits, no session needs to be asked what it refers to.
fn only_if_any(fits: &mut Vec<Option<Fit>>) {
    if fits.iter().all(Option::is_none) {
        fits.clear();
    }
}

fn of_event(event: &Event, asked: bool, needle: &Needle<'_>) -> Option<Fit> {
    let names = [&event.name, &event.short, &event.id].map(|name| fold(name));
    let best = names.iter().filter_map(|name| needle.written(name)).max();
    best.filter(|fit| asked || fit.how == How::Whole)
}

/// One word on its way through the sessions of an event.
struct WordSearch<'a, 'q> {
    packed: &'a Packed,
    needle: &'a Needle<'q>,
    field: Option<Field>,
    fits: &'a Fits,
    fuzzy: &'a mut Fuzzy,
    /// The long text of the session, once it was read.
    text: &'a OnceCell<String>,
}

impl WordSearch<'_, '_> {
    /// The best grade that a field of the session gives the word; long texts are looked at if nothing else has it.
    fn grade(&mut self, at: usize, ix: SessionIx, context: &SearchContext<'_>, with_body: bool) -> Option<Grade> {
        let short = self.shared(at).into_iter().chain(self.title(at)).min();
        short.or_else(|| if with_body { self.body(at, ix, context) } else { None })
    }

    fn title(&mut self, at: usize) -> Option<Grade> {
        if !self.field.is_none_or(|field| field == Field::Title) || self.fits.titles.get(at) == Some(&false) {
            return None;
        }
        let searchable = self.packed.searchable();
        let title = fit(&searchable.titles, at, self.needle, self.fuzzy);
        let subtitle = Some(searchable.subtitles.get(at)).filter(|subtitle| !subtitle.is_empty());
        let subtitle = subtitle.and_then(|subtitle| self.needle.fit(subtitle, Letters::of(subtitle), self.fuzzy));
        Some(Grade::new(Field::Title, title.max(subtitle)?))
    }

    fn shared(&self, at: usize) -> Option<Grade> {
        let (packed, fits) = (self.packed, self.fits);
        let searchable = packed.searchable();
        let best = |fits: &[Option<Fit>], links: &Links| {
            if fits.is_empty() { None } else { links.of(at).filter_map(|row| *fits.get(row as usize)?).max() }
        };
        let of = |fits: &[Option<Fit>], row: Option<usize>| fits.get(row?).copied().flatten();
        let speaker = best(&fits.speakers, packed.people()).map(|fit| Grade::new(Field::Speaker, fit));
        let label = best(&fits.organisations, &searchable.employers)
            .max(best(&fits.tags, &searchable.labels))
            .max(of(&fits.tracks, packed.track(at)))
            .max(of(&fits.rooms, packed.room(at)))
            .max(fits.event)
            .map(|fit| Grade::new(Field::Tag, fit));
        speaker.into_iter().chain(label).min()
    }

    fn body(&self, at: usize, ix: SessionIx, context: &SearchContext<'_>) -> Option<Grade> {
        if !self.field.is_none_or(|field| field == Field::Body) {
            return None;
        }
        let note = context.personal(ix).map(|personal| personal.note.as_str()).filter(|note| !note.is_empty());
        let body = self.fits.bodies.fit(at, self.needle, || self.text.get_or_init(|| body(&self.packed.session(at))));
        let fit = body.max(note.and_then(|note| self.needle.written_in_long(&fold(note))))?;
        Some(Grade::new(Field::Body, fit))
    }
}
