//! Whatever stands in files, names and arguments, nothing that steers a terminal comes out of any command.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use kubetalks::sanitise::is_harmful;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::user::{Run, User, run};

/// The clipboard, a colour, a link, one letter that begins a sequence, and a turn of direction.
const EVIL: &str = "x\u{1b}]52;c;aGk=\u{7}\u{1b}[31m\u{1b}]8;;http://a\u{1b}\\\u{9b}1m\u{7f}\u{8}\u{202e}\u{2066}y";

/// The same as it stands between the quotes of TOML and of JSON.
fn quoted() -> String {
    EVIL.chars()
        .map(|letter| if is_harmful(letter) { format!("\\u{:04x}", letter as u32) } else { letter.into() })
        .collect::<String>()
        .replace("]8;;http://a\\u001b\\", "]8;;http://a\\u001b\\\\")
}

fn schedule() -> String {
    let evil = quoted();
    let session = |id: &str| {
        format!(
            "[[session]]\nid = '{id}'\ntitle = \"{evil} {id}\"\nsubtitle = \"{evil}\"\nabstract = \"{evil}\"\n\
             track = \"{evil}\"\nroom = \"{evil}\"\ntags = [\"{evil}\"]\nspeakers = [\"{evil}\"]\n\
             start = 2026-03-24T10:00:00\nend = 2026-03-24T11:00:00\n"
        )
    };
    format!("[event]\nid = 'conf'\nname = \"{evil}\"\nzone = 'UTC'\n{}{}", session("a"), session("b"))
}

/// Somebody all of whose files are hostile, with what their commands may be given.
struct Victim {
    user: User,
    sources: Vec<String>,
}

impl Victim {
    fn new() -> Self {
        let user = User::new().having("conf.toml", schedule());
        let evil = quoted();
        let sources = vec![
            user.put("list.txt", format!("a\nno such {EVIL}\nhttps://e.org/{EVIL}\n")),
            user.put("calendar.ics", format!(
                "BEGIN:VCALENDAR\r\nX-WR-CALNAME:{EVIL}\r\nBEGIN:VEVENT\r\nUID:{EVIL}\r\nSUMMARY:{EVIL}\r\nURL:{EVIL}\r\n\
                 END:VEVENT\r\nEND:VCALENDAR\r\n"
            )),
            user.put("favourites.toml", format!(
                "schema = 1\n[[entry]]\nevent = \"{evil}\"\nsession = \"{evil}\"\ntitle = \"{evil}\"\nmark = \"going\"\n"
            )),
            user.put("list.json", format!("[{{\"id\": \"{evil}\", \"title\": \"{evil}\", \"url\": \"{evil}\"}}]")),
            user.put("table.csv", format!("id,title,url\n{EVIL},{EVIL},{EVIL}\n")),
            user.put("giggity.txt", format!("https://ggt.gaa.st/#url=https://e.org/{EVIL}\n")),
            user.put(&format!("{EVIL}.toml").replace('/', "_"), "schema = 1\n"),
            format!("https://{EVIL}"),
        ];
        let user = user
            .with("config.toml", format!("theme = \"{evil}\"\n\"{evil}\" = 1\n"))
            .with("keymap.toml", format!("[global]\n\"j\" = \"{evil}\"\n\"{evil}\" = \"next\"\n"))
            .with("favourites.toml", format!(
                "schema = 1\n[[entry]]\nevent = \"{evil}\"\nsession = \"{evil}\"\ntitle = \"{evil}\"\nmark = \"going\"\n\
                 [[entry]]\nevent = \"conf\"\nsession = \"a\"\nmark = \"going\"\nnote = \"{evil}\"\n\
                 [[entry]]\nevent = \"conf\"\nsession = \"b\"\nmark = \"going\"\n"
            ))
            .with("friends.toml", format!(
                "schema = 1\n[[friend]]\nname = \"Bo\"\norigin = \"{evil}\"\nbelongs_to = \"{evil}\"\n\
                 [[friend.loose]]\nkeys = [\"{evil}\"]\ntitle = \"{evil}\"\nurl = \"{evil}\"\n"
            ));
        let event = user.home().join("data/events/conf/event.toml");
        let text = fs::read_to_string(&event).unwrap();
        let address = text.lines().find(|line| line.starts_with("file")).unwrap();
        fs::write(&event, text.replace(address, &format!("file = \"{evil}\""))).unwrap();
        Self { user, sources }
    }

