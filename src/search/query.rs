//! The query language: text to a list of terms, each of which a session must meet.
//!
//! A term is a word or a `"phrase"`, after `-` or `!` if it must not match, after `field:` if it is to be looked for in
//! one field only. `'word` matches as written, `^word` at the beginning of a text, `word$` at its end. Parsing never
//! fails: what makes no sense is told and left out, and what is only half typed (`-`, `level:`, an open quote) is
//! borne without a word, because each keystroke is parsed.

use super::fields::{Asks, Condition, FIELDS, Field, QueryField};
use super::spelling::{Variant, is_short_form, variants};
use super::value::Refusal;
use super::word::{Manner, Needle};
use crate::model::fold;
use crate::problem::Problem;

/// What a session must meet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// One thing that a session must meet, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) negative: bool,
    pub(super) wanted: Wanted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Text(Word),
    Condition(Condition),
}

/// A folded word or phrase, never empty, to be found in one field or in any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) field: Option<Field>,
    pub(super) text: String,
    pub(super) manner: Manner,
    /// Other ways to write it.
    pub(super) variants: Vec<Variant>,
}

impl Word {
    /// A folded word, with the other ways to write it.
    pub(super) fn new(field: Option<Field>, text: String, manner: Manner) -> Self {
        let variants = variants(&text);
        Self { field, text, manner, variants }
    }

    /// Adds another form of it, if this is what it says.
    fn also(&mut self, one: &str, other: &str) {
        if self.text == one && self.variants.iter().all(|variant| variant.text != other) {
            self.variants.push(Variant { text: other.to_owned(), whole: true });
        }
    }

    /// The other ways to write it, made ready for matching.
    pub(super) fn other_needles<'v>(&self, parted: &'v [Variant]) -> impl Iterator<Item = Needle<'v>> + use<'v>
    where
        Self: 'v,
    {
        let manner = self.manner;
        parted.iter().map(move |variant| Needle::variant(&variant.text, manner, variant.whole))
    }

    /// The word made ready for matching, or for being excluded.
    pub(super) fn needle(&self, excluded: bool) -> Needle<'_> {
        if excluded || is_short_form(&self.text) {
            Needle::excluded(&self.text, self.manner)
        } else {
            Needle::new(&self.text, self.manner)
        }
    }
}

impl Query {
    /// Reads the query of somebody without friends. The problems name it `query`, with the column.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        Self::parse_among(text, &[], &[])
    }

    /// The same for somebody whose friends have these names, and for whom these words mean the same.
    pub fn parse_among(text: &str, friends: &[String], same: &[(String, String)]) -> (Self, Vec<Problem>) {
        let mut query = Self::default();
        let mut problems = Vec::new();
        let mut reader = Reader { text, at: 0, friends };
        while reader.skip(char::is_whitespace) {
            let start = reader.at;
            match reader.term() {
                Ok(term) => query.terms.extend(term),
                Err(problem) => problems.push(problem.at(text, start)),
            }
        }
        query.widen(same);
        (query, problems)
    }

    /// Lets words mean what the user says that they mean.
    fn widen(&mut self, same: &[(String, String)]) {
        for (short, long) in same.iter().map(|(short, long)| (fold(short), fold(long))) {
            for term in &mut self.terms {
                if let Wanted::Text(word) = &mut term.wanted {
                    word.also(&short, &long);
                    word.also(&long, &short);
                }
            }
        }
    }

    /// Whether every session meets it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether it may have other hits as time passes.
    pub fn asks_for_time(&self) -> bool {
        let asks = |term: &Term| matches!(&term.wanted, Wanted::Condition(condition) if condition.asks_for_time());
        self.terms.iter().any(asks)
    }

    /// The words that must match.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter(|term| !term.negative).filter_map(|term| match &term.wanted {
            Wanted::Text(word) => Some(word),
            Wanted::Condition(_) => None,
        })
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    friends: &'a [String],
}

