//! Search within the timetable: which sessions the query leaves, and the ways among them.

use crate::agenda::date_of;
use crate::model::SessionIx;
use crate::tui::app::{Screen, State};

/// Which sessions the query and the filters of the list leave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    /// By session; empty where nothing narrows the list.
    left: Vec<bool>,
}

impl Matching {
    /// Whether a session is left.
    pub fn has(&self, session: SessionIx) -> bool {
        self.left.is_empty() || self.left.get(session.at()).copied().unwrap_or(false)
    }
}

impl State {
    /// What matches, for drawing.
    pub fn matching(&self) -> Matching {
        if !self.browse.is_narrowed() {
            return Matching::default();
        }
        let mut left = vec![false; self.programme.sessions().len()];
        for hit in &self.browse.hits {
            if let Some(one) = left.get_mut(hit.at()) {
                *one = true;
            }
        }
        Matching { left }
    }

    /// How many matches there are on the day, and how many at the event.
    pub fn matches_in_timetable(&self) -> (usize, usize) {
        let Some(grid) = &self.screens.timetable.grid else { return (0, 0) };
        let timed = |ix: &&SessionIx| {
            let session = self.programme.session(**ix);
            session.event == grid.event && session.slot.is_some()
        };
        let at_event = self.browse.hits.iter().filter(timed);
        let of_day = at_event.clone().filter(|ix| date_of(&self.programme, **ix) == Some(grid.date));
        (of_day.count(), at_event.count())
    }

    /// While a query is typed: what is chosen matches, as soon as anything on the day does.
    pub(in crate::tui) fn seek_match(&mut self) {
        if self.screen != Screen::Timetable {
            return;
        }
        let matching = self.matching();
        let screen = &self.screens.timetable;
        let Some(grid) = &screen.grid else { return };
        if screen.chosen.is_none_or(|chosen| matching.has(chosen)) {
            return;
        }
        let matches = grid.blocks.iter().filter(|block| matching.has(block.session));
        let nearest = matches.min_by_key(|block| ((block.slot.start - screen.time).abs(), block.room));
        let nearest = nearest.map(|block| block.session);
        let of_day = || grid.all_day.iter().copied().find(|ix| matching.has(*ix));
        if let Some(session) = nearest.or_else(of_day) {
            self.choose_in_timetable(session, false);
            self.reveal_in_timetable();
            self.follow_selection();
        }
    }

    /// To the next or the previous match in time, on other days too; without a query to the next session in time.
    pub(in crate::tui) fn next_in_time(&mut self, forward: bool, matching: &Matching) {
        let screen = &self.screens.timetable;
        let (Some(grid), Some(chosen)) = (&screen.grid, screen.chosen) else { return };
        let here = (Some(grid.date), self.programme.rank(chosen));
        let key = |ix: &SessionIx| (date_of(&self.programme, *ix), self.programme.rank(*ix));
        let at_event = self.programme.sessions_at(grid.event).iter().copied();
        let left = at_event.filter(|ix| {
            let session = self.programme.session(*ix);
            matching.has(*ix) && session.slot.is_some() && !self.browse.hidden.leaves_out(session)
        });
        let next = if forward {
            left.filter(|ix| key(ix) > here).min_by_key(key)
        } else {
            left.filter(|ix| key(ix) < here).max_by_key(key)
        };
        match next.and_then(|next| Some((grid.event, date_of(&self.programme, next)?, next))) {
            Some((event, date, next)) => {
                self.show_day(event, date, Some(next));
                self.choose_in_timetable(next, true);
            }
            None => self.say(if forward { "the last one" } else { "the first one" }),
        }
        self.reveal_in_timetable();
        self.follow_selection();
    }
}
