//! What the environment says that the terminal can do. It is not asked: see the module of the terminal.

use std::env;

fn told(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

/// Whether the terminal can only write on, without places and colours.
pub fn is_dumb() -> bool {
    told("TERM").is_none_or(|term| term == "dumb")
}

/// Whether signs beyond ASCII cannot be counted on: the console of Linux has few, and a locale that is not in UTF-8 says
/// that the terminal has none.
pub fn lacks_signs() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(told);
    told("TERM").is_some_and(|term| term == "linux") || locale.is_some_and(|locale| !is_in_utf8(&locale))
}

fn is_in_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_in_utf_8_or_it_is_not() {
        let told = ["en_GB.UTF-8", "C.utf8", "UTF-8", "C", "POSIX", "de_DE@euro", "de_DE.ISO-8859-1"].map(is_in_utf8);
        assert_eq!(told, [true, true, true, false, false, false, false]);
    }
}
