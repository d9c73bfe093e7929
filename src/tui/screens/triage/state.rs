//! The screen Triage: which session is in sight, which were met, which comes next.

use crate::action::Action;
use crate::agenda::Showings;
use crate::model::{EventIx, Mark, Personal, SessionIx};
use crate::tui::ask::{Ask, Asks, Chosen, say};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::screens::triage::page::{page, summary};
use crate::tui::screens::triage::place::page_area;
use crate::tui::screens::triage::pool::{Pool, PoolKey};
use crate::tui::screens::triage::progress::{Pace, Progress};
use crate::tui::screens::triage::taste::Taste;
use crate::tui::widgets::list::Scroll;
use crate::tui::widgets::{Layouts, Row};
use crate::tui::world::{FactStamp, World, remap::Remap};
use crate::words::{marked, sign};
use ratatui::layout::{Position, Rect};
use std::collections::BTreeSet;

/// What was decided about one that was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Marked(Mark),
    PutOff,
}

/// One that was met, by its first showing.
#[derive(Debug, Clone, Copy)]
struct Met {
    first: SessionIx,
    /// How it was marked when it came.
    before: Option<Mark>,
    made: Option<Made>,
}

#[derive(Debug, Clone, Default)]
pub struct TriageScreen {
    /// The one event that is gone through; all that the list has where there is none.
    event: Option<EventIx>,
    pool: Derived<PoolKey, Pool>,
    /// Those that were met since it was opened, in order, and the one of them in sight; past the end is the summary.
    met: Vec<Met>,
    at: usize,
    /// Those that were put off.
    later: BTreeSet<SessionIx>,
    /// Whether what is most like the marks comes first.
    pub by_likeness: bool,
    taste: Taste,
    /// Whether the last one came before it was known how like anything is.
    early: bool,
    pace: Pace,
    rows: Derived<(FactStamp, Option<SessionIx>, u16), Vec<Row>>,
    layouts: Layouts,
    pub(super) scroll: Scroll,
    pub(super) progress: Progress,
}

impl Screen for TriageScreen {
    /// Begins anew with what the list has, where one stopped.
    fn enter(&mut self, world: &World, current: Chosen) -> Asks {
        let programme = world.programme();
        let narrowed = world.filter().is_narrowed() || programme.events().len() < 2;
        let first = || world.found().hits.first().copied();
        let event = current.session.or_else(first).map(|ix| programme.event_ix(ix));
        self.event = world.filter().scope.or(event.filter(|_| !narrowed));
        (self.met, self.at) = (Vec::new(), 0);
        self.pace.begin();
        Asks::new()
    }

    fn refresh(&mut self, world: &World, area: Rect) {
        let key = (world.revision().programme, world.revision().filter, self.event);
        self.pool.refresh(key, || Pool::new(world, self.event));
        self.follow_marks(world);
        if self.early && world.likeness().is_some() {
            self.early = false;
            // What is most like the marks comes first now, unless the user was faster.
            let is_open = self.at + 1 == self.met.len() && self.met[self.at].made.is_none();
            self.met.truncate(self.met.len() - usize::from(is_open));
        }
        if self.at >= self.met.len() {
            self.at = self.met.len();
            self.early = self.by_likeness && world.likeness().is_none();
            if let Some((first, before)) = self.next(world) {
                self.met.push(Met { first, before, made: None });
            }
        }
        self.progress = self.count(world);
        let inner = page_area(area);
        let chosen = self.in_sight();
        let shown = chosen.map(|showings| (showings.clone(), showings.best(&world.agenda_context())));
        let first = shown.as_ref().map(|(showings, _)| showings.first);
        let (pool, later, layouts) = (self.pool.get(), self.later.len(), &mut self.layouts);
        let fresh = self.rows.refresh((world.stamp(), first, inner.width), || {
            let document = match &shown {
                Some((showings, best)) => page(world, showings, *best),
                None => summary(world, pool, later),
            };
            layouts.rows(&document, usize::from(inner.width))
        });
        if fresh {
            self.scroll.fit(self.rows.get().len(), usize::from(inner.height));
        }
        self.scroll.fit(self.rows.get().len(), usize::from(inner.height));
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        Some(match action {
            Action::Going => self.decide(world, Mark::Going),
            Action::Interested => self.decide(world, Mark::Interested),
            Action::Dismissed => self.decide(world, Mark::Dismissed),
            Action::Later | Action::NextSession | Action::NextMatch => self.put_off(world),
            Action::PreviousSession | Action::PreviousMatch => self.back(),
            Action::Likeness => self.turn_order(),
            _ if self.scroll.turn(action) => Asks::new(),
            _ => return None,
        })
    }

