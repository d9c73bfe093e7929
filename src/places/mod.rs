//! From a place to the time zone of its clocks: countries, regions and larger cities, from a table of public facts.

mod table;

use crate::model::{Zone, fold};
use nucleo::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo::{Config, Matcher, Utf32String};
use table::{Kind, Row, table};

/// The time zone of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedZone {
    /// The zone.
    pub zone: Zone,
    /// Whether nothing else can be meant.
    pub certain: bool,
}

/// What parts the names in a place: `Amsterdam RAI | Amsterdam, Netherlands`.
const SIGNS: [char; 8] = [',', ';', '|', '·', '/', '(', ')', '\n'];

/// The zone of a place as people write one: `Salt Lake City, Utah`, `Valencia, Spain`, `Netherlands`.
pub fn zone_of(place: &str) -> Option<PlacedZone> {
    one_of(&rows_of(place))
}

/// Every zone that a place may be in, that of most of its cities first.
pub fn zones_of(place: &str) -> Vec<Zone> {
    let rows = rows_of(place);
    let mut counts: Vec<(usize, &str)> = Vec::new();
    let mut count = |zone: &'static str| match counts.iter_mut().find(|(_, known)| *known == zone) {
        Some((times, _)) => *times += 1,
        None => counts.push((1, zone)),
    };
    rows.iter().filter(|row| !row.zone.is_empty()).for_each(|row| count(row.zone));
    if let Some(country) = rows.iter().find(|row| row.zone.is_empty()) {
        let cities = table().rows().filter(|(_, row)| row.kind == Kind::City && row.country == country.country);
        cities.for_each(|(_, city)| count(city.zone));
    }
    counts.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    counts.into_iter().filter_map(|(_, zone)| Zone::parse(zone)).collect()
}

/// What may be meant by a place.
fn rows_of(place: &str) -> Vec<&'static Row> {
    let parts: Vec<&str> = place.split(SIGNS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let around: Vec<&'static Row> = parts.iter().flat_map(|part| areas(part)).collect();
    // A street or a hall stands before the city.
    let cities = parts.iter().rev().find_map(|part| {
        let mut best: Vec<(u8, &'static Row)> =
            cities(part).into_iter().map(|city| (agreement(city, &around), city)).collect();
        let most = best.iter().map(|(agrees, _)| *agrees).max()?;
        best.retain(|(agrees, _)| *agrees == most);
        (around.is_empty() || most > 0).then(|| best.into_iter().map(|(_, city)| city).collect::<Vec<_>>())
    });
    cities.unwrap_or_else(|| whole(&around))
}

/// The zone that somebody names: by its name, or by a place.
pub fn zone_named(text: &str) -> Option<Zone> {
    Zone::parse(text).or_else(|| zone_of(text).map(|placed| placed.zone))
}

/// The rank of a name that has what is typed in it, and does not begin so.
const WITHIN: u32 = 1;
/// What a letter has to score at least where a name is found loosely: scattered letters score less.
const PER_LETTER: u32 = 13;

/// Names of zones and of cities that are like what is typed, each with its zone: those that begin so first, then those that
/// have it in them; where there are none, those that are found loosely.
pub fn names_like(typed: &str, most: usize) -> Vec<(&'static str, &'static str)> {
    let typed = fold(typed.trim());
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(&typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let least = PER_LETTER * u32::try_from(typed.chars().count()).unwrap_or(u32::MAX);
    let mut rank = |name: &str| {
        let folded = fold(name).replace('_', " ");
        match folded.find(&typed) {
            Some(at) if at == 0 || folded.as_bytes().get(at - 1) == Some(&b'/') => Some(0),
            Some(_) => Some(WITHIN),
            None => {
                let score = pattern.score(Utf32String::from(folded.as_str()).slice(..), &mut matcher)?;
                (score >= least).then(|| u32::MAX - score)
            }
        }
    };
    let table = table();
    let zones = table.zones.iter().map(|zone| (*zone, *zone));
    let cities = table.rows().filter(|(_, row)| row.kind == Kind::City && !row.zone.is_empty());
    let all = zones.chain(cities.map(|(name, row)| (name, row.zone)));
    let mut found: Vec<_> = all.filter_map(|(name, zone)| Some((rank(name)?, name != zone, name, zone))).collect();
    found.sort_unstable();
    found.dedup();
    // What is found loosely is for want of better.
    let loosely = found.first().is_some_and(|(rank, ..)| *rank > WITHIN);
    found.retain(|(rank, ..)| loosely || *rank <= WITHIN);
    found.into_iter().take(most).map(|(_, _, name, zone)| (name, zone)).collect()
}

/// The zone that rows have in common; else that of the one that is meant where several are called so.
fn one_of(rows: &[&Row]) -> Option<PlacedZone> {
    let first = rows.first()?;
    let certain = rows.iter().all(|row| row.zone == first.zone);
    let meant = if certain { first } else { rows.iter().find(|row| row.meant)? };
    Some(PlacedZone { zone: Zone::parse(meant.zone)?, certain })
}

/// The cities that a part names, by its last words where a post code stands before.
fn cities(part: &str) -> Vec<&'static Row> {
    let part = part.rsplit_once(' ').filter(|(_, last)| is_code(last)).map_or(part, |(before, _)| before);
    let words: Vec<&str> = part.split_whitespace().collect();
    let tails = (0..words.len()).map(|at| table().named(&words[at..].join(" ")));
    let tails = tails.map(|rows| rows.iter().filter(|row| row.kind == Kind::City).collect::<Vec<_>>());
    tails.take(3).find(|rows| !rows.is_empty()).unwrap_or_default()
}

/// The countries and regions that a part names or abbreviates, at its end too: `San Diego CA`.
fn areas(part: &str) -> Vec<&'static Row> {
    let code = part.split_whitespace().next_back().filter(|last| is_code(last));
    let coded = code.into_iter().flat_map(|code| table().coded(code));
    let named = table().named(part).iter().filter(|row| row.kind != Kind::City);
    named.chain(coded).collect()
}

