//! What can be read about an event at length: what was wrong with its file, what its last refreshes changed.

use crate::action::{Action, Mode};
use crate::changes::{ChangedField, FieldChange, Item, Report, ReportLine};
use crate::favourites::Entry;
use crate::problem::{Problem, Severity};
use crate::tui::ask::{About, Asks, Status};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::widgets::{Canvas, Document, Role, Row, Scroll, Titles, document::how_far, document::rows};
use crate::tui::world::{FactStamp, World, events::EventInfo};
use crate::words::{NOTE, age, day, hour, sign};
use ratatui::layout::{Position, Rect};

/// Columns taken by the names of fields.
const FIELD: usize = 14;

#[derive(Debug, Clone)]
pub struct ReportView {
    event: String,
    about: About,
    title: String,
    /// Its lines, for the width it has.
    rows: Derived<(FactStamp, u16), Vec<Row>>,
    scroll: Scroll,
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
            About::Changes => ("Changes", study.map_or(0, |study| study.reports.len())),
        };
        if count == 0 {
            return Err(Status::said(nothing(known, study.is_some(), about)));
        }
        let title = format!("{title} · {}", known.name);
        Ok(Self { event, about, title, rows: Derived::default(), scroll: Scroll::default() })
    }
}

impl Overlay for ReportView {
    fn refresh(&mut self, world: &World, area: Rect) {
        let inner = text_inside(area);
        let (event, about) = (self.event.as_str(), self.about);
        self.rows.refresh((world.stamp(), inner.width), || {
            let document = match (world.events().study(event), about) {
                (None, _) => Document::default(),
                (Some(study), About::Problems) => problems_document(&study.problems, world.events().find(event)),
                (Some(study), About::Changes) => changes_document(world, &study.reports),
            };
            rows(&document, usize::from(inner.width))
        });
        self.scroll.fit(self.rows.get().len(), usize::from(inner.height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        self.scroll.turn(action).then(Asks::new)
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
        vec![(Action::Back, "close"), (Action::PageDown, "further")]
    }
}

impl Draw for ReportView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (inner, rows, top) = (text_inside(area), self.rows.get(), self.scroll.top);
        let page = usize::from(inner.height);
        let below = how_far(top, page, rows.len());
        canvas.pane(area, &Titles { left: &self.title, right: "", below: &below }, true);
        canvas.page(inner, rows, top, None);
        canvas.scroll_bar(area, (top, page, rows.len()));
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

fn changes_document(world: &World, reports: &[Report]) -> Document {
    let mut document = Document::default();
    for report in reports {
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
                ReportLine::Session(item, entry) => headline(&mut document, item, entry),
                ReportLine::Field(change) => field(&mut document, change),
                ReportLine::New => document.line(line.text(), Role::Plain),
                ReportLine::Gone => document.line(line.text(), Role::Warning),
            }
        }
    }
    document
}

/// A session, with what the user has attached to it.
fn headline(document: &mut Document, item: &Item, entry: Option<&Entry>) {
    document.begin(2);
    match entry.map(|entry| entry.mark) {
        Some(Some(mark)) => document.say(format!("{} ", sign(mark)), mark.into()),
        Some(None) => document.say(format!("{NOTE} "), Role::Note),
        None => document.say("  ", Role::Plain),
    }
    document.say(item.title.as_str(), if entry.is_some() { Role::Heading } else { Role::Plain });
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
        let role = if problem.severity == Severity::Note { Role::Plain } else { Role::Warning };
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
