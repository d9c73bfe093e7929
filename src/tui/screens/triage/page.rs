//! What stands on the screen about one session, and at the end about all.

use crate::action::{Action, Mode};
use crate::agenda::{ConflictKind, Showings, conflicts};
use crate::model::{Mark, SessionIx};
use crate::tui::screens::triage::pool::Pool;
use crate::tui::widgets::{Document, Role};
use crate::tui::world::{World, planning::shared_words, times};
use crate::words::{counted, length, marked, seen, sign};

/// So many of what interests one at the same time are named.
const NAMED: usize = 3;
/// So many clashes are named at the end.
const CLASHES: usize = 8;
/// Cells of names for what follows.
const LABEL: usize = 9;

/// Who, when and where, what of mine it clashes with, how like my marks it is, and the text.
pub fn page(world: &World, showings: &Showings, best: SessionIx) -> Document {
    let mut writer = Writer { world, document: Document::default() };
    writer.head(best);
    writer.others(showings, best);
    writer.attached(showings);
    writer.in_the_way(showings, best);
    writer.likeness(best);
    writer.text(best);
    writer.document
}

struct Writer<'w> {
    world: &'w World,
    document: Document,
}

impl Writer<'_> {
    fn head(&mut self, ix: SessionIx) {
        let programme = self.world.programme();
        let session = programme.session(ix);
        self.document.line(session.title.as_str(), Role::Title);
        session.subtitle.iter().for_each(|subtitle| self.document.line(subtitle.as_str(), Role::Dim));
        let people: Vec<String> = session.credits.iter().map(|credit| programme.credit_line(credit)).collect();
        let people = if people.is_empty() { session.organisations.clone() } else { people };
        if !people.is_empty() {
            self.document.line(people.join(" · "), Role::Heading);
        }
        self.document.gap();
        let room = programme.room_name(session).map(str::to_owned);
        let place: Vec<String> = times::when(self.world, ix).into_iter().chain(room).collect();
        if !place.is_empty() {
            self.document.line(place.join(" · "), Role::Plain);
        }
        let track = session.track.map(|track| programme.track(track).name.clone());
        let mut facts = vec![session.kind.name().to_owned()];
        facts.extend(session.level.map(|level| level.name().to_owned()));
        facts.extend(session.minutes.map(length));
        self.document.begin(0);
        if let Some(track) = track {
            self.document.say(track, Role::Tag);
            self.document.say(" · ", Role::Dim);
        }
        self.document.say(facts.join(" · "), Role::Dim);
        if !session.tags.is_empty() {
            self.document.say(format!(" · {}", session.tags.join(", ")), Role::Dim);
        }
    }

    /// When it is shown again.
    fn others(&mut self, showings: &Showings, best: SessionIx) {
        let programme = self.world.programme();
        let other = |ix: SessionIx| {
            let room = programme.room_name(programme.session(ix)).map(|room| format!(" ({room})"));
            Some(format!("{}{}", times::start(self.world, ix)?, room.unwrap_or_default()))
        };
        let others: Vec<String> = showings.all().filter(|ix| *ix != best).filter_map(other).collect();
        if !others.is_empty() {
            self.document.label("Also", LABEL);
            self.document.say(others.join(", "), Role::Plain);
        }
    }

    fn attached(&mut self, showings: &Showings) {
        let world = self.world;
        if let Some(mark) = showings.mark(&world.agenda_context()) {
            self.document.line(marked(mark), mark.into());
        }
        if showings.all().any(|ix| world.personal(ix).seen) {
            self.document.line(seen(), Role::Seen);
        }
        if let Some(told) = showings.all().find_map(|ix| world.news().told(ix)) {
            self.document.line(told, Role::Note);
        }
        let friends = showings.all().flat_map(|ix| world.friend_marks().at(ix));
        let mut names: Vec<String> = friends.map(|(member, mark)| format!("{} {}", member.name, sign(mark))).collect();
        names.dedup();
        if !names.is_empty() {
            self.document.label("Friends", LABEL);
            self.document.say(names.join(", "), Role::Note);
        }
    }

    /// What of mine it clashes with, and what of it interests me.
    fn in_the_way(&mut self, showings: &Showings, best: SessionIx) {
        let (world, context) = (self.world, self.world.agenda_context());
        let programme = world.programme();
        let against = |mark| {
            let others = context.marked(mark).into_iter().filter(|other| showings.all().all(|ix| ix != *other));
            others.filter_map(|other| Some((other, world.transfer().conflict(programme, best, other)?)))
        };
        for (other, kind) in against(Mark::Going) {
            let (said, role) = match kind {
                ConflictKind::Clash { minutes: 0 } => ("at the same time".to_owned(), Role::Warning),
                ConflictKind::Clash { minutes } => (format!("overlaps {}", length(minutes)), Role::Warning),
                ConflictKind::Tight { needed, have } => (format!("{have} min for a way of {needed}"), Role::Dim),
            };
            self.document.label("Clashes", LABEL);
            self.document.say(format!("{} ", sign(Mark::Going)), Role::Going);
            self.document.say(programme.session(other).title.as_str(), role);
            self.document.say(format!("  {said}"), Role::Dim);
        }
        let liked: Vec<SessionIx> =
            against(Mark::Interested).filter(|(_, kind)| kind.is_clash()).map(|(other, _)| other).collect();
        if !liked.is_empty() {
            self.document.label("Beside", LABEL);
            let named = liked.iter().take(NAMED).map(|ix| programme.session(*ix).title.as_str());
            let more = liked.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.document.say(format!("{} ", sign(Mark::Interested)), Role::Interested);
            self.document.say(format!("{}{more}", named.collect::<Vec<_>>().join(" · ")), Role::Dim);
        }
    }

    /// How like my marks it is, and why.
    fn likeness(&mut self, ix: SessionIx) {
        let (world, programme) = (self.world, self.world.programme());
        let context = world.agenda_context();
        let mine = [Mark::Going, Mark::Interested].map(|mark| context.marked(mark)).concat();
        let nearest = world.likeness().and_then(|likeness| likeness.nearest(programme, ix, &mine));
        let track = programme.brief(ix).track;
        let in_track = mine.iter().filter(|other| track.is_some() && programme.brief(**other).track == track).count();
        if nearest.is_none() && in_track == 0 {
            return;
        }
        self.document.label("Like", LABEL);
        if let Some((other, near)) = nearest {
            let mark = world.personal(other).mark.unwrap_or(Mark::Interested);
            let why = shared_words(world, ix, other);
            let why = if why.is_empty() { why } else { format!(" ({why})") };
            self.document.say(format!("{:.0} % ", near.min(1.0) * 100.0), Role::Plain);
            self.document.say(format!("{} ", sign(mark)), mark.into());
            self.document.say(programme.session(other).title.as_str(), Role::Plain);
            self.document.say(why, Role::Dim);
        }
        if in_track > 0 {
            let between = if nearest.is_some() { " · " } else { "" };
            self.document.say(format!("{between}{in_track} of yours in its track"), Role::Dim);
        }
    }

    fn text(&mut self, ix: SessionIx) {
        let session = self.world.programme().session(ix);
        self.document.gap();
        let note = &self.world.personal(ix).note;
        note.lines().for_each(|line| self.document.line(line, Role::Note));
        if !note.is_empty() {
            self.document.gap();
        }
        for paragraph in session.abstract_text.lines() {
            self.document.begin(if paragraph.starts_with("• ") { 2 } else { 0 });
            self.document.say(paragraph, Role::Plain);
        }
        if session.abstract_text.is_empty() {
            self.document.line("No text tells what it is about.", Role::Dim);
        }
        if !session.takeaways.is_empty() {
            self.document.heading("Takeaways");
            session.takeaways.iter().for_each(|line| self.document.point(line, Role::Plain));
        }
    }
}

