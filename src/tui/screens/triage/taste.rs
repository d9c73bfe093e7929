//! What somebody likes, learnt from their marks as they go: how like a session is to what they marked.

use crate::model::{Mark, SessionIx};
use crate::tui::world::World;
use std::collections::BTreeMap;
use std::fmt;

/// What going counts for; being interested, and not being for one, count for less.
const GOING: f32 = 1.0;
const INTERESTED: f32 = 0.6;
const DISMISSED: f32 = 0.5;
/// What is learnt from so many that are not for one: more say no more.
const MOST: usize = 100;

#[derive(Clone, Default)]
pub struct Taste {
    /// What was learnt from, for this revision of the programme.
    known: BTreeMap<SessionIx, Mark>,
    programme: u32,
    /// By position: the likeness to each that is wished for, together, and to each that is not.
    liked: Vec<f32>,
    disliked: Vec<f32>,
}

/// Tells nothing: what was learnt bit by bit differs in the last digits from what is learnt at once.
impl fmt::Debug for Taste {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Taste")
    }
}

impl Taste {
    /// Learns from what was marked since, and forgets what no longer is.
    pub fn learn(&mut self, world: &World) {
        let Some(likeness) = world.likeness() else { return };
        let count = world.programme().positions().len();
        if self.programme != world.revision().programme || self.liked.len() != count {
            *self = Self { programme: world.revision().programme, ..Self::default() };
            (self.liked, self.disliked) = (vec![0.0; count], vec![0.0; count]);
        }
        let marked = marked(world);
        let changed = |from: &BTreeMap<SessionIx, Mark>, to: &BTreeMap<SessionIx, Mark>| {
            let gone = from.iter().filter(|(ix, mark)| to.get(*ix) != Some(mark));
            gone.map(|(ix, mark)| (*ix, *mark)).collect::<Vec<_>>()
        };
        let (gone, new) = (changed(&self.known, &marked), changed(&marked, &self.known));
        for (ix, mark, sign) in
            gone.into_iter().map(|(ix, mark)| (ix, mark, -1.0)).chain(new.into_iter().map(|(ix, mark)| (ix, mark, 1.0)))
        {
            let (sums, weight) = match mark {
                Mark::Going => (&mut self.liked, GOING),
                Mark::Interested => (&mut self.liked, INTERESTED),
                Mark::Dismissed => (&mut self.disliked, DISMISSED),
            };
            for (sum, near) in sums.iter_mut().zip(likeness.to_all(world.programme(), ix)) {
                *sum += sign * weight * near;
            }
        }
        self.known = marked;
    }

    /// How much a session is like what is wished for, less how much it is like what is not.
    pub fn of(&self, session: SessionIx) -> f32 {
        let count = |wanted: fn(&Mark) -> bool| self.known.values().filter(|mark| wanted(mark)).count().max(1) as f32;
        let at = |sums: &[f32]| sums.get(session.index()).copied().unwrap_or(0.0);
        at(&self.liked) / count(|mark| *mark != Mark::Dismissed)
            - at(&self.disliked) / count(|mark| *mark == Mark::Dismissed)
    }
}

/// What is learnt from.
fn marked(world: &World) -> BTreeMap<SessionIx, Mark> {
    let context = world.agenda_context();
    let wished = [Mark::Going, Mark::Interested]
        .into_iter()
        .flat_map(|mark| context.marked(mark).into_iter().map(move |ix| (ix, mark)));
    let dismissed = world.marks().dismissed.iter().take(MOST).map(|ix| (*ix, Mark::Dismissed));
    wished.chain(dismissed).collect()
}
