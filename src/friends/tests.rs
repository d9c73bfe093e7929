use super::*;
use crate::agenda::{Context, Transfer, TransferRules};
use crate::foreign;
use crate::model::{Mark, Personal, Programme, Schedule, Session, SessionIx, Slot};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn utc(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

/// Two sessions at a time, an hour each: `a` and `b`, then `c` and `d`, then `e` and `f`.
fn harbour() -> Schedule {
    let mut schedule = Schedule::default();
    schedule.event.id = "harbour".to_owned();
    for (at, id) in ["a", "b", "c", "d", "e", "f"].into_iter().enumerate() {
        let mut session = Session::new(id, format!("Session {id}"));
        session.slot = Some(Slot::new(utc("2027-03-19 09:00") + TimeDelta::hours(at as i64 / 2), 60));
        schedule.sessions.push(session);
    }
    schedule
}

fn friend(name: &str, text: &str) -> Friend {
    let reading = foreign::read(text.as_bytes(), name).unwrap();
    let known = Friend::new(name).unwrap();
    Friend { belongs_to: reading.origin, loose: reading.references, taken: Some(utc("2027-01-01 00:00")), ..known }
}

/// A friend who sent a list of ids; those after a `?` only interest them.
fn lister(name: &str, ids: &str) -> Friend {
    let lines = ids.split_whitespace().map(|id| match id.strip_prefix('?') {
        Some(id) => format!("harbour/{id},interested\n"),
        None => format!("harbour/{id},going\n"),
    });
    friend(name, &format!("id,mark\n{}", lines.collect::<String>()))
}

fn circle(friends: impl IntoIterator<Item = Friend>) -> Friends {
    let mut circle = Friends::default();
    friends.into_iter().for_each(|friend| circle.put(friend, None).unwrap());
    circle
}

fn letters(circle: &Friends) -> String {
    circle.all().iter().map(|friend| friend.letter).collect()
}

#[test]
fn letters_are_the_first_free_ones_of_the_name() {
    let new = |name| Friend::new(name).unwrap();
    let mut friends = circle(["Ana", "Anton", "Bo", "ånn", "42", "AN", "美咲"].map(new));
    let told: Vec<String> = friends.all().iter().map(|friend| format!("{} {}", friend.name, friend.letter)).collect();
    assert_eq!(told, ["42 4", "AN C", "Ana A", "ånn Å", "Anton N", "Bo B", "美咲 D"]);
    friends.put(new("ana"), None).unwrap();
    assert_eq!((letters(&friends).as_str(), friends.all().len()), ("4CAÅNBD", 7), "known by any spelling, letter kept");
    friends.put(new("Bo"), Some("x")).unwrap();
    assert_eq!(friends.get("bo").unwrap().letter, 'X');
    for (letter, told) in
        [("N", "'N' stands for Anton already"), ("xy", "'xy' cannot"), ("日", "'日' cannot"), ("", "''")]
    {
        let refused = friends.put(new("Bo"), Some(letter)).unwrap_err().to_string();
        assert!(refused.starts_with(told), "{refused}");
    }
    for name in ["", " ", "-", "\u{1b}[2J", "x\u{7}", &"long ".repeat(20)] {
        assert!(Friend::new(name).is_err(), "{name:?}");
    }
}

#[test]
fn many_friends_have_letters_while_there_are_any() {
    let friends = circle((0..60).map(|number| Friend::new(&format!("A{number}")).unwrap()));
    let mut all: Vec<char> = letters(&friends).chars().collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!((friends.all().len(), all.len()), (60, 36));
}

#[test]
fn letters_say_who_goes_and_small_ones_who_is_interested() {
    let programme = Programme::new(vec![harbour()]);
    let mut friends = circle([lister("Ana", "a c"), lister("Bo", "a ?c"), lister("Cy", "a"), lister("Di", "a gone")]);
    assert!(friends.resolve(&programme) && !friends.resolve(&programme));
    let friend_marks = friends.in_programme(&programme);
    let shown: Vec<String> = (0..4).map(|at| friend_marks.letters(SessionIx(at))).collect();
    assert_eq!(shown, ["ABC+", "", "Ab", ""]);
    assert_eq!((friend_marks.column, friend_marks.members[3].missing), (4, 1));
    assert_eq!(Friends::default().in_programme(&programme).column, 0);
}

#[test]
fn favourites_of_an_event_that_is_not_loaded_wait_for_it() {
    let text = "schema = 1\n[[entry]]\nevent = \"harbour\"\nsession = \"c\"\ntitle = \"Session c\"\nmark = \"going\"\n";
    let mut friends = circle([friend("Ana", text)]);
    let mut other = harbour();
    other.event.id = "elsewhere".to_owned();
    other.sessions.truncate(1);
    assert!(!friends.resolve(&Programme::new(vec![other])));
    assert_eq!(friends.all()[0].loose.len(), 1);
    let mut kept = read(&friends.text().unwrap(), "friends.toml").0;
    let programme = Programme::new(vec![harbour()]);
    assert!(kept.resolve(&programme));
    assert_eq!(kept.in_programme(&programme).letters(SessionIx(2)), "A");
    let mut renumbered = harbour();
    renumbered.sessions[2].id = "900".to_owned();
    renumbered.sessions[3].id = "c".to_owned();
    let friend_marks = kept.in_programme(&Programme::new(vec![renumbered]));
    assert_eq!((friend_marks.letters(SessionIx(2)).as_str(), friend_marks.letters(SessionIx(3)).as_str()), ("A", ""));
}

/// What follows for somebody who goes to these sessions, told in short.
fn told(mine: &str, friends: impl IntoIterator<Item = Friend>) -> Vec<String> {
    let programme = Programme::new(vec![harbour()]);
    let mut friends = circle(friends);
    friends.resolve(&programme);
    let friend_marks = friends.in_programme(&programme);
    let id = |ix: SessionIx| programme.session(ix).id.clone();
    let going = |session: &Session| mine.split_whitespace().any(|id| id == session.id);
    let mark = |session| Personal { mark: going(session).then_some(Mark::Going), ..Personal::default() };
    let personal: Vec<Personal> = programme.sessions().map(mark).collect();
    let transfer = Transfer::new(&programme, &TransferRules::default());
    let split = split(&Context { programme: &programme, personal: &personal, transfer: &transfer }, &friend_marks);
    let name = |at: usize| &friend_marks.names[at];
    let offers = split.clashes.iter().flat_map(|clash| &clash.offers);
    let offers = offers.map(|o| format!("I {} {} {} {:?}", id(o.mine), name(o.friend), id(o.theirs), o.why));
    let reliefs = split.reliefs.iter().map(|r| format!("for {} {}, I {}", name(r.friend), id(r.theirs), id(r.mine)));
    let together = split.together.iter().map(|t| format!("together {} {}", id(t.session), t.friends.len()));
    offers.chain(reliefs).chain(together).collect()
}

#[test]
fn a_clash_is_split_with_who_goes_there_before_who_is_free() {
    for (mine, theirs, expected) in [
        ("a b", "b c", vec!["I a Ana b Goes", "together b 1"]),
        ("a b", "a b", vec!["I a Ana b Both", "together a 1", "together b 1"]),
        ("a b", "?a c", vec!["I b Ana a Likes"]),
        ("a b", "c", vec!["I a Ana b Free"]),
        ("a", "a b", vec!["for Ana b, I a", "together a 1"]),
        ("c", "a b", vec![]),
        ("", "a b", vec![]),
        ("a", "b", vec![]),
    ] {
        assert_eq!(told(mine, [lister("Ana", theirs)]), expected, "{mine} / {theirs}");
    }
    let two = told("a b", [lister("Ana", "c"), lister("Bo", "a")]);
    assert_eq!(two, ["I b Bo a Goes", "I a Ana b Free", "together a 1"], "the one who goes there anyway comes first");
}

fn word() -> impl Strategy<Value = String> {
    "[\\PC\n\"\\\\#\\[\\]=]{0,8}"
}

fn reference() -> impl Strategy<Value = foreign::Reference> {
    let mark = prop::option::of(prop_oneof![Just(Mark::Going), Just(Mark::Interested)]);
    let start = prop::option::of(-99_999_999_999i64..999_999_999_999);
    let text = || prop::option::of(word());
    (prop::collection::vec(word(), 0..3), text(), start, text(), text(), mark).prop_map(
        |(keys, title, start, url, event, mark)| {
            let start = start.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            foreign::Reference { keys, title, start, url, event, mark, ..foreign::Reference::default() }
        },
    )
}

prop_compose! {
    fn any_friend()(
        name in "[a-zé日]\\PC{0,6}",
        ids in prop::collection::vec(prop::sample::select(vec!["a", "b", "?c", "d"]), 0..4),
        loose in prop::collection::vec(reference(), 0..3),
        origin in prop::option::of(word()),
        belongs_to in prop::option::of(word()),
    ) -> Option<Friend> {
        let mut friend = Friend { origin, belongs_to, ..Friend::new(&name).ok()? };
        if !ids.is_empty() {
            friend.loose = lister("x", &ids.join(" ")).loose;
            friend.resolve(&Programme::new(vec![harbour()]));
        }
        friend.loose.extend(loose);
        Some(friend)
    }
}

proptest! {
    #[test]
    fn the_text_form_says_everything(all in prop::collection::vec(any_friend(), 0..5)) {
        let friends = circle(all.into_iter().flatten());
        let text = friends.text().unwrap();
        let (again, problems) = read(&text, "friends.toml");
        prop_assert_eq!(problems, []);
        prop_assert_eq!(again, friends);
    }

    #[test]
    fn no_text_makes_the_reader_panic(
        head in prop::sample::select(vec!["", "schema = 1\n[[friend]]\nname = \"Ana\"\n", "schema = 1\n[[friend]]\n"]),
        tail in "(letter = |entry = |\\[\\[friend.entry\\]\\]\n|\\[\\[friend\\]\\]\n|mark = \"going\"\n|\"|7|\n|\\PC){0,20}",
    ) {
        let (friends, _) = read(&format!("{head}{tail}"), "friends.toml");
        friends.in_programme(&Programme::new(vec![harbour()]));
    }
}
