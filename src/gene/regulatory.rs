//! Regions that regulate genes, in a BED file.

use std::path::Path;

use super::{
    GeneMention, Regions,
    regions::{RegionsError, bed, lines::Lines, malformed},
};
use crate::contig::canonical_contig;

/// Regions that regulate genes. The fourth column of a BED file names the gene, the fifth, where there is
/// one that is no number, the region.
///
/// ```
/// use dsdscore::gene::RegulatoryRegions;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("regulatory.bed");
/// std::fs::write(&path, "chr17\t71400000\t71500000\tSOX9\tan enhancer\n")?;
/// let regions = RegulatoryRegions::open(&path)?;
/// let mut found = Vec::new();
/// regions.visit(b"17", 71_450_000, 71_450_000, &mut |gene, name| {
///     found.push((gene.name().to_owned(), name.to_string()));
/// });
/// assert_eq!(found.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RegulatoryRegions {
    /// The same as coordinates of genes, which know their assembly.
    regions: Regions,
    named: Vec<Named>,
}

/// A region; positions are 1-based, and both ends belong to it.
#[derive(Clone, Debug)]
struct Named {
    /// The contig by its shortest name.
    contig: Box<[u8]>,
    start: u64,
    end: u64,
    gene: Box<[u8]>,
    name: String,
}

impl RegulatoryRegions {
    /// Reads a BED file, compressed or not.
    ///
    /// # Errors
    ///
    /// As [`Regions::open`]; also where a line is not of BED.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RegionsError> {
        let path = path.as_ref();
        let regions = Regions::open(path)?;
        let mut lines = Lines::open(path)?;
        let (mut named, mut number) = (Vec::new(), 0);
        while let Some(line) = lines.read()? {
            number += 1;
            if line.is_empty() || line.starts_with(b"#") {
                continue;
            }
            let row = bed::read(line);
            let row = row.map_err(|expected| malformed(path, number, expected))?;
            named.extend(row.map(|row| {
                let contig = canonical_contig(row.contig);
                Named {
                    start: row.start,
                    end: row.end,
                    gene: row.gene.name().into(),
                    name: bed::fifth(line).unwrap_or_else(|| {
                        let contig = String::from_utf8_lossy(row.contig);
                        format!("{contig}:{}-{}", row.start, row.end)
                    }),
                    contig: contig.into(),
                }
            }));
        }
        Ok(Self { regions, named })
    }

    /// The same as coordinates of genes.
    #[must_use]
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Takes positions as they are, whatever the assembly.
    #[must_use]
    pub fn insisted_on(mut self) -> Self {
        self.regions = self.regions.insisted_on();
        self
    }

    /// Gives the gene and the name of each region with a position from `start` to `end`, 1-based.
    pub fn visit(
        &self,
        contig: &[u8],
        start: u64,
        end: u64,
        f: &mut impl FnMut(GeneMention, &str),
    ) {
        if self.regions.is_of_another_assembly(contig) {
            return;
        }
        let name = canonical_contig(contig);
        let on_contig = self.named.iter().filter(|region| *region.contig == *name);
        for region in on_contig.filter(|region| region.start <= end && start <= region.end) {
            f(GeneMention::named(&region.gene), &region.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Result<RegulatoryRegions, RegionsError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, text).unwrap();
        RegulatoryRegions::open(file.path())
    }

    fn found(regions: &RegulatoryRegions, contig: &str, start: u64, end: u64) -> Vec<String> {
        let mut found = Vec::new();
        regions.visit(contig.as_bytes(), start, end, &mut |gene, name| {
            found.push(format!("{} {name}", String::from_utf8_lossy(gene.name())));
        });
        found
    }

    #[test]
    fn regions_name_their_genes_and_themselves() {
        let text = "#contig\nchr17\t99\t200\tSOX9\tTESCO\nchr17\t149\t300\tSOX9\t0\t+\nX\t9\t20\tENSG00000169297\n";
        let regions = open(text).unwrap();
        assert_eq!(found(&regions, "17", 100, 100), ["SOX9 TESCO"]);
        assert_eq!(
            found(&regions, "chr17", 160, 170),
            ["SOX9 TESCO", "SOX9 chr17:150-300"]
        );
        assert_eq!(found(&regions, "chrX", 1, 10), ["ENSG00000169297 X:10-20"]);
        assert!(
            found(&regions, "17", 1, 99).is_empty() && found(&regions, "1", 100, 200).is_empty()
        );
    }

    #[test]
    fn what_is_no_bed_is_refused_with_its_line() {
        let told = open("chr17\t99\t200\tSOX9\nchr17\t9\n")
            .unwrap_err()
            .to_string();
        assert!(
            told.contains(":2: expected at least four columns"),
            "{told}"
        );
        assert!(open("").is_err());
    }
}
