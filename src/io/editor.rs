//! The user's own editor, for a text that outgrows a line.

use std::fs;
use std::io::{self, Write};
use std::process::Command;

use tempfile::TempPath;

/// What an editor has left.
#[derive(Debug)]
pub enum Edited {
    /// A text that the user wanted.
    Text(String),
    /// A file that differs from what was handed over, and is not simply the new text. It goes when it is dropped.
    Left {
        /// Where it is.
        file: TempPath,
        /// Why it is not taken.
        why: String,
    },
}

/// Why there is no new text.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Neither variable is set.
    #[error("no editor is known; set VISUAL or EDITOR")]
    Unknown,
    /// A quote in the command does not end.
    #[error("'{0}' has a quote that does not end; set VISUAL or EDITOR to your editor")]
    Quote(String),
    /// The editor does not start.
    #[error("'{0}' does not start: {1}; set VISUAL or EDITOR to your editor")]
    Start(String, #[source] io::Error),
    /// The editor ended with an error, as `:cq` of vi does on purpose.
    #[error("the editor ended with {0}; the text is as it was")]
    Gave(std::process::ExitStatus),
    /// The temporary file cannot be written.
    #[error("no temporary file for the editor: {0}")]
    Write(io::Error),
    /// The editor took the file away.
    #[error("the editor removed its file; the note is as it was")]
    Removed,
    /// The file cannot be read again.
    #[error("the edited text cannot be read: {0}; the note is as it was")]
    Read(#[source] io::Error),
}

/// The user's editor: `VISUAL`, else `EDITOR`.
pub fn command() -> Option<String> {
    ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
}

/// Lets the user edit a text, and waits. `command` is the editor with its options, in words and quotes as a shell reads
/// them, but started without one. The terminal must have been given back and the reading of keys paused: see
/// [`Terminal::aside`](crate::io::terminal::Terminal::aside) and [`Listener::pause`](crate::io::input::Listener::pause).
pub fn edit(command: &str, text: &str) -> Result<Edited, EditError> {
    let mut words = shlex::split(command).ok_or_else(|| EditError::Quote(command.to_owned()))?.into_iter();
    let program = words.next().ok_or(EditError::Unknown)?;
    let path = note_file(text).map_err(EditError::Write)?;
    let status = Command::new(program)
        .args(words)
        .arg(&path)
        .status()
        .map_err(|source| EditError::Start(command.to_owned(), source))?;
    // By its path, because many editors put a new file in place of the old one.
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => EditError::Removed,
        _ => EditError::Read(error),
    })?;
    match String::from_utf8(bytes) {
        Ok(edited) if status.success() => Ok(Edited::Text(edited)),
        Ok(edited) if edited == text => Err(EditError::Gave(status)),
        Ok(_) => Ok(Edited::Left { file: path, why: format!("the editor ended with {status}") }),
        Err(_) => Ok(Edited::Left { file: path, why: "what the editor wrote is no text in UTF-8".to_owned() }),
    }
}

/// Readable by the user alone.
fn note_file(text: &str) -> io::Result<TempPath> {
    let mut file = tempfile::Builder::new().prefix("kubetalks-note-").suffix(".txt").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    /// An editor that is a shell script.
    fn script(text: &str) -> TempPath {
        let mut file = tempfile::Builder::new().prefix("editor").tempfile().unwrap();
        writeln!(file, "#!/bin/sh\n{text}").unwrap();
        file.as_file().set_permissions(fs::Permissions::from_mode(0o700)).unwrap();
        file.into_temp_path()
    }

    #[test]
    fn the_edited_text_comes_back_also_from_an_editor_that_replaces_the_file() {
        let editor = script(r#"{ cat "$2"; echo "$1"; } > "$2.new"; mv "$2.new" "$2""#);
        let edited = text(edit(&format!("{}  --wait", editor.display()), "before\n"));
        assert_eq!(edited, "before\n--wait\n");
    }

    #[test]
    fn quotes_hold_an_editor_together_whose_path_has_blanks() {
        let folder = tempfile::Builder::new().prefix("my editor").tempdir().unwrap();
        let editor = folder.path().join("ed");
        script(r#"echo "$1" > "$2""#).persist(&editor).unwrap();
        assert_eq!(text(edit(&format!("\"{}\" '--a b'", editor.display()), "before")), "--a b\n");
        let message = edit("\"ed", "").unwrap_err().to_string();
        assert!(message.starts_with("'\"ed' has a quote that does not end"), "{message}");
    }

    #[test]
    fn an_editor_that_gives_up_changes_nothing_and_leaves_no_file() {
        let memo = script("");
        let editor = script(&format!("echo \"$1\" > {}; exit 1", memo.display()));
        let error = edit(&editor.display().to_string(), "before").unwrap_err();
        assert!(matches!(error, EditError::Gave(_)), "{error}");
        let place = fs::read_to_string(&memo).unwrap();
        assert!(place.contains("kubetalks-note-"));
        assert!(!Path::new(place.trim()).exists());
    }

    fn text(edited: Result<Edited, EditError>) -> String {
        match edited {
            Ok(Edited::Text(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whatever_differs_from_what_was_handed_over_is_left_for_the_user() {
        for (does, left) in [
            (r#"printf '\377' > "$1""#, &b"\xff"[..]),
            (r#"echo new > "$1"; exit 3"#, b"new\n"),
            (r#"echo new > "$1"; kill -9 $$"#, b"new\n"),
            (r#"echo new > "$1.x"; mv "$1.x" "$1"; exit 1"#, b"new\n"),
        ] {
            match edit(&script(does).display().to_string(), "before") {
                Ok(Edited::Left { file, .. }) => assert_eq!(fs::read(&file).unwrap(), left, "{does}"),
                other => panic!("{does}: {other:?}"),
            }
        }
        let gone = edit(&script(r#"rm "$1""#).display().to_string(), "before");
        assert!(matches!(gone, Err(EditError::Removed)), "{gone:?}");
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let message = edit("no-such-editor -x", "").unwrap_err().to_string();
        assert!(message.starts_with("'no-such-editor -x' does not start"), "{message}");
        assert!(matches!(edit("  ", ""), Err(EditError::Unknown)));
    }
}
