//! What actions ask for wherever one is: about the chosen session, about other screens and overlays, about the program.

use crate::action::{Action, Mode};
use crate::agenda::date_of;
use crate::model::{Mark, Personal, SessionIx};
use crate::share::{code_of, event_meant};
use crate::tui::app::App;
use crate::tui::ask::{About, Ask, Asks, Opening, Page, ScreenId, Status, say, warn};
use crate::tui::overlays::plan::day_at_hand;
use crate::tui::reader::copy::{day_text, session_link, session_markdown, session_text, speaker_text};
use crate::tui::reader::in_sight;
use crate::tui::widgets::document::Target;
use crate::tui::world::effect::Effect;
use crate::tui::world::filter::FilterChange;
use crate::tui::world::toggled;
use crate::words::counted;
use std::collections::HashSet;

/// By the stars they give.
const RATINGS: [Action; 6] =
    [Action::Unrate, Action::Rate1, Action::Rate2, Action::Rate3, Action::Rate4, Action::Rate5];

/// What marks a session, or writes about it.
const ABOUT_ONE: [Action; 7] = [
    Action::Note,
    Action::EditNote,
    Action::Going,
    Action::Interested,
    Action::Dismissed,
    Action::Seen,
    Action::Unmark,
];

impl App {
    /// What an action asks for wherever one is; nothing where that depends on the view.
    pub(super) fn asks_everywhere(&self, action: Action) -> Option<Asks> {
        let screen = ScreenId::ALL.iter().find(|screen| screen.action() == action);
        let ask = match action {
            _ if screen.is_some() => Ask::Go(*screen?),
            Action::Quit => Ask::Do(Effect::Quit),
            Action::Suspend => Ask::Do(Effect::Suspend),
            Action::Redraw => Ask::Do(Effect::Redraw),
            Action::Help => Ask::Open(Opening::Help(self.mode())),
            Action::Problems => Ask::Open(Opening::Problems),
            Action::Import => {
                return Some(vec![Ask::Open(Opening::Source(None)), Ask::Do(Effect::Conferences(false))]);
            }
            Action::News => match self.event_with_news() {
                Some(event) => Ask::Open(Opening::Report(event, About::Changes)),
                None => Ask::Say(Status::said("no refresh has changed anything yet")),
            },
            Action::Welcome => Ask::Open(Opening::Card),
            Action::Demo => Ask::Do(Effect::Demo),
            Action::ClearFilters => Ask::Filter(FilterChange::Nothing),
            Action::Plan => match day_at_hand(&self.world, self.chosen().session) {
                Ok((event, day)) => Ask::Open(Opening::Plan(event, day)),
                Err(why) => Ask::Say(Status::warning(why)),
            },
            Action::Export => Ask::Open(Opening::Export(self.chosen().session, self.selected())),
            Action::Friends => Ask::Open(Opening::Friends),
            Action::Watch => Ask::Open(Opening::Watch),
            Action::Share => return Some(self.share()),
            Action::LinkCode => return Some(self.link_code()),
            Action::AlsoOn => return Some(self.also_on()),
            Action::Copy => return Some(self.copy()),
            Action::CopyLink | Action::CopyMarkdown | Action::CopyId | Action::CopyDay => {
                return Some(self.copy_part(action));
            }
            Action::OpenLink => return Some(self.open_links()),
            Action::Stop => return Some(self.stop()),
            Action::RefreshAll => return Some(self.refresh_all()),
            _ => return self.about_session(action),
        };
        Some(vec![ask])
    }

    /// The event whose changes are worth reading: the one that the list is about, or one of which something is unread, or any.
    fn event_with_news(&self) -> Option<String> {
        let (programme, news) = (self.world.programme(), self.world.news());
        let scope = self.world.filter().scope.map(|event| programme.event(event).id.clone());
        let unread = news.all().map(|(ix, _)| programme.event_of(ix).id.clone()).next();
        let any = || programme.events().iter().map(|event| event.id.clone()).find(|id| !news.reports(id).is_empty());
        scope.filter(|id| !news.reports(id).is_empty()).or(unread).or_else(any)
    }

