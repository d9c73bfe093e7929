use super::*;
use crate::model::{Kind, Slot};
use chrono::{NaiveDate, TimeZone, Utc};

fn schedule(id: &str, titles: &[&str]) -> Schedule {
    let mut schedule = Schedule::default();
    schedule.event.id = id.to_owned();
    schedule.sessions = titles.iter().map(|title| Session::new(crate::model::slug(title), *title)).collect();
    schedule
}

#[test]
fn sessions_stand_in_time_then_by_title_and_the_undated_last() {
    let mut dated = schedule("dated", &["Late", "Early", "Also early", "Unplaced"]);
    dated.event.first_day = NaiveDate::from_ymd_opt(2019, 11, 18);
    for (session, hour) in dated.sessions.iter_mut().zip([15, 9, 9]) {
        session.slot = Some(Slot::new(Utc.with_ymd_and_hms(2019, 11, 18, hour, 0, 0).unwrap(), 30));
    }
    let programme = Programme::new(vec![schedule("undated", &["Nowhen"]), dated]);
    let titles: Vec<_> = programme.order().iter().map(|ix| programme.session(*ix).title.as_str()).collect();
    assert_eq!(titles, ["Unplaced", "Also early", "Early", "Late", "Nowhen"]);
    assert_eq!(programme.rank(programme.session_by_id("dated", "late").unwrap()), 3);
}

#[test]
fn tracks_of_the_same_name_are_one_and_rooms_stay_apart() {
    let mut first = schedule("one", &["A"]);
    first.sessions[0].track = Some(first.track("sec", "Security"));
    first.sessions[0].room = Some(first.room("Aula"));
    let mut second = schedule("two", &["B"]);
    second.sessions[0].track = Some(second.track("track-7", "SECURITY"));
    second.sessions[0].room = Some(second.room("Aula"));
    let programme = Programme::new(vec![first, second]);
    assert_eq!((programme.tracks().len(), programme.rooms().len()), (1, 2));
    assert!(programme.sessions().all(|session| session.track == Some(TrackIx(0))));
}

#[test]
fn a_schedule_handed_in_again_replaces_the_earlier_one() {
    let mut again = schedule("one", &["B"]);
    again.sessions[0].kind = Kind::Panel;
    let programme = Programme::new(vec![schedule("one", &["A"]), again]);
    assert_eq!(programme.events().len(), 1);
    assert_eq!(programme.session(SessionIx(0)).title, "B");
}
