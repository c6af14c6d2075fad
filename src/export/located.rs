//! Scored genes and where they lie.

use std::str::FromStr;

use super::{
    ExportError,
    column::{FieldColumn, FieldValue, columns},
};
use crate::{
    bundle::Bundle,
    gene::{Regions, Registry, canonical_contig},
};

/// How contigs are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContigNames {
    /// As in the file of coordinates.
    #[default]
    Kept,
    /// Chromosomes as `chr1`, `chrX` and `chrM`, others as in the file.
    Chr,
    /// Chromosomes as `1`, `X` and `MT`, others as in the file.
    Plain,
}

impl FromStr for ContigNames {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "kept" => Ok(Self::Kept),
            "chr" => Ok(Self::Chr),
            "plain" => Ok(Self::Plain),
            _ => Err("use kept, chr or plain".into()),
        }
    }
}

impl ContigNames {
    fn of(self, name: &[u8]) -> String {
        let kept = || String::from_utf8_lossy(name).into_owned();
        let plain = String::from_utf8_lossy(canonical_contig(name)).into_owned();
        let is_chromosome = matches!(plain.as_str(), "X" | "Y" | "MT")
            || plain.parse::<u8>().is_ok_and(|number| number > 0);
        match self {
            Self::Plain if is_chromosome => plain,
            Self::Chr if plain == "MT" => "chrM".into(),
            Self::Chr if is_chromosome => format!("chr{plain}"),
            _ => kept(),
        }
    }
}

/// A stretch of a contig that a gene occupies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct GeneStretch {
    pub(super) contig: String,
    /// 1-based.
    pub(super) start: u64,
    /// 1-based, inclusive.
    pub(super) end: u64,
    /// Its index in the bundle.
    pub(super) gene: usize,
}

/// The scored genes of a bundle with their places.
#[derive(Debug)]
pub struct Located<'b> {
    pub(super) bundle: &'b Bundle,
    /// By contig, start and end.
    pub(super) places: Vec<GeneStretch>,
    /// Those in which some gene has a value.
    pub(super) columns: Vec<FieldColumn>,
    scored: usize,
}

impl<'b> Located<'b> {
    /// Finds the places of all genes with a score.
    ///
    /// # Errors
    ///
    /// If no gene has a score, or none is among the coordinates.
    pub fn new(
        bundle: &'b Bundle,
        regions: &Regions,
        names: ContigNames,
    ) -> Result<Self, ExportError> {
        let path = || bundle.path().to_path_buf();
        let conditions = 0..bundle.manifest().conditions.len();
        let is_scored = |gene: usize| conditions.clone().any(|c| bundle.score(gene, c).is_some());
        let scored = (0..bundle.genes().len()).filter(|&g| is_scored(g)).count();
        if scored == 0 {
            return Err(ExportError::NoScores { path: path() });
        }
        let mut places = places(bundle, regions, names);
        places.retain(|place| is_scored(place.gene));
        merge(&mut places);
        if places.is_empty() {
            return Err(ExportError::NoneLocated { path: path() });
        }
        let mut columns = columns(bundle);
        columns.retain(|column| {
            let value = |place: &GeneStretch| column.value(bundle, place.gene);
            places
                .iter()
                .any(|place| value(place) != FieldValue::Missing)
        });
        Ok(Self {
            bundle,
            places,
            columns,
            scored,
        })
    }

    /// How many genes have a place, and how many a score.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let mut genes: Vec<_> = self.places.iter().map(|place| place.gene).collect();
        genes.sort_unstable();
        genes.dedup();
        (genes.len(), self.scored)
    }

    /// The column of numbers with this name, such as `DSD_M_PCT`.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn numbers(&self, key: &str) -> Result<&FieldColumn, ExportError> {
        let mut numbers = self.columns.iter().filter(|column| column.is_number());
        numbers.find(|column| column.key == key).ok_or_else(|| {
            let known = self.columns.iter().filter(|column| column.is_number());
            let known: Vec<_> = known.map(|column| column.key.as_str()).collect();
            ExportError::NoColumn {
                path: self.bundle.path().to_path_buf(),
                key: key.into(),
                known: known.join(", "),
            }
        })
    }
}

fn places(bundle: &Bundle, regions: &Regions, names: ContigNames) -> Vec<GeneStretch> {
    let known = Registry::new(bundle.genes());
    let mut places = Vec::new();
    regions.for_each(&mut |contig, start, end, mention| {
        places.extend(known.resolve(&mention).map(|gene| GeneStretch {
            contig: names.of(contig),
            start,
            end,
            gene,
        }));
    });
    places
}

/// Makes one of the overlapping stretches of a gene, which some files name twice.
fn merge(places: &mut Vec<GeneStretch>) {
    places.sort_unstable_by(|a, b| {
        let key = |place: &GeneStretch| (place.gene, place.start, place.end);
        a.contig.cmp(&b.contig).then(key(a).cmp(&key(b)))
    });
    places.dedup_by(|next, held| {
        let is_same = (&next.contig, next.gene) == (&held.contig, held.gene)
            && next.start <= held.end.saturating_add(1);
        if is_same {
            held.end = held.end.max(next.end);
        }
        is_same
    });
    places.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chromosomes_are_called_as_asked_and_others_keep_their_names() {
        for (name, chr, plain) in [
            ("NC_000023.11", "chrX", "X"),
            ("chr1", "chr1", "1"),
            ("MT", "chrM", "MT"),
            ("21", "chr21", "21"),
            ("NT_187633.1", "NT_187633.1", "NT_187633.1"),
            (
                "chr1_KI270706v1_random",
                "chr1_KI270706v1_random",
                "chr1_KI270706v1_random",
            ),
        ] {
            assert_eq!(ContigNames::Kept.of(name.as_bytes()), name);
            assert_eq!(ContigNames::Chr.of(name.as_bytes()), chr);
            assert_eq!(ContigNames::Plain.of(name.as_bytes()), plain);
        }
    }

    #[test]
    fn a_gene_is_one_stretch_where_its_stretches_overlap() {
        let place = |contig: &str, start, end, gene| GeneStretch {
            contig: contig.into(),
            start,
            end,
            gene,
        };
        let mut places = vec![
            place("2", 1, 9, 0),
            place("1", 50, 60, 1),
            place("1", 5, 20, 0),
            place("1", 10, 30, 0),
            place("1", 8, 12, 1),
        ];
        merge(&mut places);
        let expected = [
            place("1", 5, 30, 0),
            place("1", 8, 12, 1),
            place("1", 50, 60, 1),
            place("2", 1, 9, 0),
        ];
        assert_eq!(places, expected);
    }
}
