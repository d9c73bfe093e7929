//! A source whose bytes have been opened: unpacked, decoded and looked at once, whatever is asked of it then.

use super::decode;
use super::format::{Format, reader_of};
use super::icalendar;
use super::options::Options;
use super::page::{self, Leads};
use super::shape::Shape;
use crate::model::Event;
use crate::problem::Problem;
use std::borrow::Cow;

/// The bytes of a source, and what they turned out to be.
#[derive(Debug)]
pub struct Opened<'b> {
    bytes: Cow<'b, [u8]>,
    /// The text where it is not just what the bytes are as UTF-8; or why there is none.
    decoded: Result<Option<String>, Problem>,
    pub(super) shape: Shape,
    /// What had to be done to get at the text; the file has no name yet.
    pub(super) problems: Vec<Problem>,
}

impl<'b> Opened<'b> {
    /// Opens the bytes of a source.
    pub fn new(bytes: impl Into<Cow<'b, [u8]>>) -> Self {
        let bytes = bytes.into();
        let mut problems = Vec::new();
        let decoded = decode::text(&bytes, &mut problems);
        let mut opened = Self { bytes, decoded, shape: Shape::Other, problems };
        opened.shape = Shape::of(opened.text().unwrap_or(""));
        opened
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text; or why there is none.
    pub(super) fn text(&self) -> Result<&str, &Problem> {
        let plain = || std::str::from_utf8(&self.bytes).unwrap_or_default();
        let text = self.decoded.as_ref()?.as_deref().unwrap_or_else(plain);
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Which format this is in, by its content alone.
    pub fn format(&self) -> Option<Format> {
        reader_of(&self.shape).map(|reader| reader.format)
    }

    /// What a calendar with times says of its event, without its sessions: enough to tell where it is, and far less work
    /// than reading it twice.
    pub fn outline(&self, options: &Options) -> Option<Event> {
        let text = self.text().ok().filter(|_| self.shape == Shape::Calendar)?;
        icalendar::outline(text, options)
    }

    /// Whether this is an HTML page, which may link to a schedule.
    pub fn is_page(&self) -> bool {
        self.shape == Shape::Html
    }

    /// Whether this is an entry of Giggity's menu: it tells where one schedule is, and in which zone, and holds none.
    pub fn is_entry(&self) -> bool {
        self.shape.json().is_some() && self.format().is_none() && self.leads(None).schedules.len() == 1
    }

    /// Where a page, or a menu of schedules, says that schedules are.
    pub fn leads(&self, base: Option<&str>) -> Leads {
        page::leads(self.text().unwrap_or(""), &self.shape, base)
    }
}
