//! Entries find their sessions again when the schedule has changed.

use super::*;

/// A session as `id guid title | speaker, speaker @hour`, guid and hour may be `-`.
fn programme(lines: &[&str]) -> Programme {
    let mut schedule = Schedule::default();
    schedule.event.id = "conf".into();
    for line in lines {
        let (head, hour) = line.split_once('@').unwrap();
        let (head, people) = head.split_once('|').unwrap();
        let mut words = head.trim().splitn(3, ' ');
        let (id, guid, title) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let mut session = Session::new(id, title);
        session.guid = (guid != "-").then(|| guid.to_owned());
        session.slot = hour.trim().parse::<i64>().ok().map(|hour| Slot::new(time(hour * 3600), 30));
        for name in people.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let speaker = schedule.speaker(&crate::model::slug(name), name);
            session.credits.push(crate::model::Credit { speaker, organisation: None, title: None });
        }
        schedule.sessions.push(session);
    }
    Programme::new(vec![schedule])
}

fn marked(programme: &Programme, ids: &[&str]) -> Favourites {
    favourites(ids.iter().map(|id| {
        let ix = programme.session_by_id("conf", id).unwrap();
        Entry::of(programme, ix, &Personal { note: (*id).into(), ..going() }, time(0))
    }))
}

fn notes(favourites: &Favourites, programme: &Programme) -> Vec<String> {
    let personal = favourites.resolve(programme).personal;
    (0..personal.len())
        .filter(|at| !personal[*at].is_empty())
        .map(|at| format!("{} on {}", personal[at].note, programme.session(SessionIx::new(at)).id))
        .collect()
}

#[test]
fn a_session_is_found_again() {
    for (what, old, new, expected) in [
        ("unchanged", "1 g Istio in depth | Ann @1", &["1 g Istio in depth | Ann @1"][..], "1"),
        ("by guid under another id and title", "1 g Istio | Ann @1", &["1 h Envoy | Bob @2", "2 g Mesh | Ann @3"], "2"),
        (
            "by title where every id is another's",
            "1 - Istio | Ann @1",
            &["1 - Envoy | Bob @1", "2 - ISTIO | Ann @3"],
            "2",
        ),
        ("by title where guids follow ids", "1 a Istio | Ann @1", &["1 a Envoy | Bob @1", "2 b Istio | Ann @3"], "2"),
        (
            "by title among talks of one speaker",
            "1 - Istio | Ann @1",
            &["1 - Envoy | Ann @1", "2 - Istio | Ann @3"],
            "2",
        ),
        ("by id under a new title", "1 - Istio | Ann @1", &["1 - Mesh | Ann @1", "2 - Istio II | Bob @3"], "1"),
        ("by id before the speaker was known", "1 - Keynote | @1", &["1 - Opening | Ann @1"], "1"),
        ("by id with a new speaker at the same time", "1 - Istio | Ann @1", &["1 - Envoy | Bob @1"], "1"),
        ("by title alone", "1 - Istio | Ann @1", &["7 - Istio | Bob @5"], "7"),
        ("by title and start", "1 - Lunch | @5", &["7 - Lunch | @1", "8 - Lunch | @5"], "8"),
        (
            "the one with its title where a guid is doubled",
            "1 g Istio | Ann @1",
            &["3 g Envoy | Ann @1", "4 g Istio | Ann @2"],
            "4",
        ),
        ("not where the id alone is the same", "1 - Istio | Ann @1", &["1 - Envoy | Bob @2"], ""),
        ("not where a title says too little", "1 - Lunch | @5", &["7 - Lunch | @1", "8 - Lunch | @2"], ""),
    ] {
        let (old, new) = (programme(&[old]), programme(new));
        let favourites = marked(&old, &["1"]);
        let expected: Vec<_> = [expected].iter().filter(|id| !id.is_empty()).map(|id| format!("1 on {id}")).collect();
        assert_eq!(notes(&favourites, &new), expected, "{what}");
        assert_eq!(favourites.resolve(&new).unmatched.len(), 1 - expected.len(), "{what}");

        let mut followed = favourites.clone();
        followed.migrate(&new);
        assert_eq!(notes(&followed, &new), expected, "{what}, after following");
        assert_eq!(followed.migrate(&new), [], "{what}: once is enough");
        assert_eq!(notes(&followed.merge(&favourites), &new), expected, "{what}, merged with an old copy");
        assert_eq!(notes(&followed, &old), ["1 on 1"], "{what}, and back in the old schedule");
    }
}

#[test]
fn a_speaker_is_the_same_under_another_name() {
    let old = programme(&["1 - Istio | Ann Example @1"]);
    let mut new = programme(&["1 - Mesh | Ann Sample @2"]).packed(crate::model::EventIx::new(0)).schedule();
    new.speakers[0].also = vec!["Ann Example".into()];
    let new = Programme::new(vec![new]);
    assert_eq!(notes(&marked(&old, &["1"]), &new), ["1 on 1"]);
}

