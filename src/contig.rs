//! What contigs are called, and the assemblies of the human genome: for all.

mod assembly;
mod chromosomes;

pub use self::assembly::Assembly;
use self::chromosomes::CHROMOSOMES;

const MITOCHONDRION: &[u8] = b"MT";

/// The one name of a contig that goes by several.
///
/// `chr1`, `1`, the RefSeq accession `NC_000001` and the GenBank accession `CM000663`, of any
/// version, are `1`; so are `NC_060925` and `CP068277` of T2T-CHM13. `chrM`, `M`, `MT`, `NC_012920`
/// and `J01415` are `MT`. Other names are returned as they are, less a leading `chr`.
///
/// Positions on two contigs of one name can be compared where [`is_same_contig`].
pub fn canonical_contig(name: &[u8]) -> &[u8] {
    if let Some(accession) = Accession::read(name) {
        return accession.chromosome;
    }
    match without_chr(name) {
        b"M" => MITOCHONDRION,
        other => other,
    }
}

/// Whether two names are of one contig: they have one canonical name and are not of different
/// releases, as `NC_000009.11` and `NC_000009.12` are.
#[must_use]
pub fn is_same_contig(a: &[u8], b: &[u8]) -> bool {
    canonical_contig(a) == canonical_contig(b) && may_compare(release(a), release(b))
}

/// Whether contigs of one canonical name are of one release, as far as is known.
pub(crate) fn may_compare(a: Option<Release>, b: Option<Release>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// The name of a chromosome that PLINK's numbers mean: 23 is X, 24 Y, 25 (or XY) the
/// pseudoautosomal part of X, and 26 MT
/// (<https://www.cog-genomics.org/plink/1.9/input#allow_extra_chr>). Other names, which are to be
/// canonical, come back as they are.
pub fn lettered_contig(name: &[u8]) -> &[u8] {
    match name {
        b"23" | b"25" | b"XY" => b"X",
        b"24" => b"Y",
        b"26" => MITOCHONDRION,
        other => other,
    }
}

/// Whether contigs of these names may number X, Y and MT as PLINK does: none is called X or Y, or has
/// a number above 26, as in species with more chromosomes.
pub fn may_number_sex_chromosomes<'a>(mut names: impl Iterator<Item = &'a [u8]>) -> bool {
    names.all(|name| match canonical_contig(name) {
        b"X" | b"Y" => false,
        name => number(name).is_none_or(|number| number <= 26),
    })
}

/// The version of a chromosome's sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Release {
    /// That of an assembly.
    Of(Assembly),
    /// A version of an accession that is of none of the assemblies.
    Unheard(u32),
}

/// The release that a contig's name tells, which is an accession with a version. MT is the same in
/// GRCh37 and GRCh38, and tells nothing.
pub(crate) fn release(name: &[u8]) -> Option<Release> {
    Accession::read(name)?.release
}

/// A sequence of a human chromosome in RefSeq or GenBank.
struct Accession {
    chromosome: &'static [u8],
    release: Option<Release>,
}

impl Accession {
    fn read(name: &[u8]) -> Option<Self> {
        let digits = name.iter().position(u8::is_ascii_digit)?;
        let (series, rest) = name.split_at(digits);
        let end = rest.iter().position(|&b| b == b'.');
        let (digits, version) = rest.split_at(end.unwrap_or(rest.len()));
        let number_of = number(digits)?;
        let version = match version {
            b"" => None,
            version => Some(number(&version[1..])?),
        };
        match (series, digits.len()) {
            (b"NC_", 6) => Self::of_refseq(number_of, version),
            (b"CM", 6) => {
                let place = number_of.checked_sub(663)?;
                Self::of_assembly(
                    place,
                    version,
                    &[(1, Assembly::GRCh37), (2, Assembly::GRCh38)],
                )
            }
            (b"CP", 6) => Self::of_chm13(number_of, version),
            (b"J", 5) if number_of == 1415 => Some(Self::mitochondrion(None)),
            _ => None,
        }
    }

    fn of_refseq(number: u32, version: Option<u32>) -> Option<Self> {
        match number {
            12_920 => Some(Self::mitochondrion(None)),
            60_925.. => Self::of_assembly(number - 60_925, version, &[(1, Assembly::CHM13)]),
            _ => {
                let place = number.checked_sub(1)?;
                let [ncbi36, grch37, grch38] = CHROMOSOMES.get(place as usize)?.versions;
                let known = [
                    (ncbi36, Assembly::NCBI36),
                    (grch37, Assembly::GRCh37),
                    (grch38, Assembly::GRCh38),
                ];
                Self::of_assembly(place, version, &known)
            }
        }
    }

    /// `CP068277` to `CP068255` are chromosomes 1 to X of CHM13, `CP068254` its mitochondrion;
    /// `CP086569` is the Y of NA24385 that T2T-CHM13v2.0 has.
    fn of_chm13(number: u32, version: Option<u32>) -> Option<Self> {
        let known = &[(2, Assembly::CHM13)];
        match number {
            86_569 => Self::of_assembly(23, version, known),
            68_254 => Some(Self::mitochondrion(Some(Release::Of(Assembly::CHM13)))),
            68_255..=68_277 => Self::of_assembly(68_277 - number, version, known),
            _ => None,
        }
    }

