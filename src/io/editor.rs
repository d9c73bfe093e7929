//! The user's own editor, for a text that outgrows a line.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempPath;

/// Why there is no new text. Nothing that was typed is lost: where it could not be read it stays in its file.
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
    /// The file cannot be read again, or holds no text.
    #[error("the edited text cannot be read: {source}; it is kept in {}", path.display())]
    Read {
        /// Where it is kept.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The user's editor: `VISUAL`, else `EDITOR`.
pub fn command() -> Option<String> {
    ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
}

/// Lets the user edit a text, and waits. `command` is the editor with its options, in words and quotes as a shell reads
/// them, but started without one. The terminal must have been given back and the reading of keys paused: see
/// [`Terminal::aside`](crate::io::terminal::Terminal::aside) and [`Listener::pause`](crate::io::input::Listener::pause).
pub fn edit(command: &str, text: &str) -> Result<String, EditError> {
    let mut words = shlex::split(command).ok_or_else(|| EditError::Quote(command.to_owned()))?.into_iter();
    let program = words.next().ok_or(EditError::Unknown)?;
    let path = note_file(text).map_err(EditError::Write)?;
    let status = Command::new(program)
        .args(words)
        .arg(&path)
        .status()
        .map_err(|source| EditError::Start(command.to_owned(), source))?;
    if !status.success() {
        return Err(EditError::Gave(status));
    }
    // By its path, because many editors put a new file in place of the old one.
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(source) => {
            let kept = path.to_path_buf();
            // Where keeping fails the file is as good as lost, and the message names where it was.
            let _ = path.keep();
            Err(EditError::Read { path: kept, source })
        }
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
        let edited = edit(&format!("{}  --wait", editor.display()), "before\n").unwrap();
        assert_eq!(edited, "before\n--wait\n");
    }

    #[test]
    fn quotes_hold_an_editor_together_whose_path_has_blanks() {
        let folder = tempfile::Builder::new().prefix("my editor").tempdir().unwrap();
        let editor = folder.path().join("ed");
        script(r#"echo "$1" > "$2""#).persist(&editor).unwrap();
        assert_eq!(edit(&format!("\"{}\" '--a b'", editor.display()), "before").unwrap(), "--a b\n");
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

    #[test]
    fn a_result_that_is_no_text_is_kept() {
        let editor = script(r#"printf '\377' > "$1""#);
        match edit(&editor.display().to_string(), "before").unwrap_err() {
            EditError::Read { path, .. } => {
                assert_eq!(fs::read(&path).unwrap(), [0xff]);
                fs::remove_file(path).unwrap();
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let message = edit("no-such-editor -x", "").unwrap_err().to_string();
        assert!(message.starts_with("'no-such-editor -x' does not start"), "{message}");
        assert!(matches!(edit("  ", ""), Err(EditError::Unknown)));
    }
}
