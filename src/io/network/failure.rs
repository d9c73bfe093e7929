//! Why nothing was fetched, in words that say what to do.

use crate::sanitise::shown_address;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// An address from which nothing was fetched, and why.
#[derive(Debug, thiserror::Error)]
#[error("{shown}: {why}", shown = shown_address(address))]
pub struct FetchError {
    /// The address as it was asked for.
    pub address: String,
    /// What happened.
    pub why: FailureKind,
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FailureKind {
    /// Not http or https.
    #[error("this is no address that can be fetched; it has to begin with https:// or http://")]
    Address,
    /// A name and a password for a server that is not asked over https.
    #[error("the name and password in it could be read by everybody on the way; ask for it with https://")]
    PlainPassword,
    /// The name of the server leads nowhere.
    #[error("the server cannot be found; check the address and your connection")]
    NoSuchServer,
    /// The server, or what stands in between, takes no connection.
    #[error("no connection: {0}; check the address and your connection")]
    NoConnection(String),
    /// The server does not prove who it is.
    #[error(
        "the server cannot prove that it is the right one: {0}; if your network has an authority of its own, \
         set SSL_CERT_FILE to its certificate, or download the file another way and open that"
    )]
    Untrusted(String),
    /// The file of certificates cannot be used.
    #[error("the certificates in {path} cannot be used: {error}; correct or unset SSL_CERT_FILE", path = .0.display(), error = .1)]
    Authorities(PathBuf, String),
    /// It took too long.
    #[error("{what} for {seconds} s; try again later", seconds = .after.as_secs_f32())]
    Slow {
        /// What did not happen.
        what: Waited,
        /// How long it was waited for.
        after: Duration,
    },
    /// One redirect after another.
    #[error("redirected more than {0} times; look for the schedule's own address on the conference's page")]
    Redirects(u32),
    /// A redirect to what must not be followed.
    #[error("redirected to '{shown}', which is not followed from here; look for the schedule's own address", shown = shown_address(.0))]
    RedirectedAway(String),
    /// Too many bytes.
    #[error("longer than {0} bytes, which is no schedule; check the address")]
    TooLong(u64),
    /// The connection ended early.
    #[error("the connection broke off before the end; try again")]
    CutOff,
    /// The server refused.
    #[error("the server answers {0}; {advice}", advice = advice(*.0))]
    Status(u16),
    /// Whoever asked called it off.
    #[error("cancelled")]
    Cancelled,
    /// Something else.
    #[error("{0}; try again later, or download the file another way and open that")]
    Failed(String),
}

/// What was waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// A connection.
    Connection,
    /// Anything at all to arrive.
    Bytes,
    /// The end.
    End,
}

impl fmt::Display for Waited {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Connection => "no connection came about",
            Self::Bytes => "nothing arrived",
            Self::End => "the transfer was not complete, though it had run",
        })
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 403 | 407 => "it wants a login: download the file in a browser and open that",
        404 | 410 => "there is nothing: look for the schedule's address on the conference's page",
        408 | 425 | 429 | 500..=599 => "try again later",
        _ => "check the address",
    }
}
