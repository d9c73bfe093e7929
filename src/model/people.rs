//! Deciding which speakers of different events are one person.
//!
//! Within one event a source tells people apart by itself, and its word stands. Across events two speakers are one when
//! they have the same name and nothing speaks against it. What speaks for it: the same organisation, a page in common,
//! the source's own key, much the same biography. What speaks against it: both have organisations or biographies and
//! none of them agree. A name of a single word (`Alex`) is never enough without something that speaks for it. Schedules
//! that share one list of people, as the shipped ones do, say so by giving a person the same [`Speaker::key`].

use super::packed::Packed;
use super::{Speaker, SpeakerIx, fold};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// The last of a chain.
const END: u32 = u32::MAX;

/// Everybody, as rows of the schedules that know them.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    schedules: Vec<Arc<Packed>>,
    /// Of each speaker the schedule that named them first, and the row there.
    first: Vec<(u32, u32)>,
    /// Where other schedules have them too.
    further: HashMap<SpeakerIx, Vec<(u32, u32)>>,
    /// Ids that are not those of the first schedule, because another speaker has that.
    renamed: HashMap<SpeakerIx, String>,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.first.len()
    }

    /// The folded name.
    pub(super) fn name(&self, ix: SpeakerIx) -> &str {
        let (schedule, row) = self.first[ix.index()];
        self.schedules[schedule as usize].names().get(row as usize)
    }

    /// Whether it was this schedule that named a speaker first.
    pub(super) fn is_first_in(&self, ix: SpeakerIx, schedule: usize) -> bool {
        self.first[ix.index()].0 as usize == schedule
    }

    fn id(&self, ix: SpeakerIx) -> &str {
        let (schedule, row) = self.first[ix.index()];
        let own = || self.schedules[schedule as usize].speaker_ids().get(row as usize);
        self.renamed.get(&ix).map_or_else(own, String::as_str)
    }

    /// The schedules that know a speaker, with the row there.
    pub(super) fn rows(&self, ix: SpeakerIx) -> impl Iterator<Item = (usize, usize)> + '_ {
        let further = self.further.get(&ix).into_iter().flatten();
        let all = std::iter::once(&self.first[ix.index()]).chain(further);
        all.map(|(schedule, row)| (*schedule as usize, *row as usize))
    }

    fn key(&self, ix: SpeakerIx) -> Option<&str> {
        self.rows(ix)
            .map(|(schedule, row)| self.schedules[schedule].speaker_keys().get(row))
            .find(|key| !key.is_empty())
    }

    /// The speaker with everything that any schedule says.
    pub(super) fn speaker(&self, ix: SpeakerIx) -> Speaker {
        let mut all = self.rows(ix).map(|(schedule, row)| self.schedules[schedule].person(row));
        let mut speaker = all.next().unwrap_or_default();
        for also in all {
            if speaker.biography.is_empty() {
                (speaker.biography, speaker.as_of) = (also.biography, also.as_of);
            }
            for link in also.links {
                if speaker.links.iter().all(|known| known.url != link.url) {
                    speaker.links.push(link);
                }
            }
            for name in also.also {
                if !speaker.also.contains(&name) {
                    speaker.also.push(name);
                }
            }
            speaker.key = speaker.key.or(also.key);
        }
        self.id(ix).clone_into(&mut speaker.id);
        speaker
    }
}

/// Takes in the people of one schedule after the other.
#[derive(Default)]
pub(super) struct Admission {
    people: People,
    hasher: DefaultHashBuilder,
    /// The first speaker of each name.
    by_name: HashTable<SpeakerIx>,
    /// The next speaker of the same name.
    namesakes: Vec<u32>,
    by_id: HashTable<SpeakerIx>,
    /// The schedule that named each speaker last.
    taken_by: Vec<u32>,
    /// Of those that had to be compared.
    circumstances: HashMap<SpeakerIx, Circumstances>,
}

/// What has to be read of a person. Compared only where two people of one name have neither a key nor an organisation in
/// common, and both have something to compare.
#[derive(Debug, Clone, Default)]
struct Circumstances {
    biographies: Vec<String>,
    pages: Vec<String>,
}

impl Circumstances {
    fn add(&mut self, speaker: Speaker) {
        self.biographies.extend(Some(speaker.biography).filter(|text| !text.is_empty()));
        self.pages.extend(speaker.links.into_iter().map(|link| link.url));
    }
}

impl Admission {
    pub(super) fn into_people(self) -> People {
        self.people
    }

    /// Takes in the speakers of one event and returns the position that each of them has from now on.
    pub(super) fn admit(&mut self, schedule: &Arc<Packed>) -> Vec<SpeakerIx> {
        let number = u32::try_from(self.people.schedules.len()).unwrap_or(END);
        self.people.schedules.push(Arc::clone(schedule));
        let (count, hasher) = (schedule.speaker_count(), self.hasher.clone());
        let Self { people, by_name, by_id, .. } = self;
        by_name.reserve(count, |ix| hasher.hash_one(people.name(*ix)));
        by_id.reserve(count, |ix| hasher.hash_one(people.id(*ix)));
        (0..count).map(|row| self.admit_one(number, schedule, row)).collect()
    }

