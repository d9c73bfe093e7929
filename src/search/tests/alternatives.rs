//! One of several is enough: bars, brackets, lists of values, queries with names; and which term finds nothing.

use super::*;

#[test]
fn a_bar_binds_closer_than_a_blank_and_brackets_hold_together() {
    let world = World::new();
    for (text, expected) in [
        ("stories | magna", &["night", "istio-secure"][..]),
        ("scaling | panic", &["falco", "scaling"]),
        ("istio | kris spike", &["istio-secure"]),
        ("spike istio | stories", &["istio-secure", "night"]),
        ("scaling|panic", &["falco", "scaling"]),
        ("(istio secure) | (kris panic) | scaling", &["scaling", "istio-secure", "falco"]),
        ("!(spike istio) speaker:spike", &["night"]),
        ("track:security,mesh title:^scaling,^weaving", &["weaving", "scaling"]),
        ("track:\"service mesh\",security is:interested", &["falco"]),
        ("-track:security,mesh event:meshcon", &["night"]),
        ("is:interested,cancelled", &["falco", "night"]),
        ("istio | ", &["istio-secure", "weaving"]),
        ("| istio", &["istio-secure", "weaving"]),
        ("istio | unknown:x", &["istio-secure", "weaving"]),
        ("(istio", &["istio-secure", "weaving"]),
        ("istio)", &[]),
    ] {
        let (mut found, mut expected) = (world.find(text), expected.to_vec());
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
    assert_eq!(
        world.find("panic | scaling"),
        ["scaling", "falco"],
        "what begins a title comes first, as without a bar"
    );
}

#[test]
fn the_term_without_which_most_would_be_found_is_to_blame() {
    let world = World::new();
    for (text, expected) in [
        ("room:x spike", Some(("room:x", 2))),
        ("room:x tag:y spike", None),
        ("spike istio | stories day:20", Some(("day:20", 2))),
        ("spike", None),
    ] {
        let query = Query::parse(text).0;
        let found = blame(&query, &world.context(), &mut Scratch::default(), |_| true);
        assert_eq!(found.map(|(place, found)| (&text[place], found)), expected, "{text}");
    }
}

#[test]
fn a_name_stands_for_a_query_of_the_users() {
    let queries = [("mesh", "istio | weaving"), ("mesh-late", "@mesh day:2"), ("loop", "@loop spike"), ("bad", "x:y")];
    let queries = queries.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let known = Known { queries: &queries, ..Known::default() };
    let world = World::new();
    for (text, expected, problem) in [
        ("@mesh spike", &["istio-secure"][..], None),
        ("!@mesh event:meshcon", &["falco", "scaling", "night"], None),
        ("@mesh-l", &[], None),
        ("spike @loop", &["istio-secure", "night"], Some("stands for a query that has itself in it")),
        ("spike @bad", &["istio-secure", "night"], Some("query:1:7: '@bad': 'x' is not a field")),
        ("spike @mash", &["istio-secure", "night"], Some("is called 'mash'; did you mean 'mesh'?")),
    ] {
        let (query, problems) = Query::parse_among(text, known);
        let hits = search(&query, &world.context(), &mut Scratch::default());
        let found: Vec<_> = hits.iter().map(|hit| world.programme.session(hit.session).id.as_str()).collect();
        assert_eq!(found, expected, "{text}");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.is_empty(), problem.is_none(), "{text}: {told:?}");
        assert!(problem.is_none_or(|problem| told.concat().contains(problem)), "{text}: {told:?}");
    }
}
