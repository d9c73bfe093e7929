//! Taking sessions along: which, in what form, into which file; with the first lines of what comes of it.

use crate::action::{Action, Mode};
use crate::agenda::date_of;
use crate::export::{ExportFormat, ExportOptions, UidRegistry, export};
use crate::keymap::Code;
use crate::measure::cut_words;
use crate::model::{EventIx, SessionIx};
use crate::tui::ask::{Ask, Asks, Status, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::{above, text_inside, whole_or};
use crate::tui::widgets::{Canvas, Look, Order, Titles, draw_typed, field, field::Typed};
use crate::tui::world::effect::{Effect, ExportOrder};
use crate::tui::world::{FactStamp, World, remap::Remap};
use crate::words::{counted, day};
use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// A longer path is none that a person means.
const LONGEST: usize = 2_000;
/// The first lines are those of so many sessions.
const SHOWN: usize = 3;
const LABEL: usize = 9;

/// What can be chosen, a row each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    What,
    Form,
    Notes,
    File,
    There,
}

const PARTS: [(Part, &str); 5] = [
    (Part::What, "What"),
    (Part::Form, "Form"),
    (Part::Notes, "Notes"),
    (Part::File, "File"),
    (Part::There, "If there"),
];

/// Which sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Selected(Vec<SessionIx>),
    Mine,
    Day(EventIx, NaiveDate),
    Listed,
}

impl What {
    /// The same in another programme, where there is anything of it.
    fn today(self, remap: &Remap<'_>) -> Option<Self> {
        Some(match self {
            Self::Selected(all) => {
                let all: Vec<SessionIx> = all.into_iter().filter_map(|ix| remap.session(ix)).collect();
                Self::Selected(all).some()?
            }
            Self::Day(event, date) => Self::Day(remap.event(event)?, date),
            Self::Mine | Self::Listed => self,
        })
    }

    /// Itself, unless it is a choice of nothing.
    fn some(self) -> Option<Self> {
        (self != Self::Selected(Vec::new())).then_some(self)
    }
}

#[derive(Debug, Clone)]
pub struct ExportView {
    row: usize,
    offers: Vec<What>,
    what: usize,
    form: usize,
    notes: bool,
    force: bool,
    file: Input,
    order: Order,
    /// The first lines.
    text: Derived<(FactStamp, usize, usize, bool), Vec<String>>,
}

impl ExportView {
    /// With the rows that are selected, and the day of a session; refused where there is nothing to take along.
    pub fn new(world: &World, session: Option<SessionIx>, selected: Vec<SessionIx>) -> Result<Self, Status> {
        let programme = world.programme();
        let day = session.and_then(|ix| Some(What::Day(programme.brief(ix).event, date_of(programme, ix)?)));
        let all = [What::Selected(selected), What::Mine].into_iter().chain(day).chain([What::Listed]);
        let offers: Vec<What> = all.filter(|what| !sessions(world, what).is_empty()).collect();
        if offers.is_empty() {
            return Err(Status::warning("there is no session to take along"));
        }
        let file = Input::new(format!("agenda.{}", ExportFormat::Ics.ending()));
        let (row, what, form, notes, force) = (0, 0, 0, false, false);
        let (order, text) = (Order::default(), Derived::default());
        Ok(Self { row, offers, what, form, notes, force, file, order, text })
    }

    /// Goes on with a path where it is still what was typed.
    pub fn complete(&mut self, typed: &str, path: String) {
        if self.file.value() == typed {
            self.order.forget();
            self.file = Input::new(path);
        }
    }

    fn part(&self) -> Part {
        PARTS[self.row].0
    }

    fn format(&self) -> ExportFormat {
        ExportFormat::ALL[self.form]
    }

    fn offer(&self) -> &What {
        &self.offers[self.what]
    }

    /// Chooses the next value of the row, or the one before.
    fn turn(&mut self, forward: bool) {
        self.order.forget();
        let other = |at: usize, count: usize| (at + if forward { 1 } else { count - 1 }) % count.max(1);
        match self.part() {
            Part::What => self.what = other(self.what, self.offers.len()),
            Part::Form => {
                let before = format!(".{}", self.format().ending());
                self.form = other(self.form, ExportFormat::ALL.len());
                if let Some(stem) = self.file.value().strip_suffix(&before) {
                    self.file = Input::new(format!("{stem}.{}", self.format().ending()));
                }
            }
            Part::Notes => self.notes = !self.notes,
            Part::There => self.force = !self.force,
            Part::File => {}
        }
    }

