mod entries;

use super::*;
use crate::gene::GeneMention;

const VEP: &str = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|ALLELE_NUM|HGNC_ID";
const SNPEFF: &str = "Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO' ";
const BCFTOOLS: &str = "Haplotype-aware consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change";

fn field(kind: ConsequenceKind) -> ConsequenceField {
    let description = match kind {
        ConsequenceKind::Csq => VEP,
        ConsequenceKind::Ann => SNPEFF,
        ConsequenceKind::Bcsq => BCFTOOLS,
    };
    ConsequenceField::new(kind, b"KEY", description.as_bytes()).expect("a readable Description")
}

/// Runs on a record written as `POS REF ALT[,ALT]`.
fn with_site<T>(record: &str, run: impl FnOnce(&Site) -> T) -> T {
    let columns: Vec<&str> = record.split(' ').collect();
    let alternates: Vec<&[u8]> = columns[2].split(',').map(str::as_bytes).collect();
    run(&Site {
        position: columns[0].parse().expect("a position"),
        reference: columns[1].as_bytes(),
        alternates: &alternates,
        original: b"",
    })
}

/// Runs on such a record, and gives `ALT index:name`.
fn on_record(
    record: &str,
    visit: impl FnOnce(&Site, &mut dyn FnMut(usize, GeneMention)),
) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |index, mention: GeneMention| {
        let name = match mention.symbol {
            b"" => mention.ensembl_id,
            symbol => symbol,
        };
        found.push(format!("{index}:{}", String::from_utf8_lossy(name)));
    };
    with_site(record, |site| visit(site, &mut note));
    found
}

/// The same of a field and its value.
fn visited(field: &ConsequenceField, record: &str, value: &str) -> Vec<String> {
    on_record(record, |site, f| {
        let mut binder = Binder::default();
        field.visit(value.as_bytes(), site, &mut binder, &mut |i, m| f(i, m));
    })
}

fn genes(kind: ConsequenceKind, record: &str, value: &str) -> Vec<String> {
    visited(&field(kind), record, value)
}

fn vep(record: &str, value: &str) -> Vec<String> {
    genes(ConsequenceKind::Csq, record, value)
}

fn snpeff(record: &str, value: &str) -> Vec<String> {
    genes(ConsequenceKind::Ann, record, value)
}

fn bcftools(record: &str, value: &str) -> Vec<String> {
    genes(ConsequenceKind::Bcsq, record, value)
}

fn referenced(record: &str, value: &str) -> Vec<String> {
    on_record(record, |site, f| {
        let field = field(ConsequenceKind::Bcsq);
        field.visit_referenced(value.as_bytes(), site, &mut |i, m| f(i, m));
    })
}

#[test]
fn vep_entries_bind_to_their_alt() {
    let value = "C|missense_variant|MODERATE|SRY|ENSG00000184895|||,T|intron_variant|MODIFIER|SOX9|ENSG00000125398|||";
    assert_eq!(vep("100 A C,T", value), ["0:SRY", "1:SOX9"]);
    let value = "-|frameshift_variant||SRY|||,AA|intron_variant||SOX9|||";
    assert_eq!(vep("100 CA C,CAA", value), ["0:SRY", "1:SOX9"]);
}

#[test]
fn all_mentions_of_a_gene_are_handed_over() {
    let value =
        b"C|missense_variant|MODERATE|SRY|ENSG00000184895.8|Transcript|ENST00000383070||HGNC:11311";
    let site = Site {
        position: 1,
        reference: b"A",
        alternates: &[b"C"],
        original: b"",
    };
    let mut found = None;
    let mut binder = Binder::default();
    field(ConsequenceKind::Csq).visit(value, &site, &mut binder, &mut |_, mention| {
        found = Some(
            (mention.symbol, mention.ensembl_id, mention.hgnc_id)
                == (b"SRY", b"ENSG00000184895.8", b"HGNC:11311"),
        );
    });
    assert_eq!(found, Some(true));
}

#[test]
fn an_allele_number_decides_where_the_allele_does_not_contradict() {
    let contradicted = "-|frameshift_variant||SRY||||2|";
    assert_eq!(vep("100 CA C,CAA", contradicted), ["0:SRY"]);
    let minimal = "-|frameshift_variant||SRY||||1|,-|frameshift_variant||SOX9||||2|";
    assert_eq!(vep("100 ATT AT,A", minimal), ["0:SRY", "1:SOX9"]);
    let too_high = "-|frameshift_variant||SRY||||3|";
    assert_eq!(vep("100 CA C,CAA", too_high), ["0:SRY"]);
    let of_a_structural_variant = "duplication|transcript_amplification||SRY||||1|";
    assert_eq!(vep("100 N <DEL>,<DUP>", of_a_structural_variant), ["1:SRY"]);
}

#[test]
fn the_other_entries_tell_how_alleles_are_trimmed() {
    let by_default = "-|x||A|||,AA|x||B|||,AAA|x||C|||";
    assert_eq!(vep("100 CA C,CAA,CAAA", by_default), ["0:A", "1:B", "2:C"]);
    let minimal = "-|x||A|||,A|x||B|||,AA|x||C|||";
    assert_eq!(vep("100 CA C,CAA,CAAA", minimal), ["0:A", "1:B", "2:C"]);
}

