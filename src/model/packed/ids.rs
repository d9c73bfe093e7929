//! The ids of the sessions, which are looked up by their beginnings too.

use super::column::{Numbers, Reader, Texts};

#[derive(Default)]
pub(super) struct Ids {
    ids: Texts,
    /// The sessions in the order of their ids.
    sorted: Numbers<u32>,
}

impl Ids {
    /// Those of so many sessions.
    pub(super) fn read(mut reader: Reader, count: usize) -> Option<Self> {
        let ids = Self { ids: reader.texts()?, sorted: reader.column()? };
        (ids.ids.len() == count).then_some(ids)
    }

    pub(super) fn get(&self, session: usize) -> &str {
        self.ids.get(session)
    }

    /// The sessions by their ids, from the first that is not before this one.
    pub(super) fn from<'a>(&'a self, id: &str) -> impl Iterator<Item = usize> + use<'a> {
        (self.place_of(id)..self.sorted.len()).map(|place| self.sorted.get(place) as usize)
    }

    /// How many bytes an id has in common with that before it and that after it.
    pub(super) fn shared_start(&self, id: &str) -> usize {
        let near = self.place_of(id).saturating_sub(1)..self.sorted.len();
        let near = near.take(3).map(|place| self.ids.get(self.sorted.get(place) as usize));
        let shared = |other: &str| other.bytes().zip(id.bytes()).take_while(|(one, other)| one == other).count();
        near.filter(|other| *other != id).map(shared).max().unwrap_or(0)
    }

    /// Where an id stands among all, in their order.
    fn place_of(&self, id: &str) -> usize {
        let (mut low, mut high) = (0, self.sorted.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.ids.get(self.sorted.get(middle) as usize) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