    fn claims(&self, _world: &World, action: Action) -> bool {
        matches!(action, Action::Going | Action::Interested | Action::Dismissed)
    }

    fn click(&mut self, _world: &World, area: Rect, at: Position) -> Asks {
        self.scroll.click(at, area);
        Asks::new()
    }

    fn choose(&mut self, _world: &World, _session: SessionIx) {}

    fn chosen(&self) -> Chosen {
        Chosen::session(self.in_sight().map(|showings| showings.first))
    }

    fn remap(&mut self, remap: &Remap<'_>) {
        self.event = self.event.and_then(|event| remap.event(event));
        self.later = self.later.iter().filter_map(|ix| remap.session(*ix)).collect();
        // What has changed of those that were met is met again; the one in sight stays.
        let here = self.met.get(self.at).and_then(|met| Some(Met { first: remap.session(met.first)?, ..*met }));
        (self.met, self.at) = (here.into_iter().collect(), 0);
        self.pool.forget();
    }

    fn hints(&self, _world: &World) -> Hints {
        use Action as A;
        match self.in_sight() {
            Some(_) => {
                let mut hints = plain(&[A::Going, A::Interested, A::Dismissed, A::Later]);
                hints.push((A::PreviousSession, "back one"));
                hints.extend(plain(&[A::Enter, A::Undo, A::Likeness, A::Help]));
                hints.push((A::Back, "stop"));
                hints
            }
            None => {
                let mut hints = plain(&[A::Plan, A::Agenda]);
                hints.extend((!self.later.is_empty()).then_some((A::Later, "what was put off")));
                hints.extend([(A::PreviousSession, "back one"), (A::Back, "close"), (A::Help, A::Help.short())]);
                hints
            }
        }
    }
}

impl TriageScreen {
    /// The one in sight; none where all were met.
    pub fn in_sight(&self) -> Option<&Showings> {
        self.pool.get().at(self.met.get(self.at)?.first)
    }

    pub(super) fn rows(&self) -> &[Row] {
        self.rows.get()
    }

    /// The sessions that were put off, with the ids of their events.
    pub fn put_off_ids(&self, world: &World) -> Vec<(String, String)> {
        Pool::ids(world, &self.later)
    }

    /// Has these sessions put off.
    pub fn begin_with(&mut self, later: BTreeSet<SessionIx>) {
        self.later = later;
    }

    /// Those that wait to be met, those that were put off before last.
    fn to_come<'p>(&'p self, world: &'p World, later: bool) -> impl Iterator<Item = &'p Showings> {
        let met: BTreeSet<SessionIx> = self.met.iter().map(|met| met.first).collect();
        let pool = self.pool.get();
        pool.all.iter().filter(move |showings| {
            let first = showings.first;
            !met.contains(&first) && self.later.contains(&first) == later && pool.is_open(world, showings)
        })
    }

    /// The one to meet next, with its mark.
    fn next(&mut self, world: &World) -> Option<(SessionIx, Option<Mark>)> {
        if self.by_likeness {
            self.taste.learn(world);
        }
        let taste = &self.taste;
        let best = |later| {
            let mut waiting = self.to_come(world, later).enumerate();
            if !self.by_likeness {
                return waiting.next().map(|(_, showings)| showings);
            }
            let by_taste = |one: &(usize, &Showings), other: &(usize, &Showings)| {
                taste.of(one.1.first).total_cmp(&taste.of(other.1.first)).then(other.0.cmp(&one.0))
            };
            waiting.max_by(by_taste).map(|(_, showings)| showings)
        };
        let next = best(false).or_else(|| best(true))?;
        Some((next.first, next.mark(&world.agenda_context())))
    }

