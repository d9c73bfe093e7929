//! The first and the last line of the window, and the one line of a window that is too small.

use crate::action::{Action, Mode};
use crate::keymap::Continuation;
use crate::measure::{cut, fitting, whole_parts, width};
use crate::model::Mark;
use crate::problem::Severity;
use crate::tui::app::App;
use crate::tui::ask::ScreenId;
use crate::tui::layout::LOW;
use crate::tui::widgets::canvas::Canvas;
use crate::words::{counted, sign};
use ratatui::{layout::Rect, style::Modifier, style::Style};

/// A place that is cut shorter than that says no more than the hour.
const PLACE: usize = 8;

/// What a piece of the header is.
#[derive(Clone, Copy)]
enum Piece {
    Program,
    Screen(ScreenId),
    /// What waits on a screen.
    Badge(ScreenId),
}

/// How the screens are named.
#[derive(Clone, Copy)]
struct Form {
    /// The program before them.
    program: bool,
    /// All of them, or the one in sight.
    named: bool,
    /// Also those that are a way to look at the list rather than a place.
    ways: bool,
    /// Whether the counts of marks have to fit beside them.
    marks: bool,
}

/// The fullest first.
const FORMS: [Form; 5] = [
    Form { program: true, named: true, ways: true, marks: true },
    Form { program: true, named: true, ways: false, marks: true },
    Form { program: false, named: true, ways: false, marks: false },
    Form { program: false, named: false, ways: true, marks: true },
    Form { program: false, named: false, ways: false, marks: false },
];

/// The screens with their keys, and as many of their names as there is room for.
fn tabs(app: &App, cells: usize) -> Vec<(String, Piece)> {
    let mut tabs = Vec::new();
    for form in FORMS {
        tabs = tabs_in(app, form);
        let kept = if form.marks { width(&marks(app)) + 2 } else { 0 };
        if tabs.iter().map(|(text, _)| width(text)).sum::<usize>() + kept <= cells {
            break;
        }
    }
    tabs
}

fn tabs_in(app: &App, Form { program, named, ways, .. }: Form) -> Vec<(String, Piece)> {
    let mut tabs: Vec<(String, Piece)> = Vec::new();
    if program {
        tabs.push((" kubetalks ".to_owned(), Piece::Program));
    }
    let is_way = |screen: &ScreenId| matches!(screen, ScreenId::Triage | ScreenId::Insights);
    let is_named = |screen: &ScreenId| ways || !is_way(screen) || app.screen() == *screen;
    for screen in ScreenId::ALL.iter().copied().filter(is_named) {
        let key = app.world().key_for(Mode::Global, screen.action());
        let title = Some(screen.title()).filter(|_| named || screen == app.screen() || key.is_none());
        let words: Vec<&str> = key.as_deref().into_iter().chain(title).collect();
        tabs.push((format!("  {}", words.join(" ")), Piece::Screen(screen)));
        let waiting = match screen {
            ScreenId::Agenda => app.world().marks().clashing.len() / 2,
            ScreenId::Events => app.world().events().fetches().iter().filter(|one| !one.runs()).count(),
            _ => 0,
        };
        if waiting > 0 {
            tabs.push((format!(" !{waiting}"), Piece::Badge(screen)));
        }
    }
    tabs
}

/// How much is marked.
fn marks(app: &App) -> String {
    let (going, interested) = app.world().marks().counts();
    format!("{} {going}  {} {interested} ", sign(Mark::Going), sign(Mark::Interested))
}

/// The screen whose name or key stands in a column of the header.
pub fn screen_at(app: &App, cells: usize, column: usize) -> Option<ScreenId> {
    let mut end = 0;
    tabs(app, cells).into_iter().find_map(|(text, piece)| {
        end += width(&text);
        match piece {
            Piece::Screen(screen) | Piece::Badge(screen) if column < end => Some(screen),
            _ => None,
        }
    })
}

