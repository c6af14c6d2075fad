mod entries;
mod infos;

use super::*;
use crate::{
    gene::{Binder, ConsequenceField, ConsequenceKind, EntryText, Site},
    variant::Header,
};

/// VEP 115 with `--everything --plugin AlphaMissense --plugin REVEL --plugin dbNSFP --plugin CADD
/// --plugin SpliceAI`.
const VEP: &str = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|HGVSc|HGVSp|Existing_variation|CANONICAL|MANE|MANE_SELECT|MANE_PLUS_CLINICAL|SIFT|PolyPhen|AF|gnomADe_AF|gnomADe_NFE_AF|gnomADg_AF|MAX_AF|CLIN_SIG|am_class|am_pathogenicity|REVEL|Polyphen2_HDIV_pred|Polyphen2_HDIV_score|CADD_PHRED|SpliceAI_pred_DS_AG|SpliceAI_pred_DS_AL|SpliceAI_pred_DS_DG|SpliceAI_pred_DS_DL";
const SNPEFF: &str = "Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO' ";
const BCFTOOLS: &str = "Haplotype-aware consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change";

fn field(kind: ConsequenceKind) -> ConsequenceField {
    let (key, description) = match kind {
        ConsequenceKind::Csq => ("CSQ", VEP),
        ConsequenceKind::Ann => ("ANN", SNPEFF),
        ConsequenceKind::Bcsq => ("BCSQ", BCFTOOLS),
    };
    ConsequenceField::new(kind, key.as_bytes(), description.as_bytes()).unwrap()
}

/// A header with INFO fields, each `ID Number` of text or `ID Number Type`.
fn header(fields: &[&str]) -> Header {
    let lines = fields.iter().map(|field| {
        let (id, number) = field.split_once(' ').unwrap();
        let (number, of) = number.split_once(' ').unwrap_or((number, "String"));
        format!("##INFO=<ID={id},Number={number},Type={of},Description=\"x\">\n")
    });
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let text = format!(
        "##fileformat=VCFv4.2\n{}{columns}",
        lines.collect::<String>()
    );
    Header::parse(text.as_bytes()).unwrap()
}

fn find(
    kind: ConsequenceKind,
    infos: &[&str],
    frequencies: &[&str],
) -> Result<AnnotationFields, Error> {
    let names: Vec<_> = frequencies.iter().map(|name| name.to_string()).collect();
    AnnotationFields::find(Some(&field(kind)), &header(infos), &names)
}

fn columns(kind: ConsequenceKind) -> AnnotationFields {
    find(kind, &[], &[]).unwrap()
}

fn names(columns: &AnnotationFields) -> Vec<&str> {
    columns.frequency_names().collect()
}

#[test]
fn gnomads_frequencies_are_found_in_csq_and_info() {
    let infos = [
        "AF A",
        "AF_grpmax A",
        "gnomad_af 1",
        "dbNSFP_gnomAD_genomes_AF A",
        "DP 1",
    ];
    let found = find(ConsequenceKind::Csq, &infos, &[]).unwrap();
    let expected = [
        "gnomADe_AF",
        "gnomADg_AF",
        "INFO/AF_grpmax",
        "INFO/gnomad_af",
        "INFO/dbNSFP_gnomAD_genomes_AF",
    ];
    assert_eq!(names(&found), expected);
    assert!(found.has_frequency());
    assert_eq!(found.require_frequency(), Ok(()));
}

#[test]
fn a_bare_af_counts_only_where_it_is_named() {
    let found = find(ConsequenceKind::Ann, &["AF A"], &[]).unwrap();
    assert!(!found.has_frequency());
    let error = found.require_frequency().unwrap_err().to_string();
    assert_has!(error, "the sub-fields of ANN and in INFO", "--af-field");
    let named = |name| find(ConsequenceKind::Csq, &["AF A"], &[name]).unwrap();
    assert_eq!(names(&named("AF")), ["AF"], "the sub-field first");
    assert_eq!(names(&named("INFO/AF")), ["INFO/AF"]);
    assert_eq!(names(&named("CSQ/AF")), ["AF"]);
    assert_eq!(names(&named("max_af")), ["max_af"]);
    let info = find(ConsequenceKind::Ann, &["AF A"], &["AF"]).unwrap();
    assert_eq!(names(&info), ["INFO/AF"]);
}