    /// Every command with arguments that make it say as much as it can.
    fn commands(&self) -> Vec<(&'static str, Vec<Vec<&str>>)> {
        let of_sources = |before: &[&'static str]| -> Vec<Vec<&str>> {
            self.sources.iter().map(|source| before.iter().copied().chain([source.as_str()]).collect()).collect()
        };
        let whole = |all: &[&[&'static str]]| all.iter().map(|words| words.to_vec()).collect::<Vec<Vec<&str>>>();
        vec![
            ("list", whole(&[&["list"], &["list", "--json"], &["list", EVIL], &["list", "--event", EVIL]])),
            ("show", whole(&[&["show", "conf/a"], &["show", "conf/a", "--json"], &["show", EVIL]])),
            ("speakers", whole(&[&["speakers"], &["speakers", "--json"], &["speakers", EVIL]])),
            ("events", whole(&[&["events"], &["events", "--json"], &["events", "--with", EVIL]])),
            ("agenda", whole(&[&["agenda"], &["agenda", "--json"], &["agenda", "--event", EVIL]])),
            ("now", whole(&[&["now", "--at", "2026-03-24T10:10:00Z"], &["now", "--format", EVIL]])),
            ("triage", whole(&[&["triage"], &["triage", "--json"], &["triage", EVIL]])),
            ("gaps", whole(&[&["gaps"], &["gaps", "--json"], &["gaps", EVIL]])),
            ("plan", whole(&[&["plan"], &["plan", "--json"], &["plan", EVIL]])),
            ("insights", whole(&[&["insights"], &["insights", "--json"], &["insights", EVIL]])),
            (
                "brief",
                whole(&[&["brief", "--at", "2026-03-24T08:00:00Z"], &["brief", "--json"], &["brief", "--day", EVIL]]),
            ),
            ("watch", whole(&[&["watch"], &["watch", "--json"], &["watch", EVIL], &["watch", "--for", EVIL]])),
            ("import", of_sources(&["import"])),
            ("refresh", whole(&[&["refresh"], &["refresh", EVIL], &["refresh", "--json"]])),
            ("open", of_sources(&["open"])),
            (
                "export",
                whole(&[
                    &["export", "-f", "ics"],
                    &["export", "-f", "md"],
                    &["export", "-f", "json", "--notes"],
                    &["export", "-f", "csv", "--notes"],
                    &["export", "-f", "org"],
                    &["export", "-f", "html"],
                    &["export", "-f", "svg"],
                    &["export", "-f", "page"],
                    &["export", "-f", EVIL],
                    &["export", "-f", "ics", "-o", EVIL],
                ]),
            ),
            ("share", whole(&[&["share"], &["share", "--qr"], &["share", "--json"], &["share", "--event", EVIL]])),
            ("friends", whole(&[&["friends"], &["friends", "--json"], &["friends", EVIL]])),
            ("friends add", of_sources(&["friends", "add", "Ana"])),
            ("friends remove", whole(&[&["friends", "remove", EVIL]])),
            ("friends refresh", whole(&[&["friends", "refresh"], &["friends", "refresh", EVIL]])),
            ("friends split", whole(&[&["friends", "split"], &["friends", "split", "--json"]])),
            ("mark", of_sources(&["mark", "--from"]).into_iter().chain(whole(&[&["mark", EVIL]])).collect()),
            ("find", whole(&[&["find", EVIL, "--offline"], &["find", "--offline", "fosdem", "--import", EVIL]])),
            ("unmark", whole(&[&["unmark", "conf/b"], &["unmark", EVIL]])),
            ("config", whole(&[&["config"], &["config", EVIL]])),
            ("keys", whole(&[&["keys"], &["keys", EVIL]])),
            ("demo", whole(&[&["demo"], &["demo", EVIL]])),
            ("check", whole(&[&["check"], &["check", "--json"]])),
            ("completions", whole(&[&["completions", "bash"], &["completions", EVIL]])),
            ("man", whole(&[&["man"], &["man", EVIL]])),
            ("forget", whole(&[&["forget", EVIL], &["forget", "conf"]])),
        ]
    }
}

fn names(command: &clap::Command, before: &str, all: &mut BTreeSet<String>) {
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("{before}{}", command.get_name());
        names(command, &format!("{name} "), all);
        all.insert(name);
    }
}

#[track_caller]
fn assert_harmless(what: &str, Run { out, err, .. }: &Run) {
    for text in [out, err] {
        let letters = text.replace("\r\n", "\n");
        let Some(at) = letters.find(is_harmful) else { continue };
        panic!("{what}: {:?}", letters[at..].chars().take(60).collect::<String>());
    }
}

#[test]
fn no_command_lets_a_sequence_out_of_any_file_name_or_argument() {
    let victim = Victim::new();
    let commands = victim.commands();
    let mut all = BTreeSet::new();
    names(&kubetalks::cli::command(), "", &mut all);
    assert_eq!(commands.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>(), all);
    for (name, runs) in &commands {
        for (number, arguments) in runs.iter().enumerate() {
            let come = run(victim.user.command(arguments).current_dir(victim.user.home()));
            assert_harmless(&format!("{name} {number}"), &come);
        }
    }
    // What friends add and mark --from have stored, too.
    for name in ["friends.toml", "favourites.toml"] {
        let stored = fs::read_to_string(victim.user.file(name)).unwrap();
        // The name of the file itself has to be what it is.
        let raw = stored.lines().find(|line| line.contains("\\u") && !line.starts_with("origin"));
        assert_eq!(raw, None, "{name}");
    }
}

#[test]
fn exported_files_hold_no_sequence() {
    let victim = Victim::new();
    for ending in ["ics", "md", "json", "csv", "org", "html"] {
        let path = victim.user.home().join(format!("out.{ending}"));
        let run = victim.user.run(&["export", "--notes", "-o", path.to_str().unwrap()]);
        assert_harmless(ending, &Run { out: read(&path), ..run });
    }
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains("xy"), "{}: {text}", path.display());
    text
}
