//! The rows of each picture: what stands at the left, the bar, what is said of it, and the query that finds its sessions.

use crate::insights::{Insights, MyDay, TrackCount, Trend, WeekDay, Who};
use crate::tui::widgets::Role;
use crate::tui::world::World;
use crate::words::{counted, exact_day, length, short_day};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picture {
    #[default]
    Topics,
    Trends,
    Firms,
    People,
    Days,
    Week,
}

impl Picture {
    pub const ALL: &[Self] = &[Self::Topics, Self::Trends, Self::Firms, Self::People, Self::Days, Self::Week];

    pub fn title(self) -> &'static str {
        match self {
            Self::Topics => "Topics",
            Self::Trends => "Over the years",
            Self::Firms => "Organisations",
            Self::People => "Speakers",
            Self::Days => "My days",
            Self::Week => "The week",
        }
    }

    /// What the bars are made of.
    pub fn legend(self) -> &'static str {
        match self {
            Self::Topics => "█ going  ▓ interested  ░ the rest",
            Self::Trends => "share of each event, the greatest change first",
            Self::Firms | Self::People => "sessions, with the years",
            Self::Days => "█ going  ▓ interested  ░ free",
            Self::Week => "half hours: the darker the more is on  ★ mine  ! clash",
        }
    }
}

/// Parts of a bar: how much, with which glyph, in which look.
pub type Part = (usize, &'static str, Role);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: String,
    pub bar: Bar,
    pub right: String,
    /// What finds its sessions.
    pub query: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// As long as it is much, measured by the longest.
    Parts(Vec<Part>),
    /// A cell each.
    Cells(Vec<(&'static str, Role)>),
}

/// From nothing to as much as there is.
const STEPS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const SHADES: [&str; 5] = ["·", "░", "▒", "▓", "█"];

fn quoted(field: &str, value: &str) -> String {
    format!("{field}:\"{}\"", value.replace('"', ""))
}

/// Every row of a picture.
pub fn rows(world: &World, counted: &Insights, picture: Picture) -> Vec<Row> {
    match picture {
        Picture::Topics => counted.topics.iter().map(topic).collect(),
        Picture::Trends => counted.trends.iter().map(trend).collect(),
        Picture::Firms => counted.firms.iter().map(|one| who(one, "org")).collect(),
        Picture::People => counted.people.iter().map(|one| who(one, "speaker")).collect(),
        Picture::Days => counted.days.iter().map(|day| my_day(world, day)).collect(),
        Picture::Week => week(world, &counted.week),
    }
}

fn topic(topic: &TrackCount) -> Row {
    let rest = topic.sessions - topic.going - topic.interested;
    let parts =
        vec![(topic.going, "█", Role::Going), (topic.interested, "▓", Role::Interested), (rest, "░", Role::Dim)];
    let query = topic.name.as_deref().map_or_else(String::new, |name| quoted("track", name));
    let label = topic.name.clone().unwrap_or_else(|| "No track".to_owned());
    let mine = topic.going + topic.interested;
    let right = if mine > 0 { format!("{mine} of {}", topic.sessions) } else { topic.sessions.to_string() };
    Row { label, bar: Bar::Parts(parts), right, query }
}

fn trend(trend: &Trend) -> Row {
    let share = |some: usize, all: usize| some * 100 / all.max(1);
    let most = trend.events.iter().map(|(_, some, all)| share(*some, *all)).max().unwrap_or(0).max(1);
    let cell = |(_, some, all): &(_, usize, usize)| {
        let step = (share(*some, *all) * (STEPS.len() - 1)).div_ceil(most);
        (STEPS[step.min(STEPS.len() - 1)], Role::Note)
    };
    let all: usize = trend.events.iter().map(|(_, some, _)| some).sum();
    let right = format!("{:+} % · {}", trend.change, counted(all, "session"));
    Row {
        label: trend.tag.clone(),
        bar: Bar::Cells(trend.events.iter().map(cell).collect()),
        right,
        query: quoted("tag", &trend.tag),
    }
}

fn who(one: &Who, field: &str) -> Row {
    let years: Vec<String> = one.years.iter().map(ToString::to_string).collect();
    let right = format!("{} · {}", one.sessions, years.join(", "));
    let bar = Bar::Parts(vec![(one.sessions, "█", Role::Note)]);
    Row { label: one.name.clone(), bar, right, query: quoted(field, &one.name) }
}

fn my_day(world: &World, day: &MyDay) -> Row {
    let event = world.programme().event(day.event);
    let parts = vec![
        (day.going as usize, "█", Role::Going),
        (day.interested as usize, "▓", Role::Interested),
        (day.free as usize, "░", Role::Dim),
    ];
    let levels: Vec<String> = ["B", "I", "A"]
        .iter()
        .zip(day.levels)
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let levels = if levels.is_empty() { String::new() } else { format!(" · {}", levels.join(" ")) };
    let right = format!("{} · {}{levels}", length(day.going), counted(day.rooms, "room"));
    let query = format!("day:{} event:{} is:going | day:{0} event:{1} is:interested", exact_day(day.date), event.id);
    Row { label: format!("{} · {}", short_day(day.date), event.short), bar: Bar::Parts(parts), right, query }
}

/// Only the half hours in which anything is on, of any day.
fn week(world: &World, days: &[WeekDay]) -> Vec<Row> {
    let is_on = |half: &usize| days.iter().any(|day| day.sessions[*half] > 0);
    let halves = days.first().map_or(0, |day| day.sessions.len());
    let (first, last) = ((0..halves).find(is_on).unwrap_or(0), (0..halves).rev().find(is_on).unwrap_or(0));
    let most = days.iter().flat_map(|day| day.sessions.iter().copied()).max().unwrap_or(0).max(1);
    let row = |day: &WeekDay| {
        let event = world.programme().event(day.event);
        let cell = |half: usize| match (day.clashes[half], day.mine[half], day.sessions[half]) {
            (true, ..) => ("!", Role::Warning),
            (_, 1.., _) => ("★", Role::Going),
            (_, _, 0) => (SHADES[0], Role::Dim),
            (_, _, count) => (SHADES[(count * 4).div_ceil(most).min(4)], Role::Note),
        };
        let busiest = day.sessions.iter().copied().max().unwrap_or(0);
        let right = format!("{:02}:{:02} on, {busiest} at once", first / 2 % 24, first % 2 * 30);
        Row {
            label: format!("{} · {}", short_day(day.date), event.short),
            bar: Bar::Cells((first..=last).map(cell).collect()),
            right,
            query: format!("day:{} event:{}", exact_day(day.date), event.id),
        }
    };
    days.iter().map(row).collect()
}
