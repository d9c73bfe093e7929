pub mod clock;
pub mod events;
pub mod marks;
pub mod preferences;
pub mod remap;
pub mod reminders;
