//! Choices about the agenda: what solves a clash, what fills free time.

use crate::action::{Action, Mode};
use crate::agenda::{self, Conflict, Gap, Reason, Solution, Suggestion};
use crate::measure::cut;
use crate::model::{Mark, Personal, SessionIx};
use crate::tui::ask::{Ask, Asks, Chosen, Page, Status};
use crate::tui::contract::{Draw, Hints, Overlay, plain};
use crate::tui::layout::{inside, rows_high};
use crate::tui::widgets::{Canvas, Cursor, Look, Titles, page};
use crate::tui::world::{
    World, planning::also_at, planning::conflict_title, planning::in_the_way, planning::shared_words,
    planning::solution_text, planning::suggestions, remap::Remap, times,
};
use crate::words::{counted, length, sign};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// As much of a title as says which session is meant, so that the reasons after it stay in sight.
const LIKE: usize = 28;

/// What there is to choose among.
#[derive(Debug, Clone)]
pub enum Choices {
    /// What can be done about two sessions that one cannot both go to.
    Solutions(Conflict, Vec<Solution>),
    /// What fitted free time when it was asked about, the best first: what is marked from here stays in sight.
    Suggestions(Gap, Vec<Suggestion>),
}

#[derive(Debug, Clone)]
pub struct ChoiceView {
    pub(crate) offer: Choices,
    cursor: Cursor,
}

impl ChoiceView {
    pub fn solve(world: &World, conflict: Conflict) -> Self {
        Self {
            offer: Choices::Solutions(conflict, agenda::solutions(&world.agenda_context(), &conflict)),
            cursor: Cursor::default(),
        }
    }

    pub fn fill(world: &World, gap: Gap) -> Result<Self, Status> {
        let suggestions = suggestions(world, &gap);
        if suggestions.is_empty() {
            return Err(Status::said("nothing in the programme fits this gap"));
        }
        Ok(Self { offer: Choices::Suggestions(gap, suggestions), cursor: Cursor::default() })
    }

    fn len(&self) -> usize {
        match &self.offer {
            Choices::Solutions(_, all) => all.len(),
            Choices::Suggestions(_, all) => all.len(),
        }
    }

    fn session(&self) -> Option<SessionIx> {
        match &self.offer {
            Choices::Solutions(..) => None,
            Choices::Suggestions(_, all) => all.get(self.cursor.at).map(|suggestion| suggestion.session),
        }
    }

    fn entry(&self, world: &World, look: &Look, at: usize) -> Entry {
        match &self.offer {
            Choices::Solutions(_, all) => {
                let (first, second) = solution_text(world, &all[at]);
                Entry { first, second, ..Entry::default() }
            }
            Choices::Suggestions(_, all) => suggestion_entry(look, world, &all[at]),
        }
    }
}

/// Does what is chosen, as one change.
fn solve(world: &World, solution: &Solution) -> Asks {
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

impl Overlay for ChoiceView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        self.cursor.fit(self.len(), page(inside(area), 2));
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        if action != Action::Enter {
            return None;
        }
        Some(match (&self.offer, self.session()) {
            (Choices::Solutions(_, all), _) if !all.is_empty() => solve(world, &all[self.cursor.at]),
            (_, Some(session)) => vec![Ask::Close, Ask::Read(Page::Session(session))],
            _ => vec![Ask::Close],
        })
    }

    fn list(&mut self) -> Option<(&mut Cursor, u16)> {
        Some((&mut self.cursor, 2))
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::session(self.session()))
    }

    fn mode(&self) -> Mode {
        Mode::Choice
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        let width = body.width.saturating_sub(8).clamp(96, 132);
        (width, rows_high(self.len().saturating_mul(2)))
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        match self.offer {
            Choices::Solutions(..) => vec![(A::Enter, "take it"), (A::Back, "close"), (A::Help, "help")],
            Choices::Suggestions(..) => plain(&[A::Going, A::Interested, A::Enter, A::Back, A::Undo, A::Help]),
        }
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

impl Draw for ChoiceView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (left, right) = match &self.offer {
            Choices::Solutions(conflict, _) => (conflict_title(conflict.kind), String::new()),
            Choices::Suggestions(gap, all) => {
                (format!("{} free", length(gap.minutes())), counted(all.len(), "session"))
            }
        };
        let inner = canvas.pane(area, &Titles { left: &left, right: &right, below: "" }, true);
        for (at, row) in self.cursor.rows(inner, inner.height.min(2)) {
            let over = canvas.ground(row, at == self.cursor.at, true);
            draw_entry(canvas, row, &self.entry(world, canvas.look, at), over);
        }
        canvas.scroll_bar(area, self.cursor.seen());
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

fn suggestion_entry(look: &Look, world: &World, suggestion: &Suggestion) -> Entry {
    let (ix, programme) = (suggestion.session, world.programme());
    let session = programme.session(ix);
    let title = |other: SessionIx| &programme.session(other).title;
    let reasons = suggestion.reasons.iter().map(|reason| match reason {
        Reason::Like(other) => {
            let shared = shared_words(world, ix, *other);
            let shared = if shared.is_empty() { shared } else { format!(" ({shared})") };
            format!("like '{}'{shared}", cut(title(*other), LIKE))
        }
        _ => reason.text(programme),
    });
    let room = programme.room_name(session).map(str::to_owned);
    let time = times::span(world, ix).into_iter().chain(also_at(world, ix));
    let parts: Vec<String> = time.chain(room).chain(reasons).collect();
    let warning = match in_the_way(world, ix, None) {
        Some((other, kind)) if kind.is_clash() => format!("now clashes with {}  ", title(other)),
        Some((other, _)) => format!("now tight with {}  ", title(other)),
        None => String::new(),
    };
    let mark = world.personal(ix).mark.map_or((" ", look.theme.text), |mark| look.mark(mark));
    Entry { mark: Some(mark), first: session.title.clone(), second: parts.join(" · "), warning }
}

fn draw_entry(canvas: &mut Canvas, row: Rect, entry: &Entry, over: Style) {
    let theme = &canvas.look.theme;
    let [text, warning, dim] = [theme.text, theme.warning, theme.dim].map(|style| Look::over(style, over));
    let cells = usize::from(row.width).saturating_sub(2);
    let mark = entry.mark.map(|(glyph, style)| [(glyph, Look::over(style, over)), (" ", text)]);
    let first: Vec<(&str, Style)> = mark.into_iter().flatten().chain([(entry.first.as_str(), text)]).collect();
    canvas.texts(row.x + 1, row.y, cells, &first);
    if row.height > 1 {
        let second = [(entry.warning.as_str(), warning), (entry.second.as_str(), dim)];
        canvas.texts(row.x + 3, row.y + 1, cells.saturating_sub(2), &second);
    }
}
