//! The first and the last line of the window, and the one line of a window that is too small.

use crate::action::{Action, Mode};
use crate::keymap::Continuation;
use crate::measure::{fitting, width};
use crate::model::Mark;
use crate::tui::app::{Overlay, Pane, Screen, State};
use crate::tui::screens::agenda::lines::Choice;
use crate::tui::screens::events::state::EventRow;
use crate::tui::widgets::canvas::Canvas;
use crate::words::{counted, sign};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The counts of marks take at least so many cells.
const LEAST_MARKS: usize = 14;

/// Name, screens, what is loaded, what is marked.
pub fn header(canvas: &mut Canvas, area: Rect, state: &State) {
    let theme = &canvas.look.theme;
    let (dim, accent, title) = (theme.dim, theme.accent, theme.title);
    let mut texts: Vec<(String, Style)> = vec![(" kubetalks ".to_owned(), accent)];
    let names: usize = Screen::ALL.iter().map(|screen| width(screen.title()) + 2).sum();
    let all_fit = width(&texts[0].0) + names + LEAST_MARKS <= usize::from(area.width);
    for screen in Screen::ALL.iter().filter(|screen| all_fit || **screen == state.screen) {
        let style = if *screen == state.screen { title } else { dim };
        texts.push((format!("  {}", screen.title()), style));
    }
    let borrowed: Vec<(&str, Style)> = texts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    let used = canvas.texts(area.x, area.y, usize::from(area.width), &borrowed);
    let (going, interested) = state.mark_counts();
    let marks = format!("{} {going}  {} {interested} ", sign(Mark::Going), sign(Mark::Interested));
    let loaded = format!(
        "{} · {}   ",
        counted(state.programme.events().len(), "event"),
        counted(state.programme.sessions().len(), "session")
    );
    let room = usize::from(area.width).saturating_sub(used + 2);
    let full = format!("{loaded}{marks}");
    let shown = [full.as_str(), marks.as_str()].into_iter().find(|text| width(text) <= room);
    canvas.right(area, area.y, shown.unwrap_or_default(), dim);
}

/// What may follow the keys pressed so far, what just happened, or what can be done here.
pub fn footer(canvas: &mut Canvas, area: Rect, state: &State) {
    let cells = usize::from(area.width).saturating_sub(2);
    let (x, y) = (area.x + 1, area.y);
    if !state.pending.is_empty() {
        return continuations(canvas, area, state);
    }
    if let Some(status) = &state.status {
        let style = canvas.look.severity(status.severity);
        canvas.text(x, y, cells, &status.text, style);
        return;
    }
    if let Some(problem) = state.browse.query_problems.first().filter(|_| state.overlay.is_none()) {
        let advice = problem.advice.as_ref().map_or(String::new(), |advice| format!("; {advice}"));
        let style = canvas.look.theme.warning;
        canvas.text(x, y, cells, &format!("{}{advice}", problem.message), style);
        return;
    }
    let (key, dim, accent) = (canvas.look.theme.key, canvas.look.theme.dim, canvas.look.theme.accent);
    let mut used = 0;
    if let Some(fetches) = state.fetches_in_words() {
        used = canvas.text(x, y, cells, &fetches, accent) + 3;
    }
    for (action, said) in hints(state) {
        // A key that is called what it does, such as `down` in a text field, needs no hint.
        let Some(spelled) = state.key_hint(action).filter(|key| key != said) else { continue };
        let spelled = format!("{spelled} ");
        if used + width(&spelled) + width(said) > cells {
            break;
        }
        let from = x + u16::try_from(used).unwrap_or(0);
        used += canvas.texts(from, y, cells - used, &[(&spelled, key), (said, dim)]) + 3;
    }
}

fn continuations(canvas: &mut Canvas, area: Rect, state: &State) {
    let (key, dim, accent) = (canvas.look.theme.key, canvas.look.theme.dim, canvas.look.theme.accent);
    let cells = usize::from(area.width).saturating_sub(2);
    let pending: Vec<String> = state.pending.iter().map(ToString::to_string).collect();
    let mut texts = vec![(format!("{} …   ", pending.join(" ")), accent)];
    for (next, what) in state.keymap.continuations(state.mode(), &state.pending) {
        let what = match what {
            Continuation::Action(action) => action.short(),
            Continuation::Prefix => "…",
        };
        texts.push((format!("{next} "), key));
        texts.push((format!("{what}   "), dim));
    }
    let borrowed: Vec<(&str, Style)> = texts.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    canvas.texts(area.x + 1, area.y, cells, &borrowed);
}

/// While a session or a person is read.
const READER: &[Action] = &[
    Action::Going,
    Action::Interested,
    Action::Back,
    Action::NextSession,
    Action::PreviousSession,
    Action::Note,
    Action::OpenLink,
    Action::Copy,
    Action::Help,
];

