//! What help tells of: what can be done here, on other screens, in the shell, the settings, how to write a query.

use crate::action::{Action, COMMANDS, Group, Mode, ShellCommand};
use crate::model::EventIx;
use crate::search::examples;
use crate::tui::ask::{Ask, Asks, ScreenId};
use crate::tui::world::{
    World, effect::Effect, filter::FilterChange, planning::dated_events, preferences::PresentSetting,
};
use crate::words::exact_day;
use chrono::NaiveDate;
use nucleo::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo::{Config, Matcher, Utf32Str};
use std::collections::HashSet;

/// How to write the words of a query; what may be asked of fields is told by the fields.
const WORDS: &str = include_str!("words.txt");
const SIGNS: &str = include_str!("signs.txt");

const DAYS: &str = "The sessions of a day";

/// The cells of a line of help.
const HELP_CELLS: usize = 76;
/// A letter of a word that is matched with gaps is worth at least so much, or the match means nothing.
const LEAST_SCORE: usize = 19;
/// What a word is worth more where it stands in a name, or among the other words for it, where it is such a word whole,
/// and where it stands in several places.
const NAMED: u32 = 60;
const MEANT: u32 = 40;
const WHOLE: u32 = 40;
const AGAIN: u32 = 8;
/// What people say around what they want.
const ASKING: [&str; 14] = ["how", "do", "does", "can", "i", "to", "my", "me", "a", "an", "the", "where", "what", "is"];

/// One row, under the heading of its section.
#[derive(Debug, Clone)]
pub struct Topic {
    pub heading: String,
    /// The keys, or where they hold.
    pub keys: String,
    pub text: String,
    /// The name for the settings' files; empty where there is none.
    pub name: &'static str,
    /// Other words for it, which are found and not shown.
    also: &'static str,
    /// What is done about it, after help has closed.
    pub deed: Asks,
}

impl Topic {
    fn told(heading: &str, text: String) -> Self {
        Self { heading: heading.to_owned(), keys: String::new(), text, name: "", also: "", deed: Asks::new() }
    }
}

/// Everything there is to tell where the keyboard was in this mode.
pub fn entries(world: &World, about: Mode) -> Vec<Topic> {
    let mut told = HashSet::new();
    let mut entries = here(world, about, &mut told);
    for screen in ScreenId::ALL.iter().filter(|screen| screen.mode() != about) {
        let title = screen.title();
        let deed = |action| vec![Ask::Go(*screen), Ask::Act(action)];
        entries.extend(elsewhere(world, (screen.mode(), title), &mut told, deed));
    }
    entries.extend(elsewhere(world, (Mode::Card, "Card"), &mut told, |_| vec![Ask::Act(Action::Welcome)]));
    entries.extend(elsewhere(world, (Mode::Plan, "Plan"), &mut told, |_| vec![Ask::Act(Action::Plan)]));
    let friends = |action| vec![Ask::Act(Action::Friends), Ask::Act(action)];
    entries.extend(elsewhere(world, (Mode::Friends, "Friends"), &mut told, friends));
    entries.extend(elsewhere(world, (Mode::Code, "Code"), &mut told, |_| vec![Ask::Act(Action::Share)]));
    let watch = |action| vec![Ask::Act(Action::Watch), Ask::Act(action)];
    entries.extend(elsewhere(world, (Mode::Watch, "To watch"), &mut told, watch));
    entries.extend(elsewhere(world, (Mode::Report, "Changes"), &mut told, |_| vec![Ask::Act(Action::News)]));
    let search = |action| vec![Ask::Act(Action::Search), Ask::Act(action)];
    entries.extend(elsewhere(world, (Mode::Search, "Search"), &mut told, search));
    entries.extend(COMMANDS.iter().map(shell));
    entries.extend(world.preferences().settings.iter().map(setting));
    entries.extend(days(world));
    let words = WORDS.lines().map(str::to_owned).chain(examples(HELP_CELLS));
    entries.extend(words.map(|line| Topic::told("Writing a query", line)));
    entries.extend(SIGNS.lines().map(|line| Topic::told("What the signs mean", line.to_owned())));
    entries
}

