//! What time it is, and in which zone the user lives.

use chrono::{DateTime, Utc};

/// The instant by the system's clock.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// What the user's zone may be called, the likeliest first: `TZ` where it names one, then the system's.
pub fn zone_names() -> impl Iterator<Item = String> {
    let wanted = std::env::var("TZ").ok().map(|name| plain(&name).to_owned());
    wanted.into_iter().chain(iana_time_zone::get_timezone().ok())
}

/// POSIX allows a colon before a name, and a whole path where the zone files are.
fn plain(name: &str) -> &str {
    let name = name.strip_prefix(':').unwrap_or(name);
    name.split_once("zoneinfo/").map_or(name, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_in_every_form_of_the_variable() {
        for name in ["Europe/Brussels", ":Europe/Brussels", "/usr/share/zoneinfo/Europe/Brussels"] {
            assert_eq!(plain(name), "Europe/Brussels");
        }
        assert_eq!(plain("CET-1CEST,M3.5.0,M10.5.0/3"), "CET-1CEST,M3.5.0,M10.5.0/3");
    }
}
