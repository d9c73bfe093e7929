//! What can be read about an event at length: what was wrong with its file, what its last refreshes changed.

use crate::action::{Action, Mode};
use crate::changes::{ChangedField, FieldChange, Item, ReportLine};
use crate::favourites::Entry;
use crate::model::SessionIx;
use crate::problem::{Problem, Severity};
use crate::tui::ask::{About, Ask, Asks, Chosen, Page, Status};
use crate::tui::contract::{Draw, Hints, Overlay, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::widgets::document::{how_far, rows, target_rows};
use crate::tui::widgets::{Canvas, Document, Role, Row, Scroll, Target, Titles, motion};
use crate::tui::world::{FactStamp, World, events::EventInfo};
use crate::words::{CHANGED, NOTE, age, counted, day, hour, sign};
use ratatui::layout::{Position, Rect};

/// How many lines below the chosen session are kept in sight.
const BELOW: usize = 3;
/// Columns taken by the names of fields.
const FIELD: usize = 14;

#[derive(Debug, Clone)]
pub struct ReportView {
    event: String,
    about: About,
    title: String,
    /// Its lines, for the width it has, and the sessions that it leads to.
    laid: Derived<(FactStamp, u16), (Vec<Row>, Vec<SessionIx>)>,
    scroll: Scroll,
    /// Which of them is chosen.
    chosen: usize,
}

impl ReportView {
    /// A report on the event with this id; refused where there is nothing to report.
    pub fn new(world: &World, event: String, about: About) -> Result<Self, Status> {
        let Some(known) = world.events().find(&event) else {
            return Err(Status::warning(format!("no event is called {event}")));
        };
        let study = world.events().study(&event);
        let (title, count) = match about {
            About::Problems => ("File", study.map_or(0, |study| study.problems.len())),
            About::Changes => ("Changes", world.news().reports(&event).len()),
        };
        if count == 0 {
            return Err(Status::said(nothing(known, study.is_some(), about)));
        }
        let title = format!("{title} · {}", known.name);
        Ok(Self { event, about, title, laid: Derived::default(), scroll: Scroll::default(), chosen: 0 })
    }
}

impl Overlay for ReportView {
    fn refresh(&mut self, world: &World, area: Rect) {
        let inner = text_inside(area);
        let (event, about) = (self.event.as_str(), self.about);
        self.laid.refresh((world.stamp(), inner.width), || {
            let document = match (world.events().study(event), about) {
                (_, About::Changes) => changes_document(world, event),
                (Some(study), About::Problems) => problems_document(&study.problems, world.events().find(event)),
                (None, About::Problems) => Document::default(),
            };
            let session = |target: &Target| if let Target::Session(ix) = target { Some(*ix) } else { None };
            let sessions = document.targets.iter().filter_map(session).collect();
            (rows(&document, usize::from(inner.width)), sessions)
        });
        let (rows, sessions) = self.laid.get();
        self.chosen = self.chosen.min(sessions.len().saturating_sub(1));
        self.scroll.fit(rows.len(), usize::from(inner.height));
    }

    /// Up and down go from session to session; where there is none, and by pages, the text scrolls.
    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        let session = self.session();
        match action {
            Action::Next | Action::Previous | Action::First | Action::Last if session.is_some() => {
                let last = self.laid.get().1.len().saturating_sub(1);
                let to = motion(action, self.chosen, 1).unwrap_or(self.chosen);
                self.chosen = to.min(last);
                self.show();
                Some(Asks::new())
            }
            Action::Enter if session.is_some() => {
                Some(session.into_iter().flat_map(|ix| [Ask::Close, Ask::Read(Page::Session(ix))]).collect())
            }
            Action::ReadAll if self.about == About::Changes => {
                let of_event = |ix: &SessionIx| world.programme().event_of(*ix).id == self.event;
                let all: Vec<SessionIx> = world.news().all().map(|(ix, _)| ix).filter(of_event).collect();
                let said = format!("read: {}", counted(all.len(), "change"));
                Some(vec![Ask::HaveRead(all), Ask::Say(Status::said(said))])
            }
            _ => self.scroll.turn(action).then(Asks::new),
        }
    }

    fn chosen(&self) -> Option<Chosen> {
        Some(Chosen::session(self.session()))
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        self.scroll.click(at, area);
        Asks::new()
    }

    fn mode(&self) -> Mode {
        Mode::Report
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(112, body), body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        if self.session().is_none() {
            return vec![(Action::Back, "close"), (Action::PageDown, "further")];
        }
        let mut hints = plain(&[Action::Enter, Action::Going, Action::Interested, Action::Dismissed]);
        hints.extend([(Action::ReadAll, "all read"), (Action::Back, "close"), (Action::PageDown, "further")]);
        hints
    }
}

