//! A meal that is kept free.

use chrono::{NaiveTime, TimeDelta};
use std::fmt;
use std::str::FromStr;

/// The minutes of a meal where its length is not said.
const USUAL: i64 = 60;

/// Some time without a session, between two times on the clock of the event. Walking counts as free time. As text:
/// `12:00-14:00/45`, or `12:00-14:00` for an hour, or the whole of a window that is shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lunch {
    /// The earliest beginning.
    pub from: NaiveTime,
    /// The latest end.
    pub to: NaiveTime,
    /// Its length in minutes.
    pub minutes: u32,
}

/// Why a text is no [`Lunch`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLunch {
    /// It has another form.
    #[error("write 12:00-14:00/45: not before, not after, and the minutes")]
    Form,
    /// It ends before it begins.
    #[error("{1} is not later than {0}")]
    Backwards(String, String),
    /// It takes longer than there is time, or no time at all.
    #[error("the minutes must be from 1 to {0}, as long as it lasts from the one time to the other")]
    Length(i64),
}

impl FromStr for Lunch {
    type Err = NoLunch;

    fn from_str(text: &str) -> Result<Self, NoLunch> {
        let (window, minutes) = text.split_once('/').map_or((text, None), |(window, rest)| (window, Some(rest)));
        let (from, to) = window.split_once(['-', '–']).ok_or(NoLunch::Form)?;
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| NoLunch::Form);
        let (from, to) = (time(from)?, time(to)?);
        let window = to - from;
        if window <= TimeDelta::zero() {
            return Err(NoLunch::Backwards(hour(from), hour(to)));
        }
        let window = window.num_minutes();
        let minutes: i64 = match minutes {
            Some(minutes) => minutes.trim().parse().map_err(|_| NoLunch::Form)?,
            None => window.min(USUAL),
        };
        let minutes = u32::try_from(minutes).ok().filter(|minutes| (1..=window).contains(&i64::from(*minutes)));
        Ok(Self { from, to, minutes: minutes.ok_or(NoLunch::Length(window))? })
    }
}

impl fmt::Display for Lunch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}/{}", hour(self.from), hour(self.to), self.minutes)
    }
}

fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meal_has_a_window_and_a_length_that_fits_it() {
        for (text, expected) in [
            ("12:00-14:00/45", Ok("12:00-14:00/45")),
            (" 12:00 – 14:00 / 45 ", Ok("12:00-14:00/45")),
            ("12:00-14:00", Ok("12:00-14:00/60")),
            ("12:00-12:30", Ok("12:00-12:30/30")),
            ("12:00-13:00/60", Ok("12:00-13:00/60")),
            ("12:00-13:00/61", Err(NoLunch::Length(60))),
            ("12:00-13:00/0", Err(NoLunch::Length(60))),
            ("12:00-13:00/-5", Err(NoLunch::Length(60))),
            ("14:00-12:00", Err(NoLunch::Backwards("14:00".into(), "12:00".into()))),
            ("12:00-12:00", Err(NoLunch::Backwards("12:00".into(), "12:00".into()))),
            ("12-14", Err(NoLunch::Form)),
            ("noon", Err(NoLunch::Form)),
            ("12:00-25:00", Err(NoLunch::Form)),
            ("12:00-14:00/", Err(NoLunch::Form)),
        ] {
            let read = text.parse::<Lunch>().map(|lunch| lunch.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        }
    }
}
