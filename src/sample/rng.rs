//! `SplitMix64`: small, the same on every machine, and seeded by what it is for, so that a pupil can be made again.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// The stream of one thing: the school's seed, then what the thing is.
    pub(super) fn of(seed: u64, parts: &[u64]) -> Self {
        let mut rng = Self(seed ^ 0x6e69_656d_7068_6f6e);
        for part in parts {
            rng.0 = rng.next() ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        rng
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        // The high half times n, shifted: as even as anybody can see for n this small.
        u32::try_from(((self.next() >> 32) * u64::from(n)) >> 32).unwrap_or(0)
    }

    /// True `n` times in a thousand.
    pub(super) fn per_mille(&mut self, n: u32) -> bool {
        self.below(1000) < n
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        &items[self.below(count) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn the_same_thing_is_the_same_stream() {
        let mut a = Rng::of(7, &[1, 2]);
        let mut b = Rng::of(7, &[1, 2]);
        let mut c = Rng::of(7, &[2, 1]);
        assert_eq!(a.next(), b.next());
        assert_ne!(a.next(), c.next());
        assert!((0..1000).all(|_| a.below(3) < 3));
    }
}
