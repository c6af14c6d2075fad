//! What a file says of its assembly.

use std::fmt;

use super::{Assembly, words};
use crate::contig::{Release, canonical_contig, lettered_contig, release};

/// An assembly, and by what a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The assembly.
    pub assembly: Assembly,
    /// What says so, in words.
    pub by: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.assembly, self.by)
    }
}

/// Gathers what a file says of its assembly.
///
/// The lengths and accessions of chromosomes are facts of the sequence; names in headers are only
/// what somebody wrote, and stay behind when variants are lifted over. So names count where neither
/// length nor accession tells anything. What contradicts itself tells nothing. A chromosome whose
/// length is of no known assembly tells nothing either: some programs write the last position there.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    lengths: Vec<Told>,
    accessions: Vec<Told>,
    words: Vec<Told>,
}

impl Clues {
    /// Takes up a contig, with its length in bases where that is known. An accession with its version
    /// says more than its length.
    pub fn contig(&mut self, name: &[u8], length: Option<u64>) {
        match release(name) {
            Some(Release::Of(assembly)) => add(&mut self.accessions, assembly, || {
                format!("contig {}", name.escape_ascii())
            }),
            Some(Release::Unheard(_)) => {}
            None => {
                let chromosome = lettered_contig(canonical_contig(name));
                let told = length.and_then(|length| Assembly::of_length(chromosome, length));
                if let (Some(assembly), Some(length)) = (told, length) {
                    add(&mut self.lengths, assembly, || {
                        format!("contig {} of {length} bases", name.escape_ascii())
                    });
                }
            }
        }
    }

    /// Takes up a text that may name an assembly; `line` is where it stands.
    pub fn words(&mut self, text: &[u8], line: &[u8]) {
        if let Some(assembly) = words::named(text) {
            add(&mut self.words, assembly, || {
                line.escape_ascii().to_string()
            });
        }
    }

    /// The assembly, if it is told.
    #[must_use]
    pub fn told(&self) -> Option<&Told> {
        let of_sequence = || self.lengths.iter().chain(&self.accessions);
        match of_sequence().next() {
            Some(_) => sole(of_sequence()),
            None => sole(self.words.iter()),
        }
    }

    /// The same, if something else tells it than the accessions of contigs.
    #[must_use]
    pub fn told_besides_accessions(&self) -> Option<&Told> {
        let assembly = self.told()?.assembly;
        let mut others = self.lengths.iter().chain(&self.words);
        others.find(|told| told.assembly == assembly)
    }

    /// Two accessions of different assemblies, if there are such.
    #[must_use]
    pub fn mixed_accessions(&self) -> Option<(&Told, &Told)> {
        match &self.accessions[..] {
            [first, second, ..] => Some((first, second)),
            _ => None,
        }
    }
}

/// Keeps the first of each assembly.
fn add(held: &mut Vec<Told>, assembly: Assembly, by: impl Fn() -> String) {
    if held.iter().all(|told| told.assembly != assembly) {
        held.push(Told { assembly, by: by() });
    }
}

fn sole<'a>(mut told: impl Iterator<Item = &'a Told>) -> Option<&'a Told> {
    let first = told.next()?;
    told.all(|other| other.assembly == first.assembly)
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clues(contigs: &[(&str, u64)], words: &[&str]) -> Clues {
        let mut clues = Clues::default();
        for (name, length) in contigs {
            clues.contig(name.as_bytes(), Some(*length));
        }
        for text in words {
            clues.words(text.as_bytes(), text.as_bytes());
        }
        clues
    }

    fn told(contigs: &[(&str, u64)], words: &[&str]) -> Option<Assembly> {
        clues(contigs, words).told().map(|told| told.assembly)
    }

    const GRCH37: Option<Assembly> = Some(Assembly::GRCh37);
    const GRCH38: Option<Assembly> = Some(Assembly::GRCh38);

    #[test]
    fn the_length_of_any_chromosome_tells() {
        assert_eq!(told(&[("1", 249_250_621), ("X", 155_270_560)], &[]), GRCH37);
        assert_eq!(told(&[("chr2", 5), ("chrX", 156_040_895)], &[]), GRCH38);
        assert_eq!(told(&[("chr21", 48_129_895)], &[]), GRCH37);
        assert_eq!(told(&[("23", 156_040_895)], &[]), GRCH38);
        let chm13 = [("chr1", 248_387_328), ("chrX", 154_259_566)];
        assert_eq!(told(&chm13, &[]), Some(Assembly::CHM13));
        assert_eq!(told(&[("chr20", 62_435_964)], &[]), Some(Assembly::NCBI36));
        assert_eq!(told(&[("2", 249_250_621)], &[]), None);
        assert_eq!(told(&[], &[]), None);
    }

    #[test]
    fn accessions_tell_by_their_version_and_not_by_their_length() {
        assert_eq!(told(&[("NC_000001.11", 5)], &[]), GRCH38);
        assert_eq!(told(&[("CM000685.1", 5)], &[]), GRCH37);
        assert_eq!(told(&[("NC_000001.77", 249_250_621)], &[]), None);
        assert_eq!(told(&[("NC_012920.1", 16_569)], &[]), None);
        let named = clues(&[("NC_000009.11", 141_213_431)], &[]);
        assert_eq!(
            named.told().unwrap().to_string(),
            "GRCh37 (contig NC_000009.11)"
        );
        assert!(named.told_besides_accessions().is_none());
        let both = clues(&[("NC_000009.11", 141_213_431)], &["hg19"]);
        assert_eq!(both.told_besides_accessions().unwrap().by, "hg19");
        assert!(both.mixed_accessions().is_none());
    }

    #[test]
    fn the_sequence_outranks_names_and_contradictions_tell_nothing() {
        assert_eq!(told(&[("1", 248_956_422)], &["hg19"]), GRCH38);
        assert_eq!(told(&[("1", 17)], &["hg19", "b37"]), GRCH37);
        assert_eq!(told(&[], &["hg19", "hg38"]), None);
        assert_eq!(
            told(&[("1", 249_250_621), ("X", 156_040_895)], &["hg19"]),
            None
        );
        let mixed = [("NC_000009.11", 0), ("NC_000009.12", 0)];
        assert_eq!(told(&mixed, &["hg19"]), None);
        assert!(clues(&mixed, &[]).mixed_accessions().is_some());
    }

    #[test]
    fn other_organisms_tell_nothing() {
        // GRCm39.
        let mouse = [
            ("1", 195_154_279),
            ("X", 169_476_592),
            ("NC_000067.7", 195_154_279),
        ];
        assert_eq!(told(&mouse, &["GRCm39", "mm39.fa"]), None);
    }
}
