//! The one list of what a user can ask for.
//!
//! Keys are bound to these names; help, footer, the manual page and the table in `docs/` are generated from this list and
//! the effective keymap. This room knows neither keys nor screens. Start with [`Action`].

mod also;
mod shell;

pub use shell::{COMMANDS, ShellCommand};

macro_rules! actions {
    ($($group:ident $title:literal { $($variant:ident $name:literal $short:literal $help:literal;)* })*) => {
        /// A heading under which actions stand in help.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Group {
            $(#[doc = $title] $group,)*
        }

        impl Group {
            /// Every group, in the order of help.
            pub const ALL: &[Self] = &[$(Self::$group,)*];

            /// The heading.
            pub fn title(self) -> &'static str {
                match self { $(Self::$group => $title,)* }
            }
        }

        /// One thing a user can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[doc = $help] $variant,)*)*
        }

        impl Action {
            /// Every action, in the order of help.
            pub const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            /// The name in `keymap.toml`.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// One or two words for the footer.
            pub fn short(self) -> &'static str {
                match self { $($(Self::$variant => $short,)*)* }
            }

            /// One line for help, without a full stop.
            pub fn help(self) -> &'static str {
                match self { $($(Self::$variant => $help,)*)* }
            }

            /// The heading it stands under.
            pub fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)*)* }
            }

            /// The action with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($($name => Some(Self::$variant),)*)* _ => None }
            }
        }
    };
}

