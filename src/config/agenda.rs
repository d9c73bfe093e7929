//! What the user says about a day: how long changes of rooms take, when to eat, when to be reminded.

use super::rows::{Row, read_table, set};
use crate::agenda::{Distance, LEAST_GAP, Lunch, TransferRules};
use crate::problem::Problem;
use crate::settings::SettingEntry;
use std::ops::RangeInclusive;

/// Four hours: what takes longer is no change of rooms and no gap between two sessions.
const MINUTES: RangeInclusive<u32> = 0..=240;

/// What the user says about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySettings {
    /// How long changes of rooms take.
    pub rules: TransferRules,
    /// Free time shorter than this many minutes is a break, not a gap.
    pub least_gap: u32,
    /// The meal that a plan keeps free, if any.
    pub lunch: Option<Lunch>,
    /// From so many minutes before what they go to they are told when to leave; never where that is 0.
    pub leave: u32,
    /// How many minutes lie between two fetches of an event that runs, while the program does; none where that is 0.
    pub refresh: u32,
}

impl Default for DaySettings {
    fn default() -> Self {
        Self { rules: TransferRules::default(), least_gap: LEAST_GAP, lunch: None, leave: 15, refresh: 0 }
    }
}

/// How the running program reminds of a session that one goes to. By default it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// So many minutes before it begins.
    pub minutes: u32,
    /// By the terminal's bell.
    pub bell: bool,
    /// By a notification of the desktop, which the terminal shows if it knows OSC 9.
    pub notify: bool,
}

impl Default for Reminder {
    fn default() -> Self {
        Self { minutes: 5, bell: false, notify: false }
    }
}

/// `[agenda]`.
pub(super) const AGENDA: &[Row<DaySettings>] = &[
    ("buffer", |day, entry, _| set(&mut day.rules.default_buffer, minutes(&entry))),
    ("least-gap", |day, entry, _| set(&mut day.least_gap, minutes(&entry))),
    ("lunch", |day, entry, _| {
        let text = entry.string("times in quotes, such as \"12:00-14:00/45\"")?;
        let wrong = |error| entry.wrong_value(format!("'{text}' is no time for lunch: {error}"));
        day.lunch = Some(text.parse::<Lunch>().map_err(wrong)?);
        Ok(())
    }),
    ("leave", |day, entry, _| set(&mut day.leave, minutes(&entry))),
    ("events", |day, table, problems| {
        for entry in table.table()? {
            match minutes(&entry) {
                Ok(minutes) => _ = day.rules.per_event.insert(entry.name().to_owned(), minutes),
                Err(problem) => problems.push(problem),
            }
        }
        Ok(())
    }),
];

/// `[refresh]`.
pub(super) const REFRESH: &[Row<DaySettings>] =
    &[("minutes", |day, entry, _| set(&mut day.refresh, entry.number(0..=1_440, "minutes")))];

/// `[reminder]`.
pub(super) const REMINDER: &[Row<Reminder>] = &[
    ("minutes", |reminder, entry, _| set(&mut reminder.minutes, minutes(&entry))),
    ("bell", |reminder, entry, _| set(&mut reminder.bell, entry.boolean())),
    ("notify", |reminder, entry, _| set(&mut reminder.notify, entry.boolean())),
];

const DISTANCE: &[Row<Ends>] = &[
    ("from", |ends, entry, _| set(&mut ends.from, pattern(&entry).map(Some))),
    ("to", |ends, entry, _| set(&mut ends.to, pattern(&entry).map(Some))),
    ("minutes", |ends, entry, _| set(&mut ends.minutes, minutes(&entry).map(Some))),
];

/// A distance as far as it was read.
#[derive(Default)]
struct Ends {
    from: Option<String>,
    to: Option<String>,
    minutes: Option<u32>,
}

/// `[[distance]]`, as often as the user likes; of those that match two rooms, the first counts.
pub(super) fn distances(
    rules: &mut TransferRules,
    list: SettingEntry<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    for table in list.tables()? {
        let incomplete = table.wrong_value("a distance needs 'from', 'to' and 'minutes'");
        let before = problems.len();
        let mut ends = Ends::default();
        read_table(&mut ends, table, DISTANCE, "part of a distance", problems)?;
        match ends {
            Ends { from: Some(from), to: Some(to), minutes: Some(minutes) } => {
                rules.distances.push(Distance { from, to, minutes });
            }
            // What is wrong with a part has been told.
            _ if problems.len() > before => {}
            _ => problems.push(incomplete),
        }
    }
    Ok(())
}

fn minutes(entry: &SettingEntry<'_>) -> Result<u32, Problem> {
    entry.number(MINUTES, "minutes")
}

fn pattern(entry: &SettingEntry<'_>) -> Result<String, Problem> {
    let text = entry.string("the name of rooms in quotes, such as \"K*\"")?;
    if text.trim().is_empty() {
        return Err(entry.wrong_value(format!("'{}' wants the name of rooms, not nothing", entry.name())));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn everything_about_a_day_is_read_and_a_bad_distance_costs_only_itself() {
        let text = "[agenda]\nbuffer = 8\nleast-gap = 0\nlunch = \"11:30-13:00/40\"\n\
            [agenda.events]\nfosdem-2025 = 10\n\"a b\" = 0xF\n\
            [[distance]]\nfrom = 'K*'\nto = 'UD*'\nminutes = 6\n\
            [[distance]]\nfrom = 'H*'\nto = ''\nminutes = 6\n\
            [[distance]]\nfrom = 'J*'\nto = 'UD*'\nminutes = 9\n\
            [reminder]\nminutes = 10\nbell = true\nnotify = true\n";
        let (config, problems) = Config::read(text, "c");
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["c:14:6: 'to' wants the name of rooms, not nothing"]);
        assert_eq!((config.day.rules.default_buffer, config.day.least_gap), (8, 0));
        assert_eq!(config.day.lunch.map(|lunch| lunch.to_string()).as_deref(), Some("11:30-13:00/40"));
        assert_eq!((config.day.rules.per_event["fosdem-2025"], config.day.rules.per_event["a b"]), (10, 15));
        let distances: Vec<_> = config.day.rules.distances.iter().map(|d| (d.from.as_str(), d.minutes)).collect();
        assert_eq!(distances, [("K*", 6), ("J*", 9)]);
        assert_eq!(config.reminder, Reminder { minutes: 10, bell: true, notify: true });
    }
}
