//! The most valuable set of things of which some exclude others.
//!
//! For sessions of which only neighbours in time can exclude each other this is weighted interval scheduling, and the
//! choice made last would tell what is still possible. With ways between rooms it does not: the way from the session
//! before the last one may be so long that it still counts, and a table of distances need not respect the triangle
//! inequality. So a partial choice is described by what it really means for the rest of the day, the set of later
//! things that it excludes. Of two partial choices that stand at the same place, one that is worth no more and excludes
//! at least as much can never do better, whatever comes, and is forgotten. What is left at the end is exact for any
//! exclusions; that they reach only a little ahead is what keeps the number of partial choices small.

/// What a choice is worth: compared from the first number to the last, added up number by number. The order survives
/// adding the same to both sides, which is all that the search needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Worth(pub(super) [u64; 4]);

impl std::ops::Add for Worth {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let mut sum = self.0;
        for (part, more) in sum.iter_mut().zip(other.0) {
            *part = part.saturating_add(more);
        }
        Self(sum)
    }
}

/// A set of positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Positions(Vec<u64>);

impl Positions {
    pub(super) fn none(of: usize) -> Self {
        Self(vec![0; of.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, position: usize) {
        if let Some(word) = self.0.get_mut(position / 64) {
            *word |= 1 << (position % 64);
        }
    }

    fn contains(&self, position: usize) -> bool {
        self.0.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    fn with(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a | b).collect())
    }

    /// Whether everything from a position on that is in here is in the other as well.
    fn is_within(&self, other: &Self, from: usize) -> bool {
        let (start, rest) = (from / 64, u64::MAX << (from % 64));
        let mut left = self.0.iter().zip(&other.0).skip(start).map(|(a, b)| a & !b);
        left.next().is_none_or(|word| word & rest == 0) && left.all(|word| word == 0)
    }
}

/// A choice among the things up to some position.
struct Partial {
    worth: Worth,
    excluded: Positions,
    /// The thing chosen last, as a place in the trail.
    last: Option<usize>,
}

/// The positions of the most valuable set, in order. Each thing comes with what it is worth and the later ones that it
/// excludes. Among sets of equal worth the choice is the same every time.
pub(super) fn max_weight_set(things: &[(Worth, Positions)]) -> Vec<usize> {
    let mut partials = vec![Partial { worth: Worth::default(), excluded: Positions::none(things.len()), last: None }];
    let mut trail: Vec<(usize, Option<usize>)> = Vec::new();
    for (position, (worth, excludes)) in things.iter().enumerate() {
        let mut taken = Vec::new();
        for partial in partials.iter().filter(|partial| !partial.excluded.contains(position)) {
            trail.push((position, partial.last));
            let excluded = partial.excluded.with(excludes);
            taken.push(Partial { worth: partial.worth + *worth, excluded, last: Some(trail.len() - 1) });
        }
        partials.extend(taken);
        partials = undominated(partials, position + 1);
    }
    let mut last = partials.first().and_then(|best| best.last);
    let mut chosen = Vec::new();
    while let Some((position, before)) = last.and_then(|place| trail.get(place)) {
        chosen.push(*position);
        last = *before;
    }
    chosen.reverse();
    chosen
}

/// The partial choices that may still turn out best, the most valuable one first.
fn undominated(mut partials: Vec<Partial>, from: usize) -> Vec<Partial> {
    partials.sort_by_key(|partial| std::cmp::Reverse(partial.worth));
    let mut kept: Vec<Partial> = Vec::with_capacity(partials.len());
    for partial in partials {
        if !kept.iter().any(|better| better.excluded.is_within(&partial.excluded, from)) {
            kept.push(partial);
        }
    }
    kept
}
