//! The conference that never was, and somebody who goes to some of it.

use super::user::User;

/// Its id.
pub const HARBOUR: &str = "harbour-days-2027";
/// Its schedule.
pub const INVENTED: &str = include_str!("../fixtures/invented.toml");
/// What everybody goes to.
pub const GOING: [&str; 6] =
    ["opening", "routing-registry", "backups-tested", "mesh-on-roofs", "night-of-old-machines", "dns-for-a-city"];

/// Somebody who has it, and goes there.
pub fn visitor() -> User {
    let user = User::new().having("invented.toml", INVENTED);
    mark(&user, &[], &GOING);
    user
}

/// Marks some of its sessions.
pub fn mark(user: &User, options: &[&str], sessions: &[&str]) {
    let ids: Vec<String> = sessions.iter().map(|id| format!("{HARBOUR}/{id}")).collect();
    let arguments: Vec<&str> = ["mark"].iter().chain(options).copied().chain(ids.iter().map(String::as_str)).collect();
    assert_eq!(user.run(&arguments).code, Some(0), "{arguments:?}");
}
