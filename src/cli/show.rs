//! `kubetalks show`: one session, whole.

use super::table::{USUAL, WIDEST, label, painted, paragraphs};
use super::{Clocks, Ending, Exit, MarkedSessions, Output, Startup, Stop, complete, ids, json, marking};
use crate::model::{Credit, Mark, Personal, SessionIx};
use crate::words::{biography, length, recording};
use clap::Args;
use clap_complete::engine::ArgValueCompleter as Offer;
use std::io::{self, Write};

/// Show one session, whole
#[derive(Debug, Args)]
pub(super) struct Show {
    /// event/session, or the session alone where that is unique
    #[arg(add = Offer::new(complete::sessions))]
    id: String,
    /// For scripts: an object as in 'list --json'
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(&self, startup: &Startup, out: &mut Output) -> Ending {
        let nothing = |problem| Stop::Problem(problem, Exit::NOTHING);
        let ix = ids::session(&startup.programme, &self.id).map_err(nothing)?;
        let marked = MarkedSessions::of(startup);
        if self.json {
            json::object(&marked.record(ix), out)?;
        } else {
            let width = out.columns().unwrap_or(USUAL).min(WIDEST);
            Page { startup, ix, personal: marked.personal(ix), width, out }.write()?;
        }
        Ok(Exit::FINE)
    }
}

struct Page<'a> {
    startup: &'a Startup,
    ix: SessionIx,
    personal: &'a Personal,
    width: usize,
    out: &'a mut Output,
}

impl Page<'_> {
    fn write(mut self) -> io::Result<()> {
        let session = self.startup.programme.session(self.ix);
        self.head()?;
        self.facts()?;
        if !session.abstract_text.is_empty() {
            writeln!(self.out)?;
            paragraphs(&session.abstract_text, self.width, 0, self.out)?;
        }
        if !session.takeaways.is_empty() {
            self.heading("Takeaways")?;
            for takeaway in &session.takeaways {
                paragraphs(&format!("• {takeaway}"), self.width, 0, self.out)?;
            }
        }
        if !session.credits.is_empty() {
            self.heading(if session.credits.len() == 1 { "Speaker" } else { "Speakers" })?;
            for credit in &session.credits {
                self.speaker(credit)?;
            }
        }
        if !session.links.is_empty() {
            self.heading("Links")?;
            for link in &session.links {
                let kind = label(link.kind.name(), 10, self.startup.config.theme.dim, self.out);
                write!(self.out, "{kind}{}", painted(&link.url, self.startup.config.theme.link, self.out))?;
                let said = recording(link.minutes, link.published);
                if !said.is_empty() {
                    write!(self.out, "  {}", painted(&said, self.startup.config.theme.dim, self.out))?;
                }
                writeln!(self.out)?;
            }
        }
        if !self.personal.note.is_empty() {
            self.heading("My note")?;
            paragraphs(&self.personal.note, self.width, 0, self.out)?;
        }
        let about = &self.startup.programme.event_of(self.ix).about;
        if !about.is_empty() {
            self.heading("The event")?;
            paragraphs(about, self.width, 0, self.out)?;
        }
        Ok(())
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", painted(text, self.startup.config.theme.heading, self.out))
    }

    fn head(&mut self) -> io::Result<()> {
        let session = self.startup.programme.session(self.ix);
        writeln!(self.out, "{}", painted(&session.title, self.startup.config.theme.title, self.out))?;
        if let Some(subtitle) = &session.subtitle {
            writeln!(self.out, "{subtitle}")?;
        }
        let id = self.startup.programme.full_id(self.ix);
        writeln!(self.out, "{}", painted(&id, self.startup.config.theme.dim, self.out))?;
        let mine = marking::attached(self.personal);
        if !mine.is_empty() {
            writeln!(self.out, "{mine}")?;
        }
        writeln!(self.out)
    }

    fn facts(&mut self) -> io::Result<()> {
        let programme = &self.startup.programme;
        let (session, event) = (programme.session(self.ix), programme.event_of(self.ix));
        let kind =
            if session.cancelled { format!("{}, cancelled", session.kind.name()) } else { session.kind.name().into() };
        let recorded = session.recorded.map(|recorded| if recorded { "yes" } else { "no" }.to_owned());
        let facts = [
            ("Event", Some(event.name.clone())),
            ("Kind", Some(kind)),
            ("When", Clocks::of(self.startup).full(event, session)),
            ("Length", session.length().map(length)),
            ("Where", programme.room_name(session).map(str::to_owned)),
            ("By", (!session.organisations.is_empty()).then(|| session.organisations.join(", "))),
            ("Level", session.level.map(|level| level.name().to_owned())),
            ("Track", session.track.map(|track| programme.track(track).name.clone())),
            ("Tags", (!session.tags.is_empty()).then(|| session.tags.join(", "))),
            ("Language", (!session.languages.is_empty()).then(|| session.languages.join(", "))),
            ("Recorded", recorded),
            ("Going too", self.friends(Mark::Going)),
            ("Like it", self.friends(Mark::Interested)),
            ("Rating", self.personal.rating.map(|rating| format!("{rating} of 5"))),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                writeln!(self.out, "{}{value}", label(name, 10, self.startup.config.theme.dim, self.out))?;
            }
        }
        Ok(())
    }

    fn friends(&self, wanted: Mark) -> Option<String> {
        let marked = self.startup.friend_marks().at(self.ix).filter(|(_, mark)| *mark == wanted);
        let names: Vec<&str> = marked.map(|(member, _)| member.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// A person with biography and other sessions.
    fn speaker(&mut self, credit: &Credit) -> io::Result<()> {
        let programme = &self.startup.programme;
        let title = credit.title.as_ref().map_or(String::new(), |title| format!(" ({title})"));
        writeln!(self.out, "{}{title}", programme.credit_line(credit))?;
        let (speaker, year) = (programme.speaker(credit.speaker), programme.event_year(self.ix));
        let as_of = speaker.as_of.filter(|as_of| Some(i32::from(*as_of)) != year);
        paragraphs(&biography(&speaker.biography, as_of), self.width, 2, self.out)?;
        for link in &speaker.links {
            writeln!(self.out, "  {}", link.url)?;
        }
        for other in programme.sessions_by(credit.speaker).iter().filter(|other| **other != self.ix) {
            paragraphs(&format!("also: {}", programme.session(*other).title), self.width, 2, self.out)?;
            let id = painted(&programme.full_id(*other), self.startup.config.theme.dim, self.out);
            writeln!(self.out, "    {id}")?;
        }
        for namesake in programme.namesakes(credit.speaker) {
            for other in programme.sessions_by(namesake) {
                let (title, event) = (&programme.session(other).title, &programme.event_of(other).name);
                let text = format!("may be the same person as at {event}: {title}");
                paragraphs(&text, self.width, 2, self.out)?;
                let id = painted(&programme.full_id(other), self.startup.config.theme.dim, self.out);
                writeln!(self.out, "    {id}")?;
            }
        }
        Ok(())
    }
}
