//! `kubetalks events`: what is loaded.

use super::table::{Cell, Column, table};
use super::times::days;
use super::{Desk, Exit, json};
use crate::io::output::Output;
use crate::listing::EventRecord;
use crate::model::EventIx;
use clap::Args;
use std::io;

/// List the events that are loaded, with counts and sources
#[derive(Debug, Args)]
pub(super) struct Events {
    /// For scripts: an array of objects
    #[arg(long)]
    json: bool,
}

impl Events {
    pub(super) fn run(&self, desk: &Desk, out: &mut Output) -> io::Result<Exit> {
        let (programme, theme) = (&desk.programme, &desk.config.theme);
        let all = (0..programme.events().len()).map(EventIx::new);
        if self.json {
            json::array(all.map(|ix| EventRecord::of(programme, ix)), out)?;
        } else {
            let row = |ix: EventIx| -> [Cell; 6] {
                let event = programme.event(ix);
                [
                    event.id.as_str().into(),
                    event.name.as_str().into(),
                    days(event).into(),
                    sessions(programme.sessions_at(ix).len()).into(),
                    Cell::new(event.place.clone().unwrap_or_default(), theme.dim),
                    Cell::new(event.source.to_string(), theme.dim),
                ]
            };
            let columns = [
                Column::WHOLE,
                Column::flexible(16),
                Column::WHOLE,
                Column::NUMBER,
                Column::flexible(20),
                Column::flexible(7),
            ];
            table(columns, &all.map(row).collect::<Vec<_>>(), out)?;
        }
        Ok(if programme.events().is_empty() { Exit::Nothing } else { Exit::Fine })
    }
}

fn sessions(count: usize) -> String {
    if count == 1 { "1 session".to_owned() } else { format!("{count} sessions") }
}
