//! A conference that is made up, as if it began today.

use crate::model::Zone;
use crate::model::packed::Packed;
use crate::problem::Problem;
use crate::source::{self, Options};
use chrono::{DateTime, Days, Utc};
use std::sync::Arc;

const MADE_UP: &str = include_str!("../../tests/fixtures/invented.toml");

/// Its days and what it is called there, in their order.
const DAYS: [&str; 3] = ["2027-03-19", "2027-03-20", "2027-03-21"];
const ZONE: &str = "Europe/Brussels";

/// The conference with its first day today; nothing of it is kept on disk.
///
/// # Errors
/// What is wrong with it, where anything is.
pub fn demo(now: DateTime<Utc>) -> Result<Arc<Packed>, Problem> {
    let today = Zone::parse(ZONE).unwrap_or_default().local(now).date_naive();
    let mut text = MADE_UP.replace("harbour-days-2027", "demo").replace("Harbour Days 2027", "Harbour Days");
    for (number, day) in (0..).zip(DAYS) {
        let day_now = today.checked_add_days(Days::new(number)).unwrap_or(today);
        text = text.replace(day, &format!("\u{0}{day_now}"));
    }
    let options = Options { file: "demo".to_owned(), ..Options::default() };
    let failed = || Problem::error("demo", "the conference that is made up cannot be read");
    let reading = source::read(text.replace('\u{0}', "").as_bytes(), &options)
        .map_err(|problems| problems.into_iter().next().unwrap_or_else(failed))?;
    Packed::of(&reading.schedule).map(Arc::new).map_err(|_| failed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_today_wherever_today_is() {
        for now in ["2026-11-30T09:00:00Z", "2027-03-18T23:30:00Z", "2027-03-19T12:00:00Z"] {
            let schedule = demo(now.parse().unwrap()).unwrap().schedule();
            let today = Zone::parse(ZONE).unwrap().local(now.parse().unwrap()).date_naive();
            assert_eq!(schedule.event.first_day, Some(today), "{now}");
            let first = schedule.sessions.iter().filter_map(|session| session.slot).map(|slot| slot.start).min();
            assert_eq!(Zone::parse(ZONE).unwrap().local(first.unwrap()).date_naive(), today, "{now}");
            assert_eq!(schedule.event.id, "demo");
        }
    }
}
