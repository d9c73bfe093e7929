//! Deciding which speakers of different events are one person.
//!
//! Within one event a source tells people apart by itself, and its word stands. Across events two speakers are one when
//! they have the same name and something else says so too: the same organisation, a page in common, the source's own key,
//! much the same biography. A biography that is true of somebody else is worse than none, so that a name alone only says
//! who may be the same person (see [`Programme::namesakes`](super::Programme::namesakes)). Schedules that share one list of
//! people, as the shipped ones do, say so by giving a person the same [`Speaker::key`]. Where any schedule says that a
//! person has another name ([`Speaker::also`]), either of the two counts as the same name.

use super::packed::Packed;
use super::people::People;
use super::{Speaker, SpeakerIx, fold};
use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// The last of a chain.
const END: u32 = u32::MAX;

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
    /// Names of which a schedule says that a person has both.
    also: HashMap<String, BTreeSet<String>>,
    /// Who was admitted under one of those.
    called: HashMap<String, Vec<SpeakerIx>>,
    /// The other names of those who have any.
    names: BTreeMap<SpeakerIx, BTreeSet<String>>,
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
    /// Admission of the speakers of certain schedules.
    pub(super) fn among(schedules: &[&Arc<Packed>]) -> Self {
        let mut admission = Self::default();
        for schedule in schedules {
            for (row, byname) in schedule.bynames() {
                let name = schedule.names().get(row);
                for (one, other) in [(name, byname), (byname, name)] {
                    admission.also.entry(one.to_owned()).or_default().insert(other.to_owned());
                }
            }
        }
        admission
    }

    pub(super) fn into_people(self) -> People {
        let mut people = self.people;
        people.bynames = vec![Vec::new(); people.schedules.len()];
        for (ix, mut names) in self.names {
            let rows: Vec<(usize, usize)> = people.rows(ix).collect();
            let own = |(schedule, row): (usize, usize)| people.schedules[schedule].names().get(row).to_owned();
            names.extend(rows.iter().copied().map(own));
            for (schedule, row) in rows {
                let others = names.iter().filter(|name| **name != own((schedule, row)));
                people.bynames[schedule].extend(others.map(|name| (row, name.clone())));
            }
        }
        people
    }

    /// Takes in the speakers of one event and returns the position that each of them has from now on.
    pub(super) fn admit(&mut self, schedule: &Arc<Packed>) -> Vec<SpeakerIx> {
        let number = u32::try_from(self.people.schedules.len()).unwrap_or(END);
        self.people.schedules.push(Arc::clone(schedule));
        let (count, hasher) = (schedule.speaker_count(), self.hasher.clone());
        let Self { people, by_name, by_id, .. } = self;
        by_name.reserve(count, |ix| hasher.hash_one(people.name(*ix)));
        by_id.reserve(count, |ix| hasher.hash_one(people.id(*ix)));
        let admitted: Vec<SpeakerIx> = (0..count).map(|row| self.admit_one(number, schedule, row)).collect();
        for (row, byname) in schedule.bynames() {
            if let Some(ix) = admitted.get(row) {
                self.names.entry(*ix).or_default().insert(byname.to_owned());
            }
        }
        admitted
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
        if let Some(ix) = self.otherwise_called(name, number, schedule, row) {
            return ix;
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

    /// Who is the same under another name.
    fn otherwise_called(&mut self, name: &str, number: u32, schedule: &Arc<Packed>, row: usize) -> Option<SpeakerIx> {
        let names = std::iter::once(name).chain(self.also.get(name)?.iter().map(String::as_str));
        let known: Vec<SpeakerIx> = names.filter_map(|name| self.called.get(name)).flatten().copied().collect();
        let is_same = |ix: &SpeakerIx| self.taken_by[ix.index()] != number && self.is_same(*ix, schedule, row);
        let ix = known.into_iter().find(is_same)?;
        self.merge(ix, number, schedule, row);
        self.names.entry(ix).or_default();
        self.called.entry(name.to_owned()).or_default().push(ix);
        Some(ix)
    }

    fn add(&mut self, number: u32, schedule: &Packed, row: usize) -> SpeakerIx {
        let ix = SpeakerIx::new(self.people.len());
        let name = schedule.names().get(row);
        if self.also.contains_key(name) {
            self.called.entry(name.to_owned()).or_default().push(ix);
        }
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
        let (biography, pages) = schedule.tells(row);
        let comparable =
            mine().map(|(schedule, row)| schedule.tells(row)).any(|known| known.0 && biography || known.1 && pages);
        if !comparable {
            return false;
        }
        let known = self.circumstances.entry(ix).or_insert_with(|| {
            let mut all = Circumstances::default();
            mine().for_each(|(schedule, row)| all.add(schedule.person(row)));
            all
        });
        let mut theirs = Circumstances::default();
        theirs.add(schedule.person(row));
        agree(known, &theirs)
    }
}

fn distinctive_words(texts: &[String]) -> HashSet<String> {
    fold(&texts.join(" "))
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 5)
        .map(str::to_owned)
        .collect()
}

