//! What the heart asks of the world.

use super::favourites_writer::FavouritesWriter;
use super::fetcher::Fetcher;
use super::loop_event::LoopEvent;
use crate::config::Reminder;
use crate::io::input::Listener;
use crate::io::terminal::Terminal;
use crate::io::{editor, opener};
use crate::model::SessionIx;
use crate::tui::{App, Effect, Fetch, Message, update};
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::Sender;
use std::thread;

pub(super) struct Performer {
    pub(super) terminal: Terminal,
    pub(super) listener: Listener,
    pub(super) favourites_writer: FavouritesWriter,
    pub(super) fetcher: Fetcher,
    pub(super) sender: Sender<LoopEvent>,
    pub(super) reminder: Reminder,
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
            Effect::Save(favourites) => self.favourites_writer.save(favourites),
            Effect::Remind(text) => self.remind(&text)?,
            Effect::Open(link) => self.open(link)?,
            Effect::Copy(text) => {
                self.terminal.copy(&text)?;
                let first = text.lines().next().unwrap_or_default().to_owned();
                update(app, Message::Done(format!("copied: {first}")));
            }
            Effect::Import(typed) => self.fetcher.fetch(Fetch::New(typed))?,
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
        let written = {
            let _pause = self.listener.pause()?;
            self.terminal.aside(|| editor::edit(&command, text))?
        };
        let (columns, lines) = self.terminal.size()?;
        update(app, Message::Resize(columns, lines));
        let effects = match written {
            Ok(note) => update(app, Message::NoteWritten(session, note.trim_end().to_owned())),
            Err(error) => update(app, Message::Failed(error.to_string())),
        };
        self.perform(app, effects)
    }
}
