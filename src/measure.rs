//! The one place that measures, cuts and wraps text: by grapheme and by cell width.
//!
//! It serves the layout, which has to know how tall a text is, the drawing, which has to know where it ends, and the
//! tables of the command line. It knows nothing but text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether each character of a text is a letter of its own that takes one cell, as nearly all text is.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(is_single)
}

/// ASCII, what European languages add to the Latin letters, dashes, quotation marks, lines of frames.
fn is_single(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{257f}')
}

/// The width of a text in terminal cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if is_plain(text) {
        text.chars().count()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// As much of a text as fits into so many cells, ended by `…` where something had to go.
pub fn cut(text: &str, cells: usize) -> String {
    let (whole, _) = fitting(text, cells);
    if whole.len() == text.len() {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let (kept, _) = fitting(text, cells - 1);
    // What was cut before, and is cut again right behind its sign, has one sign.
    format!("{}…", kept.trim_end_matches(['…', ' ']))
}

/// As many whole words of a text as fit into so many cells, ended by `…` where some had to go. A word that would take most
/// of them alone is cut itself.
pub fn cut_words(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let (kept, _) = fitting(text, cells.saturating_sub(1));
    let whole = if text[kept.len()..].starts_with(' ') { Some(kept) } else { kept.rfind(' ').map(|end| &kept[..end]) };
    match whole
        .map(|whole| whole.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !")”’'!?%".contains(letter)))
    {
        Some(whole) if width(whole) * 2 > cells => format!("{whole}…"),
        _ => cut(text, cells),
    }
}

/// As many whole parts of a text, which stand between such signs, as fit into so many cells; of the first one whole words.
pub fn whole_parts(text: &str, between: &str, cells: usize) -> String {
    let mut kept = text;
    while width(kept) > cells {
        match kept.rfind(between) {
            Some(end) if end > 0 => kept = &kept[..end],
            _ => return cut_words(kept, cells),
        }
    }
    kept.to_owned()
}

/// As much of the two ends of a text as fits into so many cells, for names that begin alike.
pub fn cut_middle(text: &str, cells: usize) -> String {
    if width(text) <= cells || cells < 8 {
        return cut(text, cells);
    }
    let (begin, used) = fitting(text, cells / 3);
    let mut ends = text.grapheme_indices(true).map(|(at, _)| at);
    let end = ends.find(|at| width(&text[*at..]) < cells - used).unwrap_or(text.len());
    format!("{}…{}", begin.trim_end(), text[end..].trim_start())
}

/// The longest beginning of a text that fits into so many cells, and its width.
pub fn fitting(text: &str, cells: usize) -> (&str, usize) {
    // No more is looked at than may fit, and one letter behind that: a text may be as long as a book.
    let mut letters = text.char_indices().skip(cells);
    let end = letters.next().map_or(text.len(), |(at, _)| at);
    let seen = letters.next().map_or(text.len(), |(at, _)| at);
    if is_plain(&text[..seen]) {
        let kept = &text[..end];
        return (kept, width(kept));
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width();
        if used + wide > cells {
            return (&text[..at], used);
        }
        used += wide;
    }
    (text, used)
}

/// The first letters of a text, as people count them, and how many it has in all. What is no letter but a heap of marks
/// ends the text too.
pub fn first_letters(text: &str, longest: usize) -> (&str, usize) {
    /// More bytes than the longest letters have in the mean.
    const BYTES: usize = 32;
    let most = longest.saturating_mul(BYTES).min(text.len());
    let most = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut letters = text.grapheme_indices(true);
    let end = letters.by_ref().nth(longest).map_or(text.len(), |(at, _)| at).min(most);
    let kept = &text[..end];
    if end == text.len() {
        return (kept, kept.graphemes(true).count());
    }
    (kept, text.graphemes(true).count())
}

/// A text made exactly so wide: cut, or filled with blanks.
pub fn fill(text: &str, cells: usize) -> String {
    let mut filled = cut(text, cells);
    filled.push_str(&" ".repeat(cells.saturating_sub(width(&filled))));
    filled
}

/// The byte ranges of the lines into which a text falls at a width. Lines break at white space, which hangs over the
/// edge unseen; a word wider than the line is broken where it must be. The first line may begin `first` cells in, as
/// when something else stands before it.
pub fn wrap(text: &str, cells: usize, first: usize) -> Vec<std::ops::Range<usize>> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let (mut start, mut end, mut used) = (0, 0, first.min(cells));
    for (at, word, wide) in chunks(text) {
        if word.trim_start().is_empty() {
            used += wide;
            continue;
        }
        if used + wide <= cells {
            used += wide;
            end = at + word.len();
            continue;
        }
        if at > start || first > 0 && lines.is_empty() {
            lines.push(start..end);
            start = at;
        }
        // Measured once: a word may be as long as a book.
        let (mut rest, mut left) = (word, wide);
        while left > cells {
            let (piece, _) = fitting(rest, cells);
            let piece = if piece.is_empty() { rest.graphemes(true).next().unwrap_or(rest) } else { piece };
            lines.push(start..start + piece.len());
            start += piece.len();
            left = left.saturating_sub(width(piece));
            rest = &rest[piece.len()..];
            if rest.is_empty() {
                break;
            }
        }
        used = left;
        end = at + word.len();
    }
    if end > start || lines.is_empty() {
        lines.push(start..end.max(start));
    }
    lines
}

