//! Which session of one version of a programme is which of another.
//!
//! Nothing that a source says of a session is trusted blindly: real conferences have given every id to another session
//! between two versions of a schedule, have handed out one guid seven times, and count from 1 again every year. What is
//! known of a session is its [`Card`]; how far two of them agree is asked there, and [`Candidates`] finds the sessions that may
//! be meant. What follows from that depends on who asks, and each has a policy of its own: [`origins`] for two versions
//! of a schedule, [`find`] for what the user has marked, [`remap`] for what is on the screen when another programme comes.

mod candidates;
mod card;
mod remap;
mod remembered;
mod versions;

pub use candidates::Candidates;
pub use card::{Card, aside, share_a_word};
pub use remap::remap;
pub use remembered::{find, obvious};
pub use versions::origins;
