//! The language against a small programme: what each query finds, and in which order.

mod alternatives;

use super::*;
use crate::model::{
    Credit, EventIx, Kind, Level, Link, LinkKind, Mark, Personal, Programme, Schedule, Session, SessionIx, Slot, Zone,
};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

fn session(schedule: &mut Schedule, id: &str, title: &str, speaker: &str, organisation: &str) -> usize {
    let mut session = Session::new(id, title);
    let speaker = schedule.speaker(&crate::model::slug(speaker), speaker);
    session.credits.push(Credit { speaker, organisation: Some(organisation.to_owned()), title: None });
    schedule.sessions.push(session);
    schedule.sessions.len() - 1
}

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2019, 11, day, hour, 0, 0).unwrap()
}

/// A programme of three days in Brussels (an hour ahead of UTC) and of one recorded event without times.
fn programme() -> Programme {
    let mut live = Schedule::default();
    live.event.id = "meshcon-2019".into();
    live.event.name = "MeshCon Europe 2019".into();
    live.event.short = "MeshCon".into();
    live.event.zone = Zone::parse("Europe/Brussels").unwrap();
    live.event.day_change = 6 * 60;
    let rows = [
        ("istio-secure", "Istio: Sailing to a Secure Services Mesh", "Spike Curtis", "Tigera", 18, 9, 32),
        ("weaving", "Weaving the Service Mesh", "Shriram Rajagopalan", "IBM", 18, 10, 45),
        ("falco", "Don’t Panic: eBPF in Anger", "Kris Nóva", "Sysdig", 19, 9, 30),
        ("scaling", "Scaling Kubernetes Safely", "Lucas Käldström", "Weaveworks", 19, 11, 60),
        ("night", "A Night of Maintainer Stories", "Spike Curtis", "Tigera", 20, 0, 90),
    ];
    for (id, title, speaker, organisation, day, hour, minutes) in rows {
        let at_row = session(&mut live, id, title, speaker, organisation);
        live.sessions[at_row].slot = Some(Slot::new(at(day, hour), minutes));
    }
    let (mesh, security) = (live.track("mesh", "Service mesh"), live.track("sec", "Security & identity"));
    let hall = live.room("Aula Magna");
    for (row, track) in [(0, mesh), (1, mesh), (2, security), (3, security)] {
        live.sessions[row].track = Some(track);
    }
    live.sessions[0].room = Some(hall);
    live.sessions[0].tags = vec!["istio".into(), "mtls".into()];
    live.sessions[0].level = Some(Level::Beginner);
    live.sessions[1].abstract_text = "How Istio routes traffic; no straße too narrow, no proxy too slow.".into();
    live.sessions[2].abstract_text = "Kernel events tell what a container does. Security without guessing.".into();
    live.sessions[2].kind = Kind::Keynote;
    live.sessions[2].languages = vec!["de".into(), "en".into()];
    live.sessions[3].takeaways = vec!["Measure the scheduler before the proxy.".into()];
    live.sessions[3].links = vec![Link::new(LinkKind::Video, "https://example.org/v")];
    live.sessions[4].cancelled = true;

    let mut recorded = Schedule::default();
    recorded.event.id = "docker-2014".into();
    recorded.event.name = "DockerCon Europe 2014".into();
    recorded.event.short = "DockerCon EU".into();
    let row = session(&mut recorded, "mesh", "Mesh", "Solomon Kris", "Docker");
    recorded.sessions[row].day = NaiveDate::from_ymd_opt(2014, 12, 4);
    recorded.sessions[row].minutes = Some(20);
    Programme::new(vec![live, recorded])
}

struct World {
    programme: Programme,
    personal: Vec<Personal>,
    clashing: Vec<SessionIx>,
}

impl World {
    fn new() -> Self {
        let programme = programme();
        let going = Personal { mark: Some(Mark::Going), rating: Some(4), ..Personal::default() };
        let noted = Personal { seen: true, note: "Ask about Überlast".into(), ..Personal::default() };
        let interested = Personal { mark: Some(Mark::Interested), ..Personal::default() };
        Self { programme, personal: vec![going, noted, interested], clashing: vec![SessionIx(0)] }
    }

