//! What time it is, and in which zone the user lives.

use crate::model::{Tz, Zone};
use chrono::{DateTime, Utc};

/// The instant by the system's clock.
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The user's zone: `TZ` where it names one, else the system's, else UTC.
pub fn local_zone() -> Zone {
    let wanted = std::env::var("TZ").ok().and_then(|name| zone(&name));
    wanted.or_else(|| zone(&iana_time_zone::get_timezone().ok()?)).map_or_else(Zone::utc, Zone::Named)
}

/// POSIX allows a colon before a name, and a whole path where the zone files are.
fn zone(name: &str) -> Option<Tz> {
    let name = name.strip_prefix(':').unwrap_or(name);
    let name = name.split_once("zoneinfo/").map_or(name, |(_, name)| name);
    Tz::named(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_in_every_form_of_the_variable() {
        for name in ["Europe/Brussels", ":Europe/Brussels", "/usr/share/zoneinfo/Europe/Brussels"] {
            assert_eq!(zone(name), Tz::named("Europe/Brussels"), "{name}");
        }
        assert_eq!(zone("CET-1CEST,M3.5.0,M10.5.0/3"), None);
        assert_eq!(zone(""), None);
    }
}
