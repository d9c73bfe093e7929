//! What we can split between us: who takes which of two sessions that nobody can both go to.

use super::{FriendInProgramme, FriendMarks};
use crate::agenda::{Conflict, Context, conflicts};
use crate::model::{Mark, SessionIx};
use std::collections::HashSet;

/// What follows from going with friends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// My clashes, in time, with who could take one of the two.
    pub clashes: Vec<Clash>,
    /// Clashes of friends of which I go to one.
    pub reliefs: Vec<Relief>,
    /// What I go to with friends, in the programme's order.
    pub together: Vec<Together>,
}

/// Two sessions that I cannot both go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The two.
    pub conflict: Conflict,
    /// At most one offer of each friend, the best first.
    pub offers: Vec<Offer>,
}

/// How to split a clash with a friend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The friend, by position in [`FriendMarks`].
    pub friend: usize,
    /// What I go to.
    pub mine: SessionIx,
    /// What the friend goes to.
    pub theirs: SessionIx,
    /// How much it asks of the friend.
    pub why: OfferReason,
}

/// How much an offer asks of a friend, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferReason {
    /// The friend goes there anyway.
    Goes,
    /// The friend goes to both, and has the same clash.
    Both,
    /// The friend is interested in it and free then.
    Likes,
    /// The friend is free then.
    Free,
}

/// A clash of a friend of which I go to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relief {
    /// The friend, by position in [`FriendMarks`].
    pub friend: usize,
    /// The friend's two sessions.
    pub conflict: Conflict,
    /// The one that I go to.
    pub mine: SessionIx,
    /// The one that the friend can then go to.
    pub theirs: SessionIx,
}

/// A session that friends and I go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The session.
    pub session: SessionIx,
    /// The friends, by position in [`FriendMarks`].
    pub friends: Vec<usize>,
}

/// What follows from going with friends.
pub fn split(context: &Context<'_>, friend_marks: &FriendMarks) -> Split {
    let going = context.marked(Mark::Going);
    let mine: HashSet<SessionIx> = going.iter().copied().collect();
    let members = || friend_marks.members.iter().enumerate();
    let clashes = conflicts(context.programme, &going, context.transfer).into_iter().map(|conflict| {
        let offers = offers(context, &conflict, friend_marks);
        Clash { conflict, offers }
    });
    let reliefs = members().flat_map(|(friend, member)| {
        let theirs = conflicts(context.programme, &member.marked(Mark::Going), context.transfer).into_iter();
        theirs.filter_map({
            let mine = &mine;
            move |conflict| {
                let (one, other) = (mine.contains(&conflict.a), mine.contains(&conflict.b));
                let (mine, theirs) = if one { (conflict.a, conflict.b) } else { (conflict.b, conflict.a) };
                (one != other).then_some(Relief { friend, conflict, mine, theirs })
            }
        })
    });
    let together = going.iter().map(|session| {
        let friends = members().filter(|(_, member)| member.mark(*session) == Some(Mark::Going));
        Together { session: *session, friends: friends.map(|(at, _)| at).collect() }
    });
    Split {
        clashes: clashes.collect(),
        reliefs: reliefs.collect(),
        together: together.filter(|together| !together.friends.is_empty()).collect(),
    }
}

/// How to split two sessions that I cannot both go to: at most one offer of each friend, the best first.
pub fn offers(context: &Context<'_>, conflict: &Conflict, friend_marks: &FriendMarks) -> Vec<Offer> {
    let members = friend_marks.members.iter().enumerate();
    let mut offers: Vec<Offer> = members.filter_map(|(at, member)| offer(context, conflict, at, member)).collect();
    offers.sort_by_key(|offer| offer.why);
    offers
}

fn offer(context: &Context<'_>, conflict: &Conflict, friend: usize, member: &FriendInProgramme) -> Option<Offer> {
    let Conflict { a, b, .. } = *conflict;
    let goes = |ix| member.mark(ix) == Some(Mark::Going);
    let (theirs, why) = match (goes(a), goes(b)) {
        (true, true) => (b, OfferReason::Both),
        (true, false) => (a, OfferReason::Goes),
        (false, true) => (b, OfferReason::Goes),
        (false, false) => {
            let going = member.marked(Mark::Going);
            let free = |ix: &SessionIx| {
                going.iter().all(|other| context.transfer.conflict(context.programme, *ix, *other).is_none())
            };
            let likes = |ix: &SessionIx| member.mark(*ix).is_some();
            let open: Vec<SessionIx> = [b, a].into_iter().filter(free).collect();
            match open.iter().copied().find(likes) {
                Some(liked) => (liked, OfferReason::Likes),
                None => (*open.first()?, OfferReason::Free),
            }
        }
    };
    Some(Offer { friend, mine: if theirs == a { b } else { a }, theirs, why })
}