    /// What an action asks for about the chosen session; nothing where it is about none.
    fn about_session(&self, action: Action) -> Option<Asks> {
        use Action as A;
        let stars = RATINGS.iter().position(|one| *one == action);
        if stars.is_none() && !ABOUT_ONE.contains(&action) {
            return None;
        }
        let Some(session) = self.chosen().session else { return Some(warn("no session is chosen")) };
        match action {
            A::Note if in_sight(&self.world.personal(session).note).1 > 0 => {
                let key = self.world.key_for(self.mode(), A::EditNote).unwrap_or_default();
                return Some(warn(format!("the note is too long for here: {key} opens it in your editor")));
            }
            A::Note => return Some(vec![Ask::Open(Opening::Note(session))]),
            A::EditNote => {
                return Some(vec![Ask::Do(Effect::Edit(session, self.world.personal(session).note.clone()))]);
            }
            _ => {}
        }
        let selected = self.selected();
        let about = match selected.as_slice() {
            [] => self.world.programme().session(session).title.clone(),
            several => counted(several.len(), "session"),
        };
        let sessions = if selected.is_empty() { vec![session] } else { selected };
        let change = |ix: &SessionIx| attached(self.world.personal(*ix), action, stars);
        // What only some of them have is given to the rest.
        let changed = |all: bool| {
            let sessions = sessions.iter().filter(move |ix| all || !has(self.world.personal(**ix), action));
            sessions.map(|ix| (*ix, change(ix)))
        };
        let all = changed(false).next().is_none();
        let said = changed(all).next().map(|(_, (_, said))| said)?;
        let changes: Vec<(SessionIx, Personal)> = changed(all).map(|(ix, (personal, _))| (ix, personal)).collect();
        let nothing = changes.iter().all(|(ix, personal)| self.world.personal(*ix) == personal);
        if nothing {
            return Some(say(format!("{said} already: {about}")));
        }
        Some(vec![Ask::Mark(changes, format!("{said}: {about}")), Ask::Deselect])
    }

    /// The rows that are selected, where the keyboard is in the list of them.
    fn selected(&self) -> Vec<SessionIx> {
        let in_list = self.top().is_none() && !self.reader.is_full() && !self.in_reader();
        if in_list { self.view().selected(&self.world) } else { Vec::new() }
    }

    /// Hands over what is marked of the event that the list is about, else that of the chosen session, else of the one of
    /// which alone something is marked.
    fn share(&self) -> Asks {
        let (programme, mark) = (self.world.programme(), |ix: SessionIx| {
            self.world.personal(ix).mark.filter(|mark| *mark != Mark::Dismissed)
        });
        let chosen = self.chosen().session.filter(|ix| mark(*ix).is_some()).map(|ix| programme.event_ix(ix));
        let meant =
            self.world.filter().scope.or(chosen).map_or_else(|| event_meant(programme, mark, self.world.now()), Ok);
        let event = match meant {
            Ok(event) => event,
            Err(events) if events.is_empty() => return warn("nothing is marked yet that could be handed over"),
            Err(_) => return warn("you marked sessions of several events: choose one of them, or one of its sessions"),
        };
        let (name, own) = (&programme.event(event).short, |ix: &&SessionIx| mark(**ix).is_some());
        match code_of(programme, event, mark) {
            Some(code) => {
                let count = counted(programme.sessions_at(event).iter().filter(own).count(), "session");
                vec![Ask::Open(Opening::Code(format!("Hand over · {name} · {count}"), code))]
            }
            None => warn(format!("nothing is marked of {name}")),
        }
    }

    /// The link of the chosen session as a code to scan.
    fn link_code(&self) -> Asks {
        let Some(session) = self.chosen().session else { return warn("no session is chosen") };
        match session_link(&self.world, session) {
            Some(link) => vec![Ask::Open(Opening::Code(self.world.programme().session(session).title.clone(), link))],
            None => warn("no link of it is known"),
        }
    }

    /// Asks for what is on when the chosen session begins.
    fn also_on(&self) -> Asks {
        let Some(session) = self.chosen().session else { return warn("no session is chosen") };
        let programme = self.world.programme();
        let (brief, event) = (programme.brief(session), programme.event_of(session));
        let Some(slot) = brief.slot.filter(|slot| !slot.all_day) else { return warn("nobody says when that begins") };
        let (date, start) = (event.day_of(&slot), event.zone.local(slot.start));
        let query = format!("at:{date}-{}", start.format("%H:%M"));
        vec![Ask::Filter(FilterChange::Only(query)), Ask::Choose(session)]
    }

    /// Copies the session that is chosen or, where none is, what else is shown: a person, a day.
    fn copy(&self) -> Asks {
        let selected = self.selected();
        if !selected.is_empty() {
            let texts: Vec<String> = selected.iter().map(|ix| session_text(&self.world, *ix)).collect();
            return vec![Ask::Do(Effect::Copy(texts.join("\n\n"))), Ask::Deselect];
        }
        let text = match (self.chosen().session, self.reader.page()) {
            (Some(session), _) => Some(session_text(&self.world, session)),
            (None, Some(Page::Speaker(speaker))) => Some(speaker_text(&self.world, speaker)),
            (None, _) if self.screen == ScreenId::Agenda => self.screens.agenda.text(&self.world),
            (None, _) => None,
        };
        text.map_or_else(|| warn("no session is chosen"), |text| vec![Ask::Do(Effect::Copy(text))])
    }

