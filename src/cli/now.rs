//! `kubetalks now`: what runs, what comes next, where else to go.

use super::leaving::{self, LeaveRecord};
use super::now_record::{ComingRecord, NowRecord, RunningRecord};
use super::table::Column::{Flexible, Id, Whole};
use super::table::{Cell, Columns, painted, tables};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Startup, complete, failed, json};
use crate::agenda::{Due, Now as Moment, instead, now, upcoming};
use crate::measure::cut;
use crate::model::{EventIx, Mark, Programme, Session, SessionIx};
use crate::problem::{Problem, one_of};
use crate::search::Likeness;
use crate::words::length;
use chrono::{SecondsFormat, Timelike};
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter as Offer;
use std::io::{self, Write};
use std::time::Duration;

/// Of what comes and what else is on so many sessions are told to people: nobody who stands before a full room reads more.
const TOLD: usize = 10;

/// So many of those that one goes to next.
const AHEAD: usize = 2;

/// What is followed where no format says what.
const FOLLOWED: &str = "{state} {start}-{end} {room} {title}";

/// Show what runs now and what comes next, mine first, and what else is on
#[derive(Debug, Args)]
pub(super) struct Now {
    /// Only this event
    #[arg(long, value_name = "ID", add = Offer::new(complete::events))]
    event: Option<String>,
    /// One line for a status bar: '{title} in {room}, {minutes}m'
    ///
    /// Of what I go to now, else what I go to next, else the same of what interests me, else of everything.
    #[arg(long, value_name = "TEXT", conflicts_with = "json", value_parser = format)]
    format: Option<Format>,
    /// What stands in the line is text for this program, and nothing that it would understand
    ///
    /// tmux: '#' is doubled. pango: for waybar and i3blocks, as in XML. json: for a text within quotes. Several are applied
    /// in their order: '--escape pango,json' is for waybar's own JSON.
    #[arg(long, value_name = "PROGRAM", requires = "format", value_delimiter = ',')]
    escape: Vec<Escape>,
    /// Stay, and print that line again whenever it has changed
    ///
    /// It is looked at every minute, with what was marked or fetched meanwhile; where nothing is on any more, the line is
    /// empty. Without --format it is '{state} {start}-{end} {room} {title}'.
    #[arg(long, conflicts_with = "json")]
    follow: bool,
    /// For scripts: an object with what runs, what comes next and what else is on
    #[arg(long)]
    json: bool,
}

impl Now {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        if let Some(format) = &self.format {
            let Some(line) = self.line(format, startup)? else { return Ok(Exit::NOTHING) };
            writeln!(out, "{line}")?;
            return Ok(Exit::FINE);
        }
        let event = self.event(startup)?;
        let marked = MarkedSessions::of(startup);
        let mut page = Page::of(&marked, event);
        page.rank_elsewhere();
        let shown = page.moment.running.iter().chain(&page.moment.next);
        marked.tell_unknown_zones(&shown.map(|due| startup.programme.brief(due.ix).event).collect());
        let empty = page.moment.running.is_empty() && page.moment.next.is_empty();
        if self.json {
            json::object(&page.record(), out)?;
        } else if empty {
            startup.note(page.nothing(event));
        } else {
            page.write(out)?;
        }
        Ok(Exit::unless(empty))
    }

    /// Whether it stays until its reader leaves.
    pub(super) fn follows(&self) -> bool {
        self.follow
    }

    /// Prints the line whenever it has changed, of what is loaded anew every minute, until nobody reads it any more.
    pub(super) fn follow(&self, load: impl Fn() -> Startup, out: &mut Output) -> Ending {
        let followed = format(FOLLOWED).map_err(failed)?;
        let mut printed = String::new();
        loop {
            let startup = load();
            let line = self.line(self.format.as_ref().unwrap_or(&followed), &startup)?.unwrap_or_default();
            if line != printed {
                writeln!(out, "{line}")?;
                out.flush()?;
                printed = line;
            }
            let rest = 60 - startup.now().second().min(59);
            if !out.wait(Duration::from_secs(rest.into()))? {
                return Ok(Exit::FINE);
            }
        }
    }

    fn event(&self, startup: &Startup) -> Result<Option<EventIx>, Problem> {
        self.event.as_deref().map(|id| startup.event(id)).transpose()
    }

    /// The line of a format, if anything is on.
    fn line(&self, format: &Format, startup: &Startup) -> Result<Option<String>, Problem> {
        let marked = MarkedSessions::of(startup);
        let page = Page::of(&marked, self.event(startup)?);
        Ok(page.foremost().map(|due| format.fill(&page, due, &self.escape)))
    }
}

