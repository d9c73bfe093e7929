use super::*;
use crate::model::{Kind, Level, LinkKind};

#[test]
fn a_line_keeps_letters_and_drops_what_steers_or_hides() {
    for (text, expected) in [
        ("  Plain  title ", "Plain title"),
        ("Two\nlines\tand\u{a0}more", "Two lines and more"),
        ("\u{1b}[31mRed\u{1b}[0m \u{1b}]0;owned\u{7}title", "Red title"),
        ("\u{9b}31mRed \u{1b}Pq\u{1b}\\x \u{1b}(B!", "Red x B!"),
        ("abc\u{202e}fed\u{202c} \u{2066}x\u{2069}", "abcfed x"),
        ("zero\u{200b}width\u{feff} soft\u{ad}hyphen", "zerowidth softhyphen"),
        ("Heart ❤\u{fe0f} family 👩\u{200d}👩\u{200d}👧", "Heart ❤ family 👩\u{200d}👩\u{200d}👧"),
        ("pay\u{200d}pal", "paypal"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("Ka\u{308}ldstro\u{308}m", "Käldström"),
        ("R&amp;D &amp;amp; AT&T &#39;x&#x27; &lt;T&gt; &eacute;&nbsp;&unknown;", "R&D & AT&T 'x' <T> é &unknown;"),
        ("A &amp\\; B", "A & B"),
        ("&#27;[31mx &#x202e;y", "x y"),
        ("", ""),
    ] {
        assert_eq!(line(text), expected, "{text:?}");
    }
    let tower = format!("a{}", "\u{301}".repeat(500));
    assert!(line(&tower).chars().count() < 10);
    assert_eq!(line(&"é".repeat(20_000)).chars().count(), 10_000);
}

#[test]
fn html_becomes_paragraphs_and_items() {
    for (text, expected) in [
        ("<p>One</p><p>Two &amp; a\nhalf</p>", "One\n\nTwo & a half"),
        ("One<br>Two<br/><br />Three", "One\nTwo\n\nThree"),
        ("<p>List:</p><ul><li>a</li><li><p>b <b>c</b></p></li></ul><p>End</p>", "List:\n\n• a\n• b c\n\nEnd"),
        ("<ol><li>a<li>b<ul><li>c</ul></ol>x", "1. a\n2. b\n  • c\n\nx"),
        ("<h2>Head</h2>text<!-- <p>gone</p> --> more<script>alert('<p>')</script>!", "Head\n\ntext more!"),
        ("&lt;p&gt;Escaped &amp;amp; more&lt;/p&gt;", "Escaped & more"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<p title='a > b'>x</p", "x</p"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("One\n\nTwo <i>and</i>\nthree", "One\n\nTwo and\nthree"),
        ("One <b>a</b><br>\nTwo", "One a\nTwo"),
        ("Before:\n\n<ul><li>a</li></ul>\n\nAfter\n\nEnd", "Before:\n\n• a\n\nAfter\n\nEnd"),
        ("<p>One\n\none</p>\nTwo", "One one\n\nTwo"),
        ("<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>", "• a\n  • b\n    1. c\n• d"),
        ("<ul><li><ul><li>a</li></ul></li><li>b</li></ul>", "  • a\n• b"),
        ("<!DOCTYPE html><?xml x?><html><head><style>p</style></head><body><p>a</p></body></html>", "a"),
        ("<b>a</b>, [b](https://c.example) and **d** in `e`", "a, b and d in e"),
    ] {
        assert_eq!(block(text).0, expected, "{text:?}");
    }
}

#[test]
fn plain_text_with_angle_brackets_is_not_html() {
    for text in ["if a < b and c > d", "Vec<T> and <T>", "<3 you", "a <- b", "x <https://example.org>"] {
        assert_eq!(block(text).0, text, "{text:?}");
    }
}

#[test]
fn links_of_a_text_are_collected() {
    let (text, links) = block("<p>See <a href=\"https://github.com/x/y\">the code</a> and https://youtu.be/abc.</p>");
    assert_eq!(text, "See the code and https://youtu.be/abc.");
    let found: Vec<_> = links.iter().map(|link| (link.kind.name(), link.url.as_str(), link.title.as_str())).collect();
    assert_eq!(found, [("code", "https://github.com/x/y", "the code"), ("page", "https://youtu.be/abc", "")]);
}

#[test]
fn markdown_loses_its_marks_only_where_it_plainly_is_markdown() {
    for (text, expected) in [
        ("# Head\r\n\r\nA **bold** word\r\nand [a link](https://example.org).\r\n", "Head\n\nA bold word\nand a link."),
        ("**Points**\n\n* one\n* two\n\nend", "Points\n\n• one\n• two\n\nend"),
        ("Intro:\r\n- one\r\n- two\r\n\r\n\r\nEnd", "Intro:\n• one\n• two\n\nEnd"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("**a**\n\nb: c\nd: e\nf: g", "a\n\nb: c\nd: e\nf: g"),
        ("**a**\n\n- b\n  - c\n- d", "a\n\n• b\n  • c\n• d"),
        ("a *b* and _c_, `d_e`", "a b and c, d_e"),
        ("Gärtner\\*innen, C:\\temp and __init__", "Gärtner*innen, C:\\temp and __init__"),
        ("Gärtner*innen und Förster*innen", "Gärtner*innen und Förster*innen"),
        ("'''a''' and ''b'' of [https://c.example d] in [[E_f|g]] and [[h]], don't", "a and b of d in g and h, don't"),
        ("**Für** Gärtner*innen und Förster*innen", "Für Gärtner*innen und Förster*innen"),
        (
            "== Head ==\nWe '''learn''':\n* one\n** two\n# first\n# second\nend\n\nEnd",
            "Head\n\nWe learn:\n• one\n  • two\n1. first\n2. second\nend\n\nEnd",
        ),
        ("'''''a''''' and [[File:x.png|thumb|b]]", "a and b"),
        ("see [1] and a[0](x)", "see [1] and a[0](x)"),
    ] {
        assert_eq!(block(text).0, expected, "{text:?}");
    }
}

#[test]
fn text_broken_at_a_fixed_width_flows_again_and_verse_does_not() {
    let broken = "This paragraph was broken by an editor at seventy characters, as is\nusual in mail, and it goes on here for a while until it comes to an\nend.\n\nNext";
    assert_eq!(block(broken).0.lines().count(), 3);
    let days = "Friday: meet at the old mill at nine, bring boots and a lens\nSaturday: the upper bridge at ten\nSunday: meet at the centre at noon, bring your cups";
    assert_eq!(block(days).0, days);
    let two = "A walk through the oldest ferns of the valley for everybody\nFerns are older than flowers";
    assert_eq!(block(two).0, two);
    let blank = broken.replace("\n\n", "\n  \n");
    assert_eq!(block(&blank).0.lines().count(), 3);
    let verse =
        "I wandered lonely as a cloud\nThat floats on high o'er vales and hills,\nWhen all at once I saw a crowd,";
    assert_eq!(block(verse).0, verse);
    assert_eq!(block("Roses are red\nViolets are blue").0, "Roses are red\nViolets are blue");
}

#[test]
fn markup_that_is_meant_to_hurt_takes_no_time() {
    for text in [
        "<div>".repeat(25_000),
        "<a href=\"".repeat(14_000),
        "&".repeat(100_000),
        "*".repeat(100_000),
        "> ".repeat(50_000),
        "<p".repeat(60_000),
        "https://".repeat(100_000),
    ] {
        let start = std::time::Instant::now();
        block(&text);
        assert!(start.elapsed().as_secs() < 5, "{}", &text[..20]);
    }
}

#[test]
fn the_same_text_is_shown_once() {
    for (abstract_text, description, expected) in [
        ("A short text.", "A short text.", "A short text."),
        ("A short text", "A short text. And more.", "A short text. And more."),
        ("One", "", "One"),
        ("", "Two", "Two"),
        ("One", "Two", "One\n\nTwo"),
        ("One more\n\nThree", "<p>One more</p><p>Two</p><p>Three</p>", "One more\n\nTwo\n\nThree"),
        ("One\n\nTwo more", "<div>Two more</div><div>Three</div>", "One\n\nTwo more\nThree"),
        ("Zero\n\nOne more", "One *more*\n\nTwo", "Zero\n\nOne more\n\nTwo"),
    ] {
        assert_eq!(blocks(abstract_text, description).0, expected);
    }
}

#[test]
fn a_link_is_kept_once_with_all_that_is_said_of_it() {
    let given = |url: &str, title: &str, hint: &str| link(url, None, title, hint);
    let mut links = Vec::new();
    add_links(&mut links, given("https://x.org/a", "", ""));
    add_links(&mut links, given("https://x.org/b", "Slides", ""));
    add_links(&mut links, given("https://x.org/a", "What was said", "recording"));
    add_links(&mut links, given("https://x.org/b", "Other words", "recording"));
    let shown: Vec<_> = links.iter().map(|link| (&*link.url, &*link.title, link.kind)).collect();
    let expected =
        [("https://x.org/a", "What was said", LinkKind::Video), ("https://x.org/b", "Slides", LinkKind::Slides)];
    assert_eq!(shown, expected);
    add_links(&mut links, (0..5_000).filter_map(|number| given(&format!("https://x.org/{number}"), "", "")));
    assert_eq!(links.len(), 1_000);
}

#[test]
fn states_say_whether_a_session_takes_place() {
    for off in ["cancelled", " CANCELED ", "Withdrawn", "abgesagt", "Entfällt", "annulé", "rejected"] {
        assert!(is_cancelled(off), "{off}");
    }
    for on in ["", "confirmed", "accepted", "not cancelled", "tentative"] {
        assert!(!is_cancelled(on), "{on}");
    }
}

#[test]
fn addresses_are_made_absolute_or_dropped() {
    let base = Some("https://conf.example/2024/schedule/x.html?y");
    for (url, expected) in [
        ("https://example.org/a b ", "https://example.org/a%20b"),
        ("HTTP://Example.org", "http://Example.org"),
        ("http:/example.org/x", "http://example.org/x"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("www.example.org", "https://www.example.org"),
        ("example.org/x", "https://example.org/x"),
        ("/system/a.pdf", "https://conf.example/system/a.pdf"),
        ("slides.pdf", "https://conf.example/2024/schedule/slides.pdf"),
        ("../a", "https://conf.example/2024/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://e.org/?a=1&amp;b=2", "https://e.org/?a=1&b=2"),
        ("http://http://a.example", "http://a.example"),
        ("http://https://a.example/b", "https://a.example/b"),
        ("hhttps://a.example", "https://a.example"),
        ("httphttps://a.example", "https://a.example"),
        ("https:// https://a.example", "https://a.example"),
        ("https://web.example/2020/http://a.example", "https://web.example/2020/http://a.example"),
    ] {
        assert_eq!(resolve(url, base).as_deref(), Some(expected), "{url}");
    }
    for url in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "",
        "http://",
        "HTTP://",
        "/x/original/missing.png",
        "#top",
        "ftp://x.org/y",
        "tel:+123",
    ] {
        assert_eq!(resolve(url, base), None, "{url}");
    }
    assert_eq!(resolve("slides.pdf", None), None);
}

#[test]
fn links_are_told_apart() {
    for (url, title, hint, kind) in [
        ("https://www.youtube.com/watch?v=x", "", "", "video"),
        ("https://notyoutube.com/watch?v=x", "", "", "page"),
        ("https://video.fosdem.org/2024/x.av1.webm", "Video recording (AV1/WebM)", "", "video"),
        ("https://video.fosdem.org/2024/x.vtt", "Video recording subtitle file (VTT)", "", "file"),
        ("https://fosdem.org/x/slides/1/a.pdf", "Slides", "slides", "slides"),
        ("https://fosdem.org/x/a.pdf", "Paper", "", "file"),
        ("https://x.org/a.ODP", "", "", "slides"),
        ("https://chat.fosdem.org/#/room/x", "Chat room", "", "chat"),
        ("https://pretalx.org/x/talk/Y/feedback/", "", "", "feedback"),
        ("https://gitlab.com/a/b", "", "", "code"),
        ("https://live.fosdem.org/watch/x", "Live video stream", "", "stream"),
        ("https://example.org/", "Homepage", "", "page"),
        ("https://x.org/on_feedback.webm", "Video", "", "video"),
        ("https://x.org/a.ogg", "Video (Theora)", "", "video"),
        ("https://x.org/a.ogg", "Audio", "", "file"),
        ("https://x.org/y?id=1", "Feedback", "", "feedback"),
    ] {
        assert_eq!(link(url, None, title, hint).unwrap().kind.name(), kind, "{url}");
    }
}

#[test]
fn kinds_are_recognised_in_types_and_titles() {
    for (type_text, title, expected) in [
        ("lecture", "X", Kind::Talk),
        ("Vortrag 60min  (inkl. Q&A)", "X", Kind::Talk),
        ("Lightning Talk", "X", Kind::Lightning),
        ("lightningtalk", "X", Kind::Lightning),
        ("BoF (45 minutes)", "X", Kind::Meetup),
        ("Workshop 2h", "X", Kind::Workshop),
        ("tutorial", "X", Kind::Workshop),
        ("podium", "X", Kind::Panel),
        ("Talk 20 minutes + 5 minutes Q&A", "X", Kind::Talk),
        ("djset", "X", Kind::Other),
        ("Lightning-Talks", "X", Kind::Lightning),
        ("DJ Set", "X", Kind::Other),
        ("Präsenzworkshop", "X", Kind::Workshop),
        ("Fachvortrag", "X", Kind::Talk),
        ("Mesa redonda", "X", Kind::Panel),
        ("Table ronde", "X", Kind::Panel),
        ("Pausa", "X", Kind::Break),
        ("plenary", "Lightning Talks", Kind::Lightning),
        ("plenary", "Diversity Panel", Kind::Panel),
        ("plenary", "Lunch", Kind::Break),
        ("plenary", "What we learnt", Kind::Keynote),
        ("", "Lunch | On Own", Kind::Break),
        ("talk", "Coffee Break", Kind::Break),
        ("", "Mittagspause", Kind::Break),
        ("", "Break your cluster", Kind::Talk),
        ("", "Keynote: Riding the Waves", Kind::Keynote),
        ("", "Project Lightning Talk: Harbor", Kind::Lightning),
        ("", "Project Lightning Talk: Break", Kind::Break),
        ("", "Anything", Kind::Talk),
    ] {
        assert_eq!(kind(type_text, title), expected, "{type_text:?} {title:?}");
    }
}

#[test]
fn languages_and_levels_are_recognised() {
    for (text, expected) in [
        ("de, en", vec!["de", "en"]),
        ("English", vec!["en"]),
        ("de-formal", vec!["de"]),
        ("en/de", vec!["en", "de"]),
        ("pt_BR", vec!["pt"]),
        ("Deutsch (German)", vec!["de"]),
        ("", vec![]),
        ("en, English", vec!["en"]),
    ] {
        assert_eq!(languages(text), expected, "{text}");
    }
    assert_eq!(level("Intermediate"), Some(Level::Intermediate));
    assert_eq!(level("Débutant"), Some(Level::Beginner));
    assert_eq!(level("avanzado"), Some(Level::Advanced));
    assert_eq!(level("Beginner to Advanced"), None);
    assert_eq!(level("Any"), None);
}

#[test]
fn notices_before_a_title_are_taken_off() {
    for (title, expected, cancelled) in [
        ("CANCELED Packaging Rust", "Packaging Rust", true),
        ("CANCELLED: Packaging Rust", "Packaging Rust", true),
        ("[abgesagt] Rust verpacken", "Rust verpacken", true),
        ("[CANCELLED] AMENDMENT Rust", "Rust", true),
        ("AMENDMENT Packaging Rust", "Packaging Rust", false),
        ("Packaging Rust (cancelled)", "Packaging Rust", true),
        ("Cancelled contexts in Go", "Cancelled contexts in Go", false),
        ("Update your kernel", "Update your kernel", false),
        ("LINUX: a history", "LINUX: a history", false),
        ("CANCELLED", "CANCELLED", true),
        ("FÄLLT AUS: Werkzeug", "Werkzeug", true),
        ("Fällt aus - Werkzeug", "Werkzeug", true),
        ("Werkzeug [entfällt]", "Werkzeug", true),
        ("ANNULÉE Outils", "Outils", true),
        ("Outils - annulé", "Outils", true),
        ("Nástroje (ZRUŠENO)", "Nástroje", true),
        ("Narzędzia – ODWOŁANE", "Narzędzia", true),
        ("INSTÄLLT! Verktyg", "Verktyg", true),
        ("*** AFLYST *** Værktøj", "Værktøj", true),
        ("AVLYST: Verktøy", "Verktøy", true),
        ("Peruttu: Työkalut", "Työkalut", true),
        ("Strumenti * ANNULLATO *", "Strumenti", true),
        ("Tools - CANCELLED: the speaker is ill", "Tools", true),
        ("Tools (Cancelled, see page)", "Tools", true),
        ("<s>Tools</s> CANCELLED replaced by Bolts", "Tools", true),
        ("A **bold** title of *args", "A bold title of *args", false),
        ("CANCELLED - <s>Tools</s> CANCELLED", "Tools", true),
        ("[workshop] CANCELLED: Tools", "Tools", true),
        ("Tools (REPLACES CANCELLED TALK)", "Tools (REPLACES CANCELLED TALK)", false),
        ("Why my show got cancelled", "Why my show got cancelled", false),
        ("WHY MY SHOW WAS CANCELLED", "WHY MY SHOW WAS CANCELLED", false),
        ("Cancellation: how tasks end", "Cancellation: how tasks end", false),
        ("Order cancellation", "Order cancellation", false),
        ("Cancelled-check patterns", "Cancelled-check patterns", false),
        ("Noise-cancelled headphones", "Noise-cancelled headphones", false),
    ] {
        assert_eq!(plain_title(title), (expected.to_owned(), cancelled), "{title}");
    }
}

#[test]
fn every_name_that_html_has_for_a_character_is_known() {
    let text = "caf&eacute; &lstrok;&oacute;d&zacute; &Zdot; &phi; &sigma; &alpha;";
    assert_eq!(line(text), "café łódź Ż φ σ α");
    assert_eq!(block(&format!("<p>{text}</p>")).0, "café łódź Ż φ σ α");
    for (reference, letters) in [
        ("&AElig;", "Æ"),
        ("&zwnj;x&zwj;", "x"),
        ("&yuml;&zscr;", "ÿ𝓏"),
        ("&NotEqualTilde;", "≂\u{338}"),
        ("&CounterClockwiseContourIntegral\\;", "∳"),
        ("a&NewLine;&Tab;b", "a b"),
    ] {
        assert_eq!(line(reference), letters, "{reference}");
    }
    assert_eq!(line("R&D; &nosuch; &eacute &Eacutee;"), "R&D; &nosuch; &eacute &Eacutee;");
}

#[test]
fn of_a_text_that_is_too_long_what_is_kept_is_read_as_text() {
    let words = "some words and more of them ";
    for (text, beginning) in [
        (format!("<p>{words}</p>\n").repeat(20_000), "some words and more of them\n\nsome"),
        (format!("<ul><li><b>{words}</b></li></ul>").repeat(20_000), "• some words and more of them\n\n"),
        (format!("&lt;p&gt;{words}&lt;/p&gt;").repeat(20_000), "some words and more of them\n\nsome"),
        (
            format!("some **words** [and](https://a.example/{}) more\n\n", "x".repeat(200)).repeat(20_000),
            "some words and more\n\n",
        ),
        (format!("{words}&amp; ä {words}").repeat(20_000), "some words and more of them & ä some"),
        (format!("<p>{}</p>", "会議の説明と".repeat(40_000)), "会議の説明と会議"),
    ] {
        let (plain, _) = block(&text);
        let kept: String = plain.chars().take(64_000).collect();
        assert!(kept.starts_with(beginning), "{}", &kept[..kept.floor_char_boundary(60)]);
        assert_eq!((kept.chars().count(), kept.find(['<', '*', '[']), kept.find("&amp;")), (64_000, None, None));
    }
    // What is mostly markup is read to its end.
    let (plain, _) = block(&format!("<p><b class='{}'>a</b></p>", "x".repeat(500)).repeat(2_000));
    assert_eq!(plain.matches('a').count(), plain.split("\n\n").count());
    assert_eq!(plain.split("\n\n").count(), 2_000);
}

#[test]
fn what_was_encoded_twice_is_put_right_where_that_is_certain() {
    for (text, expected) in [
        ("Weâ\u{80}\u{99}re here", "We’re here"),
        ("GrÃ¼Ã\u{9f}e", "Grüße"),
        ("GrÃ¼n", "GrÃ¼n"),
        ("Donâ€™t â€œslipâ€\u{9d}", "Don’t “slip”"),
        ("ð\u{9f}\u{8e}\u{89} party", "🎉 party"),
        ("São Ã £ â€", "São Ã £ â€"),
        ("Ålesund “Å“ café", "Ålesund “Å“ café"),
    ] {
        assert_eq!((line(text), block(text).0), (expected.to_owned(), expected.to_owned()), "{text:?}");
    }
}
