//! A page of HTML.

use crate::source::scan::tags::Tags;
use crate::source::text::{line, resolve};

/// A page of HTML with the address that its links are relative to.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) base: Option<String>,
}

impl<'t> Page<'t> {
    pub(super) fn of(text: &'t str, address: Option<&str>) -> Self {
        let base = Tags::of_html(text).find(|tag| tag.is_of("base")).and_then(|tag| tag.attribute("href"));
        let base = base.and_then(|base| resolve(base, address)).or_else(|| address.map(str::to_owned));
        Self { text, base }
    }

    pub(super) fn absolute(&self, address: &str) -> Option<String> {
        let address = address.trim();
        // In a page `schedule.xml` is a file beside it, and no server.
        let beside = !address.contains(':') && !address.starts_with(['/', '?', '#']);
        let whole = match address.strip_prefix("webcal://") {
            Some(rest) => format!("https://{rest}"),
            None if beside => format!("./{address}"),
            None => address.to_owned(),
        };
        resolve(&whole, self.base.as_deref())
    }

    pub(super) fn title(&self) -> String {
        let inside = |name: &str| {
            let tag = Tags::of_html(self.text).find(|tag| !tag.closes && tag.is_of(name))?;
            self.text.get(tag.end..)?.split("</").next()
        };
        line(inside("title").or_else(|| inside("h1")).unwrap_or_default())
    }
}
