//! The same made-up programmes and marks, on the screen and on the command line: what both say is held against each other.

use crate::programmes::Programme;
use crate::support::user::User;
use kubetalks::changes::{Report, compare};
use kubetalks::favourites::{self, FavouritesReading};
use kubetalks::model::Schedule;
use kubetalks::source;
use kubetalks::test_support::dice::Dice;
use kubetalks::test_support::story::{Setting, Story};
use kubetalks::tui::{EventDetails, EventInfo, EventsChanged, Fetch, FetchOutcome, Message, Operation};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

/// How many users are asked, and how many programmes each of them has.
const USERS: usize = 15;
const PROGRAMMES: usize = 14;

/// What the numbers follow from where nothing else is asked for.
const SEED: u64 = 0xA9EE;

/// In the middle of the days that there are.
const NOW: &str = "2027-05-09T10:20:00Z";

const QUERIES: &[&str] = &[
    "is:going",
    "is:interested",
    "is:seen",
    "is:now",
    "is:next",
    "is:past",
    "is:clash",
    "is:cancelled",
    "mesh",
    "locks maps",
    "track:water tides",
    "length:>=60",
    "day:2",
    "room:hall",
    "after:12:00 !backups",
    "event:days 'ferries",
];

/// One user, by command and on the screen.
struct Both {
    user: User,
    story: Story,
    programmes: Vec<Programme>,
    told: String,
}

fn schedule(programme: &Programme) -> Schedule {
    let options = source::Options { file: format!("{}.toml", programme.id), ..source::Options::default() };
    let reading = source::read(programme.text().as_bytes(), &options).unwrap();
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.schedule
}

impl Both {
    fn new(dice: &mut Dice, seed: u64, number: usize) -> Self {
        let programmes: Vec<Programme> = (0..PROGRAMMES).map(|at| Programme::new(dice, at)).collect();
        let user = User::new();
        let files: Vec<String> = programmes.iter().map(|programme| file(&user, programme)).collect();
        done(&user, "import", &files);
        let mut marks: [Vec<String>; 4] = Default::default();
        for programme in &programmes {
            for session in &programme.sessions {
                if let Some(marks) = marks.get_mut([0, 0, 0, 1, 1, 2, 3, 9, 9, 9][dice.below(10)]) {
                    marks.push(format!("{}/{}", programme.id, session.id));
                }
            }
        }
        for (options, ids) in [&[][..], &["--interested"], &["--seen"], &["--interested", "--seen"]].iter().zip(&marks)
        {
            done(
                &user,
                "mark",
                &options.iter().map(|option| (*option).to_owned()).chain(ids.clone()).collect::<Vec<_>>(),
            );
        }
        let text = fs::read_to_string(user.file("favourites.toml")).unwrap();
        let schedules = programmes.iter().map(schedule).chain(Setting::shipped().schedules).collect();
        let FavouritesReading::Whole(favourites, _) = favourites::read(&text, "favourites.toml") else {
            panic!("what was stored cannot be read: {text}");
        };
        let setting =
            Setting { size: (300, 400), schedules, favourites, now: NOW.parse().unwrap(), ..Setting::shipped() };
        Self { user, story: Story::new(setting), programmes, told: format!("SEED={seed}, user {number}") }
    }

    /// What a command prints, at the time that it is in the story.
    fn printed(&self, arguments: &[&str]) -> String {
        let run = self.user.run(&[arguments, &["--at", NOW]].concat());
        assert!(matches!(run.code, Some(0 | 1)), "{}: {arguments:?}: {}", self.told, run.err);
        run.out
    }

    /// The screen after some keys.
    fn after(&mut self, keys: &str) -> String {
        self.story.press(keys);
        self.story.screen().text()
    }
}

fn file(user: &User, programme: &Programme) -> String {
    user.put(&format!("{}.toml", programme.id), programme.text())
}

fn done(user: &User, command: &str, arguments: &[String]) {
    let all: Vec<&str> = [command].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let run = user.run(&all);
    assert_eq!(run.code, Some(0), "{all:?}: {}", run.err);
}

/// Puts a test to every user.
fn of_everybody(mut test: impl FnMut(&mut Both, &mut Dice)) {
    let (mut dice, seed) = Dice::seeded(SEED);
    println!("SEED={seed} repeats this");
    for number in 0..USERS {
        let mut both = Both::new(&mut dice, seed, number);
        test(&mut both, &mut dice);
    }
}

