use super::{
    builder::Row,
    coordinates::{Expected, span},
};
use crate::gene::{GeneMention, assembly::Clues, mention::known};

/// The columns of a line of GFF3 or GTF that are read.
pub(super) struct Feature<'a> {
    pub(super) contig: &'a [u8],
    pub(super) kind: &'a [u8],
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) attributes: &'a [u8],
}

impl<'a> Feature<'a> {
    pub(super) fn read(line: &'a [u8]) -> Result<Self, Expected> {
        let mut columns = line.split(|b| *b == b'\t');
        let mut next = || columns.next().ok_or("nine columns separated by tabs");
        let (contig, _source, kind) = (next()?, next()?, next()?);
        let (start, end) = (next()?, next()?);
        let (_score, _strand, _phase, attributes) = (next()?, next()?, next()?, next()?);
        let (start, end) = span(start, end)?;
        Ok(Self {
            contig,
            kind,
            start,
            end,
            attributes,
        })
    }
}

/// The attributes that name a gene, in the words of Ensembl, RefSeq and GENCODE.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attributes<'a> {
    id: &'a [u8],
    parent: &'a [u8],
    gene_id: &'a [u8],
    gene_name: &'a [u8],
    name: &'a [u8],
    gene: &'a [u8],
    hgnc_id: &'a [u8],
    pub(super) transcript_id: &'a [u8],
}

impl<'a> Attributes<'a> {
    pub(super) fn set(&mut self, key: &[u8], value: &'a [u8]) {
        match key {
            b"ID" => self.id = value,
            b"Parent" => self.parent = value,
            b"Name" => self.name = known(value),
            b"gene" => self.gene = known(value),
            b"gene_id" => self.gene_id = known(value),
            b"gene_name" => self.gene_name = known(value),
            b"transcript_id" => self.transcript_id = value,
            b"hgnc_id" => self.hgnc_id = value,
            b"Dbxref" | b"db_xref" => self.set_hgnc_id(value.split(|b| *b == b',')),
            b"description" => self.set_hgnc_id(accession(value).into_iter()),
            _ => {}
        }
    }

    fn set_hgnc_id(&mut self, mut references: impl Iterator<Item = &'a [u8]>) {
        if let Some(id) = references.find(|reference| reference.starts_with(b"HGNC:")) {
            self.hgnc_id = id;
        }
    }

    /// The gene that the attributes name, or none.
    pub(super) fn gene(&self) -> Option<GeneMention<'a>> {
        let symbol = first(&[self.gene_name, self.name, self.gene]);
        let gene_id = first(&[self.gene_id, without_type(self.id)]);
        let mention = GeneMention::from_columns(symbol, gene_id, self.hgnc_id);
        (!mention.is_empty()).then_some(mention)
    }
}

fn first<'a>(values: &[&'a [u8]]) -> &'a [u8] {
    let mut values = values.iter();
    values
        .find(|value| !value.is_empty())
        .copied()
        .unwrap_or_default()
}

/// An `ID` without `gene:`, as Ensembl writes it, or `gene-`, as RefSeq does.
fn without_type(id: &[u8]) -> &[u8] {
    match id.strip_prefix(b"gene") {
        Some([b':' | b'-', id @ ..]) => id,
        _ => id,
    }
}

/// The accession at the end of Ensembl's description,
/// `… [Source:HGNC Symbol%3BAcc:HGNC:11311]`.
fn accession(description: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::rfind(description, b"Acc:")?;
    let accession = &description[at + 4..];
    Some(accession.strip_suffix(b"]").unwrap_or(accession))
}

/// Reads a line of a GFF3; gives a row where it describes a gene. Ensembl's files have a line for each
/// whole `chromosome`, RefSeq's for each whole `region`: their lengths tell the assembly.
pub(super) fn read<'a>(line: &'a [u8], clues: &mut Clues) -> Result<Option<Row<'a>>, Expected> {
    let feature = Feature::read(line)?;
    if feature.start == 1 && matches!(feature.kind, b"chromosome" | b"region") {
        clues.contig(feature.contig, Some(feature.end));
    }
    let attributes = attributes(feature.attributes);
    if !is_gene(feature.kind, &attributes) {
        return Ok(None);
    }
    let gene = attributes
        .gene()
        .ok_or("a gene with an attribute ID, gene_id or Name")?;
    Ok(Some(Row {
        contig: feature.contig,
        start: feature.start,
        end: feature.end,
        gene,
    }))
}