/// The screens with their keys, what waits on them, what is loaded, what is marked.
pub fn header(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let theme = &canvas.look.theme;
    let (dim, accent, title, warning) = (theme.dim, theme.accent, theme.title, theme.warning);
    let all = tabs(app, usize::from(area.width));
    let badges: Vec<ScreenId> = all
        .iter()
        .filter_map(|(_, piece)| if let Piece::Badge(screen) = piece { Some(*screen) } else { None })
        .collect();
    let waits = |screen| badges.contains(&screen);
    let style = |piece| match piece {
        Piece::Program => accent,
        Piece::Screen(screen) if screen == app.screen() => title,
        // The badge and what it is about are seen as one.
        Piece::Screen(screen) if waits(screen) => warning,
        Piece::Screen(_) => dim,
        Piece::Badge(_) => warning.add_modifier(Modifier::BOLD),
    };
    let tabs = all.into_iter();
    let texts: Vec<(String, Style)> = tabs.map(|(text, piece)| (text, style(piece))).collect();
    let used = canvas.texts(area.x, area.y, usize::from(area.width), &texts);
    let marks = marks(app);
    let loaded = format!(
        "{} · {}   ",
        counted(app.world().programme().events().len(), "event"),
        counted(app.world().programme().sessions().len(), "session")
    );
    let room = usize::from(area.width).saturating_sub(used + 2);
    let full = format!("{loaded}{marks}");
    let sessions = format!("{}   {marks}", counted(app.world().programme().sessions().len(), "session"));
    let shown = [full.as_str(), sessions.as_str(), marks.as_str()].into_iter().find(|text| width(text) <= room);
    canvas.right(area, area.y, shown.unwrap_or_default(), dim);
}

pub fn footer(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let mut cells = usize::from(area.width).saturating_sub(2);
    let (mut x, y) = (area.x + 1, area.y);
    if !app.pending.is_empty() {
        return continuations(canvas, area, app);
    }
    let is_told = app.status.as_ref().is_some_and(|status| status.severity == Severity::Error);
    if let Some(word) = app.world().marks().unstored.told().filter(|_| !is_told) {
        let used = canvas.text(x, y, cells, word, canvas.look.theme.warning) + 3;
        (x, cells) = (x + u16::try_from(used).unwrap_or(0), cells.saturating_sub(used));
    }
    if let Some(status) = &app.status {
        let style = canvas.look.severity(status.severity);
        canvas.text(x, y, cells, &whole_parts(&status.text, " · ", cells), style);
        return;
    }
    let offers = &app.world().offers().values;
    if !offers.is_empty() && app.top().is_none() {
        return offered(canvas, (x, y), cells, app);
    }
    if let Some(problem) = app.world().filter().problems.first().filter(|_| app.top().is_none()) {
        let advice = problem.advice.as_ref().map_or(String::new(), |advice| format!("; {advice}"));
        let style = canvas.look.theme.warning;
        canvas.text(x, y, cells, &format!("{}{advice}", problem.message), style);
        return;
    }
    let (key, dim, accent) = (canvas.look.theme.key, canvas.look.theme.dim, canvas.look.theme.accent);
    let mut used = 0;
    if let Some(fetches) = app.world().events().fetches_in_words(app.key_hint(Action::Stop).as_deref()) {
        used = canvas.text(x, y, cells, &fetches, accent) + 3;
    }
    for (spelled, said, _) in hints_in(app, cells, used) {
        let from = x + u16::try_from(used).unwrap_or(0);
        let texts = [(format!("{spelled} "), key), (said.to_owned(), dim)];
        used += canvas.texts(from, y, cells.saturating_sub(used), &texts) + 3;
    }
}

/// The action whose hint stands in a column of the footer; nothing where it tells something else.
pub fn hint_at(app: &App, cells: usize, column: usize) -> Option<Action> {
    let asks = !app.world().offers().values.is_empty() || !app.world().filter().problems.is_empty();
    let fetches = app.world().events().fetches_in_words(None).is_some();
    if tells(app) || fetches || asks && app.top().is_none() {
        return None;
    }
    let mut end = 1;
    hints_in(app, cells.saturating_sub(2), 0).into_iter().find_map(|(spelled, said, action)| {
        let begin = end;
        end += width(&spelled) + width(said) + 4;
        (begin..end - 3).contains(&column).then_some(action)
    })
}