/// A blank at which no line breaks.
pub const UNBROKEN: &str = "\u{a0}";

/// What must stay on one line, with its width: words with the punctuation that touches them, blanks, single wide characters.
fn chunks(text: &str) -> Vec<(usize, &str, usize)> {
    let mut chunks = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        // Nothing joins over a blank, so that each run of ASCII is one chunk, without a look at where words begin.
        let blank = rest.as_bytes()[0].is_ascii_whitespace();
        let end = rest.bytes().position(|byte| byte.is_ascii_whitespace() != blank).unwrap_or(rest.len());
        let run = &rest[..end];
        match run.is_ascii() {
            true => chunks.push((start, run, run.len())),
            false => join(run, start, &mut chunks),
        }
        start += end;
    }
    chunks
}

/// The same of a text in which words have to be looked for; it begins so far in.
fn join<'t>(text: &'t str, start: usize, chunks: &mut Vec<(usize, &'t str, usize)>) {
    let mut joins = false;
    for (at, word) in text.split_word_bound_indices() {
        let blank = word != UNBROKEN && word.trim_start().is_empty();
        let wide = width(word);
        let narrow = is_plain(word) || wide == word.graphemes(true).count();
        match chunks.last_mut() {
            Some((from, chunk, used)) if joins && !blank && narrow => {
                *chunk = &text[*from - start..at + word.len()];
                *used += wide;
            }
            _ => chunks.push((start + at, word, wide)),
        }
        joins = !blank && narrow;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_up_goes_whole() {
        let parts = "only KubeCon · a shows every event · u undoes";
        for (cells, kept) in [
            (80, parts),
            (40, "only KubeCon · a shows every event"),
            (30, "only KubeCon"),
            (9, "only Kub…"),
            (3, "on…"),
        ] {
            assert_eq!(whole_parts(parts, " · ", cells), kept);
        }
        assert_eq!(cut_words("The sessions, by track", 14), "The sessions…");
        assert_eq!(cut_words("The sessions, by track", 13), "The sessions…");
        assert_eq!(cut_words("Donaudampfschiffahrt", 8), "Donauda…");
    }

    #[test]
    fn a_plain_letter_takes_one_cell_and_joins_none() {
        let singles: Vec<char> = ('\0'..='\u{ffff}').filter(|letter| is_single(*letter)).collect();
        assert!(singles.len() > 400);
        for one in &singles {
            assert_eq!(one.to_string().width(), 1, "{one:?}");
            // Whatever comes before and after each.
            let among: String = singles.iter().flat_map(|other| [*one, *other]).collect();
            assert_eq!(among.graphemes(true).count(), 2 * singles.len(), "{one:?}");
        }
        assert_eq!(width("Köln – Zürich"), 13);
        assert_eq!(fitting("Köln – Zürich", 6), ("Köln –", 6));
    }

    #[test]
    fn a_word_as_long_as_a_book_costs_what_its_length_costs() {
        // Where each line looks at all that follows, this takes minutes.
        for letter in ["a", "é", "日"] {
            let word = letter.repeat(1_000_000);
            assert_eq!(wrap(&word, 50, 0).len(), 20_000 * width(letter), "{letter}");
            assert_eq!(cut(&word, 5).chars().count(), if letter == "日" { 3 } else { 5 });
        }
    }

    #[test]
    fn text_is_cut_by_cells_and_never_inside_a_grapheme() {
        for (text, cells, expected) in [
            ("Service mesh", 20, "Service mesh"),
            ("Service mesh", 9, "Service…"),
            ("日本語の話", 5, "日本…"),
            ("日本語の話", 4, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("abc", 0, ""),
            ("Exhibit Hall 3,… Level 1", 17, "Exhibit Hall 3,…"),
        ] {
            assert_eq!(cut(text, cells), expected, "{text} in {cells}");
            assert!(width(&cut(text, cells)) <= cells);
        }
        assert_eq!(fill("日", 4), "日  ");
        assert_eq!(cut_middle("KubeCon + CloudNativeCon North America 2026", 24), "KubeCon…th America 2026");
        assert_eq!(cut_middle("日本語の話をする人々", 9), "日…る人々");
        assert_eq!(cut_middle("KubeCon", 7), "KubeCon");
    }

    fn lines(text: &str, cells: usize, first: usize) -> Vec<&str> {
        wrap(text, cells, first).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn text_wraps_at_blanks_and_breaks_only_words_that_are_too_wide() {
        assert_eq!(lines("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(lines("one two three", 8, 6), ["", "one two", "three"]);
        assert_eq!(lines("abcdefghij kl", 4, 0), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(lines("one (two), three", 7, 0), ["one", "(two),", "three"], "punctuation stays with its word");
        assert_eq!(lines("about 45\u{a0}min", 8, 0), ["about", "45\u{a0}min"], "a length stays together");
        assert_eq!(lines("", 4, 0), [""]);
        assert_eq!(lines("日本語", 3, 0), ["日", "本", "語"]);
        assert_eq!(lines("日本", 1, 0), ["日", "本"], "what cannot fit is shown all the same");
    }
}
