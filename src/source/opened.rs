//! A source whose bytes have been opened: unpacked, decoded and looked at once, whatever is asked of it then.

use super::decode;
use super::format::{Format, reader_of};
use super::page;
use super::shape::Shape;
use crate::problem::Problem;
use std::borrow::Cow;

/// The bytes of a source, and what they turned out to be.
#[derive(Debug)]
pub struct Opened<'b> {
    content: Content<'b>,
    pub(super) shape: Shape,
    /// What had to be done to get at the text; the file has no name yet.
    pub(super) problems: Vec<Problem>,
}

#[derive(Debug)]
enum Content<'b> {
    /// The bytes are UTF-8, perhaps behind a mark that says so.
    Plain(Cow<'b, str>),
    /// The bytes are something else; the text, or why there is none.
    Decoded(Cow<'b, [u8]>, Result<String, Problem>),
}

impl<'b> Opened<'b> {
    /// Opens the bytes of a source.
    pub fn new(bytes: impl Into<Cow<'b, [u8]>>) -> Self {
        let bytes = bytes.into();
        let mut problems = Vec::new();
        let content = match decode::text(&bytes, &mut problems).transpose() {
            Some(text) => Content::Decoded(bytes, text),
            None => Content::Plain(match bytes {
                Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
                Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
            }),
        };
        let mut opened = Self { content, shape: Shape::Other, problems };
        opened.shape = Shape::of(opened.text().unwrap_or(""));
        opened
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Plain(text) => text.as_bytes(),
            Content::Decoded(bytes, _) => bytes,
        }
    }

    /// The text; or why there is none.
    pub(super) fn text(&self) -> Result<&str, &Problem> {
        match &self.content {
            Content::Plain(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Content::Decoded(_, text) => text.as_deref(),
        }
    }

    /// Which format this is in, by its content alone.
    pub fn format(&self) -> Option<Format> {
        reader_of(&self.shape).map(|reader| reader.format)
    }

    /// Whether this is an HTML page, which may link to a schedule.
    pub fn is_page(&self) -> bool {
        self.shape == Shape::Html
    }

    /// The addresses of schedules that a page links to or a menu of schedules lists, the best first.
    pub fn linked_schedules(&self, base: Option<&str>) -> Vec<String> {
        page::linked_schedules(self.text().unwrap_or(""), &self.shape, base)
    }
}
