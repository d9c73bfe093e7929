//! A text with roles and targets, before it is laid out: what the detail pane and the reader show.
//!
//! A document knows neither colours nor coordinates. [`rows`] folds it into lines of a width, for measuring and for
//! drawing alike.

use crate::measure::{UNBROKEN, wrap};
use crate::model::{Mark, SessionIx, SpeakerIx, TrackIx};
use crate::words::sign;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// What a piece of text is, from which its look follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Plain,
    Title,
    /// Less important than what stands around it.
    Dim,
    Heading,
    /// A name for what follows.
    Label,
    Key,
    Tag,
    Link,
    Going,
    Interested,
    Seen,
    /// The user's own words.
    Note,
    /// Does not take place, or cannot be.
    Warning,
}

impl From<Mark> for Role {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Going => Self::Going,
            Mark::Interested => Self::Interested,
            Mark::Dismissed => Self::Dim,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Session(SessionIx),
    Speaker(SpeakerIx),
    Track(TrackIx),
    Query(String),
    /// Out of the program.
    Link(String),
}

/// Text of one look.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Piece {
    /// The text, without line breaks.
    pub text: String,
    pub role: Role,
    /// Whether the query matched it.
    pub matched: bool,
    /// The number of the target it leads to.
    pub target: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Block {
    pub pieces: Vec<Piece>,
    /// How far lines after the first are indented, in cells.
    pub hang: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its paragraphs; one without pieces is an empty line.
    pub blocks: Vec<Block>,
    /// What can be followed, in reading order.
    pub targets: Vec<Target>,
}

/// A line, shared with other layouts of the same paragraph.
pub type Row = Arc<[Piece]>;

/// Paragraphs as they were laid out, so that each is once for its text and width, whatever changes around it.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    /// How many bytes of text they have.
    bytes: usize,
    /// By their width: a page has one beside a list and another one over the whole window.
    laid: HashMap<usize, HashMap<Block, Arc<[Row]>>>,
}

/// A few of the longest pages there may be.
const LAID: usize = 1 << 20;

impl Layouts {
    /// Lays a document out at a width.
    pub fn rows(&mut self, document: &Document, cells: usize) -> Vec<Row> {
        if self.bytes > LAID {
            *self = Self::default();
        }
        let known = self.laid.entry(cells).or_default();
        let mut rows = Vec::new();
        for block in &document.blocks {
            match known.get(block) {
                Some(laid) => rows.extend_from_slice(laid),
                None => {
                    let laid = block_rows(block, cells);
                    rows.extend_from_slice(&laid);
                    self.bytes += block.pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
                    known.insert(block.clone(), laid.into());
                }
            }
        }
        rows
    }
}

impl Document {
    /// Ends the paragraph with an empty line, unless there is one already.
    pub fn gap(&mut self) {
        if self.blocks.last().is_some_and(|block| !block.pieces.is_empty()) {
            self.blocks.push(Block::default());
        }
    }

    /// Begins a paragraph whose later lines are indented so far.
    pub fn begin(&mut self, hang: usize) {
        self.blocks.push(Block { pieces: Vec::new(), hang });
    }

    pub fn say(&mut self, text: impl Into<String>, role: Role) {
        self.piece(text.into(), role, false, None);
    }

    /// Adds text to the last paragraph, with some byte ranges of it matched by the query.
    pub fn say_matched(&mut self, text: &str, role: Role, matches: &[Range<usize>], target: Option<usize>) {
        for (part, matched) in split(text, matches) {
            self.piece(part.to_owned(), role, matched, target);
        }
    }

    /// Adds text that leads somewhere to the last paragraph.
    pub fn link(&mut self, text: &str, role: Role, target: Target) {
        let target = self.target(target);
        self.piece(text.to_owned(), role, false, Some(target));
    }

    /// Begins a paragraph with a session that can be followed, behind its mark.
    pub fn session(&mut self, ix: SessionIx, title: &str, mark: Option<Mark>) {
        self.begin(2);
        match mark {
            Some(mark) => self.say(format!("{} ", sign(mark)), mark.into()),
            None => self.say("› ", Role::Dim),
        }
        self.link(title, Role::Link, Target::Session(ix));
    }

    pub fn point(&mut self, text: &str, role: Role) {
        self.begin(2);
        self.say("• ", Role::Dim);
        self.say(text, role);
    }

    /// Begins a paragraph with a name for what follows, in so many columns.
    pub fn label(&mut self, name: &str, columns: usize) {
        self.begin(columns);
        self.say(format!("{name:<columns$}"), Role::Label);
    }

    /// A paragraph of one piece.
    pub fn line(&mut self, text: impl Into<String>, role: Role) {
        self.begin(0);
        self.say(text, role);
    }

    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.line(text, Role::Heading);
    }

    pub fn target(&mut self, target: Target) -> usize {
        self.targets.push(target);
        self.targets.len() - 1
    }

    fn piece(&mut self, text: String, role: Role, matched: bool, target: Option<usize>) {
        if text.is_empty() {
            return;
        }
        if self.blocks.is_empty() {
            self.begin(0);
        }
        if let Some(block) = self.blocks.last_mut() {
            block.pieces.push(Piece { text, role, matched, target });
        }
    }
}

