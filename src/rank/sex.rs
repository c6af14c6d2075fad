//! The sex by which a model is chosen.

mod counter;

use serde::Serialize;

use super::Chromosome;

pub use self::counter::SexCounter;

/// A patient's sex, as far as chromosomes tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// One X and a Y.
    Male,
    /// Two X.
    Female,
    /// Not known, or neither.
    #[default]
    Unknown,
}

/// Where a sex is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SexSource {
    /// An option.
    Given,
    /// A PED file.
    Pedigree,
    /// The genotypes on X and Y.
    Genotypes,
    /// Nothing says.
    #[default]
    None,
}

/// A sex, where it is from, and what the genotypes say in any case.
///
/// The declared sex chooses the model; how many copies of X and Y there are is told by
/// [`SexCall::chromosomes`]. The two differ in some patients: 46,XY women, 46,XX men.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SexCall {
    /// The sex by which the model is chosen.
    pub sex: Sex,
    /// Where it is from.
    pub source: SexSource,
    /// The sex of the chromosomes, by which copies are counted: what the genotypes tell, where they
    /// speak clearly, else the sex.
    pub chromosomes: Sex,
    /// What the genotypes say, whatever the source is.
    pub evidence: SexEvidence,
}

impl SexCall {
    /// A sex that is declared, or told by the genotypes where that is the source.
    #[must_use]
    pub fn new(sex: Sex, source: SexSource, evidence: SexEvidence) -> Self {
        let chromosomes = match evidence.inferred {
            Sex::Unknown => sex,
            inferred => inferred,
        };
        Self {
            sex,
            source,
            chromosomes,
            evidence,
        }
    }

    /// The sex by which copies of a place are counted. Whoever is called male may have something of
    /// Y, be it translocated, and nothing tells such a piece from none.
    #[must_use]
    pub fn at(&self, chromosome: Chromosome) -> Sex {
        match chromosome {
            Chromosome::Y if self.sex == Sex::Male => Sex::Male,
            _ => self.chromosomes,
        }
    }

    /// All sexes by which a call at a place may be counted, the likeliest first. There are two where
    /// the genotypes do not speak clearly: whatever is declared may be wrong of the chromosomes. But
    /// a declared female with two alleles on X (`is_heterozygous`) has two of them.
    #[must_use]
    pub fn possible_at(&self, chromosome: Chromosome, is_heterozygous: bool) -> [Sex; 2] {
        let likeliest = self.at(chromosome);
        let is_clear = self.evidence.inferred != Sex::Unknown
            && (self.sex, self.source) != (Sex::Unknown, SexSource::Given);
        let has_two_x = self.sex == Sex::Female && chromosome == Chromosome::X && is_heterozygous;
        match likeliest {
            _ if is_clear || has_two_x => [likeliest; 2],
            Sex::Female => [Sex::Female, Sex::Male],
            _ => [Sex::Male, Sex::Female],
        }
    }

    /// Whether the genotypes say another sex than the one that is declared.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.sex != Sex::Unknown && self.sex != self.chromosomes
    }

    /// What the reader should know where they do.
    #[must_use]
    pub fn contradiction(&self) -> Option<String> {
        self.is_contradicted().then(|| {
            format!(
                "The genotypes on X and Y say {}, and the sex is {}{}: copies of X and Y are counted \
                 by the genotypes, and the model is not chosen by them. Look at the scores of all \
                 conditions.",
                self.chromosomes.name(),
                self.sex.name(),
                self.source.words()
            )
        })
    }
}

impl Sex {
    /// In a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Unknown => "not known",
        }
    }
}

impl SexSource {
    /// What follows a sex that is from here; begins with a blank, or is empty.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => " as given",
            Self::Pedigree => " by the pedigree",
            Self::Genotypes => " by the genotypes",
            Self::None => "",
        }
    }
}

/// Genotypes on X and Y, outside of the pseudoautosomal regions: single-base substitutions that
/// passed FILTER.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SexEvidence {
    /// Sites on X with an ALT.
    pub x_sites: u64,
    /// Of these the heterozygous ones.
    pub x_heterozygous: u64,
    /// Sites on Y with an ALT on all copies. Those with REF beside it are not counted: most are reads
    /// of X that were put on Y.
    pub y_sites: u64,
    /// The sex that they tell.
    pub inferred: Sex,
    /// Why, in words: for the report.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(sex: Sex, source: SexSource, inferred: Sex) -> SexCall {
        let evidence = SexEvidence {
            inferred,
            ..SexEvidence::default()
        };
        SexCall::new(sex, source, evidence)
    }

    #[test]
    fn copies_follow_the_chromosomes_and_the_model_the_user() {
        use Sex::{Female, Male, Unknown};
        for (declared, inferred, chromosomes, contradicts) in [
            (Female, Male, Male, true),
            (Male, Female, Female, true),
            (Female, Female, Female, false),
            (Female, Unknown, Female, false),
            (Unknown, Male, Male, false),
            (Unknown, Unknown, Unknown, false),
        ] {
            let call = call(declared, SexSource::Pedigree, inferred);
            assert_eq!((call.sex, call.chromosomes), (declared, chromosomes));
            assert_eq!(call.at(Chromosome::X), chromosomes);
            assert_eq!(call.contradiction().is_some(), contradicts, "{call:?}");
        }
    }

    #[test]
    fn a_male_without_a_y_may_have_a_piece_of_it() {
        let xx = call(Sex::Male, SexSource::Given, Sex::Female);
        assert_eq!(
            (xx.at(Chromosome::X), xx.at(Chromosome::Y)),
            (Sex::Female, Sex::Male)
        );
        let girl = call(Sex::Female, SexSource::Given, Sex::Male);
        assert_eq!(girl.at(Chromosome::Y), Sex::Male);
    }

    #[test]
    fn a_declared_sex_alone_rules_nothing_out() {
        use Sex::{Female, Male, Unknown};
        let possible = |sex, source, inferred, is_heterozygous| {
            call(sex, source, inferred).possible_at(Chromosome::X, is_heterozygous)
        };
        for (sex, inferred, is_heterozygous, expected) in [
            (Female, Unknown, false, [Female, Male]),
            (Female, Unknown, true, [Female; 2]),
            (Male, Unknown, true, [Male, Female]),
            (Unknown, Unknown, false, [Male, Female]),
            (Female, Male, false, [Male; 2]),
            (Male, Female, true, [Female; 2]),
        ] {
            let found = possible(sex, SexSource::Pedigree, inferred, is_heterozygous);
            assert_eq!(found, expected, "{sex:?} {inferred:?}");
        }
        let found = possible(Unknown, SexSource::Given, Female, false);
        assert_eq!(found, [Female, Male], "said to be unknown");
    }
}
