//! What ClinVar, CADD and SpliceAI say, and what becomes of it.

use super::{build, json, list, pick};
use crate::support::{Folder, Run};

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n\
    ##contig=<ID=chrX,length=156040895>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. \
    Format: Allele|Consequence|IMPACT|SYMBOL|gnomADe_AF|CLIN_SIG|CADD_PHRED|SpliceAI_pred_DS_AG|SpliceAI_pred_DS_DL\">\n\
    ##INFO=<ID=CLNSIG,Number=.,Type=String,Description=\"x\">\n\
    ##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description=\"x\">\n\
    ##INFO=<ID=CLNSIGCONF,Number=.,Type=String,Description=\"x\">\n\
    ##INFO=<ID=SpliceAI,Number=.,Type=String,Description=\"x\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// A line of POS, ALT, what follows the impact in CSQ, more of INFO, and GT; the consequence is synonymous
/// or missense.
fn line(record: &str) -> String {
    let [position, alternate, impact, csq, info, genotype] =
        record.split(' ').collect::<Vec<_>>().try_into().unwrap();
    let consequence = match impact {
        "LOW" => "synonymous_variant",
        _ => "missense_variant",
    };
    let csq = format!("CSQ={alternate}|{consequence}|{impact}|{csq}");
    format!("chr1\t{position}\t.\tA\t{alternate}\t.\tPASS\t{csq};{info}\tGT\t{genotype}\n")
}

fn run(records: &[&str], options: &str) -> (Folder, Run) {
    let folder = Folder::new();
    build(
        &folder,
        "all.dsd",
        &[("ONE", "F", 0.5), ("TWO", "F", 0.4)],
        "",
    );
    let lines: String = records.iter().map(|record| line(record)).collect();
    folder.write("in.vcf", format!("{HEADER}{lines}"));
    let command = format!("rank -b all.dsd --sex female in.vcf --json out.json {options}");
    let run = folder.succeed(&command);
    (folder, run)
}

/// The positions of the variants that are left.
fn positions(records: &[&str], options: &str) -> Vec<String> {
    let (_, run) = run(records, options);
    let rows = pick(run.text(), ["pos"]);
    let mut found: Vec<_> = rows.into_iter().map(|[position]| position).collect();
    found.sort();
    found
}

#[test]
fn clinvars_words_and_numbers_are_classes_with_their_source() {
    let records = [
        "1 C MODERATE ONE|0.00001|benign&pathogenic|| A=1 0/1",
        "2 C MODERATE ONE|0.00001|benign|| CLNSIG=5;CLNREVSTAT=reviewed_by_expert_panel 0/1",
        "3 C MODERATE ONE|0.00001||| CLNSIG=Conflicting_classifications_of_pathogenicity;CLNSIGCONF=Pathogenic(1)|Uncertain_significance(2);CLNREVSTAT=criteria_provided,_conflicting_classifications 0/1",
        "4 C MODERATE ONE|0.00001|drug_response|| CLNSIG=. 0/1",
        "5 C MODERATE ONE|0.00001||| CLNSIG=Pathogenic,_low_penetrance 0/1",
    ];
    let (_, run) = run(&records, "");
    let rows = pick(
        run.text(),
        [
            "pos",
            "clinical_class",
            "clinical_field",
            "clinical_stars",
            "clinical_conflict",
        ],
    );
    let expected = [
        ["1", "conflicting", "CLIN_SIG", ".", "."],
        ["2", "pathogenic", "INFO/CLNSIG", "3", "."],
        [
            "3",
            "conflicting",
            "INFO/CLNSIG",
            "1",
            "Pathogenic(1)|Uncertain_significance(2)",
        ],
        ["4", ".", "CLIN_SIG", ".", "."],
        ["5", "pathogenic", "INFO/CLNSIG", ".", "."],
    ];
    assert_eq!(rows, expected);
}

#[test]
fn cadd_and_spliceai_call_variants_from_their_cut_offs_on() {
    let records = [
        "1 C LOW ONE|0.00001||31|| A=1 0/1",
        "2 C LOW ONE|0.00001||25.2|0.1|0.6 A=1 0/1",
        "3 C LOW ONE|0.00001||3|| SpliceAI=C|ONE|0.05|0.01|0|0.3|1|2|3|4,C|OTHER|0.9|0|0|0|1|1|1|1 0/1",
        "4 C LOW ONE|0.00001||3|| SpliceAI=G|ONE|0.9|0|0|0|1|1|1|1,C|ONE|0.01|0|0|0|1|1|1|1 0/1",
    ];
    let (folder, run) = run(&records, "");
    let rows = pick(run.text(), ["cadd", "spliceai"]);
    assert_eq!(
        rows,
        [["31", "."], ["25.2", "0.6"], ["3", "0.3"], ["3", "0.01"]]
    );
    let document = json(&folder, "out.json");
    let first = &document["patients"][0]["candidates"][0]["variants"][0];
    assert_eq!(first["predictions"]["cadd"]["damaging"], true);
    assert_eq!(positions(&records, "--damaging cadd"), ["1"]);
    assert_eq!(
        positions(&records, "--damaging cadd --cadd-cutoff 20"),
        ["1", "2"]
    );
    let spliced = "--damaging spliceai --drop-unpredicted";
    assert_eq!(positions(&records, spliced), ["2", "3"]);
    assert_eq!(
        positions(&records, &format!("{spliced} --spliceai-cutoff 0.5")),
        ["2"]
    );
}

