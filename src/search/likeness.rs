//! Which sessions are similar to one: those that share its telling words.
//!
//! Each session is the list of the words in its title, abstract, takeaways and tags, people and organisations left out
//! (their other sessions are shown anyway; the names of its own speakers do not count in an abstract either). A plural `s`
//! is dropped, and so are the commonest English words and words that occur in one session only. A word weighs more the
//! oftener the session has it (1 + ln of the count, title and tags counting eight times) and the fewer sessions have it at
//! all (ln of sessions over sessions that have it: the classic TF-IDF), but a word that only a few sessions share
//! weighs no more than one that ten do: it is oftener an accident of wording than a topic. Two sessions are as similar as
//! their lists point in the same direction (the cosine), and those of one track a little more; sessions
//! equally similar stand in the programme's order.
//!
//! Which sessions have a word, and how often, is stored with each schedule. What spans schedules is the length of each
//! session's list, which is counted once; a question then reads the words of the one session and goes through the
//! sessions that have them.

use crate::model::packed::{EMPHASIS, Occurrence, Packed, Vocabulary, body, singular, tells, words};
use crate::model::{EventIx, Programme, SessionIx, fold, in_order};
use hashbrown::HashMap;
use libm::logf;

/// How many shared words are told.
const TOLD: usize = 3;

/// A word that adds less than this part of what the first one does is not told.
const SLIGHT: f32 = 12.0;

/// A word in fewer sessions than this weighs as if it were in so many; in a small programme even fewer mean something.
const FEW: u32 = 10;

/// In a programme of so many sessions a word that more than this part of them has tells nothing.
const LARGE: usize = 1000;
const COMMON_SHARE: usize = 4;

/// How much closer two sessions of one track are.
const SAME_TRACK: f32 = 1.3;

/// Below this cosine two sessions have no more in common than any two.
const LEAST: f32 = 0.05;

/// What is as near as this part of the least that counts may be so by rounding.
const ROUNDED: f32 = 0.999;

/// What has to be known of all sessions to compare two.
#[derive(Debug)]
pub struct Likeness {
    /// For each session the length of its list of weights.
    lengths: Vec<f32>,
    few: u32,
    weights: Weights,
}

/// What a word weighs by how often a session has it, as far as that is stored.
#[derive(Debug)]
struct Weights(Vec<f32>);

impl Default for Weights {
    fn default() -> Self {
        Self((0..128_u16).map(|times| 1.0 + logf(f32::from(times.max(1)))).collect())
    }
}

impl Weights {
    fn of(&self, times: u32) -> f32 {
        self.0.get(times as usize).copied().unwrap_or_else(|| 1.0 + logf(times as f32))
    }
}

/// A session that is similar to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Which session.
    pub session: SessionIx,
    /// Up to three words that they share, the most telling one first, without case and accents.
    pub shared: Vec<String>,
}

/// A telling word of one session.
struct Own<'p> {
    word: String,
    /// By how often the session has it and how rare it is, the rarity squared: the other session has it once.
    weight: f32,
    /// Whether it is in the title or the tags.
    emphasised: bool,
    /// Where its stem stands: vocabulary, row, and the position of the first session.
    places: Vec<(&'p Vocabulary, usize, usize)>,
}

impl Likeness {
    /// Measures the lists of a programme. This takes a few nanoseconds for each word of each session.
    pub fn new(programme: &Programme) -> Self {
        let few = FEW.min(u32::try_from(programme.positions().len() / 20).unwrap_or(FEW));
        let mut likeness = Self { lengths: vec![0.0; programme.positions().len()], few, weights: Weights::default() };
        let packed = parts(programme);
        let vocabularies: Vec<&Vocabulary> = packed.iter().map(|(packed, _)| &packed.searchable().vocabulary).collect();
        let stems = vocabularies.iter().enumerate().map(|(at, vocabulary)| stems(at, vocabulary)).collect();
        let stems = in_order(stems, |one, other| one.0 < other.0);
        for same in stems.chunk_by(|one, other| one.0 == other.0) {
            let spread = same.iter().map(|(_, at, stem)| vocabularies[*at].spread(*stem)).sum();
            let Some(rarity) = likeness.rarity(spread) else { continue };
            let Self { lengths, weights, .. } = &mut likeness;
            for (_, at, stem) in same {
                let lengths = &mut lengths[packed[*at].1..];
                each(vocabularies[*at], *stem, |session, times| {
                    add(lengths, session, (weights.of(times) * rarity).powi(2));
                });
            }
        }
        likeness.lengths.iter_mut().for_each(|length| *length = length.sqrt());
        likeness
    }

    /// What a word that so many sessions have weighs; nothing where only one has it, or so many that it tells none from
    /// another.
    fn rarity(&self, spread: u32) -> Option<f32> {
        let sessions = self.lengths.len();
        let tells = spread > 1 && (sessions < LARGE || spread as usize <= sessions / COMMON_SHARE);
        tells.then(|| logf(self.lengths.len() as f32 / spread.max(self.few) as f32))
    }

