//! Deciding which speakers of different events are one person.
//!
//! Within one event a source tells people apart by itself, and its word stands. Across events two speakers are one when
//! they have the same name and nothing speaks against it. What speaks for it: the same organisation, a page in common,
//! the source's own key, much the same biography. What speaks against it: both have organisations or biographies and
//! none of them agree. A name of a single word (`Alex`) is never enough without something that speaks for it. Schedules
//! that share one list of people, as the shipped ones do, say so by giving a person the same [`Speaker::key`].

use super::{Schedule, Speaker, SpeakerIx, fold, slug};
use std::collections::{HashMap, HashSet};

/// The people met so far.
#[derive(Default)]
pub(super) struct People {
    speakers: Vec<Speaker>,
    circumstances: Vec<Circumstances>,
    by_name: HashMap<String, Vec<SpeakerIx>>,
    ids: HashSet<String>,
}

/// What is known about a person. Texts are kept as they are and compared only where two people share a name, which is
/// rare; nearly all of start-up would be spent on folding biographies otherwise.
#[derive(Default)]
struct Circumstances {
    organisations: Vec<String>,
    biographies: Vec<String>,
    pages: Vec<String>,
    key: Option<String>,
}

impl People {
    /// Takes in the speakers of one event and returns the position that each of them has from now on.
    pub(super) fn admit(&mut self, schedule: &Schedule) -> Vec<SpeakerIx> {
        let mut found = circumstances(schedule);
        let before = self.speakers.len();
        let mut taken = HashSet::new();
        let mut positions = Vec::with_capacity(schedule.speakers.len());
        for (speaker, circumstances) in schedule.speakers.iter().zip(found.drain(..)) {
            let name = fold(&speaker.name);
            let candidates = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
            let same = candidates.iter().copied().find(|ix| {
                ix.index() < before
                    && !taken.contains(ix)
                    && agree(&name, &self.circumstances[ix.index()], &circumstances)
            });
            let ix = match same {
                Some(ix) => {
                    self.merge(ix, speaker, circumstances);
                    ix
                }
                None => self.add(name, speaker, circumstances),
            };
            taken.insert(ix);
            positions.push(ix);
        }
        positions
    }

    fn add(&mut self, name: String, speaker: &Speaker, circumstances: Circumstances) -> SpeakerIx {
        let ix = SpeakerIx::new(self.speakers.len());
        let base = if speaker.id.is_empty() { slug(&speaker.name) } else { speaker.id.clone() };
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        self.speakers.push(Speaker { id, ..speaker.clone() });
        self.circumstances.push(circumstances);
        self.by_name.entry(name).or_default().push(ix);
        ix
    }

    fn merge(&mut self, ix: SpeakerIx, speaker: &Speaker, circumstances: Circumstances) {
        let known = &mut self.speakers[ix.index()];
        if known.biography.is_empty() {
            known.biography.clone_from(&speaker.biography);
        }
        for link in &speaker.links {
            if known.links.iter().all(|other| other.url != link.url) {
                known.links.push(link.clone());
            }
        }
        let all = &mut self.circumstances[ix.index()];
        all.organisations.extend(circumstances.organisations);
        all.biographies.extend(circumstances.biographies);
        all.pages.extend(circumstances.pages);
        all.key = all.key.take().or(circumstances.key);
    }

    pub(super) fn into_speakers(self) -> Vec<Speaker> {
        self.speakers
    }
}

fn circumstances(schedule: &Schedule) -> Vec<Circumstances> {
    let mut all: Vec<Circumstances> = schedule
        .speakers
        .iter()
        .map(|speaker| Circumstances {
            organisations: Vec::new(),
            biographies: Some(speaker.biography.clone()).filter(|text| !text.is_empty()).into_iter().collect(),
            pages: speaker.links.iter().map(|link| link.url.clone()).collect(),
            key: speaker.key.clone(),
        })
        .collect();
    for credit in schedule.sessions.iter().flat_map(|session| &session.credits) {
        if let (Some(organisation), Some(person)) = (&credit.organisation, all.get_mut(credit.speaker.index()))
            && !person.organisations.contains(organisation)
        {
            person.organisations.push(organisation.clone());
        }
    }
    all
}

