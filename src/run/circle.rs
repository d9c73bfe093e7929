//! Friends that come and go while the program runs.

use super::fetcher::{Fetcher, origin};
use super::loop_event::LoopEvent;
use crate::foreign::{Kind, recognise};
use crate::friends::{Friend, Friends, Refused};
use crate::importing::{NetworkRules, Origin, bytes};
use crate::io::clock;
use crate::model::{Programme, Source};
use crate::problem::Problem;
use crate::store::FriendsStore;
use crate::tui::{App, Message};
use crate::words::counted;
use chrono::Timelike;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Where friends are kept, and how what they send is fetched.
#[derive(Clone)]
pub(super) struct Circle {
    pub(super) file: Option<FriendsStore>,
    pub(super) rules: NetworkRules,
    pub(super) sender: Sender<LoopEvent>,
}

impl Circle {
    /// Takes the favourites of somebody; [`Message::Befriended`] comes.
    pub(super) fn befriend(&self, fetcher: &Fetcher, app: &App, name: String, place: String) -> io::Result<()> {
        let (circle, programme) = (self.clone(), Arc::clone(app.world().programme_arc()));
        fetcher.aside(move || circle.tell(circle.taken(&programme, &name, &place)))
    }

    /// Takes the favourites of a friend anew; [`Message::Befriended`] comes.
    pub(super) fn refresh(&self, fetcher: &Fetcher, app: &App, name: String) -> io::Result<()> {
        match app.world().friends().get(&name).and_then(|friend| friend.origin.clone()) {
            Some(place) => self.befriend(fetcher, app, name, place),
            None => Ok(()),
        }
    }

    /// Removes a friend; [`Message::Befriended`] comes.
    pub(super) fn forget(&self, fetcher: &Fetcher, name: String) -> io::Result<()> {
        let circle = self.clone();
        fetcher.aside(move || {
            let removed = circle.change(|friends| {
                friends.remove(&name);
                Ok(format!("no longer a friend here: {name}"))
            });
            circle.tell(removed);
        })
    }

    fn taken(&self, programme: &Programme, name: &str, place: &str) -> Result<(Friends, String), Problem> {
        let failed = |error: &dyn ToString| Problem::error(name, error.to_string());
        let known = Friend::new(name).map_err(|error| failed(&error))?;
        let (bytes, source, notes): (Vec<u8>, Source, Vec<Problem>) =
            bytes(&of_selection(place), &self.rules, &mut |_| true).map_err(|error| failed(&error))?;
        let taken = clock::now().with_nanosecond(0);
        let (friend, problems) = known.with_favourites(&bytes, &source, taken, programme)?;
        let (found, missing) = (friend.marks.entries().count(), friend.loose.len());
        let missing = if missing > 0 { format!(", {missing} not found") } else { String::new() };
        let problems: String = notes.iter().chain(&problems).map(|problem| format!(" · {problem}")).collect();
        let said = format!("{}: {}{missing}{problems}", friend.name, counted(found, "session"));
        self.change(|friends| {
            friends.put(friend, None)?;
            Ok(said)
        })
    }

    fn change(&self, edit: impl FnOnce(&mut Friends) -> Result<String, Refused>) -> Result<(Friends, String), Problem> {
        let failed = |message: String| Problem::error("friends", message);
        let file = self.file.as_ref().ok_or_else(|| failed("there is nowhere to keep friends".to_owned()))?;
        let changed = file.change(|friends| Ok::<_, Refused>((edit(friends)?, friends.clone())));
        let (changed, warnings) = changed.map_err(|error| failed(error.to_string()))?;
        let (said, friends) = changed.map_err(|error| failed(error.to_string()))?;
        let warnings: String = warnings.iter().map(|warning| format!(" · {warning}")).collect();
        Ok((friends, format!("{said}{warnings}")))
    }

    fn tell(&self, changed: Result<(Friends, String), Problem>) {
        let message = match changed {
            Ok((friends, said)) => Message::Befriended(Box::new(friends), said),
            Err(problem) => Message::Settled(Err(problem.to_string())),
        };
        let _ = self.sender.send(LoopEvent::Message(message));
    }
}

/// Where favourites are that somebody sent: a code, or a link of Giggity, is all of them itself.
fn of_selection(typed: &str) -> Origin {
    match recognise(typed.as_bytes()) {
        Some(Kind::Code | Kind::Giggity) => Origin::Input(typed.into()),
        _ => origin(typed),
    }
}