/// The hours at the beginning of a text, and what follows up to the next column.
fn row(text: &str) -> Option<(&str, &str)> {
    let (hours, rest) = text.trim_start().split_once(' ')?;
    let is_hours = hours == "all" || (hours.contains('–') && hours.contains(':'));
    let rest = rest.trim_start().trim_start_matches(['★', '☆', '✓', ' ']);
    // In the shell the room stands before the title.
    let room = rest.strip_prefix("Hall ").filter(|room| room.get(1..3) == Some("  "));
    let rest = room.map_or(rest, |room| room[1..].trim_start());
    is_hours.then(|| (hours, rest.split("  ").next().unwrap_or_default().trim()))
}

/// What a row is about, whatever is said of it beside.
fn title(text: &str) -> &str {
    let text = text.strip_prefix("or ").unwrap_or(text);
    text.strip_prefix("cancelled: ").unwrap_or(text).trim_end_matches(['✓', ' ']).trim_end_matches(" cancelled")
}

/// The day and event of a heading.
fn heading(text: &str) -> Option<String> {
    let mut parts = text.split(" · ");
    let (day, event) = (parts.next()?.trim(), parts.next()?);
    let event = event.split(" ─").next()?.trim();
    day.ends_with(" May 2027").then(|| format!("{day} · {event}"))
}

/// What stands in a frame that lies over the rest, known by its upper edge: that edge, then line by line.
fn over(screen: &str, is_top: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let rows: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let frames = rows.iter().enumerate().flat_map(|(y, row)| {
        let corners = |corner| move |(x, sign): (usize, &char)| (*sign == corner).then_some(x);
        let ends: Vec<usize> = row.iter().enumerate().filter_map(corners('╮')).collect();
        let starts = row.iter().enumerate().filter_map(corners('╭'));
        starts.filter_map(move |x| Some((y, x, *ends.iter().find(|end| **end > x)?))).collect::<Vec<_>>()
    });
    let text = |y: usize, from: usize, to: usize| rows[y][from + 1..to].iter().collect::<String>();
    let (y, from, to) = frames.into_iter().find(|(y, from, to)| is_top(&text(*y, *from, *to)))?;
    let inside = (y + 1..rows.len()).take_while(|y| rows[*y].get(from) != Some(&'╰'));
    Some([text(y, from, to)].into_iter().chain(inside.map(|y| text(y, from, to))).collect())
}

/// The lines in the frame at the left whose title begins so.
fn left_of(screen: &str) -> Vec<String> {
    let inner =
        |line: &str| line.trim_start_matches(['│', '▸', ' ', '╭', '╰']).split(['│', '┃']).next().map(str::to_owned);
    screen.lines().filter_map(inner).collect()
}

/// Headings, and under them what is on when; free time included.
fn days<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut told = Vec::new();
    for line in lines {
        if let Some(day) = heading(line) {
            told.push(day);
        } else if let Some((hours, text)) = row(line.trim_start_matches(['★', '☆', '✓', ' '])) {
            told.push(format!("{hours} {}", title(text)));
        }
    }
    told
}

/// How bad conflicts are, in the same words, sorted.
fn conflicts(screen: &[String]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in screen {
        let clash = line.split_once("overlaps ").and_then(|(_, rest)| rest.split_once(" with "));
        let tight = line.split_once("tight: ").and_then(|(_, rest)| rest.split_once(" min to change rooms, "));
        if let Some((length, _)) = clash {
            told.push(format!("clash, {length}"));
        } else if line.contains("at the same time as ") {
            told.push("clash, 0 min".to_owned());
        } else if let Some((have, needed)) = tight {
            let needed = needed.split(' ').next().unwrap_or_default();
            told.push(format!("tight, {have} of {needed} min"));
        }
    }
    told.sort();
    told
}

#[test]
fn both_find_the_same() {
    let mut asked = 0;
    of_everybody(|both, _| {
        // Every query is put to a third of the users: each answer costs a start of the program.
        asked += 1;
        for query in QUERIES.iter().skip(asked % 3).step_by(3) {
            both.story.press(&format!("/ \"{query}\" enter"));
            let world = both.story.app.world();
            let found: Vec<String> = world.found().hits.iter().map(|ix| world.programme().full_id(*ix)).collect();
            let told = both.printed(&[&["list", "--ids"][..], &query.split(' ').collect::<Vec<_>>()].concat());
            assert_eq!(found, told.lines().collect::<Vec<_>>(), "{}: {query}", both.told);
            both.story.press("c");
        }
        both.story.press("s");
        let world = both.story.app.world();
        // What is at the same time stands by event, and events stand here in another order.
        let found = world.found().hits.iter().map(|ix| world.programme().full_id(*ix));
        let found: Vec<String> = found.filter(|id| id.starts_with("e0/")).collect();
        let told = both.printed(&["list", "--event", "e0", "--ids", "--sort", "time"]);
        assert_eq!(found, told.lines().collect::<Vec<_>>(), "{}: by time", both.told);
        both.story.press("s");
    });
}

