//! What of a report is the user's.

use super::*;

#[test]
fn what_is_not_for_me_is_none_of_mine() {
    let mut report = report(
        &[("1", "", "Alpha", "", 9, ""), ("2", "", "Beta", "", 9, "")],
        &[("1", "", "Alpha", "", 10, ""), ("2", "", "Beta", "", 10, "")],
    );
    let entry = |session: &str, mark| Entry {
        event: report.event.clone(),
        session: session.into(),
        mark: Some(mark),
        ..Entry::default()
    };
    let mut favourites = Favourites::default();
    favourites.set(entry("1", Mark::Dismissed));
    favourites.set(entry("2", Mark::Interested));
    assert_eq!(report.count_own(&favourites), 1);
    report.own_first(&favourites);
    assert_eq!(report.changed[0].item.title, "Beta");
    assert!(text(&report, &favourites).contains("\n☆ Beta"), "{}", text(&report, &favourites));
}
