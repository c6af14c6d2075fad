//! Regions: what users are told.

use std::{
    fs::{File, FileTimes},
    time::{Duration, SystemTime},
};

use crate::support::{Folder, HEADER, Run, annotate, cohort, records};

fn folder() -> Folder {
    let folder = Folder::with_bundle();
    folder.write("in.vcf", cohort(300));
    folder.annotated("in.vcf -o in.vcf.gz -W=tbi");
    folder.annotated("in.vcf -o in.bcf -W");
    folder
}

#[test]
fn what_has_no_index_is_refused_with_the_remedy() {
    let folder = folder();
    folder.annotated("in.vcf -o bare.vcf.gz");
    folder.annotated("in.vcf -o bare.bcf");
    folder.annotated("in.vcf -O u -o raw.bcf");
    let names = folder.names();
    for (args, what) in [
        (
            "in.vcf -r chr1",
            "in.vcf: it is not compressed by bgzip; run `bcftools view -Oz",
        ),
        ("raw.bcf -r chr1", "not compressed by bgzip"),
        (
            "bare.vcf.gz -r chr1",
            "no index bare.vcf.gz.csi or bare.vcf.gz.tbi",
        ),
        ("bare.vcf.gz -r chr1", "`bcftools index bare.vcf.gz`"),
        ("bare.bcf -r chr1", "no index bare.bcf.csi; make one"),
        ("- -r chr1", "standard input has no index"),
        ("-r chr1", "standard input has no index"),
        ("absent.bcf -r chr1", "cannot open absent.bcf"),
        (
            "in.bcf##idx##absent.csi -r chr1",
            "cannot read the index absent.csi",
        ),
        (
            "in.bcf##idx##in.vcf -r chr1",
            "cannot read the index in.vcf",
        ),
        ("in.bcf -r chr1:9-5", "it ends before it begins"),
        ("in.bcf -R absent.bed", "cannot read the regions absent.bed"),
    ] {
        let args = format!("{args} -o out.vcf");
        let err = folder.run_with_input(annotate(&args), b"").assert_error();
        assert!(err.contains(what), "{args}: {err}");
        assert_eq!(folder.names(), names, "{args}");
    }
}

#[test]
fn an_index_may_be_named_with_the_file() {
    let folder = folder();
    let beside = folder.annotated("in.bcf -r chr1");
    std::fs::rename(folder.path("in.bcf.csi"), folder.path("moved")).unwrap();
    let named = folder.annotated("in.bcf##idx##moved -r chr1");
    assert!(named.out == beside.out && !records(named.text()).is_empty());
    let all = folder.annotated("in.bcf##idx##moved");
    assert_eq!(records(all.text()).len(), 300);
}

#[test]
fn an_index_that_is_older_than_its_file_is_told() {
    let folder = folder();
    let fresh = folder.annotated("in.bcf -r chr1");
    assert!(!fresh.err.contains("older"), "{}", fresh.err);
    let index = File::options().write(true).open(folder.path("in.bcf.csi"));
    let past = SystemTime::now() - Duration::from_secs(3_600);
    index
        .unwrap()
        .set_times(FileTimes::new().set_modified(past))
        .unwrap();
    let stale = folder.annotated("in.bcf -r chr1");
    assert_has!(stale.err, "in.bcf.csi is older than in.bcf");
    assert!(stale.out == fresh.out);
}

#[test]
fn contigs_that_the_file_lacks_are_told() {
    let folder = folder();
    for input in ["in.vcf.gz", "in.bcf"] {
        let run = folder.annotated(&format!("{input} -r 1,chrNo:5-9"));
        assert!(records(run.text()).is_empty());
        assert_has!(
            run.err,
            "has no contig 1; it calls it chr1",
            "has no contig chrNo\n"
        );
    }
}

#[test]
fn the_header_says_which_regions_were_read() {
    let folder = folder();
    folder.write("some.bed", "chr1\t0\t100000000\n");
    let list = folder.annotated("in.bcf -r chr1:5-,chr1:1 --regions-overlap 0");
    let command = "--regions chr1:5-,chr1:1 --regions-overlap pos; Version=";
    assert!(list.text().contains(command), "{}", list.text());
    let path = folder.path("some.bed");
    let file = folder.annotated(&format!("in.bcf -R {}", path.display()));
    let command = "--regions-file some.bed --regions-overlap record; Version=";
    assert!(file.text().contains(command), "{}", file.text());
    let both = folder.annotate("in.bcf -r chr1 -R some.bed");
    assert_eq!(both.code, Some(2));
    let over = folder
        .annotate("in.bcf -R some.bed -o some.bed")
        .assert_error();
    assert!(over.contains("some.bed is an input too"), "{over}");
}

