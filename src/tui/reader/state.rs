//! The page in detail: which one, how one got there, how far it is scrolled, what on it is chosen.

use crate::action::{Action, Mode};
use crate::measure::width;
use crate::tui::ask::{Ask, Asks, Chosen, Page, ScreenId, warn};
use crate::tui::contract::{Hints, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::text_inside;
use crate::tui::reader::page::document;
use crate::tui::widgets::{Layouts, Row, Target, bar_at, motion, target_rows};
use crate::tui::world::{FactStamp, World, effect::Effect, filter::FilterChange, remap::Remap};
use ratatui::layout::{Position, Rect};

#[derive(Debug, Clone)]
struct PageView {
    page: Page,
    scroll: usize,
    /// The chosen target, by its number in the document.
    target: Option<usize>,
}

#[derive(Debug, Clone, Default)]
pub struct Laid {
    pub targets: Vec<Target>,
    pub rows: Vec<Row>,
    /// How many rows are in sight.
    pub height: usize,
}

type Key = (Option<Page>, FactStamp, Mode, Option<Rect>);

/// The page in detail, with the way back.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The pages followed so far; the last one is shown.
    history: Vec<PageView>,
    full: bool,
    laid: Derived<Key, Laid>,
    layouts: Layouts,
}

impl Reader {
    pub fn page(&self) -> Option<Page> {
        self.history.last().map(|view| view.page)
    }

    pub fn is_full(&self) -> bool {
        self.full
    }

    /// How many pages one can go back.
    pub fn depth(&self) -> usize {
        self.history.len().saturating_sub(1)
    }

    pub fn scroll(&self) -> usize {
        self.history.last().map_or(0, |view| view.scroll)
    }

    pub fn target(&self) -> Option<usize> {
        self.history.last()?.target
    }

    pub fn laid(&self) -> &Laid {
        self.laid.get()
    }

    /// What marking and copying are about while one reads.
    pub fn chosen(&self) -> Chosen {
        Chosen::page(self.page())
    }

    /// The page that reading began with.
    pub fn root(&self) -> Option<Page> {
        self.history.first().map(|view| view.page)
    }

    /// Shows what the screen has chosen, unless one is reading: what is read stays.
    pub fn follow(&mut self, chosen: Option<Page>) {
        if self.root() != chosen && (!self.full || self.history.is_empty()) {
            self.restart(chosen);
        }
    }

    pub fn restart(&mut self, page: Option<Page>) {
        self.history.clear();
        page.into_iter().for_each(|page| self.show(page));
    }

    /// Goes on to a page; back returns.
    pub fn show(&mut self, page: Page) {
        self.history.push(PageView { page, scroll: 0, target: None });
    }

    /// Gives a page the whole window, from where one goes back to the screen.
    pub fn read(&mut self, page: Page) {
        if self.page() != Some(page) {
            self.restart(Some(page));
        }
        self.full = true;
    }

    pub fn close(&mut self) {
        self.full = false;
    }

    /// One page back, or back to the screen.
    pub fn back(&mut self) {
        if self.history.len() > 1 {
            self.history.pop();
        } else {
            self.full = false;
        }
    }

    /// Lays the page out for the area it has, with its frame, and keeps it within its bounds.
    pub fn refresh(&mut self, world: &World, area: Option<Rect>, screen: ScreenId) {
        let mode = if self.full { Mode::Reader } else { screen.mode() };
        let (page, layouts) = (self.page(), &mut self.layouts);
        self.laid.refresh((page, world.stamp(), mode, area), || {
            let Some(page) = page else { return Laid::default() };
            let document = document(world, page, mode);
            let inner = area.map(text_inside).unwrap_or_default();
            let cells = area.map(|_| usize::from(inner.width));
            let rows = cells.map(|cells| layouts.rows(&document, cells)).unwrap_or_default();
            Laid { targets: document.targets, rows, height: usize::from(inner.height) }
        });
        let laid = self.laid.get();
        let last = laid.rows.len().saturating_sub(laid.height);
        if let Some(view) = self.history.last_mut() {
            if area.is_some() {
                view.scroll = view.scroll.min(last);
            }
            view.target = view.target.filter(|target| *target < laid.targets.len());
        }
    }

    /// Does what an action asks for; nothing where the action is none of its business.
    pub fn act(&mut self, action: Action) -> Option<Asks> {
        match action {
            Action::Next => self.step(true),
            Action::Previous => self.step(false),
            Action::Enter => return Some(self.open_target()),
            Action::NextMatch | Action::PreviousMatch => {
                if !self.go_to_match(action == Action::NextMatch) {
                    return Some(warn("the query matches nothing on this page"));
                }
            }
            _ => {
                let laid = self.laid.get();
                let to = motion(action, self.scroll(), laid.height.saturating_sub(1))?;
                if let Some(view) = self.history.last_mut().filter(|_| laid.height > 0) {
                    scroll_to(laid, view, to);
                }
            }
        }
        Some(Asks::new())
    }

