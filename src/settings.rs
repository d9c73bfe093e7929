//! A settings file in TOML as a list of entries that know where they stand.
//!
//! Both files a user writes by hand are read through this room, so that both report alike: every problem has a line and
//! a column, and one bad entry costs only itself. Serde is not used because it stops at the first error. This room
//! knows neither keys nor settings. Start with [`entries`].

use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::problem::{Problem, line_column};
use crate::sanitise::clean_table;

/// One `name = value`, or one table.
#[derive(Debug)]
pub struct SettingEntry<'a> {
    text: &'a str,
    file: &'a str,
    name: Spanned<DeString<'a>>,
    value: Spanned<DeValue<'a>>,
}

/// The top-level entries of `text` in the order of the file. `file` is what problems call it.
///
/// A name given twice is a problem of its own: of two values the first holds, of two tables all entries do. Any other
/// violation of TOML makes the rest of the file a guess, so that nothing of it is used.
pub fn entries<'a>(text: &'a str, file: &'a str) -> (Vec<SettingEntry<'a>>, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut problems = Vec::new();
    let mut readable = true;
    for error in errors {
        let span = error.span().unwrap_or_default();
        let problem = if error.message() == "duplicate key" {
            let name = text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
            Problem::error(file, format!("'{name}' stands here a second time")).advise("leave one of the two")
        } else {
            readable = false;
            let message = error.message().replace('\n', " ");
            Problem::error(file, format!("this is not TOML: {message}")).advise("nothing of this file is used")
        };
        problems.push(problem.at(text, span.start));
    }
    if !readable {
        return (Vec::new(), problems);
    }
    let mut table = document.into_inner();
    clean_table(&mut table);
    (in_order(table, text, file), problems)
}

fn in_order<'a>(table: DeTable<'a>, text: &'a str, file: &'a str) -> Vec<SettingEntry<'a>> {
    let mut entries: Vec<_> = table.into_iter().map(|(name, value)| SettingEntry { text, file, name, value }).collect();
    entries.sort_by_key(|entry| entry.name.span().start);
    entries
}

impl<'a> SettingEntry<'a> {
    /// What stands before the equals sign, or the name of the table.
    pub fn name(&self) -> &str {
        self.name.get_ref()
    }

    /// Line and column of the name, both from 1.
    pub fn place(&self) -> (usize, usize) {
        line_column(self.text, self.name.span().start)
    }

    /// An error about the name, placed there.
    pub fn wrong_name(&self, message: impl Into<String>) -> Problem {
        Problem::error(self.file, message).at(self.text, self.name.span().start)
    }

    /// An error about the value, placed there.
    pub fn wrong_value(&self, message: impl Into<String>) -> Problem {
        Problem::error(self.file, message).at(self.text, self.value.span().start)
    }

    /// The value, if it is a string; `wanted` says in the problem what should stand there.
    pub fn string(&self, wanted: &str) -> Result<&str, Problem> {
        match self.value.get_ref() {
            DeValue::String(string) => Ok(string),
            _ => Err(self.mismatch(wanted)),
        }
    }

    /// The values, if it is a list of so many strings; `wanted` says in the problem what should stand there.
    pub fn strings<const N: usize>(&self, wanted: &str) -> Result<[&str; N], Problem> {
        let DeValue::Array(list) = self.value.get_ref() else { return Err(self.mismatch(wanted)) };
        let texts = list.iter().filter_map(|item| item.get_ref().as_str()).collect::<Vec<_>>();
        let whole = texts.len() == list.len();
        let texts = texts.try_into().ok().filter(|_| whole);
        texts.ok_or_else(|| self.wrong_value(format!("'{}' wants {wanted}", self.name())))
    }

    /// The value, if it is `true` or `false`.
    pub fn boolean(&self) -> Result<bool, Problem> {
        match self.value.get_ref() {
            DeValue::Boolean(boolean) => Ok(*boolean),
            _ => Err(self.mismatch("true or false")),
        }
    }

    /// The value, if it is a whole number within `range`; `unit` says in the problem what is counted.
    pub fn number(&self, range: RangeInclusive<u32>, unit: &str) -> Result<u32, Problem> {
        let wanted = format!("a whole number of {unit} from {} to {}", range.start(), range.end());
        match self.value.get_ref() {
            DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix())
                .ok()
                .filter(|number| range.contains(number))
                .ok_or_else(|| self.wrong_value(format!("'{}' wants {wanted}, not {digits}", self.name()))),
            _ => Err(self.mismatch(&wanted)),
        }
    }

    /// The value, if it is a number, with a fraction or without; `wanted` says in the problem what should stand there.
    pub fn decimal(&self, wanted: &str) -> Result<f64, Problem> {
        let number = match self.value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok().map(|whole| {
                // What is counted in metres or degrees is far below the numbers that this rounds.
                #[allow(clippy::cast_precision_loss)]
                let number = whole as f64;
                number
            }),
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            _ => None,
        };
        number.filter(|number: &f64| number.is_finite()).ok_or_else(|| self.mismatch(wanted))
    }

    /// The tables of the list that the value is, `[[name]]` each, in the order of the file.
    pub fn tables(self) -> Result<Vec<SettingEntry<'a>>, Problem> {
        if !matches!(self.value.get_ref(), DeValue::Array(_)) {
            return Err(self.mismatch(&format!("tables of its own, each beginning with [[{}]]", self.name())));
        }
        let SettingEntry { text, file, name, value } = self;
        let DeValue::Array(list) = value.into_inner() else { return Ok(Vec::new()) };
        Ok(list.into_iter().map(|value| SettingEntry { text, file, name: name.clone(), value }).collect())
    }

    /// The entries of the table that the value is, in the order of the file.
    pub fn table(self) -> Result<Vec<SettingEntry<'a>>, Problem> {
        if !matches!(self.value.get_ref(), DeValue::Table(_)) {
            return Err(self.mismatch("a table"));
        }
        let DeValue::Table(table) = self.value.into_inner() else { return Ok(Vec::new()) };
        Ok(in_order(table, self.text, self.file))
    }

    fn mismatch(&self, wanted: &str) -> Problem {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.wrong_value(format!("'{}' wants {wanted}, not {found}", self.name()))
    }
}
