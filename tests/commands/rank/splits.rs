//! Records that were split or lost ALTs after they were annotated: an entry stays with its allele.

use super::{build, list, pick};
use crate::support::Folder;

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr9,length=138394717>\n\
    ##contig=<ID=chrX,length=156040895>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. \
    Format: Allele|Consequence|IMPACT|SYMBOL|ALLELE_NUM|gnomADe_AF|PolyPhen\">\n\
    ##INFO=<ID=gnomAD_AF,Number=1,Type=Float,Description=\"x\">\n\
    ##INFO=<ID=gnomADg_AF,Number=.,Type=Float,Description=\"x\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// Entries of a site G>A,T,C, of which A is frequent and T rare.
const DMRT1: &str = "A|missense_variant|MODERATE|DMRT1|1|0.3|benign(0),\
    T|missense_variant|MODERATE|DMRT1|2|0.00001|probably_damaging(0.99),\
    C|missense_variant|MODERATE|DMRT1|3|0.2|benign(0)";

/// The line of CHROM, POS, REF, ALT, INFO and GT.
fn line(record: &str) -> String {
    let [contig, position, reference, alternate, info, genotype] =
        record.split(' ').collect::<Vec<_>>().try_into().unwrap();
    format!("{contig}\t{position}\t.\t{reference}\t{alternate}\t.\tPASS\t{info}\tGT\t{genotype}")
}

/// Runs `rank` on records of CHROM, POS, REF, ALT, INFO and GT; gives REF>ALT, frequency, PolyPhen
/// and consequence of each variant.
fn ranked(records: &[&str], options: &str) -> Vec<[String; 4]> {
    let folder = Folder::new();
    build(
        &folder,
        "all.dsd",
        &[("DMRT1", "F", 0.5), ("AR", "F", 0.4)],
        "",
    );
    let lines = records.iter().map(|record| line(record) + "\n");
    let text = String::from(HEADER) + &lines.collect::<String>();
    folder.write("in.vcf", text);
    let run = folder.succeed(&format!("rank -b all.dsd --sex female {options} in.vcf"));
    let columns = ["ref", "alt", "frequency", "polyphen", "consequence"];
    let rows = pick(run.text(), columns);
    rows.into_iter()
        .map(|[reference, alternate, frequency, polyphen, consequence]| {
            [
                format!("{reference}>{alternate}"),
                frequency,
                polyphen,
                consequence,
            ]
        })
        .collect()
}

#[test]
fn the_frequency_of_an_alt_that_was_taken_away_filters_no_other() {
    let trimmed = format!("chr9 900000 G T CSQ={DMRT1} 0/1");
    let split = format!("chr9 900000 G A CSQ={DMRT1} 0/0");
    for records in [
        vec![trimmed.as_str()],
        vec![split.as_str(), trimmed.as_str()],
    ] {
        for options in ["--max-af 0.01", "--preset rare", ""] {
            let found = ranked(&records, options);
            let expected = [
                "G>T",
                "0.00001",
                "probably_damaging(0.99)",
                "missense_variant",
            ];
            assert_eq!(found, [expected], "{options}");
        }
    }
}

#[test]
fn the_consequence_of_an_alt_that_was_taken_away_is_nobody_elses() {
    let csq = "A|synonymous_variant|LOW|AR|1|0.00001|,T|stop_gained|HIGH|AR|2|0.00001|";
    let records = [
        format!("chrX 67544100 G A CSQ={csq} 0/1"),
        format!("chrX 67544100 G T CSQ={csq} 0/0"),
    ];
    let records = records.each_ref().map(String::as_str);
    assert!(ranked(&records, "--min-impact high").is_empty());
    let found = ranked(&records, "");
    assert_eq!(found, [["G>A", "0.00001", ".", "synonymous_variant"]]);
}

