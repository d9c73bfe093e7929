//! The agenda written out line by line: what stands above what, what can be chosen, which lines one bracket holds.

use crate::agenda::{Agenda, Conflict, ConflictKind, Day, DayRow, Gap, Watch, WatchTotals};
use crate::model::{EventIx, Programme, SessionIx};
use crate::tui::world::{World, times};
use crate::words;
use chrono::{DateTime, NaiveDate, Utc};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// Its part in the bracket around sessions that clash.
    pub bracket: Option<Bracket>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Blank,
    Day {
        event: EventIx,
        date: NaiveDate,
        today: bool,
    },
    /// A session one goes to, or a marked item for the whole day; `over` if it is, and today.
    Session {
        ix: SessionIx,
        over: bool,
    },
    /// A session one is interested in; it `fits` where it is not over and what one goes to leaves room for it.
    Candidate {
        ix: SessionIx,
        fits: bool,
    },
    /// Room and people of the session above, where one line is too narrow for them.
    Below(SessionIx),
    /// `with` is the one of the two that does not stand next to the line; where both do they are `adjacent`.
    Conflict {
        conflict: Conflict,
        with: SessionIx,
        adjacent: bool,
    },
    Gap(Gap),
    /// The present, on a day of an event.
    Now(EventIx),
    /// What is left to watch of an event begins.
    Watch {
        event: EventIx,
        totals: WatchTotals,
    },
    /// A session without a time; a candidate where one is merely interested.
    Recording {
        ix: SessionIx,
        candidate: bool,
    },
    /// What is kept although no session is found begins.
    Unmatched,
    Kept(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bracket {
    Begin,
    Middle,
    End,
}

/// What is chosen, by which it is found again when the lines have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A session, whatever line it is on.
    Session(SessionIx),
    Conflict(Conflict),
    Gap(Gap),
    Kept(usize),
}

impl Line {
    /// What choosing the line chooses; nothing where it is there to be read only.
    pub fn choice(&self) -> Option<Choice> {
        match self.kind {
            LineKind::Session { ix, .. } | LineKind::Candidate { ix, .. } | LineKind::Recording { ix, .. } => {
                Some(Choice::Session(ix))
            }
            LineKind::Conflict { conflict, .. } => Some(Choice::Conflict(conflict)),
            LineKind::Gap(gap) => Some(Choice::Gap(gap)),
            LineKind::Kept(at) => Some(Choice::Kept(at)),
            _ => None,
        }
    }

    pub fn conflict(&self) -> Option<Conflict> {
        if let LineKind::Conflict { conflict, .. } = self.kind { Some(conflict) } else { None }
    }

    /// Whether a day, a watch list or the like begins here.
    pub fn begins(&self) -> bool {
        matches!(self.kind, LineKind::Day { .. } | LineKind::Watch { .. } | LineKind::Unmatched)
    }
}

/// A session that another one is in conflict with, and how.
type Rival = (SessionIx, ConflictKind);

/// What lines are made from, besides the agenda.
pub struct LineWriter<'a> {
    pub programme: &'a Programme,
    pub now: DateTime<Utc>,
    /// Whether rooms and people stand on lines of their own.
    pub narrow: bool,
}

