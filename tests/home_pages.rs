//! From home pages, and from names, to schedules: pages written for the purpose, on a network that is not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use support::http::{Server, ok};
use support::net::{At, Net};
use support::pty::Launch;
use support::user::{Run, User, run};

const XML: &str = "application/xml";
const CALENDAR: &str = "text/calendar";
const HTML: &str = "text/html";
const JSON: &str = "application/json";

fn xml() -> At {
    let event = |id: u32, hour: u32| {
        format!(
            "<event id='{id}'><start>{hour:02}:00</start><duration>00:30</duration><title>Talk {id}</title></event>"
        )
    };
    let text = format!(
        "<schedule><conference><title>Sand Day</title><time_zone_name>Europe/Vienna</time_zone_name></conference>\
         <day index='1' date='2027-03-24'><room name='Aula'>{}{}</room></day></schedule>",
        event(1, 9),
        event(2, 10)
    );
    At::Text(XML, text)
}

/// A calendar in UTC with so many sessions, at a place.
fn calendar(sessions: u32, place: &str) -> At {
    let event = |id: u32| {
        format!(
            "BEGIN:VEVENT\r\nUID:{id}@e.org\r\nSUMMARY:Talk {id}\r\nDTSTART:20270324T{:02}0000Z\r\nDTEND:20270324T{:02}3000Z\r\n\
             LOCATION:Hall {id}{place}\r\nEND:VEVENT\r\n",
            id + 8,
            id + 8
        )
    };
    let events: String = (1..=sessions).map(event).collect();
    let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Sand Day\r\nX-WR-TIMEZONE:UTC\r\n";
    At::Text(CALENDAR, format!("{head}{events}END:VCALENDAR\r\n"))
}

fn sessionize() -> At {
    let session = |id: u32, hour: u32| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"Talk {id}\",\"startsAt\":\"2027-03-24T{hour:02}:00:00\",\"endsAt\":\
             \"2027-03-24T{hour:02}:30:00\",\"isServiceSession\":false,\"speakers\":[],\"categoryItems\":[],\"roomId\":1}}"
        )
    };
    let rooms =
        "\"speakers\":[],\"questions\":[],\"categories\":[],\"rooms\":[{\"id\":1,\"name\":\"Aula\",\"sort\":0}]";
    At::Text(JSON, format!("{{\"sessions\":[{},{}],{rooms}}}", session(1, 9), session(2, 10)))
}

fn page(body: &str) -> At {
    At::Text(HTML, format!("<!DOCTYPE html><html><head><title>Sand Day 2027</title></head><body>{body}</body></html>"))
}

fn slow(at: At) -> At {
    // Servers call a calendar what they like.
    if let At::Text(_, text) = at { At::Slow("application/octet-stream", text) } else { at }
}

fn import(user: &User, net: &Net, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = std::iter::once("import").chain(arguments.iter().copied()).collect();
    run(net.lead(&mut user.command(&arguments)))
}

