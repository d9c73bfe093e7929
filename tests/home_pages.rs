//! From home pages, and from names, to schedules: pages written for the purpose, on a network that is not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use support::http::{Server, ok, redirect};
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
    At::Text(CALENDAR, calendar_text(sessions, place))
}

fn calendar_text(sessions: u32, place: &str) -> String {
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
    format!("{head}{events}END:VCALENDAR\r\n")
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

/// What an Indico exports of an event.
fn indico() -> At {
    let time = |hour: u32, minute: u32| {
        format!("{{\"date\":\"2027-03-24\",\"time\":\"{hour:02}:{minute:02}:00\",\"tz\":\"Europe/Vienna\"}}")
    };
    let talk = |id: u32, hour: u32| {
        format!(
            "{{\"_type\":\"Contribution\",\"id\":\"{id}\",\"title\":\"Talk {id}\",\"startDate\":{},\"endDate\":{},\"duration\":30,\
             \"room\":\"Aula\",\"speakers\":[]}}",
            time(hour, 0),
            time(hour, 30)
        )
    };
    let event = format!(
        "{{\"_type\":\"Conference\",\"id\":\"17\",\"title\":\"Sand Day\",\"timezone\":\"Europe/Vienna\",\"startDate\":{},\"endDate\":{},\
         \"contributions\":[{},{}]}}",
        time(9, 0),
        time(18, 0),
        talk(1, 9),
        talk(2, 10)
    );
    At::Text(JSON, format!("{{\"count\":1,\"results\":[{event}]}}"))
}

/// The first sessions of a WordCamp, a quarter of an hour after one another.
fn wordcamp(count: u32) -> At {
    let session = |id: u32, time: u32| {
        format!(
            "{{\"id\":{id},\"link\":\"https://ghent.wordcamp.org/2027/session/{id}/\",\"title\":{{\"rendered\":\"Talk {id}\"}},\
             \"content\":{{\"rendered\":\"\"}},\"meta\":{{\"_wcpt_session_time\":{time},\"_wcpt_session_duration\":1800,\
             \"_wcpt_session_type\":\"session\"}},\"session_speakers\":[]}}"
        )
    };
    let sessions: Vec<String> = (1..=count).map(|id| session(id, 1_805_877_900 + 900 * id)).collect();
    At::Text(JSON, format!("[{}]", sessions.join(",")))
}

/// A page that tells of its sessions as linked data.
fn linked() -> At {
    let session = |id: u32, hour: u32| {
        format!(
            "{{\"@type\":\"Event\",\"name\":\"Talk {id}\",\"startDate\":\"2027-03-24T{hour:02}:00:00+01:00\",\
             \"endDate\":\"2027-03-24T{hour:02}:30:00+01:00\",\"location\":{{\"@type\":\"Place\",\"name\":\"Aula\"}}}}"
        )
    };
    let event =
        "\"@context\":\"https://schema.org\",\"@type\":\"Event\",\"name\":\"Sand Day\",\"startDate\":\"2027-03-24\"";
    let data = format!("{{{event},\"subEvent\":[{},{}]}}", session(1, 9), session(2, 10));
    page(&format!("<script type='application/ld+json'>{data}</script>"))
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
fn each_convention_of_addresses_leads_to_a_schedule() {
    for (home, body, address, there) in [
        (
            "https://indico.sand.example/event/17/",
            "<meta name='generator' content='Indico'>",
            "https://indico.sand.example/export/event/17.json?detail=contributions",
            indico(),
        ),
        (
            "https://events.sand.example/conferences/day27",
            "OSEM",
            "https://events.sand.example/conferences/day27/schedule.xml",
            xml(),
        ),
        ("https://pg.sand.example/events/day27/", "PG", "https://pg.sand.example/events/day27/schedule.xml", xml()),
        (
            "https://frab.sand.example/en/day27/public/schedule",
            "frab",
            "https://frab.sand.example/en/day27/public/schedule.xml",
            xml(),
        ),
        ("https://fosdem.org/2027/", "FOSDEM", "https://fosdem.org/2027/schedule/xml", xml()),
        ("https://www.emfcamp.org/schedule/2026", "EMF", "https://www.emfcamp.org/schedule/2026.frab", xml()),
        (
            "https://www.ietf.org/meeting/125/",
            "IETF",
            "https://datatracker.ietf.org/meeting/125/agenda.ics",
            calendar(2, ""),
        ),
        (
            "https://ghent.wordcamp.org/2027/",
            "<link rel='https://api.w.org/' href='https://ghent.wordcamp.org/2027/wp-json/' />",
            "https://ghent.wordcamp.org/2027/wp-json/wp/v2/sessions?per_page=100",
            wordcamp(2),
        ),
        (
            "https://talks.sand.example/27/talk/AB12CD/",
            "<a href='/27/talk/AB12CD.ics'>.ics</a>",
            "https://talks.sand.example/27/schedule/export/schedule.xml",
            xml(),
        ),
        (
            "https://feed.sand.example/",
            "<script type='application/ld+json'>{\"@type\":\"DataFeed\",\"contentUrl\":\"\\/feed.json\"}</script>",
            "https://feed.sand.example/feed.json",
            wordcamp(2),
        ),
    ] {
        // What the page links to beside it is of one talk, and no schedule.
        let net = Net::new(vec![
            (home, page(body)),
            (address, slow(there)),
            ("https://talks.sand.example/27/talk/AB12CD.ics", calendar(1, "")),
        ]);
        let user = User::new();
        let run = import(&user, &net, &[home]);
        let asked = net.asked();
        assert_eq!(run.code, Some(0), "{home}: {} {asked:?}", run.err);
        assert!(run.out.contains("2 sessions"), "{home}: {}", run.out);
        assert!(asked.len() <= 8 && asked.last().map(String::as_str) == Some(address), "{home}: {asked:?}");
        assert_eq!(source(&user), address, "what a refresh asks for");
    }
}

#[test]
fn what_stands_in_a_page_as_linked_data_is_read_from_there() {
    let net = Net::new(vec![
        ("https://sand.example/", At::Redirect("https://www.sand.example/")),
        ("https://www.sand.example/", linked()),
    ]);
    let run = import(&User::new(), &net, &["sand.example"]);
    assert!(run.code == Some(0) && run.out.contains("2 sessions"), "{} {}", run.out, run.err);
    assert!(run.out.starts_with("Sand Day"), "{}", run.out);
    assert_eq!(net.asked(), ["https://sand.example/", "https://www.sand.example/"]);
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
fn a_wordcamp_is_in_the_zone_of_its_city_and_more_sessions_than_a_page_has_are_told() {
    const MENU: &str = r#"{"schedules": [{"url": "https://ghent.wordcamp.org/2027/", "title": "WordCamp Ghent 2027",
        "start": "2027-03-24"}]}"#;
    const SESSIONS: &str = "https://ghent.wordcamp.org/2027/wp-json/wp/v2/sessions?per_page=100";
    let api = "<link rel='https://api.w.org/' href='https://ghent.wordcamp.org/2027/wp-json/'>";
    for (count, warned) in [(99, false), (100, true)] {
        let net = Net::new(vec![
            ("https://ggt.gaa.st/menu.json", At::Text(JSON, MENU.to_owned())),
            ("https://ghent.wordcamp.org/2027/", page(api)),
            (SESSIONS, wordcamp(count)),
        ]);
        let user = User::new();
        let find = ["--at", "2026-11-30", "find", "wordcamp", "ghent", "--import"];
        let found = run(net.lead(&mut user.command(&find)));
        assert_eq!(found.code, Some(0), "{}", found.err);
        let told = format!("{}{}", found.out, found.err);
        assert!(told.contains("times taken as Europe/Brussels, from 'ghent'"), "{told}");
        let more = "the server sends no more than 100 sessions at a time, and there may be more";
        assert_eq!(told.contains(more), warned, "{count}: {told}");
        assert_eq!(source(&user), SESSIONS);
        let first = user.json(&["list", "--sort", "time", "event:wordcamp", "--json"])[0]["start"].clone();
        assert_eq!(first, "2027-03-24T10:00:00+01:00");
    }
}

