//! From the bytes of a source to its schedule.

use super::finish;
use super::format::{Format, reader_of};
use super::opened::Opened;
use super::options::Options;
use super::refusal::refusal;
use crate::model::Schedule;
use crate::problem::Problem;

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
    let reader = reader_of(&source.shape).ok_or_else(|| refusal(source, text, options))?;
    let (mut schedule, mut found) = (reader.read)(text, options)?;
    problems.append(&mut found);
    finish::finish(&mut schedule, options, problems);
    if schedule.sessions.is_empty() {
        let message = format!("this is {} without a single session", reader.format);
        return Err(Problem::error(&options.file, message));
    }
    schedule.check().map_err(|broken| Problem::error(&options.file, broken.to_string()))?;
    Ok((schedule, reader.format))
}