fn distinctive_words(texts: &[String]) -> HashSet<String> {
    fold(&texts.join(" "))
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 5)
        .map(str::to_owned)
        .collect()
}

/// Whether two sets of circumstances under one name belong to one person.
fn agree(name: &str, a: &Circumstances, b: &Circumstances) -> bool {
    if a.key.is_some() && a.key == b.key {
        return true;
    }
    let (mine, theirs) = (slugs(&a.organisations), slugs(&b.organisations));
    let same_organisation = mine.iter().any(|one| theirs.iter().any(|other| akin(one, other)));
    if same_organisation || a.pages.iter().any(|page| b.pages.contains(page)) {
        return true;
    }
    let (mine, theirs) = (distinctive_words(&a.biographies), distinctive_words(&b.biographies));
    let shared = mine.intersection(&theirs).count();
    if shared >= 4 && 3 * shared >= mine.len().min(theirs.len()) {
        return true;
    }
    let organisations_differ = !a.organisations.is_empty() && !b.organisations.is_empty();
    let biographies_differ = !mine.is_empty() && !theirs.is_empty();
    name.contains(' ') && !organisations_differ && !biographies_differ
}

fn slugs(names: &[String]) -> Vec<String> {
    names.iter().map(|name| slug(name)).collect()
}

/// `red-hat` and `redhat`, `google` and `google-cloud`.
fn akin(one: &str, other: &str) -> bool {
    let (one, other) = (one.replace('-', ""), other.replace('-', ""));
    one == other || (one.len().min(other.len()) > 2 && (one.starts_with(&other) || other.starts_with(&one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credit, Programme, Session};

    fn event(id: &str, people: &[(&str, &str, &str)]) -> Schedule {
        let mut schedule = Schedule::default();
        schedule.event.id = id.to_owned();
        for (at, (name, organisation, biography)) in people.iter().enumerate() {
            schedule.speakers.push(Speaker {
                id: slug(name),
                name: (*name).to_owned(),
                biography: (*biography).to_owned(),
                ..Speaker::default()
            });
            let mut session = Session::new(format!("s{at}"), "Title");
            let organisation = (!organisation.is_empty()).then(|| (*organisation).to_owned());
            session.credits.push(Credit { speaker: SpeakerIx::new(at), organisation, title: None });
            schedule.sessions.push(session);
        }
        schedule
    }

    fn people_in(one: (&str, &str, &str), other: (&str, &str, &str)) -> usize {
        Programme::new(vec![event("one", &[one]), event("two", &[other])]).speakers().len()
    }

    #[test]
    fn a_name_with_agreeing_circumstances_is_one_person() {
        let biography = "Maintains the scheduler and writes about capacity planning for railways";
        for (one, other) in [
            (("Ada Byron", "Red Hat", ""), ("Ada Byron", "RedHat", "")),
            (("Ada Byron", "", ""), ("Ada Byron", "Acme", "")),
            (("Ada Byron", "Acme", biography), ("ADA BYRON", "Umbrella", biography)),
            (("Alex", "Acme", ""), ("Alex", "Acme", "")),
        ] {
            assert_eq!(people_in(one, other), 1, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_name_with_differing_circumstances_is_two_people() {
        for (one, other) in [
            (("Ada Byron", "Acme", ""), ("Ada Byron", "Umbrella", "")),
            (("Alex", "", ""), ("Alex", "", "")),
            (("Ada Byron", "", "Builds bridges for railways"), ("Ada Byron", "", "Studies medieval manuscripts")),
        ] {
            assert_eq!(people_in(one, other), 2, "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_people_of_one_event_stay_two_and_get_their_own_ids() {
        let programme = Programme::new(vec![event("one", &[("Ada Byron", "A", ""), ("Ada Byron", "A", "")])]);
        let ids: Vec<_> = programme.speakers().iter().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!(ids, ["ada-byron", "ada-byron-2"]);
    }
}
