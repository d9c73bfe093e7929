//! What views are made of: cells with styles, lists, text fields, documents. None of it knows a fact or a view.

pub mod canvas;
pub mod document;
pub mod field;
pub mod letters;
pub mod list;
pub mod query;
pub mod styles;
