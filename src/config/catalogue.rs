//! `[[catalogue]]`: where conferences are looked for by their name, beside our own list.

use super::rows::{Row, read_table, set};
use crate::agenda::RoomRule;
use crate::model::{RoomEntry, RoomSpot};
use crate::problem::Problem;
use crate::settings::SettingEntry;

/// A list of conferences that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueSource {
    /// Whom to credit.
    pub name: String,
    /// The address or the file of the list.
    pub place: String,
}

/// The lists that are looked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogues(pub Vec<CatalogueSource>);

impl Default for Catalogues {
    fn default() -> Self {
        let (name, place) = ("Giggity's menu".to_owned(), "https://ggt.gaa.st/menu.json".to_owned());
        Self(vec![CatalogueSource { name, place }])
    }
}

#[derive(Default)]
struct Parts {
    name: Option<String>,
    place: Option<String>,
    event: Option<String>,
    rooms: Option<Vec<RoomSpot>>,
}

const LIST: &[Row<Parts>] = &[
    ("name", |parts, entry, _| text(&entry, "whose list it is").map(|name| parts.name = Some(name))),
    ("url", |parts, entry, _| text(&entry, "the address of a list").map(|place| parts.place = Some(place))),
    ("file", |parts, entry, _| text(&entry, "the file of a list").map(|place| parts.place = Some(place))),
    ("event", |parts, entry, _| {
        text(&entry, "the id of the event that has the rooms").map(|id| parts.event = Some(id))
    }),
    ("rooms", |parts, list, problems| {
        let rooms = parts.rooms.insert(Vec::new());
        for table in list.tables()? {
            match room(table, problems) {
                Ok(found) => rooms.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
        Ok(())
    }),
];

const METRES: &str = "a number of metres";
const DEGREES: &str = "a number of degrees";

const ROOM: &[Row<RoomEntry>] = &[
    ("name", |room, entry, _| set(&mut room.name, text(&entry, "the name of rooms"))),
    ("x", |room, entry, _| set(&mut room.x, entry.decimal(METRES).map(Some))),
    ("y", |room, entry, _| set(&mut room.y, entry.decimal(METRES).map(Some))),
    ("lat", |room, entry, _| set(&mut room.lat, entry.decimal(DEGREES).map(Some))),
    ("lon", |room, entry, _| set(&mut room.lon, entry.decimal(DEGREES).map(Some))),
    ("floor", |room, entry, _| {
        let floor = entry.decimal("the number of a floor")?;
        // A floor between two is none, and one beyond every house is refused with the rest.
        #[allow(clippy::cast_possible_truncation)]
        let whole = floor as i16;
        if (f64::from(whole) - floor).abs() > 0.0 {
            return Err(entry.wrong_value("'floor' wants a whole number"));
        }
        room.floor = Some(whole);
        Ok(())
    }),
];

/// Where some rooms are; nothing where what is wrong with that has been told.
fn room(table: SettingEntry<'_>, problems: &mut Vec<Problem>) -> Result<Option<RoomSpot>, Problem> {
    let wrong = table.wrong_value("");
    let before = problems.len();
    let mut entry = RoomEntry::default();
    read_table(&mut entry, table, ROOM, "part of a room", problems)?;
    match RoomSpot::try_from(entry) {
        Ok(room) => Ok(Some(room)),
        Err(_) if problems.len() > before => Ok(None),
        Err(error) => Err(Problem { message: error.to_string(), ..wrong }),
    }
}

impl Catalogues {
    /// Those that the user names take the place of the usual ones. What one says of rooms goes to the others.
    pub(super) fn read(
        &mut self,
        rules: &mut Vec<RoomRule>,
        list: SettingEntry<'_>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Problem> {
        let mut named = Vec::new();
        for table in list.tables()? {
            let incomplete = table.wrong_value("a catalogue needs 'url', 'file' or 'rooms'");
            let before = problems.len();
            let mut parts = Parts::default();
            read_table(&mut parts, table, LIST, "part of a catalogue", problems)?;
            let Parts { name, place, event, rooms } = parts;
            let says_rooms = rooms.is_some();
            let rule = |room| RoomRule { event: event.clone(), room };
            rules.extend(rooms.into_iter().flatten().map(rule));
            match place {
                Some(place) => named.push(CatalogueSource { name: name.unwrap_or_else(|| host(&place)), place }),
                // What is wrong with a part has been told.
                None if says_rooms || problems.len() > before => {}
                None => problems.push(incomplete),
            }
        }
        // Who only says where rooms are looks where everybody does.
        if !named.is_empty() {
            self.0 = named;
        }
        Ok(())
    }
}

fn text(entry: &SettingEntry<'_>, what: &str) -> Result<String, Problem> {
    let text = entry.string(&format!("{what}, in quotes"))?.trim();
    if text.is_empty() {
        return Err(entry.wrong_value(format!("'{}' wants {what}, not nothing", entry.name())));
    }
    Ok(text.to_owned())
}

fn host(place: &str) -> String {
    let rest = place.split_once("://").map_or(place, |(_, rest)| rest);
    if rest == place { place.to_owned() } else { rest.split('/').next().unwrap_or(rest).to_owned() }
}
