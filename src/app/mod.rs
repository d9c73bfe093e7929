//! The heart of the full-screen program: what it knows, and what happens when something happens.
//!
//! [`update`] is the only function that changes a [`State`], by way of a closed set of [`Message`]s; what the world has
//! to do about it comes back as [`Effect`]s. Nothing here touches a terminal, a file, the clock or the network, so that
//! every story about the program can be told in a test. Start with `state`, then `update`.

mod browse;
mod click;
mod copy;
mod detail;
mod document;
mod field;
mod grouping;
mod layout;
mod marks;
mod message;
mod overlay;
mod page;
mod plan;
mod preferences;
mod renewal;
mod screens;
mod state;
mod times;
mod typing;
mod update;
mod wake;

pub use crate::measure::{cut, fill, fitting, width, wrap};
pub use browse::Browse;
pub use detail::{Laid, View};
pub use document::{Piece, Role, Row};
pub use grouping::{Facet, Hidden};
pub use layout::{Areas, SMALLEST, areas, inside, lines_per_event, lines_per_session, list_rows, text_inside};
pub use message::{Effect, Message, Mouse, Stored};
pub use overlay::{HelpRow, HelpView, HiddenView, LinksView, NoteView, ProblemsView, help_rows, problem_rows};
pub use page::Page;
pub use plan::{Change, PlanLine, PlanView, Planning, Suggest, plan_areas};
pub use preferences::Preferences;
pub use screens::{
    AgendaScreen, Bracket, Choice, Count, Deed, EventRow, EventsScreen, Fetch, Fetching, FillView, Known, Line, Loaded,
    News, NowLine, NowScreen, Outline, Progress, ReportView, Screens, SolveView, SourceView, Study, TimetableScreen,
    What, about_event, conflict_title, under_way,
};
pub use screens::{Block, Column, Grid, Matching, Sight};
pub use state::{Beginning, Cursor, Overlay, Pane, Screen, State, Status};
pub use times::{brief, shown, shown_zone, span, when};
pub use update::update;
