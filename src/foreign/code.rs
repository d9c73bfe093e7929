//! The codes of this program. What one means is known once its event is loaded: until then it is one reference, whose key
//! is the code itself.

use super::reading::{ForeignReading, Kind, Reference};
use crate::model::{EventIx, Mark, Programme};
use crate::problem::Problem;
use crate::share::{Code, CodeError, Unpacked};
use crate::words::counted;

pub(super) fn read(text: &str, file: &str) -> Result<ForeignReading, Problem> {
    let text: String = text.split_whitespace().collect();
    let code = Code::read(&text).map_err(|error| {
        let problem = Problem::error(file, error.to_string());
        match error {
            CodeError::Newer => problem.advise("this one has to be as new to read it"),
            CodeError::Damaged | CodeError::NoCode => problem.advise("copy or scan the whole of it again"),
        }
    })?;
    let title = format!("a code of {}", counted(code.count(), "mark"));
    let event = code.event().to_owned();
    let reference =
        Reference { keys: vec![text], title: Some(title), event: Some(event.clone()), ..Reference::default() };
    Ok(ForeignReading { origin: Some(event), ..ForeignReading::of(Kind::Code, vec![reference]) })
}

/// The favourites with what each code among them means, where its event, or else the one that is given, is loaded. A mark
/// whose session is not there any more is a favourite that will not be found.
pub fn unpacked(programme: &Programme, event: Option<EventIx>, references: Vec<Reference>) -> Vec<Reference> {
    let mut all = Vec::with_capacity(references.len());
    for reference in references {
        let code = reference.keys.first().and_then(|key| Code::read(key).ok());
        let found = code.and_then(|code| Some((programme.event_by_id(code.event()).or(event)?, code)));
        match found {
            Some((event, code)) => all.extend(marked(programme, event, code.unpack(programme, event))),
            None => all.push(reference),
        }
    }
    all
}

fn marked(programme: &Programme, event: EventIx, unpacked: Unpacked) -> impl Iterator<Item = Reference> {
    let id = &programme.event(event).id;
    let of = move |keys, title: String, mark: Mark| Reference {
        keys,
        title: Some(title),
        event: Some(id.clone()),
        mark: Some(mark),
        ..Reference::default()
    };
    let found = unpacked.sessions.into_iter().map(move |(ix, mark)| {
        let session = programme.session(ix);
        of(vec![session.id.clone()], session.title.clone(), mark)
    });
    let missing = unpacked.missing.into_iter().map(move |mark| of(Vec::new(), MISSING.to_owned(), mark));
    found.chain(missing)
}

/// What a mark is called whose session is not there.
const MISSING: &str = "one of another id and title by now";
