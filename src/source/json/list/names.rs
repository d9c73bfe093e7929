//! What the fields of a session are called, and which of them a list has.

use super::times::{self, Found, Order};
use crate::source::json::value::{Object, is_nothing};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// What a session has, as it can be named with `--fields`.
pub const FIELDS: &[(&str, &str)] = &[
    ("title", "title name summary sessiontitle sessionname talktitle session"),
    (
        "start",
        "start starts starttime startsat startdate startdatetime dtstart begin begins from fromdate starttimestamp fromtimemillis startat scheduledstart datetime dateandtime starton",
    ),
    ("date", "date day eventdate sessiondate startday"),
    ("time", "time sessiontime timeslot timestart"),
    (
        "end",
        "end ends endtime endsat enddate enddatetime dtend to todate until endtimestamp totimemillis endat finish finishtime timeend",
    ),
    ("length", "duration mins minutes length durationminutes durationmins durationinminutes lengthminutes"),
    (
        "room",
        "room roomname roomtitle venue venuename location locationname locations place microlocation loc hall stage roomid roomlocation",
    ),
    (
        "speakers",
        "speakers speaker presenters presenter people persons authors speakerids performer performers speakernames speakername",
    ),
    ("track", "track tracks tracktitle trackname scheduletrack topic"),
    (
        "text",
        "longabstract description longdescription desc details content body shortabstract shortdescription summary",
    ),
    ("abstract", "abstract"),
    ("type", "type kind format sessiontype talktype sessionformat eventtype"),
    ("level", "level audiencelevel complexity"),
    ("language", "language lang"),
    ("tags", "tags keywords"),
    ("link", "link url permalink sessionurl"),
    ("id", "id slug code uid slotid sessionid talkid uuid"),
    ("zone", "timezone tz"),
    ("video", "video videourl youtubeurl"),
    ("slides", "slides slidesurl"),
];

/// How many entries are looked at to see which fields there are.
const SAMPLE: usize = 200;

/// A name without what people write differently: case, hyphens, blanks, and whether one has to fill it in.
pub(crate) fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let name = ["(optional)", "(required)"].iter().find_map(|note| lower.strip_suffix(note)).unwrap_or(&lower);
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Which of a list's fields stand for what.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The list's names for each field of [`FIELDS`], the better first.
    fields: Vec<(&'static str, Vec<String>)>,
    /// The field that holds whole times, or those that hold days and clocks.
    pub(super) whole: Option<String>,
    pub(super) day: Option<String>,
    pub(super) clock: Option<String>,
    /// Whether days or months stand first where neither is written out; and a date that may be either.
    pub(super) order: Order,
    pub(super) unclear: Option<String>,
    /// Fields that look like times and were not understood.
    pub(super) strange: Vec<String>,
    /// Fields of lists of other things.
    others: HashSet<String>,
}