/// The hints that so many cells hold of which some are used, with their keys.
fn hints_in(app: &App, cells: usize, used: usize) -> Vec<(String, &'static str, Action)> {
    // How to learn the rest is the last that is given up.
    let help = app.key_hint(Action::Help).map(|spelled| (spelled, Action::Help.short(), Action::Help));
    let kept = help.as_ref().map_or(0, |(spelled, said, _)| width(spelled) + width(said) + 4);
    // A key that is called what it does, such as `down` in a text field, needs no hint.
    let others = app.hints().into_iter().filter(|(action, _)| *action != Action::Help);
    let key = |action, said: &str| app.key_hint(action).filter(|key| key != said);
    let others = others.filter_map(|(action, said)| Some((key(action, said)?, said, action)));
    let room = cells.saturating_sub(kept);
    let mut shown: Vec<(String, &'static str, Action)> = Vec::new();
    let mut end = used;
    for (spelled, said, action) in others {
        end += width(&spelled) + width(said) + 1;
        if end > room {
            break;
        }
        end += 3;
        shown.push((spelled, said, action));
    }
    shown.extend(help);
    shown
}

/// The values that may take the place of what is typed, from the one that did on.
fn offered(canvas: &mut Canvas<'_, '_>, (x, y): (u16, u16), cells: usize, app: &App) {
    let (key, dim, title) = (canvas.look.theme.key, canvas.look.theme.dim, canvas.look.theme.title);
    let offers = &app.world().offers().values;
    let taken = app.world().filter().offered.as_ref().map(|(_, at)| *at);
    let spelled = app.key_hint(Action::Complete).unwrap_or_default();
    let mut texts = vec![(format!("{spelled} "), key)];
    for (at, value) in offers.iter().enumerate().skip(taken.unwrap_or(0)) {
        if at > taken.unwrap_or(0) {
            texts.push((" · ".to_owned(), dim));
        }
        texts.push((value.clone(), if taken == Some(at) { title } else { dim }));
    }
    canvas.texts(x, y, cells, &texts);
}

fn continuations(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let (key, dim, accent) = (canvas.look.theme.key, canvas.look.theme.dim, canvas.look.theme.accent);
    let cells = usize::from(area.width).saturating_sub(2);
    let pending: Vec<String> = app.pending.iter().map(ToString::to_string).collect();
    let mut texts = vec![(format!("{} …   ", pending.join(" ")), accent)];
    for (next, what) in app.world().keymap().continuations(app.mode(), &app.pending) {
        let what = match what {
            Continuation::Action(action) => action.short(),
            Continuation::Prefix => "…",
        };
        texts.push((format!("{next} "), key));
        texts.push((format!("{what}   "), dim));
    }
    canvas.texts(area.x + 1, area.y, cells, &texts);
}

/// When to leave, on a line of its own or in place of the hints.
pub fn urgent(canvas: &mut Canvas<'_, '_>, area: Rect, (parts, late): &(Vec<String>, bool)) {
    let style = if *late { canvas.look.theme.error } else { canvas.look.theme.now };
    let cells = usize::from(area.width).saturating_sub(2);
    canvas.text(area.x + 1, area.y, cells, &leave_line(parts, cells), style);
}

/// In so many cells the way is left out, and then the place is cut, rather than when to leave, as long as anything of the
/// place can be told.
fn leave_line(parts: &[String], cells: usize) -> String {
    let line = parts.join(" · ");
    let [place, said, ..] = parts else { return line };
    let short = said.split(" (").next().unwrap_or(said);
    let left = |said: &str| cells.saturating_sub(width(said) + 3);
    if width(place) <= left(said) || left(short) < PLACE {
        return line;
    }
    format!("{} · {short}", cut(place, left(short)))
}

/// Whether the last line says what was asked for or what just happened, and no mere hints.
fn tells(app: &App) -> bool {
    app.status.is_some() || !app.pending.is_empty() || app.world().marks().unstored.told().is_some()
}

/// Whether the last line says when to leave, for want of a line for that alone.
pub fn leaves_in_footer(app: &App, height: u16) -> bool {
    height <= LOW && app.world().leave().is_some() && !tells(app)
}

/// All that fits into a window too small for anything else.
pub fn one_line(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let written = app.top().and_then(|layer| layer.line()).map(str::to_owned);
    let title = || app.chosen().session.map(|session| app.world().programme().session(session).title.clone());
    let leave = app.world().leave_line().filter(|_| written.is_none());
    let leave = leave.map(|(parts, _)| leave_line(&parts, usize::from(area.width)));
    let text = written.or(leave).or_else(title).unwrap_or_else(|| "kubetalks".to_owned());
    let (shown, _) = fitting(&text, usize::from(area.width));
    let style = canvas.look.theme.text;
    if area.height > 0 {
        canvas.text(area.x, area.y, usize::from(area.width), shown, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_left_out_before_the_room_and_the_room_before_when_to_leave() {
        let parts = ["★ 16:45 Hall 7 | Room C", "leave in 5 min (5 min walk)"].map(str::to_owned);
        assert_eq!(leave_line(&parts, 60), "★ 16:45 Hall 7 | Room C · leave in 5 min (5 min walk)");
        assert_eq!(leave_line(&parts, 45), "★ 16:45 Hall 7 | Room C · leave in 5 min");
        assert_eq!(leave_line(&parts, 38), "★ 16:45 Hall 7 | Roo… · leave in 5 min");
    }
}
