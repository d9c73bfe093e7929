//! Letters that would steer a terminal or deceive whoever reads them, in every place of every format.

use super::{hold, is_harmless};
use std::fmt::Write;

/// A title in which all of that hides around words that are none of it.
const HOSTILE: &str = "Alpha\u{1b}[2J \u{1b}]0;owned\u{7}Beta \u{9b}31mGamma\u{8}\u{0}\u{7f} \u{202e}Delta\u{202c} Ep\u{200b}si\u{ad}lon \
                       \u{feff}Zeta\u{2028}Eta \u{2066}Theta\u{2069} Iota\u{e0041} \u{1b}P+q\u{1b}\\Kappa \
                       \u{1b}]8;;http://evil.example\u{1b}\\Lambda &#27;[31m&#x202e; &amp;#x1b;[0m \r\nMu";

/// The words that must still be there.
const WORDS: [&str; 6] = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Mu"];

fn in_json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn in_calendar(text: &str) -> String {
    text.replace('\\', "\\\\").replace("\r\n", "\\n").replace([',', ';'], " ")
}

fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The same schedule in each format, with a text in every place that takes one.
fn everywhere(text: &str) -> Vec<(&'static str, String)> {
    let json = in_json(text);
    let xml = in_xml(text);
    let references: String = text.chars().fold(String::new(), |mut all, letter| {
        let _ = write!(all, "&#{};", u32::from(letter));
        all
    });
    let schedule = |xml: &str| {
        format!(
            "<schedule><conference><title>{xml}</title><acronym>{xml}</acronym></conference><day date='2024-05-01'>\
             <room name='r'><event id='1' guid='g'><start>10:00</start><duration>00:30</duration><title>{xml}</title>\
             <subtitle>{xml}</subtitle><track>{xml}</track><type>{xml}</type><language>{xml}</language>\
             <abstract>{xml}</abstract><description>{xml}</description><room>{xml}</room><slug>{xml}</slug>\
             <persons><person id='1'>{xml}</person></persons><links><link href='http://x.org/{xml}'>{xml}</link>\
             </links></event></room></day></schedule>"
        )
    };
    let calendar = in_calendar(text);
    vec![
        ("xml", schedule(&xml)),
        ("xml with references", schedule(&references)),
        (
            "xcal",
            format!(
                "<iCalendar><vcalendar><x-wr-calname>{xml}</x-wr-calname><vevent><uid>{xml}</uid>\
                 <dtstart>20240501T100000</dtstart><duration>00:30:00</duration><summary>{xml}</summary>\
                 <description>{xml}</description><location>{xml}</location><attendee>{xml}</attendee><url>{xml}</url>\
                 <category>{xml}</category></vevent></vcalendar></iCalendar>"
            ),
        ),
        (
            "frab json",
            format!(
                r#"{{"schedule":{{"version":{json},"conference":{{"acronym":{json},"title":{json},"days":[{{"date":"2024-05-01","rooms":{{{json}:[{{
                "id":{json},"guid":{json},"slug":{json},"code":{json},"date":"2024-05-01T10:00:00+02:00","start":"10:00","duration":"00:30","title":{json},"subtitle":{json},
                "track":{json},"type":{json},"language":{json},"abstract":{json},"description":{json},"persons":[{{"id":{json},
                "public_name":{json},"biography":{json}}}],"links":[{{"url":{json},"title":{json}}},{json}]}}]}}}}]}}}}}}"#
            ),
        ),
        (
            "sessionize",
            format!(
                r#"{{"sessions":[{{"id":{json},"title":{json},"description":{json},"startsAt":"2024-05-01T10:00:00","endsAt":"2024-05-01T11:00:00",
                "speakers":["a"],"categoryItems":[1],"roomId":1}}],"speakers":[{{"id":"a","fullName":{json},"bio":{json},
                "tagLine":{json},"links":[{{"title":{json},"url":{json}}}]}}],"rooms":[{{"id":1,"name":{json}}}],
                "categories":[{{"id":1,"title":{json},"items":[{{"id":1,"name":{json}}}]}}]}}"#
            ),
        ),
        (
            "symposion",
            format!(
                r#"{{"schedule":[{{"conf_key":1,"kind":{json},"name":{json},"room":{json},"start":"2024-05-01T10:00:00+02:00",
                "end":"2024-05-01T11:00:00+02:00","description":{json},"abstract":{json},"conf_url":{json},"tags":{json},
                "speakers":[{{"name":{json},"bio":{json}}}],"authors":[{json}]}}]}}"#
            ),
        ),
        (
            "pretalx",
            format!(
                r#"{{"talks":[{{"code":{json},"title":{json},"abstract":{json},"description":{json},"speakers":["A"],"track":1,"room":1,
                "start":"2024-05-01T10:00:00+02:00","end":"2024-05-01T11:00:00+02:00"}}],
                "speakers":[{{"code":"A","name":{json},"biography":{json}}}],"rooms":[{{"id":1,"name":{{"en":{json}}}}}],
                "tracks":[{{"id":1,"name":{json}}}]}}"#
            ),
        ),
        (
            "icalendar",
            format!(
                "BEGIN:VCALENDAR\nPRODID:{calendar}\nX-WR-CALNAME:{calendar}\nX-WR-TIMEZONE:{calendar}\nBEGIN:VEVENT\n\
                 UID:{calendar}\nDTSTART;TZID={calendar}:20240501T100000\nDTEND:{calendar}\nSUMMARY:{calendar}\n\
                 DESCRIPTION:{calendar}\nLOCATION:{calendar}\nCATEGORIES:{calendar},{calendar}\nRRULE:{calendar}\n\
                 ATTENDEE;CN=\"{calendar}\":http://x.org/{calendar}\nURL:{calendar}\nATTACH;LABEL={calendar}:http://x.org/a\nEND:{calendar}\n\
                 END:VEVENT\nEND:VCALENDAR\n"
            ),
        ),
        (
            "toml",
            format!(
                "[event]\nid = {json}\nname = {json}\nshort = {json}\nplace = {json}\nurl = {json}\n\n[[session]]\nid = {json}\n\
                 title = {json}\nsubtitle = {json}\nkind = \"talk\"\ntrack = {json}\ntags = [{json}]\nroom = {json}\n\
                 speakers = [{{ id = {json}, organisation = {json} }}]\nabstract = {json}\ntakeaways = [{json}]\n"
            ),
        ),
    ]
}