    fn admit_one(&mut self, number: u32, schedule: &Arc<Packed>, row: usize) -> SpeakerIx {
        let name = schedule.names().get(row);
        let hash = self.hasher.hash_one(name);
        let mut candidate = self.by_name.find(hash, |ix| self.people.name(*ix) == name).copied();
        let mut last = None;
        while let Some(ix) = candidate {
            if self.taken_by[ix.index()] != number && self.is_same(ix, schedule, row) {
                self.merge(ix, number, schedule, row);
                return ix;
            }
            last = Some(ix);
            candidate = Some(self.namesakes[ix.index()]).filter(|next| *next != END).map(SpeakerIx);
        }
        let ix = self.add(number, schedule, row);
        match last {
            Some(last) => self.namesakes[last.index()] = ix.0,
            None => {
                let people = &self.people;
                self.by_name.insert_unique(hash, ix, |ix| self.hasher.hash_one(people.name(*ix)));
            }
        }
        ix
    }

    fn add(&mut self, number: u32, schedule: &Packed, row: usize) -> SpeakerIx {
        let ix = SpeakerIx::new(self.people.len());
        self.people.first.push((number, u32::try_from(row).unwrap_or(END)));
        self.namesakes.push(END);
        self.taken_by.push(number);
        let base = schedule.speaker_ids().get(row);
        let mut hash = self.hasher.hash_one(base);
        if self.by_id.find(hash, |ix| self.people.id(*ix) == base).is_some() {
            let is_free = |id: &String| {
                let hash = self.hasher.hash_one(id.as_str());
                self.by_id.find(hash, |ix| self.people.id(*ix) == id).is_none()
            };
            let id = (2_u64..).map(|number| format!("{base}-{number}")).find(is_free).unwrap_or_default();
            hash = self.hasher.hash_one(id.as_str());
            self.people.renamed.insert(ix, id);
        }
        let people = &self.people;
        self.by_id.insert_unique(hash, ix, |ix| self.hasher.hash_one(people.id(*ix)));
        ix
    }

    fn merge(&mut self, ix: SpeakerIx, number: u32, schedule: &Packed, row: usize) {
        self.taken_by[ix.index()] = number;
        self.people.further.entry(ix).or_default().push((number, u32::try_from(row).unwrap_or(END)));
        if let Some(circumstances) = self.circumstances.get_mut(&ix) {
            circumstances.add(schedule.person(row));
        }
    }

    /// Whether somebody known and a speaker of the same name are one person.
    fn is_same(&mut self, ix: SpeakerIx, schedule: &Packed, row: usize) -> bool {
        let key = Some(schedule.speaker_keys().get(row)).filter(|key| !key.is_empty());
        if key.is_some() && self.people.key(ix) == key {
            return true;
        }
        let people = &self.people;
        let mine = || people.rows(ix).map(|(number, row)| (&people.schedules[number], row));
        let same_organisation = |one: &str| schedule.employers_of(row).any(|other| akin(one, other));
        if mine().any(|(schedule, row)| schedule.employers_of(row).any(same_organisation)) {
            return true;
        }
        let employed = mine().any(|(schedule, row)| schedule.employers_of(row).next().is_some());
        let organisations_differ = employed && schedule.employers_of(row).next().is_some();
        let (biography, pages) = schedule.tells(row);
        let comparable =
            mine().map(|(schedule, row)| schedule.tells(row)).any(|known| known.0 && biography || known.1 && pages);
        let verdict = if comparable {
            let known = self.circumstances.entry(ix).or_insert_with(|| {
                let mut all = Circumstances::default();
                mine().for_each(|(schedule, row)| all.add(schedule.person(row)));
                all
            });
            let mut theirs = Circumstances::default();
            theirs.add(schedule.person(row));
            compare(known, &theirs)
        } else {
            None
        };
        verdict.unwrap_or_else(|| schedule.names().get(row).contains(' ') && !organisations_differ)
    }
}

fn distinctive_words(texts: &[String]) -> HashSet<String> {
    fold(&texts.join(" "))
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 5)
        .map(str::to_owned)
        .collect()
}

/// Whether what is written about two people of one name says that they are one, or that they are not.
fn compare(a: &Circumstances, b: &Circumstances) -> Option<bool> {
    if a.pages.iter().any(|page| b.pages.contains(page)) {
        return Some(true);
    }
    let (mine, theirs) = (distinctive_words(&a.biographies), distinctive_words(&b.biographies));
    let shared = mine.intersection(&theirs).count();
    if shared >= 4 && 3 * shared >= mine.len().min(theirs.len()) {
        return Some(true);
    }
    (!mine.is_empty() && !theirs.is_empty()).then_some(false)
}

/// `redhat` and `redhat`, `google` and `googlecloud`: slugs without their hyphens.
fn akin(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) > 2 && (one.starts_with(other) || other.starts_with(one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credit, Programme, Schedule, Session, slug};

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
        let ids: Vec<_> = programme.speakers().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!(ids, ["ada-byron", "ada-byron-2"]);
    }
}
