//! What is left to watch, in words.

/// What stands first in a list of what is left to watch.
pub fn watch_order(longest: bool) -> &'static str {
    if longest { "longest first" } else { "shortest first" }
}
