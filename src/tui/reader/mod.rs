//! The page in detail: a session, a person, a clash, free time. Start with `state`; `page` and `planning` say what stands
//! on a page, `copy` puts it into a text, `view` draws it.

pub mod copy;
mod page;
mod planning;
mod state;
mod view;

pub use page::in_sight;
pub use state::Reader;
