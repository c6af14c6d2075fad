//! What genotypes tell of X and Y.

use super::{Sex, SexEvidence};
use crate::{
    rank::{Chromosome, Finding},
    variant::Genotype,
};

/// Below so many sites on X nothing is inferred: of 20 sites of two X, of which half are
/// heterozygous, 4 or fewer are so once in 170 times.
const MIN_X_SITES: u64 = 20;
/// The fraction of heterozygous sites on X up to which there is one X, and that from which on there
/// are two. Reads that are put on X wrongly make some heterozygous of one X, and common ancestors
/// make fewer so of two. The exomes of three trios (test data of ngs-bits) had 0.07-0.14 with one X
/// and 0.51-0.66 with two; ngs-bits draws the lines at 0.15 and 0.24.
const MAX_OF_ONE_X: f64 = 0.2;
const MIN_OF_TWO_X: f64 = 0.3;
/// With two X at least this many heterozygous sites on X for each on an autosome, where there are
/// so many on autosomes; in the same exomes 0.013-0.019 with two X and 0.001-0.003 with one. Inputs
/// without homozygous sites are found by it.
const MIN_SHARE_OF_TWO_X: f64 = 0.005;
const MIN_AUTOSOMAL_SITES: u64 = 1000;
/// So many sites on Y speak of a Y; with two X there were up to 3 in the same exomes, and often no
/// more with a Y.
const MIN_Y_SITES: u64 = 10;
/// From so many pseudoautosomal sites on, a fraction of heterozygous ones tells one copy from two:
/// X and Y pair there, and a lone X has nothing beside it. It was 0.47-0.79 in the same exomes.
const MIN_SHARED_SITES: u64 = 10;
const MAX_OF_ONE_COPY: f64 = 0.1;
const MIN_OF_TWO_COPIES: f64 = 0.3;

/// Counts a sample's sites, and infers a sex from them.
///
/// One X with a Y is male, two X without are female. What does not fit is unknown: X and Y that
/// contradict each other, a lone X, or too few sites. The rule looks at chromosomes alone, and sees
/// neither mosaics nor a translocated SRY.
#[derive(Clone, Debug, Default)]
pub struct SexCounter {
    autosomes: Tally,
    x: Tally,
    y: Tally,
    /// The pseudoautosomal regions.
    shared: Tally,
}

/// Sites with an ALT.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    heterozygous: u64,
    /// All copies have the ALT, or there is one copy.
    homozygous: u64,
}

impl Tally {
    fn sites(&self) -> u64 {
        self.heterozygous + self.homozygous
    }

    /// The fraction of heterozygous sites; 0 without any.
    fn fraction(&self) -> f64 {
        self.heterozygous as f64 / self.sites().max(1) as f64
    }
}

impl SexCounter {
    /// Counts the sample's genotype of a record. `is_substitution`: REF and all ALTs are one base,
    /// and FILTER is `PASS` or `.`; others do not count. Nor do genotypes without an ALT or with a
    /// missing allele.
    pub fn observe(&mut self, chromosome: Chromosome, genotype: &Genotype, is_substitution: bool) {
        if !is_substitution || !genotype.has_alternate() || !genotype.is_complete() {
            return;
        }
        let tally = match chromosome {
            Chromosome::Autosome => &mut self.autosomes,
            Chromosome::X => &mut self.x,
            Chromosome::Y => &mut self.y,
            Chromosome::Pseudoautosomal => &mut self.shared,
            Chromosome::Mitochondrial | Chromosome::Other => return,
        };
        let is_heterozygous = genotype.alleles.windows(2).any(|pair| pair[0] != pair[1]);
        tally.heterozygous += u64::from(is_heterozygous);
        tally.homozygous += u64::from(!is_heterozygous);
    }

    /// What the sites tell.
    #[must_use]
    pub fn evidence(&self) -> SexEvidence {
        let (inferred, reason) = self.infer();
        SexEvidence {
            x_sites: self.x.sites(),
            x_heterozygous: self.x.heterozygous,
            y_sites: self.y.homozygous,
            inferred,
            reason,
        }
    }

    /// What is seen of X and Y, in words.
    #[must_use]
    pub fn findings(&self) -> [Finding; 3] {
        let Self { x, y, shared, .. } = self;
        let finding = |of: &str, said| Finding {
            of: of.into(),
            said,
        };
        let of_x = format!(
            "{} sites with an ALT outside of the pseudoautosomal regions, {} of them ({:.0} %) heterozygous; \
             in these regions {}.",
            x.sites(),
            x.heterozygous,
            100.0 * x.fraction(),
            format_args!("{} of {}", shared.heterozygous, shared.sites())
        );
        let of_y = format!(
            "{} sites outside of the pseudoautosomal regions have the ALT alone, and {} have REF beside it, \
             which are mostly reads of X.",
            y.homozygous, y.heterozygous
        );
        let (_, reason) = self.infer();
        let both = format!("By these {reason}.");
        [
            finding("X", of_x),
            finding("Y", of_y),
            finding("X and Y", both),
        ]
    }

