//! `kubetalks insights`: what is counted of sessions.

use super::list::read;
use super::table::Column::{Flexible, Number};
use super::table::{Cell, Columns, painted, tables};
use super::{Ending, Exit, MarkedSessions, Output, Scope, Startup, complete, json};
use crate::insights::{Insights as Counted, MyDay, TrackCount, Trend, WeekDay, Who};
use crate::model::Programme;
use crate::words::{counted, length, short_day};
use chrono::NaiveDate;
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use serde::Serialize;
use std::io;

/// Rows of each picture that people are told.
const TOLD: usize = 12;

/// Count sessions: by topic, technologies over the events, firms and people, my days, the week
#[derive(Debug, Args)]
pub(super) struct Insights {
    /// Of what a query finds, in place of everything; 'kubetalks list --help' shows the language
    #[arg(add = Offer::new(complete::query))]
    query: Vec<String>,
    #[command(flatten)]
    scope: Scope,
    /// For scripts: an object with every number
    #[arg(long)]
    json: bool,
}

impl Insights {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let programme = &startup.programme;
        let found = marked.find(&read(startup, &self.query)?, |ix| extent.holds(programme, ix));
        let counted = Counted::of(&marked.context(), &found);
        if self.json {
            json::object(&record(programme, found.len(), &counted), out)?;
        } else if found.is_empty() {
            startup.note("there is nothing to count: no session is meant");
        } else {
            write(startup, &counted, out)?;
        }
        Ok(Exit::unless(found.is_empty()))
    }
}

fn write(startup: &Startup, counted_all: &Counted, out: &mut Output) -> io::Result<()> {
    let programme = &startup.programme;
    let row = |name: String, count: usize, rest: String| -> [Cell; 3] {
        [name.into(), count.to_string().into(), rest.into()]
    };
    let topics = counted_all.topics.iter().map(|topic| {
        let mine = format!("{} going, {} interested", topic.going, topic.interested);
        row(topic.name.clone().unwrap_or_else(|| "no track".to_owned()), topic.sessions, mine)
    });
    let trends = counted_all.trends.iter().map(|trend| {
        let events = trend.events.iter().map(|(event, some, _)| format!("{} {some}", programme.event(*event).short));
        let all = trend.events.iter().map(|(_, some, _)| some).sum();
        row(trend.tag.clone(), all, format!("{:+} %: {}", trend.change, events.collect::<Vec<_>>().join(", ")))
    });
    let years = |who: &Who| who.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let names = |all: &[Who]| all.iter().map(|one| row(one.name.clone(), one.sessions, years(one))).collect::<Vec<_>>();
    let days = counted_all.days.iter().map(|day| {
        let [going, interested, free] = [day.going, day.interested, day.free].map(length);
        let rest = format!("going {going}, interested {interested}, free {free}");
        row(format!("{} {}", short_day(day.date), programme.event(day.event).short), day.rooms, rest)
    });
    let week = counted_all.week.iter().map(|day| {
        let most = day.sessions.iter().copied().max().unwrap_or(0);
        let busiest = day.sessions.iter().position(|count| *count == most).unwrap_or(0);
        let at = format!("at once, {:02}:{:02}", busiest / 2 % 24, busiest % 2 * 30);
        row(format!("{} {}", short_day(day.date), programme.event(day.event).short), most, at)
    });
    let parts: Vec<(&str, Vec<[Cell; 3]>)> = vec![
        ("Topics", topics.collect()),
        ("Technologies over the events", trends.collect()),
        ("Organisations", names(&counted_all.firms)),
        ("Speakers", names(&counted_all.people)),
        ("My days, with the rooms", days.collect()),
        ("The week, with the most at once", week.collect()),
    ];
    let heading = |(title, rows): (&str, Vec<[Cell; 3]>)| {
        let more = rows.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(" · {} more", counted(more, "row")) } else { String::new() };
        let heading = painted(&format!("{title}{more}"), startup.config.theme.heading, out);
        (heading, rows.into_iter().take(TOLD).collect::<Vec<_>>())
    };
    let parts: Vec<_> = parts.into_iter().filter(|(_, rows)| !rows.is_empty()).map(heading).collect();
    tables(Columns([Flexible(20), Number, Flexible(10)], &[]), parts, out)
}

fn record<'a>(programme: &'a Programme, sessions: usize, counted: &'a Counted) -> InsightsRecord<'a> {
    let id = |event| programme.event(event).id.as_str();
    let topic = |one: &'a TrackCount| TopicRecord {
        track: one.name.as_deref(),
        sessions: one.sessions,
        going: one.going,
        interested: one.interested,
    };
    let trend = |one: &'a Trend| TrendRecord {
        tag: &one.tag,
        change: one.change,
        events: one
            .events
            .iter()
            .map(|(event, some, of)| ShareRecord { event: id(*event), sessions: *some, of: *of })
            .collect(),
    };
    let who = |one: &'a Who| WhoRecord { name: &one.name, sessions: one.sessions, years: &one.years };
    let day = |one: &'a MyDay| MyDayRecord {
        event: id(one.event),
        date: one.date,
        going: one.going,
        interested: one.interested,
        free: one.free,
        rooms: one.rooms,
        levels: one.levels,
    };
    let week = |one: &'a WeekDay| WeekRecord {
        event: id(one.event),
        date: one.date,
        sessions: &one.sessions,
        mine: &one.mine,
        clashes: &one.clashes,
    };
    InsightsRecord {
        sessions,
        topics: counted.topics.iter().map(topic).collect(),
        technologies: counted.trends.iter().map(trend).collect(),
        organisations: counted.firms.iter().map(who).collect(),
        speakers: counted.people.iter().map(who).collect(),
        days: counted.days.iter().map(day).collect(),
        week: counted.week.iter().map(week).collect(),
    }
}

#[derive(Serialize)]
struct InsightsRecord<'a> {
    sessions: usize,
    topics: Vec<TopicRecord<'a>>,
    technologies: Vec<TrendRecord<'a>>,
    organisations: Vec<WhoRecord<'a>>,
    speakers: Vec<WhoRecord<'a>>,
    days: Vec<MyDayRecord<'a>>,
    week: Vec<WeekRecord<'a>>,
}

#[derive(Serialize)]
struct TopicRecord<'a> {
    track: Option<&'a str>,
    sessions: usize,
    going: usize,
    interested: usize,
}

/// `change` is in hundredths of the sessions that have tags, from the first event to the last.
#[derive(Serialize)]
struct TrendRecord<'a> {
    tag: &'a str,
    change: i64,
    events: Vec<ShareRecord<'a>>,
}

#[derive(Serialize)]
struct ShareRecord<'a> {
    event: &'a str,
    sessions: usize,
    of: usize,
}

#[derive(Serialize)]
struct WhoRecord<'a> {
    name: &'a str,
    sessions: usize,
    years: &'a [i32],
}

/// Minutes; `levels` are beginner, intermediate, advanced.
#[derive(Serialize)]
struct MyDayRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    going: u32,
    interested: u32,
    free: u32,
    rooms: usize,
    levels: [usize; 3],
}

/// Half hours from midnight on.
#[derive(Serialize)]
struct WeekRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    sessions: &'a [usize],
    mine: &'a [usize],
    clashes: &'a [bool],
}
