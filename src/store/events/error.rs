//! Why something could not be done with a kept event, and the one way to read and to write its files.

use crate::io::disk;
use crate::io::durable::{Durability, write_durably, write_pieces_durably};
use crate::io::lock::LockError;
use crate::problem::Problem;
use crate::sanitise::clean_table;
use serde::de::DeserializeOwned;
use std::io;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Why something could not be done with a kept event. What was there is there still.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Another kubetalks is at work.
    #[error(transparent)]
    Locked(#[from] LockError),
    /// A file cannot be read or written.
    #[error("{advice}: {path}: {error}", path = path.display(), advice = advice(error))]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// Nothing is kept under this id.
    #[error("no event '{0}' is kept; 'kubetalks events' lists those that are")]
    Unknown(String),
    /// What is known of the event cannot be read.
    #[error("{0}")]
    Unreadable(Problem),
    /// Something cannot be put into its form on disk, which is a mistake of the program.
    #[error("{0}; please report this")]
    Form(String),
}

pub(super) fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => "make room",
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => "move away what is in the way",
        _ => "make it readable and writable, or set KUBETALKS_DATA_DIR",
    }
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Durability, KeepError> {
    write_durably(path, bytes).map_err(|error| KeepError::File { path: path.to_owned(), error })
}

pub(super) fn write_pieces(path: &Path, pieces: &[Vec<u8>]) -> Result<Durability, KeepError> {
    write_pieces_durably(path, pieces).map_err(|error| KeepError::File { path: path.to_owned(), error })
}

/// What a file of TOML says; nothing where there is none. A problem comes with the advice.
pub(super) fn read_toml<T: DeserializeOwned>(path: &Path, advice: &str) -> Result<Option<T>, Problem> {
    let problem = |message: String| Problem::error(path.display().to_string(), message);
    let text = match disk::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(problem(format!("cannot be read; {advice}: {error}"))),
    };
    let read = DeTable::parse(&text).and_then(|mut table| {
        clean_table(table.get_mut());
        let (span, table) = (table.span(), table.into_inner());
        T::deserialize(ValueDeserializer::from(Spanned::new(span, DeValue::Table(table))))
    });
    read.map(Some).map_err(|error: toml::de::Error| {
        let problem = problem(error.message().to_owned()).advise(advice);
        match error.span() {
            Some(span) => problem.at(&text, span.start),
            None => problem,
        }
    })
}