/// The address that the only event is fetched from again.
fn source(user: &User) -> String {
    let events = user.json(&["events", "--json"]);
    let kept = events.as_array().unwrap().iter().find(|event| event["source"].as_str() != Some("shipped"));
    kept.unwrap_or(&Value::Null)["source"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn each_convention_leads_from_a_home_page_to_its_schedule() {
    for (body, address, there) in [
        ("<a href='//sand.sched.com/'>Schedule</a>", "https://sand.sched.com/all.ics", calendar(2, "")),
        (
            "<script src='https://sessionize.com/api/v2/ab12/view/GridSmart'></script>",
            "https://sessionize.com/api/v2/ab12/view/All",
            sessionize(),
        ),
        (
            "<pretalx-schedule event-url='https://talks.sand.example/27/'></pretalx-schedule>",
            "https://talks.sand.example/27/schedule/export/schedule.xml",
            xml(),
        ),
        (
            "<iframe src='https://calendar.google.com/calendar/embed?src=a%40b&amp;ctz=Europe%2FVienna'></iframe>",
            "https://calendar.google.com/calendar/ical/a%40b/public/basic.ics",
            calendar(2, ""),
        ),
        (
            "<a href='https://cloud.sand.example/apps/calendar/p/ToKeN'>Calendar</a>",
            "https://cloud.sand.example/remote.php/dav/public-calendars/ToKeN?export",
            calendar(2, ""),
        ),
        ("<a href='/?format=xml&amp;x=1'>XML</a>", "https://sand.example/?format=xml&x=1", xml()),
        ("<a href='/events/?ical=1'>iCal</a>", "https://sand.example/events/?ical=1", calendar(2, "")),
        (
            "<base href='https://other.example/27/'><a href='schedule.xml'>XML</a>",
            "https://other.example/27/schedule.xml",
            xml(),
        ),
        ("made with wafer", "https://sand.example/schedule/pentabarf.xml", xml()),
    ] {
        let net = Net::new(vec![("https://sand.example/", page(body)), (address, there)]);
        let user = User::new();
        let run = import(&user, &net, &["sand.example/"]);
        assert_eq!(run.code, Some(0), "{body}: {} {:?}", run.err, net.asked());
        assert!(run.out.contains("2 sessions") && run.out.contains("this is a page"), "{body}: {}", run.out);
        assert_eq!(net.asked(), ["https://sand.example/", address], "{body}");
        assert_eq!(source(&user).replace('…', "ToKeN"), address);
    }
}

#[test]
fn one_hop_leads_to_a_page_of_the_same_server_and_refresh_asks_for_the_schedule_itself() {
    let net = Net::new(vec![
        ("https://sand.example/", At::Redirect("https://sand.example/2027/")),
        (
            "https://sand.example/2027/",
            page("<a href='https://far.example/'>Schedule</a><a href='plan/'>Programme</a>"),
        ),
        (
            "https://sand.example/2027/plan/",
            page("<a href='/broken.ics'>a</a> <a href='/talk.ics'>b</a> <a href='/all.ics'>c</a>"),
        ),
        ("https://sand.example/broken.ics", At::Text(HTML, "<p>gone".to_owned())),
        ("https://sand.example/talk.ics", calendar(1, "")),
        ("https://sand.example/all.ics", slow(calendar(3, ""))),
    ]);
    let user = User::new();
    let told = import(&user, &net, &["https://sand.example/"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.contains("3 sessions"), "a talk's own calendar is no schedule: {}", told.out);
    assert!(!net.asked().iter().any(|address| address.contains("far.example")));
    let again = run(net.lead(&mut user.command(&["refresh"])));
    assert_eq!((again.code, net.asked()), (Some(0), vec!["https://sand.example/all.ics".to_owned()]), "{}", again.err);
}

#[test]
fn where_nothing_is_found_it_is_told_what_was_looked_for() {
    let net = Net::new(vec![
        ("https://bare.example/", page("<p>Come!</p>")),
        ("https://dead.example/", page("<a href='/schedule.xml'>XML</a>")),
    ]);
    let user = User::new();
    let bare = import(&user, &net, &["https://bare.example/"]);
    assert!(
        bare.code == Some(2) && bare.err.contains("names none of the programs that keep schedules"),
        "{}",
        bare.err
    );
    let dead = import(&user, &net, &["https://dead.example/"]);
    assert!(dead.err.contains("https://dead.example/schedule.xml"), "{}", dead.err);
}

#[test]
fn a_calendar_in_utc_stands_in_the_zone_of_its_place() {
    let net = Net::new(vec![
        ("https://sand.sched.com/all.ics", calendar(3, "\\, Amsterdam\\, Netherlands")),
        ("https://far.example/a.ics", calendar(3, "")),
    ]);
    let user = User::new();
    let told = import(&user, &net, &["sand.sched.com"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.contains("times taken as Europe/Amsterdam, from 'Amsterdam, Netherlands'"), "{}", told.out);
    let starts =
        |user: &User| user.json(&["list", "--json", "event:sand-day"])[0]["start"].as_str().unwrap().to_owned();
    assert_eq!(starts(&user), "2027-03-24T10:00:00+01:00");
    assert_eq!(run(net.lead(&mut user.command(&["refresh"]))).code, Some(0));
    assert_eq!(starts(&user), "2027-03-24T10:00:00+01:00", "and after a refresh");
    let said = User::new();
    assert!(
        import(&said, &net, &["https://far.example/a.ics", "--zone", "Salt Lake City"]).out.contains("America/Denver")
    );
    let silent = import(&User::new(), &net, &["https://far.example/a.ics"]);
    assert!(silent.out.contains("--zone"), "{}", silent.out);
}

#[test]
fn a_conference_is_found_by_its_name_and_brought_in() {
    const MENU: &str = r#"{"schedules": [{"id": "sand", "url": "https://sand.example/s.xml", "title": "Sand Day 2027",
        "start": "2027-03-24", "end": "2027-03-24", "timezone": "Europe/Vienna"}]}"#;
    let net = Net::new(vec![
        ("https://ggt.gaa.st/menu.json", At::Text(JSON, MENU.to_owned())),
        ("https://sand.example/s.xml", xml()),
    ]);
    let user = User::new();
    let find = |arguments: &[&str]| {
        let at = ["--at", "2026-11-30", "find"];
        run(net.lead(&mut user.command(&[&at[..], arguments].concat())))
    };
    let offline = find(&["fosdem", "2027", "--offline"]);
    assert!(offline.code == Some(0) && offline.out.contains("https://fosdem.org/2027/schedule/xml"), "{}", offline.err);
    assert_eq!(net.asked(), [""; 0]);
    let found = find(&["sand"]);
    assert!(found.err.contains("fetching Giggity's menu from https://ggt.gaa.st/menu.json"), "{}", found.err);
    assert!(found.out.contains("Sand Day 2027") && found.out.contains("Giggity's menu"), "{}", found.out);
    assert_eq!(net.asked(), ["https://ggt.gaa.st/menu.json"]);
    let brought = find(&["sand", "--import"]);
    assert_eq!(
        (brought.code, net.asked()),
        (Some(0), vec!["https://sand.example/s.xml".to_owned()]),
        "{}",
        brought.err
    );
    assert!(brought.out.contains("Sand Day 2027"), "{}", brought.out);
    assert_eq!(find(&["nowhere at all"]).code, Some(1));
    let copies = fs::read_dir(user.home().join("data/cache/catalogue")).unwrap().count();
    assert_eq!(copies, 1, "the copy of the day");
}

#[test]
fn in_the_program_a_name_is_typed_a_list_fetched_when_it_is_asked_for_and_a_zone_set() {
    const MENU: &str =
        r#"{"schedules": [{"url": "https://sand.example/a.ics", "title": "Sand Day 2027", "start": "2027-03-24"}]}"#;
    let net = Net::new(vec![
        ("https://ggt.gaa.st/menu.json", At::Text(JSON, MENU.to_owned())),
        ("https://sand.example/a.ics", calendar(2, "")),
    ]);
    let user = User::new();
    let proxy = net.proxy();
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).env("TERM", "xterm-256color").env("HOME", user.home());
    let launch = launch.env("https_proxy", &proxy).env("SSL_CERT_FILE", net.authority());
    let launch = launch.env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    let mut pty = launch.env("KUBETALKS_DATA_DIR", user.home().join("data")).size(120, 36).start();
    pty.wait_for_text("225 sessions");
    pty.send("5asand day");
    pty.wait_for_text("look further: fetches Giggity's menu, from https://ggt.gaa.st/menu.json");
    assert_eq!(net.asked(), [""; 0], "nothing is fetched before it is asked for");
    pty.send("\r");
    pty.wait_for_text("Sand Day 2027");
    pty.send("\r");
    pty.wait_for_text("Time zone of Sand Day 2027");
    pty.send("salt lake\r");
    pty.wait_for_text("times are those of America/Denver");
    assert_eq!(net.asked(), ["https://ggt.gaa.st/menu.json", "https://sand.example/a.ics"]);
    pty.send("z");
    pty.wait_for_text("Time zone of");
    pty.send("amsterd\r");
    pty.wait_for_text("times are those of Europe/Amsterdam");
    pty.send("q");
    assert_eq!(pty.wait_exit_within(std::time::Duration::from_secs(10)), 0);
    let start = user.json(&["list", "--json", "event:sand-day-2027"])[0]["start"].clone();
    assert_eq!(start, "2027-03-24T10:00:00+01:00");
}

