//! The fields for what the user says of an event: the zone of its clocks, with a list of zones and cities that have what is
//! typed, its name, and its short name.

use crate::action::{Action, Mode};
use crate::model::{Description, Zone};
use crate::places::{names_like, zone_named, zones_of};
use crate::tui::ask::{Ask, Asks, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::derived::Derived;
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Cursor, Form, Titles, draw_choice};
use crate::tui::world::{World, effect::Effect};
use ratatui::layout::{Position, Rect};

/// The longest name, in letters.
const LONGEST: usize = 200;
/// How many zones are shown at most.
const ROWS: u16 = 8;
const FIELDS: [&str; 3] = ["Zone", "Name", "Short"];
/// Why one is asked.
const SILENT: &str = "its source does not say on which clocks its times are";
/// What can be answered where the times are in UTC or in no zone.
const ADVICE: &str = "a zone or a city: Brussels, San Diego, +02:00";

#[derive(Debug, Clone)]
pub struct DescriptionView {
    event: String,
    /// The zone that holds, and those that the place may be in.
    zone: Option<Zone>,
    possible: Vec<Zone>,
    /// Name and short name, as they were.
    before: [String; 2],
    form: Form,
    offers: Derived<String, Vec<Offer>>,
    cursor: Cursor,
}

/// What can be taken for the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    /// What holds.
    Stay,
    /// What the source, or the place, says.
    Source,
    /// Where the place may be.
    Possible(Zone),
    /// A name, and the name of the zone.
    Named(&'static str, &'static str),
}

impl DescriptionView {
    /// With its name at hand, or else its zone.
    pub fn new(world: &World, id: String, name_first: bool) -> Self {
        let programme = world.programme();
        let event = programme.event_by_id(&id).map(|event| programme.event(event));
        let name = world.events().find(&id).map(|known| known.name.clone()).unwrap_or_default();
        let short = event.map_or_else(|| name.clone(), |event| event.short.clone());
        let zone = event.map(|event| event.zone).filter(|zone| zone.is_known());
        let mut possible = event.and_then(|event| event.place.as_deref()).map(zones_of).unwrap_or_default();
        possible.retain(|one| Some(*one) != zone);
        let mut form = Form::new(&FIELDS, LONGEST);
        form.set(1, name.clone());
        form.set(2, short.clone());
        form.at = usize::from(name_first);
        let (offers, cursor) = (Derived::default(), Cursor::default());
        Self { event: id, zone, possible, before: [name, short], form, offers, cursor }
    }

    /// The zone that is chosen: nothing where it is to stay.
    fn chosen(&self) -> Result<Option<Option<Zone>>, Asks> {
        let typed = self.form.value(0).trim();
        match self.offers.get().get(self.cursor.at) {
            Some(Offer::Stay) => Ok(None),
            Some(Offer::Source) => Ok(Some(None)),
            Some(Offer::Possible(zone)) => Ok(Some(Some(*zone))),
            named => {
                let named =
                    named.and_then(|offer| if let Offer::Named(_, zone) = offer { Zone::parse(zone) } else { None });
                let zone = Zone::parse(typed).or(named).or_else(|| zone_named(typed));
                zone.map(|zone| Some(Some(zone)))
                    .ok_or_else(|| warn("type a zone or a city, such as Brussels or +02:00"))
            }
        }
    }

    fn save(&self) -> Asks {
        let zone = match self.chosen() {
            Ok(zone) => zone,
            Err(told) => return told,
        };
        let said = |at: usize| {
            let text = self.form.value(at + 1);
            (text != self.before[at]).then(|| text.to_owned())
        };
        let said = Description { zone, name: said(0), short: said(1) };
        if said == Description::default() {
            return vec![Ask::Close];
        }
        vec![Ask::Close, Ask::Do(Effect::Describe(self.event.clone(), said))]
    }

    fn words(&self, offer: Offer) -> [String; 2] {
        match offer {
            Offer::Stay => match self.zone {
                Some(zone) => [zone.to_string(), "  as it is".to_owned()],
                None => ["not known".to_owned(), "  times stay as the source has them".to_owned()],
            },
            Offer::Source => ["as the source says".to_owned(), "  or, where it is silent, the place".to_owned()],
            Offer::Possible(zone) => [zone.to_string(), "  by the place".to_owned()],
            Offer::Named(name, zone) if name == zone => [name.to_owned(), String::new()],
            Offer::Named(name, zone) => [name.to_owned(), format!("  {zone}")],
        }
    }
}

fn offered(typed: &str, possible: &[Zone]) -> Vec<Offer> {
    if !typed.is_empty() {
        let named = names_like(typed, usize::from(ROWS)).into_iter();
        return named.map(|(name, zone)| Offer::Named(name, zone)).collect();
    }
    let possible = possible.iter().map(|zone| Offer::Possible(*zone));
    [Offer::Stay].into_iter().chain(possible).chain([Offer::Source]).collect()
}

impl Overlay for DescriptionView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        let typed = self.form.value(0).trim();
        if self.offers.refresh(typed.to_owned(), || offered(typed, &self.possible)) {
            self.cursor = Cursor::default();
        }
        self.cursor.fit(self.offers.get().len(), usize::from(below(area).height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Complete => self.form.at = (self.form.at + 1) % FIELDS.len(),
            Action::Enter => return Some(self.save()),
            _ if self.form.at == 0 => return self.cursor.turn(action).then(Asks::new),
            Action::Next => self.form.at = (self.form.at + 1) % FIELDS.len(),
            Action::Previous => self.form.at -= 1,
            _ => return None,
        }
        Some(Asks::new())
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        if self.cursor.click(at, area, below(area), 1) {
            self.form.at = 0;
        } else {
            self.form.click(area, at);
        }
        Asks::new()
    }

    fn form(&self) -> Option<&Form> {
        Some(&self.form)
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        Some(&mut self.form)
    }

    fn mode(&self) -> Mode {
        Mode::Source
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        // As high as it gets, so that it stays where it is while one types.
        (64, 6 + ROWS)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![(Action::Enter, "keep"), (Action::Complete, "next field"), (Action::Back, "close")]
    }
}

/// Where the zones stand that are offered.
fn below(area: Rect) -> Rect {
    let inner = text_inside(area);
    let fields = inner.height.min(4);
    Rect { y: inner.y + fields, height: inner.height - fields, ..inner }
}

impl Draw for DescriptionView {
    fn draw(&self, _world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let title = format!("About {}", self.before[0]);
        let holds = self.zone.filter(|zone| *zone != Zone::utc());
        let why = if holds.is_none() { SILENT } else { "" };
        canvas.pane(area, &Titles { left: &title, right: "", below: why }, true);
        let inner = text_inside(area);
        let dim = canvas.look.theme.dim;
        self.form.draw(canvas, inner, &holds.map_or(ADVICE.to_owned(), |zone| zone.to_string()));
        let below = below(area);
        if self.offers.get().is_empty() {
            canvas.text(below.x, below.y, usize::from(below.width), ADVICE, dim);
        }
        draw_choice(canvas, below, &self.cursor, self.form.at == 0, |at| self.words(self.offers.get()[at]));
    }
}
