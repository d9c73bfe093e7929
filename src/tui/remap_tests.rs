use crate::model::{Credit, Schedule, Session, slug};
use crate::model::{Programme, SessionIx};
use crate::search::Likeness;
use crate::test_support::{beginning, press};
use crate::tui::app::App;
use crate::tui::ask::{Ask, Page, ScreenId};
use crate::tui::contract::Screen;
use crate::tui::message::Message;
use crate::tui::overlays::Layer;
use crate::tui::update::update;
use crate::tui::world::Beginning;
use crate::tui::world::effect::Effect;
use crate::tui::world::events::{EventDetails, EventInfo, EventsChanged, Fetch, FetchOutcome, Operation};
use std::sync::Arc;

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

fn start(schedules: Vec<Schedule>) -> App {
    App::new(Beginning { size: (120, 36), ..beginning(schedules) })
}

/// Brings in other schedules, the way a refresh does.
fn refresh(app: &mut App, schedules: Vec<Schedule>) -> Vec<Effect> {
    let programme = Arc::new(Programme::new(schedules));
    let known = programme.events().iter().map(|event| EventInfo::of(event, true)).collect();
    let deed = Operation::Fetched {
        fetch: Fetch::Again("conf".to_owned()),
        id: "conf".to_owned(),
        news: FetchOutcome::Nothing,
        study: Box::new(EventDetails::default()),
        notes: Vec::new(),
    };
    let loaded = EventsChanged { deed, known, programme: Some(programme), problems: Vec::new() };
    let effects = update(app, Message::Loaded(Box::new(loaded)));
    app.refresh();
    effects
}

fn selected(app: &App) -> Option<&str> {
    app.screens().sessions.chosen().session.map(|ix| app.world().programme().session(ix).title.as_str())
}

const TALKS: [&str; 4] = ["Anchors: Ada", "Buoys: Ben", "Canals: Cleo | Water", "Docks: Dora | Water"];

#[test]
fn marks_and_what_can_be_undone_follow_sessions_to_other_ids() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "j space");
    let other = renumbered(schedule("conf", &["Aground: Abe", "Anchors: Ada", "Buoys: Ben", "Canals: Cleo"]));
    let effects = refresh(&mut app, vec![other]);
    let marked: Vec<&str> = (0..app.world().programme().sessions().len())
        .filter(|at| app.world().marks().goes(SessionIx::new(*at)))
        .map(|at| app.world().programme().session(SessionIx::new(at)).title.as_str())
        .collect();
    assert_eq!(marked, ["Buoys"]);
    assert!(matches!(effects.as_slice(), [Effect::Save(_)]), "the new ids are stored: {effects:?}");
    assert_eq!(selected(&app), Some("Buoys"), "the choice stays on the same session");
    press(&mut app, "u");
    assert!(
        app.world().marks().all.iter().all(|personal| personal.mark.is_none()),
        "undoing reaches it under the new id"
    );
}

#[test]
fn nothing_is_stored_where_nothing_has_moved() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "space");
    assert_eq!(refresh(&mut app, vec![schedule("conf", &TALKS)]), []);
}

#[test]
fn a_mark_whose_session_is_gone_is_kept_and_listed() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "space");
    refresh(&mut app, vec![schedule("conf", &TALKS[1..])]);
    assert_eq!(app.world().marks().unmatched.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(), ["Anchors"]);
    assert_eq!(app.world().marks().favourites.entries().count(), 1);
    refresh(&mut app, vec![schedule("conf", &TALKS)]);
    assert_eq!(app.world().marks().counts(), (1, 0), "it is there again when its session is");
}

#[test]
fn filters_stay_where_there_is_something_to_filter_by_and_are_dropped_with_a_word() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "tab tab j j");
    refresh(&mut app, vec![schedule("early", &["Zero: Zoe | Another"]), schedule("conf", &TALKS)]);
    assert_eq!(app.world().found().hits.len(), 2, "the track has another position and the same name");
    refresh(&mut app, vec![schedule("conf", &TALKS[..2])]);
    assert_eq!((app.world().filter().track, app.world().found().hits.len()), (None, 2));
    let told = app.status.as_ref().map(|status| status.text.clone()).unwrap_or_default();
    assert!(told.contains("Water"), "{told}");
}

