use rand::{Rng, RngExt};

use super::genome::{Genome, base};

/// What the ALTs of a site are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One base for another.
    Substitutions,
    /// Deletions and insertions behind the first base, no two of the same length.
    Indels,
    /// Anything.
    Mixed,
}

/// A multi-allelic site.
#[derive(Clone, Debug)]
pub struct Site {
    pub kind: Kind,
    pub number: usize,
    /// From 1.
    pub position: usize,
    pub reference: String,
    pub alternates: Vec<String>,
    /// Whether its genes lie on the reverse strand.
    pub is_reverse: bool,
}

impl Site {
    pub fn random(kind: Kind, genome: &Genome, position: usize, random: &mut impl Rng) -> Self {
        let length = match kind {
            Kind::Substitutions => 1,
            Kind::Indels | Kind::Mixed => random.random_range(1..6),
        };
        let reference = genome.get(position, length).to_string();
        let count = random.random_range(2..=if kind == Kind::Substitutions { 3 } else { 4 });
        let mut alternates: Vec<String> = Vec::new();
        while alternates.len() < count {
            let found = alternate(kind, &reference, random);
            let is_like = |other: &String| match kind {
                Kind::Indels => other.len() == found.len(),
                _ => *other == found,
            };
            if !is_like(&reference) && !alternates.iter().any(is_like) {
                alternates.push(found);
            }
        }
        Self {
            kind,
            number: position / super::DISTANCE - 1,
            position,
            reference,
            alternates,
            is_reverse: random.random(),
        }
    }

    /// The gene that an ALT hits, and no other does.
    pub fn gene(&self, alternate: usize) -> String {
        format!("G{}A{}", self.number, alternate + 1)
    }

    pub fn genes(&self) -> impl Iterator<Item = String> {
        (0..self.alternates.len()).map(|alternate| self.gene(alternate))
    }

    pub fn frequency(&self, alternate: usize) -> f64 {
        (self.number * 4 + alternate + 1) as f64 / 100_000.0
    }

    pub fn consequence(&self, alternate: usize) -> &'static str {
        let all = [
            "missense_variant",
            "stop_gained",
            "synonymous_variant",
            "intron_variant",
        ];
        all[(self.number + alternate) % all.len()]
    }

    pub fn polyphen(&self, alternate: usize) -> &'static str {
        let all = [
            "benign",
            "possibly_damaging",
            "probably_damaging",
            "unknown",
        ];
        all[(self.number + alternate) % all.len()]
    }
}

fn alternate(kind: Kind, reference: &str, random: &mut impl Rng) -> String {
    let mut bases =
        |count: usize| -> String { (0..count).map(|_| char::from(base(random))).collect() };
    match kind {
        Kind::Substitutions => bases(1),
        Kind::Mixed => {
            let all = bases(5);
            let length = 1 + all.bytes().map(usize::from).sum::<usize>() % 5;
            // Half of them share bases with REF, as those of callers do.
            match all.as_bytes()[0] {
                b'A' | b'C' => format!("{}{}", &reference[..1], &all[..length - 1]),
                _ => all[..length].into(),
            }
        }
        Kind::Indels => {
            let (start, rest) = reference.split_at(1);
            match random.random_range(0..=rest.len() + 4) {
                deleted if deleted <= rest.len() => format!("{start}{}", &rest[deleted..]),
                inserted => {
                    let more: String = (0..inserted - rest.len())
                        .map(|_| char::from(base(random)))
                        .collect();
                    format!("{start}{more}{rest}")
                }
            }
        }
    }
}
