//! How the program ends.

/// How the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The exit code.
    pub code: u8,
    /// What the user must be told once the terminal is theirs again.
    pub farewell: Option<String>,
}
