use super::document::{Malformed, legal, parse};
use super::mend::mend;
use super::pieces::pieces;
use super::*;
use std::borrow::Cow;

#[test]
fn what_xml_forbids_becomes_blank_without_moving_anything() {
    let text = "<!DOCTYPE a [\n<!ENTITY b '>'>]><a>x\u{6}\u{fffe}y</a>";
    let (clean, first) = legal(text);
    assert_eq!((clean.len(), first), (text.len(), Some(35)));
    assert_eq!(clean.trim(), "<a>x    y</a>");
    assert_eq!(clean.matches('\n').count(), 1);
    assert_eq!(legal("<a/>"), (Cow::Borrowed("<a/>"), None));
}

#[test]
fn hostile_markup_is_refused_before_it_takes_time() {
    let attributes: String = (0..100).map(|number| format!(" a{number}='>'")).collect();
    let namespaces: String = (0..300).map(|number| format!("<a xmlns:b{number}='x'>")).collect();
    for text in [format!("<a{attributes}/>"), namespaces] {
        assert!(parse(&text).is_err_and(|fault| fault.place.is_none()), "{text}");
    }
    let quoted = format!("<a><!-- {attributes} --><![CDATA[<b {attributes}]]></a>");
    assert!(parse(&quoted).is_ok());
    assert!(parse(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))).is_ok());
}

#[test]
fn the_place_of_a_fault_is_that_in_the_whole_text() {
    let whole = "äö\nxx<a>\n</b>";
    let offset = whole.find("<a>").unwrap();
    let fault = parse(&whole[offset..]).unwrap_err();
    assert_eq!(fault.place_in(whole, offset), (3, 1));
    assert_eq!(Malformed { place: Some((1, 2)), ..fault }.place_in(whole, offset), (2, 4));
}

#[test]
fn text_holds_character_data_and_unescaped_html() {
    for (xml, expected) in [
        ("<a>b<![CDATA[<c>]]>&amp;d<!-- e -->f</a>", "b<c>&df"),
        ("<a><p>b</p> c<br/></a>", "<p>b</p> c<br/>"),
        ("<a/>", ""),
    ] {
        let document = parse(xml).unwrap();
        assert_eq!(text(document.root_element()), expected);
    }
}

#[test]
fn pieces_end_where_the_next_begins_if_they_are_not_closed() {
    let text = "<day date='1'><room name='x'><event a='1'><room>x</room></event><event a='2'><b></room>\
                <!-- <event> --><room name='y'><event/><event a='3'>";
    let found: Vec<&str> = pieces(text, "event", "day room").map(|piece| piece.text).collect();
    assert_eq!(
        found,
        [
            "<day date='1'>",
            "<room name='x'>",
            "<event a='1'><room>x</room></event>",
            "<event a='2'><b></room><!-- <event> -->",
            "<room name='y'>",
            "<event/>",
            "<event a='3'>"
        ]
    );
}

#[test]
fn what_is_broken_is_mended_as_far_as_it_can_be_understood() {
    for (broken, expected) in [
        ("<e><t>a</t></e>", "<e><t>a</t></e>"),
        ("<e><t>a & b &nbsp; &#6; &lt;</t></e>", "<e><t>a &amp; b &amp;nbsp; &amp;#6; &lt;</t></e>"),
        ("<e x='1'><t>a<u>b</u></e>", "<e x='1'><t>a</t><u>b</u></e>"),
        ("<e x=1><t>1 < 2 <b></t></e>", "<e><t>1 &lt; 2 &lt;b></t></e>"),
        ("<e><t>a</t><zzz><u/>", "<e><t>a</t><u></u></e>"),
        ("<e><u><person>A</person><person>B</u></e>", "<e><u><person>A</person></u></e>"),
    ] {
        assert_eq!(mend(broken, "t u").unwrap().text, expected, "{broken}");
    }
    assert_eq!(mend("no tag", ""), None);
}
