//! What the user says of an event.

use super::Zone;

/// What the user says of an event in place of its source. What is absent stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// The zone of its clocks; none takes back what was said before.
    pub zone: Option<Option<Zone>>,
    /// Its name; an empty one takes back what was said before.
    pub name: Option<String>,
    /// Its name for narrow columns; as the name.
    pub short: Option<String>,
}