#[test]
fn an_allele_that_matches_nothing_belongs_to_every_alt() {
    let value = "G.|transcript_ablation||SRY|||";
    assert_eq!(vep("100 A C", value), ["0:SRY"]);
    assert_eq!(vep("100 A C,*", value), ["0:SRY"]);
    assert_eq!(vep("100 A C,T,<NON_REF>", value), ["0:SRY", "1:SRY"]);
}

#[test]
fn unspecified_alts_get_no_gene() {
    for alternate in ["*", "<*>", "<NON_REF>", "<X>", "."] {
        let record = format!("100 A {alternate}");
        assert!(vep(&record, "C|x||SRY|||").is_empty(), "{alternate}");
    }
    let value = "C|missense_variant||SRY||||1|,*|missense_variant||SOX9||||2|";
    assert_eq!(vep("100 A C,*", value), ["0:SRY"]);
    let without_numbers = "C|missense_variant||SRY|||,*|missense_variant||SOX9|||";
    assert_eq!(vep("100 A C,*", without_numbers), ["0:SRY"]);
}

#[test]
fn structural_variants_bind_by_term_or_breakend() {
    let value = "deletion|transcript_ablation||SRY|||,duplication|x||SOX9|||";
    assert_eq!(vep("100 N <DEL>,<DUP>", value), ["0:SRY", "1:SOX9"]);
    let value = "G]17:198982]|x||SRY|||,G[2:321682[|x||SOX9|||";
    assert_eq!(
        vep("100 G G[2:321682[,G]17:198982]", value),
        ["1:SRY", "0:SOX9"]
    );
    assert_eq!(
        vep("100 N <CNV>", "copy_number_variation|x||SRY|||"),
        ["0:SRY"]
    );
}

#[test]
fn bases_and_structural_variants_are_not_taken_for_one_another() {
    let both = "A|missense_variant||SRY|||,deletion|transcript_ablation||SOX9|||";
    assert_eq!(vep("100 G A,<DEL>", both), ["0:SRY", "1:SOX9"]);
    assert_eq!(vep("100 G A", both), ["0:SRY"]);
    assert_eq!(vep("100 G <DEL>", both), ["0:SOX9"]);
    let both = "A|stop_gained|HIGH|SRY|||,G]17:198982]|gene_fusion|HIGH|SOX9|||";
    assert_eq!(snpeff("100 G A", both), ["0:SRY"]);
    assert_eq!(snpeff("100 G G]17:198982]", both), ["0:SOX9"]);
    // An ALT without an entry of its own has those that may be meant for it.
    assert_eq!(vep("100 G <DEL>", "A|x||SRY|||"), ["0:SRY"]);
    assert_eq!(vep("100 G A", "deletion|x||SRY|||"), ["0:SRY"]);
}

#[test]
fn nearby_genes_count_and_neighbours_do_not() {
    assert_eq!(vep("100 A C", "C|upstream_gene_variant||SRY|||"), ["0:SRY"]);
    assert!(vep("100 A C", "C|intergenic_variant|MODIFIER|||||").is_empty());
    assert!(
        vep(
            "100 A C",
            "C|regulatory_region_variant|MODIFIER|||RegulatoryFeature|ENSR1||"
        )
        .is_empty()
    );
    let value = "C|upstream_gene_variant|MODIFIER|SRY|ENSG00000184895|transcript|T|protein_coding||c.-1A>C|||||12|,C|intergenic_region|MODIFIER|SRY-RPS4Y1|ENSG00000184895-ENSG00000129824|intergenic_region|X|||n.1A>C||||||";
    assert_eq!(snpeff("100 A C", value), ["0:SRY"]);
}

#[test]
fn snpeff_entries_bind_to_their_alt() {
    let value = "CA|frameshift_variant|HIGH|SRY|SRY|||,C|x|LOW|SOX9|ENSG00000125398.9|||";
    assert_eq!(snpeff("100 CAA CA,C", value), ["0:SRY", "1:SOX9"]);
    let tumour = "G-C|missense_variant|MODERATE|SRY|SRY|||,C|x|LOW|SOX9|SOX9";
    assert_eq!(snpeff("100 A C,G", tumour), ["1:SRY", "0:SOX9"]);
    let fusion = "<DEL>|gene_fusion|HIGH|SOX9&SRY|ENSG00000125398&ENSG00000184895|";
    assert_eq!(snpeff("100 A <DEL>", fusion), ["0:SOX9", "0:SRY"]);
}

#[test]
fn vep_may_write_ann() {
    let field = ConsequenceField::listed(ConsequenceKind::Ann, b"ANN", VEP.as_bytes());
    let field = field.expect("readable");
    let found = visited(&field, "100 CA C,CAA", "AA|x||SRY|ENSG00000184895||");
    assert_eq!(found, ["1:SRY"]);
}

