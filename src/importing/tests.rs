use super::*;
use crate::model::{Description, Event, RoomEntry, RoomSpot, Schedule, Zone};
use crate::store::{EventStore, KeepError, StoredEvent};
use chrono::{DateTime, TimeZone, Utc};
use std::fs;
use std::path::PathBuf;

/// A schedule in XML: acronym, and sessions of id, title and hour.
fn xml(acronym: &str, sessions: &[(u32, &str, u32)]) -> String {
    let event = |(id, title, hour): &(u32, &str, u32)| {
        format!("<event id='{id}'><start>{hour:02}:00</start><duration>00:30</duration><title>{title}</title></event>")
    };
    let events: String = sessions.iter().map(event).collect();
    format!(
        "<schedule><conference><acronym>{acronym}</acronym><title>The {acronym}</title></conference>\
         <day index='1' date='2026-03-24'><room name='Aula'>{events}</room></day></schedule>"
    )
}

/// A calendar in UTC with two sessions, said to be of a zone and at a place.
fn calendar(name: &str, zone: &str, place: &str) -> String {
    let event = |id: u32, hour: u32| {
        format!(
            "BEGIN:VEVENT\r\nUID:{id}@e.org\r\nSUMMARY:Talk {id}\r\nDTSTART:20270324T{hour:02}0000Z\r\n\
             DTEND:20270324T{hour:02}3000Z\r\nLOCATION:Hall {id}{place}\r\nEND:VEVENT\r\n"
        )
    };
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{name}X-WR-TIMEZONE:{zone}\r\n{}{}END:VCALENDAR\r\n",
        event(1, 9),
        event(2, 10)
    )
}

/// Somebody with files and a store.
struct Place {
    folder: tempfile::TempDir,
    event_store: EventStore,
}

fn at(hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, hour, 0, 0).unwrap()
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let event_store = EventStore::open(&folder.path().join("data"));
        Self { folder, event_store }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = fs::canonicalize(self.folder.path()).unwrap().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn import(&self, origin: Origin, overrides: Overrides) -> Result<Brought, ImportError> {
        let shipped = Collection::load(None, |_, _| false).shipped;
        let request = ImportRequest { overrides, ..ImportRequest::of(origin) };
        import(&self.event_store, &shipped, &request, &NetworkRules::default(), at(9), &mut |_| true)
    }

    fn file_in(&self, name: &str, text: &str) -> Brought {
        self.import(Origin::File(self.file(name, text)), Overrides::default()).unwrap()
    }

    fn refresh(&self, id: &str) -> Result<Brought, ImportError> {
        refresh(&self.event_store, id, &NetworkRules::default(), at(10), &mut |_| true)
    }

    fn ids(&self) -> Vec<String> {
        self.event_store.list().0.into_iter().map(|kept| kept.id).collect()
    }
}

fn summary(brought: &Brought) -> String {
    match &brought.news {
        News::Changed(report) => report.summary(),
        other => format!("{other:?}"),
    }
}

const TALKS: [(u32, &str, u32); 3] = [(1, "Soup", 9), (2, "Salad", 10), (3, "Bread", 11)];

#[test]
fn an_event_is_brought_in_kept_and_loaded_again() {
    let place = Place::new();
    let brought = place.file_in("a.xml", &xml("lunch", &TALKS));
    assert_eq!((brought.kept.id.as_str(), &brought.news), ("lunch", &News::New));
    let kept = place.event_store.list().0;
    let (schedules, problems) = load(&place.event_store, &kept.iter().collect::<Vec<_>>());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(schedules[0].schedule(), brought.reading.unwrap().schedule);
    assert_eq!(schedules.len(), 1);
}

#[test]
fn the_same_place_again_is_a_newer_version_and_says_what_changed() {
    let place = Place::new();
    place.file_in("a.xml", &xml("lunch", &TALKS));
    assert_eq!(place.file_in("a.xml", &xml("lunch", &TALKS)).news, News::Unchanged);
    let moved = [(1, "Soup", 12), (2, "Salad", 10), (4, "Cake", 13)];
    assert_eq!(summary(&place.file_in("a.xml", &xml("lunch", &moved))), "lunch: 1 new, 1 moved, 1 gone");
    place.file("a.xml", &xml("dinner", &TALKS));
    let back = place.refresh("lunch").unwrap();
    assert_eq!(summary(&back), "dinner: 1 new, 1 moved, 1 gone");
    assert_eq!((back.kept.id.as_str(), back.reading.unwrap().schedule.event.id.as_str()), ("lunch", "lunch"));
    assert_eq!((place.ids().len(), place.event_store.changes("lunch").0.len()), (1, 2));
    place.event_store.set_taking_part("lunch", false).unwrap();
    assert!(!place.refresh("lunch").unwrap().kept.taking_part, "fetching it again does not bring it back");
}

