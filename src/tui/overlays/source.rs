//! The field for the name, the file or the address of a new event.

use crate::action::{Action, Mode};
use crate::catalogue::{Conference, find};
use crate::measure::wrap;
use crate::tui::ask::{Ask, Asks, Status, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::widgets::{Canvas, Prompt, field, field::Typed};
use crate::tui::world::{World, effect::Effect, events::Fetch, events::Fetching};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

const ADVICE: [&str; 2] = [
    "A conference's name, its address or home page, or the file of a schedule.",
    "Most formats are known: XML, JSON, iCalendar. tab completes a path.",
];

/// The longest address, in letters.
const LONGEST: usize = 2_000;
/// How many conferences are shown at most.
const ROWS: u16 = 6;

#[derive(Debug, Clone, Default)]
pub struct SourceView {
    prompt: Prompt,
    /// The conferences that have the words that were typed.
    found: Derived<(String, usize), Vec<Conference>>,
    /// What failed before, as it was typed, and why.
    failed: Option<(String, Vec<String>)>,
}

impl SourceView {
    /// With what was typed last where that failed, or with `again`: whoever types begins anew, whoever moves mends it.
    pub fn new(world: &World, again: Option<&str>) -> Self {
        let fetches = world.events().fetches().iter().rev().filter(|one| !one.runs());
        let failed = fetches.filter_map(new_one).find(|(typed, _)| again.is_none_or(|again| typed == again));
        let text = Input::new(failed.as_ref().map_or(String::new(), |(typed, _)| typed.clone()));
        let prompt = Prompt { text, fresh: failed.is_some(), ..Prompt::default() };
        Self { prompt, failed, ..Self::default() }
    }

    /// Why what stands there failed.
    fn failure(&self) -> &[String] {
        let same = self.failed.as_ref().filter(|(typed, _)| *typed == self.prompt.text.value());
        same.map_or(&[], |(_, failure)| failure)
    }

    /// What is said where there is nothing to choose among.
    fn advice(&self) -> Vec<&str> {
        let failure = self.failure();
        if failure.is_empty() { ADVICE.to_vec() } else { failure.iter().map(String::as_str).collect() }
    }

    /// The attempt that failed goes as soon as another is made.
    fn without_failed(&mut self, ask: Ask) -> Asks {
        let failed = self.failed.take().map(|(typed, _)| Ask::Drop(Fetch::New(typed)));
        [Ask::Close].into_iter().chain(failed).chain([ask]).collect()
    }

    /// Goes on with a path where it is still what was typed.
    pub fn complete(&mut self, typed: &str, path: String) {
        if self.prompt.text.value() == typed {
            self.prompt.text = Input::new(path);
        }
    }

    /// How many rows there are to choose among: conferences, then the lists that have to be fetched, as one.
    fn rows(&self, world: &World) -> usize {
        let words = is_name(unquoted(self.prompt.text.value()));
        self.found.get().len() + usize::from(words && !world.events().conferences().to_fetch.is_empty())
    }
}

impl Overlay for SourceView {
    fn refresh(&mut self, world: &World, _area: Rect) {
        let typed = unquoted(self.prompt.text.value());
        let all = &world.events().conferences().all;
        let today = world.now().date_naive();
        let words = is_name(typed);
        let found = || if words { find(typed, all, today) } else { Vec::new() };
        let other = self.found.refresh((typed.to_owned(), all.len()), found);
        self.prompt.fit(other, self.rows(world), ROWS);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        let typed = unquoted(self.prompt.text.value());
        match action {
            Action::Complete => return Some(vec![Ask::Do(Effect::Complete(self.prompt.text.value().to_owned()))]),
            Action::Enter => {}
            _ => return self.prompt.cursor.turn(action).then(Asks::new),
        }
        if typed.is_empty() {
            return Some(warn("type a name, a file or an address"));
        }
        Some(match self.found.get().get(self.prompt.cursor.at) {
            Some(chosen) => {
                let ask = Ask::Do(Effect::Choose(Box::new(chosen.clone())));
                self.without_failed(ask)
            }
            None if self.prompt.cursor.at < self.rows(world) => {
                let from = world.events().conferences().to_fetch.join("; ");
                vec![Ask::Do(Effect::Conferences(true)), Ask::Say(Status::said(format!("fetching {from}")))]
            }
            None => {
                let ask = Ask::Do(Effect::Import(typed.to_owned()));
                self.without_failed(ask)
            }
        })
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.prompt.click(area, at);
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        let typed = if let Typed::Pasted(text) = typed { Typed::Pasted(text.trim()) } else { typed };
        self.prompt.edit(typed);
        true
    }

    fn room(&self) -> Option<usize> {
        Some(if self.prompt.fresh { LONGEST } else { field::room(&self.prompt.text, LONGEST) })
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, world: &World, body: Rect) -> (u16, u16) {
        let width = body.width.min(84);
        let cells = usize::from(width.saturating_sub(4));
        let said = self.advice().iter().map(|line| wrap(line, cells, 0).len()).sum::<usize>();
        let rows = match self.rows(world) {
            0 => u16::try_from(said).unwrap_or(u16::MAX).max(3),
            rows => u16::try_from(rows).unwrap_or(u16::MAX).clamp(3, ROWS),
        };
        (width, rows.saturating_add(4))
    }

    fn hints(&self, world: &World) -> Hints {
        let does = if self.rows(world) > 0 { "choose" } else { "open" };
        vec![(Action::Enter, does), (Action::Complete, "complete"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.prompt.text.value())
    }
}

impl Draw for SourceView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let said = (&*self.advice(), !self.failure().is_empty());
        self.prompt.draw(canvas, area, "Bring in an event", said, |at| match self.found.get().get(at) {
            Some(one) => {
                let facts = [one.when(), one.whereabouts(), one.from.clone()];
                let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
                [one.name.clone(), format!("  {}", facts.join(" · "))]
            }
            None => {
                let from = world.events().conferences().to_fetch.join("; ");
                ["look further: ".to_owned(), format!("fetches {from}")]
            }
        });
    }
}

/// What was typed for an event that is new, and why it failed.
fn new_one(fetching: &Fetching) -> Option<(String, Vec<String>)> {
    match &fetching.fetch {
        Fetch::New(typed) => Some((typed.clone(), fetching.failure.clone())),
        Fetch::Again(_) => None,
    }
}

/// Whether what was typed may be the name of a conference, and is no address and no path.
fn is_name(typed: &str) -> bool {
    typed.chars().count() > 1 && !typed.contains(['/', '.', '~', ':'])
}

/// What was typed without the quotes and blanks that come with a path that is dropped on the window.
fn unquoted(typed: &str) -> &str {
    let typed = typed.trim();
    let inner = |quote| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('\'').or_else(|| inner('"')).unwrap_or(typed)
}
