//! What lies over everything else: help, problems, the note editor, a choice among links.

pub mod choice;
pub mod plan;
pub mod report;
pub mod view;

use crate::action::{Action, Group, Mode};
use crate::model::{Link, SessionIx, fold};
use crate::search::examples;
use crate::tui::app::{Cursor, Overlay, State};
use crate::tui::layout::{areas, text_inside};
use crate::tui::overlays::report::ReportView;
use crate::tui::screens::agenda::choices::{FillView, SolveView};
use crate::tui::screens::sessions::grouping::Facet;
use crate::tui::widgets::field::TextArea;
use tui_input::Input;

/// Every key, narrowed by what is typed.
#[derive(Debug, Clone)]
pub struct HelpView {
    /// What is typed.
    pub filter: Input,
    /// The first row in sight.
    pub scroll: usize,
    /// What the keyboard was doing when help was asked for: its keys come first.
    pub mode: Mode,
}

/// The problems, as wrapped text.
#[derive(Debug, Clone, Default)]
pub struct ProblemsView {
    /// The first row in sight.
    pub scroll: usize,
}

/// The note editor.
#[derive(Debug, Clone)]
pub struct NoteView {
    /// Whose note it is.
    pub session: SessionIx,
    /// The text.
    pub text: TextArea,
}

/// A choice among the links of a session.
#[derive(Debug, Clone)]
pub struct LinksView {
    /// The links.
    pub links: Vec<Link>,
    /// The chosen one.
    pub cursor: Cursor,
}

/// The tracks and rooms that can be hidden.
#[derive(Debug, Clone)]
pub struct HiddenView {
    /// The rooms, then the tracks.
    pub facets: Vec<Facet>,
    /// The chosen one.
    pub cursor: Cursor,
}

/// A row of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A group of actions.
    Heading(&'static str),
    /// Keys, the action, what it does.
    Key(String, Action),
    /// Text.
    Text(String),
    /// Nothing.
    Gap,
}

/// How to write the words of a query; what may be asked of fields is told by the fields.
const WORDS_HELP: &[&str] = &[
    "istio sec        both words, in any field; short fields match loosely",
    "'rbac  ^kube  mesh$   exactly, at the beginning, at the end",
    "\"service mesh\"   the phrase      !beginner  -track:keynotes   not so",
];

/// The cells of a line of help.
const HELP_CELLS: usize = 76;

const SIGNS_HELP: &[&str] = &[
    "★ going   ☆ interested   ✓ seen   ✎ with a note",
    "B beginner   I intermediate   A advanced, at the end of a row",
    "A, a   beside a mark: a friend goes there, is interested",
];

/// The rows of help: the keys of the mode it was asked from, and how to write a query.
pub fn help_rows(state: &State, view: &HelpView) -> Vec<HelpRow> {
    let wanted: Vec<String> = fold(view.filter.value()).split_whitespace().map(str::to_owned).collect();
    let matches = |text: &str| wanted.iter().all(|word| fold(text).contains(word.as_str()));
    let mut rows = Vec::new();
    for group in Group::ALL {
        let actions = Action::ALL.iter().copied().filter(|action| action.group() == *group);
        let keys: Vec<HelpRow> = actions
            .filter_map(|action| {
                let keys = state.keymap.keys_for(view.mode, action).join("  ");
                let text = format!("{keys} {} {} {}", action.name(), action.help(), group.title());
                (!keys.is_empty() && matches(&text)).then_some(HelpRow::Key(keys, action))
            })
            .collect();
        push_section(&mut rows, group.title(), keys);
    }
    let search = WORDS_HELP.iter().map(|line| (*line).to_owned()).chain(examples(HELP_CELLS));
    let search = search.filter(|line| matches(line)).map(HelpRow::Text).collect();
    push_section(&mut rows, "Writing a query", search);
    let signs = SIGNS_HELP.iter().filter(|line| matches(line)).map(|line| HelpRow::Text((*line).to_owned())).collect();
    push_section(&mut rows, "What the signs mean", signs);
    rows
}

fn push_section(rows: &mut Vec<HelpRow>, title: &'static str, section: Vec<HelpRow>) {
    if section.is_empty() {
        return;
    }
    if !rows.is_empty() {
        rows.push(HelpRow::Gap);
    }
    rows.push(HelpRow::Heading(title));
    rows.extend(section);
}

/// The problems as lines of a width.
pub fn problem_rows(state: &State, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in &state.problems {
        let text = problem.to_string();
        for (number, range) in crate::measure::wrap(&text, cells.saturating_sub(2), 0).into_iter().enumerate() {
            let indent = if number == 0 { "" } else { "  " };
            lines.push(format!("{indent}{}", text.get(range).unwrap_or_default()));
        }
    }
    for entry in &state.unmatched {
        lines.push(crate::measure::cut(
            &format!("kept, but no session found: {}/{} {}", entry.event, entry.session, entry.title),
            cells,
        ));
    }
    if lines.is_empty() {
        lines.push("Nothing is wrong.".to_owned());
    }
    lines
}

impl State {
    /// How many rows of the overlay are in sight.
    pub(in crate::tui) fn overlay_page(&self) -> usize {
        let height = areas(self.size, self).overlay.map_or(1, |area| usize::from(text_inside(area).height));
        let lines_each = match &self.overlay {
            Some(Overlay::Solve(_) | Overlay::Fill(_)) => 2,
            _ => 1,
        };
        (height / lines_each).max(1)
    }

    /// Scrolls help or problems, or moves among links.
    pub(in crate::tui) fn scroll_overlay(&mut self, motion: impl Fn(usize) -> usize) {
        let width = areas(self.size, self).overlay.map_or(1, |area| usize::from(text_inside(area).width));
        let page = self.overlay_page();
        let len = match &self.overlay {
            Some(Overlay::Help(view)) => help_rows(self, view).len() + 2,
            Some(Overlay::Problems(_)) => problem_rows(self, width).len(),
            Some(Overlay::Links(view)) => view.links.len(),
            Some(Overlay::Solve(view)) => view.solutions.len(),
            Some(Overlay::Fill(view)) => view.suggestions.len(),
            Some(Overlay::Hidden(view)) => view.facets.len(),
            Some(Overlay::Report(view)) => view.rows.len(),
            _ => 0,
        };
        match &mut self.overlay {
            Some(
                Overlay::Help(HelpView { scroll, .. })
                | Overlay::Problems(ProblemsView { scroll })
                | Overlay::Report(ReportView { scroll, .. }),
            ) => {
                *scroll = motion(*scroll).min(len.saturating_sub(page));
            }
            Some(
                Overlay::Links(LinksView { cursor, .. })
                | Overlay::Hidden(HiddenView { cursor, .. })
                | Overlay::Solve(SolveView { cursor, .. })
                | Overlay::Fill(FillView { cursor, .. }),
            ) => cursor.go(motion(cursor.at), len, page),
            _ => {}
        }
    }
}
