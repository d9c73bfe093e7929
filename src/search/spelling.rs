//! What people vary: other ways to write a word, all of which mean the same.
//!
//! - British and American: `-ise` and `-ize`, `-our` and `-or`, centre and center, and the like.
//! - Hyphen, blank and nothing: `on-prem`, `"on prem"`, `onprem`. Where a word that was typed in one might be parted is
//!   told by the words of the programme, see [`parted`].
//! - A plural `s`: `clusters` finds the cluster.
//! - Short forms and long ones: `k8s`, Kubernetes.
//!
//! They are made of the query alone; texts stay as they are. What is found by another spelling stands behind what is
//! written as it was typed, other things being equal.

use crate::model::packed::singular;
use std::collections::BTreeSet;

/// Another way to write a word of a query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    pub(super) text: String,
    /// Whether it counts as a whole word only: what is a part of another word was not meant.
    pub(super) whole: bool,
}

/// American and British, by the part of a word that differs.
const PAIRS: &[(&str, &str)] = &[
    ("behavior", "behaviour"),
    ("color", "colour"),
    ("neighbor", "neighbour"),
    ("favor", "favour"),
    ("labor", "labour"),
    ("honor", "honour"),
    ("flavor", "flavour"),
    ("harbor", "harbour"),
    ("endeavor", "endeavour"),
    ("center", "centre"),
    ("fiber", "fibre"),
    ("defense", "defence"),
    ("license", "licence"),
    ("program", "programme"),
    ("catalog", "catalogue"),
    ("dialog", "dialogue"),
    ("modeling", "modelling"),
    ("labeling", "labelling"),
    ("signaling", "signalling"),
    ("tunneling", "tunnelling"),
    ("canceled", "cancelled"),
    ("artifact", "artefact"),
];

/// What may follow `-is` and `-iz`, or `-ys` and `-yz`, at the end of a word.
const ENDINGS: &[&str] = &["es", "ed", "ers", "ing", "ations", "ational", "able"];

/// Short forms with what they stand for: the short form first. Each finds the others of its row.
const FORMS: &[&[&str]] = &[
    &["k8s", "kubernetes"],
    &["ci/cd", "ci-cd", "cicd", "continuous integration and delivery"],
    &["faas", "functions as a service", "function as a service"],
    &["paas", "platform as a service"],
    &["saas", "software as a service"],
    &["iaas", "infrastructure as a service"],
    &["kms", "key management service"],
    &["mtls", "mutual tls"],
    &["rbac", "role-based access control", "role based access control"],
    &["iam", "identity and access management"],
    &["authn", "authentication"],
    &["authz", "authorisation", "authorization"],
    &["2fa", "two-factor"],
    &["sre", "site reliability engineer", "site reliability engineering"],
    &["mttr", "mean time to repair", "mean time to recovery"],
    &["mttd", "mean time to detect", "mean time to detection"],
    &["rca", "root cause analysis"],
    &["ml", "machine learning"],
    &["ai", "artificial intelligence"],
    &["iot", "internet of things"],
    &["devex", "developer experience"],
    &["hpa", "horizontal pod autoscaler"],
    &["crd", "custom resource definition", "custom resource definitions"],
    &["cni", "container network interface"],
    &["cri", "container runtime interface"],
    &["oci", "open container initiative"],
    &["gke", "google container engine", "google kubernetes engine"],
    &["gcp", "google cloud platform"],
    &["aws", "amazon web services"],
    &["vm", "virtual machine", "virtual machines"],
];

/// What joins the parts of a word, or parts words.
const JOINTS: &[&str] = &[" ", "-", "/", ""];

/// The shortest parts that a word is parted into, and the shortest word that is.
const FIRST_PART: usize = 2;
const SECOND_PART: usize = 3;
const LEAST_PARTED: usize = 6;

/// The other ways to write a folded word or phrase, as far as it alone tells them.
pub(super) fn variants(word: &str) -> Vec<Variant> {
    let mut found: BTreeSet<Variant> = BTreeSet::new();
    let one = singular(word);
    let plain = [(word, false), (one, one.len() < word.len())];
    for (text, whole) in plain {
        for spelt in spellings(text) {
            let parts: Vec<&str> = spelt.split(is_joint).filter(|part| !part.is_empty()).collect();
            if (2..=4).contains(&parts.len()) && spelt.starts_with(parts[0]) {
                found.extend(JOINTS.iter().map(|joint| Variant { text: parts.join(joint), whole }));
            }
            found.insert(Variant { text: spelt, whole });
        }
    }
    let forms = FORMS.iter().filter(|forms| forms.contains(&word)).flat_map(|forms| forms.iter());
    found.extend(forms.map(|form| Variant { text: (*form).to_owned(), whole: true }));
    found.retain(|variant| variant.text != word);
    let all: Vec<Variant> = found.into_iter().collect();
    // Where any part of a word will do, the whole word will.
    all.iter()
        .filter(|one| !one.whole || !all.iter().any(|other| !other.whole && other.text == one.text))
        .cloned()
        .collect()
}

