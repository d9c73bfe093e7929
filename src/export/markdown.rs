//! Markdown to send to people: CommonMark, which GitHub, chat programs and mail programs read much alike.
//!
//! Abstracts stay at home; whoever wants one follows the link.

use super::days::{Day, glance, outline, when};
use super::selection::Selection;
use crate::model::{Mark, SessionIx};
use std::fmt::Write as _;

pub(super) fn write(selection: &Selection<'_>) -> String {
    let outline = outline(selection);
    let mut text = format!("# {}\n", inline(selection.title()));
    if let Some(about) = outline.about {
        _ = write!(text, "\n{}\n", paragraph(&about));
    }
    if outline.days.is_empty() {
        text.push_str("\nNothing is marked.\n");
    }
    for day in &outline.days {
        _ = write!(text, "\n## {}\n", day.heading);
        if let Some(about) = &day.about {
            _ = write!(text, "\n{}\n", paragraph(about));
        }
        sessions(&mut text, selection, day);
    }
    text
}

fn sessions(text: &mut String, selection: &Selection<'_>, day: &Day) {
    for ix in &day.sessions {
        let session = selection.programme.session(*ix);
        let when = when(selection.programme, *ix);
        let title = inline(&session.title);
        let title = if session.cancelled { format!("Cancelled: {title}") } else { title };
        _ = match when.as_str() {
            "" => write!(text, "\n### {title}\n"),
            when => write!(text, "\n### {when} · {title}\n"),
        };
        for part in body(selection, *ix) {
            _ = write!(text, "\n{part}\n");
        }
    }
}

/// The blocks beneath a session's heading.
fn body(selection: &Selection<'_>, ix: SessionIx) -> Vec<String> {
    let session = selection.programme.session(ix);
    let personal = selection.personal(ix);
    let mut parts = Vec::new();
    parts.extend(session.subtitle.as_deref().map(paragraph));
    let mut facts = glance(selection.programme, ix);
    facts.extend((personal.mark == Some(Mark::Interested)).then(|| "only interested".to_owned()));
    parts.push(paragraph(&facts.join(" · ")));
    let speakers: Vec<_> = session.credits.iter().map(|credit| selection.programme.credit_line(credit)).collect();
    parts.push(list(&speakers));
    parts.push(list(&session.takeaways));
    let links: Vec<_> = session.links.iter().map(|link| self::link(link.kind.name(), &link.url)).collect();
    parts.push(links.join(" · "));
    if !personal.note.is_empty() {
        let lines = personal.note.lines().map(|line| format!("> {}", indented(line)).trim_end().to_owned());
        parts.push(lines.collect::<Vec<_>>().join("  \n"));
    }
    parts.extend(personal.rating.map(|rating| format!("My rating: {rating} of 5")));
    parts.retain(|part| !part.is_empty());
    parts
}

fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {}", paragraph(line))).collect::<Vec<_>>().join("\n")
}

/// A link where the address is one that a reader may follow, and the bare text otherwise.
fn link(label: &str, url: &str) -> String {
    let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
        && !url.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\\".contains(letter));
    if safe { format!("[{label}](<{url}>)") } else { inline(url) }
}

/// One line of text that Markdown takes for nothing but text, anywhere in a line.
fn inline(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    let escape = |letter: char| "\\`*_[]<>#&~|$^{}".contains(letter).then_some('\\').into_iter().chain([letter]);
    line.chars().filter(|letter| !letter.is_control() || *letter == '\t').flat_map(escape).collect()
}

/// As [`inline`], and also safe at the beginning of a line, where Markdown sees lists, rules and underlined headings.
fn paragraph(text: &str) -> String {
    let text = text.trim_start();
    let escaped = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        Some(b'-' | b'+' | b'=' | b':') if digits == 0 => format!("\\{escaped}"),
        _ => escaped,
    }
}

/// The same with the tabs that the line begins with, which Markdown would take for code.
fn indented(line: &str) -> String {
    let text = line.trim_start_matches('\t');
    format!("{}{}", "&#9;".repeat(line.len() - text.len()), paragraph(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The text that a reader of the rendered page sees, and whether there is anything but text.
    fn rendered(markdown: &str) -> (String, bool) {
        let mut text = String::new();
        let mut plain = true;
        for event in Parser::new_ext(markdown, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(Tag::Paragraph | Tag::Heading { .. }) | Event::End(_) => {}
                _ => plain = false,
            }
        }
        (text, plain)
    }

    #[test]
    fn a_hostile_line_is_shown_as_it_stands() {
        for line in [
            "<script>alert(1)</script>",
            "[a](javascript:x) ![b](http://x)",
            "1. one",
            "- - -",
            "=== x",
            "+1 &amp; *bold* __init__ `code`",
            "# no heading #",
            "C#",
            "a | b",
            "~~~",
            "$x$",
            "x^2^ {.class}",
            ": x",
            "\\",
        ] {
            assert_eq!(rendered(&paragraph(line)), (line.to_owned(), true));
            assert_eq!(rendered(&format!("### 10:00 · {}", inline(line))), (format!("10:00 · {line}"), true));
        }
    }

    proptest! {
        #[test]
        fn any_line_is_shown_as_it_stands(line in "[!-~ é]{0,40}[!-~]") {
            let line = line.trim();
            prop_assert_eq!(rendered(&paragraph(line)), (line.to_owned(), true));
            prop_assert_eq!(rendered(&format!("# {}", inline(line))), (line.to_owned(), true));
        }
    }

    #[test]
    fn tabs_stay_where_they_are() {
        for line in ["one\ttwo", "\tone", "\t\t- one\ttwo"] {
            assert_eq!(rendered(&indented(line)), (line.to_owned(), true));
        }
    }

    #[test]
    fn only_addresses_that_may_be_followed_become_links() {
        assert_eq!(link("page", "https://example.org/a_(b)"), "[page](<https://example.org/a_(b)>)");
        assert_eq!(link("page", "javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(link("page", "https://x> <b>"), "https://x\\> \\<b\\>");
    }
}
