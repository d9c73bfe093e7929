//! A day of one's own at a weekend of 1,100 sessions: the plan, the agenda, and what fits a gap.
//!
//! The weekend is made up with a fixed seed in the manner of the largest ones: two days, 35 rooms in four buildings,
//! sessions of 10 to 60 minutes with 5 or 10 in between, 200 of them marked. Every session left over is suggested, so
//! that nothing is easy to leave out.

use chrono::{DateTime, NaiveTime, TimeDelta};
use divan::{Bencher, black_box};
use kubetalks::agenda::{
    Context, Distance, LEAST_GAP, Lunch, PlanOptions, Transfer, TransferRules, agenda, conflicts, days, gaps, plan,
    suggestions,
};
use kubetalks::model::{Event, EventIx, Mark, Personal, Programme, Schedule, Session, SessionIx, Slot};

/// A multiplicative generator after Lehmer (modulus 2^31 - 1, factor 48271): enough to fill a timetable with.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 % limit
    }

    fn of(&mut self, choices: &[u32]) -> u32 {
        choices[self.below(choices.len() as u64) as usize]
    }
}

const LENGTHS: &[u32] = &[10, 15, 20, 25, 25, 25, 30, 50, 60];

struct Weekend {
    programme: Programme,
    personal: Vec<Personal>,
    scores: Vec<f32>,
    transfer: Transfer,
}

impl Weekend {
    fn new(rules: &TransferRules) -> Self {
        let mut chance = Chance(2026);
        let event = Event { id: "bench".into(), ..Event::default() };
        let mut schedule = Schedule { event, ..Schedule::default() };
        let rooms: Vec<_> = (0..35)
            .map(|number| schedule.room(&format!("{}.{number}", "HKJU".as_bytes()[number % 4] as char)))
            .collect();
        for day in 0..2 {
            for room in &rooms {
                let mut time = DateTime::UNIX_EPOCH + TimeDelta::hours(24 * day + 9);
                for _ in 0..16 {
                    time += TimeDelta::minutes(chance.of(&[5, 5, 10]).into());
                    let slot = Slot::new(time, chance.of(LENGTHS));
                    let mut session = Session::new(format!("s{}", schedule.sessions.len()), "Title");
                    session.room = Some(*room);
                    session.slot = Some(slot);
                    schedule.sessions.push(session);
                    time = slot.end;
                }
            }
        }
        let mark = |number| match number {
            0..7 => Some(Mark::Going),
            7..18 => Some(Mark::Interested),
            _ => None,
        };
        let personal =
            schedule.sessions.iter().map(|_| Personal { mark: mark(chance.below(100)), ..Personal::default() });
        let personal = personal.collect();
        let scores = schedule.sessions.iter().map(|_| chance.below(1000) as f32 / 1000.0).collect();
        let programme = Programme::new(vec![schedule]);
        let transfer = Transfer::new(&programme, rules);
        Self { programme, personal, scores, transfer }
    }

    fn context(&self) -> Context<'_> {
        Context { programme: &self.programme, personal: &self.personal, transfer: &self.transfer }
    }

    fn plan(&self, lunch: Option<Lunch>) -> usize {
        let options = PlanOptions {
            fixed: &[],
            taken: &[],
            suggested: &|ix: SessionIx| self.scores[ix.index()],
            lunch,
            now: None,
        };
        let days = days(&self.programme, EventIx(0)).into_iter();
        days.map(|date| plan(&self.context(), EventIx(0), date, &options).chosen.len()).sum()
    }
}

/// Ways between buildings, with a short cut that makes some of them break the triangle inequality.
fn campus() -> TransferRules {
    let ways = [("H*", "K*", 4), ("K*", "J*", 6), ("H*", "J*", 15), ("U*", "*", 12)];
    let distances = ways.map(|(from, to, minutes)| Distance { from: from.into(), to: to.into(), minutes });
    TransferRules { distances: distances.into(), ..TransferRules::default() }
}

#[divan::bench]
fn plan_a_weekend(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&TransferRules::default());
    bencher.bench_local(|| black_box(&weekend).plan(None));
}

#[divan::bench]
fn plan_a_weekend_on_a_campus(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&campus());
    bencher.bench_local(|| black_box(&weekend).plan(None));
}

#[divan::bench]
fn plan_a_weekend_on_a_campus_with_lunch(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&campus());
    let time = |hour| NaiveTime::MIN + TimeDelta::hours(hour);
    let lunch = Some(Lunch { from: time(12), to: time(14), minutes: 45 });
    bencher.bench_local(|| black_box(&weekend).plan(lunch));
}

#[divan::bench]
fn agenda_of_200_marks(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&campus());
    let now = DateTime::UNIX_EPOCH + TimeDelta::hours(12);
    bencher.bench_local(|| agenda(&black_box(&weekend).context(), None, now, LEAST_GAP));
}

#[divan::bench]
fn conflicts_of_everything(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&campus());
    let all: Vec<SessionIx> = (0..weekend.programme.sessions().len()).map(SessionIx::new).collect();
    bencher.bench_local(|| conflicts(&weekend.programme, black_box(&all), &weekend.transfer));
}

#[divan::bench]
fn fill_the_gaps_of_a_day(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&campus());
    let context = weekend.context();
    let date = DateTime::UNIX_EPOCH.date_naive();
    bencher.bench_local(|| {
        let gaps = gaps(black_box(&context), EventIx(0), date, LEAST_GAP).into_iter();
        gaps.map(|gap| suggestions(&context, &gap, DateTime::UNIX_EPOCH, &|_, _| None, 5).len()).sum::<usize>()
    });
}

#[divan::bench]
fn work_out_the_ways(bencher: Bencher<'_, '_>) {
    let weekend = Weekend::new(&TransferRules::default());
    bencher.bench_local(|| Transfer::new(black_box(&weekend.programme), &campus()));
}

fn main() {
    divan::main();
}
