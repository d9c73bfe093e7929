//! The settings told: by their names, as they are and as they are written.

use super::{Clock, Config, SettingInForce};
use crate::theme::Theme;

impl Config {
    /// Every setting of one value, in the order in which they are told.
    pub fn in_force(&self) -> Vec<SettingInForce> {
        let theme = self.wardrobe.theme.as_deref().unwrap_or(Theme::NAMES[0]);
        let auto = self.wardrobe.auto.as_ref().map(|[light, dark]| format!("[\"{light}\", \"{dark}\"]"));
        let zone = if self.zone == Clock::Own { "\"own\"" } else { "\"event\"" };
        let lunch = self.day.lunch.map(|lunch| format!("\"{lunch}\""));
        let setting = |name, value: Option<String>, example, help| SettingInForce { name, value, example, help };
        let switch = |on: bool| Some(on.to_string());
        vec![
            setting(
                "theme",
                Some(format!("\"{theme}\"")),
                "\"catppuccin-mocha\"",
                "colours: a theme that ships, or the path of a file of one; [roles] has single styles",
            ),
            setting(
                "auto",
                auto,
                "[\"latte\", \"mocha\"]",
                "the theme for a light background and for a dark one, where the terminal tells which it has",
            ),
            setting(
                "mouse",
                switch(!self.mouse_off),
                "false",
                "clicks and the wheel; with shift (option on macOS) the terminal selects text meanwhile",
            ),
            setting(
                "ascii",
                switch(self.ascii.unwrap_or_default()),
                "true",
                "no signs beyond ASCII; by itself on the console of Linux and in a locale without UTF-8",
            ),
            setting("zone", Some(zone.to_owned()), "\"own\"", "times on the clock of the event, or on your own"),
            setting(
                "agenda.buffer",
                Some(self.day.rules.default_buffer.to_string()),
                "5",
                "minutes that a change of rooms takes",
            ),
            setting("agenda.least-gap", Some(self.day.least_gap.to_string()), "15", "shorter free time is a break"),
            setting(
                "agenda.leave",
                Some(self.day.leave.to_string()),
                "10",
                "minutes before what you go to from which on a line says when to leave; 0 for never",
            ),
            setting("agenda.lunch", lunch, "\"12:00-14:00/45\"", "what plans keep free"),
            setting(
                "refresh.minutes",
                Some(self.day.refresh.to_string()),
                "30",
                "how often an event that runs is fetched again while the program does, at most every 5 minutes; 0 for never",
            ),
            setting("reminder.minutes", Some(self.reminder.minutes.to_string()), "5", "how long before a session"),
            setting("reminder.bell", switch(self.reminder.bell), "true", "the terminal rings: an alarm"),
            setting("reminder.notify", switch(self.reminder.notify), "true", "the desktop notifies: an alarm"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_reads_back_as_what_is_in_force() {
        let text = "theme = 'dark'\nauto = ['latte', 'nord']\nascii = true\nzone = 'own'\nagenda.lunch = '12:00-13:00/30'\nreminder.bell = true\n";
        let config = Config::read(text, "c").0;
        let told: String = config.in_force().iter().map(|setting| setting.line() + "\n").collect();
        assert_eq!(Config::read(&told, "told"), (config, Vec::new()), "{told}");
    }
}
