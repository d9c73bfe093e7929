//! Cleaning of text from outside, once, on its way in: what leaves here may be drawn on a terminal.
//!
//! Entities are decoded, HTML and Markdown become plain text, and whatever could steer a terminal or deceive the eye
//! (control characters, escape sequences, bidi overrides, invisible characters, towers of accents) is dropped. Start
//! with [`line()`] for names and titles and [`block`] for abstracts and biographies.

mod block;
mod clean;
mod entities;
mod html;
mod links;
mod markdown;
mod marks;
mod notices;
mod people;
mod plain;
mod recode;
mod wiki;
mod words;

pub use block::{LONGEST_TEXT, block, blocks};
pub use clean::{LONGEST_LINE, line, line_of};
pub(super) use clean::{cut, shortened};
pub use links::{LONGEST_LINK, add_links, is_no_address, link, resolve};
pub use notices::{is_cancelled, plain_title, unmarked_line};
pub use people::{Cast, Person, parted_name, people_in, people_listed, person_named};
pub use words::{in_last_brackets, is_kind, kind, languages, level};

#[cfg(test)]
mod billing_tests;
#[cfg(test)]
mod tests;
