//! The heart of the full-screen program: what it knows, and what happens when something happens.
//!
//! [`update`] is the only function that changes a [`State`], by way of a closed set of [`Message`]s; what the world has
//! to do about it comes back as [`Effect`]s. Nothing here touches a terminal, a file, the clock or the network, so that
//! every story about the program can be told in a test. Start with `state`, then `update`.

mod app;
mod bars;
mod click;
mod draw;
mod layout;
mod message;
mod overlays;
mod reader;
mod screens;
mod typing;
mod update;
mod widgets;
mod world;

pub use crate::measure::{cut, fill, fitting, width, wrap};
pub use app::{Beginning, Cursor, Overlay, Pane, Screen, State, Status};
pub use draw::draw;
pub use layout::{Areas, SMALLEST, areas, inside, lines_per_event, lines_per_session, list_rows, text_inside};
pub use message::{Effect, Message, Mouse, Stored};
pub use overlays::plan::state::{Change, PlanLine, PlanView, Planning, Suggest, plan_areas};
pub use overlays::report::{ReportView, SourceView};
pub use overlays::{HelpRow, HelpView, HiddenView, LinksView, NoteView, ProblemsView, help_rows, problem_rows};
pub use reader::page::Page;
pub use reader::state::{Laid, View};
pub use screens::Screens;
pub use screens::agenda::choices::{FillView, SolveView, conflict_title};
pub use screens::agenda::lines::{Bracket, Choice, Line, What};
pub use screens::agenda::state::{AgendaScreen, Count};
pub use screens::events::about::{about_event, under_way};
pub use screens::events::fetching::{Deed, Loaded, News};
pub use screens::events::state::{EventRow, EventsScreen};
pub use screens::now::state::{NowLine, NowScreen};
pub use screens::sessions::grouping::{Facet, Hidden};
pub use screens::sessions::state::Browse;
pub use screens::timetable::filter::Matching;
pub use screens::timetable::grid::{Block, Column, Grid};
pub use screens::timetable::state::TimetableScreen;
pub use screens::timetable::viewport::Sight;
pub use update::update;
pub use widgets::document::{Piece, Role, Row};
pub use widgets::styles::{Glyphs, Look};
pub use world::clock::{brief, shown, shown_zone, span, when};
pub use world::events::{Fetch, Fetching, Known, Outline, Progress, Study};
pub use world::preferences::Preferences;