#[test]
fn ids_that_change_places_keep_every_mark_through_later_changes() {
    let old = programme(&["1 - Istio | Ann @1", "2 - Envoy | Bob @2", "3 - Etcd | Cleo @3", "4 - Gone | Dan @4"]);
    let new = programme(&["2 - Istio | Ann @1", "3 - Envoy | Bob @2", "1 - Etcd | Cleo @3", "4 - Helm | Eve @7"]);
    let mut favourites = marked(&old, &["1", "2", "4"]);
    // The entry whose place another one takes was changed later than that one.
    favourites.set(Entry { changed: Some(time(30)), ..favourites.get("conf", "2").unwrap().clone() });
    let copy = favourites.clone();
    let moves = favourites.migrate(&new);
    assert_eq!(moves.len(), 3, "two found their sessions, the third steps aside: {moves:?}");
    assert_eq!(notes(&favourites, &new), ["1 on 2", "2 on 3"]);
    for (at, id) in [(2, "1"), (3, "4")] {
        let fresh = Personal { note: format!("new on {id}"), ..going() };
        favourites.set(Entry::of(&new, SessionIx::new(at), &fresh, time(60)));
    }
    for favourites in [favourites.merge(&copy), favourites.clone(), whole(&favourites.text().unwrap())] {
        assert_eq!(notes(&favourites, &new), ["1 on 2", "2 on 3", "new on 1 on 1", "new on 4 on 4"]);
        let unmatched = favourites.resolve(&new).unmatched;
        assert_eq!(unmatched.iter().map(|entry| entry.note.as_str()).collect::<Vec<_>>(), ["4"]);
        assert_eq!(notes(&favourites, &old), ["1 on 1", "2 on 2", "new on 1 on 3", "4 on 4"]);
    }
}

#[test]
fn the_id_of_a_session_that_is_gone_takes_no_other_session_from_its_mark() {
    let old = programme(&["1 - Bread | @-", "7 - Soup | @-"]);
    let new = programme(&["1 - Soup | @-"]);
    let mut favourites = marked(&old, &["1", "7"]);
    for _ in 0..2 {
        assert_eq!(notes(&favourites, &new), ["7 on 1"]);
        let unmatched = favourites.resolve(&new).unmatched;
        assert_eq!(unmatched.iter().map(|entry| entry.note.as_str()).collect::<Vec<_>>(), ["1"]);
        favourites.migrate(&new);
    }
}

#[test]
fn a_mark_taken_away_under_the_new_id_does_not_come_back_from_the_old_one() {
    let (old, new) = (programme(&["1 - Istio | Ann @1"]), programme(&["2 - Istio | Ann @1"]));
    let stale = marked(&old, &["1"]);
    let mut favourites = stale.clone();
    favourites.migrate(&new);
    favourites.set(Entry::of(&new, SessionIx(0), &Personal::default(), time(60)));
    assert_eq!(notes(&favourites.merge(&stale), &new), [""; 0]);
    let mut unfollowed = stale.clone();
    unfollowed.set(Entry::of(&new, SessionIx(0), &Personal::default(), time(60)));
    assert_eq!(notes(&unfollowed, &new), [""; 0]);
}

#[test]
fn an_undo_after_the_ids_changed_reaches_the_same_session() {
    let old = programme(&["1 - Istio | Ann @1", "2 - Envoy | Bob @2"]);
    let new = programme(&["2 - Istio | Ann @1", "1 - Envoy | Bob @2"]);
    let mut favourites = marked(&old, &["1"]);
    let before = favourites.get("conf", "1").unwrap().clone();
    let after = Entry::of(&old, SessionIx(0), &Personal::default(), time(5));
    favourites.set(after.clone());
    let mut journal = Journal::default();
    journal.record(Change { label: String::new(), steps: vec![ChangeStep { before, after }] });
    journal.migrate(&favourites.migrate(&new));
    favourites.set(Entry::of(&new, SessionIx(1), &Personal { note: "other".into(), ..going() }, time(6)));
    journal.undo(&mut favourites, time(7)).unwrap();
    assert_eq!(notes(&favourites, &new), ["1 on 2", "other on 1"]);
}

#[test]
fn entries_of_events_that_are_not_loaded_are_kept_and_listed() {
    let programme = programme(&["1 - Istio | Ann @1"]);
    let mut favourites = favourites([entry("a", Some(Mark::Going), "", 0), entry("b", None, "", 0)]);
    favourites.set(Entry { event: "elsewhere".into(), ..entry("1", Some(Mark::Going), "", 0) });
    let before = favourites.clone();
    assert_eq!(favourites.migrate(&programme), []);
    assert_eq!(favourites, before);
    let unmatched = favourites.resolve(&programme).unmatched;
    assert_eq!(unmatched.len(), 2, "what was taken away is not missed");
}
