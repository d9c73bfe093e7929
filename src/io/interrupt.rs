//! ctrl-c while a command does something that takes a while and must not be cut off in the middle.

use signal_hook::SigId;
use signal_hook::consts::SIGINT;
use signal_hook::{flag, low_level};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// As long as this lives, ctrl-c does not end the program: it is for whoever asks. After that it is ignored, unless
/// somebody else listens.
pub struct Interrupt {
    came: Arc<AtomicBool>,
    id: SigId,
}

impl Interrupt {
    /// Starts listening.
    pub fn watch() -> io::Result<Self> {
        let came = Arc::<AtomicBool>::default();
        let id = flag::register(SIGINT, Arc::clone(&came))?;
        Ok(Self { came, id })
    }

    /// Whether ctrl-c was pressed.
    pub fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        low_level::unregister(self.id);
    }
}
