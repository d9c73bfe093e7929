use super::shape::Shape;
use super::*;
use crate::model::packed::{Packed, pack};
use crate::model::{Event, Kind, Programme, Schedule, Source, Zone};
use std::path::{Path, PathBuf};

fn options(file: &str) -> Options {
    Options { file: file.to_owned(), source: Source::File(file.to_owned()), ..Options::default() }
}

fn refused(bytes: &[u8]) -> String {
    let problems = read(bytes, &options("x")).map(|reading| reading.format).expect_err("is refused");
    problems.last().unwrap().to_string()
}

const OWN: &str =
    "\u{feff}\n# An event of my own\n[event]\nid = \"mine\"\nname = \"Mine &amp; yours\"\nzone = \"Europe/Berlin\"\n
[[session]]\ntitle = \"One\\u001b[31m\"\nroom = \" A \"\nstart = 2024-05-01T10:00:00\nend = 2024-05-01T11:00:00\n
[[session]]\ntitle = \"Lunch\"\nkind = \"break\"\nabstract = \"<p>Soup</p><ul><li>Bread</li></ul>\"\n";

#[test]
fn a_file_in_the_own_format_is_read_and_cleaned() {
    let reading = read(OWN.as_bytes(), &options("mine.toml")).unwrap();
    assert_eq!((reading.format, reading.problems.as_slice()), (Format::Toml, &[][..]));
    let schedule = &reading.schedule;
    assert_eq!(schedule.event.name, "Mine & yours");
    assert_eq!(schedule.event.first_day.map(|day| day.to_string()).as_deref(), Some("2024-05-01"));
    assert_eq!((schedule.sessions[0].title.as_str(), schedule.rooms[0].name.as_str()), ("One", "A"));
    assert_eq!(schedule.sessions[1].kind, Kind::Break);
    assert_eq!(schedule.sessions[1].abstract_text, "Soup\n\n• Bread");
    assert_eq!(Opened::new(OWN.as_bytes()).format(), Some(Format::Toml));
}

#[test]
fn the_users_zone_id_and_name_count_more_than_the_files() {
    let options = Options {
        zone: Zone::parse("America/Chicago"),
        id: Some("Other Id".into()),
        name: Some("Other".into()),
        ..options("mine.toml")
    };
    let schedule = read(OWN.as_bytes(), &options).unwrap().schedule;
    assert_eq!((schedule.event.id.as_str(), schedule.event.name.as_str()), ("other-id", "Other"));
    assert_eq!(schedule.sessions[0].slot.unwrap().start.to_rfc3339(), "2024-05-01T15:00:00+00:00");
}

#[test]
fn what_is_no_schedule_is_refused_with_what_it_looks_like() {
    let page = b"<!DOCTYPE html><html><head><link rel=alternate type='application/vnd.c3voc.schedule+xml' href='https://x.org/s.xml'></head></html>";
    for (bytes, expected) in [
        (&b""[..], "x: this is empty"),
        (b" \n", "x: this is empty"),
        (b"%PDF-1.7", "x: this is a PDF file, not a schedule"),
        (b"PK\x03\x04", "x: this is a ZIP file (or an office document), not a schedule"),
        (page, "x: this is an HTML page, not a schedule; the page links to a schedule: https://x.org/s.xml"),
        (b"<rss><channel/></rss>", "x: this is XML with the root element 'rss', which is no known schedule; "),
        (b"{\"error\": \"not found\"}", "x: this is JSON with the keys error, which is no known schedule; "),
        (b"hello", "x: this does not look like a schedule; "),
        (b"[event]\nid = \"x\"\nname = \"X\"\n", "x: this is TOML without a [[session]]"),
        (b"\x1f\x8bxx", "x: this looks packed with gzip but cannot be unpacked"),
    ] {
        let found = refused(bytes);
        assert!(found.starts_with(expected), "{found}");
    }
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_zip_is_read_where_it_holds_one_schedule_or_the_parts_of_one() {
    let single = read(&zip(&[("a/schedule.toml", OWN), ("__MACOSX/x", "")]), &options("x")).unwrap();
    assert_eq!(single.schedule, read(OWN.as_bytes(), &options("x")).unwrap().schedule);
    let event = r#"{"name": "Gravel Days", "timezone": "Europe/Berlin", "location-name": "Hall"}"#;
    let sessions = r#"[{"id": 1, "title": "Sieves", "starts-at": "2026-09-14T09:00:00+02:00",
        "ends-at": "2026-09-14T10:00:00+02:00", "microlocation": {"id": 1, "name": "Room 3"},
        "speakers": [{"id": 1, "name": "Ada Byron", "organisation": "Acme"}]}]"#;
    let parts = [("export/event", event), ("export/sessions", sessions), ("export/speakers", "[]"), ("logo.png", "")];
    let Reading { schedule, .. } = read(&zip(&parts), &options("x")).unwrap();
    let Event { name, zone, place, .. } = &schedule.event;
    assert_eq!(
        (name.as_str(), zone.to_string(), place.as_deref()),
        ("Gravel Days", "Europe/Berlin".into(), Some("Hall"))
    );
    assert_eq!((schedule.rooms[0].name.as_str(), schedule.speakers[0].name.as_str()), ("Room 3", "Ada Byron"));
    assert!(refused(&zip(&[("a.txt", "x"), ("b.txt", "y")])).contains("a ZIP file (or an office document)"));
}

