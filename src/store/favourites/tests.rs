use super::*;
use crate::favourites::{Entry, Favourites};
use crate::io::lock::Lock;
use crate::model::Mark;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;
use tempfile::TempDir;

/// The folder in which a child process is to work, and how.
const FOLDER: &str = "KUBETALKS_TEST_FOLDER";
const CHILD: &str = "KUBETALKS_TEST_CHILD";

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 9, 9, 0, 0).unwrap()
}

fn entry(session: &str, note: &str, seconds: i64) -> Entry {
    Entry {
        event: "conf".into(),
        session: session.into(),
        mark: Some(Mark::Going),
        note: note.into(),
        changed: now().checked_add_signed(TimeDelta::seconds(seconds)),
        ..Entry::default()
    }
}

fn favourites(ids: &[&str]) -> Favourites {
    let mut favourites = Favourites::default();
    ids.iter().for_each(|id| favourites.set(entry(id, "", 0)));
    favourites
}

fn ids(favourites: &Favourites) -> Vec<&str> {
    favourites.entries().map(|entry| entry.session.as_str()).collect()
}

fn stored(folder: &Path) -> Favourites {
    let loaded = FavouritesStore::open(folder).load();
    assert_eq!(loaded.problems, []);
    loaded.favourites
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_is_there_again_and_for_the_user_only() {
    let home = folder();
    let folder = home.path().join("new/config");
    let mut store = FavouritesStore::open(&folder);
    assert_eq!(store.load(), LoadedFavourites::default());
    assert_eq!(store.save(&Favourites::default(), now()).unwrap(), Saved::default());
    assert!(!store.path().exists(), "nothing to store makes no file");
    store.save(&favourites(&["a", "b"]), now()).unwrap();
    assert_eq!(ids(&stored(&folder)), ["a", "b"]);
    assert_eq!(names(&folder), ["favourites.lock", "favourites.toml"]);
    assert_eq!(fs::metadata(store.path()).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn permissions_stay_and_a_symbolic_link_stays_one() {
    let (config, dotfiles) = (folder(), folder());
    let real = dotfiles.path().join("marks.toml");
    let link = config.path().join("favourites.toml");
    symlink(dotfiles.path().join("between.toml"), &link).unwrap();
    symlink("marks.toml", dotfiles.path().join("between.toml")).unwrap();
    for ids in [&["a"][..], &["a", "b"]] {
        FavouritesStore::open(config.path()).save(&favourites(ids), now()).unwrap();
        assert!(link.is_symlink());
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    }
    assert_eq!(ids(&stored(config.path())), ["a", "b"]);
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o640);
    assert_eq!(names(dotfiles.path()), ["between.toml", "marks.lock", "marks.toml"]);
}

#[test]
fn two_running_programs_see_each_other_and_lose_nothing() {
    let folder = folder();
    let (mut one, mut two) = (FavouritesStore::open(folder.path()), FavouritesStore::open(folder.path()));
    let (mut mine, mut yours) = (one.load().favourites, two.load().favourites);
    assert!(!one.changed_since_last_read());
    mine.set(entry("a", "", 0));
    mine = one.save(&mine, now()).unwrap().favourites;
    assert!(two.changed_since_last_read() && !one.changed_since_last_read());
    yours.set(entry("b", "", 1));
    yours = two.save(&yours, now()).unwrap().favourites;
    assert_eq!(ids(&yours), ["a", "b"]);
    assert!(one.changed_since_last_read());
    mine.set(entry("c", "", 2));
    mine = one.reload(&mine).favourites;
    assert_eq!(ids(&mine), ["a", "b", "c"], "what is not stored yet survives reading");

    // One writes a note, the other takes the mark away, neither knowing of the other.
    mine = one.save(&mine, now()).unwrap().favourites;
    mine.set(Entry { note: "ask".into(), ..entry("a", "", 3) });
    yours.set(Entry { mark: None, ..entry("a", "", 4) });
    one.save(&mine, now()).unwrap();
    yours = two.save(&yours, now()).unwrap().favourites;
    let personal = yours.personal("conf", "a");
    assert_eq!((personal.mark, personal.note.as_str()), (None, "ask"));
    assert_eq!(stored(folder.path()), yours);
}

#[test]
fn an_edit_by_hand_beside_the_running_program_is_taken_in() {
    let folder = folder();
    let mut store = FavouritesStore::open(folder.path());
    let mine = store.save(&favourites(&["a"]), now()).unwrap().favourites;
    let text = fs::read_to_string(store.path()).unwrap();
    fs::write(store.path(), text.replace("\"going\"", "\"interested\"")).unwrap();
    assert!(store.changed_since_last_read());
    assert_eq!(store.save(&mine, now()).unwrap().favourites.personal("conf", "a").mark, Some(Mark::Interested));
}

#[test]
fn a_file_deleted_while_the_program_runs_is_written_again() {
    let folder = folder();
    let mut store = FavouritesStore::open(folder.path());
    let mine = store.save(&favourites(&["a"]), now()).unwrap().favourites;
    fs::remove_file(store.path()).unwrap();
    assert_eq!(ids(&store.reload(&mine).favourites), ["a"]);
    store.save(&mine, now()).unwrap();
    assert_eq!(ids(&stored(folder.path())), ["a"]);
}

#[test]
fn a_damaged_file_is_put_aside_whole_before_anything_is_written() {
    let good = favourites(&["a", "b"]).text().unwrap();
    for damaged in
        [&b"\xff\xfe"[..], b"not toml", b"\0\0\0\0", &good.as_bytes()[..good.len() - 40], b"schema = 1\nentry = 3\n"]
    {
        let folder = folder();
        let mut store = FavouritesStore::open(folder.path());
        fs::write(store.path(), damaged).unwrap();
        let loaded = store.load();
        assert!(!loaded.problems.is_empty());
        assert_eq!(fs::read(store.path()).unwrap(), damaged, "loading writes nothing");
        assert_eq!(names(folder.path()), ["favourites.toml"]);

        let mut mine = loaded.favourites;
        mine.set(entry("new", "", 9));
        let saved = store.save(&mine, now()).unwrap();
        let aside = saved.kept_aside.unwrap();
        assert_eq!(aside, folder.path().join("favourites.unreadable-20261109-090000.toml"));
        assert_eq!(fs::read(&aside).unwrap(), damaged);
        assert!(saved.problems.iter().any(|problem| problem.message.contains(aside.to_str().unwrap())));
        assert_eq!(stored(folder.path()), mine);

        // A second accident in the same second does not overwrite what was kept of the first.
        fs::write(store.path(), "oops").unwrap();
        let second = store.save(&mine, now()).unwrap().kept_aside.unwrap();
        assert!(second.ends_with("favourites.unreadable-20261109-090000-2.toml"));
        assert_eq!(fs::read(&aside).unwrap(), damaged);
        assert_eq!(store.save(&mine, now()).unwrap().kept_aside, None);
    }
}

#[test]
fn a_file_cut_at_any_byte_is_never_overwritten_unkept() {
    let full = favourites(&["a", "b"]).text().unwrap();
    let folder = folder();
    for cut in 1..full.trim_end().len() {
        let mut store = FavouritesStore::open(folder.path());
        fs::write(store.path(), &full[..cut]).unwrap();
        let mut mine = store.load().favourites;
        mine.set(entry("new", "", 9));
        let aside = store.save(&mine, now()).unwrap().kept_aside.unwrap();
        assert_eq!(fs::read_to_string(&aside).unwrap(), full[..cut]);
        assert!(ids(&stored(folder.path())).contains(&"new"));
        fs::remove_file(aside).unwrap();
    }
}

#[test]
fn a_file_of_a_newer_version_is_never_written() {
    let folder = folder();
    let mut store = FavouritesStore::open(folder.path());
    fs::write(store.path(), "schema = 2\n").unwrap();
    assert!(store.load().problems[0].message.contains("newer"));
    let error = store.save(&favourites(&["a"]), now()).unwrap_err();
    assert!(!error.may_pass());
    assert!(error.to_string().contains("favourites.toml:1:10: was written by a newer kubetalks"), "{error}");
    assert_eq!(fs::read_to_string(store.path()).unwrap(), "schema = 2\n");
}

#[test]
fn conflict_copies_are_merged_told_once_and_left_alone() {
    let folder = folder();
    let copies = [
        "favourites.sync-conflict-20261109-090000-ABCDEFG.toml",
        "favourites (Ann's conflicted copy 2026-11-09).toml",
        "favourites (conflicted copy 2026-11-09 090000).toml",
    ];
    for (copy, id) in copies.iter().zip(["a", "b", "c"]) {
        fs::write(folder.path().join(copy), favourites(&[id]).text().unwrap()).unwrap();
    }
    fs::write(folder.path().join("favourites.backup.toml"), favourites(&["no"]).text().unwrap()).unwrap();
    let mut store = FavouritesStore::open(folder.path());
    let loaded = store.load();
    assert_eq!((ids(&loaded.favourites), loaded.problems.len()), (vec!["a", "b", "c"], 3));
    let saved = store.save(&loaded.favourites, now()).unwrap();
    assert_eq!(saved.problems, []);
    assert!(copies.iter().all(|copy| folder.path().join(copy).exists()));

    let mut changed = favourites(&["d"]);
    changed.set(entry("a", "from the other laptop", 60));
    fs::write(folder.path().join(copies[0]), changed.text().unwrap()).unwrap();
    let saved = store.save(&saved.favourites, now()).unwrap();
    assert_eq!(ids(&saved.favourites), ["a", "b", "c", "d"]);
    assert_eq!(saved.favourites.personal("conf", "a").note, "from the other laptop");
    assert_eq!(saved.problems.len(), 1);
}

#[test]
fn a_failed_write_leaves_the_file_and_is_made_good_later() {
    let folder = folder();
    let mut store = FavouritesStore::open(folder.path());
    let mut mine = store.save(&favourites(&["a"]), now()).unwrap().favourites;
    let before = fs::read(store.path()).unwrap();
    mine.set(entry("b", "", 1));
    fs::set_permissions(store.path(), fs::Permissions::from_mode(0o400)).unwrap();
    let error = store.save(&mine, now()).unwrap_err();
    assert!(error.may_pass() && error.to_string().contains("make the file and its folder writable"), "{error}");
    assert_eq!(fs::read(store.path()).unwrap(), before);
    assert_eq!(names(folder.path()), ["favourites.lock", "favourites.toml"], "no half a file stays");
    fs::set_permissions(store.path(), fs::Permissions::from_mode(0o600)).unwrap();
    mine.set(entry("c", "", 2));
    store.save(&mine, now()).unwrap();
    assert_eq!(ids(&stored(folder.path())), ["a", "b", "c"]);
}

#[test]
fn folders_that_cannot_be_written_are_told() {
    let folder = folder();
    fs::write(folder.path().join("file"), "").unwrap();
    let error = FavouritesStore::open(&folder.path().join("file/config")).save(&favourites(&["a"]), now()).unwrap_err();
    assert!(error.to_string().starts_with("move away what is in the way: "), "{error}");

    fs::create_dir(folder.path().join("favourites.toml")).unwrap();
    let mut store = FavouritesStore::open(folder.path());
    assert!(store.load().problems[0].message.starts_with("cannot be read"));
    assert!(store.save(&favourites(&["a"]), now()).is_err());

    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(locked.join("probe"), "").is_ok() {
        writeln!(std::io::stderr(), "skipped: a read-only folder, which means nothing to root").unwrap();
        return;
    }
    let mut store = FavouritesStore::open(&locked);
    assert!(store.save(&favourites(&["a"]), now()).is_err());
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    store.save(&favourites(&["a"]), now()).unwrap();
}

#[test]
fn a_damaged_file_that_cannot_be_put_aside_is_not_replaced() {
    let folder = folder();
    let mut store = FavouritesStore::open(folder.path());
    fs::write(store.path(), "oops").unwrap();
    let name = "favourites.unreadable-20261109-090000";
    fs::write(folder.path().join(format!("{name}.toml")), "").unwrap();
    (2..100).for_each(|number| fs::write(folder.path().join(format!("{name}-{number}.toml")), "").unwrap());
    let error = store.save(&favourites(&["a"]), now()).unwrap_err();
    assert!(error.to_string().contains("rename it yourself"), "{error}");
    assert_eq!(fs::read_to_string(store.path()).unwrap(), "oops");
}

#[test]
fn a_lock_that_is_not_let_go_is_told_and_leftovers_are_swept() {
    let folder = folder();
    let path = folder.path().join("favourites.lock");
    let lock = Lock::take(&path).unwrap();
    let error = Lock::take_within(&path, Duration::from_millis(20)).unwrap_err();
    assert!(
        error.to_string().starts_with(&format!("another kubetalks (pid {}) is at work", std::process::id())),
        "{error}"
    );
    drop(lock);
    fs::write(folder.path().join(".favourites.toml.unfinished-12345678"), "half").unwrap();
    FavouritesStore::open(folder.path()).save(&favourites(&["a"]), now()).unwrap();
    assert_eq!(names(folder.path()), ["favourites.lock", "favourites.toml"]);
}

#[test]
fn many_programs_that_save_at_once_lose_nothing() {
    let folder = folder();
    let children: Vec<Child> = (0..4).map(|child| child_at_work(folder.path(), &child.to_string(), "")).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(stored(folder.path()).entries().count(), 4 * 50);
}

#[test]
fn a_full_disk_costs_nothing_that_was_stored() {
    let folder = folder();
    let long = entry("long", &"x".repeat(700), 0);
    let mut mine = Favourites::default();
    mine.set(long);
    FavouritesStore::open(folder.path()).save(&mine, now()).unwrap();
    let before = fs::read(folder.path().join("favourites.toml")).unwrap();
    // A file of the child may have one block, of 512 or 1024 bytes; the system then reports an error.
    assert!(child_at_work(folder.path(), "full", "trap '' XFSZ; ulimit -f 1;").wait().unwrap().success());
    assert_eq!(fs::read(folder.path().join("favourites.toml")).unwrap(), before);
    assert_eq!(names(folder.path()), ["favourites.lock", "favourites.toml", "tried"]);
}

/// Runs [`the_part_of_a_child`] in a process of its own, after a bit of shell.
fn child_at_work(folder: &Path, child: &str, shell: &str) -> Child {
    Command::new("sh")
        .args(["-c", &format!("{shell} exec \"$0\" --exact store::favourites::tests::the_part_of_a_child")])
        .arg(std::env::current_exe().unwrap())
        .envs([(FOLDER, folder.as_os_str()), (CHILD, child.as_ref())])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

/// Does nothing unless another test started it.
#[test]
fn the_part_of_a_child() {
    let (Some(folder), Ok(child)) = (std::env::var_os(FOLDER), std::env::var(CHILD)) else { return };
    let mut store = FavouritesStore::open(folder.as_ref());
    if child == "full" {
        let mut mine = store.load().favourites;
        mine.set(entry("more", &"y".repeat(700), 1));
        let error = store.save(&mine, now()).unwrap_err();
        assert!(error.to_string().starts_with("make room: "), "{error}");
        fs::write(Path::new(&folder).join("tried"), "").unwrap();
        return;
    }
    let mut mine = store.load().favourites;
    for number in 0..50 {
        mine.set(entry(&format!("{child}-{number}"), "", number));
        mine = store.save(&mine, now()).unwrap().favourites;
    }
}

#[test]
fn both_sides_of_a_conflict_of_git_are_merged_and_the_next_change_writes_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = FavouritesStore::open(folder.path());
    let entry = |id: &str| format!("[[entry]]\nevent = \"e\"\nsession = \"{id}\"\nmark = \"going\"\n\n");
    let (a, b, c) = (entry("a"), entry("b"), entry("c"));
    fs::write(store.path(), format!("schema = 1\n{a}<<<<<<< HEAD\n{b}=======\n{c}>>>>>>> other\n")).unwrap();
    let loaded = store.load();
    assert_eq!(loaded.favourites.entries().count(), 3);
    assert!(loaded.problems[0].message.contains("conflict of git"), "{:?}", loaded.problems);
    let saved = store.save(&loaded.favourites, chrono::Utc::now()).unwrap();
    assert!(saved.kept_aside.is_some());
    let text = fs::read_to_string(store.path()).unwrap();
    assert!(!text.contains("<<<<") && text.matches("[[entry]]").count() == 3, "{text}");
}
