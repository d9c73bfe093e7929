//! Numbers that look random and are the same for the same seed.

/// A generator (xorshift64*, Vigna 2016).
pub struct Dice(u64);

impl Dice {
    /// One whose numbers follow from `SEED` in the environment, or else from the seed given. Whoever fails tells
    /// the seed that was in force.
    pub fn seeded(usual: u64) -> (Self, u64) {
        let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual);
        (Self(seed), seed)
    }

    /// A number below another.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % bound
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Whether something happens that happens once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