/// The actions worth a hint, and what to call them there.
fn hints(state: &State) -> Vec<(Action, &'static str)> {
    use Action as A;
    let plain = |actions: &[Action]| actions.iter().map(|action| (*action, action.short())).collect();
    match (state.mode(), state.browse.focus) {
        (Mode::Search, _) => vec![(A::Enter, "done"), (A::Next, "down"), (A::NextPane, "pane"), (A::Help, "help")],
        (Mode::Note, _) => vec![(A::Back, "keep and close"), (A::EditNote, "your own editor")],
        (Mode::Help, _) => vec![(A::Back, "close"), (A::PageDown, "further")],
        (Mode::Problems, _) => vec![(A::Back, "close")],
        (Mode::Plan, _) => plan_hints(state),
        (Mode::Links, _) => vec![(A::Enter, "open"), (A::Back, "close")],
        (Mode::Choice, _) => match state.overlay {
            Some(Overlay::Fill(_)) => plain(&[A::Going, A::Interested, A::Enter, A::Back, A::Undo, A::Help]),
            _ => vec![(A::Enter, "take it"), (A::Back, "close"), (A::Help, "help")],
        },
        (Mode::Agenda, _) => agenda_hints(state),
        (Mode::Report, _) => vec![(A::Back, "close"), (A::PageDown, "further")],
        (Mode::Source, _) => vec![(A::Enter, "open"), (A::Back, "close")],
        (Mode::Events, _) => events_hints(state),
        (Mode::Reader, _) => plain(READER),
        (Mode::Now, _) => plain(&[A::Going, A::Interested, A::Enter, A::Plan, A::Seen, A::Agenda, A::Help, A::Quit]),
        (Mode::Timetable, _) => plain(&[
            A::NextRoom,
            A::NextRooms,
            A::Going,
            A::Interested,
            A::Enter,
            A::Search,
            A::NextDay,
            A::Help,
            A::NextEvent,
            A::OtherZone,
            A::Sessions,
        ]),
        (_, Pane::Tracks | Pane::Speakers) => {
            let mut hints = vec![(A::Enter, "to the list"), (A::ClearFilters, "show all")];
            hints.extend([A::NextPane, A::Search, A::Help, A::Quit].map(|action| (action, action.short())));
            hints
        }
        (_, Pane::Detail) => plain(&[A::Next, A::Enter, A::Back, A::Going, A::Interested, A::NextPane, A::Help]),
        _ => plain(&[
            A::Search,
            A::Going,
            A::Interested,
            A::Enter,
            A::NextPane,
            A::Help,
            A::Undo,
            A::Note,
            A::Seen,
            A::Quit,
        ]),
    }
}

/// What can be done with the chosen line of the agenda comes first.
fn agenda_hints(state: &State) -> Vec<(Action, &'static str)> {
    use Action as A;
    let first = match state.screens.agenda.choice() {
        Some(Choice::Conflict(_)) => vec![(A::Solve, A::Solve.short())],
        Some(Choice::Gap(_)) => vec![(A::Fill, "what fits")],
        Some(Choice::Session(_)) => [A::Going, A::Interested, A::Enter].map(|action| (action, action.short())).into(),
        Some(Choice::Kept(_)) => Vec::new(),
        None => return [A::Sessions, A::Search, A::Events, A::Help, A::Quit].map(|one| (one, one.short())).into(),
    };
    let rest = [A::NextDay, A::Search, A::Plan, A::Help, A::Undo, A::Note, A::Seen, A::Copy, A::Quit];
    first.into_iter().chain(rest.map(|action| (action, action.short()))).collect()
}

/// What can be done with a plan.
fn plan_hints(state: &State) -> Vec<(Action, &'static str)> {
    use Action as A;
    let ticked = matches!(&state.overlay, Some(Overlay::Plan(view)) if view.ticked().next().is_some());
    let lunch = if state.planning.lunch.is_some() { "no lunch" } else { "keep lunch free" };
    let mut hints = vec![(A::Back, "leave it"), (A::Tick, A::Tick.short()), (A::Fix, "fix"), (A::NextDay, "next day")];
    hints.extend([(A::Suggest, "suggest"), (A::Lunch, lunch), (A::TickAll, "all or none"), (A::Help, "help")]);
    if ticked {
        hints.insert(0, (A::Enter, "take what is ticked"));
    }
    hints
}

/// What can be done with the chosen event.
fn events_hints(state: &State) -> Vec<(Action, &'static str)> {
    use Action as A;
    let chosen = match state.screens.events.chosen() {
        Some(EventRow::Known(known, _)) => Some(known),
        Some(EventRow::Arriving(fetching)) if fetching.runs() => return vec![(A::Import, "import"), (A::Help, "help")],
        Some(EventRow::Arriving(_)) => {
            return vec![
                (A::Refresh, "try again"),
                (A::Forget, "take it away"),
                (A::Import, "import"),
                (A::Help, "help"),
            ];
        }
        None => None,
    };
    let mut hints = vec![(A::Enter, "sessions"), (A::Import, "import")];
    if chosen.is_some_and(|known| known.has_way_back()) {
        hints.push((A::Refresh, "refresh"));
    }
    let part = if chosen.is_some_and(|known| known.taking_part) { "leave out" } else { "take part" };
    hints.push((A::TakePart, part));
    if chosen.is_some_and(|known| known.fetched.is_some()) {
        hints.extend([(A::Changes, "changes"), (A::Report, "report"), (A::Forget, "forget")]);
    }
    hints.extend([(A::RefreshAll, "refresh all"), (A::Help, "help"), (A::Quit, "quit")]);
    hints
}

/// All that fits into a window too small for anything else.
pub fn one_line(canvas: &mut Canvas, area: Rect, state: &State) {
    let text = match (&state.overlay, state.current()) {
        (Some(Overlay::Source(view)), _) => Some(view.text.value().to_owned()),
        (Some(Overlay::Note(view)), _) => view.text.lines.get(view.text.row).map(|line| line.value().to_owned()),
        (_, Some(session)) => Some(state.programme.session(session).title.clone()),
        _ => None,
    };
    let text = text.unwrap_or_else(|| "kubetalks".to_owned());
    let (shown, _) = fitting(&text, usize::from(area.width));
    let style = canvas.look.theme.text;
    if area.height > 0 {
        canvas.text(area.x, area.y, usize::from(area.width), shown, style);
    }
}
