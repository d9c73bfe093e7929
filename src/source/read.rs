//! From the bytes of a source to its schedule.

use super::finish;
use super::format::{Format, OF_LISTS, reader_of};
use super::json::looks;
use super::limits;
use super::opened::Opened;
use super::options::Options;
use super::shape::Shape;
use super::text::line;
use crate::model::Schedule;
use crate::problem::Problem;
use serde_json::Value;

/// What came of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The event; [`Schedule::check`] holds.
    pub schedule: Schedule,
    /// What was repaired, guessed and left out.
    pub problems: Vec<Problem>,
    /// What the source turned out to be.
    pub format: Format,
}

/// Reads a schedule of any format.
///
/// # Errors
/// The bytes are no schedule, or one of which nothing can be used; the problems say what they look like instead.
pub fn read(bytes: &[u8], options: &Options) -> Result<Reading, Vec<Problem>> {
    read_opened(&Opened::new(bytes), options)
}

/// Reads a schedule of which more was asked before.
///
/// # Errors
/// As [`read`].
pub fn read_opened(source: &Opened<'_>, options: &Options) -> Result<Reading, Vec<Problem>> {
    let mut problems = source.problems.clone();
    problems.iter_mut().for_each(|problem| problem.file.clone_from(&options.file));
    let outcome = read_into(source, options, &mut problems);
    let outcome = outcome.map_err(|refusal| problems.push(refusal));
    finish::clean(&mut problems);
    match outcome {
        Ok((schedule, format)) => Ok(Reading { schedule, problems, format }),
        Err(()) => Err(problems),
    }
}

/// The schedule; or why there is none, behind the problems found so far.
fn read_into(
    source: &Opened<'_>,
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Result<(Schedule, Format), Problem> {
    let text = source.text().map_err(|refusal| Problem { file: options.file.clone(), ..refusal.clone() })?;
    if let Some(broken) = source.shape.broken() {
        return Err(Problem { file: options.file.clone(), ..broken.clone() });
    }
    let told_how = (!options.fields.is_empty()).then_some(&OF_LISTS).filter(|_| source.shape.json().is_some());
    let reader = told_how.or_else(|| reader_of(&source.shape)).ok_or_else(|| refusal(source, text, options))?;
    let (mut schedule, mut found) = reader.read(&source.shape, text, options)?;
    problems.append(&mut found);
    limits::apply(&mut schedule, &options.file, problems);
    finish::finish(&mut schedule, options, problems);
    if schedule.sessions.is_empty() {
        let message = format!("this is {} without a single session", reader.format);
        return Err(Problem::error(&options.file, message));
    }
    schedule.check().map_err(|broken| Problem::error(&options.file, broken.to_string()))?;
    Ok((schedule, reader.format))
}

/// The most addresses, or events, that a problem names.
const MOST_NAMED: usize = 5;

/// Why a text is no schedule, and what might be done.
fn refusal(source: &Opened<'_>, text: &str, options: &Options) -> Problem {
    if text.trim().is_empty() {
        return Problem::error(&options.file, "this is empty");
    }
    let leads = source.leads(options.base()).schedules;
    let found: Vec<String> = leads.into_iter().map(|lead| lead.address).collect();
    let mut advice = "kubetalks reads schedules as XML, JSON, iCalendar and TOML".to_owned();
    let message = match &source.shape {
        Shape::Html => {
            advice = match found.as_slice() {
                [] => "look on the page for a link to its schedule as XML, JSON or iCalendar".to_owned(),
                [only] => format!("the page links to a schedule: {only}"),
                _ => format!("the page links to schedules: {}", some_of(&found)),
            };
            "this is an HTML page, not a schedule".to_owned()
        }
        Shape::Xml(root) => {
            format!("this is XML with the root element '{}', which is no known schedule", line(root))
        }
        Shape::Json(_) if found.len() == 1 => {
            advice = format!("open that: {}", some_of(&found));
            "this tells where a schedule is, and holds none".to_owned()
        }
        Shape::Json(_) if !found.is_empty() => {
            advice = format!("open one of them: {}", some_of(&found));
            "this is a list of schedules, not a schedule".to_owned()
        }
        Shape::Json(_) => {
            let value = source.shape.json().map_or(&Value::Null, |json| &json.value);
            let events = looks::events(value);
            if looks::may_be_sessions(value) && events.is_empty() {
                advice = "if it is one, say what its fields are called: --fields title=NAME,start=NAME".to_owned();
            }
            let held = looks::like(value);
            match events.is_empty() {
                true => format!("this is {held}, which is no known schedule"),
                false => {
                    format!("this is {held}, which is no known schedule but a list of events: {}", some_of(&events))
                }
            }
        }
        Shape::Calendar => "this is a calendar that cannot be read".to_owned(),
        Shape::Toml => "this is TOML without an [event]".to_owned(),
        Shape::Other => "this does not look like a schedule".to_owned(),
    };
    Problem::error(&options.file, message).advise(advice)
}

/// The first of some names or addresses and the number of the others.
fn some_of(addresses: &[String]) -> String {
    let some = addresses.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match addresses.len().saturating_sub(MOST_NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}
