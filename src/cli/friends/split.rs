//! `kubetalks friends split`: who takes which of two sessions that nobody can both go to.

use super::summary::no_friends;
use crate::agenda::{Conflict, ConflictKind, date_of};
use crate::cli::table::painted;
use crate::cli::{Clocks, Ending, Exit, MarkedSessions, Scope, Startup, json};
use crate::friends::{Clash, Offer, OfferReason, Relief, Split, Together, split};
use crate::io::output::Output;
use crate::model::SessionIx;
use crate::problem::Problem;
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
            Some(date) => extent.includes(programme.session(ix).event, date),
            None => extent.is_every_day() && extent.event.is_none_or(|event| event == programme.session(ix).event),
        };
        let mut split = split(&marked.context(), startup.friend_marks());
        split.clashes.retain(|clash| included(clash.conflict.a));
        split.reliefs.retain(|relief| included(relief.conflict.a));
        split.together.retain(|together| included(together.session));
        let page = Page { startup };
        let empty = split.clashes.is_empty() && split.reliefs.is_empty() && split.together.is_empty();
        if self.json {
            json::object(&page.record(&split), out)?;
        } else if startup.friends.all().is_empty() {
            startup.complain(no_friends());
            return Ok(Exit::NOTHING);
        } else if empty {
            startup
                .complain(Problem::note("kubetalks", "there is nothing to split and nothing that you go to together"));
        } else {
            page.write(&split, out)?;
        }
        Ok(Exit::unless(empty))
    }
}

struct Page<'a> {
    startup: &'a Startup,
}

impl Page<'_> {
    fn name(&self, friend: usize) -> &str {
        self.startup.friend_marks().names().get(friend).map_or("", String::as_str)
    }

    fn title(&self, ix: SessionIx) -> &str {
        &self.startup.programme.session(ix).title
    }

    fn write(&self, split: &Split, out: &mut Output) -> io::Result<()> {
        let written = self.part("", "My clashes", &split.clashes, Self::clash, out)?;
        let written = self.part(written, "Clashes of friends", &split.reliefs, Self::relief, out)?;
        self.part(written, "Together", &split.together, Self::together, out)?;
        Ok(())
    }

    /// One part of the page, unless it is empty; returns what stands before the next.
    fn part<T>(
        &self,
        before: &'static str,
        heading: &str,
        items: &[T],
        write: fn(&Self, &T, &mut Output) -> io::Result<()>,
        out: &mut Output,
    ) -> io::Result<&'static str> {
        if items.is_empty() {
            return Ok(before);
        }
        writeln!(out, "{before}{}", painted(heading, self.startup.config.theme.heading, out))?;
        items.iter().try_for_each(|item| write(self, item, out))?;
        Ok("\n")
    }

    /// The line of one of two sessions.
    fn session(&self, ix: SessionIx, out: &mut Output) -> io::Result<()> {
        let (programme, theme) = (&self.startup.programme, &self.startup.config.theme);
        let (session, event) = (programme.session(ix), programme.event_of(ix));
        let date = date_of(programme, ix).map(day).unwrap_or_default();
        let hours = session.slot.map(|slot| Clocks::of(self.startup).hours(event, slot.start, slot.end));
        let when = painted(&format!("{date} {}", hours.unwrap_or_default()), theme.dim, out);
        let room = programme.room_name(session).map(|room| format!(" · {room}")).unwrap_or_default();
        writeln!(out, "  {when}  {}{}", session.title, painted(&room, theme.dim, out))
    }

    fn clash(&self, clash: &Clash, out: &mut Output) -> io::Result<()> {
        self.session(clash.conflict.a, out)?;
        self.session(clash.conflict.b, out)?;
        if clash.offers.is_empty() {
            return writeln!(out, "    nobody is free for either");
        }
        for Offer { friend, mine, theirs, why } in &clash.offers {
            let verb = match why {
                OfferReason::Goes | OfferReason::Both => "takes",
                OfferReason::Likes | OfferReason::Free => "could take",
            };
            let (name, mine, theirs) = (self.name(*friend), self.title(*mine), self.title(*theirs));
            writeln!(out, "    you take '{mine}', {name} {verb} '{theirs}' ({})", reason(*why))?;
        }
        Ok(())
    }

    fn relief(&self, relief: &Relief, out: &mut Output) -> io::Result<()> {
        self.session(relief.conflict.a, out)?;
        self.session(relief.conflict.b, out)?;
        let (name, mine, theirs) = (self.name(relief.friend), self.title(relief.mine), self.title(relief.theirs));
        writeln!(out, "    you go to '{mine}', so {name} can take '{theirs}'")
    }

    fn together(&self, together: &Together, out: &mut Output) -> io::Result<()> {
        self.session(together.session, out)?;
        let names: Vec<&str> = together.friends.iter().map(|friend| self.name(*friend)).collect();
        writeln!(out, "    with {}", names.join(", "))
    }

    fn record(&self, split: &Split) -> SplitRecord<'_> {
        let id = |ix| self.startup.programme.full_id(ix);
        let conflict = |conflict: &Conflict| {
            let kind = match conflict.kind {
                ConflictKind::Clash { .. } => "clash",
                ConflictKind::Tight { .. } => "tight",
            };
            ConflictRecord { sessions: [id(conflict.a), id(conflict.b)], kind, minutes: conflict.kind.minutes() }
        };
        let offer = |offer: &Offer| OfferRecord {
            friend: self.name(offer.friend),
            you: id(offer.mine),
            they: id(offer.theirs),
            why: word(offer.why),
        };
        let clash = |clash: &Clash| ClashRecord {
            conflict: conflict(&clash.conflict),
            offers: clash.offers.iter().map(offer).collect(),
        };
        let relief = |relief: &Relief| ReliefRecord {
            conflict: conflict(&relief.conflict),
            friend: self.name(relief.friend),
            you: id(relief.mine),
            they: id(relief.theirs),
        };
        let together = |together: &Together| TogetherRecord {
            session: id(together.session),
            friends: together.friends.iter().map(|friend| self.name(*friend)).collect(),
        };
        SplitRecord {
            clashes: split.clashes.iter().map(clash).collect(),
            theirs: split.reliefs.iter().map(relief).collect(),
            together: split.together.iter().map(together).collect(),
        }
    }
}

fn reason(why: OfferReason) -> &'static str {
    match why {
        OfferReason::Goes => "goes there anyway",
        OfferReason::Both => "has the same clash",
        OfferReason::Likes => "interested, and free then",
        OfferReason::Free => "free then",
    }
}

fn word(why: OfferReason) -> &'static str {
    match why {
        OfferReason::Goes => "goes",
        OfferReason::Both => "same-clash",
        OfferReason::Likes => "interested",
        OfferReason::Free => "free",
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
