//! The line of text: `kt1:`, and in the Base64 of addresses the event's id, the marks, and a sum over both.

use super::bits::{BitReader, BitWriter};
use super::named::{Named, named};
use super::set::{Set, shift_for};
use crate::model::packed::sum;
use crate::model::{EventIx, Mark, Programme, SessionIx};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What every code of this form begins with.
pub const PREFIX: &str = "kt1:";

/// What codes of any form begin with.
const FAMILY: &str = "kt";

/// The marks that a code tells, in this order.
const MARKS: [Mark; 2] = [Mark::Going, Mark::Interested];

/// The letters of most ids take six bits each; behind the last stands [`END`]. An id with others is written as [`BYTES`]
/// with its length and its bytes.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789-_.";
const LETTER: u32 = 6;
const END: u64 = 63;
const BYTES: u64 = 62;

const SHIFT: u32 = 5;
const SUM: usize = 2;

/// A code, before it is known which sessions it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    event: String,
    /// Of each of [`MARKS`] how many there are, with their ids and titles.
    marks: [(usize, Set, Set); 2],
}

/// Why a text is no code that can be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It does not begin like one.
    #[error("this is no code of kubetalks: it does not begin with {PREFIX}")]
    NoCode,
    /// It has a form of which nothing is known here.
    #[error("this code was made by a newer kubetalks")]
    Newer,
    /// Its letters are not as they were.
    #[error("this code is damaged: it was cut short, or letters of it have changed")]
    Damaged,
}

/// What a code comes to in a programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// The sessions, in the order of the event.
    pub sessions: Vec<(SessionIx, Mark)>,
    /// The marks whose session is not there any more, neither by its id nor by its title.
    pub missing: Vec<Mark>,
}

/// So many letters are a code to scan that a small window has room for. As long as one is no longer it is written with
/// larger ranges than it needs, so that what is new elsewhere is hardly ever taken for what is marked.
const SHORT: usize = 106;
const LARGER: u32 = 4;

/// The code of what is marked of an event; nothing where that is nothing.
pub fn code_of(programme: &Programme, event: EventIx, mark: impl Fn(SessionIx) -> Option<Mark>) -> Option<String> {
    let (all, id) = (named(programme, event), &programme.event(event).id);
    let least = shift_for(all.len());
    let code = |shift: u32| written(id, shift, parts(&all, &mark, shift)?);
    let larger = (least + 1..=least + LARGER).rev().filter_map(code).find(|code| code.len() <= SHORT);
    // A salt that will do is all but certain with the first of these.
    larger.or_else(|| (least..least + LARGER).find_map(code))
}