#[test]
fn every_encoding_and_packing_leads_to_the_same_schedule() {
    let text = OWN.trim_start_matches('\u{feff}').replace("One", "Käse");
    let expected = read(text.as_bytes(), &options("x")).unwrap().schedule;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for bytes in [packed.finish().unwrap(), utf16, latin] {
        assert_eq!(read(&bytes, &options("x")).unwrap().schedule, expected);
    }
}

#[test]
fn the_encoding_that_xml_declares_is_used_by_whatever_name() {
    let of_title = |title: &[u8], label: &str| {
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"{label}\"?>\n<schedule><day date='2027-05-01'><event id='1'><title>"
        );
        let tail: &[u8] = b"</title><start>10:00</start></event></day></schedule>";
        let reading = read(&[head.as_bytes(), title, tail].concat(), &options("x")).unwrap();
        (reading.schedule.sessions[0].title.clone(), reading.problems[0].message.clone())
    };
    for (label, title, bytes) in [
        ("windows-1250", "Žižka a příliš žluťoučký", &b"\x8ei\x9eka a p\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd"[..]),
        ("iso-8859-2", "Świt nad rzeką", b"\xa6wit nad rzek\xb1"),
        ("koi8-r", "Привет", b"\xf0\xd2\xc9\xd7\xc5\xd4"),
        ("Shift_JIS", "会議", b"\x89\xef\x8bc"),
        ("gbk", "会议", b"\xbb\xe1\xd2\xe9"),
        ("iso-2022-jp", "会議", b"\x1b$B2q5D\x1b(B"),
        ("latin1", "Käse – „so“", b"K\xe4se \x96 \x84so\x93"),
    ] {
        let (read, told) = of_title(bytes, label);
        assert_eq!(read, title, "{label}");
        assert!(told.starts_with("the text is not UTF-8 and was read as "), "{told}");
    }
    assert_eq!(of_title("Žižka".as_bytes(), "windows-1250").0, "Žižka", "a declaration may lie");
    let (_, told) = of_title(b"K\xe4se", "shift_jis");
    assert_eq!(told, "the text is not UTF-8 and was read as Shift_JIS");
}

#[test]
fn what_was_opened_is_told_with_the_name_of_its_file() {
    let opened = Opened::new(b"K\xe4se = 1".to_vec());
    assert_eq!((opened.bytes(), opened.is_page(), opened.format()), (&b"K\xe4se = 1"[..], false, None));
    assert!(read_opened(&opened, &options("x")).unwrap_err().iter().all(|problem| problem.file == "x"));
}

#[test]
fn every_format_has_a_fixture_that_is_read_as_it() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    let mut found = std::collections::BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(reading) = read(&std::fs::read(&path).unwrap(), &options("x")) {
                found.insert(reading.format);
            }
        }
    }
    let all: Vec<Format> = format::READERS.iter().map(|reader| reader.format).collect();
    assert_eq!(all.iter().filter(|format| !found.contains(format)).collect::<Vec<_>>(), Vec::<&Format>::new());
    assert!(all.iter().all(|format| !format.name().is_empty()));
}

#[test]
fn a_gzip_bomb_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &vec![b' '; decode::LIMIT + 1]).unwrap();
    assert_eq!(refused(&packed.finish().unwrap()), "x: unpacked, this is larger than 64 MiB");
}

