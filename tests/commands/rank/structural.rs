//! Structural variants and numbers of copies.

use serde_json::Value;

use super::{build, json, list, symbols};
use crate::{schema, support::Folder};

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n\
    ##contig=<ID=chr9,length=138394717>\n##contig=<ID=chr17,length=83257441>\n\
    ##contig=<ID=chrX,length=156040895>\n##contig=<ID=chrY,length=57227415>\n\
    ##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n\
    ##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"Type\">\n\
    ##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"Length\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|IMPACT|SYMBOL|CANONICAL\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=CN,Number=1,Type=Integer,Description=\"Copies\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// A file of these records, and a bundle with a gene.
fn folder(records: &[&str]) -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("SOX9", "F", 0.5), ("SOX9", "M", 0.5)],
        "",
    );
    let lines: Vec<_> = records
        .iter()
        .map(|record| record.replace(' ', "\t"))
        .collect();
    folder.write("in.vcf", format!("{HEADER}{}\n", lines.join("\n")));
    folder
}

fn ranked(folder: &Folder, args: &str) -> Value {
    folder.succeed(&format!(
        "rank -b s.dsd in.vcf --json out.json -o out.tsv {args}"
    ));
    let document = json(folder, "out.json");
    schema::check(&document, "ranking.schema.json");
    document
}

/// Of each candidate's first variant the gene, kind, length, copies, extent and zygosity.
fn found(document: &Value) -> Vec<String> {
    let candidates = list(&document["patients"][0]["candidates"]);
    let words = |candidate: &Value| {
        let (gene, variant) = (&candidate["gene"]["symbol"], &candidate["variants"][0]);
        let structural = &variant["structural"];
        let fields =
            ["kind", "length", "copies", "extent"].map(|name| structural[name].to_string());
        let text = format!(
            "{gene} {} {}",
            fields.join(" "),
            variant["call"]["zygosity"]
        );
        text.replace('"', "")
    };
    let mut found: Vec<_> = candidates.map(words).collect();
    found.sort();
    found
}

/// As VEP annotates: terms for a transcript that is whole within the event, in part, or beside it.
#[test]
fn kind_and_extent_are_of_alt_and_consequence() {
    let folder = folder(&[
        "chr17 70000000 . N <DEL> 50 PASS SVTYPE=DEL;END=75000000;CSQ=deletion|transcript_ablation|HIGH|A|YES GT 0/1",
        "chr17 70000000 . N <DUP:TANDEM> 50 PASS SVTYPE=DUP;END=75000000;CSQ=tandem_duplication|transcript_amplification|HIGH|B|YES GT ./1",
        "chr17 70000000 . N <DUP> 50 PASS SVTYPE=DUP;END=75000000;CSQ=duplication|coding_sequence_variant&feature_elongation|MODIFIER|C|YES GT 0/1",
        "chr17 70000000 . N <INV> 50 PASS SVTYPE=INV;END=75000000;CSQ=inversion|coding_sequence_variant&feature_truncation|MODIFIER|D|YES GT 0/1",
        "chr17 70000000 . N N[chr1:500000[ 50 PASS SVTYPE=BND;CSQ=N[chr1:500000[|feature_truncation|HIGH|E|YES GT 0/1",
        "chr17 70000000 . N <INS:ME:ALU> 50 PASS SVTYPE=INS;SVLEN=280;CSQ=Alu_insertion|coding_sequence_variant|MODIFIER|F|YES GT 1/1",
        "chr17 70000000 . N <DEL> 50 PASS SVTYPE=DEL;END=75000000;CSQ=deletion|transcript_ablation|HIGH|G|,deletion|coding_sequence_variant&feature_truncation|MODIFIER|G|YES GT 1/1",
        "chr17 70000000 . N <DUP> 50 PASS SVTYPE=DUP;END=75000000;CSQ=duplication|intron_variant|MODIFIER|H|YES GT 0/1",
        "chr17 70000000 . N <DUP> 50 PASS SVTYPE=DUP;END=75000000;CSQ=duplication|upstream_gene_variant|MODIFIER|I|YES GT 0/1",
    ]);
    let all = [
        "A loss 5000000 null whole heterozygous",
        "B gain 5000000 null whole heterozygous",
        "C gain 5000000 null part heterozygous",
        "D inversion 5000000 null part heterozygous",
        "E breakend null null part heterozygous",
        "F insertion 280 null part homozygous",
        "G loss 5000000 null part homozygous",
        "H gain 5000000 null part heterozygous",
        "I gain 5000000 null unknown heterozygous",
    ];
    assert_eq!(found(&ranked(&folder, "")), all);
    // What changes a transcript is not lost for an impact that old releases of VEP call MODIFIER.
    assert_eq!(found(&ranked(&folder, "--min-impact moderate")), all[..7]);
}

