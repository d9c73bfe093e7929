//! What can be read about an event at length: what was wrong with its file, what its last refreshes changed; and the
//! field for the source of a new one.

use crate::changes::{Changed, Field, FieldChange, Item, Report, Section};
use crate::favourites::Entry;
use crate::problem::{Problem, Severity};
use crate::tui::app::{Overlay, State};
use crate::tui::layout::{areas, text_inside};
use crate::tui::widgets::document::{Document, Role, Row, rows};
use crate::tui::world::events::Known;
use crate::words::{NOTE, age, day, hour, sign};
use tui_input::Input;

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What was repaired in the file, or left out.
    Problems,
    /// What the last refreshes changed.
    Changes,
}

/// A report over everything else.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The event's id.
    pub event: String,
    /// What it is about.
    pub about: About,
    /// What stands in its frame.
    pub title: String,
    /// Its lines, for the width it has.
    pub rows: Vec<Row>,
    /// The first row in sight.
    pub scroll: usize,
}

/// The field for the file or address of a new event.
#[derive(Debug, Clone, Default)]
pub struct SourceView {
    /// What is typed.
    pub text: Input,
}

impl State {
    /// Opens a report on the chosen event.
    pub(in crate::tui) fn read_about(&mut self, about: About) {
        let Some(event) = self.chosen_event() else { return };
        let study = self.screens.events.studies.get(&event.id);
        let empty = match about {
            About::Problems => study.is_none_or(|study| study.problems.is_empty()),
            About::Changes => study.is_none_or(|study| study.reports.is_empty()),
        };
        if empty {
            let text = match (event.fetched.is_some(), study.is_some(), about) {
                (true, false, _) => format!("{} is still being read", event.name),
                (false, _, _) if event.is_shipped() => {
                    format!("{} is part of the program: there is nothing to report", event.name)
                }
                (false, _, _) => format!("{} is not kept: there is nothing to report", event.name),
                (_, _, About::Problems) => format!("nothing in the file of {} had to be repaired", event.name),
                (_, _, About::Changes) => format!("no refresh of {} has changed anything yet", event.name),
            };
            return self.say(text);
        }
        let title = match about {
            About::Problems => format!("File · {}", event.name),
            About::Changes => format!("Changes · {}", event.name),
        };
        let view = ReportView { event: event.id, about, title, rows: Vec::new(), scroll: 0 };
        self.overlay = Some(Overlay::Report(view));
        self.settle_report();
    }

    /// Lays an open report out anew: the window, the marks or the event itself may have changed.
    pub(in crate::tui) fn settle_report(&mut self) {
        let Some(Overlay::Report(view)) = &self.overlay else { return };
        let (event, about) = (view.event.clone(), view.about);
        let width = areas(self.size, self).overlay.map_or(1, |area| usize::from(text_inside(area).width));
        let document = match (self.screens.events.studies.get(&event), about) {
            (None, _) => Document::default(),
            (Some(study), About::Problems) => problems_document(&study.problems, self.screens.events.find(&event)),
            (Some(study), About::Changes) => self.changes_document(&study.reports),
        };
        let page = self.overlay_page();
        if let Some(Overlay::Report(view)) = &mut self.overlay {
            view.rows = rows(&document, width);
            view.scroll = view.scroll.min(view.rows.len().saturating_sub(page));
        }
    }

    /// In how many of my sessions a report says that something changed.
    pub(in crate::tui) fn mine_in(&self, report: &Report) -> usize {
        let changed = report.changed.iter().filter(|one| self.entry_of(&report.event, &one.item).is_some());
        changed.count() + report.gone.iter().filter(|item| self.entry_of_gone(&report.event, item).is_some()).count()
    }

    fn changes_document(&self, reports: &[Report]) -> Document {
        let mut document = Document::default();
        for report in reports {
            let local = self.own_zone.local(report.at);
            document.gap();
            let at = format!("{} {}, {}", day(local.date_naive()), hour(local), age(self.now, report.at));
            document.line(at, Role::Title);
            self.mine_first(&mut document, report);
            self.sections(&mut document, report);
        }
        document
    }

    /// The sessions that the user has marked, whatever happened to them.
    fn mine_first(&self, document: &mut Document, report: &Report) {
        let count = self.mine_in(report);
        if count == 0 {
            return;
        }
        document.gap();
        document.line(format!("Yours ({count})"), Role::Heading);
        for changed in &report.changed {
            let entry = self.entry_of(&report.event, &changed.item);
            if entry.is_some() {
                headline(document, &changed.item, entry);
                details(document, changed, true);
            }
        }
        for item in &report.gone {
            let entry = self.entry_of_gone(&report.event, item);
            if entry.is_none() {
                continue;
            }
            headline(document, item, entry);
            document.line("    gone; your mark is kept", Role::Warning);
        }
    }

    fn sections(&self, document: &mut Document, report: &Report) {
        for section in Section::ALL {
            let count = report.count_in(section);
            if count == 0 {
                continue;
            }
            document.gap();
            document.line(format!("{} ({count})", capital(section.word())), Role::Heading);
            match section {
                Section::New => {
                    report.added.iter().for_each(|item| headline(document, item, self.entry_of(&report.event, item)));
                }
                Section::Gone => report
                    .gone
                    .iter()
                    .for_each(|item| headline(document, item, self.entry_of_gone(&report.event, item))),
                _ => {}
            }
            for changed in report.changed.iter().filter(|changed| changed.section() == section) {
                headline(document, &changed.item, self.entry_of(&report.event, &changed.item));
                details(document, changed, false);
            }
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

/// Columns taken by the names of fields.
const FIELD: usize = 14;

/// What changed about a session, a field a line. Where no heading says so it is told that it was cancelled.
fn details(document: &mut Document, changed: &Changed, everything: bool) {
    for change in &changed.fields {
        match change.field {
            Field::Cancelled if everything => document.line("    cancelled", Role::Warning),
            Field::Cancelled => {}
            Field::Reinstated => document.line("    takes place after all", Role::Plain),
            _ => field(document, change),
        }
    }
}

fn field(document: &mut Document, change: &FieldChange) {
    let [old, new] = [&change.old, &change.new].map(|text| if text.is_empty() { "none" } else { text.as_str() });
    document.begin(FIELD);
    document.say(format!("{:<FIELD$}", format!("    {}", change.field.word())), Role::Label);
    document.say(old, Role::Dim);
    document.say(" → ", Role::Dim);
    document.say(new, Role::Plain);
}

fn problems_document(problems: &[Problem], known: Option<&Known>) -> Document {
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
