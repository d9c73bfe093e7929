//! Files that try to cost more than they weigh: time beyond their length, memory beyond measure, the depth of a stack.
//!
//! Each is as large as it takes to tell linear time from quadratic, and each has to come to its end.

use super::{hold, in_time};
use flate2::Compression;
use flate2::write::GzEncoder;
use kubetalks::source::read;
use std::io::Write;

/// How many bytes a piece is repeated to fill.
const SIZE: usize = 100_000;

/// The piece over and over; each `#` becomes the number of its turn.
fn many(piece: &str) -> String {
    let turns = 0..SIZE / (piece.len() + 3 * usize::from(piece.contains('#')));
    if piece.contains('#') {
        turns.map(|turn| piece.replace('#', &turn.to_string())).collect()
    } else {
        piece.repeat(turns.len())
    }
}

/// Holds a file of each of the insides, in whatever is around them.
fn hold_all(insides: Vec<String>, around: impl Fn(&str) -> String) {
    for inside in insides {
        let name: String = inside.chars().take(60).collect();
        let file = around(&inside);
        in_time(&name, move || hold(file.as_bytes()));
    }
}

#[test]
fn xml_of_any_kind_comes_to_an_end() {
    let insides = [
        "<event id='1'>",
        "<event><abstract>",
        "<event><title>a&b</title></event>",
        "<event><title>a<b</title></event>",
        "<event><title>a</title><persons><person>x</person></persons></event>",
        "<event><title>a</title><persons><person id='#'>x</person></persons></event>",
        "<event id='1'><title>a</title><track>t#</track><room>r#</room></event>",
        "<a>",
        "<",
        "<!--",
        "<![CDATA[",
        "<a b='",
        "&",
        "&#",
        "<day date=''>",
        "<room name='a'>",
        "<event id='1' guid='1'><title>x</title><start>10:00</start></event>",
    ];
    let wide = |piece: &str, before: &str, behind: &str| format!("{before}{}{behind}", many(piece));
    let mut insides: Vec<String> = insides.into_iter().map(many).collect();
    insides.extend([
        wide("a=' ' ", "<event ", "/>"),
        wide("a#=' ' ", "<event ", "/>"),
        wide("long ", "<event id='1'><title>", "</title></event>"),
        wide("<links><link>", "<event>", "</event>"),
        wide("<link href='http://x.org/#'/>", "<event><title>a</title><links>", "</links></event>"),
        wide("<person id='#'>A #</person>", "<event><title>a</title><persons>", "</persons></event>"),
        wide("http://x.org/# ", "<event><title>a</title><abstract>", "</abstract></event>"),
        wide("&lt;b&gt;", "<event><title>a</title><abstract>", "</abstract></event>"),
        wide("&lt;a href=x#&gt;", "<event><title>a</title><abstract>", "</abstract></event>"),
        wide("[a](", "<event><title>a</title><abstract>", "</abstract></event>"),
        wide("* _a", "<event><title>a</title><abstract>", "</abstract></event>"),
    ]);
    hold_all(insides, |inside| format!("<schedule><day date='2024-01-01'>{inside}"));
}

#[test]
fn xcal_of_any_kind_comes_to_an_end() {
    let insides = [
        "<vevent>",
        "<vevent><summary>a</summary></vevent>",
        "<attendee>A #</attendee>",
        "<x:y xmlns:x='#'>",
        "<summary>",
    ];
    hold_all(insides.into_iter().map(many).collect(), |inside| {
        format!("<iCalendar><vcalendar><vevent><summary>a</summary>{inside}</vevent></vcalendar></iCalendar>")
    });
}

