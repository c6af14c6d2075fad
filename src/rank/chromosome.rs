//! Chromosomes, as far as their number of copies goes.

use crate::gene::{Assembly, canonical_contig};

/// The first and last position of a region, 1-based.
type Range = [u64; 2];

/// The pseudoautosomal regions of X and Y, PAR1 and PAR2, as the Genome Reference Consortium
/// (<https://www.ncbi.nlm.nih.gov/grc/human>) and NCBI's `assembly_regions.txt` of
/// T2T-CHM13v2.0 define them.
struct PseudoautosomalRegions {
    x: [Range; 2],
    y: [Range; 2],
}

const GRCH37: PseudoautosomalRegions = PseudoautosomalRegions {
    x: [[60_001, 2_699_520], [154_931_044, 155_260_560]],
    y: [[10_001, 2_649_520], [59_034_050, 59_363_566]],
};
const GRCH38: PseudoautosomalRegions = PseudoautosomalRegions {
    x: [[10_001, 2_781_479], [155_701_383, 156_030_895]],
    y: [[10_001, 2_781_479], [56_887_903, 57_217_415]],
};
const CHM13: PseudoautosomalRegions = PseudoautosomalRegions {
    x: [[1, 2_394_410], [153_925_835, 154_259_566]],
    y: [[1, 2_458_320], [62_122_810, 62_460_029]],
};

/// Those of the assembly; of one whose regions are not known, those of both common ones.
fn regions(assembly: Option<Assembly>) -> &'static [PseudoautosomalRegions] {
    match assembly {
        Some(Assembly::GRCh37) => &[GRCH37],
        Some(Assembly::GRCh38) => &[GRCH38],
        Some(Assembly::CHM13) => &[CHM13],
        Some(Assembly::NCBI36) | None => &[GRCH37, GRCH38],
    }
}

/// What kind of chromosome a position is on, as far as the number of copies goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chromosome {
    /// Chromosomes 1 to 22.
    Autosome,
    /// X, outside of the pseudoautosomal regions.
    X,
    /// Y, outside of the pseudoautosomal regions.
    Y,
    /// X or Y where they pair: everybody has two copies.
    Pseudoautosomal,
    /// The mitochondrial genome.
    Mitochondrial,
    /// Any other contig.
    Other,
}

impl Chromosome {
    /// That of a position, 1-based, of a contig by any of its names. Where the assembly is not
    /// known, what is pseudoautosomal in GRCh37 or GRCh38 is: nothing is then called hemizygous, or
    /// counted as X, that may have two copies.
    #[must_use]
    pub fn of(contig: &[u8], position: u64, assembly: Option<Assembly>) -> Self {
        let is_pseudoautosomal = |chromosome| {
            let mut regions = regions(assembly).iter();
            regions.any(|regions| is_within(chromosome, position, regions))
        };
        match canonical_contig(contig) {
            b"X" if is_pseudoautosomal(Self::X) => Self::Pseudoautosomal,
            b"X" => Self::X,
            b"Y" if is_pseudoautosomal(Self::Y) => Self::Pseudoautosomal,
            b"Y" => Self::Y,
            b"MT" => Self::Mitochondrial,
            name if is_autosome(name) => Self::Autosome,
            _ => Self::Other,
        }
    }
}

fn is_within(chromosome: Chromosome, position: u64, regions: &PseudoautosomalRegions) -> bool {
    let ranges = match chromosome {
        Chromosome::Y => &regions.y,
        _ => &regions.x,
    };
    ranges
        .iter()
        .any(|&[first, last]| (first..=last).contains(&position))
}

fn is_autosome(name: &[u8]) -> bool {
    let number: Option<u8> = std::str::from_utf8(name).ok().and_then(|n| n.parse().ok());
    name.first().is_some_and(|c| (b'1'..=b'9').contains(c))
        && number.is_some_and(|number| number <= 22)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRCH37: Option<Assembly> = Some(Assembly::GRCh37);
    const GRCH38: Option<Assembly> = Some(Assembly::GRCh38);

    #[test]
    fn contigs_are_placed_by_any_name() {
        for (contig, chromosome) in [
            ("chr22", Chromosome::Autosome),
            ("NC_000001.11", Chromosome::Autosome),
            ("chrM", Chromosome::Mitochondrial),
            ("NC_000024.10", Chromosome::Y),
            ("X", Chromosome::X),
            ("23", Chromosome::Other),
            ("0", Chromosome::Other),
            ("+1", Chromosome::Other),
            ("chr1_KI270706v1_random", Chromosome::Other),
            ("GL000225.1", Chromosome::Other),
        ] {
            assert_eq!(
                Chromosome::of(contig.as_bytes(), 5_000_000, GRCH38),
                chromosome,
                "{contig}"
            );
        }
    }

    #[test]
    fn pseudoautosomal_regions_end_where_they_end() {
        let edges = |contig: &[u8], first, last, assembly| {
            let chromosome = |position| Chromosome::of(contig, position, assembly);
            assert_ne!(chromosome(first - 1), Chromosome::Pseudoautosomal);
            assert_eq!(chromosome(first), Chromosome::Pseudoautosomal);
            assert_eq!(chromosome(last), Chromosome::Pseudoautosomal);
            assert_ne!(chromosome(last + 1), Chromosome::Pseudoautosomal);
        };
        edges(b"chrX", 60_001, 2_699_520, GRCH37);
        edges(b"Y", 59_034_050, 59_363_566, GRCH37);
        edges(b"X", 155_701_383, 156_030_895, GRCH38);
        edges(b"chrY", 10_001, 2_781_479, GRCH38);
        edges(b"CM000685.2", 155_701_383, 156_030_895, GRCH38);
        edges(
            b"NC_060947.1",
            153_925_835,
            154_259_566,
            Some(Assembly::CHM13),
        );
    }

    #[test]
    fn of_an_unknown_assembly_what_is_pseudoautosomal_in_either_is() {
        let chromosome = |contig: &[u8], position| Chromosome::of(contig, position, None);
        assert_eq!(chromosome(b"X", 2_750_000), Chromosome::Pseudoautosomal);
        assert_eq!(chromosome(b"X", 155_000_000), Chromosome::Pseudoautosomal);
        assert_eq!(chromosome(b"Y", 59_100_000), Chromosome::Pseudoautosomal);
        assert_eq!(chromosome(b"Y", 57_000_000), Chromosome::Pseudoautosomal);
        assert_eq!(chromosome(b"X", 100_000_000), Chromosome::X);
    }
}