/// Whether what is written about two people of one name says that they are one.
fn agree(a: &Circumstances, b: &Circumstances) -> bool {
    if a.pages.iter().any(|page| b.pages.contains(page)) {
        return true;
    }
    let (mine, theirs) = (distinctive_words(&a.biographies), distinctive_words(&b.biographies));
    let shared = mine.intersection(&theirs).count();
    shared >= 4 && 3 * shared >= mine.len().min(theirs.len())
}

/// `redhat` and `redhat`, `google` and `googlecloud`: slugs without their hyphens.
fn akin(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) > 2 && (one.starts_with(other) || other.starts_with(one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credit, EventIx, Programme, Schedule, Session, slug};

    fn named(id: &str, name: &str, also: &[&str], organisation: &str) -> Schedule {
        let mut schedule = event(id, &[(name, organisation, "")]);
        schedule.speakers[0].also = also.iter().map(|name| (*name).to_owned()).collect();
        schedule
    }

    #[test]
    fn who_has_two_names_is_one_person_under_either_and_found_by_both_everywhere() {
        let (mandy, amanda) = (("Mandy W", &[][..]), ("Amanda W", &["Mandy W"][..]));
        for [one, two, three] in
            [[mandy, amanda, ("Amanda W", &[])], [amanda, mandy, mandy], [("Amanda W", &[]), mandy, amanda]]
        {
            let names = [("one", one), ("two", two), ("three", three)];
            let events = names.map(|(id, (name, also))| named(id, name, also, "Acme"));
            let programme = Programme::new(events.to_vec());
            assert_eq!(programme.speakers().len(), 1, "{one:?} {two:?} {three:?}");
            let person = programme.speaker(SpeakerIx::new(0));
            assert_eq!(
                [person.name.as_str(), person.also[0].as_str()].iter().filter(|name| **name == "Mandy W").count(),
                1
            );
            assert_eq!(programme.sessions_by(SpeakerIx::new(0)).len(), 3);
            for (event, (_, (name, _))) in names.iter().enumerate() {
                let other = if *name == "Mandy W" { "amanda w" } else { "mandy w" };
                assert_eq!(programme.bynames(EventIx::new(event)), [(0, other.to_owned())]);
            }
        }
        let elsewhere = Programme::new(vec![
            named("one", "Mandy W", &[], "Acme"),
            named("two", "Amanda W", &["Mandy W"], "Umbrella"),
        ]);
        assert_eq!(elsewhere.speakers().len(), 2, "their employers differ");
    }

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
            (("Ada Byron", "", ""), ("Ada Byron", "Acme", "")),
            (("Ada Byron", "", ""), ("Ada Byron", "", "Builds bridges for railways")),
            (("Alex", "", ""), ("Alex", "", "")),
            (("Ada Byron", "", "Builds bridges for railways"), ("Ada Byron", "", "Studies medieval manuscripts")),
        ] {
            assert_eq!(people_in(one, other), 2, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_name_alone_says_who_may_be_the_same_person_at_another_event() {
        let one =
            event("one", &[("Alan Mathison", "", ""), ("Ada Byron", "", "Builds bridges"), ("Ada Byron", "", "")]);
        let two = event("two", &[("Zoe Zeta", "", ""), ("ADA BYRON", "Acme", ""), ("Alex", "", "")]);
        let programme = Programme::new(vec![one, two, event("three", &[("Alex", "", ""), ("Ada Byron", "Acme", "")])]);
        let namesakes = |at: usize| {
            let found = programme.namesakes(SpeakerIx::new(at));
            found.into_iter().map(|ix| programme.speaker(ix).id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(namesakes(1), ["ada-byron-3"], "those of the same event are not, and each is told once");
        assert_eq!(namesakes(4), ["ada-byron", "ada-byron-2"]);
        assert_eq!((namesakes(0).len(), namesakes(5).len()), (0, 0), "a single word says too little");
    }

    #[test]
    fn two_people_of_one_event_stay_two_and_get_their_own_ids() {
        let programme = Programme::new(vec![event("one", &[("Ada Byron", "A", ""), ("Ada Byron", "A", "")])]);
        let ids: Vec<_> = programme.speakers().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!(ids, ["ada-byron", "ada-byron-2"]);
    }
}