/// Whether a word is a short form, whose letters are not to be looked for here and there.
pub(super) fn is_short_form(word: &str) -> bool {
    FORMS.iter().any(|forms| forms.first() == Some(&word))
}

/// A word as two words, wherever both sound like words to `known`, which is asked for each part and whether more letters
/// may follow it.
pub(super) fn parted(word: &str, known: impl Fn(&str, bool) -> bool) -> Vec<Variant> {
    let mut found = Vec::new();
    if word.len() < LEAST_PARTED || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return found;
    }
    for spelt in spellings(word) {
        let last = spelt.len().saturating_sub(SECOND_PART);
        for at in FIRST_PART..=last {
            let (first, second) = spelt.split_at(at);
            if known(first, false) && known(second, true) {
                let joined = [" ", "-"].map(|joint| Variant { text: format!("{first}{joint}{second}"), whole: false });
                found.extend(joined);
            }
        }
    }
    found
}

fn is_joint(letter: char) -> bool {
    matches!(letter, ' ' | '-' | '/' | '_')
}

/// The word itself, in British and in American.
fn spellings(word: &str) -> BTreeSet<String> {
    let mut british = word.to_owned();
    let mut american = word.to_owned();
    for (ours, theirs) in PAIRS {
        if !british.contains(theirs) {
            british = british.replace(ours, theirs);
        }
        american = american.replace(theirs, ours);
    }
    let each = |text: &str, from: &str, to: &str| -> String {
        text.split_inclusive(is_joint).map(|part| with_ending(part, from, to)).collect()
    };
    let british = each(&each(&british, "iz", "is"), "yz", "ys");
    let american = each(&each(&american, "is", "iz"), "ys", "yz");
    BTreeSet::from([word.to_owned(), british, american])
}

/// A word with `to` in place of `from` where a verb's ending begins there, or the first letters of one.
fn with_ending(word: &str, from: &str, to: &str) -> String {
    let letters = word.trim_end_matches(is_joint);
    match letters.rfind(from) {
        Some(at) if at > 2 && ENDINGS.iter().any(|ending| ending.starts_with(&letters[at + from.len()..])) => {
            format!("{}{to}{}", &word[..at], &word[at + from.len()..])
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(word: &str) -> Vec<String> {
        variants(word).into_iter().map(|variant| variant.text).collect()
    }

    #[test]
    fn british_and_american_are_found_by_either() {
        for (one, other) in [
            ("authorization", "authorisation"),
            ("authoriz", "authoris"),
            ("organized", "organised"),
            ("analyze", "analyse"),
            ("behavior", "behaviour"),
            ("datacenters", "datacentres"),
            ("catalog", "catalogue"),
            ("program", "programme"),
            ("data center", "data centre"),
            ("artifacts", "artefacts"),
        ] {
            assert!(texts(one).contains(&other.to_owned()), "{one}: {:?}", texts(one));
            assert!(texts(other).contains(&one.to_owned()), "{other}: {:?}", texts(other));
        }
        for word in ["size", "istio", "mesh", "four", "for", "noise"] {
            assert!(texts(word).iter().all(|text| text == "noize"), "{word}: {:?}", texts(word));
        }
    }

    #[test]
    fn hyphen_blank_and_nothing_are_one() {
        for word in ["multi-cloud", "multi cloud"] {
            for other in ["multi-cloud", "multi cloud", "multicloud"].iter().filter(|other| **other != word) {
                assert!(texts(word).contains(&(*other).to_owned()), "{word}: {:?}", texts(word));
            }
        }
        let known = |word: &str, more: bool| {
            ["data", "centre", "on", "premises", "form"]
                .iter()
                .any(|known| *known == word || (more && known.starts_with(word)))
        };
        let all = |word| parted(word, known).into_iter().map(|variant| variant.text).collect::<Vec<_>>();
        assert_eq!(all("datacenter"), ["data centre", "data-centre"]);
        assert_eq!(all("onprem"), ["on prem", "on-prem"]);
        assert_eq!(all("kubernetes"), Vec::<String>::new());
    }

    #[test]
    fn short_forms_and_long_ones_are_whole_words() {
        assert_eq!(variants("k8s"), [Variant { text: "kubernetes".into(), whole: true }]);
        assert!(texts("key management service").contains(&"kms".to_owned()));
        assert!(texts("ci/cd").contains(&"ci-cd".to_owned()));
        assert_eq!(variants("clusters"), [Variant { text: "cluster".into(), whole: true }]);
    }
}
