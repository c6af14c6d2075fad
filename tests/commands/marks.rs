//! The byte order mark that editors and spreadsheets of Windows put before a text: it is no part of
//! the first line.

use std::{fs, process::Command};

use crate::support::{Folder, gzip};

const MARK: &[u8] = b"\xef\xbb\xbf";

const CSQ: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr9,length=138394717>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"VEP. Format: Allele|Consequence|SYMBOL\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tchild\tmother\n\
    chr9\t841700\t.\tA\tC\t50\tPASS\tCSQ=C|missense_variant|DMRT1\tGT\t0/1\t0/0\n\
    chr9\t124500000\t.\tG\tT\t50\tPASS\tCSQ=T|missense_variant|NR5A1\tGT\t0/1\t0/1\n";

/// Inputs whose first lines say something, the scores of two genes as `a.dsd` among them.
fn folder() -> Folder {
    let folder = Folder::new();
    for (name, text) in [
        ("in.vcf", CSQ),
        (
            "s.tsv",
            "symbol\tcondition\tscore\nDMRT1\tM\t0.75\nNR5A1\tM\t0.5\n",
        ),
        (
            "genes.bed",
            "chr9\t841689\t969090\tDMRT1\nchr9\t124481235\t124507420\tNR5A1\n",
        ),
        (
            "genes.gff3",
            "##gff-version 3\nchr9\tx\tgene\t841690\t969090\t.\t+\t.\tID=gene:a;Name=DMRT1\n",
        ),
        (
            "genes.gtf",
            "chr9\tx\tgene\t841690\t969090\t.\t+\t.\tgene_id \"a\"; gene_name \"DMRT1\";\n",
        ),
        (
            "mane.txt",
            "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tEnsembl_prot\tMANE_status\tGRCh38_chr\tchr_start\tchr_end\tchr_strand\n\
             GeneID:1761\tENSG00000137090.13\tHGNC:2934\tDMRT1\tx\tx\tx\tx\tx\tMANE Select\tNC_000009.12\t841690\t969090\t+\n",
        ),
        ("some.bed", "chr9\t841689\t841700\n"),
        ("some.tsv", "chr9\t841700\n"),
        (
            "some.vcf",
            "##fileformat=VCFv4.3\nchr9\t841700\t.\tA\tC\t.\t.\t.\n",
        ),
        (
            "trio.ped",
            "f\tchild\t0\tmother\t2\t2\nf\tmother\t0\t0\t2\t1\n",
        ),
        ("known.txt", "DMRT1\n"),
        (
            "hpo.txt",
            "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id\n1761\tDMRT1\tHP:0000133\tGonadal dysgenesis\t-\tOMIM:1\n",
        ),
        (
            "means.csv",
            "gene,condition,cell_type,time,mean\nDMRT1,M,germ,6,1.5\nDMRT1,M,sertoli,7,0\n",
        ),
        ("wide.csv", "gene,a,b\nDMRT1,1.5,0\nNR5A1,0,2\n"),
        (
            "map.toml",
            "values = 'means'\n[[condition]]\nkey = 'M'\n[condition.columns]\n\
             a = { cell_type = 'germ', time = 6 }\nb = { cell_type = 'sertoli', time = 6 }\n",
        ),
        (
            "recipe.json",
            "{\"fill\": \"mean\", \"transform\": \"none\"}",
        ),
        ("list.txt", "DMRT1\n"),
        ("cells.csv", "barcode,type,age\nc1,germ,6\nc2,sertoli,7\n"),
        (
            "atlas.toml",
            "columns.cell_type = 'type'\ncolumns.time = 'age'\n[[condition]]\nkey = 'M'\n",
        ),
    ] {
        folder.write(name, text);
    }
    fs::create_dir(folder.path("mtx")).unwrap();
    let matrix = "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 3\n2 2 4\n";
    folder.write("mtx/matrix.mtx", matrix);
    folder.write("mtx/barcodes.tsv", "c1\nc2\n");
    folder.write(
        "mtx/features.tsv",
        "ENSG00000137090\tDMRT1\nENSG00000136931\tNR5A1\n",
    );
    let build = "bundle build --scores s.tsv --name a -o a.dsd";
    folder.succeed(build);
    folder
}

/// What a command tells and writes: stdout, stderr, and the content of the bundle that it makes.
fn outcome(folder: &Folder, args: &str) -> (String, String, String) {
    let run = folder.succeed(args);
    let export = args.contains("new.dsd").then(|| {
        let run = folder.succeed("bundle export new.dsd");
        let rows = run.text().lines().filter(|line| !line.starts_with('#'));
        rows.collect::<Vec<_>>().join("\n")
    });
    (run.text().into(), run.err, export.unwrap_or_default())
}

