//! Scanners that do not mind mistakes: what tags and JSON look like before a strict parser has had its say.

pub(super) mod json;
pub(super) mod tags;