#[test]
fn hostile_letters_leave_every_format_harmless_and_the_words_stay() {
    for (format, file) in everywhere(HOSTILE) {
        let reading = hold(file.as_bytes()).unwrap_or_else(|| panic!("{format} is refused"));
        let title = &reading.schedule.sessions[0].title;
        for word in WORDS {
            assert!(title.contains(word), "{format}: {word} is not in {title:?}");
        }
    }
}

#[test]
fn a_title_of_any_length_ends_somewhere() {
    for length in [10_000, 40_000] {
        for letter in ["x", "ä", "\u{1f9a9}", "e\u{301}", "x ", "- ", "& ", "( "] {
            for (format, file) in everywhere(&format!("Title {}", letter.repeat(length))) {
                let reading = hold(file.as_bytes());
                assert!(reading.is_some() || format == "toml", "{format}: {letter}");
            }
        }
    }
}

#[test]
fn the_test_knows_what_harms() {
    for harmless in ["plain", "Zoë – ✓", "👩\u{200d}💻", "می\u{200c}خواهم", "日本語"] {
        assert!(is_harmless(harmless), "{harmless}");
    }
    for harm in ["\u{1b}[2J", "a\u{202e}b", "a\u{200b}b", "a\nb", "\u{9b}", "a\u{200d}b", "\u{feff}"] {
        assert!(!is_harmless(harm), "{harm:?}");
    }
}
