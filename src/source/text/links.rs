//! Addresses: made absolute, and told apart by what they lead to.

use super::clean::{is_invisible, line};
use super::entities;
use crate::model::{Link, LinkKind, fold};
use crate::source::rows::{Table, rows};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The longest address that is kept, in bytes.
pub const LONGEST_LINK: usize = 2_000;

/// The most links of one session or person: each new one is compared with those before.
const MOST: usize = 1_000;

/// A link as a source gives it: an address that may be relative or lack its scheme, the source's words for it, and the
/// source's word for its type, both possibly empty. Only http, https and mailto survive.
pub fn link(url: &str, base: Option<&str>, title: &str, hint: &str) -> Option<Link> {
    let url = resolve(url, base)?;
    let title = line(title);
    let title = if title == url { String::new() } else { title };
    let kind = classify(&url, &title, hint);
    Some(Link { title, ..Link::new(kind, url) })
}

/// Adds the links whose addresses are not there yet. Of one that is there, the words are kept where there were none, and
/// the kind where that tells more than that it is a page.
pub fn add_links(links: &mut Vec<Link>, found: impl IntoIterator<Item = Link>) {
    for link in found {
        if links.len() >= MOST {
            return;
        }
        match links.iter_mut().find(|other| other.url == link.url) {
            Some(other) => {
                if other.title.is_empty() {
                    other.title = link.title;
                }
                if other.kind == LinkKind::Page {
                    other.kind = link.kind;
                }
            }
            None => links.push(link),
        }
    }
}

/// Whether an address says that there is none: nothing, a scheme that was filled in for somebody who wrote nothing
/// behind it, or what frab has for a file that was taken away.
pub fn is_no_address(address: &str) -> bool {
    let address = address.trim();
    ["", "http://", "https://"].iter().any(|none| none.eq_ignore_ascii_case(address))
        || address.ends_with("/missing.png")
}

/// An address without what was filled in or mistyped before its scheme: `http://https://example.org`, `hhttps://…`.
fn single_scheme(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    // A colon may be that of a port, or stand in a path.
    let again =
        |rest: &str| memchr::memchr_iter(b':', rest.as_bytes()).any(|at| rest.as_bytes()[at..].starts_with(b"://"));
    if rest.is_some_and(|rest| !again(rest)) {
        return address;
    }
    let last = ["http://", "https://"].iter().filter_map(|scheme| address.to_ascii_lowercase().rfind(scheme)).max();
    let is_debris = |text: &str| text.bytes().all(|byte| b"htps:/ ".contains(&byte.to_ascii_lowercase()));
    last.filter(|at| address.get(..*at).is_some_and(is_debris)).and_then(|at| address.get(at..)).unwrap_or(address)
}

/// The absolute form of an address, taken relative to `base`.
pub fn resolve(address: &str, base: Option<&str>) -> Option<String> {
    if is_no_address(address) {
        return None;
    }
    let decoded = entities::decode(address.trim());
    let decoded = single_scheme(&decoded);
    let address = escaped(decoded.trim());
    if address.is_empty() || address.len() > LONGEST_LINK || address.starts_with('#') {
        return None;
    }
    if let Some((scheme, rest)) = scheme(&address) {
        let scheme = scheme.to_ascii_lowercase();
        return match scheme.as_str() {
            "mailto" if rest.contains('@') => Some(format!("mailto:{rest}")),
            // `http:/host` with a slash lost is what FOSDEM's calendar has.
            "http" | "https" => {
                let rest = rest.trim_start_matches('/');
                (!rest.is_empty()).then(|| format!("{scheme}://{rest}"))
            }
            _ => None,
        };
    }
    if let Some(rest) = address.strip_prefix("//") {
        return (!rest.is_empty()).then(|| format!("https://{rest}"));
    }
    if looks_like_host(&address) {
        return Some(format!("https://{address}"));
    }
    relative(&address, &resolve(base?, None)?)
}

/// An address without what cannot stand in one.
fn escaped(address: &str) -> Cow<'_, str> {
    let is_usual = |byte: u8| byte.is_ascii_graphic() && !br#"<>"\^`{|}"#.contains(&byte);
    if address.bytes().all(is_usual) {
        return Cow::Borrowed(address);
    }
    let mut escaped = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            ' ' => escaped.push_str("%20"),
            '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                escaped.push_str(&format!("%{:02X}", letter as u32))
            }
            _ if letter.is_control() || letter.is_whitespace() || is_invisible(letter) => {}
            _ => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'));
    // `example.org:8080/x` has a dot before its colon, and is no scheme.
    (letters && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())).then_some((scheme, rest))
}

