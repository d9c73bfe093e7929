//! The table of rooms in `src/lib.rs`.

use std::collections::{BTreeMap, BTreeSet};

/// A row: a room, or one of the rooms that a pattern with `*` stands for.
pub struct Row {
    pub level: usize,
    /// What it may import; nothing where it may import every room at the top.
    allowed: Option<BTreeSet<String>>,
}

/// The rows, by room.
pub struct Table {
    pub rows: BTreeMap<String, Row>,
}

/// A room: its row, and where the row stands for several, which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub row: String,
    pub name: String,
}

impl Table {
    /// The table of a text.
    pub fn read(text: &str) -> Self {
        let lines: Vec<Vec<&str>> = text
            .lines()
            .filter_map(|line| line.strip_prefix("//! | "))
            .map(|line| line.trim_end_matches('|').split(" | ").map(str::trim).collect())
            .filter(|cells: &Vec<&str>| cells[0].parse::<usize>().is_ok())
            .collect();
        let at_the_top: BTreeSet<String> =
            lines.iter().flat_map(|cells| ticked(cells[1])).filter(|room| !room.contains("::")).collect();
        let mut rows = BTreeMap::new();
        for cells in &lines {
            let named = cells.get(3).copied().unwrap_or_default();
            for room in ticked(cells[1]) {
                let allowed = match named.strip_prefix("everything") {
                    Some("") => None,
                    Some(but) => Some(at_the_top.iter().filter(|room| !ticked(but).contains(room)).cloned().collect()),
                    None => Some(ticked(named).into_iter().collect()),
                };
                rows.insert(room, Row { level: cells[0].parse().unwrap(), allowed });
            }
        }
        Self { rows }
    }

    /// The room of a module: the longest row that fits.
    pub fn room(&self, module: &[String]) -> Option<Room> {
        let fits = |row: &&String| {
            let parts: Vec<&str> = row.split("::").collect();
            parts.len() <= module.len() && parts.iter().zip(module).all(|(part, name)| *part == "*" || part == name)
        };
        let row = self.rows.keys().filter(fits).max_by_key(|row| (row.split("::").count(), !row.contains('*')))?;
        Some(Room { row: row.clone(), name: module[..row.split("::").count()].join("::") })
    }

    /// Whether a room may import another: its row names the other's row, or with `::*` at the end everything below.
    pub fn allows(&self, from: &Room, to: &Room) -> bool {
        let Some(allowed) = self.rows.get(&from.row).and_then(|row| row.allowed.as_ref()) else {
            return !to.row.contains("::") || from.row == to.row;
        };
        let names = |named: &String| {
            *named == to.row
                || named.strip_suffix('*').is_some_and(|above| above.ends_with("::") && to.row.starts_with(above))
        };
        from == to || allowed.iter().any(names)
    }

    /// What a row names that is no row.
    pub fn unknown(&self) -> Vec<String> {
        let is_known = |named: &str| {
            self.rows.contains_key(named)
                || named.strip_suffix('*').is_some_and(|above| self.rows.keys().any(|row| row.starts_with(above)))
        };
        let named =
            self.rows.iter().flat_map(|(room, row)| row.allowed.iter().flatten().map(move |other| (room, other)));
        named.filter(|(_, other)| !is_known(other)).map(|(room, other)| format!("'{room}' imports '{other}'")).collect()
    }

    /// The rows that a row names, with it.
    pub fn arrows(&self) -> impl Iterator<Item = (&str, &Row, &str, &Row)> {
        self.rows.iter().flat_map(move |(room, row)| {
            let others = self.rows.iter().filter(move |(other, _)| {
                let as_room = |row: &String| Room { row: row.clone(), name: row.clone() };
                row.allowed.is_some() && *other != room && self.allows(&as_room(room), &as_room(other))
            });
            others.map(move |(other, theirs)| (room.as_str(), row, other.as_str(), theirs))
        })
    }
}

/// The words between backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
