//! What to do with a day: gaps, plans, now and next.

use super::*;

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
        .load(&TransferRules::default());
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
    let alike = |ix, _: &[SessionIx]| (ix == loaded.ix("alike")).then(|| (loaded.ix("after"), 0.4));
    let told: Vec<String> = suggestions(&context, &gap, gap.to, &alike, 10)
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
    assert_eq!(suggestions(&context, &gap, gap.to, &alike, 2).len(), 2);
    let late = suggestions(&context, &gap, gap.from + TimeDelta::minutes(45), &alike, 10);
    let late: Vec<&str> = late.iter().map(|suggestion| loaded.title(suggestion.session)).collect();
    assert_eq!(late, ["wanted", "alike", "same track", "next door", "anything"], "what is over is none");
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
        .load(&TransferRules::default());
    let suggested = |ix| if ix == loaded.ix("filler") { 0.5 } else { 0.0 };
    let options = PlanOptions { fixed: &[], taken: &[], suggested: &suggested, lunch: None, now: None };
    let best = plan(&loaded.context(), EventIx(0), date(SATURDAY), &options);
    assert_eq!(loaded.titles(&best.chosen), ["one", "two", "filler", "evening"]);
    assert_eq!(loaded.titles(&best.added), ["filler", "evening"]);
    let dropped: Vec<_> = best.dropped.iter().map(|dropped| (loaded.title(dropped.session), dropped.by)).collect();
    assert_eq!(dropped, [("long", By::Session(loaded.ix("one"))), ("off", By::Cancelled)]);
    let fixed = [loaded.ix("maybe")];
    let kept = plan(&loaded.context(), EventIx(0), date(SATURDAY), &PlanOptions { fixed: &fixed, ..options });
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
        .load(&TransferRules::default());
    let lunch = Some(Lunch { from: clock("12:00"), to: clock("14:00"), minutes: 45 });
    let options = PlanOptions { fixed: &[], taken: &[], suggested: &|_| 0.0, lunch, now: None };
    let best = plan(&loaded.context(), EventIx(0), date(SATURDAY), &options);
    assert_eq!(loaded.titles(&best.chosen), ["morning", "afternoon"]);
    assert_eq!(best.lunch, Some((wall(SATURDAY, "12:15"), wall(SATURDAY, "13:00"))));
    let instead = vec![loaded.ix("again")];
    assert_eq!(best.dropped, [Dropped { session: loaded.ix("noon"), by: By::Lunch, instead }]);
    let all = ["morning", "noon", "afternoon"].map(|title| loaded.ix(title));
    let kept = plan(&loaded.context(), EventIx(0), date(SATURDAY), &PlanOptions { fixed: &all, ..options });
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
        .load(&TransferRules::default());
    let context = loaded.context();
    let found = now(&context, wall(SATURDAY, "10:30") + TimeDelta::seconds(30));
    let running: Vec<_> = found.running.iter().map(|r| (loaded.title(r.ix), r.minutes)).collect();
    assert_eq!(running, [("mine", 30), ("starred", 10), ("coffee", 90), ("running", 30)]);
    let next: Vec<_> = found.next.iter().map(|c| (loaded.title(c.ix), c.minutes)).collect();
    assert_eq!(next, [("next", 30), ("my later", 270), ("my night", 840)]);
    assert_eq!(loaded.titles(&found.elsewhere), ["starred", "running"]);
    let night = now(&context, wall(SUNDAY, "00:15"));
    assert_eq!(night.next, [Due { ix: loaded.ix("my night"), runs: false, minutes: 15 }]);
    assert_eq!(now(&context, wall(SUNDAY, "04:00")), Now::default());
}

