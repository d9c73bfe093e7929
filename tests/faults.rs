//! Every call that reads or changes a file fails once, in every command that writes: afterwards the files hold what they
//! held or what they should, nothing half done is left, the exit code and the words are true, and the same works next.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use kubetalks::cli;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::user::{Run, User, run};

/// The commands that write, in the words in which each is tried.
const WRITING: [&[&str]; 12] = [
    &["mark", "small/beta"],
    &["mark", "--from", "friend.txt"],
    &["unmark", "effective-rbac"],
    &["plan", "--apply", "--event", "small"],
    &["import", "other.ics", "--id", "other"],
    &["refresh", "small"],
    &["forget", "small"],
    &["events", "--without", "small"],
    &["events", "--without", "kubecon-na-2017"],
    &["friends", "add", "Ana", "friend.txt"],
    &["export", "-o", "agenda.ics"],
    &["export", "-o", "new.md"],
];

/// Those that write nothing of the user's.
const READING: [&str; 20] = [
    "open",
    "demo",
    "list",
    "show",
    "speakers",
    "agenda",
    "now",
    "gaps",
    "watch",
    "triage",
    "brief",
    "insights",
    "share",
    "check",
    "keys",
    "config",
    "completions",
    "man",
    "find",
    "help",
];

/// What a file is called that is not whole, or a folder.
const HALF: [&str; 3] = [".unfinished-", ".arriving-", ".leaving-"];

#[test]
fn every_command_is_known_to_write_or_not() {
    for command in cli::command().get_subcommands().map(clap::Command::get_name) {
        let writes = WRITING.iter().any(|words| words[0] == command);
        assert!(writes != READING.contains(&command), "{command}");
    }
}

fn calendar(talks: &[(&str, &str)]) -> String {
    let talk = |(at, (id, title)): (usize, &(&str, &str))| {
        let hour = 9 + at;
        format!(
            "BEGIN:VEVENT\r\nUID:{id}\r\nDTSTART:20300101T{hour:02}0000Z\r\nDTEND:20300101T{hour:02}3000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        )
    };
    let talks: String = talks.iter().enumerate().map(talk).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:Small\r\n{talks}END:VCALENDAR\r\n")
}

/// What is in every file below a folder. Digits and points are left out, for times and random names differ from run to run.
fn content(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let is_half = HALF.iter().any(|word| name.contains(word));
            if path.is_dir() {
                folders.push(path);
                found.extend(is_half.then(|| (name, Vec::new())));
            } else if !name.ends_with("lock") {
                let mut bytes = fs::read(&path).unwrap();
                if !name.ends_with(".gz") && !name.ends_with(".bin") {
                    bytes.retain(|byte| !byte.is_ascii_digit() && *byte != b'.');
                }
                found.insert(name, bytes);
            }
        }
    }
    found
}

fn halves(files: &BTreeMap<String, Vec<u8>>) -> Vec<&String> {
    files.keys().filter(|name| HALF.iter().any(|word| name.contains(word))).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy(&path, &to) } else { fs::copy(path, to).map(drop).unwrap() }
    }
}

/// Somebody with an event, marks and an export, put back to that before each run.
struct Bench {
    user: User,
    saved: tempfile::TempDir,
    words: &'static [&'static str],
}

