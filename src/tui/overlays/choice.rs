//! Choices about the agenda: what solves a clash, what fills free time.

use crate::action::{Action, Mode};
use crate::agenda::{Conflict, Gap, Reason, Solution, Suggestion};
use crate::measure::cut;
use crate::model::{Mark, Personal, SessionIx};
use crate::tui::ask::{Ask, Asks, Chosen, Page, Status};
use crate::tui::contract::{Draw, Hints, Overlay, plain};
use crate::tui::layout::{inside, rows_high};
use crate::tui::widgets::{Canvas, Cursor, Look, Titles, page};
use crate::tui::world::{
    World, planning::conflict_title, planning::in_the_way, planning::solution_text, planning::solutions,
    planning::suggestions, remap::Remap, times,
};
use crate::words::{counted, length, sign};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// As much of a title as says which session is meant, so that the reasons after it stay in sight.
const LIKE: usize = 28;

/// A choice among what can be done about two sessions that one cannot both go to.
#[derive(Debug, Clone)]
pub struct SolveView {
    conflict: Conflict,
    pub(crate) solutions: Vec<Solution>,
    pub(crate) cursor: Cursor,
    page: usize,
}

/// A choice among what fits free time.
#[derive(Debug, Clone)]
pub struct FillView {
    /// The free time, as it was when it was asked about.
    gap: Gap,
    /// What fitted then, the best first: what is marked from here stays in sight.
    pub(crate) suggestions: Vec<Suggestion>,
    pub(crate) cursor: Cursor,
    page: usize,
}

impl SolveView {
    pub fn new(world: &World, conflict: Conflict) -> Self {
        Self { conflict, solutions: solutions(world, &conflict), cursor: Cursor::default(), page: 1 }
    }

    /// Does what is chosen, as one change.
    fn solve(&self, world: &World) -> Asks {
        let Some(solution) = self.solutions.get(self.cursor.at) else { return vec![Ask::Close] };
        let title = |ix: SessionIx| world.programme().session(ix).title.as_str();
        let marked = |ix: SessionIx, mark| (ix, Personal { mark, ..world.personal(ix).clone() });
        let (changes, label, stay) = match *solution {
            Solution::Keep { keep, drop } => (vec![marked(drop, None)], format!("left out: {}", title(drop)), keep),
            Solution::Move { from, to } => {
                let when = times::brief(world, to).unwrap_or_default();
                let changes = vec![marked(from, None), marked(to, Some(Mark::Going))];
                (changes, format!("{} other showing: {}, {when}", sign(Mark::Going), title(to)), to)
            }
            Solution::WatchLater { session } => {
                let changes = vec![marked(session, Some(Mark::Interested))];
                (changes, format!("{} to watch later: {}", sign(Mark::Interested), title(session)), session)
            }
        };
        vec![Ask::Close, Ask::Mark(changes, label), Ask::Choose(stay)]
    }
}

impl FillView {
    /// What fits free time; refused where nothing does.
    pub fn new(world: &World, gap: Gap) -> Result<Self, Status> {
        let suggestions = suggestions(world, &gap);
        if suggestions.is_empty() {
            return Err(Status::said("nothing in the programme fits this gap"));
        }
        Ok(Self { gap, suggestions, cursor: Cursor::default(), page: 1 })
    }

    fn session(&self) -> Option<SessionIx> {
        self.suggestions.get(self.cursor.at).map(|suggestion| suggestion.session)
    }
}

impl Overlay for SolveView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        self.page = page(inside(area), 2).max(1);
        self.cursor.show(self.solutions.len(), self.page);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        if action == Action::Enter {
            return Some(self.solve(world));
        }
        self.cursor.turn(action, self.solutions.len(), self.page).then(Asks::new)
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::default())
    }

    fn mode(&self) -> Mode {
        Mode::Choice
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (84, rows_high(self.solutions.len().saturating_mul(2)))
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "take it"), (Action::Back, "close"), (Action::Help, "help")]
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

