//! Addresses as they may be shown: without what lets somebody else in.

/// What stands for a secret.
const SIGN: &str = "…";

/// What the names of parameters have in them whose values are secrets.
const NAMES: [&str; 9] = ["token", "key", "secret", "sig", "auth", "pass", "pwd", "code", "session"];

/// What begins the part of a path that only its owner knows.
const PRIVATE: &str = "private-";

/// As many letters make a secret of what is neither words nor a date.
const LONG: usize = 20;
/// As many letters of one word that changes between letters and digits more than once are no word.
const MIXED: usize = 6;

/// An address for people: whole, save for its secrets. Any other text stays as it is.
pub fn shown_address(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)) {
        return address.to_owned();
    }
    let (rest, fragment) = parted(rest, '#');
    let (rest, query) = parted(rest, '?');
    let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let host = host.rsplit_once('@').map_or(host.to_owned(), |(_, host)| format!("{SIGN}@{host}"));
    let path: Vec<String> = path.split('/').map(segment).collect();
    let parameters = |text: &str| text.split('&').map(parameter).collect::<Vec<_>>().join("&");
    let query = query.map(|query| format!("?{}", parameters(query))).unwrap_or_default();
    let fragment = fragment.map(|fragment| format!("#{}", parameters(fragment))).unwrap_or_default();
    format!("{scheme}://{host}{}{query}{fragment}", path.join("/"))
}

fn parted(text: &str, sign: char) -> (&str, Option<&str>) {
    text.split_once(sign).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn segment(segment: &str) -> String {
    match segment.find(PRIVATE) {
        Some(at) => format!("{}{SIGN}", &segment[..at + PRIVATE.len()]),
        None if is_secret(segment) => SIGN.to_owned(),
        None => segment.to_owned(),
    }
}

fn parameter(parameter: &str) -> String {
    let Some((name, value)) = parameter.split_once('=') else { return segment(parameter) };
    let low = name.to_ascii_lowercase();
    let is_named = !value.is_empty() && NAMES.iter().any(|secret| low.contains(secret));
    if is_named || is_secret(value) || value.contains(PRIVATE) {
        return format!("{name}={SIGN}");
    }
    // An address within an address.
    let shown = if value.contains("://") { shown_address(value) } else { value.to_owned() };
    format!("{name}={shown}")
}

fn is_secret(text: &str) -> bool {
    let mixes = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let changes = |word: &str| {
        word.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count()
    };
    let is_no_word = |word: &str| mixes(word) && (word.len() >= LONG || (word.len() >= MIXED && changes(word) > 1));
    let words = || text.split(|letter: char| !letter.is_alphanumeric());
    text.len() >= LONG && mixes(text) && words().any(is_no_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown_and_all_else_is() {
        for (address, shown) in [
            ("https://e.org/fosdem2026/schedule.xml?lang=en&day=2026-02-01", ""),
            ("https://e.org/2026/kubecon-cloudnativecon-europe-2026/all-in-one-schedule.ics", ""),
            ("webcal://pretalx.com/democon/schedule/export/schedule.ics#top", ""),
            ("/home/me/private-notes/token=abc.ics", ""),
            ("https://me:hunter2@e.org:8080/a.ics", "https://…@e.org:8080/a.ics"),
            ("https://e.org/a?Access_Token=abc&x=1&sig=&apikey=9", "https://e.org/a?Access_Token=…&x=1&sig=&apikey=…"),
            (
                "https://calendar.google.com/x/private-0a1b2c/basic.ics",
                "https://calendar.google.com/x/private-…/basic.ics",
            ),
            ("https://e.org/550e8400-e29b-41d4-a716-446655440000/a", "https://e.org/…/a"),
            ("https://e.org/a?u=Zk3p9Qx7Lm2Vt8Rw5Yb1", "https://e.org/a?u=…"),
            ("https://e.org/a#access_token=x", "https://e.org/a#access_token=…"),
            ("https://e.org/?url=https://a:b@f.org/", "https://e.org/?url=https://…@f.org/"),
        ] {
            let expected = if shown.is_empty() { address } else { shown };
            assert_eq!(shown_address(address), expected);
        }
    }
}
