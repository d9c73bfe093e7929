//! Exports that are asked for while the program runs.

use super::fetcher::home_of;
use crate::export::{ExportOptions, export};
use crate::model::{Personal, Programme};
use crate::problem::Problem;
use crate::store::{EventStore, ExportStore};
use crate::tui::ExportOrder;
use crate::words::counted;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What has to be known for any export.
#[derive(Debug, Clone)]
pub(super) struct Exports {
    /// Where earlier exports are remembered, if anywhere.
    pub(super) folder: Option<PathBuf>,
    pub(super) ascii: bool,
    /// The ids of the events that ship, and where the imported ones are.
    pub(super) shipped: Vec<String>,
    pub(super) event_store: Option<EventStore>,
    /// Whether all was known at the start that the user had marked.
    pub(super) known: bool,
}

impl Exports {
    /// Writes sessions into a file, and says so.
    pub(super) fn write(
        &self,
        programme: &Programme,
        personal: &[Personal],
        now: DateTime<Utc>,
        order: ExportOrder,
    ) -> Result<String, Problem> {
        let ExportOrder { format, sessions, selection, notes, file, force, rules } = order;
        let (mut earlier, lost) = self.folder.as_deref().map(ExportStore::open).unwrap_or_default();
        let path = home_of(&file);
        let (place, events) = (earlier.take_up(&path)?, self.events());
        let options = ExportOptions { selection, place, now, notes, events, rules, ..ExportOptions::default() };
        let registry = &mut earlier.uid_registry;
        let exported = export(format, programme, &sessions, personal, &options, registry);
        exported.refuse_unknown(self.known)?;
        let told = exported.taken_back(!options.selection.is_empty()).into_iter().chain(exported.kept_waiting());
        let exported = if self.ascii { exported.in_ascii(format) } else { exported };
        let count = sessions.len() - exported.left_out.len();
        if count == 0 && exported.withdrawn.is_empty() {
            let problem =
                Problem::error("kubetalks", "none of these sessions has a time, so there is nothing for this form");
            return Err(problem.advise("another form takes them"));
        }
        let otherwise = "choose another name, or under 'If there' to replace it whatever it is";
        let durability = earlier.replace(&path, exported.text.as_bytes(), force, otherwise)?;
        let whole = path.canonicalize().unwrap_or(path);
        let left = match exported.left_out.len() {
            0 => String::new(),
            left => format!(" · {} without a time left out", counted(left, "session")),
        };
        let warning = durability.and_then(|durability| durability.warning(&whole.display().to_string()));
        let warnings = [lost, warning, earlier.store()].into_iter().flatten().map(|problem| problem.to_string());
        let warnings: String = told.chain(warnings).map(|told| format!(" · {told}")).collect();
        Ok(format!("{} written to {}{left}{warnings}", counted(count, "session"), whole.display()))
    }

    /// The ids of the events there are, whether they take part or not, unless they cannot be listed.
    fn events(&self) -> Option<BTreeSet<String>> {
        let imported = self.event_store.as_ref().map_or(Some(Vec::new()), EventStore::ids)?;
        Some(self.shipped.iter().cloned().chain(imported).collect())
    }
}
