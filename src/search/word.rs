//! What it means that a word matches a text.
//!
//! Both are folded. A word matches **as written** where it occurs letter by letter. A plain word that is short must then
//! stand at the beginning of a word, because `ai` means AI and not "maintain", nor `hat` any "that" of an abstract: one
//! of one or two letters anywhere, one of three letters in long texts. In short texts (titles, names) a plain word of
//! three letters or more may also match **fuzzily**: nucleo finds the best place for its letters, and the place counts
//! when it
//!
//! 1. begins where a word of the text begins, and
//! 2. goes on from each letter either within the same word, skipping in all at most half as many letters as were typed,
//!    or at the beginning of the very next word.
//!
//! So `kbernets` finds Kubernetes, `hpa` the Horizontal Pod Autoscaler, and `krinov` Kris Nova, but the letters of
//! `istio` are not picked from all over a title. A minimum score was tried instead and rejected: a bonus for a good
//! beginning outweighs a long gap, so that `sec` found Spike Curtis.

use crate::model::packed::Texts;
use crate::model::{Letters, letter_bit};
use memchr::memmem;
use nucleo::{Config, Matcher, Utf32Str};

/// Longer words are not matched fuzzily: nobody types them in haste, and nucleo's scores are 16 bits wide.
const LONGEST_FUZZY: usize = 32;

/// How a word is to be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// `word`: as written or, in short texts and unless it is excluded, fuzzily.
    Plain,
    /// `'word` and `"two words"`: as written.
    Written,
    /// `^word`: the text begins with it.
    Prefix,
    /// `word$`: the text ends with it.
    Suffix,
    /// `^word$`: the text is it.
    Equal,
}

/// Whether a text is a title or a name, or whole sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Short,
    Long,
}

/// How well a word fits a text, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// Its letters occur in order, as the module's rules have it.
    Fuzzy,
    /// It occurs within a word.
    Within,
    /// A word begins with it.
    Start,
    /// It occurs as a whole word.
    Whole,
}

/// How a word fits, with nucleo's score where it does so fuzzily (0 otherwise). The greater one is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    pub(super) how: How,
    pub(super) score: u16,
}

impl Fit {
    fn written(how: How) -> Self {
        Self { how, score: 0 }
    }
}

/// nucleo's matcher with the buffers that each match needs.
#[derive(Default)]
pub(super) struct Fuzzy {
    /// Made when it is first needed: it is large, and most keys match nothing fuzzily.
    matcher: Option<Matcher>,
    haystack: Vec<char>,
    needle: Vec<char>,
    places: Vec<u32>,
}

fn matcher() -> Matcher {
    let mut config = Config::DEFAULT;
    (config.ignore_case, config.normalize) = (false, false); // Both sides are folded already.
    Matcher::new(config)
}

impl Fuzzy {
    /// The score and the positions, in characters, of a match that follows the rules of this module.
    pub(super) fn find(&mut self, word: &str, text: &str) -> Option<(u16, &[u32])> {
        self.places.clear();
        let haystack = letters(text, &mut self.haystack);
        let needle = letters(word, &mut self.needle);
        let score = self.matcher.get_or_insert_with(matcher).fuzzy_indices(haystack, needle, &mut self.places)?;
        plausible(haystack, &self.places).then_some((score, self.places.as_slice()))
    }
}

/// The text as nucleo wants it. Its own constructor keeps only the first character of each grapheme; folded text has no
/// combining marks, so that characters are what to count in.
fn letters<'a>(text: &'a str, buffer: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    buffer.clear();
    buffer.extend(text.chars());
    Utf32Str::Unicode(buffer)
}

fn plausible(text: Utf32Str<'_>, places: &[u32]) -> bool {
    let in_word = |at: u32| text.get(at).is_alphanumeric();
    let begins = |at: u32| at == 0 || !in_word(at - 1);
    let mut skipped = 0;
    let begins_well = places.first().is_some_and(|first| begins(*first));
    begins_well
        && places.windows(2).all(|pair| {
            let (from, to) = (pair[0], pair[1]);
            match (from + 1..=to).filter(|at| begins(*at) && in_word(*at)).count() {
                0 => {
                    skipped += to - from - 1;
                    2 * skipped as usize <= places.len()
                }
                1 => begins(to),
                _ => false,
            }
        })
}

/// A word of a query, made ready for matching.
pub(super) struct Needle<'q> {
    text: &'q str,
    manner: Manner,
    finder: memmem::Finder<'q>,
    count: usize,
    fuzzy: bool,
    /// Whether only whole words count.
    whole: bool,
    in_letters: bool,
    letters: u64,
    initial: u64,
}

