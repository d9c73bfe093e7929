//! The smallest program that uses the doors of the terminal: what `tests/terminal.rs` drives.

#![allow(clippy::panic, reason = "it is here to panic")]

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};

use kubetalks::io::editor::{self, Edited};
use kubetalks::io::input::{self, Input, Listener, Signal};
use kubetalks::io::output::{Colour, Output};
use kubetalks::io::terminal::{Terminal, vanished};

fn main() -> ExitCode {
    let ended = run().or_else(|error| if vanished(&error) { Ok(Signal::HANGUP.exit_code()) } else { Err(error) });
    let mut output = Output::stdout(Colour::Auto);
    let _ = match &ended {
        Ok(code) => writeln!(output, "ended: {code}"),
        Err(error) => writeln!(output, "error: {error}"),
    };
    let _ = output.flush();
    ExitCode::from(ended.unwrap_or(2))
}

fn run() -> io::Result<u8> {
    let (sender, inputs) = mpsc::channel();
    let mouse = std::env::var_os("PROBE_MOUSE").is_some();
    let mut terminal = Terminal::enter(mouse)?;
    let listener = input::listen(input::catch_signals()?, move |input| sender.send(input).is_ok())?;
    answer(&mut terminal, &listener, &inputs)
}

fn answer(terminal: &mut Terminal, listener: &Listener, inputs: &Receiver<Input>) -> io::Result<u8> {
    let mut log = Vec::new();
    let mut frames = 0;
    loop {
        terminal.draw(|frame| {
            let size = frame.area();
            let text = format!("probe {}x{}\n{}", size.width, size.height, log.join("\n"));
            frame.render_widget(ratatui::widgets::Paragraph::new(text), size);
            Vec::new()
        })?;
        frames += 1;
        let input = inputs.recv().map_err(io::Error::other)?;
        let said = match input {
            Input::Key(key) => match key.to_string().as_str() {
                "q" => return Ok(0),
                "e" => return Err(io::Error::other("as asked")),
                "p" => panic!("main panics"),
                "w" => {
                    let _ = std::thread::spawn(|| panic!("worker panics")).join();
                    unreachable!("the panic of a thread ends the program")
                }
                "d" => {
                    terminal.draw(|_| panic!("drawing panics"))?;
                    continue;
                }
                "." => continue,
                "n" => format!("frames {frames}"),
                "y" => terminal.copy("copied").map(|()| "copied".into())?,
                "v" => edit(terminal, listener)?,
                "ctrl-z" => format!("suspended: {}", terminal.suspend()?),
                other => format!("key {other}"),
            },
            Input::Signal(Signal::Continue) => {
                terminal.resume()?;
                "continued".into()
            }
            Input::Signal(Signal::Suspend) => format!("suspended: {}", terminal.suspend()?),
            Input::Signal(signal) => return Ok(signal.exit_code()),
            Input::HungUp => return Ok(Signal::HANGUP.exit_code()),
            Input::Resize(..) => continue,
            other => format!("{other:?}"),
        };
        log.push(said);
    }
}

fn edit(terminal: &mut Terminal, listener: &Listener) -> io::Result<String> {
    let pause = listener.pause()?;
    let edited = terminal.aside(|| editor::edit(&editor::command().unwrap_or_default(), "before "))?;
    let edited = edited.map(|edited| match edited {
        Edited::Text(text) => text,
        Edited::Left { why, .. } => why,
    });
    drop(pause);
    Ok(match edited {
        Ok(text) => format!("edited {text:?}"),
        Err(error) => error.to_string(),
    })
}
