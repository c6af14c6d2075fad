//! Variants and genes of different assemblies: refused, told, or insisted on.
//!
//! Lengths and accessions are those of NCBI's assembly reports.

use serde_json::Value;

use crate::support::{Folder, Run, info};

/// A gene at the same place of each chromosome, as the MANE summary would have it on GRCh38.
const MANE: &str = "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tGRCh38_chr\tchr_start\tchr_end\n\
    GeneID:1\tENSG00000000001.1\t.\tONE\tNC_000009.12\t1000\t2000\n\
    GeneID:2\tENSG00000000002.1\t.\tTWO\tNC_000023.11\t1000\t2000\n\
    GeneID:3\tENSG00000000003.1\t.\tTHREE\tNC_000024.10\t1000\t2000\n";

const ROW: &str = "9\tx\tgene\t1000\t2000\t.\t+\t.\t";

/// With `s.dsd`, scores of the genes, and `mane.txt`, their places.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(
        "scores.tsv",
        "symbol\tcondition\tscore\nONE\tF\t0.5\nTWO\tF\t0.25\nTHREE\tF\t0.75\n",
    );
    let build = "bundle build --scores scores.tsv -o s.dsd";
    folder.succeed(build);
    folder.write("mane.txt", MANE);
    folder
}

/// A VCF with a patient, heterozygous for a variant at 1500 of each contig.
fn vcf(header: &str, contigs: &[&str]) -> String {
    let lines = contigs
        .iter()
        .map(|contig| format!("{contig}\t1500\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n"));
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP";
    let format = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">";
    format!(
        "##fileformat=VCFv4.2\n{header}{format}\n{columns}\n{}",
        lines.collect::<String>()
    )
}

fn annotate(header: &str, contigs: &[&str], genes: &str, more: &str) -> Run {
    let folder = folder();
    folder.write("in.vcf", vcf(header, contigs));
    folder.write("genes.txt", genes);
    let args = format!("-s genes -g genes.txt{more} in.vcf");
    folder.annotate_with("s.dsd", &args)
}

/// The best gene of each record.
fn genes(run: Run) -> Vec<String> {
    let run = run.assert_success();
    let found = info(run.text(), "DSD_GENE").into_iter();
    found.map(|gene| gene.unwrap_or(".").into()).collect()
}

/// That genes of another assembly are refused, by both names and what tells them.
fn assert_refused(header: &str, genes: &str, [found, expected]: [&str; 2]) {
    let run = annotate(header, &["9"], genes, "");
    assert!(run.out.is_empty(), "a whole output, or none");
    let error = run.assert_error();
    for part in ["in.vcf is of ", found, "genes.txt of ", expected] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(error.contains("--allow-assembly-mismatch"), "{error}");
}

#[test]
fn variants_of_grch37_take_no_genes_of_grch38() {
    let mane = "GRCh38 (contig NC_000009.12)";
    for (header, found) in [
        (
            "##contig=<ID=9,length=141213431>\n",
            "GRCh37 (contig 9 of 141213431 bases)",
        ),
        (
            "##contig=<ID=chr21,length=48129895>\n",
            "GRCh37 (contig chr21 of 48129895 bases)",
        ),
        (
            "##reference=file:///ref/hs37d5.fa\n",
            "GRCh37 (##reference=file:///ref/hs37d5.fa)",
        ),
        (
            "##contig=<ID=9,assembly=b37>\n",
            "GRCh37 (##contig=<ID=9,assembly=b37>)",
        ),
        (
            "##contig=<ID=9,length=140273252>\n",
            "NCBI36 (contig 9 of 140273252 bases)",
        ),
        (
            "##contig=<ID=9,length=150617247>\n",
            "T2T-CHM13v2.0 (contig 9 of 150617247 bases)",
        ),
        (
            "##contig=<ID=NC_000009.11>\n##reference=GRCh37.p13\n",
            "GRCh37 (##reference=GRCh37.p13)",
        ),
    ] {
        assert_refused(header, MANE, [found, mane]);
    }
}

