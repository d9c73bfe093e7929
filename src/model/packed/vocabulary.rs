//! The words of a schedule's texts, each with the sessions it stands in: what long texts are searched by, and what
//! likeness is told by.
//!
//! A word is a run of letters and digits in folded text. Words that differ in a plural `s` have one **stem**, and stand
//! side by side. An **entry** says that a session has the word: whether it stands in a long text (abstract, takeaways),
//! and how often it tells what the session is about, title and tags counting eight times. The commonest English words,
//! numbers, and the names of the session's own speakers tell nothing.

use super::column::{Numbers, Reader, Texts, Writer, position};
use super::postings::{self, Occurrence, Postings};
use hashbrown::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// What the title's words and the tags count for.
pub const EMPHASIS: u32 = 8;

/// Words that say nothing about what a session is about.
const COMMON: &str = "about account add adds advice after afterward again aim all along already also although \
    always and another answer any anyone anything app application apps are argue around arrive art ask asks \
    audience away back bad badly based because become been before began begin beginner behind being belong below \
    beside best better between beyond big both bring brought building built but call came can care carry case \
    cause change chosen close come common compare compared complete computing concept consider could count cover \
    creating customer date day deal decide describe description detail did differ different does doing don down \
    dozen draw drive during each earlier easier easy eight else enabling end ends enough enterprise environment \
    even ever every everybody everyone everything everywhere example exist expect explain face fail far fast \
    feature few fifty fill find fine first fit five follow for form forty forward four from full further gather \
    general get gets getting give given goes good got great ground group grow had half hand happen hard harder has \
    have having head help her here high his hold hole hour how hundred idea include included instead into \
    introduce introducing introduction issue its itself join journey judge just keep kept keynote kind knew know \
    known lack large last late later lay lead learn least leave left less lesson let letter lie lies life like \
    line listener little long longer look love made main make making management managing many matter may mean \
    meant meet method million minute mistake moment month more most move moved much must name native nearly need \
    never new newcomer next nine nobody none not nothing now number off offer often old once one online only open \
    opening operating order ordinary other others our out outside over own part particular pass past people person \
    piece place plain point popular possible power practical practice prepare present problem product programme \
    promise prove providing published put puts question quick quickly quite ran rather reach read ready real \
    really reason recent remain repeat report request rest result right road role room round rule run running runs \
    said same save say says second see seen sense session set sets seven several shape share she ship short should \
    show shown side simple simpler simply since single six size small solution solve some somebody something sort \
    source speak speaker spend spread stand start started starting stay step still stop story strategy subject \
    such suit sure survey take taken talk talks taught technologies technology tell ten tens than that the their \
    them then there these they thing thirty this those thought thousand three through time today together told too \
    took tool top touch toward treat trouble turn twelve twenty two under underneath understand understanding \
    until use used useful user uses using usual value very view want was watch way week weigh well went were what \
    whatever when where whether which while who whoever whole whose why will with within without won wonder word \
    work workshop world worth would write writing written wrong year yet you young your";

/// The words of a folded text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, from) = rest.split_at_checked(run(rest, false))?;
        let (word, after) = from.split_at_checked(run(from, true))?;
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// How many bytes of a text's beginning are letters and digits, or are none. Nearly all are ASCII.
fn run(text: &str, of_words: bool) -> usize {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let (is_of_word, length) = if byte.is_ascii() {
            (IS_OF_WORD[usize::from(*byte)], 1)
        } else {
            let letter = text.get(at..).and_then(|rest| rest.chars().next());
            letter.map_or((false, 1), |letter| (letter.is_alphanumeric(), letter.len_utf8()))
        };
        if is_of_word != of_words {
            break;
        }
        at += length;
    }
    at
}

/// Which bytes are letters and digits of ASCII: that is asked of every byte of every text.
const IS_OF_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// A word without the `s` of a plural.
pub fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

/// Whether a word can tell what a session is about.
pub fn tells(word: &str) -> bool {
    static SILENT: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    word.len() > 2 && !word.bytes().all(|byte| byte.is_ascii_digit()) && !SILENT.contains(singular(word))
}

/// The words of a schedule.
#[derive(Clone, Default)]
pub struct Vocabulary {
    words: Texts,
    /// For each stem the end of its words.
    stems: Numbers<u32>,
    /// For each stem in how many sessions it tells something.
    spread: Numbers<u32>,
    entries: Postings,
}

