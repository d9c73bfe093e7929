//! Friends by name, each with a letter of their own.

use crate::favourites::{Entry, Favourites};
use crate::foreign::{self, Reference, match_to};
use crate::measure::width;
use crate::model::{Mark, Personal, Programme, Source, fold};
use crate::problem::Problem;
use crate::sanitise::{is_harmful, shown_address};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// The longest name, in cells: it has to fit beside a session.
const LONGEST: usize = 40;

/// Somebody who sent what they go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Friend {
    /// What the user calls them.
    pub name: String,
    /// What stands for them beside a session.
    pub letter: char,
    /// The file or address their favourites came from; nothing for standard input.
    pub origin: Option<String>,
    /// When they were taken from there.
    pub taken: Option<DateTime<Utc>>,
    /// The event they belong to, as far as the file told.
    pub belongs_to: Option<String>,
    /// What they marked, as far as its sessions were found once.
    pub marks: Favourites,
    /// What is in no event that was loaded so far.
    pub loose: Vec<Reference>,
}

/// Why somebody cannot be a friend under this name or letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The name has no letter and no digit, or is too long.
    #[error("'{0}' is no name; a name has a letter or a digit and at most {LONGEST} columns")]
    Name(String),
    /// The letter is none, or takes up two columns.
    #[error("'{0}' cannot stand for somebody; give one letter or digit")]
    Letter(String),
    /// The letter stands for somebody else.
    #[error("'{0}' stands for {1} already")]
    Taken(char, String),
}

impl Friend {
    /// Where their favourites came from, for people to see.
    pub fn shown_origin(&self) -> String {
        self.origin.as_deref().map_or("a code, or standard input".to_owned(), shown_address)
    }

    /// Somebody of whom nothing but the name is known. The letter is the first that the name has, if any, until
    /// [`Friends::put`] knows which ones are free.
    ///
    /// # Errors
    /// [`Refused::Name`].
    pub fn new(name: &str) -> Result<Self, Refused> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let good = name.chars().any(char::is_alphanumeric) && !name.chars().any(is_harmful);
        if !good || width(&name) > LONGEST {
            return Err(Refused::Name(name));
        }
        let letter = letters(&name).next().unwrap_or('A');
        let (marks, loose) = (Favourites::default(), Vec::new());
        Ok(Self { name, letter, origin: None, taken: None, belongs_to: None, marks, loose })
    }

    /// The same with the favourites that were read at a place at a time, as far as their sessions are in the programme, and
    /// what was wrong with them.
    ///
    /// # Errors
    /// They are no favourites.
    pub fn with_favourites(
        self,
        bytes: &[u8],
        source: &Source,
        taken: Option<DateTime<Utc>>,
        programme: &Programme,
    ) -> Result<(Self, Vec<Problem>), Problem> {
        let reading = foreign::read(bytes, &foreign::called(bytes, source))?;
        let origin = match source {
            Source::File(place) | Source::Address(place) => Some(place.clone()),
            Source::Shipped | Source::Input => None,
        };
        let (problems, belongs_to) = (reading.problems.clone(), reading.origin.clone());
        let mut friend = Self { origin, taken, belongs_to, loose: reading.wishes(), ..self };
        friend.resolve(programme);
        Ok((friend, problems))
    }

    /// Finds the sessions of what is loose in a programme, and how many are found.
    pub fn resolve(&mut self, programme: &Programme) -> usize {
        if self.loose.is_empty() {
            return 0;
        }
        let event = self.belongs_to.as_deref().and_then(|origin| foreign::event_named(programme, origin));
        self.loose = foreign::unpacked(programme, event, std::mem::take(&mut self.loose));
        let matched = match_to(programme, event, &self.loose);
        for (at, ix) in &matched.found {
            let Some(reference) = self.loose.get(*at) else { continue };
            let personal = Personal { mark: Some(reference.mark.unwrap_or(Mark::Going)), ..Personal::default() };
            let entry = Entry::of(programme, *ix, &personal, DateTime::UNIX_EPOCH);
            let known = self.marks.get(&entry.event, &entry.session).and_then(|known| known.mark);
            if known < entry.mark {
                self.marks.set(Entry { changed: None, ..entry });
            }
        }
        let found: HashSet<usize> = matched.found.iter().map(|(at, _)| *at).collect();
        let mut places = 0..;
        self.loose.retain(|_| places.next().is_none_or(|at| !found.contains(&at)));
        matched.found.len()
    }
}

