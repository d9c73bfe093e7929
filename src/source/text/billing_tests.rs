//! Tests: people in titles and lists.

use super::{Cast, Person, people_in, people_listed};

#[test]
fn people_are_taken_off_a_summary() {
    let shown = |summary: &str| {
        let (title, people) = people_in(summary);
        let people: Vec<String> = people
            .iter()
            .map(|person| {
                let organisation = person.organisation.as_deref().unwrap_or("-");
                person.title.as_ref().map_or_else(
                    || format!("{}/{organisation}", person.name),
                    |title| format!("{}/{title}/{organisation}", person.name),
                )
            })
            .collect();
        format!("{title} = {}", people.join("; "))
    };
    for (summary, expected) in [
        ("Badge Pick-Up", "Badge Pick-Up = "),
        (
            "FluxCD - Gitops For All Sizes - Tamao Nakahara, Community Maintainer",
            "FluxCD - Gitops For All Sizes = Tamao Nakahara/Community Maintainer/-",
        ),
        (
            "Crossplane - The Cloud Native Framework for Platform Engineering - Jared Watts & Adam Wolfe Gordon, Upbound",
            "Crossplane - The Cloud Native Framework for Platform Engineering = Jared Watts/Upbound; Adam Wolfe Gordon/Upbound",
        ),
        (
            "Behind the Electric Glider - Open Science, Edge Computing, and Real-Time Data in Flight - Ricardo Rocha, CERN & Klaus Ohlmann, Mountain-Wave-Project",
            "Behind the Electric Glider - Open Science, Edge Computing, and Real-Time Data in Flight = Ricardo Rocha/CERN; Klaus Ohlmann/Mountain-Wave-Project",
        ),
        (
            "Sovereignty on Track - Thomas Comtet, Senior Staff Engineer, SNCF & Yann Rotilio, Senior Staff Engineer - Kubernetes Specialist, SNCF",
            "Sovereignty on Track = Thomas Comtet/Senior Staff Engineer/SNCF; Yann Rotilio/Senior Staff Engineer - Kubernetes Specialist/SNCF",
        ),
        (
            "What Comes Next For Metal3?- Ádám Rozmán, Maintainer",
            "What Comes Next For Metal3? = Ádám Rozmán/Maintainer/-",
        ),
        (
            "REST in Peace - Meet Asya🎭 - Artem Yushkovskiy, Delivery Hero",
            "REST in Peace - Meet Asya🎭 = Artem Yushkovskiy/Delivery Hero",
        ),
        ("X - Sander van Vugt, Acme, Inc.", "X = Sander van Vugt/Acme, Inc."),
        ("X - Ada Byron, Head of Bogs, Owl AG", "X = Ada Byron/Head of Bogs/Owl AG"),
        ("X - Ada Byron, Johnson & Johnson", "X = Ada Byron/Johnson & Johnson"),
        (
            "ArgoCon Hosted by CNCF - Full-Day Event | ALL ACCESS PASS REQUIRED",
            "ArgoCon Hosted by CNCF - Full-Day Event | ALL ACCESS PASS REQUIRED = ",
        ),
        ("X - Erin A. Boyd, Chronosphere | A Palo Alto Company", "X = Erin A. Boyd/Chronosphere | A Palo Alto Company"),
        ("X - Luuk Stolk and Artur Gromek, ING", "X = Luuk Stolk/ING; Artur Gromek/ING"),
        ("X - Ada Byron, Procter and Gamble", "X = Ada Byron/Procter and Gamble"),
        ("Istio - Deep Dive", "Istio - Deep Dive = "),
    ] {
        assert_eq!(shown(summary), expected);
    }
}