#[test]
fn genes_of_grch37_in_any_format_are_refused_for_variants_of_grch38() {
    let header = "##contig=<ID=9,length=138394717>\n";
    let found = "GRCh38 (contig 9 of 138394717 bases)";
    let gff3 = format!("##gff-version 3\n#!genome-build GRCh37.p13\n{ROW}ID=gene:1;Name=ONE\n");
    assert_refused(header, &gff3, [found, "GRCh37 (#!genome-build GRCh37.p13)"]);
    let gff3 = format!("##gff-version 3\n##sequence-region 9 1 141213431\n{ROW}Name=ONE\n");
    assert_refused(
        header,
        &gff3,
        [found, "GRCh37 (contig 9 of 141213431 bases)"],
    );
    let gtf = format!("#!genome-version GRCh37\n{ROW}gene_name \"ONE\";\n");
    assert_refused(header, &gtf, [found, "GRCh37 (#!genome-version GRCh37)"]);
    let bed = "CM000671.1\t999\t2000\tONE\n";
    assert_refused(header, bed, [found, "GRCh37 (contig CM000671.1)"]);
}

#[test]
fn who_insists_has_coordinates_taken_as_they_are() {
    let header = "##contig=<ID=9,length=141213431>\n";
    let run = annotate(
        header,
        &["9", "NC_000009.11"],
        MANE,
        " --allow-assembly-mismatch",
    );
    let line = "--genes genes.txt --allow-assembly-mismatch;";
    assert!(run.text().contains(line), "{}", run.text());
    assert_eq!(genes(run), ["ONE", "ONE"]);
}

/// `NC_000009.11` is GRCh37, MANE has `NC_000009.12`.
#[test]
fn an_accession_of_another_assembly_has_no_gene_and_a_warning_with_or_without_contig_lines() {
    for header in ["##contig=<ID=NC_000009.11,length=141213431>\n", ""] {
        let contigs = ["NC_000009.11", "CM000671.1", "NC_000009.12", "CM000671.2"];
        let run = annotate(header, &contigs, MANE, "");
        let warning = "warning: 2 records lie on contigs of another assembly than the gene \
                       coordinates, the first on NC_000009.11: no gene was looked for there";
        assert!(run.err.contains(warning), "{}", run.err);
        assert_eq!(genes(run), [".", ".", "ONE", "ONE"]);
    }
}

#[test]
fn accessions_of_one_assembly_and_plain_names_are_one_contig() {
    let header = "##contig=<ID=CM000685.2,length=156040895>\n##reference=hg38.fa\n";
    let contigs = ["CM000685.2", "NC_000023.11", "chrX", "CM000686.2"];
    let run = annotate(header, &contigs, MANE, "");
    assert!(!run.err.contains("another assembly"), "{}", run.err);
    assert_eq!(genes(run), ["TWO", "TWO", "TWO", "THREE"]);
}

#[test]
fn numbers_are_x_and_y_unless_a_contig_has_that_name() {
    let contigs = ["23", "chr23", "24", "chr24", "25"];
    let found = ["TWO", "TWO", "THREE", "THREE", "TWO"];
    assert_eq!(genes(annotate("", &contigs, MANE, "")), found);
    let own = "chr23\t999\t2000\tONE\nchrX\t999\t2000\tTWO\n";
    assert_eq!(genes(annotate("", &["23", "X"], own, "")), ["ONE", "TWO"]);
    let dog = "##contig=<ID=chr23>\n##contig=<ID=chrX>\n";
    assert_eq!(genes(annotate(dog, &["chr23"], MANE, "")), ["."]);
}

#[test]
fn where_nothing_or_another_organism_is_told_nothing_is_said() {
    let bed = "9\t999\t2000\tONE\n";
    let gff3 = format!("##gff-version 3\n#!genome-build GRCm39\n{ROW}ID=gene:1;Name=ONE\n");
    let mouse = "##contig=<ID=9,length=124359700,assembly=GRCm39>\n##reference=GRCm39.fa\n";
    for (header, coordinates) in [
        ("", MANE),
        ("", bed),
        ("##contig=<ID=9,length=141213431>\n", bed),
        ("##reference=genome.fa\n", MANE),
        // The lengths are the sequence's; the name stayed behind.
        (
            "##contig=<ID=9,length=138394717>\n##reference=hg19.fa\n",
            MANE,
        ),
        // Contradicts itself.
        (
            "##contig=<ID=9,length=138394717>\n##contig=<ID=1,length=249250621>\n",
            MANE,
        ),
        (mouse, gff3.as_str()),
    ] {
        let run = annotate(header, &["9"], coordinates, "");
        assert!(!run.err.contains("assembly"), "{header}: {}", run.err);
        assert_eq!(genes(run), ["ONE"], "{header}");
    }
}