actions! {
    Panes "Screens and panes" {
        Sessions "sessions" "sessions" "The sessions, by track and speaker";
        Agenda "agenda" "agenda" "My agenda: what I go to, where it clashes, what fits the gaps";
        Timetable "timetable" "timetable" "The timetable: rooms across, time down";
        Now "now" "now" "What is on now, and what comes next";
        Events "events" "events" "The events that are loaded";
        Insights "insights" "insights" "Pictures of what the list has: topics, technologies over the years, people, my days, the week";
        Triage "triage" "triage" "Go through what the list has, one session at a time";
        Enter "enter" "read" "Read in full, choose the row, or follow it";
        Back "back" "back" "Back: close what is open, then take filters away";
        NextPane "next-pane" "pane" "To the next pane";
        PreviousPane "previous-pane" "pane back" "To the previous pane";
    }
    Finding "Finding" {
        Search "search" "search" "Type a query";
        EarlierQuery "earlier-query" "earlier" "The query before, while one is typed";
        Complete "complete" "complete" "Take the value that is offered, or go to the next pane";
        NextMatch "next-match" "next match" "To the next match, in the list or in the text";
        PreviousMatch "previous-match" "match before" "To the match before";
        NextSession "next-session" "next session" "To the next session of the list, also while reading";
        PreviousSession "previous-session" "session before" "To the session before, also while reading";
        AlsoOn "also-on" "what else" "What else is on when the session begins";
        OnlyEvent "only-event" "only this" "Only this event, or every event again";
        ClearFilters "clear-filters" "clear" "Take the query and every filter away";
        Group "group" "by time" "The list by day and time, with separators, or by rank";
        Hide "hide" "hide" "Choose tracks and rooms to hide; among the tracks, hide the chosen one";
        ShowHidden "show-hidden" "show hidden" "Show what is hidden and what is not for me; once more leaves the latter out";
        OnlyRooms "only-rooms" "only these" "Only the rooms where something is marked or matches, or every room";
    }
    Marking "Marking" {
        Going "going" "going" "I go there, or no longer";
        Interested "interested" "interested" "It interests me, or no longer";
        Dismissed "dismissed" "not for me" "It is not for me, or may be again";
        Unmark "unmark" "no mark" "Take the mark away";
        Later "later" "later" "Put the session off: it comes again at the end";
        Likeness "likeness" "by likeness" "What is most like my marks first, or in the order of time";
        Seen "seen" "seen" "I have seen it, or not yet";
        Select "select" "select" "Begin to select several rows, or select none any more; marking and copying are then about all of them";
        SelectAll "select-all" "all" "Select every row that the list shows";
        Note "note" "note" "Write a note on the session";
        EditNote "edit-note" "editor" "Write the note with your own editor, $VISUAL or $EDITOR";
        Rate1 "rate-1" "1 of 5" "Rate the session 1 of 5";
        Rate2 "rate-2" "2 of 5" "Rate the session 2 of 5";
        Rate3 "rate-3" "3 of 5" "Rate the session 3 of 5";
        Rate4 "rate-4" "4 of 5" "Rate the session 4 of 5";
        Rate5 "rate-5" "5 of 5" "Rate the session 5 of 5";
        Unrate "unrate" "no rating" "Take the rating away";
        Undo "undo" "undo" "Take the last change back";
        Redo "redo" "redo" "Make the change again that was taken back";
    }
    Session "With a session" {
        OpenLink "open-link" "open link" "Open a link of the session with the desktop's program";
        Copy "copy" "copy" "Copy the session to the clipboard, through the terminal";
        CopyLink "copy-link" "its link" "Copy the link of the session";
        CopyMarkdown "copy-markdown" "Markdown" "Copy the session as Markdown";
        CopyId "copy-id" "its id" "Copy the id of the session, as commands take it";
        CopyDay "copy-day" "the day" "Copy what I go to on the day of the session";
        LinkCode "link-code" "link to scan" "The link of the session as a code to scan";
        Share "share" "hand over" "What I marked of the event as a code to scan, and as a line to send";
        Invert "invert" "invert" "The code the other way round: light for dark";
        Watch "watch" "to watch" "What is left to watch, and what fits into the time you have: type the minutes";
        WatchOrder "watch-order" "order" "What is left to watch with the longest first, or the shortest";
        WatchAll "watch-all" "every one" "Every recording in the list of sessions, or what I marked";
        Export "export" "take along" "Take sessions along: a calendar, a text to send, a table, a page";
    }
    Planning "Planning" {
        Plan "plan" "plan" "Propose the best plan of the day";
        Solve "solve" "solve" "What solves the clash of the chosen session";
        Fill "fill" "fill" "What fits the chosen gap";
        Tick "tick" "take or leave" "Take the chosen change of the plan, or leave it";
        TickAll "tick-all" "all" "Take every change of the plan, or none";
        Fix "fix" "fix" "Keep the chosen session whatever it clashes with, and propose anew";
        Lunch "lunch" "lunch" "Keep lunch free in plans, or not";
        Suggest "suggest" "suggest" "Fill free time of the plan with what is like my marks, or with what the query found";
    }
    Events "Events" {
        Demo "demo" "demo" "Look around in a conference that is made up and happens right now; nothing of it is kept";
        Welcome "welcome" "first steps" "How to begin: open your conference, look around, browse the archive";
        Browse "browse" "browse" "Close the card and browse the archive";
        Import "import" "import" "Open the schedule of another event, by its name, from a file or an address";
        Zone "zone" "zone" "Say in which time zone the chosen event is, and what it is called";
        Rename "rename" "name" "Give the chosen event another name";
        Refresh "refresh" "refresh" "Fetch the chosen event, or friend, again";
        RefreshAll "refresh-all" "refresh all" "Fetch every event again that came from elsewhere";
        Stop "stop" "stop" "Stop fetching";
        TakePart "take-part" "take part" "Show the sessions of the chosen event, or no longer";
        Forget "forget" "forget" "Remove the chosen event, or friend; marks stay";
        Report "report" "report" "What was wrong with the file of the chosen event";
        News "news" "what changed" "What has changed, mine first, from anywhere";
        ReadAll "read-all" "read" "I have read what changed: take the signs away";
        Changes "changes" "changes" "What the last refreshes of the chosen event changed";
    }
    Friends "Friends" {
        Friends "friends" "friends" "Whom I go with, and what they go to";
        Befriend "befriend" "add" "Take somebody's favourites from a file or an address they sent";
    }
    Program "The program" {
        Help "help" "help" "Everything the program can do: find it, and do it";
        OtherZone "other-zone" "other zone" "Times in your own zone, or in that of the event";
        Problems "problems" "problems" "Read what is wrong with files and settings";
        Wider "wider" "wider" "Make the pane, or the columns, wider";
        Narrower "narrower" "narrower" "Make the pane, or the columns, narrower";
        Redraw "redraw" "redraw" "Draw the screen anew";
        Suspend "suspend" "suspend" "Back to the shell; `fg` returns";
        Quit "quit" "quit" "Leave";
    }
    Moving "Moving" {
        Next "next" "down" "One row down";
        Previous "previous" "up" "One row up";
        HalfPageDown "half-page-down" "half page down" "Half a page down";
        HalfPageUp "half-page-up" "half page up" "Half a page up";
        PageDown "page-down" "page down" "A page down";
        PageUp "page-up" "page up" "A page up";
        First "first" "first" "To the first row";
        Last "last" "last" "To the last row";
        Present "present" "now" "To what is on now or comes next";
        NextRoom "next-room" "room" "To the next room";
        PreviousRoom "previous-room" "room back" "To the previous room";
        NextRooms "next-rooms" "rooms" "As many rooms further as are in sight";
        PreviousRooms "previous-rooms" "rooms back" "As many rooms back as are in sight";
        NextStart "next-start" "next start" "To what begins next";
        PreviousStart "previous-start" "start before" "To what begins before";
        NextDay "next-day" "next day" "To the next day";
        PreviousDay "previous-day" "day before" "To the day before";
        NextEvent "next-event" "next event" "To the next event";
        PreviousEvent "previous-event" "event before" "To the event before";
    }
}

