//! `kubetalks brief`: a day of mine in ten lines.

use super::agenda::heading;
use super::table::{label, painted};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, json};
use crate::agenda::{self, ConflictKind, Day, DayRow, Gap, Suggestion, suggestions};
use crate::changes::{ChangedField, FieldChange, Item, Report};
use crate::listing::SessionRecord;
use crate::measure::cut;
use crate::model::{Mark, SessionIx};
use crate::search::Likeness;
use crate::words::{counted, length};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Cells of the words that lines begin with.
const LABEL: usize = 9;
/// So many lines are about clashes, and as many about what changed.
const FEW: usize = 2;
/// So many are about free time.
const GAPS: usize = 3;

/// Show my next day in ten lines: first start, clashes, free time, what changed, friends
///
/// Without --day it is the first of your days that is not over: today, as long as something of it is to come.
#[derive(Debug, Args)]
pub(super) struct Brief {
    #[command(flatten)]
    scope: Scope,
    /// For scripts: an object
    #[arg(long)]
    json: bool,
}

impl Brief {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let now = startup.now();
        let mut sheets = agenda::agenda(&marked.context(), extent.event, now, startup.config.day.least_gap);
        sheets.days.retain(|day| extent.includes(day.event, day.date) && attended(day).next().is_some());
        let end = |ix: SessionIx| startup.programme.brief(ix).slot.map(|slot| slot.end);
        let is_ahead = |day: &&Day| attended(day).filter_map(|(ix, _)| end(ix)).any(|end| end > now);
        let day = sheets.days.iter().find(is_ahead).or(sheets.days.first().filter(|_| !extent.is_every_day()));
        let Some(day) = day else {
            startup.note("you go nowhere on such a day; 'kubetalks agenda' shows all of yours");
            return Ok(Exit::NOTHING);
        };
        let told = Told::of(&marked, day);
        if self.json {
            json::object(&told.record(), out)?
        } else {
            told.write(out)?
        }
        Ok(Exit::FINE)
    }
}

/// What I go to on a day, with what it gets in the way of; what was called off is left out.
fn attended(day: &Day) -> impl Iterator<Item = (SessionIx, &[(SessionIx, ConflictKind)])> {
    day.rows.iter().filter_map(|row| match row {
        DayRow::Session { ix, conflicts } => Some((*ix, conflicts.as_slice())),
        _ => None,
    })
}

/// Everything that is told of a day.
struct Told<'a> {
    marked: &'a MarkedSessions<'a>,
    day: &'a Day,
    going: Vec<SessionIx>,
    clashes: Vec<(SessionIx, SessionIx, ConflictKind)>,
    gaps: Vec<(Gap, Option<Suggestion>)>,
    changes: Vec<(String, String)>,
    /// Who goes to what of mine, or to something else that day.
    friends: BTreeMap<&'a str, Vec<(SessionIx, bool)>>,
}

impl<'a> Told<'a> {
    fn of(marked: &'a MarkedSessions<'a>, day: &'a Day) -> Self {
        let programme = &marked.startup.programme;
        let going: Vec<SessionIx> =
            attended(day).map(|(ix, _)| ix).filter(|ix| !programme.brief(*ix).cancelled).collect();
        let mut pairs = BTreeSet::new();
        let clashes = attended(day).flat_map(|(ix, with)| with.iter().map(move |(other, kind)| (ix, *other, *kind)));
        let clashes = clashes.filter(|(a, b, _)| pairs.insert((*a.min(b), *a.max(b)))).collect();
        let gaps = day.rows.iter().filter_map(|row| if let DayRow::Gap(gap) = row { Some(*gap) } else { None });
        let (gaps, changes) = (with_best(marked, gaps.collect()), changes(marked, day));
        let friends = friends(marked, day, &going);
        Self { marked, day, going, clashes, gaps, changes, friends }
    }

    fn title(&self, ix: SessionIx) -> &str {
        &self.marked.startup.programme.session(ix).title
    }

    /// `09:00 Its title, Hall 8`.
    fn place(&self, ix: SessionIx) -> String {
        let (programme, clocks) = (&self.marked.startup.programme, Clocks::of(self.marked.startup));
        let session = programme.session(ix);
        let start = session.slot.map(|slot| clocks.hours(programme.event_of(ix), slot.start, slot.start));
        let room = programme.room_name(session).map_or(String::new(), |room| format!(", {room}"));
        format!("{} {}{room}", start.unwrap_or_default(), session.title)
    }

