//! What a file of genes says of its assembly, besides the names of its contigs.

use super::coordinates::number;
use crate::gene::assembly::Clues;

/// Directives whose text names an assembly: those of Ensembl and RefSeq, and that of the GFF3
/// specification.
const BUILDS: [&[u8]; 4] = [
    b"#!genome-build",
    b"#!genome-version",
    b"#!genome-build-accession",
    b"##genome-build",
];

/// The column of the MANE summary.
const MANE: &[u8] = b"GRCh38_chr";

/// Takes up what a line says that describes no gene.
pub(super) fn read(line: &[u8], clues: &mut Clues) {
    match line.first() {
        Some(b'#') => directive(line, clues),
        Some(b't') if line.starts_with(b"track") => track(line, clues),
        Some(b'N') => mane(line, clues),
        _ => {}
    }
}

fn directive(line: &[u8], clues: &mut Clues) {
    let end = line.iter().position(u8::is_ascii_whitespace);
    let (word, text) = line.split_at(end.unwrap_or(line.len()));
    match word {
        b"##sequence-region" => sequence(text, clues),
        b"##description:" | b"#description:" => clues.words(mapped_to(text), line),
        word if BUILDS.contains(&word) => clues.words(text, line),
        _ => mane(&line[1..], clues),
    }
}

/// `seqid start end` of GFF3; of a whole sequence the end is the length.
fn sequence(text: &[u8], clues: &mut Clues) {
    let mut words = text.split(u8::is_ascii_whitespace);
    let mut next = || words.find(|word| !word.is_empty());
    if let (Some(name), Some(b"1"), Some(end)) = (next(), next(), next()) {
        clues.contig(name, number(end));
    }
}

/// GENCODE's description; that of genes that were mapped from one assembly to another names both,
/// `… (GRCh38), version 49 (Ensembl 115), mapped to GRCh37 with gencode-backmap`.
fn mapped_to(text: &[u8]) -> &[u8] {
    const MAPPED: &[u8] = b"mapped to ";
    let at = memchr::memmem::find(text, MAPPED);
    at.map_or(text, |at| &text[at + MAPPED.len()..])
}

/// `db=hg19` in the track line of a BED, as UCSC has it.
fn track(line: &[u8], clues: &mut Clues) {
    let mut words = line.split(u8::is_ascii_whitespace);
    if let Some(db) = words.find_map(|word| word.strip_prefix(b"db=")) {
        clues.words(db, line);
    }
}

fn mane(line: &[u8], clues: &mut Clues) {
    let mut columns = line.split(|b| *b == b'\t');
    if line.starts_with(b"NCBI_GeneID\t") && columns.any(|column| column == MANE) {
        clues.words(MANE, b"column GRCh38_chr");
    }
}
