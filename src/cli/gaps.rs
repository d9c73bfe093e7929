//! `kubetalks gaps`: free time, and what fits it.

use super::agenda::{COLUMNS, heading, remark};
use super::table::table;
use super::{Clocks, Ending, Exit, MarkedSessions, Scope, Startup, agenda, json, list};
use crate::agenda::{Gap, Suggestion, gaps, suggestions};
use crate::io::output::Output;
use crate::listing::{SessionRecord, instant};
use crate::model::{EventIx, Mark, SessionIx};
use crate::search::{self, Index};
use crate::words::length;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Show my free time and what fits it, with reasons
#[derive(Debug, Args)]
pub(super) struct Gaps {
    #[command(flatten)]
    scope: Scope,
    /// At most so many suggestions for each gap
    #[arg(long, value_name = "N", default_value_t = 5)]
    count: usize,
    /// For scripts: an array of gaps
    #[arg(long)]
    json: bool,
}

/// A gap with what fits it.
struct Free {
    date: NaiveDate,
    gap: Gap,
    fits: Vec<Suggestion>,
}

impl Gaps {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let days = extent.days(&marked, |ix| marked.context().mark(ix) == Some(Mark::Going));
        let found = self.find(startup, &marked, &days);
        if self.json {
            json::array(found.iter().map(|free| record(startup, &marked, free)), out)?;
        } else if days.is_empty() {
            startup.complain(extent.no_day(startup));
        } else {
            write(startup, &marked, &days, &found, out)?;
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }

    fn find(&self, startup: &Startup, marked: &MarkedSessions<'_>, days: &[(EventIx, NaiveDate)]) -> Vec<Free> {
        let context = marked.context();
        let all: Vec<(NaiveDate, Gap)> = days
            .iter()
            .flat_map(|(event, date)| {
                let found = gaps(&context, *event, *date, startup.config.day.least_gap).into_iter();
                found.map(|gap| (*date, gap))
            })
            .collect();
        if all.is_empty() {
            return Vec::new();
        }
        let words = search::Likeness::new(&startup.programme, &Index::new(&startup.programme));
        let nearest = |ix: SessionIx, marked: &[SessionIx]| words.nearest(ix, marked);
        let fits = |gap: &Gap| suggestions(&context, gap, &nearest, self.count);
        all.into_iter().map(|(date, gap)| Free { date, gap, fits: fits(&gap) }).collect()
    }
}

fn reasons(startup: &Startup, suggestion: &Suggestion) -> Vec<String> {
    suggestion.reasons.iter().map(|reason| reason.text(&startup.programme)).collect()
}

fn write(
    startup: &Startup,
    marked: &MarkedSessions<'_>,
    days: &[(EventIx, NaiveDate)],
    found: &[Free],
    out: &mut Output,
) -> io::Result<()> {
    let (theme, clocks) = (&startup.config.theme, Clocks::of(startup));
    let mut between = "";
    for (event, date) in days {
        writeln!(out, "{between}{}", heading(startup, *event, *date, out))?;
        between = "\n";
        let mut rows = Vec::new();
        for free in found.iter().filter(|free| free.gap.event == *event && free.date == *date) {
            let hours = clocks.hours(startup.programme.event(*event), free.gap.from, free.gap.to);
            let nothing = if free.fits.is_empty() { ", nothing fits" } else { "" };
            rows.push(remark(hours, format!("{} free{nothing}", length(free.gap.minutes())), theme.accent));
            for suggestion in &free.fits {
                rows.push(agenda::cells(marked, startup, suggestion.session));
                rows.push(remark("", reasons(startup, suggestion).join(", "), theme.dim));
            }
        }
        if rows.is_empty() {
            writeln!(out, "no free time")?;
        }
        table(COLUMNS, &rows, out)?;
    }
    Ok(())
}

fn record<'a>(startup: &'a Startup, marked: &'a MarkedSessions<'a>, free: &Free) -> GapRecord<'a> {
    let event = startup.programme.event(free.gap.event);
    let fits = free.fits.iter().map(|suggestion| FitRecord {
        session: list::record(startup, suggestion.session, &marked.personal),
        reasons: reasons(startup, suggestion),
    });
    GapRecord {
        event: &event.id,
        date: free.date,
        start: instant(event, free.gap.from),
        end: instant(event, free.gap.to),
        minutes: free.gap.minutes(),
        after: free.gap.after.map(|ix| startup.programme.full_id(ix)),
        before: free.gap.before.map(|ix| startup.programme.full_id(ix)),
        fits: fits.collect(),
    }
}

#[derive(Serialize)]
struct GapRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    start: String,
    end: String,
    minutes: u32,
    after: Option<String>,
    before: Option<String>,
    fits: Vec<FitRecord<'a>>,
}

/// A session that fits, and why it is suggested.
#[derive(Serialize)]
struct FitRecord<'a> {
    session: SessionRecord<'a>,
    reasons: Vec<String>,
}