#[test]
fn a_query_goes_on_on_the_new_programme() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "/ \"dora\"");
    refresh(&mut app, vec![schedule("early", &["Zero: Zoe"]), schedule("conf", &TALKS)]);
    assert_eq!((selected(&app), app.world().filter().typing), (Some("Docks"), true));
}

#[test]
fn the_likeness_of_an_earlier_programme_is_not_taken() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    let before = Arc::clone(app.world().programme_arc());
    let likeness = Likeness::new(&before);
    refresh(&mut app, vec![schedule("conf", &TALKS[..1])]);
    update(&mut app, Message::Likened(before, Box::new(likeness)));
    assert!(app.world().likeness().is_none());
}

#[test]
fn a_page_that_is_read_stays_open_and_the_way_back_leads_past_what_is_gone() {
    let mut app = start(vec![schedule("conf", &TALKS)]);
    press(&mut app, "enter");
    app.carry_out((1..3).map(|at| Ask::Show(Page::Session(SessionIx(at)))));
    refresh(&mut app, vec![schedule("early", &["Zero: Zoe"]), schedule("conf", &["Anchors: Ada", "Canals: Cleo"])]);
    let title = |app: &App| match app.reader().page() {
        Some(Page::Session(ix)) => app.world().programme().session(ix).title.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!((title(&app).as_str(), app.reader().is_full()), ("Canals", true));
    press(&mut app, "esc");
    assert_eq!(title(&app), "Anchors");
}

#[test]
fn a_note_that_is_being_written_is_kept_whatever_becomes_of_its_session() {
    for (later, stays_open) in [(&TALKS[..], true), (&TALKS[1..], false)] {
        let mut app = start(vec![schedule("conf", &TALKS)]);
        press(&mut app, "e \"half a word\"");
        let effects = refresh(&mut app, vec![renumbered(schedule("conf", later))]);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
        assert!(app.world().marks().favourites.entries().any(|entry| entry.note == "half a word"));
        assert_eq!(matches!(app.layers.last(), Some(Layer::Note(_))), stays_open);
        press(&mut app, "esc");
        assert!(
            app.world()
                .marks()
                .favourites
                .entries()
                .filter(|entry| !entry.is_tombstone())
                .all(|entry| entry.title == "Anchors")
        );
    }
}

#[test]
fn any_screen_survives_a_programme_without_sessions() {
    for screen in ScreenId::ALL {
        let mut app = start(vec![schedule("conf", &TALKS)]);
        press(&mut app, "space j space");
        app.carry_out(vec![Ask::Go(*screen)]);
        press(&mut app, "enter");
        refresh(&mut app, Vec::new());
        press(&mut app, "j k enter esc tab space enter");
        refresh(&mut app, vec![schedule("conf", &TALKS)]);
        assert_eq!(app.world().marks().counts().0, 2, "on {screen:?}");
    }
}

#[test]
fn a_mark_in_an_event_that_is_left_out_is_no_problem() {
    let mut app = start(vec![schedule("conf", &TALKS), schedule("other", &["Zero: Zoe"])]);
    press(&mut app, "space");
    let known = app.world().programme().events().iter().map(|event| EventInfo::of(event, event.id != "conf")).collect();
    let programme = Some(Arc::new(Programme::new(vec![schedule("other", &["Zero: Zoe"])])));
    let deed = Operation::TookPart("conf".to_owned(), false);
    update(&mut app, Message::Loaded(Box::new(EventsChanged { deed, known, programme, problems: Vec::new() })));
    assert_eq!((app.world().marks().unmatched.len(), app.world().marks().favourites.entries().count()), (0, 1));
}
