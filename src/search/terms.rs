//! The words that people type, against the programmes that ship: every spelling finds the same, and enough.

use super::*;
use crate::model::Programme;
use crate::source::shipped;
use chrono::DateTime;
use std::sync::Arc;

fn programme() -> Programme {
    Programme::of(shipped().into_iter().map(Arc::new).collect::<Vec<_>>())
}

fn find<'p>(programme: &'p Programme, text: &str) -> Vec<&'p str> {
    let context = SearchContext { programme, personal: &[], now: DateTime::default(), clashing: &[], friends: &[] };
    let hits = search(&Query::parse(text).0, &context, &mut Scratch::default());
    hits.iter().map(|hit| programme.session(hit.session).id.as_str()).collect()
}

fn sorted<'p>(programme: &'p Programme, text: &str) -> Vec<&'p str> {
    let mut found = find(programme, text);
    found.sort_unstable();
    found
}

#[test]
fn every_spelling_of_a_word_finds_the_same_sessions() {
    let programme = programme();
    for spellings in [
        &["authorization", "authorisation"][..],
        &["organization", "organisation"],
        &["virtualization", "virtualisation"],
        &["behavior", "behaviour"],
        &["open-source", "\"open source\"", "opensource"],
        &["\"data center\"", "\"data centre\"", "datacenter", "datacentre", "data-center"],
        &["lifecycle", "\"life cycle\"", "life-cycle"],
        &["\"hands on\"", "hands-on"],
        &["multi-cloud", "\"multi cloud\"", "multicloud"],
        &["\"bare metal\"", "bare-metal", "baremetal"],
        &["ci/cd", "ci-cd"],
        &["on-prem", "\"on prem\"", "onprem"],
        &["artifact", "artefact"],
    ] {
        let expected = sorted(&programme, spellings[0]);
        assert!(!expected.is_empty(), "{}", spellings[0]);
        for other in spellings {
            assert_eq!(sorted(&programme, other), expected, "{other} and {}", spellings[0]);
        }
    }
}

#[test]
fn the_terms_of_the_trade_are_found_as_often_as_they_are_said() {
    let programme = programme();
    for (text, least) in [
        ("on-prem", 12),
        ("\"data center\"", 12),
        ("lifecycle", 10),
        ("\"best practices\"", 10),
        ("\"high availability\"", 8),
        ("multi-cloud", 9),
        ("containerised", 11),
        ("\"continuous delivery\"", 7),
        ("authentication", 7),
        ("faas", 5),
        ("lock-in", 4),
        ("downtime", 4),
        ("virtualisation", 3),
        ("gke", 5),
        ("org:\"red hat\"", 13),
        ("org:redhat", 13),
    ] {
        let found = find(&programme, text);
        assert!(found.len() >= least, "{text}: {found:?}");
    }
}

#[test]
fn short_forms_find_what_has_them_and_not_their_letters() {
    let programme = programme();
    for (text, expected) in [
        ("kms", "base64-is-not-encryption-a-better-story-for-kubernetes"),
        ("mttr", "no-nonsense-observability-improvement"),
        ("mlops", "productionizing-deep-learning-in-health-care"),
        ("org:bitnami", "delivering-kubernetes-apps-with-helm"),
        ("speaker:\"lorenzo saine\"", "the-power-of-good-abstractions-in-systems-design"),
        ("speaker:\"mandy whaley\"", "devops-friendly-doc-publishing-for-apis-microservices"),
    ] {
        let found = find(&programme, text);
        assert!(found.contains(&expected) && found.len() <= 2, "{text}: {found:?}");
    }
    assert!(find(&programme, "k8s").len() > 150, "Kubernetes is meant");
}

#[test]
fn a_user_may_say_what_else_is_the_same() {
    let programme = programme();
    let same = [("HD".to_owned(), "Hot Dogs".to_owned())];
    let context =
        SearchContext { programme: &programme, personal: &[], now: DateTime::default(), clashing: &[], friends: &[] };
    let count = |same: &[_]| {
        let (query, _) = Query::parse_among("title:hd", Known { same, ..Known::default() });
        search(&query, &context, &mut Scratch::default()).len()
    };
    assert_eq!((count(&[]), count(&same)), (0, 1));
}

#[test]
fn the_word_as_it_was_typed_comes_first_and_what_matched_is_shown() {
    let programme = programme();
    let context =
        SearchContext { programme: &programme, personal: &[], now: DateTime::default(), clashing: &[], friends: &[] };
    let first = |text: &str| {
        let hits = search(&Query::parse(text).0, &context, &mut Scratch::default());
        programme.session(hits[0].session).title.clone()
    };
    assert!(first("datacenter").contains("Datacenter"), "{}", first("datacenter"));
    for (text, shown, lit) in [
        ("authorization", "fine-grained authorisation in", "authorisation"),
        ("datacenter", "its own data centres", "data centre"),
        ("on-prem", "runs on premises", "on prem"),
        ("k8s", "Modern Kubernetes", "Kubernetes"),
    ] {
        let ranges = highlight(&Query::parse(text).0, Field::Body, shown, &mut Scratch::default());
        assert_eq!(ranges.iter().map(|range| &shown[range.clone()]).collect::<Vec<_>>(), [lit], "{text}");
    }
}

#[test]
fn what_is_similar_and_why_makes_a_reader_nod() {
    let programme = programme();
    let likeness = Likeness::new(&programme);
    for (id, first, reason) in [
        ("cloud-native-logging-101", "fluentd-and-distributed-logging", "logging"),
        ("introducing-kata-containers", "kata-containers-hypervisor-based-container-runtime", "kata"),
        ("the-red-method-how-to-instrument-your-services", "a-practical-guide-to-prometheus-for-app", "prometheus"),
        ("modifying-grpc-services-over-time", "next-generation-services-at-indeed-using-grpc", "grpc"),
        ("multi-cluster-ops-in-a-hybrid-world", "the-architecture-of-a-multi-cloud-environment-with", "hybrid"),
    ] {
        let ix = programme.session_by_id("kubecon-na-2017", id).unwrap();
        let found = &likeness.similar(&programme, ix, 1)[0];
        let other = programme.session(found.session).id.as_str();
        assert!(other.starts_with(first) && found.shared[0] == reason, "{id}: {other} {:?}", found.shared);
    }
    let rbac = programme.session_by_id("kubecon-na-2017", "effective-rbac").unwrap();
    let shared: Vec<String> =
        likeness.similar(&programme, rbac, 3).into_iter().flat_map(|found| found.shared).collect();
    assert!(shared.contains(&"rbac".to_owned()) && shared.iter().all(|word| word != "ship" && word != "call"));
}

#[test]
fn a_firm_is_one_by_whatever_name_for_people_too() {
    let programme = programme();
    let context =
        SearchContext { programme: &programme, personal: &[], now: DateTime::default(), clashing: &[], friends: &[] };
    let count = |text: &str| speakers(&Query::parse(text).0, &context, &mut Scratch::default()).len();
    assert_eq!(count("org:redhat"), count("org:\"red hat\""));
    assert!(count("org:redhat") > 13, "{}", count("org:redhat"));
}
