//! What just happened, for the last line.

use crate::problem::Severity;

/// What just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The text.
    pub text: String,
    /// How much it matters.
    pub severity: Severity,
}

impl Status {
    /// Something that happened.
    pub fn said(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Note }
    }

    /// Something that is not as it should be.
    pub fn warning(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Warning }
    }

    /// Something that failed.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Error }
    }
}