macro_rules! modes {
    ($($variant:ident $name:literal $meaning:literal;)*) => {
        /// A table of `keymap.toml`: what the keyboard is doing at the moment.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Mode {
            $(#[doc = $meaning] $variant,)*
        }

        impl Mode {
            /// Every mode, in the order of the default keymap.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The table's name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

modes! {
    Global "global" "Holds on every screen and in the reader, unless the mode's own table says otherwise.";
    Dialog "dialog" "Holds in every dialog that is not a text field, unless the dialog's own table says otherwise.";
    Sessions "sessions" "Tracks, speakers and the list of sessions.";
    Agenda "agenda" "What one goes to, day by day.";
    Timetable "timetable" "Rooms against time.";
    Now "now" "What is on and what comes next.";
    Events "events" "The events that are loaded.";
    Insights "insights" "What is counted, as pictures.";
    Triage "triage" "Many sessions, one at a time.";
    Reader "reader" "One session or speaker over the whole window.";
    Plan "plan" "A proposal for a day.";
    Report "report" "A report over everything else.";
    Card "card" "How to begin; any other key closes it and does what it always does.";
    Links "links" "A choice among links.";
    Choice "choice" "A choice among what solves a clash or fills a gap.";
    Hidden "hidden" "Which tracks and rooms are hidden.";
    Friends "friends" "Whom one goes with.";
    Code "code" "A code to scan.";
    Watch "watch" "What is left to watch; digits are the minutes one has.";
    Problems "problems" "The list of problems.";
    Search "search" "The search box: printable keys type.";
    Note "note" "The note editor: printable keys type.";
    Source "source" "The file or address of an event: printable keys type.";
    Help "help" "Help: printable keys type a filter.";
}

impl Mode {
    /// The mode with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.name() == name)
    }

    /// The table that holds in this mode too, where its own says nothing: what lies on top has none of the keys beneath.
    pub fn base(self) -> Option<Self> {
        match self {
            Self::Global | Self::Dialog | Self::Card => None,
            Self::Plan | Self::Report | Self::Links | Self::Choice | Self::Hidden | Self::Problems => {
                Some(Self::Dialog)
            }
            Self::Friends | Self::Watch | Self::Code => Some(Self::Dialog),
            _ if self.is_text() => None,
            _ => Some(Self::Global),
        }
    }

    /// What must have a key in it: help and the way out.
    pub fn needed(self) -> &'static [Action] {
        match self {
            Self::Card => &[Action::Back],
            _ if self.is_text() => &[Action::Back],
            Self::Reader | Self::Dialog => &[Action::Help, Action::Back],
            _ if self.base() == Some(Self::Dialog) => &[Action::Help, Action::Back],
            _ => &[Action::Help, Action::Quit],
        }
    }

    /// Whether printable keys type in it; such a mode has its own table only.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Search | Self::Note | Self::Source | Self::Help)
    }
}
