//! What views are made of: cells with styles, lists, text fields, documents. None of it knows a fact or a view.

pub mod canvas;
pub mod document;
pub mod field;
pub mod form;
pub mod list;
pub mod order;
pub mod prompt;
pub mod query;
pub mod styles;

pub use canvas::{Canvas, Titles};
pub use document::{Document, Layouts, Role, Row, Target, target_rows};
pub use form::Form;
pub use list::{Cursor, Scroll, bar_at, motion, nearest, page, step};
pub use order::Order;
pub use prompt::{Prompt, draw_choice};
pub use query::{QueryShown, draw_typed, highlighted, query_field};
pub use styles::Look;
