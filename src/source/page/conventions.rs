//! What programs that keep schedules leave in a page, or in its address, and where the schedule then is.

use super::html::Page;
use super::links::host;
use crate::model::Zone;
use crate::source::scan::tags::{Tag, Tags};
use percent_encoding::percent_decode_str;

/// Takes an address with its rank, the smaller the better, and the zone of its clocks.
type Add<'a> = dyn FnMut(u8, String, Option<Zone>) + 'a;

/// Follows every convention that is known.
pub(super) fn follow(page: &Page<'_>, add: &mut Add<'_>) {
    for tag in Tags::of_html(page.text).filter(|tag| !tag.closes) {
        for value in values(&tag) {
            if let Some(address) = page.absolute(value) {
                embedded(&address, add);
            }
        }
        pretalx(page, &tag, add);
        if tag.attribute("rel") == Some("https://api.w.org/")
            && let Some(address) = tag.attribute("href").and_then(|href| page.absolute(href))
            && host(&address).ends_with(".wordcamp.org")
        {
            add(2, format!("{}/wp/v2/sessions?per_page=100", address.trim_end_matches('/')), None);
        }
    }
    // Scripts ask for it as well, in which slashes may be escaped.
    for (at, _) in page.text.match_indices("sessionize.com") {
        let rest = page.text.get(at..).unwrap_or_default().chars().take(200);
        let address: String = rest.take_while(|letter| !"\"'` <\n".contains(*letter)).collect();
        embedded(&format!("https://{}", address.replace("\\/", "/")), add);
    }
    data_feed(page, add);
    if let Some(base) = page.base.as_deref() {
        embedded(base, add);
        by_address(page, base, add);
    }
}

/// The values of a tag's attributes that may be addresses.
fn values<'t>(tag: &Tag<'t>) -> impl Iterator<Item = &'t str> {
    let parts = tag.rest.split(['"', '\'']).flat_map(str::split_ascii_whitespace);
    let unnamed = |part: &'t str| part.split_once('=').filter(|(name, _)| !name.contains(['/', ':', '?']));
    parts.map(move |part| unnamed(part).map_or(part, |(_, value)| value)).filter(|part| part.contains('/'))
}

/// What is embedded from another server.
fn embedded(address: &str, add: &mut Add<'_>) {
    let server = host(address).rsplit("://").next().unwrap_or_default().to_ascii_lowercase();
    let path = address.get(host(address).len()..).unwrap_or_default();
    if let Some(name) = server.strip_suffix(".sched.com").filter(|name| !matches!(*name, "www" | "help" | "support")) {
        add(4, format!("https://{name}.sched.com/all.ics"), None);
    } else if server == "sessionize.com" {
        let Some((id, view)) = path.strip_prefix("/api/v2/").and_then(|rest| rest.split_once('/')) else { return };
        add(3, format!("https://sessionize.com/api/v2/{id}/view/All"), None);
        if let Some(view) = view.strip_prefix("view/").map(|view| view.split(['?', '/']).next().unwrap_or(view)) {
            add(7, format!("https://sessionize.com/api/v2/{id}/view/{view}"), None);
        }
    } else if server == "calendar.google.com" && path.starts_with("/calendar/") && path.contains("embed?") {
        let Some(source) = parameter(address, "src") else { return };
        let zone =
            parameter(address, "ctz").and_then(|zone| Zone::parse(&percent_decode_str(zone).decode_utf8_lossy()));
        add(4, format!("https://calendar.google.com/calendar/ical/{source}/public/basic.ics"), zone);
    } else if let Some((before, token)) =
        path.split_once("/apps/calendar/p/").or_else(|| path.split_once("/apps/calendar/embed/"))
    {
        let root = before.trim_end_matches("/index.php");
        let token = token.split(['/', '?', '#']).next().unwrap_or(token);
        add(4, format!("{}{root}/remote.php/dav/public-calendars/{token}?export", host(address)), None);
    } else if server == "ggt.gaa.st" {
        let Some(inner) = address.split_once("#url=").and_then(|(_, rest)| rest.split('&').next()) else { return };
        add(2, percent_decode_str(inner).decode_utf8_lossy().into_owned(), None);
    }
}

/// The value of a parameter of the query, as it stands there.
fn parameter<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let query = address.split_once('?')?.1.split('#').next()?;
    query.split('&').find_map(|part| part.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
}

