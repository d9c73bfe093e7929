//! Where the bytes of a packed schedule are: in the program, in memory, or in a file that is read as far as needed.

use std::fmt;
use std::io;
use std::sync::Arc;

/// Bytes that lie elsewhere and are read in pieces.
pub trait Storage: Send + Sync {
    /// How many there are.
    ///
    /// # Errors
    /// Those of the system.
    fn length(&self) -> io::Result<u64>;

    /// So many bytes from an offset on.
    ///
    /// # Errors
    /// Those of the system; that there are not so many is one.
    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// The bytes of a whole packed schedule.
#[derive(Clone)]
pub enum Held {
    /// Part of the program.
    Static(&'static [u8]),
    /// In memory.
    Memory(Arc<[u8]>),
    /// In a file.
    Stored(Arc<dyn Storage>),
}

impl Held {
    pub(super) fn length(&self) -> io::Result<u64> {
        match self {
            Self::Static(bytes) => Ok(bytes.len() as u64),
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::Stored(storage) => storage.length(),
        }
    }

    pub(super) fn part(&self, offset: u64, length: usize) -> io::Result<Bytes> {
        let short = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let start = usize::try_from(offset).map_err(|_| short())?;
        let range = start..start.checked_add(length).ok_or_else(short)?;
        match self {
            Self::Static(bytes) => bytes.get(range).map(Bytes::Static).ok_or_else(short),
            Self::Memory(bytes) => bytes.get(range).map(|part| Bytes::shared(part.to_vec())).ok_or_else(short),
            Self::Stored(storage) => storage.read(offset, length).map(Bytes::shared),
        }
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Static(_) => "Static",
            Self::Memory(_) => "Memory",
            Self::Stored(_) => "Stored",
        })
    }
}

/// Some of them.
#[derive(Clone)]
pub(super) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<Vec<u8>>),
}

impl Bytes {
    fn shared(bytes: Vec<u8>) -> Self {
        Self::Shared(Arc::new(bytes))
    }

    #[inline]
    pub(super) fn get(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }

    /// The same as text, which is checked once.
    pub(super) fn into_text(self) -> Option<Text> {
        match self {
            Self::Static(bytes) => std::str::from_utf8(bytes).ok().map(Text::Static),
            Self::Shared(bytes) => {
                let text = String::from_utf8(Arc::unwrap_or_clone(bytes)).ok()?;
                Some(Text::Shared(Arc::new(text)))
            }
        }
    }
}

/// Text that several columns lie in.
#[derive(Clone)]
pub(super) enum Text {
    Static(&'static str),
    Shared(Arc<String>),
}

impl Text {
    #[inline]
    pub(super) fn get(&self) -> &str {
        match self {
            Self::Static(text) => text,
            Self::Shared(text) => text,
        }
    }
}
