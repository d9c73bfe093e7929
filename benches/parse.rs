//! Reading schedules of other formats: 1,100 sessions with times, people, links and abstracts of some 1,500 characters.
//!
//! The files are made up here. A file of one's own is measured beside them with `KUBETALKS_BENCH_FILE=path`.

use divan::{Bencher, black_box, counter::BytesCount};
use kubetalks::source::{Options, read};
use std::fmt::Write;

const SESSIONS: usize = 1_100;

/// What abstracts are made of: HTML as FOSDEM's forms produce it, escaped for XML.
const SENTENCES: &[&str] = &[
    "&lt;p&gt;The kernel has had this interface for years, and hardly anybody uses it.&lt;/p&gt;\n",
    "&lt;p&gt;We will look at &lt;strong&gt;three ways&lt;/strong&gt; to build images, and why two of them don’t scale.&lt;/p&gt;\n",
    "&lt;ul&gt;&lt;li&gt;What it is&lt;/li&gt;&lt;li&gt;What it isn't&lt;/li&gt;&lt;/ul&gt;\n",
    "&lt;p&gt;See &lt;a href=&quot;https://example.org/talks&quot;&gt;the page&lt;/a&gt; &amp;amp; the slides.&lt;/p&gt;\n",
    "&lt;p&gt;Attendees should have some experience with &lt;code&gt;containers&lt;/code&gt;, and none with patience.&lt;/p&gt;\n",
];

fn main() {
    divan::main();
}

#[divan::bench]
fn pentabarf(bencher: Bencher<'_, '_>) {
    measure(bencher, pentabarf_file().into_bytes());
}

#[divan::bench]
fn frab_json(bencher: Bencher<'_, '_>) {
    measure(bencher, frab_json_file().into_bytes());
}

#[divan::bench]
fn icalendar(bencher: Bencher<'_, '_>) {
    measure(bencher, icalendar_file().into_bytes());
}

#[divan::bench]
fn own_file(bencher: Bencher<'_, '_>) {
    let bytes = std::env::var_os("KUBETALKS_BENCH_FILE").and_then(|path| std::fs::read(path).ok());
    measure(bencher, bytes.unwrap_or_default());
}

fn measure(bencher: Bencher<'_, '_>, bytes: Vec<u8>) {
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| read(black_box(&bytes), &Options::default()).map(|reading| reading.schedule.sessions.len()));
}

fn pentabarf_file() -> String {
    let mut file = String::from(
        "<schedule><conference><acronym>made-up</acronym><title>Made up</title><day_change>09:00:00</day_change>\
         <base_url>https://example.org/</base_url><time_zone_name>Europe/Brussels</time_zone_name></conference>\n",
    );
    for day in 0..2 {
        let _ = writeln!(file, "<day index=\"{}\" date=\"2025-02-0{}\">", day + 1, day + 1);
        for room in 0..30 {
            let _ = writeln!(file, "<room name=\"H.{room}\">");
            for number in 0..SESSIONS / 60 {
                event(&mut file, day, room, number);
            }
            file.push_str("</room>\n");
        }
        file.push_str("</day>\n");
    }
    file.push_str("</schedule>\n");
    file
}

fn event(file: &mut String, day: usize, room: usize, number: usize) {
    let id = (day * 30 + room) * 100 + number;
    let (hour, minute) = (9 + number / 2, number % 2 * 30);
    let _ = write!(
        file,
        "<event id=\"{id}\" guid=\"guid-{id}\"><date>2025-02-0{}T{hour:02}:{minute:02}:00+01:00</date>\
         <start>{hour:02}:{minute:02}</start><duration>00:25</duration><room>H.{room}</room>\
         <slug>made-up-{id}</slug><url>https://example.org/event/{id}/</url><title>Session number {id}</title>\
         <subtitle/><track slug=\"t{room}\">Track {room}</track><type>devroom</type><language>en</language><abstract>",
        day + 1
    );
    for at in 0..15 {
        file.push_str(SENTENCES.get((id + at) % SENTENCES.len()).unwrap_or(&""));
    }
    let _ = writeln!(
        file,
        "</abstract><description/><persons><person id=\"{id}\">Person {id}</person></persons><links>\
         <link href=\"https://video.example.org/{id}.mp4\">Video recording (MP4)</link>\
         <link href=\"https://chat.example.org/{id}\">Chat room</link>\
         <link href=\"https://example.org/feedback/{id}\">Submit feedback</link></links></event>"
    );
}

