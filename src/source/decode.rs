//! Bytes to text: gzip and ZIP unpacked, the encoding recognised.

use super::zipped;
use crate::problem::{Problem, Severity};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The most bytes that are read of a source, packed or not.
pub(super) const LIMIT: usize = 64 * 1024 * 1024;

/// The text of a source, where it is not just what the bytes are as UTF-8, and what had to be done to get at it.
pub(super) fn text(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Option<String>, Problem> {
    if bytes.len() > LIMIT {
        return Err(Problem::error("", "this is larger than 64 MiB"));
    }
    if bytes.starts_with(b"PK\x03\x04")
        && let Some(unpacked) = zipped::unpacked(bytes, LIMIT)
    {
        problems.push(Problem::note("", "the content is packed as ZIP and was unpacked"));
        let text = decode(&unpacked, problems)?;
        return Ok(text.or_else(|| String::from_utf8(unpacked).ok()));
    }
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return decode(bytes, problems);
    }
    let mut unpacked = Vec::new();
    let outcome = MultiGzDecoder::new(bytes).take(LIMIT as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > LIMIT {
        return Err(Problem::error("", "unpacked, this is larger than 64 MiB"));
    }
    match outcome {
        Err(error) if unpacked.is_empty() => {
            return Err(Problem::error("", format!("this looks packed with gzip but cannot be unpacked: {error}")));
        }
        Err(_) => problems.push(Problem::warning("", "the gzip data is cut off; what there is was read")),
        Ok(_) => problems.push(Problem::note("", "the content is packed with gzip and was unpacked")),
    }
    let text = decode(&unpacked, problems)?;
    Ok(text.or_else(|| String::from_utf8(unpacked).ok()))
}

/// The text of bytes that are not UTF-8 as they stand.
fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Option<String>, Problem> {
    if let Some(what) = binary(bytes) {
        return Err(Problem::error("", format!("this is {what}, not a schedule")));
    }
    if let Some(encoding) = utf16(bytes) {
        // Half a letter at the end is none.
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(..bytes.len() & !1).unwrap_or(bytes));
        return Ok(Some(text.trim_start_matches('\u{feff}').to_owned()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let declared = declared(bytes);
    let wrong = match std::str::from_utf8(bytes) {
        // What is declared and is UTF-8 all the same is believed to be that, unless it has the escapes of Japanese mail.
        Ok(_) if declared != Some(ISO_2022_JP) || !bytes.contains(&0x1b) => return Ok(None),
        Ok(_) => 0,
        Err(wrong) => wrong.valid_up_to(),
    };
    if let Some(text) = mend_folds(bytes).and_then(|bytes| String::from_utf8(bytes).ok()) {
        return Ok(Some(text));
    }
    let any_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let Some(encoding) = declared.or_else(|| (!any_utf8).then_some(WINDOWS_1252)) else {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let problem = Problem::warning("", "the text is not everywhere UTF-8; bytes were replaced");
        problems.push(problem.at(&text, wrong));
        return Ok(Some(text));
    };
    let name = encoding.name().replace("windows", "Windows");
    // What it says itself is no fault.
    let severity = if declared.is_some() { Severity::Remark } else { Severity::Note };
    problems.push(Problem::new(severity, "", format!("the text is not UTF-8 and was read as {name}")));
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER).filter(|_| replaced) {
        let problem = Problem::warning("", format!("the text is not everywhere {name}; bytes were replaced"));
        problems.push(problem.at(&text, at));
    }
    Ok(Some(text.into_owned()))
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP file (or an office document)"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a picture or a sound"),
        (b"BZh", "a file packed with bzip2"),
        (b"\xfd7zXZ", "a file packed with xz"),
        (b"\x28\xb5\x2f\xfd", "a file packed with zstd"),
        (b"SQLite format 3", "an SQLite database"),
        (b"\x7fELF", "a program"),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, what)| *what)
}

/// The UTF-16 that bytes are in, by their mark or by the zeros between their first letters.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xfe, 0xff, ..] | [0, b'<' | b'{' | b'[' | b'B', 0, ..] => Some(UTF_16BE),
        [0xff, 0xfe, ..] | [b'<' | b'{' | b'[' | b'B', 0, _, 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that the XML declaration names, by any of its names, where it is one of those that have to be named.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..200).unwrap_or(bytes).trim_ascii_start().strip_prefix(b"<?xml")?;
    let head = String::from_utf8_lossy(head);
    let (_, value) = head.split("?>").next()?.split_once("encoding")?;
    let name = value.trim_start().strip_prefix('=')?.trim_start();
    let name = name.strip_prefix(['"', '\'']).unwrap_or(name).split(['"', '\'', ' ']).next()?;
    Encoding::for_label_no_replacement(name.as_bytes())
        .filter(|encoding| ![UTF_8, UTF_16BE, UTF_16LE].contains(encoding))
}

/// Moves each fold that splits a character of UTF-8 behind that character, so that the bytes can be decoded while the
/// lines keep their numbers. `None` for what is no calendar.
fn mend_folds(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().get(..15)?;
    if !head.eq_ignore_ascii_case(b"BEGIN:VCALENDAR") {
        return None;
    }
    let goes_on = |bytes: &[u8]| bytes.first().is_some_and(|byte| (0x80..0xc0).contains(byte));
    let mut mended = Vec::with_capacity(bytes.len());
    // Some fold after so many bytes, and so more than once within a character.
    let mut folds = Vec::new();
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        let (fold, after) = rest.split_at(fold_length(rest));
        if !fold.is_empty() && goes_on(after) {
            folds.extend_from_slice(fold);
            rest = after;
            continue;
        }
        if !goes_on(rest) {
            mended.append(&mut folds);
        }
        mended.push(*byte);
        rest = tail;
    }
    mended.append(&mut folds);
    Some(mended)
}

/// How many bytes of line break and blank begin a text that is folded here.
fn fold_length(bytes: &[u8]) -> usize {
    let returns = bytes.iter().take(3).take_while(|byte| **byte == b'\r').count();
    match bytes.get(returns..returns + 2) {
        Some([b'\n', b' ' | b'\t']) => returns + 2,
        _ => 0,
    }
}