#[test]
fn two_places_with_one_id_are_two_events_unless_the_user_says_that_they_are_one() {
    let place = Place::new();
    place.file_in("a.xml", &xml("lunch", &TALKS));
    let other = place.file_in("b.xml", &xml("lunch", &TALKS[..2]));
    assert_eq!((other.kept.id.as_str(), &other.news), ("lunch-2", &News::New));
    assert!(other.notes[0].to_string().contains("import it with --id lunch"), "{:?}", other.notes);
    let path = place.file("c.xml", &xml("feast", &TALKS[..2]));
    let named = Overrides { id: Some("lunch".into()), ..Overrides::default() };
    assert_eq!(summary(&place.import(Origin::File(path.clone()), named).unwrap()), "feast: 1 gone");
    assert_eq!(place.ids(), ["lunch", "lunch-2"]);
    assert_eq!(place.event_store.find("lunch").unwrap().file, Some(path.display().to_string()), "the new place counts");
    assert_eq!(place.file_in("d.xml", &xml("kubecon-na-2017", &TALKS)).kept.id, "kubecon-na-2017-2");
}

#[test]
fn standard_input_with_the_same_id_is_the_same_event_and_cannot_be_fetched() {
    let place = Place::new();
    let input = |text: String| place.import(Origin::Input(text.into_bytes()), Overrides::default()).unwrap();
    input(xml("lunch", &TALKS));
    assert_eq!(summary(&input(xml("lunch", &TALKS[..2]))), "lunch: 1 gone");
    assert_eq!(input(xml("dinner", &TALKS)).news, News::New);
    assert!(matches!(place.refresh("lunch"), Err(ImportError::NoWayBack(_))));
    assert!(matches!(place.refresh("brunch"), Err(ImportError::Keep(KeepError::Unknown(_)))));
}

#[test]
fn what_the_user_said_is_remembered_and_another_zone_moves_no_session() {
    let place = Place::new();
    let path = place.file("a.xml", &xml("lunch", &TALKS));
    let named = Overrides { id: Some("My Lunch".into()), name: Some("Mine".into()), ..Overrides::default() };
    assert_eq!(place.import(Origin::File(path.clone()), named).unwrap().kept.id, "my-lunch");
    let zoned = Overrides { zone: Zone::parse("Europe/Brussels"), ..Overrides::default() };
    let brought = place.import(Origin::File(path), zoned).unwrap();
    assert_eq!((brought.kept.id.as_str(), &brought.news), ("my-lunch", &News::Unchanged));
    let event = place.refresh("my-lunch").unwrap().reading.unwrap().schedule.event;
    assert_eq!((event.name.as_str(), event.zone.to_string().as_str()), ("Mine", "Europe/Brussels"));
}

