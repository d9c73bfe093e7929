//! The invariant walk: whatever has happened, in whatever batches, what is shown is what the facts would show if
//! everything were made anew. A key of something derived that names too little is found here as a stale screen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stdout, reason = "a walk that fails is told by the seed that repeats it")]

use chrono::TimeDelta;
use kubetalks::action::Mode;
use kubetalks::favourites::Entry;
use kubetalks::keymap::{Keymap, keys};
use kubetalks::model::{Mark, SessionIx};
use kubetalks::search::Likeness;
use kubetalks::test_support::dice::Dice;
use kubetalks::test_support::events;
use kubetalks::test_support::story::{Setting, Story, spell};
use kubetalks::tui::{Message, Mouse, Stored};
use std::sync::Arc;

/// How many batches are walked.
const BATCHES: usize = 2400;
/// After so many of them another program is begun.
const BATCHES_OF_A_LIFE: usize = 60;

/// What happens to events in between.
const EVENTS: &[&str] = &[
    "refreshed with other ids",
    "studied",
    "studied without changes",
    "left out",
    "progress",
    "progress of the new",
    "failed",
    "back",
];

/// Letters of queries that depend on marks, friends, time and the programme, and other words that are typed.
const TYPED: &[&str] = &[
    "mesh",
    "is:now",
    "is:going",
    "is:next",
    "with:ana",
    "track:",
    "registry",
    "event:",
    "day:today",
    "xyzzy",
    "日本",
];

#[test]
fn what_is_shown_is_what_would_be_shown_if_everything_were_made_anew() {
    let (mut dice, seed) = Dice::seeded(0x5EED_2027);
    println!("SEED={seed} repeats this walk");
    let bound = bound_keys();
    let mut walk = Vec::new();
    let mut story = begin(&mut dice);
    for batch in 0..BATCHES {
        if batch % BATCHES_OF_A_LIFE == 0 {
            walk.clear();
            story = begin(&mut dice);
        }
        for _ in 0..=dice.below(5) {
            walk.push(happen(&mut story, &mut dice, &bound));
        }
        walk.push("|".to_owned());
        story.app.refresh();
        let (shown, known) = (story.screen(), format!("{:?}", story.app));
        story.app.forget_derived();
        story.app.refresh();
        let (anew, rebuilt) = (story.screen(), format!("{:?}", story.app));
        let told = || format!("SEED={seed}, batch {batch}, after {}", walk.join(" "));
        assert_eq!(shown.text(), anew.text(), "{}", told());
        assert_eq!(shown.cells, anew.cells, "{}", told());
        assert_eq!(shown.cursor, anew.cursor, "{}", told());
        assert!(known == rebuilt, "a view differs: {}\n{}", told(), difference(&known, &rebuilt));
    }
}

fn difference(one: &str, other: &str) -> String {
    let at = one.bytes().zip(other.bytes()).position(|(a, b)| a != b).unwrap_or(0);
    let from = one.get(..at).map_or(0, |same| same.chars().count()).saturating_sub(200);
    let part = |text: &str| text.chars().skip(from).take(400).collect::<String>();
    format!("{}\n{}", part(one), part(other))
}

/// Every key that means anything in any mode, as sequences.
fn bound_keys() -> Vec<String> {
    let keymap = Keymap::default();
    let all = Mode::ALL.iter().flat_map(|mode| keymap.bindings(*mode)).map(|(spelled, _)| spelled);
    let mut all: Vec<String> = all.filter(|spelled| spelled != "ctrl-c").collect();
    all.sort();
    all.dedup();
    all
}

fn begin(dice: &mut Dice) -> Story {
    let mut setting = Setting { now: "2027-03-19T12:45:00Z".parse().unwrap(), ..Setting::invented() };
    setting.size = *dice.one(&[(200, 60), (120, 36), (80, 24), (40, 12), (20, 5)]);
    let ids: Vec<String> = setting.schedules[0].sessions.iter().map(|session| session.id.clone()).collect();
    let every = 2 + dice.below(4);
    for (number, id) in ids.iter().enumerate().filter(|(number, _)| number % every == 0) {
        setting.mark(id, if number % 3 == 0 { Mark::Interested } else { Mark::Going }, false);
    }
    setting.befriend("Ana", &ids[..6].join(" "), "");
    let mut story = Story::new(setting);
    events::happen(&mut story, "kept");
    story
}

