//! Which sessions are similar to one: those that share its telling words.
//!
//! Each session is the list of the words in its title, abstract, takeaways and tags, people and organisations left out
//! (their other sessions are shown anyway; the names of its own speakers do not count in an abstract either). A plural `s` is dropped, and so are the commonest English words and words
//! that occur in one session only. A word weighs more the oftener the session has it (1 + ln of the count, title and
//! tags counting three times) and the fewer sessions have it at all (ln of sessions over sessions that have it: the
//! classic TF-IDF), but a word that only two or three sessions share weighs no more than one that four do: it is oftener
//! an accident of wording than a topic. Two sessions are as similar as their lists point in the same direction (the cosine); sessions
//! equally similar stand in the programme's order.
//!
//! All lists lie in one array that is read through for each question: about 50 words a session take less time than
//! keeping, for each word, the sessions that have it, and half the memory.

use super::index::{Index, part, row};
use crate::model::{Programme, SessionIx, fold};
use std::collections::HashMap;

/// What the title's words and the tags count for.
const EMPHASIS: u32 = 3;

/// How many shared words are told.
const TOLD: usize = 3;

/// A word in fewer sessions than this weighs as if it were in so many; in a small programme even fewer mean something.
const FEW: u32 = 4;

/// Below this cosine two sessions have no more in common than any two.
const LEAST: f32 = 0.05;

/// Words that say nothing about what a session is about.
const COMMON: &str = "about after all also and any are around because been before being between both but can could \
    did does doing don during each even every example few for from get gets give goes got had has have having her here his how into its just \
    learn let like look make many may more most much must need new not now off one only other our out over own really \
    same see session share she should show since some such take talk than that the their them then there these they \
    thing this those through time too two under until use used using very want was way well were what when where which \
    while who why will with within without work would you your";

/// The weighted words of every session of a programme.
#[derive(Debug)]
pub struct Likeness {
    words: Vec<String>,
    /// For each session its words with their weights, in the order of the words, the sum of the squares being 1.
    weights: Vec<(u32, f32)>,
    ends: Vec<u32>,
}

/// A session that is similar to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Which session.
    pub session: SessionIx,
    /// Up to three words that they share, the most telling one first, without case and accents.
    pub shared: Vec<String>,
}

impl Likeness {
    /// Weighs the words of a programme. This takes about a microsecond for each ten words: do it when it is asked for.
    pub fn new(programme: &Programme, index: &Index) -> Self {
        let counted = Counted::new(programme, index);
        let sessions = counted.sessions.len() as f32;
        let few = FEW.min(u32::try_from(counted.sessions.len() / 50).unwrap_or(FEW));
        let rarity: Vec<f32> =
            counted.spread.iter().map(|spread| (sessions / (*spread).max(few) as f32).ln()).collect();
        let mut likeness = Self { words: counted.words, weights: Vec::new(), ends: Vec::new() };
        for counts in counted.sessions {
            let start = likeness.weights.len();
            let shared = counts.into_iter().filter(|(word, _)| counted.spread[*word as usize] > 1);
            let weighed = shared.map(|(word, count)| (word, (1.0 + (count as f32).ln()) * rarity[word as usize]));
            likeness.weights.extend(weighed);
            let own = &mut likeness.weights[start..];
            let length = own.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            if length > 0.0 {
                own.iter_mut().for_each(|(_, weight)| *weight /= length);
            }
            likeness.ends.push(row(likeness.weights.len()));
        }
        likeness
    }