impl<'q> Needle<'q> {
    /// `text` is folded and not empty.
    pub(super) fn new(text: &'q str, manner: Manner) -> Self {
        let count = text.chars().count();
        Self {
            text,
            manner,
            finder: memmem::Finder::new(text),
            count,
            whole: false,
            fuzzy: manner == Manner::Plain && (3..=LONGEST_FUZZY).contains(&count),
            in_letters: text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            letters: letter_set(text.chars()),
            initial: letter_set(text.chars().take(1)),
        }
    }

    /// A word that must not match, and never does so fuzzily: that would take away what nobody meant.
    pub(super) fn excluded(text: &'q str, manner: Manner) -> Self {
        Self { fuzzy: false, ..Self::new(text, manner) }
    }

    /// Another way to write a word: it never matches fuzzily, and perhaps as a whole word only.
    pub(super) fn variant(text: &'q str, manner: Manner, whole: bool) -> Self {
        Self { whole, ..Self::excluded(text, manner) }
    }

    /// How the word fits a folded short text as written, or at the end that its manner names.
    pub(super) fn written(&self, text: &str) -> Option<Fit> {
        let how = match self.manner {
            Manner::Plain | Manner::Written => return self.best_occurrence(text, Extent::Short),
            Manner::Prefix if text.starts_with(self.text) && ends_at(text, self.text.len()) => How::Whole,
            Manner::Prefix if text.starts_with(self.text) => How::Start,
            Manner::Suffix if text.ends_with(self.text) && begins_at(text, text.len() - self.text.len()) => How::Whole,
            Manner::Suffix if text.ends_with(self.text) => How::Within,
            Manner::Equal if text == self.text => How::Whole,
            _ => return None,
        };
        Some(Fit::written(how))
    }

    /// How the word fits a folded long text. Where an abstract begins or ends says nothing: anchors do not match there.
    pub(super) fn written_in_long(&self, text: &str) -> Option<Fit> {
        if self.is_free() { self.best_occurrence(text, Extent::Long) } else { None }
    }

    /// What the word is made of, where it is letters and digits only: then it matches a long text just where it matches
    /// one of the text's words.
    pub(super) fn is_one_word(&self) -> bool {
        self.text.chars().all(char::is_alphanumeric)
    }

    /// Whether the word may match in long texts.
    pub(super) fn is_free(&self) -> bool {
        matches!(self.manner, Manner::Plain | Manner::Written)
    }

    /// The text of the word, folded.
    pub(super) fn text(&self) -> &'q str {
        self.text
    }

    fn best_occurrence(&self, text: &str, extent: Extent) -> Option<Fit> {
        let mut best = None;
        for at in self.occurrences(text, extent) {
            let how = self.how_at(text, at);
            if how == How::Whole {
                return Some(Fit::written(how));
            }
            best = best.max(Some(how));
        }
        best.map(Fit::written)
    }

    /// How an occurrence fits.
    pub(super) fn how_at(&self, text: &str, at: usize) -> How {
        match (begins_at(text, at), ends_at(text, at + self.text.len())) {
            (true, true) => How::Whole,
            (true, false) => How::Start,
            (false, _) => How::Within,
        }
    }

    /// The byte offsets at which the word occurs in a folded text as written, one behind the other.
    pub(super) fn occurrences<'t>(&'t self, text: &'t str, extent: Extent) -> impl Iterator<Item = usize> + 't {
        let short = self.count < if extent == Extent::Short { 3 } else { 4 };
        // Scripts that do not part words are left out: there a word of two letters is a long one.
        let must_begin = short && self.in_letters && self.manner == Manner::Plain;
        self.finder.find_iter(text.as_bytes()).filter(move |at| {
            (!must_begin || begins_at(text, *at)) && (!self.whole || self.how_at(text, *at) == How::Whole)
        })
    }

    /// How the word fits a folded short text whose letters are known.
    pub(super) fn fit(&self, text: &str, letters: Letters, fuzzy: &mut Fuzzy) -> Option<Fit> {
        if self.letters & !letters.all != 0 {
            return None;
        }
        let written = self.written(text);
        if written.is_some() || !self.fuzzy || self.initial & letters.initial == 0 {
            return written;
        }
        fuzzy.find(self.text, text).map(|(score, _)| Fit { how: How::Fuzzy, score })
    }

    /// The rows of some short texts that have the word letter by letter: only there it can fit, unless fuzzily.
    pub(super) fn rows_with(&self, texts: &Texts, mut found: impl FnMut(usize)) {
        let (all, mut from) = (texts.all(), 0);
        while let Some(at) = all.as_bytes().get(from..).and_then(|rest| self.finder.find(rest)) {
            let (start, row) = (from + at, texts.row_at(from + at));
            from = texts.end(row).max(from + 1);
            // What begins in one row and ends in the next is none.
            if start + self.text.len() <= from {
                found(row);
            }
        }
    }

    /// Whether the word may match fuzzily, in texts for which that is allowed.
    pub(super) fn is_fuzzy(&self) -> bool {
        self.fuzzy
    }
}