    /// The lines, each with the word that it begins with.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let programme = &self.marked.startup.programme;
        let (clocks, event) = (Clocks::of(self.marked.startup), programme.event(self.day.event));
        let mut lines = Vec::new();
        let ends = self.going.iter().filter_map(|ix| programme.brief(*ix).slot).map(|slot| slot.end).max();
        lines.extend(self.going.first().map(|ix| ("First", self.place(*ix))));
        let count = counted(self.going.len(), "session");
        lines.extend(ends.map(|end| ("In all", format!("{count}, until {}", clocks.hours(event, end, end)))));
        for (a, b, kind) in self.clashes.iter().take(FEW) {
            let why = match kind {
                ConflictKind::Clash { minutes } => format!("{} of", length(*minutes)),
                ConflictKind::Tight { needed, have } => format!("{have} of {needed} min between"),
            };
            lines.push(("Clash", format!("{why} {} and {}", self.title(*b), self.title(*a))));
        }
        if self.clashes.len() > FEW {
            lines.push(("", format!("and {} more; 'kubetalks plan' solves them", self.clashes.len() - FEW)));
        }
        for (gap, best) in self.gaps.iter().take(GAPS) {
            let hours = clocks.hours(event, gap.from, gap.to);
            let best = best.as_ref().map_or("nothing fits".to_owned(), |best| self.place(best.session));
            lines.push(("Free", format!("{hours} ({}): {best}", length(gap.minutes()))));
        }
        for (title, what) in self.changes.iter().take(FEW) {
            lines.push(("Changed", format!("{title}: {what}")));
        }
        if self.changes.len() > FEW {
            let more = self.changes.len() - FEW;
            lines.push(("", format!("and {more} more of yours; 'kubetalks refresh --last' tells them")));
        }
        lines.extend(self.friends_line().map(|line| ("Friends", line)));
        lines
    }

    /// `Ana with you to A, B; Bo to C`.
    fn friends_line(&self) -> Option<String> {
        let of = |(name, sessions): (&&str, &Vec<(SessionIx, bool)>)| {
            let titles = |mine: bool| {
                let titles = sessions.iter().filter(|(_, shared)| *shared == mine).map(|(ix, _)| self.title(*ix));
                titles.collect::<Vec<_>>().join(", ")
            };
            let (with, apart) = (titles(true), titles(false));
            if with.is_empty() { format!("{name} to {apart}") } else { format!("{name} with you to {with}") }
        };
        (!self.friends.is_empty()).then(|| self.friends.iter().map(of).collect::<Vec<_>>().join("; "))
    }

    fn write(&self, out: &mut Output) -> io::Result<()> {
        let startup = self.marked.startup;
        let theme = &startup.config.theme;
        writeln!(out, "{}", heading(startup, self.day.event, self.day.date, out))?;
        for (word, text) in self.lines() {
            let room = out.columns().map_or(usize::MAX, |columns| columns.saturating_sub(LABEL));
            let style = if word == "Clash" { theme.clash } else { theme.text };
            let text = painted(&cut(&text, room), style, out);
            writeln!(out, "{}{text}", label(word, LABEL, theme.dim, out))?;
        }
        Ok(())
    }

    fn record(&self) -> BriefRecord<'_> {
        let programme = &self.marked.startup.programme;
        let clashes = self.clashes.iter().map(|(a, b, kind)| ClashRecord {
            sessions: [programme.full_id(*a), programme.full_id(*b)],
            kind: kind.name(),
        });
        let instant = |time| crate::listing::instant(programme.event(self.day.event), time);
        let gaps = self.gaps.iter().map(|(gap, best)| FreeRecord {
            start: instant(gap.from),
            end: instant(gap.to),
            minutes: gap.minutes(),
            best: best.as_ref().map(|best| self.marked.record(best.session)),
        });
        let friends = self.friends.iter().map(|(name, sessions)| FriendRecord {
            name,
            with_me: sessions.iter().filter(|(_, shared)| *shared).map(|(ix, _)| programme.full_id(*ix)).collect(),
            apart: sessions.iter().filter(|(_, shared)| !*shared).map(|(ix, _)| programme.full_id(*ix)).collect(),
        });
        BriefRecord {
            event: &programme.event(self.day.event).id,
            date: self.day.date,
            first: self.going.first().map(|ix| self.marked.record(*ix)),
            sessions: self.going.iter().map(|ix| programme.full_id(*ix)).collect(),
            clashes: clashes.collect(),
            gaps: gaps.collect(),
            changed: self.changes.iter().map(|(title, what)| ChangeRecord { title, what }).collect(),
            friends: friends.collect(),
        }
    }
}