impl Draw for ReportView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (inner, (rows, sessions), top) = (text_inside(area), self.laid.get(), self.scroll.top);
        let page = usize::from(inner.height);
        let below = how_far(top, page, rows.len());
        canvas.pane(area, &Titles { left: &self.title, right: "", below: &below }, true);
        canvas.page(inner, rows, top, (!sessions.is_empty()).then_some(self.chosen));
        canvas.scroll_bar(area, (top, page, rows.len()));
    }
}

impl ReportView {
    fn session(&self) -> Option<SessionIx> {
        self.laid.get().1.get(self.chosen).copied()
    }

    /// Scrolls the chosen session into sight, with what is said of it.
    fn show(&mut self) {
        let rows = &self.laid.get().0;
        let Some((first, _)) = target_rows(rows, self.chosen) else { return };
        let page = self.scroll.page();
        if first < self.scroll.top + 1 {
            self.scroll.go(first.saturating_sub(1));
        } else if first + BELOW >= self.scroll.top + page {
            self.scroll.go((first + BELOW + 1).saturating_sub(page));
        }
    }
}

fn nothing(known: &EventInfo, studied: bool, about: About) -> String {
    let name = &known.name;
    match (known.fetched.is_some(), studied, about) {
        (true, false, _) => format!("{name} is still being read"),
        (false, _, _) if known.is_shipped() => format!("{name} is part of the program: there is nothing to report"),
        (false, _, _) => format!("{name} is not kept: there is nothing to report"),
        (_, _, About::Problems) => format!("nothing in the file of {name} had to be repaired"),
        (_, _, About::Changes) => format!("no refresh of {name} has changed anything yet"),
    }
}

fn changes_document(world: &World, event: &str) -> Document {
    let mut document = Document::default();
    for report in world.news().reports(event) {
        let local = world.clock().own_zone.local(report.at);
        document.gap();
        let at = format!("{} {}, {}", day(local.date_naive()), hour(local), age(world.now(), report.at));
        document.line(at, Role::Title);
        for line in report.lines(&world.marks().favourites) {
            match line {
                ReportLine::Heading(..) => {
                    document.gap();
                    document.line(line.text(), Role::Heading);
                }
                ReportLine::Session(item, entry) => headline(&mut document, world, event, (item, entry)),
                ReportLine::Field(change) => field(&mut document, change),
                ReportLine::New => document.line(line.text(), Role::Plain),
                ReportLine::Gone => document.line(line.text(), Role::Warning),
            }
        }
    }
    document
}

/// A session, with what the user has attached to it.
fn headline(document: &mut Document, world: &World, event: &str, (item, entry): (&Item, Option<&Entry>)) {
    document.begin(2);
    let session = world.programme().session_by_id(event, &item.id);
    let session = session.filter(|ix| world.programme().session(*ix).title == item.title);
    match entry.map(|entry| entry.mark) {
        Some(Some(mark)) => document.say(format!("{} ", sign(mark)), mark.into()),
        Some(None) => document.say(format!("{NOTE} "), Role::Note),
        None => document.say("  ", Role::Plain),
    }
    let role = if entry.is_some() { Role::Heading } else { Role::Plain };
    match session {
        Some(ix) => document.link(&item.title, role, Target::Session(ix)),
        None => document.say(item.title.as_str(), role),
    }
    if session.is_some_and(|ix| world.news().of(ix).is_some()) {
        document.say(format!(" {CHANGED}"), Role::Note);
    }
    let speakers = Some(item.speakers.join(", ")).filter(|speakers| !speakers.is_empty());
    let place: Vec<String> = speakers.into_iter().chain(item.place()).collect();
    if !place.is_empty() {
        document.say(format!("  {}", place.join(" · ")), Role::Dim);
    }
}

fn field(document: &mut Document, change: &FieldChange) {
    match change.field {
        ChangedField::Cancelled => return document.line("    cancelled", Role::Warning),
        ChangedField::Reinstated => return document.line("    takes place after all", Role::Plain),
        _ => {}
    }
    document.label(&format!("    {}", change.field.name()), FIELD);
    document.say(change.old.or_none(), Role::Dim);
    document.say(" → ", Role::Dim);
    document.say(change.new.or_none(), Role::Plain);
}

fn problems_document(problems: &[Problem], known: Option<&EventInfo>) -> Document {
    let mut document = Document::default();
    let source = known.map(|known| known.source.to_string()).unwrap_or_default();
    document.line(&source, Role::Dim);
    document.gap();
    for problem in problems {
        document.begin(2);
        let role = if problem.severity <= Severity::Note { Role::Plain } else { Role::Warning };
        if problem.file != source {
            document.say(format!("{}: ", problem.file), Role::Dim);
        }
        if let Some((line, column)) = problem.place {
            document.say(format!("{line}:{column}  "), Role::Label);
        }
        document.say(problem.message.as_str(), role);
        if let Some(advice) = &problem.advice {
            document.say(format!("; {advice}"), Role::Dim);
        }
    }
    document
}