fn letter_set(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |set, letter| set | letter_bit(letter))
}

/// Whether a word begins at a byte offset of the text. A word that begins with a sign (`.net`) may stand anywhere.
pub(super) fn begins_at(text: &str, at: usize) -> bool {
    let behind = text.get(..at).and_then(|before| before.chars().next_back());
    let first = text.get(at..).and_then(|after| after.chars().next());
    !(behind.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphanumeric))
}

/// Whether a word ends at a byte offset of the text. The same question as where one begins, asked from the other side.
fn ends_at(text: &str, at: usize) -> bool {
    begins_at(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::packed::Packed;
    use crate::model::{Schedule, Session};
    use proptest::prelude::*;

    fn how(word: &str, text: &str) -> Option<How> {
        Needle::new(word, Manner::Plain).fit(text, Letters::of(text), &mut Fuzzy::default()).map(|fit| fit.how)
    }

    #[test]
    fn a_word_fits_whole_at_a_start_within_or_fuzzily() {
        for (word, text, expected) in [
            ("istio", "istio: sailing", Some(How::Whole)),
            ("sec", "a secure mesh, sec.", Some(How::Whole)),
            ("secur", "secure", Some(How::Start)),
            ("cure", "secure", Some(How::Within)),
            ("kbernets", "kubernetes", Some(How::Fuzzy)),
            ("hpa", "horizontal pod autoscaler", Some(How::Fuzzy)),
            ("krinov", "kris nova", Some(How::Fuzzy)),
            ("rbak", "effective rbac", None),
            ("dont", "don't hassle me", Some(How::Fuzzy)),
            ("c++", "modern c++ in anger", Some(How::Whole)),
            ("привет", "скажи привет", Some(How::Whole)),
            ("прве", "скажи привет", Some(How::Fuzzy)),
        ] {
            assert_eq!(how(word, text), expected, "{word} in {text}");
        }
    }

    #[test]
    fn scattered_letters_are_no_match() {
        for (word, text) in [
            ("sec", "spike curtis"),
            ("sec", "set backups"),
            ("sec", "see a cat"),
            ("istio", "ines stone, tim ito, ivo olsen"),
            ("mesh", "managing everything in one shot"),
            ("helm", "how enterprises learn to manage"),
        ] {
            assert_eq!(how(word, text), None, "{word} in {text}");
        }
    }

    #[test]
    fn three_letters_must_begin_a_word_of_a_long_text() {
        let long = |word, manner| Needle::new(word, manner).written_in_long("so that all observe").map(|fit| fit.how);
        assert_eq!(long("hat", Manner::Plain), None);
        assert_eq!(long("tha", Manner::Plain), Some(How::Start));
        assert_eq!(long("serve", Manner::Plain), Some(How::Within));
        assert_eq!(long("hat", Manner::Written), Some(How::Within));
        assert_eq!(long("so", Manner::Prefix), None);
    }

    #[test]
    fn one_or_two_letters_must_begin_a_word() {
        assert_eq!(how("ai", "maintainers"), None);
        assert_eq!(how("ai", "an ai story"), Some(How::Whole));
        assert_eq!(how("go", "google"), Some(How::Start));
        assert_eq!(how("本", "日本"), Some(How::Within), "there are no spaces between words in Japanese");
    }

    proptest! {
        #[test]
        fn the_rows_with_a_word_are_those_that_have_its_letters(
            texts in prop::collection::vec("[ab]{0,6}", 0..8), word in "[ab]{1,3}",
        ) {
            let mut schedule = Schedule::default();
            for text in &texts {
                let subtitle = Some(text.clone());
                schedule.sessions.push(Session { subtitle, ..Session::new(text, "Title") });
            }
            let packed = Packed::of(&schedule).unwrap();
            let mut found = Vec::new();
            Needle::excluded(&word, Manner::Written).rows_with(&packed.searchable().subtitles, |row| found.push(row));
            let expected: Vec<usize> = (0..texts.len()).filter(|row| texts[*row].contains(&word)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
