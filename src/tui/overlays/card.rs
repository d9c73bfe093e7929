//! How to begin, in three lines, as long as there is nothing of the user's own: any key that is not the card's closes it
//! and does what it always does.

use crate::action::{Action, Mode};
use crate::measure::width;
use crate::tui::ask::{Ask, Asks, Opening};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::text_inside;
use crate::tui::widgets::{Canvas, Titles};
use crate::tui::world::{World, effect::Effect};
use crate::words::counted;
use ratatui::layout::{Position, Rect};

/// In fewer cells it says less.
const LONG: usize = 72;
/// What the card offers.
const OFFERED: [Action; 3] = [Action::Import, Action::Demo, Action::Browse];

#[derive(Debug, Clone, Default)]
pub struct CardView;

impl Overlay for CardView {
    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        let deed = match action {
            // Whoever thinks better of it is back where they were.
            Action::Import => return Some(vec![Ask::Open(Opening::Source(None)), Ask::Do(Effect::Conferences(false))]),
            Action::Demo => Ask::Do(Effect::Demo),
            Action::Browse => return Some(vec![Ask::Close, Ask::Welcomed]),
            _ => return None,
        };
        Some(vec![Ask::Close, Ask::Welcomed, deed])
    }

    fn click(&mut self, area: Rect, at: Position) -> Asks {
        let inner = text_inside(area);
        let offered = at.y.checked_sub(inner.y).filter(|_| inner.contains(at));
        let offered = offered.and_then(|row| OFFERED.get(usize::from(row)));
        offered.map_or_else(Asks::new, |action| vec![Ask::Act(*action)])
    }

    fn mode(&self) -> Mode {
        Mode::Card
    }

    fn size(&self, world: &World, _body: Rect) -> (u16, u16) {
        let widest = offers(world, true).iter().map(|(key, text)| width(key) + width(text) + 2).max().unwrap_or(0);
        (u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(6), 7)
    }

    fn hints(&self, _world: &World) -> Hints {
        vec![
            (Action::Import, "open yours"),
            (Action::Demo, "look around"),
            (Action::Browse, "browse"),
            (Action::Back, "close"),
        ]
    }
}

impl Draw for CardView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        canvas.pane(area, &Titles { left: "Where to begin", ..Titles::default() }, true);
        let inner = text_inside(area);
        let (key, text, dim) = (canvas.look.theme.key, canvas.look.theme.text, canvas.look.theme.dim);
        let cells = usize::from(inner.width);
        for (y, (spelled, said)) in (inner.y..inner.bottom()).zip(offers(world, cells >= LONG)) {
            canvas.texts(inner.x, y, cells, &[(format!("{spelled}  "), key), (said, text)]);
        }
        if inner.height > 4 {
            let help = world.key_for(Mode::Sessions, Action::Help).unwrap_or_default();
            let short = "Other keys do what they always do.".to_owned();
            let more = format!("Any other key does what it always does; {help} finds everything.");
            let more = if cells >= LONG { more } else { short };
            canvas.text(inner.x, inner.y + 4, cells, &more, dim);
        }
    }
}

/// The keys, and what they do in many words or in few.
fn offers(world: &World, long: bool) -> Vec<(String, String)> {
    let said = |action| match action {
        Action::Import if !long => "open my conference".to_owned(),
        Action::Demo if !long => "look around in a made-up one".to_owned(),
        Action::Import => "open my conference: by its name, its address or home page, or from a file".to_owned(),
        Action::Demo => "look around in one that is made up, and happens right now".to_owned(),
        _ if !long => "browse the archive".to_owned(),
        _ => format!("browse the {} of the archive", counted(world.programme().sessions().len(), "session")),
    };
    OFFERED.iter().filter_map(|action| Some((world.key_for(Mode::Card, *action)?, said(*action)))).collect()
}
