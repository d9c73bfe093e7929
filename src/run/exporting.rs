//! Exports that are asked for while the program runs.

use super::fetcher::home_of;
use crate::export::{ExportFormat, ExportOptions, export};
use crate::model::{Personal, Programme, SessionIx};
use crate::problem::Problem;
use crate::store::ExportStore;
use crate::tui::{ExportOrder, Message};
use crate::words::counted;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::path::PathBuf;

/// What has to be known for any export.
#[derive(Debug, Clone)]
pub(super) struct Exports {
    /// Where earlier exports are remembered, if anywhere.
    pub(super) folder: Option<PathBuf>,
    pub(super) ascii: bool,
}

impl Exports {
    /// Writes sessions into a file, and says so.
    pub(super) fn write(
        &self,
        programme: &Programme,
        personal: &[Personal],
        now: DateTime<Utc>,
        order: ExportOrder,
    ) -> Result<Message, Problem> {
        let ExportOrder { format, sessions, title, notes, file, force } = order;
        let (mut earlier, lost) = self.folder.as_deref().map(ExportStore::open).unwrap_or_default();
        let mut versions = HashMap::new();
        if format == ExportFormat::Ics {
            let timed = sessions.iter().copied().filter(|ix| programme.brief(*ix).slot.is_some());
            versions = earlier.uid_registry.register(programme, &timed.collect::<Vec<SessionIx>>());
        }
        let options = ExportOptions { title, now, notes, alarm_minutes: None, versions };
        let exported = export(format, programme, &sessions, personal, &options);
        let exported = if self.ascii { exported.in_ascii(format) } else { exported };
        let count = sessions.len() - exported.left_out.len();
        if count == 0 {
            let problem =
                Problem::error("kubetalks", "none of these sessions has a time, so there is nothing for a calendar");
            return Err(problem.advise("another form takes them"));
        }
        let path = home_of(&file);
        let otherwise = "choose another name, or to replace whatever is there";
        let durability = earlier.replace(&path, exported.text.as_bytes(), force, otherwise)?;
        let whole = path.canonicalize().unwrap_or(path);
        let left = match exported.left_out.len() {
            0 => String::new(),
            left => format!(" · {} without a time left out", counted(left, "session")),
        };
        let warnings = [lost, durability.warning(&whole.display().to_string()), earlier.store()];
        let warnings: String = warnings.into_iter().flatten().map(|problem| format!(" · {problem}")).collect();
        Ok(Message::Done(format!("{} written to {}{left}{warnings}", counted(count, "session"), whole.display())))
    }
}
