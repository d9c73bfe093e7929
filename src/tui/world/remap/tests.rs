use crate::favourites::Favourites;
use crate::keymap::{Key, Keymap, keys};
use crate::model::{Credit, Mark, Schedule, Session, Zone, slug};
use crate::search::Likeness;
use crate::tui::app::{Beginning, Screen};
use crate::tui::message::Message;
use crate::tui::screens::events::fetching::{Deed, Loaded, News};
use crate::tui::update::update;
use crate::tui::world::events::{Fetch, Known, Study};
use crate::tui::world::remap::*;
use chrono::DateTime;

/// An event whose sessions have these titles, each given by the person after the colon, in the track after the bar.
fn schedule(id: &str, sessions: &[&str]) -> Schedule {
    let mut schedule = Schedule::default();
    (schedule.event.id, schedule.event.name) = (id.to_owned(), id.to_owned());
    for told in sessions {
        let (told, track) = told.split_once(" | ").unwrap_or((told, "Talks"));
        let (title, speaker) = told.split_once(": ").unwrap_or((told, "Nobody"));
        let mut session = Session::new(slug(title), title);
        session.track = Some(schedule.track(&slug(track), track));
        let speaker = schedule.speaker(&slug(speaker), speaker);
        session.credits.push(Credit { speaker, organisation: None, title: None });
        schedule.sessions.push(session);
    }
    schedule
}

fn renumbered(mut schedule: Schedule) -> Schedule {
    for (number, session) in schedule.sessions.iter_mut().enumerate() {
        session.id = format!("{}", 100 + number);
    }
    schedule
}

fn built(schedules: Vec<Schedule>) -> (Arc<Programme>, Arc<Index>) {
    let programme = Arc::new(Programme::new(schedules));
    let index = Arc::new(Index::new(&programme));
    (programme, index)
}

fn start(schedules: Vec<Schedule>) -> State {
    let (programme, index) = built(schedules);
    State::new(Beginning {
        programme,
        index: Some(index),
        favourites: Favourites::default(),
        friends: crate::friends::Friends::default(),
        keymap: Keymap::default(),
        now: DateTime::UNIX_EPOCH,
        own_zone: Zone::Unknown,
        size: (120, 36),
        problems: Vec::new(),
        preferences: crate::tui::Preferences::default(),
    })
}

fn press(state: &mut State, spelled: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (number, part) in spelled.split('"').enumerate() {
        let pressed: Vec<Key> = match number % 2 {
            0 => part.split_whitespace().flat_map(|key| keys(key).unwrap()).collect(),
            _ => part.chars().flat_map(|letter| keys(&letter.to_string().replace(' ', "space")).unwrap()).collect(),
        };
        effects.extend(pressed.into_iter().flat_map(|key| update(state, Message::Key(key))));
    }
    effects
}

/// Brings in other schedules, the way a refresh does.
fn refresh(state: &mut State, schedules: Vec<Schedule>) -> Vec<Effect> {
    let programme = built(schedules);
    let known = programme.0.events().iter().map(|event| Known::of(event, true)).collect();
    let deed = Deed::Fetched {
        fetch: Fetch::Again("conf".to_owned()),
        id: "conf".to_owned(),
        news: News::Nothing,
        study: Box::new(Study::default()),
        notes: Vec::new(),
    };
    update(state, Message::Loaded(Box::new(Loaded { deed, known, programme: Some(programme), problems: Vec::new() })))
}

fn selected(state: &State) -> Option<&str> {
    state.browse.selected().map(|ix| state.programme.session(ix).title.as_str())
}

const TALKS: [&str; 4] = ["Anchors: Ada", "Buoys: Ben", "Canals: Cleo | Water", "Docks: Dora | Water"];

#[test]
fn marks_and_what_can_be_undone_follow_sessions_to_other_ids() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    press(&mut state, "j space");
    let other = renumbered(schedule("conf", &["Aground: Abe", "Anchors: Ada", "Buoys: Ben", "Canals: Cleo"]));
    let effects = refresh(&mut state, vec![other]);
    let marked: Vec<&str> = (0..state.personal.len())
        .filter(|at| state.personal[*at].mark == Some(Mark::Going))
        .map(|at| state.programme.sessions()[at].title.as_str())
        .collect();
    assert_eq!(marked, ["Buoys"]);
    assert!(matches!(effects.as_slice(), [Effect::Save(_)]), "the new ids are stored: {effects:?}");
    assert_eq!(selected(&state), Some("Buoys"), "the choice stays on the same session");
    press(&mut state, "u");
    assert!(state.personal.iter().all(|personal| personal.mark.is_none()), "undoing reaches it under the new id");
}

#[test]
fn nothing_is_stored_where_nothing_has_moved() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    press(&mut state, "space");
    assert_eq!(refresh(&mut state, vec![schedule("conf", &TALKS)]), []);
}