    /// Copies what the second key asks for of the chosen session.
    fn copy_part(&self, action: Action) -> Asks {
        let selected = self.selected();
        let sessions = if selected.is_empty() { self.chosen().session.into_iter().collect() } else { selected };
        if sessions.is_empty() {
            return warn("no session is chosen");
        }
        let world = &self.world;
        let text = |ix: SessionIx| match action {
            Action::CopyLink => session_link(world, ix),
            Action::CopyMarkdown => Some(session_markdown(world, ix)),
            Action::CopyDay => day_text(world, ix),
            _ => Some(world.programme().full_id(ix)),
        };
        let mut days = HashSet::new();
        let day = |ix: SessionIx| (world.programme().brief(ix).event, date_of(world.programme(), ix));
        let wanted = sessions.into_iter().filter(|ix| action != Action::CopyDay || days.insert(day(*ix)));
        let texts: Vec<String> = wanted.filter_map(text).collect();
        if texts.is_empty() {
            return warn(if action == Action::CopyDay {
                "you go to nothing on that day"
            } else {
                "no links are known"
            });
        }
        let between = if action == Action::CopyDay { "\n\n" } else { "\n" };
        vec![Ask::Do(Effect::Copy(texts.join(between))), Ask::Deselect]
    }

    fn open_links(&self) -> Asks {
        if let Some(Target::Link(url)) = self.reader.chosen_target() {
            return vec![Ask::Do(Effect::Open(url.clone()))];
        }
        let programme = self.world.programme();
        let links = match (self.chosen().session, self.reader.page()) {
            (Some(session), _) => programme.session(session).links.as_slice(),
            (None, Some(Page::Speaker(speaker))) => programme.speaker(speaker).links.as_slice(),
            _ => &[],
        };
        match links {
            [] => warn("no links are known"),
            [only] => vec![Ask::Do(Effect::Open(only.url.clone()))],
            _ => vec![Ask::Open(Opening::Links(links.to_vec()))],
        }
    }

    /// Fetches every kept event again that has a source to fetch it from.
    fn refresh_all(&self) -> Asks {
        let kept = self.world.events().known().iter().filter(|event| event.has_way_back() && event.fetched.is_some());
        let ids: Vec<String> = kept.map(|event| event.id.clone()).collect();
        if !ids.is_empty() {
            return vec![Ask::Do(Effect::Refresh(ids))];
        }
        let key = |mode, action| self.world.key_for(mode, action);
        let how = match (key(Mode::Global, Action::Events), key(Mode::Events, Action::Import)) {
            (Some(events), Some(import)) => format!(" · {events} {import} brings one in"),
            _ => String::new(),
        };
        warn(format!("every event is part of the program{how}"))
    }

    /// Calls off the fetch of the chosen row or, where that is none, every fetch.
    fn stop(&self) -> Asks {
        if !self.world.events().fetching() {
            return say("nothing is being fetched");
        }
        let on_events = self.screen == ScreenId::Events;
        let chosen = if on_events { self.screens.events.chosen_running(&self.world) } else { None };
        vec![Ask::Do(Effect::StopFetching(chosen))]
    }
}

/// What a session has attached once an action was about it, and what is said of that.
fn attached(personal: &Personal, action: Action, stars: Option<usize>) -> (Personal, String) {
    match (action, stars) {
        (_, Some(stars)) => {
            let rating = u8::try_from(stars).ok().filter(|stars| *stars > 0);
            let said = rating.map_or("no rating".to_owned(), |stars| format!("{stars} of 5"));
            (Personal { rating, ..personal.clone() }, said)
        }
        (Action::Unmark, _) => (Personal { mark: None, ..personal.clone() }, "no mark".to_owned()),
        _ => toggled(personal, action),
    }
}

/// Whether a session has what an action attaches, so that it would take it away.
fn has(personal: &Personal, action: Action) -> bool {
    match action {
        Action::Going => personal.mark == Some(Mark::Going),
        Action::Interested => personal.mark == Some(Mark::Interested),
        Action::Dismissed => personal.is_dismissed(),
        Action::Seen => personal.seen,
        _ => false,
    }
}