#[test]
fn several_servers_are_asked_at_the_same_time_and_each_for_one_thing_after_the_other() {
    let meeting = Arc::new(Barrier::new(2));
    let meets = Arc::new(AtomicBool::new(false));
    let most = Arc::new(AtomicUsize::new(0));
    let server = || {
        let (meeting, meets, most, now) =
            (Arc::clone(&meeting), Arc::clone(&meets), Arc::clone(&most), AtomicUsize::new(0));
        Server::start(move |head, connection| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // The first request of either waits for the other server's: one after the other they would wait for ever.
            if meets.load(Ordering::SeqCst) && head.contains("/first.xml") {
                meeting.wait();
            }
            let At::Text(_, text) = xml() else { unreachable!() };
            now.fetch_sub(1, Ordering::SeqCst);
            let _ = connection.write_all(&ok("Content-Type: application/xml\r\n", text.as_bytes()));
        })
    };
    let (one, other) = (server(), server());
    let user = User::new();
    for (number, address) in [one.url("/first.xml"), one.url("/second.xml"), other.url("/first.xml")].iter().enumerate()
    {
        assert_eq!(user.run(&["import", address, "--id", &format!("day-{number}")]).code, Some(0));
    }
    meets.store(true, Ordering::SeqCst);
    let refreshed = user.run(&["refresh"]);
    assert_eq!((refreshed.code, refreshed.out.lines().count()), (Some(0), 3), "{} {}", refreshed.out, refreshed.err);
    assert_eq!(most.load(Ordering::SeqCst), 1);
}
