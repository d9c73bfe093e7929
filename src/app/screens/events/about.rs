//! What is known of one event, written out, and the small words for age, days and bytes.

use super::{EventRow, Fetching, Known, Outline, Study};
use crate::action::Action;
use crate::app::document::{Document, Role, Row, rows};
use crate::app::state::State;
use crate::app::times::day;
use crate::model::Mark;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// Columns taken by `Sessions` and the like.
const LABEL: usize = 10;

/// What is known of the chosen event, as lines of a width.
pub fn about_event(state: &State, cells: usize) -> Vec<Row> {
    let mut writer = Writer { state, document: Document::default() };
    match state.screens.events.chosen() {
        Some(EventRow::Known(known, fetching)) => writer.known(known, fetching),
        Some(EventRow::Arriving(fetching)) => writer.arriving(fetching),
        None => {}
    }
    rows(&writer.document, cells)
}

struct Writer<'a> {
    state: &'a State,
    document: Document,
}

impl Writer<'_> {
    fn known(&mut self, known: &Known, fetching: Option<&Fetching>) {
        self.document.begin(0);
        self.document.say(known.name.as_str(), Role::Title);
        self.document.say(format!("  {}", known.id), Role::Dim);
        if let Some(fetching) = fetching {
            self.fetching(fetching);
        }
        self.document.gap();
        let outline = self.state.outline(&known.id);
        let study = self.state.screens.events.studies.get(&known.id);
        if let Some(outline) = outline {
            self.outline(outline);
        }
        self.fact("From", &State::source_words(known));
        if let Some(fetched) = known.fetched {
            let local = self.state.own_zone.local(fetched);
            let text =
                format!("{} {}, {}", day(local.date_naive()), local.format("%H:%M"), aged(self.state.now, fetched));
            self.fact("Fetched", &text);
        }
        if let Some(study) = study {
            self.study(known, study);
        }
        self.marks(&known.id);
        self.part(known);
    }

    fn arriving(&mut self, fetching: &Fetching) {
        self.document.line(self.state.fetch_name(&fetching.fetch), Role::Title);
        self.fetching(fetching);
    }

    fn fetching(&mut self, fetching: &Fetching) {
        self.document.gap();
        if fetching.runs() {
            self.document.line(format!("being fetched: {}", under_way(fetching)), Role::Note);
            if let Some(key) = self.state.key_hint(Action::Stop) {
                self.document.say(format!(" · {key} stops"), Role::Dim);
            }
            return;
        }
        for line in &fetching.failure {
            self.document.begin(2);
            self.document.say(line.as_str(), Role::Warning);
        }
        self.key(Action::Refresh, "tries again");
        if matches!(fetching.fetch, super::Fetch::New(_)) {
            self.key(Action::Forget, "takes this row away");
        }
    }

    fn outline(&mut self, outline: &Outline) {
        match (outline.days, &outline.place) {
            (Some((first, last)), Some(place)) => self.fact("Days", &format!("{} · {place}", days(first, last))),
            (Some((first, last)), None) => self.fact("Days", &days(first, last)),
            (None, Some(place)) => self.fact("Place", place),
            (None, None) => {}
        }
        if outline.zone.is_known() {
            self.fact("Zone", &outline.zone.to_string());
        } else if outline.days.is_some() {
            self.label("Zone");
            self.document.say("not known: times are as the source has them", Role::Dim);
        }
        let mut figures = vec![outline.sessions.to_string()];
        for (count, one, many) in [
            (outline.cancelled, "cancelled", "cancelled"),
            (outline.rooms, "room", "rooms"),
            (outline.tracks, "track", "tracks"),
            (outline.speakers, "speaker", "speakers"),
        ] {
            if count > 0 {
                figures.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        }
        self.fact("Sessions", &figures.join(" · "));
        if !outline.languages.is_empty() {
            self.fact("Held in", &outline.languages.join(", "));
        }
    }

    fn part(&mut self, known: &Known) {
        let (text, does) =
            if known.taking_part { ("takes part", "leaves it out") } else { ("left out", "brings it back") };
        self.fact("Part", text);
        if let Some(key) =
            self.state.key_hint(Action::TakePart).filter(|_| known.is_shipped() || known.fetched.is_some())
        {
            self.document.say(format!(" · {key} {does}"), Role::Dim);
        }
    }

    fn marks(&mut self, id: &str) {
        let state = self.state;
        let of_event = || state.favourites.entries().filter(|entry| entry.event == id && !entry.is_tombstone());
        let count = |mark| of_event().filter(|entry| entry.mark == Some(mark)).count();
        let (going, interested) = (count(Mark::Going), count(Mark::Interested));
        if going + interested > 0 {
            self.label("Marks");
            self.document.say(format!("★ {going}"), Role::Going);
            self.document.say(format!("  ☆ {interested}"), Role::Interested);
        }
    }

    fn study(&mut self, known: &Known, study: &Study) {
        if known.fetched.is_none() {
            return;
        }
        match study.problems.len() {
            0 => self.fact("File", "nothing had to be repaired"),
            count => {
                self.label("File");
                let places = if count == 1 { "place" } else { "places" };
                self.document.say(format!("repaired or left out in {count} {places}"), Role::Warning);
                self.offer(Action::Report);
            }
        }
        let Some(report) = study.reports.first() else { return };
        self.label("Changes");
        let mine = match self.state.mine_in(report) {
            0 => String::new(),
            mine => format!(" · {mine} of yours"),
        };
        let summary = report.summary();
        let counts = summary.strip_prefix(&format!("{}: ", report.name)).unwrap_or(&summary);
        self.document.say(format!("{}: {counts}{mine}", aged(self.state.now, report.at)), Role::Plain);
        self.offer(Action::Changes);
    }

    fn offer(&mut self, action: Action) {
        if let Some(key) = self.state.key_hint(action) {
            self.document.say(format!(" · {key} reads"), Role::Dim);
        }
    }

    fn key(&mut self, action: Action, does: &str) {
        if let Some(key) = self.state.key_hint(action) {
            self.document.line(format!("{key} {does}"), Role::Dim);
        }
    }

    fn fact(&mut self, label: &str, text: &str) {
        self.label(label);
        self.document.say(text, Role::Plain);
    }

    fn label(&mut self, label: &str) {
        self.document.begin(LABEL);
        self.document.say(format!("{label:<LABEL$}"), Role::Label);
    }
}