#[test]
fn a_zone_of_the_place_holds_until_the_source_says_its_own() {
    let place = Place::new();
    let brought = place.file_in("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "UTC", "\\, Amsterdam\\, Netherlands"));
    let zone = |brought: &Brought| brought.reading.as_ref().unwrap().schedule.event.zone.to_string();
    assert_eq!((zone(&brought).as_str(), &brought.kept.zone_override), ("Europe/Amsterdam", &None));
    assert!(brought.notes[0].to_string().contains("from 'Amsterdam, Netherlands'"), "{:?}", brought.notes);
    let kept = place.event_store.list().0;
    assert_eq!(anew(&place.event_store, &kept[0]).unwrap().schedule.event.zone.to_string(), "Europe/Amsterdam");
    let again = place.refresh("sand").unwrap();
    assert_eq!((zone(&again).as_str(), again.notes.len()), ("Europe/Amsterdam", 0), "what is known is not told again");
    place.file("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "Europe/Lisbon", "\\, Amsterdam\\, Netherlands"));
    assert_eq!(zone(&place.refresh("sand").unwrap()), "Europe/Lisbon");
}

#[test]
fn what_led_here_is_asked_where_the_source_is_silent_and_after_every_refresh() {
    let place = Place::new();
    let hearsay =
        Hearsay { name: Some("Sand Day 2027".into()), zone: Zone::parse("Europe/Vienna"), ..Hearsay::default() };
    let import = |text: &str| {
        let origin = Origin::File(place.file("a.ics", text));
        let request = ImportRequest { hearsay: hearsay.clone(), ..ImportRequest::of(origin) };
        import(&place.event_store, &[], &request, &NetworkRules::default(), at(9), &mut |_| true).unwrap()
    };
    let facts = |brought: Brought| {
        let event = brought.reading.unwrap().schedule.event;
        (event.id, event.name, event.zone.to_string())
    };
    let silent = ("sand-day-2027".to_owned(), "Sand Day 2027".to_owned(), "Europe/Vienna".to_owned());
    assert_eq!(facts(import(&calendar("", "UTC", ""))), silent);
    assert_eq!(facts(place.refresh("sand-day-2027").unwrap()), silent);
    let own = ("sand-day-2027".to_owned(), "Sand".to_owned(), "Europe/Lisbon".to_owned());
    assert_eq!(facts(import(&calendar("X-WR-CALNAME:Sand\r\n", "Europe/Lisbon", ""))), own);
}

#[test]
fn where_the_rooms_are_is_kept_with_the_event_and_holds_after_every_refresh() {
    let place = Place::new();
    let entry =
        RoomEntry { name: "Hall 1*".into(), lat: Some(50.5), lon: Some(4.5), floor: Some(2), ..RoomEntry::default() };
    let rooms = vec![RoomSpot::try_from(entry).unwrap()];
    let origin = Origin::File(place.file("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "Europe/Lisbon", "")));
    let hearsay = Hearsay { rooms: rooms.clone(), ..Hearsay::default() };
    let request = ImportRequest { hearsay, ..ImportRequest::of(origin) };
    let spots = |schedule: &Schedule| -> Vec<_> { schedule.rooms.iter().map(|room| room.spot).collect() };
    let expected = [Some(rooms[0].spot), None];
    let brought = import(&place.event_store, &[], &request, &NetworkRules::default(), at(9), &mut |_| true).unwrap();
    assert_eq!(spots(&brought.reading.unwrap().schedule), expected);
    let kept = place.event_store.list().0;
    assert_eq!(kept[0].rooms, rooms);
    assert_eq!(spots(&place.event_store.load("sand").unwrap().schedule()), expected);
    assert_eq!(spots(&anew(&place.event_store, &kept[0]).unwrap().schedule), expected);
    place.file("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "Europe/Lisbon", " upstairs"));
    assert_eq!(spots(&place.refresh("sand").unwrap().reading.unwrap().schedule), expected);
}

#[test]
fn where_only_a_person_can_say_the_zone_it_is_refused_or_told() {
    let place = Place::new();
    let path = place.file("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "UTC", "\\, Cambridge"));
    let request = ImportRequest { refuse_unsure: true, ..ImportRequest::of(Origin::File(path.clone())) };
    let import = |request: &ImportRequest| {
        import(&place.event_store, &[], request, &NetworkRules::default(), at(9), &mut |_| true)
    };
    let refused = import(&request).unwrap_err();
    let told = "'Cambridge' may be in America/New_York, America/Toronto, Europe/London";
    assert!(matches!(refused, ImportError::WhichZone { .. }) && refused.to_string().contains(told), "{refused}");
    assert!(place.ids().is_empty());
    let told = import(&ImportRequest::of(Origin::File(path))).unwrap().notes[0].to_string();
    assert!(told.contains("the times are in UTC, and 'Cambridge' may be in"), "{told}");
}

#[test]
fn zone_name_and_short_name_that_are_said_hold_after_a_refresh_and_can_be_taken_back() {
    let place = Place::new();
    place.file_in("a.ics", &calendar("X-WR-CALNAME:Sand\r\n", "UTC", ""));
    let facts = |event: Event| (event.name, event.short, event.zone.to_string());
    let fact = |name: &str, short: &str, zone: &str| (name.to_owned(), short.to_owned(), zone.to_owned());
    let said = Description {
        zone: Some(Zone::parse("Asia/Tokyo")),
        name: Some("Sand Day".into()),
        short: Some(" SD ".into()),
    };
    let event = describe(&place.event_store, "sand", &said).unwrap();
    assert_eq!(facts(event), fact("Sand Day", "SD", "Asia/Tokyo"));
    assert_eq!(place.event_store.find("sand").unwrap().name, "Sand Day");
    let kept = place.event_store.list().0;
    let loaded = load(&place.event_store, &[&kept[0]]).0[0].event().clone();
    assert_eq!(facts(loaded), fact("Sand Day", "SD", "Asia/Tokyo"), "at the next start");
    let refreshed = place.refresh("sand").unwrap().reading.unwrap().schedule.event;
    assert_eq!(facts(refreshed), fact("Sand Day", "SD", "Asia/Tokyo"));
    let back = Description { zone: Some(None), name: Some(String::new()), short: None };
    assert_eq!(facts(describe(&place.event_store, "sand", &back).unwrap()), fact("Sand", "SD", "UTC"));
    assert!(describe(&place.event_store, "salt", &back).is_err());
}

#[test]
fn next_years_schedule_at_the_same_place_does_not_replace_this_years() {
    let place = Place::new();
    let year = |first: u32| -> Vec<(u32, &str, u32)> {
        ["Ada", "Bob", "Eve", "Kim", "Lee"].iter().zip(0..).map(|(name, at)| (first + at, *name, 9 + at)).collect()
    };
    let next: Vec<_> =
        ["Fig", "Nut", "Oat", "Pea", "Rye"].iter().zip(0..).map(|(t, n)| (100 + n, *t, 14 + n)).collect();
    let path = place.file("a.xml", &xml("lunch-2025", &year(1)));
    place.file_in("a.xml", &xml("lunch-2025", &year(1)));
    fs::write(&path, xml("lunch-2026", &next)).unwrap();
    let error = place.refresh("lunch-2025").unwrap_err().to_string();
    assert!(error.contains("another schedule, 'The lunch-2026', with none of the 5 sessions"), "{error}");
    assert_eq!(place.file_in("a.xml", &xml("lunch-2026", &next)).kept.id, "lunch-2026");
    assert_eq!(place.ids(), ["lunch-2025", "lunch-2026"]);
    assert_eq!(place.refresh("lunch-2026").unwrap().news, News::Unchanged);
}

#[test]
fn a_damaged_copy_is_made_again_from_the_original() {
    let place = Place::new();
    place.file_in("a.xml", &xml("lunch", &TALKS));
    place.file_in("b.xml", &xml("dinner", &TALKS));
    let cache = place.event_store.folder("lunch").join("schedule.bin");
    fs::write(&cache, "kubetalks schedule 0 0 0\n").unwrap();
    let kept = place.event_store.list().0;
    let kept: Vec<&StoredEvent> = kept.iter().collect();
    let (schedules, problems) = load(&place.event_store, &kept);
    assert_eq!((schedules.len(), problems), (2, Vec::new()), "another version's copy is no news");
    let (again, problems) = load(&place.event_store, &kept);
    assert!(
        problems.is_empty()
            && again.iter().map(|packed| packed.schedule()).eq(schedules.iter().map(|packed| packed.schedule())),
        "stored again"
    );
    fs::write(&cache, "").unwrap();
    fs::write(place.event_store.folder("lunch").join("original.gz"), "").unwrap();
    let (schedules, problems) = load(&place.event_store, &kept);
    assert_eq!((schedules.len(), problems.len()), (1, 2), "{problems:?}");
    assert!(problems[1].to_string().contains("get it again with 'kubetalks refresh lunch'"), "{}", problems[1]);
}

#[test]
fn what_is_no_schedule_is_refused_and_leaves_nothing() {
    let place = Place::new();
    let page = place.file("page.html", "<!doctype html><a href='https://e.org/schedule.xml'>x</a>");
    for (origin, told) in [
        (Origin::File(page), "links to a schedule: https://e.org/schedule.xml"),
        (Origin::Input(b"%PDF-1.4".to_vec()), "PDF"),
        (Origin::Input(Vec::new()), "empty"),
        (Origin::named("file:///etc/passwd"), "has to begin with https://"),
        (Origin::named("not there.xml"), "No such file"),
    ] {
        let error = place.import(origin, Overrides::default()).unwrap_err().to_string();
        assert!(error.contains(told), "{told}: {error}");
    }
    assert!(place.ids().is_empty());
}

#[test]
fn an_event_that_is_only_looked_at_has_the_id_that_it_would_be_kept_under() {
    let place = Place::new();
    place.file_in("a.xml", &xml("lunch", &TALKS));
    let look = |name: &str| {
        let origin = Origin::File(place.file(name, &xml("lunch", &TALKS)));
        let request = ImportRequest::of(origin);
        look_at(Some(&place.event_store), &[], &request, &NetworkRules::default(), &mut |_| true)
            .unwrap()
            .reading
            .schedule
            .event
            .id
    };
    assert_eq!((look("a.xml"), look("b.xml")), ("lunch".to_owned(), "lunch-2".to_owned()));
    assert_eq!(place.ids(), ["lunch"]);
}