    /// The sessions most similar to one, at most so many, the most similar first.
    pub fn similar(&self, programme: &Programme, session: SessionIx, count: usize) -> Vec<Similar> {
        let own = self.own(programme, session);
        let products = self.products(&own);
        // Some of them turn out to have no reason.
        let similar = self.nearest_of(programme, session, &products, count.saturating_mul(2));
        let told = similar.into_iter().map(|(_, ix)| Similar { session: ix, shared: self.reasons(&own, ix) });
        told.filter(|similar| !similar.shared.is_empty()).take(count).collect()
    }

    /// The sessions nearest to one, at most so many, the nearest first. What is nearer than the last of so many is told by a
    /// look at the lengths, at several at once, which most do not pass.
    fn nearest_of(
        &self,
        programme: &Programme,
        session: SessionIx,
        products: &[f32],
        enough: usize,
    ) -> Vec<(f32, SessionIx)> {
        const RUN: usize = 64;
        let order = |a: &(f32, SessionIx), b: &(f32, SessionIx)| {
            b.0.total_cmp(&a.0).then_with(|| programme.rank(a.1).cmp(&programme.rank(b.1)))
        };
        let mut nearest: Vec<(f32, SessionIx)> = Vec::new();
        let mut least = LEAST;
        for (run, (products, lengths)) in products.chunks(RUN).zip(self.lengths.chunks(RUN)).enumerate() {
            let bound = ROUNDED * least / SAME_TRACK * self.lengths[session.index()];
            let is_near = |(product, length): (&f32, &f32)| (*product > 0.0) & (*product >= bound * length);
            // Counted and not asked for any, which would be a branch for each.
            if products.iter().zip(lengths).map(|pair| u32::from(is_near(pair))).sum::<u32>() == 0 {
                continue;
            }
            for (at, pair) in products.iter().zip(lengths).enumerate().filter(|(_, pair)| is_near(*pair)) {
                let ix = SessionIx::new(run * RUN + at);
                let cosine = self.cosine(programme, (session, ix), *pair.0);
                if cosine >= least && ix != session {
                    nearest.push((cosine, ix));
                }
            }
            if nearest.len() > RUN + enough {
                nearest.select_nth_unstable_by(enough, order);
                nearest.truncate(enough);
                least = nearest.iter().map(|(cosine, _)| *cosine).fold(f32::INFINITY, f32::min).max(LEAST);
            }
        }
        nearest.sort_unstable_by(order);
        nearest.truncate(enough);
        nearest
    }

