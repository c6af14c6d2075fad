//! The assembly of an input, and whether it is that of the genes.

use super::Error;
use crate::{
    gene::{
        Regions,
        assembly::{Clues, Told},
        canonical_contig, may_number_sex_chromosomes,
    },
    variant::{Header, Reader, attribute},
};

/// The assembly that a header tells, by the lengths or accessions of its chromosomes, else by the
/// name of the reference; `None` where nothing tells it, or it contradicts itself.
#[must_use]
pub fn assembly_of(header: &Header) -> Option<Told> {
    clues(header).told().cloned()
}

/// Whether contigs 23 to 26 may be X, Y, X and MT, as PLINK writes them: see
/// [`may_number_sex_chromosomes`].
#[must_use]
pub fn has_numbered_sex_chromosomes(header: &Header) -> bool {
    may_number_sex_chromosomes(contigs(header).filter_map(|line| attribute(line, b"ID")))
}

/// Checks that genes and variants are of one assembly, as far as both tell theirs.
///
/// An input that tells its assembly by the accessions of its contigs alone is not refused: each of
/// its records tells whether it may have a gene ([`Regions::is_of_another_assembly`]).
///
/// # Errors
///
/// Returns [`Error::Assemblies`] where they are of two.
pub fn check(reader: &Reader, regions: &Regions) -> Result<(), Error> {
    let clues = clues(reader.header());
    match (clues.told_besides_accessions(), regions.assembly()) {
        (Some(found), Some(genes)) if found.assembly != genes.assembly => Err(Error::Assemblies {
            input: reader.name().into(),
            found: found.clone(),
            path: regions.path().into(),
            genes: genes.clone(),
        }),
        _ => Ok(()),
    }
}

fn clues(header: &Header) -> Clues {
    let mut clues = Clues::default();
    for line in contigs(header) {
        contig(line, &mut clues);
    }
    for line in header.meta() {
        if let Some(text) = reference(line) {
            clues.words(text, line.trim_ascii_end());
        }
    }
    clues
}

fn contigs(header: &Header) -> impl Iterator<Item = &[u8]> {
    let lines = header.meta();
    lines.filter(|line| line.starts_with(b"##contig="))
}

fn contig(line: &[u8], clues: &mut Clues) {
    let Some(name) = attribute(line, b"ID") else {
        return;
    };
    let length = attribute(line, b"length");
    let length = length.and_then(|length| std::str::from_utf8(length).ok()?.trim().parse().ok());
    clues.contig(name, length);
    if let Some(assembly) = attribute(line, b"assembly").filter(|_| is_chromosome(name)) {
        clues.words(assembly, line.trim_ascii_end());
    }
}

/// Of decoys and viruses anything may be said.
fn is_chromosome(name: &[u8]) -> bool {
    canonical_contig(name).len() <= 2
}

/// What stands behind `##reference=` or `##assembly=`.
fn reference(line: &[u8]) -> Option<&[u8]> {
    let equals = line.iter().position(|&b| b == b'=')?;
    let (key, text) = line.split_at(equals);
    let is_reference = [b"##reference".as_slice(), b"##assembly"]
        .iter()
        .any(|one| key.eq_ignore_ascii_case(one));
    is_reference.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gene::Assembly;

    fn header(lines: &str) -> Header {
        let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        Header::parse(format!("##fileformat=VCFv4.2\n{lines}\n{columns}").as_bytes()).unwrap()
    }

    fn of(lines: &str) -> Option<Assembly> {
        assembly_of(&header(lines)).map(|told| told.assembly)
    }

    #[test]
    fn a_header_tells_by_contigs_before_references() {
        let grch37 = Some(Assembly::GRCh37);
        let grch38 = Some(Assembly::GRCh38);
        assert_eq!(of("##contig=<ID=1,assembly=x,length=249250621>"), grch37);
        assert_eq!(
            of("##contig=<ID=chr1>\n##contig=<ID=chrX,length=156040895>"),
            grch38
        );
        assert_eq!(
            of("##contig=<ID=NC_000001.10>\n##reference=hg38.fa"),
            grch37
        );
        assert_eq!(
            of("##contig=<ID=20,length=62435964,assembly=B36>"),
            Some(Assembly::NCBI36)
        );
        assert_eq!(of("##contig=<ID=chr1,assembly=b37>"), grch37);
        assert_eq!(of("##contig=<ID=NC_007605,assembly=b37>"), None);
        assert_eq!(of("##reference=file:///ref/hg38.fa\r"), grch38);
        assert_eq!(of("##Assembly=GRCh37"), grch37);
        assert_eq!(of("##contig=<ID=chr1,length=much>"), None);
        assert_eq!(of("##source=hg38"), None);
    }

    #[test]
    fn numbers_are_sex_chromosomes_where_no_contig_line_says_otherwise() {
        assert!(has_numbered_sex_chromosomes(&header("##contig=<ID=23>")));
        assert!(!has_numbered_sex_chromosomes(&header(
            "##contig=<ID=chr23>\n##contig=<ID=chrX>"
        )));
    }
}