impl LineWriter<'_> {
    /// Every line: the days, the watch lists, and so many marks without a session.
    pub fn lines(&self, agenda: &Agenda, kept: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for day in &agenda.days {
            part(&mut lines);
            self.day(&mut lines, day);
        }
        for watch in &agenda.watch {
            part(&mut lines);
            self.watch(&mut lines, watch);
        }
        if kept > 0 {
            part(&mut lines);
            lines.push(plain(LineKind::Unmatched));
            lines.extend((0..kept).map(|at| plain(LineKind::Kept(at))));
        }
        lines
    }

    fn day(&self, lines: &mut Vec<Line>, day: &Day) {
        let today = day.rows.contains(&DayRow::Now);
        lines.push(plain(LineKind::Day { event: day.event, date: day.date, today }));
        for ix in &day.all_day {
            self.session(lines, *ix, false);
        }
        let mut above = Above::default();
        for row in &day.rows {
            match row {
                DayRow::Session { ix, conflicts } => {
                    let here = conflicts.iter().copied().filter(|(other, _)| is_told_here(*other, day, &above));
                    let here: Vec<Rival> = here.collect();
                    self.attended(lines, &mut above, (*ix, today && self.is_over(*ix)), &here);
                }
                DayRow::Candidate { ix, competes_with } => {
                    let past = today && self.is_over(*ix) || self.programme.brief(*ix).cancelled;
                    lines.push(plain(LineKind::Candidate { ix: *ix, fits: competes_with.is_empty() && !past }));
                }
                DayRow::Gap(gap) => lines.push(plain(LineKind::Gap(*gap))),
                DayRow::Now => lines.push(plain(LineKind::Now(day.event))),
            }
        }
        above.brackets.sort_unstable();
        draw_brackets(lines, &above.brackets);
    }

    /// A session one goes to: what is tight stands before it, on the way there, what overlaps after it.
    fn attended(&self, lines: &mut Vec<Line>, above: &mut Above, (ix, over): (SessionIx, bool), told: &[Rival]) {
        let before = above.sessions.last().map(|(before, _)| *before);
        let (clashes, tight): (Vec<_>, Vec<_>) = told.iter().copied().partition(|(_, kind)| kind.is_clash());
        for (other, kind) in tight {
            lines.push(plain(self.conflict(ix, other, kind, before == Some(other))));
        }
        above.sessions.push((ix, lines.len()));
        self.session(lines, ix, over);
        for (other, kind) in clashes {
            if let Some((_, from)) = above.sessions.iter().find(|(session, _)| *session == other) {
                above.brackets.push((*from, lines.len()));
            }
            lines.push(plain(self.conflict(ix, other, kind, before == Some(other))));
        }
    }

    fn session(&self, lines: &mut Vec<Line>, ix: SessionIx, over: bool) {
        lines.push(plain(LineKind::Session { ix, over }));
        let session = self.programme.session(ix);
        if self.narrow && (session.room.is_some() || !session.credits.is_empty()) {
            lines.push(plain(LineKind::Below(ix)));
        }
    }

    fn is_over(&self, ix: SessionIx) -> bool {
        self.programme.brief(ix).slot.is_some_and(|slot| slot.end <= self.now)
    }

    fn conflict(&self, ix: SessionIx, other: SessionIx, kind: ConflictKind, adjacent: bool) -> LineKind {
        let place = |ix: SessionIx| {
            let slot = self.programme.brief(ix).slot;
            (slot.map(|slot| (slot.start, slot.end)), self.programme.rank(ix))
        };
        let (a, b) = if place(other) <= place(ix) { (other, ix) } else { (ix, other) };
        LineKind::Conflict { conflict: Conflict { a, b, kind }, with: other, adjacent }
    }

    fn watch(&self, lines: &mut Vec<Line>, watch: &Watch) {
        lines.push(plain(LineKind::Watch { event: watch.event, totals: watch.totals }));
        let recording = |candidate| move |ix: &SessionIx| plain(LineKind::Recording { ix: *ix, candidate });
        lines.extend(watch.going.iter().map(recording(false)));
        lines.extend(watch.interested.iter().map(recording(true)));
    }
}

fn plain(kind: LineKind) -> Line {
    Line { kind, bracket: None }
}

/// Days and lists stand apart.
fn part(lines: &mut Vec<Line>) {
    if !lines.is_empty() {
        lines.push(plain(LineKind::Blank));
    }
}

/// A conflict is told once, at the later session; where the other one is of another day or event, at both.
fn is_told_here(other: SessionIx, day: &Day, above: &Above) -> bool {
    let is_other = |row: &DayRow| matches!(row, DayRow::Session { ix, .. } if *ix == other);
    above.sessions.iter().any(|(session, _)| *session == other) || !day.rows.iter().any(is_other)
}

/// What stands on a day so far.
#[derive(Default)]
struct Above {
    /// The sessions one goes to, each with its line.
    sessions: Vec<(SessionIx, usize)>,
    /// First and last lines of what overlaps.
    brackets: Vec<(usize, usize)>,
}

/// Marks the lines that brackets hold, which come in the order of their first line; those that share a line become one.
fn draw_brackets(lines: &mut [Line], brackets: &[(usize, usize)]) {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in brackets.iter().copied() {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => joined.push((start, end)),
        }
    }
    for (start, end) in joined {
        for (at, line) in lines.iter_mut().enumerate().take(end + 1).skip(start) {
            line.bracket = Some(match at {
                _ if at == start => Bracket::Begin,
                _ if at == end => Bracket::End,
                _ => Bracket::Middle,
            });
        }
    }
}

/// The day that a line is of, or the watch list, as one would send it to a colleague.
pub fn day_text(world: &World, lines: &[Line], at: usize) -> Option<String> {
    let start = (0..=at).rev().find(|at| lines.get(*at).is_some_and(Line::begins))?;
    let programme = world.programme();
    let heading = match lines.get(start)?.kind {
        LineKind::Day { event, date, .. } => format!("{}, {}", programme.event(event).name, words::day(date)),
        LineKind::Watch { event, .. } => programme.event(event).name.clone(),
        _ => return None,
    };
    let rest = lines.iter().skip(start + 1).take_while(|line| !line.begins());
    let sessions = rest.filter_map(|line| match line.kind {
        LineKind::Session { ix, .. } | LineKind::Recording { ix, candidate: false } => Some(ix),
        _ => None,
    });
    let line = |ix| times::line(world, ix);
    Some(std::iter::once(heading).chain(sessions.map(line)).collect::<Vec<_>>().join("\n"))
}