/// Free time with what fits it best.
fn with_best(marked: &MarkedSessions<'_>, gaps: Vec<Gap>) -> Vec<(Gap, Option<Suggestion>)> {
    if gaps.is_empty() {
        return Vec::new();
    }
    let (programme, context) = (&marked.startup.programme, marked.context());
    let words = Likeness::new(programme);
    let nearest = |ix: SessionIx, marked: &[SessionIx]| words.nearest(programme, ix, marked);
    let best = |gap: Gap| (gap, suggestions(&context, &gap, marked.startup.now(), &nearest, 1).into_iter().next());
    gaps.into_iter().map(best).collect()
}

/// What the last refresh changed of mine on a day, in words.
fn changes(marked: &MarkedSessions<'_>, day: &Day) -> Vec<(String, String)> {
    let startup = marked.startup;
    let event = startup.programme.event(day.event);
    let reports = startup.event_store.as_ref().map(|store| store.changes(&event.id).0).unwrap_or_default();
    let Some(report) = reports.into_iter().next() else { return Vec::new() };
    let of_day = |item: &Item| {
        let session = startup.programme.session_by_id(&event.id, &item.id);
        session.is_some_and(|ix| agenda::dates_of(&startup.programme, ix).any(|date| date == day.date))
    };
    let is_mine = |report: &Report, item: &Item| report.entry_of(item, &startup.favourites).is_some() && of_day(item);
    let changed = report.changed.iter().filter(|changed| is_mine(&report, &changed.item)).map(|changed| {
        let told = changed.fields.iter().filter(|change| change.field < ChangedField::Title).map(told);
        (changed.item.title.clone(), told.collect::<Vec<_>>().join(", "))
    });
    let gone = report.gone.iter().filter(|item| report.entry_of_gone(item, &startup.favourites).is_some());
    let gone = gone.map(|item| (item.title.clone(), "gone".to_owned()));
    changed.filter(|(_, told)| !told.is_empty()).chain(gone).collect()
}

fn told(change: &FieldChange) -> String {
    match change.field {
        ChangedField::Cancelled | ChangedField::Reinstated => change.field.name().to_owned(),
        _ => format!("{} was {}", change.field.name(), change.old.or_none()),
    }
}

/// Who goes with me, and where those go who do not.
fn friends<'a>(
    marked: &'a MarkedSessions<'a>,
    day: &Day,
    mine: &[SessionIx],
) -> BTreeMap<&'a str, Vec<(SessionIx, bool)>> {
    let programme = &marked.startup.programme;
    let mut friends: BTreeMap<&str, Vec<(SessionIx, bool)>> = BTreeMap::new();
    for ix in programme.sessions_at(day.event) {
        if agenda::dates_of(programme, *ix).any(|date| date == day.date) {
            for (friend, mark) in marked.startup.friend_marks().at(*ix) {
                if mark == Mark::Going {
                    friends.entry(friend.name.as_str()).or_default().push((*ix, mine.contains(ix)));
                }
            }
        }
    }
    friends
}

/// A day: `first` is what begins it, `sessions` all that I go to.
#[derive(Serialize)]
struct BriefRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    first: Option<SessionRecord<'a>>,
    sessions: Vec<String>,
    clashes: Vec<ClashRecord>,
    gaps: Vec<FreeRecord<'a>>,
    changed: Vec<ChangeRecord<'a>>,
    friends: Vec<FriendRecord<'a>>,
}

#[derive(Serialize)]
struct ClashRecord {
    sessions: [String; 2],
    kind: &'static str,
}

/// Free time with the session that fits it best.
#[derive(Serialize)]
struct FreeRecord<'a> {
    start: String,
    end: String,
    minutes: u32,
    best: Option<SessionRecord<'a>>,
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    title: &'a str,
    what: &'a str,
}

/// A friend, with what they go to with me and without me.
#[derive(Serialize)]
struct FriendRecord<'a> {
    name: &'a str,
    with_me: Vec<String>,
    apart: Vec<String>,
}