#[test]
fn bcftools_entries_bind_by_their_change() {
    let value = "missense|TAF1|ENST00000276072|protein_coding|+|5TY>5I|121A>G,*frameshift|SRY|ENST00000383070|protein_coding|-|1M>1V|119T>C+121A>C";
    assert_eq!(bcftools("121 A C,G", value), ["1:TAF1", "0:SRY"]);
    let without_change = "intron|SRY||protein_coding,non_coding|ENSG00000125398||lincRNA";
    assert_eq!(
        bcftools("121 A C,G", without_change),
        ["0:SRY", "1:SRY", "0:ENSG00000125398", "1:ENSG00000125398"]
    );
    let elsewhere = "missense|SRY|T|protein_coding|+|1M>1V|500A>G";
    assert_eq!(bcftools("121 A C,G", elsewhere), ["0:SRY", "1:SRY"]);
    assert!(bcftools("121 A C", "@119,intergenic|||").is_empty());
}

#[test]
fn a_referring_record_gets_the_genes_of_its_compound() {
    let value = "missense|SRY|ENST00000383070|protein_coding|-|1M>1V|119T>C+121A>C,intron|SOX9||protein_coding,@300";
    assert_eq!(referenced("121 A C,G", value), ["0:SRY"]);
    let of_another_alt: [&str; 0] = [];
    assert_eq!(referenced("121 A T", value), of_another_alt);
    assert_eq!(referenced("130 A T,*", value), ["0:SRY", "0:SOX9"]);
    let is_listed = |position| {
        let site = Site {
            position,
            reference: b"A",
            alternates: &[b"C"],
            original: b"",
        };
        field(ConsequenceKind::Bcsq).visit_compound(value.as_bytes(), &site, &mut |_, _| ())
    };
    assert!(is_listed(119) && is_listed(121) && !is_listed(130));
}

#[test]
fn odd_values_name_no_gene_and_do_no_harm() {
    for value in [
        "",
        ".",
        ",",
        "|",
        "||||",
        "C",
        "C|x",
        ",,|,",
        "@",
        "C|x|||",
        "C|x||.|.|||",
    ] {
        for kind in ORDER.map(|(_, kind)| kind) {
            for record in ["100 A C", "100 A C,G", "100  ,", "100 A ."] {
                let found = genes(kind, record, value);
                let is_bcsq_gene = kind == ConsequenceKind::Bcsq && value.starts_with("C|x");
                assert!(
                    found.is_empty() || is_bcsq_gene,
                    "{kind:?} {value} {found:?}"
                );
            }
        }
    }
}

#[test]
fn repeated_transcripts_are_given_once_in_a_row() {
    let value = "C|a||SRY||Transcript|T1||,C|b||SRY||Transcript|T2||,C|a||SOX9||||";
    assert_eq!(vep("100 A C", value), ["0:SRY", "0:SOX9"]);
}

#[test]
fn a_description_without_a_list_is_read_by_the_specification_where_that_is_asked_for() {
    let text = b"Annotation of another program";
    for (kind, is_specified) in [
        (ConsequenceKind::Csq, false),
        (ConsequenceKind::Ann, true),
        (ConsequenceKind::Bcsq, true),
    ] {
        assert_eq!(
            ConsequenceField::new(kind, b"X", text).is_ok(),
            is_specified
        );
        let error = ConsequenceField::listed(kind, b"X", text).unwrap_err();
        assert!(matches!(error, ConsequenceFieldError::NoFormat { .. }));
    }
    let error = ConsequenceField::new(ConsequenceKind::Csq, b"CSQ", b"\xff").unwrap_err();
    assert!(matches!(error, ConsequenceFieldError::NoFormat { .. }));
}

#[test]
fn hundreds_of_alternates_take_no_time() {
    let bases = |i: usize| -> String {
        let base = |k: usize| b"ACGT"[i >> (2 * k) & 3] as char;
        (0..5).map(base).collect()
    };
    let alleles: Vec<String> = (0..400).map(bases).collect();
    let alternates: Vec<String> = alleles.iter().map(|a| format!("A{a}")).collect();
    let entries: Vec<String> = alleles.iter().map(|a| format!("{a}|x||SRY|||")).collect();
    let start = std::time::Instant::now();
    let found = vep(
        &format!("100 A {}", alternates.join(",")),
        &entries.join(","),
    );
    assert!(
        found
            .iter()
            .eq(&(0..400).map(|i| format!("{i}:SRY")).collect::<Vec<_>>())
    );
    // Half a minute where each comparison looks at all ALTs.
    assert!(start.elapsed().as_secs() < 8);
}

#[test]
fn minimised_alleles_are_known_by_their_sub_field() {
    let format = "Format: Allele|SYMBOL|MINIMISED";
    let minimal = ConsequenceField::new(ConsequenceKind::Csq, b"CSQ", format.as_bytes());
    let minimal = minimal.expect("readable");
    // `G` reads as the second ALT, but `VEP --minimal` writes the third so.
    let found = visited(&minimal, "100 GCA TT,G,GCAG", "TT|SOX9|,G|SRY|1");
    assert_eq!(found, ["0:SOX9", "2:SRY"]);
}