/// Every friend, by name; no two have the same name, and no two the same letter while there are letters left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Friends {
    friends: Vec<Friend>,
}

impl Friends {
    /// Every friend, in the order of their names.
    pub fn all(&self) -> &[Friend] {
        &self.friends
    }

    /// The friend of this name; case and accents do not count.
    pub fn get(&self, name: &str) -> Option<&Friend> {
        let name = fold(name.trim());
        self.friends.iter().find(|friend| fold(&friend.name) == name)
    }

    /// Puts a friend in the place of the one with the same name, whose letter stays, or among the others, with the first
    /// free letter of the name. A `letter` that is asked for counts before either.
    ///
    /// # Errors
    /// The letter that is asked for is none, or somebody else's.
    pub fn put(&mut self, mut friend: Friend, letter: Option<&str>) -> Result<(), Refused> {
        let before = self.friends.iter().position(|other| fold(&other.name) == fold(&friend.name));
        let holder = |letter: char| {
            self.friends.iter().enumerate().find(|(at, other)| Some(*at) != before && other.letter == letter)
        };
        friend.letter = match letter {
            Some(wanted) => {
                let mut wishes = letters(wanted);
                let refused = || Refused::Letter(wanted.to_owned());
                let letter = wishes.next().filter(|_| wanted.chars().count() == 1).ok_or_else(refused)?;
                if let Some((_, other)) = holder(letter) {
                    return Err(Refused::Taken(letter, other.name.clone()));
                }
                letter
            }
            None => {
                let kept = before.and_then(|at| self.friends.get(at)).map(|before| before.letter);
                let given = std::iter::once(friend.letter)
                    .filter(|letter| letters(&letter.to_string()).next() == Some(*letter));
                let own = letters(&friend.name);
                let mut wishes = kept.into_iter().chain(given).chain(own).chain('A'..='Z').chain('0'..='9');
                wishes.find(|letter| holder(*letter).is_none()).unwrap_or(friend.letter)
            }
        };
        match before.and_then(|at| self.friends.get_mut(at)) {
            Some(place) => *place = friend,
            None => self.friends.push(friend),
        }
        self.friends.sort_by_key(|friend| fold(&friend.name));
        Ok(())
    }

    /// Both together: of a friend of both what was taken later.
    #[must_use]
    pub fn merge(mut self, others: Self) -> Self {
        for friend in others.friends {
            if self.get(&friend.name).is_none_or(|known| known.taken < friend.taken) {
                // Refused is only a letter that somebody asks for.
                let _ = self.put(friend, None);
            }
        }
        self
    }

    /// Takes a friend away.
    pub fn remove(&mut self, name: &str) -> Option<Friend> {
        let name = fold(name.trim());
        let at = self.friends.iter().position(|friend| fold(&friend.name) == name)?;
        Some(self.friends.remove(at))
    }

    /// Finds the sessions of what is loose; whether any was found.
    pub fn resolve(&mut self, programme: &Programme) -> bool {
        let found: usize = self.friends.iter_mut().map(|friend| friend.resolve(programme)).sum();
        found > 0
    }
}

/// What in a name can stand for somebody: letters and digits of one column, as capitals where those are single ones.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let capital = |letter: char| {
        let mut capitals = letter.to_uppercase();
        capitals.next().filter(|_| capitals.next().is_none()).unwrap_or(letter)
    };
    let fits = |letter: &char| letter.is_alphanumeric() && width(letter.encode_utf8(&mut [0; 4])) == 1;
    name.chars().map(capital).filter(fits)
}
