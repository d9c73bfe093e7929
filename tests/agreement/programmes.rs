//! Programmes and marks that are made up by chance: small days with overlaps, changes of rooms, repeats, cancellations, and
//! sessions without a time.

use kubetalks::test_support::dice::Dice;
use std::fmt::Write as _;

const WORDS: &[&str] = &[
    "harbour", "bridges", "locks", "mesh", "routing", "backups", "ferries", "tides", "signals", "maps", "archives",
    "looms",
];
const ZONES: &[&str] = &["UTC", "Europe/Brussels", "America/New_York", "Asia/Kolkata"];
const LENGTHS: &[u32] = &[15, 30, 30, 45, 45, 60, 65, 90];

/// A session of a made-up programme.
#[derive(Clone)]
pub struct Session {
    pub id: String,
    title: String,
    text: String,
    room: usize,
    track: usize,
    cancelled: bool,
    /// Day, minute of the day, and minutes that it takes.
    slot: Option<(usize, u32, u32)>,
}

/// A made-up programme.
#[derive(Clone)]
pub struct Programme {
    pub id: String,
    pub name: String,
    zone: &'static str,
    /// The day of May on which it begins, and how many there are.
    days: (usize, usize),
    pub sessions: Vec<Session>,
}

fn words(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| *dice.one(WORDS)).collect::<Vec<_>>().join(" ")
}

impl Session {
    fn new(dice: &mut Dice, id: String, days: usize) -> Self {
        let timed = !dice.once_in(9);
        let slot =
            timed.then(|| (dice.below(days), 480 + 15 * u32::try_from(dice.below(36)).unwrap(), *dice.one(LENGTHS)));
        let (title, text) = (words(dice, 3), words(dice, 8));
        Self { id, title, text, room: dice.below(3), track: dice.below(2), cancelled: dice.once_in(14), slot }
    }
}

impl Programme {
    /// One of the programmes that somebody has.
    pub fn new(dice: &mut Dice, number: usize) -> Self {
        let days = (1 + 2 * number, 1 + dice.below(2));
        let mut sessions: Vec<Session> = Vec::new();
        for at in 0..5 + dice.below(8) {
            let mut session = Session::new(dice, format!("s{at}"), days.1);
            if let Some(shown) = sessions.last().filter(|_| dice.once_in(6)) {
                (session.title, session.text) = (shown.title.clone(), shown.text.clone());
            }
            sessions.push(session);
        }
        Self { id: format!("e{number}"), name: format!("Days {number}"), zone: *dice.one(ZONES), days, sessions }
    }

    /// The same as its organisers changed it: sessions gone, renamed, moved and new, and at times every id another.
    pub fn changed(&self, dice: &mut Dice) -> Self {
        let mut later = self.clone();
        later.sessions.retain(|_| !dice.once_in(6));
        for session in &mut later.sessions {
            if dice.once_in(5) {
                session.title = words(dice, 3);
            }
            if let Some((_, start, _)) = session.slot.as_mut().filter(|_| dice.once_in(4)) {
                *start += 30;
            }
        }
        let fresh = Session::new(dice, "new".to_owned(), self.days.1);
        later.sessions.push(fresh);
        if dice.once_in(3) {
            for (at, session) in later.sessions.iter_mut().enumerate() {
                session.id = format!("n{at}");
            }
        }
        later
    }

    /// As a file.
    pub fn text(&self) -> String {
        let (first, days) = self.days;
        let mut text = format!(
            "[event]\nid = \"{}\"\nname = \"{}\"\nzone = \"{}\"\nfirst_day = 2027-05-{first:02}\nlast_day = 2027-05-{:02}\n",
            self.id,
            self.name,
            self.zone,
            first + days - 1
        );
        for track in ["Water", "Wires"] {
            writeln!(text, "\n[[track]]\nid = \"{}\"\nname = \"{track}\"", track.to_lowercase()).unwrap();
        }
        for session in &self.sessions {
            let Session { id, title, text: about, room, track, cancelled, slot } = session;
            let track = ["water", "wires"][*track];
            write!(text, "\n[[session]]\nid = \"{id}\"\ntitle = \"{title}\"\nabstract = \"{about}\"\n").unwrap();
            write!(text, "track = \"{track}\"\nroom = \"Hall {room}\"\ncancelled = {cancelled}\n").unwrap();
            if let Some((day, start, length)) = slot {
                for (name, minute) in [("start", *start), ("end", start + length)] {
                    let (hour, minute) = (minute / 60, minute % 60);
                    writeln!(text, "{name} = 2027-05-{:02}T{hour:02}:{minute:02}:00", first + day).unwrap();
                }
            }
        }
        text
    }
}
