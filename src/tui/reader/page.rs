//! What can be read in detail, written out as a document.

use crate::action::{Action, Mode};
use crate::agenda::is_service;
use crate::measure::{UNBROKEN, first_letters};
use crate::model::{Credit, EventIx, Link, Mark, Session, SessionIx, SpeakerIx};
use crate::search::{Field, Scratch};
use crate::tui::ask::Page;
use crate::tui::reader::planning::Writer;
use crate::tui::widgets::{Document, Role, Target};
use crate::tui::world::{World, times};
use crate::words;

const SIMILAR: usize = 5;

/// Writes a page out. Advice names the keys that hold in `mode`.
pub fn document(world: &World, page: Page, mode: Mode) -> Document {
    let mut writer = Writer { world, document: Document::default(), scratch: Scratch::default(), mode, lives: 0 };
    match page {
        Page::Session(session) => writer.session(session),
        Page::Speaker(speaker) => writer.speaker(speaker),
        Page::Conflict(conflict) => writer.conflict(&conflict),
        Page::Gap(gap) => writer.free(&gap),
    }
    writer.document
}

impl Writer<'_> {
    fn session(&mut self, ix: SessionIx) {
        let programme = self.world.programme();
        let session = programme.session(ix);
        self.document.begin(0);
        self.matched(&session.title, Field::Title, Role::Title, None);
        if let Some(subtitle) = &session.subtitle {
            self.document.line(subtitle, Role::Dim);
        }
        self.document.gap();
        self.facts(ix, session);
        self.friends(ix);
        self.filing(session);
        self.note(ix);
        if !session.abstract_text.is_empty() {
            self.document.gap();
        }
        for paragraph in session.abstract_text.lines() {
            self.document.begin(if paragraph.starts_with("• ") { 2 } else { 0 });
            self.matched(paragraph, Field::Body, Role::Plain, None);
        }
        if !session.takeaways.is_empty() {
            self.document.heading("Takeaways");
            for takeaway in &session.takeaways {
                self.document.begin(2);
                self.document.say("• ", Role::Dim);
                self.matched(takeaway, Field::Body, Role::Plain, None);
            }
        }
        for credit in &session.credits {
            self.credit(ix, credit);
        }
        for organisation in &session.organisations {
            self.document.gap();
            self.document.begin(0);
            self.matched(organisation, Field::Organisation, Role::Heading, None);
        }
        self.links(&session.links);
        let may_be = |other: &SessionIx| !self.world.personal(*other).is_dismissed();
        let asked = if self.world.marks().dismissed.is_empty() { SIMILAR } else { 4 * SIMILAR };
        // Another break is no news.
        let likeness = self.world.likeness().filter(|_| !is_service(programme, ix));
        let similar = likeness.map(|likeness| likeness.similar(programme, ix, asked)).unwrap_or_default();
        let similar: Vec<_> = similar.into_iter().filter(|other| may_be(&other.session)).take(SIMILAR).collect();
        if !similar.is_empty() {
            self.document.heading("Similar sessions");
            for other in &similar {
                self.reference(other.session, Some(session.event), &format!("shares {}", other.shared.join(", ")));
            }
        }
    }

    fn facts(&mut self, ix: SessionIx, session: &Session) {
        let programme = self.world.programme();
        let event = programme.event(session.event);
        self.document.begin(0);
        self.matched(&event.short, Field::Event, Role::Plain, None);
        let mut words = vec![session.kind.name().to_owned()];
        words.extend(session.level.map(|level| level.name().to_owned()));
        words.extend(session.minutes.map(|minutes| words::length(minutes).replace(' ', UNBROKEN)));
        self.document.say(format!(" · {}", words.join(" · ")), Role::Plain);
        if let Some(when) = times::when(self.world, ix) {
            self.document.line(when, Role::Plain);
        }
        if let Some(room) = programme.room_name(session) {
            self.document.begin(0);
            self.matched(room, Field::Room, Role::Plain, None);
        }
        if session.cancelled {
            self.document.line("Cancelled", Role::Warning);
        }
        if let (Some(told), Some(unread)) = (self.world.news().told(ix), self.world.news().of(ix)) {
            self.document.line(told, Role::Note);
            self.document.say(format!("  {}", words::age(self.world.now(), unread.at)), Role::Dim);
        }
        let personal = self.world.personal(ix);
        let mark = personal.mark.map(|mark| (words::marked(mark), mark.into()));
        let seen = personal.seen.then(|| (words::seen(), Role::Seen));
        let rating = personal.rating.map(|rating| (format!("rated {rating} of 5"), Role::Seen));
        let unstored = self.world.unstored(ix).map(|word| (word.to_owned(), Role::Dim));
        for (number, (text, role)) in mark.into_iter().chain(seen).chain(rating).chain(unstored).enumerate() {
            match number {
                0 => self.document.begin(0),
                _ => self.document.say("   ", Role::Plain),
            }
            self.document.say(text, role);
        }
    }

    /// Who else goes there; a name leads to everything that they marked.
    fn friends(&mut self, ix: SessionIx) {
        let friend_marks = self.world.friend_marks();
        for (label, wanted) in [("Also going: ", Mark::Going), ("Also interested: ", Mark::Interested)] {
            let marked = friend_marks.at(ix).filter(|(_, mark)| *mark == wanted);
            for (number, (member, _)) in marked.enumerate() {
                if number == 0 {
                    self.document.begin(2);
                    self.document.say(label, Role::Label);
                } else {
                    self.document.say(", ", Role::Dim);
                }
                let target = Target::Query(format!("with:{}", quoted(&member.name)));
                self.document.link(&member.name, Role::Note, target);
            }
        }
    }

    fn filing(&mut self, session: &Session) {
        let programme = self.world.programme();
        if session.track.is_none() && session.tags.is_empty() && session.languages.is_empty() {
            return;
        }
        self.document.gap();
        if let Some(track) = session.track {
            self.document.label("Track", LABEL);
            let target = self.document.target(Target::Track(track));
            self.matched(&programme.track(track).name, Field::Track, Role::Tag, Some(target));
        }
        if !session.tags.is_empty() {
            self.document.label("Tags", LABEL);
            for (number, tag) in session.tags.iter().enumerate() {
                self.document.say(if number > 0 { ", " } else { "" }, Role::Dim);
                let target = self.document.target(Target::Query(format!("tag:{}", quoted(tag))));
                self.matched(tag, Field::Tag, Role::Tag, Some(target));
            }
        }
        if !session.languages.is_empty() {
            self.document.label("Language", LABEL);
            self.document.say(session.languages.join(", "), Role::Plain);
        }
    }

    fn note(&mut self, ix: SessionIx) {
        let note = &self.world.personal(ix).note;
        if !note.is_empty() {
            self.document.heading("My note");
            let (shown, left) = in_sight(note);
            for line in shown.lines() {
                self.document.begin(0);
                self.matched(line, Field::Body, Role::Note, None);
            }
            if left > 0 {
                let key = self.world.key_for(self.mode, Action::EditNote).unwrap_or_default();
                self.document.begin(0);
                self.document.say(format!("{} more: {key} opens it", words::size(left as u64)), Role::Dim);
            }
        }
    }

    fn credit(&mut self, session: SessionIx, credit: &Credit) {
        let programme = self.world.programme();
        let speaker = programme.speaker(credit.speaker);
        self.document.gap();
        self.document.begin(0);
        let target = self.document.target(Target::Speaker(credit.speaker));
        self.matched(&speaker.name, Field::Speaker, Role::Heading, Some(target));
        if let Some(title) = &credit.title {
            self.document.say(format!(", {title}"), Role::Plain);
        }
        if let Some(organisation) = &credit.organisation {
            self.document.say(", ", Role::Plain);
            self.matched(organisation, Field::Organisation, Role::Plain, None);
        }
        let year = programme.event_year(session);
        let biography =
            words::biography(&speaker.biography, speaker.as_of.filter(|as_of| Some(i32::from(*as_of)) != year));
        self.lives += biography.len();
        if self.lives <= LIVES {
            biography.lines().for_each(|line| self.document.line(line, Role::Dim));
        }
        let others: Vec<_> =
            programme.sessions_by(credit.speaker).iter().copied().filter(|other| *other != session).collect();
        for other in others.iter().take(OTHERS) {
            self.reference(*other, Some(programme.brief(session).event), "");
        }
        if others.len() > OTHERS {
            self.document.line(format!("  and {} more", others.len() - OTHERS), Role::Dim);
        }
        self.namesakes(credit.speaker, OTHERS);
    }

    /// Those at other events who may be the same person, with what they give there.
    fn namesakes(&mut self, ix: SpeakerIx, most: usize) {
        let programme = self.world.programme();
        for namesake in programme.namesakes(ix).into_iter().take(most) {
            let speaker = programme.speaker(namesake);
            self.document.begin(2);
            self.document.say("may be the same person as ", Role::Dim);
            self.document.link(&speaker.name, Role::Link, Target::Speaker(namesake));
            for session in programme.sessions_by(namesake).into_iter().take(most) {
                self.reference(session, None, "");
            }
        }
    }

    fn links(&mut self, links: &[Link]) {
        if !links.is_empty() {
            self.document.heading("Links");
        }
        for link in links {
            let Link { kind, title, url, .. } = link;
            self.document.begin(2);
            let label = if title.is_empty() || title == url { kind.name() } else { title };
            self.document.say(format!("{label}: "), Role::Dim);
            self.document.link(url, Role::Link, Target::Link(url.to_owned()));
            let said = words::recording(link.minutes, link.published);
            if !said.is_empty() {
                self.document.say(format!("  {said}"), Role::Dim);
            }
        }
    }

    fn speaker(&mut self, ix: SpeakerIx) {
        let programme = self.world.programme();
        let speaker = programme.speaker(ix);
        self.document.begin(0);
        self.matched(&speaker.name, Field::Speaker, Role::Title, None);
        if !speaker.also.is_empty() {
            self.document.begin(0);
            self.document.say("also ", Role::Dim);
            self.matched(&speaker.also.join(", "), Field::Speaker, Role::Dim, None);
        }
        if !speaker.biography.is_empty() {
            self.document.gap();
            let biography = words::biography(&speaker.biography, speaker.as_of);
            biography.lines().for_each(|line| self.document.line(line, Role::Plain));
        }
        self.links(&speaker.links);
        let sessions = programme.sessions_by(ix);
        self.document.heading(if sessions.len() == 1 { "One session" } else { "Sessions" });
        for session in sessions.iter().copied().take(SESSIONS) {
            let credit = programme.session(session).credits.iter().find(|credit| credit.speaker == ix);
            let from = credit.map(|credit| [&credit.title, &credit.organisation]).unwrap_or([&None, &None]);
            let from: Vec<&str> = from.into_iter().flatten().map(String::as_str).collect();
            self.reference(session, None, &from.join(", "));
        }
        if sessions.len() > SESSIONS {
            self.document.line(format!("  and {} more", sessions.len() - SESSIONS), Role::Dim);
        }
        self.namesakes(ix, NAMESAKES);
    }

    /// Another session; where it is of the event that one reads of, the event is not named again.
    fn reference(&mut self, ix: SessionIx, of: Option<EventIx>, remark: &str) {
        let programme = self.world.programme();
        let session = programme.session(ix);
        self.document.session(ix, &session.title, self.world.personal(ix).mark);
        let event = || programme.event(session.event).short.clone();
        let known = of == Some(session.event) || programme.events().len() == 1;
        let place = if known { times::start(self.world, ix) } else { Some(event()) };
        let told: Vec<String> = place.into_iter().chain((!remark.is_empty()).then(|| remark.to_owned())).collect();
        if !told.is_empty() {
            self.document.say(format!("  {}", told.join(", ")), Role::Dim);
        }
    }

    fn matched(&mut self, text: &str, field: Field, role: Role, target: Option<usize>) {
        let matches = self.world.filter().matched(field, text, &mut self.scratch);
        self.document.say_matched(text, role, &matches, target);
    }
}

/// How many other sessions of a speaker are listed with a session; the person's own page has them all.
const OTHERS: usize = 4;
/// How many bytes of biographies are on the page of a session; each person's own page has theirs.
const LIVES: usize = 128_000;
/// How many sessions are listed on the page of a person.
const SESSIONS: usize = 1_000;
/// How many people of a name are listed on the page of one, each with as many sessions.
const NAMESAKES: usize = 20;
/// Columns taken by `Track`, `Tags` and the like.
const LABEL: usize = 9;

fn quoted(word: &str) -> String {
    if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.to_owned() }
}

/// The longest part of a note that is laid out, in letters.
const LONGEST_NOTE: usize = 64_000;

/// As much of a note as is shown, and how many bytes are not.
pub fn in_sight(note: &str) -> (&str, usize) {
    if note.len() <= LONGEST_NOTE {
        return (note, 0);
    }
    let most = (LONGEST_NOTE * 4).min(note.len());
    let most = (0..=most).rev().find(|at| note.is_char_boundary(*at)).unwrap_or(0);
    let (shown, _) = first_letters(&note[..most], LONGEST_NOTE);
    (shown, note.len() - shown.len())
}
