//! Giggity shares a selection as a link, `https://ggt.gaa.st/#url=…&see=…&del=…`, shown as a code to scan. `url` is the
//! schedule; `see` and `del` are what to see and what to hide: a JSON list of ids, deflated, in the Base64 of addresses.

use super::json::word;
use super::reading::{ForeignReading, Kind, Reference};
use crate::problem::Problem;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::ZlibDecoder;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::io::Read;

/// The most that a list may unpack to, in bytes: some ten thousand guids.
const LIMIT: u64 = 512 * 1024;

pub(super) fn recognises(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains("ggt.gaa.st/"))
}

pub(super) fn read(text: &str, file: &str) -> Result<ForeignReading, Problem> {
    let link = text.split_whitespace().find(|word| word.contains("ggt.gaa.st/")).unwrap_or_default();
    let parameters = link.split_once(['#', '?']).map_or("", |(_, parameters)| parameters);
    let parameter = |name: &str| {
        let mut all = parameters.split('&').filter_map(|parameter| parameter.split_once('='));
        all.find(|(key, _)| *key == name).map(|(_, value)| percent_decode_str(value).decode_utf8_lossy().into_owned())
    };
    let Some(packed) = parameter("see") else {
        let problem = Problem::error(file, "this link of Giggity names a schedule but no favourites");
        return Err(match parameter("url") {
            Some(url) => problem.advise(format!("import the schedule: {url}")),
            None => problem,
        });
    };
    let ids = unpack(&packed).ok_or_else(|| {
        Problem::error(file, "the favourites in this link of Giggity cannot be unpacked")
            .advise("copy the link again: it may have been cut short")
    })?;
    let references = ids.into_iter().map(|id| Reference { keys: vec![id], ..Reference::default() }).collect();
    Ok(ForeignReading { origin: parameter("url"), ..ForeignReading::of(Kind::Giggity, references) })
}

fn unpack(packed: &str) -> Option<Vec<String>> {
    let bytes = URL_SAFE_NO_PAD.decode(packed.trim_end_matches('=')).ok()?;
    let mut text = String::new();
    ZlibDecoder::new(bytes.as_slice()).take(LIMIT).read_to_string(&mut text).ok()?;
    let ids: Vec<Value> = serde_json::from_str(&text).ok()?;
    Some(ids.iter().filter_map(word).collect())
}