#[test]
fn a_zone_is_asked_for_on_whatever_screen_one_is_by_then() {
    let net = Net::new(vec![("https://far.example/a.ics", At::Slow(CALENDAR, calendar_text(3, "")))]);
    let user = User::new();
    let proxy = net.proxy();
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).env("TERM", "xterm-256color").env("HOME", user.home());
    let launch = launch.env("https_proxy", &proxy).env("SSL_CERT_FILE", net.authority());
    let launch = launch.env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    let mut pty = launch.env("KUBETALKS_DATA_DIR", user.home().join("data")).size(120, 36).start();
    pty.wait_for_text("225 sessions");
    pty.send("5ahttps://far.example/a.ics\r");
    pty.wait_for_text("ctrl-x stops");
    // What is typed meanwhile is not taken for an answer.
    pty.send("1/istio");
    pty.wait_for_text("Sand Day: 3 sessions");
    pty.wait_for_text(" of 228 ");
    pty.send("\r");
    pty.wait_for_text("About Sand Day");
    pty.wait_for_text("not say on which clocks");
    pty.send("slt lake\r");
    pty.wait_for_text("Sand Day: times in America/Denver");
    pty.send("q");
    assert_eq!(pty.wait_exit_within(std::time::Duration::from_secs(10)), 0);
}

