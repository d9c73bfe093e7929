//! Who else goes to what: friends, the sessions they sent, and what can be split between us.
//!
//! A friend is a copy of what a file said when it was taken; the file stays somebody else's. This room knows no disk, no
//! network and no clock. Start with [`Friends`], which is what is stored, and [`read`], its way in from text; a
//! [`FriendMarks`] is the same friends with the sessions of one programme, and [`split`] is what follows for our clashes.

mod friend;
mod friend_marks;
mod split;
mod text;

#[cfg(test)]
mod tests;

pub use friend::{Friend, Friends, Refused};
pub use friend_marks::{FriendInProgramme, FriendMarks};
pub use split::{Clash, Offer, OfferReason, Relief, Split, Together, offers, split};
pub use text::read;
