//! What is known of one event, written out.

use crate::action::{Action, Mode};
use crate::model::Mark;
use crate::problem::Severity;
use crate::tui::screens::events::{rows::EventRow, rows::source_words};
use crate::tui::widgets::{Document, Role};
use crate::tui::world::{
    World, events::EventDetails, events::EventFigures, events::EventInfo, events::Fetch, events::Fetching,
};
use crate::words::{age, counted, day, days, hour, sign};

/// Columns taken by `Sessions` and the like.
const LABEL: usize = 10;

/// What is known of an event with these figures, with what its keys do where keys go there.
pub fn about_event(world: &World, event: EventRow<'_>, outline: Option<&EventFigures>, with_keys: bool) -> Document {
    let mut writer = Writer { world, with_keys, document: Document::default() };
    match event {
        EventRow::Known(known, fetching) => writer.known(known, fetching, outline),
        EventRow::Arriving(fetching) => writer.arriving(fetching),
    }
    writer.document
}

struct Writer<'a> {
    world: &'a World,
    with_keys: bool,
    document: Document,
}

impl Writer<'_> {
    fn known(&mut self, known: &EventInfo, fetching: Option<&Fetching>, outline: Option<&EventFigures>) {
        self.document.begin(0);
        self.document.say(known.name.as_str(), Role::Title);
        self.document.say(format!("  {}", known.id), Role::Dim);
        if let Some(fetching) = fetching {
            self.fetching(fetching);
        }
        self.document.gap();
        if let Some(outline) = outline {
            self.outline(outline, known.fetched.is_some());
        }
        self.fact("From", &source_words(known));
        if let Some(fetched) = known.fetched {
            let local = self.world.clock().own_zone.local(fetched);
            let text = format!("{} {}, {}", day(local.date_naive()), hour(local), age(self.world.now(), fetched));
            self.fact("Fetched", &text);
        }
        if let Some(study) = self.world.events().study(&known.id).filter(|_| known.fetched.is_some()) {
            self.study(study);
        }
        self.marks(&known.id);
        self.part(known);
        if let Some(about) = outline.map(|outline| &outline.about).filter(|about| !about.is_empty()) {
            self.document.gap();
            about.lines().for_each(|line| self.document.line(line, Role::Plain));
        }
    }

    fn arriving(&mut self, fetching: &Fetching) {
        self.document.line(self.world.events().fetch_name(&fetching.fetch), Role::Title);
        self.fetching(fetching);
    }

    fn fetching(&mut self, fetching: &Fetching) {
        self.document.gap();
        if fetching.runs() {
            self.document.line(format!("being fetched: {}", fetching.under_way()), Role::Note);
            return self.offer(Action::Stop, "stops");
        }
        for line in &fetching.failure {
            self.document.begin(2);
            self.document.say(line.as_str(), Role::Warning);
        }
        self.key(Action::Refresh, "tries again");
        if matches!(fetching.fetch, Fetch::New(_)) {
            self.key(Action::Forget, "takes this row away");
        }
    }

    fn outline(&mut self, outline: &EventFigures, kept: bool) {
        match (outline.days, &outline.place) {
            (Some((first, last)), Some(place)) => self.fact("Days", &format!("{} · {place}", days(first, last))),
            (Some((first, last)), None) => self.fact("Days", &days(first, last)),
            (None, Some(place)) => self.fact("Place", place),
            (None, None) => {}
        }
        if outline.zone.is_known() {
            self.fact("Zone", &outline.zone.to_string());
        } else if outline.days.is_some() {
            self.document.label("Zone", LABEL);
            self.document.say("not known: times are as the source has them", Role::Dim);
        }
        if kept && outline.days.is_some() {
            self.offer(Action::Zone, "changes it");
        }
        let mut figures = vec![outline.sessions.to_string()];
        if outline.cancelled > 0 {
            figures.push(format!("{} cancelled", outline.cancelled));
        }
        let parts = [(outline.rooms, "room"), (outline.tracks, "track"), (outline.speakers, "speaker")];
        figures.extend(parts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(*count, noun)));
        self.fact("Sessions", &figures.join(" · "));
        if !outline.languages.is_empty() {
            self.fact("Held in", &outline.languages.join(", "));
        }
    }

    fn part(&mut self, known: &EventInfo) {
        let (text, does) =
            if known.taking_part { ("takes part", "leaves it out") } else { ("left out", "brings it back") };
        self.fact("Part", text);
        if known.is_shipped() || known.fetched.is_some() {
            self.offer(Action::TakePart, does);
        }
    }

    fn marks(&mut self, id: &str) {
        let favourites = &self.world.marks().favourites;
        let of_event = || favourites.entries().filter(|entry| entry.event == id && !entry.is_tombstone());
        let count = |mark| of_event().filter(|entry| entry.mark == Some(mark)).count();
        let (going, interested, dismissed) = (count(Mark::Going), count(Mark::Interested), count(Mark::Dismissed));
        if going + interested + dismissed > 0 {
            self.document.label("Marks", LABEL);
            self.document.say(format!("{} {going}", sign(Mark::Going)), Role::Going);
            self.document.say(format!("  {} {interested}", sign(Mark::Interested)), Role::Interested);
            if dismissed > 0 {
                self.document.say(format!("  {} {dismissed}", sign(Mark::Dismissed)), Role::Dim);
            }
        }
    }

    fn study(&mut self, study: &EventDetails) {
        match study.problems.iter().filter(|problem| problem.severity > Severity::Remark).count() {
            0 => self.fact("File", "nothing had to be repaired"),
            count => {
                self.document.label("File", LABEL);
                self.document.say(format!("repaired or left out in {}", counted(count, "place")), Role::Warning);
                self.offer(Action::Report, "reads");
            }
        }
        let Some(report) = study.reports.first() else { return };
        self.document.label("Changes", LABEL);
        let mine = match report.count_own(&self.world.marks().favourites) {
            0 => String::new(),
            mine => format!(" · {mine} of yours"),
        };
        let counts = report.counts();
        self.document.say(format!("{}: {counts}{mine}", age(self.world.now(), report.at)), Role::Plain);
        self.offer(Action::Changes, "reads");
    }

    fn key_for(&self, action: Action) -> Option<String> {
        self.world.key_for(Mode::Events, action).filter(|_| self.with_keys)
    }

    fn offer(&mut self, action: Action, does: &str) {
        if let Some(key) = self.key_for(action) {
            self.document.say(format!(" · {key} {does}"), Role::Dim);
        }
    }

    fn key(&mut self, action: Action, does: &str) {
        if let Some(key) = self.key_for(action) {
            self.document.line(format!("{key} {does}"), Role::Dim);
        }
    }

    fn fact(&mut self, label: &str, text: &str) {
        self.document.label(label, LABEL);
        self.document.say(text, Role::Plain);
    }
}