#[test]
fn a_mark_whose_session_is_gone_is_kept_and_listed() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    press(&mut state, "space");
    refresh(&mut state, vec![schedule("conf", &TALKS[1..])]);
    assert_eq!(state.unmatched.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(), ["Anchors"]);
    assert_eq!(state.favourites.entries().count(), 1);
    refresh(&mut state, vec![schedule("conf", &TALKS)]);
    assert_eq!(state.mark_counts(), (1, 0), "it is there again when its session is");
}

#[test]
fn filters_stay_where_there_is_something_to_filter_by_and_are_dropped_with_a_word() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    state.choose_track(Some(TrackIx(1)));
    refresh(&mut state, vec![schedule("early", &["Zero: Zoe | Another"]), schedule("conf", &TALKS)]);
    assert_eq!(state.browse.hits.len(), 2, "the track has another position and the same name");
    refresh(&mut state, vec![schedule("conf", &TALKS[..2])]);
    assert_eq!((state.browse.track, state.browse.hits.len()), (None, 2));
    let told = state.status.as_ref().map(|status| status.text.clone()).unwrap_or_default();
    assert!(told.contains("Water"), "{told}");
}

#[test]
fn a_query_goes_on_on_the_new_programme() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    press(&mut state, "/ \"dora\"");
    refresh(&mut state, vec![schedule("early", &["Zero: Zoe"]), schedule("conf", &TALKS)]);
    assert_eq!((selected(&state), state.browse.editing), (Some("Docks"), true));
}

#[test]
fn while_the_index_is_built_a_query_finds_nothing_yet() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    let index = state.index.take().unwrap();
    press(&mut state, "/ \"dora\"");
    assert!(state.browse.hits.is_empty(), "everything would be the wrong answer");
    let programme = Arc::clone(&state.programme);
    update(&mut state, Message::Indexed(programme, index));
    assert_eq!(selected(&state), Some("Docks"));
}

#[test]
fn an_index_of_an_earlier_programme_is_not_taken() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    let (before, stale) = (Arc::clone(&state.programme), state.index.clone().unwrap());
    let likeness = Likeness::new(&before, &stale);
    refresh(&mut state, vec![schedule("conf", &TALKS[..1])]);
    update(&mut state, Message::Indexed(Arc::clone(&before), Arc::clone(&stale)));
    update(&mut state, Message::Likened(before, Box::new(likeness)));
    assert!(!Arc::ptr_eq(state.index.as_ref().unwrap(), &stale) && state.likeness.is_none());
}

#[test]
fn a_page_that_is_read_stays_open_and_the_way_back_leads_past_what_is_gone() {
    let mut state = start(vec![schedule("conf", &TALKS)]);
    press(&mut state, "enter");
    state.show(Page::Session(SessionIx(1)));
    state.show(Page::Session(SessionIx(2)));
    refresh(&mut state, vec![schedule("early", &["Zero: Zoe"]), schedule("conf", &["Anchors: Ada", "Canals: Cleo"])]);
    let title = |state: &State| match state.detail.page() {
        Some(Page::Session(ix)) => state.programme.session(ix).title.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!((title(&state).as_str(), state.detail.full), ("Canals", true));
    press(&mut state, "esc");
    assert_eq!(title(&state), "Anchors");
}

#[test]
fn a_note_that_is_being_written_is_kept_whatever_becomes_of_its_session() {
    for (later, stays_open) in [(&TALKS[..], true), (&TALKS[1..], false)] {
        let mut state = start(vec![schedule("conf", &TALKS)]);
        press(&mut state, "e \"half a word\"");
        let effects = refresh(&mut state, vec![renumbered(schedule("conf", later))]);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
        assert!(state.favourites.entries().any(|entry| entry.note == "half a word"));
        assert_eq!(matches!(state.overlay, Some(Overlay::Note(_))), stays_open);
        press(&mut state, "esc");
        assert!(state.favourites.entries().filter(|entry| !entry.is_tombstone()).all(|entry| entry.title == "Anchors"));
    }
}

#[test]
fn any_screen_survives_a_programme_without_sessions() {
    for screen in Screen::ALL {
        let mut state = start(vec![schedule("conf", &TALKS)]);
        press(&mut state, "space j space");
        state.go_to(*screen);
        press(&mut state, "enter");
        refresh(&mut state, Vec::new());
        press(&mut state, "j k enter esc tab space enter");
        refresh(&mut state, vec![schedule("conf", &TALKS)]);
        assert_eq!(state.mark_counts().0, 2, "on {screen:?}");
    }
}

#[test]
fn a_mark_in_an_event_that_is_left_out_is_no_problem() {
    let mut state = start(vec![schedule("conf", &TALKS), schedule("other", &["Zero: Zoe"])]);
    press(&mut state, "space");
    let known = state.programme.events().iter().map(|event| Known::of(event, event.id != "conf")).collect();
    let programme = Some(built(vec![schedule("other", &["Zero: Zoe"])]));
    let deed = Deed::TookPart("conf".to_owned(), false);
    update(&mut state, Message::Loaded(Box::new(Loaded { deed, known, programme, problems: Vec::new() })));
    assert_eq!((state.unmatched.len(), state.favourites.entries().count()), (0, 1));
}