#[test]
fn the_whole_file_tells_people_from_companies() {
    let shown = |titles: &[&str]| -> Vec<String> {
        let cast = Cast::of(titles.iter().copied(), [].into_iter());
        let people = titles.iter().map(|title| cast.people_in(title));
        let named =
            |person: Person| person.organisation.map_or(person.name.clone(), |of| format!("{}/{of}", person.name));
        people
            .map(|(title, people)| format!("{title}: {}", people.into_iter().map(named).collect::<Vec<_>>().join("; ")))
            .collect()
    };
    let commas = [
        "A - Ada Byron, Alan Mathison & Grace Murray, Acme",
        "B - Alan Mathison, Umbrella",
        "C - Ada Byron, Otto Nobody & Grace Murray, Acme",
    ];
    let expected = [
        "A: Ada Byron/Acme; Alan Mathison/Acme; Grace Murray/Acme",
        "B: Alan Mathison/Umbrella",
        "C: Ada Byron/Acme; Otto Nobody/Acme; Grace Murray/Acme",
    ];
    assert_eq!(shown(&commas), expected);
    let companies = [
        "A - Ada Byron, Sony Interactive & Alan Mathison, Palo Alto Networks",
        "B - Grace Murray, Delivery Hero & Ada Byron, Acme",
    ];
    let expected = [
        "A: Ada Byron/Sony Interactive; Alan Mathison/Palo Alto Networks",
        "B: Grace Murray/Delivery Hero; Ada Byron/Acme",
    ];
    assert_eq!(shown(&companies), expected);
    let lists = [
        "A - Ada Byron, Alan Mathison, and Grace Murray",
        "B -- Ada Byron and Alan Mathison",
        "C – Grace Murray",
        "D- Ada Byron",
        "E? -Grace Murray, Acme",
        "F - Johnson Controls",
    ];
    let expected = [
        "A: Ada Byron; Alan Mathison; Grace Murray",
        "B: Ada Byron; Alan Mathison",
        "C: Grace Murray",
        "D: Ada Byron",
        "E?: Grace Murray/Acme",
        "F: Johnson Controls",
    ];
    assert_eq!(shown(&lists), expected);
    let parts = [
        "A - Ada Byron (moderator), Alan Mathison",
        "B - Alan Mathison",
        "C - Uma Ray, University of Bern, Switzerland",
    ];
    let expected = ["A: Ada Byron; Alan Mathison", "B: Alan Mathison", "C: Uma Ray/University of Bern, Switzerland"];
    assert_eq!(shown(&parts), expected);
    let semicolons = ["A - Ada Byron, Owl Optics; Alan Mathison", "B - Grace Murray", "C - Alan Mathison"];
    assert_eq!(shown(&semicolons)[0], "A: Ada Byron/Owl Optics; Alan Mathison");
    let names = |list: &str| -> Vec<String> {
        let named =
            |person: Person| person.organisation.map_or(person.name.clone(), |of| format!("{}/{of}", person.name));
        people_listed(list).into_iter().map(named).collect()
    };
    assert_eq!(names("Byron, Ada (Acme, Inc), Mathison, Alan (U)"), ["Ada Byron/Acme, Inc", "Alan Mathison/U"]);
    assert_eq!(names("Ada Byron, Owl Inc.; Alan Mathison, Acme"), ["Ada Byron/Owl Inc.", "Alan Mathison/Acme"]);
    assert_eq!(names("Ada Byron, Alan Mathison (Acme)"), ["Ada Byron", "Alan Mathison/Acme"]);
    assert_eq!(names("Márquez Ruiz, Ana (Acme)"), ["Ana Márquez Ruiz/Acme"]);
    assert_eq!(names("Ada Byron (host), Alan Mathison"), ["Ada Byron", "Alan Mathison"]);
    assert_eq!(names("Byron, Ada; Mathison, Alan"), ["Ada Byron", "Alan Mathison"]);
    assert_eq!(
        names("Ada Byron (Acme), Alan Mathison; Grace and Otto"),
        ["Ada Byron/Acme", "Alan Mathison", "Grace", "Otto"]
    );
}
