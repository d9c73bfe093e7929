use super::*;

#[test]
fn lengths_are_read_in_every_spelling() {
    for (text, minutes, doubtful) in [
        ("01:30", 90, false),
        ("1:30", 90, false),
        ("0:75", 75, false),
        ("24:00", 1_440, false),
        ("00:30:00", 30, false),
        ("01:30:00", 90, false),
        ("0:01:30", 90, true),
        ("0:02:00", 120, true),
        ("00:00:00", 0, false),
        ("135.0:00", 135, false),
        ("013000", 90, false),
        ("0130", 90, false),
        ("45", 45, false),
        (" 90 ", 90, false),
        ("PT90M", 90, false),
        ("P1DT2H", 1_560, false),
        ("PT1H30M00S", 90, false),
        ("P1W", 10_080, false),
        ("45 min", 45, false),
        ("1h30", 90, false),
        ("1 hour 15 minutes", 75, false),
        ("1.5 h", 90, false),
    ] {
        assert_eq!(length(text), Some(Length { minutes, doubtful }), "{text}");
    }
    for text in ["", "abc", "1:2:3:4:5", "99999:00", "PT", "P1M", "-5", "4294967295:59", "PT99999999999H"] {
        assert_eq!(length(text), None, "{text}");
    }
}

#[test]
fn clocks_are_read_in_every_spelling() {
    for (text, minutes) in [
        ("9:30", 570),
        ("09:30:00", 570),
        ("0930", 570),
        ("930", 570),
        ("093000", 570),
        ("9.30", 570),
        ("9h30", 570),
        ("9h", 540),
        ("9:30 PM", 1_290),
        ("9:30pm", 1_290),
        ("12:15 AM", 15),
        ("12:15 p.m.", 735),
        ("9 am", 540),
        ("24:00", 1_440),
        ("25:30", 1_530),
        ("10:00 Uhr", 600),
        ("noon", 720),
        ("Midnight", 1_440),
    ] {
        assert_eq!(clock(text), Some(minutes), "{text}");
    }
    for text in ["", "later", "9", "9:60", "48:00", "1:2:3:4", "é:30", "апр", "99999999999"] {
        assert_eq!(clock(text), None, "{text}");
    }
}

#[test]
fn stamps_are_read_with_and_without_an_offset() {
    for (text, wall, offset) in [
        ("2018-12-27T11:00:00+01:00", "2018-12-27T11:00:00", Some(3_600)),
        ("2018-12-27T11:00:00+0100", "2018-12-27T11:00:00", Some(3_600)),
        ("2018-12-27T11:00:00.123Z", "2018-12-27T11:00:00", Some(0)),
        ("2018-12-27 11:00", "2018-12-27T11:00:00", None),
        ("2018-12-27T11:00-05:30", "2018-12-27T11:00:00", Some(-19_800)),
        ("20181227T110000Z", "2018-12-27T11:00:00", Some(0)),
        ("20181227T110000", "2018-12-27T11:00:00", None),
        ("2018-12-27T24:00:00", "2018-12-28T00:00:00", None),
    ] {
        let stamp = stamp(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(stamp.wall.format("%FT%T").to_string(), wall, "{text}");
        assert_eq!(stamp.offset, offset, "{text}");
    }
    for text in ["", "2018-12-27", "T11:00", "2018-02-30T10:00", "9999-12-31T23:59", "2018-12-27T11:00+99:00"] {
        assert_eq!(stamp(text), None, "{text}");
    }
}

#[test]
fn a_time_before_the_day_changes_belongs_to_the_next_date() {
    let day = date("2012-12-27").unwrap();
    assert_eq!(wall_on(day, 15, 240).unwrap().to_string(), "2012-12-28 00:15:00");
    assert_eq!(wall_on(day, 600, 240).unwrap().to_string(), "2012-12-27 10:00:00");
    assert_eq!((day_change("04:00:00"), day_change("9:00"), day_change("23:00")), (Some(240), Some(540), None));
}

#[test]
fn zones_are_known_by_all_their_names() {
    for (name, expected) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/Indiana/Knox", "America/Indiana/Knox"),
        ("Europe-Brussels", "Europe/Brussels"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("UTC+2", "+02:00"),
        ("GMT-05:00", "-05:00"),
        ("America/New York", "America/New_York"),
        ("/Europe/Stockholm", "Europe/Stockholm"),
        ("\"Eastern Standard Time\\0\"", "America/New_York"),
        ("Eastern Standard Time 1", "America/New_York"),
        ("W. Europe Standard Time(UTC)", "Europe/Berlin"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ("(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", "Europe/Berlin"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("(UTC-03:00) Brasília", "America/Sao_Paulo"),
    ] {
        assert_eq!(zone_named(name).map(|zone| zone.to_string()).as_deref(), Some(expected), "{name}");
    }
    assert_eq!(zone_named("Customized Time Zone"), None);
    for (windows, iana) in crate::source::rows::rows(super::zone::WINDOWS) {
        assert!(zone_named(windows).is_some() && Zone::parse(iana).is_some(), "{windows}");
    }
}

#[test]
fn the_zone_is_the_users_word_then_the_name_then_the_offsets() {
    let berlin = zone_named("Europe/Berlin");
    let unknown = |zone| (zone, true);
    for (user, name, offsets, expected) in [
        (berlin, Some("America/Chicago"), vec![0], (berlin.unwrap(), false)),
        (None, Some("Europe/Berlin"), vec![0, 3_600], (berlin.unwrap(), false)),
        (None, None, vec![3_600, 3_600], (Zone::Offset(3_600), false)),
        (None, None, vec![], unknown(Zone::Unknown)),
        (None, None, vec![0], unknown(Zone::utc())),
        (None, Some("UTC"), vec![], unknown(Zone::utc())),
        (None, None, vec![0, 3_600, 3_600], unknown(Zone::Offset(3_600))),
        (None, Some("Middle/Earth"), vec![], unknown(Zone::Unknown)),
    ] {
        let (zone, problems) = choose_zone(user, name, offsets.clone(), "x.ics");
        assert_eq!((zone, !problems.is_empty()), expected, "{user:?} {name:?} {offsets:?}");
    }
}

#[test]
fn a_clock_that_shows_less_is_that_of_the_next_day() {
    for (wall, clock, minutes) in [(9 * 60, 9 * 60 + 30, 30), (23 * 60, 30, 90), (600, 600, 0), (23 * 60, 25 * 60, 120)]
    {
        let wall = NaiveDate::from_ymd_opt(2024, 5, 1).and_then(|day| super::wall(day, wall)).unwrap();
        assert_eq!(minutes_until(wall, clock), minutes, "{clock} after {wall}");
    }
}