#[test]
fn both_tell_the_same_days_with_their_gaps_and_conflicts() {
    let (mut rows, mut clashes) = (0, 0);
    of_everybody(|both, _| {
        let printed = both.printed(&["agenda"]);
        let (days_of_it, watch) = printed.split_once("To watch").unwrap_or((&printed, ""));
        let screen = left_of(&both.after("2"));
        let shown = days(screen.iter().map(String::as_str));
        assert_eq!(days(days_of_it.lines()), shown, "{}", both.told);
        let mut told: Vec<String> = days_of_it
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("! ")?.split_once(": ").map(|(kind, _)| kind.to_owned()))
            .collect();
        told.sort();
        let told: Vec<String> = told.into_iter().step_by(2).collect();
        assert_eq!(told, conflicts(&screen), "{}\n{printed}\n{}", both.told, screen.join("\n"));
        assert_eq!(!watch.is_empty(), screen.iter().any(|line| line.starts_with("To watch")), "{}", both.told);
        rows += shown.len();
        clashes += told.len();
    });
    assert!(rows > 50 * USERS && clashes > 3 * USERS, "{rows} rows with {clashes} conflicts prove little");
}

#[test]
fn both_suggest_the_same_for_free_time() {
    let mut suggested = 0;
    of_everybody(|both, _| {
        let all: Value = serde_json::from_str(&both.printed(&["gaps", "--json", "--count", "20"])).unwrap();
        let agenda: Value = serde_json::from_str(&both.printed(&["agenda", "--json"])).unwrap();
        let days = agenda["days"].as_array().unwrap().iter();
        let rows = days.flat_map(|day| day["rows"].as_array().unwrap().iter().map(move |row| (&day["event"], row)));
        both.story.resize(160, 60);
        both.story.press("2 g g");
        // The first line that can be chosen is that of a session, so every gap is one step or more away.
        for (event, gap) in rows.filter(|(_, row)| row["row"] == "gap") {
            let same =
                |other: &&Value| ["start", "end"].iter().all(|key| other[key] == gap[key]) && other["event"] == *event;
            let fits = all.as_array().unwrap().iter().find(same).unwrap()["fits"].as_array().unwrap();
            let fits: Vec<&str> = fits.iter().map(|fit| fit["session"]["title"].as_str().unwrap()).collect();
            let chosen = loop {
                let screen = both.after("j");
                let line = screen.lines().find(|line| line.contains('▸')).unwrap_or_default().to_owned();
                if row(line.split(['│', '▸']).nth(2).unwrap_or_default())
                    .is_some_and(|(_, text)| text.ends_with(" free"))
                {
                    break line;
                }
            };
            let screen = both.after("f");
            let choice = over(&screen, |top| top.contains(" free ─"));
            let rows = choice.iter().flatten().skip(1).step_by(2);
            let shown: Vec<String> = rows.map(|row| title(row.trim_matches(['▸', '★', '☆', ' '])).to_owned()).collect();
            suggested += shown.len();
            assert_eq!(shown, fits, "{}: {event} {gap} {chosen}", both.told);
            if choice.is_some() {
                both.story.press("esc");
            }
        }
    });
    assert!(suggested > USERS, "{suggested} suggestions prove little");
}

/// What becomes of what, and when lunch is, on each day that has anything: from the lines of a plan.
fn planned<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut rows = Vec::new();
    for line in lines {
        let line = line.trim_start_matches(['│', '▸', ' ']);
        let line = line.strip_prefix("[x] ").unwrap_or(line);
        let sign = line.chars().next().filter(|sign| "+-".contains(*sign));
        let line = line.trim_start_matches(['+', '-', '★', '☆', '✓', ' ']);
        if let Some((hours, text)) = row(line) {
            rows.push(format!("{hours} {}{}", sign.unwrap_or(' '), title(text).to_lowercase()));
        }
    }
    rows.sort();
    rows
}

