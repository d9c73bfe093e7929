use super::*;
use crate::model::{Credit, Kind, Level, Link, LinkKind, RoomIx, Slot, SpeakerIx, TrackIx};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use proptest::prelude::*;

fn arbitrary_session(at: usize) -> impl Strategy<Value = Session> {
    let texts = ("[a-zé ]{1,12}", "[a-z ]{0,40}", prop::collection::vec("[a-z]{1,5}", 0..3));
    let facts = (0..Kind::ALL.len(), 0..4_usize, any::<bool>(), prop::option::of(any::<bool>()));
    let time = prop::option::of((0..100_000_i64, 0..500_u32, any::<bool>()));
    let places = (prop::option::of(0..3_u32), prop::option::of(0..2_u32), prop::collection::vec(0..4_u32, 0..3));
    let day = (prop::option::of(1..28_u32), prop::option::of(0..600_u32), 0..3_usize);
    (texts, facts, time, places, day).prop_map(move |(texts, facts, time, places, day)| {
        let mut session = Session::new(format!("s{at}"), texts.0);
        (session.abstract_text, session.tags) = (texts.1, texts.2);
        session.kind = Kind::ALL[facts.0];
        session.level = facts.1.checked_sub(1).map(|level| Level::ALL[level]);
        (session.cancelled, session.recorded) = (facts.2, facts.3);
        session.slot = time.map(|(start, minutes, all_day)| Slot {
            all_day,
            ..Slot::new(Utc.timestamp_opt(1_700_000_000 + start, 0).unwrap(), minutes)
        });
        (session.track, session.room) = (places.0.map(TrackIx), places.1.map(RoomIx));
        let credit = |speaker| Credit { speaker: SpeakerIx(speaker), organisation: None, title: None };
        session.credits = places.2.into_iter().map(credit).collect();
        session.day = day.0.and_then(|day| NaiveDate::from_ymd_opt(2026, 2, day));
        session.minutes = day.1;
        let kind = [LinkKind::Page, LinkKind::Video, LinkKind::Slides][day.2];
        session.links = vec![Link::new(kind, "https://e.org/")];
        session
    })
}

fn arbitrary_schedule() -> impl Strategy<Value = Schedule> {
    let sessions = (0..12_usize).prop_flat_map(|count| (0..count).map(arbitrary_session).collect::<Vec<_>>());
    sessions.prop_map(|sessions| {
        let mut schedule = Schedule { sessions, ..Schedule::default() };
        schedule.event.id = "conf".to_owned();
        ["A", "B", "C"].iter().for_each(|track| {
            schedule.track(track, track);
        });
        ["Aula", "Foyer"].iter().for_each(|room| {
            schedule.room(room);
        });
        ["Zoë", "Ann", "Bob", "Cem"].iter().for_each(|name| {
            schedule.speaker(name, name);
        });
        schedule
    })
}

/// Without a date last, at a day before what has a time.
fn in_time(brief: &Brief, event: &Event) -> (bool, Option<NaiveDateTime>, bool) {
    let day = brief.day.or(event.first_day).map(|day| day.and_time(NaiveTime::MIN));
    let start = brief.slot.map(|slot| (slot.start.naive_utc(), slot.all_day));
    let at = match start {
        Some((start, false)) => Some(start),
        other => day.or(other.map(|(start, _)| start)),
    };
    (at.is_none(), at, start.is_some_and(|(_, all_day)| !all_day))
}

proptest! {
    #[test]
    fn what_is_packed_comes_back_and_its_columns_say_the_same(schedule in arbitrary_schedule()) {
        let packed = Packed::of(&schedule).unwrap();
        prop_assert_eq!(packed.damage(), None);
        for (at, session) in schedule.sessions.iter().enumerate() {
            prop_assert_eq!(packed.brief(at), Brief::from(session));
            prop_assert_eq!((packed.id(at), packed.find(&session.id)), (session.id.as_str(), Some(at)));
        }
        let mut order: Vec<u32> = packed.order().iter().collect();
        let key = |at: u32| {
            let brief = packed.brief(at as usize);
            (in_time(&brief, packed.event()), packed.titles().get(at as usize), packed.id(at as usize))
        };
        prop_assert!(order.is_sorted_by_key(|at| key(*at)));
        prop_assert!(order.is_sorted_by_key(|at| packed.moment(*at as usize)));
        let slots = || schedule.sessions.iter().filter_map(|session| session.slot);
        let first = slots().map(|slot| slot.start).min();
        prop_assert_eq!(packed.span(), first.zip(slots().map(|slot| slot.end).max()));
        order.sort_unstable();
        prop_assert!(order.into_iter().eq(0..schedule.sessions.len() as u32));
        prop_assert_eq!(packed.schedule(), schedule);
    }

    #[test]
    fn a_byte_that_is_another_is_found_wherever_it_is(schedule in arbitrary_schedule(), at in any::<prop::sample::Index>()) {
        let mut bytes = pack(&schedule).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 0x40;
        let packed = Packed::open(Held::Memory(bytes.into()));
        prop_assert!(packed.and_then(|packed| packed.check()).is_err(), "byte {}", at);
    }
}

#[test]
fn what_is_damaged_after_it_was_opened_is_noted_and_the_rest_is_there() {
    let sessions = vec![Session::new("a", "Anchors"), Session::new("b", "Buoys")];
    let mut schedule = Schedule { sessions, ..Schedule::default() };
    schedule.sessions[1].abstract_text = "Afloat".to_owned();
    let mut bytes = pack(&schedule).unwrap();
    let text = bytes.windows(6).rposition(|part| part == b"Afloat").unwrap();
    bytes[text] = b'a';
    let packed = Packed::open(Held::Memory(bytes.into())).unwrap();
    assert_eq!((packed.session(0).title.as_str(), packed.damage()), ("Anchors", None));
    assert_eq!((packed.session(1).title.as_str(), packed.session(1).id.as_str()), ("buoys", "b"));
    assert!(packed.damage().is_some_and(|damage| damage.contains("another sum")));
}
