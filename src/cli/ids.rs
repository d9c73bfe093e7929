//! Which session an id means.

use super::failed;
use crate::model::{Programme, SHORTEST_ID, SessionIx, fold, slug};
use crate::problem::{Problem, alternatives, nearest};

/// How many ids are named to somebody who mistyped one.
const NAMED: usize = 5;

/// The session that an id means: `event/session`, the session's own id, a beginning of either that no other one has, or a
/// title that no other one has. Else what to say, with the ids that were probably meant.
pub(super) fn session(programme: &Programme, id: &str) -> Result<SessionIx, Problem> {
    if let Some(ix) = id.split_once('/').and_then(|(event, session)| programme.session_by_id(event, session)) {
        return Ok(ix);
    }
    let is_long = id.contains('/') || id.chars().count() >= SHORTEST_ID;
    let ways: [(&str, &dyn Fn() -> Vec<SessionIx>); 3] = [
        ("id", &|| programme.sessions_with_id(id)),
        ("beginning of an id", &|| if is_long { programme.sessions_beginning(id) } else { Vec::new() }),
        ("title", &|| titled(programme, id)),
    ];
    for (what, find) in ways {
        match find().as_slice() {
            [] => {}
            [ix] => return Ok(*ix),
            several => {
                let ids: Vec<String> = several.iter().take(NAMED).map(|ix| programme.short_id(*ix)).collect();
                let such = if several.len() > NAMED { "more of it, such as " } else { "" };
                let problem = failed(format!("'{id}' is the {what} of {} sessions", several.len()));
                return Err(problem.advise(format!("write {such}{}", quoted(&ids))));
            }
        }
    }
    let problem = failed(format!("there is no session '{id}'"));
    Err(match similar(programme, id).as_slice() {
        [] => problem.advise("'kubetalks list' shows every id"),
        ids => problem.advise(format!("did you mean {}?", quoted(ids))),
    })
}

fn titled(programme: &Programme, title: &str) -> Vec<SessionIx> {
    let title = fold(title.trim());
    if title.is_empty() { Vec::new() } else { all(programme).filter(|ix| programme.title_key(*ix) == title).collect() }
}

fn all(programme: &Programme) -> impl Iterator<Item = SessionIx> {
    programme.order().iter().copied()
}

/// The ids that are nearly the one that was typed; else those that begin with it; else those of sessions whose title
/// holds it.
fn similar(programme: &Programme, id: &str) -> Vec<String> {
    let ids: Vec<String> = all(programme).map(|ix| programme.full_id(ix)).collect();
    let own = |id: &'_ str| id.split_once('/').map_or(0, |(event, _)| event.len() + 1);
    let whole = nearest(id, ids.iter().map(String::as_str));
    if let Some(found) = whole {
        return vec![found.to_owned()];
    }
    if let Some(near) = nearest(id, ids.iter().map(|id| &id[own(id)..])) {
        return ids.iter().filter(|id| &id[own(id)..] == near).take(NAMED).cloned().collect();
    }
    let typed = slug(id.rsplit('/').next().unwrap_or(id));
    if typed.is_empty() {
        return Vec::new();
    }
    let begins = |full: &&String| full.starts_with(id) || full[own(full)..].starts_with(&typed);
    let found: Vec<String> = ids.iter().filter(begins).take(NAMED).cloned().collect();
    if !found.is_empty() {
        return found;
    }
    let named = all(programme).filter(|ix| slug(&programme.session(*ix).title).contains(&typed));
    named.take(NAMED).map(|ix| programme.full_id(ix)).collect()
}

fn quoted(ids: &[String]) -> String {
    alternatives(&ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Schedule, Session};

    fn programme() -> Programme {
        let event = |id: &str, sessions: &[(&str, &str)]| {
            let mut schedule = Schedule::default();
            schedule.event.id = id.to_owned();
            schedule.sessions = sessions.iter().map(|(id, title)| Session::new(*id, *title)).collect();
            schedule
        };
        let one = [("effective-rbac", "Effective RBAC"), ("keynote", "Opening"), ("day/1", "Slashed")];
        Programme::new(vec![
            event("conf-1", &one),
            event("conf-2", &[("keynote", "Closing"), ("77", "Tales of Istio")]),
        ])
    }

    #[test]
    fn an_id_is_whole_or_unique_and_else_the_likely_ones_are_named() {
        let programme = programme();
        for (id, expected) in [
            ("conf-1/effective-rbac", "conf-1/effective-rbac"),
            ("effective-rbac", "conf-1/effective-rbac"),
            ("day/1", "conf-1/day/1"),
            ("77", "conf-2/77"),
            ("keynote", "kubetalks: 'keynote' is the id of 2 sessions; write 'conf-1/keynote' or 'conf-2/keynote'"),
            ("efective-rbac", "did you mean 'conf-1/effective-rbac'?"),
            ("conf-1/efective-rbac", "did you mean 'conf-1/effective-rbac'?"),
            ("conf-3/effective-rbac", "did you mean 'conf-1/effective-rbac'?"),
            ("eff", "did you mean 'conf-1/effective-rbac'?"),
            ("istio", "did you mean 'conf-2/77'?"),
            ("tales of Istio", "conf-2/77"),
            ("effe", "conf-1/effective-rbac"),
            ("conf-1/e", "conf-1/effective-rbac"),
            ("conf-1/", "is the beginning of an id of 3 sessions; write 'conf-1/day/1', 'effe' or 'conf-1/keynote'"),
            ("quux", "there is no session 'quux'; 'kubetalks list' shows every id"),
            ("", "'kubetalks list' shows every id"),
            ("/", "'kubetalks list' shows every id"),
        ] {
            let answer = match session(&programme, id) {
                Ok(ix) => programme.full_id(ix),
                Err(problem) => problem.to_string(),
            };
            assert!(answer.ends_with(expected), "{id}: {answer}");
        }
    }
}