    fn context(&self) -> SearchContext<'_> {
        let (programme, personal, clashing) = (&self.programme, &self.personal, &self.clashing);
        SearchContext { programme, personal, now: at(18, 9), clashing, friends: &[], changed: &[] }
    }

    fn find(&self, query: &str) -> Vec<&str> {
        let hits = search(&Query::parse(query).0, &self.context(), &mut Scratch::default());
        hits.iter().map(|hit| self.programme.session(hit.session).id.as_str()).collect()
    }
}

fn check(table: &[(&str, &[&str])]) {
    let world = World::new();
    for (query, expected) in table {
        assert_eq!(world.find(query), *expected, "{query}");
    }
}

#[test]
fn every_word_must_match_in_any_field() {
    check(&[
        ("", &["mesh", "istio-secure", "weaving", "falco", "scaling", "night"]),
        ("istio sec", &["istio-secure"]),
        ("kris nov", &["falco"]),
        ("NÓVA", &["falco"]),
        ("kaldstrom", &["scaling"]),
        ("don't", &["falco"]),
        ("don’t panic", &["falco"]),
        ("strasse", &["weaving"]),
        ("proxy", &["weaving", "scaling"]),
        ("tigera magna", &["istio-secure"]),
        ("überlast", &["weaving"]),
        ("kubrntes", &["scaling"]),
        ("\"service mesh\"", &["weaving", "istio-secure"]),
        ("\"mesh service\"", &[]),
        ("'kubrntes", &[]),
    ]);
}

#[test]
fn better_places_and_closer_fits_come_first() {
    check(&[
        // The title that is the word, then title words, in time.
        ("mesh", &["mesh", "istio-secure", "weaving"]),
        // In title and tags, then in an abstract.
        ("istio", &["istio-secure", "weaving"]),
        // A speaker's name before the organisation.
        ("kris", &["mesh", "falco"]),
        // Side by side in a title before the same words in track and title.
        ("service mesh", &["weaving", "istio-secure"]),
        // In a title, then as a whole track's beginning.
        ("secur", &["istio-secure", "falco", "scaling"]),
    ]);
}

#[test]
fn words_can_be_excluded_anchored_and_narrowed() {
    check(&[
        ("mesh -istio", &["mesh"]),
        ("-meshcon", &["mesh"]),
        ("meshcon spike", &["istio-secure", "night"]),
        ("2014", &["mesh"]),
        ("!event:docker -kubrntes", &["istio-secure", "weaving", "falco", "scaling", "night"]),
        ("^weav", &["weaving", "scaling"]),
        ("title:^weav", &["weaving"]),
        ("mesh$", &["mesh", "istio-secure", "weaving"]),
        ("^mesh$", &["mesh"]),
        ("speaker:curtis", &["istio-secure", "night"]),
        ("title:curtis", &[]),
        ("org:weave", &["scaling"]),
        ("track:security", &["falco", "scaling"]),
        ("tag:mtls", &["istio-secure"]),
        ("room:aula", &["istio-secure"]),
        ("event:meshcon-20", &["istio-secure", "weaving", "falco", "scaling", "night"]),
        ("event:europe 2014", &["mesh"]),
        ("ai", &[]),
        ("unknown:field kaldstrom", &["scaling"]),
    ]);
}

#[test]
fn conditions_ask_for_facts() {
    check(&[
        ("kind:keynote", &["falco"]),
        ("level:beg", &["istio-secure"]),
        ("lang:en", &["falco"]),
        ("lang:de", &["falco"]),
        ("length:30", &["falco"]),
        ("length:<=30", &["mesh", "falco"]),
        ("length:>45", &["scaling", "night"]),
        ("-length:>30", &["mesh", "falco"]),
        ("rating:>=4", &["istio-secure"]),
        ("rating:<4", &[]),
        ("is:going", &["istio-secure"]),
        ("is:interested", &["falco"]),
        ("is:seen", &["weaving"]),
        ("has:note", &["weaving"]),
        ("has:video", &["scaling"]),
        ("is:clash", &["istio-secure"]),
        ("is:cancelled", &["night"]),
        ("is:now", &["istio-secure"]),
        ("is:next", &["weaving"]),
        ("is:past", &["mesh"]),
        ("!is:past -is:seen mesh title:mesh", &["istio-secure"]),
    ]);
}

