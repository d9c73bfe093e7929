//! Links, opened by the desktop's own program.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Stdio;

/// Why a link was not opened; each says what to do instead.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not a link that a program may open without being looked at.
    #[error("'{0}' is not opened: only http, https and mailto links are; copy it instead")]
    Refused(String),
    /// There is no desktop here: a console, or a connection to another machine.
    #[error("no desktop here to open a link (neither DISPLAY, WAYLAND_DISPLAY nor BROWSER is set); copy it instead")]
    Headless,
    /// No opener took it.
    #[error("the link could not be opened: {0}; copy it instead")]
    Failed(String),
}

/// Hands a link to the desktop's opener and waits until that has taken it, which can last as long as the browser runs:
/// call it on a thread of its own. The opener gets neither our terminal nor our signals, and no shell sees the link.
pub fn open(link: &str) -> Result<(), OpenError> {
    if !is_safe(link) {
        return Err(OpenError::Refused(link.chars().filter(|letter| !letter.is_control()).take(200).collect()));
    }
    if !has_desktop(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Err(OpenError::Headless);
    }
    let mut reason = "no opener is installed (xdg-open, gio)".to_owned();
    for mut opener in open::commands(link) {
        opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        match opener.status() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => reason = format!("{} ended with {status}", opener.get_program().display()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => reason = format!("{}: {error}", opener.get_program().display()),
        }
    }
    Err(OpenError::Failed(reason))
}

/// Whether the link is of a kind that desktops open in a browser or a mail program, and one word.
fn is_safe(link: &str) -> bool {
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| {
        link.split_at_checked(scheme.len())
            .is_some_and(|(start, rest)| start.eq_ignore_ascii_case(scheme) && !rest.is_empty())
    });
    known && !link.chars().any(|letter| letter.is_control() || letter.is_whitespace())
}

/// On a Mac there always is one, and elsewhere the environment tells.
fn has_desktop(is_set: impl Fn(&str) -> bool) -> bool {
    let places = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"];
    cfg!(target_os = "macos") || places.iter().any(|name| is_set(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_links_are_opened() {
        for good in ["https://example.org/a?b=c#d", "HTTP://example.org", "mailto:me@example.org"] {
            assert!(is_safe(good), "{good}");
        }
        let bad = [
            "",
            "https://",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--version",
            " https://example.org",
            "https://example.org/a b",
            "https://example.org/\n",
            "httpsé//",
        ];
        for bad in bad {
            assert!(matches!(open(bad), Err(OpenError::Refused(_))), "{bad}");
        }
    }

    #[test]
    fn a_display_or_a_browser_makes_a_desktop() {
        assert!(has_desktop(|name| name == "WAYLAND_DISPLAY"));
        assert!(has_desktop(|name| name == "BROWSER"));
        assert_eq!(has_desktop(|_| false), cfg!(target_os = "macos"));
    }
}