struct Page<'a> {
    marked: &'a MarkedSessions<'a>,
    moment: Moment,
}

impl<'a> Page<'a> {
    /// Of one event, or of all.
    fn of(marked: &'a MarkedSessions<'a>, event: Option<EventIx>) -> Self {
        let mut moment = now(&marked.context(), marked.startup.now());
        let wanted = |ix: SessionIx| event.is_none_or(|event| marked.startup.programme.event_ix(ix) == event);
        moment.running.retain(|running| wanted(running.ix));
        moment.next.retain(|coming| wanted(coming.ix));
        moment.elsewhere.retain(|ix| wanted(*ix));
        Self { marked, moment }
    }

    fn programme(&self) -> &Programme {
        &self.marked.startup.programme
    }

    fn session(&self, due: Due) -> &Session {
        self.programme().session(due.ix)
    }

    /// What a status bar should show: see the help of `--format`.
    fn foremost(&self) -> Option<Due> {
        let of = |mark: Option<Mark>| {
            // Of several that run, the one that ends first: a desk that is open all day can wait.
            let is_marked = |due: &&Due| self.marked.mark(due.ix) == mark;
            let running = self.moment.running.iter().filter(is_marked).min_by_key(|due| due.minutes);
            running.or_else(|| self.moment.next.iter().find(is_marked)).copied()
        };
        of(Some(Mark::Going)).or_else(|| of(Some(Mark::Interested))).or_else(|| of(None))
    }

    /// Ranks what else is on by what it has in common with the session that one cannot get into.
    fn rank_elsewhere(&mut self) {
        let Some(full) = self.foremost().filter(|due| self.marked.mark(due.ix) == Some(Mark::Going)) else { return };
        let words = Likeness::new(self.programme());
        let nearest = |ix: SessionIx, others: &[SessionIx]| words.nearest(self.programme(), ix, others);
        let ranked = instead(&self.marked.context(), full.ix, self.marked.startup.now(), &nearest, usize::MAX);
        self.moment.elsewhere = ranked.into_iter().map(|suggestion| suggestion.session).collect();
    }

    /// What to say where nothing is on: what is the next of all.
    fn nothing(&self, event: Option<EventIx>) -> String {
        let wanted = |ix: SessionIx| event.is_none_or(|event| self.programme().brief(ix).event == event);
        let coming = upcoming(&self.marked.context(), self.marked.startup.now());
        let next = coming.iter().find(|coming| wanted(coming.ix)).map_or(String::new(), |coming| {
            let (session, event) = (self.programme().session(coming.ix), self.programme().event_of(coming.ix));
            let when = Clocks::of(self.marked.startup).full(event, session).unwrap_or_default();
            format!("; next is '{}', {when}", session.title)
        });
        format!("nothing is on, and nothing comes today{next}")
    }