    fn value(&self, world: &World, part: Part) -> String {
        match part {
            Part::What => {
                let count = counted(sessions(world, self.offer()).len(), "session");
                format!("{}: {count}", words(world, self.offer()))
            }
            Part::Form => said(self.format()).to_owned(),
            Part::Notes => if self.notes { "with my notes and ratings" } else { "without my notes" }.to_owned(),
            Part::There => {
                if self.force { "replace it whatever it is" } else { "replace an earlier export only" }.to_owned()
            }
            Part::File => String::new(),
        }
    }

    fn take(&mut self, world: &World) -> Asks {
        let file = self.file.value().trim();
        if file.is_empty() {
            return warn("type the name of a file");
        }
        let order = ExportOrder {
            format: self.format(),
            sessions: sessions(world, self.offer()),
            selection: selection(world, self.offer()),
            notes: self.notes,
            file: file.to_owned(),
            force: self.force,
            rules: world.preferences().rules.clone(),
        };
        if self.order.begin() { vec![Ask::Do(Effect::Export(order))] } else { Asks::new() }
    }
}

/// The sessions that are meant, in the programme's order or in that of the list.
fn sessions(world: &World, what: &What) -> Vec<SessionIx> {
    let programme = world.programme();
    let going = |wanted: &dyn Fn(SessionIx) -> bool| {
        let all = programme.order().iter().copied();
        all.filter(|ix| world.marks().goes(*ix) && wanted(*ix)).collect()
    };
    let scope = world.filter().scope;
    match what {
        What::Selected(selected) => selected.clone(),
        What::Mine => going(&|ix| scope.is_none_or(|event| programme.brief(ix).event == event)),
        What::Day(event, date) => {
            going(&|ix| programme.brief(ix).event == *event && date_of(programme, ix) == Some(*date))
        }
        What::Listed => world.found().hits.clone(),
    }
}

/// What is meant, as the command would be asked for it: the same calendar is the same to both.
fn selection(world: &World, what: &What) -> String {
    let scope = world.filter().scope.map(|event| world.programme().event(event).id.clone());
    let query = Some(world.filter().query.value().to_owned()).filter(|query| !query.is_empty());
    match what {
        What::Mine => scope.unwrap_or_default(),
        What::Listed if scope.is_some() || query.is_some() => {
            scope.into_iter().chain(query).collect::<Vec<_>>().join(" ")
        }
        _ => words(world, what),
    }
}

fn words(world: &World, what: &What) -> String {
    let programme = world.programme();
    let name = |event: EventIx| programme.event(event).short.clone();
    let query = world.filter().query.value();
    match what {
        What::Selected(_) => "What is selected".to_owned(),
        What::Mine => match world.filter().scope {
            Some(event) => format!("My agenda, {}", name(event)),
            None => "My agenda".to_owned(),
        },
        What::Day(event, date) => format!("My {}, {}", day(*date), name(*event)),
        What::Listed if query.is_empty() => "The list of sessions".to_owned(),
        What::Listed => format!("The list: {query}"),
    }
}

fn said(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Ics => "ics: for a calendar",
        ExportFormat::Markdown => "markdown: to send to people",
        ExportFormat::Json => "json: for programs",
        ExportFormat::Csv => "csv: for spreadsheets",
        ExportFormat::Org => "org: for Emacs",
        ExportFormat::Html => "html: one page to send and to print",
        ExportFormat::Svg => "svg: my day on one sheet, a picture",
        ExportFormat::Page => "page: my day on one sheet, to print",
    }
}

