//! What the commands are for, in the order of help and of the manual.

/// The commands by what they are for; every command stands in one group.
pub(super) const GROUPS: &[(&str, &[&str])] = &[
    ("Look", &["list", "show", "speakers", "events", "insights"]),
    ("Bring in", &["find", "import", "refresh", "forget", "open", "demo"]),
    ("Mark", &["mark", "unmark", "triage"]),
    ("My day", &["agenda", "brief", "now", "gaps", "plan", "watch", "export", "share", "friends"]),
    ("Set up", &["check", "keys", "config", "completions", "man"]),
];
