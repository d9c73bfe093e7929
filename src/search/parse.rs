//! The query language: text to a [`Query`].
//!
//! A term is a word or a `"phrase"`, after `-` or `!` if it must not match, after `field:` if it is to be looked for in
//! one field only; a field takes several values with commas between them, of which one has to match. `'word` matches as
//! written, `^word` at the beginning of a text, `word$` at its end. A bar between two terms means that one of them is
//! enough, and binds closer than the blank between terms; brackets make one term of several, and `@name` stands for a
//! query that the user gave a name. Parsing never fails: what makes no sense is told and left out, and what is only half
//! typed (`-`, `level:`, an open quote) is borne without a word, because each keystroke is parsed.

use super::dates::written;
use super::fields::{Asks, FIELDS, Field, QueryField};
use super::query::{Query, Term, Wanted, Word};
use super::value::Refusal;
use super::word::Manner;
use crate::model::fold;
use crate::problem::Problem;
use std::cell::Cell;
use std::ops::Range;

/// So deep may brackets stand in brackets.
const DEEPEST: usize = 16;
/// So many names may stand for queries in one query, also in queries that have names.
const NAMED: usize = 100;

/// What a query may refer to besides the programme.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The names of the user's friends.
    pub friends: &'a [String],
    /// Words that mean the same.
    pub same: &'a [(String, String)],
    /// Names of queries, with these.
    pub queries: &'a [(String, String)],
}

impl Query {
    /// Reads the query of somebody of whom nothing is known. The problems name it `query`, with the column.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        Self::parse_among(text, Known::default())
    }

    /// The same for somebody of whom something is known.
    pub fn parse_among(text: &str, known: Known<'_>) -> (Self, Vec<Problem>) {
        let (mut query, problems) = read(text, known, &Cell::new(NAMED));
        query.widen(known.same);
        (query, problems)
    }
}