    /// Chromosome `place`, from 0, where these versions are known.
    fn of_assembly(place: u32, version: Option<u32>, known: &[(u32, Assembly)]) -> Option<Self> {
        let chromosome = CHROMOSOMES.get(place as usize)?.name;
        let release = version.map(|version| {
            let mut known = known.iter();
            let found = known.find(|(one, _)| *one == version);
            found.map_or(Release::Unheard(version), |found| Release::Of(found.1))
        });
        Some(Self {
            chromosome,
            release,
        })
    }

    fn mitochondrion(release: Option<Release>) -> Self {
        Self {
            chromosome: MITOCHONDRION,
            release,
        }
    }
}

fn without_chr(name: &[u8]) -> &[u8] {
    match name.split_at_checked(3) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(b"chr") && !rest.is_empty() => rest,
        _ => name,
    }
}

/// A number of decimal digits.
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(digits).ok()?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_chromosome_are_one_contig() {
        for (name, canonical) in [
            ("chr1", "1"),
            ("1", "1"),
            ("Chr1", "1"),
            ("NC_000001.10", "1"),
            ("NC_000001.11", "1"),
            ("NC_000001", "1"),
            ("NC_000010.11", "10"),
            ("NC_000023.11", "X"),
            ("chrX", "X"),
            ("NC_000024.10", "Y"),
            ("CM000663.1", "1"),
            ("CM000671.2", "9"),
            ("CM000685.2", "X"),
            ("CM000686.1", "Y"),
            ("CM000686", "Y"),
            ("NC_060925.1", "1"),
            ("NC_060948.1", "Y"),
            ("CP068277.2", "1"),
            ("CP068255.2", "X"),
            ("CP086569.2", "Y"),
            ("CP068254.1", "MT"),
            ("J01415.2", "MT"),
            ("chrM", "MT"),
            ("chrMT", "MT"),
            ("M", "MT"),
            ("MT", "MT"),
            ("NC_012920.1", "MT"),
        ] {
            let found = canonical_contig(name.as_bytes());
            assert_eq!(found, canonical.as_bytes(), "{name}");
        }
    }

    #[test]
    fn other_contigs_keep_their_names() {
        for (name, canonical) in [
            ("NC_000025.1", "NC_000025.1"),
            ("NC_000000.1", "NC_000000.1"),
            ("NC_000067.7", "NC_000067.7"),
            ("NC_060949.1", "NC_060949.1"),
            ("NC_0000011", "NC_0000011"),
            ("NC_+00001.1", "NC_+00001.1"),
            ("NC_000001.x", "NC_000001.x"),
            ("NC_000001.", "NC_000001."),
            ("NC_00", "NC_00"),
            ("CM000662.2", "CM000662.2"),
            ("CM000687.2", "CM000687.2"),
            ("CM000994.3", "CM000994.3"),
            ("CP068278.1", "CP068278.1"),
            ("NT_187633.1", "NT_187633.1"),
            ("chr", "chr"),
            ("", ""),
            ("chr1_KI270706v1_random", "1_KI270706v1_random"),
            ("HLA-A*01:01:01:01", "HLA-A*01:01:01:01"),
        ] {
            let found = canonical_contig(name.as_bytes());
            assert_eq!(found, canonical.as_bytes(), "{name}");
        }
    }

    #[test]
    fn the_version_of_an_accession_is_its_assembly() {
        for (name, expected) in [
            ("NC_000009.10", Some(Release::Of(Assembly::NCBI36))),
            ("NC_000009.11", Some(Release::Of(Assembly::GRCh37))),
            ("NC_000009.12", Some(Release::Of(Assembly::GRCh38))),
            ("NC_000009.13", Some(Release::Unheard(13))),
            ("NC_000024.9", Some(Release::Of(Assembly::GRCh37))),
            ("CM000663.1", Some(Release::Of(Assembly::GRCh37))),
            ("CM000685.2", Some(Release::Of(Assembly::GRCh38))),
            ("NC_060933.1", Some(Release::Of(Assembly::CHM13))),
            ("CP068269.2", Some(Release::Of(Assembly::CHM13))),
            ("CP068269.1", Some(Release::Unheard(1))),
            ("NC_012920.1", None),
            ("NC_000009", None),
            ("chr9", None),
        ] {
            assert_eq!(release(name.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn contigs_of_different_releases_are_not_the_same() {
        let is_same = |a: &str, b: &str| is_same_contig(a.as_bytes(), b.as_bytes());
        assert!(is_same("NC_000009.12", "CM000671.2"));
        assert!(is_same("NC_000009.13", "NC_000009.13"));
        assert!(is_same("chr9", "NC_000009.11"));
        assert!(!is_same("NC_000009.11", "NC_000009.12"));
        assert!(!is_same("NC_000009.13", "NC_000009.9"));
        assert!(!is_same("NC_000009.11", "NC_000008.10"));
    }

    #[test]
    fn numbers_are_sex_chromosomes_only_beside_no_letters() {
        let may = |names: &[&str]| may_number_sex_chromosomes(names.iter().map(|n| n.as_bytes()));
        assert!(may(&["1", "22", "23", "24", "25", "26"]));
        assert!(may(&[]) && may(&["chr23", "GL000225.1"]));
        assert!(!may(&["23", "X"]), "dogs have a chromosome 23 and X");
        assert!(!may(&["23", "29"]), "so have cattle");
        assert_eq!(lettered_contig(b"23"), b"X");
        assert_eq!(lettered_contig(b"22"), b"22");
    }
}
