//! The search itself: which sessions meet a query, in the order of the module `rank`.

use super::facts::{Facts, SearchContext};
use super::fields::Field;
use super::index::{EVENT_ROWS, Index};
use super::query::{Query, Term, Wanted, Word};
use super::rank::{Grade, title_grade};
use super::word::{Fit, Fuzzy, How, Manner, Needle};
use crate::model::{SessionIx, fold};

/// What a search works in. Keeping it from one search to the next saves making it anew for each key.
#[derive(Default)]
pub struct Scratch {
    pub(super) fuzzy: Fuzzy,
    fits: Fits,
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

/// Every session that meets the query, best first; with an empty query all of them, in the programme's order. Index and
/// context must be of the same programme.
pub fn search(index: &Index, query: &Query, context: &SearchContext<'_>, scratch: &mut Scratch) -> Vec<Hit> {
    search_within(index, query, context, scratch, |_| true)
}

/// The same among the sessions in `scope` only. A narrow scope makes the search faster.
pub fn search_within(
    index: &Index,
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
    let mut hits: Vec<Hit> =
        (0..programme.sessions().len()).map(SessionIx::new).filter(|ix| scope(*ix)).map(hit).collect();
    let facts = Facts::new(context);
    for term in &query.terms {
        if let Wanted::Condition(condition) = &term.wanted {
            hits.retain(|hit| facts.meets(hit.session, condition) != term.negative);
        }
    }
    for term in &query.terms {
        if let Wanted::Text(word) = &term.wanted {
            keep_matching(&mut hits, term, word, index, context, scratch);
        }
    }
    let typed: Vec<&str> = query.words().filter(|word| is_plain(word)).map(|word| word.text.as_str()).collect();
    if !typed.is_empty() {
        let (text, words) = (typed.join(" "), typed.len());
        for hit in &mut hits {
            hit.order.title = title_grade(index.titles.get(hit.session.index()), &text, words);
        }
    }
    hits.sort_unstable_by_key(|hit| hit.order);
    hits
}

/// Whether a word may stand in a title just as it was typed.
fn is_plain(word: &Word) -> bool {
    matches!(word.field, None | Some(Field::Title)) && matches!(word.manner, Manner::Plain | Manner::Written)
}

fn keep_matching(
    hits: &mut Vec<Hit>,
    term: &Term,
    word: &Word,
    index: &Index,
    context: &SearchContext<'_>,
    scratch: &mut Scratch,
) {
    let needle = word.needle(term.negative);
    let Scratch { fuzzy, fits } = scratch;
    fits.fill(index, word.field, &needle, fuzzy);
    let mut search = WordSearch { index, context, needle, field: word.field, fits, fuzzy };
    hits.retain_mut(|hit| match search.grade(hit.session) {
        Some(_) if term.negative => false,
        Some(grade) => {
            hit.order.steps = hit.order.steps.saturating_add(grade.step);
            hit.order.lack = hit.order.lack.saturating_add(grade.lack);
            true
        }
        None => term.negative,
    });
}

/// How one word fits the rows of the columns that sessions share. Columns that the word is not looked for in are empty.
#[derive(Default)]
struct Fits {
    speakers: Vec<Option<Fit>>,
    organisations: Vec<Option<Fit>>,
    tracks: Vec<Option<Fit>>,
    tags: Vec<Option<Fit>>,
    rooms: Vec<Option<Fit>>,
    /// An event brings hundreds of sessions with it, too many for a guess: it is never matched fuzzily and, without
    /// `event:`, by whole words only. Otherwise `cloud` would find all of KubeCon + CloudNativeCon.
    events: Vec<Option<Fit>>,
}

impl Fits {
    fn fill(&mut self, index: &Index, field: Option<Field>, needle: &Needle<'_>, fuzzy: &mut Fuzzy) {
        for (of, column, fits) in [
            (Field::Speaker, &index.speakers, &mut self.speakers),
            (Field::Organisation, &index.organisations, &mut self.organisations),
            (Field::Track, &index.tracks, &mut self.tracks),
            (Field::Tag, &index.tags, &mut self.tags),
            (Field::Room, &index.rooms, &mut self.rooms),
        ] {
            fits.clear();
            if field.is_none_or(|field| field == of) {
                column.fits(needle, fuzzy, fits);
            }
        }
        self.events.clear();
        if field.is_none_or(|field| field == Field::Event) {
            let rows = 0..index.events.len() / EVENT_ROWS;
            let enough = |fit: &Fit| field.is_some() || fit.how == How::Whole;
            let best = |event| {
                let rows = (event * EVENT_ROWS..(event + 1) * EVENT_ROWS).map(|row| index.events.get(row));
                rows.filter_map(|text| needle.written(text)).max().filter(enough)
            };
            self.events.extend(rows.map(best));
        }
    }
}

/// One word on its way through the sessions.
struct WordSearch<'a, 'q> {
    index: &'a Index,
    context: &'a SearchContext<'a>,
    needle: Needle<'q>,
    field: Option<Field>,
    fits: &'a Fits,
    fuzzy: &'a mut Fuzzy,
}

impl WordSearch<'_, '_> {
    /// The best grade that a field of the session gives the word.
    fn grade(&mut self, ix: SessionIx) -> Option<Grade> {
        let short = self.shared(ix).into_iter().chain(self.title(ix)).min();
        short.or_else(|| self.body(ix))
    }

    fn title(&mut self, ix: SessionIx) -> Option<Grade> {
        if !self.field.is_none_or(|field| field == Field::Title) {
            return None;
        }
        let title = self.index.titles.fit(ix.index(), &self.needle, self.fuzzy);
        let fit = title.max(self.index.subtitles.fit(ix.index(), &self.needle, self.fuzzy))?;
        Some(Grade::new(Field::Title, fit))
    }

    fn shared(&self, ix: SessionIx) -> Option<Grade> {
        let (index, fits) = (self.index, self.fits);
        let place = index.places.get(ix.index())?;
        let best = |fits: &[Option<Fit>], rows: &[u32]| rows.iter().filter_map(|row| *fits.get(*row as usize)?).max();
        let of = |fits: &[Option<Fit>], row: Option<u32>| fits.get(row? as usize).copied().flatten();
        let speaker = best(&fits.speakers, index.people.of(ix)).map(|fit| Grade::new(Field::Speaker, fit));
        let label = best(&fits.organisations, index.employers.of(ix))
            .max(best(&fits.tags, index.labels.of(ix)))
            .max(of(&fits.tracks, place.track))
            .max(of(&fits.rooms, place.room))
            .max(of(&fits.events, Some(place.event)))
            .map(|fit| Grade::new(Field::Tag, fit));
        speaker.into_iter().chain(label).min()
    }

    fn body(&self, ix: SessionIx) -> Option<Grade> {
        if !self.field.is_none_or(|field| field == Field::Body) {
            return None;
        }
        let note = self.context.personal(ix).map(|personal| personal.note.as_str()).filter(|note| !note.is_empty());
        let body = self.needle.written_in_long(self.index.bodies.get(ix.index()));
        let fit = body.max(note.and_then(|note| self.needle.written_in_long(&fold(note))))?;
        Some(Grade::new(Field::Body, fit))
    }
}
