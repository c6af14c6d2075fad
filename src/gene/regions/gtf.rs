use rustc_hash::FxHashMap;

use super::{
    builder::{Builder, Row},
    coordinates::Expected,
    gff::{Attributes, Feature},
};
use crate::gene::{GeneMention, MentionedGene};

/// Reads a GTF: its gene rows or, where it has none, the spans of its
/// transcripts.
///
/// Spans are those of transcripts and not of genes, since some files give one
/// `gene_id` to copies that lie far apart.
#[derive(Default)]
pub(super) struct Gtf {
    has_genes: bool,
    transcripts: FxHashMap<Transcript, (u64, u64)>,
}

#[derive(PartialEq, Eq, Hash)]
struct Transcript {
    contig: Box<[u8]>,
    gene: MentionedGene,
    id: Box<[u8]>,
}

impl Gtf {
    /// Reads a line; gives a row where it describes a gene.
    pub(super) fn read<'a>(&mut self, line: &'a [u8]) -> Result<Option<Row<'a>>, Expected> {
        let feature = Feature::read(line)?;
        let is_gene = feature.kind == b"gene";
        if !is_gene && (self.has_genes || !matches!(feature.kind, b"transcript" | b"exon")) {
            return Ok(None);
        }
        let attributes = attributes(feature.attributes)?;
        let gene = attributes.gene().ok_or(GENE_ID)?;
        if is_gene {
            self.has_genes = true;
            return Ok(Some(row(&feature, gene)));
        }
        self.extend(&feature, gene, attributes.transcript_id);
        Ok(None)
    }

    fn extend(&mut self, feature: &Feature, gene: GeneMention, id: &[u8]) {
        let transcript = Transcript {
            contig: feature.contig.into(),
            gene: gene.into(),
            id: id.into(),
        };
        let span = (feature.start, feature.end);
        let (start, end) = self.transcripts.entry(transcript).or_insert(span);
        *start = feature.start.min(*start);
        *end = feature.end.max(*end);
    }

    /// Adds the transcripts where there was no gene.
    pub(super) fn finish(self, builder: &mut Builder) {
        if self.has_genes {
            return;
        }
        for (transcript, (start, end)) in &self.transcripts {
            builder.add(Row {
                contig: &transcript.contig,
                start: *start,
                end: *end,
                gene: transcript.gene.mention(),
            });
        }
    }
}

const GENE_ID: Expected = "an attribute gene_id \"…\"";

fn row<'a>(feature: &Feature<'a>, gene: GeneMention<'a>) -> Row<'a> {
    Row {
        contig: feature.contig,
        start: feature.start,
        end: feature.end,
        gene,
    }
}

/// Reads `key "value"; key value;`.
fn attributes(mut text: &[u8]) -> Result<Attributes<'_>, Expected> {
    let mut attributes = Attributes::default();
    loop {
        text = text.trim_ascii_start();
        if text.is_empty() {
            return Ok(attributes);
        }
        let (key, rest) = cut(text, b' ').ok_or(PAIRS)?;
        let (value, rest) = value(rest.trim_ascii_start())?;
        attributes.set(key, value);
        text = rest;
    }
}

const PAIRS: Expected = "attributes of the form key \"value\";";

/// A value and what follows its semicolon, which quotes may hide.
fn value(text: &[u8]) -> Result<(&[u8], &[u8]), Expected> {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        let (value, rest) = cut(text, b';').unwrap_or((text, b""));
        return Ok((value.trim_ascii_end(), rest));
    };
    let (value, rest) = cut(quoted, b'"').ok_or(PAIRS)?;
    let rest = rest.trim_ascii_start();
    Ok((value, rest.strip_prefix(b";").unwrap_or(rest)))
}

fn cut(text: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(separator, text)?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENSEMBL: &str = r#"gene_id "ENSG00000184895"; gene_version "8"; gene_name "SRY"; gene_source "ensembl_havana"; gene_biotype "protein_coding";"#;

    fn line(kind: &str, start: u64, end: u64, attributes: &str) -> String {
        format!("Y\tsource\t{kind}\t{start}\t{end}\t.\t-\t.\t{attributes}")
    }

    fn intervals(lines: &[String]) -> Vec<(String, u64, u64)> {
        let mut gtf = Gtf::default();
        let mut builder = Builder::default();
        for line in lines {
            if let Some(row) = gtf.read(line.as_bytes()).expect("a good line") {
                builder.add(row);
            }
        }
        gtf.finish(&mut builder);
        let regions = builder.finish().expect("genes");
        let symbol = |gene: usize| regions.genes[gene].gene.symbol.clone();
        let intervals = regions.contigs[b"Y".as_slice()].intervals.iter();
        intervals
            .map(|i| (symbol(i.gene), i.start, i.end))
            .collect()
    }

    #[test]
    fn gene_rows_make_the_others_idle() {
        let found = intervals(&[
            line("gene", 100, 200, ENSEMBL),
            line("transcript", 1, 900, ENSEMBL),
        ]);
        assert_eq!(found, [("SRY".into(), 100, 200)]);
        let found = intervals(&[
            line("exon", 1, 900, r#"gene_id "TSPY1"; transcript_id "T1";"#),
            line("gene", 100, 200, ENSEMBL),
        ]);
        assert_eq!(found, [("SRY".into(), 100, 200)]);
    }

    #[test]
    fn transcripts_stand_for_genes_where_there_are_none() {
        let exon = |start, end, transcript: &str| {
            let attributes = format!(r#"gene_id "TSPY1"; transcript_id "{transcript}";"#);
            line("exon", start, end, &attributes)
        };
        let found = intervals(&[
            exon(100, 200, "T1"),
            exon(300, 400, "T1"),
            exon(350, 500, "T2"),
            exon(9000, 9100, "T1_dup1"),
            line("CDS", 1, 9999, "gene_id \"TSPY1\";"),
        ]);
        let expected = [("TSPY1".into(), 100, 500), ("TSPY1".into(), 9000, 9100)];
        assert_eq!(found, expected);
    }

    #[test]
    fn quotes_hide_semicolons_and_keys_may_repeat() {
        let text = br#"gene_id "SRY"; note "a; b"; db_xref "GeneID:6736"; db_xref "HGNC:HGNC:11311"; level 2; gene "SRY""#;
        let gene = attributes(text)
            .expect("attributes")
            .gene()
            .expect("a gene");
        assert_eq!(
            (gene.symbol, gene.hgnc_id),
            (b"SRY".as_slice(), b"HGNC:HGNC:11311".as_slice())
        );
        assert!(gene.ensembl_id.is_empty());
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        for (attributes, expected) in [
            ("gene_name_only", "key \"value\""),
            ("gene_id \"SRY", "key \"value\""),
            ("level 2;", "gene_id"),
            ("", "gene_id"),
        ] {
            let line = line("gene", 1, 2, attributes);
            let error = Gtf::default().read(line.as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{attributes}: {error}");
        }
    }
}
