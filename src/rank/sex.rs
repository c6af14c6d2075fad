//! Three facts of a patient's sex: chromosomes, the declared sex, and whose scores decide.

mod copies;
mod counter;
mod karyotype;
mod words;

use serde::Serialize;

pub use self::{
    counter::SexCounter,
    karyotype::{CellLine, Karyotype, KaryotypeError, KaryotypeSource},
};

/// A sex: a declared one, or that which goes with chromosomes.
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

/// Where a sex or a number of chromosomes is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SexSource {
    /// An option.
    Given,
    /// A PED file.
    Pedigree,
    /// A karyotype.
    Karyotype,
    /// The genotypes on X and Y.
    Genotypes,
    /// Nothing says.
    #[default]
    None,
}

/// The three facts of a patient's sex, of which each may contradict the others, as in 46,XY women and
/// 46,XX men: the declared sex, the chromosomes, and by which sex a condition's scores decide.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SexCall {
    /// The sex by which the condition is chosen whose scores decide: the declared one, else that of the
    /// karyotype, else what the genotypes tell.
    pub sex: Sex,
    /// Where it is from.
    pub source: SexSource,
    /// The declared or reared sex.
    pub declared: Sex,
    /// Who declares it.
    pub declared_by: SexSource,
    /// The X and Y by which copies are counted, one for each cell line, the likeliest first: those of the
    /// karyotype, else what the genotypes tell, else those that go with the declared sex. None where
    /// nothing says.
    pub chromosomes: Vec<CellLine>,
    /// Which of these.
    pub chromosomes_by: SexSource,
    /// The karyotype.
    pub karyotype: Option<Karyotype>,
    /// What the genotypes say, whatever else is known.
    pub evidence: SexEvidence,
    /// Whose scores decide, and why; in words.
    pub decides: String,
}

impl SexCall {
    /// Of what is declared (with its source, where anything is), of a karyotype, and of genotypes.
    #[must_use]
    pub fn new(
        declared: Option<(Sex, SexSource)>,
        karyotype: Option<Karyotype>,
        evidence: SexEvidence,
    ) -> Self {
        let inferred = evidence.inferred;
        let of_karyotype = karyotype.as_ref().map_or(Sex::Unknown, Karyotype::sex);
        let (declared, declared_by) = declared.unwrap_or_default();
        let (sex, source) = first([
            (declared, declared_by),
            (of_karyotype, SexSource::Karyotype),
            (inferred, SexSource::Genotypes),
        ]);
        let lines = karyotype.as_ref().map(|karyotype| karyotype.lines.clone());
        let (of, by) = match lines {
            Some(_) => (Sex::Unknown, SexSource::Karyotype),
            None => first([(inferred, SexSource::Genotypes), (declared, declared_by)]),
        };
        let is_told_unknown = declared == Sex::Unknown && declared_by == SexSource::Given;
        Self {
            // Who says that the sex is not known does not want any to decide.
            sex: if is_told_unknown { declared } else { sex },
            source: if is_told_unknown { declared_by } else { source },
            declared,
            declared_by,
            chromosomes: lines.unwrap_or_else(|| Vec::from_iter(CellLine::of(of))),
            chromosomes_by: by,
            karyotype,
            evidence,
            decides: String::new(),
        }
    }
}

/// The first that is known.
fn first<const N: usize>(sexes: [(Sex, SexSource); N]) -> (Sex, SexSource) {
    let mut known = sexes.into_iter().filter(|(sex, _)| *sex != Sex::Unknown);
    known.next().unwrap_or_default()
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
mod tests;
