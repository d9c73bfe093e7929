//! The words that people type, against the programmes that ship: every spelling finds the same, and enough.

use super::*;
use crate::model::packed::Packed;
use crate::model::{Credit, Programme, Schedule, Session, Speaker, SpeakerIx};
use crate::source::shipped;
use chrono::DateTime;
use std::sync::Arc;

fn programme() -> Programme {
    Programme::of(shipped().into_iter().map(Arc::new).collect::<Vec<_>>())
}

/// Nothing is marked, and nobody knows anybody.
fn context(programme: &Programme) -> SearchContext<'_> {
    SearchContext { programme, personal: &[], now: DateTime::default(), clashing: &[], friends: &[], changed: &[] }
}

fn find<'p>(programme: &'p Programme, text: &str) -> Vec<&'p str> {
    let hits = search(&Query::parse(text).0, &context(programme), &mut Scratch::default());
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
fn the_terms_of_the_trade_are_found_where_they_are_said_and_as_often() {
    let programme = programme();
    for (text, least, sessions) in [
        (
            "on-prem",
            12,
            "kubernetes-at-github hybrid-cloud-hipaa hybrid-cloud-powered embracing-cloud-native how-we-built-a-framework one-chart the-architecture-of the-easy-dont case-study-kubernetes-at-comcast",
        ),
        ("\"data center\"", 12, "faas-and-furious zero-configuration case-study-kubernetes-at-comcast"),
        (
            "lifecycle",
            10,
            "manage-the-app embedding-the-containerd expand-your-spinnaker when-the-going fission pontoon extending-kubernetes-101",
        ),
        (
            "\"best practices\"",
            10,
            "helm-chart highly-available the-good-the-bad-and-the-ugly-of using-kubernetes-api democratizing building-maintainable establishing-container istio-weaving",
        ),
        (
            "\"high availability\"",
            8,
            "kube-native managing-and-running kubernetes-deconstructed multi-cluster-ops large-scale-teaching",
        ),
        ("multi-cloud", 9, "cloud-native-cd hybrid-cloud-powered cluster-federation iam-on-hybrid"),
        ("containerised", 11, "running-mixed you-have-stateful the-good-the-bad-and-the-ugly-of building-serverless"),
        ("\"continuous delivery\"", 7, "cloud-native-cd deploying-to-kubernetes-thousands a-practical-guide"),
        ("authentication", 7, "introducing-spiffe certifik8s using-kubernetes-api secure-reliable"),
        ("faas", 5, "state-of-serverless building-serverless"),
        ("\"functions as a service\"", 5, "state-of-serverless building-serverless"),
        ("lock-in", 4, "faas-and-furious container-runtime-and case-study-kubernetes-at-comcast"),
        ("downtime", 4, "highly-available schema-evolution"),
        ("\"zero downtime\"", 1, "deploying-to-kubernetes-thousands"),
        ("virtualisation", 3, "kubernetes-in-the-datacenter building-a-secure"),
        ("gke", 5, "kuberneters autoscaling-in-reality the-oregon-trail securing-shopify"),
        ("kafka cassandra elasticsearch", 1, "modern-big-data"),
        ("kms", 1, "base64"),
        ("mttd", 1, "no-nonsense"),
        ("mttr", 1, "no-nonsense"),
        ("mlops", 1, "productionizing"),
        ("authn authz", 1, "how-yelp"),
        ("iam", 1, "the-good-the-bad-and-the-ugly-of"),
        ("devex", 2, "the-elephant making-an-internal"),
        ("podsecuritypolicy networkpolicy", 1, "securing-shopify"),
        ("tag:network-policy", 2, "securing-shopify hybrid-cloud-hipaa"),
        ("messaging", 2, "design-decisions"),
        ("2fa", 1, "deploying-kubernetes-without"),
        ("rca", 1, "unified-monitoring"),
        ("saas", 2, "building-a-secure hybrid-cloud-hipaa"),
        ("cli", 2, "building-helm faas-and-furious"),
        ("latency", 2, "how-netflix building-an-edge"),
        ("self-service", 1, "enforcing-bespoke"),
        ("event-driven", 1, "building-and-running"),
        ("\"load balancing\"", 1, "istio-weaving"),
        ("fine-grained", 1, "building-serverless"),
        ("\"time to market\"", 1, "evolving-and"),
        ("\"internet of things\"", 1, "building-an-edge"),
        ("iot", 1, "building-an-edge"),
        ("org:\"red hat\"", 13, "kube-native openshift-is"),
        ("org:redhat", 13, "kube-native openshift-is"),
    ] {
        let found = find(&programme, text);
        assert!(found.len() >= least, "{text}: {found:?}");
        for id in sessions.split(' ') {
            assert!(found.iter().any(|found| found.starts_with(id)), "{text} does not find {id}: {found:?}");
        }
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
fn who_goes_by_another_name_elsewhere_is_one_person_and_found_by_both_names() {
    let mut elsewhere = Schedule::default();
    elsewhere.event.id = "elsewhere".to_owned();
    elsewhere.speakers.push(Speaker { name: "Mandy Whaley".to_owned(), ..Speaker::default() });
    let mut session = Session::new("clouds", "Clouds");
    let organisation = Some("Cisco DevNet".to_owned());
    session.credits.push(Credit { speaker: SpeakerIx::new(0), organisation, title: None });
    elsewhere.sessions.push(session);
    let packed = shipped().into_iter().chain([Packed::of(&elsewhere).unwrap()]);
    let together = Programme::of(packed.map(Arc::new).collect::<Vec<_>>());
    assert_eq!(together.speakers().len(), programme().speakers().len());
    for text in ["speaker:\"mandy whaley\"", "speaker:\"amanda whaley\"", "speaker:amanda"] {
        assert_eq!(
            sorted(&together, text),
            ["clouds", "devops-friendly-doc-publishing-for-apis-microservices"],
            "{text}"
        );
    }
}

#[test]
fn a_user_may_say_what_else_is_the_same() {
    let programme = programme();
    let same = [("HD".to_owned(), "Hot Dogs".to_owned())];
    let context = context(&programme);
    let count = |same: &[_]| {
        let (query, _) = Query::parse_among("title:hd", Known { same, ..Known::default() });
        search(&query, &context, &mut Scratch::default()).len()
    };
    assert_eq!((count(&[]), count(&same)), (0, 1));
}

#[test]
fn the_word_as_it_was_typed_comes_first_and_what_matched_is_shown() {
    let programme = programme();
    let context = context(&programme);
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
    let context = context(&programme);
    let count = |text: &str| speakers(&Query::parse(text).0, &context, &mut Scratch::default()).len();
    assert_eq!(count("org:redhat"), count("org:\"red hat\""));
    assert!(count("org:redhat") > 13, "{}", count("org:redhat"));
}
