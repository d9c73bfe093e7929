use super::*;
use crate::model::{
    Credit, Event, EventIx, Kind, Link, LinkKind, Mark, Personal, Programme, Schedule, Session, SessionIx, Slot, Zone,
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// A conference over the night in which Brussels goes to summer time: Saturday 29 and Sunday 30 March 2025, the day
/// changing at six.
struct Meeting {
    schedule: Schedule,
    marks: Vec<(&'static str, Personal)>,
}

/// A conference in memory with what somebody marked.
struct Loaded {
    programme: Programme,
    personal: Vec<Personal>,
    transfer: Transfer,
}

const SATURDAY: u32 = 29;
const SUNDAY: u32 = 30;

fn zone() -> Zone {
    Zone::Named(chrono_tz::Europe::Brussels)
}

fn wall(day: u32, time: &str) -> DateTime<Utc> {
    zone().instant(date(day).and_time(clock(time)))
}

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, day).unwrap()
}

fn clock(time: &str) -> NaiveTime {
    NaiveTime::parse_from_str(time, "%H:%M").unwrap()
}

impl Meeting {
    fn new() -> Self {
        let event = Event { id: "meeting".into(), zone: zone(), day_change: 360, ..Event::default() };
        Self { schedule: Schedule { event, ..Schedule::default() }, marks: Vec::new() }
    }

    /// Adds a session whose id is its title: `day`, `10:00`, minutes, room (none if empty).
    fn with(mut self, title: &str, day: u32, time: &str, minutes: u32, room: &str) -> Self {
        let mut session = Session::new(title, title);
        session.slot = Some(Slot::new(wall(day, time), minutes));
        session.minutes = Some(minutes);
        session.room = (!room.is_empty()).then(|| self.schedule.room(room));
        self.schedule.sessions.push(session);
        self
    }

    /// Adds a session without a time.
    fn untimed(mut self, title: &str, minutes: Option<u32>) -> Self {
        let mut session = Session::new(title, title);
        session.minutes = minutes;
        self.schedule.sessions.push(session);
        self
    }

    /// Changes the session added last.
    fn but(mut self, change: impl FnOnce(&mut Session)) -> Self {
        change(self.schedule.sessions.last_mut().unwrap());
        self
    }

    /// Names the speaker and the track of the session added last.
    fn by(mut self, speaker: &str, track: &str) -> Self {
        let speaker = self.schedule.speaker(speaker, speaker);
        let track = self.schedule.track(track, track);
        self.but(|session| {
            session.credits.push(Credit { speaker, organisation: None, title: None });
            session.track = Some(track);
        })
    }