/// Old Ensembl files call some genes `RNA` or `processed_transcript` and some
/// transcripts `pseudogene`: the ID and a missing parent tell them apart.
fn is_gene(kind: &[u8], attributes: &Attributes) -> bool {
    let is_called_gene = kind.ends_with(b"_gene") || matches!(kind, b"gene" | b"pseudogene");
    attributes.parent.is_empty() && (is_called_gene || attributes.id.starts_with(b"gene:"))
}

fn attributes(text: &[u8]) -> Attributes<'_> {
    let mut attributes = Attributes::default();
    for attribute in text.split(|b| *b == b';') {
        let attribute = attribute.trim_ascii();
        if let Some(sign) = attribute.iter().position(|b| *b == b'=') {
            attributes.set(&attribute[..sign], &attribute[sign + 1..]);
        }
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: &str, attributes: &str) -> Option<[String; 3]> {
        let line = format!("Y\tsource\t{kind}\t2786855\t2787682\t.\t-\t.\t{attributes}");
        let row = read(line.as_bytes(), &mut Clues::default()).expect("a feature")?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some([row.gene.symbol, row.gene.ensembl_id, row.gene.hgnc_id].map(text))
    }

    #[test]
    fn ensembl_genes_are_read() {
        let sry = "ID=gene:ENSG00000184895;Name=SRY;biotype=protein_coding;description=sex determining region Y [Source:HGNC Symbol%3BAcc:HGNC:11311];gene_id=ENSG00000184895;version=8";
        let expected = ["SRY", "ENSG00000184895", "HGNC:11311"].map(String::from);
        assert_eq!(names("gene", sry), Some(expected));
        let unnamed = "ID=gene:ENSG00000279493;gene_id=ENSG00000279493";
        let expected = ["", "ENSG00000279493", ""].map(String::from);
        for kind in ["ncRNA_gene", "pseudogene", "RNA", "processed_transcript"] {
            assert_eq!(names(kind, unnamed), Some(expected.clone()), "{kind}");
        }
    }

    #[test]
    fn refseq_and_gencode_genes_are_read() {
        let refseq = "ID=gene-SRY;Dbxref=GeneID:6736,HGNC:HGNC:11311,MIM:480000;Name=SRY;gbkey=Gene;gene=SRY;gene_synonym=SRXX1,TDF";
        let [symbol, _, hgnc_id] = names("gene", refseq).expect("a gene");
        assert_eq!(
            (symbol.as_str(), hgnc_id.as_str()),
            ("SRY", "HGNC:HGNC:11311")
        );
        let gencode = "ID=ENSG00000182378.15_PAR_Y;gene_id=ENSG00000182378.15_PAR_Y;gene_type=protein_coding;gene_name=PLCXD1;hgnc_id=HGNC:23148";
        let expected = ["PLCXD1", "ENSG00000182378.15_PAR_Y", "HGNC:23148"].map(String::from);
        assert_eq!(names("gene", gencode), Some(expected));
    }

    #[test]
    fn parts_of_genes_are_no_genes() {
        for (kind, attributes) in [
            (
                "mRNA",
                "ID=transcript:ENST00000383070;Parent=gene:ENSG00000184895",
            ),
            (
                "pseudogene",
                "ID=transcript:ENST1;Parent=gene:ENSG00000184895",
            ),
            (
                "biological_region",
                "external_name=oe %3D 0.75;logic_name=cpg",
            ),
            ("chromosome", "ID=chromosome:Y;Alias=chrY"),
            ("V_gene_segment", "ID=id-IGHV1;Parent=gene-IGHV1"),
        ] {
            assert_eq!(names(kind, attributes), None, "{kind}");
        }
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        for (line, expected) in [
            ("Y\tx\tgene\t1\t2\t.\t-\t.", "nine columns"),
            ("Y x gene 1 2 . - . ID=gene:1", "nine columns"),
            ("Y\tx\tgene\t0\t2\t.\t-\t.\tID=gene:1", "at least 1"),
            ("Y\tx\tgene\t1\tend\t.\t-\t.\tID=gene:1", "at least 1"),
            ("Y\tx\tgene\t1\t2\t.\t-\t.\tcolour=red", "attribute ID"),
        ] {
            let error = read(line.as_bytes(), &mut Clues::default()).unwrap_err();
            assert!(error.contains(expected), "{line}: {error}");
        }
    }
}