#[test]
fn days_and_times_are_those_of_the_event() {
    check(&[
        ("day:2019-11-19", &["falco", "scaling", "night"]),
        ("day:2019-11", &["istio-secure", "weaving", "falco", "scaling", "night"]),
        ("day:2014", &["mesh"]),
        ("day:1", &["mesh", "istio-secure", "weaving"]),
        ("day:2", &["falco", "scaling", "night"]),
        ("day:19", &["falco", "scaling", "night"]),
        ("day:mon", &["istio-secure", "weaving"]),
        ("day:19-nov", &["falco", "scaling", "night"]),
        ("day:nov-19", &["falco", "scaling", "night"]),
        ("day:19nov", &["falco", "scaling", "night"]),
        ("day:19 November", &["falco", "scaling", "night"]),
        ("day:Tue 19 Nov 2019", &["falco", "scaling", "night"]),
        ("day:19 November panic", &["falco"]),
        ("day:18-nov,19.11.", &["istio-secure", "weaving", "falco", "scaling", "night"]),
        ("day:today", &["istio-secure", "weaving"]),
        ("at:10:15", &["istio-secure", "falco"]),
        ("at:10:00", &["istio-secure", "falco"]),
        ("at:tue-10:00", &["falco"]),
        ("at:2019-11-19t12:30 | at:1-11:10", &["weaving", "scaling"]),
        ("at:01:30", &["night"]),
        ("at:2-01:30", &["night"]),
        ("at:today-10:00", &["istio-secure"]),
        ("day:tomorrow", &["falco", "scaling", "night"]),
        ("after:11:00 day:2019-11-18", &["weaving"]),
        ("after:11:01 day:2019-11-18", &[]),
        ("before:11 day:2019-11-18", &["istio-secure"]),
        ("after:22:00", &["night"]),
        ("after:2019-11-19", &["falco", "scaling", "night"]),
        ("before:2019-11-19", &["mesh", "istio-secure", "weaving"]),
        ("after:2019-11-19T12:00", &["scaling", "night"]),
    ]);
}

#[test]
fn a_scope_and_people_who_are_no_longer_marked_leave_the_order_alone() {
    let world = World::new();
    let live = |ix| world.programme.brief(ix).event == EventIx(0);
    let query = Query::parse("mesh title:mesh").0;
    let within = search_within(&query, &world.context(), &mut Scratch::default(), live);
    let all = search(&query, &world.context(), &mut Scratch::default());
    let expected: Vec<_> = all.into_iter().filter(|hit| live(hit.session)).collect();
    assert_eq!(within, expected);
    assert_eq!(within.len(), 2);
}

#[test]
fn people_are_found_by_name_organisation_and_what_they_give() {
    let world = World::new();
    for (query, expected) in [
        ("", &["Kris Nóva", "Lucas Käldström", "Shriram Rajagopalan", "Solomon Kris", "Spike Curtis"][..]),
        ("kris", &["Kris Nóva", "Solomon Kris"]),
        ("tigera", &["Spike Curtis"]),
        ("-kris -curtis", &["Lucas Käldström", "Shriram Rajagopalan"]),
        ("track:mesh", &["Shriram Rajagopalan", "Spike Curtis"]),
        ("kris event:docker", &["Solomon Kris"]),
        ("is:going", &["Spike Curtis"]),
    ] {
        let found = speakers(&Query::parse(query).0, &world.context(), &mut Scratch::default());
        let names: Vec<_> = found.iter().map(|ix| world.programme.speaker(*ix).name.as_str()).collect();
        assert_eq!(names, expected, "{query}");
    }
}

#[test]
fn what_matched_is_highlighted_in_whole_graphemes() {
    for (query, field, text, expected) in [
        ("mesh", Field::Title, "Mesh of meshes", &["Mesh", "mesh"][..]),
        ("stras", Field::Body, "Die Straße", &["Straß"]),
        ("nova", Field::Speaker, "Kris No\u{301}va", &["No\u{301}va"]),
        ("no", Field::Speaker, "Kris No\u{301}va", &["No\u{301}"]),
        ("office", Field::Title, "Post-oﬃce", &["oﬃce"]),
        ("kbernets", Field::Title, "Über Kubernetes", &["K", "bernet", "s"]),
        ("kbernets", Field::Body, "Über Kubernetes", &[]),
        ("don't", Field::Title, "Don’t", &["Don’t"]),
        ("ai", Field::Title, "Maintaining AI", &["AI"]),
        ("^don", Field::Title, "Don, don", &["Don"]),
        ("don$", Field::Title, "Don, don", &["don"]),
        ("-mesh", Field::Title, "Mesh", &[]),
        ("org:mesh", Field::Title, "Mesh", &[]),
        ("title:mesh", Field::Title, "Mesh", &["Mesh"]),
        ("mes esh", Field::Title, "Mesh", &["Mesh"]),
        ("kris", Field::Speaker, "👩‍👩‍👧 Kris", &["Kris"]),
    ] {
        let ranges = highlight(&Query::parse(query).0, field, text, &mut Scratch::default());
        let parts: Vec<_> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, expected, "{query} in {text}");
    }
}

