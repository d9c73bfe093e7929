//! The signals that mean something to the program.

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
    SIGXCPU,
};

/// A signal that means something to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// One that asks to end, or would end a program that does not listen; ctrl-c arrives as a key.
    End(i32),
    /// CONT: the program runs again after a stop; the screen is whatever the shell made of it.
    Continue,
    /// TSTP from outside; ctrl-z arrives as a key.
    Suspend,
}

/// Every signal that ends a program and may be handled. Those that tell of the program's own mistakes may not.
const ENDING: [i32; 12] =
    [SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO];

/// Those that only Linux has.
#[cfg(target_os = "linux")]
const ENDING_HERE: [i32; 2] = [LINUX_SIGSTKFLT, LINUX_SIGPWR];
#[cfg(not(target_os = "linux"))]
const ENDING_HERE: [i32; 0] = [];

/// The same on every machine that Linux runs on, save for a few that nobody has a terminal on.
#[cfg(target_os = "linux")]
const LINUX_SIGSTKFLT: i32 = 16;
#[cfg(target_os = "linux")]
const LINUX_SIGPWR: i32 = 30;

impl Signal {
    /// HUP: the terminal's other end is gone, or somebody says so.
    pub const HANGUP: Self = Self::End(SIGHUP);

    /// The exit code by which shells tell that this signal ended a program.
    pub fn exit_code(self) -> u8 {
        let number = match self {
            Self::End(number) => number,
            Self::Continue => SIGCONT,
            Self::Suspend => SIGTSTP,
        };
        u8::try_from(128 + number).unwrap_or(u8::MAX)
    }
}

/// Every signal at which to end.
pub fn ending() -> impl Iterator<Item = i32> {
    ENDING.into_iter().chain(ENDING_HERE)
}
