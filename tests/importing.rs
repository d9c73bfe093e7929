//! Bringing events in with the real program: from files, from standard input, and from a server on the loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use flate2::Compression;
use flate2::read::GzEncoder;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use support::http::{Server, ok, until_closed};
use support::pty::Launch;
use support::user::{Run, User, run};

/// A session of an invented conference: id, guid, title and hour.
type Talk<'a> = (u32, &'a str, &'a str, u32);

const LUNCH: [Talk<'_>; 4] =
    [(1, "g1", "Soup", 9), (2, "g2", "Salad", 10), (3, "g3", "Bread", 11), (4, "g4", "Cheese", 12)];

fn xml(acronym: &str, talks: &[Talk<'_>]) -> String {
    let event = |(id, guid, title, hour): &Talk<'_>| {
        format!(
            "<event id='{id}' guid='{guid}'><start>{hour:02}:00</start><duration>00:30</duration>\
             <title>{title}</title></event>"
        )
    };
    let events: String = talks.iter().map(event).collect();
    format!(
        "<schedule><conference><acronym>{acronym}</acronym><title>The {acronym}</title></conference>\
         <day index='1' date='2026-03-24'><room name='Aula'>{events}</room></day></schedule>"
    )
}

/// The program with something on its standard input.
fn piped(user: &User, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = user.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn event(user: &User, id: &str) -> Value {
    let events = user.json(&["events", "--json"]);
    events.as_array().unwrap().iter().find(|event| event["id"] == id).cloned().unwrap_or_default()
}

/// A server whose one schedule can be replaced; it answers what it was asked for before with 304, and remembers how often
/// it did.
struct Conference {
    server: Server,
    version: Arc<Mutex<String>>,
    spared: Arc<Mutex<usize>>,
}

impl Conference {
    fn new(schedule: String) -> Self {
        let (version, spared) = (Arc::new(Mutex::new(schedule)), Arc::new(Mutex::new(0)));
        let (held, counted) = (Arc::clone(&version), Arc::clone(&spared));
        let server = Server::start(move |head, connection| {
            let schedule = held.lock().unwrap().clone();
            let etag = format!("\"{}\"", schedule.len());
            let page = "<!doctype html><link rel='alternate' type='application/vnd.c3voc.schedule+xml' \
                        href='/schedule.xml'><a href='/other.ics'>calendar</a>";
            let reply = match head.split(' ').nth(1).unwrap() {
                "/" => ok("Content-Type: text/html\r\n", page.as_bytes()),
                "/schedule.xml" if head.to_ascii_lowercase().contains(&format!("if-none-match: {etag}")) => {
                    *counted.lock().unwrap() += 1;
                    b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()
                }
                "/schedule.xml" => ok(&format!("ETag: {etag}\r\n"), schedule.as_bytes()),
                _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
            };
            connection.write_all(&reply).unwrap();
        });
        Self { server, version, spared }
    }

    fn publish(&self, schedule: String) {
        *self.version.lock().unwrap() = schedule;
    }
}

#[test]
fn an_imported_event_is_there_beside_those_that_ship_and_is_forgotten_on_request() {
    let user = User::new();
    let file = user.put("a.xml", xml("lunch", &LUNCH));
    let imported = user.run(&["import", &file, "--zone", "europe/brussels", "--name", "Lunch!"]);
    assert_eq!((imported.code, imported.err.as_str()), (Some(0), ""));
    assert_eq!(imported.out, "Lunch! (lunch)\n  4 sessions, 1 day (24 Mar 2026), 1 room, times in Europe/Brussels\n");
    assert_eq!(user.run(&["list", "--event", "lunch", "--ids"]).out.lines().count(), 4);
    assert_eq!(user.json(&["list", "--json"]).as_array().unwrap().len(), 229);
    let listed = event(&user, "lunch");
    for (key, expected) in [
        ("name", json!("Lunch!")),
        ("zone", json!("Europe/Brussels")),
        ("sessions", json!(4)),
        ("source", json!(file)),
        ("kept", json!(true)),
        ("taking_part", json!(true)),
    ] {
        assert_eq!(listed[key], expected, "{key}");
    }
    assert_eq!(user.json(&["list", "soup", "--event", "lunch", "--json"])[0]["start"], "2026-03-24T09:00:00+01:00");
    user.run(&["mark", "lunch/1"]);
    let forgotten = user.run(&["forget", "lunch"]);
    assert_eq!(forgotten.code, Some(0));
    assert!(forgotten.out.contains("what you marked in it stays, 1 session"), "{}", forgotten.out);
    assert_eq!(user.run(&["forget", "lunch"]).code, Some(1));
    assert_eq!(event(&user, "lunch"), Value::Null);
    user.run(&["import", &file]);
    assert_eq!(user.run(&["list", "is:going", "--ids"]).out, "lunch/1\n", "the mark is back with the event");
    let forgotten = user.json(&["forget", "lunch", "--json"]);
    assert_eq!(forgotten, json!([{ "event": "lunch", "name": "The lunch", "marks": 1 }]));
}

#[test]
fn what_was_mended_is_told_and_what_cannot_be_used_is_refused_with_its_place() {
    let user = User::new();
    let broken = xml("lunch", &LUNCH).replace("<title>Salad</title>", "<title>Salad</title");
    let file = user.put("a.xml", broken);
    let brief = user.run(&["import", &file]);
    assert_eq!(brief.code, Some(0));
    assert!(brief.out.contains("; --report tells which\n"), "{}", brief.out);
    let whole = user.run(&["import", &file, "--report"]).out;
    assert!(whole.lines().any(|line| line.starts_with(&format!("    {file}:1:"))), "{whole}");
    let zoneless = "import it again with --zone, such as --zone Europe/Brussels";
    assert!(whole.contains(zoneless), "{whole}");
    for (text, told) in [
        (&b"{\n  \"talks\": [}"[..], "JSON"),
        (b"<!doctype html><a href='https://e.org/schedule.xml'>", "links to a schedule: https://e.org/schedule.xml"),
        (b"%PDF-1.7", "a PDF file"),
        (b"", "empty"),
    ] {
        let file = user.put("bad", text);
        let refused = user.run(&["import", &file]);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{told}");
        assert!(refused.err.starts_with(&file) && refused.err.contains(told), "{}", refused.err);
    }
    let both = user.run(&["import", "nowhere.xml", &file, "--json"]);
    assert_eq!(both.code, Some(2), "one bad file does not keep the good one from being read");
    let both: Value = serde_json::from_str(&both.out).unwrap();
    assert_eq!(
        (&both[0]["news"], &both[1]["news"], &both[1]["sessions"]),
        (&json!("failed"), &json!("unchanged"), &json!(4))
    );
    let checked = user.run(&["check"]);
    assert_eq!(checked.code, Some(0), "a schedule's mistakes are not the user's: {}", checked.out);
    assert!(checked.out.contains("lunch: 1 thing"), "{}", checked.out);
}

#[test]
fn mistakes_in_the_arguments_are_told() {
    let user = User::new();
    for (arguments, told) in [
        (&["import"][..], "<FILE|URL|->..."),
        (&["import", "a", "--zone", "Europe/Brusels"], "did you mean 'Europe/Brussels'?"),
        (&["import", "a", "b", "--id", "x"], "--id, --name and --short are for a single schedule"),
        (&["import", "-", "-"], "there is only one standard input"),
        (&["refresh", "kubecon-2016"], "it ships with the program"),
        (&["events", "--without", "kubecon-2106"], "did you mean 'kubecon-2016'?"),
        (&["ref"], "'refresh'"),
        (&["./nowhere.xml"], "No such file"),
    ] {
        let run = user.run(arguments);
        assert!(run.code.is_some_and(|code| code > 0) && run.out.is_empty(), "{arguments:?}: {}", run.out);
        assert!(run.err.contains(told), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn standard_input_and_gzip_are_read_too() {
    let user = User::new();
    let mut packed = Vec::new();
    GzEncoder::new(xml("lunch", &LUNCH).as_bytes(), Compression::default()).read_to_end(&mut packed).unwrap();
    let imported = piped(&user, &["import", "-"], &packed);
    assert_eq!((imported.code, imported.err.as_str()), (Some(0), ""));
    assert_eq!(event(&user, "lunch")["source"], "standard input");
    let again = piped(&user, &["import", "-"], xml("lunch", &LUNCH[..3]).as_bytes());
    assert!(again.out.contains("lunch: 1 gone"), "{}", again.out);
    let refreshed = user.run(&["refresh", "lunch"]);
    assert_eq!(refreshed.code, Some(2));
    assert!(refreshed.err.contains("came from standard input"), "{}", refreshed.err);
    assert_eq!(user.run(&["refresh"]).code, Some(1), "there is nothing to fetch");
}

#[test]
fn a_refresh_tells_what_changed_and_the_users_own_sessions_come_first() {
    let user = User::new();
    let conference = Conference::new(xml("lunch", &LUNCH));
    let url = conference.server.url("/schedule.xml");
    assert_eq!(user.run(&["import", &url]).code, Some(0));
    let marked = ["mark", "lunch/3", "lunch/4"];
    assert_eq!(user.run(&marked).code, Some(0));
    let same = user.run(&["refresh"]);
    assert_eq!((same.code, same.out.as_str()), (Some(0), "The lunch: nothing changed, says the server\n"));
    assert_eq!(*conference.spared.lock().unwrap(), 1);

    // Every id is another; Bread moved, Cheese is gone, its id is taken by Cake.
    conference.publish(xml(
        "lunch",
        &[(8, "g1", "Soup", 8), (7, "g3", "Bread", 15), (9, "g2", "Salad", 10), (4, "g9", "Cake", 13)],
    ));
    let refreshed = user.run(&["refresh", "lunch"]);
    let expected = "\
lunch: 1 new, 2 moved, 1 gone; 2 of them yours

Yours (2)
★ Bread (2026-03-24 15:00, Aula)
    start: 2026-03-24 11:00 → 2026-03-24 15:00
★ Cheese (2026-03-24 12:00, Aula)
    gone; your mark is kept

New (1)
  Cake (2026-03-24 13:00, Aula)

Moved (2)
★ Bread (2026-03-24 15:00, Aula)
    start: 2026-03-24 11:00 → 2026-03-24 15:00
  Soup (2026-03-24 08:00, Aula)
    start: 2026-03-24 09:00 → 2026-03-24 08:00

Gone (1)
★ Cheese (2026-03-24 12:00, Aula)
";
    assert_eq!((refreshed.code, refreshed.err.as_str(), refreshed.out.as_str()), (Some(0), "", expected));
    assert_eq!(user.run(&["list", "is:going", "--ids"]).out, "lunch/7\n", "the mark has followed its session");
    let favourites = fs::read_to_string(user.file("favourites.toml")).unwrap();
    assert!(favourites.contains("session = \"7\"") && favourites.contains("Cheese"), "and is stored: {favourites}");

    let last = user.run(&["refresh", "--last"]).out;
    assert!(last.contains("★ Bread") && last.contains("Gone (1)"), "{last}");
    let last = user.json(&["refresh", "lunch", "--last", "--json"]);
    assert_eq!(last[0]["news"], "changed");
    let cheese = json!({"id": "lunch/4", "title": "Cheese", "speakers": [], "when": "2026-03-24 12:00", "room": "Aula",
        "mine": true});
    assert_eq!(last[0]["gone"], json!([cheese]));
    let bread = &last[0]["changed"][0];
    assert_eq!((&bread["id"], &bread["old_id"], &bread["mine"]), (&json!("lunch/7"), &json!("lunch/3"), &json!(true)));
    assert_eq!(bread["fields"], json!([{"field": "start", "old": "2026-03-24 11:00", "new": "2026-03-24 15:00"}]));
    let unchanged = user.json(&["refresh", "--json"]);
    assert_eq!((&unchanged[0]["news"], &unchanged[0]["changed"]), (&json!("unchanged"), &json!([])));
}

#[test]
fn what_cannot_be_fetched_again_stays_as_it_is() {
    let user = User::new();
    let url = {
        let conference = Conference::new(xml("lunch", &LUNCH));
        let url = conference.server.url("/schedule.xml");
        user.run(&["import", &url]);
        conference.publish("<!doctype html><a href='/schedule.ics'>moved</a>".to_owned());
        let refused = user.run(&["refresh"]);
        assert_eq!(refused.code, Some(2));
        assert!(refused.err.contains("this is an HTML page"), "{}", refused.err);
        url
    };
    let offline = user.run(&["refresh", "--json"]);
    assert_eq!(offline.code, Some(2));
    assert!(offline.err.starts_with(&url) && offline.err.contains("the copy on disk stays in use"), "{}", offline.err);
    let record: Value = serde_json::from_str(&offline.out).unwrap();
    assert!(record[0]["news"] == "failed" && record[0]["error"].as_str().unwrap().starts_with(&url), "{record}");
    assert_eq!(user.run(&["list", "--event", "lunch", "--ids"]).out.lines().count(), 4);
}

#[test]
fn a_page_leads_to_the_schedule_that_it_links_to() {
    let user = User::new();
    let conference = Conference::new(xml("lunch", &LUNCH));
    let imported = user.run(&["import", &conference.server.url("/")]);
    let link = conference.server.url("/schedule.xml");
    assert_eq!(imported.code, Some(0), "{}", imported.err);
    assert!(imported.out.contains(&format!("the schedule it leads to was taken: {link}")), "{}", imported.out);
    assert_eq!(event(&user, "lunch")["source"], Value::String(link));
    assert!(user.run(&["import", &conference.server.url("/none")]).err.contains("404"));
    // A page with dead links only is refused as a page.
    let dead = Server::start(|head, connection| {
        let page = ok("", b"<!doctype html><a href='/schedule.ics'>calendar</a>");
        let reply = if head.starts_with("GET / ") { page } else { b"HTTP/1.1 404 No\r\n\r\n".to_vec() };
        connection.write_all(&reply).unwrap();
    });
    let refused = user.run(&["import", &dead.url("/")]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("this is an HTML page"), "{}", refused.err);
}

#[test]
fn an_interrupted_import_leaves_nothing() {
    let user = User::new();
    let (sender, asked) = std::sync::mpsc::channel();
    let server = Server::start(move |_, connection| {
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<schedule>").unwrap();
        sender.send(()).unwrap();
        until_closed(connection);
    });
    let url = server.url("/schedule.xml");
    let mut child = user.command(&["import", &url]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    asked.recv().unwrap();
    let id = rustix::process::Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(told.contains("cancelled; nothing of it was kept"), "{told}");
    assert!(!user.home().join("data").exists());
}

#[test]
fn an_event_that_is_left_out_is_in_no_list_until_it_is_wanted_again() {
    let user = User::new();
    user.run(&["import", &user.put("a.xml", xml("lunch", &LUNCH))]);
    let without = user.run(&["events", "--without", "lunch", "--without", "kubecon-na-2017"]);
    assert_eq!(without.code, Some(0));
    assert_eq!(without.out.lines().filter(|line| line.contains("left out")).count(), 2, "{}", without.out);
    assert_eq!(user.json(&["list", "--json"]).as_array().unwrap().len(), 225 - 174);
    assert_eq!((&event(&user, "lunch")["taking_part"], &event(&user, "lunch")["sessions"]), (&json!(false), &json!(4)));
    assert_eq!(user.json(&["events", "--json"]).as_array().unwrap().len(), 8);
    assert!(user.run(&["list", "--event", "lunch"]).err.contains("'kubetalks events --with lunch' brings it back"));
    user.run(&["events", "--with", "lunch", "--with", "kubecon-na-2017"]);
    assert_eq!(user.json(&["list", "--json"]).as_array().unwrap().len(), 229);
}

#[test]
fn a_damaged_copy_is_made_again_and_a_lost_one_is_told() {
    let user = User::new();
    user.run(&["import", &user.put("a.xml", xml("lunch", &LUNCH))]);
    let folder = user.home().join("data/events/lunch");
    fs::write(folder.join("schedule.bin"), "kubetalks schedule 0 0.0.1 00000000\n").unwrap();
    let older = user.run(&["list", "--event", "lunch", "--ids"]);
    assert_eq!((older.out.lines().count(), older.err.as_str()), (4, ""), "another version's copy is no news");
    fs::write(folder.join("schedule.bin"), "damaged").unwrap();
    let told = user.run(&["list", "--event", "lunch", "--ids"]);
    assert!(told.out.lines().count() == 4 && told.err.contains("made again"), "{}", told.err);
    assert_eq!(user.run(&["list", "--event", "lunch", "--ids"]).err, "");
    fs::write(folder.join("schedule.bin"), "damaged").unwrap();
    fs::write(folder.join("original.gz"), "damaged").unwrap();
    let lost = user.run(&["check"]);
    assert_eq!(lost.code, Some(1));
    assert!(lost.out.contains("get it again with 'kubetalks refresh lunch'"), "{}", lost.out);
    let listed = user.run(&["events"]).out;
    assert!(listed.lines().any(|line| line.starts_with("lunch ") && line.contains("0 sessions")), "{listed}");
    let healed = user.run(&["refresh", "lunch"]);
    assert!(healed.out.contains("fetched anew"), "{}{}", healed.out, healed.err);
    assert_eq!(user.run(&["check"]).code, Some(0));
}

#[test]
fn damage_in_a_long_schedule_is_told_by_whatever_meets_it() {
    let user = User::new();
    let session = |number: usize| {
        let text = format!("Text {number}. ") + &"What is said here is long. ".repeat(60);
        format!("[[session]]\ntitle = \"Talk {number}\"\nabstract = \"{text}\"\n")
    };
    let sessions: String = (0..700).map(session).collect();
    let event = "[event]\nid = \"long\"\nname = \"Long\"\n";
    user.run(&["import", &user.put("long.toml", format!("{event}{sessions}"))]);
    let file = user.home().join("data/events/long/schedule.bin");
    let damage = || {
        let mut bytes = fs::read(&file).unwrap();
        assert!(bytes.len() > 1 << 20, "it has to be longer than what is looked at whole");
        let at = bytes.windows(9).rposition(|part| part == b"Text 350.").unwrap();
        bytes[at] = b't';
        fs::write(&file, bytes).unwrap();
    };
    damage();
    let other = user.run(&["show", "long/talk-1"]);
    assert_eq!((other.code, other.err.as_str()), (Some(0), ""));
    let met = user.run(&["show", "long/talk-350"]);
    assert_eq!(met.code, Some(2), "{}", met.out);
    assert!(met.err.contains("what is kept of 'long' is damaged; start again, and it is made anew"), "{}", met.err);
    user.run(&["list", "--event", "long"]);
    let whole = user.run(&["show", "long/talk-350"]);
    assert!(whole.code == Some(0) && whole.out.contains("Text 350."), "{}", whole.out);
    damage();
    let (config, data) = (user.home().join("config"), user.home().join("data"));
    let launch = Launch::new(env!("CARGO_BIN_EXE_kubetalks")).size(120, 30);
    let mut pty = launch.env("KUBETALKS_CONFIG_DIR", config).env("KUBETALKS_DATA_DIR", data).start();
    pty.wait_for_text("Sessions");
    pty.send("/event:long 350\r");
    pty.wait_for_text("what is kept of 'long' is damaged");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn a_file_in_place_of_a_command_is_shown_and_not_kept() {
    let user = User::new();
    let file = user.put("a.xml", xml("lunch", &LUNCH));
    let shown = user.run(&[&file]);
    assert_eq!((shown.code, shown.out.lines().count()), (Some(0), 4), "{}", shown.err);
    assert_eq!(shown.out, piped(&user, &["-"], xml("lunch", &LUNCH).as_bytes()).out);
    assert_eq!(event(&user, "lunch"), Value::Null);
    let bad = run(&mut user.command(&[&user.put("b.xml", "<x/>")]));
    assert_eq!((bad.code, bad.out.as_str()), (Some(2), ""));
}

#[test]
fn a_schedule_on_standard_input_fills_the_screen_while_keys_come_from_the_terminal() {
    let user = User::new();
    let file = user.put("a.xml", xml("lunch", &LUNCH));
    let script = format!("cat '{file}' | '{}' -", env!("CARGO_BIN_EXE_kubetalks"));
    let launch = Launch::new("/bin/sh").arg("-c").arg(script).size(100, 20);
    let config = user.home().join("config");
    let mut pty =
        launch.env("KUBETALKS_CONFIG_DIR", config).env("KUBETALKS_DATA_DIR", user.home().join("data")).start();
    pty.wait_for_text("Soup");
    pty.send(" ");
    pty.wait_for_text("★");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    assert!(fs::read_to_string(user.file("favourites.toml")).unwrap().contains("event = \"lunch\""));
}
