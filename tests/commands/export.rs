//! Scored genes with their places: BED and GFF3, and what bcftools makes of them.

use std::{env, process::Command};

use crate::support::{Folder, Run, info, records};

const SCORES: &str = "symbol\tgene_id\thgnc_id\tsynonyms\tcondition\tscore\n\
    LOW\tENSG00000000001\t.\t.\tF\t0.25\nLOW\t.\t.\t.\tM\t0.5\n\
    HIGH\tENSG00000000002\t.\tOLD;A,B\tF\t0.75\n\
    FAR\tENSG00000000003\t.\t.\tM\t0.125\n\
    NOWHERE\tENSG00000000004\t.\t.\tM\t1\n";

/// HIGH lies within LOW, by an alias, and again on another contig.
const GENES: &str = "chr2\t0\t50\tENSG00000000003.4\n\
    chr10\t99\t400\tENSG00000000001\nchr10\t149\t200\tOLD\nchr10\t9\t20\tOTHER\n\
    chr1\t299\t300\tHIGH\n";

fn folder(options: &str) -> Folder {
    let folder = Folder::new();
    folder.write("scores.tsv", SCORES);
    folder.write("genes.bed", GENES);
    let build = format!("bundle build --scores scores.tsv --name test -o b.dsd {options}");
    folder.succeed(&build);
    folder
}

fn export(folder: &Folder, args: &str) -> Run {
    let args = format!("bundle export b.dsd {args}");
    folder.run(args.split_whitespace())
}

/// Whether bcftools and tabix can be asked. They must be there where `DSDSCORE_REQUIRE_BCFTOOLS=1`.
fn has_bcftools() -> bool {
    let is_there = |name| Command::new(name).arg("--version").output().is_ok();
    let is_there = ["bcftools", "tabix", "bgzip"].into_iter().all(is_there);
    let is_required = env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|value| value == "1");
    assert!(
        is_there || !is_required,
        "bcftools, tabix and bgzip are not on PATH"
    );
    if !is_there {
        eprintln!("SKIPPED: bcftools, tabix and bgzip are not on PATH");
    }
    is_there
}

fn shell(folder: &Folder, script: &str) -> String {
    let mut bash = Command::new("bash");
    bash.args(["-euo", "pipefail", "-c", script]);
    let run = Run::from(bash.current_dir(folder.path(".")).output().unwrap());
    run.assert_success().text().to_string()
}

#[test]
fn bed_has_the_scored_genes_by_place() {
    let folder = folder("");
    let run = export(&folder, "--format bed -g genes.bed").assert_success();
    assert_has!(run.err, "3 of 4 scored genes are among the coordinates");
    let header = "#chrom\tstart\tend\tsymbol\tscore\tstrand\tgene_id\tDSD_F\tDSD_M\n";
    let (comments, rows) = run.text().split_once(header).unwrap();
    assert!(
        comments.starts_with("# bundle: test 1 sha256:"),
        "{comments}"
    );
    assert_has!(comments, "\n##INFO=<ID=DSD_M,Number=1,Type=Float,");
    let wanted = "chr1\t299\t300\tHIGH\t.\t.\tENSG00000000002\t0.75\t.\n\
        chr10\t99\t400\tLOW\t.\t.\tENSG00000000001\t0.25\t0.5\n\
        chr10\t149\t200\tHIGH\t.\t.\tENSG00000000002\t0.75\t.\n\
        chr2\t0\t50\tFAR\t.\t.\tENSG00000000003\t.\t0.125\n";
    assert_eq!(rows, wanted);
}

#[test]
fn the_bed_score_leaves_out_genes_without_it() {
    let folder = folder("");
    let run = export(
        &folder,
        "-f bed -g genes.bed --bed-score DSD_M --contigs plain",
    );
    let rows = run.assert_success();
    let rows = records(rows.text()).join("\n");
    assert_eq!(
        rows,
        "10\t99\t400\tLOW\t0.5\t.\tENSG00000000001\t0.25\t0.5\n\
         2\t0\t50\tFAR\t0.125\t.\tENSG00000000003\t.\t0.125"
    );
    let err = export(&folder, "-f bed -g genes.bed --bed-score DSD_M_PCT").assert_error();
    assert_has!(err, "no numbers called DSD_M_PCT: use one of DSD_F, DSD_M");
}

#[test]
fn gff_has_an_attribute_for_each_score() {
    let folder = folder("");
    let run = export(&folder, "-f gff -g genes.bed -o out.gff3").assert_success();
    assert!(run.out.is_empty());
    let gff = folder.text("out.gff3");
    assert!(
        gff.starts_with("##gff-version 3\n# bundle: test 1 "),
        "{gff}"
    );
    let wanted = [
        "chr1\tdsdscore\tgene\t300\t300\t.\t.\t.\tID=gene:ENSG00000000002;Name=HIGH;gene_id=ENSG00000000002;DSD_F=0.75",
        "chr10\tdsdscore\tgene\t100\t400\t.\t.\t.\tID=gene:ENSG00000000001;Name=LOW;gene_id=ENSG00000000001;DSD_F=0.25;DSD_M=0.5",
        "chr10\tdsdscore\tgene\t150\t200\t.\t.\t.\tID=gene:ENSG00000000002-2;Name=HIGH;gene_id=ENSG00000000002;DSD_F=0.75",
        "chr2\tdsdscore\tgene\t1\t50\t.\t.\t.\tID=gene:ENSG00000000003;Name=FAR;gene_id=ENSG00000000003;DSD_M=0.125",
    ];
    assert_eq!(records(&gff), wanted);
    // It is a file of genes like any other.
    let again = export(&folder, "-f gff -g out.gff3").assert_success();
    assert_eq!(again.text(), gff);
}