    /// Follows what is under a click, or scrolls to where its bar was clicked.
    pub fn click(&mut self, area: Rect, at: Position) -> Asks {
        let (laid, inner) = (self.laid.get(), text_inside(area));
        let Some(view) = self.history.last_mut() else { return Asks::new() };
        if let Some(row) = bar_at(area, at, (view.scroll, laid.height, laid.rows.len())) {
            scroll_to(laid, view, row);
            return Asks::new();
        }
        let row = at.y.checked_sub(inner.y).filter(|_| inner.contains(at));
        let row = row.and_then(|row| laid.rows.get(view.scroll + usize::from(row)));
        let mut end = usize::from(inner.x);
        let hit = row.into_iter().flat_map(|row| row.iter()).find(|piece| {
            end += width(&piece.text);
            usize::from(at.x) < end
        });
        match hit.and_then(|piece| piece.target) {
            Some(target) => {
                view.target = Some(target);
                self.open_target()
            }
            None => Asks::new(),
        }
    }

    pub fn chosen_target(&self) -> Option<&Target> {
        self.laid.get().targets.get(self.target()?)
    }

    fn open_target(&self) -> Asks {
        match self.chosen_target().cloned() {
            Some(Target::Session(session)) => vec![Ask::Show(Page::Session(session))],
            Some(Target::Speaker(speaker)) => vec![Ask::Show(Page::Speaker(speaker))],
            Some(Target::Track(track)) => vec![
                Ask::Go(ScreenId::Sessions),
                Ask::Filter(FilterChange::Nothing),
                Ask::Filter(FilterChange::Track(Some(track))),
            ],
            Some(Target::Query(query)) => vec![Ask::Filter(FilterChange::Only(query))],
            Some(Target::Link(url)) => vec![Ask::Do(Effect::Open(url))],
            None if !self.full => self.page().map(Ask::Read).into_iter().collect(),
            None => warn("down chooses a name, a session or a link; enter follows it"),
        }
    }

    pub fn hints(&self) -> Hints {
        use Action as A;
        plain(&[
            A::Going,
            A::Interested,
            A::Back,
            A::NextSession,
            A::PreviousSession,
            A::Note,
            A::OpenLink,
            A::Copy,
            A::Help,
        ])
    }

    /// Goes on with another programme. What can be followed may stand elsewhere now.
    pub fn remap(&mut self, remap: &Remap<'_>) {
        self.history.retain_mut(|view| {
            view.target = None;
            let page = remapped(remap, view.page);
            view.page = page.unwrap_or(view.page);
            page.is_some()
        });
        self.full &= !self.history.is_empty();
    }

    /// One step down or up a page: to the next target if it is in sight, otherwise a row further.
    fn step(&mut self, down: bool) {
        let laid = self.laid.get();
        let Some(view) = self.history.last_mut().filter(|_| laid.height > 0) else { return };
        let next = match (view.target, down) {
            (Some(target), true) => Some(target + 1),
            (Some(target), false) => target.checked_sub(1),
            (None, true) => targets_in_sight(laid, view.scroll).next(),
            (None, false) => targets_in_sight(laid, view.scroll).last(),
        };
        match next.filter(|target| *target < laid.targets.len()) {
            Some(target) if is_in_sight(laid, view.scroll, target) => view.target = Some(target),
            _ => {
                let scroll = if down { view.scroll + 1 } else { view.scroll.saturating_sub(1) };
                scroll_to(laid, view, scroll);
            }
        }
    }

    /// To the next or the previous place that the query matched, around the end.
    fn go_to_match(&mut self, forward: bool) -> bool {
        let laid = self.laid.get();
        let Some(view) = self.history.last_mut() else { return false };
        let has_match = |row: &usize| laid.rows[*row].iter().any(|piece| piece.matched);
        let matched: Vec<usize> = (0..laid.rows.len()).filter(has_match).collect();
        let found = if forward {
            matched.iter().find(|row| **row > view.scroll).or(matched.first())
        } else {
            matched.iter().rev().find(|row| **row < view.scroll).or(matched.last())
        };
        if let Some(row) = found {
            scroll_to(laid, view, *row);
        }
        found.is_some()
    }
}

/// What can be read about the same thing. Whether there still is a clash or a gap is for the agenda to say.
fn remapped(remap: &Remap<'_>, page: Page) -> Option<Page> {
    match page {
        Page::Session(session) => remap.session(session).map(Page::Session),
        Page::Speaker(speaker) => remap.speaker(speaker).map(Page::Speaker),
        Page::Conflict(_) | Page::Gap(_) => None,
    }
}

fn scroll_to(laid: &Laid, view: &mut PageView, scroll: usize) {
    view.scroll = scroll.min(laid.rows.len().saturating_sub(laid.height));
    view.target = view.target.filter(|target| is_in_sight(laid, view.scroll, *target));
}

fn is_in_sight(laid: &Laid, scroll: usize, target: usize) -> bool {
    target_rows(&laid.rows, target).is_some_and(|(first, last)| first < scroll + laid.height && last >= scroll)
}

fn targets_in_sight(laid: &Laid, scroll: usize) -> impl Iterator<Item = usize> {
    let end = (scroll + laid.height).min(laid.rows.len());
    laid.rows[scroll.min(end)..end].iter().flat_map(|row| row.iter()).filter_map(|piece| piece.target)
}
