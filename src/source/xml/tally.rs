//! What is wrong in many places in the same way is told once, with the number and the first of them.

use crate::problem::{Problem, Severity};

/// What is said of one and of several, behind their number: `session has`, `sessions have`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Words {
    pub(in crate::source) severity: Severity,
    pub(in crate::source) one: &'static str,
    pub(in crate::source) many: &'static str,
}

/// The problems of a file, each kind once.
#[derive(Debug, Default)]
pub(in crate::source) struct Tally {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    words: Words,
    count: usize,
    first_at: usize,
    example: String,
}

impl Tally {
    /// One more place with this problem, at this byte of the text; the example is what stood there, possibly empty.
    pub(in crate::source) fn add(&mut self, words: &Words, at: usize, example: &str) {
        match self.rows.iter_mut().find(|row| row.words == *words) {
            Some(row) => row.count += 1,
            None => {
                let example = crate::source::text::line(example).chars().take(80).collect();
                self.rows.push(Row { words: *words, count: 1, first_at: at, example });
            }
        }
    }

    /// Every problem, at the first of its places, in the order of these.
    pub(in crate::source) fn tell(mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        self.rows.sort_by_key(|row| row.first_at);
        for row in self.rows {
            let words = if row.count == 1 { row.words.one } else { row.words.many };
            let mut message = format!("{} {words}", row.count);
            match (row.count, row.example.as_str()) {
                (_, "") => {}
                (1, example) => message.push_str(&format!(": {example}")),
                (_, example) => message.push_str(&format!("; the first: {example}")),
            }
            problems.push(Problem::new(row.words.severity, file, message).at(text, row.first_at));
        }
    }
}