#[test]
fn both_plan_the_same_days() {
    let mut changes = 0;
    of_everybody(|both, _| {
        both.story.resize(160, 60);
        for (keys, options) in [
            ("2 g g P", &[][..]),
            ("2 g g P l", &["--lunch", "12:00-14:00/45"]),
            ("1 / \"track:water\" enter 2 g g P s s", &["--lunch", "12:00-14:00/45", "--suggest", "track:water"]),
        ] {
            // Day by day, as the screen has them: for several at once nothing is added to two of them.
            let all: Value = serde_json::from_str(&both.printed(&[&["plan", "--json"][..], options].concat())).unwrap();
            let dates = all.as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap());
            let mut told: Vec<(String, Vec<String>)> = Vec::new();
            for date in dates.collect::<BTreeSet<_>>() {
                let printed = both.printed(&[&["plan", "--day", date][..], options].concat());
                for day in printed.split("\n\n") {
                    let (first, rest) = day.split_once('\n').unwrap_or_default();
                    told.extend(heading(first).map(|heading| (heading, planned(rest.lines()))));
                }
            }
            // Lunch alone is no plan of a day that has nothing else.
            let is_plan = |rows: &[String]| rows.iter().any(|row| !row.ends_with(" lunch"));
            told.retain(|(_, rows)| is_plan(rows));
            told.sort();
            let mut shown = Vec::new();
            let mut screen = both.after(&format!("{keys} {}", "{ ".repeat(2 * PROGRAMMES)));
            loop {
                let plan = over(&screen, |top| top.starts_with(" Plan · ")).unwrap();
                let mut ends = plan[0].split('─').map(str::trim).filter(|part| !part.is_empty());
                let day = ends.next().and_then(|part| part.strip_prefix("Plan · ")).unwrap();
                let rows = planned(plan[1..].iter().map(String::as_str));
                if is_plan(&rows) {
                    shown.push((format!("{day} · {}", ends.next().unwrap()), rows));
                }
                screen = both.after("}");
                if screen.contains("the last day") {
                    break;
                }
            }
            both.story.press("esc c");
            shown.sort();
            changes +=
                shown.iter().flat_map(|(_, rows)| rows).filter(|row| row.contains(" +") || row.contains(" -")).count();
            assert_eq!(told, shown, "{}: {options:?}", both.told);
        }
    });
    assert!(changes > 10 * USERS, "{changes} changes prove little");
}

/// Lets another version of an event arrive on the screen.
fn fetched(story: &mut Story, id: &str, schedules: Vec<Schedule>, report: Report) {
    let programme = Arc::new(kubetalks::model::Programme::new(schedules));
    let deed = Operation::Fetched {
        fetch: Fetch::Again(id.to_owned()),
        id: id.to_owned(),
        news: FetchOutcome::Changed,
        study: Box::new(EventDetails { reports: vec![report], ..EventDetails::default() }),
        notes: Vec::new(),
    };
    let known = programme.events().iter().map(|event| EventInfo::of(event, true)).collect();
    let loaded = EventsChanged { deed, known, programme: Some(programme), problems: Vec::new() };
    story.tell(Message::Loaded(Box::new(loaded)));
}

#[test]
fn both_count_the_same_of_a_refresh_as_yours() {
    let mut yours = 0;
    of_everybody(|both, dice| {
        let later: Vec<Programme> = both.programmes.iter().map(|programme| programme.changed(dice)).collect();
        later.iter().for_each(|programme| drop(file(&both.user, programme)));
        let printed = both.printed(&["refresh"]);
        let mut schedules: Vec<Schedule> = both.programmes.iter().map(schedule).collect();
        for (at, (before, after)) in both.programmes.iter().zip(&later).enumerate() {
            let report = compare(&schedule(before), &schedule(after), NOW.parse().unwrap());
            schedules[at] = schedule(after);
            fetched(&mut both.story, &before.id, schedules.clone(), report.clone());
            let mine = report.count_own(&both.story.app.world().marks().favourites);
            let line = printed.lines().find(|line| line.starts_with(&format!("{}: ", before.name))).unwrap_or_default();
            let told = line.split_once("; ").and_then(|(_, rest)| rest.strip_suffix(" of them yours")).unwrap_or("0");
            assert_eq!(
                told,
                mine.to_string(),
                "{}: {line}\n{}",
                both.told,
                both.user.run(&["refresh", "--last", &before.id]).out
            );
            yours += mine;
        }
    });
    assert!(yours > USERS, "{yours} changes prove little");
}

#[test]
fn both_say_the_same_of_what_an_event_is() {
    let (mut dice, seed) = Dice::seeded(SEED);
    let mut both = Both::new(&mut dice, seed, 0);
    let printed = both.printed(&["events"]);
    let screen = both.after("5");
    for programme in &both.programmes {
        let line = printed.lines().find(|line| line.contains(&programme.name)).unwrap();
        let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let (days, sessions) = (cells[2], cells[3]);
        let at = screen.lines().position(|line| line.contains(&format!("{} ", programme.name))).unwrap();
        let shown: String = screen.lines().skip(at).take(2).collect();
        assert!(shown.contains(days) && shown.contains(sessions), "SEED={seed}: {line}\n{shown}");
    }
}
