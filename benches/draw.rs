//! Drawing and the keys that lead to it: the shipped programme, and timetable and agenda of a conference like FOSDEM.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

use chrono::{DateTime, TimeDelta};
use divan::Bencher;
use kubetalks::favourites::{Entry, Favourites};
use kubetalks::keymap::Key;
use kubetalks::model::packed::Packed;
use kubetalks::model::{Event, Mark, Schedule, Session, Slot};
use kubetalks::source;
use kubetalks::test_support::{beginning, press};
use kubetalks::theme::Theme;
use kubetalks::tui::{App, Beginning, Look, Message, Stored, draw, update};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];

fn main() {
    divan::main();
}

fn app(size: (u16, u16)) -> App {
    app_of(source::shipped().iter().map(Packed::schedule).collect(), size)
}

/// Two days in 35 rooms, about 1,100 sessions of 5 to 55 minutes.
fn weekend() -> Schedule {
    let mut schedule = Schedule { event: Event { id: "big".to_owned(), ..Event::default() }, ..Schedule::default() };
    for (day, room) in (0..2).flat_map(|day| (0..35).map(move |room| (day, room))) {
        let ix = schedule.room(&format!("Building {} room {room}", room % 7));
        let mut minute = 9 * 60 + room % 4 * 5;
        while minute < 19 * 60 {
            let minutes = 5 + (minute * 7 + room * 11) % 11 * 5;
            let title = format!("What {minutes} minutes in room {room} taught us about the state of the art");
            let mut session = Session::new(format!("{day}-{room}-{minute}"), title);
            let start = DateTime::UNIX_EPOCH + TimeDelta::minutes(i64::from(day * 24 * 60 + minute));
            session.slot = Some(Slot::new(start, minutes));
            session.room = Some(ix);
            schedule.sessions.push(session);
            minute += minutes + 5 * (minute % 2);
        }
    }
    schedule
}

/// The timetable of the first day.
fn timetable(size: (u16, u16)) -> App {
    let mut app = app_of(vec![weekend()], size);
    press(&mut app, "3");
    app
}

/// The agenda with 200 marks, one in three of them going.
fn agenda(size: (u16, u16)) -> App {
    let schedule = weekend();
    let mut favourites = Favourites::default();
    let every = schedule.sessions.len() / 200;
    for (number, session) in schedule.sessions.iter().step_by(every).enumerate() {
        let mark = Some(if number % 3 == 0 { Mark::Going } else { Mark::Interested });
        let (event, session, changed) = (schedule.event.id.clone(), session.id.clone(), Some(DateTime::UNIX_EPOCH));
        favourites.set(Entry { event, session, mark, changed, ..Entry::default() });
    }
    let mut app = app_of(vec![schedule], size);
    let given = app.world().marks().favourites.clone();
    update(&mut app, Message::Stored(Stored { given, favourites, problems: Vec::new() }));
    press(&mut app, "2");
    assert!(app.screens().agenda.lines().len() > 200 && app.chosen().session.is_some());
    app
}

fn app_of(schedules: Vec<Schedule>, size: (u16, u16)) -> App {
    App::new(Beginning { size, ..beginning(schedules) })
}

#[divan::bench(args = SIZES)]
fn frame(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let app = app(size);
    let look = Look::new(Theme::terminal(), false);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    bencher.bench_local(|| terminal.draw(|frame| _ = draw(frame, &app, &look)).map(|_| ()).unwrap());
}

#[divan::bench(args = ["j", "tab"])]
fn key(bencher: Bencher<'_, '_>, key: &str) {
    let mut app = app((200, 60));
    let key: Key = key.parse().unwrap();
    bencher.bench_local(|| {
        update(&mut app, Message::Key(key));
        app.refresh();
    });
}

#[divan::bench(args = SIZES)]
fn timetable_frame(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let app = timetable(size);
    let look = Look::new(Theme::terminal(), false);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    bencher.bench_local(|| terminal.draw(|frame| _ = draw(frame, &app, &look)).map(|_| ()).unwrap());
}

/// Keys to and fro, so that there is always somewhere to go: down a room, across rooms, to the other day, a mark.
#[divan::bench(args = ["j k", "l h", "tab shift-tab", "space space"])]
fn timetable_keys(bencher: Bencher<'_, '_>, keys: &str) {
    let mut app = timetable((200, 60));
    bencher.bench_local(|| press(&mut app, keys));
}

#[divan::bench(args = SIZES)]
fn agenda_frame(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let app = agenda(size);
    let look = Look::new(Theme::terminal(), false);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    bencher.bench_local(|| terminal.draw(|frame| _ = draw(frame, &app, &look)).map(|_| ()).unwrap());
}

/// Down to a clash and a gap and back, to the other day, a mark.
#[divan::bench(args = ["j j j j k k k k", "tab shift-tab", "space space"])]
fn agenda_keys(bencher: Bencher<'_, '_>, keys: &str) {
    let mut app = agenda((200, 60));
    bencher.bench_local(|| press(&mut app, keys));
}

#[divan::bench]
fn typed_query(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| app((200, 60))).bench_local_values(|mut app| {
        for key in ["/", "i", "s", "t", "i", "o"] {
            press(&mut app, key);
        }
        app
    });
}
