//! `kubetalks share`: what the user marked of an event as a line of text, and as a code to scan.

use super::table::filled;
use super::{Ending, Exit, MarkedSessions, Output, Startup, complete, failed, json};
use crate::model::{EventIx, Mark, SessionIx};
use crate::problem::Problem;
use crate::share::{QUIET, Qr, code_of, event_meant};
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use ratatui::style::{Color, Modifier, Style};
use serde::Serialize;
use std::io::{self, Write};

/// Hand what I marked of an event over: as a line of text, and as a code to scan
///
/// 'kubetalks friends add NAME LINE' takes it as what a friend goes to, 'kubetalks mark --from LINE' as your own marks. The
/// line tells which sessions you go to and which interest you, and nothing else: no notes, no ratings. Whoever takes it needs
/// the schedule of the event, in whatever version. On a terminal the code to scan stands above it.
#[derive(Debug, Args)]
pub(super) struct Share {
    /// Of this event, where you marked sessions of several
    #[arg(long, value_name = "ID", add = Offer::new(complete::events))]
    event: Option<String>,
    /// Only what you go to, and not what interests you
    #[arg(long)]
    going: bool,
    /// The code to scan in a pipe or a file too
    #[arg(long, conflicts_with = "json")]
    qr: bool,
    /// Light and dark the other way round, where there are no colours and the terminal is light
    #[arg(long)]
    invert: bool,
    /// For scripts: an object
    #[arg(long)]
    json: bool,
}

impl Share {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let programme = &startup.programme;
        let mark = |ix: SessionIx| marked.mark(ix).filter(|mark| !self.going || *mark == Mark::Going);
        let event = match &self.event {
            Some(id) => startup.event(id)?,
            None => event_meant(programme, mark, startup.now()).map_err(|events| which(startup, &events))?,
        };
        let id = &programme.event(event).id;
        let nothing = || failed(format!("nothing is marked of '{id}'")).advise("'kubetalks mark ID' marks a session");
        let code = code_of(programme, event, mark).ok_or_else(nothing)?;
        if self.json {
            let count =
                |wanted: Mark| programme.sessions_at(event).iter().filter(|ix| mark(**ix) == Some(wanted)).count();
            let (going, interested) = (count(Mark::Going), count(Mark::Interested));
            json::object(&CodeRecord { event: id, going, interested, code: &code }, out)?;
            return Ok(Exit::FINE);
        }
        if let Some(qr) = Qr::of(&code).filter(|_| self.qr || out.is_terminal()) {
            let is_wide = out.columns().is_none_or(|columns| columns >= width_of(&qr, out));
            if is_wide {
                draw(&qr, self.invert, out)?;
            } else {
                startup
                    .note(format!("the code to scan is {} columns wide, and this terminal is not", width_of(&qr, out)));
            }
        }
        out.write_exact(&format!("{code}\n"))?;
        Ok(Exit::FINE)
    }
}

/// What to say where sessions of several events are marked, or of none.
fn which(startup: &Startup, events: &[EventIx]) -> Problem {
    let ids: Vec<&str> = events.iter().map(|event| startup.programme.event(*event).id.as_str()).collect();
    match ids.as_slice() {
        [] => failed("there is nothing to hand over").advise("'kubetalks mark ID' marks what you go to"),
        ids => failed(format!("you marked sessions of {} events", ids.len()))
            .advise(format!("say of which with --event: {}", ids.join(", "))),
    }
}

/// How many columns a code takes.
fn width_of(qr: &Qr, out: &Output) -> usize {
    (qr.size() + 2 * QUIET) * if out.is_rewritten() { 2 } else { 1 }
}

/// The code: half blocks in black on white, which can be read whatever the terminal looks like; two cells a square where
/// there is nothing but ASCII. Without colours light squares are painted, as for a dark terminal.
fn draw(qr: &Qr, invert: bool, out: &mut Output) -> io::Result<()> {
    // Black and white as nearly every terminal has them, whatever its own colours look like.
    let style = Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231));
    if !out.is_rewritten() {
        let ink_is_dark = out.has_colour() != invert;
        for line in qr.half_blocks(QUIET, ink_is_dark) {
            // Where a row is light all over there is nothing but blanks, which have a ground of their own.
            let line = if out.has_colour() { filled(&line, style, out) } else { line };
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    for row in qr.runs(QUIET) {
        for (dark, count) in row {
            let cells = count * 2;
            let piece = match out.has_colour() {
                true => {
                    filled(&" ".repeat(cells), if dark { style.add_modifier(Modifier::REVERSED) } else { style }, out)
                }
                false => if dark == invert { "#" } else { " " }.repeat(cells),
            };
            write!(out, "{piece}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The marks of an event in a line of text.
#[derive(Serialize)]
struct CodeRecord<'a> {
    event: &'a str,
    going: usize,
    interested: usize,
    code: &'a str,
}
