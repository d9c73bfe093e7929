//! What things look like: roles such as "a match" or "going", each with a style.
//!
//! Everything that is drawn asks for a role and never for a colour, so that a theme, a single overridden role and a
//! screen without colour all work everywhere. This room knows no screens and no files. Start with [`Theme`]. `named`
//! has those that ship, `file` reads them and the user's own, the words of a style stand in `style`.

mod file;
mod named;
mod style;
mod tint;

use ratatui::style::Style;

pub use style::{StyleError, WORDS, parse};

macro_rules! roles {
    ($($role:ident $name:literal $meaning:literal;)*) => {
        /// A style for each role.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Theme {
            $(#[doc = $meaning] pub $role: Style,)*
        }

        impl Theme {
            /// No style for any role.
            pub const PLAIN: Self = Self { $($role: Style::new(),)* };

            /// The name and the meaning of every role.
            pub const ROLES: &[(&str, &str)] = &[$(($name, $meaning),)*];

            /// The style of the role with this name; plain where there is none.
            pub fn role(&self, name: &str) -> Style {
                match name { $($name => self.$role,)* _ => Style::new() }
            }

            /// The style of the role with this name, to change.
            pub fn role_mut(&mut self, name: &str) -> Option<&mut Style> {
                match name { $($name => Some(&mut self.$role),)* _ => None }
            }
        }
    };
}

roles! {
    text "text" "Everything that has no other role, and the background of the whole screen.";
    dim "dim" "What matters second: counts, times, labels.";
    border "border" "The frame of a pane.";
    border_focused "border-focused" "The frame of the pane that has the keyboard.";
    title "title" "The title of a pane.";
    accent "accent" "What should catch the eye without alarm.";
    selected "selected" "The selected row of the pane that has the keyboard.";
    selected_unfocused "selected-unfocused" "The selected row of any other pane.";
    highlight "highlight" "The part of a text that a search matched.";
    going "going" "The mark of a session I go to.";
    interested "interested" "The mark of a session that interests me.";
    seen "seen" "The mark of a session I have seen.";
    error "error" "Something failed.";
    warning "warning" "Something was left out or guessed.";
    key "key" "The name of a key in the footer and in help.";
    heading "heading" "A heading inside a text.";
    link "link" "Something that can be opened.";
    tag "tag" "The name of a technology.";
    level_beginner "level-beginner" "The level beginner.";
    level_intermediate "level-intermediate" "The level intermediate.";
    level_advanced "level-advanced" "The level advanced.";
    status "status" "The line that tells what just happened.";
    clash "clash" "Sessions that overlap.";
    now "now" "The line of the present moment, and sessions that run.";
    cursor "cursor" "The place in a text field where typing goes.";
}
