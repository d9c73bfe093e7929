//! A ZIP file with the parts of an export, which stand between NULs, one file for each; and the bytes as a ZIP file
//! themselves.

#![no_main]

use kubetalks::source::{Options, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NAMES: [&str; 6] = ["sessions", "speakers", "tracks", "microlocations", "event", "session_types"];

fuzz_target!(|bytes: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in NAMES.iter().zip(bytes.split(|byte| *byte == 0)) {
        let begun = archive.start_file(*name, stored);
        assert!(begun.is_ok() && archive.write_all(part).is_ok());
    }
    let zipped = archive.finish().map(Cursor::into_inner).unwrap_or_default();
    for bytes in [bytes, &zipped] {
        if let Ok(reading) = read(bytes, &Options::default()) {
            assert!(reading.schedule.check().is_ok());
        }
    }
});
