//! Damaged and foreign input: an error that says what and where, and nothing left.

use crate::support::{Folder, HEADER, cohort, gzip, patients};

/// Runs into each format on an input that must be refused. The existing output must stay as it
/// is, and nothing must be beside it. Returns the words.
fn refuse(folder: &Folder, input: &str) -> String {
    let names = || {
        let mut names = folder.names();
        names.retain(|name| name != "old.out");
        names
    };
    let before = names();
    folder.write("old.out", "old");
    for (format, output) in [
        ("v", "new.out"),
        ("z -W", "new.out"),
        ("b --threads 2", "old.out"),
        ("u", "old.out"),
    ] {
        let run = folder.annotate(&format!("{input} -O {format} -o {output}"));
        run.assert_error();
        assert_eq!(folder.text("old.out"), "old");
        assert_eq!(names(), before, "{format}");
    }
    folder.annotate(input).assert_error()
}

#[test]
fn a_vcf_cut_within_the_samples_is_refused_with_its_line() {
    let folder = Folder::with_bundle();
    let vcf = cohort(20);
    let line = vcf.rfind("chr1").unwrap();
    for columns in [1, 3, 7, 9, 10] {
        let tabs = vcf[line..].match_indices('\t').nth(columns - 1).unwrap();
        folder.write("cut.vcf", &vcf[..line + tabs.0]);
        let err = refuse(&folder, "cut.vcf");
        assert_has!(&err, "cut.vcf is truncated", "line 26");
    }
    folder.write("cut.vcf", &vcf[..HEADER.len() - 10]);
    assert_has!(
        &refuse(&folder, "cut.vcf"),
        "cut.vcf: header: the #CHROM line"
    );
    folder.write("cut.vcf", &vcf[..100]);
    assert_has!(
        &refuse(&folder, "cut.vcf"),
        "cut.vcf is truncated",
        "the header"
    );
}

/// The end-of-file block has 28 bytes: without it the records are whole, and still more may have
/// been there.
#[test]
fn every_cut_of_bgzipped_input_is_refused() {
    let folder = Folder::with_bundle();
    folder.write("in.vcf", cohort(6000));
    for (format, name) in [("z", "cut.vcf.gz"), ("b", "cut.bcf")] {
        folder.convert("in.vcf", format, "whole");
        let whole = folder.read("whole");
        assert!(whole.len() > 70_000, "{} bytes are too few", whole.len());
        let ends = [1, 10, 27, 28, 29, 40].map(|n| whole.len() - n);
        for len in ends
            .into_iter()
            .chain([19, whole.len() / 3, whole.len() / 2])
        {
            folder.write(name, &whole[..len]);
            for threads in [0, 2] {
                let run = folder.annotate(&format!("{name} --threads {threads} -o new.vcf"));
                assert_has!(
                    &run.assert_error(),
                    &format!("{name} is truncated"),
                    "again"
                );
                assert!(!folder.path("new.vcf").exists());
            }
        }
        assert_eq!(folder.names().len(), 4, "{:?}", folder.names());
        std::fs::remove_file(folder.path(name)).unwrap();
    }
}

#[test]
fn a_missing_end_of_file_block_leaves_nothing_in_any_format() {
    let folder = Folder::with_bundle();
    folder.write("in.vcf", cohort(50));
    folder.convert("in.vcf", "z", "whole.vcf.gz");
    let whole = folder.read("whole.vcf.gz");
    folder.write("cut.vcf.gz", &whole[..whole.len() - 28]);
    let err = refuse(&folder, "cut.vcf.gz");
    assert_has!(
        &err,
        "cut.vcf.gz is truncated",
        "end-of-file block is missing"
    );
}

#[test]
fn a_cut_uncompressed_bcf_is_refused_with_its_record() {
    let folder = Folder::with_bundle();
    folder.write("in.vcf", cohort(50));
    folder.convert("in.vcf", "u", "whole.bcf");
    let whole = folder.read("whole.bcf");
    for n in [1, 20] {
        folder.write("cut.bcf", &whole[..whole.len() - n]);
        assert_has!(
            &refuse(&folder, "cut.bcf"),
            "cut.bcf is truncated",
            "record 50"
        );
    }
    folder.write("cut.bcf", &whole[..200]);
    assert_has!(
        &refuse(&folder, "cut.bcf"),
        "cut.bcf is truncated",
        "header"
    );
}

