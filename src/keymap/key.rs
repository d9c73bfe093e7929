//! One key as a terminal can send it, and how it is spelled.

use crate::problem::nearest;
pub use crossterm::event::{KeyCode as Code, KeyModifiers as Modifiers};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A key in the one form that all ways of reporting it come to; see [`Key::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: Code,
    modifiers: Modifiers,
}

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{word}' is not a key")]
pub struct SpellingError {
    /// The part that is not a key.
    pub word: String,
    /// What was probably meant.
    pub advice: Option<String>,
}

/// Every code that is written as a word. The first word for a code is the one it is shown with.
const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("minus", Code::Char('-')),
    ("plus", Code::Char('+')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("home", Code::Home),
    ("end", Code::End),
];

/// The modifiers in the order in which they are shown.
const HELD: &[(Modifiers, &str)] =
    &[(Modifiers::CONTROL, "ctrl-"), (Modifiers::ALT, "alt-"), (Modifiers::SHIFT, "shift-")];

/// Words of other programs that are too far from ours for [`nearest`].
const FOREIGN: &[(&str, &str)] = &[
    ("escape", "esc"),
    ("return", "enter"),
    ("cr", "enter"),
    ("del", "delete"),
    ("ins", "insert"),
    ("pgup", "pageup"),
    ("page-up", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("page-down", "pagedown"),
    ("backtab", "shift-tab"),
    ("bs", "backspace"),
];

const LAST_FUNCTION: u8 = 24;

impl Key {
    /// The one key that cannot be bound: it quits in every mode.
    pub const CTRL_C: Self = Self { code: Code::Char('c'), modifiers: Modifiers::CONTROL };

    /// The key in its one form. Shift disappears into the character; with ctrl a letter is small, because terminals
    /// send ctrl-A and ctrl-a as the same byte.
    pub fn new(code: Code, mut modifiers: Modifiers) -> Self {
        let code = match code {
            Code::BackTab => {
                modifiers |= Modifiers::SHIFT;
                Code::Tab
            }
            Code::Char(typed) => {
                let mapped = match (modifiers.contains(Modifiers::CONTROL), modifiers.contains(Modifiers::SHIFT)) {
                    (true, _) => only(typed.to_lowercase()),
                    (false, true) => only(typed.to_uppercase()),
                    (false, false) => None,
                };
                modifiers -= Modifiers::SHIFT;
                Code::Char(mapped.unwrap_or(typed))
            }
            other => other,
        };
        Self { code, modifiers: modifiers & (Modifiers::CONTROL | Modifiers::ALT | Modifiers::SHIFT) }
    }

    /// What was pressed, with shift already applied to a character.
    pub fn code(self) -> Code {
        self.code
    }

    /// Which of ctrl, alt and shift was held down meanwhile; shift never beside a character, where the character tells.
    pub fn modifiers(self) -> Modifiers {
        self.modifiers
    }

    /// The character that this key types into a text field.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(typed) if self.modifiers.is_empty() => Some(typed),
            _ => None,
        }
    }

    /// The key that terminals send in place of this one, where they cannot tell the two apart.
    pub(super) fn sent_as(self) -> Option<&'static str> {
        match self.code {
            _ if !self.modifiers.contains(Modifiers::CONTROL) => None,
            Code::Char('i') => Some("tab"),
            Code::Char('m') => Some("enter"),
            Code::Char('[') => Some("esc"),
            _ => None,
        }
    }
}

/// Whether a keymap can name this code.
pub fn is_nameable(code: Code) -> bool {
    match code {
        Code::Char(typed) => !typed.is_control(),
        Code::F(_) | Code::BackTab => true,
        code => NAMES.iter().any(|(_, named)| *named == code),
    }
}

/// The only character of a case mapping; most mappings have no more.
fn only(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next()?;
    mapped.next().is_none().then_some(first)
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (_, name) in HELD.iter().filter(|(modifier, _)| self.modifiers.contains(*modifier)) {
            out.write_str(name)?;
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return out.write_str(name);
        }
        match self.code {
            Code::Char(typed) => out.write_char(typed),
            Code::F(number) => write!(out, "f{number}"),
            // Every other code that a keymap can name is among the names; the round trip of all of them is tested.
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = SpellingError;

    /// Words and modifiers may be written in any case, single characters mean what they are.
    fn from_str(word: &str) -> Result<Self, SpellingError> {
        let mut modifiers = Modifiers::NONE;
        let mut rest = word;
        while let Some((after, modifier)) =
            HELD.iter().find_map(|(modifier, name)| Some((after(rest, name)?, modifier)))
        {
            modifiers |= *modifier;
            rest = after;
        }
        let code = code(rest).ok_or_else(|| SpellingError { word: word.to_owned(), advice: advice(word, rest) })?;
        if let Code::Char(typed) = code
            && modifiers.contains(Modifiers::SHIFT)
            && !typed.is_alphabetic()
        {
            let advice = Some("write the character that shift makes, such as '!'".to_owned());
            return Err(SpellingError { word: word.to_owned(), advice });
        }
        Ok(Self::new(code, modifiers))
    }
}

/// What follows `prefix` in `word`, if anything does.
fn after<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = word.split_at_checked(prefix.len())?;
    (start.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some(rest)
}

fn code(word: &str) -> Option<Code> {
    if let Some(typed) = only(word.chars()) {
        return (!typed.is_control() && !typed.is_whitespace()).then_some(Code::Char(typed));
    }
    let word = word.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == word) {
        return Some(*code);
    }
    let digits = word.strip_prefix('f').filter(|digits| !digits.starts_with(['0', '+']))?;
    digits.parse().ok().filter(|number| (1..=LAST_FUNCTION).contains(number)).map(Code::F)
}

fn advice(word: &str, rest: &str) -> Option<String> {
    if word.is_empty() {
        return Some("a sequence has one blank between its keys".to_owned());
    }
    let lower = rest.to_lowercase();
    let modifiers = word.strip_suffix(rest).unwrap_or_default();
    let foreign = FOREIGN.iter().find(|(theirs, _)| *theirs == lower).map(|(_, ours)| *ours);
    if let Some(name) = foreign.or_else(|| nearest(rest, NAMES.iter().map(|(name, _)| *name))) {
        return Some(format!("did you mean '{modifiers}{name}'?"));
    }
    if let Some((modifier, key)) = rest.split_once(['-', '+'])
        && !key.is_empty()
    {
        let meant = match modifier.to_lowercase().as_str() {
            "c" | "control" | "ctl" | "ctrl" => "ctrl",
            "m" | "a" | "meta" | "option" | "alt" => "alt",
            "s" | "shift" => "shift",
            _ => {
                return nearest(modifier, ["ctrl", "alt", "shift"]).map(|near| format!("did you mean '{near}-{key}'?"));
            }
        };
        return Some(format!("did you mean '{meant}-{key}'?"));
    }
    let letters: Vec<String> = rest.chars().map(String::from).collect();
    let short = (2..=3).contains(&letters.len()) && modifiers.is_empty() && rest.chars().all(char::is_alphabetic);
    short.then(|| format!("a sequence has blanks between its keys: '{}'", letters.join(" ")))
}

/// The keys of a sequence such as `g g`, one blank between them.
pub fn keys(sequence: &str) -> Result<Vec<Key>, SpellingError> {
    sequence.split(' ').map(Key::from_str).collect()
}

/// How a sequence is written; the reverse of [`keys`].
pub fn spelling(sequence: &[Key]) -> String {
    sequence.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_shown_in_one_spelling_however_they_were_written() {
        let table = [
            ("q", "q"),
            ("G", "G"),
            ("shift-g", "G"),
            ("?", "?"),
            ("-", "minus"),
            ("minus", "minus"),
            ("ctrl--", "ctrl-minus"),
            ("+", "plus"),
            ("<", "<"),
            ("ctrl-A", "ctrl-a"),
            ("Ctrl-Shift-A", "ctrl-a"),
            ("alt-ctrl-x", "ctrl-alt-x"),
            ("alt-shift-x", "alt-X"),
            ("shift-tab", "shift-tab"),
            ("Enter", "enter"),
            ("F12", "f12"),
            ("ctrl-space", "ctrl-space"),
            ("é", "é"),
            ("shift-é", "É"),
            ("ß", "ß"),
        ];
        for (written, shown) in table {
            assert_eq!(written.parse::<Key>().map(|key| key.to_string()), Ok(shown.to_owned()), "{written}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused_with_advice() {
        let table = [
            ("pgup", "did you mean 'pageup'?"),
            ("ctrl-return", "did you mean 'ctrl-enter'?"),
            ("spcae", "did you mean 'space'?"),
            ("gg", "a sequence has blanks between its keys: 'g g'"),
            ("C-d", "did you mean 'ctrl-d'?"),
            ("ctrl+d", "did you mean 'ctrl-d'?"),
            ("crtl-d", "did you mean 'ctrl-d'?"),
            ("shift-1", "write the character that shift makes, such as '!'"),
            ("f25", ""),
            ("f0", ""),
            ("f+1", ""),
            ("", ""),
            ("ctrl-", ""),
            ("\u{1b}", ""),
            ("\u{3000}", ""),
        ];
        for (written, advice) in table {
            let error = written.parse::<Key>().expect_err(written);
            if !advice.is_empty() {
                assert_eq!(error.advice.as_deref(), Some(advice), "{written}");
            }
        }
    }

    #[test]
    fn a_sequence_has_exactly_one_blank_between_its_keys() {
        assert_eq!(keys("g space").map(|keys| spelling(&keys)), Ok("g space".to_owned()));
        for wrong in ["g  g", " g", "g ", ""] {
            assert!(keys(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_terminal_that_reports_shift_beside_a_character_means_the_same_key() {
        let shift = Modifiers::SHIFT;
        assert_eq!(Ok(Key::new(Code::Char('?'), shift)), "?".parse());
        assert_eq!(Ok(Key::new(Code::Char('G'), shift)), "G".parse());
        assert_eq!(Ok(Key::new(Code::Tab, shift)), "shift-tab".parse());
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let typed = any::<char>().prop_filter("spellable", |typed| !typed.is_control() && !typed.is_whitespace());
        let code = prop_oneof![
            typed.prop_map(Code::Char),
            prop::char::range('!', '~').prop_map(Code::Char),
            prop::sample::select(NAMES).prop_map(|(_, code)| code),
            (1..=LAST_FUNCTION).prop_map(Code::F),
        ];
        (code, any::<u8>()).prop_map(|(code, held)| Key::new(code, Modifiers::from_bits_truncate(held)))
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read_back(sequence in prop::collection::vec(any_key(), 1..4)) {
            prop_assert_eq!(keys(&spelling(&sequence)), Ok(sequence));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,20}") {
            let _ = keys(&text);
        }
    }
}
