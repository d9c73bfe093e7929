//! Tables of settings: a row has a name and what reads its value.

use crate::problem::{Problem, alternatives};
use crate::settings::SettingEntry;

/// A setting by its name, with what reads it into a `T`.
pub(super) type Row<T> = (&'static str, fn(&mut T, SettingEntry<'_>, &mut Vec<Problem>) -> Result<(), Problem>);

/// Reads a table by its rows.
pub(super) fn read_table<T>(
    target: &mut T,
    table: SettingEntry<'_>,
    rows: &[Row<T>],
    what: &str,
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    read_rows(target, table.table()?, rows, what, problems);
    Ok(())
}

/// Reads entries by the rows of a table; `what` says in a problem what an entry of an unknown name is not.
pub(super) fn read_rows<T>(
    target: &mut T,
    mut entries: Vec<SettingEntry<'_>>,
    rows: &[Row<T>],
    what: &str,
    problems: &mut Vec<Problem>,
) {
    for (name, read) in rows {
        if let Some(place) = entries.iter().position(|entry| entry.name() == *name)
            && let Err(problem) = read(target, entries.remove(place), problems)
        {
            problems.push(problem);
        }
    }
    for entry in entries {
        let problem = entry.wrong_name(format!("'{}' is not {what}", entry.name()));
        let names: Vec<_> = rows.iter().map(|(name, _)| *name).collect();
        let problem = problem.advise(format!("known are {}", names.join(", ")));
        problems.push(problem.suggest(entry.name(), names));
    }
}

/// Puts a value in the place of the default.
pub(super) fn set<T>(place: &mut T, value: Result<T, Problem>) -> Result<(), Problem> {
    *place = value?;
    Ok(())
}

/// What `named` makes of the value, which should be one of `names`.
pub(super) fn choice<T>(
    entry: &SettingEntry<'_>,
    names: &[&'static str],
    named: fn(&str) -> Option<T>,
) -> Result<T, Problem> {
    let wanted = alternatives(&names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>());
    let name = entry.string(&wanted)?;
    named(name).ok_or_else(|| {
        let problem = entry.wrong_value(format!("'{}' wants {wanted}, not '{name}'", entry.name()));
        problem.suggest(name, names.iter().copied())
    })
}
