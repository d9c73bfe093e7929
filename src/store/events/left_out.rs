//! Which of the events that ship the user does not want to see.

use super::error::{KeepError, write};
use super::store::EventStore;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;

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
        let path = self.folder.join(NAME);
        let file = path.display().to_string();
        let advice = "every event that ships takes part until it is corrected or removed";
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Vec::new(), Vec::new()),
            Err(error) => {
                let problem = Problem::error(file, format!("cannot be read: {error}"));
                return (Vec::new(), vec![problem.advise(advice)]);
            }
        };
        match toml::from_str::<LeftOut>(&text) {
            Ok(left_out) => (left_out.events, Vec::new()),
            Err(error) => {
                let problem = Problem::error(file, error.message().to_owned()).advise(advice);
                let start = error.span().map_or(0, |span| span.start);
                (Vec::new(), vec![problem.at(&text, start)])
            }
        }
    }

    /// Says whether an event that ships takes part.
    ///
    /// # Errors
    /// [`KeepError`]; also where the file that says so cannot be read, for what it said would be lost.
    pub fn set_left_out(&self, id: &str, out: bool) -> Result<(), KeepError> {
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
        write(&self.folder.join(NAME), format!("{HEADING}{text}").as_bytes())
    }
}
