//! What is left to watch, by length, and what fits into the time that one has.

use crate::action::{Action, Mode};
use crate::agenda::{WatchOrder, WatchTotals, left_to_watch, to_watch};
use crate::keymap::Code;
use crate::measure::{cut, width};
use crate::model::SessionIx;
use crate::tui::ask::{Ask, Asks, Chosen, Page, Status, open_recording};
use crate::tui::contract::{Draw, Hints, Overlay, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::{inside, rows_high, whole_or};
use crate::tui::widgets::{Canvas, Cursor, Look, Titles, field::Typed};
use crate::tui::world::preferences::{Planning, WatchWish};
use crate::tui::world::{FactStamp, World, remap::Remap};
use crate::words;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Nobody has more minutes than that.
const MOST: u32 = 999;
/// Cells of `1 h 05`.
const LENGTH: usize = 7;
/// In a narrower window rows do not say which event they are of.
const WIDE: u16 = 70;
/// The name of an event takes at most so many cells.
const EVENT: usize = 20;

/// Whose recordings are listed, and how.
type Wish = (bool, WatchWish);

#[derive(Debug, Clone)]
pub struct WatchView {
    wish: Wish,
    /// Whether minutes that are typed take the place of those from before.
    fresh: bool,
    /// What was left when it was asked for: what is ticked off here stays in sight.
    rows: Derived<Wish, Vec<SessionIx>>,
    totals: Derived<(FactStamp, bool), WatchTotals>,
    cursor: Cursor,
}

impl WatchView {
    /// What is mine or, where that is nothing, what the list of sessions shows; refused where neither can be watched.
    pub fn new(world: &World) -> Result<Self, Status> {
        let mine = !pool(world, true).is_empty();
        if !mine && pool(world, false).is_empty() {
            return Err(Status::warning("no session in the list has a recording, and none that you marked"));
        }
        let wish = (mine, world.planning().watch);
        Ok(Self { wish, fresh: true, rows: Derived::default(), totals: Derived::default(), cursor: Cursor::default() })
    }

    fn session(&self) -> Option<SessionIx> {
        self.rows.get().get(self.cursor.at).copied()
    }

    /// The next order, from the first row on.
    fn reorder(&mut self) {
        let (order, minutes) = self.wish.1;
        self.wish.1 = (order.next(), minutes);
        self.cursor.go(0);
    }

    /// `longest first · fits 40 min: 12`.
    fn below(&self) -> String {
        let (order, minutes) = self.wish.1;
        let order = match order {
            WatchOrder::Given => String::new(),
            order => format!("{} · ", words::watch_order(order == WatchOrder::Longest)),
        };
        match minutes {
            0 => format!("{order}type how many minutes you have"),
            minutes => format!("{order}{} fit into {}", self.rows.get().len(), words::length(minutes)),
        }
    }
}

/// What can be watched, seen or not.
fn pool(world: &World, mine: bool) -> Vec<SessionIx> {
    if mine {
        return to_watch(&world.agenda_context(), world.now());
    }
    let has_video = |ix: &SessionIx| world.programme().brief(*ix).has_video;
    world.found().hits.iter().copied().filter(has_video).collect()
}

impl Overlay for WatchView {
    fn refresh(&mut self, world: &World, area: Rect) {
        let (mine, (order, minutes)) = self.wish;
        self.totals.refresh((world.stamp(), mine), || WatchTotals::of(&world.agenda_context(), &pool(world, mine)));
        let at_most = (minutes > 0).then_some(minutes);
        self.rows.refresh(self.wish, || left_to_watch(&world.agenda_context(), &pool(world, mine), order, at_most));
        self.cursor.fit(self.rows.get().len(), usize::from(inside(area).height));
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Enter => {
                let read = self.session().map(|session| Ask::Read(Page::Session(session)));
                return Some(std::iter::once(Ask::Close).chain(read).collect());
            }
            Action::OpenLink => return open_recording(world, self.session()?),
            Action::WatchOrder => self.reorder(),
            Action::WatchAll => {
                self.wish.0 = !self.wish.0;
                self.cursor.go(0);
            }
            _ => return self.cursor.turn(action).then(Asks::new),
        }
        Some(Asks::new())
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.cursor.click(at, area, inside(area), 1);
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        let Typed::Key(key) = typed else { return false };
        let digit = key.typed().and_then(|letter| letter.to_digit(10));
        let typed = if self.fresh { 0 } else { self.wish.1.1 };
        self.wish.1.1 = match (digit, key.code()) {
            (Some(digit), _) => Some(typed * 10 + digit).filter(|minutes| *minutes <= MOST).unwrap_or(digit),
            (None, Code::Backspace) => typed / 10,
            _ => return false,
        };
        self.fresh = false;
        self.cursor.go(0);
        true
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::session(self.session()))
    }

    fn mode(&self) -> Mode {
        Mode::Watch
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(96, body), rows_high(self.rows.get().len().max(1)))
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        let all = (A::WatchAll, if self.wish.0 { "every one" } else { "mine" });
        let mut hints = vec![(A::OpenLink, "watch"), (A::Seen, "tick off"), (A::WatchOrder, "order"), all];
        hints.extend(plain(&[A::Enter, A::Back, A::Undo, A::Help]));
        hints
    }

    /// The agenda's own list is in the same order, and has the same time.
    fn closing(&self, world: &World) -> Asks {
        let planning = world.planning();
        if planning.watch == self.wish.1 {
            return Asks::new();
        }
        vec![Ask::Planning(Planning { watch: self.wish.1, ..planning.clone() })]
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

impl Draw for WatchView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let totals = self.totals.get();
        let left = if self.wish.0 { "To watch" } else { "To watch · every recording in the list" };
        let right = words::left_to_watch(totals.left, (totals.minutes_left, totals.minutes), totals.unknown);
        let inner = canvas.pane(area, &Titles { left, right: &right, below: &self.below() }, true);
        if self.rows.get().is_empty() {
            let said = if totals.left == 0 { "All of it was seen." } else { "Nothing that is left is so short." };
            let cells = usize::from(inner.width.saturating_sub(2));
            canvas.text(inner.x + 1, inner.y, cells, said, canvas.look.theme.dim);
        }
        for (at, row) in self.cursor.rows(inner, 1) {
            let over = canvas.ground(row, at == self.cursor.at, true);
            draw_row(world, canvas, row, self.rows.get()[at], over);
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}

/// Mark, length, title, event, what else is attached.
fn draw_row(world: &World, canvas: &mut Canvas<'_, '_>, row: Rect, ix: SessionIx, over: Style) {
    let (programme, look, personal) = (world.programme(), canvas.look, world.personal(ix));
    let [text, dim] = [look.theme.text, look.theme.dim].map(|style| Look::over(style, over));
    let session = programme.session(ix);
    let style = if personal.seen { dim } else { text };
    let marks = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    let x = canvas.marks(marks, personal.mark, world.friend_marks(), ix, over);
    let length = programme.brief(ix).time_to_watch().map(words::length).unwrap_or_default();
    canvas.text(x, row.y, LENGTH, &format!("{length:>LENGTH$}"), dim);
    let signs = look.signs(personal, world.unstored(ix), session.cancelled);
    let mut end = canvas.signs(row, &signs, over);
    if row.width >= WIDE && programme.events().len() > 1 {
        let event = cut(&programme.event_of(ix).short, EVENT);
        let from = end.saturating_sub(u16::try_from(width(&event)).unwrap_or(0) + 1);
        canvas.text(from, row.y, EVENT, &event, dim);
        end = from.saturating_sub(1);
    }
    let title = x + u16::try_from(LENGTH).unwrap_or(0) + 2;
    canvas.text(title, row.y, usize::from(end.saturating_sub(title + 1)), &session.title, style);
}