#[test]
fn a_consequence_field_needs_no_coordinates_of_its_assembly() {
    let folder = folder();
    let csq = "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|SYMBOL\">\n";
    let header = format!("{csq}##contig=<ID=9,length=141213431>\n");
    let text = vcf(&header, &["9"]).replace("PASS\t.", "PASS\tCSQ=C|TWO");
    folder.write("in.vcf", text);
    let run = folder.annotate_with("s.dsd", "-g mane.txt in.vcf");
    assert_eq!(genes(run), ["TWO"]);
}

#[test]
fn rank_refuses_and_tells_as_annotate_does() {
    let folder = folder();
    let rank = |args: &str| {
        let args = format!("rank -b s.dsd -g mane.txt --sex female in.vcf {args}");
        folder.run(args.split_whitespace())
    };
    folder.write("in.vcf", vcf("##contig=<ID=9,length=141213431>\n", &["9"]));
    let error = rank("").assert_error();
    assert_has!(error, "of GRCh37", "of GRCh38");
    let insisted = rank("--allow-assembly-mismatch").assert_success();
    assert!(insisted.text().contains("ONE"), "{}", insisted.text());
    folder.write("in.vcf", vcf("", &["NC_000009.11", "23"]));
    let run = rank("--json o.json").assert_success();
    let warning = "1 record lies on contigs of another assembly";
    assert!(run.err.contains(warning), "{}", run.err);
    assert!(folder.text("o.json").contains(warning));
    assert!(!run.text().contains("ONE") && run.text().contains("TWO"));
}

/// PLINK has a man's variants of X on 23, as `1/1`.
#[test]
fn a_man_is_hemizygous_on_23() {
    let folder = folder();
    let zygosity = |header: &str| {
        let text = vcf(header, &["23"]).replace("0/1", "1/1");
        folder.write("in.vcf", text);
        let args = "rank -b s.dsd -s genes -g genes.bed --sex male in.vcf --json o.json";
        folder.succeed(args);
        let ranking: Value = serde_json::from_slice(&folder.read("o.json")).unwrap();
        let candidate = &ranking["patients"][0]["candidates"][0];
        candidate["variants"][0]["call"]["zygosity"].clone()
    };
    folder.write("genes.bed", "chrX\t999\t2000\tTWO\n");
    assert_eq!(zygosity(""), "hemizygous");
    folder.write("genes.bed", "chr23\t999\t2000\tTWO\nchrX\t999\t2000\tONE\n");
    assert_eq!(
        zygosity("##contig=<ID=23>\n##contig=<ID=X>\n"),
        "homozygous"
    );
}

#[test]
fn a_cohort_is_of_one_assembly() {
    let folder = folder();
    let bed = "9\t999\t2000\tONE\n";
    folder.write("genes.bed", bed);
    folder.write("old.vcf", vcf("##contig=<ID=9,length=141213431>\n", &["9"]));
    folder.write(
        "new.vcf",
        vcf("##contig=<ID=NC_000009.12>\n", &["NC_000009.12"]),
    );
    folder.write("silent.vcf", vcf("", &["9"]));
    let cohort = |args: &str| {
        let args = format!("cohort -b s.dsd -g genes.bed --sex female {args}");
        folder.run(args.split_whitespace())
    };
    let run = cohort("silent.vcf old.vcf new.vcf -o o.tsv");
    let error = run.assert_error();
    let told = "new.vcf is of GRCh38 and old.vcf of GRCh37";
    assert!(error.contains(told), "{error}");
    assert!(!folder.path("o.tsv").exists());
    cohort("silent.vcf old.vcf").assert_success();
    cohort("silent.vcf new.vcf").assert_success();
    let run = cohort("old.vcf new.vcf --allow-assembly-mismatch").assert_success();
    assert!(run.text().contains("old.vcf;new.vcf"), "{}", run.text());
}
