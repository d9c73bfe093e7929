//! The help texts: what `--help` says beside what clap makes of the arguments.

use super::arguments::Arguments;
use super::groups::GROUPS;
use super::now;
use crate::search::{FIELDS, QueryField};
use clap::builder::Styles;
use clap::{Command, CommandFactory};
use std::fmt::Display;

/// The program's arguments with all their help.
pub fn command() -> Command {
    let command = Arguments::command();
    let template = template(&command);
    let after = sections(&[
        ("Examples", include_str!("help/examples.txt")),
        ("Files", include_str!("help/files.txt")),
        ("Exit codes", include_str!("help/exit_codes.txt")),
    ]);
    command
        .override_usage("kubetalks [OPTIONS] [COMMAND]\n       kubetalks [OPTIONS] FILE|URL|-")
        .help_template(template)
        .after_help("'kubetalks --help' has examples; 'kubetalks COMMAND --help' tells more of a command.")
        .after_long_help(after)
        .mut_subcommand("list", |list| list.after_long_help(language()))
        .mut_subcommand("now", |now| now.after_long_help(fields_of_now()))
}

/// Clap lists commands without grouping them.
fn template(command: &Command) -> String {
    let mut groups = String::new();
    for (title, names) in GROUPS {
        let about = |name| command.find_subcommand(name).and_then(Command::get_about).cloned().unwrap_or_default();
        let rows = rows(names.iter().map(|name| ((*name).to_owned(), about(name))), 12);
        groups.push_str(&section(title, &rows));
    }
    format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}{}{{options}}{{after-help}}\n",
        section("Options", "")
    )
}

/// The query language, told by its own table of fields.
fn language() -> String {
    let fields = FIELDS.iter().map(|QueryField { name, help, .. }| (format!("{name}:"), *help));
    sections(&[("Query", include_str!("help/query.txt")), ("Fields", &rows(fields, 9))])
}

/// What may stand in braces in a format, told by its own table.
fn fields_of_now() -> String {
    let fields = now::fields().map(|(name, help)| (format!("{{{name}}}"), help));
    let fields = fields.chain([("{{ or }}".to_owned(), "a brace that is no field")]);
    sections(&[("Fields of --format", &rows(fields, 11))])
}

/// Names that fill so many cells, each with what it means.
fn rows(rows: impl Iterator<Item = (String, impl Display)>, cells: usize) -> String {
    rows.map(|(name, help)| format!("  {name:<cells$} {help}\n")).collect()
}

fn sections(sections: &[(&str, &str)]) -> String {
    let text: String = sections.iter().map(|(title, text)| section(title, text)).collect();
    text.trim_end().to_owned()
}

fn section(title: &str, text: &str) -> String {
    let styles = Styles::styled();
    let header = styles.get_header();
    let text = text.trim_end();
    let end = if text.is_empty() { "" } else { "\n\n" };
    format!("{header}{title}:{header:#}\n{text}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_that_help_on_the_screen_tells_of_are_understood() {
        for told in crate::action::COMMANDS {
            let words = shlex::split(told.line).unwrap();
            assert!(command().try_get_matches_from(&words).is_ok(), "{}", told.line);
        }
    }

    #[test]
    fn the_arguments_are_consistent_and_every_command_is_in_one_group() {
        let command = command();
        command.clone().debug_assert();
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut all: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }
}
