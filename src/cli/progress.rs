//! How far a transfer is: one line on standard error, where somebody looks at it, and ctrl-c to call it off.

use crate::importing::TransferProgress;
use crate::io::interrupt::Interrupt;
use crate::measure::cut;
use crate::sanitise::{shown_address, visible};
use crate::words::size;
use std::io::{self, IsTerminal, Stderr, Write};

/// How many cells an address may take.
const ADDRESS: usize = 50;

/// The line, for one transfer after the other.
pub(super) struct Meter {
    line: Option<Stderr>,
    interrupt: Option<Interrupt>,
    shown: bool,
}

impl Meter {
    /// From here on until it is dropped, ctrl-c ends transfers and not the program.
    pub(super) fn start() -> Self {
        let stderr = io::stderr();
        Self {
            line: stderr.is_terminal().then_some(stderr),
            // Where it cannot be had, ctrl-c ends the program, as ever.
            interrupt: Interrupt::watch().ok(),
            shown: false,
        }
    }

    /// Does a transfer from this place, and shows how far it is.
    pub(super) fn during<T>(
        &mut self,
        place: &str,
        transfer: impl FnOnce(&mut dyn FnMut(TransferProgress) -> bool) -> T,
    ) -> T {
        let result = transfer(&mut |progress| self.show(place, progress));
        self.clear();
        result
    }

    /// Shows how far the transfer from this place is; false when it is to be called off.
    fn show(&mut self, place: &str, progress: TransferProgress) -> bool {
        if let Some(line) = &mut self.line {
            let received = size(progress.received);
            let text = match progress.total.filter(|total| *total >= progress.received) {
                Some(total) => format!("{received} of {}", size(total)),
                None if progress.received > 0 => received,
                None => "waiting for the server".to_owned(),
            };
            let _ = write!(line, "\r\x1b[K{}: {text} (ctrl-c cancels)", cut(&visible(&shown_address(place)), ADDRESS));
            let _ = line.flush();
            self.shown = true;
        }
        // Whether ctrl-c was pressed.
        !self.interrupt.as_ref().is_some_and(Interrupt::came)
    }

    /// Takes the line away, before anything else is written.
    fn clear(&mut self) {
        if let Some(line) = self.line.as_mut().filter(|_| self.shown) {
            let _ = write!(line, "\r\x1b[K");
            let _ = line.flush();
        }
        self.shown = false;
    }
}
