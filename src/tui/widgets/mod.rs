pub mod canvas;
pub mod document;
pub mod field;
pub mod letters;
pub mod styles;