/// The line of text; nothing where nothing is marked.
fn written(id: &str, shift: u32, parts: Vec<(usize, Vec<Set>)>) -> Option<String> {
    if parts.iter().all(|(count, _)| *count == 0) {
        return None;
    }
    let mut bits = BitWriter::default();
    write_id(&mut bits, id);
    bits.bits(u64::from(shift), SHIFT);
    for (count, sets) in parts {
        bits.rice(count as u64, 4);
        sets.iter().for_each(|set| set.write(&mut bits));
    }
    let mut bytes = bits.into_bytes();
    let sum = sum(&bytes).to_be_bytes();
    bytes.extend(&sum[..SUM]);
    Some(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// Of each of [`MARKS`] how many there are, with the sets of their ids and titles where there are any.
fn parts(all: &[Named], mark: impl Fn(SessionIx) -> Option<Mark>, shift: u32) -> Option<Vec<(usize, Vec<Set>)>> {
    let of = |kind: &Mark| {
        let (marked, others): (Vec<_>, Vec<_>) = all.iter().partition(|one| mark(one.session) == Some(*kind));
        let set = |number: fn(&&Named) -> u64| {
            let numbers = |list: &[&Named]| list.iter().map(number).collect::<Vec<u64>>();
            Set::of(&numbers(&marked), &numbers(&others), shift)
        };
        let sets = if marked.is_empty() { Vec::new() } else { vec![set(|one| one.id)?, set(|one| one.title())?] };
        Some((marked.len(), sets))
    };
    MARKS.iter().map(of).collect()
}

fn write_id(bits: &mut BitWriter, id: &str) {
    let place = |byte: u8| LETTERS.iter().position(|letter| *letter == byte);
    if let Some(places) = id.bytes().map(place).collect::<Option<Vec<usize>>>() {
        places.into_iter().for_each(|place| bits.bits(place as u64, LETTER));
        return bits.bits(END, LETTER);
    }
    bits.bits(BYTES, LETTER);
    bits.rice(id.len() as u64, 5);
    id.bytes().for_each(|byte| bits.bits(u64::from(byte), 8));
}

fn read_id(bits: &mut BitReader<'_>) -> Option<String> {
    let mut id = Vec::new();
    loop {
        match bits.bits(LETTER)? {
            END => break,
            BYTES if id.is_empty() => {
                let length = bits.rice(5).filter(|length| *length <= bits.left() as u64 / 8)?;
                let bytes = (0..length).map(|_| bits.bits(8)?.try_into().ok());
                id = bytes.collect::<Option<Vec<u8>>>()?;
                break;
            }
            place => id.push(*LETTERS.get(usize::try_from(place).ok()?)?),
        }
    }
    String::from_utf8(id).ok().filter(|id| !id.is_empty())
}

impl Code {
    /// Reads a line of text.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let text = text.trim();
        let Some(rest) = text.strip_prefix(PREFIX) else {
            let form = text.strip_prefix(FAMILY).and_then(|rest| rest.split_once(':')).map(|(form, _)| form);
            let is_newer = form.is_some_and(|form| form.parse::<u32>().is_ok_and(|form| form > 1));
            return Err(if is_newer { CodeError::Newer } else { CodeError::NoCode });
        };
        // A message may have broken the line.
        let letters: String = rest.split_whitespace().collect();
        let bytes = URL_SAFE_NO_PAD.decode(letters.trim_end_matches('=')).map_err(|_| CodeError::Damaged)?;
        let told = bytes.split_last_chunk::<SUM>();
        let (bytes, _) =
            told.filter(|(bytes, told)| sum(bytes).to_be_bytes()[..SUM] == told[..]).ok_or(CodeError::Damaged)?;
        Self::of(bytes).ok_or(CodeError::Damaged)
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let mut bits = BitReader::new(bytes);
        let event = read_id(&mut bits)?;
        let shift = u32::try_from(bits.bits(SHIFT)?).ok()?;
        let mut marks = <[(usize, Set, Set); 2]>::default();
        for (count, ids, titles) in &mut marks {
            *count = usize::try_from(bits.rice(4)?).ok()?;
            if *count > 0 {
                *ids = Set::read(&mut bits, *count, shift)?;
                *titles = Set::read(&mut bits, *count, shift)?;
            }
        }
        bits.end().then_some(Self { event, marks })
    }

    /// Whether a text means to be one.
    pub fn is_meant(text: &str) -> bool {
        matches!(Self::read(text.lines().next().unwrap_or_default()), Ok(_) | Err(CodeError::Newer))
            || text.trim_start().starts_with(PREFIX)
    }

    /// The id of the event.
    pub fn event(&self) -> &str {
        &self.event
    }

    /// How many marks it tells.
    pub fn count(&self) -> usize {
        self.marks.iter().map(|(count, ..)| count).sum()
    }

    /// The sessions of an event that it means: those of the same id and title; then, of the marks that are left over, what
    /// alone has the title of one, what has its id, and what is another showing of its title.
    pub fn unpack(&self, programme: &Programme, event: EventIx) -> Unpacked {
        let all = named(programme, event);
        let mut unpacked = Unpacked::default();
        for (mark, (count, ids, titles)) in MARKS.into_iter().zip(&self.marks) {
            let found = found(&all, *count, ids.clone(), titles.clone());
            unpacked.missing.extend(std::iter::repeat_n(mark, count - found.len()));
            unpacked.sessions.extend(found.into_iter().map(|session| (session, mark)));
        }
        unpacked.sessions.sort_by_key(|(session, _)| programme.rank(*session));
        unpacked
    }
}

/// The sessions that so many ids and titles mean, no more than there are.
fn found(all: &[Named], count: usize, mut ids: Set, mut titles: Set) -> Vec<SessionIx> {
    let (mut found, mut left): (Vec<SessionIx>, Vec<&Named>) = (Vec::new(), all.iter().collect());
    // How many sessions something means of those that are left.
    let mut pass = |is_meant: &mut dyn FnMut(&Named, &mut Set, &mut Set) -> bool| {
        let before = found.len();
        left.retain(|one| {
            let meant = found.len() < count && is_meant(one, &mut ids, &mut titles);
            found.extend(meant.then_some(one.session));
            !meant
        });
        found.len() - before
    };
    let same = pass(&mut |one, ids, titles| {
        let both = ids.holds(one.id) && titles.holds(one.title());
        both && ids.take(one.id) && titles.take(one.title())
    });
    // Another showing of a title has gone or come since.
    let same = same
        + pass(&mut |one, ids, titles| {
            let title = one.titles().find(|title| titles.holds(*title)).filter(|_| ids.holds(one.id));
            title.is_some_and(|title| ids.take(one.id) && titles.take(title))
        });
    let by_title = pass(&mut |one, _, titles| one.is_single() && titles.take(one.title()));
    let by_showing = |one: &Named, _: &mut Set, titles: &mut Set| titles.take(one.title());
    // Ids that were dealt anew mean nothing, and of what has one title several times the showing is all there is.
    if by_title > same {
        pass(&mut { by_showing });
    }
    pass(&mut |one, ids, _| ids.take(one.id));
    pass(&mut { by_showing });
    found
}
