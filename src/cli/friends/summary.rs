//! What is said of friends: who they are, what of theirs was found, what came and went.

use crate::cli::table::Column::{Flexible, Number, Whole};
use crate::cli::table::{Cell, Columns, table};
use crate::cli::{Ending, Exit, Output, Startup, json};
use crate::foreign::{self, Reference};
use crate::friends::{Friend, FriendInProgramme};
use crate::io::clock;
use crate::model::Mark;
use crate::problem::Problem;
use crate::words::{age, counted, first_few};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// `Ana (A): 12 sessions of KubeCon EU 2026, 3 not found`.
pub(super) fn summary(startup: &Startup, friend: &Friend) -> String {
    let events: BTreeSet<&str> = friend.marks.entries().map(|entry| entry.event.as_str()).collect();
    let name = |id: &&str| match startup.programme.event_by_id(id) {
        Some(event) => startup.programme.event(event).short.clone(),
        None => (*id).to_owned(),
    };
    let events: Vec<String> = events.iter().map(name).collect();
    let count = match friend.marks.entries().count() {
        0 => "no session".to_owned(),
        count => format!("{} of {}", counted(count, "session"), events.join(", ")),
    };
    let missing = match friend.loose.len() {
        0 => String::new(),
        count => format!(", {count} not found"),
    };
    format!("{} ({}): {count}{missing}", friend.name, friend.letter)
}

/// What to say of favourites in no event that is loaded.
pub(super) fn missing(startup: &Startup, friend: &Friend) -> Option<Problem> {
    if friend.loose.is_empty() {
        return None;
    }
    let names = first_few(friend.loose.iter().map(Reference::name));
    let message = format!("in no event that is loaded: {names}");
    let named = friend.loose.iter().filter_map(|reference| reference.event.as_deref());
    let nothing_found = friend.marks.entries().next().is_none();
    let whole = friend.belongs_to.as_deref().filter(|_| nothing_found);
    let events: BTreeSet<&str> =
        named.chain(whole).filter(|event| foreign::event_named(&startup.programme, event).is_none()).collect();
    let events = events.into_iter().collect::<Vec<_>>().join("', '");
    let found = match (events.is_empty(), nothing_found) {
        (true, false) => "if a schedule brings them".to_owned(),
        (true, true) => "once 'kubetalks import FILE|URL' has brought in the schedule they belong to".to_owned(),
        (false, _) => format!("once 'kubetalks import FILE|URL' has brought in the schedule of '{events}'"),
    };
    Some(Problem::warning(&friend.name, message).advise(format!("they are kept, and found {found}")))
}

pub(super) fn changes(before: &Friend, after: &Friend, out: &mut Output) -> io::Result<()> {
    let marks = |friend: &Friend| -> BTreeSet<(String, Option<Mark>)> {
        friend.marks.entries().map(|entry| (entry.title.clone(), entry.mark)).collect()
    };
    let (old, new) = (marks(before), marks(after));
    let came = new.difference(&old).map(|entry| ("+", entry));
    for (sign, (title, mark)) in came.chain(old.difference(&new).map(|entry| ("-", entry))) {
        writeln!(out, "  {sign} {title} ({})", mark.map_or("", Mark::name))?;
    }
    Ok(())
}

pub(super) fn nobody(message: &str) -> Problem {
    Problem::note("kubetalks", message).advise("'kubetalks friends add NAME FILE' adds one")
}

pub(super) fn no_friends() -> Problem {
    nobody("there are no friends yet")
}

pub(super) fn list(startup: &Startup, as_json: bool, out: &mut Output) -> Ending {
    let all = startup.friends.all().iter().zip(&startup.friend_marks().members);
    let records: Vec<_> = all.map(|(friend, member)| record(startup, friend, member)).collect();
    if as_json {
        json::array(&records, out)?;
    } else if records.is_empty() {
        startup.complain(no_friends());
    } else {
        let theme = &startup.config.theme;
        let columns = Columns([Whole, Flexible(10), Number, Number, Whole, Whole, Flexible(12)], &[6, 5, 4, 3, 2]);
        let now = clock::now();
        let row = |record: &Record<'_>| -> [Cell; 7] {
            let missing = if record.missing == 0 { String::new() } else { format!("{} not found", record.missing) };
            [
                Cell::new(record.letter, theme.accent),
                record.name.into(),
                format!("{} going", record.going).into(),
                format!("{} interested", record.interested).into(),
                Cell::new(missing, theme.warning),
                Cell::new(record.taken.map_or(String::new(), |taken| age(now, taken)), theme.dim),
                Cell::new(record.origin.as_deref().unwrap_or("a code, or standard input"), theme.dim),
            ]
        };
        table(columns, &records.iter().map(row).collect::<Vec<_>>(), out)?;
    }
    Ok(Exit::unless(records.is_empty()))
}

fn record<'a>(startup: &Startup, friend: &'a Friend, member: &FriendInProgramme) -> Record<'a> {
    let (going, interested) = (member.marked(Mark::Going), member.marked(Mark::Interested));
    Record {
        name: &friend.name,
        letter: friend.letter,
        going: going.len(),
        interested: interested.len(),
        missing: member.missing,
        origin: friend.origin.is_some().then(|| friend.shown_origin()),
        taken: friend.taken,
        sessions: going.iter().chain(&interested).map(|ix| startup.programme.full_id(*ix)).collect(),
    }
}

/// One friend: `sessions` are those they go to, then those that interest them; `missing` are in no event that is loaded.
#[derive(Serialize)]
struct Record<'a> {
    name: &'a str,
    letter: char,
    going: usize,
    interested: usize,
    missing: usize,
    /// A path or an address; null for standard input.
    origin: Option<String>,
    taken: Option<DateTime<Utc>>,
    sessions: Vec<String>,
}
