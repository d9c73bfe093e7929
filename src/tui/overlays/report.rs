//! What can be read about an event at length: what was wrong with its file, what its last refreshes changed.

use crate::action::{Action, Mode};
use crate::changes::{Changed, ChangedField, FieldChange, Item, Report, Section};
use crate::favourites::Entry;
use crate::problem::{Problem, Severity};
use crate::tui::ask::{About, Asks, Status};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::{text_inside, whole_or};
use crate::tui::widgets::{Canvas, Document, Role, Row, Scroll, Titles, document::rows};
use crate::tui::world::{FactStamp, World, events::EventInfo, remap::Remap};
use crate::words::{NOTE, age, day, hour, sign};
use ratatui::layout::Rect;

/// Columns taken by the names of fields.
const FIELD: usize = 14;

/// A report on an event.
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
        let empty = match about {
            About::Problems => study.is_none_or(|study| study.problems.is_empty()),
            About::Changes => study.is_none_or(|study| study.reports.is_empty()),
        };
        if empty {
            return Err(Status::said(nothing(known, study.is_some(), about)));
        }
        let title = match about {
            About::Problems => format!("File · {}", known.name),
            About::Changes => format!("Changes · {}", known.name),
        };
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

    fn mode(&self) -> Mode {
        Mode::Report
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(112, body), body.height)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Back, "close"), (Action::PageDown, "further")]
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        true
    }

    fn forget_derived(&mut self) {
        self.rows.forget();
    }
}

impl Draw for ReportView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (inner, rows, top) = (text_inside(area), self.rows.get(), self.scroll.top);
        let page = usize::from(inner.height);
        let below = match rows.len() {
            len if len > page => format!("{}%", (top + page).min(len) * 100 / len),
            _ => String::new(),
        };
        canvas.pane(area, &Titles { left: &self.title, right: "", below: &below }, true);
        canvas.page(inner, rows, top, None);
        canvas.scroll_bar(area, top, page, rows.len());
    }
}

/// Why there is nothing to report.
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
        mine_first(world, &mut document, report);
        sections(world, &mut document, report);
    }
    document
}

/// The sessions that the user has marked, whatever happened to them.
fn mine_first(world: &World, document: &mut Document, report: &Report) {
    let marks = world.marks();
    let count = marks.mine_in(report);
    if count == 0 {
        return;
    }
    document.gap();
    document.line(format!("Yours ({count})"), Role::Heading);
    for changed in &report.changed {
        let entry = marks.entry_of(&report.event, &changed.item);
        if entry.is_some() {
            headline(document, &changed.item, entry);
            details(document, changed, true);
        }
    }
    for item in &report.gone {
        let entry = marks.entry_of_gone(&report.event, item);
        if entry.is_some() {
            headline(document, item, entry);
            document.line("    gone; your mark is kept", Role::Warning);
        }
    }
}

fn sections(world: &World, document: &mut Document, report: &Report) {
    let (marks, event) = (world.marks(), report.event.as_str());
    for section in Section::ALL {
        let count = report.count_in(section);
        if count == 0 {
            continue;
        }
        document.gap();
        document.line(format!("{} ({count})", capital(section.name())), Role::Heading);
        match section {
            Section::New => report.added.iter().for_each(|item| headline(document, item, marks.entry_of(event, item))),
            Section::Gone => {
                report.gone.iter().for_each(|item| headline(document, item, marks.entry_of_gone(event, item)));
            }
            _ => {}
        }
        for changed in report.changed.iter().filter(|changed| changed.section() == section) {
            headline(document, &changed.item, marks.entry_of(event, &changed.item));
            details(document, changed, false);
        }
    }
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
    let place = [item.speakers.join(", "), item.when.clone(), item.room.clone()];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    if !place.is_empty() {
        document.say(format!("  {}", place.join(" · ")), Role::Dim);
    }
}

/// What changed about a session, a field a line. Where no heading says so it is told that it was cancelled.
fn details(document: &mut Document, changed: &Changed, everything: bool) {
    for change in &changed.fields {
        match change.field {
            ChangedField::Cancelled if everything => document.line("    cancelled", Role::Warning),
            ChangedField::Cancelled => {}
            ChangedField::Reinstated => document.line("    takes place after all", Role::Plain),
            _ => field(document, change),
        }
    }
}

fn field(document: &mut Document, change: &FieldChange) {
    let [old, new] = [&change.old, &change.new].map(|text| if text.is_empty() { "none" } else { text.as_str() });
    document.label(&format!("    {}", change.field.name()), FIELD);
    document.say(old, Role::Dim);
    document.say(" → ", Role::Dim);
    document.say(new, Role::Plain);
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

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
