//! The full-screen program: what it knows, what happens when something happens, and how it looks.
//!
//! [`update`] lets a [`Message`] take effect and returns [`Effect`]s, what the world outside has to do about it;
//! [`App::refresh`] brings everything shown in line with the facts, once for all that came together; [`draw`] draws it.
//! Nothing here touches a terminal, a file, the clock or the network, so that every story about the program can be told in
//! a test.
//!
//! The facts are in `world`; each folder of `screens` and each file of `overlays` is one view of them, and `contract` says
//! what a view is. Start there, then read `app` and `update`.

mod acting;
mod app;
mod ask;
mod bars;
mod carry;
mod contract;
mod derived;
mod draw;
mod everywhere;
mod fetching;
mod layout;
mod message;
mod overlays;
mod present;
mod quiet;
mod reader;
#[cfg(test)]
mod remap_tests;
mod screens;
mod update;
mod widgets;
mod world;

pub use app::App;
pub use ask::ScreenId;
pub use draw::draw;
pub use message::{Message, Mouse};
pub use update::update;
pub use widgets::styles::Look;
pub use world::effect::{Effect, ExportOrder};
pub use world::events::{
    EventDetails, EventFigures, EventInfo, EventsChanged, Fetch, FetchOutcome, Fetching, KnownConferences, Operation,
    Progress,
};
pub use world::preferences::{Preferences, PresentSetting, Remembered};
pub use world::{Beginning, Stored};
