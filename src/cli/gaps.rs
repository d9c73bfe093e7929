//! `kubetalks gaps`: free time, and what fits it.

use super::agenda::{COLUMNS, heading, remark};
use super::mine::{Mine, Scope};
use super::table::table;
use super::times::{Clocks, length};
use super::{Desk, Exit, agenda, complain, json, list};
use crate::agenda::{Gap, Suggestion, gaps, suggestions};
use crate::io::output::Output;
use crate::listing::{SessionRecord, instant};
use crate::model::{EventIx, Mark, SessionIx};
use crate::search::{self, Index};
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
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let mine = Mine::of(desk);
        let Some(extent) = self.scope.told(&mine) else { return Ok(Exit::Failed) };
        let days = extent.days(&mine, |ix| mine.context().mark(ix) == Some(Mark::Going));
        let found = self.find(desk, &mine, &days);
        if self.json {
            json::array(found.iter().map(|free| record(desk, &mine, free)), out)?;
        } else if days.is_empty() {
            complain(extent.no_day(desk));
        } else {
            write(desk, &mine, &days, &found, out)?;
        }
        Ok(if found.is_empty() { Exit::Nothing } else { Exit::Fine })
    }

    fn find(&self, desk: &Desk, mine: &Mine<'_>, days: &[(EventIx, NaiveDate)]) -> Vec<Free> {
        let context = mine.context();
        let all: Vec<(NaiveDate, Gap)> = days
            .iter()
            .flat_map(|(event, date)| {
                let found = gaps(&context, *event, *date, desk.config.least_gap).into_iter();
                found.map(|gap| (*date, gap))
            })
            .collect();
        if all.is_empty() {
            return Vec::new();
        }
        let words = search::Likeness::new(&desk.programme, &Index::new(&desk.programme));
        let nearest = |ix: SessionIx, marked: &[SessionIx]| words.nearest(ix, marked);
        let fits = |gap: &Gap| suggestions(&context, gap, &nearest, self.count);
        all.into_iter().map(|(date, gap)| Free { date, gap, fits: fits(&gap) }).collect()
    }
}

fn reasons(desk: &Desk, suggestion: &Suggestion) -> Vec<String> {
    suggestion.reasons.iter().map(|reason| reason.text(&desk.programme)).collect()
}

fn write(
    desk: &Desk,
    mine: &Mine<'_>,
    days: &[(EventIx, NaiveDate)],
    found: &[Free],
    out: &mut Output,
) -> io::Result<()> {
    let (theme, clocks) = (&desk.config.theme, Clocks::of(desk));
    let mut between = "";
    for (event, date) in days {
        writeln!(out, "{between}{}", heading(desk, *event, *date, out))?;
        between = "\n";
        let mut rows = Vec::new();
        for free in found.iter().filter(|free| free.gap.event == *event && free.date == *date) {
            let hours = clocks.hours(desk.programme.event(*event), free.gap.from, free.gap.to);
            let nothing = if free.fits.is_empty() { ", nothing fits" } else { "" };
            rows.push(remark(hours, format!("{} free{nothing}", length(free.gap.minutes())), theme.accent));
            for suggestion in &free.fits {
                rows.push(agenda::cells(mine, desk, suggestion.session));
                rows.push(remark("", reasons(desk, suggestion).join(", "), theme.dim));
            }
        }
        if rows.is_empty() {
            writeln!(out, "no free time")?;
        }
        table(COLUMNS, &rows, out)?;
    }
    Ok(())
}

fn record<'a>(desk: &'a Desk, mine: &'a Mine<'a>, free: &Free) -> GapRecord<'a> {
    let event = desk.programme.event(free.gap.event);
    let fits = free.fits.iter().map(|suggestion| FitRecord {
        session: list::record(desk, suggestion.session, &mine.personal),
        reasons: reasons(desk, suggestion),
    });
    GapRecord {
        event: &event.id,
        date: free.date,
        start: instant(event, free.gap.from),
        end: instant(event, free.gap.to),
        minutes: free.gap.minutes(),
        after: free.gap.after.map(|ix| desk.programme.full_id(ix)),
        before: free.gap.before.map(|ix| desk.programme.full_id(ix)),
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
