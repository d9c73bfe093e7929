//! Exports that are asked for while the program runs.

use super::fetcher::home_of;
use crate::export::{ExportOptions, MY_AGENDA, export, taken_back};
use crate::model::{Personal, Programme};
use crate::problem::Problem;
use crate::store::ExportStore;
use crate::tui::{ExportOrder, Message};
use crate::words::counted;
use chrono::{DateTime, Utc};
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
        let path = home_of(&file);
        // What the user goes to is the same calendar as that of the command.
        let selection = if title == MY_AGENDA { String::new() } else { title.clone() };
        let place = earlier.take_up(&path)?;
        let options = ExportOptions { title, selection, place, now, notes, ..ExportOptions::default() };
        let registry = &mut earlier.uid_registry;
        let exported = export(format, programme, &sessions, personal, &options, registry);
        let taken_back = taken_back(&exported.withdrawn, !options.selection.is_empty());
        let exported = if self.ascii { exported.in_ascii(format) } else { exported };
        let count = sessions.len() - exported.left_out.len();
        if count == 0 && exported.withdrawn.is_empty() {
            let problem =
                Problem::error("kubetalks", "none of these sessions has a time, so there is nothing for a calendar");
            return Err(problem.advise("another form takes them"));
        }
        let otherwise = "choose another name, or to replace whatever is there";
        let durability = earlier.replace(&path, exported.text.as_bytes(), force, otherwise)?;
        let whole = path.canonicalize().unwrap_or(path);
        let left = match exported.left_out.len() {
            0 => String::new(),
            left => format!(" · {} without a time left out", counted(left, "session")),
        };
        let warning = durability.and_then(|durability| durability.warning(&whole.display().to_string()));
        let warnings = [lost, warning, earlier.store()].into_iter().flatten().map(|problem| problem.to_string());
        let warnings: String = taken_back.into_iter().chain(warnings).map(|told| format!(" · {told}")).collect();
        Ok(Message::Done(format!("{} written to {}{left}{warnings}", counted(count, "session"), whole.display())))
    }
}