/// Each file as it is, with the mark, and both gzipped where that is read.
#[test]
fn a_byte_order_mark_changes_nothing_in_any_text_input() {
    let folder = folder();
    let (rank, build) = (
        "rank -b a.dsd --samples child",
        "bundle build -o new.dsd --name a",
    );
    let cells = "--atlas mtx --cells cells.csv --config atlas.toml";
    for (args, files, gzipped) in [
        ("annotate -b a.dsd in.vcf".to_string(), "in.vcf", true),
        (
            "annotate -b a.dsd -g genes.bed -s genes in.vcf".into(),
            "genes.bed",
            true,
        ),
        (
            "annotate -b a.dsd -g genes.gff3 -s genes in.vcf".into(),
            "genes.gff3",
            true,
        ),
        (
            "annotate -b a.dsd -g genes.gtf -s genes in.vcf".into(),
            "genes.gtf",
            true,
        ),
        (
            "annotate -b a.dsd -g mane.txt -s genes in.vcf".into(),
            "mane.txt",
            true,
        ),
        (
            format!("{rank} in.vcf -R some.bed"),
            "in.vcf some.bed",
            true,
        ),
        (format!("{rank} in.vcf -R some.tsv"), "some.tsv", true),
        (format!("{rank} in.vcf -R some.vcf"), "some.vcf", true),
        (format!("{rank} in.vcf --ped trio.ped"), "trio.ped", false),
        (
            format!("{rank} in.vcf --genes-known known.txt"),
            "known.txt",
            true,
        ),
        (
            format!("{rank} in.vcf --hpo HP:0000133 --hpo-genes hpo.txt"),
            "hpo.txt",
            true,
        ),
        (
            "cohort -b a.dsd in.vcf --ped trio.ped".into(),
            "in.vcf trio.ped",
            false,
        ),
        (format!("{build} --scores s.tsv"), "s.tsv", true),
        (
            format!("{build} --scores s.tsv --identifiers mane.txt"),
            "mane.txt",
            true,
        ),
        (
            format!("{build} --table means.csv --recipe recipe.json"),
            "means.csv recipe.json",
            true,
        ),
        (
            format!("{build} --table wide.csv --config map.toml"),
            "wide.csv",
            true,
        ),
        (
            format!("{build} --table wide.csv --config map.toml"),
            "map.toml",
            false,
        ),
        (
            format!("{build} {cells} --fill mean"),
            "cells.csv mtx/matrix.mtx mtx/barcodes.tsv mtx/features.tsv",
            true,
        ),
        (format!("{build} {cells} --fill mean"), "atlas.toml", false),
        (
            "show -b new.dsd --genes list.txt -o x".into(),
            "list.txt",
            true,
        ),
    ] {
        let expected = outcome(&folder, &args);
        for name in files.split(' ') {
            let plain = folder.read(name);
            let marked = [MARK, &plain].concat();
            let mut variants = vec![marked.clone()];
            if gzipped {
                variants.extend([gzip(&plain), gzip(&marked)]);
            }
            for bytes in variants {
                folder.write(name, bytes);
                assert_eq!(outcome(&folder, &args), expected, "{args}: {name}");
            }
            folder.write(name, plain);
        }
    }
}

#[test]
fn the_first_gene_of_a_bed_with_a_mark_is_hit() {
    let folder = folder();
    folder.write(
        "genes.bed",
        [MARK, b"chr9\t841689\t969090\tDMRT1\n"].concat(),
    );
    let args = "annotate -b a.dsd -g genes.bed -s genes in.vcf";
    let run = folder.succeed(args);
    assert!(run.text().contains("DSD_GENE=DMRT1"), "{}", run.text());
}

/// "VCF files must not contain a byte order mark" (VCF 4.3, section 1.2), and htslib takes no file with
/// one for a VCF: what is written has none, and each record is as it was.
#[test]
fn a_vcf_with_a_mark_is_written_without_it() {
    let folder = folder();
    folder.write("in.vcf", [MARK, CSQ.as_bytes()].concat());
    for compressed in ["in.vcf", "in.vcf.gz"] {
        let args = ["annotate", "-b", "a.dsd", "-o", "out.vcf", compressed];
        if compressed.ends_with("gz") {
            folder.write(compressed, gzip(folder.read("in.vcf")));
        }
        folder.run(args).assert_success();
        let out = folder.text("out.vcf");
        assert!(out.starts_with("##fileformat=VCFv4.3\n"), "{out}");
    }
    let found = Command::new("bcftools")
        .args(["view", "-H"])
        .arg(folder.path("out.vcf"))
        .output();
    if let Ok(found) = found {
        assert!(found.status.success());
    }
    let piped = folder.run_with_input(["annotate", "-b", "a.dsd"], &folder.read("in.vcf"));
    let piped = piped.assert_success();
    assert!(piped.text().starts_with("##fileformat"), "{}", piped.text());
}

#[test]
fn a_text_in_utf_16_is_told_as_such() {
    let folder = folder();
    let utf16: Vec<u8> = "\u{feff}DMRT1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.write("known.txt", utf16);
    let args = "rank -b a.dsd in.vcf --genes-known known.txt";
    let told = folder.run(args.split(' ')).assert_error();
    assert_has!(told, "known.txt", "save it as UTF-8");
}