fn read(text: &str, known: Known<'_>, names: &Cell<usize>) -> (Query, Vec<Problem>) {
    let mut reader = Reader { text, at: 0, known, names, brackets: 0, problems: Vec::new(), wrong: Vec::new() };
    let mut query = reader.sequence();
    query.wrong = reader.wrong;
    (query, reader.problems)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    known: Known<'a>,
    /// How many names may still stand for queries.
    names: &'a Cell<usize>,
    /// How many brackets are open.
    brackets: usize,
    problems: Vec<Problem>,
    wrong: Vec<Range<usize>>,
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

    /// Whether a letter ends a word.
    fn ends_word(&self, letter: char) -> bool {
        letter.is_whitespace() || letter == '|' || self.brackets > 0 && letter == ')'
    }

    /// Everything up to the end, or up to the bracket that closes what was opened.
    fn sequence(&mut self) -> Query {
        let mut query = Query::default();
        while self.skip(|letter| letter.is_whitespace() || letter == '|') {
            if self.brackets > 0 && self.rest().starts_with(')') {
                break;
            }
            let start = self.at;
            let mut ways = vec![self.operand()];
            while self.bar() {
                ways.push(self.operand());
            }
            ways.retain(|way| !way.is_empty());
            let terms = match ways.len() {
                0 | 1 => ways.pop().unwrap_or_default().terms,
                _ => vec![Term { negative: false, wanted: Wanted::Any(ways) }],
            };
            query.places.extend(terms.iter().map(|_| start..self.at));
            query.terms.extend(terms);
        }
        query
    }

    /// Takes a bar, with the blanks around it, if something follows that it can stand before.
    fn bar(&mut self) -> bool {
        let before = self.at;
        self.skip(char::is_whitespace);
        let bar = self.take(|letter| letter == '|');
        let more = bar && self.skip(|letter| letter.is_whitespace() || letter == '|');
        if !more || self.brackets > 0 && self.rest().starts_with(')') {
            self.at = before;
            return false;
        }
        true
    }

    /// A term, what stands in brackets, or what a name stands for.
    fn operand(&mut self) -> Query {
        let start = self.at;
        self.skip(is_not);
        let negative = self.at > start;
        if self.rest().starts_with('(') && self.brackets < DEEPEST {
            self.at += 1;
            self.brackets += 1;
            let inner = self.sequence();
            self.brackets -= 1;
            self.take(|letter| letter == ')');
            return signed(inner, negative);
        }
        if self.take(|letter| letter == '@') {
            let name = self.until_end_of_word();
            return signed(self.named(name, start), negative);
        }
        let wanted = match self.field() {
            Some(name) => return self.of_field(name, start, negative),
            None => word(None, &self.value(false)),
        };
        wanted.map_or_else(Query::default, |wanted| Query::of(Term { negative, wanted }))
    }

    fn until_end_of_word(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|letter| self.ends_word(letter)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn wrong(&mut self, problem: Problem, start: usize) {
        self.problems.push(problem.at(self.text, start));
        self.wrong.push(start..self.at);
    }

    /// What the query of this name asks for or, as long as the name is typed, the queries whose names begin so.
    fn named(&mut self, name: &str, start: usize) -> Query {
        let wanted = fold(name);
        let queries = self.known.queries;
        let exact = queries.iter().filter(|(other, _)| fold(other) == wanted).take(1);
        let mut found: Vec<&(String, String)> = exact.collect();
        if found.is_empty() {
            found.extend(queries.iter().filter(|(other, _)| fold(other).starts_with(&wanted)));
        }
        let left = self.names.get().checked_sub(found.len());
        self.names.set(left.unwrap_or(0));
        if name.is_empty() || found.is_empty() || left.is_none() {
            if !name.is_empty() {
                self.wrong(unknown_query(name, queries, !found.is_empty()), start);
            }
            return Query::default();
        }
        let mut ways = Vec::new();
        for (name, text) in found {
            let (query, problems) = read(text, self.known, self.names);
            if let Some(problem) = problems.into_iter().next() {
                let message = format!("'@{name}': {}", problem.message);
                self.wrong(Problem { message, ..problem }, start);
            }
            ways.extend(Some(query).filter(|query| !query.is_empty()));
        }
        match ways.len() {
            0 | 1 => ways.pop().unwrap_or_default(),
            _ => Query::of(Term { negative: false, wanted: Wanted::Any(ways) }),
        }
    }

    /// The values of a field, one of which is enough.
    fn of_field(&mut self, name: &'a str, start: usize, negative: bool) -> Query {
        let before = self.at;
        self.skip(is_not);
        let negative = negative || self.at > before;
        let asks = QueryField::named(&name.to_ascii_lowercase()).map(|field| field.asks);
        let mut ways = Vec::new();
        loop {
            let begin = self.at;
            let value = self.value(true);
            let value = if matches!(name, "day" | "date") { self.whole_date(value) } else { value };
            match self.asked(name, asks, &value) {
                Ok(wanted) => ways.extend(wanted.map(|wanted| Query::of(Term { negative: false, wanted }))),
                Err(problem) => self.wrong(problem, if ways.is_empty() { start } else { begin }),
            }
            if self.rest().starts_with(char::is_whitespace) || !self.take(|letter| matches!(letter, ',' | '|')) {
                break;
            }
        }
        if let [Query { terms, .. }] = ways.as_mut_slice()
            && let [term] = terms.as_mut_slice()
        {
            term.negative = negative;
            return ways.pop().unwrap_or_default();
        }
        let several = !ways.is_empty();
        if several { Query::of(Term { negative, wanted: Wanted::Any(ways) }) } else { Query::default() }
    }

    /// What a field asks for with a value; nothing where that is only begun.
    fn asked(&self, name: &str, asks: Option<Asks>, value: &Value<'_>) -> Result<Option<Wanted>, Problem> {
        match asks {
            None if value.text.is_empty() => Ok(word(None, &Value { text: name, ..*value })),
            None => Err(unknown_field(name)),
            Some(Asks::Value(read)) => match fold(value.text).trim() {
                "" => Ok(None),
                folded => match read(folded, self.known.friends) {
                    Ok(condition) => Ok(condition.map(Wanted::Condition)),
                    Err(why) => Err(refused(name, value.text, why)),
                },
            },
            Some(Asks::Text(field)) => Ok(word(Some(field), value)),
        }
    }

    /// The value with the words behind it that make it one date: `24 March`, `Tue 24 Mar 2026`.
    fn whole_date(&mut self, value: Value<'a>) -> Value<'a> {
        let (begin, text) = (self.at.saturating_sub(value.text.len()), self.text);
        if value.quoted || value.to_end || value.text.is_empty() {
            return value;
        }
        let behind = &text[self.at..];
        let ends = behind.match_indices(|letter| self.ends_word(letter)).map(|(at, _)| at).chain([behind.len()]);
        let ends: Vec<usize> = ends.filter(|end| *end > 0).take(3).map(|end| self.at + end).collect();
        let whole = ends.into_iter().rev().find(|end| written(&fold(&text[begin..*end])).is_some());
        self.at = whole.unwrap_or(self.at);
        Value { text: &text[begin..self.at], ..value }
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

    /// A value, perhaps one of several with commas between them.
    fn value(&mut self, listed: bool) -> Value<'a> {
        let written = self.take(|letter| matches!(letter, '\'' | '\u{2018}' | '\u{2019}'));
        let from_start = !written && self.take(|letter| letter == '^');
        let quoted = self.take(is_quote);
        if quoted {
            let text = self.until(is_quote);
            self.take(is_quote);
            let to_end = self.take(|letter| letter == '$');
            return Value { text, quoted, written, from_start, to_end };
        }
        let word = self.until_end_of_word();
        let text = if listed { word.split(',').next().unwrap_or_default() } else { word };
        self.at -= word.len() - text.len();
        let (text, to_end) = text.strip_suffix('$').map_or((text, false), |text| (text, true));
        Value { text, quoted, written, from_start, to_end }
    }
}

/// The query, or the one that excludes what it asks for.
fn signed(query: Query, negative: bool) -> Query {
    if negative && !query.is_empty() { Query::of(Term { negative, wanted: Wanted::Any(vec![query]) }) } else { query }
}

fn is_not(letter: char) -> bool {
    matches!(letter, '-' | '!')
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

fn unknown_query(name: &str, queries: &[(String, String)], deep: bool) -> Problem {
    if deep {
        return Problem::warning(
            "query",
            format!("'@{name}' stands for a query that has itself in it, or too many others"),
        );
    }
    let names = queries.iter().map(|(name, _)| name.as_str());
    let advice = match queries {
        [] => "[queries] in config.toml gives queries names".to_owned(),
        _ => format!("your queries are {}", names.clone().collect::<Vec<_>>().join(", ")),
    };
    Problem::warning("query", format!("no query of yours is called '{name}'")).advise(advice).suggest(name, names)
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
mod tests;
