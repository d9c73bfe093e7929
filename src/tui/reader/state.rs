//! The page in detail: which one, how one got there, how far it is scrolled, what on it is chosen.

use crate::search::Similar;
use crate::tui::app::{Screen, State};
use crate::tui::layout::{areas, text_inside};
use crate::tui::reader::page::{Page, document};
use crate::tui::widgets::document::{Document, Row, Target, rows, target_rows};

/// How many similar sessions are listed.
const SIMILAR: usize = 5;

/// A page on the way.
#[derive(Debug, Clone)]
pub struct View {
    /// What is read.
    pub page: Page,
    /// The first row in sight.
    pub scroll: usize,
    /// The chosen target, by its number in the document.
    pub target: Option<usize>,
    /// What resembles the session.
    pub similar: Vec<Similar>,
}

/// The page in detail, with the way back.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// The pages followed so far; the last one is shown.
    pub way: Vec<View>,
    /// Whether it has the whole window.
    pub full: bool,
}

impl Detail {
    /// The page shown.
    pub fn page(&self) -> Option<Page> {
        self.way.last().map(|view| view.page)
    }
}

/// A page laid out for the room it has.
pub struct Laid {
    /// Its text and targets.
    pub document: Document,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many rows are in sight.
    pub height: usize,
}

impl State {
    /// The shown page, laid out; nothing where there is no page or no room.
    pub fn laid_out(&self) -> Option<Laid> {
        let area = text_inside(areas(self.size, self).detail?);
        let view = self.detail.way.last()?;
        let document = document(self, view.page, &view.similar);
        let rows = rows(&document, usize::from(area.width));
        Some(Laid { document, rows, height: usize::from(area.height) })
    }

    /// Shows what the list or the speakers pane has chosen, unless it is shown already.
    pub fn follow_selection(&mut self) {
        if self.detail.full && self.screen == Screen::Agenda && !self.detail.way.is_empty() {
            // What is read stays, also where a key pressed meanwhile has taken it off the agenda.
            return;
        }
        let chosen = self.chosen_page();
        let root = self.detail.way.first().map(|view| view.page);
        if root != chosen {
            self.detail.way.clear();
            if let Some(page) = chosen {
                self.show(page);
            }
        }
    }

    /// Goes on to a page; back returns.
    pub fn show(&mut self, page: Page) {
        let similar = self.similar_to(page);
        self.detail.way.push(View { page, scroll: 0, target: None, similar });
    }

    /// Looks up what resembles the pages on the way, once similarity is known.
    pub fn fill_in_similar(&mut self) {
        for at in 0..self.detail.way.len() {
            let similar = self.similar_to(self.detail.way[at].page);
            self.detail.way[at].similar = similar;
        }
    }

    fn similar_to(&self, page: Page) -> Vec<Similar> {
        match (page, &self.likeness) {
            (Page::Session(session), Some(likeness)) => likeness.similar(&self.programme, session, SIMILAR),
            _ => Vec::new(),
        }
    }

    /// One step down or up a page: to the next target if it is in sight, otherwise a row further.
    pub fn step_in_page(&mut self, down: bool) {
        let Some(laid) = self.laid_out() else { return };
        let Some(view) = self.detail.way.last_mut() else { return };
        let next = match (view.target, down) {
            (Some(target), true) => Some(target + 1),
            (Some(target), false) => target.checked_sub(1),
            (None, true) => first_in_sight(&laid, view.scroll),
            (None, false) => last_in_sight(&laid, view.scroll),
        };
        let in_sight = |target: usize| {
            target_rows(&laid.rows, target)
                .is_some_and(|(first, last)| first < view.scroll + laid.height && last >= view.scroll)
        };
        match next.filter(|target| *target < laid.document.targets.len()) {
            Some(target) if in_sight(target) => view.target = Some(target),
            _ => {
                let scroll = if down { view.scroll + 1 } else { view.scroll.saturating_sub(1) };
                scroll_to(&laid, view, scroll);
            }
        }
    }

    /// Scrolls a page by so many rows, or to its ends.
    pub fn scroll_page(&mut self, by: Scroll) {
        let Some(laid) = self.laid_out() else { return };
        let Some(view) = self.detail.way.last_mut() else { return };
        let scroll = match by {
            Scroll::Down(rows) => view.scroll.saturating_add(rows),
            Scroll::Up(rows) => view.scroll.saturating_sub(rows),
            Scroll::Start => 0,
            Scroll::End => usize::MAX,
        };
        scroll_to(&laid, view, scroll);
    }

    /// To the next or the previous place that the query matched, around the end.
    pub fn match_in_page(&mut self, forward: bool) -> bool {
        let Some(laid) = self.laid_out() else { return false };
        let Some(view) = self.detail.way.last_mut() else { return false };
        let matched: Vec<usize> =
            (0..laid.rows.len()).filter(|row| laid.rows[*row].iter().any(|piece| piece.matched)).collect();
        let found = if forward {
            matched.iter().find(|row| **row > view.scroll).or(matched.first())
        } else {
            matched.iter().rev().find(|row| **row < view.scroll).or(matched.last())
        };
        match found {
            Some(row) => {
                scroll_to(&laid, view, *row);
                true
            }
            None => false,
        }
    }

    /// The target that is chosen on the page.
    pub fn chosen_target(&self) -> Option<Target> {
        let view = self.detail.way.last()?;
        let document = document(self, view.page, &view.similar);
        document.targets.get(view.target?).cloned()
    }

    /// Gives the page, if there is one, the whole window.
    pub fn read_in_full(&mut self) {
        self.detail.full = !self.detail.way.is_empty();
        self.settle_page();
    }

    /// Keeps the page within its bounds after the window or the text has changed.
    pub fn settle_page(&mut self) {
        if self.detail.way.last().is_none_or(|view| view.scroll == 0) {
            return;
        }
        let Some(laid) = self.laid_out() else { return };
        if let Some(view) = self.detail.way.last_mut() {
            view.scroll = view.scroll.min(laid.rows.len().saturating_sub(laid.height));
        }
    }
}

/// How to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// So many rows down.
    Down(usize),
    /// So many rows up.
    Up(usize),
    /// To the beginning.
    Start,
    /// To the end.
    End,
}

fn scroll_to(laid: &Laid, view: &mut View, scroll: usize) {
    view.scroll = scroll.min(laid.rows.len().saturating_sub(laid.height));
    let out_of_sight = |target: usize| {
        target_rows(&laid.rows, target)
            .is_none_or(|(first, last)| last < view.scroll || first >= view.scroll + laid.height)
    };
    if view.target.is_some_and(out_of_sight) {
        view.target = None;
    }
}

fn targets_in_sight(laid: &Laid, scroll: usize) -> impl Iterator<Item = usize> {
    let end = (scroll + laid.height).min(laid.rows.len());
    laid.rows[scroll.min(end)..end].iter().flatten().filter_map(|piece| piece.target)
}

fn first_in_sight(laid: &Laid, scroll: usize) -> Option<usize> {
    targets_in_sight(laid, scroll).next()
}

fn last_in_sight(laid: &Laid, scroll: usize) -> Option<usize> {
    targets_in_sight(laid, scroll).last()
}