/// What can be done where the keyboard was, by group.
fn here(world: &World, about: Mode, told: &mut HashSet<Action>) -> Vec<Topic> {
    let grouped = |group: Group| Action::ALL.iter().copied().filter(move |action| action.group() == group);
    let actions = Group::ALL.iter().copied().flat_map(grouped);
    let entry = |action: Action| {
        let keys = world.keymap().keys_for(about, action).join("  ");
        (!keys.is_empty()).then(|| action_entry(action, action.group().title(), keys, vec![Ask::Act(action)]))
    };
    let mut entries: Vec<(Action, Topic)> = actions.filter_map(|action| Some((action, entry(action)?))).collect();
    // What only this dialog has comes before what every dialog has.
    let common = about.base().filter(|base| *base == Mode::Dialog);
    let is_common = |action| common.is_some_and(|base| world.key_for(base, action).is_some());
    entries.sort_by_key(|(action, _)| is_common(*action));
    told.extend(entries.iter().map(|(action, _)| *action));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// What can be done in another mode, and was not told yet.
fn elsewhere(
    world: &World,
    (mode, title): (Mode, &str),
    told: &mut HashSet<Action>,
    deed: impl Fn(Action) -> Asks,
) -> Vec<Topic> {
    let new = Action::ALL.iter().copied().filter(|action| !told.contains(action));
    let entry = |action: Action| {
        let key = world.key_for(mode, action)?;
        let keys = format!("{title}: {key}");
        Some((action, action_entry(action, "On other screens", keys, deed(action))))
    };
    let entries: Vec<(Action, Topic)> = new.filter_map(entry).collect();
    told.extend(entries.iter().map(|(action, _)| *action));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn action_entry(action: Action, heading: &str, keys: String, deed: Asks) -> Topic {
    let (text, name) = (action.help().to_owned(), action.name());
    Topic { heading: heading.to_owned(), keys, text, name, also: action.also(), deed }
}

/// The days of the event that the list is about, or of all: what is chosen shows its sessions.
fn days(world: &World) -> Vec<Topic> {
    let (programme, scope) = (world.programme(), world.filter().scope);
    let dated = dated_events(programme).into_iter().filter(|(event, _)| scope.is_none_or(|scope| scope == *event));
    let topic = |event: EventIx, date: NaiveDate| {
        let short = &programme.event(event).short;
        let text = format!("{} · {short}", date.format("%A %-d %B %Y"));
        let deed = vec![
            Ask::Filter(FilterChange::Scope(Some(event))),
            Ask::Filter(FilterChange::Only(format!("day:{}", exact_day(date)))),
        ];
        let keys = format!("day:{}", date.format("%-d-%b").to_string().to_lowercase());
        Topic { heading: DAYS.to_owned(), keys, text, name: "", also: "day date", deed }
    };
    let any = Topic {
        heading: DAYS.to_owned(),
        keys: "day:tue".to_owned(),
        text: "in the search: a day of the week, today or tomorrow, 24-mar, '24 March', 2 for the second day"
            .to_owned(),
        name: "",
        also: "day date weekday monday tuesday wednesday thursday friday saturday sunday yesterday month",
        deed: vec![Ask::Act(Action::Search)],
    };
    dated.flat_map(|(event, days)| days.into_iter().map(move |date| topic(event, date))).chain([any]).collect()
}

/// A command is for the shell: it is copied, to be pasted there.
fn shell(command: &ShellCommand) -> Topic {
    let deed = vec![Ask::Do(Effect::Copy(command.line.to_owned()))];
    let (keys, text) = (command.name.to_owned(), format!("{}: {}", command.help, command.line));
    Topic { heading: "In the shell; enter copies".to_owned(), keys, text, name: "", also: command.also, deed }
}

fn setting(setting: &PresentSetting) -> Topic {
    let text = format!("{} · {}", setting.value, setting.help);
    let deed = vec![Ask::Do(Effect::Copy(setting.line.clone()))];
    let heading = "Settings in config.toml; enter copies".to_owned();
    Topic { heading, keys: setting.name.to_owned(), text, name: "", also: "setting config configure option", deed }
}

/// The places of the entries that every word of a text means, the best first; all of them where there is none.
pub fn matching(entries: &[Topic], typed: &str) -> Vec<usize> {
    let all: Vec<&str> = typed.split_whitespace().collect();
    let means = |word: &&str| !ASKING.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = all.iter().copied().filter(means).collect();
    let words = if words.is_empty() { all } else { words };
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut score = |entry: &Topic| {
        let mut total = 0;
        for word in &words {
            total += worth(&mut matcher, entry, word)?;
        }
        Some(total)
    };
    let mut found: Vec<(u32, usize)> =
        entries.iter().enumerate().filter_map(|(at, entry)| Some((score(entry)?, at))).collect();
    found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    found.into_iter().map(|(_, at)| at).collect()
}

/// How well a word fits an entry; nothing where it does not.
fn worth(matcher: &mut Matcher, entry: &Topic, word: &str) -> Option<u32> {
    let atom = Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
    let least = LEAST_SCORE * word.chars().count();
    let mut buffer = Vec::new();
    let mut fits = |text: &str, more: u32| {
        let score = atom.score(Utf32Str::new(text, &mut buffer), matcher)?;
        (usize::from(score) >= least).then_some(u32::from(score) + more)
    };
    let whole = |other: &str, more: u32| if other == word { more + WHOLE } else { more };
    let named = [entry.name, &entry.keys].into_iter().filter_map(|text| fits(text, whole(text, NAMED))).max();
    let meant = entry.also.split(' ').filter_map(|other| fits(other, whole(other, MEANT))).max();
    let worth = [named, meant, fits(&entry.text, 0)];
    let places = worth.iter().flatten().count();
    let best = worth.into_iter().flatten().max()?;
    Some(best + AGAIN * u32::try_from(places.saturating_sub(1)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::beginning;

    fn names(about: Mode, typed: &str) -> Vec<String> {
        let world = World::new(beginning(Vec::new()));
        let entries = entries(&world, about);
        let found = matching(&entries, typed).into_iter().map(|at| &entries[at]);
        found.map(|entry| if entry.name.is_empty() { entry.keys.clone() } else { entry.name.to_owned() }).collect()
    }

    #[test]
    fn what_people_call_it_is_found_first() {
        for (typed, expected) in [
            ("bookmark", "going"),
            ("favourite", "going"),
            ("calendar", "export"),
            ("ical", "export"),
            ("filter", "search"),
            ("sort", "group"),
            ("undo", "undo"),
            ("clpboard", "copy"),
            ("add conference", "import"),
            ("tuesday", "day:tue"),
            ("how do I open my conference", "import"),
        ] {
            let found = names(Mode::Sessions, typed);
            assert!(found.iter().take(3).any(|name| name == expected), "{typed}: {found:?}");
        }
        assert_eq!(names(Mode::Sessions, "calendar")[0], "export");
        assert_eq!(names(Mode::Sessions, "mark")[0], "going");
        assert!(names(Mode::Sessions, "xqzzy").is_empty());
    }

    #[test]
    fn every_action_is_told_of_wherever_one_asks() {
        let everywhere = |about| names(about, "").into_iter().collect::<HashSet<_>>();
        for about in [Mode::Sessions, Mode::Agenda, Mode::Timetable, Mode::Now, Mode::Events] {
            let told = everywhere(about);
            let missing = Action::ALL.iter().map(|action| action.name()).filter(|name| !told.contains(*name));
            let missing: Vec<&str> = missing.collect();
            assert!(missing.is_empty(), "{about:?}: {missing:?}");
        }
    }
}
