//! How much of a schedule is taken in. What is longer is an accident or an attack, and would make every key slow.

use super::ids;
use super::text::{LONGEST_LINE, LONGEST_LINK, LONGEST_TEXT};
use crate::measure::first_letters;
use crate::model::{Event, Link, Schedule, Session};
use crate::problem::Problem;
use crate::words::thousands;

const TITLE: usize = 1_000;
const TEXT: usize = 64_000;
const NAME: usize = 300;
const TAG: usize = 100;
const ADDRESS: usize = LONGEST_LINK;
/// From so many letters on a text may have had more when it came.
const MAY_BE_CUT: usize = LONGEST_TEXT / 4;
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

    /// Leaves out addresses, for one that is cut leads elsewhere.
    fn without<T>(&mut self, links: &mut Vec<T>, address: impl Fn(&T) -> &str) {
        links.retain(|link| {
            let length = address(link).len();
            if length > self.limit {
                self.met(length);
            }
            length <= self.limit
        });
    }

    fn shorten<T>(&mut self, list: &mut Vec<T>) {
        if list.len() > self.limit {
            self.met(list.len());
            list.truncate(self.limit);
            list.shrink_to_fit();
        }
    }

    fn told(self, file: &str, unit: &str) -> Option<Problem> {
        let kept = format!("{} are kept", thousands(self.limit));
        self.told_as(file, unit, &kept)
    }

    fn told_as(self, file: &str, unit: &str, outcome: &str) -> Option<Problem> {
        let Self { name, count, longest, .. } = self;
        // What is so long has been cut before.
        let or_more = if longest == LONGEST_LINE || longest >= MAY_BE_CUT { " or more" } else { "" };
        let longest = thousands(longest);
        let more = if count > 1 { format!(", and {} more like it", thousands(count - 1)) } else { String::new() };
        let message = format!("{name} has {longest}{or_more} {unit}; {outcome}{more}");
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
    let mut texts = Texts::new();
    let mut lists = [
        Kind::new("a session", TAGS),
        Kind::new("a session", PEOPLE),
        Kind::new("a session", LINKS),
        Kind::new("a session", TAKEAWAYS),
        Kind::new("a session", PEOPLE),
    ];
    let mut pages = Kind::new("a person", LINKS);
    texts.event(&mut schedule.event);
    for session in &mut schedule.sessions {
        texts.session(session, &mut lists);
    }
    for speaker in &mut schedule.speakers {
        speaker.also.truncate(TAGS);
        speaker.also.iter_mut().chain([&mut speaker.name]).for_each(|name| texts.names.cut(name));
        texts.lives.cut(&mut speaker.biography);
        texts.addresses.without(&mut speaker.links, |link| &link.url);
        pages.shorten(&mut speaker.links);
        speaker.key.take_if(|key| key.len() > ADDRESS);
    }
    schedule.rooms.iter_mut().for_each(|room| texts.names.cut(&mut room.name));
    for track in &mut schedule.tracks {
        texts.names.cut(&mut track.name);
        texts.texts.cut(&mut track.about);
    }
    problems.extend(texts.told(file));
    let units = ["tags", "people", "links", "takeaways", "organisations"];
    problems.extend(lists.into_iter().zip(units).filter_map(|(kind, unit)| kind.told(file, unit)));
    problems.extend(pages.told(file, "links"));
}

/// The texts that were too long, by their kinds.
struct Texts {
    titles: Kind,
    texts: Kind,
    names: Kind,
    tags: Kind,
    lives: Kind,
    ids: Kind,
    addresses: Kind,
}

impl Texts {
    fn new() -> Self {
        Self {
            titles: Kind::new("a title", TITLE),
            texts: Kind::new("an abstract", TEXT),
            names: Kind::new("a name", NAME),
            tags: Kind::new("a tag", TAG),
            lives: Kind::new("a biography", TEXT),
            ids: Kind::new("an id", ids::LONGEST),
            addresses: Kind::new("a link", ADDRESS),
        }
    }