#[test]
fn a_named_field_that_is_nowhere_is_an_error_that_says_what_there_is() {
    for name in ["gnomAD", "INFO/MAX_AF", "CSQ/DP"] {
        let error = find(ConsequenceKind::Csq, &["AF A", "DP 1"], &["AF", name]).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(&format!("no field {name} ")), "{error}");
        assert!(error.contains("MAX_AF, CLIN_SIG"), "{error}");
        assert!(error.contains("in CSQ; AF, DP in INFO"), "{error}");
    }
    let error = AnnotationFields::find(None, &header(&[]), &["x".into()]).unwrap_err();
    assert_has!(error, "it has no INFO field");
}

#[test]
fn predictors_are_found_by_the_names_of_each_program() {
    let vep = columns(ConsequenceKind::Csq);
    assert!(Predictor::ALL.iter().all(|predictor| vep.has(*predictor)));
    let polyphen = ["PolyPhen", "Polyphen2_HDIV_pred", "Polyphen2_HDIV_score"];
    assert_eq!(vep.predictor_names(Predictor::Polyphen), polyphen);
    let snpsift = ["dbNSFP_Polyphen2_HVAR_pred A", "dbNSFP_SIFT_score A"];
    let snpsift = find(ConsequenceKind::Ann, &snpsift, &[]).unwrap();
    let hvar = ["INFO/dbNSFP_Polyphen2_HVAR_pred"];
    assert_eq!(snpsift.predictor_names(Predictor::Polyphen), hvar);
    assert!(snpsift.has(Predictor::Sift) && !snpsift.has(Predictor::Revel));
    let error = snpsift.require(Predictor::Revel).unwrap_err().to_string();
    assert_has!(
        error,
        "no REVEL in the input (looked for REVEL, REVEL_score in"
    );
    assert_eq!(snpsift.require(Predictor::Sift), Ok(()));
}

/// The same names as in other programs' files, for something else.
#[test]
fn info_fields_of_another_type_are_passed_over() {
    let infos = [
        "REVEL 0 Flag",
        "AlphaMissense_score 1 Integer",
        "SIFT_pred A Float",
        "CLNSIG 1 Float",
        "gnomAD_AF 0 Flag",
        "gnomad_af 1 Integer",
        "AF_grpmax 0 String",
        "dbNSFP_REVEL_score A Float",
        "ClinVar_CLNSIG . String",
        "gnomADg_AF A Float",
    ];
    let found = find(ConsequenceKind::Ann, &infos, &[]).unwrap();
    assert_eq!(
        found.predictor_names(Predictor::Revel),
        ["INFO/dbNSFP_REVEL_score"]
    );
    assert!(!found.has(Predictor::Alphamissense) && !found.has(Predictor::Sift));
    assert_eq!(names(&found), ["INFO/gnomADg_AF"]);
    let names: Vec<_> = found.info_clinical.iter().map(|s| &*s.name).collect();
    assert_eq!(names, ["ClinVar_CLNSIG"]);
    let told = |name| {
        find(ConsequenceKind::Ann, &infos, &[name])
            .unwrap_err()
            .to_string()
    };
    assert_has!(told("gnomAD_AF"), "its Type is Flag");
    assert!(told("INFO/gnomad_af").contains("INFO/gnomad_af says no frequency"));
}

#[test]
fn consequences_are_asked_for_in_words() {
    assert_eq!(columns(ConsequenceKind::Bcsq).require_consequence(), Ok(()));
    let nothing = AnnotationFields::find(None, &header(&["DP 1"]), &[]).unwrap();
    let error = nothing.require_consequence().unwrap_err().to_string();
    assert!(error.contains("no consequences in the input"), "{error}");
}