#[test]
fn a_place_that_there_is_in_several_zones_is_refused_where_nobody_can_be_asked_and_asked_where_somebody_is() {
    let net = Net::new(vec![("https://sand.sched.com/all.ics", calendar(3, "\\, Cambridge"))]);
    let user = User::new();
    let refused = import(&user, &net, &["sand.sched.com"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    let told = "'Cambridge' may be in America/New_York, America/Toronto, Europe/London";
    assert!(refused.err.contains(told) && refused.err.contains("--zone"), "{}", refused.err);
    let proxy = net.proxy();
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).env("TERM", "xterm-256color").env("HOME", user.home());
    let launch = launch.env("https_proxy", &proxy).env("SSL_CERT_FILE", net.authority());
    let launch = launch.env("KUBETALKS_CONFIG_DIR", user.home().join("config"));
    let launch = launch.env("KUBETALKS_DATA_DIR", user.home().join("data")).arg("import").arg("sand.sched.com");
    let mut pty = launch.size(120, 36).start();
    pty.wait_for_text("in which zone are its clocks?");
    pty.send("nowhere\r");
    pty.wait_for_text("there is no such zone");
    pty.send("boston\r");
    pty.wait_for_text("times in America/New_York");
    assert_eq!(pty.wait_exit_within(std::time::Duration::from_secs(10)), 0);
}

#[test]
fn proxies_of_the_environment_are_used_save_where_it_says_not_to() {
    let net = Net::new(vec![("http://sand.example/s.xml", xml())]);
    let At::Text(_, text) = xml() else { unreachable!() };
    let server = Server::replying(ok("Content-Type: application/xml\r\n", text.as_bytes()));
    let user = User::new();
    let run =
        |address: &str, without: &str| run(net.lead(&mut user.command(&["import", address])).env("no_proxy", without));
    assert_eq!((run("http://sand.example/s.xml", "").code, net.asked().len()), (Some(0), 1));
    let direct = server.url("/s.xml");
    assert_eq!((run(&direct, "").code, net.asked().len()), (Some(2), 1), "the proxy does not know it");
    assert_eq!((run(&direct, "other.example,127.0.0.1,localhost").code, net.asked().len()), (Some(0), 0));
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
    assert!(brought.out.starts_with("Sand Day (sand-day)"), "the schedule's own name: {}", brought.out);
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
    pty.wait_for_text("About Sand Day");
    pty.send("slt lake\r");
    pty.wait_for_text("Sand Day: times in America/Denver");
    assert_eq!(net.asked(), ["https://ggt.gaa.st/menu.json", "https://sand.example/a.ics"]);
    pty.send("z");
    pty.wait_for_text("About Sand Day");
    pty.send("amsterd\t\u{15}Sandtag\t\u{15}ST\r");
    pty.wait_for_text("Sandtag: times in Europe/Amsterdam");
    pty.send("r");
    pty.wait_for_text("nothing changed");
    pty.send("q");
    assert_eq!(pty.wait_exit_within(std::time::Duration::from_secs(10)), 0);
    let start = || user.json(&["list", "--json", "event:sand-day"])[0]["start"].clone();
    assert_eq!(start(), "2027-03-24T10:00:00+01:00");
    assert_eq!(
        user.run(&["events", "--change", "sand-day", "--zone", "Tokyo"]).out,
        "Sandtag (sand-day), ST, times in Asia/Tokyo\n"
    );
    assert_eq!(start(), "2027-03-24T18:00:00+09:00");
    let back = user.run(&["events", "--change", "sand-day", "--zone", "--name"]);
    assert_eq!(back.out, "Sand Day (sand-day), ST, times in UTC\n", "{}", back.err);
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

#[test]
fn what_comes_from_another_server_than_was_asked_is_told_by_every_command() {
    let list = Server::replying(ok("", b"kubecon-2016/a-cloud-native-state-of-the-union\n"));
    let At::Text(_, text) = xml() else { unreachable!() };
    let schedule = Server::replying(ok("", text.as_bytes()));
    let [to_list, to_schedule] = [&list, &schedule].map(|server| Server::replying(redirect(&server.url("/"))));
    let user = User::new();
    let (list_asked, schedule_asked) = (to_list.url("/list"), to_schedule.url("/schedule"));
    for (words, came_from) in [
        (vec!["import", &schedule_asked, "--id", "sand"], &schedule),
        (vec!["refresh", "sand"], &schedule),
        (vec!["friends", "add", "Ana", &list_asked], &list),
        (vec!["mark", "--from", &list_asked], &list),
    ] {
        let run = user.run(&words);
        assert_eq!(run.code, Some(0), "{words:?}: {}", run.err);
        let told = format!("another server, {}", came_from.url("").replace("http://", ""));
        assert!(run.out.contains(&told) || run.err.contains(&told), "{words:?}: {}{}", run.out, run.err);
    }
    let straight = user.run(&["friends", "add", "Bo", &list.url("/list")]);
    assert!(!straight.err.contains("another server"), "{}", straight.err);
}

#[test]
fn an_entry_of_a_menu_brings_in_the_schedule_that_it_is_about() {
    let entry = include_str!("fixtures/giggity/entry.json");
    let net = Net::new(vec![("https://sand.example/all.ics", calendar(2, ""))]);
    let user = User::new();
    let told = import(&user, &net, &[&user.put("sand.json", entry)]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.contains("2 sessions") && told.out.contains("times in Europe/Vienna"), "{}", told.out);
    assert_eq!(
        (net.asked(), source(&user).as_str()),
        (vec!["https://sand.example/all.ics".into()], "https://sand.example/all.ics")
    );
    let gone = User::new();
    let told = import(&gone, &Net::new(vec![]), &[&gone.put("sand.json", entry)]);
    assert!(told.code != Some(0) && told.err.contains("https://sand.example/all.ics"), "{}", told.err);
}