fn frab_json_file() -> String {
    let mut file = String::from(
        "{\"schedule\":{\"base_url\":\"https://example.org/\",\"conference\":{\"acronym\":\"made-up\",\"title\":\"Made up\",\
         \"time_zone_name\":\"Europe/Brussels\",\"days\":[",
    );
    for day in 0..2 {
        let comma = if day > 0 { "," } else { "" };
        let _ = write!(file, "{comma}{{\"index\":{day},\"date\":\"2025-02-0{}\",\"rooms\":{{", day + 1);
        for room in 0..30 {
            let comma = if room > 0 { "," } else { "" };
            let _ = write!(file, "{comma}\"H.{room}\":[");
            for number in 0..SESSIONS / 60 {
                file.push_str(if number > 0 { ",\n" } else { "" });
                json_event(&mut file, day, room, number);
            }
            file.push(']');
        }
        file.push_str("}}");
    }
    file.push_str("]}}}");
    file
}

fn json_event(file: &mut String, day: usize, room: usize, number: usize) {
    let id = (day * 30 + room) * 100 + number;
    let (hour, minute) = (9 + number / 2, number % 2 * 30);
    let _ = write!(
        file,
        "{{\"id\":{id},\"guid\":\"guid-{id}\",\"date\":\"2025-02-0{}T{hour:02}:{minute:02}:00+01:00\",\
         \"start\":\"{hour:02}:{minute:02}\",\"duration\":\"00:25\",\"room\":\"H.{room}\",\"slug\":\"made-up-{id}\",\
         \"url\":\"https://example.org/event/{id}/\",\"title\":\"Session number {id}\",\"subtitle\":\"\",\
         \"track\":\"Track {room}\",\"type\":\"lecture\",\"language\":\"en\",\"description\":\"\",\"abstract\":\"",
        day + 1
    );
    for at in 0..15 {
        let sentence = SENTENCES.get((id + at) % SENTENCES.len()).unwrap_or(&"");
        let sentence =
            sentence.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "'").replace('\n', "\\r\\n");
        file.push_str(&sentence);
    }
    let _ = write!(
        file,
        "\",\"persons\":[{{\"id\":{id},\"public_name\":\"Person {id}\"}}],\"links\":[\
         {{\"url\":\"https://video.example.org/{id}.mp4\",\"title\":\"Video\"}},\"https://chat.example.org/{id}\"],\
         \"attachments\":[]}}"
    );
}

/// A calendar as Sched writes it, unfolded and with people behind the titles.
fn icalendar_file() -> String {
    let mut file = String::from("BEGIN:VCALENDAR\r\nX-WR-CALNAME:made-up\r\nX-WR-TIMEZONE:UTC\r\n");
    for number in 0..SESSIONS {
        let (day, hour, room) = (number % 4 + 1, number % 9 + 8, number % 30);
        let text = "We will look at three ways to build images\\, and why two of them don’t scale.\\n".repeat(18);
        let _ = write!(
            file,
            "BEGIN:VEVENT\r\nDTSTART:202502{day:02}T{hour:02}0000Z\r\nDTEND:202502{day:02}T{hour:02}4500Z\r\n\
             SUMMARY:Images number {number} - Ada Byron\\, Acme & Grace Murray\\, Initech\r\nDESCRIPTION:{text}\r\n\
             CATEGORIES:TRACK {}\r\nLOCATION:Hall {room}\\, Ghent\\, Belgium\r\nUID:{number:032x}\r\nEND:VEVENT\r\n",
            number % 12
        );
    }
    file.push_str("END:VCALENDAR\r\n");
    file
}
