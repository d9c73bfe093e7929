//! Text reduced to what people mean when they compare it: without case, accents and punctuation.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case without accents, so that `Käldström` and `kaldstrom` are the same. Letters that are no accent of another
/// but are commonly typed as one (ł, ø, đ, ı, ß, æ, œ) fold too.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Adds the folded text to the end of a string: [`fold`] for those who keep many texts in one place.
pub fn fold_into(text: &str, folded: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = ascii_length(rest.as_bytes());
        let start = folded.len();
        folded.push_str(&rest[..ascii]);
        folded[start..].make_ascii_lowercase();
        let mut letters = rest[ascii..].chars();
        if let Some(letter) = letters.next() {
            fold_letter(letter, |letter| folded.push(letter));
        }
        rest = letters.as_str();
    }
}

/// How many bytes at the beginning are ASCII, looked at in blocks that the processor compares at once.
fn ascii_length(bytes: &[u8]) -> usize {
    let (blocks, _) = bytes.as_chunks::<32>();
    let whole = blocks.iter().take_while(|block| block.is_ascii()).count() * 32;
    whole + bytes[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Hands on what one letter folds to: nothing for a combining mark, two letters for ß. Text can be folded letter by
/// letter because marks, the only thing that normalisation moves about, are dropped.
pub fn fold_letter(letter: char, mut folded: impl FnMut(char)) {
    if letter.is_ascii() {
        return folded(letter.to_ascii_lowercase());
    }
    decompose_compatible(letter, |part| {
        for letter in part.to_lowercase().filter(|letter| !is_combining_mark(*letter)) {
            match letter {
                'ł' => folded('l'),
                'ø' => folded('o'),
                'đ' => folded('d'),
                'ı' => folded('i'),
                'ß' => "ss".chars().for_each(&mut folded),
                'æ' => "ae".chars().for_each(&mut folded),
                'œ' => "oe".chars().for_each(&mut folded),
                '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' => folded('\''),
                '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => folded('"'),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => folded('-'),
                other => folded(other),
            }
        }
    });
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
            ("İstanbul, e\u{301}te\u{301}, ﬁne", "istanbul, ete, fine"),
            (
                "A title of more than THIRTY-TWO letters, Ö included",
                "a title of more than thirty-two letters, o included",
            ),
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