    fn event(&mut self, event: &mut Event) {
        self.titles.cut(&mut event.name);
        self.texts.cut(&mut event.about);
        event.place.iter_mut().chain([&mut event.short]).for_each(|name| self.names.cut(name));
        let mut address: Vec<String> = event.url.take().into_iter().collect();
        self.addresses.without(&mut address, |url| url);
        event.url = address.pop();
    }

    fn session(&mut self, session: &mut Session, [tags, people, links, takeaways, organisations]: &mut [Kind; 5]) {
        self.addresses.without(&mut session.links, |link| &link.url);
        tags.shorten(&mut session.tags);
        people.shorten(&mut session.credits);
        links.shorten(&mut session.links);
        takeaways.shorten(&mut session.takeaways);
        organisations.shorten(&mut session.organisations);
        [&mut session.title].into_iter().chain(&mut session.subtitle).for_each(|text| self.titles.cut(text));
        [&mut session.abstract_text].into_iter().chain(&mut session.takeaways).for_each(|text| self.texts.cut(text));
        few_words(&mut session.takeaways, &mut self.texts);
        session.tags.iter_mut().chain(&mut session.languages).for_each(|tag| self.tags.cut(tag));
        session.organisations.iter_mut().for_each(|name| self.names.cut(name));
        for credit in &mut session.credits {
            credit.organisation.iter_mut().chain(&mut credit.title).for_each(|name| self.names.cut(name));
        }
        for Link { title, .. } in &mut session.links {
            self.names.cut(title);
        }
        // It is cut where it is made unique.
        let letters = if session.id.len() > ids::LONGEST { session.id.chars().count() } else { 0 };
        if letters > ids::LONGEST {
            self.ids.met(letters);
        }
        for key in [&mut session.guid, &mut session.code] {
            // Half of what tells two apart may be that of another.
            key.take_if(|key| key.len() > ADDRESS);
        }
    }

    fn told(self, file: &str) -> impl Iterator<Item = Problem> {
        let Self { titles, texts, names, tags, lives, ids, addresses } = self;
        let texts = [titles, texts, names, tags, lives, ids].into_iter().filter_map(|kind| kind.told(file, "letters"));
        texts.chain(addresses.told_as(file, "letters", "it is left out"))
    }
}

/// As many takeaways as are no longer together than a text may be, but one at least.
fn few_words(takeaways: &mut Vec<String>, texts: &mut Kind) {
    let (mut kept, mut length) = (0, 0);
    for takeaway in takeaways.iter() {
        length += takeaway.len();
        kept += usize::from(length <= TEXT);
    }
    if kept.max(1) < takeaways.len() {
        texts.met(length);
        takeaways.truncate(kept.max(1));
    }
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
        session.id = "i".repeat(201);
        let link =
            |letters: usize| Link::new(crate::model::LinkKind::Page, format!("https://e.org/{}", "a".repeat(letters)));
        session.links = vec![link(1), link(2_000), link(3_000)];
        session.organisations = vec!["o".repeat(301)];
        let mut schedule = Schedule { sessions: vec![session], ..Schedule::default() };
        schedule.speakers.push(Speaker { name: "n".repeat(400), ..Speaker::default() });
        let mut problems = Vec::new();
        apply(&mut schedule, "x", &mut problems);
        let told: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(
            told,
            [
                "a title has 1,001 letters; 1,000 are kept",
                "an abstract has 1,000,000 letters; 64,000 are kept, and 3 more like it",
                "a name has 400 letters; 300 are kept, and 1 more like it",
                "an id has 201 letters; 200 are kept",
                "a link has 3,014 letters; it is left out, and 1 more like it",
                "a session has 1,000,000 tags; 100 are kept",
            ]
        );
        let session = &schedule.sessions[0];
        assert_eq!(session.title, format!("{}…", "e\u{301}".repeat(999)));
        assert_eq!((session.tags.len(), session.links.len()), (100, 1));
        assert!((63_990..=64_000).contains(&session.abstract_text.chars().count()));
        problems.clear();
        apply(&mut schedule, "x", &mut problems);
        problems.retain(|problem| !problem.message.starts_with("an id"));
        assert_eq!(problems.len(), 0, "what was cut is not cut again: {problems:?}");
    }
}