#[test]
fn a_preset_keeps_what_is_reported_or_spliced_and_names_what_is_frequent() {
    let records = [
        "1 C LOW ONE|0.00001||3|| A=1 0/1",
        "2 C LOW ONE|0.00001||3|| CLNSIG=Likely_pathogenic 0/1",
        "3 C LOW ONE|0.00001||3|0.2| A=1 0/1",
        "4 C LOW ONE|0.00001||3|| CLNSIG=Conflicting_classifications_of_pathogenicity 0/1",
        "5 C MODERATE TWO|0.02||3|| CLNSIG=Pathogenic 0/1",
        "6 C MODERATE TWO|0.02||3|| CLNSIG=Benign 0/1",
    ];
    let (folder, told) = run(&records, "--preset rare");
    let rows = pick(told.text(), ["pos"]);
    assert_eq!(rows, [["2"], ["3"]]);
    let warned = "more frequent than 0.01 (--max-af): chr1:5 A>C.";
    assert_has!(
        told.err,
        warned,
        "or ClinVar reports it pathogenic or likely so"
    );
    let document = json(&folder, "out.json");
    let banners: Vec<_> = list(&document["patients"][0]["banners"]).collect();
    assert!(
        banners
            .iter()
            .any(|text| text.as_str().unwrap().contains(warned))
    );
    assert!(positions(&records, "--min-impact moderate --max-af 0.01").is_empty());
    let moderate = positions(&records, "--preset rare --min-impact moderate");
    assert!(
        moderate.is_empty(),
        "an option of its own outranks the preset"
    );
}

#[test]
fn a_preset_without_any_frequency_warns_wherever_it_is_read() {
    let folder = Folder::new();
    build(&folder, "all.dsd", &[("ONE", "F", 0.5)], "");
    let header = HEADER.replace("gnomADe_AF", "nothing");
    let record = line("1 C MODERATE ONE||||| A=1 0/1");
    folder.write("in.vcf", format!("{header}{record}"));
    let args = "rank -b all.dsd --sex female --preset rare in.vcf --json out.json";
    let run = folder.succeed(args);
    let warned = "common variants are candidates like rare ones: no population frequency";
    assert_has!(run.err, warned);
    assert!(
        run.text()
            .lines()
            .any(|line| line.starts_with("##warning=") && line.contains(warned))
    );
    let document = json(&folder, "out.json");
    assert_has!(document["patients"][0]["banners"].to_string(), warned);
    assert!(
        !document["patients"][0]["notes"]
            .to_string()
            .contains(warned)
    );
}

#[test]
fn a_mode_has_its_frequency_and_what_is_reported_has_none() {
    let records = [
        "1 C MODERATE ONE|0.004||3|| A=1 1/1",
        "2 C MODERATE TWO|0.006||3|| A=1 1/1",
        "3 C MODERATE REPORTED|0.006||3|| CLNSIG=Pathogenic 1/1",
        "4 C MODERATE UNKNOWN|||3|| A=1 1/1",
    ];
    let (_, told) = run(&records, "--mode recessive");
    let mut rows = pick(told.text(), ["pos"]).concat();
    rows.sort();
    assert_eq!(rows, ["1", "3", "4"]);
    assert_has!(
        told.err,
        "at most 0.0001 where one copy is enough, else 0.005"
    );
    let wider = positions(&records, "--mode recessive --max-af-recessive 0.01");
    assert_eq!(wider, ["1", "2", "3", "4"]);
    let narrower = positions(&records, "--mode recessive --max-af-recessive 0");
    assert_eq!(narrower, ["3", "4"]);
}

#[test]
fn tiers_ask_cadd_spliceai_and_clinvar() {
    let records = [
        "1 C LOW ONE|0.00001||30|| A=1 0/1",
        "2 C LOW TWO|0.00001||3|0.8| A=1 0/1",
        "3 C MODERATE THREE|0.00001||30|| CLNSIG=2 0/1",
    ];
    let (_, run) = run(&records, "");
    let mut rows = pick(run.text(), ["pos", "effect_by", "tier_name"]);
    rows.sort();
    let expected = [
        ["1", "CADD 30 (damaging from 25.3 on)", "damaging elsewhere"],
        [
            "2",
            "SpliceAI 0.8 (damaging from 0.2 on)",
            "damaging elsewhere",
        ],
        ["3", "CADD 30 (damaging from 25.3 on)", "reported benign"],
    ];
    assert_eq!(rows, expected);
}
