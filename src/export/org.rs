//! Org, for Emacs: a heading for each day and session, with timestamps that its agenda understands.

use super::days::{about, glance, outline};
use super::selection::Selection;
use crate::model::{Mark, SessionIx};
use chrono::{DateTime, FixedOffset, TimeDelta};
use std::fmt::Write as _;

/// What an export from Org is to leave as it is: indices, hyphens, emphasis, entities, TeX.
const OPTIONS: &str = "#+options: ^:nil -:nil *:nil e:nil tex:nil";

pub(super) fn write(selection: &Selection<'_>) -> String {
    let mut text = format!("#+title: {}\n{OPTIONS}\n", inline(selection.title()));
    for day in outline(selection).days {
        let event = selection.programme.event(day.event);
        _ = write!(text, "\n* {}\n", day.heading);
        let timed = day.sessions.iter().any(|ix| selection.programme.brief(*ix).slot.is_some());
        _ = writeln!(text, "  {}", inline(&about(event, timed, "")));
        for ix in day.sessions {
            session(&mut text, selection, ix);
        }
    }
    text
}

fn session(text: &mut String, selection: &Selection<'_>, ix: SessionIx) {
    let programme = selection.programme;
    let session = programme.session(ix);
    let personal = selection.personal(ix);
    let title = inline(session.title.trim());
    let tags: String = personal
        .mark
        .map(Mark::name)
        .into_iter()
        .chain(personal.seen.then_some("seen"))
        .map(|tag| format!("{tag}:"))
        .collect();
    let tags = if tags.is_empty() { tags } else { format!(" :{tags}") };
    _ = writeln!(text, "** {}{title}{tags}", if session.cancelled { "Cancelled: " } else { "" });
    text.push_str("   :PROPERTIES:\n");
    let mut property = |name: &str, value: &str| _ = writeln!(text, "   :{name}: {}", inline(value.trim()));
    property("KUBETALKS_ID", &programme.full_id(ix));
    if let Some(room) = programme.room_name(session) {
        property("LOCATION", room);
    }
    text.push_str("   :END:\n");
    let mut parts: Vec<String> = Vec::new();
    parts.extend(stamp(selection, ix));
    parts.push(glance(programme, ix).join(" · "));
    parts.extend(session.credits.iter().map(|credit| format!("- {}", programme.credit_line(credit))));
    parts.push(session.abstract_text.clone());
    parts.extend(session.takeaways.iter().map(|line| format!("- {line}")));
    parts.extend(session.links.iter().map(|link| link.url.clone()));
    if !personal.note.is_empty() {
        parts.push(format!("My note: {}", personal.note));
    }
    parts.extend(personal.rating.map(|rating| format!("My rating: {rating} of 5")));
    let stamped = session.slot.is_some() || session.day.is_some();
    for (at, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        for line in part.lines() {
            // The timestamp is ours; everything else is somebody's text.
            let line = if at == 0 && stamped { line.to_owned() } else { inline(line) };
            _ = writeln!(text, "{}", format!("   {line}").trim_end());
        }
    }
}

/// An active timestamp for what will take place at a time, an inactive one for what is cancelled or has a day only.
fn stamp(selection: &Selection<'_>, ix: SessionIx) -> Option<String> {
    let session = selection.programme.session(ix);
    let (open, close) = if session.cancelled { ('[', ']') } else { ('<', '>') };
    let date = |time: DateTime<FixedOffset>| time.format("%Y-%m-%d %a");
    let minute = |time: DateTime<FixedOffset>| time.format("%Y-%m-%d %a %H:%M");
    Some(match (session.slot, selection.programme.times(ix)) {
        (Some(slot), Some((start, end))) if slot.all_day => match end - TimeDelta::seconds(1) {
            last if last.date_naive() > start.date_naive() => {
                format!("{open}{}{close}--{open}{}{close}", date(start), date(last))
            }
            _ => format!("{open}{}{close}", date(start)),
        },
        (Some(_), Some((start, end))) if start == end => format!("{open}{}{close}", minute(start)),
        (Some(_), Some((start, end))) if start.date_naive() == end.date_naive() => {
            format!("{open}{}-{}{close}", minute(start), end.format("%H:%M"))
        }
        (Some(_), Some((start, end))) => format!("{open}{}{close}--{open}{}{close}", minute(start), minute(end)),
        _ => format!("[{}]", session.day?.format("%Y-%m-%d %a")),
    })
}

/// One line of text that Org takes for nothing but text. Org has no escape but a space without width, as its manual
/// says; it stands only where something would be understood: links and code that Emacs could run, timestamps, macros,
/// footnotes, keywords, and the words and tags that mean something in a heading.
fn inline(text: &str) -> String {
    const SPACE: &str = "\u{200b}";
    let mut escaped: String = text
        .chars()
        .map(|letter| if letter == '\n' { ' ' } else { letter })
        .filter(|l| !l.is_control() || *l == '\t')
        .collect();
    for opening in ["[[", "[fn:", "<<", "{{{", "src_", "call_", "elisp:", "shell:", "@@"] {
        let (first, rest) = opening.split_at(opening.len() - 1);
        escaped = escaped.replace(opening, &format!("{first}{SPACE}{rest}"));
    }
    for opening in ['<', '['] {
        for digit in '0'..='9' {
            escaped = escaped.replace(&format!("{opening}{digit}"), &format!("{opening}{SPACE}{digit}"));
        }
    }
    let trimmed = escaped.trim();
    // What a note is indented by stays.
    let indent = &escaped[..escaped.len() - escaped.trim_start().len()];
    let first = trimmed.split_whitespace().next().unwrap_or_default();
    let means = ["TODO", "DONE", "COMMENT"].contains(&first)
        || first.starts_with(['*', '#', ':', '|'])
        || first.starts_with("[#");
    let tagged = if trimmed.ends_with(':') { SPACE } else { "" };
    format!("{indent}{}{trimmed}{tagged}", if means { SPACE } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_org_would_understand_is_taken_apart_and_the_rest_is_left_alone() {
        for (line, expected) in [
            ("Plain: a [note] <b> 1 < 2", "Plain: a [note] <b> 1 < 2"),
            ("* star", "\u{200b}* star"),
            ("#+include: /etc/passwd", "\u{200b}#+include: /etc/passwd"),
            ("TODO lists", "\u{200b}TODO lists"),
            ("Tagged :here:", "Tagged :here:\u{200b}"),
            ("[[elisp:(x)][y]]", "[\u{200b}[elisp\u{200b}:(x)][y]]"),
            ("see <2026-01-01>", "see <\u{200b}2026-01-01>"),
            (":END:", "\u{200b}:END:\u{200b}"),
            ("two\nlines\u{1b}", "two lines"),
            ("\tone\ttwo\t", "\tone\ttwo"),
            ("\t* star", "\t\u{200b}* star"),
        ] {
            assert_eq!(inline(line), expected, "{line:?}");
        }
    }
}