/// Whether an address without a scheme begins with a host: `www.example.org`, `example.org/page`, but not `slides.pdf`.
fn looks_like_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or("");
    if host.starts_with("www.") {
        return true;
    }
    let Some((name, last)) = host.rsplit_once('.') else { return false };
    let plausible = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    !name.is_empty()
        && !host.contains('@')
        && plausible
        && (host.len() < address.len() || suffix_kind(host).is_none())
        && !last.eq_ignore_ascii_case("html")
}

fn relative(address: &str, base: &str) -> Option<String> {
    let after_scheme = base.find("://")? + 3;
    let path_start = base.get(after_scheme..)?.find(['/', '?', '#']).map_or(base.len(), |at| after_scheme + at);
    let (host, path) = base.split_at(path_start);
    let path = path.split(['?', '#']).next().unwrap_or("");
    if address.starts_with('/') {
        return Some(format!("{host}{address}"));
    }
    if address.starts_with('?') {
        return Some(format!("{host}{path}{address}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut rest = address;
    while let Some((step @ ("." | ".."), tail)) = rest.split_once('/') {
        if step == ".." {
            parts.pop();
        }
        rest = tail;
    }
    parts.push(rest);
    Some(format!("{host}/{}", parts.join("/")))
}

/// What an address leads to, from its host and suffix, the source's type and the source's words.
fn classify(url: &str, title: &str, hint: &str) -> LinkKind {
    let lower = url.to_ascii_lowercase();
    let (host, path) = split_host(&lower);
    let (title, hint) = (fold(title), fold(hint));
    let says = |words: &[&str]| words.iter().any(|word| hint.contains(word) || title.contains(word));
    if lower.starts_with("mailto:") {
        return LinkKind::Page;
    }
    if let Some(kind) = suffix_kind(path.split(['?', '#']).next().unwrap_or("")) {
        let film = path.split(['?', '#']).next().is_some_and(|path| path.ends_with(".ogg"));
        if film && says(&["video", "recording", "aufzeichnung"]) {
            return LinkKind::Video;
        }
        let slides = kind == LinkKind::File && says(&["slides", "folien", "presentation", "deck"]);
        return if slides { LinkKind::Slides } else { kind };
    }
    if says(&["feedback"]) {
        return LinkKind::Feedback;
    }
    let is_there = |domain: &str, start: &str| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) && path.starts_with(start)
    };
    if let Some((kind, ..)) = PLACES.iter().find(|(_, domain, start)| is_there(domain, start)) {
        return *kind;
    }
    match () {
        () if says(&["livestream", "live stream", "live video", "stream"]) => LinkKind::Stream,
        () if says(&["recording", "video", "aufzeichnung"]) => LinkKind::Video,
        () if says(&["slides", "folien", "presentation"]) => LinkKind::Slides,
        () if says(&["chat room", "chatroom", "matrix", "irc"]) || hint == "chat" => LinkKind::Chat,
        () if says(&["source code", "repository"]) => LinkKind::Code,
        () if path.contains("feedback") => LinkKind::Feedback,
        () => LinkKind::Page,
    }
}

fn split_host(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    (host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host), path)
}

fn suffix_kind(path: &str) -> Option<LinkKind> {
    let (_, suffix) = path.rsplit('/').next()?.rsplit_once('.')?;
    SUFFIXES.listed(suffix).and_then(LinkKind::from_word)
}

/// What files are, by the suffixes of their names.
static SUFFIXES: Table = Table::new(include_str!("suffixes.tsv"));

/// What hosts have, some below the beginning of a path; the closer places first. Every link is held against them, so
/// they are parted once.
static PLACES: LazyLock<Vec<(LinkKind, &str, &str)>> = LazyLock::new(|| {
    let places = rows(include_str!("places.tsv")).filter_map(|(kind, place)| {
        let (domain, start) = split_host(place);
        Some((LinkKind::from_word(kind)?, domain, start))
    });
    places.collect()
});

/// The http and https addresses that stand bare in a text, without the punctuation behind them.
pub(super) fn bare_addresses(text: &str) -> impl Iterator<Item = &str> {
    let ends_address = |letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '<' | '>' | '“'..='”' | '‘'..='’' | '«' | '»' | '`')
    };
    // Few texts have any, and those are found sooner than where words end.
    let text = memchr::memmem::find(text.as_bytes(), b"http").and_then(|at| text.get(at..)).unwrap_or("");
    let addresses = text.split(ends_address).filter_map(|word| word.get(word.find("http")?..));
    let has_host = |address: &&str| {
        let mut hosts = ["https://", "http://"].iter().filter_map(|scheme| address.strip_prefix(scheme));
        hosts.any(|host| !host.is_empty())
    };
    addresses.filter(has_host).map(without_punctuation)
}

fn without_punctuation(address: &str) -> &str {
    let mut address = address;
    loop {
        address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']']);
        // A bracket belongs to the address only if it was opened there.
        match address.strip_suffix(')') {
            Some(shorter) if !shorter.contains('(') => address = shorter,
            _ => return address,
        }
    }
}
