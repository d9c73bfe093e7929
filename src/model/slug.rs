//! Text reduced to what people mean when they compare it: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, so that `Käldström` and `kaldstrom` are the same. Letters that are no accent of another
/// but are commonly typed as one (ł, ø, đ, ı, ß, æ, œ) fold too.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            other if !is_combining_mark(other) => folded.push(other),
            _ => {}
        }
    }
    folded
}

/// A short name for use in ids, made of a text's letters and digits, joined by hyphens; apostrophes vanish. Text with
/// no letter or digit gives an empty slug.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in fold(text).chars().filter(|letter| *letter != '\'') {
        if letter.is_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(letter);
            gap = false;
        } else {
            gap = true;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_typographic_quotes() {
        for (text, folded) in [
            ("Lucas Käldström", "lucas kaldstrom"),
            ("Łukasz Szczęsny", "lukasz szczesny"),
            ("Don’t", "don't"),
            ("Straße", "strasse"),
            ("plain", "plain"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn slugs_hold_letters_and_digits_only() {
        for (text, expected) in [
            ("Don’t Hassle Me, I’m Stateful", "dont-hassle-me-im-stateful"),
            ("  CNI, CRI, and OCI - Oh My! ", "cni-cri-and-oci-oh-my"),
            ("!!!", ""),
            ("日本 語", "日本-語"),
        ] {
            assert_eq!(slug(text), expected);
        }
    }
}
