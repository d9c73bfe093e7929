//! What just happened, for the last line.

use crate::problem::Severity;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub text: String,
    pub severity: Severity,
}

impl Status {
    pub fn said(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Note }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Warning }
    }

    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), severity: Severity::Error }
    }
}