/// Lets one thing happen, as part of a batch; returns what it was.
fn happen(story: &mut Story, dice: &mut Dice, bound: &[String]) -> String {
    let size = story.app.size();
    match dice.below(20) {
        0..9 => {
            let spelled = dice.one(bound).clone();
            keys(&spelled).unwrap().into_iter().for_each(|key| story.tell_in_batch(Message::Key(key)));
            spelled
        }
        9 => {
            let screen = *dice.one(&["1", "2", "3", "4", "5", "P", "?", "esc", "enter"]);
            keys(screen).unwrap().into_iter().for_each(|key| story.tell_in_batch(Message::Key(key)));
            screen.to_owned()
        }
        10 | 11 => {
            // A query that stands, and not among other words, is what marks and time can change the hits of.
            let (begin, end) = *dice.one(&[("/", ""), ("/ ctrl-u", "enter"), ("esc esc c / ctrl-u", "enter")]);
            let typed = *dice.one(TYPED);
            let key = |spelled: &str| keys(spelled).unwrap();
            let spelled = begin.split_whitespace().flat_map(key).chain(typed.chars().flat_map(|one| key(&spell(one))));
            let spelled: Vec<_> = spelled.chain(end.split_whitespace().flat_map(key)).collect();
            spelled.into_iter().for_each(|key| story.tell_in_batch(Message::Key(key)));
            format!("{begin} \"{typed}\" {end}")
        }
        12 => {
            let minutes = i64::try_from(dice.below(200)).unwrap();
            let now = story.app.world().clock().present + TimeDelta::seconds(minutes * 31);
            story.tell_in_batch(Message::Now(now));
            format!("[now {now}]")
        }
        13 => {
            let (columns, lines) = *dice.one(&[(200, 60), (120, 36), (80, 24), (40, 12), (78, 9), (20, 5), (10, 3)]);
            story.tell_in_batch(Message::Resize(columns, lines));
            format!("[{columns}x{lines}]")
        }
        14 => {
            let mouse = *dice.one(&[Mouse::Click, Mouse::WheelDown, Mouse::WheelUp]);
            let at = (dice.below(usize::from(size.0).max(1)), dice.below(usize::from(size.1).max(1)));
            story.tell_in_batch(Message::Mouse(mouse, u16::try_from(at.0).unwrap(), u16::try_from(at.1).unwrap()));
            format!("[{mouse:?} {at:?}]")
        }
        15 => {
            story.tell_in_batch(Message::Paste("mesh\nis:now".to_owned()));
            "[paste]".to_owned()
        }
        16 => marked_elsewhere(story, dice),
        17 => search_is_built(story),
        18 => {
            let what = *dice.one(EVENTS);
            events::happen(story, what);
            format!("[{what}]")
        }
        _ => {
            story.tell_in_batch(Message::BatchEnded);
            "[end]".to_owned()
        }
    }
}

/// Another window of the program marks something.
fn marked_elsewhere(story: &mut Story, dice: &mut Dice) -> String {
    let world = story.app.world();
    let (given, programme) = (world.marks().favourites.clone(), world.programme());
    let mut favourites = given.clone();
    if programme.positions().len() == 0 {
        return "[nothing to mark]".to_owned();
    }
    let ix = SessionIx::new(dice.below(programme.sessions().len()));
    let changed = Some(world.clock().present + TimeDelta::seconds(1));
    favourites.set(Entry {
        event: programme.event_of(ix).id.clone(),
        session: programme.session(ix).id.clone(),
        title: programme.session(ix).title.clone(),
        mark: *dice.one(&[Some(Mark::Going), Some(Mark::Interested), None]),
        changed,
        ..Entry::default()
    });
    story.tell_in_batch(Message::Stored(Stored { given, favourites, problems: Vec::new() }));
    format!("[marked elsewhere: {ix:?}]")
}

/// What similarity runs on is built, late.
fn search_is_built(story: &mut Story) -> String {
    let programme = Arc::clone(story.app.world().programme_arc());
    let likeness = Box::new(Likeness::new(&programme));
    story.tell_in_batch(Message::Likened(programme, likeness));
    "[likened]".to_owned()
}