impl Bench {
    fn new(words: &'static [&'static str]) -> Self {
        let bench = Self { user: User::new(), saved: tempfile::tempdir().unwrap(), words };
        let talks = [("alpha", "One"), ("beta", "Two"), ("gamma", "Three"), ("delta", "Four")];
        fs::create_dir(bench.home().join("all")).unwrap();
        bench.put("friend.txt", "effective-rbac\nsmall/beta\n");
        bench.put("small.ics", &calendar(&talks));
        bench.put("other.ics", &calendar(&talks));
        for line in [
            "mark effective-rbac",
            "import small.ics --id small",
            "mark small/alpha",
            "export -o agenda.ics",
            "mark small/delta",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            let run = bench.run(&words, None);
            assert_eq!(run.code, Some(0), "{line}: {}", run.err);
        }
        if words[0] == "refresh" {
            bench.put("small.ics", &calendar(&[talks[0], ("beta", "Another"), talks[2], ("epsilon", "Five")]));
        }
        copy(&bench.all(), bench.saved.path());
        bench
    }

    fn home(&self) -> &Path {
        self.user.home()
    }

    fn all(&self) -> std::path::PathBuf {
        self.home().join("all")
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.all().join(name), text).unwrap();
    }

    fn again(&self) {
        fs::remove_dir_all(self.all()).unwrap();
        copy(self.saved.path(), &self.all());
    }

    fn run(&self, words: &[&str], failure: Option<(usize, Errno)>) -> Run {
        let mut command = self.user.command(words);
        command.current_dir(self.all()).env("TMPDIR", self.home());
        command.env("KUBETALKS_CONFIG_DIR", self.all().join("config"));
        command.env("KUBETALKS_DATA_DIR", self.all().join("data"));
        if let Some((number, error)) = failure {
            let told = self.home().join("told");
            command.env("KUBETALKS_FAIL", format!("{number}:{}:{}", error.raw_os_error(), told.display()));
        }
        run(&mut command)
    }

    /// Lets one call fail; what is wrong then, or nothing where there are not so many calls.
    fn fail(&self, number: usize, error: Errno, (old, new, usual): &(Files, Files, String)) -> Option<Vec<String>> {
        self.again();
        let done = self.run(self.words, Some((number, error)));
        let told = fs::read_to_string(self.home().join("told")).ok()?;
        fs::remove_file(self.home().join("told")).unwrap();
        let now = content(&self.all());
        let mut wrong = Vec::new();
        let left = halves(&now);
        let removing = told.starts_with("remove");
        let whole = now.iter().filter(|(name, _)| !left.contains(name)).eq(new);
        let as_before = now.iter().filter(|(name, _)| !left.contains(name)).eq(old);
        // Where it is told an export may lack the record of earlier ones, and a friend's sessions be found later.
        let may_lack = matches!(self.words[0], "export" | "friends") && done.err != *usual;
        match done.code {
            Some(0) if !whole && !may_lack => wrong.push("exit 0, but not all is done".to_owned()),
            Some(0) => {}
            Some(1 | 2) if done.err.trim().is_empty() => wrong.push("fails without a word".to_owned()),
            Some(1 | 2) if whole && !as_before && left.is_empty() => wrong.push("fails, but all is done".to_owned()),
            // A refresh may be done in part, if doing it again ends as if it had not been.
            Some(1 | 2) if !as_before && !removing && self.words[0] != "refresh" => {
                wrong.push("fails, and a part is done".to_owned());
            }
            Some(1 | 2) => {}
            code => wrong.push(format!("ends with {code:?}")),
        }
        if !left.is_empty() && !removing {
            wrong.push(format!("leaves {left:?}"));
        }
        let after = self.run(self.words, None);
        let later = content(&self.all());
        // Without the record of the first export its file is taken for somebody else's, as that has told.
        let is_foreign = may_lack && done.code == Some(0);
        let is_done = whole && left.is_empty() && matches!(self.words[0], "export" | "forget" | "import");
        if after.code != Some(0) && !is_foreign && !is_done {
            wrong.push(format!("the next run fails: {}", after.err));
        }
        if later != *new && after.code == Some(0) {
            let unlike = new.iter().filter(|(name, bytes)| later.get(*name) != Some(bytes)).map(|(name, _)| name);
            wrong.push(format!("the next run ends otherwise: {:?} {:?}", unlike.collect::<Vec<_>>(), halves(&later)));
        }
        let told = told.replace(&self.home().display().to_string(), "");
        Some(
            wrong
                .iter()
                .map(|wrong| format!("{:?}: {wrong} ({number}: {error} at {told})\n{}", self.words, done.err))
                .collect(),
        )
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn tried(words: &'static [&'static str]) -> (usize, Vec<String>) {
    let bench = Bench::new(words);
    let old = content(&bench.all());
    let usual = bench.run(words, None);
    assert_eq!(usual.code, Some(0), "{words:?}: {}", usual.err);
    let expected = (old, content(&bench.all()), usual.err);
    let (mut wrong, mut runs) = (Vec::new(), 0);
    for error in [Errno::IO, Errno::NOSPC] {
        for number in 0.. {
            let Some(found) = bench.fail(number, error, &expected) else { break };
            wrong.extend(found);
            runs += 1;
        }
    }
    (runs, wrong)
}

#[test]
fn a_call_that_fails_costs_nothing_and_is_told_as_it_is() {
    let (mut runs, mut wrong) = (0, Vec::new());
    for words in WRITING {
        let (more, found) = tried(words);
        runs += more;
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{} of {runs}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(runs > 200, "only {runs} calls failed");
}

#[test]
fn locks_stand_where_the_user_wants_what_is_kept_between_two_starts() {
    let user = User::new();
    let state = user.home().join("state");
    let run = run(user.command(&["mark", "effective-rbac"]).env("KUBETALKS_STATE_DIR", &state));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let names = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().any(|name| name.to_string_lossy().ends_with(".lock")));
    assert!(!user.home().join("data/state").exists());
}
