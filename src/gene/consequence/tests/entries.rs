//! Whole entries, as VEP 115, SnpEff 5 and bcftools 1.23 write them.

use super::*;

const VEP_115: &str = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|FLAGS|SYMBOL_SOURCE|HGNC_ID|CANONICAL|MANE|MANE_SELECT|MANE_PLUS_CLINICAL|SIFT|PolyPhen";

/// `ALT index:gene:sub-field` of every entry.
fn entries(field: &ConsequenceField, record: &str, value: &str, column: &str) -> Vec<String> {
    let column = field.column(column).expect("a sub-field of this name");
    let (mut found, mut binder) = (Vec::new(), Binder::default());
    with_site(record, |site| {
        field.visit_entries(value.as_bytes(), site, &mut binder, &mut |entry| {
            let gene = String::from_utf8_lossy(entry.gene.symbol);
            let value = String::from_utf8_lossy(entry.text.get(column));
            found.push(format!("{}:{gene}:{value}", entry.alternate));
        });
    });
    found
}

fn vep_115() -> ConsequenceField {
    ConsequenceField::new(ConsequenceKind::Csq, b"CSQ", VEP_115.as_bytes()).expect("readable")
}

#[test]
fn columns_are_found_in_any_case_and_named_in_order() {
    let field = vep_115();
    assert_eq!(field.column("IMPACT"), Some(2));
    assert_eq!(field.column("hgvsc"), Some(10));
    assert_eq!(field.column("polyphen"), Some(28));
    assert_eq!(field.column("REVEL"), None);
    assert_eq!(field.names().count(), 29);
    let snpeff = super::field(ConsequenceKind::Ann);
    assert_eq!(snpeff.column("HGVS.p"), Some(10));
    assert_eq!(snpeff.column("cDNA.pos / cDNA.length"), Some(11));
    let bcftools = super::field(ConsequenceKind::Bcsq);
    assert_eq!(bcftools.column("amino_acid_change"), Some(5));
}

#[test]
fn every_transcript_of_every_alt_is_given() {
    let value = "T|missense_variant|MODERATE|SRY|ENSG00000184895|Transcript|ENST00000383070|protein_coding|1/1||ENST00000383070.2:c.203G>A|ENSP00000372547.1:p.Arg68Gln|,T|downstream_gene_variant|MODIFIER|SRY|ENSG00000184895|Transcript|ENST00000525526|,C|synonymous_variant|LOW|SRY|ENSG00000184895|Transcript|ENST00000383070|protein_coding|1/1||c|ENSP00000372547.1:p.Arg68%3D,C|intergenic_variant|MODIFIER||||,C|regulatory_region_variant|MODIFIER|||RegulatoryFeature|ENSR1";
    let found = entries(&vep_115(), "100 G T,C", value, "Feature");
    let expected = [
        "0:SRY:ENST00000383070",
        "0:SRY:ENST00000525526",
        "1:SRY:ENST00000383070",
    ];
    assert_eq!(found, expected);
    let proteins = entries(&vep_115(), "100 G T,C", value, "HGVSp");
    let expected = [
        "0:SRY:ENSP00000372547.1:p.Arg68Gln",
        "0:SRY:",
        "1:SRY:ENSP00000372547.1:p.Arg68%3D",
    ];
    assert_eq!(proteins, expected);
}

#[test]
fn one_alt_has_entries_of_alleles_that_cannot_be_told() {
    let value = "X|missense_variant|MODERATE|SRY|,|x|LOW|SRY|,-|x|HIGH|SRY|,*|x|HIGH|SRY|";
    let found = entries(&vep_115(), "100 G T", value, "IMPACT");
    assert_eq!(found, ["0:SRY:MODERATE", "0:SRY:LOW"]);
    assert!(entries(&vep_115(), "100 G *", value, "IMPACT").is_empty());
}

#[test]
fn snpeff_gives_each_gene_of_a_fusion() {
    let field = super::field(ConsequenceKind::Ann);
    let value = "C|missense_variant|MODERATE|NR5A1|ENSG00000136931|transcript|ENST00000373588.9|protein_coding|4/7|c.250C>T|p.Arg84Cys|411/3129|250/1386|84/461||,C|gene_fusion|HIGH|SOX9&SRY|ENSG00000125398&ENSG00000184895|gene_variant|X|||||||||,C|intergenic_region|MODIFIER|SOX9-SRY|a-b|intergenic_region|Y|||n.1A>C||||||";
    let found = entries(&field, "100 T C", value, "HGVS.p");
    assert_eq!(found, ["0:NR5A1:p.Arg84Cys", "0:SOX9:", "0:SRY:"]);
}

#[test]
fn bcftools_references_give_nothing() {
    let field = super::field(ConsequenceKind::Bcsq);
    let value = "@119,missense|SRY|ENST00000383070|protein_coding|-|68R>68Q|121G>T,synonymous|SRY|ENST00000383070|protein_coding|-|68R|121G>C";
    let found = entries(&field, "121 G T,C", value, "consequence");
    assert_eq!(found, ["0:SRY:missense", "1:SRY:synonymous"]);
}

#[test]
fn genes_are_those_that_visit_gives() {
    for (record, value) in [
        ("100 CA C,CAA,CAAA", "-|x||A|,A|x||B|,AAA|x||C|,|x|||"),
        ("100 A C,*", "G.|x||SRY|,C|intergenic_variant||D|"),
        ("100 N <DEL>,<DUP>", "deletion|x||SRY|,duplication|x||SOX9|"),
        ("100 A C", "C|x||SRY|,C|x||SRY|,|||||,.,"),
    ] {
        let field = vep_115();
        let mut found: Vec<String> = entries(&field, record, value, "SYMBOL");
        let mut expected = visited(&field, record, value);
        for entry in &mut found {
            *entry = entry.rsplit_once(':').expect("three parts").0.into();
        }
        for names in [&mut found, &mut expected] {
            names.sort();
            names.dedup();
        }
        assert_eq!(found, expected, "{record}");
    }
}
