//! The screen of pictures: which one, and which row of it is chosen.

use crate::action::Action;
use crate::insights::Insights;
use crate::tui::ask::{Ask, Asks, ScreenId};
use crate::tui::contract::{Hints, Screen, plain};
use crate::tui::derived::Derived;
use crate::tui::layout::inside;
use crate::tui::screens::insights::rows::{Bar, Picture, Row, halves, rows};
use crate::tui::widgets::Cursor;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::{FactStamp, World};
use ratatui::layout::{Position, Rect};

#[derive(Debug, Clone, Default)]
pub struct InsightsScreen {
    counted: Derived<FactStamp, Insights>,
    pub(super) rows: Derived<(FactStamp, usize, Option<usize>), Vec<Row>>,
    pub(super) picture: usize,
    /// The chosen half hour of the week, counted from the first in sight; the fullest of each day where none is.
    half: Option<usize>,
    pub(super) cursor: Cursor,
}

impl InsightsScreen {
    pub(super) fn picture(&self) -> Picture {
        Picture::ALL.get(self.picture).copied().unwrap_or_default()
    }

    /// The first half hour of the week in sight.
    pub(super) fn first_half(&self) -> usize {
        halves(&self.counted.get().week).0
    }

    fn turn(&mut self, forward: bool) {
        let count = Picture::ALL.len();
        self.picture = (self.picture + if forward { 1 } else { count - 1 }) % count;
        self.cursor = Cursor::default();
    }

    /// The sessions behind the chosen row, in the list: of what was counted, which a query may have narrowed.
    fn open(&self, world: &World) -> Asks {
        let Some(row) = self.rows.get().get(self.cursor.at) else { return Asks::new() };
        let bracketed = |query: &str| if query.contains('|') { format!("({query})") } else { query.to_owned() };
        let query = match world.filter().query.value().trim() {
            "" => row.query.clone(),
            narrowed => format!("{} {}", bracketed(narrowed), bracketed(&row.query)),
        };
        let end = query.chars().count();
        vec![Ask::Filter(FilterChange::Query(query, end)), Ask::Go(ScreenId::Sessions)]
    }

    /// The half hour beside the chosen one.
    fn step(&mut self, forward: bool) {
        let (first, last) = halves(&self.counted.get().week);
        let here = match self.rows.get().get(self.cursor.at).map(|row| &row.bar) {
            Some(Bar::Cells(_, chosen)) => *chosen,
            _ => return,
        };
        self.half = Some(if forward { (here + 1).min(last - first) } else { here.saturating_sub(1) });
    }
}

impl Screen for InsightsScreen {
    /// Counts what the list of sessions shows, while this screen is in sight.
    fn refresh(&mut self, world: &World, area: Rect) {
        let hits = &world.found().hits;
        self.counted.refresh(world.stamp(), || Insights::of(&world.agenda_context(), hits));
        let (picture, counted) = (self.picture(), self.counted.get());
        self.rows.refresh((world.stamp(), self.picture, self.half), || rows(world, counted, picture, self.half));
        let page = usize::from(picture.list(inside(area)).height);
        self.cursor.fit(self.rows.get().len(), page);
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        match action {
            Action::Enter => return Some(self.open(world)),
            Action::NextStart | Action::PreviousStart if self.picture() == Picture::Week => {
                self.step(action == Action::NextStart);
            }
            Action::NextStart | Action::PreviousStart => self.turn(action == Action::NextStart),
            Action::NextPane | Action::PreviousPane => self.turn(action == Action::NextPane),
            _ => return self.cursor.turn(action).then(Asks::new),
        }
        Some(Asks::new())
    }

    fn click(&mut self, _world: &World, area: Rect, at: Position) -> Asks {
        let list = self.picture().list(inside(area));
        self.cursor.click(at, area, list, 1);
        Asks::new()
    }

