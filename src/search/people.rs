//! Finding people instead of sessions.

use super::facts::SearchContext;
use super::fields::Field;
use super::find::{Scratch, search};
use super::query::{Query, Term, Wanted, Word};
use super::rank::Grade;
use super::word::{Fit, Needle};
use crate::model::{Letters, SpeakerIx, fold};
use std::collections::HashSet;

/// The people who meet the query, best first, then by name; with an empty query all of them, by name. Words are looked
/// for in name, organisations and biography; all other terms (`track:`, `event:`, `is:` and so on) ask whether the
/// person gives a session that meets them together.
pub fn speakers(query: &Query, context: &SearchContext<'_>, scratch: &mut Scratch) -> Vec<SpeakerIx> {
    let programme = context.programme;
    let (of_person, of_session): (Vec<Term>, Vec<Term>) = query.terms.iter().cloned().partition(asks_for_person);
    let of_session = Query { terms: of_session, ..Query::default() };
    let mut people: Vec<SpeakerIx> = (0..programme.speakers().len()).map(SpeakerIx::new).collect();
    if !of_session.is_empty() {
        let hits = search(&of_session, context, scratch);
        let giving: HashSet<SpeakerIx> = hits.iter().flat_map(|hit| programme.speakers_of(hit.session)).collect();
        people.retain(|ix| giving.contains(ix));
    }
    let mut ranked: Vec<_> = people.into_iter().map(|ix| (0, 0, programme.name_key(ix), ix)).collect();
    for term in &of_person {
        ranked.retain_mut(|(steps, lack, _, ix)| match graded(*ix, term, context, scratch) {
            Some(grade) => {
                *steps += grade.step;
                *lack += grade.lack;
                true
            }
            None => false,
        });
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(.., ix)| ix).collect()
}

fn asks_for_person(term: &Term) -> bool {
    match &term.wanted {
        Wanted::Text(word) => matches!(word.field, None | Some(Field::Speaker | Field::Organisation)),
        Wanted::Any(ways) => ways.iter().flat_map(|way| &way.terms).all(asks_for_person),
        Wanted::Condition(_) => false,
    }
}

/// Where a person stands who meets a term that asks for one; nothing where they do not meet it.
fn graded(ix: SpeakerIx, term: &Term, context: &SearchContext<'_>, scratch: &mut Scratch) -> Option<Grade> {
    let found = match &term.wanted {
        Wanted::Text(word) => {
            let needles = std::iter::once(word.needle(term.negative)).chain(word.other_needles(&word.variants));
            needles.filter_map(|needle| grade(ix, word, &needle, context, scratch)).min()
        }
        Wanted::Any(ways) => {
            let sum = |way: &Query| {
                way.terms.iter().try_fold(Grade::NONE, |sum, term| {
                    let grade = graded(ix, term, context, scratch)?;
                    Some(Grade { step: sum.step + grade.step, lack: sum.lack.saturating_add(grade.lack) })
                })
            };
            ways.iter().filter_map(sum).min()
        }
        Wanted::Condition(_) => None,
    };
    if term.negative { found.is_none().then_some(Grade::NONE) } else { found }
}

fn grade(
    ix: SpeakerIx,
    word: &Word,
    needle: &Needle<'_>,
    context: &SearchContext<'_>,
    scratch: &mut Scratch,
) -> Option<Grade> {
    let programme = context.programme;
    let known = programme.name_key(ix);
    let asked = |field| word.field.is_none_or(|asked| asked == field);
    let mut fit = |name: &str| needle.fit(name, Letters::of(name), &mut scratch.fuzzy);
    let name = if asked(Field::Speaker) {
        fit(known).or_else(|| programme.speaker(ix).also.iter().filter_map(|name| fit(&fold(name))).max())
    } else {
        None
    };
    let employers =
        || -> Option<Fit> { programme.employers(ix).flatten().filter_map(|name| needle.written(&fold(name))).max() };
    let employer = asked(Field::Organisation).then(employers).flatten();
    let best = name.map(|fit| Grade::new(Field::Speaker, fit)).into_iter();
    let best = best.chain(employer.map(|fit| Grade::new(Field::Organisation, fit))).min();
    best.or_else(|| {
        let biography =
            word.field.is_none().then(|| needle.written_in_long(&fold(&programme.speaker(ix).biography)))?;
        biography.map(|fit| Grade::new(Field::Body, fit))
    })
}
