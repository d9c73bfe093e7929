use crate::source::Opened;

fn addresses(page: &str, base: &str) -> Vec<String> {
    let page = format!("<!DOCTYPE html><html>{page}");
    Opened::new(page.as_bytes()).leads(Some(base)).schedules.into_iter().map(|lead| lead.address).collect()
}

#[test]
fn what_a_page_embeds_or_links_to_leads_to_its_schedule() {
    const BASE: &str = "https://e.org/2026/";
    for (page, first) in [
        ("<a href='//sand.sched.com/'>Schedule</a>", "https://sand.sched.com/all.ics"),
        ("<iframe src=https://sand.sched.com/list?iframe=no></iframe>", "https://sand.sched.com/all.ics"),
        (
            "<div data-url='https://sessionize.com/api/v2/ab12/view/Grid?x=1'>",
            "https://sessionize.com/api/v2/ab12/view/All",
        ),
        (
            "<script>fetch(\"https:\\/\\/sessionize.com\\/api\\/v2\\/ab12\\/view\\/GridSmart\")</script>",
            "https://sessionize.com/api/v2/ab12/view/All",
        ),
        ("<script src='https://sessionize.com/api/v2/ab12/embed'>", "https://sessionize.com/api/v2/ab12/view/All"),
        (
            "<pretalx-schedule event-url='https://talks.e.org/sand/' locale='en'></pretalx-schedule>",
            "https://talks.e.org/sand/schedule/export/schedule.xml",
        ),
        (
            "<script src='https://talks.e.org/sand/widgets/schedule.js'>",
            "https://talks.e.org/sand/schedule/export/schedule.xml",
        ),
        ("<script src='/sand/schedule/widget/v2.en.js'>", "https://e.org/sand/schedule/export/schedule.xml"),
        ("<link href='/sand/schedule/feed.xml'>", "https://e.org/sand/schedule/export/schedule.xml"),
        (
            "<iframe src='https://calendar.google.com/calendar/embed?src=a%40b&amp;ctz=Europe%2FBerlin'>",
            "https://calendar.google.com/calendar/ical/a%40b/public/basic.ics",
        ),
        (
            "<iframe src='https://cloud.e.org/index.php/apps/calendar/p/ToKeN/cal'>",
            "https://cloud.e.org/remote.php/dav/public-calendars/ToKeN?export",
        ),
        (
            "<link rel='https://api.w.org/' href='https://ghent.wordcamp.org/2026/wp-json/'>",
            "https://ghent.wordcamp.org/2026/wp-json/wp/v2/sessions?per_page=100",
        ),
        ("<a href='https://ggt.gaa.st/#url=https%3A%2F%2Fe.org%2Fs.xml&amp;x'>app</a>", "https://e.org/s.xml"),
        ("<a href='?calendar=1&amp;format=xml'>x</a>", "https://e.org/2026/?calendar=1&format=xml"),
        ("<a href='/events/?ical=1'>x</a>", "https://e.org/events/?ical=1"),
        ("<a href='/api/ical/programm'>x</a>", "https://e.org/api/ical/programm"),
        ("<base href='https://t.org/x/'><a href='schedule.xml'>x</a>", "https://t.org/x/schedule.xml"),
        (
            "<script type='application/ld+json'>{\"@type\":\"DataFeed\",\"contentUrl\":\"https:\\/\\/e.org\\/f.json\"}</script>",
            "https://e.org/f.json",
        ),
    ] {
        assert_eq!(addresses(page, BASE).first().map(String::as_str), Some(first), "{page}");
    }
    assert_eq!(addresses("<a href='https://www.sched.com/'>Sched</a><a href='/feed.xml'>news</a>", BASE), [""; 0]);
}

#[test]
fn what_an_address_says_leads_to_a_schedule_too() {
    for (page, base, first) in [
        ("", "https://fosdem.org/2026/", "https://fosdem.org/2026/schedule/xml"),
        ("", "https://talks.e.org/sand/talk/ABC123/", "https://talks.e.org/sand/schedule/export/schedule.xml"),
        ("", "https://talks.e.org/sand/cfp", "https://talks.e.org/sand/schedule/export/schedule.xml"),
        ("Powered by Indico", "https://e.org/event/17/", "https://e.org/export/event/17.json?detail=contributions"),
        ("", "https://e.org/conferences/osc26", "https://e.org/conferences/osc26/schedule.xml"),
        ("", "https://e.org/events/pg26/schedule/", "https://e.org/events/pg26/schedule.xml"),
        ("made with wafer", "https://e.org/", "https://e.org/schedule/pentabarf.xml"),
        ("", "https://datatracker.ietf.org/meeting/125/", "https://datatracker.ietf.org/meeting/125/agenda.ics"),
        ("", "https://www.ietf.org/meeting/125/", "https://datatracker.ietf.org/meeting/125/agenda.ics"),
        ("", "https://www.emfcamp.org/schedule/2026", "https://www.emfcamp.org/schedule/2026.frab"),
        ("", "https://frab.e.org/en/2026/public/schedule/", "https://frab.e.org/en/2026/public/schedule.xml"),
    ] {
        let found = addresses(page, base);
        assert!(found.contains(&first.to_owned()), "{base}: {found:?}");
    }
}

#[test]
fn pages_that_are_called_like_a_schedule_are_named_where_they_are_on_the_same_server() {
    let page = "<!DOCTYPE html><title>Sand &amp; gravel</title><a href='/p/'>Programme</a><a href='/tickets'>Tickets</a>\
                <a href='https://other.org/'>Schedule</a><a href='/fahrplan/'>hier</a><a href='#x'>Agenda</a>";
    let leads = Opened::new(page.as_bytes()).leads(Some("https://e.org/"));
    assert_eq!(leads.pages, ["https://e.org/p/", "https://e.org/fahrplan/"]);
    assert_eq!(leads.title, "Sand & gravel");
}
