//! Where rooms are, as far as somebody says it.

use super::fold;
use serde::{Deserialize, Serialize};

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// What one walks in a minute, in metres.
const PACE: f64 = 70.0;
/// No plan of a place is wider, in metres.
const WIDEST: f64 = 100_000.0;
/// No house is higher or deeper.
const HIGHEST: u16 = 200;

/// Where a room is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    ground: Ground,
    floor: Option<i16>,
}

/// Whole numbers, so that what is stored is what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Ground {
    /// On a plan, in centimetres.
    Plan(i32, i32),
    /// On the earth, in ten millionths of a degree: latitude, longitude.
    Earth(i32, i32),
}

/// What a list says of a room: metres on a plan or degrees on the earth, and the floor.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomEntry {
    /// A pattern for the whole name of a room: `*` stands for any letters, `?` for one.
    pub name: String,
    /// Metres to the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<f64>,
    /// Metres ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<f64>,
    /// Latitude in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// The floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<i16>,
}

/// Where the rooms of a name are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RoomEntry", into = "RoomEntry")]
pub struct RoomSpot {
    /// A pattern for the whole name of a room.
    pub name: String,
    /// Where it is.
    pub spot: Spot,
}

/// What is said of a room tells no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSpot {
    /// There is no name.
    #[error("a room needs 'name'")]
    Name,
    /// There are not two numbers of one kind.
    #[error("a room needs 'x' and 'y' in metres, or 'lat' and 'lon' in degrees")]
    Pair,
    /// They are no degrees.
    #[error("'lat' is from -90 to 90 and 'lon' from -180 to 180")]
    Degrees,
    /// They are no metres of one place.
    #[error("'x' and 'y' are metres, from -100000 to 100000")]
    Metres,
    /// There is no such floor.
    #[error("'floor' is from -200 to 200")]
    Floor,
}

impl TryFrom<RoomEntry> for RoomSpot {
    type Error = NoSpot;

    fn try_from(entry: RoomEntry) -> Result<Self, NoSpot> {
        let RoomEntry { name, x, y, lat, lon, floor } = entry;
        if name.trim().is_empty() {
            return Err(NoSpot::Name);
        }
        if floor.is_some_and(|floor| floor.unsigned_abs() > HIGHEST) {
            return Err(NoSpot::Floor);
        }
        let ground = match (x, y, lat, lon) {
            (Some(x), Some(y), None, None) if x.abs() <= WIDEST && y.abs() <= WIDEST => {
                Ground::Plan(whole(x * 1e2), whole(y * 1e2))
            }
            (None, None, Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => {
                Ground::Earth(whole(lat * 1e7), whole(lon * 1e7))
            }
            (Some(_), Some(_), None, None) => return Err(NoSpot::Metres),
            (None, None, Some(_), Some(_)) => return Err(NoSpot::Degrees),
            _ => return Err(NoSpot::Pair),
        };
        Ok(Self { name, spot: Spot { ground, floor } })
    }
}

impl From<RoomSpot> for RoomEntry {
    fn from(room: RoomSpot) -> Self {
        let RoomSpot { name, spot: Spot { ground, floor } } = room;
        match ground {
            Ground::Plan(x, y) => {
                let (x, y) = (Some(f64::from(x) / 1e2), Some(f64::from(y) / 1e2));
                Self { name, x, y, floor, ..Self::default() }
            }
            Ground::Earth(lat, lon) => {
                let (lat, lon) = (Some(f64::from(lat) / 1e7), Some(f64::from(lon) / 1e7));
                Self { name, lat, lon, floor, ..Self::default() }
            }
        }
    }
}

impl RoomSpot {
    /// Whether this tells where a room is.
    pub fn covers(&self, room: &str) -> bool {
        covers(&self.name, room)
    }
}

impl Spot {
    /// The minutes from here to there as the crow flies, a begun one counting whole, and one for each floor; none between
    /// a place on a plan and one on the earth. Two rooms are a minute apart even where one point stands for a whole house.
    pub fn minutes_to(self, other: Self) -> Option<u32> {
        let metres = match (self.ground, other.ground) {
            (Ground::Plan(x, y), Ground::Plan(u, v)) => {
                length(f64::from(x) - f64::from(u), f64::from(y) - f64::from(v)) / 1e2
            }
            (Ground::Earth(lat, lon), Ground::Earth(lat2, lon2)) => {
                let [lat, lon, lat2, lon2] = [lat, lon, lat2, lon2].map(|degrees| f64::from(degrees) / 1e7);
                let turn = (lon - lon2).abs();
                let between = libm::cos(((lat + lat2) / 2.0).to_radians());
                length(lat - lat2, turn.min(360.0 - turn) * between) * DEGREE
            }
            _ => return None,
        };
        let floors = self.floor.zip(other.floor).map_or(0, |(from, to)| from.abs_diff(to));
        // The longest way round the earth takes fewer minutes than the type holds.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let minutes = libm::ceil(metres / PACE) as u32;
        Some((minutes + u32::from(floors)).max(1))
    }

