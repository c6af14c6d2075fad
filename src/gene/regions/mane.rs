use super::{
    builder::Row,
    coordinates::{Expected, span},
};
use crate::gene::{GeneMention, mention::known};

/// The columns of the MANE summary that are read.
const NAMES: [&[u8]; 6] = [
    b"Ensembl_Gene",
    b"HGNC_ID",
    b"symbol",
    b"GRCh38_chr",
    b"chr_start",
    b"chr_end",
];

/// Where the columns of a MANE summary lie, in the order of [`NAMES`].
#[derive(Clone, Debug)]
pub(super) struct ManeColumns([usize; NAMES.len()]);

impl ManeColumns {
    /// Finds the columns in a header line; none where the line is no header of
    /// a MANE summary.
    pub(super) fn of_header(line: &[u8]) -> Option<Result<Self, Expected>> {
        let header = line.strip_prefix(b"#").unwrap_or(line);
        if !header.starts_with(b"NCBI_GeneID\t") {
            return None;
        }
        let position = |name: &[u8]| header.split(|b| *b == b'\t').position(|c| c == name);
        let mut columns = [0; NAMES.len()];
        for (column, name) in columns.iter_mut().zip(NAMES) {
            match position(name) {
                Some(index) => *column = index,
                None => return Some(Err(MISSING)),
            }
        }
        Some(Ok(Self(columns)))
    }

    /// Reads a line.
    pub(super) fn read<'a>(&self, line: &'a [u8]) -> Result<Option<Row<'a>>, Expected> {
        if line.starts_with(b"NCBI_GeneID\t") {
            return Ok(None);
        }
        let [ensembl_id, hgnc_id, symbol, contig, start, end] = self
            .values(line)
            .ok_or("as many columns as the header has")?;
        let (start, end) = span(start, end)?;
        let gene = GeneMention {
            ensembl_id: known(ensembl_id),
            hgnc_id: known(hgnc_id),
            symbol: known(symbol),
            ..GeneMention::default()
        };
        Ok((!gene.is_empty()).then_some(Row {
            contig,
            start,
            end,
            gene,
        }))
    }

    fn values<'a>(&self, line: &'a [u8]) -> Option<[&'a [u8]; NAMES.len()]> {
        let mut values: [&[u8]; NAMES.len()] = Default::default();
        for (value, column) in values.iter_mut().zip(self.0) {
            *value = line.split(|b| *b == b'\t').nth(column)?;
        }
        Some(values)
    }
}

const MISSING: Expected = "the MANE summary's columns Ensembl_Gene, HGNC_ID, symbol, GRCh38_chr, chr_start and chr_end (coordinates on GRCh38)";

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tEnsembl_prot\tMANE_status\tGRCh38_chr\tchr_start\tchr_end\tchr_strand";

    fn columns() -> ManeColumns {
        let columns = ManeColumns::of_header(HEADER).expect("a header");
        columns.expect("all columns")
    }

    #[test]
    fn a_line_is_read_by_the_headers_names() {
        let line = b"GeneID:6736\tENSG00000184895.8\tHGNC:11311\tSRY\tsex determining region Y\tNM_003140.3\tNP_003131.1\tENST00000383070.2\tENSP00000372547.1\tMANE Select\tNC_000024.10\t2786855\t2787682\t-";
        let row = columns().read(line).expect("a row").expect("a gene");
        assert_eq!(
            (row.contig, row.start, row.end),
            (b"NC_000024.10".as_slice(), 2786855, 2787682)
        );
        assert_eq!(row.gene.ensembl_id, b"ENSG00000184895.8");
        assert_eq!(row.gene.hgnc_id, b"HGNC:11311");
        assert_eq!(row.gene.symbol, b"SRY");
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        assert!(ManeColumns::of_header(b"#CHROM\tPOS").is_none());
        let of_another_assembly = b"#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tGRCh37_chr";
        let missing = ManeColumns::of_header(of_another_assembly).expect("a header");
        assert!(missing.unwrap_err().contains("GRCh38_chr"));
        let error = columns().read(b"GeneID:6736\tENSG00000184895.8");
        assert_eq!(error.unwrap_err(), "as many columns as the header has");
        let error = columns().read(b"a\tb\tc\td\te\tf\tg\th\ti\tj\tk\t9\t1\t-");
        assert!(error.unwrap_err().starts_with("a start of at least 1"));
    }
}