impl Overlay for FillView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        self.page = page(inside(area), 2).max(1);
        self.cursor.show(self.suggestions.len(), self.page);
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        if action == Action::Enter {
            let read = self.session().map(|ix| Ask::Read(Page::Session(ix)));
            return Some(std::iter::once(Ask::Close).chain(read).collect());
        }
        self.cursor.turn(action, self.suggestions.len(), self.page).then(Asks::new)
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::session(self.session()))
    }

    fn mode(&self) -> Mode {
        Mode::Choice
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (96, rows_high(self.suggestions.len().saturating_mul(2)))
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        plain(&[A::Going, A::Interested, A::Enter, A::Back, A::Undo, A::Help])
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

impl Draw for SolveView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let left = conflict_title(self.conflict.kind);
        canvas.pane(area, &Titles { left: &left, ..Titles::default() }, true);
        draw_entries(canvas, area, &self.solutions, self.cursor, |solution| {
            let (first, second) = solution_text(world, solution);
            Entry { first, second, ..Entry::default() }
        });
    }
}

impl Draw for FillView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let left = format!("{} free", length(self.gap.minutes()));
        let right = counted(self.suggestions.len(), "session");
        canvas.pane(area, &Titles { left: &left, right: &right, below: "" }, true);
        let look = canvas.look;
        draw_entries(canvas, area, &self.suggestions, self.cursor, |one| suggestion_entry(look, world, one));
    }
}

/// What is offered, in two lines.
#[derive(Default)]
struct Entry {
    /// The glyph of a mark, or of none; absent where marks mean nothing.
    mark: Option<(&'static str, Style)>,
    first: String,
    second: String,
    /// Stands before the second line.
    warning: String,
}

/// A session, and why it is suggested.
fn suggestion_entry(look: &Look, world: &World, suggestion: &Suggestion) -> Entry {
    let (ix, programme) = (suggestion.session, world.programme());
    let session = programme.session(ix);
    let title = |other: SessionIx| &programme.session(other).title;
    let reasons = suggestion.reasons.iter().map(|reason| match reason {
        Reason::Like(other) => format!("like '{}'", cut(title(*other), LIKE)),
        _ => reason.text(programme),
    });
    let room = programme.room_name(session).map(str::to_owned);
    let parts: Vec<String> = times::span(world, ix).into_iter().chain(room).chain(reasons).collect();
    let warning = match in_the_way(world, ix, None) {
        Some((other, kind)) if kind.is_clash() => format!("now clashes with {}  ", title(other)),
        Some((other, _)) => format!("now tight with {}  ", title(other)),
        None => String::new(),
    };
    let mark = world.personal(ix).mark.map_or((" ", look.theme.text), |mark| look.mark(mark));
    Entry { mark: Some(mark), first: session.title.clone(), second: parts.join(" · "), warning }
}

fn draw_entries<T>(canvas: &mut Canvas, area: Rect, items: &[T], cursor: Cursor, entry: impl Fn(&T) -> Entry) {
    let (inner, look) = (inside(area), canvas.look);
    let lines = inner.height.min(2);
    for (at, row) in cursor.rows(inner, lines, items.len()) {
        let (entry, over) = (entry(&items[at]), canvas.ground(row, at == cursor.at, true));
        let cells = usize::from(row.width).saturating_sub(1);
        let mut x = row.x + 1;
        if let Some((glyph, style)) = entry.mark {
            canvas.text(x, row.y, 1, glyph, Look::over(style, over));
            x += 2;
        }
        let used = usize::from(x - row.x);
        canvas.text(x, row.y, cells.saturating_sub(used), &entry.first, Look::over(look.theme.text, over));
        if lines > 1 {
            let [warning, dim] = [look.theme.warning, look.theme.dim].map(|style| Look::over(style, over));
            let second = [(entry.warning.as_str(), warning), (entry.second.as_str(), dim)];
            canvas.texts(row.x + 3, row.y + 1, cells.saturating_sub(3), &second);
        }
    }
    canvas.scroll_bar(area, cursor.top, page(inner, 2).max(1), items.len());
}
