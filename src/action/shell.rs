//! What the program does in the shell alone: told of in help, where nothing else would say so.

/// A command with what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShellCommand {
    /// What it is about, in a word.
    pub name: &'static str,
    /// As it is typed in a shell.
    pub line: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
    /// Other words for it, with a blank between.
    pub also: &'static str,
}

macro_rules! commands {
    ($($name:literal $line:literal $help:literal $also:literal;)*) => {
        /// Every one of them.
        pub const COMMANDS: &[ShellCommand] =
            &[$(ShellCommand { name: $name, line: $line, help: $help, also: $also },)*];
    };
}

commands! {
    "export" "kubetalks export -o agenda.ics --alarm 10" "a file for your calendar" "calendar ical ics alarm save download";
    "export text" "kubetalks export -f markdown" "the same as text" "html org csv json print share";
    "hand over" "kubetalks share" "what you marked as a line of text and a code to scan" "qr qrcode share send phone friend";
    "to watch" "kubetalks watch --for 40m" "recordings that fit into the time you have" "videos archive later";
    "marks" "kubetalks mark --from favourites.ics" "marks that another program wrote" "import favourites giggity";
    "friends" "kubetalks friends add Ana ana.ics" "see who else goes" "people colleagues share";
    "split" "kubetalks friends split" "who goes to what of a clash" "friends together";
    "status bar" "kubetalks now --format '{title} in {room}'" "one line for a status bar" "tmux prompt widget";
    "open once" "kubetalks open schedule.xml" "look at a schedule without keeping it" "file url conference";
    "zone" "kubetalks import FILE --zone Europe/Amsterdam --name NAME" "say what a source leaves out" "timezone rename name";
    "check" "kubetalks check" "what is wrong with settings and files" "errors problems validate";
    "completions" "kubetalks completions bash" "completion for your shell" "tab zsh fish";
}