    fn count(&self, world: &World) -> Progress {
        let pool = self.pool.get();
        let waiting = self.to_come(world, false).count() + self.to_come(world, true).count();
        // Whoever went back stands before what they met after it.
        let ahead = waiting + self.met.len() - self.at;
        let of = pool.all.len();
        let (going, interested) = (pool.count(world, Mark::Going), pool.count(world, Mark::Interested));
        Progress { number: of + 1 - ahead.min(of), of, going, interested, minutes: self.pace.minutes(ahead) }
    }

    /// Goes back to what was taken back, and on from what was decided while it was read in full.
    fn follow_marks(&mut self, world: &World) {
        let context = world.agenda_context();
        let mark = |met: &Met| self.pool.get().at(met.first).and_then(|showings| showings.mark(&context));
        let before = self.at.checked_sub(1).and_then(|at| self.met.get(at));
        let is_undone = |met: &Met| matches!(met.made, Some(Made::Marked(made)) if mark(met) != Some(made));
        if before.is_some_and(is_undone) {
            self.at -= 1;
            self.met[self.at].made = None;
            return;
        }
        let here = self.met.get(self.at).filter(|met| met.made.is_none());
        if let Some(mark) = here.and_then(|met| mark(met).filter(|mark| met.before != Some(*mark))) {
            self.met[self.at].made = Some(Made::Marked(mark));
            self.go_on(world);
        }
    }

    fn decide(&mut self, world: &World, mark: Mark) -> Asks {
        let Some(showings) = self.in_sight().cloned() else { return say("there is nothing left to decide") };
        let best = showings.best(&world.agenda_context());
        let wanted = |ix: SessionIx| match mark {
            Mark::Dismissed => Some(mark),
            _ => (ix == best).then_some(mark),
        };
        let changes: Vec<(SessionIx, Personal)> =
            showings.all().map(|ix| (ix, Personal { mark: wanted(ix), ..world.personal(ix).clone() })).collect();
        let title = &world.programme().session(best).title;
        let same = changes.iter().all(|(ix, personal)| world.personal(*ix) == personal);
        let asks = match same {
            true => say(format!("{} stays: {title}", sign(mark))),
            false => vec![Ask::Mark(changes, format!("{}: {title}", marked(mark)))],
        };
        self.later.remove(&showings.first);
        if let Some(met) = self.met.get_mut(self.at) {
            (met.made, met.before) = (Some(Made::Marked(mark)), Some(mark));
        }
        self.go_on(world);
        asks.into_iter().chain([Ask::HaveRead(showings.all().collect())]).collect()
    }

    /// Goes on without deciding: what was decided stays so, what was not comes again at the end. At the end all of that
    /// comes again.
    fn put_off(&mut self, world: &World) -> Asks {
        let Some(first) = self.in_sight().map(|showings| showings.first) else {
            if self.later.is_empty() {
                return say("nothing was put off");
            }
            (self.met, self.at) = (Vec::new(), 0);
            self.later.clear();
            return Asks::new();
        };
        let Some(met) = self.met.get_mut(self.at) else { return Asks::new() };
        let put_off = met.made.is_none();
        if put_off {
            met.made = Some(Made::PutOff);
            self.later.insert(first);
        }
        let showings = self.in_sight().map(|showings| showings.all().collect()).unwrap_or_default();
        self.go_on(world);
        if put_off { vec![Ask::HaveRead(showings)] } else { Asks::new() }
    }

    fn go_on(&mut self, world: &World) {
        self.pace.step(world.clock().present);
        self.at += 1;
        self.scroll.go(0);
    }

    fn back(&mut self) -> Asks {
        let Some(at) = self.at.checked_sub(1) else { return say("the first one since you began") };
        self.at = at;
        self.scroll.go(0);
        Asks::new()
    }

    fn turn_order(&mut self) -> Asks {
        self.by_likeness = !self.by_likeness;
        // The one in sight stays; those that would follow are chosen anew.
        say(match self.by_likeness {
            true => "what is most like your marks comes first",
            false => "in the order of time",
        })
    }
}
