//! The values that a field of the query can have, offered while one is typed, and what the empty box teaches.

use crate::measure::width;
use crate::model::fold;
use crate::search::{Loaded, QueryField, beginning_with, being_typed};
use crate::tui::world::facts::World;
use crate::tui::world::offers::Offers;

/// So many values are offered at once.
const MOST: usize = 30;
/// Among so many sessions examples are looked for.
const FEW: usize = 200;

impl World {
    /// Brings up to date what is offered: still the same while one value after the other is taken.
    pub fn refresh_offers(&mut self) {
        let key = (self.filter.typing, self.revision.programme, self.revision.filter);
        let mut offers = std::mem::take(&mut self.offers);
        offers.refresh(key, || match &self.filter.offered {
            Some((offers, _)) => offers.clone(),
            None if self.filter.typing => offered(self),
            None => Offers::default(),
        });
        self.offers = offers;
    }
}

/// What may take the place of what stands before the cursor of the query.
fn offered(world: &World) -> Offers {
    let filter = world.filter();
    let query = filter.query.value();
    let cursor = query.char_indices().nth(filter.query.cursor()).map_or(query.len(), |(at, _)| at);
    let (before, behind) = query.split_at(cursor);
    let Some((name, typed)) = being_typed(before) else { return Offers::default() };
    let known = match name {
        Some(name) => QueryField::named(&name.to_ascii_lowercase()).map_or_else(Vec::new, |field| {
            let friends = &world.friend_marks().names;
            field.values(&Loaded {
                programme: world.programme(),
                by_name: world.by_name(),
                friends,
                only: filter.scope,
            })
        }),
        None => filter.queries.iter().map(|(name, _)| name.clone()).collect(),
    };
    let lead = before.len() - typed.len();
    let around = (before[..lead].to_owned(), behind.trim_start().to_owned());
    let mut values = beginning_with(typed.trim_start_matches('"'), known);
    values.truncate(MOST);
    if values.len() == 1 && fold(&values[0]) == fold(typed.trim_start_matches('"')) {
        values.clear();
    }
    Offers { around, values }
}

/// What could be typed, with the people, tracks and days of what is loaded, as much of it as so many cells hold.
pub fn teaching(world: &World, cells: usize) -> String {
    let programme = world.programme();
    let hits = world.found().hits.iter().take(FEW).copied();
    let word = |name: &str, last: bool| {
        let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
        let word = if last { words.next_back() } else { words.next() };
        word.map(fold)
    };
    let speaker =
        hits.clone().flat_map(|ix| programme.speakers_of(ix)).find_map(|ix| word(&programme.speaker(ix).name, true));
    let track =
        hits.clone().filter_map(|ix| programme.track_of(ix)).find_map(|ix| word(&programme.track(ix).name, false));
    let timed = hits.clone().find(|ix| programme.brief(*ix).slot.is_some());
    let date = timed.and_then(|ix| programme.brief(ix).date(programme.event_of(ix)));
    let day = date.map(|date| date.format("%a").to_string().to_lowercase());
    let field = |name: &str, value: Option<String>| format!("{name}:{}", value.unwrap_or_default());
    let taught = [
        field("speaker", speaker),
        field("track", track),
        field("day", day),
        "is:going".to_owned(),
        "\"a phrase\"".to_owned(),
        "!not".to_owned(),
        "one | other".to_owned(),
    ];
    let mut line = String::new();
    for piece in taught {
        if width(&line) + 2 + width(&piece) > cells {
            break;
        }
        line.push_str(if line.is_empty() { "" } else { "  " });
        line.push_str(&piece);
    }
    line
}
