//! How much of a schedule is taken in. What is longer is an accident or an attack, and would make every key slow.

use crate::measure::first_letters;
use crate::model::{Link, Schedule, Session};
use crate::problem::Problem;
use crate::words::thousands;

const TITLE: usize = 1_000;
const TEXT: usize = 64_000;
const NAME: usize = 300;
const TAG: usize = 100;
const ADDRESS: usize = 2_000;
/// More bytes than a letter has.
const BYTES: usize = 32;

const TAGS: usize = 100;
/// How many people one session may have.
pub(super) const PEOPLE: usize = 200;
const LINKS: usize = 200;
const TAKEAWAYS: usize = 200;
const SESSIONS: usize = 200_000;
const ROOMS: usize = 5_000;
const ALL_PEOPLE: usize = 200_000;

/// What was longer than it may be, of one kind.
struct Kind {
    name: &'static str,
    limit: usize,
    count: usize,
    longest: usize,
}

impl Kind {
    fn new(name: &'static str, limit: usize) -> Self {
        Self { name, limit, count: 0, longest: 0 }
    }

    fn met(&mut self, length: usize) {
        self.count += 1;
        self.longest = self.longest.max(length);
    }

    /// Cuts a text at a letter, with a sign that more was there.
    fn cut(&mut self, text: &mut String) {
        if text.len() <= self.limit {
            return;
        }
        // The sign counts too, so that nothing is cut twice.
        let (kept, letters) = first_letters(text, self.limit - 1);
        if letters > self.limit || text.len() > kept.len() + BYTES * BYTES {
            *text = format!("{}…", kept.trim_end());
            self.met(letters);
        }
    }

    fn shorten<T>(&mut self, list: &mut Vec<T>) {
        if list.len() > self.limit {
            self.met(list.len());
            list.truncate(self.limit);
            list.shrink_to_fit();
        }
    }

    fn told(self, file: &str, unit: &str) -> Option<Problem> {
        let Self { name, limit, count, longest } = self;
        let (limit, longest, more) = (thousands(limit), thousands(longest), thousands(count.saturating_sub(1)));
        let more = if count > 1 { format!(", and {more} more like it") } else { String::new() };
        let message = format!("{name} has {longest} {unit}; {limit} are kept{more}");
        (count > 0).then(|| Problem::warning(file, message))
    }
}

/// Cuts every text and every list that is longer than anything a conference has, and tells it once for each kind.
pub(super) fn apply(schedule: &mut Schedule, file: &str, problems: &mut Vec<Problem>) {
    let mut sessions = Kind::new("the schedule", SESSIONS);
    sessions.shorten(&mut schedule.sessions);
    problems.extend(sessions.told(file, "sessions"));
    few_rooms(schedule, file, problems);
    few_people(schedule, file, problems);
    let mut titles = Kind::new("a title", TITLE);
    let mut texts = Kind::new("an abstract", TEXT);
    let mut names = Kind::new("a name", NAME);
    let mut tags = Kind::new("a tag", TAG);
    let mut lists = [
        Kind::new("a session", TAGS),
        Kind::new("a session", PEOPLE),
        Kind::new("a session", LINKS),
        Kind::new("a session", TAKEAWAYS),
    ];
    for session in &mut schedule.sessions {
        cut_lists(session, &mut lists);
        [&mut session.title].into_iter().chain(&mut session.subtitle).for_each(|text| titles.cut(text));
        [&mut session.abstract_text].into_iter().chain(&mut session.takeaways).for_each(|text| texts.cut(text));
        session.tags.iter_mut().chain(&mut session.languages).for_each(|tag| tags.cut(tag));
        for credit in &mut session.credits {
            credit.organisation.iter_mut().chain(&mut credit.title).for_each(|name| names.cut(name));
        }
        for Link { title, .. } in &mut session.links {
            names.cut(title);
        }
    }
    let mut lives = Kind::new("a biography", TEXT);
    for speaker in &mut schedule.speakers {
        names.cut(&mut speaker.name);
        lives.cut(&mut speaker.biography);
    }
    schedule.rooms.iter_mut().for_each(|room| names.cut(&mut room.name));
    schedule.tracks.iter_mut().for_each(|track| names.cut(&mut track.name));
    let texts = [titles, texts, names, tags, lives].into_iter().filter_map(|kind| kind.told(file, "letters"));
    problems.extend(texts);
    let units = ["tags", "people", "links", "takeaways"];
    problems.extend(lists.into_iter().zip(units).filter_map(|(kind, unit)| kind.told(file, unit)));
}

fn cut_lists(session: &mut Session, [tags, people, links, takeaways]: &mut [Kind; 4]) {
    tags.shorten(&mut session.tags);
    people.shorten(&mut session.credits);
    links.shorten(&mut session.links);
    takeaways.shorten(&mut session.takeaways);
    // An address that is cut leads elsewhere.
    session.links.retain(|link| link.url.len() <= ADDRESS);
}

fn few_rooms(schedule: &mut Schedule, file: &str, problems: &mut Vec<Problem>) {
    let mut rooms = Kind::new("the schedule", ROOMS);
    rooms.shorten(&mut schedule.rooms);
    let known = schedule.rooms.len();
    for session in &mut schedule.sessions {
        session.room = session.room.filter(|room| room.index() < known);
    }
    problems.extend(rooms.told(file, "rooms"));
}

fn few_people(schedule: &mut Schedule, file: &str, problems: &mut Vec<Problem>) {
    let mut people = Kind::new("the schedule", ALL_PEOPLE);
    people.shorten(&mut schedule.speakers);
    let known = schedule.speakers.len();
    for session in &mut schedule.sessions {
        session.credits.retain(|credit| credit.speaker.index() < known);
    }
    problems.extend(people.told(file, "people"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Speaker;

    #[test]
    fn what_is_too_long_is_cut_at_a_letter_and_told_once_for_each_kind() {
        let mut session = Session::new("a", "e\u{301}".repeat(1_001));
        session.abstract_text = "word ".repeat(200_000);
        session.tags = (0..1_000_000).map(|number| format!("t{number}")).collect();
        session.takeaways = vec!["x".repeat(64_001); 2];
        let mut schedule = Schedule { sessions: vec![session], ..Schedule::default() };
        schedule.speakers.push(Speaker { name: "n".repeat(400), ..Speaker::default() });
        let mut problems = Vec::new();
        apply(&mut schedule, "x", &mut problems);
        let told: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(
            told,
            [
                "a title has 1,001 letters; 1,000 are kept",
                "an abstract has 1,000,000 letters; 64,000 are kept, and 2 more like it",
                "a name has 400 letters; 300 are kept",
                "a session has 1,000,000 tags; 100 are kept",
            ]
        );
        let session = &schedule.sessions[0];
        assert_eq!(session.title, format!("{}…", "e\u{301}".repeat(999)));
        assert_eq!(session.tags.len(), 100);
        assert!((63_990..=64_000).contains(&session.abstract_text.chars().count()));
        problems.clear();
        apply(&mut schedule, "x", &mut problems);
        assert_eq!(problems.len(), 0, "what was cut is not cut again: {problems:?}");
    }
}
