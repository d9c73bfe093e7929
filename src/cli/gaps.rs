//! `kubetalks gaps`: free time, and what fits it.

use super::agenda::{COLUMNS, GapRecord, heading, remark};
use super::table::tables;
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, json};
use crate::agenda::{Gap, Suggestion, gaps, suggestions};
use crate::listing::SessionRecord;
use crate::model::{EventIx, Mark, SessionIx};
use crate::search::Likeness;
use crate::words::length;
use chrono::NaiveDate;
use clap::Args;
use ratatui::style::Style;
use serde::Serialize;
use std::io;

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

struct Free {
    date: NaiveDate,
    gap: Gap,
    fits: Vec<Suggestion>,
}

impl Gaps {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        startup.marks_known()?;
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let days = extent.days(&marked, |ix| marked.mark(ix) == Some(Mark::Going));
        let found = self.find(&marked, &days);
        if self.json {
            json::array(found.iter().map(|free| record(&marked, free)), out)?;
        } else if days.is_empty() {
            startup.note(extent.no_day(startup));
        } else {
            write(&marked, &days, &found, out)?;
        }
        Ok(Exit::unless(found.is_empty()))
    }

    fn find(&self, marked: &MarkedSessions<'_>, days: &[(EventIx, NaiveDate)]) -> Vec<Free> {
        let (context, startup) = (marked.context(), marked.startup);
        let of_day = |(event, date): &(EventIx, NaiveDate)| {
            let (date, found) = (*date, gaps(&context, *event, *date, startup.config.day.least_gap));
            found.into_iter().map(move |gap| (date, gap))
        };
        let all: Vec<(NaiveDate, Gap)> = days.iter().flat_map(of_day).collect();
        if all.is_empty() {
            return Vec::new();
        }
        let words = Likeness::new(&startup.programme);
        let nearest = |ix: SessionIx, marked: &[SessionIx]| words.nearest(&startup.programme, ix, marked);
        let fits = |gap: &Gap| suggestions(&context, gap, startup.now(), &nearest, self.count);
        all.into_iter().map(|(date, gap)| Free { date, gap, fits: fits(&gap) }).collect()
    }
}

fn reasons(startup: &Startup, suggestion: &Suggestion) -> Vec<String> {
    suggestion.reasons.iter().map(|reason| reason.text(&startup.programme)).collect()
}

fn write(
    marked: &MarkedSessions<'_>,
    days: &[(EventIx, NaiveDate)],
    found: &[Free],
    out: &mut Output,
) -> io::Result<()> {
    let startup = marked.startup;
    let (theme, clocks) = (&startup.config.theme, Clocks::of(startup));
    let mut parts = Vec::new();
    for (event, date) in days {
        let mut rows = Vec::new();
        for free in found.iter().filter(|free| free.gap.event == *event && free.date == *date) {
            let hours = clocks.hours(startup.programme.event(*event), free.gap.from, free.gap.to);
            let nothing = if free.fits.is_empty() { ", nothing fits" } else { "" };
            rows.push(remark(hours, format!("{} free{nothing}", length(free.gap.minutes())), theme.accent));
            for suggestion in &free.fits {
                rows.push(marked.cells(suggestion.session, out));
                let reasons = reasons(startup, suggestion).join(", ");
                rows.extend((!reasons.is_empty()).then(|| remark("", reasons, theme.dim)));
            }
        }
        if rows.is_empty() {
            rows.push(remark("", "no free time", Style::new()));
        }
        parts.push((heading(startup, *event, *date, out), rows));
    }
    tables(COLUMNS, parts, out)
}

fn record<'a>(marked: &'a MarkedSessions<'a>, free: &Free) -> FreeRecord<'a> {
    let programme = &marked.startup.programme;
    let fits = free.fits.iter().map(|suggestion| FitRecord {
        session: marked.record(suggestion.session),
        reasons: reasons(marked.startup, suggestion),
    });
    FreeRecord {
        event: &programme.event(free.gap.event).id,
        date: free.date,
        gap: GapRecord::of(programme, &free.gap),
        fits: fits.collect(),
    }
}

#[derive(Serialize)]
struct FreeRecord<'a> {
    event: &'a str,
    date: NaiveDate,
    #[serde(flatten)]
    gap: GapRecord,
    fits: Vec<FitRecord<'a>>,
}

/// A session that fits, and why it is suggested.
#[derive(Serialize)]
struct FitRecord<'a> {
    session: SessionRecord<'a>,
    reasons: Vec<String>,
}
