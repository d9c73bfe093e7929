use super::*;
use crate::model::Zone;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn names(words: &str, others: &[Conference]) -> Vec<String> {
    find(words, others, day("2026-11-30")).into_iter().map(|one| one.name).collect()
}

const MENU: &str = r#"{"version": 2026, "schedules": [
    {"id": "gravel", "version": 1, "url": "https://gravel.example/schedule.xml", "title": "Gravel Summit 2027",
     "start": "2027-01-14", "end": "2027-01-15", "timezone": "Europe/Berlin"},
    {"id": "old", "url": "https://gravel.example/2025.xml", "title": "Gravel Summit 2025", "start": "2025-01-14"},
    {"url": "https://fosdem.org/2027/schedule/xml", "title": "FOSDEM 2027", "start": "2027-01-30", "end": "2027-01-31"},
    {"title": "nothing to fetch"}, 7]}"#;

const EVENTS: &str = r#"{"count": 1, "results": [
    {"slug": "sand", "name": {"de": "Sandtag", "en": "Sand Day"}, "date_from": "2027-02-03", "date_to": "2027-02-04",
     "timezone": "Europe/Vienna"}]}"#;

#[test]
fn the_list_of_series_is_read_and_answers_offline() {
    let all = series(Some(2027), day("2026-11-30"));
    assert!(all.len() >= 18, "{}", all.len());
    assert!(all.iter().all(|one| one.address.starts_with("https://") && !one.address.contains('{')));
    let fosdem = &find("fosdem 2027", &[], day("2026-11-30"))[0];
    assert_eq!(fosdem.address, "https://fosdem.org/2027/schedule/xml");
    assert_eq!(
        (fosdem.when().as_str(), fosdem.zone.unwrap().to_string().as_str()),
        ("30–31 Jan 2027", "Europe/Brussels")
    );
    assert_eq!(find("debconf 2027", &[], day("2026-11-30"))[0].when(), "about Jul 2027");
    assert_eq!(names("39c3", &[]), ["Chaos Communication Congress 2025"]);
    assert_eq!(names("kccnceu2026", &[]), ["KubeCon + CloudNativeCon Europe 2026"]);
    assert_eq!(names("emf 2026", &[]), ["EMF Camp 2026"]);
    assert_eq!(names("emf 2027", &[]), [""; 0]);
}

#[test]
fn what_is_to_come_stands_first_and_words_may_be_mistyped() {
    let menu = read(MENU, "https://m.example/menu.json", "a menu").unwrap();
    assert_eq!(names("gravel", &menu), ["Gravel Summit 2027", "Gravel Summit 2025"]);
    assert_eq!(names("gravl summit 2025", &menu), ["Gravel Summit 2025"]);
    assert_eq!(names("kubcon europe", &[])[0], "KubeCon + CloudNativeCon Europe 2027");
    assert_eq!(names("debconf", &[]), ["DebConf 2027", "DebConf 2026"]);
    assert_eq!(names("quarry", &menu), [""; 0]);
    let fosdem = find("fosdem", &menu, day("2026-11-30"));
    assert_eq!((fosdem[0].when().as_str(), fosdem[0].from.as_str()), ("30–31 Jan 2027", "a menu"), "exact days win");
    assert_eq!(fosdem.iter().filter(|one| one.address.contains("2027")).count(), 1);
}

#[test]
fn lists_of_two_kinds_are_read_and_others_refused() {
    let menu = read(MENU, "https://m.example/menu.json", "a menu").unwrap();
    assert_eq!(
        (menu.len(), menu[0].zone, menu[0].when().as_str()),
        (3, Zone::parse("Europe/Berlin"), "14–15 Jan 2027")
    );
    let events = read(EVENTS, "https://talks.example/api/events/", "talks.example").unwrap();
    assert_eq!(events[0].name, "Sand Day");
    let evil = read(&MENU.replace("Gravel", "Gra\\u001b[31mvel"), "", "").unwrap();
    assert!(!evil[0].name.contains('\u{1b}'), "{:?}", evil[0].name);
    assert_eq!(events[0].address, "https://talks.example/sand/schedule/export/schedule.xml");
    for text in ["", "[]", "{}", r#"{"count": 0, "results": []}"#, r#"[{"slug": "x"}]"#, "<html>"] {
        assert!(read(text, "", "").is_err(), "{text}");
    }
    let broken = read("{\"schedules\": [\n  {,]}", "", "").unwrap_err();
    assert_eq!((broken.place, broken.to_string().contains("no JSON, key must be a string")), (Some((2, 4)), true));
}

#[test]
fn rooms_are_where_the_lists_say() {
    let rooms = r#""rooms": [{"name": "K\\.3\\.201", "latlon": [50.81, 4.38], "floor": 3}, {"name": "UD.*|UB.2", "latlon": [50.82, 4.39]},
        {"name": "H[1-9]", "latlon": [50.8, 4.3]}, {"name": "Map only", "c3nav_slug": "x"}, {"name": "Pole", "latlon": [99, 4]}, 7]"#;
    for (beside, inside) in
        [(format!("{rooms}, "), String::new()), (String::new(), format!("\"metadata\": {{{rooms}}}, "))]
    {
        let menu = MENU.replace("{\"id\": \"gravel\", ", &format!("{{\"id\": \"gravel\", {beside}{inside}"));
        let gravel = &read(&menu, "", "").unwrap()[0];
        let names: Vec<&str> = gravel.rooms.iter().map(|room| room.name.as_str()).collect();
        assert_eq!(names, ["K.3.201", "UD*", "UB?2"]);
        assert!(gravel.rooms[0].covers("K.3.201") && !gravel.rooms[0].covers("KX3.201"));
        assert_eq!(gravel.rooms[0].spot.minutes_to(gravel.rooms[1].spot), Some(19), "1 317 metres");
    }
    let fosdem = rooms_of("https://fosdem.org/2025/schedule/xml");
    let at = |name: &str| fosdem.iter().find(|room| room.covers(name)).map(|room| room.spot).unwrap();
    assert_eq!(at("K.1.105 (La Fontaine)").minutes_to(at("UD2.120 (Chavanne)")), Some(4));
    assert_eq!(at("K.1.105 (La Fontaine)").minutes_to(at("K.4.601")), Some(3), "three floors");
    assert_eq!(rooms_of("https://e.org/"), []);
}