    /// The words that make another session similar, the most telling one first. In a programme of some size a single word is
    /// a reason only where it is in the title or the tags of either.
    fn reasons(&self, own: &[Own<'_>], other: SessionIx) -> Vec<String> {
        let products = own.iter().map(|word| (self.product(word, other), word));
        let mut shared: Vec<(f32, &Own<'_>)> = products.filter(|(product, _)| *product > 0.0).collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        // What adds little beside the first word is no reason.
        let least = shared.first().map_or(0.0, |(most, _)| most / SLIGHT);
        shared.retain(|(product, _)| *product >= least);
        let by_the_way =
            |(product, word): &(f32, &Own<'_>)| !word.emphasised && *product < word.weight * self.weights.of(EMPHASIS);
        if self.few > 0 && shared.len() == 1 && shared.iter().any(by_the_way) {
            return Vec::new();
        }
        let mut told: Vec<String> = Vec::new();
        for (_, Own { word, .. }) in shared {
            if told.len() < TOLD && !told.iter().any(|other| are_forms(other, word)) {
                told.push(word.clone());
            }
        }
        told
    }

    /// The words that two sessions share, up to three, the most telling one first.
    pub fn shared(&self, programme: &Programme, session: SessionIx, other: SessionIx) -> Vec<String> {
        self.reasons(&self.own(programme, session), other)
    }

    /// The one of some sessions that is most similar to a session, and how much, from 0 to 1; of equals the first.
    pub fn nearest(&self, programme: &Programme, session: SessionIx, others: &[SessionIx]) -> Option<(SessionIx, f32)> {
        let own = self.own(programme, session);
        let cosine =
            |other| self.cosine(programme, (session, other), own.iter().map(|word| self.product(word, other)).sum());
        let others = others.iter().copied().filter(|other| *other != session);
        let rated = others.map(|other| (other, cosine(other))).filter(|(_, cosine)| *cosine >= LEAST);
        rated.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// What some words add to the cosine with each session, by position, not yet divided by the lengths.
    fn products(&self, own: &[Own<'_>]) -> Vec<f32> {
        let mut products = vec![0.0_f32; self.lengths.len()];
        for word in own {
            for (vocabulary, stem, first) in &word.places {
                let products = &mut products[*first..];
                each(vocabulary, *stem, |session, times| add(products, session, word.weight * self.weights.of(times)));
            }
        }
        products
    }

    /// How similar each session is to one, by position; to itself not at all.
    pub fn to_all(&self, programme: &Programme, session: SessionIx) -> Vec<f32> {
        let products = self.products(&self.own(programme, session));
        let near = |(at, product): (usize, f32)| match SessionIx::new(at) {
            other if other == session || product <= 0.0 => 0.0,
            other => self.cosine(programme, (session, other), product).min(1.0),
        };
        products.into_iter().enumerate().map(near).collect()
    }

    fn cosine(&self, programme: &Programme, (one, other): (SessionIx, SessionIx), product: f32) -> f32 {
        let lengths = self.lengths[one.index()] * self.lengths[other.index()];
        let track = programme.track_of(one);
        let closer = if track.is_some() && track == programme.track_of(other) { SAME_TRACK } else { 1.0 };
        if lengths > 0.0 { closer * product / lengths } else { 0.0 }
    }

    /// What a word adds to the cosine with another session, not yet divided by the lengths.
    fn product(&self, word: &Own<'_>, other: SessionIx) -> f32 {
        let at = |(_, _, first): &&(&Vocabulary, usize, usize)| *first <= other.index();
        let Some((vocabulary, stem, first)) = word.places.iter().rev().find(at) else { return 0.0 };
        let session = other.index() - first;
        let times =
            vocabulary.of_stem(*stem).filter_map(|word| vocabulary.entry(word, session)).map(|entry| entry.times);
        match times.sum() {
            0 => 0.0,
            times => word.weight * self.weights.of(times),
        }
    }

    /// The telling words of a session in the order in which it has them, as the vocabularies count them.
    fn own<'p>(&self, programme: &'p Programme, ix: SessionIx) -> Vec<Own<'p>> {
        let session = programme.session(ix);
        let names: Vec<&str> =
            programme.speakers_of(ix).flat_map(|speaker| words(programme.name_key(speaker))).collect();
        let texts = [
            (programme.title_key(ix).to_owned(), EMPHASIS),
            (fold(&session.tags.join(" ")), EMPHASIS),
            (fold(session.subtitle.as_deref().unwrap_or_default()), 1),
            (body(session), 1),
        ];
        let mut counted: Vec<(&str, u32)> = Vec::new();
        let mut rows: HashMap<&str, usize> = HashMap::new();
        for (text, emphasis) in &texts {
            for word in words(text).filter(|word| tells(word) && !names.contains(word)) {
                let row = *rows.entry(singular(word)).or_insert_with(|| {
                    counted.push((word, 0));
                    counted.len() - 1
                });
                counted[row].1 += emphasis;
            }
        }
        let packed = parts(programme);
        let own = |(word, times): (&str, u32)| {
            let places = places(&packed, singular(word));
            let rarity = self.rarity(places.iter().map(|(vocabulary, stem, _)| vocabulary.spread(*stem)).sum())?;
            let weight = self.weights.of(times) * rarity.powi(2);
            Some(Own { word: word.to_owned(), weight, emphasised: times >= EMPHASIS, places })
        };
        counted.into_iter().filter_map(own).collect()
    }
}

/// Whether two words are one to a reader: `policy` and `policies`.
fn are_forms(one: &str, other: &str) -> bool {
    let stem = |word: &str| word.strip_suffix("ies").or(word.strip_suffix('y')).map(str::to_owned);
    stem(one).is_some_and(|one| stem(other).is_some_and(|other| one == other))
}

/// Adds to the sum of a session, which only a damaged schedule has not.
fn add(sums: &mut [f32], session: usize, what: f32) {
    if let Some(sum) = sums.get_mut(session) {
        *sum += what;
    }
}

/// Every stem of a vocabulary, with where it stands: the text is looked up once, not at each comparison.
fn stems(at: usize, vocabulary: &Vocabulary) -> Vec<(&str, usize, usize)> {
    (0..vocabulary.stems()).map(|stem| (vocabulary.stem(stem), at, stem)).collect()
}

fn parts(programme: &Programme) -> Vec<(&Packed, usize)> {
    let events = (0..programme.events().len()).map(EventIx::new);
    events.map(|event| (&**programme.packed(event), programme.first_of(event))).collect()
}

/// Where a stem stands: vocabulary, row, and the position of the first session.
fn places<'a>(packed: &[(&'a Packed, usize)], stem: &str) -> Vec<(&'a Vocabulary, usize, usize)> {
    let place = |(packed, first): &(&'a Packed, usize)| {
        let vocabulary = &packed.searchable().vocabulary;
        vocabulary.find(stem).map(|stem| (vocabulary, stem, *first))
    };
    packed.iter().filter_map(place).collect()
}

/// Each session for which a stem tells something, with how often.
fn each(vocabulary: &Vocabulary, stem: usize, mut found: impl FnMut(usize, u32)) {
    let words = vocabulary.of_stem(stem);
    let telling = |entry: &Occurrence| entry.times > 0;
    if words.len() == 1 {
        return vocabulary.entries(words.start).filter(telling).for_each(|entry| found(entry.session, entry.times));
    }
    let lists = words.map(|word| vocabulary.entries(word).filter(telling).collect()).collect();
    let all = in_order(lists, |one: Occurrence, other: Occurrence| one.session < other.session);
    for same in all.chunk_by(|a, b| a.session == b.session) {
        found(same[0].session, same.iter().map(|entry| entry.times).sum());
    }
}