#[test]
fn alleles_of_fifty_bases_are_structural() {
    let (long, short) = ("A".repeat(61), "A".repeat(50));
    let folder = folder(&[
        &format!("chr1 1000 . {long} A 50 PASS CSQ=-|frameshift_variant|HIGH|A|YES GT 0/1"),
        &format!(
            "chr1 2000 . A {long} 50 PASS CSQ={}|frameshift_variant|HIGH|B|YES GT 0/1",
            &long[1..]
        ),
        &format!("chr1 3000 . {short} A 50 PASS CSQ=-|frameshift_variant|HIGH|C|YES GT 0/1"),
    ]);
    let expected = [
        "A loss 60 null part heterozygous",
        "B insertion 60 null part heterozygous",
        "C null null null null heterozygous",
    ];
    assert_eq!(found(&ranked(&folder, "")), expected);
}

/// As callers of copy numbers write: no allele is told, or one of two.
#[test]
fn numbers_of_copies_are_carried_where_genotypes_do_not_tell() {
    let event = |place: &str, alternate: &str, gene: &str, call: &str| {
        let term = "transcript_ablation|HIGH";
        format!(
            "{place} . N {alternate} 50 PASS END=75000000;CSQ={alternate}|{term}|{gene}|YES GT:CN {call}"
        )
    };
    let records = [
        event("chr17 70000000", "<DEL>", "ONE", "./.:1"),
        event("chr17 70000001", "<DEL>", "NONE", "./.:0"),
        event("chr17 70000002", "<DEL>", "NORMAL", "./.:2"),
        event("chr17 70000003", "<DUP>", "THREE", ".:3"),
        event("chr17 70000004", "<DUP>", "HALF", "./1:4"),
        event("chr17 70000005", "<CNV>", "CNV", "./.:1"),
        event("chr17 70000006", "<CNV>", "MORE", "./.:5"),
        event("chr17 70000007", "<DEL>", "REFERENCE", "0/0:1"),
        event("chrX 30000000", "<DUP>", "NR0B1", "./.:2"),
        event("chrX 40000000", "<DEL>", "ONX", "./.:1"),
    ];
    let records: Vec<_> = records.iter().map(String::as_str).collect();
    let folder = folder(&records);
    let autosomal = [
        "CNV loss 4999995 1 whole heterozygous",
        "HALF gain 4999996 4 whole heterozygous",
        "MORE gain 4999994 5 whole heterozygous",
        "NONE loss 4999999 0 whole homozygous",
    ];
    let others = [
        "ONE loss 5000000 1 whole heterozygous",
        "THREE gain 4999997 3 whole heterozygous",
    ];
    let of = |args: &str| found(&ranked(&folder, args));
    let with_x = |x: &'static str| {
        let mut all = [&autosomal[..], &[x], &others].concat();
        all.sort_unstable();
        all
    };
    let gain = "NR0B1 gain 45000000 2 whole hemizygous";
    let loss = "ONX loss 35000000 1 whole heterozygous";
    assert_eq!(of("--karyotype 46,XY"), with_x(gain));
    assert_eq!(of("--karyotype 46,XX"), with_x(loss));
    assert_eq!(of("").len(), 8, "what either would have is kept");
}

