//! The plan against every possible choice, and conflicts against every pair, on small random days.

use super::*;
use crate::model::{Event, EventIx, Mark, Personal, Programme, Schedule, Session, SessionIx, Slot};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;

/// Start and length in steps of four minutes, room (4 is none), standing (0 going, 1 interested, 2 to 5 suggested so
/// much, 6 fixed).
type Entry = (u32, u32, usize, u8);

const STEP: u32 = 4;

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((0..30_u32, 0..12_u32, 0..5_usize, 0..7_u8), 0..=10)
}

/// Ways between single rooms, later ones overridden by earlier ones, of any length: no triangle inequality.
fn rules() -> impl Strategy<Value = TransferRules> {
    let distance = ("[A-D]", "[A-D]", prop::sample::select(vec![0_u32, 2, 5, 9, 15, 40, 90]));
    (prop::collection::vec(distance, 0..5), 0..10_u32).prop_map(|(distances, default_buffer)| {
        let distances = distances.into_iter().map(|(from, to, minutes)| Distance { from, to, minutes });
        TransferRules { default_buffer, distances: distances.collect(), ..TransferRules::default() }
    })
}

fn lunch() -> impl Strategy<Value = Option<(u32, u32, u32)>> {
    prop::option::of((0..60_u32, 0..90_u32, 1..50_u32))
}

fn morning() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(10)
}

fn programme(entries: &[Entry]) -> Programme {
    let mut schedule = Schedule { event: Event { id: "day".into(), ..Event::default() }, ..Schedule::default() };
    for (number, (start, length, room, _)) in entries.iter().enumerate() {
        let mut session = Session::new(format!("{number}"), format!("Session {number}"));
        session.slot = Some(Slot::new(morning() + TimeDelta::minutes(i64::from(start * STEP)), length * STEP));
        session.room = ["A", "B", "C", "D"].get(*room).map(|name| schedule.room(name));
        schedule.sessions.push(session);
    }
    Programme::new(vec![schedule])
}

fn personal(entries: &[Entry]) -> Vec<Personal> {
    let mark = |standing: u8| match standing {
        0 => Some(Mark::Going),
        1 => Some(Mark::Interested),
        _ => None,
    };
    entries.iter().map(|entry| Personal { mark: mark(entry.3), ..Personal::default() }).collect()
}

fn score(standing: u8) -> u64 {
    u64::from(standing.saturating_sub(1)) * 125_000
}

/// Whether so many minutes lie free in the window, none of the sessions in them. Tried minute by minute.
fn has_lunch(slots: &[Slot], (from, window, minutes): (u32, u32, u32)) -> bool {
    (from..=(from + window).saturating_sub(minutes)).any(|begin| {
        let (begin, end) = (begin, begin + minutes);
        let (begin, end) = (morning() + TimeDelta::minutes(begin.into()), morning() + TimeDelta::minutes(end.into()));
        begin + TimeDelta::minutes(minutes.into()) == end && slots.iter().all(|s| s.end <= begin || end <= s.start)
    }) && minutes <= window
}

/// What a set of sessions is worth, or nothing if it is not allowed: lunch, going, interested, suggested.
fn value(
    entries: &[Entry],
    programme: &Programme,
    transfer: &Transfer,
    chosen: &[usize],
    lunch: Option<(u32, u32, u32)>,
) -> Option<(bool, usize, usize, u64)> {
    let fixed = |at: &usize| entries[*at].3 == 6;
    for (place, a) in chosen.iter().enumerate() {
        for b in &chosen[place + 1..] {
            let conflict = transfer.conflict(programme, SessionIx::new(*a), SessionIx::new(*b));
            if conflict.is_some() && !(fixed(a) && fixed(b)) {
                return None;
            }
        }
    }
    if (0..entries.len()).any(|at| fixed(&at) && !chosen.contains(&at)) {
        return None;
    }
    let slots: Vec<Slot> = chosen.iter().filter_map(|at| programme.session(SessionIx::new(*at)).slot).collect();
    let count = |standing| chosen.iter().filter(|at| entries[**at].3 == standing).count();
    let suggested = chosen.iter().map(|at| entries[*at].3).filter(|s| (2..6).contains(s)).map(score).sum();
    Some((lunch.is_some_and(|lunch| has_lunch(&slots, lunch)), count(0), count(1), suggested))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_choice_is_better_than_the_plan(entries in entries(), rules in rules(), lunch in lunch()) {
        let programme = programme(&entries);
        let transfer = Transfer::new(&programme, &rules);
        let context = Context { programme: &programme, personal: &personal(&entries), transfer: &transfer };
        let fixed: Vec<SessionIx> =
            (0..entries.len()).filter(|at| entries[*at].3 == 6).map(SessionIx::new).collect();
        let suggested = |ix: SessionIx| if entries[ix.index()].3 < 6 { score(entries[ix.index()].3) as f32 / 1e6 } else { 0.0 };
        let time = |minutes: u32| NaiveTime::MIN + TimeDelta::minutes(i64::from(600 + minutes));
        let wished = lunch.map(|(from, window, minutes)| Lunch { from: time(from), to: time(from + window), minutes });
        let date = morning().date_naive();
        let options = PlanOptions { fixed: &fixed, taken: &[], suggested: &suggested, lunch: wished, now: None };
        let plan = plan(&context, EventIx(0), date, &options);

        let chosen: Vec<usize> = plan.chosen.iter().map(|ix| ix.index()).collect();
        let reached = value(&entries, &programme, &transfer, &chosen, lunch);
        let choices = (0..1_usize << entries.len())
            .map(|set| (0..entries.len()).filter(|at| set >> at & 1 == 1).collect::<Vec<usize>>());
        let best = choices.filter_map(|choice| value(&entries, &programme, &transfer, &choice, lunch)).max();
        prop_assert_eq!(reached, best);
        prop_assert_eq!(plan.lunch.is_some(), best.is_some_and(|best| best.0));
        for dropped in &plan.dropped {
            prop_assert!(!matches!(dropped.by, By::Cancelled));
            prop_assert!(dropped.by != By::Lunch || plan.lunch.is_some());
        }
    }

    #[test]
    fn the_sweep_finds_the_conflicts_of_every_pair(entries in entries(), rules in rules()) {
        let programme = programme(&entries);
        let transfer = Transfer::new(&programme, &rules);
        let all: Vec<SessionIx> = (0..entries.len()).map(SessionIx::new).collect();
        let found = conflicts(&programme, &all, &transfer);
        for (place, a) in all.iter().enumerate() {
            for b in &all[place + 1..] {
                let told = found.iter().filter(|c| (c.a, c.b) == (*a, *b) || (c.a, c.b) == (*b, *a));
                let told: Vec<ConflictKind> = told.map(|conflict| conflict.kind).collect();
                let expected: Vec<_> = transfer.conflict(&programme, *a, *b).into_iter().collect();
                prop_assert_eq!(told, expected);
            }
        }
    }
}
