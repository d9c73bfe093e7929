//! Other words for actions: what people look for who do not know what it is called here.

use super::Action;

impl Action {
    /// Words that mean it elsewhere, with a blank between; empty where its name and its help line say it all.
    pub fn also(self) -> &'static str {
        match self {
            Self::Sessions => "list talks home browse",
            Self::Agenda => "schedule my day plan calendar",
            Self::Timetable => "grid rooms calendar week day schedule",
            Self::Now => "current live today next",
            Self::Insights => "statistics charts numbers count heat map graph",
            Self::Events => "conferences open load",
            Self::Triage => "decide swipe cards skim through inbox review",
            Self::Later => "skip postpone pass maybe",
            Self::Likeness => "recommend similar learn taste",
            Self::News => "changes moved cancelled renamed new updates diff",
            Self::ReadAll => "acknowledge clear mark read",
            Self::Enter => "open select",
            Self::Back => "close cancel escape",
            Self::Search => "find filter query look for",
            Self::AlsoOn => "same time parallel slot at",
            Self::NextStart | Self::PreviousStart => "slot time hour",
            Self::OnlyEvent => "scope filter conference all archive",
            Self::EarlierQuery => "history recall previous search",
            Self::ClearFilters => "reset filter show all",
            Self::Group => "sort order chronological time",
            Self::Hide => "filter exclude rooms tracks",
            Self::OnlyRooms => "filter fewer rooms marked",
            Self::Wider | Self::Narrower => "width zoom resize columns size maximise full",
            Self::Going => "mark bookmark favourite favorite star attend add",
            Self::Interested => "mark bookmark favourite favorite maybe like",
            Self::Seen => "watched done read",
            Self::Note => "comment write annotate",
            Self::Rate1 | Self::Rate2 | Self::Rate3 | Self::Rate4 | Self::Rate5 => "stars vote",
            Self::Dismissed => "dismiss hide reject skip exclude delete no",
            Self::Unmark => "delete remove unbookmark",
            Self::Select | Self::SelectAll => "visual multiple several bulk range",
            _ => self.also_later(),
        }
    }

    /// The rest of it.
    fn also_later(self) -> &'static str {
        match self {
            Self::Undo => "revert back mistake",
            Self::Redo => "repeat again",
            Self::OpenLink => "browser url video slides web",
            Self::Copy | Self::CopyLink | Self::CopyMarkdown | Self::CopyId | Self::CopyDay => "clipboard yank share",
            Self::Plan => "solve optimise schedule best",
            Self::Solve => "conflict overlap",
            Self::Fill => "free time suggest recommend",
            Self::Demo => "example try tutorial sample",
            Self::Welcome => "start tutorial begin intro open my conference",
            Self::Import => "add open conference load file url address ics download find name conference",
            Self::Zone => "timezone clock hours utc city place wrong times",
            Self::Export => "calendar ical ics markdown csv json html org save file share send print",
            Self::LinkCode | Self::Share => "qr qrcode code send phone scan agenda friend",
            Self::Watch | Self::WatchOrder | Self::WatchAll => {
                "videos recordings archive later catch up youtube minutes"
            }
            Self::Friends => "people colleagues team together who",
            Self::Befriend => "add friend import favourites colleague",
            Self::Rename => "name title call event",
            Self::Refresh | Self::RefreshAll => "update reload sync fetch",
            Self::TakePart => "hide archive enable disable",
            Self::Forget => "delete remove",
            Self::Changes => "what is new diff news",
            Self::Help => "keys palette commands shortcuts bindings",
            Self::OtherZone => "timezone clock local",
            Self::Present => "today current jump",
            Self::Problems => "errors warnings settings",
            Self::Quit => "exit leave close",
            _ => "",
        }
    }
}
