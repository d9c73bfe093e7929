//! kubetalks: browse a conference programme in the terminal, mark what you will attend, find the marks there tomorrow.
//!
//! One library with a thin program. Its heart is pure: [`tui::update`] lets a message take effect and returns what the
//! world outside has to do, [`tui::App::refresh`] brings what is shown in line with the facts, [`tui::draw`] draws it, and
//! [`search::search`] turns a programme and a query into hits. Everything that can fail, block or surprise (terminal, files,
//! clock, network, signals, the desktop) is behind the doors of [`io`], and [`run`] connects the two. There is no async
//! runtime, no global state and no tick: while nothing happens the program sleeps.
//!
//! # The rooms
//!
//! A room imports only from the rooms named in its row; a test reads this table and every `use crate::`. Tests beside
//! the code are free to look further.
//!
//! | level | room | duty | may import |
//! |---|---|---|---|
//! | 0 | `problem` | what is wrong with a text, where, and what to do; the nearest right word | |
//! | 0 | `model` | programme, event, session, speaker, slot, ids, orderings: what is; the packed form of a schedule | `sanitise` |
//! | 0 | `action` | the one list of what a user can ask for: name, group, help line | |
//! | 0 | `theme` | roles to styles: the themes that ship, and files of them | `problem` `settings` |
//! | 0 | `measure` | the one place that measures, cuts and wraps text, by grapheme and cell width | |
//! | 0 | `sanitise` | text that cannot steer a terminal: cleaned on the way in, filtered on the way out | |
//! | 0 | `settings` | TOML as entries that know their line and column | `problem` `sanitise` |
//! | 0 | `words` | how values read: ages, lengths, days, hours, counts, sizes, marks; text in ASCII | `model` |
//! | 1 | `source` | bytes of one schedule format to (event, problems); the seeds are one such format; cleans text | `model` `problem` `sanitise` `measure` `words` |
//! | 1 | `search` | query, rank, highlight, similar | `model` `problem` |
//! | 1 | `keymap` | key spelling, trie per mode, merge, problems, reverse lookup | `action` `problem` `settings` |
//! | 1 | `agenda` | clashes, gaps, the best plan, now and next | `model` `problem` |
//! | 1 | `identity` | which session of one version of a programme is which of another | `model` |
//! | 1 | `places` | from a place to the time zone of its clocks | `model` |
//! | 1 | `share` | marks of one event as a line of text, and a text as a code to scan | `model` |
//! | 1 | `listing` | sessions, speakers and events in the one shape that JSON has | `model` |
//! | 2 | `insights` | what is counted of sessions, for pictures | `model` `agenda` |
//! | 2 | `catalogue` | conferences that can be brought in by their name | `model` `places` `sanitise` `words` |
//! | 2 | `favourites` | entries, merge, text form; no disk | `model` `problem` `identity` `sanitise` |
//! | 2 | `config` | the user's settings text to (config, problems) | `keymap` `theme` `agenda` `model` `settings` `problem` |
//! | 3 | `changes` | what differs between two versions of a schedule, and what of that is the user's | `model` `problem` `identity` `favourites` `words` |
//! | 3 | `export` | sessions as iCalendar, Markdown, HTML, Org, CSV and JSON; a day on one sheet | `model` `listing` `problem` `favourites` `identity` `source` `words` `agenda` `share` `measure` |
//! | 3 | `foreign` | favourites that other programs wrote: what they refer to, which sessions those are | `model` `problem` `favourites` `identity` `share` `source` `sanitise` `words` |
//! | 4 | `friends` | who else goes to what, from the files friends sent; what can be split between us | `foreign` `favourites` `agenda` `model` `problem` `measure` `sanitise` |
//! | 4 | `io` | the doors: terminal, input and signals, writing files, network, opener; decides nothing, knows no session | `keymap` `problem` `sanitise` |
//! | 5 | `store` | the user's files: favourites, friends, imported events, what was exported, the folders they are in | `io` `favourites` `friends` `changes` `export` `model` `problem` `sanitise` |
//! | 5 | `tui::derived`, `tui::layout` | what is made anew when its key differs; splits that screens share | |
//! | 6 | `tui::widgets` | cells, styles, lists, text fields, documents: what views are made of | `tui::layout` `action` `keymap` `friends` `measure` `model` `problem` `theme` `words` |
//! | 6 | `tui::world` | the facts that views show, and what is asked of all of them together | `tui::derived` `catalogue` `export` `model` `words` `problem` `search` `favourites` `friends` `agenda` `changes` `identity` `action` `keymap` `sanitise` `measure` |
//! | 7 | `tui::ask`, `tui::message` | what a view wants done; what can happen | `tui::world` `model` `problem` `search` `friends` `agenda` `changes` `action` `keymap` |
//! | 8 | `tui::contract` | what a screen is, and an overlay | `tui::ask` `tui::world` `tui::widgets` `model` `action` `keymap` |
//! | 9 | `tui::reader`, `tui::screens::*`, `tui::overlays::*` | the views; none knows another | `share` `insights` `tui::ask` `tui::contract` `tui::derived` `tui::layout` `tui::widgets` `tui::world` `model` `words` `problem` `search` `favourites` `friends` `agenda` `changes` `export` `action` `keymap` `theme` `measure` `catalogue` `places` |
//! | 10 | `tui::screens`, `tui::overlays` | which views there are | `tui::screens::*` `tui::overlays::*` `tui::ask` `tui::contract` `tui::world` |
//! | 11 | `tui` | the full-screen program: who gets a key, `update`, what views ask for carried out, drawing | `share` `tui::*` `model` `words` `problem` `search` `favourites` `friends` `agenda` `changes` `identity` `action` `keymap` `theme` `measure` |
//! | 6 | `importing` | bringing events in, and fetching them again: doors, reading and comparing in order | `io` `store` `source` `catalogue` `places` `changes` `model` `problem` `sanitise` |
//! | 12 | `run` | start-up, the loop, performs effects | everything but `cli` |
//! | 12 | `cli` | the commands | everything but `tui` |
//!
//! Time, environment and randomness enter the heart only as values. What goes beyond the first design: `problem` is a
//! room of its own because every parser needs it, `settings` because keymap and config read the same kind of file,
//! `agenda`, `changes`, `export`, `foreign` and `friends` because they are pure and big. A credit has a `title`, which is
//! what programmes print. `measure` is a room of its own: paging has to know how tall a page is, and the command line
//! wraps text too.
//!
//! # The screen program
//!
//! The facts stand in `tui::world`. Each folder of `tui::screens` and each file of `tui::overlays` is one view of them: it
//! holds what it remembers, sees the facts read-only, and asks for everything else with one of the values of `tui::ask`.
//! `tui::contract` says what a view answers to. What is made of facts is kept with a key that names them, and one refresh
//! makes anew what has another key than before; a random walk in `tests/walk.rs` holds that against making everything anew.
//! Between the facts and the design there is one difference: `Status`, the text of the last line, stands with the facts,
//! because what is fetched has something to say.
//!
//! # Words
//!
//! - **world**: the facts that views share; **revision**: how often each part of them has changed.
//! - **view**: a screen or an overlay with what it remembers; **overlay**, **layer**: what lies over a screen or another
//!   overlay, and has the keyboard while it is the topmost; **ask**: what a view wants done that it may not do itself.
//! - **reader**: the page of a session, a person, a clash or free time, beside a screen or over the whole window.
//! - **programme**: the sessions of every event that takes part; **takes part**, **left out**: whether an event is in it.
//! - **packed**: a schedule in the form in which it lies on disk and is searched; **brief**: what is known of a session
//!   beside its texts.
//! - **identity**: which session of one version of a schedule is which of another; **remap**: positions of one programme in
//!   another; **migrate**: to follow a session whose id has changed.
//! - **mark**: going or interested; **favourites**: everything that the user attached to sessions, as it is stored; **store**:
//!   the user's files.
//! - **problem**: what is wrong with a text, with its place and what to do; **report**: what a refresh changed.
//! - **conflict**: two sessions that one cannot both go to; a **clash** where they overlap, **tight** where there is too
//!   little time to change rooms; **gap**: free time between what one goes to.
//!
//! # What two sessions have in common
//!
//! "Similar sessions" are found offline, by the words that two texts share: see the module `likeness` in [`search`].

#[cfg(not(unix))]
compile_error!("kubetalks is for Unix: terminals, signals and locks of files are used as they are there");

pub mod action;
pub mod agenda;
pub mod catalogue;
pub mod changes;
pub mod cli;
pub mod config;
pub mod export;
pub mod favourites;
pub mod foreign;
pub mod friends;
pub mod identity;
pub mod importing;
pub mod insights;
pub mod io;
pub mod keymap;
pub mod listing;
pub mod measure;
pub mod model;
pub mod places;
pub mod problem;
pub mod run;
pub mod sanitise;
pub mod search;
pub mod settings;
pub mod share;
pub mod source;
pub mod store;
#[cfg(any(test, feature = "test-support"))]
pub mod test_support;
pub mod theme;
pub mod tui;
pub mod words;
