//! Further files, in shapes that the others do not have. Their sessions were counted by other programs: lists of JSON and CSV
//! by their entries, XML by its elements, calendars by the occurrences that recurring-ical-events makes of them.

use super::{bytes, folder, reading};
use std::collections::BTreeSet;

/// Each file with its sessions and the first and last of their starts, as far as these were counted; no sessions where it is
/// no schedule.
const FILES: [(&str, usize, &str, &str); 43] = [
    ("calendars/bristol-data-week-2026.ics", 9, "2026-06-01T08:30", "2026-06-05T13:00"),
    ("calendars/cucai-2021.ics", 3, "2021-03-06T17:00", "2021-03-07T19:30"),
    ("calendars/esug-2011.ics", 57, "2011-08-21T15:00", "2011-08-26T10:30"),
    ("calendars/leap-festival-2025.ics", 21, "2025-06-02T08:30", "2025-06-06T13:00"),
    ("calendars/small/icalendar-issue_237_fail_to_parse_timezone_with_non_ascii_tzid.ics", 1, "2017-05-11T16:30", ""),
    ("calendars/small/icalendar-issue_466_convert_tzid_with_slash.ics", 1, "", ""),
    ("calendars/small/khal-event_d_rdate.ics", 4, "2015-08-12T00:00", ""),
    ("calendars/small/khal-tz_windows_format.ics", 1, "2019-11-20T00:00", ""),
    ("calendars/small/node-ical-Office-2012-owa.ics", 90, "", ""),
    ("calendars/small/node-ical-daily-count-exdate-recurrence-id.ics", 8, "", ""),
    ("calendars/small/node-ical-duplicate-rrule-sequence.ics", 5, "", ""),
    ("calendars/small/node-ical-duplicate-uid-sequence.ics", 2, "", ""),
    ("calendars/small/node-ical-exchange-custom-tz.ics", 1, "2019-04-30T02:00", ""),
    ("calendars/small/node-ical-mixed-timezone-handling.ics", 5, "", ""),
    ("calendars/small/node-ical-ms_timezones.ics", 372, "", ""),
    ("calendars/small/node-ical-multi-era-vtimezone.ics", 2, "1985-10-15T18:00", "2025-06-10T18:00"),
    ("calendars/small/node-ical-non-utc-until-ny.ics", 15, "", ""),
    ("calendars/small/node-ical-vtimezone-year-0001-dtstart.ics", 1, "", ""),
    ("calendars/small/recurring-issue_107_omitting_last_event.ics", 23, "", ""),
    ("calendars/small/recurring-issue_113_period_in_rdate.ics", 9, "", ""),
    ("calendars/small/recurring-issue_148_ignored_exdate.ics", 2, "2024-07-01T00:00", "2024-07-29T00:00"),
    ("calendars/small/recurring-issue_20_exdate_ignored.ics", 7, "", ""),
    ("calendars/small/recurring-issue_75_range_parameter.ics", 193, "2024-09-01T12:00", "2025-09-19T14:22"),
    ("calendars/small/recurring-multiple_rrule.ics", 22, "", ""),
    ("calendars/small/recurring-rdate_hackerpublicradio.ics", 12, "", ""),
    ("calendars/small/recurring-recurring_events_changed_duration.ics", 7, "", ""),
    ("catalogue/giggity-debconf26.json", 0, "", ""),
    ("catalogue/giggity-fosdem_2026.json", 0, "", ""),
    ("catalogue/giggity-fsck2026.json", 0, "", ""),
    ("catalogue/giggity-menu.json", 0, "", ""),
    ("conclar/octocon-2022-combined.js", 86, "2022-10-14T20:00", "2022-10-16T18:30"),
    ("conclar/octocon-2022-people.json", 0, "", ""),
    ("conclar/octocon-2022-schedule.json", 86, "2022-10-14T20:00", "2022-10-16T18:30"),
    ("emf/emf-2012.json", 81, "2012-08-31T15:30", "2012-09-02T19:00"),
    ("emf/emf-2018.ics", 355, "", ""),
    ("emf/emf-2018.frab", 214, "2018-08-31T11:30", "2018-09-02T21:30"),
    ("emf/emf-2018.json", 355, "2016-08-05T15:00", "2018-09-02T23:23"),
    ("emf/emf-2024.frab", 482, "2024-05-30T07:00", "2024-06-02T22:30"),
    ("emf/emf-2024.json", 482, "2024-05-30T08:00", "2024-06-02T23:30"),
    ("sessions/aaja-2025.csv", 122, "2025-07-30T14:30", "2025-08-03T04:00"),
    ("sessions/aaja-2025.json", 122, "2025-07-30T14:30", "2025-08-03T04:00"),
    ("sessions/droidkaigi-2018.json", 9, "2018-02-08T10:20", "2018-02-08T12:50"),
    ("sessions/google-io-2019.json", 1_097, "2019-05-07T17:00", "2019-05-09T22:40"),
];

/// Those whose files have no suffix: an export is a folder.
const OTHERS: [(&str, usize, &str, &str); 3] = [
    ("sessions/volcamp-2026-openfeedback.json", 56, "2026-10-01T07:00", "2026-10-02T15:35"),
    ("open-event/oscon-2017/sessions", 19, "2017-05-08T14:00", "2017-05-11T14:00"),
    ("open-event/pycon-us-2017/sessions", 147, "2017-05-17T16:00", "2017-05-21T21:30"),
];

#[test]
fn further_files_have_the_sessions_that_others_count() {
    for (name, sessions, first, last) in FILES.into_iter().chain(OTHERS) {
        let Some(bytes) = bytes("more", name) else { continue };
        if sessions == 0 {
            assert!(kubetalks::source::read(&bytes, &kubetalks::source::Options::default()).is_err(), "{name}");
            continue;
        }
        let schedule = reading(&bytes, name).schedule;
        assert_eq!(schedule.sessions.len(), sessions, "{name}");
        let starts: BTreeSet<String> = schedule
            .sessions
            .iter()
            .filter_map(|session| session.slot)
            .map(|slot| slot.start.format("%Y-%m-%dT%H:%M").to_string())
            .collect();
        for (found, expected) in [(starts.first(), first), (starts.last(), last)] {
            assert!(
                expected.is_empty() || found.is_some_and(|found| found == expected),
                "{name}: {found:?} {expected}"
            );
        }
    }
}

#[test]
fn no_further_file_is_forgotten() {
    let named: BTreeSet<&str> = FILES.into_iter().chain(OTHERS).map(|(name, ..)| name).collect();
    for part in ["calendars", "calendars/small", "catalogue", "conclar", "emf", "sessions"] {
        for entry in std::fs::read_dir(folder("more").join(part)).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{part}/{}", entry.file_name().into_string().unwrap());
            assert!(entry.path().is_dir() || named.contains(name.as_str()), "{name}");
        }
    }
}
