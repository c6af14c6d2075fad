use rand::{Rng, RngExt};

/// A contig of random bases, with runs and repeats along which indels shift.
pub struct Genome(Vec<u8>);

impl Genome {
    pub fn random(length: usize, random: &mut impl Rng) -> Self {
        let mut bases = Vec::with_capacity(length);
        while bases.len() < length {
            let unit: Vec<u8> = (0..random.random_range(1..4))
                .map(|_| base(random))
                .collect();
            let times = if random.random_ratio(1, 4) { 4 } else { 1 };
            (0..times).for_each(|_| bases.extend_from_slice(&unit));
        }
        Self(bases)
    }

    /// The bases of a stretch, from 1.
    pub fn get(&self, start: usize, length: usize) -> &str {
        std::str::from_utf8(&self.0[start - 1..start - 1 + length]).unwrap()
    }

    pub fn fasta(&self) -> String {
        format!(">chr1\n{}\n", self.get(1, self.0.len()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

pub fn base(random: &mut impl Rng) -> u8 {
    b"ACGT"[random.random_range(0..4)]
}