/// How far a text is read of which so many rows are in sight from `top` on: `60%`; nothing where all of it is.
pub fn how_far(top: usize, page: usize, len: usize) -> String {
    if len > page { format!("{}%", (top + page).min(len) * 100 / len) } else { String::new() }
}

/// The parts of a text, each with whether it is one of the byte ranges that the query matched.
pub fn split<'t>(text: &'t str, matches: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let (mut parts, mut at) = (Vec::new(), 0);
    for range in matches {
        let (Some(before), Some(matched)) = (text.get(at..range.start), text.get(range.clone())) else { continue };
        parts.extend([(before, false), (matched, true)]);
        at = range.end;
    }
    parts.push((text.get(at..).unwrap_or_default(), false));
    parts
}

/// Lays a document out at a width.
pub fn rows(document: &Document, cells: usize) -> Vec<Row> {
    document.blocks.iter().flat_map(|block| block_rows(block, cells)).collect()
}

/// The rows on which a target stands: first and last.
pub fn target_rows(rows: &[Row], target: usize) -> Option<(usize, usize)> {
    let holds = |row: &Row| row.iter().any(|piece| piece.target == Some(target));
    Some((rows.iter().position(holds)?, rows.iter().rposition(holds)?))
}

fn block_rows(block: &Block, cells: usize) -> Vec<Row> {
    let text: String = block.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let hang = if block.hang + 8 > cells { 0 } else { block.hang };
    let lines = hanging_lines(&text, cells, hang);
    lines
        .into_iter()
        .enumerate()
        .map(|(number, line)| {
            let is_indented = number > 0 && hang > 0;
            let indent = || Piece { text: " ".repeat(hang), role: Role::Plain, matched: false, target: None };
            is_indented.then(indent).into_iter().chain(pieces_in(block, &line)).collect()
        })
        .collect()
}

fn hanging_lines(text: &str, cells: usize, hang: usize) -> Vec<Range<usize>> {
    let first = wrap(text, cells, 0);
    if hang == 0 || first.len() < 2 {
        return first;
    }
    let start = first[1].start;
    let rest = wrap(&text[start..], cells - hang, 0).into_iter().map(|range| range.start + start..range.end + start);
    std::iter::once(first[0].clone()).chain(rest).collect()
}

fn pieces_in(block: &Block, line: &Range<usize>) -> Vec<Piece> {
    let mut at = 0;
    let mut row = Vec::new();
    for piece in &block.pieces {
        let from = line.start.max(at);
        let to = line.end.min(at + piece.text.len());
        if from < to {
            let text = piece.text[from - at..to - at].replace(UNBROKEN, " ");
            row.push(Piece { text, ..piece.clone() });
        }
        at += piece.text.len();
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(row: &Row) -> String {
        row.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn a_paragraph_hangs_and_keeps_the_looks_of_its_pieces() {
        let mut document = Document::default();
        document.begin(3);
        document.say("•  ", Role::Dim);
        document.say_matched("alpha beta gamma", Role::Plain, &[6..10, 11..12], None);
        let rows = rows(&document, 11);
        assert_eq!(rows.iter().map(text).collect::<Vec<_>>(), ["•  alpha", "   beta", "   gamma"]);
        assert!(rows[1].iter().any(|piece| piece.matched && piece.text == "beta"));
    }

    #[test]
    fn a_target_is_found_on_the_rows_it_covers() {
        let mut document = Document::default();
        document.line("Before", Role::Plain);
        document.begin(0);
        let target = document.target(Target::Query("tag:istio".into()));
        document.say_matched("a long reference", Role::Link, &[], Some(target));
        assert_eq!(target_rows(&rows(&document, 9), target), Some((1, 2)));
        assert_eq!(target_rows(&rows(&document, 9), 7), None);
    }

    #[test]
    fn a_paragraph_is_laid_out_once_for_its_text_and_width() {
        let page = |mark| {
            let mut document = Document::default();
            document.line(mark, Role::Going);
            document.line("a long text that takes several lines", Role::Plain);
            document
        };
        let mut layouts = Layouts::default();
        let shares = |one: &[Row], other: &[Row]| Arc::ptr_eq(&one[1], &other[1]);
        let before = layouts.rows(&page("going"), 10);
        assert_eq!(before, rows(&page("going"), 10));
        let after = layouts.rows(&page("not going"), 10);
        assert_eq!(after, rows(&page("not going"), 10));
        assert!(shares(&before, &after), "only the mark is another one");
        let wider = layouts.rows(&page("going"), 20);
        assert_eq!(wider, rows(&page("going"), 20));
        assert!(shares(&before, &layouts.rows(&page("going"), 10)), "nor after another width");
        // What was laid out is not kept for ever.
        let mut other = Document::default();
        other.line("x".repeat(LAID + 1), Role::Plain);
        layouts.rows(&other, 20);
        layouts.rows(&page("going"), 20);
        assert_eq!((layouts.laid.len(), layouts.laid[&20].len()), (1, 2));
    }

    #[test]
    fn no_two_empty_lines_follow_each_other() {
        let mut document = Document::default();
        document.gap();
        document.line("a", Role::Plain);
        document.gap();
        document.gap();
        assert_eq!(document.blocks.len(), 2);
    }
}