#[test]
fn json_of_any_kind_comes_to_an_end() {
    let list = |piece: &str| many(&format!("{piece},")).trim_end_matches(',').to_owned();
    let insides = vec![
        list(r#"{"id":1,"title":"a"}"#),
        list("{}"),
        list("[]"),
        list("0"),
        list(r#"{"id":1,"title":"a","track":"t#"}"#),
        list(r#"{"title":"a","room":"r#"}"#),
        list(r#"{"title":"a","persons":[{"id":#,"name":"x"}]}"#),
        format!(r#"{{"title":"a","persons":[{}]}}"#, list(r#"{"id":#,"name":"x#"}"#)),
        format!(r#"{{"title":"a","links":[{}]}}"#, list(r#""https://x.org/#""#)),
        format!(r#"{{"title":"a","tags":[{}]}}"#, list(r#""t#""#)),
        format!(r#"{{"title":"a","abstract":"{}"}}"#, many("https://x.org/# ")),
        format!(r#"{{"room":"{}"}},{}"#, many("long "), list(&format!(r#"{{"room":"{}"}}"#, "long ".repeat(200)))),
        format!(r#"{{"title":{{{}}}}}"#, list(r#""k#":"a""#)),
        many("["),
        many(r#"{"a":"#),
        many(","),
        many("\\\""),
        format!("\"{}", many("\u{1}")),
        many("\"a\":\"b\","),
    ];
    hold_all(insides, |inside| format!(r#"{{"schedule":{{"conference":{{"days":[]}},"events":[{inside}]}}}}"#));
    hold_all(vec![many("["), many("{\"a\":"), many("[{"), many("\"")], |inside| format!("{{\"talks\":{inside}"));
    hold_all(vec![many("["), many("[{\"a\":")], str::to_owned);
}

#[test]
fn calendars_of_any_kind_come_to_an_end() {
    let events = [
        "BEGIN:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:a\nUID:x\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:a\nDTSTART;TZID=Z#:20240101T000000\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:a\nCATEGORIES:c#\nLOCATION:l#\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:a - Ada Byron #, X & Alan Mathison #, Y\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20240101\nRRULE:FREQ=DAILY;COUNT=4000000000\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20240101\nRECURRENCE-ID:20240101\nUID:u\nEND:VEVENT\n",
        "BEGIN:VTIMEZONE\nTZID:z#\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n",
        "BEGIN:X\n",
        "END:VEVENT\n",
        "X\n",
        "\n",
    ];
    hold_all(events.into_iter().map(many).collect(), |inside| {
        format!("BEGIN:VCALENDAR\n{inside}BEGIN:VEVENT\nSUMMARY:last\nDTSTART:20240101T000000Z\nEND:VEVENT\n")
    });
    let lines = [
        "ATTENDEE;CN=Ada #:mailto:a@b\n",
        "ORGANIZER;CN=Ada #:mailto:a@b\n",
        "ATTACH:http://x.org/#\n",
        "CATEGORIES:c#,d#\n",
        "EXDATE:20240#\nRRULE:FREQ=DAILY;COUNT=366\n",
        "RRULE:FREQ=DAILY;COUNT=366\n",
        "DESCRIPTION:a\n",
        " a\n",
        "\ta",
        "a\n",
        "X-A;B=\"",
        ";A=B",
        ",a",
        "\\",
        "\\n",
        " - Ada Byron",
        " (by ",
        " & Ada Byron",
        ", Ghent",
        "\"",
        ":",
    ];
    let around = |inside: &str| {
        format!(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101T000000Z\nLOCATION:x, Ghent\nSUMMARY:a{inside}\nEND:VEVENT\n"
        )
    };
    hold_all(lines.into_iter().map(many).collect(), around);
    hold_all(lines.into_iter().map(|line| format!("\n{}", many(line))).collect(), around);
}

#[test]
fn every_time_of_a_calendar_is_held_against_few_changes_of_clocks() {
    let clocks = many(
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nRDATE:19800101T000000,19810101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\n",
    );
    let events = many("BEGIN:VEVENT\nSUMMARY:a\nDTSTART;TZID=z:20240101T000000\nEND:VEVENT\n");
    let file = format!("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:z\n{clocks}END:VTIMEZONE\n{events}");
    in_time("clocks", move || hold(file.as_bytes()));
}

#[test]
fn toml_of_any_kind_comes_to_an_end() {
    let session = "[[session]]\nid = \"s#\"\ntitle = \"a\"\nkind = \"talk\"\ntrack = \"t\"\n";
    let twice = "[[session]]\nid = \"s#\"\ntitle = \"a\"\n[[session]]\nid = \"s#\"\ntitle = \"a\"\n";
    let track = "[[track]]\nid = \"t#\"\nname = \"T #\"\n[[session]]\ntitle = \"a#\"\ntrack = \"T #\"\n";
    let person =
        "[[speaker]]\nid = \"p#\"\nname = \"P #\"\n[[session]]\ntitle = \"a#\"\nspeakers = [{ name = \"P #\" }]\n";
    let pieces = [
        twice,
        track,
        person,
        session,
        "[[session]]\n",
        "a#.b = 1\n",
        "[a#]\n",
        "a = ",
        "[[",
        "{a=",
        "\"\"\"",
        "'",
        "# \n",
        "tags = [\"x\"]\n",
    ];
    hold_all(pieces.into_iter().map(many).collect(), |inside| {
        format!("[event]\nid = \"e\"\nname = \"e\"\nshort = \"e\"\nzone = \"UTC\"\n{inside}")
    });
    for deep in ["a = [", "a = {b=", "a."] {
        let file = format!("[event]\na = {}", many(deep.trim_start_matches("a = ")));
        in_time(deep, move || hold(file.as_bytes()));
    }
}

#[test]
fn pages_of_any_kind_come_to_an_end() {
    let pieces = ["<a href='schedule#.xml'>", "href=", "href='schedule.xml", "<", "<a href='/schedule.xml?#'>x</a>"];
    hold_all(pieces.into_iter().map(many).collect(), |inside| format!("<!doctype html><html>{inside}"));
    hold_all(["<?", "<!", "<!--", "<!DOCTYPE [", "<?a?>", "<!---->"].into_iter().map(many).collect(), str::to_owned);
}

#[test]
fn entities_are_neither_multiplied_nor_fetched() {
    let mut bomb = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..40 {
        bomb += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    for entities in [
        bomb.as_str(),
        "<!ENTITY a39 SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY % a39 SYSTEM 'http://localhost/x'> %a39;",
    ] {
        let file = format!(
            "<?xml version='1.0'?><!DOCTYPE schedule [{entities}]><schedule><day date='2024-01-01'><room name='a'>\
             <event id='1'><title>Laughs &a39;</title><start>10:00</start></event></room></day></schedule>"
        );
        let reading = in_time("entities", move || hold(file.as_bytes())).unwrap();
        let title = &reading.schedule.sessions[0].title;
        assert!(title.starts_with("Laughs") && title.len() < 20 && !title.contains("root"), "{title}");
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    assert!(hold(bytes).is_none());
    read(bytes, &kubetalks::source::Options::default()).unwrap_err().pop().unwrap().message
}

#[test]
fn what_is_too_large_is_refused_packed_or_not() {
    let large = vec![b' '; (64 << 20) + 1];
    assert_eq!(refusal(&large), "this is larger than 64 MiB");
    let bomb = packed(&large);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb), "unpacked, this is larger than 64 MiB");
    let parts = packed(&large[..1 << 20]).repeat(65);
    assert_eq!(refusal(&parts), "unpacked, this is larger than 64 MiB");
}

#[test]
fn packing_that_is_broken_or_double_is_no_harm() {
    let file = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\nEND:VCALENDAR\n";
    assert_eq!(hold(&packed(file)).unwrap().schedule.sessions.len(), 1);
    assert!(hold(&packed(&packed(file))).is_none());
    let whole = packed(file);
    for length in 0..whole.len() {
        hold(&whole[..length]);
        let mut wrong = whole.clone();
        wrong[length] ^= 0x55;
        hold(&wrong);
    }
    let empty = packed(b"").repeat(20_000);
    in_time("empty parts", move || hold(&empty));
}

#[test]
fn bytes_in_no_encoding_are_no_harm() {
    for byte in [0, 0x0a, 0x0d, 0x1b, 0x20, 0x80, 0xbf, 0xc3, 0xef, 0xf0, 0xfe, 0xff] {
        for before in [
            &b""[..],
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xfe\xff",
            b"<",
            b"{",
            b"[",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:",
            b"<schedule>",
            b"[event]\n",
        ] {
            let file = [before, &vec![byte; 20_000]].concat();
            in_time("bytes", move || hold(&file));
        }
    }
}
