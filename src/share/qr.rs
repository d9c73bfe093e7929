//! A text as a code to scan.

use qrcodegen::{QrCode, QrCodeEcc};

/// How many light squares there have to be around a code.
pub const QUIET: usize = 4;

/// Squares, dark or light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    size: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// Of a text; nothing where that is longer than a code can be.
    pub fn of(text: &str) -> Option<Self> {
        // On a screen nothing is smudged: what is not needed against that makes the squares larger.
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let all = 0..code.size();
        let dark = all.clone().flat_map(|y| all.clone().map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y));
        Some(Self { dark: dark.collect(), size: all.len() })
    }

    /// How many squares it is wide and high.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a square is dark, with so many light ones around the code; outside of it nothing is.
    fn is_dark(&self, x: usize, y: usize, quiet: usize) -> bool {
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < self.size);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.dark[y * self.size + x])
    }

    /// The rows of the code with so many light squares around it, two rows of squares in each line: what has ink is dark or,
    /// for a dark ground, light.
    pub fn half_blocks(&self, quiet: usize, ink_is_dark: bool) -> Vec<String> {
        let wide = self.size + 2 * quiet;
        let ink = |x: usize, y: usize| y < wide && self.is_dark(x, y, quiet) == ink_is_dark;
        let cell = |x: usize, y: usize| match (ink(x, y), ink(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (0..wide).step_by(2).map(|y| (0..wide).map(|x| cell(x, y)).collect()).collect()
    }

    /// Each row of squares with so many light ones around the code, as runs: whether they are dark, and how many there are.
    pub fn runs(&self, quiet: usize) -> Vec<Vec<(bool, usize)>> {
        let wide = self.size + 2 * quiet;
        let row = |y: usize| {
            let mut runs: Vec<(bool, usize)> = Vec::new();
            for dark in (0..wide).map(|x| self.is_dark(x, y, quiet)) {
                match runs.last_mut() {
                    Some((same, count)) if *same == dark => *count += 1,
                    _ => runs.push((dark, 1)),
                }
            }
            runs
        };
        (0..wide).map(row).collect()
    }
}
