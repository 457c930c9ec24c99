//! A small random generator, so that a seed gives the same sandbox on every machine and with every compiler.

/// SplitMix64, which isn't fit for real secrets.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A generator whose sequence is determined by a seed and the name of what it generates.
    pub fn new(seed: u64, name: &str) -> Self {
        // FNV-1a adds the name to the seed; the first call of `bits` mixes the result.
        let hash = name
            .bytes()
            .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which has to be above zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.bits() % bound
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.bits() as usize % choices.len()]
    }

    /// An id in AWS's long form: the prefix and 17 hexadecimal digits, of which the first is 0.
    pub fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}0{:016x}", self.bits())
    }

    /// A string of random characters of an alphabet.
    pub fn text(&mut self, length: usize, alphabet: &str) -> String {
        let alphabet = alphabet.as_bytes();
        (0..length).map(|_| char::from(self.pick(alphabet))).collect()
    }

    /// A UUID.
    pub fn uuid(&mut self) -> String {
        let (a, b) = (self.bits(), self.bits());
        let (time, version) = (a >> 16 & 0xffff, a & 0xfff | 0x4000);
        format!("{:08x}-{time:04x}-{version:04x}-{:04x}-{:012x}", a >> 32, b >> 50 | 0x8000, b & 0xffff_ffff_ffff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_depends_on_seed_and_name() {
        let first = |seed, name| Random::new(seed, name).bits();
        assert_eq!(first(1, "a"), first(1, "a"));
        assert_ne!(first(1, "a"), first(2, "a"));
        assert_ne!(first(1, "a"), first(1, "b"));
    }

    #[test]
    fn ids_have_the_form_of_aws() {
        let id = Random::new(1, "id").id("i-");
        assert_eq!(id.len(), 19);
        assert!(id.starts_with("i-0"));
        assert_eq!(Random::new(1, "uuid").uuid().len(), 36);
    }
}
