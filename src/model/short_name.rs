//! Short names for events whose source has none: for narrow columns, and where several are named side by side.

use super::Event;
use std::collections::HashMap;

/// What stands behind one of these is a subtitle.
const SUBTITLES: [&str; 4] = [": ", " | ", " – ", " - "];

/// A name of fewer letters is short already.
const SHORT: usize = 12;

/// Gives those a short name that have none but their own: without what follows a colon, what is joined with a plus and,
/// of names that begin with the same words, without those. No two are called the same by it.
pub fn shorten(events: &mut [Event]) {
    let unnamed: Vec<usize> = (0..events.len()).filter(|at| events[*at].short == events[*at].name).collect();
    let mut names: Vec<String> = unnamed.iter().map(|at| plain(&events[*at].name)).collect();
    let shared = shared_words(&names);
    if shared > 0 && names.iter().all(|name| name.chars().count() > SHORT) {
        names = names.iter().map(|name| name.split(' ').skip(shared).collect::<Vec<_>>().join(" ")).collect();
    }
    let others = (0..events.len()).filter(|at| !unnamed.contains(at)).map(|at| events[at].short.clone());
    let mut called: HashMap<String, usize> = HashMap::new();
    for name in names.iter().cloned().chain(others) {
        *called.entry(name).or_default() += 1;
    }
    for (at, name) in unnamed.into_iter().zip(names) {
        if called.get(&name) == Some(&1) {
            events[at].short = name;
        }
    }
}

/// A name without its subtitle and without what is joined to its first word.
fn plain(name: &str) -> String {
    let end = SUBTITLES.iter().filter_map(|sign| name.find(sign)).filter(|end| *end > 2).min().unwrap_or(name.len());
    let (mut words, mut joined) = (Vec::new(), false);
    for word in name[..end].split(' ') {
        let is_plus = word == "+" && !words.is_empty();
        if !is_plus && !joined {
            words.push(word);
        }
        joined = is_plus;
    }
    words.join(" ")
}

/// How many words all of several names begin with, which is fewer than any of them has.
fn shared_words(names: &[String]) -> usize {
    let [first, others @ ..] = names else { return 0 };
    if others.is_empty() {
        return 0;
    }
    let begins = |count: usize| {
        let beginning = || first.split(' ').take(count);
        others.iter().all(|name| name.split(' ').take(count).eq(beginning()))
    };
    let least = names.iter().map(|name| name.split(' ').count()).min().unwrap_or(0);
    (1..least).take_while(|count| begins(*count)).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(names: &[(&str, &str)]) -> Vec<String> {
        let event = |(name, short): &(&str, &str)| Event {
            name: (*name).to_owned(),
            short: if short.is_empty() { *name } else { *short }.to_owned(),
            ..Event::default()
        };
        let mut events: Vec<Event> = names.iter().map(event).collect();
        shorten(&mut events);
        events.into_iter().map(|event| event.short).collect()
    }

    #[test]
    fn a_name_is_told_without_its_subtitle_and_without_what_all_names_begin_with() {
        assert_eq!(short(&[("KubeCon + CloudNativeCon Europe 2026", "")]), ["KubeCon Europe 2026"]);
        assert_eq!(short(&[("36C3: Resource Exhaustion", ""), ("FOSDEM 2025", "")]), ["36C3", "FOSDEM 2025"]);
        let days = [("Open Source Summit North America", ""), ("Open Source Summit Europe", "")];
        assert_eq!(short(&days), ["North America", "Europe"]);
        assert_eq!(
            short(&[("FOSDEM 2024", ""), ("FOSDEM 2025", "")]),
            ["FOSDEM 2024", "FOSDEM 2025"],
            "short as it is"
        );
        assert_eq!(short(&[("A long name of its own", "own")]), ["own"]);
        assert_eq!(
            short(&[("Rust: one", ""), ("Rust: two", "")]),
            ["Rust: one", "Rust: two"],
            "no two are called the same"
        );
    }
}
