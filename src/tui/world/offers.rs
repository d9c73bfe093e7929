//! Values that may take the place of what is being typed in the query.

use crate::search::as_written;

/// What may take the place of what is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// The query without what is being typed: what stands before that, and what behind.
    pub(super) around: (String, String),
    /// The values, as people read them.
    pub values: Vec<String>,
}

impl Offers {
    /// The query with one of the values in it, and where the cursor stands then.
    pub fn taken(&self, at: usize) -> Option<(String, usize)> {
        let value = self.values.get(at)?;
        let before = format!("{}{} ", self.around.0, as_written(value));
        let cursor = before.chars().count();
        Some((before + &self.around.1, cursor))
    }
}
