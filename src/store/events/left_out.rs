//! Which of the events that ship the user does not want to see.

use super::error::{KeepError, read_toml, write};
use super::store::EventStore;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

const NAME: &str = "left-out.toml";

const HEADING: &str =
    "# Events that ship with kubetalks and do not take part. 'kubetalks events --with ID' brings one back.\n";

#[derive(Debug, Default, Serialize, Deserialize)]
struct LeftOut {
    #[serde(default)]
    events: Vec<String>,
}

impl EventStore {
    /// The ids of the events that ship and do not take part, and what is wrong with the file that says so.
    pub fn left_out(&self) -> (Vec<String>, Vec<Problem>) {
        let advice = "every event that ships takes part until it is corrected or removed";
        match read_toml::<LeftOut>(&self.folder.join(NAME), advice) {
            Ok(found) => (found.unwrap_or_default().events, Vec::new()),
            Err(problem) => (Vec::new(), vec![problem]),
        }
    }

    /// Says whether an event that ships takes part; with a warning where that may not last.
    ///
    /// # Errors
    /// [`KeepError`]; also where the file that says so cannot be read, for what it said would be lost.
    pub fn set_left_out(&self, id: &str, out: bool) -> Result<Option<Problem>, KeepError> {
        let _lock = self.lock()?;
        let (mut events, mut problems) = self.left_out();
        if let Some(problem) = problems.pop() {
            return Err(KeepError::Unreadable(problem));
        }
        events.retain(|event| event != id);
        if out {
            events.push(id.to_owned());
            events.sort();
        }
        let text = toml::to_string(&LeftOut { events }).map_err(|error| KeepError::Form(error.to_string()))?;
        let path = self.folder.join(NAME);
        let durability = write(&path, format!("{HEADING}{text}").as_bytes())?;
        Ok(durability.warning(&path.display().to_string()))
    }
}