#[test]
fn shapes_are_seen_through_prologues_and_mistakes() {
    for (text, shape) in [
        ("<?xml version='1.0'?>\n<!-- <x> --><!DOCTYPE y [<!ENTITY a '>'>]><schedule>", Shape::Xml("schedule".into())),
        ("<schedule><a><![CDATA[<!DOCTYPE html><html>]]></a></schedule>", Shape::Xml("schedule".into())),
        ("<xcal:iCalendar xmlns='x'>", Shape::Xml("iCalendar".into())),
        ("<!doctype HTML><p>", Shape::Html),
        ("BEGIN:VCALENDAR\r\n", Shape::Calendar),
        ("[event]\nid=1", Shape::Toml),
        ("[[session]] # x", Shape::Toml),
        ("id = 1", Shape::Toml),
        ("Dear all, see you\nsoon", Shape::Other),
    ] {
        assert_eq!(Shape::of(text), shape, "{text}");
    }
    let text =
        "{\"schedule\": {\"conference\": {\"days\": [{\"x\": 1}]}}, \"a\\\"\": \"b\\\\\", \"t\": [{\"title\": 1}, {\"b";
    let shape = Shape::of(text);
    let value = &shape.json().unwrap().value;
    for (path, is_there) in [("schedule.conference", true), ("t.[].title", true), ("days", false), ("t.title", false)] {
        assert_eq!(json::value::has_one_of(value, &[&[path]]), is_there, "{path}");
    }
    let script = "// a\n/* b */ var program = [{\"id\": 1}];\nwindow.people = [];";
    assert_eq!(Shape::of(script).json().unwrap().value, serde_json::json!({"program": [{"id": 1}], "people": []}));
    let table = "Titel;Von\n\"a;\nb\";9:00;c\n";
    let expected = serde_json::json!({"table": [{"Titel": "a;\nb", "Von": "9:00", "column 3": "c"}]});
    assert_eq!(Shape::of(table).json().unwrap().value, expected);
    assert_eq!(Shape::of("x = y + 1; // [1]\nprint(x)"), Shape::Toml);
}

#[test]
fn ids_are_made_unique_without_taking_one_that_is_in_use() {
    let mut schedule = Schedule::default();
    for id in ["a", "a", "a-2", "", ""] {
        schedule.sessions.push(crate::model::Session::new(id, "Some title"));
    }
    let mut problems = Vec::new();
    finish::finish(&mut schedule, &options("x"), &mut problems);
    let ids: Vec<&str> = schedule.sessions.iter().map(|session| session.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-3", "a-2", "some-title", "some-title-2"]);
    assert_eq!(problems[0].message, "2 sessions have the ids of others and got numbers behind them");
}

#[test]
fn people_with_two_keys_are_two_and_without_keys_one() {
    let mut builder = builder::Builder::new(&options("x"));
    let one = builder.person(None, "Ada Byron");
    assert_eq!(builder.person(None, " ADA  Byron "), one);
    assert_eq!(builder.person(Some("1"), "Ada Byron"), one, "the key comes later");
    assert_eq!(builder.person(Some("1"), ""), one);
    assert_ne!(builder.person(Some("2"), "Ada Byron"), one);
    assert_eq!(builder.person(None, " "), None);
    assert_eq!(builder.schedule.speakers[1].id, "ada-byron-2");
    assert_eq!(builder.room(" Aula "), builder.room("Aula"));
    assert_eq!(builder.track("No Track"), None);
}

fn seeds_folder() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let name = |path: &Path| format!("seeds/{}", path.file_name().unwrap().display());
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn what_ships_is_what_the_seeds_say() {
    let (schedules, problems) = seeds::folder(seeds_folder());
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "the seeds are wrong:\n{}", told.join("\n"));
    for schedule in &schedules {
        schedule.check().unwrap_or_else(|broken| panic!("seeds: {}: {broken}", schedule.event.id));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/seeds.bin");
    let mut bytes = Vec::new();
    for schedule in &schedules {
        let packed = pack(schedule).unwrap();
        bytes.extend_from_slice(&(packed.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&packed);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, bytes).unwrap();
        return;
    }
    assert!(
        std::fs::read(path).unwrap() == bytes,
        "what ships is stale: UPDATE=1 cargo test --lib what_ships, then test again"
    );
    assert!(shipped().iter().map(Packed::schedule).eq(schedules.iter().cloned()), "packed and unpacked it is another");
    assert_eq!((schedules.len(), schedules.iter().map(|schedule| schedule.sessions.len()).sum::<usize>()), (7, 225));
}

#[test]
fn the_seeds_are_clean_and_share_their_speakers() {
    let schedules: Vec<_> = shipped().iter().map(Packed::schedule).collect();
    for schedule in &schedules {
        for session in &schedule.sessions {
            assert_eq!(text::line(&session.title), session.title);
            assert_eq!(text::block(&session.abstract_text).0, session.abstract_text, "{}", session.id);
        }
    }
    let keys: std::collections::HashSet<_> =
        schedules.iter().flat_map(|schedule| &schedule.speakers).map(|speaker| speaker.key.clone()).collect();
    assert_eq!(Programme::new(schedules).speakers().len(), keys.len());
}
