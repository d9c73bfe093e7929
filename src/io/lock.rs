//! The right to replace a file, which one kubetalks has at a time.

use crate::io::disk;
use crate::io::durable::{make_folder, parts};
use rustix::termios::{LocalModes, tcgetattr};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for another kubetalks that is stopped. At work it holds the lock for a few milliseconds, and longer on a
/// disk that answers late.
const STOPPED: Duration = Duration::from_secs(2);
/// How long to wait in all.
const LONGEST: Duration = Duration::from_secs(30);
/// After how long somebody who looks at a terminal is told.
const TOLD: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(5);

/// Why a lock was not given.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Who holds it is stopped, and would hold it for ever.
    #[error("another kubetalks (pid {0}) is stopped; resume or close it: it is holding {path}", path = .1.display())]
    Stopped(u32, PathBuf),
    /// Somebody else holds it and does not let go.
    #[error("another kubetalks{who} is at work; try again when it is done: it is holding {path}", who = named(*.0), path = .1.display())]
    Busy(Option<u32>, PathBuf),
    /// The lock file cannot be made.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Failed(PathBuf, #[source] io::Error),
}

/// The right to replace a file, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Absent on file systems without locks: refusing to write there would lose more than two writers at once could.
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of which `path` is the file; waits half a minute for others, but not for one that is stopped. Who
    /// looks at a terminal that is not the screen program's is told after a second. The file stays when the lock is
    /// dropped: were it removed, two could hold locks on two files of the same name.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn take(path: &Path) -> Result<Self, LockError> {
        Self::take_within(path, LONGEST)
    }

    /// [`take`](Self::take) with another patience.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn take_within(path: &Path, longest: Duration) -> Result<Self, LockError> {
        let failed = |error| LockError::Failed(path.to_owned(), error);
        let _ = parts(path).and_then(|(folder, _)| make_folder(folder)).map_err(failed)?;
        let file = disk::open_lock(path).map_err(failed)?;
        let (start, mut told) = (Instant::now(), false);
        loop {
            match file.try_lock() {
                Ok(()) => {
                    // For those who wait. Nothing hangs on it being written.
                    let _ = file.set_len(0).and_then(|()| write!(&file, "{}", std::process::id()));
                    return Ok(Self { _file: Some(file) });
                }
                Err(TryLockError::WouldBlock) => {
                    let holder = fs::read_to_string(path).ok().and_then(|text| text.parse().ok());
                    let waited = start.elapsed();
                    match holder.filter(|holder| waited >= STOPPED && is_stopped(*holder)) {
                        Some(holder) => return Err(LockError::Stopped(holder, path.to_owned())),
                        None if waited >= longest => return Err(LockError::Busy(holder, path.to_owned())),
                        None => {}
                    }
                    if waited >= TOLD && !told {
                        tell(holder);
                        told = true;
                    }
                    thread::sleep(PAUSE);
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(_)) => return Ok(Self { _file: None }),
            }
        }
    }
}

fn named(holder: Option<u32>) -> String {
    holder.map(|holder| format!(" (pid {holder})")).unwrap_or_default()
}

/// Whether a process is known to be stopped; only Linux tells in a file.
fn is_stopped(pid: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // Behind the name, which may have brackets in it.
    status.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(['T', 't']))
}

/// Says on the terminal whom one waits for. The screen program, which has taken the terminal's lines away, has a sign of
/// its own for what is not stored.
fn tell(holder: Option<u32>) {
    let stderr = io::stderr();
    if tcgetattr(&stderr).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ICANON)) {
        let _ = writeln!(&stderr, "kubetalks: waiting for another kubetalks{}", named(holder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::{Pid, Signal, kill_process};
    use std::process::Command;

    #[test]
    fn whoever_holds_it_and_is_stopped_is_named_soon_and_who_is_at_work_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let held = disk::open_lock(&path).unwrap();
        held.lock().unwrap();
        let mut holder = Command::new("sleep").arg("60").spawn().unwrap();
        write!(&held, "{}", holder.id()).unwrap();
        let busy = Lock::take_within(&path, Duration::from_millis(20)).unwrap_err().to_string();
        assert!(busy.starts_with(&format!("another kubetalks (pid {}) is at work; try", holder.id())), "{busy}");
        if Path::new("/proc/self/stat").exists() {
            kill_process(Pid::from_child(&holder), Signal::STOP).unwrap();
            let stopped = Lock::take(&path).unwrap_err().to_string();
            assert!(stopped.contains("is stopped; resume or close it: it is holding"), "{stopped}");
        }
        holder.kill().unwrap();
        holder.wait().unwrap();
        let path = path.clone();
        let waiting = thread::spawn(move || Lock::take(&path).map(drop));
        thread::sleep(STOPPED + PAUSE);
        drop(held);
        assert!(waiting.join().unwrap().is_ok());
    }
}
