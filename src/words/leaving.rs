//! When to leave, in one line, the same on the screen and in a shell.

/// What one has to leave for, as it is told.
#[derive(Debug, Clone, Default)]
pub struct Leaving<'a> {
    /// When it begins: `12:00`.
    pub hour: String,
    /// Its room; empty where none is told.
    pub room: &'a str,
    /// Its title, which stands in for the room.
    pub title: &'a str,
    /// In how many minutes one has to leave; less than none where one is late.
    pub minutes: i64,
    /// How many minutes the way takes, where it is known whence.
    pub way: Option<u32>,
    /// Where or when it was before and how long ago that was told: `Hall 7 A 20 minutes ago`.
    pub moved: Option<String>,
    /// Where to go instead: its hours, its title and its room.
    pub instead: Option<(String, &'a str, &'a str)>,
}

impl Leaving<'_> {
    /// What there is to say, what matters most first: the hour with the place, when to leave, and the rest, such as
    /// `★ 12:00 Hall 8 D`, `leave in 4 min (7 min walk)`, `moved from Hall 7 A 20 minutes ago`.
    pub(super) fn parts(&self, sign: &str) -> Vec<String> {
        let place = if self.room.is_empty() { self.title } else { self.room };
        let walk = self.way.filter(|way| *way > 0).map_or(String::new(), |way| format!(" ({way} min walk)"));
        let said = match (self.minutes, self.way) {
            (1.., Some(0)) => format!("here, in {} min", self.minutes),
            (1.., _) => format!("leave in {} min{walk}", self.minutes),
            (0, _) => format!("leave now{walk}"),
            (late, _) => format!("late by {} min{walk}", -late),
        };
        let moved = self.moved.as_ref().map(|was| format!("moved from {was}"));
        let instead = self.instead.as_ref().map(|(hours, title, room)| {
            let room = if room.is_empty() { String::new() } else { format!(", {room}") };
            format!("still to be reached: {hours} {title}{room}")
        });
        [format!("{sign} {} {place}", self.hour), said].into_iter().chain(moved).chain(instead).collect()
    }
}