    /// Where something is marked the rest is left to "elsewhere".
    fn write(&self, out: &mut Output) -> io::Result<()> {
        let cells = |due: String, ix: SessionIx| {
            let [sign, hours, room, title, speakers, id] = self.marked.cells(ix, out);
            [sign, hours, due.into(), room, title, speakers, id]
        };
        let theme = &self.marked.startup.config.theme;
        let Moment { running, next, elsewhere } = &self.moment;
        let running = self.foremost_of(running).map(|due| cells(format!("{} left", length(due.minutes)), due.ix));
        let (next, later) = self.ahead(next);
        let next = next.into_iter().map(|due| cells(format!("in {}", length(due.minutes)), due.ix));
        let later = (later > 0).then(|| Cell::remark(format!("{later} more today"), theme.dim));
        let later = later.map(|later| ["".into(), later, "".into(), "".into(), "".into(), "".into(), "".into()]);
        let elsewhere = elsewhere.iter().map(|ix| cells(String::new(), *ix));
        let parts: [(&str, Vec<[Cell; 7]>); 3] = [
            ("Now", running.collect()),
            ("Next", next.chain(later).collect()),
            ("Else, if the room is full", elsewhere.take(TOLD).collect()),
        ];
        let style = theme.heading;
        let parts = parts.into_iter().filter(|(_, rows)| !rows.is_empty());
        let parts: Vec<_> = parts.map(|(title, rows)| (painted(title, style, out), rows)).collect();
        let columns = [Whole, Flexible(11), Whole, Flexible(8), Flexible(24), Flexible(10), Id];
        tables(Columns(columns, &[5, 2, 3]), parts, out)
    }

    /// Of what comes the next ones, and how many of mine come after them today.
    fn ahead(&self, next: &[Due]) -> (Vec<Due>, usize) {
        let mut next: Vec<Due> = self.foremost_of(next).collect();
        let all = next.len();
        let is_mine = next.iter().any(|due| self.marked.mark(due.ix).is_some());
        next.truncate(if is_mine { AHEAD } else { TOLD });
        let later = if is_mine { all - next.len() } else { 0 };
        (next, later)
    }

    /// The marked ones, or all where none is.
    fn foremost_of(&self, all: &[Due]) -> impl Iterator<Item = Due> {
        let any = all.iter().any(|due| self.marked.mark(due.ix).is_some());
        all.iter().copied().filter(move |due| !any || self.marked.mark(due.ix).is_some())
    }

    fn hour(&self, due: Due, of_end: bool) -> String {
        let time = self.session(due).slot.map(|slot| if of_end { slot.end } else { slot.start });
        let clocks = Clocks::of(self.marked.startup);
        time.map(|time| clocks.hours(self.programme().event_of(due.ix), time, time)).unwrap_or_default()
    }

    fn record(&self) -> NowRecord<'_> {
        let session = |ix| self.marked.record(ix);
        let running = |due: &Due| RunningRecord { session: session(due.ix), minutes_left: due.minutes };
        let coming = |due: &Due| ComingRecord { session: session(due.ix), minutes_to_go: due.minutes };
        NowRecord {
            at: self.marked.startup.now().to_rfc3339_opts(SecondsFormat::Secs, true),
            running: self.moment.running.iter().map(running).collect(),
            next: self.moment.next.iter().map(coming).collect(),
            elsewhere: self.moment.elsewhere.iter().map(|ix| session(*ix)).collect(),
            leave: LeaveRecord::of(self.marked),
        }
    }
}

/// What stands in braces, what it is for, and what takes its place.
type Field = (&'static str, &'static str, Value);

const FIELDS: &[Field] = &[
    ("title", "the title", |page, due| page.session(due).title.clone()),
    ("room", "the room, or nothing", |page, due| {
        page.programme().room_name(page.session(due)).unwrap_or_default().to_owned()
    }),
    ("minutes", "minutes to its end if it runs, else to its start", |_, due| due.minutes.to_string()),
    ("state", "now or next", |_, due| if due.runs { "now" } else { "next" }.to_owned()),
    ("start", "when it begins, as 10:55", |page, due| page.hour(due, false)),
    ("end", "when it ends, as 11:30", |page, due| page.hour(due, true)),
    ("speakers", "the names of its speakers", |page, due| page.programme().people(due.ix)),
    ("track", "the track, or nothing", |page, due| {
        page.session(due).track.map(|track| page.programme().track(track).name.clone()).unwrap_or_default()
    }),
    ("event", "the event's short name", |page, due| page.programme().event_of(due.ix).short.clone()),
    ("leave", "when to leave for what you go to, or nothing", |page, _| leaving::line(page.marked).unwrap_or_default()),
    ("mark", "going, interested, or nothing", |page, due| page.marked.mark(due.ix).map_or("", Mark::name).to_owned()),
    ("id", "event/session", |page, due| page.programme().full_id(due.ix)),
];