impl Names {
    /// Looks through a list. What the user says, a field of [`FIELDS`] and the list's name for it, counts alone.
    pub(crate) fn of<'v>(rows: impl Iterator<Item = &'v Value>, said: &BTreeMap<String, String>) -> Self {
        let all: Vec<Object<'v>> = rows.map(|row| Object::new(row, "en")).collect();
        let rows = all.get(..SAMPLE).unwrap_or(&all);
        let mut keys: Vec<(String, &str)> = Vec::new();
        for (key, value) in rows.iter().flat_map(Object::fields) {
            if !is_nothing(value) && keys.iter().all(|(_, known)| *known != key) && keys.len() < SAMPLE {
                keys.push((plain(key), key));
            }
        }
        let called = |wanted: &str| {
            keys.iter().filter(|(plain, _)| plain == wanted).map(|(_, key)| (*key).to_owned()).collect::<Vec<_>>()
        };
        let of_field = |(field, names): &(&'static str, &'static str)| {
            let own = said.get(*field).map(|own| called(&plain(own)));
            (*field, own.unwrap_or_else(|| names.split(' ').flat_map(called).collect()))
        };
        let mut names = Self { fields: FIELDS.iter().map(of_field).collect(), ..Self::default() };
        let title = names.all("title").first().cloned();
        names.keep("text", |name| Some(name) != title.as_ref());
        let dates = ["start", "date", "end"].map(|field| names.all(field)).concat();
        let texts = all.iter().flat_map(|row| dates.iter().filter_map(|name| row.get(name)?.as_str()));
        let (order, unclear) = Order::of(texts.map(str::trim));
        (names.order, names.unclear) = (order, unclear.map(str::to_owned));
        names.find_times(rows, &keys, said);
        names.others = keys.into_iter().map(|(plain, _)| plain).collect();
        names
    }

    pub(super) fn all(&self, field: &str) -> &[String] {
        self.fields.iter().find(|(name, _)| *name == field).map_or(&[], |(_, names)| names)
    }

    pub(super) fn keep(&mut self, field: &str, keeps: impl Fn(&String) -> bool) {
        if let Some((_, names)) = self.fields.iter_mut().find(|(name, _)| *name == field) {
            names.retain(keeps);
        }
    }

    pub(super) fn has(&self, field: &str) -> bool {
        !self.all(field).is_empty()
    }

    /// The value of a field of an entry, under the first of its names that holds something.
    pub(super) fn value<'v>(&self, row: &Object<'v>, field: &str) -> Option<&'v Value> {
        self.all(field).iter().find_map(|name| row.get(name).filter(|value| !is_nothing(value)))
    }

    pub(super) fn text<'v>(&self, row: &Object<'v>, field: &str) -> Cow<'v, str> {
        let texts = self.all(field).iter().map(|name| row.text(name));
        texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
    }

    /// Finds where the starts are, by what the fields hold: a `start` may be a whole time, a day or a clock.
    fn find_times(&mut self, rows: &[Object<'_>], keys: &[(String, &str)], said: &BTreeMap<String, String>) {
        let holds = |name: &str, is: fn(&Found) -> bool| {
            let values: Vec<&Value> =
                rows.iter().filter_map(|row| row.get(name)).filter(|value| !is_nothing(value)).collect();
            values.iter().filter_map(|value| Found::of(value, self.order)).filter(is).count() * 2 >= values.len().max(1)
        };
        let named = |field: &str| self.all(field).to_vec();
        let starts: Vec<String> = [named("start"), named("date"), named("time")].concat();
        let days: Vec<String> = [named("date"), named("start")].concat();
        let clocks: Vec<String> = [named("time"), named("start")].concat();
        let first = |names: &[String], is: fn(&Found) -> bool| names.iter().find(|name| holds(name, is)).cloned();
        let mut whole = first(&starts, |found| matches!(found, Found::Whole(_)));
        let day = first(&days, |found| matches!(found, Found::Day(_)));
        let clock = first(&clocks, |found| matches!(found, Found::Clock(_)));
        if whole.is_none() && (day.is_none() || clock.is_none()) && !said.contains_key("start") {
            // Cells may stand under the name of another column.
            let told = |(plain, key): &&(String, &str)| {
                !["created", "updated", "modified", "published", "end", "until", "to"]
                    .iter()
                    .any(|word| plain.starts_with(word))
                    && !self.all("end").iter().any(|end| end == key)
            };
            let others = keys.iter().filter(told).map(|(_, key)| (*key).to_owned()).collect::<Vec<_>>();
            whole = first(&others, |found| matches!(found, Found::Whole(_)));
        }
        if whole.is_none() && (day.is_none() || clock.is_none()) {
            let looks = |plain: &str| plain.starts_with("start") || plain.contains("time") || plain.contains("date");
            let unread = keys.iter().filter(|(plain, key)| looks(plain) && !holds(key, |_| true));
            self.strange = unread.map(|(_, key)| (*key).to_owned()).collect();
            self.strange.extend(starts.into_iter().filter(|name| !holds(name, |_| true)));
            self.strange.dedup();
        }
        if let Some((_, ends)) = self.fields.iter_mut().find(|(name, _)| *name == "end") {
            // A whole time tells more than the clock beside it.
            ends.sort_by_key(|name| !holds(name, |found| matches!(found, Found::Whole(_))));
        }
        for field in ["room", "text", "track"] {
            self.keep(field, |name| Some(name) != whole.as_ref());
        }
        (self.whole, self.day, self.clock) = (whole, day, clock);
    }

    /// Whether the starts are known.
    pub(super) fn has_starts(&self) -> bool {
        self.whole.is_some() || self.day.is_some() && self.clock.is_some()
    }

    /// Whether a list with these fields is one of sessions: they have a title and a start, and nothing that only other
    /// things have. What could not be understood of their times does not matter where there are rooms or people.
    pub(crate) fn are_of_sessions(&self) -> bool {
        let (placed, peopled) = (self.has("room"), self.has("speakers"));
        let is = |name: &str| self.others.contains(name);
        let of_events = (is("city") || is("country")) && !(self.has_starts() && peopled);
        let of_goods = is("price") && !placed && !peopled;
        // Whatever is published has a title and a date.
        let dated = self.whole.as_ref().is_some_and(|whole| self.all("date").contains(whole));
        let starts = if self.has_starts() {
            !dated || placed || peopled || self.has("end") || self.has("length")
        } else {
            !self.strange.is_empty() && (placed || peopled) && !is("bio") && !is("biography")
        };
        self.has("title") && starts && !of_events && !of_goods
    }

    /// Which field was taken for what.
    pub(super) fn told(&self) -> String {
        let starts = [&self.whole, &self.day, &self.clock].into_iter().flatten();
        let start = if let Some(whole) = &self.whole { vec![whole] } else { starts.collect() };
        let start = start.into_iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" and ");
        let fields = ["title", "end", "length", "room", "speakers", "track"];
        let of_field = |field: &&str| Some(format!("{field} from '{}'", self.all(field).first()?));
        let mut told: Vec<String> = fields.iter().filter_map(of_field).collect();
        if !start.is_empty() {
            told.insert(1.min(told.len()), format!("start from {start}"));
        }
        told.join(", ")
    }
}

/// What stands where the start of an entry is, and is none.
pub(super) fn unread(row: &Object<'_>, names: &Names) -> Option<String> {
    if start(row, names).is_some_and(|start| start.contains('T')) {
        return None;
    }
    let fields = [&names.whole, &names.clock, &names.day].into_iter().flatten();
    let values = fields.filter_map(|name| row.get(name)).filter(|value| !is_nothing(value));
    let mut strange = values.filter(|value| Found::of(value, names.order).is_none());
    strange.next().and_then(Value::as_str).map(str::to_owned)
}

/// The start of an entry, as far as the file says it.
pub(super) fn start(row: &Object<'_>, names: &Names) -> Option<String> {
    let get = |name: &Option<String>| row.get(name.as_deref()?).and_then(|value| Found::of(value, names.order));
    if let Some(Found::Whole(stamp)) = get(&names.whole) {
        return Some(times::written(stamp));
    }
    match (get(&names.day), get(&names.clock)) {
        (Some(Found::Day(day)), Some(Found::Clock(clock))) => times::written_on(day, clock),
        (Some(Found::Day(day)), _) => Some(day.to_string()),
        _ => None,
    }
}
