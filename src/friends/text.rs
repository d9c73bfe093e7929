//! The text form: TOML that a person can read and mend.

use super::{Friend, Friends};
use crate::favourites::{Entry, Favourites};
use crate::foreign::Reference;
use crate::problem::Problem;
use crate::sanitise::clean_toml;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use toml::{Spanned, Value};

const SCHEMA: i64 = 1;
const HEAD: &str = "# Friends of kubetalks, as 'kubetalks friends' keeps them: copies of the files they sent.\n";
/// Without this line a file that begins with [`HEAD`] was cut short, even where what is left happens to be valid.
const END: &str = "# end of friends";

#[derive(Serialize)]
struct Written {
    schema: i64,
    friend: Vec<FriendForm>,
}

#[derive(Deserialize)]
struct Found {
    schema: Option<i64>,
    #[serde(default)]
    friend: Vec<Spanned<Value>>,
}

#[derive(Serialize, Deserialize)]
struct FriendForm {
    name: String,
    letter: Option<char>,
    origin: Option<String>,
    taken: Option<DateTime<Utc>>,
    belongs_to: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entry: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    loose: Vec<Reference>,
}

impl Friends {
    /// The text form.
    ///
    /// # Errors
    /// Only if something in it cannot be said in TOML, which nothing is that was made here.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        let friend = self.all().iter().cloned().map(|friend| {
            let Friend { name, letter, origin, taken, belongs_to, marks, loose } = friend;
            let entry = marks.entries().cloned().collect();
            FriendForm { name, letter: Some(letter), origin, taken, belongs_to, entry, loose }
        });
        let form = Written { schema: SCHEMA, friend: friend.collect() };
        Ok(format!("{HEAD}{}{END}\n", toml::to_string(&form)?))
    }
}

/// Reads the text form; `file` is what problems call it. Each problem is about something that the text form of what was
/// read would lose, so that a text with problems must not be replaced.
pub fn read(text: &str, file: &str) -> (Friends, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut friends = Friends::default();
    let mut problems = Vec::new();
    if text.trim().is_empty() {
        return (friends, problems);
    }
    let found: Found = match toml::from_str(text) {
        Ok(found) => found,
        Err(error) => {
            let problem = Problem::error(file, error.message().replace('\n', ", "));
            let at = error.span().map_or(0, |span| span.start);
            return (friends, vec![problem.at(text, at).advise("mend it, or move it away")]);
        }
    };
    match found.schema {
        Some(SCHEMA) => {}
        Some(newer) if newer > SCHEMA => {
            let problem = Problem::error(file, format!("was written by a newer kubetalks (schema {newer})"));
            return (friends, vec![problem.advise("use that version; until then nothing is written to it")]);
        }
        _ => {
            let problem = Problem::error(file, "does not say 'schema = 1', so it is no list of friends");
            return (friends, vec![problem.advise("if you wrote it, begin it with that line")]);
        }
    }
    for table in found.friend {
        let at = table.span().start;
        let mut table = table.into_inner();
        clean_toml(&mut table);
        let refusal = match FriendForm::deserialize(table) {
            Ok(found) => admit(&mut friends, found).err(),
            Err(error) => Some(error.message().replace('\n', ", ")),
        };
        problems.extend(refusal.map(|refusal| Problem::error(file, format!("a friend: {refusal}")).at(text, at)));
    }
    if text.starts_with(HEAD) && !text.lines().any(|line| line == END) {
        let problem = Problem::error(file, "was cut short: its last line is missing");
        problems.push(problem.advise("look for a backup, or move it away and add your friends again"));
    }
    (friends, problems)
}

fn admit(friends: &mut Friends, found: FriendForm) -> Result<(), String> {
    let FriendForm { name, letter, origin, taken, belongs_to, entry, loose } = found;
    if friends.get(&name).is_some() {
        return Err(format!("there are two of the name '{name}'"));
    }
    let mut marks = Favourites::default();
    for entry in entry {
        if entry.mark.is_none() || entry.event.is_empty() || entry.session.is_empty() {
            return Err(format!("an entry of '{name}' has no 'event', no 'session' or no 'mark'"));
        }
        marks.set(entry);
    }
    let fresh = Friend::new(&name).map_err(|error| error.to_string())?;
    let letter = letter.unwrap_or(fresh.letter);
    let friend = Friend { letter, origin, taken, belongs_to, marks, loose, ..fresh };
    friends.put(friend, None).map_err(|error| error.to_string())
}
