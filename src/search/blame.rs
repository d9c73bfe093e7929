//! Of a query that finds nothing, the term that is to blame.

use super::facts::{Facts, SearchContext};
use super::find::{Finder, Scratch};
use super::query::Query;
use crate::model::SessionIx;
use std::ops::Range;

/// The term without which a query of several would find most of the sessions in `scope`, as a range of bytes of its text,
/// and how many that are; nothing where leaving out one term does not help.
pub fn blame(
    query: &Query,
    context: &SearchContext<'_>,
    scratch: &mut Scratch,
    scope: impl Fn(SessionIx) -> bool,
) -> Option<(Range<usize>, usize)> {
    let terms = query.terms.iter().zip(&query.places).filter(|_| query.terms.len() > 1);
    let sessions: Vec<SessionIx> = context.programme.positions().filter(|ix| scope(*ix)).collect();
    let facts = Facts::new(context);
    let mut finder = Finder { context, facts: &facts, scratch };
    // Of each session how many terms it does not meet, and the last of these.
    let mut unmet: Vec<(usize, usize)> = vec![(0, 0); sessions.len()];
    for (number, (term, _)) in terms.clone().enumerate() {
        let mut met = finder.meeting(&sessions, term).into_iter().peekable();
        for (session, unmet) in sessions.iter().zip(&mut unmet) {
            if met.next_if_eq(session).is_none() {
                *unmet = (unmet.0 + 1, number);
            }
        }
    }
    let without = terms.enumerate().map(|(number, (_, place))| {
        let found = unmet.iter().filter(|unmet| **unmet == (1, number)).count();
        (place.clone(), found)
    });
    without.filter(|(_, found)| *found > 0).max_by_key(|(_, found)| *found)
}
