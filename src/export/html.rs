//! One HTML page that needs no other file: it can be mailed, printed, read on a phone and by a screen reader.
//!
//! Nothing in it is loaded or run, and its own policy forbids a browser to do so, should a title ever get past
//! [`escape`].

use super::days::{Day, Outline, glance, outline, when};
use super::selection::Selection;
use crate::model::{Link, Mark, Session, SessionIx};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");

pub(super) fn write(selection: &Selection<'_>) -> String {
    let Outline { about, days } = outline(selection);
    let title = escape(selection.title());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    );
    if let Some(about) = about {
        _ = writeln!(page, "<p>{}</p>", escape(&about));
    }
    page.push_str("</header>\n");
    if days.len() > 1 {
        page.push_str("<nav aria-label=\"Days\">\n<ul>\n");
        for (at, day) in days.iter().enumerate() {
            _ = writeln!(page, "<li><a href=\"#day-{}\">{}</a></li>", at + 1, day.heading);
        }
        page.push_str("</ul>\n</nav>\n");
    }
    page.push_str("<main>\n");
    if days.is_empty() {
        page.push_str("<p>Nothing is marked.</p>\n");
    }
    for (at, day) in days.iter().enumerate() {
        section(&mut page, selection, day, at + 1);
    }
    let written = selection.options.now.format("%-d %B %Y");
    _ = write!(page, "</main>\n<footer><p>Written by kubetalks on {written}.</p></footer>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, selection: &Selection<'_>, day: &Day, number: usize) {
    _ = writeln!(page, "<section aria-labelledby=\"day-{number}\">");
    _ = writeln!(page, "<h2 id=\"day-{number}\">{}</h2>", day.heading);
    if let Some(about) = &day.about {
        _ = writeln!(page, "<p>{}</p>", escape(about));
    }
    page.push_str("<ol>\n");
    for ix in &day.sessions {
        article(page, selection, *ix);
    }
    page.push_str("</ol>\n</section>\n");
}

fn article(page: &mut String, selection: &Selection<'_>, ix: SessionIx) {
    let programme = selection.programme;
    let session = programme.session(ix);
    let personal = selection.personal(ix);
    let class = if session.cancelled { " class=\"cancelled\"" } else { "" };
    _ = writeln!(page, "<li><article{class}>");
    _ = writeln!(page, "<p class=\"when\">{}</p>\n<div>", time(selection, ix));
    let language = language(&session.languages);
    let cancelled = if session.cancelled { "<strong>Cancelled:</strong> " } else { "" };
    _ = writeln!(page, "<h3>{cancelled}<span{language}>{}</span></h3>", escape(&session.title));
    if let Some(subtitle) = &session.subtitle {
        _ = writeln!(page, "<p{language}>{}</p>", escape(subtitle));
    }
    let speakers: Vec<_> = session.credits.iter().map(|credit| escape(&programme.credit_line(credit))).collect();
    if !speakers.is_empty() {
        _ = writeln!(page, "<p class=\"speakers\">{}</p>", speakers.join(" · "));
    }
    let mut facts = glance(programme, ix);
    facts.extend((personal.mark == Some(Mark::Interested)).then(|| "only interested".to_owned()));
    if !facts.is_empty() {
        _ = writeln!(page, "<p class=\"facts\">{}</p>", escape(&facts.join(" · ")));
    }
    if !session.abstract_text.is_empty() {
        let paragraphs = paragraphs(&session.abstract_text);
        _ = writeln!(page, "<details{language}><summary lang=\"en\">About</summary>\n{paragraphs}</details>");
    }
    if !session.takeaways.is_empty() {
        let items: String = session.takeaways.iter().map(|line| format!("<li>{}</li>\n", escape(line))).collect();
        _ = writeln!(page, "<ul class=\"takeaways\"{language}>\n{items}</ul>");
    }
    let links: Vec<_> = session.links.iter().map(|link| anchor(link, session, &language)).collect();
    if !links.is_empty() {
        _ = writeln!(page, "<p class=\"links\">{}</p>", links.join(" · "));
    }
    if !personal.note.is_empty() {
        let note = escape(&personal.note);
        _ = writeln!(page, "<div class=\"note\"><p><strong>My note</strong></p>\n<p lang=\"\">{note}</p>\n</div>");
    }
    if let Some(rating) = personal.rating {
        _ = writeln!(page, "<p class=\"facts\">My rating: {rating} of 5</p>");
    }
    page.push_str("</div>\n</article></li>\n");
}

/// The language of a session's texts, for who reads them aloud; empty, which says that nobody knows, unless it is one.
fn language(languages: &[String]) -> String {
    match languages {
        [code] if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) => format!(" lang=\"{code}\""),
        _ => " lang=\"\"".to_owned(),
    }
}

/// The time for people, and beside it for machines where it is exact.
fn time(selection: &Selection<'_>, ix: SessionIx) -> String {
    let words = when(selection.programme, ix);
    let exact = |time: DateTime<FixedOffset>| time.to_rfc3339_opts(SecondsFormat::Secs, false);
    match (selection.programme.brief(ix).slot, selection.programme.times(ix)) {
        (Some(slot), Some((start, _))) if !slot.all_day && selection.programme.event_of(ix).zone.is_known() => {
            format!("<time datetime=\"{}\">{words}</time>", exact(start))
        }
        _ => words,
    }
}

/// A link where the address is one that a reader may follow, and the bare text otherwise. Of several of a kind each says
/// where it leads.
fn anchor(link: &Link, session: &Session, language: &str) -> String {
    let url = escape(&link.url);
    if !["https://", "http://", "mailto:"].iter().any(|scheme| link.url.starts_with(scheme)) {
        return url;
    }
    let (kind, title) = (link.kind.name(), escape(&session.title));
    let alike = session.links.iter().filter(|other| other.kind == link.kind).count() > 1;
    let place = link.url.split('/').nth(2).filter(|_| alike);
    let place = place.map(|place| format!(" ({})", escape(place))).unwrap_or_default();
    let aside = format!("<span class=\"aside\"> for <span{language}>{title}</span></span>");
    format!("<a href=\"{url}\" rel=\"noreferrer\">{kind}{place}{aside}</a>")
}

fn paragraphs(text: &str) -> String {
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks.map(|block| format!("<p>{}</p>\n", escape(block.trim()).replace('\n', "<br>\n"))).collect()
}

/// Text that is safe between tags and in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    let plain = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    plain.replace('"', "&quot;").replace('\'', "&#39;")
}