/// How many, what clashes, and what to do now.
pub fn summary(world: &World, pool: &Pool, later: usize) -> Document {
    let mut document = Document::default();
    let key = |action| world.key_for(Mode::Triage, action);
    if pool.all.is_empty() {
        document.line("There is nothing to choose among.", Role::Title);
        document.gap();
        let clears =
            key(Action::ClearFilters).map_or(String::new(), |key| format!(" {key} takes query and filters away."));
        document.line(
            format!("Breaks, desks and what is cancelled are left out, and there is nothing else.{clears}"),
            Role::Dim,
        );
        return document;
    }
    document.line(format!("That was all: {} were met.", counted(pool.all.len(), "session")), Role::Title);
    document.gap();
    for mark in Mark::ALL.into_iter().rev() {
        document.begin(0);
        document.say(format!("{:>5}  ", pool.count(world, mark)), Role::Plain);
        document.say(marked(mark), mark.into());
    }
    if later > 0 {
        document.line(format!("{later:>5}  put off"), Role::Plain);
    }
    clashes(world, pool, &mut document);
    document.gap();
    let offers = [
        (Action::Plan, "plans a day without clashes"),
        (Action::Agenda, "shows your days"),
        (Action::Later, "goes through what was put off"),
    ];
    let offers = offers.into_iter().filter(|(action, _)| *action != Action::Later || later > 0);
    for (key, said) in offers.filter_map(|(action, said)| Some((key(action)?, said))) {
        document.begin(0);
        document.say(format!("{key:>5}  "), Role::Key);
        document.say(said, Role::Dim);
    }
    document
}

/// What clashes among what one goes to, of what was gone through.
fn clashes(world: &World, pool: &Pool, document: &mut Document) {
    let programme = world.programme();
    let going = world.agenda_context().marked(Mark::Going);
    let found = conflicts(programme, &going, world.transfer());
    let is_met = |ix: SessionIx| pool.with(ix).is_some();
    let found: Vec<_> = found.iter().filter(|one| one.kind.is_clash() && (is_met(one.a) || is_met(one.b))).collect();
    document.gap();
    if found.is_empty() {
        return document.line("Nothing that you go to clashes.", Role::Plain);
    }
    document.line(
        format!(
            "{} of what you go to",
            if found.len() == 1 { "1 clash".to_owned() } else { format!("{} clashes", found.len()) }
        ),
        Role::Warning,
    );
    for one in found.iter().take(CLASHES) {
        document.begin(2);
        let when = times::start(world, one.a).unwrap_or_default();
        document.say(format!("{when}  "), Role::Dim);
        document.say(format!("{} · {}", programme.session(one.a).title, programme.session(one.b).title), Role::Plain);
    }
    if found.len() > CLASHES {
        document.line(format!("and {} more", found.len() - CLASHES), Role::Dim);
    }
}
