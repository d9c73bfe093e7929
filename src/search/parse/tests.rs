//! How terms are read.

use super::*;
use crate::search::word::Manner;

fn messages(text: &str) -> Vec<String> {
    Query::parse(text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn words_are_read_with_their_field_and_manner() {
    use Manner::{Equal, Plain, Prefix, Suffix, Written};
    for (text, negative, field, folded, manner) in [
        ("Istio", false, None, "istio", Plain),
        ("-Istio", true, None, "istio", Plain),
        ("!'istio", true, None, "istio", Written),
        ("’istio", false, None, "istio", Written),
        ("^kube", false, None, "kube", Prefix),
        ("mesh$", false, None, "mesh", Suffix),
        ("^mesh$", false, None, "mesh", Equal),
        ("\"Service  Mesh\"", false, None, "service mesh", Written),
        ("“service mesh”", false, None, "service mesh", Written),
        ("-\"service mesh", true, None, "service mesh", Written),
        ("!speaker:\"Kris Nóva\"", true, Some(Field::Speaker), "kris nova", Written),
        ("title:^\"a b\"$", false, Some(Field::Title), "a b", Equal),
        ("title:-kube", true, Some(Field::Title), "kube", Plain),
        ("ORG:redhat", false, Some(Field::Organisation), "redhat", Plain),
        ("10:30", false, None, "10:30", Plain),
        ("https://a.org", false, None, "https://a.org", Plain),
        ("istio:", false, None, "istio", Plain),
        ("don’t", false, None, "don't", Plain),
        ("ci/cd-x", false, None, "ci/cd-x", Plain),
    ] {
        let wanted = Wanted::Text(Word::new(field, folded.to_owned(), manner));
        assert_eq!(Query::parse(text).0.terms, [Term { negative, wanted }], "{text}");
        assert_eq!(messages(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_half_typed_is_nothing_yet() {
    for text in
        ["", " ", "-", "!", "'", "^", "$", "\"", "-\"", "level:", "title:", "!is:", "length:<=", "rating:>", "title:\""]
    {
        let (query, problems) = Query::parse(text);
        assert!(query.is_empty() && problems.is_empty(), "{text}: {query:?} {problems:?}");
    }
}

#[test]
fn what_makes_no_sense_is_told_and_the_rest_stands() {
    for (text, expected) in [
        ("istio titel:x", "query:1:7: 'titel' is not a field; did you mean 'title'?"),
        ("istio level:begginer", "query:1:7: 'begginer' is not a value of 'level'; did you mean 'beginner'?"),
        ("ä length:abc", "query:1:3: 'abc' is not a value of 'length'; expected minutes, such as 30, <=45 or >60"),
        (
            "x rating:>=6",
            "query:1:3: '>=6' is not a value of 'rating'; expected a number from 1 to 5, such as 5 or >=4",
        ),
        (
            "x day:32",
            "query:1:3: '32' is not a value of 'day'; expected 2019-11-18, 2019-11, 18-nov or '18 November', 2 for the second day, 18 for that of the month, tuesday or tue, today, tomorrow or yesterday",
        ),
        ("x is:gonig", "query:1:3: 'gonig' is not a value of 'is'; did you mean 'going'?"),
        ("x has:legs", "query:1:3: 'legs' is not a value of 'has'; expected note, video, slides, track"),
    ] {
        assert_eq!(messages(text), [expected]);
        assert_eq!(Query::parse(text).0.terms.len(), 1, "{text}");
    }
    assert!(messages("colour:red")[0].contains("the fields are title, speaker, org"));
}
