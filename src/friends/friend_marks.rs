//! Friends with their sessions in one programme.

use super::Friends;
use crate::favourites::Entry;
use crate::model::{Mark, Programme, SessionIx};
use std::collections::HashMap;

/// How many letters stand beside a session; more friends than that are a `+`.
const LETTERS: usize = 3;

/// The friends with their sessions in one programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FriendMarks {
    /// Every friend, by name.
    pub members: Vec<FriendInProgramme>,
    /// Their names, in the same order.
    pub names: Vec<String>,
    /// What each of them marked, in the same order; sessions by position.
    pub sessions: Vec<Vec<SessionIx>>,
    /// The most columns that [`letters`](Self::letters) of any session take.
    pub column: usize,
}

/// One friend with their sessions in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FriendInProgramme {
    /// The name.
    pub name: String,
    /// What stands for them beside a session.
    pub letter: char,
    /// How many of their favourites are in no event that is loaded.
    pub missing: usize,
    /// By position.
    marks: Vec<(SessionIx, Mark)>,
}

impl Friends {
    /// The friends in a programme. What is loose counts as missing: see [`resolve`](Self::resolve).
    pub fn in_programme(&self, programme: &Programme) -> FriendMarks {
        let mut friend_marks = FriendMarks::default();
        let mut crowds: HashMap<SessionIx, usize> = HashMap::new();
        for friend in self.all() {
            let places = friend.marks.places(programme);
            let found = places.iter().filter_map(|(entry, ix)| Some(((*ix)?, wish(entry)?)));
            let mut marks: Vec<(SessionIx, Mark)> = found.collect();
            marks.sort_unstable();
            let missing = friend.loose.len() + places.iter().filter(|(_, ix)| ix.is_none()).count();
            for (ix, _) in &marks {
                *crowds.entry(*ix).or_default() += 1;
            }
            friend_marks.names.push(friend.name.clone());
            friend_marks.sessions.push(marks.iter().map(|(ix, _)| *ix).collect());
            friend_marks.members.push(FriendInProgramme {
                name: friend.name.clone(),
                letter: friend.letter,
                missing,
                marks,
            });
        }
        friend_marks.column = crowds.values().max().copied().unwrap_or(0).min(LETTERS + 1);
        friend_marks
    }
}

impl FriendMarks {
    /// Who marked a session, and how.
    pub fn at(&self, ix: SessionIx) -> impl Iterator<Item = (&FriendInProgramme, Mark)> {
        self.members.iter().filter_map(move |member| Some((member, member.mark(ix)?)))
    }

    /// The letters of those who marked a session: capitals for who goes there, small ones for who is interested.
    pub fn letters(&self, ix: SessionIx) -> String {
        let mut all = self.at(ix).map(|(member, mark)| match mark {
            Mark::Going => member.letter,
            Mark::Interested | Mark::Dismissed => small(member.letter),
        });
        let mut letters: String = all.by_ref().take(LETTERS).collect();
        letters.extend(all.next().map(|_| '+'));
        letters
    }
}

impl FriendInProgramme {
    /// Their mark of a session.
    pub fn mark(&self, ix: SessionIx) -> Option<Mark> {
        let at = self.marks.binary_search_by_key(&ix, |(ix, _)| *ix).ok()?;
        self.marks.get(at).map(|(_, mark)| *mark)
    }

    /// The sessions with this mark, by position.
    pub fn marked(&self, wanted: Mark) -> Vec<SessionIx> {
        self.marks.iter().filter(|(_, mark)| *mark == wanted).map(|(ix, _)| *ix).collect()
    }
}

/// What somebody wishes of a session; what is not for them is nobody else's business.
fn wish(entry: &Entry) -> Option<Mark> {
    entry.mark.filter(|mark| *mark != Mark::Dismissed)
}

fn small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    small.next().filter(|_| small.next().is_none()).unwrap_or(letter)
}