/// A value as it was typed, without its quotes and anchors.
struct Value<'a> {
    text: &'a str,
    quoted: bool,
    written: bool,
    from_start: bool,
    to_end: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips such letters; whether anything follows.
    fn skip(&mut self, letters: impl Fn(char) -> bool) -> bool {
        self.at = self.text.len() - self.rest().trim_start_matches(letters).len();
        !self.rest().is_empty()
    }

    /// Takes the first letter if it is such a one.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let first = self.rest().chars().next().filter(|letter| wanted(*letter));
        self.at += first.map_or(0, char::len_utf8);
        first.is_some()
    }

    /// Takes everything before the first such letter.
    fn until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(end).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn term(&mut self) -> Result<Option<Term>, Problem> {
        let start = self.at;
        self.skip(|letter| matches!(letter, '-' | '!'));
        let mut negative = self.at > start;
        let name = self.field();
        if name.is_some() {
            let before = self.at;
            self.skip(|letter| matches!(letter, '-' | '!'));
            negative |= self.at > before;
        }
        let value = self.value();
        let field = match name.map(|name| (name, QueryField::named(&name.to_ascii_lowercase()).map(|field| field.asks)))
        {
            Some((name, None)) if value.text.is_empty() => {
                return Ok(word(None, &Value { text: name, ..value }).map(|wanted| Term { negative, wanted }));
            }
            Some((name, None)) => return Err(unknown_field(name)),
            Some((name, Some(Asks::Value(read)))) => {
                let condition = match fold(value.text).trim() {
                    "" => None,
                    folded => read(folded, self.friends).map_err(|why| refused(name, value.text, why))?,
                };
                return Ok(condition.map(|condition| Term { negative, wanted: Wanted::Condition(condition) }));
            }
            Some((_, Some(Asks::Text(field)))) => Some(field),
            None => None,
        };
        Ok(word(field, &value).map(|wanted| Term { negative, wanted }))
    }

    /// Takes a name with its colon. Times (`10:30`) and addresses (`https://...`) are no fields.
    fn field(&mut self) -> Option<&'a str> {
        let (name, rest) = self.rest().split_once(':')?;
        let is_field =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) && !rest.starts_with("//");
        is_field.then(|| {
            self.at += name.len() + 1;
            name
        })
    }

    fn value(&mut self) -> Value<'a> {
        let written = self.take(|letter| matches!(letter, '\'' | '\u{2018}' | '\u{2019}'));
        let from_start = !written && self.take(|letter| letter == '^');
        let quoted = self.take(is_quote);
        let text = if quoted { self.until(is_quote) } else { self.until(char::is_whitespace) };
        if quoted {
            self.take(is_quote);
            let to_end = self.take(|letter| letter == '$');
            return Value { text, quoted, written, from_start, to_end };
        }
        let (text, to_end) = text.strip_suffix('$').map_or((text, false), |text| (text, true));
        Value { text, quoted, written, from_start, to_end }
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn word(field: Option<Field>, value: &Value<'_>) -> Option<Wanted> {
    let text = fold(value.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let manner = match (value.from_start, value.to_end) {
        (true, true) => Manner::Equal,
        (true, false) => Manner::Prefix,
        (false, true) => Manner::Suffix,
        (false, false) if value.quoted || value.written => Manner::Written,
        (false, false) => Manner::Plain,
    };
    (!text.is_empty()).then_some(Wanted::Text(Word::new(field, text, manner)))
}

fn unknown_field(name: &str) -> Problem {
    let names = FIELDS.iter().map(|field| field.name);
    let problem = Problem::warning("query", format!("'{name}' is not a field"));
    let problem = problem.suggest(name, names.clone());
    match problem.advice {
        Some(_) => problem,
        None => problem.advise(format!("the fields are {}", names.collect::<Vec<_>>().join(", "))),
    }
}

fn refused(field: &str, value: &str, why: Refusal) -> Problem {
    let problem = Problem::warning("query", format!("'{value}' is not a value of '{field}'"));
    match why.nearest {
        Some(nearest) => problem.advise(format!("did you mean '{nearest}'?")),
        None => problem.advise(format!("expected {}", why.expected)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        Query::parse(text).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_are_read_with_their_field_and_manner() {
        use Manner::{Equal, Plain, Prefix, Suffix, Written};
        for (text, negative, field, folded, manner) in [
            ("Istio", false, None, "istio", Plain),
            ("-Istio", true, None, "istio", Plain),
            ("!'istio", true, None, "istio", Written),
            ("’istio", false, None, "istio", Written),
            ("^kube", false, None, "kube", Prefix),
            ("mesh$", false, None, "mesh", Suffix),
            ("^mesh$", false, None, "mesh", Equal),
            ("\"Service  Mesh\"", false, None, "service mesh", Written),
            ("“service mesh”", false, None, "service mesh", Written),
            ("-\"service mesh", true, None, "service mesh", Written),
            ("!speaker:\"Kris Nóva\"", true, Some(Field::Speaker), "kris nova", Written),
            ("title:^\"a b\"$", false, Some(Field::Title), "a b", Equal),
            ("title:-kube", true, Some(Field::Title), "kube", Plain),
            ("ORG:redhat", false, Some(Field::Organisation), "redhat", Plain),
            ("10:30", false, None, "10:30", Plain),
            ("https://a.org", false, None, "https://a.org", Plain),
            ("istio:", false, None, "istio", Plain),
            ("don’t", false, None, "don't", Plain),
            ("ci/cd-x", false, None, "ci/cd-x", Plain),
        ] {
            let wanted = Wanted::Text(Word::new(field, folded.to_owned(), manner));
            assert_eq!(Query::parse(text).0.terms, [Term { negative, wanted }], "{text}");
            assert_eq!(messages(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_half_typed_is_nothing_yet() {
        for text in [
            "",
            " ",
            "-",
            "!",
            "'",
            "^",
            "$",
            "\"",
            "-\"",
            "level:",
            "title:",
            "!is:",
            "length:<=",
            "rating:>",
            "title:\"",
        ] {
            let (query, problems) = Query::parse(text);
            assert!(query.is_empty() && problems.is_empty(), "{text}: {query:?} {problems:?}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_told_and_the_rest_stands() {
        for (text, expected) in [
            ("istio titel:x", "query:1:7: 'titel' is not a field; did you mean 'title'?"),
            ("istio level:begginer", "query:1:7: 'begginer' is not a value of 'level'; did you mean 'beginner'?"),
            ("ä length:abc", "query:1:3: 'abc' is not a value of 'length'; expected minutes, such as 30, <=45 or >60"),
            (
                "x rating:>=6",
                "query:1:3: '>=6' is not a value of 'rating'; expected a number from 1 to 5, such as 5 or >=4",
            ),
            (
                "x day:32",
                "query:1:3: '32' is not a value of 'day'; expected a date such as 2019-11-18, or a number from 1 to 31",
            ),
            ("x is:gonig", "query:1:3: 'gonig' is not a value of 'is'; did you mean 'going'?"),
            ("x has:legs", "query:1:3: 'legs' is not a value of 'has'; expected note, video, slides"),
        ] {
            assert_eq!(messages(text), [expected]);
            assert_eq!(Query::parse(text).0.terms.len(), 1, "{text}");
        }
        assert!(messages("colour:red")[0].contains("the fields are title, speaker, org"));
    }
}
