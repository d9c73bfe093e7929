//! Packing, a key's worth of search, and what is similar, at the size of the seeds and far beyond.
//!
//! The programme is made up from a list of words with a fixed seed: sessions with titles of some 60 characters, one to
//! three of a pool of people, and abstracts of some 530 characters, half of them with a typographic apostrophe.

use chrono::{DateTime, TimeDelta};
use divan::{Bencher, black_box};
use kubetalks::model::packed::Packed;
use kubetalks::model::{Credit, Programme, Schedule, Session, SessionIx, Slot};
use kubetalks::search::{Field, Likeness, Query, Scratch, SearchContext, highlight, search};

const SIZES: &[usize] = &[225, 10_000, 100_000];

const WORDS: &[&str] = &[
    "kubernetes",
    "prometheus",
    "envoy",
    "istio",
    "helm",
    "cluster",
    "secure",
    "secret",
    "storage",
    "volume",
    "scheduler",
    "latency",
    "tracing",
    "metrics",
    "gateway",
    "operator",
    "deployment",
    "pipeline",
    "identity",
    "registry",
    "kernel",
    "network",
    "policy",
    "tenant",
    "upgrade",
    "failure",
    "lesson",
    "production",
    "platform",
    "developer",
    "release",
    "building",
    "running",
    "scaling",
    "debugging",
    "the",
    "of",
    "a",
    "with",
    "and",
    "for",
    "in",
    "how",
    "we",
    "from",
    "to",
    "without",
    "what",
    "we’ll",
    "budget",
    "backup",
    "recovery",
    "certificate",
];

const NAMES: &[&str] = &[
    "Aisha",
    "Björn",
    "Chiara",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hiroshi",
    "Inés",
    "Jamal",
    "Katarzyna",
    "Liam",
    "Mei",
    "Nadia",
    "Priya",
    "Rosa",
    "Stefan",
    "Tomás",
    "Uma",
    "Viktor",
    "Andersson",
    "Banerjee",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fernández",
    "Gupta",
    "Hoffmann",
    "Ivanova",
    "Jensen",
    "Kowalski",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Petrov",
    "Rossi",
    "Schneider",
    "Tanaka",
    "Vargas",
    "Weber",
    "Yılmaz",
    "Zhang",
];

/// A multiplicative generator after Lehmer (modulus 2^31 - 1, factor 48271): enough to choose words with.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 as usize % limit
    }

    fn words(&mut self, from: &[&str], length: usize) -> String {
        let mut text = String::new();
        while text.len() < length {
            text.push_str(from[self.below(from.len())]);
            text.push(' ');
        }
        text
    }
}

fn schedule(sessions: usize) -> Schedule {
    let mut chance = Chance(2026);
    let mut schedule = Schedule::default();
    schedule.event.id = "bench".into();
    let tracks: Vec<_> = WORDS[..14].iter().map(|word| schedule.track(word, word)).collect();
    let people: Vec<_> = (0..sessions.div_ceil(2))
        .map(|number| {
            let name = format!("{} {}", NAMES[chance.below(20)], NAMES[20 + chance.below(22)]);
            schedule.speaker(&format!("p{number}"), &name)
        })
        .collect();
    for number in 0..sessions {
        let mut session = Session::new(format!("s{number}"), chance.words(WORDS, 55));
        session.abstract_text = chance.words(WORDS, 525);
        session.tags = (0..3).map(|_| WORDS[chance.below(30)].to_owned()).collect();
        session.track = Some(tracks[chance.below(tracks.len())]);
        for _ in 0..=chance.below(3) {
            let organisation = Some(format!("{} Labs", NAMES[20 + chance.below(22)]));
            session.credits.push(Credit { speaker: people[chance.below(people.len())], organisation, title: None });
        }
        let start = DateTime::UNIX_EPOCH + TimeDelta::minutes(30 * chance.below(100) as i64);
        session.slot = Some(Slot::new(start, 30));
        schedule.sessions.push(session);
    }
    schedule
}

fn programme(sessions: usize) -> Programme {
    Programme::new(vec![schedule(sessions)])
}

fn find(bencher: Bencher<'_, '_>, sessions: usize, query: &str) {
    let programme = programme(sessions);
    let context = SearchContext {
        programme: &programme,
        personal: &[],
        now: DateTime::UNIX_EPOCH,
        clashing: &[],
        friends: &[],
        changed: &[],
    };
    let mut scratch = Scratch::default();
    bencher.bench_local(|| search(&Query::parse(black_box(query)).0, &context, &mut scratch));
}

#[divan::bench(args = SIZES)]
fn pack_a_schedule(bencher: Bencher<'_, '_>, sessions: usize) {
    let schedule = schedule(sessions);
    bencher.bench_local(|| Packed::of(black_box(&schedule)));
}

#[divan::bench(args = SIZES)]
fn one_letter(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "k");
}

#[divan::bench(args = SIZES)]
fn a_word_that_all_have(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "kubernetes");
}

#[divan::bench(args = SIZES)]
fn a_word_with_letters_missing(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "kbernets");
}

#[divan::bench(args = SIZES)]
fn letters_that_occur_everywhere(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "ser");
}

#[divan::bench(args = SIZES)]
fn three_words(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "istio sec latency");
}

#[divan::bench(args = SIZES)]
fn a_word_that_none_has(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "zymurgy");
}

#[divan::bench(args = SIZES)]
fn exclusion_and_field(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "-istio speaker:okafor");
}

#[divan::bench(args = SIZES)]
fn a_day_and_a_time(bencher: Bencher<'_, '_>, sessions: usize) {
    find(bencher, sessions, "day:2 after:14:00");
}

#[divan::bench]
fn highlight_an_abstract(bencher: Bencher<'_, '_>) {
    let text = Chance(7).words(WORDS, 525);
    let query = Query::parse("istio secure latency").0;
    let mut scratch = Scratch::default();
    bencher.bench_local(|| highlight(&query, Field::Body, black_box(&text), &mut scratch));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn make_likeness(bencher: Bencher<'_, '_>, sessions: usize) {
    let programme = programme(sessions);
    bencher.bench_local(|| Likeness::new(black_box(&programme)));
}

#[divan::bench(args = SIZES)]
fn similar(bencher: Bencher<'_, '_>, sessions: usize) {
    let programme = programme(sessions);
    let likeness = Likeness::new(&programme);
    bencher.bench_local(|| likeness.similar(&programme, black_box(SessionIx(7)), 5));
}

fn main() {
    divan::main();
}
