//! Which schedule is meant, and what is to hold in place of what it says: the arguments that `import` and `open` share.

use super::progress::Meter;
use super::report::refuse;
use super::{Startup, Stop, failed};
use crate::catalogue::Conference;
use crate::foreign::is_selection;
use crate::importing::{Hearsay, ImportError, ImportRequest, Origin, Overrides, bytes};
use crate::io::incoming;
use crate::io::network::NetworkRules;
use crate::model::{Source, Tz, Zone};
use crate::places::zone_named;
use crate::problem::{Problem, nearest};
use crate::source::FIELDS;
use clap::{Args, ValueHint};
use std::io::{self, IsTerminal};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct SourceArgs {
    /// Files, addresses, or - for standard input
    #[arg(required = true, value_name = "FILE|URL|-", value_hint = ValueHint::FilePath)]
    pub(super) sources: Vec<String>,
    /// The zone of the event's clocks, where the source does not say it or is wrong: Europe/Brussels, Brussels, +02:00
    #[arg(long, value_name = "ZONE", value_parser = zone, allow_hyphen_values = true)]
    zone: Option<Zone>,
    /// The event's id, in place of one made of its name
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The event's name, in place of the source's
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The event's name for narrow columns, in place of the source's
    #[arg(long, value_name = "NAME")]
    short: Option<String>,
    /// What the fields of a list of sessions are called, where that is not seen: title=Name,start=Von
    #[arg(long, value_name = "FIELD=NAME", value_delimiter = ',', value_parser = field)]
    fields: Vec<(String, String)>,
    /// What the catalogue says that led here.
    #[arg(skip)]
    hearsay: Hearsay,
}

impl SourceArgs {
    pub(super) fn of(conference: &Conference) -> Self {
        let (sources, hearsay) = (vec![conference.address.clone()], Hearsay::by(conference.clone()));
        Self { sources, hearsay, zone: None, id: None, name: None, short: None, fields: Vec::new() }
    }

    /// What makes no sense together is an error.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let said = self.id.is_some() || self.name.is_some() || self.short.is_some();
        let several = self.sources.len() > 1 && said;
        let twice = self.sources.iter().filter(|source| *source == "-").count() > 1;
        let message = match (several, twice) {
            (true, _) => "--id, --name and --short are for a single schedule",
            (_, true) => "there is only one standard input",
            _ => return Ok(()),
        };
        Err(failed(message))
    }

    /// What is asked for of each source. Standard input is read here, while ctrl-c still ends the program.
    pub(super) fn requests(&self) -> Vec<(&str, Result<ImportRequest, ImportError>)> {
        self.sources.iter().map(|source| (source.as_str(), self.request(source))).collect()
    }

    fn request(&self, source: &str) -> Result<ImportRequest, ImportError> {
        let fields = self.fields.iter().cloned().collect();
        let (zone, id, name, short) = (self.zone, self.id.clone(), self.name.clone(), self.short.clone());
        let overrides = Overrides { zone, id, name, short, fields };
        Ok(ImportRequest { overrides, hearsay: self.hearsay.clone(), ..ImportRequest::of(origin(source)?) })
    }
}

/// What is at a place, and where that is; what was met on the way, and why there is nothing, is told.
pub(super) fn fetch(
    startup: &Startup,
    place: &str,
    origin: Result<Origin, ImportError>,
    meter: &mut Meter,
) -> Result<(Vec<u8>, Source), Stop> {
    let fetched = origin.and_then(|origin| meter.during(place, |show| bytes(&origin, &startup.network, show)));
    let (bytes, source, notes) =
        fetched.map_err(|error| Stop::Said(refuse(startup, "kubetalks", "cancelled", &error)))?;
    notes.iter().for_each(|note| startup.complain(note));
    Ok((bytes, source))
}

/// Where something is: a file, an address, or what standard input has.
pub(super) fn origin(place: &str) -> Result<Origin, ImportError> {
    if place == "-" { standard_input().map(Origin::Input) } else { Ok(Origin::named(place)) }
}

/// The same of somebody's favourites, which may be what was typed itself: a code, or a link of Giggity.
pub(super) fn selection(typed: &str) -> Result<Origin, ImportError> {
    if is_selection(typed.as_bytes()) { Ok(Origin::Input(typed.into())) } else { origin(typed) }
}

fn standard_input() -> Result<Vec<u8>, ImportError> {
    let failed = |message: String| Problem::error("standard input", message);
    if io::stdin().is_terminal() {
        let problem = failed("this is the keyboard".to_owned()).advise("pipe something into it");
        return Err(ImportError::Unreadable(problem));
    }
    incoming::standard_input(NetworkRules::default().bytes)
        .map_err(|error| ImportError::Unreadable(failed(error.to_string())))
}

/// The zone that somebody names, by a city too.
pub(super) fn zone(text: &str) -> Result<Zone, String> {
    // People know the city and not the continent.
    zone_named(text).ok_or_else(|| match nearest(text, Tz::names()) {
        Some(name) => format!("there is no such zone; did you mean '{name}'?"),
        None => "there is no such zone; write it like Europe/Brussels, Amsterdam or +02:00".to_owned(),
    })
}

fn field(text: &str) -> Result<(String, String), String> {
    let names = || FIELDS.iter().map(|(name, _)| *name);
    let (field, name) = text.split_once('=').ok_or("write it like title=Name")?;
    let field = names().find(|known| known.eq_ignore_ascii_case(field.trim()));
    let field = field.ok_or_else(|| format!("the fields are {}", names().collect::<Vec<_>>().join(", ")))?;
    Ok((field.to_owned(), name.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_does_not_exist_gets_the_nearest() {
        for (text, told) in
            [("Europe/Brusels", "'Europe/Brussels'"), ("Middle Earth", "write it like"), ("", "write it like")]
        {
            assert!(zone(text).unwrap_err().contains(told), "{text}: {:?}", zone(text));
        }
        assert_eq!(zone("europe/brussels"), Ok(Zone::parse("Europe/Brussels").unwrap()));
        assert_eq!(zone("Brussels"), Ok(Zone::parse("Europe/Brussels").unwrap()));
        assert_eq!(zone("Valencia, Spain"), Ok(Zone::parse("Europe/Madrid").unwrap()));
        assert_eq!(zone("-05:00"), Ok(Zone::Offset(-18_000)));
    }
}