/// How far a fetch is: `1.2 of 4.0 MB`.
pub fn under_way(fetching: &Fetching) -> String {
    let progress = fetching.progress;
    match (progress.received, progress.total) {
        (0, _) => "on its way".to_owned(),
        (received, Some(total)) if received >= total => format!("{}, being read", bytes(received)),
        (received, Some(total)) => format!("{} of {}", bytes(received), bytes(total)),
        (received, None) => bytes(received),
    }
}

/// A number of bytes: `840 B`, `12 kB`, `1.2 MB`.
fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
    }
}

/// How long ago something was: `2 days ago`.
pub fn aged(now: DateTime<Utc>, then: DateTime<Utc>) -> String {
    let minutes = now.signed_duration_since(then).num_minutes();
    let (count, unit) = match minutes {
        ..1 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        1_440..20_160 => (minutes / 1_440, "day"),
        20_160..87_840 => (minutes / 10_080, "week"),
        87_840..1_054_080 => (minutes / 43_920, "month"),
        _ => (minutes / 525_960, "year"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

/// From the first day to the last: `19–20 Mar 2027`.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    let end = last.format("%-d %b %Y");
    if first == last {
        end.to_string()
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{end}", first.day())
    } else if first.year() == last.year() {
        format!("{} – {end}", first.format("%-d %b"))
    } else {
        format!("{} – {end}", first.format("%-d %b %Y"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(4_000);
        for (ago, expected) in [
            (TimeDelta::seconds(-5), "just now"),
            (TimeDelta::seconds(59), "just now"),
            (TimeDelta::minutes(1), "1 minute ago"),
            (TimeDelta::minutes(119), "1 hour ago"),
            (TimeDelta::hours(49), "2 days ago"),
            (TimeDelta::days(14), "2 weeks ago"),
            (TimeDelta::days(62), "2 months ago"),
            (TimeDelta::days(740), "2 years ago"),
        ] {
            assert_eq!(aged(now, now - ago), expected);
        }
    }

    #[test]
    fn days_share_what_they_have_in_common() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for (first, last, expected) in [
            (date(2027, 3, 19), date(2027, 3, 19), "19 Mar 2027"),
            (date(2027, 3, 19), date(2027, 3, 20), "19–20 Mar 2027"),
            (date(2027, 3, 30), date(2027, 4, 2), "30 Mar – 2 Apr 2027"),
            (date(2019, 12, 27), date(2020, 1, 2), "27 Dec 2019 – 2 Jan 2020"),
        ] {
            assert_eq!(days(first, last), expected);
        }
    }

    #[test]
    fn bytes_are_told_in_a_unit_that_can_be_read() {
        let told: Vec<String> = [999, 12_345, 1_234_567].map(bytes).into();
        assert_eq!(told, ["999 B", "12 kB", "1.2 MB"]);
    }
}
