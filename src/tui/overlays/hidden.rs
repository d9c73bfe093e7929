//! Which rooms and tracks are hidden.

use crate::action::{Action, Mode};
use crate::measure::width;
use crate::model::{Programme, RoomIx, SessionIx, TrackIx};
use crate::tui::ask::{Ask, Asks, Status};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{rows_high, text_inside};
use crate::tui::widgets::{Canvas, Cursor, Titles};
use crate::tui::world::{World, filter::Facet, filter::FilterChange, filter::facet_name, remap::Remap};
use ratatui::layout::Rect;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct HiddenView {
    /// The rooms, then the tracks.
    facets: Vec<Facet>,
    cursor: Cursor,
}

impl HiddenView {
    /// A choice among all there are, with the room of a session chosen, or else its track; refused where there are none.
    pub fn new(world: &World, session: Option<SessionIx>) -> Result<Self, Status> {
        let programme = world.programme();
        let facets = facets(programme);
        if facets.is_empty() {
            return Err(Status::warning("there are neither tracks nor rooms to hide"));
        }
        let session = session.map(|ix| programme.session(ix));
        let wanted = [
            session.and_then(|session| session.room).map(Facet::Room),
            session.and_then(|session| session.track).map(Facet::Track),
        ];
        let at = wanted.iter().flatten().find_map(|facet| facets.iter().position(|one| one == facet)).unwrap_or(0);
        Ok(Self { facets, cursor: Cursor::new(at) })
    }
}

impl Overlay for HiddenView {
    fn refresh(&mut self, _world: &World, area: Rect) {
        self.cursor.fit(self.facets.len(), usize::from(text_inside(area).height));
    }

    fn act(&mut self, _world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Hide => {
                let chosen = self.facets.get(self.cursor.at);
                Some(chosen.map(|facet| Ask::Filter(FilterChange::Hide(*facet))).into_iter().collect())
            }
            Action::ShowHidden => Some(vec![Ask::Filter(FilterChange::ShowHidden)]),
            _ => None,
        }
    }

    fn list(&mut self) -> Option<(&mut Cursor, u16)> {
        Some((&mut self.cursor, 1))
    }

    fn mode(&self) -> Mode {
        Mode::Hidden
    }

    fn size(&self, _world: &World, _body: Rect) -> (u16, u16) {
        (60, rows_high(self.facets.len()))
    }

    fn hints(&self, _world: &World) -> Hints {
        let show = (Action::ShowHidden, "show everything");
        vec![(Action::Hide, "hide or show"), show, (Action::Back, "close"), (Action::Help, "help")]
    }

    fn remap(&mut self, _remap: &Remap<'_>) -> bool {
        false
    }
}

impl Draw for HiddenView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let hidden = &world.filter().hidden;
        let right = format!("{} of {} hidden", hidden.len(), self.facets.len());
        canvas.pane(area, &Titles { left: "Rooms and tracks", right: &right, below: "" }, true);
        let inner = text_inside(area);
        let look = canvas.look;
        for (at, row) in self.cursor.rows(inner, 1) {
            let (facet, chosen) = (self.facets[at], at == self.cursor.at);
            let over = canvas.ground(row, chosen, true);
            let (said, base) = if hidden.contains(&facet) { ("hidden", look.theme.dim) } else { ("", look.theme.text) };
            let style = if chosen { over } else { base };
            let kind = if matches!(facet, Facet::Room(_)) { " room   " } else { " track  " };
            let cells = usize::from(row.width).saturating_sub(width(said) + 2);
            let name = facet_name(world.programme(), facet);
            canvas.texts(row.x + 1, row.y, cells, &[kind, name].map(|text| (text, style)));
            canvas.right(row, row.y, said, style);
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}

fn facets(programme: &Programme) -> Vec<Facet> {
    let sessions = || programme.positions().map(|ix| programme.brief(ix));
    let rooms: BTreeSet<RoomIx> = sessions().filter_map(|session| session.room).collect();
    let tracks: BTreeSet<TrackIx> = sessions().filter_map(|session| session.track).collect();
    rooms.into_iter().map(Facet::Room).chain(tracks.into_iter().map(Facet::Track)).collect()
}