    /// The reason has no counts that the evidence has of its own.
    fn infer(&self) -> (Sex, String) {
        match self.x.fraction() {
            _ if self.x.sites() < MIN_X_SITES => {
                unknown("there are too few sites on X to tell".into())
            }
            ..=MAX_OF_ONE_X => self.infer_of_one_x(),
            MIN_OF_TWO_X.. => self.infer_of_two_x(),
            _ => unknown(
                "more sites on X are heterozygous than with one X, and fewer than with two".into(),
            ),
        }
    }

    fn infer_of_one_x(&self) -> (Sex, String) {
        let (fraction, counts) = (self.shared.fraction(), self.shared_counts());
        if self.has_y() {
            (
                Sex::Male,
                "the genotypes look like one X and a Y".to_string(),
            )
        } else if self.shared.sites() < MIN_SHARED_SITES {
            unknown(format!(
                "the genotypes look like one X, but show too little of Y to tell one from none, as \
                 in 45,X; {counts}"
            ))
        } else if fraction >= MIN_OF_TWO_COPIES {
            (
                Sex::Male,
                format!(
                    "the genotypes look like one X and a Y: they show little of Y itself, but two \
                     copies of what X and Y share; {counts}"
                ),
            )
        } else if fraction <= MAX_OF_ONE_COPY {
            unknown(format!(
                "the genotypes look like one X without a Y, as in 45,X, or two X that are alike; \
                 {counts}"
            ))
        } else {
            unknown(format!(
                "the genotypes look like one X, but do not tell whether there is a Y, as what X and \
                 Y share is neither clearly one copy nor two; {counts}"
            ))
        }
    }

    fn infer_of_two_x(&self) -> (Sex, String) {
        if self.has_few_on_x() {
            unknown(format!(
                "the genotypes on X contradict one another: many are heterozygous, as with two X, \
                 but these are few beside the {} on autosomes, as with one X; homozygous sites may \
                 have been left out of the input",
                self.autosomes.heterozygous
            ))
        } else if self.has_y() {
            unknown(
                "the genotypes look like two X and a Y: 47,XXY, a mixture of cells or samples, or \
                 a mix-up"
                    .into(),
            )
        } else {
            (
                Sex::Female,
                "the genotypes look like two X, and hardly anything is seen of a Y".into(),
            )
        }
    }

    fn has_y(&self) -> bool {
        self.y.homozygous >= MIN_Y_SITES
    }

    fn has_few_on_x(&self) -> bool {
        let (x, autosomes) = (self.x.heterozygous, self.autosomes.heterozygous);
        autosomes >= MIN_AUTOSOMAL_SITES && (x as f64) < MIN_SHARE_OF_TWO_X * autosomes as f64
    }

    fn shared_counts(&self) -> String {
        format!(
            "where X and Y pair {} of {} sites are heterozygous",
            self.shared.heterozygous,
            self.shared.sites()
        )
    }
}

impl SexEvidence {
    /// Whether what is seen is neither of X and Y as they go with a declared sex, nor of those that go with
    /// the other: one X in a female without a Y, or two X and a Y.
    pub(super) fn is_of_another_number(&self, declared: Sex) -> bool {
        let x = self.x_heterozygous as f64 / self.x_sites.max(1) as f64;
        let is_told = self.inferred == Sex::Unknown && self.x_sites >= MIN_X_SITES;
        let is_one_x = x <= MAX_OF_ONE_X && declared == Sex::Female;
        let has_two_x_and_y = x >= MIN_OF_TWO_X && self.y_sites >= MIN_Y_SITES;
        is_told && declared != Sex::Unknown && (is_one_x || has_two_x_and_y)
    }
}

