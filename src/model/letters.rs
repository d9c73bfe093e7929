//! Which letters a text has, as bits.

/// Which letters occur in a text, and which begin its words: one look tells of most texts that a word cannot match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Letters {
    /// One bit for each letter that occurs.
    pub all: u64,
    /// One for each that begins a word.
    pub initial: u64,
}

impl Letters {
    /// The letters of a folded text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        let mut in_word = false;
        for letter in text.chars() {
            let bit = letter_bit(letter);
            letters.all |= bit;
            if !in_word {
                letters.initial |= bit;
            }
            in_word = letter.is_alphanumeric();
        }
        letters
    }
}

/// One bit for each Latin letter and digit; all others share what is left of 64.
pub fn letter_bit(letter: char) -> u64 {
    let position = match letter {
        'a'..='z' => letter as u32 - 'a' as u32,
        '0'..='9' => 26 + letter as u32 - '0' as u32,
        _ => 36 + letter as u32 % 28,
    };
    1 << position
}
