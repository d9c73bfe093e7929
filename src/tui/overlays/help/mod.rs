//! Help that does what it tells of: everything the program can do, narrowed by what is typed. `entries` says what there
//! is, `view` chooses among it and draws it.

mod entries;
mod view;

pub use view::HelpView;
