//! `kubetalks friends split`: who takes which of two sessions that nobody can both go to.

use super::summary::no_friends;
use crate::agenda::{Conflict, date_of};
use crate::cli::table::painted;
use crate::cli::{Clocks, Ending, Exit, MarkedSessions, Output, Scope, Startup, json};
use crate::friends::{Clash, Offer, OfferReason, Relief, Split, Together, split};
use crate::model::SessionIx;
use crate::words::day;
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};

/// Show what we can split between us: my clashes, theirs, and what we go to together
#[derive(Debug, Args)]
pub(super) struct Splitting {
    #[command(flatten)]
    scope: Scope,
    /// For scripts: an object with clashes, theirs and together
    #[arg(long)]
    json: bool,
}

impl Splitting {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let marked = MarkedSessions::of(startup);
        let extent = self.scope.days(&marked)?;
        let programme = &startup.programme;
        let included = |ix: SessionIx| match date_of(programme, ix) {
            Some(date) => extent.includes(programme.brief(ix).event, date),
            None => extent.is_every_day() && extent.event.is_none_or(|event| event == programme.brief(ix).event),
        };
        let mut split = split(&marked.context(), startup.friend_marks());
        split.clashes.retain(|clash| included(clash.conflict.a));
        split.reliefs.retain(|relief| included(relief.conflict.a));
        split.together.retain(|together| included(together.session));
        let empty = split.clashes.is_empty() && split.reliefs.is_empty() && split.together.is_empty();
        if self.json {
            json::object(&record(startup, &split), out)?;
        } else if startup.friends.all().is_empty() {
            startup.complain(no_friends());
            return Ok(Exit::NOTHING);
        } else if empty {
            startup.note("there is nothing to split and nothing that you go to together");
        } else {
            write(startup, &split, out)?;
        }
        Ok(Exit::unless(empty))
    }
}

fn name(startup: &Startup, friend: usize) -> &str {
    startup.friend_marks().names.get(friend).map_or("", String::as_str)
}

fn names<'a>(startup: &'a Startup, together: &Together) -> Vec<&'a str> {
    together.friends.iter().map(|friend| name(startup, *friend)).collect()
}

fn write(startup: &Startup, split: &Split, out: &mut Output) -> io::Result<()> {
    let title = |ix| &startup.programme.session(ix).title;
    let both = |conflict: &Conflict| format!("{}{}", line(startup, conflict.a, out), line(startup, conflict.b, out));
    let offer = |Offer { friend, mine, theirs, why }: &Offer| {
        let verb = if matches!(why, OfferReason::Goes | OfferReason::Both) { "takes" } else { "could take" };
        let (name, (reason, _)) = (name(startup, *friend), reasons(*why));
        format!("    you take '{}', {name} {verb} '{}' ({reason})\n", title(*mine), title(*theirs))
    };
    let clash = |clash: &Clash| match clash.offers.as_slice() {
        [] => both(&clash.conflict) + "    nobody is free for either\n",
        offers => both(&clash.conflict) + &offers.iter().map(offer).collect::<String>(),
    };
    let relief = |Relief { friend, conflict, mine, theirs }: &Relief| {
        let (name, mine, theirs) = (name(startup, *friend), title(*mine), title(*theirs));
        both(conflict) + &format!("    you go to '{mine}', so {name} can take '{theirs}'\n")
    };
    let together = |together: &Together| {
        let names = names(startup, together).join(", ");
        format!("{}    with {names}\n", line(startup, together.session, out))
    };
    let parts: [(&str, String); 3] = [
        ("My clashes", split.clashes.iter().map(clash).collect()),
        ("Clashes of friends", split.reliefs.iter().map(relief).collect()),
        ("Together", split.together.iter().map(together).collect()),
    ];
    let mut between = "";
    for (heading, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
        write!(out, "{between}{}\n{text}", painted(heading, startup.config.theme.heading, out))?;
        between = "\n";
    }
    Ok(())
}

/// The line of a session.
fn line(startup: &Startup, ix: SessionIx, out: &Output) -> String {
    let (programme, theme) = (&startup.programme, &startup.config.theme);
    let (session, event) = (programme.session(ix), programme.event_of(ix));
    let date = date_of(programme, ix).map(day).unwrap_or_default();
    let hours = session.slot.map(|slot| Clocks::of(startup).hours(event, slot.start, slot.end));
    let when = painted(&format!("{date} {}", hours.unwrap_or_default()), theme.dim, out);
    let room = programme.room_name(session).map(|room| format!(" · {room}")).unwrap_or_default();
    format!("  {when}  {}{}\n", session.title, painted(&room, theme.dim, out))
}

/// Why a friend can take a session, for people and for scripts.
fn reasons(why: OfferReason) -> (&'static str, &'static str) {
    match why {
        OfferReason::Goes => ("goes there anyway", "goes"),
        OfferReason::Both => ("has the same clash", "same-clash"),
        OfferReason::Likes => ("interested, and free then", "interested"),
        OfferReason::Free => ("free then", "free"),
    }
}

fn record<'a>(startup: &'a Startup, split: &Split) -> SplitRecord<'a> {
    let id = |ix| startup.programme.full_id(ix);
    let conflict = |Conflict { a, b, kind }: Conflict| ConflictRecord {
        sessions: [id(a), id(b)],
        kind: kind.name(),
        minutes: kind.minutes(),
    };
    let offer = |offer: &Offer| OfferRecord {
        friend: name(startup, offer.friend),
        you: id(offer.mine),
        they: id(offer.theirs),
        why: reasons(offer.why).1,
    };
    let clash = |clash: &Clash| ClashRecord {
        conflict: conflict(clash.conflict),
        offers: clash.offers.iter().map(offer).collect(),
    };
    let relief = |relief: &Relief| ReliefRecord {
        conflict: conflict(relief.conflict),
        friend: name(startup, relief.friend),
        you: id(relief.mine),
        they: id(relief.theirs),
    };
    let together =
        |together: &Together| TogetherRecord { session: id(together.session), friends: names(startup, together) };
    SplitRecord {
        clashes: split.clashes.iter().map(clash).collect(),
        theirs: split.reliefs.iter().map(relief).collect(),
        together: split.together.iter().map(together).collect(),
    }
}

#[derive(Serialize)]
struct SplitRecord<'a> {
    clashes: Vec<ClashRecord<'a>>,
    /// Clashes of friends of which the user goes to one.
    theirs: Vec<ReliefRecord<'a>>,
    together: Vec<TogetherRecord<'a>>,
}

/// `minutes` are those at the same time, or those that are missing for the way.
#[derive(Serialize)]
struct ConflictRecord {
    sessions: [String; 2],
    kind: &'static str,
    minutes: u32,
}

#[derive(Serialize)]
struct ClashRecord<'a> {
    #[serde(flatten)]
    conflict: ConflictRecord,
    offers: Vec<OfferRecord<'a>>,
}

/// `why` is what the friend does then: goes there, has the same clash, is interested and free, is free.
#[derive(Serialize)]
struct OfferRecord<'a> {
    friend: &'a str,
    you: String,
    they: String,
    why: &'static str,
}

#[derive(Serialize)]
struct ReliefRecord<'a> {
    #[serde(flatten)]
    conflict: ConflictRecord,
    friend: &'a str,
    you: String,
    they: String,
}

#[derive(Serialize)]
struct TogetherRecord<'a> {
    session: String,
    friends: Vec<&'a str>,
}