    fn going(self, titles: &[&'static str]) -> Self {
        self.marked(titles, Personal { mark: Some(Mark::Going), ..Personal::default() })
    }

    fn interested(self, titles: &[&'static str]) -> Self {
        self.marked(titles, Personal { mark: Some(Mark::Interested), ..Personal::default() })
    }

    fn marked(mut self, titles: &[&'static str], personal: Personal) -> Self {
        self.marks.extend(titles.iter().map(|title| (*title, personal.clone())));
        self
    }

    fn load(self, rules: &Rules) -> Loaded {
        let programme = Programme::new(vec![self.schedule]);
        let mut personal = vec![Personal::default(); programme.sessions().len()];
        for (title, mark) in self.marks {
            personal[programme.session_by_id("meeting", title).unwrap().at()] = mark;
        }
        let transfer = Transfer::new(&programme, rules);
        Loaded { programme, personal, transfer }
    }
}

impl Loaded {
    fn context(&self) -> Context<'_> {
        Context { programme: &self.programme, personal: &self.personal, transfer: &self.transfer }
    }

    fn ix(&self, title: &str) -> SessionIx {
        self.programme.session_by_id("meeting", title).unwrap()
    }

    fn title(&self, ix: SessionIx) -> &str {
        &self.programme.session(ix).title
    }

    fn titles(&self, sessions: &[SessionIx]) -> Vec<&str> {
        sessions.iter().map(|ix| self.title(*ix)).collect()
    }

    fn conflicts(&self) -> Vec<String> {
        let going = self.context().marked(Mark::Going);
        let found = conflicts(&self.programme, &going, &self.transfer).into_iter();
        let told = found.map(|Conflict { a, b, kind }| match kind {
            ConflictKind::Clash { minutes } => format!("{} {} clash {minutes}", self.title(a), self.title(b)),
            ConflictKind::Tight { needed, have } => {
                format!("{} {} tight {have} of {needed}", self.title(a), self.title(b))
            }
        });
        told.collect()
    }

    /// The rows of a day, a line each; candidates are indented.
    fn rows(&self, now: DateTime<Utc>) -> Vec<String> {
        let agenda = agenda(&self.context(), None, now, LEAST_GAP);
        let mut lines = Vec::new();
        for day in agenda.days {
            lines.push(day.date.format("%a").to_string());
            lines.extend(self.titles(&day.all_day).iter().map(|title| format!("[{title}]")));
            lines.extend(day.rows.iter().map(|row| match row {
                Row::Session { ix, conflicts } if conflicts.is_empty() => self.title(*ix).to_owned(),
                Row::Session { ix, conflicts } => {
                    let others: Vec<SessionIx> = conflicts.iter().map(|(other, _)| *other).collect();
                    format!("{} x {}", self.title(*ix), self.titles(&others).join(" "))
                }
                Row::Candidate { ix, competes_with } => {
                    format!("  {} {}", self.title(*ix), self.titles(competes_with).join(" ")).trim_end().to_owned()
                }
                Row::Gap(gap) => format!("- {}", gap.minutes()),
                Row::Now => "=".to_owned(),
            }));
        }
        lines
    }
}

fn towns(distances: &[(&str, &str, u32)]) -> Rules {
    let distances = distances.iter().map(|(from, to, minutes)| Distance {
        from: (*from).into(),
        to: (*to).into(),
        minutes: *minutes,
    });
    Rules { distances: distances.collect(), ..Rules::default() }
}

#[test]
fn the_way_between_rooms_is_the_first_distance_that_matches_or_the_buffer() {
    let mut rules = towns(&[("K.1", "UD*", 3), ("K*", "ud*", 12), ("K*", "K*", 2)]);
    rules.per_event.insert("meeting".into(), 7);
    let meeting = ["K.1", "K.2", "UD2.120", "Aula", ""].into_iter().fold(Meeting::new(), |meeting, room| {
        let title = if room.is_empty() { "nowhere" } else { room };
        meeting.with(title, SATURDAY, "10:00", 30, room)
    });
    let loaded = meeting.load(&rules);
    for (from, to, minutes) in [
        ("K.1", "K.1", 0),
        ("K.1", "UD2.120", 3),
        ("K.2", "UD2.120", 12),
        ("K.1", "K.2", 2),
        ("K.1", "Aula", 7),
        ("K.1", "nowhere", 0),
    ] {
        let way = |from, to| loaded.transfer.minutes(&loaded.programme, loaded.ix(from), loaded.ix(to));
        assert_eq!((way(from, to), way(to, from)), (minutes, minutes), "{from} {to}");
    }
}

#[test]
fn conflicts_are_overlaps_and_ways_that_take_too_long() {
    let meeting = || {
        Meeting::new()
            .with("a", SATURDAY, "10:00", 60, "Aula")
            .with("b", SATURDAY, "10:30", 30, "Foyer")
            .with("next", SATURDAY, "11:00", 30, "Aula")
            .with("far", SATURDAY, "11:33", 20, "Cellar")
            .with("cancelled", SATURDAY, "10:00", 90, "Foyer")
            .but(|session| session.cancelled = true)
            .with("expo", SATURDAY, "00:00", 1440, "Foyer")
            .but(|session| session.slot = session.slot.map(|slot| Slot { all_day: true, ..slot }))
            .with("moment", SATURDAY, "10:15", 0, "Foyer")
            .with("gong", SATURDAY, "11:30", 0, "Aula")
            .untimed("sometime", Some(30))
    };
    for (going, expected) in [
        (vec!["a", "b"], vec!["a b clash 30"]),
        (vec!["a", "next"], vec![]),
        (vec!["b", "next"], vec!["b next tight 0 of 5"]),
        (vec!["next", "far"], vec!["next far tight 3 of 5"]),
        (vec!["a", "cancelled", "expo", "sometime"], vec![]),
        (vec!["a", "moment"], vec!["a moment clash 0"]),
        (vec!["next", "gong"], vec![]),
        (vec!["gong", "far"], vec!["gong far tight 3 of 5"]),
        (vec!["a", "b", "next", "far"], vec!["a b clash 30", "b next tight 0 of 5", "next far tight 3 of 5"]),
    ] {
        let loaded = meeting().going(&going).load(&Rules::default());
        assert_eq!(loaded.conflicts(), expected, "{going:?}");
    }
    let loaded = meeting().load(&Rules::default());
    let twice = [loaded.ix("a"), loaded.ix("a")];
    assert_eq!(conflicts(&loaded.programme, &twice, &loaded.transfer), []);
}

#[test]
fn a_long_way_counts_even_when_a_short_session_lies_between() {
    let loaded = Meeting::new()
        .with("start", SATURDAY, "10:00", 30, "K")
        .with("short", SATURDAY, "10:32", 5, "")
        .with("end", SATURDAY, "10:40", 30, "UD")
        .going(&["start", "short", "end"])
        .load(&towns(&[("K", "UD", 12)]));
    assert_eq!(loaded.conflicts(), ["start end tight 10 of 12"]);
}

#[test]
fn overlaps_are_counted_in_real_minutes_when_the_clocks_change() {
    // The clock jumps from 02:00 to 03:00: the workshop ends at 03:30 on the wall after an hour.
    let loaded = Meeting::new()
        .with("night", SUNDAY, "01:30", 60, "Bar")
        .with("later", SUNDAY, "03:15", 30, "Bar")
        .going(&["night", "later"])
        .load(&Rules::default());
    assert_eq!(loaded.conflicts(), ["night later clash 15"]);
}

#[test]
fn a_day_shows_sessions_gaps_candidates_and_now_in_order() {
    let loaded = Meeting::new()
        .with("keynote", SATURDAY, "09:00", 60, "Aula")
        .with("talk", SATURDAY, "10:00", 30, "Foyer")
        .with("rival", SATURDAY, "09:30", 60, "Cellar")
        .with("gapfiller", SATURDAY, "11:00", 30, "Cellar")
        .with("panel", SATURDAY, "12:00", 60, "Foyer")
        .with("party", SUNDAY, "00:30", 60, "Bar")
        .with("sunday", SUNDAY, "09:00", 30, "Aula")
        .with("expo", SATURDAY, "00:00", 2800, "Hall")
        .but(|session| session.slot = session.slot.map(|slot| Slot { all_day: true, ..slot }))
        .going(&["keynote", "talk", "panel", "party", "sunday", "expo"])
        .interested(&["rival", "gapfiller"])
        .load(&Rules::default());
    let expected = [
        "Sat",
        "[expo]",
        "keynote x talk",
        "  rival keynote talk",
        "talk x keynote",
        "- 90",
        "=",
        "  gapfiller",
        "panel",
        "- 690",
        "party",
        "Sun",
        "[expo]",
        "sunday",
    ];
    assert_eq!(loaded.rows(wall(SATURDAY, "10:45")), expected);
}

#[test]
fn the_line_for_now_follows_the_conference_day_past_midnight_and_the_change_of_clocks() {
    let loaded = Meeting::new()
        .with("late", SATURDAY, "23:30", 60, "Bar")
        .with("later", SUNDAY, "03:00", 60, "Bar")
        .with("morning", SUNDAY, "09:00", 60, "Bar")
        .going(&["late", "later", "morning"])
        .load(&Rules::default());
    for (day, time, expected) in [
        (SATURDAY, "08:00", vec!["Sat", "=", "late", "- 90", "later", "Sun", "morning"]),
        (SUNDAY, "00:10", vec!["Sat", "late", "=", "- 90", "later", "Sun", "morning"]),
        (SUNDAY, "01:59", vec!["Sat", "late", "- 90", "=", "later", "Sun", "morning"]),
        (SUNDAY, "05:59", vec!["Sat", "late", "- 90", "later", "=", "Sun", "morning"]),
        (SUNDAY, "06:00", vec!["Sat", "late", "- 90", "later", "Sun", "=", "morning"]),
        (31, "12:00", vec!["Sat", "late", "- 90", "later", "Sun", "morning"]),
    ] {
        assert_eq!(loaded.rows(wall(day, time)), expected, "{day} {time}");
    }
}

#[test]
fn what_has_no_time_is_a_watch_list_with_the_minutes_left() {
    let seen = Personal { mark: Some(Mark::Going), seen: true, ..Personal::default() };
    let loaded = Meeting::new()
        .untimed("a", Some(30))
        .untimed("b", Some(25))
        .untimed("c", None)
        .untimed("d", Some(100))
        .untimed("e", Some(1000))
        .going(&["a", "b", "c"])
        .marked(&["d"], seen)
        .interested(&["e"])
        .load(&Rules::default());
    let agenda = agenda(&loaded.context(), Some(EventIx(0)), wall(SATURDAY, "10:00"), LEAST_GAP);
    assert!(agenda.days.is_empty());
    let [watch] = &agenda.watch[..] else { panic!("{:?}", agenda.watch) };
    assert_eq!(loaded.titles(&watch.going), ["a", "b", "c", "d"]);
    assert_eq!(loaded.titles(&watch.interested), ["e"]);
    assert_eq!((watch.minutes, watch.unknown), (55, 1));
}

#[test]
fn a_conflict_is_solved_by_keeping_one_another_showing_or_the_recording() {
    let again = |session: &mut Session| session.title = "Hands ON, mesh!".into();
    let loaded = Meeting::new()
        .with("Hands on: mesh", SATURDAY, "10:00", 60, "Lab")
        .by("Ada", "mesh")
        .with("talk", SATURDAY, "10:30", 30, "Aula")
        .but(|session| {
            let (url, title) = ("https://example.org/v".to_owned(), String::new());
            session.links.push(Link { kind: LinkKind::Video, url, title });
        })
        .with("second showing", SATURDAY, "14:00", 60, "Lab")
        .by("Ada", "mesh")
        .but(again)
        .with("third showing", SUNDAY, "14:00", 60, "Lab")
        .by("Ada", "mesh")
        .but(again)
        .with("by somebody else", SUNDAY, "15:00", 60, "Lab")
        .by("Bob", "mesh")
        .but(again)
        .with("blocks the second", SATURDAY, "14:30", 60, "Aula")
        .going(&["Hands on: mesh", "talk", "blocks the second"])
        .load(&Rules::default());
    let (a, b) = (loaded.ix("Hands on: mesh"), loaded.ix("talk"));
    let context = loaded.context();
    let found = conflicts(&loaded.programme, &context.marked(Mark::Going), &loaded.transfer);
    assert_eq!(repeats(&loaded.programme, a), [loaded.ix("second showing"), loaded.ix("third showing")]);
    assert_eq!(
        solutions(&context, &found[0]),
        [
            Solution::Keep { keep: a, drop: b },
            Solution::Keep { keep: b, drop: a },
            Solution::Move { from: a, to: loaded.ix("third showing") },
            Solution::WatchLater { session: b },
        ]
    );
}

#[test]
fn entries_without_people_repeat_only_where_the_abstract_agrees() {
    let named = |abstract_text: &'static str, kind: Kind| {
        move |session: &mut Session| {
            session.title = "Welcome".into();
            session.abstract_text = abstract_text.into();
            session.kind = kind;
        }
    };
    let loaded = Meeting::new()
        .with("a", SATURDAY, "09:00", 10, "Aula")
        .but(named("", Kind::Talk))
        .with("b", SUNDAY, "09:00", 10, "Aula")
        .but(named("", Kind::Talk))
        .with("c", SATURDAY, "10:00", 10, "Aula")
        .but(named("The tour.", Kind::Talk))
        .with("d", SATURDAY, "11:00", 10, "Aula")
        .but(named("The tour.", Kind::Talk))
        .with("e", SATURDAY, "12:00", 10, "Aula")
        .but(named("The tour.", Kind::Break))
        .load(&Rules::default());
    for (of, expected) in [("a", vec![]), ("c", vec!["d"]), ("e", vec![])] {
        let found: Vec<&str> = repeats(&loaded.programme, loaded.ix(of))
            .iter()
            .map(|ix| loaded.programme.session(*ix).id.as_str())
            .collect();
        assert_eq!(found, expected, "{of}");
    }
}

#[test]
fn gaps_reach_from_the_first_session_of_the_day_to_the_last() {
    let loaded = Meeting::new()
        .with("opening", SATURDAY, "09:00", 30, "Aula")
        .with("long", SATURDAY, "10:00", 120, "Aula")
        .with("inside", SATURDAY, "10:30", 30, "Foyer")
        .with("soon", SATURDAY, "12:10", 20, "Aula")
        .with("night", SUNDAY, "01:00", 30, "Bar")
        .with("sunday", SUNDAY, "09:00", 30, "Bar")
        .going(&["long", "inside", "soon"])
        .load(&Rules::default());
    let found = gaps(&loaded.context(), EventIx(0), date(SATURDAY), LEAST_GAP);
    let told: Vec<_> = found
        .iter()
        .map(|gap| (gap.minutes(), gap.after.map(|ix| loaded.title(ix)), gap.before.map(|ix| loaded.title(ix))))
        .collect();
    assert_eq!(told, [(60, None, Some("long")), (13 * 60, Some("soon"), None)]);
    assert_eq!(gaps(&loaded.context(), EventIx(0), date(SATURDAY), 10).len(), 3);
}

#[test]
fn a_gap_is_filled_by_what_one_wants_then_by_what_is_alike_then_by_track_and_room() {
    let loaded = Meeting::new()
        .with("before", SATURDAY, "09:00", 60, "K.1")
        .by("Ada", "mesh")
        .with("after", SATURDAY, "12:00", 60, "K.1")
        .by("Ada", "mesh")
        .with("too early", SATURDAY, "10:00", 30, "K.2")
        .with("too late", SATURDAY, "11:30", 28, "K.2")
        .with("wanted", SATURDAY, "10:30", 30, "UD")
        .with("alike", SATURDAY, "10:30", 30, "UD")
        .with("same track", SATURDAY, "10:30", 30, "UD")
        .by("Bob", "mesh")
        .with("same room", SATURDAY, "10:00", 30, "K.1")
        .with("next door", SATURDAY, "10:30", 30, "K.2")
        .with("anything", SATURDAY, "10:30", 30, "UD")
        .with("coffee", SATURDAY, "10:30", 30, "K.1")
        .but(|session| session.kind = Kind::Break)
        .with("cancelled", SATURDAY, "10:30", 30, "K.1")
        .but(|session| session.cancelled = true)
        .with("seen", SATURDAY, "10:30", 30, "K.1")
        .marked(&["seen"], Personal { seen: true, ..Personal::default() })
        .going(&["before", "after"])
        .interested(&["wanted"])
        .load(&towns(&[("K*", "K*", 3)]));
    let context = loaded.context();
    let gap = gaps(&context, EventIx(0), date(SATURDAY), LEAST_GAP)[0];
    let alike = |ix| (ix == loaded.ix("alike")).then(|| Likeness { to: loaded.ix("after"), score: 0.4 });
    let told: Vec<String> = fitting(&context, &gap, &alike, 10)
        .iter()
        .map(|suggestion| {
            let reasons = suggestion.reasons.iter().map(|reason| reason.text(&loaded.programme));
            format!("{}: {}", loaded.title(suggestion.session), reasons.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "wanted: interested",
            "alike: like 'after'",
            "same track: same track as 2 of yours",
            "same room: same room",
            "next door: next door",
            "anything: ",
        ]
    );
    assert_eq!(fitting(&context, &gap, &alike, 2).len(), 2);
}

#[test]
fn a_plan_keeps_the_most_of_what_one_goes_to_then_of_what_one_is_interested_in() {
    let loaded = Meeting::new()
        .with("long", SATURDAY, "10:00", 120, "Aula")
        .with("one", SATURDAY, "10:00", 30, "Foyer")
        .with("two", SATURDAY, "11:00", 30, "Foyer")
        .with("maybe", SATURDAY, "11:00", 30, "Foyer")
        .with("evening", SATURDAY, "18:00", 30, "Foyer")
        .with("filler", SATURDAY, "13:00", 30, "Foyer")
        .with("dull", SATURDAY, "14:00", 30, "Foyer")
        .with("off", SATURDAY, "16:00", 30, "Foyer")
        .but(|session| session.cancelled = true)
        .with("sunday", SUNDAY, "10:00", 30, "Foyer")
        .going(&["long", "one", "two", "off", "sunday"])
        .interested(&["maybe", "evening"])
        .load(&Rules::default());
    let suggested = |ix| if ix == loaded.ix("filler") { 0.5 } else { 0.0 };
    let wishes = Wishes { fixed: &[], suggested: &suggested, lunch: None, now: None };
    let best = plan(&loaded.context(), EventIx(0), date(SATURDAY), &wishes);
    assert_eq!(loaded.titles(&best.chosen), ["one", "two", "filler", "evening"]);
    assert_eq!(loaded.titles(&best.added), ["filler", "evening"]);
    let dropped: Vec<_> = best.dropped.iter().map(|dropped| (loaded.title(dropped.session), dropped.by)).collect();
    assert_eq!(dropped, [("long", By::Session(loaded.ix("one"))), ("off", By::Cancelled)]);
    let fixed = [loaded.ix("maybe")];
    let kept = plan(&loaded.context(), EventIx(0), date(SATURDAY), &Wishes { fixed: &fixed, ..wishes });
    assert_eq!(loaded.titles(&kept.chosen), ["one", "maybe", "filler", "evening"]);
}

#[test]
fn a_plan_keeps_lunch_free_and_names_another_showing_of_what_it_costs() {
    let loaded = Meeting::new()
        .with("morning", SATURDAY, "11:00", 75, "Aula")
        .by("Ada", "mesh")
        .with("noon", SATURDAY, "12:30", 45, "Aula")
        .by("Bob", "mesh")
        .with("afternoon", SATURDAY, "13:15", 30, "Aula")
        .by("Cem", "mesh")
        .with("again", SUNDAY, "12:30", 45, "Aula")
        .by("Bob", "mesh")
        .but(|session| session.title = "noon".into())
        .going(&["morning", "noon", "afternoon"])
        .load(&Rules::default());
    let lunch = Some(Lunch { from: clock("12:00"), to: clock("14:00"), minutes: 45 });
    let wishes = Wishes { fixed: &[], suggested: &|_| 0.0, lunch, now: None };
    let best = plan(&loaded.context(), EventIx(0), date(SATURDAY), &wishes);
    assert_eq!(loaded.titles(&best.chosen), ["morning", "afternoon"]);
    assert_eq!(best.lunch, Some((wall(SATURDAY, "12:15"), wall(SATURDAY, "13:00"))));
    let instead = vec![loaded.ix("again")];
    assert_eq!(best.dropped, [Dropped { session: loaded.ix("noon"), by: By::Lunch, instead }]);
    let all = ["morning", "noon", "afternoon"].map(|title| loaded.ix(title));
    let kept = plan(&loaded.context(), EventIx(0), date(SATURDAY), &Wishes { fixed: &all, ..wishes });
    assert_eq!((kept.chosen, kept.lunch), (all.to_vec(), None));
}

#[test]
fn now_tells_what_runs_what_comes_and_where_else_to_go() {
    let loaded = Meeting::new()
        .with("running", SATURDAY, "10:00", 60, "Aula")
        .with("mine", SATURDAY, "10:10", 50, "Foyer")
        .with("starred", SATURDAY, "10:20", 20, "Cellar")
        .with("coffee", SATURDAY, "10:00", 120, "Hall")
        .but(|session| session.kind = Kind::Break)
        .with("next", SATURDAY, "11:00", 30, "Aula")
        .with("later", SATURDAY, "12:00", 30, "Aula")
        .with("my later", SATURDAY, "15:00", 30, "Aula")
        .with("my night", SUNDAY, "00:30", 30, "Aula")
        .with("my sunday", SUNDAY, "10:00", 30, "Aula")
        .going(&["mine", "my later", "my night", "my sunday"])
        .interested(&["starred"])
        .load(&Rules::default());
    let context = loaded.context();
    let found = now(&context, wall(SATURDAY, "10:30") + TimeDelta::seconds(30));
    let running: Vec<_> = found.running.iter().map(|r| (loaded.title(r.ix), r.minutes_left)).collect();
    assert_eq!(running, [("mine", 30), ("starred", 10), ("coffee", 90), ("running", 30)]);
    let next: Vec<_> = found.next.iter().map(|c| (loaded.title(c.ix), c.minutes_to_go)).collect();
    assert_eq!(next, [("next", 30), ("my later", 270), ("my night", 840)]);
    assert_eq!(loaded.titles(&found.elsewhere), ["starred", "running"]);
    let night = now(&context, wall(SUNDAY, "00:15"));
    assert_eq!(night.next, [Coming { ix: loaded.ix("my night"), minutes_to_go: 15 }]);
    assert_eq!(now(&context, wall(SUNDAY, "04:00")), Now::default());
}

#[test]
fn a_reminder_is_due_before_each_session_one_goes_to() {
    let loaded = Meeting::new()
        .with("a", SATURDAY, "10:00", 30, "Aula")
        .with("b", SATURDAY, "10:00", 30, "Foyer")
        .with("c", SUNDAY, "03:00", 30, "Foyer")
        .with("off", SATURDAY, "12:00", 30, "Foyer")
        .but(|session| session.cancelled = true)
        .going(&["a", "b", "c", "off"])
        .load(&Rules::default());
    let context = loaded.context();
    let (first, both) = due(&context, wall(SATURDAY, "08:00"), 5).unwrap();
    assert_eq!((first, loaded.titles(&both)), (wall(SATURDAY, "09:55"), vec!["a", "b"]));
    let (second, one) = due(&context, first, 5).unwrap();
    assert_eq!((second, loaded.titles(&one)), (wall(SUNDAY, "01:55"), vec!["c"]));
    assert_eq!(due(&context, second, 5), None);
}

#[test]
fn what_comes_first_of_all_and_what_comes_first_of_mine() {
    let loaded = Meeting::new()
        .with("gone", SATURDAY, "10:00", 60, "Aula")
        .with("plain", SUNDAY, "09:00", 30, "Aula")
        .with("starred", SUNDAY, "09:00", 30, "Foyer")
        .with("second", SUNDAY, "09:30", 30, "Aula")
        .with("mine", SUNDAY, "11:00", 30, "Aula")
        .with("mine too", SUNDAY, "12:00", 30, "Aula")
        .going(&["gone", "mine", "mine too"])
        .interested(&["starred"])
        .load(&Rules::default());
    let told = |day, time| {
        let coming = upcoming(&loaded.context(), wall(day, time)).into_iter();
        coming.map(|coming| (loaded.title(coming.ix).to_owned(), coming.minutes_to_go)).collect::<Vec<_>>()
    };
    let of = |titles: &[(&str, u32)]| titles.iter().map(|(title, minutes)| ((*title).to_owned(), *minutes)).collect();
    let expected: Vec<(String, u32)> = of(&[("starred", 480), ("plain", 480), ("mine", 600)]);
    assert_eq!(told(SUNDAY, "00:00"), expected);
    assert_eq!(told(SUNDAY, "12:01"), []);
}

#[test]
fn a_full_room_is_made_up_for_by_what_one_wants_then_by_what_is_alike_then_by_track_and_room() {
    let loaded = Meeting::new()
        .with("full", SATURDAY, "10:00", 60, "K.1")
        .by("Ada", "mesh")
        .with("wanted", SATURDAY, "10:30", 30, "UD")
        .with("alike", SATURDAY, "10:00", 30, "UD")
        .with("same track", SATURDAY, "10:00", 60, "UD")
        .by("Bob", "mesh")
        .with("next door", SATURDAY, "09:30", 60, "K.2")
        .with("same room", SATURDAY, "10:30", 30, "K.1")
        .with("over", SATURDAY, "09:00", 60, "K.3")
        .with("after", SATURDAY, "11:00", 60, "K.3")
        .going(&["full"])
        .interested(&["wanted"])
        .load(&towns(&[("K*", "K*", 3)]));
    let (context, full) = (loaded.context(), loaded.ix("full"));
    let alike = |ix| (ix == loaded.ix("alike")).then_some(Likeness { to: full, score: 0.4 });
    let told: Vec<String> = instead(&context, full, wall(SATURDAY, "10:05"), &alike, 10)
        .iter()
        .map(|suggestion| {
            let reasons = suggestion.reasons.iter().map(|reason| reason.text(&loaded.programme));
            format!("{}: {}", loaded.title(suggestion.session), reasons.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let expected =
        ["wanted: interested", "alike: like 'full'", "same track: same track as 1 of yours", "next door: next door"];
    assert_eq!(told, expected);
}

#[test]
fn a_plan_leaves_what_is_over_alone_and_suggests_nothing_twice() {
    let loaded = Meeting::new()
        .with("over", SATURDAY, "09:00", 60, "Aula")
        .with("over too", SATURDAY, "09:30", 30, "Foyer")
        .with("missed", SATURDAY, "08:00", 30, "Foyer")
        .with("running", SATURDAY, "10:10", 60, "Foyer")
        .with("mine", SATURDAY, "12:00", 60, "Foyer")
        .with("twin", SATURDAY, "14:00", 30, "Foyer")
        .by("Ada", "mesh")
        .with("twin again", SATURDAY, "15:00", 30, "Foyer")
        .but(|session| session.title = "twin".into())
        .by("Ada", "mesh")
        .going(&["over", "over too", "mine"])
        .interested(&["missed", "running"])
        .load(&Rules::default());
    let context = loaded.context();
    let wishes = Wishes { fixed: &[], suggested: &|_| 0.5, lunch: None, now: Some(wall(SATURDAY, "10:30")) };
    let today = plan(&context, EventIx(0), date(SATURDAY), &wishes);
    assert_eq!(loaded.titles(&today.chosen), ["over", "over too", "running", "mine", "twin"]);
    assert_eq!((loaded.titles(&today.added), today.dropped), (vec!["running", "twin"], vec![]));
    let later = plan(&context, EventIx(0), date(SATURDAY), &Wishes { now: Some(wall(SUNDAY, "10:30")), ..wishes });
    assert_eq!(loaded.titles(&later.chosen).len(), 5, "a day in an archive is planned as a whole");
    assert_eq!(later.dropped.len(), 1);
}
