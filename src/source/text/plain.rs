//! Plain text as it grows out of markup.

#[derive(Default)]
pub(super) struct Plain {
    pub(super) text: String,
    /// The next number of each open list; a bulleted list has none.
    pub(super) lists: Vec<Option<u64>>,
    /// Whether what is put on a line of its own stays on that of the item which it begins.
    pub(super) fills_items: bool,
    /// Whether its line breaks are meant, and none of them only where a line was full.
    pub(super) breaks_are_meant: bool,
    /// The address of the link that is open, and where its words begin.
    pub(super) link: Option<(String, usize)>,
    /// The addresses of links, with the words they stand under.
    pub(super) links: Vec<(String, String)>,
}

impl Plain {
    pub(super) fn line(&mut self) {
        let text = &mut self.text;
        let begun = text.ends_with("• ") || text.ends_with(". ") && !self.lists.is_empty();
        if !(text.is_empty() || text.ends_with('\n') || self.fills_items && begun) {
            text.push('\n');
        }
    }

    pub(super) fn paragraph(&mut self) {
        self.line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn item(&mut self) {
        // An item with nothing but items in it is none.
        if self.text.ends_with("• ") {
            let begins = self.text.rfind('\n').map_or(0, |at| at + 1);
            self.text.truncate(begins);
        }
        self.line();
        self.text.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("• "),
        }
    }

    pub(super) fn begin_link(&mut self, address: String) {
        self.link = Some((address, self.text.len()));
    }

    pub(super) fn end_link(&mut self) {
        if let Some((address, start)) = self.link.take() {
            self.links.push((address, self.text.get(start..).unwrap_or("").trim().to_owned()));
        }
    }
}
