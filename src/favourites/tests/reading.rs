//! What goes the long way, through the values of TOML, and what does not.

use super::*;

/// Of each entry whether it is read without the values of TOML.
pub(super) fn as_usual(text: &str) -> Vec<bool> {
    let mut rest = plain::Rest(text);
    rest.head().expect("no usual head");
    let lines = |text: &str| text.find("\n[[entry]]").map_or(text.len(), |at| at + 1);
    let mut usual = Vec::new();
    while !rest.0.is_empty() {
        let piece = rest.0;
        usual.push(rest.entry().is_some());
        rest.0 = &piece[lines(piece)..];
    }
    usual
}

#[test]
fn what_people_and_scripts_write_takes_no_long_way() {
    let text = "# mine\nschema=1\r\n\n[[entry]] # one\n  session = 'b'\nevent = \"e\"\nchanged = 2026-11-09T09:00:00Z # today\n\
                speakers = [ 'Ada', \"B \\u00e4\", ]\nnote = \"\"\"say \"hi\"\\tto\nthem\"\"\"\nseen = false\nmark = \"going\"\n\n\
                [[entry]]\nevent = 'e'\nsession = \"a\\\"\"\nseen = true\nspeakers = [\n  \"A\", # one\n  \"B\",\n]\n\
                start = 2026-11-09 10:30:00.25+01:30\nchanged = 2026-11-09 09:00:00-00:00\ntitle = \"\"\n";
    assert_eq!(as_usual(text), [true, true]);
    let read = whole(text);
    assert_eq!(FavouritesReading::Whole(read.clone(), Vec::new()), text::read_at_once(text, "f"));
    let sessions: Vec<&str> = read.entries().map(|entry| entry.session.as_str()).collect();
    assert_eq!(sessions, ["a\"", "b"]);
    assert_eq!(read.get("e", "b").unwrap().note, "say \"hi\"\tto\nthem");
    assert_eq!(read.get("e", "a\"").unwrap().start, Some(time(0) + TimeDelta::milliseconds(250)));
}

/// What is odd about one entry among many must not make the others go the long way.
#[test]
fn only_what_is_odd_goes_the_long_way() {
    let good = |id: &str| format!("[[entry]]\nevent = 'e'\nsession = '{id}'\nmark = 'going'\n");
    for odd in [
        "[[entry]]\nevent = 'e'\nsession = 'o'\nmark = 'gonig'\n",
        "[[entry]]\nevent = 'e'\nsession = 'o'\nseen = true\nalarm = 5\n[entry.colour]\nred = 7\n",
        "[[entry]]\nevent = 'e'\nsession = 'o'\nseen = true\nseen = true\n",
        "[[entry]]\nevent = 'e'\nsession = 'o'\nrating = 9\n",
        "[[entry]]\nevent = 'e'\nsession = 'a'\nrating = 4\nchanged = 2026-11-09T09:00:00Z\n",
        "[[entry]]\nevent = 'e'\nsession = 'o'\nno\tte = 3\n",
        "<<<<<<< mine\n[[entry]]\nevent = 'e'\nsession = 'o'\nnote = '''\na\n'''\n=======\n>>>>>>> theirs\n",
        "# end of favourites\n",
    ] {
        for head in ["schema = 1\n", "schema = 1\nowner = 'me'\n[sync]\nhost = 'a'\n"] {
            let text = format!("{head}{}{}{odd}{}", good("a"), good("b"), good("c"));
            let read = text::read_by_entries(&text, "f");
            assert_eq!(read, Some(text::read_at_once(&text, "f")), "{text}");
        }
    }
    for whole in [
        "schema = 1\n[[entry]]\nevent = 'e'\nsession = 'a'\nseen = true\n[other]\nx = 1\n",
        "schema = 1\nentry = []\n[[entry]]\nevent = 'e'\nsession = 'a'\nseen = true\n",
        "schema = 1\n[[entry]]\nevent = 'e'\nsession = 'a'\nseen = tru\nnote = '''\n[[entry]]\n'''\n",
        "schema = 1\n[[entry]]\nevent = 'e'\nsession = 'a'\nnote = \"\"\"\n[[entry]]\n\"\"\"\n[[entry]]\nseen = tru\n",
        "schema = 1\n",
        "",
    ] {
        assert_eq!(text::read_by_entries(whole, "f"), None, "{whole}");
    }
}

#[test]
fn a_hundred_thousand_mistakes_are_told_as_a_number() {
    let one = |number: usize, line: &str| format!("[[entry]]\nevent = 'e'\nsession = 's{number}'\n{line}\n");
    let many =
        |line: &str| "schema = 1\n".to_owned() + &(0..50_000).map(|number| one(number, line)).collect::<String>();
    let FavouritesReading::Whole(read, problems) = read(&many("mark = 'later'"), "f") else { panic!("damaged") };
    assert_eq!((read.entries().count(), problems.len()), (50_000, 101));
    assert_eq!(problems.last().unwrap().to_string(), "f: has 49900 more problems of this kind");
    assert_eq!(part(&many("rating = 7")).1.len(), 101);
}