    fn hints(&self, _world: &World) -> Hints {
        let mut hints = vec![(Action::NextPane, "next picture"), (Action::Enter, "its sessions")];
        if self.picture() == Picture::Week {
            hints.push((Action::NextStart, "later"));
        }
        hints.extend(plain(&[Action::Search, Action::Sessions, Action::Help, Action::Quit]));
        hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::story::{Setting, Story};

    /// How many sessions the list shows for the chosen row; the pictures are in sight again afterwards.
    fn found(story: &mut Story) -> usize {
        story.press("enter");
        let found = story.app.world().found().hits.len();
        story.press("c 6");
        found
    }

    fn chosen(story: &Story) -> (Row, usize) {
        let screen = &story.app.screens().insights;
        (screen.rows.get()[screen.cursor.at].clone(), screen.rows.get().len())
    }

    #[test]
    fn every_bar_leads_to_what_it_counts() {
        let mut story = Story::new(Setting { size: (120, 60), ..Setting::invented() });
        story.press("6");
        let mut without = 0;
        for down in 0..chosen(&story).1 {
            story.press(&format!("g g{}", " j".repeat(down)));
            let (row, _) = chosen(&story);
            let Bar::Parts(parts) = &row.bar else { panic!("{row:?}") };
            without += usize::from(row.label == "No track");
            assert_eq!(found(&mut story), parts.iter().map(|(count, ..)| count).sum::<usize>(), "{row:?}");
        }
        assert_eq!(without, 1, "what has no track has a bar too");

        story.press("shift-tab");
        let (first, last) = halves(&story.app.screens().insights.counted.get().week);
        for down in 0..chosen(&story).1 {
            story.press(&format!("g g{}{}", " j".repeat(down), " h".repeat(60)));
            for half in first..=last {
                let (row, _) = chosen(&story);
                let on = story.app.screens().insights.counted.get().week[down].sessions[half];
                assert!(row.right.contains(&format!(" · {on} on")), "{row:?}");
                let found = found(&mut story);
                let long = story.app.world().found().hits.len();
                assert!(found == on && found <= long, "{found} found of {on}: {row:?}");
                story.press("l");
            }
        }
        let (row, _) = chosen(&story);
        story.press("l l");
        assert_eq!(chosen(&story).0, row, "the last half hour is the end");
    }

    #[test]
    fn the_week_has_its_hours_and_no_half_hour_out_of_sight() {
        for (width, all) in [(200, true), (80, true), (60, true), (40, false)] {
            let mut story = Story::new(Setting { size: (width, 24), ..Setting::invented() });
            story.press("6 shift-tab");
            let (first, last) = halves(&story.app.screens().insights.counted.get().week);
            let text = story.screen().text();
            assert!(text.contains(" 10  12  14") || text.contains(" 10      11  "), "{width}: {text}");
            let glyphs = ['·', '░', '▒', '▓', '█', '★', '!'];
            let day = text.lines().find(|line| line.contains("Fri 19 Mar")).unwrap();
            let cells = day.split("  ").map(|part| part.chars().take_while(|one| glyphs.contains(one)).count());
            let cells = cells.max().unwrap();
            assert!(!all || cells >= last + 1 - first, "{width}: {cells} of {first}..={last}: {text}");
            story.press("g g l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l");
            let end = format!("{:02}:{:02}", last / 2 % 24, last % 2 * 30);
            assert!(story.screen().text().contains(&end), "{width}: {}", story.screen().text());
        }
    }

    #[test]
    fn a_bar_of_what_a_query_found_leads_to_no_more() {
        let mut story = Story::new(Setting { size: (120, 40), ..Setting::invented() });
        story.press("/ \"mesh | dns\" enter 6");
        let (row, _) = chosen(&story);
        let Bar::Parts(parts) = &row.bar else { panic!("{row:?}") };
        let count: usize = parts.iter().map(|(count, ..)| count).sum();
        story.press("enter");
        assert_eq!(story.app.world().found().hits.len(), count);
        assert!(story.app.world().filter().query.value().starts_with("(mesh | dns) track:"));
    }
}
