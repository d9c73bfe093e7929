//! The Sessions screen: tracks and speakers narrow a list, and what it has chosen is read beside it. Start with `state`;
//! `panes` says where things stand, `grouping` what stands between the rows, `view` draws.

mod grouping;
mod hints;
mod panes;
mod state;
mod view;

pub use state::SessionsScreen;