fn is_code(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// How well a city fits what stands around it: a region tells more than a country.
fn agreement(city: &Row, around: &[&Row]) -> u8 {
    let of = |area: &&Row| match area.kind {
        Kind::Region if area.country == city.country && area.region == city.region => 2,
        Kind::Country if area.country == city.country => 1,
        _ => 0,
    };
    around.iter().map(of).max().unwrap_or(0)
}

/// A region, or else a country, where no city is known: the part of it that most of its cities are in.
fn whole<'r>(around: &[&'r Row]) -> Vec<&'r Row> {
    let of = |kind| around.iter().copied().filter(|row| row.kind == kind).collect::<Vec<_>>();
    let regions = of(Kind::Region);
    if regions.is_empty() { of(Kind::Country) } else { regions }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(place: &str) -> Option<String> {
        zone_of(place).filter(|placed| placed.certain).map(|placed| placed.zone.to_string())
    }

    #[test]
    fn a_place_has_the_zone_of_its_clocks() {
        for (place, expected) in [
            ("Amsterdam, Netherlands", "Europe/Amsterdam"),
            ("Amsterdam", "Europe/Amsterdam"),
            ("1078 GZ Amsterdam", "Europe/Amsterdam"),
            ("Hall 5, RAI Amsterdam | Amsterdam, The Netherlands", "Europe/Amsterdam"),
            ("San Diego, California, United States", "America/Los_Angeles"),
            ("San Diego, CA", "America/Los_Angeles"),
            ("San Diego CA", "America/Los_Angeles"),
            ("Salt Lake City, Utah", "America/Denver"),
            ("Salt Lake City", "America/Denver"),
            ("Valencia, Spain", "Europe/Madrid"),
            ("Valencia, ES", "Europe/Madrid"),
            ("Valencia, Venezuela", "America/Caracas"),
            ("Bengaluru", "Asia/Kolkata"),
            ("Bangalore, India", "Asia/Kolkata"),
            ("Hyderabad, India", "Asia/Kolkata"),
            ("Shanghai, China", "Asia/Shanghai"),
            ("Portland, Maine, USA", "America/New_York"),
            ("Portland, OR", "America/Los_Angeles"),
            ("Berlin, DE", "Europe/Berlin"),
            ("München", "Europe/Berlin"),
            ("Zurich", "Europe/Zurich"),
            ("Birmingham, UK", "Europe/London"),
            ("Birmingham, Alabama", "America/Chicago"),
            ("Vancouver, BC", "America/Vancouver"),
            ("Melbourne, VIC, Australia", "Australia/Melbourne"),
            ("Little Nowhere, Utah", "America/Denver"),
            ("Little Nowhere, Belgium", "Europe/Brussels"),
            ("São Paulo", "America/Sao_Paulo"),
            ("Washington, DC", "America/New_York"),
            ("London, Ontario, Canada", "America/Toronto"),
        ] {
            assert_eq!(zone(place).as_deref(), Some(expected), "{place}");
        }
    }

    #[test]
    fn what_may_be_elsewhere_is_not_certain_and_what_is_no_place_has_none() {
        for (place, expected) in [("Valencia", "Europe/Madrid"), ("Birmingham", "Europe/London")] {
            let placed = zone_of(place).unwrap();
            assert_eq!((placed.zone.to_string().as_str(), placed.certain), (expected, false), "{place}");
        }
        for place in ["Online", "", "Main hall", "USA", "Room IN 3", "Cambridge"] {
            assert_eq!(zone_of(place), None, "{place}");
        }
    }

    #[test]
    fn a_zone_may_be_named_by_a_city_and_looked_for_by_its_beginning() {
        assert_eq!(zone_named("Amsterdam").map(|zone| zone.to_string()).as_deref(), Some("Europe/Amsterdam"));
        assert_eq!(zone_named("Europe/Brussels").map(|zone| zone.to_string()).as_deref(), Some("Europe/Brussels"));
        assert_eq!(zone_named("nowhere"), None);
        assert_eq!(names_like("brus", 1), [("Europe/Brussels", "Europe/Brussels")]);
        assert!(names_like("brus", 9).iter().all(|(name, _)| name.to_lowercase().contains("brus")));
        assert!(names_like("san die", 5).contains(&("San Diego", "America/Los_Angeles")));
        assert_eq!(names_like("amstrdam", 1), [("Amsterdam", "Europe/Amsterdam")]);
        assert_eq!(names_like("qqxx", 9), []);
    }

    #[test]
    fn what_several_places_are_called_may_be_in_any_of_their_zones() {
        let zones = |place| zones_of(place).iter().map(Zone::to_string).collect::<Vec<_>>();
        assert_eq!(zones("Hall 2, Cambridge"), ["America/New_York", "America/Toronto", "Europe/London"]);
        assert_eq!(zones("Amsterdam, Netherlands"), ["Europe/Amsterdam"]);
        assert_eq!(zones("USA").first().map(String::as_str), Some("America/New_York"));
        assert_eq!(zones("Online"), [""; 0]);
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        assert!(table().zones.len() > 300);
        for (name, row) in table().rows().filter(|(_, row)| !row.zone.is_empty()) {
            assert!(Zone::parse(row.zone).is_some(), "{name}: {}", row.zone);
        }
    }
}