impl Overlay for ExportView {
    fn refresh(&mut self, world: &World, _area: Rect) {
        let (format, offer, notes) = (self.format(), self.offers[self.what].clone(), self.notes);
        self.text.refresh((world.stamp(), self.what, self.form, notes), || {
            let first: Vec<SessionIx> = sessions(world, &offer).into_iter().take(SHOWN).collect();
            let (selection, now) = (selection(world, &offer), world.now());
            let options = ExportOptions { selection, now, notes, ..ExportOptions::default() };
            let (marks, mut nobody) = (&world.marks().all, UidRegistry::default());
            let exported = export(format, world.programme(), &first, marks, &options, &mut nobody);
            // What stands before the first session is much the same in every file.
            let begins = |line: &&str| line.starts_with("BEGIN:VEVENT") || line.contains("<body");
            let skipped = exported.text.lines().position(|line| begins(&line)).unwrap_or(0);
            exported.text.lines().skip(skipped).map(str::to_owned).collect()
        });
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Complete if self.part() == Part::File => {
                return Some(vec![Ask::Do(Effect::Complete(self.file.value().to_owned()))]);
            }
            Action::Next | Action::Complete => self.row = (self.row + 1).min(PARTS.len() - 1),
            Action::Previous => self.row = self.row.saturating_sub(1),
            Action::Enter => return Some(self.take(world)),
            _ => return None,
        }
        Some(Asks::new())
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        let row = at.y.checked_sub(text_inside(area).y).map(usize::from).filter(|row| *row < PARTS.len());
        if let Some(row) = row {
            let again = self.row == row;
            self.row = row;
            if again {
                self.turn(true);
            }
        }
        Asks::new()
    }

    fn typed(&mut self, typed: Typed<'_>) -> bool {
        match typed {
            _ if self.part() == Part::File => {
                if field::edit(&mut self.file, typed) {
                    self.order.forget();
                }
            }
            Typed::Key(key) if matches!(key.code(), Code::Right | Code::Char(' ')) => self.turn(true),
            Typed::Key(key) if key.code() == Code::Left => self.turn(false),
            Typed::Key(_) => {}
            Typed::Pasted(_) => return false,
        }
        true
    }

    fn room(&self) -> Option<usize> {
        (self.part() == Part::File).then(|| field::room(&self.file, LONGEST))
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, _world: &World, body: Rect) -> (u16, u16) {
        (whole_or(84, body), body.height.min(24))
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "write it"), (Action::Next, "down"), (Action::Complete, "next"), (Action::Back, "close")]
    }

    fn line(&self) -> Option<&str> {
        Some(self.file.value())
    }

    fn order(&mut self) -> Option<&mut Order> {
        Some(&mut self.order)
    }

    fn remap(&mut self, remap: &Remap<'_>) -> bool {
        let chosen = self.offers.get(self.what).cloned();
        let offers = std::mem::take(&mut self.offers).into_iter();
        self.offers = offers.filter_map(|what| what.today(remap)).collect();
        let chosen = chosen.and_then(|what| what.today(remap));
        self.what = chosen.and_then(|what| self.offers.iter().position(|offer| *offer == what)).unwrap_or(0);
        !self.offers.is_empty()
    }
}

impl Draw for ExportView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let below = "left and right choose";
        canvas.pane(area, &Titles { left: "Take along", right: "", below }, true);
        let (inner, keyboard) = (text_inside(area), canvas.keyboard);
        let theme = &canvas.look.theme;
        let (text, dim, accent, border) = (theme.text, theme.dim, theme.accent, theme.border);
        let cells = usize::from(inner.width);
        let rest = self.order.draw(canvas, inner);
        // Where the reason leaves no room for all rows, the one that is chosen stays in sight.
        let (rows, below) = above(rest, 5);
        let first = (self.row + 1).saturating_sub(usize::from(rows.height));
        for ((at, (part, label)), y) in PARTS.into_iter().enumerate().skip(first).zip(rows.y..rows.bottom()) {
            let row = Rect { y, height: 1, ..inner };
            let over = canvas.ground(row, at == self.row && part != Part::File, true);
            let style = Look::over(if at == self.row { accent } else { dim }, over);
            canvas.text(inner.x + 1, y, LABEL, label, style);
            let (x, room) = (inner.x + 11, cells.saturating_sub(12));
            if part == Part::File {
                draw_typed(canvas, (x, y), room, &self.file, keyboard && at == self.row);
            } else {
                let style = Look::over(text, over);
                canvas.text(x, y, room, &cut_words(&self.value(world, part), room), style);
            }
        }
        let (rule, lines) = above(below, 1);
        if rule.height > 0 {
            canvas.rule(inner.x, rule.y, inner.right(), border);
        }
        for (line, y) in self.text.get().iter().zip(lines.y..lines.bottom()) {
            canvas.text(inner.x, y, cells, line, dim);
        }
    }
}