impl Vocabulary {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self {
            words: reader.texts()?,
            stems: reader.column()?,
            spread: reader.column()?,
            entries: Postings::read(reader)?,
        })
    }

    /// Every word with the end of a line behind it, in the order of the stems, then of the alphabet.
    pub fn text(&self) -> &str {
        self.words.all()
    }

    /// The word that stands at an offset of the text.
    pub fn at(&self, offset: usize) -> usize {
        self.words.row_at(offset)
    }

    /// A word.
    pub fn word(&self, word: usize) -> &str {
        self.words.get(word).trim_end_matches('\n')
    }

    /// The sessions that have a word, in order.
    pub fn entries(&self, word: usize) -> impl Iterator<Item = Occurrence> + '_ {
        self.entries.of(word)
    }

    /// What a session has of a word.
    pub fn entry(&self, word: usize, session: usize) -> Option<Occurrence> {
        self.entries.find(word, session)
    }

    /// How many stems there are.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// The words of a stem.
    pub fn of_stem(&self, stem: usize) -> Range<usize> {
        let start = stem.checked_sub(1).map_or(0, |before| self.stems.get(before));
        start as usize..self.stems.get(stem) as usize
    }

    /// The letters of a stem.
    pub fn stem(&self, stem: usize) -> &str {
        singular(self.word(self.of_stem(stem).start))
    }

    /// In how many sessions a stem tells something.
    pub fn spread(&self, stem: usize) -> u32 {
        self.spread.get(stem)
    }

    /// The position of a stem.
    pub fn find(&self, stem: &str) -> Option<usize> {
        Some(self.first_from(stem)).filter(|at| *at < self.stems() && self.stem(*at) == stem)
    }

    /// Whether any stem begins so.
    pub fn any_begins(&self, letters: &str) -> bool {
        let at = self.first_from(letters);
        at < self.stems() && self.stem(at).starts_with(letters) || self.find(singular(letters)).is_some()
    }

    /// The first stem that does not come before these letters.
    fn first_from(&self, letters: &str) -> usize {
        let (mut low, mut high) = (0, self.stems());
        while low < high {
            let middle = low.midpoint(high);
            if self.stem(middle) < letters { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// The texts of one session, folded.
pub(super) struct SessionTexts<'a> {
    pub(super) title: &'a str,
    pub(super) tags: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) body: &'a str,
    pub(super) names: &'a str,
}

/// Collects the words of sessions, one after the other.
#[derive(Default)]
pub(super) struct Collector {
    numbers: HashMap<String, u32>,
    /// Of each number whether the word can tell something.
    tells: Vec<bool>,
    /// Of each number where among the words of the session at hand it stands, if it does.
    places: Vec<u32>,
    /// The words of the session at hand, with how often they tell something, and whether they can.
    own: Vec<(u32, Occurrence, bool)>,
    /// The words of all sessions with what is said of them, and where those of each session end.
    found: Vec<(u32, u8)>,
    ends: Vec<usize>,
}

impl Collector {
    /// Adds the texts of the next session.
    pub(super) fn add(&mut self, texts: &SessionTexts<'_>) {
        let session = self.ends.len();
        let names: Vec<&str> = words(texts.names).collect();
        let all = [(texts.title, EMPHASIS), (texts.tags, EMPHASIS), (texts.subtitle, 1), (texts.body, 1)];
        self.own.clear();
        for (at, (text, emphasis)) in all.into_iter().enumerate() {
            let in_body = at == 3;
            for word in words(text) {
                let number = self.number(word);
                let place = self.places[number as usize] as usize;
                let place = match self.own.get(place) {
                    Some(met) if met.0 == number => place,
                    _ => {
                        let tells = self.tells[number as usize] && !names.contains(&word);
                        self.own.push((number, Occurrence { session, in_body: false, times: 0 }, tells));
                        self.places[number as usize] = position(self.own.len() - 1);
                        self.own.len() - 1
                    }
                };
                let (_, entry, tells) = &mut self.own[place];
                entry.in_body |= in_body;
                entry.times += if *tells { emphasis } else { 0 };
            }
        }
        let said = self.own.iter().filter(|(_, entry, tells)| entry.in_body || *tells);
        self.found.extend(said.map(|(number, entry, _)| (*number, entry.said())));
        self.ends.push(self.found.len());
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = position(self.tells.len());
        self.numbers.insert(word.to_owned(), number);
        self.tells.push(tells(word));
        self.places.push(0);
        number
    }

    /// What was found, by word in the order of these places, each word's sessions in order; and where each word's end.
    fn by_word(&self, place: &[usize]) -> (Vec<(u32, u8)>, Vec<usize>) {
        let mut ends = vec![0; place.len()];
        self.found.iter().for_each(|(number, _)| ends[place[*number as usize]] += 1);
        let mut end = 0;
        for count in &mut ends {
            // From here on what stands there is where the word's next entry goes.
            (end, *count) = (end + *count, end);
        }
        let mut sorted = vec![(0, 0); self.found.len()];
        let mut start = 0;
        for (session, end) in self.ends.iter().enumerate() {
            for (number, said) in &self.found[start..*end] {
                let next = &mut ends[place[*number as usize]];
                sorted[*next] = (position(session), *said);
                *next += 1;
            }
            start = *end;
        }
        (sorted, ends)
    }

    pub(super) fn write(self, writer: &mut Writer) {
        let mut sorted: Vec<(&str, u32)> = self.numbers.iter().map(|(word, number)| (word.as_str(), *number)).collect();
        sorted.sort_unstable_by_key(|(word, _)| (singular(word), *word));
        let mut place = vec![0; sorted.len()];
        for (at, (_, number)) in sorted.iter().enumerate() {
            place[*number as usize] = at;
        }
        let (entries, ends_of_words) = self.by_word(&place);
        let (mut ends, mut spreads) = (Vec::new(), Vec::new());
        let mut counted_for = vec![0; self.ends.len()];
        let (mut end, mut start) = (0, 0);
        for same in sorted.chunk_by(|a, b| singular(a.0) == singular(b.0)) {
            end += same.len();
            let all = &entries[start..ends_of_words[end - 1]];
            start += all.len();
            let mut spread = 0_u32;
            for entry in all.iter().map(|(session, said)| Occurrence::of(*session as usize, *said)) {
                if entry.times > 0 {
                    spread += u32::from(counted_for[entry.session] != end);
                    counted_for[entry.session] = end;
                }
            }
            ends.push(position(end));
            spreads.push(spread);
        }
        writer.texts_by(&sorted, |(word, _), all| all.extend([word, "\n"]));
        writer.column(ends);
        writer.column(spreads);
        let mut start = 0;
        let of_words = ends_of_words.iter().map(|end| {
            let word = &entries[start..*end];
            start = *end;
            word
        });
        postings::write(writer, of_words);
    }
}
