//! The first and the last line of the window, and the one line of a window that is too small.

use crate::action::Action;
use crate::keymap::Continuation;
use crate::measure::{fitting, width};
use crate::model::Mark;
use crate::tui::app::App;
use crate::tui::ask::ScreenId;
use crate::tui::widgets::canvas::Canvas;
use crate::words::{counted, sign};
use ratatui::{layout::Rect, style::Style};

/// The counts of marks take at least so many cells.
const LEAST_MARKS: usize = 14;

/// Name, screens, what is loaded, what is marked.
pub fn header(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let theme = &canvas.look.theme;
    let (dim, accent, title) = (theme.dim, theme.accent, theme.title);
    let mut texts: Vec<(String, Style)> = vec![(" kubetalks ".to_owned(), accent)];
    let names: usize = ScreenId::ALL.iter().map(|screen| width(screen.title()) + 2).sum();
    let all_fit = width(&texts[0].0) + names + LEAST_MARKS <= usize::from(area.width);
    for screen in ScreenId::ALL.iter().filter(|screen| all_fit || **screen == app.screen()) {
        let style = if *screen == app.screen() { title } else { dim };
        texts.push((format!("  {}", screen.title()), style));
    }
    let used = canvas.texts(area.x, area.y, usize::from(area.width), &texts);
    let (going, interested) = app.world().marks().counts();
    let marks = format!("{} {going}  {} {interested} ", sign(Mark::Going), sign(Mark::Interested));
    let loaded = format!(
        "{} · {}   ",
        counted(app.world().programme().events().len(), "event"),
        counted(app.world().programme().sessions().len(), "session")
    );
    let room = usize::from(area.width).saturating_sub(used + 2);
    let full = format!("{loaded}{marks}");
    let shown = [full.as_str(), marks.as_str()].into_iter().find(|text| width(text) <= room);
    canvas.right(area, area.y, shown.unwrap_or_default(), dim);
}

pub fn footer(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let cells = usize::from(area.width).saturating_sub(2);
    let (x, y) = (area.x + 1, area.y);
    if !app.pending.is_empty() {
        return continuations(canvas, area, app);
    }
    if let Some(status) = &app.status {
        let style = canvas.look.severity(status.severity);
        canvas.text(x, y, cells, &status.text, style);
        return;
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
    for (action, said) in app.hints() {
        // A key that is called what it does, such as `down` in a text field, needs no hint.
        let Some(spelled) = app.key_hint(action).filter(|key| key != said) else { continue };
        let spelled = format!("{spelled} ");
        if used + width(&spelled) + width(said) > cells {
            break;
        }
        let from = x + u16::try_from(used).unwrap_or(0);
        used += canvas.texts(from, y, cells - used, &[(spelled.as_str(), key), (said, dim)]) + 3;
    }
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

/// All that fits into a window too small for anything else.
pub fn one_line(canvas: &mut Canvas<'_, '_>, area: Rect, app: &App) {
    let written = app.top().and_then(|layer| layer.line()).map(str::to_owned);
    let title = || app.chosen().session.map(|session| app.world().programme().session(session).title.clone());
    let text = written.or_else(title).unwrap_or_else(|| "kubetalks".to_owned());
    let (shown, _) = fitting(&text, usize::from(area.width));
    let style = canvas.look.theme.text;
    if area.height > 0 {
        canvas.text(area.x, area.y, usize::from(area.width), shown, style);
    }
}
