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
        assert_eq!(read(text, "", ""), Err(NotAList), "{text}");
    }
}
