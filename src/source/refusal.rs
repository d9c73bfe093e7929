//! Why a text is no schedule, and what might be done.

use super::opened::Opened;
use super::options::Options;
use super::shape::Shape;
use super::text::line;
use crate::problem::Problem;

pub(super) fn refusal(source: &Opened<'_>, text: &str, options: &Options) -> Problem {
    let file = &options.file;
    let supported = "kubetalks reads schedules as XML, JSON, iCalendar and TOML";
    let found = source.linked_schedules(options.base());
    match &source.shape {
        _ if text.trim().is_empty() => Problem::error(file, "this is empty"),
        Shape::Html => {
            let problem = Problem::error(file, "this is an HTML page, not a schedule");
            match found.split_first() {
                Some((first, [])) => problem.advise(format!("the page links to a schedule: {first}")),
                Some(_) => problem.advise(format!("the page links to schedules: {}", some_of(&found))),
                None => problem.advise("look on the page for a link to its schedule as XML, JSON or iCalendar"),
            }
        }
        Shape::Xml(root) => Problem::error(
            file,
            format!("this is XML with the root element '{}', which is no known schedule", line(root)),
        )
        .advise(supported),
        Shape::Json(_) if !found.is_empty() => Problem::error(file, "this is a list of schedules, not a schedule")
            .advise(format!("open one of them: {}", some_of(&found))),
        Shape::Json(keys) if keys.is_empty() => {
            Problem::error(file, "this is JSON without anything in it that looks like a schedule").advise(supported)
        }
        Shape::Json(keys) => {
            let top: Vec<String> = keys.iter().filter(|key| !key.contains('.')).take(5).map(|key| line(key)).collect();
            let keys = if top.is_empty() { "a list".to_owned() } else { format!("the keys {}", top.join(", ")) };
            Problem::error(file, format!("this is JSON with {keys}, which is no known schedule")).advise(supported)
        }
        Shape::Calendar => Problem::error(file, "this is a calendar that cannot be read").advise(supported),
        Shape::Toml => Problem::error(file, "this is TOML without an [event]").advise(supported),
        Shape::Other => Problem::error(file, "this does not look like a schedule").advise(supported),
    }
}

const MOST_NAMED: usize = 5;

/// The first of some addresses and the number of the others.
fn some_of(addresses: &[String]) -> String {
    let some = addresses.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match addresses.len().saturating_sub(MOST_NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}