/// Callers write `0/1` of a tandem duplication, as its breakpoint stands beside REF, also of a single X.
#[test]
fn a_gain_on_the_only_x_is_no_carrier_s() {
    let folder = folder(&[
        "chrX 30200000 . N <DUP> 50 PASS END=30400000;CSQ=duplication|transcript_amplification|HIGH|NR0B1|YES GT 0/1",
        "chrX 67600000 . A C 50 PASS CSQ=C|missense_variant|MODERATE|AR|YES GT 0/1",
    ]);
    folder.write(
        "known.tsv",
        "symbol\tmoi\tdosage\nNR0B1\tXLR\tgain\nAR\tXLR\t\n",
    );
    for (karyotype, fits, reasons) in [
        (
            "46,XY",
            ["yes", "no"],
            ["hemizygous", "beside REF on the only X"],
        ),
        ("46,XX", ["no", "no"], ["a carrier", "a carrier"]),
    ] {
        let args = format!("--genes-known known.tsv --karyotype {karyotype}");
        let document = ranked(&folder, &args);
        for ((gene, fit), reason) in ["NR0B1", "AR"].into_iter().zip(fits).zip(reasons) {
            let candidates = &document["patients"][0]["candidates"];
            let found = list(candidates).find(|found| found["gene"]["symbol"] == gene);
            let found = found.unwrap();
            assert_eq!(found["fit"], fit, "{karyotype} {gene}");
            assert_has!(found["fit_reason"].as_str().unwrap(), reason);
        }
    }
}

#[test]
fn a_gain_matters_where_the_list_says_gain() {
    let folder = folder(&[
        "chr17 70000000 . N <DUP> 50 PASS END=75000000;CSQ=duplication|transcript_amplification|HIGH|SOX9|YES GT 0/1",
    ]);
    for (dosage, matters) in [("loss", false), ("loss;gain", true)] {
        folder.write(
            "known.tsv",
            format!("symbol\tmoi\tdosage\nSOX9\tAD\t{dosage}\n"),
        );
        let document = ranked(&folder, "--genes-known known.tsv");
        let reason = document["patients"][0]["candidates"][0]["place"]["reason"].as_str();
        let reason = reason.unwrap();
        assert_has!(reason, "opy of the whole gene more");
        assert_eq!(reason.contains("its dosage matters"), matters, "{reason}");
    }
}

#[test]
fn by_coordinates_a_gene_is_in_whole_or_in_part() {
    let folder = folder(&[
        "chr17 70000000 . N <DEL> 50 PASS SVTYPE=DEL;END=75000000 GT 0/1",
        "chr17 72500000 . N <DUP> 50 PASS SVTYPE=DUP;END=80000000 GT 0/1",
    ]);
    folder.write(
        "genes.bed",
        "chr17\t72121019\t72126416\tSOX9\nchr17\t72400000\t72600000\tOTHER\n",
    );
    let expected = [
        "OTHER loss 5000000 null whole heterozygous",
        "SOX9 loss 5000000 null whole heterozygous",
    ];
    let args = "--genes genes.bed --source genes --preset rare";
    let document = ranked(&folder, args);
    assert_eq!(found(&document), expected);
    let other =
        list(&document["patients"][0]["candidates"]).find(|c| c["gene"]["symbol"] == "OTHER");
    let gain = &other.unwrap()["variants"][1]["structural"];
    assert_eq!(
        (&gain["kind"], &gain["extent"]),
        (&"gain".into(), &"part".into())
    );
}

const ENHANCERS: &str = "chr17\t71400000\t71500000\tSOX9\tRevSex\n17\t71450000\t71460000\tSOX9\n";

