//! What the heart asks of the world.

use super::circle::Circle;
use super::completing::{Completion, complete};
use super::exporting::Exports;
use super::favourites_writer::FavouritesWriter;
use super::fetcher::Fetcher;
use super::loop_event::LoopEvent;
use crate::config::Reminder;
use crate::io::editor::Edited;
use crate::io::input::Listener;
use crate::io::terminal::Terminal;
use crate::io::{editor, opener};
use crate::model::SessionIx;
use crate::problem::Problem;
use crate::store::Rescue;
use crate::tui::{App, Effect, ExportOrder, Fetch, Message, update};
use crate::words::counted;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use tempfile::TempPath;

pub(super) struct Performer {
    pub(super) terminal: Terminal,
    pub(super) listener: Listener,
    pub(super) favourites_writer: FavouritesWriter,
    pub(super) fetcher: Fetcher,
    pub(super) sender: Sender<LoopEvent>,
    pub(super) reminder: Reminder,
    pub(super) rescue: Rescue,
    pub(super) circle: Circle,
    pub(super) exports: Exports,
    /// What is to be told once the terminal is the user's again.
    pub(super) farewell: Vec<String>,
}

impl Performer {
    /// Performs effects until one ends the program. What fails is told on the screen; only a failing terminal is an
    /// error.
    pub(super) fn perform(&mut self, app: &mut App, effects: Vec<Effect>) -> io::Result<ControlFlow<()>> {
        for effect in effects {
            if self.perform_one(app, effect)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn perform_one(&mut self, app: &mut App, effect: Effect) -> io::Result<ControlFlow<()>> {
        match effect {
            Effect::Quit => return Ok(ControlFlow::Break(())),
            Effect::Suspend => {
                if !self.terminal.suspend()? {
                    update(app, Message::Failed("there is no shell to go back to".to_owned()));
                }
                let (columns, lines) = self.terminal.size()?;
                update(app, Message::Resize(columns, lines));
            }
            Effect::Redraw => self.terminal.repaint()?,
            // What is marked in a conference that is made up is kept as long as that.
            Effect::Save(favourites) => self.favourites_writer.save(match self.fetcher.demo_id() {
                Some(demo) => favourites.without_event(&demo),
                None => favourites,
            }),
            Effect::Remind(text) => self.remind(&text)?,
            Effect::Open(link) => self.open(link)?,
            Effect::Copy(text) => {
                self.terminal.copy(&text)?;
                let first = text.lines().next().unwrap_or_default();
                let more = match text.lines().count() {
                    0 | 1 => String::new(),
                    lines => format!(" · {} more", counted(lines - 1, "line")),
                };
                update(app, Message::Done(format!("copied: {first}{more}")));
            }
            Effect::Import(typed) => self.fetcher.fetch(Fetch::New(typed))?,
            Effect::Choose(conference) => self.fetcher.choose(*conference)?,
            Effect::Conferences(fetch) => self.fetcher.conferences(fetch)?,
            Effect::Complete(typed) => {
                let message = match complete(&typed) {
                    Completion::Path(path) => Message::Completed(typed, path),
                    Completion::Unclear(said) => Message::Done(said),
                };
                update(app, message);
            }
            Effect::Describe(id, said) => self.fetcher.describe(id, said)?,
            Effect::Export(order) => self.export(app, order)?,
            Effect::Befriend(name, place) => self.circle.befriend(&self.fetcher, app, name, place)?,
            Effect::RefreshFriend(name) => self.circle.refresh(&self.fetcher, app, name)?,
            Effect::Unfriend(name) => self.circle.forget(&self.fetcher, name)?,
            Effect::Demo => self.fetcher.demo(app.world().clock().present)?,
            Effect::Refresh(ids) => {
                for id in ids {
                    self.fetcher.fetch(Fetch::Again(id))?;
                }
            }
            Effect::StopFetching(fetch) => self.fetcher.stop(fetch.as_ref()),
            Effect::TakePart(id, part) => self.fetcher.take_part(id, part)?,
            Effect::Forget(id) => self.fetcher.forget(id)?,
            Effect::Study(ids) => self.fetcher.study(ids)?,
            Effect::Edit(session, text) => return self.edit(app, session, &text),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn remind(&mut self, text: &str) -> io::Result<()> {
        if self.reminder.bell {
            self.terminal.bell()?;
        }
        if self.reminder.notify {
            self.terminal.notify(text)?;
        }
        Ok(())
    }

    /// Writing a file may take its time.
    fn export(&mut self, app: &App, order: ExportOrder) -> io::Result<()> {
        let (exports, sender) = (self.exports.clone(), self.sender.clone());
        let (programme, world) = (Arc::clone(app.world().programme_arc()), app.world());
        let (personal, now) = (world.marks().all.clone(), world.clock().present);
        self.fetcher.aside(move || {
            let written = exports.write(&programme, &personal, now, order).map_err(|problem| problem.to_string());
            let _ = sender.send(LoopEvent::Message(Message::Settled(written)));
        })
    }

    /// Opening waits for the opener, so it has a thread of its own.
    fn open(&mut self, link: String) -> io::Result<()> {
        let sender = self.sender.clone();
        thread::Builder::new().name("opener".into()).spawn(move || {
            let message = match opener::open(&link) {
                Ok(()) => Message::Done(format!("opened: {link}")),
                Err(error) => Message::Failed(error.to_string()),
            };
            let _ = sender.send(LoopEvent::Message(message));
        })?;
        Ok(())
    }

    fn edit(&mut self, app: &mut App, session: SessionIx, text: &str) -> io::Result<ControlFlow<()>> {
        let Some(command) = editor::command() else {
            update(app, Message::Failed(editor::EditError::Unknown.to_string()));
            return Ok(ControlFlow::Continue(()));
        };
        let mut written = None;
        let returned = {
            let _pause = self.listener.pause()?;
            self.terminal.aside(|| written = Some(editor::edit(&command, text)))
        };
        // The window may be gone by now; what was written is stored all the same.
        let effects = match written {
            Some(Ok(Edited::Text(note))) => update(app, Message::NoteWritten(session, note.trim_end().to_owned())),
            Some(Ok(Edited::Left { file, why })) => update(app, Message::Kept(self.keep_note(file, &why))),
            Some(Err(error)) => update(app, Message::Failed(error.to_string())),
            None => Vec::new(),
        };
        let ended = self.perform(app, effects)?;
        returned?;
        let (columns, lines) = self.terminal.size()?;
        update(app, Message::Resize(columns, lines));
        Ok(ended)
    }

    /// Keeps what an editor left where the user finds it, and says where: now, and once more at the end.
    fn keep_note(&mut self, file: TempPath, why: &str) -> Problem {
        let kept = fs::read(&file).and_then(|bytes| self.rescue.keep_note(&bytes));
        // Where it is can be kept too, if nowhere else.
        let place = kept.or_else(|_| file.keep().map_err(|error| error.error));
        let said = match place {
            Ok(place) => {
                let said = format!("{why}; what it wrote is in {}", place.display());
                self.farewell.push(format!("note: {why}; what the editor wrote is in\n{}", place.display()));
                said
            }
            Err(error) => format!("{why}, and what it wrote cannot be kept: {error}"),
        };
        Problem::warning("note", said)
    }
}
