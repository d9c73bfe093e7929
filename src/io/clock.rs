//! What time it is, and in which zone the user lives.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The instant by the system's clock.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The user's zone: `TZ` where it names one, else the system's, else UTC.
pub fn local_zone() -> Tz {
    let wanted = std::env::var("TZ").ok().and_then(|name| zone(&name));
    wanted.or_else(|| zone(&iana_time_zone::get_timezone().ok()?)).unwrap_or(Tz::UTC)
}

/// POSIX allows a colon before a name, and a whole path where the zone files are.
fn zone(name: &str) -> Option<Tz> {
    let name = name.strip_prefix(':').unwrap_or(name);
    let name = name.split_once("zoneinfo/").map_or(name, |(_, name)| name);
    name.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_in_every_form_of_the_variable() {
        for name in ["Europe/Brussels", ":Europe/Brussels", "/usr/share/zoneinfo/Europe/Brussels"] {
            assert_eq!(zone(name), Some(Tz::Europe__Brussels), "{name}");
        }
        assert_eq!(zone("CET-1CEST,M3.5.0,M10.5.0/3"), None);
        assert_eq!(zone(""), None);
    }
}
