//! The rows of each picture: what stands at the left, the bar, what is said of it, and the query that finds its sessions.

use crate::insights::{Insights, MyDay, TrackCount, Trend, WeekDay, Who};
use crate::tui::widgets::Role;
use crate::tui::world::World;
use crate::words::{counted, exact_day, length, short_day};
use chrono::NaiveDate;
use ratatui::layout::Rect;

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

    /// Where its rows stand: below what the bars mean and, of the week, the hours where there is room.
    pub fn list(self, inner: Rect) -> Rect {
        let head = if self == Self::Week && inner.height > 5 { 2 } else { 1 };
        Rect { y: inner.y.saturating_add(head), height: inner.height.saturating_sub(head), ..inner }
    }

    /// What the bars are made of.
    pub fn legend(self) -> &'static str {
        match self {
            Self::Topics => "█ going  ▓ interested  ░ the rest",
            Self::Trends => "share of each event, the greatest change first",
            Self::Firms | Self::People => "sessions, with the years",
            Self::Days => "█ going  ▓ interested  ░ free",
            Self::Week => "half hours: the fuller the more is on  ★ mine  ! clash",
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
    /// A small column each, in eighths of the highest.
    Columns(Vec<u64>),
    /// A cell each, of which one may be chosen.
    Cells(Vec<(&'static str, Role)>, usize),
}

/// Half hours of a day.
const A_DAY: usize = 48;
/// Steps of a small column.
const STEPS: usize = 8;
/// From nothing to as much as there is.
const SHADES: [&str; 5] = ["·", "░", "▒", "▓", "█"];

fn quoted(field: &str, value: &str) -> String {
    format!("{field}:\"{}\"", value.replace('"', ""))
}

/// Every row of a picture; of the week with this half hour of those in sight chosen, else with the fullest of each day.
pub fn rows(world: &World, counted: &Insights, picture: Picture, half: Option<usize>) -> Vec<Row> {
    match picture {
        Picture::Topics => counted.topics.iter().map(topic).collect(),
        Picture::Trends => counted.trends.iter().map(trend).collect(),
        Picture::Firms => counted.firms.iter().map(|one| who(one, "org")).collect(),
        Picture::People => counted.people.iter().map(|one| who(one, "speaker")).collect(),
        Picture::Days => counted.days.iter().map(|day| my_day(world, day)).collect(),
        Picture::Week => week(world, &counted.week, half),
    }
}

fn topic(topic: &TrackCount) -> Row {
    let rest = topic.sessions - topic.going - topic.interested;
    let parts =
        vec![(topic.going, "█", Role::Going), (topic.interested, "▓", Role::Interested), (rest, "░", Role::Dim)];
    let query = topic.name.as_deref().map_or_else(|| "-has:track".to_owned(), |name| quoted("track", name));
    let label = topic.name.clone().unwrap_or_else(|| "No track".to_owned());
    let mine = topic.going + topic.interested;
    let right = if mine > 0 { format!("{mine} of {}", topic.sessions) } else { topic.sessions.to_string() };
    Row { label, bar: Bar::Parts(parts), right, query }
}

fn trend(trend: &Trend) -> Row {
    let share = |some: usize, all: usize| some * 100 / all.max(1);
    let most = trend.events.iter().map(|(_, some, all)| share(*some, *all)).max().unwrap_or(0).max(1);
    // What there is at all is seen.
    let column = |(_, some, all): &(_, usize, usize)| (share(*some, *all) * STEPS).div_ceil(most).min(STEPS) as u64;
    let all: usize = trend.events.iter().map(|(_, some, _)| some).sum();
    let right = format!("{:+} % · {}", trend.change, counted(all, "session"));
    Row {
        label: trend.tag.clone(),
        bar: Bar::Columns(trend.events.iter().map(column).collect()),
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

/// The half hours in which anything is on, of any day: the first and the last.
pub fn halves(days: &[WeekDay]) -> (usize, usize) {
    let is_on = |half: &usize| days.iter().any(|day| day.sessions[*half] > 0);
    let all = days.first().map_or(0, |day| day.sessions.len());
    ((0..all).find(is_on).unwrap_or(0), (0..all).rev().find(is_on).unwrap_or(0))
}

fn week(world: &World, days: &[WeekDay], chosen: Option<usize>) -> Vec<Row> {
    let (first, last) = halves(days);
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
        let fullest = || day.sessions.iter().position(|count| *count == busiest);
        let half = chosen.map(|at| (first + at).min(last)).or_else(fullest).unwrap_or(first);
        let mine = match day.mine[half] {
            0 => String::new(),
            mine => format!(", {mine} mine"),
        };
        Row {
            label: format!("{} · {}", short_day(day.date), event.short),
            bar: Bar::Cells((first..=last).map(cell).collect(), half.saturating_sub(first)),
            right: format!("{} · {} on{mine}", hour_of(half), day.sessions[half]),
            query: half_hour(&event.id, day.date, half),
        }
    };
    days.iter().map(row).collect()
}

/// When a half hour begins: after midnight it still counts to the day before.
fn hour_of(half: usize) -> String {
    format!("{:02}:{:02}", half / 2 % 24, half % 2 * 30)
}

/// What is on as a half hour begins, or begins within it; what was cancelled is not counted either.
fn half_hour(event: &str, date: NaiveDate, half: usize) -> String {
    let moment = |half: usize| {
        let date = if half < A_DAY { Some(date) } else { date.succ_opt() };
        format!("{}T{}", exact_day(date.unwrap_or_default()), hour_of(half))
    };
    let (day, hour, begin, end) = (exact_day(date), hour_of(half), moment(half), moment(half + 1));
    format!("event:{event} -is:cancelled (at:{day}-{hour} | after:{begin} before:{end})")
}