#[test]
fn of_two_deletions_that_nothing_tells_apart_the_rarer_frequency_counts() {
    // CAA>CA,C was split and trimmed: what is left of either is CA>C, with both entries.
    let csq = "A|frameshift_variant|HIGH|DMRT1|1|0.3|,-|inframe_deletion|MODERATE|DMRT1|2|0.00001|";
    let record = format!("chr9 900000 CA C CSQ={csq} 0/1");
    let found = ranked(&[&record], "--max-af 0.01");
    assert_eq!(found, [["CA>C", "0.00001", ".", "frameshift_variant"]]);
    let folder = Folder::new();
    build(&folder, "all.dsd", &[("DMRT1", "F", 0.5)], "");
    folder.write("in.vcf", format!("{HEADER}{}\n", line(&record)));
    folder.succeed("rank -b all.dsd --sex female --json out.json in.vcf");
    let notes = super::json(&folder, "out.json")["patients"][0]["notes"].to_string();
    assert_has!(notes, "1 ALTs keep the consequence entries of several ALTs");
    // VEP --pick wrote an entry for one of them alone.
    let csq = "A|frameshift_variant|HIGH|DMRT1|1|0.3|";
    let record = format!("chr9 900000 CA C CSQ={csq} 0/1");
    let found = ranked(&[&record], "--max-af 0.01");
    assert_eq!(found, [["CA>C", ".", ".", "frameshift_variant"]]);
}

#[test]
fn the_frequency_of_bases_filters_no_structural_variant() {
    let csq = "A|missense_variant|MODERATE|AR|1|0.3|,deletion|transcript_ablation|HIGH|AR|1||";
    let record = format!("chrX 67544300 G <DEL> CSQ={csq} 0/1");
    let found = ranked(&[&record], "--max-af 0.01");
    assert_eq!(found, [["G><DEL>", ".", ".", "transcript_ablation"]]);
    let record = format!("chrX 67544300 G A CSQ={csq} 0/1");
    assert!(ranked(&[&record], "--min-impact high").is_empty());
}

#[test]
fn frequencies_that_do_not_fit_the_alts_filter_nothing() {
    let entry = |allele: &str| format!("{allele}|missense_variant|MODERATE|DMRT1|||");
    let csq = [entry("A"), entry("T")].join(",");
    let one_for_two = format!("chr9 900000 G A,T CSQ={csq};gnomAD_AF=0.3 1/2");
    assert_eq!(ranked(&[&one_for_two], "--max-af 0.01").len(), 2);
    let two_for_one = format!(
        "chr9 900000 G T CSQ={};gnomADg_AF=0.3,0.00001 0/1",
        entry("T")
    );
    assert_eq!(ranked(&[&two_for_one], "--max-af 0.01").len(), 1);
    let one_for_one = format!("chr9 900000 G T CSQ={};gnomAD_AF=0.3 0/1", entry("T"));
    assert!(ranked(&[&one_for_one], "--max-af 0.01").is_empty());
}

#[test]
fn both_patients_of_a_split_site_have_their_own_entry() {
    let folder = Folder::new();
    build(&folder, "all.dsd", &[("DMRT1", "F", 0.5)], "");
    let header = HEADER.replace("FORMAT\tP\n", "FORMAT\tP\tQ\n");
    let record = |alternate, genotypes| {
        format!("chr9\t900000\t.\tG\t{alternate}\t.\tPASS\tCSQ={DMRT1}\tGT\t{genotypes}\n")
    };
    let records = [record("A", "0/0\t0/1"), record("T", "0/1\t0/0")].concat();
    folder.write("in.vcf", header + &records);
    folder.succeed("rank -b all.dsd --sex female --json out.json in.vcf");
    let document = super::json(&folder, "out.json");
    let of = |patient: usize| {
        let candidate = &document["patients"][patient]["candidates"][0];
        let frequencies = list(&candidate["variants"]).map(|v| v["frequency"]["value"].as_f64());
        frequencies.collect::<Vec<_>>()
    };
    assert_eq!([of(0), of(1)], [vec![Some(0.00001)], vec![Some(0.3)]]);
    assert!(list(&document["patients"][0]["notes"]).all(|note| !note.to_string().contains("ALTs")));
}
