//! The table, read when it is first asked.

use crate::model::fold;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Country,
    Region,
    City,
}

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) kind: Kind,
    /// Empty where there are several.
    pub(super) zone: &'static str,
    pub(super) country: &'static str,
    /// Its code, empty where regions are not told.
    pub(super) region: &'static str,
    /// Whether it is meant where several are called so.
    pub(super) meant: bool,
}

pub(super) struct Table {
    rows: Vec<(&'static str, Row)>,
    by_name: HashMap<String, Vec<Row>>,
    by_code: HashMap<&'static str, Vec<Row>>,
    pub(super) zones: BTreeSet<&'static str>,
}

impl Table {
    pub(super) fn named(&self, name: &str) -> &[Row] {
        self.by_name.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn coded(&self, code: &str) -> &[Row] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// Every name with what it is, as it is spelt.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, &Row)> {
        self.rows.iter().map(|(name, row)| (*name, row))
    }

    fn read(text: &'static str) -> Self {
        let mut table =
            Self { rows: Vec::new(), by_name: HashMap::new(), by_code: HashMap::new(), zones: BTreeSet::new() };
        // Of each region the zone that most of its cities have.
        let mut regions: HashMap<(&str, &str), (usize, Row, &'static str)> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let [zone, country, region, names] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            table.zones.extend(Some(zone).filter(|zone| !zone.is_empty()));
            if region == "@" {
                let row = Row { kind: Kind::Country, zone, country, region: "", meant: false };
                table.by_code.entry(country).or_default().push(row.clone());
                names.split(';').for_each(|name| table.add(name, row.clone()));
                continue;
            }
            let (region, name) = region.split_once('=').unwrap_or_default();
            let city = Row { kind: Kind::City, zone, country, region, meant: false };
            for name in names.split(';') {
                let plain = name.trim_end_matches('!');
                table.add(plain, Row { meant: plain != name, ..city.clone() });
            }
            let (count, of) = (names.split(';').count(), (country, region));
            if !region.is_empty() && regions.get(&of).is_none_or(|(most, ..)| *most < count) {
                regions.insert(of, (count, Row { kind: Kind::Region, ..city }, name));
            }
        }
        for (_, row, name) in regions.into_values() {
            table.by_code.entry(row.region).or_default().push(row.clone());
            table.add(name, row);
        }
        table
    }

    fn add(&mut self, name: &'static str, row: Row) {
        self.by_name.entry(fold(name)).or_default().push(row.clone());
        self.rows.push((name, row));
    }
}

pub(super) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("table.txt")));
    &TABLE
}