    /// Whether this is a point of a plan, which has a meaning for one event only.
    pub fn is_of_a_plan(self) -> bool {
        matches!(self.ground, Ground::Plan(..))
    }
}

fn length(x: f64, y: f64) -> f64 {
    libm::sqrt(x * x + y * y)
}

/// The callers have seen to it that the number fits.
#[allow(clippy::cast_possible_truncation)]
fn whole(number: f64) -> i32 {
    libm::round(number) as i32
}

/// Whether a pattern covers a whole name.
pub fn covers(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = fold(pattern.trim()).chars().collect();
    let name: Vec<char> = fold(name.trim()).chars().collect();
    let (mut p, mut n) = (0, 0);
    // The last star met, and how much of the name it takes so far: where matching fails, that star takes one more.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(
        x: Option<f64>,
        y: Option<f64>,
        lat: Option<f64>,
        lon: Option<f64>,
        floor: Option<i16>,
    ) -> Result<Spot, NoSpot> {
        RoomSpot::try_from(RoomEntry { name: "R".into(), x, y, lat, lon, floor }).map(|room| room.spot)
    }

    #[test]
    fn a_way_is_seventy_metres_a_minute_and_a_minute_a_floor() {
        let plan = |x, y, floor| spot(Some(x), Some(y), None, None, floor).unwrap();
        for (x, y, floor, minutes) in [
            (0.0, 0.0, Some(0), 1),
            (70.0, 0.0, None, 1),
            (70.1, 0.0, None, 2),
            (210.0, 280.0, Some(-2), 7),
            (0.0, 0.0, Some(3), 3),
        ] {
            let (here, there) = (plan(0.0, 0.0, Some(0)), plan(x, y, floor));
            assert_eq!((here.minutes_to(there), there.minutes_to(here)), (Some(minutes), Some(minutes)), "{x} {y}");
        }
        let earth = |lat, lon| spot(None, None, Some(lat), Some(lon), None).unwrap();
        // From the Eiffel Tower to the Arc de Triomphe, 1 710 metres.
        assert_eq!(earth(48.858_26, 2.294_5).minutes_to(earth(48.873_79, 2.295_03)), Some(25));
        assert_eq!(earth(0.0, 179.999).minutes_to(earth(0.0, -179.999)), Some(4), "across the line of the date");
        assert_eq!(earth(48.0, 2.0).minutes_to(plan(48.0, 2.0, None)), None);
    }

    #[test]
    fn what_is_no_place_says_why_and_what_is_one_is_written_as_it_was() {
        assert_eq!(spot(None, None, None, None, None), Err(NoSpot::Pair));
        assert_eq!(spot(Some(1.0), None, None, Some(1.0), None), Err(NoSpot::Pair));
        assert_eq!(spot(Some(1.0), Some(1.0), Some(1.0), Some(1.0), None), Err(NoSpot::Pair));
        assert_eq!(spot(None, None, Some(91.0), Some(1.0), None), Err(NoSpot::Degrees));
        assert_eq!(spot(None, None, Some(f64::NAN), Some(1.0), None), Err(NoSpot::Degrees));
        assert_eq!(spot(Some(1e9), Some(1.0), None, None, None), Err(NoSpot::Metres));
        assert_eq!(spot(Some(1.0), Some(1.0), None, None, Some(i16::MIN)), Err(NoSpot::Floor));
        let nameless = RoomEntry { name: " ".into(), x: Some(1.0), y: Some(1.0), ..RoomEntry::default() };
        assert_eq!(RoomSpot::try_from(nameless), Err(NoSpot::Name));
        for text in
            ["name = \"K*\"\nlat = 50.8146969\nlon = 4.3817676\nfloor = -1\n", "name = \"R\"\nx = 12.5\ny = 0.0\n"]
        {
            let room: RoomSpot = toml::from_str(text).unwrap();
            assert_eq!(toml::to_string(&room).unwrap(), text);
        }
        assert!(toml::from_str::<RoomSpot>("name = \"R\"\nx = 1\n").is_err());
    }

    #[test]
    fn patterns_cover_whole_names_whatever_the_case_and_accents() {
        for (pattern, name, expected) in [
            ("K*", "K.1.105 (La Fontaine)", true),
            ("k*", "K.1.105", true),
            ("K*", "UD2.K", false),
            ("K", "K.1.105", false),
            ("UD?.120*", "UD2.120 (Chavanne)", true),
            ("UD?.120", "UD22.120", false),
            ("*fontaine*", "K.1.105 (La Fontaine)", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("Grosser Saal", "GROßER SAAL", true),
            ("café*", "Cafe Central", true),
            ("*", "", true),
            ("?", "", false),
            ("", "", true),
            ("", "Aula", false),
        ] {
            assert_eq!(covers(pattern, name), expected, "{pattern} {name}");
        }
    }
}
