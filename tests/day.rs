//! A conference day on the command line: agenda, gaps, plan, now, taking it along and bringing marks in.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what is skipped has to be seen")]

mod support;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use serde_json::{Value, json};
use std::fs;
use support::invented::{self, GOING, HARBOUR, INVENTED, mark};
use support::user::User;

const INTERESTED: [&str; 4] =
    ["timetables-as-data", "radio-after-midnight", "text-in-many-scripts", "storage-without-drama"];

/// Somebody who has the invented conference and marked some of it.
fn visitor() -> User {
    let user = invented::visitor();
    mark(&user, &[], &["cancelled-blockages"]);
    mark(&user, &["--interested"], &INTERESTED);
    user
}

/// The ids in a list of ids, without the event.
fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|id| own(id.as_str().unwrap())).collect()
}

fn own(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, id)| id)
}

fn marked(user: &User, mark: &str) -> Vec<String> {
    let listed = user.run(&["list", &format!("is:{mark}"), "--ids"]).out;
    let mut ids: Vec<String> = listed.lines().map(|id| own(id).to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn an_agenda_has_days_gaps_clashes_candidates_and_the_present() {
    let user = visitor();
    let page = user.run(&["agenda", "--at", "2027-03-19T12:10:00+01:00"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    let lines: Vec<String> =
        page.out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "Fri 19 Mar 2027 · Harbour Days 2027 · Europe/Brussels",
        "★ 09:30–10:15 Great hall Opening: what a harbour teaches about protocols Amara Nwosu harbour-days-2027/opening",
        "10:15–10:30 15 min free",
        "★ 10:30–11:15 Great hall Keeping a routing registry honest Amara Nwosu, Piet Verstraete harbour-days-2027/routing-registry",
        "! clash, 45 min: A backup is a restore that has been tested",
        "☆ 10:30–11:00 Dock 1 or Timetables as data: a railway opens its archive João Teixeira harbour-days-2027/timetables-as-data",
        "★ 10:30–11:30 Dock 2 A backup is a restore that has been tested Søren Holm harbour-days-2027/backups-tested",
        "! clash, 45 min: Keeping a routing registry honest",
        "11:30–13:30 2 h free",
        "☆ 11:45–12:30 Dock 1 多言語テキスト: what a terminal owes to text in many scripts 🌏 林薇 (Wei Lin) harbour-days-2027/text-in-many-scripts",
        "12:10 ── now ──",
        "★ 13:30–14:30 Dock 2 A mesh on forty roofs Tom Janssens, Lena Okafor harbour-days-2027/mesh-on-roofs",
        "☆ 14:30–15:15 Great hall or Storage without drama Søren Holm harbour-days-2027/storage-without-drama",
        "★ 14:10–14:40 Dock 1 cancelled: Blockages on the inland waterways, live João Teixeira harbour-days-2027/cancelled-blockages",
        "14:30–22:30 8 h free",
        "★ 22:30–01:30 Dock 2 Night of old machines Änne Weiß harbour-days-2027/night-of-old-machines",
        "☆ 00:30–01:15 Dock 1 or Short wave after midnight Tom Janssens harbour-days-2027/radio-after-midnight",
        "",
        "Sat 20 Mar 2027 · Harbour Days 2027 · Europe/Brussels",
        "★ 09:30–10:15 Great hall DNS for a city of islands Amara Nwosu harbour-days-2027/dns-for-a-city",
    ];
    assert_eq!(lines, expected);
    assert!(page.out.lines().all(|line| line == line.trim_end()));

    let saturday = user.json(&["agenda", "--day", "sat", "--json"]);
    assert_eq!(saturday["days"].as_array().unwrap().len(), 1);
    let friday = &user.json(&["agenda", "--day", "1", "--json"])["days"][0];
    assert_eq!((&friday["event"], &friday["date"]), (&json!(HARBOUR), &json!("2027-03-19")));
    let kinds: Vec<&str> = friday["rows"].as_array().unwrap().iter().map(|row| row["row"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "session").count(), 6);
    let clash = &friday["rows"][2]["conflicts"][0];
    assert_eq!(
        *clash,
        json!({"with": "harbour-days-2027/backups-tested", "kind": "clash", "minutes": 45, "needed": null, "have": null})
    );
    let gap =
        friday["rows"].as_array().unwrap().iter().find(|row| row["row"] == "gap" && row["minutes"] == 120).unwrap();
    assert_eq!(
        (&gap["start"], &gap["before"]),
        (&json!("2027-03-19T11:30:00+01:00"), &json!("harbour-days-2027/mesh-on-roofs"))
    );
}

#[test]
fn ways_between_rooms_are_those_of_the_settings() {
    let user = visitor().with("config.toml", "[[distance]]\nfrom = 'Dock *'\nto = 'Great*'\nminutes = 136\n");
    let page = user.run(&["agenda", "--day", "1"]);
    assert!(page.out.contains("! tight, 135 of 136 min: A mesh on forty roofs"), "{}", page.out);
}

#[test]
fn without_times_an_agenda_is_a_list_to_watch() {
    let user = User::new();
    let nothing = user.run(&["agenda"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    assert!(nothing.err.contains("nothing is marked"), "{}", nothing.err);
    user.run(&["mark", "effective-rbac"]);
    user.run(&["mark", "--seen", "effective-rbac"]);
    user.run(&["mark", "istio-sailing-to-a-secure-services-mesh"]);
    user.run(&["mark", "falco-workshop-with-kris-nova"]);
    user.run(&["mark", "isolate-computing"]);
    let page = user.run(&["agenda", "--at", "2017-12-08T20:00:00-06:00"]).out;
    assert!(page.contains("\nTo watch · Scalability Summit 2019 · 2 h left, 1 of unknown length"), "{page}");
    assert!(!page.contains("To watch · KubeCon"), "the day of the session is not over: {page}");
    // The recording is shorter than the slot.
    let page = user.run(&["agenda"]).out;
    assert!(page.contains("\nTo watch · KubeCon NA 2017 · 32 min of 1 h 12 left\n"), "{page}");
    let watch = &user.json(&["agenda", "--json"])["watch"][0];
    assert_eq!(watch["minutes"], 32);
    let counts = ["going", "recordings"].map(|key| watch[key].as_array().unwrap().len());
    assert_eq!(counts, [0, 1], "what is seen is not left");
    for command in ["gaps", "plan"] {
        let run = user.run(&[command, "--event", "scalability-summit"]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.contains("'scalability-summit' gives no times"), "{}", run.err);
    }
}

#[test]
fn what_is_left_to_watch_is_listed_by_length_and_by_the_time_one_has() {
    let user = User::new();
    let nothing = user.run(&["watch"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    assert!(nothing.err.contains("'kubetalks watch has:video' lists every recording"), "{}", nothing.err);
    for ids in [["effective-rbac", "falco-workshop-with-kris-nova"], ["isolate-computing", "schema-evolution-patterns"]]
    {
        assert_eq!(user.run(&["mark", ids[0], ids[1]]).code, Some(0));
    }
    assert_eq!(user.run(&["mark", "--seen", "schema-evolution-patterns"]).code, Some(0));
    assert_eq!(user.run(&["mark", "--interested", "istio-sailing-to-a-secure-services-mesh"]).code, Some(0));
    let ids = |page: &Value| -> Vec<String> {
        page["sessions"].as_array().unwrap().iter().map(|one| own(one["id"].as_str().unwrap()).to_owned()).collect()
    };
    let mine = user.json(&["watch", "--sort", "longest", "--json"]);
    let (falco, rbac, istio) =
        ("falco-workshop-with-kris-nova", "effective-rbac", "istio-sailing-to-a-secure-services-mesh");
    assert_eq!(ids(&mine), [falco, rbac, istio, "isolate-computing"], "what takes nobody knows how long stands last");
    assert_eq!(mine["sessions"][1]["recordings"].as_array().unwrap().len(), 1);
    let length = |at: usize| mine["sessions"][at]["to_watch"].as_u64().unwrap_or(0);
    assert_eq!(mine["minutes"], length(0) + length(1) + length(2));
    assert_eq!((&mine["left"], &mine["in_all"], &mine["unknown"]), (&json!(4), &json!(5), &json!(1)));
    assert_eq!(ids(&user.json(&["watch", "--for", "0:40", "--json"])), [rbac, istio]);
    let short = user.run(&["watch", "--for", "40m", "--event", "scalability-summit"]);
    assert!(short.code == Some(1) && short.err.contains("none of 2 sessions fits into 40 min"), "{}", short.err);
    let page = user.run(&["watch", "--for", "33"]).out;
    assert!(
        page.starts_with("To watch · 3 h 12 left, 1 of unknown length · 1 of 4 fit into 33 min\n☆  32 min  Istio"),
        "{page}"
    );
    let wrong = user.run(&["watch", "--for", "soon"]);
    assert!(
        wrong.code == Some(2) && wrong.err.contains("expected a time such as 40, 40m, 1h30 or 1:30"),
        "{}",
        wrong.err
    );
    // The archive, whoever marked what.
    let all = user.json(&["watch", "has:video", "--json"]);
    let short = user.json(&["list", "has:video", "length:<=30", "--json"]);
    let fits = |one: &&Value| one["to_watch"].as_u64().is_some_and(|minutes| minutes <= 30);
    let fitting = all["sessions"].as_array().unwrap().iter().filter(fits).count();
    assert_eq!((all["left"].as_u64() > Some(190), short.as_array().unwrap().len()), (true, fitting));
}

/// Counted once more, from the list.
#[test]
fn insights_count_what_the_list_has() {
    let user = visitor();
    for query in ["event:harbour", "event:kubecon-na-2017", "istio"] {
        let (told, list) = (user.json(&["insights", query, "--json"]), user.json(&["list", query, "--json"]));
        let list = list.as_array().unwrap();
        assert_eq!(told["sessions"], list.len());
        let count = |is: &dyn Fn(&Value) -> bool| list.iter().filter(|one| is(one)).count();
        for topic in told["topics"].as_array().unwrap() {
            let of =
                |mark: &str| count(&|one| one["track"] == topic["track"] && (mark.is_empty() || one["mark"] == mark));
            assert_eq!(topic["sessions"], of(""), "{topic}");
            let mine = (&topic["going"], &topic["interested"]);
            assert_eq!(mine, (&json!(of("going")), &json!(of("interested"))), "{topic}");
        }
        for one in told["technologies"].as_array().unwrap() {
            for event in one["events"].as_array().unwrap() {
                let has = |session: &Value| session["tags"].as_array().unwrap().contains(&one["tag"]);
                let there = count(&|session| session["event"] == event["event"] && has(session));
                assert_eq!(event["sessions"], there, "{one}");
            }
        }
        for one in told["speakers"].as_array().unwrap() {
            let of =
                |session: &Value| session["speakers"].as_array().unwrap().iter().any(|who| who["name"] == one["name"]);
            assert_eq!(one["sessions"], count(&of), "{one}");
        }
        for one in told["organisations"].as_array().unwrap().iter().take(20) {
            let of = |session: &Value| {
                let mut people = session["speakers"].as_array().unwrap().iter();
                let speaks = people.any(|who| who["organisation"] == one["name"]);
                speaks || session["organisations"].as_array().unwrap().contains(&one["name"])
            };
            assert_eq!(one["sessions"], count(&of), "{one}");
        }
    }
    let told = user.json(&["insights", "event:harbour", "--json"]);
    let day =
        |list: &str| told[list].as_array().unwrap().iter().find(|day| day["date"] == "2027-03-19").unwrap().clone();
    // Opening 45, registry 45, backups 60, mesh 60, the night 180, in two rooms.
    assert_eq!((&day("days")["going"], &day("days")["rooms"]), (&json!(390), &json!(2)));
    every_half_hour_is_counted(&user, &told);
    let running = user.json(&["list", "event:harbour", "at:2027-03-19-10:45", "--json"]);
    let short =
        |one: &&Value| one["minutes"].as_u64().is_some_and(|minutes| minutes < 720) && one["cancelled"] == false;
    let short = running.as_array().unwrap().iter().filter(short).count();
    let half = |what: &str| day("week")[what][21].clone();
    assert_eq!((half("sessions"), half("mine"), half("clashes")), (json!(short), json!(2), json!(true)));
    assert_eq!(user.run(&["insights", "is:cancelled title:nothing"]).code, Some(1));
}

/// Counted once more from the starts and the minutes of the list: how much is on in each half hour, and what of that is mine.
fn every_half_hour_is_counted(user: &User, told: &Value) {
    let list = user.json(&["list", "event:harbour", "--json", "--all"]);
    for day in told["week"].as_array().unwrap() {
        let date: NaiveDate = day["date"].as_str().unwrap().parse().unwrap();
        let midnight = date.and_time(NaiveTime::MIN);
        for half in 0..60 {
            let (begin, end) =
                (midnight + TimeDelta::minutes(30 * half), midnight + TimeDelta::minutes(30 * half + 30));
            let is_on = |one: &&Value| {
                let Some(start) = one["start"].as_str().map(|start| start.parse::<DateTime<FixedOffset>>().unwrap())
                else {
                    return false;
                };
                let start = start.naive_local();
                let minutes = one["minutes"].as_i64().unwrap_or(0);
                let runs = start < end && (begin < start + TimeDelta::minutes(minutes) || begin <= start);
                // A day begins at four.
                let of_day = (start - TimeDelta::hours(4)).date() == date;
                runs && of_day && minutes < 1_440 && one["cancelled"] == false
            };
            let on: Vec<&Value> = list.as_array().unwrap().iter().filter(is_on).collect();
            let mine = on.iter().filter(|one| one["mark"] == "going").count();
            let half = usize::try_from(half).unwrap();
            assert_eq!((&day["sessions"][half], &day["mine"][half]), (&json!(on.len()), &json!(mine)), "{date} {half}");
        }
    }
}

#[test]
fn a_day_is_told_in_ten_lines() {
    let user = visitor();
    let friend = user.put("ana.txt", "opening\nlightning\n");
    assert_eq!(user.run(&["friends", "add", "Ana", &friend]).code, Some(0));
    let at = |time: &str| user.run(&["brief", "--at", time]);
    let page = at("2027-03-18T20:00:00+01:00");
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    assert!(page.out.lines().count() <= 10, "{}", page.out);
    for told in [
        "Fri 19 Mar 2027 · Harbour Days 2027 · Europe/Brussels\n",
        "First    09:30 Opening: what a harbour teaches about protocols, Great hall\n",
        "In all   5 sessions, until 01:30",
        "Clash    45 min of A backup is a restore that has been tested and Keeping a routing registry honest\n",
        "Free     11:30–13:30 (2 h): 11:45 ",
        "Friends  Ana with you to Opening: what a harbour teaches about protocols\n",
    ] {
        assert!(page.out.contains(told), "{told}: {}", page.out);
    }
    let next = at("2027-03-20T03:00:00+01:00");
    assert!(next.out.starts_with("Sat 20 Mar 2027"), "the first day is over: {}", next.out);
    assert!(
        user.run(&["brief", "--at", "2027-03-19T08:00:00+01:00", "--day", "tomorrow"]).out.starts_with("Sat 20 Mar")
    );
    let told = user.json(&["brief", "--day", "2027-03-19", "--json"]);
    assert_eq!(own(told["first"]["id"].as_str().unwrap()), "opening");
    assert_eq!((told["clashes"].as_array().unwrap().len(), &told["friends"][0]["name"]), (1, &json!("Ana")));
    assert_eq!(ids(&told["friends"][0]["with_me"]), ["opening"]);
    assert_eq!(told["gaps"][1]["minutes"], 120);
    let over = at("2028-01-01");
    assert!(over.code == Some(1) && over.err.contains("you go nowhere on such a day"), "{}", over.err);
}

#[test]
fn what_the_last_refresh_changed_of_a_day_is_told_with_it() {
    let user = visitor();
    let path = user.home().canonicalize().unwrap().join("invented.toml");
    let moved = INVENTED.replacen("id = \"opening\"\ntitle", "id = \"opening\"\ncancelled = true\ntitle", 1);
    assert_ne!(moved, INVENTED);
    fs::write(path, moved).unwrap();
    assert_eq!(user.run(&["refresh"]).code, Some(0));
    let page = user.run(&["brief", "--day", "2027-03-19"]).out;
    assert!(page.contains("Changed  Opening: what a harbour teaches about protocols: cancelled\n"), "{page}");
    assert_eq!(user.json(&["brief", "--day", "2027-03-19", "--json"])["changed"][0]["what"], "cancelled");
}

#[test]
fn a_day_is_taken_along_on_one_sheet() {
    let user = visitor();
    let sheet = user.run(&["export", "-f", "svg", "day:fri"]);
    assert_eq!((sheet.code, sheet.err.as_str()), (Some(0), ""));
    for told in [
        "viewBox=\"0 0 297 210\"",
        ">Friday, 19 March 2027<",
        ">Great hall<",
        ">Clashes<",
        ">overlap 45 min<",
        ">Alternatives<",
        "friends add",
        "times in Europe/Brussels",
    ] {
        assert!(sheet.out.contains(told), "{told}: {}", sheet.out);
    }
    assert!(!sheet.out.contains("DNS for a city"), "that is on another day");
    assert!(sheet.out.matches("class=\"clash\"").count() >= 2, "{}", sheet.out);
    let all = user.run(&["export", "-f", "page"]).out;
    assert_eq!(all.matches("<svg viewBox").count(), 2, "each day has a sheet of its own: {all}");
    let file = user.put("day.svg", "");
    fs::remove_file(&file).unwrap();
    assert!(user.run(&["export", "-o", &file, "day:sat"]).out.contains("written to"));
    assert!(fs::read_to_string(&file).unwrap().starts_with("<svg xmlns="));
    let nothing = user.run(&["export", "-f", "svg", "day:2017-12-06"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    let untimed = User::new();
    untimed.run(&["mark", "isolate-computing"]);
    let untimed = untimed.run(&["export", "-f", "page"]);
    assert!(untimed.code == Some(1) && untimed.err.contains("without a time, and so left out"), "{}", untimed.err);
}

#[test]
fn what_fits_a_gap_is_ranked_with_reasons() {
    let user = visitor();
    let gaps = user.json(&["gaps", "--day", "fri", "--json"]);
    let long = gaps.as_array().unwrap().iter().find(|gap| gap["minutes"] == 120).unwrap();
    let first = &long["fits"][0];
    assert_eq!(first["session"]["id"], "harbour-days-2027/text-in-many-scripts");
    assert_eq!(first["reasons"][0], "interested");
    assert!(long["fits"].as_array().unwrap().len() > 1);
    let page = user.run(&["gaps", "--day", "fri", "--count", "1"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out.contains("11:30–13:30  2 h free\n"), "{}", page.out);
    assert!(page.out.contains("interested"), "{}", page.out);
    assert!(!page.out.contains("Sat "), "another day was not asked for");
}

#[test]
fn a_plan_changes_nothing_until_told_to_and_then_loses_nothing() {
    let user = visitor();
    mark(&user, &["--note", "ask about radios"], &["backups-tested"]);
    let before = fs::read(user.file("favourites.toml")).unwrap();
    let page = user.run(&["plan", "--lunch", "12:00-14:00/45"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = page.out.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    let named: Vec<String> =
        lines.iter().map(|line| format!("{}{}", &line[..1], own(line.rsplit(' ').next().unwrap()))).collect();
    assert_eq!(named, ["-backups-tested", "+text-in-many-scripts", "-cancelled-blockages"]);
    assert!(page.out.contains("12:30–13:15  lunch\n"), "{}", page.out);
    assert!(
        page.out.ends_with("1 added, 2 dropped, 1 conflict solved; nothing is marked yet: --apply does it\n"),
        "{}",
        page.out
    );
    assert_eq!(fs::read(user.file("favourites.toml")).unwrap(), before);

    let day = &user.json(&["plan", "--day", "1", "--json"])[0];
    assert_eq!(
        (&day["conflicts_before"], &day["conflicts_after"], &day["applied"]),
        (&json!(1), &json!(0), &json!(false))
    );
    assert_eq!(day["dropped"][0]["of"], "harbour-days-2027/routing-registry");
    let kept = &user.json(&["plan", "--day", "1", "--keep", "backups-tested", "--json"])[0];
    assert!(ids(&kept["sessions"]).contains(&"backups-tested"));
    let dropped: Vec<&Value> = kept["dropped"].as_array().unwrap().iter().map(|d| &d["session"]["id"]).collect();
    assert_eq!(dropped, ["harbour-days-2027/routing-registry", "harbour-days-2027/cancelled-blockages"]);

    let applied = user.run(&["plan", "--apply"]);
    assert!(applied.out.ends_with("; marked\n"), "{}", applied.out);
    let again = user.run(&["plan"]);
    assert!(again.out.ends_with("0 added, 0 dropped, no conflict solved; nothing to change\n"), "{}", again.out);
    let (going, interested) = (marked(&user, "going"), marked(&user, "interested"));
    assert_eq!(going.len() + interested.len(), GOING.len() + 1 + INTERESTED.len(), "{going:?} {interested:?}");
    assert!(interested.contains(&"backups-tested".to_owned()) && going.contains(&"text-in-many-scripts".to_owned()));
    let session = user.json(&["show", "backups-tested", "--json"]);
    assert_eq!(session["note"], "ask about radios");
}

#[test]
fn suggestions_fill_what_is_left_and_what_is_over_is_left_alone() {
    let user = visitor();
    let day = &user.json(&["plan", "--day", "sat", "--suggest", "track:networks", "--json"])[0];
    assert_eq!(ids(&day["sessions"]), ["dns-for-a-city", "mesh-security", "fibre-cuts"]);
    let late = &user.json(&["plan", "--day", "1", "--at", "2027-03-19T12:00:00+01:00", "--json"])[0];
    let dropped: Vec<&Value> = late["dropped"].as_array().unwrap().iter().map(|d| &d["session"]["id"]).collect();
    assert_eq!(dropped, [&json!("harbour-days-2027/cancelled-blockages")], "nobody can leave out what is over");
}

#[test]
fn now_is_mine_first_and_fits_a_status_bar() {
    let user = visitor();
    let at = "2027-03-19T10:50:00+01:00";
    let moment = user.json(&["now", "--at", at, "--json"]);
    assert_eq!(moment["at"], "2027-03-19T09:50:00Z");
    let first = &moment["running"][0];
    assert_eq!((&first["session"]["mark"], &first["minutes_left"]), (&json!("going"), &json!(40)));
    assert_eq!(
        moment["next"].as_array().unwrap().last().unwrap()["session"]["id"],
        "harbour-days-2027/night-of-old-machines"
    );
    assert!(!moment["elsewhere"].as_array().unwrap().is_empty());
    let page = user.run(&["now", "--at", at]).out;
    assert!(page.starts_with("Now\n★  10:30–11:30  40 min left"), "{page}");
    assert!(page.contains("\nElse, if the room is full\n☆  10:30–11:00"), "{page}");

    for (at, format, expected) in [
        (at, "{title} in {room}, {minutes}m", "Keeping a routing registry honest in Great hall, 25m\n"),
        ("2027-03-19T13:00:00+01:00", "{state} {start}-{end} {{{mark}}}", "next 13:30-14:30 {going}\n"),
        ("2027-03-20T01:00:00+01:00", "{state} {id}", "now harbour-days-2027/night-of-old-machines\n"),
    ] {
        let line = user.run(&["now", "--at", at, "--format", format]);
        assert_eq!((line.code, line.out.as_str(), line.err.as_str()), (Some(0), expected, ""));
    }
    let quiet = user.run(&["now", "--at", "2027-03-21", "--format", "{title}"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (Some(1), "", ""));
    let wrong = user.run(&["now", "--format", "{titel}"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("did you mean 'title'?"), "{}", wrong.err);
}

#[test]
fn an_export_is_rewritten_only_while_nobody_else_has_changed_it() {
    let user = visitor();
    let path = user.home().join("mine.md");
    let file = path.to_str().unwrap();
    let write = |more: &[&str]| {
        let arguments: Vec<&str> = ["export", "-o", file].iter().chain(more).copied().collect();
        user.run(&arguments)
    };
    let first = write(&[]);
    assert_eq!((first.code, first.out), (Some(0), format!("7 sessions written to {file}\n")));
    assert!(fs::read_to_string(&path).unwrap().contains("### 09:30–10:15 · Opening"));
    mark(&user, &[], &["logs"]);
    assert_eq!(write(&[]).code, Some(0));
    assert!(fs::read_to_string(&path).unwrap().contains("Logs nobody reads"));

    fs::write(&path, "my own words").unwrap();
    let refused = write(&[]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("is not what was last exported to it; choose another name"), "{}", refused.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "my own words");
    assert_eq!(write(&["--force"]).code, Some(0));
    assert_eq!(write(&[]).code, Some(0));

    for (arguments, told) in [
        (&["export"][..], "which format?"),
        (&["export", "--format", "icz"], "did you mean 'ics'?"),
        (&["export", "-o", "/no/such/folder/a.ics"], "there is no folder /no/such/folder; make it first"),
        (&["export", "-f", "ics", "-o", "/dev/null"], "is no file"),
    ] {
        let run = user.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.err.contains(told), "{arguments:?}: {}", run.err);
    }
    let nothing = user.run(&["export", "-f", "json", "quuxquuxquux"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
}

#[test]
fn what_a_calendar_has_no_place_for_is_told() {
    let user = visitor();
    user.run(&["mark", "isolate-computing"]);
    let calendar = user.run(&["export", "-f", "ics"]);
    assert_eq!(calendar.code, Some(0));
    assert_eq!(calendar.err, "kubetalks: without a time, and so left out: 'Isolate Computing'\n");
    assert_eq!(calendar.out.matches("BEGIN:VEVENT").count(), 7);
    let only = user.run(&["export", "-f", "ics", "--event", "scalability-summit"]);
    assert_eq!((only.code, only.out.as_str()), (Some(1), ""));
}

/// The numbers of a calendar's sessions.
fn sequences(calendar: &str) -> Vec<(&str, &str)> {
    let value = |name: &'static str| calendar.lines().filter_map(move |line| line.strip_prefix(name));
    value("UID:").zip(value("SEQUENCE:")).collect()
}

/// The invented conference with one session ten minutes later.
fn postponed() -> String {
    let (before, title, after) =
        ("T13:30:00\nend = 2027-03-19T14:30:00", "\"mesh-on-roofs\"", "T13:40:00\nend = 2027-03-19T14:40:00");
    let (head, session) = INVENTED.split_once(title).unwrap();
    assert!(session.contains(before));
    format!("{head}{title}{}", session.replacen(before, after, 1))
}

#[test]
fn a_session_that_moved_is_numbered_anew_in_the_next_calendar() {
    let user = visitor();
    let calendar = user.run(&["export", "-f", "ics", "--alarm", "10"]).out;
    assert!(sequences(&calendar).iter().all(|(_, number)| *number == "0"), "{calendar}");
    assert!(calendar.contains("TRIGGER:-PT10M\r\n"));
    fs::write(user.home().join("invented.toml"), postponed()).unwrap();
    assert_eq!(user.run(&["refresh"]).code, Some(0));
    for _ in 0..2 {
        let calendar = user.run(&["export", "-f", "ics"]).out;
        for (id, number) in sequences(&calendar) {
            let expected = if id.starts_with("harbour-days-2027/mesh-on-roofs@") { "1" } else { "0" };
            assert_eq!(number, expected, "{id}");
        }
    }
    fs::write(user.home().join("data/exported.json"), "{").unwrap();
    let told = user.run(&["export", "-f", "ics"]);
    assert_eq!(told.code, Some(0));
    assert!(told.err.contains("exported.json: is damaged") && told.err.contains("remove it"), "{}", told.err);
}

#[test]
fn a_calendar_is_read_back_without_loss() {
    let user = visitor();
    let calendar = user.run(&["export", "-f", "ics", "event:harbour"]).out;
    let reader = User::new().having("mine.ics", calendar);
    let there = user.json(&["list", "--event", HARBOUR, "--json"]);
    let listed = reader.json(&["list", "--json"]);
    let timed = there.as_array().unwrap().iter().filter(|session| session["start"] != Value::Null);
    let mut count = 0;
    for session in timed {
        let back = listed
            .as_array()
            .unwrap()
            .iter()
            .find(|back| back["title"] == session["title"] && back["start"] == session["start"]);
        let back = back.unwrap_or(&Value::Null);
        for key in ["end", "room", "cancelled", "track"] {
            assert_eq!(back[key], session[key], "{key} of {}", session["title"]);
        }
        count += 1;
    }
    assert_eq!(count, 40, "all but the one without a time");
}

#[test]
fn marks_are_taken_over_from_other_programs_and_none_is_lost() {
    let user = visitor();
    let going = marked(&user, "going");
    for format in ["ics", "json", "csv"] {
        let exported = user.run(&["export", "-f", format]).out;
        let friend = User::new().having("invented.toml", INVENTED);
        let friend = friend.with("favourites.of.theirs", &exported);
        let path = friend.file("favourites.of.theirs");
        let run = friend.run(&["mark", "--from", path.to_str().unwrap()]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{format}: {}", run.out);
        assert!(run.out.ends_with(", 7 newly marked\n"), "{format}: {}", run.out);
        assert_eq!(marked(&friend, "going"), going, "{format}");
        let again = friend.json(&["mark", "--from", path.to_str().unwrap(), "--interested", "--json"]);
        assert!(
            again["found"]
                .as_array()
                .unwrap()
                .iter()
                .all(|found| found["mark"] == "going" && found["changed"] == false)
        );
    }
    let friend = User::new().having("invented.toml", INVENTED);
    let friend = friend.with("list", "opening\nno-such-thing\nWhere is number 12? Addresses that agree\n");
    let list = friend.file("list");
    let run = friend.run(&["mark", "--from", list.to_str().unwrap(), "--interested"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("'no-such-thing' was not found"), "{}", run.err);
    assert_eq!(marked(&friend, "interested"), ["addresses", "opening"]);

    let stranger = User::new().with("mine.ics", user.run(&["export", "-f", "ics"]).out);
    let path = stranger.file("mine.ics");
    let run = stranger.run(&["mark", "--from", path.to_str().unwrap()]);
    assert_eq!((run.code, stranger.file("favourites.toml").exists()), (Some(1), false), "{}", run.err);
    assert!(run.err.contains("none of the 7 favourites is in an event that is loaded"), "{}", run.err);
    assert!(run.err.contains("'harbour-days-2027': import its schedule first"), "{}", run.err);
    // Made by Giggity itself, of another conference.
    let link = "https://ggt.gaa.st/#url=https%3A%2F%2Ffosdem.org%2F2026%2Fschedule%2Fxml&see=eJwVjMENQyEMxXbh3CdBXlLI\
        LFUP-YTsP0LpyQdb_jRaz_lkIYQHJk6stxbmqHiSOTy8vZqWbU8O0CmwUwbfx6FTyq9bdfo_61WVMZBGwlIFd0KEXsji7p7t-wMj1h7f&del=\
        eJyLVkoySzazMDOz0DU3TzbVNU00TdS1NDUx1LU0SU1JTTEyNbJMslCKBQDOEAou";
    let run = stranger.run(&["mark", "--from", link]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("they seem to belong to 'https://fosdem.org/2026/schedule/xml'"), "{}", run.err);
    let missing = stranger.run(&["mark", "--from", "/no/such/file"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
}

#[test]
fn ratings_and_notes_are_given_and_taken_away() {
    let user = User::new();
    for (arguments, said) in [
        (
            &["mark", "--rating", "4", "--note", "sit in front", "effective-rbac"][..],
            "rated 4, noted: Effective RBAC\n",
        ),
        (&["mark", "--rating", "4", "effective-rbac"], "already rated 4: Effective RBAC\n"),
        (&["mark", "--note", "slides are up", "effective-rbac"], "noted: Effective RBAC\n"),
        (&["unmark", "--rating", "effective-rbac"], "no longer rated: Effective RBAC\n"),
    ] {
        let run = user.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(0), said), "{}", run.err);
    }
    let session = user.json(&["show", "effective-rbac", "--json"]);
    assert_eq!(
        (&session["note"], &session["rating"], &session["mark"]),
        (&json!("sit in front\nslides are up"), &Value::Null, &Value::Null)
    );
    assert_eq!(user.run(&["unmark", "--note", "effective-rbac"]).out, "no longer noted: Effective RBAC\n");
    for wrong in
        [&["mark", "--rating", "6", "effective-rbac"][..], &["mark", "--note", "", "effective-rbac"], &["mark"]]
    {
        assert_eq!(user.run(wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn times_without_a_zone_are_told() {
    let text = INVENTED.replacen("zone = \"Europe/Brussels\"\n", "", 1);
    let text = text.replacen("place = \"Ghent, Belgium\"\n", "", 1);
    let user = User::new().having("invented.toml", text);
    mark(&user, &[], &["opening"]);
    for command in ["agenda", "now"] {
        let run = user.run(&[command, "--at", "2027-03-19T09:40:00Z"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.err.contains("'harbour-days-2027' gives times without a zone"), "{}", run.err);
        assert!(run.out.contains("Opening"), "{}", run.out);
    }
}

/// Somebody who marked one session of each of two events, with all that can be attached.
fn visitor_of_two() -> User {
    let user = User::new().having("invented.toml", INVENTED);
    mark(&user, &[], &["opening"]);
    for arguments in [
        &["mark", "effective-rbac", "--interested", "--rating", "4", "--note", "sit in front", "--seen"][..],
        &["mark", "isolate-computing", "--note", "for the train"],
    ] {
        assert_eq!(user.run(arguments).code, Some(0), "{arguments:?}");
    }
    user
}

#[test]
fn marks_of_several_events_come_along_with_all_that_is_attached() {
    let user = visitor_of_two();
    let everything = "is:going | has:note";
    let mut files: Vec<(String, &str)> = ["json", "csv", "org"]
        .map(|format| {
            let file = user.home().join(format!("mine.{format}")).to_str().unwrap().to_owned();
            let run = user.run(&["export", "--notes", "-o", &file, everything]);
            assert_eq!(run.code, Some(0), "{}", run.err);
            (file, format)
        })
        .into();
    files.push((user.file("favourites.toml").to_str().unwrap().to_owned(), "toml"));
    for (file, format) in files {
        let second = User::new().having("invented.toml", INVENTED);
        let run = second.run(&["mark", "--from", &file]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{format}: {}", run.out);
        assert!(run.out.ends_with(", 2 newly marked, 1 newly seen, 1 newly rated, 2 newly noted\n"), "{}", run.out);
        assert!(run.out.contains("☆ interested, ✓ seen, rated 4, noted: Effective RBAC\n"), "{}", run.out);
        assert!(run.out.contains("\nnoted: Isolate Computing\n"), "{}", run.out);
        for id in ["effective-rbac", "isolate-computing", "harbour-days-2027/opening"] {
            let there = user.json(&["show", id, "--json"]);
            assert_eq!(second.json(&["show", id, "--json"]), there, "{format}");
        }
        let again = second.run(&["mark", "--from", &file]);
        assert!(again.out.ends_with(", 0 newly marked\n"), "{format}: {}", again.out);
        assert!(again.out.contains("already noted: Isolate Computing"), "{format}: {}", again.out);
    }
}

#[test]
fn what_has_no_event_here_is_told_by_event_and_a_rating_of_ones_own_stays() {
    let user = visitor_of_two();
    let path = user.file("favourites.toml").to_str().unwrap().to_owned();
    let stranger = User::new();
    assert_eq!(stranger.run(&["mark", "effective-rbac", "--rating", "2"]).code, Some(0));
    let run = stranger.run(&["mark", "--from", &path]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.ends_with("2 of 3 found in favourites of kubetalks, 1 newly marked, 1 newly seen, 2 newly noted\n")
    );
    let lines: Vec<&str> = run.err.lines().map(|line| line.strip_prefix(&format!("{path}: ")).unwrap()).collect();
    assert_eq!(
        lines,
        [
            "'Opening: what a harbour teaches about protocols' is of 'harbour-days-2027', which is not loaded; import its \
             schedule first",
            "another rating was left behind, for yours stays: 'Effective RBAC'",
        ]
    );
    assert_eq!(stranger.json(&["show", "effective-rbac", "--json"])["rating"], 2);
}
