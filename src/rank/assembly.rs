//! Assemblies of the human genome, as far as X and Y go.

use serde::Serialize;

use crate::{
    gene::canonical_contig,
    variant::{Header, attribute},
};

/// An assembly of the human genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Assembly {
    /// hg19.
    GRCh37,
    /// hg38.
    GRCh38,
}

/// The lengths of chromosome 1 and X, by which assemblies are told apart.
const LENGTHS: [(Assembly, u64, u64); 2] = [
    (Assembly::GRCh37, 249_250_621, 155_270_560),
    (Assembly::GRCh38, 248_956_422, 156_040_895),
];

/// The first and last position of a region, 1-based.
type Range = [u64; 2];

/// The pseudoautosomal regions of X and Y, PAR1 and PAR2, as the Genome Reference Consortium
/// defines them (<https://www.ncbi.nlm.nih.gov/grc/human>).
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

impl Assembly {
    /// The assembly whose chromosomes 1 and X have the lengths of the header's `##contig` lines;
    /// `None` where neither is there or they are another's.
    #[must_use]
    pub fn of_header(header: &Header) -> Option<Self> {
        let contigs = header.meta().filter(|line| line.starts_with(b"##contig="));
        Self::of_contigs(contigs.filter_map(|line| {
            let length = std::str::from_utf8(attribute(line, b"length")?).ok()?;
            Some((attribute(line, b"ID")?, length.trim().parse().ok()?))
        }))
    }

    /// The assembly whose chromosomes 1 and X have these lengths. Of other contigs nothing is
    /// asked. One length may be missing; both must not contradict each other.
    #[must_use]
    pub fn of_contigs<'a>(contigs: impl Iterator<Item = (&'a [u8], u64)>) -> Option<Self> {
        let mut told = contigs.filter_map(|(name, length)| match canonical_contig(name) {
            b"1" => Some(Self::with(|&(_, one, _)| one == length)),
            b"X" => Some(Self::with(|&(_, _, x)| x == length)),
            _ => None,
        });
        let first = told.next()??;
        told.all(|other| other == Some(first)).then_some(first)
    }

    fn with(is_it: impl Fn(&(Self, u64, u64)) -> bool) -> Option<Self> {
        let mut lengths = LENGTHS.iter();
        lengths.find(|found| is_it(found)).map(|found| found.0)
    }

    fn regions(self) -> &'static PseudoautosomalRegions {
        match self {
            Self::GRCh37 => &GRCH37,
            Self::GRCh38 => &GRCH38,
        }
    }
}

/// What part of the genome a position is on, as far as the number of copies goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
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

impl Place {
    /// The place of a position, 1-based, of a contig by any of its names. Where the assembly is not
    /// known, what is pseudoautosomal in either is: nothing is then called hemizygous, or counted
    /// as X, that may have two copies.
    #[must_use]
    pub fn of(contig: &[u8], position: u64, assembly: Option<Assembly>) -> Self {
        let is_pseudoautosomal = |chromosome| match assembly {
            Some(assembly) => is_within(chromosome, position, assembly),
            None => [Assembly::GRCh37, Assembly::GRCh38]
                .iter()
                .any(|&assembly| is_within(chromosome, position, assembly)),
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

fn is_within(chromosome: Place, position: u64, assembly: Assembly) -> bool {
    let regions = assembly.regions();
    let ranges = match chromosome {
        Place::Y => &regions.y,
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

    fn of(contigs: &[(&str, u64)]) -> Option<Assembly> {
        Assembly::of_contigs(contigs.iter().map(|(name, len)| (name.as_bytes(), *len)))
    }

    #[test]
    fn lengths_tell_assemblies() {
        assert_eq!(of(&[("1", 249_250_621), ("X", 155_270_560)]), GRCH37);
        assert_eq!(of(&[("chr2", 5), ("chrX", 156_040_895)]), GRCH38);
        assert_eq!(of(&[("NC_000001.11", 248_956_422)]), GRCH38);
        assert_eq!(of(&[("2", 249_250_621)]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn other_and_contradicting_lengths_tell_nothing() {
        // T2T-CHM13.
        assert_eq!(of(&[("chr1", 248_387_328), ("chrX", 154_259_566)]), None);
        assert_eq!(of(&[("1", 249_250_621), ("X", 156_040_895)]), None);
        assert_eq!(of(&[("1", 1), ("X", 156_040_895)]), None);
        assert_eq!(of(&[("X", 156_040_895), ("1", 1)]), None);
    }

    #[test]
    fn a_header_tells_by_its_contig_lines() {
        let header = |line: &str| {
            let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
            Header::parse(format!("##fileformat=VCFv4.2\n{line}\n{columns}").as_bytes()).unwrap()
        };
        let of = |line| Assembly::of_header(&header(line));
        assert_eq!(of("##contig=<ID=1,assembly=b37,length=249250621>"), GRCH37);
        assert_eq!(
            of("##contig=<ID=chr1>\n##contig=<ID=chrX,length=156040895>"),
            GRCH38
        );
        assert_eq!(of("##contig=<ID=chr1,length=much>"), None);
        assert_eq!(of("##reference=hg38.fa"), None);
    }

    #[test]
    fn contigs_are_placed_by_any_name() {
        for (contig, place) in [
            ("chr22", Place::Autosome),
            ("NC_000001.11", Place::Autosome),
            ("chrM", Place::Mitochondrial),
            ("NC_000024.10", Place::Y),
            ("X", Place::X),
            ("23", Place::Other),
            ("0", Place::Other),
            ("+1", Place::Other),
            ("chr1_KI270706v1_random", Place::Other),
            ("GL000225.1", Place::Other),
        ] {
            assert_eq!(
                Place::of(contig.as_bytes(), 5_000_000, GRCH38),
                place,
                "{contig}"
            );
        }
    }

    #[test]
    fn pseudoautosomal_regions_end_where_they_end() {
        let edges = |contig: &[u8], first, last, assembly| {
            let place = |position| Place::of(contig, position, assembly);
            assert_ne!(place(first - 1), Place::Pseudoautosomal);
            assert_eq!(place(first), Place::Pseudoautosomal);
            assert_eq!(place(last), Place::Pseudoautosomal);
            assert_ne!(place(last + 1), Place::Pseudoautosomal);
        };
        edges(b"chrX", 60_001, 2_699_520, GRCH37);
        edges(b"Y", 59_034_050, 59_363_566, GRCH37);
        edges(b"X", 155_701_383, 156_030_895, GRCH38);
        edges(b"chrY", 10_001, 2_781_479, GRCH38);
    }

    #[test]
    fn of_an_unknown_assembly_what_is_pseudoautosomal_in_either_is() {
        let place = |contig: &[u8], position| Place::of(contig, position, None);
        assert_eq!(place(b"X", 2_750_000), Place::Pseudoautosomal);
        assert_eq!(place(b"X", 155_000_000), Place::Pseudoautosomal);
        assert_eq!(place(b"Y", 59_100_000), Place::Pseudoautosomal);
        assert_eq!(place(b"Y", 57_000_000), Place::Pseudoautosomal);
        assert_eq!(place(b"X", 100_000_000), Place::X);
    }
}