#[test]
fn what_cannot_be_exported_is_said() {
    let folder = folder("");
    folder.write("others.bed", "chr1\t0\t9\tOTHER\n");
    for (args, wanted) in [
        ("-f bed", "name a file by --genes"),
        ("-g genes.bed", "a tsv has no coordinates"),
        ("--contigs chr", "a tsv has no coordinates"),
        (
            "-f gff -g genes.bed --bed-score DSD_M",
            "--bed-score is for --format bed",
        ),
        (
            "-f bed -g others.bed -o out",
            "none of the scored genes of the bundle b.dsd",
        ),
        ("-f bed -g nothing.bed -o out", "nothing.bed"),
        ("-f bed -g genes.bed -o genes.bed", "is an input too"),
    ] {
        let err = export(&folder, args).assert_error();
        assert!(err.contains(wanted), "{args}: {err}");
    }
    assert!(!folder.path("out").exists());
    folder.build_simulated();
    let args = "bundle export simulated.dsd -f gff --allow-synthetic -g genes.bed";
    let err = folder.run(args.split(' ')).assert_error();
    assert!(err.contains("has no scores"), "{err}");
}

/// BED and GFF3 are read by programs that do not look into comments.
#[test]
fn synthetic_scores_get_places_only_when_allowed() {
    let folder = folder("--synthetic");
    for format in ["bed", "gff"] {
        let args = format!("-f {format} -g genes.bed");
        let err = export(&folder, &args).assert_error();
        assert!(err.contains("--allow-synthetic"), "{err}");
        let run = export(&folder, &format!("{args} --allow-synthetic")).assert_success();
        assert!(run.text().contains("\n# synthetic: true\n"));
    }
    let bed = export(&folder, "-f bed -g genes.bed --allow-synthetic").assert_success();
    let definitions = bed.text().lines().filter(|line| line.starts_with("##INFO"));
    assert!(definitions.clone().count() == 3);
    assert!(
        definitions
            .clone()
            .all(|line| line.contains("Description=\"SYNTHETIC: "))
    );
}

/// The command lines of the documentation.
const BY_BCFTOOLS: &str = "
    bgzip -c b.bed > b.bed.gz
    tabix -p bed b.bed.gz
    tabix -H b.bed.gz | grep '^##INFO' > b.hdr
    bcftools annotate -a b.bed.gz -h b.hdr -c CHROM,FROM,TO,DSD_GENE,-,-,-,DSD_F,DSD_M \\
      -l DSD_GENE:append,DSD_F:max,DSD_M:max in.vcf";

#[test]
fn bcftools_annotate_gives_what_annotate_gives() {
    if !has_bcftools() {
        return;
    }
    let folder = folder("");
    let mut vcf = String::from("##fileformat=VCFv4.3\n");
    for contig in ["chr1", "chr2", "chr10"] {
        vcf.push_str(&format!("##contig=<ID={contig}>\n"));
    }
    vcf.push_str("##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n");
    vcf.push_str("##ALT=<ID=DEL,Description=\"Deletion\">\n");
    vcf.push_str("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
    for (contig, start, end) in [("chr1", 290, 310), ("chr10", 90, 420), ("chr2", 1, 60)] {
        for at in start..end {
            for (reference, alternate) in [("A", "C"), ("A", "AC"), ("ACG", "A"), ("AC", "GT")] {
                vcf.push_str(&format!(
                    "{contig}\t{at}\t.\t{reference}\t{alternate}\t.\t.\t.\n"
                ));
            }
            let to = at + 30;
            vcf.push_str(&format!("{contig}\t{at}\t.\tA\t<DEL>\t.\t.\tEND={to}\n"));
        }
    }
    folder.write("in.vcf", &vcf);
    export(&folder, "-f bed -g genes.bed -o b.bed").assert_success();
    let theirs = shell(&folder, BY_BCFTOOLS);
    let ours = folder
        .annotate_with("b.dsd", "-g genes.bed in.vcf")
        .assert_success();
    let mut scored = 0;
    for key in ["DSD_F", "DSD_M"] {
        let (theirs, ours) = (info(&theirs, key), info(ours.text(), key));
        assert_eq!(theirs, ours, "{key}");
        scored += ours.iter().flatten().count();
    }
    assert!(scored > 2000, "{scored}");
    assert!(theirs.contains("DSD_GENE=LOW,HIGH"));
}