fn with_texts(sessions: &[(&str, &str)]) -> Programme {
    let mut schedule = Schedule::default();
    for (title, text) in sessions {
        let mut session = Session::new(crate::model::slug(title), *title);
        session.abstract_text = (*text).to_owned();
        schedule.sessions.push(session);
    }
    Programme::new(vec![schedule])
}

fn similar_to_first(sessions: &[(&str, &str)], count: usize) -> Vec<(String, Vec<String>)> {
    let programme = with_texts(sessions);
    let likeness = Likeness::new(&programme);
    let found = likeness.similar(&programme, SessionIx(0), count);
    found.into_iter().map(|similar| (programme.session(similar.session).title.clone(), similar.shared)).collect()
}

#[test]
fn similar_sessions_share_telling_words() {
    let sessions = [
        ("Backups with Velero", "What to restore first when a cluster is gone."),
        ("Upgrading clusters again", "More plans."),
        ("Velero in earnest", "A team restores everything, on purpose, before it is gone."),
        ("Upgrading a cluster", "Plans for the day after."),
        ("Nothing", "In common with anybody at all."),
    ];
    let found = similar_to_first(&sessions, 5);
    let titles: Vec<_> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["Velero in earnest", "Upgrading a cluster", "Upgrading clusters again"]);
    assert_eq!(found[0].1, ["velero", "restore", "gone"]);
    assert_eq!(found[1].1, ["cluster"]);
    assert_eq!(similar_to_first(&sessions, 1).len(), 1);
}

#[test]
fn a_rare_word_in_common_means_more_than_a_frequent_one() {
    let sessions = [
        ("Question", "cluster restore"),
        ("Alpha", "cluster"),
        ("Beta", "restore"),
        ("Gamma", "cluster"),
        ("Delta", ""),
    ];
    let titles: Vec<_> = similar_to_first(&sessions, 5).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["Beta", "Alpha", "Gamma"], "equally similar ones in the programme's order");
}

#[test]
fn with_is_a_whole_name_or_the_beginning_of_several() {
    let names = ["Ana", "Anton", "Žofie Bláha"].map(str::to_owned);
    let world = World::new();
    let marked = [vec![SessionIx(0)], vec![SessionIx(1), SessionIx(2)], vec![SessionIx(0), SessionIx(3)]];
    let context = SearchContext { friends: &marked, ..world.context() };
    for (query, expected) in [
        ("with:ana", vec![0]),
        ("with:an", vec![0, 1, 2]),
        ("with:zofie", vec![0, 3]),
        ("with:\"žofie blaha\"", vec![0, 3]),
        ("with:an with:z", vec![0]),
        ("with:ana !with:z", vec![]),
        ("-with:a with:z", vec![3]),
    ] {
        let (query, problems) = Query::parse_among(query, Known { friends: &names, ..Known::default() });
        let hits = search(&query, &context, &mut Scratch::default());
        let mut found: Vec<usize> = hits.iter().map(|hit| hit.session.index()).collect();
        found.sort_unstable();
        assert_eq!((found, problems), (expected, Vec::new()), "{query:?}");
    }
    for (query, friends, told) in [
        ("with:anna", names.as_slice(), "did you mean 'Ana'?"),
        ("with:quentin", &names, "expected Ana, Anton, Žofie Bláha"),
        ("with:ana", &[], "'kubetalks friends add NAME FILE' makes one"),
    ] {
        let (query, problems) = Query::parse_among(query, Known { friends, ..Known::default() });
        assert!(query.is_empty() && problems[0].to_string().ends_with(told), "{problems:?}");
    }
}
