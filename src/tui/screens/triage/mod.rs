//! The screen Triage: many sessions, one at a time. Start with `state`, which says which comes next; `pool` is what there is
//! to go through, `taste` what is learnt from the marks, `page` what stands on the screen, `view` draws it.

mod page;
mod place;
mod pool;
mod progress;
mod state;
mod taste;
mod view;

pub use state::TriageScreen;