#[test]
fn addresses_are_refused_with_a_way_to_pipe_them_in() {
    let folder = folder();
    for (args, what) in [
        (
            "annotate -b published.dsd https://a.org/b.vcf.gz",
            "curl -fsSL 'https://a.org/b.vcf.gz' | dsdscore",
        ),
        (
            "annotate -b published.dsd s3://a/b.bcf",
            "aws s3 cp 's3://a/b.bcf' - | dsdscore",
        ),
        (
            "annotate -b published.dsd -r 1 gs://a/b.bcf",
            "download it with its index",
        ),
        (
            "annotate -b http://a.org/b.dsd in.vcf",
            "curl -fsSL 'http://a.org/b.dsd' > bundle.dsd",
        ),
        (
            "rank -b published.dsd ftp://a.org/b.vcf",
            "curl -fsSL 'ftp://a.org/b.vcf' |",
        ),
        (
            "cohort -b published.dsd ftp://a.org/b.vcf -o x",
            "curl -fsSL 'ftp://a.org/b.vcf' |",
        ),
        (
            "bundle info gs://a/b.dsd",
            "gcloud storage cat 'gs://a/b.dsd' >",
        ),
    ] {
        let err = folder.run(args.split(' ')).assert_error();
        assert!(
            err.contains("cannot read") && err.contains(what),
            "{args}: {err}"
        );
    }
}

/// The rules of htslib's hts_parse_region: a name is looked for whole, then without what follows its
/// last colon; braces say which is meant, and without them two meanings are an error.
#[test]
fn a_contig_with_colons_is_looked_for_whole() {
    let folder = Folder::with_bundle();
    let contigs = [
        "HLA-A*01:01:01:01",
        "HLA-DRB1*15:01:01:02",
        "HLA-A*24:09N",
        "c",
        "c:5",
    ];
    let lines = contigs.map(|id| format!("##contig=<ID={id},length=20000>\n"));
    let records = contigs.map(|id| {
        [1, 7, 100]
            .map(|at| format!("{id}\t{at}\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/0\n"))
            .concat()
    });
    let header = HEADER.replacen("##contig", &format!("{}##contig", lines.concat()), 1);
    folder.write("in.vcf", format!("{header}{}", records.concat()));
    folder.annotated("in.vcf -o in.vcf.gz -W=tbi");
    folder.annotated("in.vcf -o in.bcf -W");
    for input in ["in.vcf.gz", "in.bcf"] {
        for (region, expected) in [
            ("HLA-A*01:01:01:01", 3),
            ("HLA-A*01:01:01:01:7", 1),
            ("HLA-DRB1*15:01:01:02:5-10", 1),
            ("{HLA-DRB1*15:01:01:02}:5-10", 1),
            ("HLA-A*24:09N", 3),
            ("HLA-A*24:09N:7-,HLA-A*01:01:01:01", 5),
            ("c:7", 1),
            ("c:5-8", 1),
            ("{c:5}", 3),
            ("{c}:7", 1),
        ] {
            let run = folder.annotated(&format!("{input} -r {region}"));
            assert_eq!(records_of(&run), expected, "{region}");
            assert!(!run.err.contains("no contig"), "{region}: {}", run.err);
        }
        for (region, what) in [
            ("c:5", "names one contig and a range of another"),
            ("HLA-B*01:01N", "a position is not a number"),
        ] {
            let told = folder
                .annotate(&format!("{input} -r {region}"))
                .assert_error();
            assert!(told.contains(what), "{region}: {told}");
        }
        let rank = format!("rank -b published.dsd --samples A {input} -r HLA-A*01:01:01:01");
        let run = folder.succeed(&rank);
        assert!(run.err.contains("3 in the regions"), "{}", run.err);
    }
}

fn records_of(run: &Run) -> usize {
    records(run.text()).len()
}
