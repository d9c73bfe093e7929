//! Bytes to text: gzip unpacked, the encoding recognised.

use super::icalendar;
use crate::problem::Problem;
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// The most bytes that are read of a source, packed or not.
pub(super) const LIMIT: usize = 64 * 1024 * 1024;

/// The text of a source, and what had to be done to get at it.
pub(super) fn text<'b>(bytes: &'b [u8], file: &str) -> Result<(Cow<'b, str>, Vec<Problem>), Problem> {
    if bytes.len() > LIMIT {
        return Err(Problem::error(file, "this is larger than 64 MiB"));
    }
    let mut problems = Vec::new();
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok((decode(bytes, file, &mut problems)?, problems));
    }
    let mut unpacked = Vec::new();
    let outcome = MultiGzDecoder::new(bytes).take(LIMIT as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > LIMIT {
        return Err(Problem::error(file, "unpacked, this is larger than 64 MiB"));
    }
    match outcome {
        Err(error) if unpacked.is_empty() => {
            return Err(Problem::error(file, format!("this looks packed with gzip but cannot be unpacked: {error}")));
        }
        Err(_) => problems.push(Problem::warning(file, "the gzip data is cut off; what there is was read")),
        Ok(_) => problems.push(Problem::note(file, "the content is packed with gzip and was unpacked")),
    }
    let text = decode(&unpacked, file, &mut problems)?.into_owned();
    Ok((Cow::Owned(text), problems))
}

fn decode<'b>(bytes: &'b [u8], file: &str, problems: &mut Vec<Problem>) -> Result<Cow<'b, str>, Problem> {
    if let Some(what) = binary(bytes) {
        return Err(Problem::error(file, format!("this is {what}, not a schedule")));
    }
    if let Some(big) = utf16(bytes) {
        let units = bytes.chunks_exact(2).map(|pair| {
            let pair = [pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)];
            if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
        });
        let text: String =
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return Ok(Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(wrong) => wrong.valid_up_to(),
    };
    if let Some(text) = icalendar::mend_folds(bytes).and_then(|bytes| String::from_utf8(bytes).ok()) {
        return Ok(Cow::Owned(text));
    }
    if declares_latin_1(bytes) || !any_utf8(bytes) {
        problems.push(Problem::note(file, "the text is not UTF-8 and was read as Windows-1252"));
        return Ok(Cow::Owned(bytes.iter().copied().map(windows_1252).collect()));
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    problems.push(Problem::warning(file, "the text is not everywhere UTF-8; bytes were replaced").at(&text, wrong));
    Ok(Cow::Owned(text))
}

/// What bytes are that begin like a well-known binary file.
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

/// Whether the bytes are UTF-16, and if so whether with the high byte first.
fn utf16(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xfe, 0xff, ..] | [0, b'<' | b'{' | b'[' | b'B', 0, ..] => Some(true),
        [0xff, 0xfe, ..] | [b'<' | b'{' | b'[' | b'B', 0, _, 0, ..] => Some(false),
        _ => None,
    }
}

/// Whether the XML declaration names a Latin encoding.
fn declares_latin_1(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).to_ascii_lowercase();
    let declaration = head.split("?>").next().unwrap_or("");
    declaration.contains("encoding")
        && ["iso-8859-1", "latin1", "windows-1252"].iter().any(|name| declaration.contains(name))
}

/// Whether any character beyond ASCII is well-formed UTF-8.
fn any_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// One byte of Windows-1252, which is Latin-1 with punctuation where that has control characters.
fn windows_1252(byte: u8) -> char {
    const PUNCTUATION: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|at| PUNCTUATION.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}