/// Upstream of SOX9 a duplication, a loss and breakpoints name the gene, which no annotation does.
#[test]
fn a_change_in_a_regulatory_region_names_its_gene() {
    for (record, expected) in [
        (
            "chr17 71300000 . N <DUP> 50 PASS END=71440000 GT 0/1",
            Some("gain RevSex"),
        ),
        (
            "chr17 71455000 . N <DEL> 50 PASS END=71455900 GT 0/1",
            Some("loss RevSex,17"),
        ),
        (
            "chr17 71410000 . N N[chr1:500000[ 50 PASS . GT 0/1",
            Some("breakend RevSex"),
        ),
        (
            "chr1 500000 . N N]chr17:71410000] 50 PASS . GT 0/1",
            Some("breakend RevSex"),
        ),
        (
            "chr17 71410000 . N <INV> 50 PASS END=71900000 GT 0/1",
            Some("inversion RevSex"),
        ),
        // An inversion around it leaves it whole; small variants are not looked for.
        ("chr17 71300000 . N <INV> 50 PASS END=71900000 GT 0/1", None),
        ("chr17 71410000 . A C 50 PASS . GT 0/1", None),
        ("chr17 71300000 . N <DUP> 50 PASS END=71400000 GT 0/1", None),
    ] {
        let folder = folder(&[record]);
        folder.write("r.bed", ENHANCERS);
        let document = ranked(&folder, "--regulatory-regions r.bed --min-impact high");
        let candidates = &document["patients"][0]["candidates"];
        let found = list(candidates).next().map(|candidate| {
            assert_eq!(candidate["gene"]["symbol"], "SOX9");
            let structural = &candidate["variants"][0]["structural"];
            assert_eq!(structural["extent"], "regulatory");
            let names = list(&structural["regulatory"]).map(|name| name.as_str().unwrap());
            let names: Vec<_> = names.map(|name| name.split(':').next().unwrap()).collect();
            format!(
                "{} {}",
                structural["kind"].as_str().unwrap(),
                names.join(",")
            )
        });
        assert_eq!(found.as_deref(), expected, "{record}");
    }
}

/// The annotation may say that the gene is downstream, of which a filter by impact says no.
#[test]
fn a_regulatory_region_outranks_a_consequence_beside_the_gene() {
    let record = "chr17 71300000 . N <DUP> 50 PASS END=71440000;CSQ=duplication|downstream_gene_variant|MODIFIER|SOX9|YES GT 0/1";
    let folder = folder(&[record]);
    folder.write("r.bed", ENHANCERS);
    assert!(symbols(&ranked(&folder, "--min-impact moderate"))[0].is_empty());
    let args = "--min-impact moderate --regulatory-regions r.bed";
    let document = ranked(&folder, args);
    assert_eq!(symbols(&document)[0], ["SOX9"]);
    assert_eq!(
        found(&document),
        ["SOX9 gain 140000 null regulatory heterozygous"]
    );
    let rows = super::pick(
        &folder.text("out.tsv"),
        ["structural", "extent", "regulatory"],
    );
    assert_eq!(rows[0], ["gain", "regulatory", "RevSex"]);
}

#[test]
fn regulatory_regions_of_another_assembly_or_no_bed_are_refused() {
    let folder = folder(&["chr17 71300000 . N <DUP> 50 PASS END=71440000 GT 0/1"]);
    let run = |text: &str| {
        folder.write("r.bed", text);
        let args = "rank -b s.dsd in.vcf --regulatory-regions r.bed -o out.tsv";
        folder.run(args.split(' ')).assert_error()
    };
    let err = run(&format!("track name=r db=hg19\n{ENHANCERS}"));
    assert_has!(err, "GRCh37", "GRCh38", "--allow-assembly-mismatch");
    let err = run(&format!("{ENHANCERS}chr17\t5\n"));
    assert_has!(err, "r.bed:3", "four columns");
}
