//! From a page to the schedule that it leads to, with few requests: what the page names, then pages of the same server that
//! are called like a schedule.

use super::brought::ImportError;
use super::request::{Hearsay, Origin};
use super::taking::{Taken, get, take_as_it_is};
use crate::io::network::{FailureKind, FetchError, NetworkRules, TransferProgress, server};
use crate::problem::Problem;
use crate::sanitise::shown_address;
use crate::source::{Lead, Leads, Options, read_opened};

/// How many addresses are asked for at most, pages included.
const REQUESTS: usize = 8;
/// How many more leads are named.
const NAMED: usize = 4;
/// A schedule has more than one session with a time: a talk's own calendar is none.
const LEAST: usize = 2;

/// Gets the bytes; of a page that leads to a schedule, or of an entry of a menu, those of the schedule.
pub(super) fn take(
    origin: &Origin,
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Taken, ImportError> {
    let (taken, base) = match origin {
        Origin::Address(address) => get(address, rules, progress)?,
        Origin::File(_) | Origin::Input(_) => (take_as_it_is(origin, rules, progress)?, String::new()),
    };
    let is_page = matches!(origin, Origin::Address(_)) && taken.opened.is_page();
    let from = taken.source.to_string();
    if is_page || taken.opened.is_entry() { follow(&from, (taken, &base), rules, progress) } else { Ok(taken) }
}

/// Asks for what a page leads to, until something is a schedule. Nothing but the page itself where none is.
fn follow(
    address: &str,
    (page, base): (Taken, &str),
    rules: &NetworkRules,
    progress: &mut dyn FnMut(TransferProgress) -> bool,
) -> Result<Taken, ImportError> {
    let leads = page.opened.leads(Some(base));
    let mut search = Search { address, is_page: page.opened.is_page(), rules, progress, asked: Vec::new() };
    let mut found = search.among(&leads)?;
    for hop in &leads.pages {
        if found.is_some() {
            break;
        }
        let Some((next, final_url)) = search.ask(hop)? else { continue };
        if counts(&next) {
            found = Some((next, Vec::new()));
        } else if next.opened.is_page() && server(&final_url) == server(base) {
            found = search.among(&next.opened.leads(Some(&final_url)))?;
        }
    }
    let is_page = search.is_page;
    let Some((mut taken, others)) = found else { return search.nothing() };
    taken.notes.splice(0..0, page.notes);
    taken.notes.push(taken_from((address, is_page), &taken, &others));
    taken.hearsay.name = Some(leads.title).filter(|title| !title.is_empty());
    Ok(taken)
}

struct Search<'a> {
    address: &'a str,
    /// Whether that is a page, and no entry of a menu.
    is_page: bool,
    rules: &'a NetworkRules,
    progress: &'a mut dyn FnMut(TransferProgress) -> bool,
    asked: Vec<String>,
}

impl Search<'_> {
    /// The first of a page's leads that is a schedule, and the others.
    fn among(&mut self, leads: &Leads) -> Result<Option<(Taken, Vec<String>)>, ImportError> {
        for Lead { address, zone } in &leads.schedules {
            let Some((mut taken, _)) = self.ask(address)? else { continue };
            if counts(&taken) {
                taken.hearsay = Hearsay { zone: *zone, ..Hearsay::default() };
                let others = leads.schedules.iter().map(|lead| lead.address.clone());
                return Ok(Some((taken, others.filter(|other| !self.asked.contains(other)).collect())));
            }
        }
        Ok(None)
    }

    /// What is at an address; nothing where that is dead, was asked for before, or is one too many.
    fn ask(&mut self, address: &str) -> Result<Option<(Taken, String)>, ImportError> {
        if self.asked.len() >= REQUESTS || self.asked.iter().any(|asked| asked == address) {
            return Ok(None);
        }
        self.asked.push(address.to_owned());
        match get(address, self.rules, self.progress) {
            Ok(taken) => Ok(Some(taken)),
            Err(error @ FetchError { why: FailureKind::Cancelled, .. }) => Err(error.into()),
            // A dead link; the next is as good.
            Err(_) => Ok(None),
        }
    }

    fn nothing(self) -> Result<Taken, ImportError> {
        let asked: Vec<String> = self.asked.iter().map(|address| shown_address(address)).collect();
        if !self.is_page {
            let problem = format!("this tells where a schedule is, and there is none to be had: {}", asked.join(", "));
            let problem = Problem::error(shown_address(self.address), problem);
            return Err(ImportError::Refused(vec![
                problem.advise("import that address, to be told what is wrong with it"),
            ]));
        }
        let looked = match asked.as_slice() {
            [] => "it names none of the programs that keep schedules, and links to nothing that is called like one"
                .to_owned(),
            asked => format!(
                "nothing that it leads to is one with at least two sessions that have a time: {}",
                asked.join(", ")
            ),
        };
        let advice = "look on the page for its schedule as XML, JSON or iCalendar, or for what Sched, Sessionize, pretalx or \
                      Indico embed in it, and import that address";
        let problem = Problem::error(
            shown_address(self.address),
            format!("this is an HTML page, and no schedule is found from it: {looked}"),
        );
        Err(ImportError::Refused(vec![problem.advise(advice)]))
    }
}

/// Whether something is a schedule.
fn counts(taken: &Taken) -> bool {
    if taken.opened.format().is_none() {
        return false;
    }
    let reading = read_opened(&taken.opened, &Options { source: taken.source.clone(), ..Options::default() });
    let timed = |reading: crate::source::Reading| {
        reading.schedule.sessions.iter().filter(|session| session.slot.is_some_and(|slot| !slot.all_day)).count()
    };
    reading.map(timed).is_ok_and(|timed| timed >= LEAST)
}

fn taken_from((page, is_page): (&str, bool), taken: &Taken, others: &[String]) -> Problem {
    let (page, link) = (shown_address(page), shown_address(&taken.source.to_string()));
    let message = match is_page {
        true => format!("this is a page; the schedule it leads to was taken: {link}"),
        false => format!("this tells where a schedule is, which was taken: {link}"),
    };
    let note = Problem::note(page, message);
    if others.is_empty() {
        return note;
    }
    let named: Vec<String> = others.iter().take(NAMED).map(|other| shown_address(other)).collect();
    note.advise(format!("it also leads to {}", named.join(", ")))
}