fn unknown(reason: String) -> (Sex, String) {
    (Sex::Unknown, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn genotype(alleles: &[Option<u32>]) -> Genotype {
        Genotype {
            alleles: alleles.to_vec(),
            phased: vec![false; alleles.len()],
        }
    }

    /// Of X, the pseudoautosomal regions and Y how many sites are heterozygous and how many not.
    fn sites(x: [usize; 2], shared: [usize; 2], y: [usize; 2]) -> SexCounter {
        let mut counter = SexCounter::default();
        let places = [Chromosome::X, Chromosome::Pseudoautosomal, Chromosome::Y];
        for (chromosome, [heterozygous, homozygous]) in places.into_iter().zip([x, shared, y]) {
            for (count, alleles) in [(heterozygous, [0, 1]), (homozygous, [1, 1])] {
                let genotype = genotype(&alleles.map(Some));
                (0..count).for_each(|_| counter.observe(chromosome, &genotype, true));
            }
        }
        counter
    }

    #[track_caller]
    fn check(counter: &SexCounter, sex: Sex, words: &str) {
        let evidence = counter.evidence();
        assert_eq!(evidence.inferred, sex, "{}", evidence.reason);
        assert!(evidence.reason.contains(words), "{}", evidence.reason);
    }

    #[test]
    fn one_x_and_a_y_are_told_from_two_x() {
        check(
            &sites([20, 400], [0, 0], [2, 40]),
            Sex::Male,
            "one X and a Y",
        );
        check(&sites([300, 280], [60, 20], [8, 3]), Sex::Female, "two X");
    }

    #[test]
    fn what_x_and_y_share_stands_in_for_a_y_that_is_hardly_seen() {
        check(&sites([54, 416], [57, 18], [2, 3]), Sex::Male, "share");
        check(&sites([54, 416], [1, 40], [2, 3]), Sex::Unknown, "45,X");
        check(
            &sites([54, 416], [2, 3], [2, 3]),
            Sex::Unknown,
            "too little of Y",
        );
        check(
            &sites([54, 416], [8, 32], [0, 0]),
            Sex::Unknown,
            "neither clearly",
        );
    }

    #[test]
    fn what_is_seen_is_told_in_words() {
        let [x, y, both] = sites([20, 380], [57, 18], [2, 40]).findings();
        assert!(x.said.starts_with("400 sites with an ALT"), "{}", x.said);
        assert!(x.said.contains("20 of them (5 %)") && x.said.ends_with("57 of 75."));
        assert!(y.said.starts_with("40 sites") && y.said.contains("2 have REF"));
        assert!(both.said.contains("one X and a Y"), "{}", both.said);
    }

    #[test]
    fn contradictions_are_said_and_not_solved() {
        check(
            &sites([300, 280], [60, 20], [8, 30]),
            Sex::Unknown,
            "47,XXY",
        );
        check(
            &sites([25, 75], [0, 0], [0, 40]),
            Sex::Unknown,
            "fewer than with two",
        );
        let mut filtered = sites([31, 22], [66, 0], [37, 0]);
        check(&filtered, Sex::Female, "two X");
        let heterozygous = genotype(&[Some(0), Some(1)]);
        (0..32_758).for_each(|_| filtered.observe(Chromosome::Autosome, &heterozygous, true));
        check(&filtered, Sex::Unknown, "contradict");
    }

    #[test]
    fn few_sites_tell_nothing() {
        check(
            &sites([0, 19], [0, 0], [0, 40]),
            Sex::Unknown,
            "too few sites on X",
        );
        check(&SexCounter::default(), Sex::Unknown, "too few sites on X");
        check(&sites([0, 20], [0, 0], [0, 10]), Sex::Male, "one X and a Y");
    }

    #[test]
    fn the_reason_repeats_no_count_of_the_evidence() {
        for counter in [
            sites([23, 419], [57, 18], [2, 41]),
            sites([300, 281], [60, 20], [8, 3]),
            sites([54, 416], [57, 18], [2, 3]),
            sites([25, 75], [0, 0], [0, 40]),
        ] {
            let evidence = counter.evidence();
            let counts = [evidence.x_sites, evidence.x_heterozygous, evidence.y_sites];
            let words = evidence.reason.split(|c: char| !c.is_ascii_digit());
            let mut numbers = words.filter_map(|word| word.parse::<u64>().ok());
            assert!(!numbers.any(|n| counts.contains(&n)), "{}", evidence.reason);
        }
    }

    #[test]
    fn sites_that_say_nothing_are_not_counted() {
        let mut counter = SexCounter::default();
        let het = genotype(&[Some(0), Some(1)]);
        counter.observe(Chromosome::X, &het, false);
        counter.observe(Chromosome::X, &genotype(&[Some(0), Some(0)]), true);
        counter.observe(Chromosome::X, &genotype(&[None, Some(1)]), true);
        counter.observe(Chromosome::X, &Genotype::default(), true);
        counter.observe(Chromosome::Other, &het, true);
        assert_eq!(counter.evidence().x_sites, 0);
        counter.observe(Chromosome::X, &genotype(&[Some(1), Some(2)]), true);
        counter.observe(Chromosome::X, &genotype(&[Some(1)]), true);
        counter.observe(Chromosome::Y, &het, true);
        let evidence = counter.evidence();
        let found = (evidence.x_sites, evidence.x_heterozygous, evidence.y_sites);
        assert_eq!(found, (2, 1, 0));
    }
}