#[test]
fn a_cut_gzip_is_refused() {
    let folder = Folder::with_bundle();
    let whole = gzip(cohort(500));
    for n in [1, 8, 9, whole.len() / 2] {
        folder.write("cut.vcf.gz", &whole[..whole.len() - n]);
        assert_has!(&refuse(&folder, "cut.vcf.gz"), "cut.vcf.gz is truncated");
    }
    folder.write("whole.vcf.gz", &whole);
    folder.annotated("whole.vcf.gz");
}

#[test]
fn a_flipped_bit_in_compressed_input_is_refused() {
    let folder = Folder::with_bundle();
    folder.write("in.vcf", cohort(300));
    folder.convert("in.vcf", "z", "whole.vcf.gz");
    let mut bytes = folder.read("whole.vcf.gz");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    folder.write("bad.vcf.gz", &bytes);
    assert_has!(&refuse(&folder, "bad.vcf.gz"), "cannot read bad.vcf.gz");
}

#[test]
fn malformed_records_are_refused_with_file_and_line() {
    let folder = Folder::with_bundle();
    let good = "chr1\t10\t.\tA\tC\t.\t.\tCSQ=C|x|OLFML3|\tGT\t0/1\t0/1\n";
    for (bad, what) in [
        ("chr1\t20\t.\tA\n", "4 columns"),
        (
            "chr1\tten\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\n",
            "POS is \"ten\"",
        ),
        (
            "chr1\t20\t.\tA\tC\t.\t.\t.\tGT\t0/1\n",
            "10 columns, where the #CHROM line has 11",
        ),
        ("##contig=<ID=chr2>\n", "1 columns"),
    ] {
        folder.write("bad.vcf", format!("{HEADER}{good}{bad}{good}"));
        assert_has!(&refuse(&folder, "bad.vcf"), "bad.vcf, line 8", what);
    }
}

/// As bcftools reads them; who made the file should know.
#[test]
fn surplus_columns_are_kept_in_vcf_and_warned_of_with_their_line() {
    let folder = Folder::with_bundle();
    let good = "chr1\t10\t.\tA\tC\t.\t.\tCSQ=C|x|OLFML3|\tGT\t0/1\t0/1\n";
    let surplus = "chr1\t20\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\t1/1";
    folder.write("in.vcf", format!("{HEADER}{good}{surplus}\n{surplus}\n"));
    let run = folder.annotated("in.vcf");
    assert_eq!(run.text().matches(surplus).count(), 2, "{}", run.text());
    let warning = "warning: 2 lines have more columns";
    assert_has!(&run.err, warning, "line 8");
}

#[test]
fn what_is_no_variant_file_is_named_as_such() {
    let folder = Folder::with_bundle();
    folder.write("gene.json", "{\"a\": 1}");
    folder.write("empty.vcf", "");
    folder.write(
        "headless.vcf",
        "##fileformat=VCFv4.3\nchr1\t1\t.\tA\tC\t.\t.\t.\n",
    );
    folder.write("old.bcf", b"BCF\x04old");
    let has = |name: &str, what: &str| assert_has!(&refuse(&folder, name), name, what);
    has("gene.json", "is not a VCF or BCF file: it begins with \"{");
    has("empty.vcf", "it is empty");
    has("headless.vcf", "line 2 comes before the #CHROM line");
    has("old.bcf", "another version");
    has("published.dsd", "is not a VCF or BCF file");
    has("absent.vcf", "cannot open absent.vcf: No such file");
    has(".", "is a directory");
}

#[test]
fn standard_input_is_named_in_errors() {
    let folder = Folder::with_bundle();
    let args = || crate::support::annotate("-");
    let err = folder.run_with_input(args(), b"").assert_error();
    assert_has!(&err, "standard input is not a VCF", "empty");
    let vcf = std::fs::read(patients()).unwrap();
    let cut = &vcf[..vcf.len() - 30];
    let err = folder.run_with_input(args(), cut).assert_error();
    assert_has!(&err, "standard input is truncated", "line ");
}