#[test]
fn what_is_not_for_one_is_suggested_planned_and_told_nowhere() {
    let dismissed = || Personal { mark: Some(Mark::Dismissed), ..Personal::default() };
    let meeting = || {
        let meeting = Meeting::new().with("Mine", SATURDAY, "10:00", 30, "A").with("Other", SATURDAY, "11:00", 30, "B");
        let meeting = meeting.with("No", SATURDAY, "11:00", 30, "C").by("ann", "x");
        let meeting = meeting.with("No again", SATURDAY, "11:30", 30, "D").by("ann", "x");
        let meeting = meeting.but(|session| session.title = "No".to_owned());
        meeting.with("Last", SATURDAY, "12:30", 30, "A").going(&["Mine", "Last"])
    };
    let none = |_: SessionIx, _: &[SessionIx]| None;
    let (before, after) = (meeting().load(&TransferRules::default()), meeting().marked(&["No"], dismissed()));
    let after = after.load(&TransferRules::default());
    let fits = |loaded: &Loaded| {
        let context = loaded.context();
        let gap = gaps(&context, EventIx::new(0), date(SATURDAY), 15).remove(0);
        let fits: Vec<SessionIx> =
            suggestions(&context, &gap, gap.to, &none, 9).iter().map(|one| one.session).collect();
        fits.into_iter().map(|ix| context.programme.session(ix).id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(fits(&before), ["No", "Other"]);
    assert_eq!(fits(&after), ["Other"], "its other showing neither");

    let context = after.context();
    let at = |time| now(&context, wall(SATURDAY, time));
    let ids = |due: &[Due]| due.iter().map(|due| after.title(due.ix).to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&at("11:10").running), ["Other"]);
    assert_eq!(ids(&at("10:40").next), ["Other", "Last"]);
    assert_eq!(ids(&upcoming(&context, wall(SATURDAY, "10:40"))), ["Other", "Last"]);
    let suggested = |_: SessionIx| 1.0;
    let options = PlanOptions { fixed: &[], taken: &[], suggested: &suggested, lunch: None, now: None };
    let planned = plan(&context, EventIx::new(0), date(SATURDAY), &options);
    assert!(!planned.chosen.contains(&after.ix("No")), "{:?}", after.titles(&planned.chosen));
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
        .load(&TransferRules::default());
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
        .load(&TransferRules::default());
    let told = |day, time| {
        let coming = upcoming(&loaded.context(), wall(day, time)).into_iter();
        coming.map(|coming| (loaded.title(coming.ix).to_owned(), coming.minutes)).collect::<Vec<_>>()
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
    let alike = |ix, _: &[SessionIx]| (ix == loaded.ix("alike")).then_some((full, 0.4));
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
fn a_session_that_is_shown_many_times_is_added_once_unless_one_goes_to_several() {
    let mut meeting = Meeting::new();
    for (name, day, time) in [
        ("hall", SATURDAY, "09:00"),
        ("hall again", SATURDAY, "11:00"),
        ("hall at noon", SATURDAY, "13:00"),
        ("hall on sunday", SUNDAY, "09:00"),
        ("hall on sunday again", SUNDAY, "11:00"),
    ] {
        meeting = meeting.with(name, day, time, 60, "Hall");
        meeting = meeting.but(|session| session.title = "Soldering for beginners".into()).by("Ada", "mesh");
    }
    let all = ["hall", "hall again", "hall at noon", "hall on sunday", "hall on sunday again"];
    let loaded = meeting.with("other", SATURDAY, "09:30", 60, "Foyer").interested(&all).load(&TransferRules::default());
    let options = PlanOptions { fixed: &[], taken: &[], suggested: &|_| 0.0, lunch: None, now: None };
    let of = |loaded: &Loaded, day, options: &PlanOptions<'_>| {
        let plan = plan(&loaded.context(), EventIx(0), date(day), options);
        (plan.chosen, plan.added)
    };
    let (_, saturday) = of(&loaded, SATURDAY, &options);
    assert_eq!(saturday, [loaded.ix("hall")]);
    let sunday = of(&loaded, SUNDAY, &PlanOptions { taken: &saturday, ..options });
    assert_eq!(sunday, (vec![], vec![]), "another day has it");
    assert_eq!(of(&loaded, SUNDAY, &options).1, [loaded.ix("hall on sunday")]);
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
        .load(&TransferRules::default());
    let context = loaded.context();
    let options =
        PlanOptions { fixed: &[], taken: &[], suggested: &|_| 0.5, lunch: None, now: Some(wall(SATURDAY, "10:30")) };
    let today = plan(&context, EventIx(0), date(SATURDAY), &options);
    assert_eq!(loaded.titles(&today.chosen), ["over", "over too", "running", "mine", "twin"]);
    assert_eq!((loaded.titles(&today.added), today.dropped), (vec!["running", "twin"], vec![]));
    let later =
        plan(&context, EventIx(0), date(SATURDAY), &PlanOptions { now: Some(wall(SUNDAY, "10:30")), ..options });
    assert_eq!(loaded.titles(&later.chosen).len(), 5, "a day in an archive is planned as a whole");
    assert_eq!(later.dropped.len(), 1);
}