    /// The sessions most similar to one, at most so many, the most similar first.
    pub fn similar(&self, programme: &Programme, session: SessionIx, count: usize) -> Vec<Similar> {
        let mut asked = vec![0.0; self.words.len()];
        for (word, weight) in self.of(session) {
            asked[*word as usize] = *weight;
        }
        let cosine = |ix| self.of(ix).iter().map(|(word, weight)| asked[*word as usize] * weight).sum::<f32>();
        let others = (0..self.ends.len()).map(SessionIx::new).filter(|ix| *ix != session);
        let mut similar: Vec<(f32, SessionIx)> =
            others.map(|ix| (cosine(ix), ix)).filter(|(c, _)| *c >= LEAST).collect();
        similar
            .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| programme.rank(a.1).cmp(&programme.rank(b.1))));
        similar.truncate(count);
        let shared = |ix| {
            let products = self.of(ix).iter().map(|(word, weight)| (asked[*word as usize] * weight, *word));
            let mut shared: Vec<(f32, u32)> = products.filter(|(product, _)| *product > 0.0).collect();
            shared.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            shared.into_iter().take(TOLD).map(|(_, word)| self.words[word as usize].clone()).collect()
        };
        similar.into_iter().map(|(_, ix)| Similar { session: ix, shared: shared(ix) }).collect()
    }

    /// The one of some sessions that is most similar to a session, and how much, from 0 to 1; of equals the first.
    pub fn nearest(&self, session: SessionIx, others: &[SessionIx]) -> Option<(SessionIx, f32)> {
        let words = self.of(session);
        let cosine = |other: SessionIx| -> f32 {
            let mut theirs = self.of(other).iter().peekable();
            let weight = |word: u32| {
                while theirs.next_if(|(other, _)| *other < word).is_some() {}
                theirs.next_if(|(other, _)| *other == word).map_or(0.0, |(_, weight)| *weight)
            };
            words.iter().map(|(word, _)| *word).map(weight).zip(words).map(|(theirs, (_, mine))| theirs * mine).sum()
        };
        let others = others.iter().copied().filter(|other| *other != session);
        let rated = others.map(|other| (other, cosine(other))).filter(|(_, cosine)| *cosine >= LEAST);
        rated.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    fn of(&self, session: SessionIx) -> &[(u32, f32)] {
        &self.weights[part(&self.ends, session.index())]
    }
}

/// Words as numbers, in the order in which they were met.
#[derive(Default)]
struct Counted {
    /// As first met, the plural included.
    words: Vec<String>,
    /// In how many sessions each occurs.
    spread: Vec<u32>,
    sessions: Vec<Vec<(u32, u32)>>,
}

impl Counted {
    fn new(programme: &Programme, index: &Index) -> Self {
        let tags: Vec<String> = programme.sessions().iter().map(|session| fold(&session.tags.join(" "))).collect();
        let mut counted = Self::default();
        let mut numbers: HashMap<&str, Option<u32>> = COMMON.split_whitespace().map(|word| (word, None)).collect();
        for (at, tags) in tags.iter().enumerate() {
            let mut counts: Vec<(u32, u32)> = Vec::new();
            let names = names_in(programme, SessionIx::new(at));
            let is_name = |word: &str| names.split(' ').any(|name| name == word);
            let texts = [
                (index.titles.get(at), EMPHASIS),
                (tags, EMPHASIS),
                (index.subtitles.get(at), 1),
                (index.bodies.get(at), 1),
            ];
            for (text, times) in texts {
                for word in
                    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| tells(word) && !is_name(word))
                {
                    let number = *numbers.entry(singular(word)).or_insert_with(|| counted.add(word));
                    counts.extend(number.map(|number| (number, times)));
                }
            }
            counts.sort_unstable();
            counts.dedup_by(|later, first| {
                let same = later.0 == first.0;
                first.1 += if same { later.1 } else { 0 };
                same
            });
            counts.iter().for_each(|(word, _)| counted.spread[*word as usize] += 1);
            counted.sessions.push(counts);
        }
        counted
    }

    fn add(&mut self, word: &str) -> Option<u32> {
        self.words.push(word.to_owned());
        self.spread.push(0);
        u32::try_from(self.words.len() - 1).ok()
    }
}

/// The names of a session's speakers, folded, with blanks between the words.
fn names_in(programme: &Programme, session: SessionIx) -> String {
    let credits = &programme.session(session).credits;
    let names: Vec<&str> = credits.iter().map(|credit| programme.speaker(credit.speaker).name.as_str()).collect();
    fold(&names.join(" ")).replace(['-', '.', '\''], " ")
}

fn tells(word: &str) -> bool {
    word.len() > 2 && !word.bytes().all(|byte| byte.is_ascii_digit())
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}