pub(super) fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    FIELDS.iter().map(|(name, help, _)| (*name, *help))
}

#[derive(Debug, Clone)]
struct Format(Vec<Part>);

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    /// What takes the place of a field, in no more cells than this.
    Field(Value, usize),
}

type Value = fn(&Page<'_>, Due) -> String;

impl Format {
    fn fill(&self, page: &Page<'_>, due: Due, escapes: &[Escape]) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            // A status bar has one line.
            Part::Field(value, cells) => {
                let value = cut(&value(page, due).replace('\n', " "), *cells);
                escapes.iter().fold(value, |text, escape| escape.of(&text))
            }
        };
        self.0.iter().map(part).collect()
    }
}

/// A program that takes some of a line for more than text.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Escape {
    Tmux,
    Pango,
    Json,
}

impl Escape {
    fn of(self, text: &str) -> String {
        match self {
            // The format itself is the user's own and may say `#[bold]`.
            Self::Tmux => text.replace('#', "##"),
            Self::Pango => {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                text.replace('"', "&quot;").replace('\'', "&#39;")
            }
            Self::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
            }
        }
    }
}

/// Reads a format: fields stand in braces, and a brace that is none is doubled.
fn format(text: &str) -> Result<Format, String> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        literal.push_str(before);
        if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
            literal.push_str(&brace[..1]);
            rest = after;
            continue;
        }
        let field = brace.strip_prefix('{').and_then(|field| field.split_once('}'));
        let Some((name, after)) = field else {
            return Err("a brace is open; write {{ or }} for a brace that is no field".to_owned());
        };
        parts.push(Part::Text(std::mem::take(&mut literal)));
        let (name, cells) = match name.split_once(':') {
            Some((name, cells)) => (name, width_of(cells)?),
            None => (name, usize::MAX),
        };
        parts.push(Part::Field(field_of(name)?, cells));
        rest = after;
    }
    literal.push_str(rest);
    parts.push(Part::Text(literal));
    Ok(Format(parts))
}

fn width_of(cells: &str) -> Result<usize, String> {
    let number = cells.trim().parse().ok().filter(|cells| *cells > 0);
    number.ok_or_else(|| format!("'{cells}' is no width; write {{title:30}} for at most 30 cells of the title"))
}

fn field_of(name: &str) -> Result<Value, String> {
    let found = FIELDS.iter().find(|(known, ..)| *known == name.trim());
    let unknown =
        || format!("'{name}' is not a field; {}", one_of("fields", name.trim(), FIELDS.iter().map(|field| field.0)));
    found.map(|(_, _, value)| *value).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_would_understand_is_text_for_it() {
        let title = "#heise <b> & \"it's\" \\ #[fg=red]";
        assert_eq!(Escape::Tmux.of(title), "##heise <b> & \"it's\" \\ ##[fg=red]");
        assert_eq!(Escape::Pango.of(title), "#heise &lt;b&gt; &amp; &quot;it&#39;s&quot; \\ #[fg=red]");
        assert_eq!(Escape::Json.of(title), "#heise <b> & \\\"it's\\\" \\\\ #[fg=red]");
        assert_eq!(Escape::Json.of("\"a\""), "\\\"a\\\"");
    }

    #[test]
    fn a_format_that_makes_no_sense_is_told() {
        for (text, told) in [
            ("{titel}", "did you mean 'title'?"),
            ("{}", "the fields are title, room"),
            ("{quux}", "the fields are title, room"),
            ("{title", "a brace is open"),
            ("title}", "a brace is open"),
            ("{title:}", "'' is no width; write {title:30}"),
            ("{title:0}", "'0' is no width"),
            ("{titel:30}", "did you mean 'title'?"),
        ] {
            let error = format(text).err().unwrap_or_default();
            assert!(error.contains(told), "{text}: {error}");
        }
        for text in ["", "plain", "{title} in { room }", "{title:30}", "{ title : 30 }", "{{title}}", "{{{title}}}"] {
            assert!(format(text).is_ok(), "{text}");
        }
    }
}