fn pretalx(page: &Page<'_>, tag: &Tag<'_>, add: &mut Add<'_>) {
    let widget = || tag.attribute("event-url").or_else(|| tag.attribute("data-event-url"));
    let event = if tag.is_of("pretalx-schedule") { widget().map(str::to_owned) } else { None };
    let address = |name| tag.attribute(name).and_then(|value| page.absolute(value));
    let script = || {
        let address = address("src")?;
        let end = address.find("/widgets/schedule.js").or_else(|| address.find("/schedule/widget/"))?;
        address.get(..end).map(str::to_owned)
    };
    let feed = || Some(address("href")?.split_once("/schedule/feed.xml")?.0.to_owned());
    if let Some(event) = event.or_else(script).or_else(feed).and_then(|event| page.absolute(&event)) {
        let event = event.trim_end_matches('/');
        add(2, format!("{event}/schedule/export/schedule.xml"), None);
        add(7, format!("{event}/schedule.xml"), None);
        add(7, format!("{event}/schedule/export/schedule.json"), None);
    }
}

/// `DataFeed` of schema.org: the address of its content.
fn data_feed(page: &Page<'_>, add: &mut Add<'_>) {
    for (at, key) in page.text.match_indices("\"contentUrl\"").filter(|_| page.text.contains("DataFeed")) {
        let value = page.text.get(at + key.len()..).and_then(|rest| rest.split('"').nth(1));
        if let Some(address) = value.and_then(|value| page.absolute(&value.replace("\\/", "/"))) {
            add(3, address, None);
        }
    }
}

/// What the page's own address says, with a word of the page where the address alone does not.
fn by_address(page: &Page<'_>, base: &str, add: &mut Add<'_>) {
    let (server, base) = (host(base), base.split(['?', '#']).next().unwrap_or(base));
    let path: Vec<&str> =
        base.get(server.len()..).unwrap_or_default().split('/').filter(|part| !part.is_empty()).collect();
    let says = |word: &str| page.text.contains(word);
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let before = |name: &str| {
        let at = path.iter().position(|part| *part == name).filter(|at| *at > 0)?;
        path.get(..at).map(|parts| format!("{server}/{}", parts.join("/")))
    };
    let behind = |name: &str| {
        let at = path.iter().position(|part| *part == name)?;
        path.get(at + 1).map(|id| (format!("{server}/{}", path.get(..=at + 1).unwrap_or_default().join("/")), *id))
    };
    for name in ["talk", "cfp", "speaker", "schedule", "featured", "me"] {
        if let Some(event) = before(name) {
            add(7, format!("{event}/schedule/export/schedule.xml"), None);
        }
    }
    if let Some((event, id)) = behind("event").filter(|(_, id)| number(id) && (says("Indico") || says("indico"))) {
        let root = event.strip_suffix(&format!("/event/{id}")).unwrap_or(server);
        add(3, format!("{root}/export/event/{id}.json?detail=contributions"), None);
        add(7, format!("{event}/event.ics?detail=contributions"), None);
        add(8, format!("{event}/event.ics?scope=contribution"), None);
    }
    for name in ["conferences", "events"] {
        if let Some((event, _)) = behind(name) {
            add(7, format!("{event}/schedule.xml"), None);
        }
    }
    if let Some((event, _)) = behind("public").or_else(|| before("public").map(|event| (event, ""))) {
        add(7, format!("{}/schedule.xml", event.trim_end_matches("/schedule")), None);
    }
    if says("wafer") || server.contains(".debconf.org") {
        add(7, format!("{server}/schedule/pentabarf.xml"), None);
    }
    if server.ends_with("fosdem.org") && path.first().is_some_and(|year| number(year)) {
        add(2, format!("{server}/{}/schedule/xml", path[0]), None);
    }
    if let Some(year) = path.iter().find(|part| number(part)).filter(|_| server.ends_with("emfcamp.org")) {
        add(2, format!("{server}/schedule/{year}.frab"), None);
    }
    if let Some((_, meeting)) = behind("meeting").filter(|(_, id)| number(id) && server.ends_with("ietf.org")) {
        add(4, format!("https://datatracker.ietf.org/meeting/{meeting}/agenda.ics"), None);
    }
}
