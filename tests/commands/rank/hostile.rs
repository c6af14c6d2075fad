//! Whatever an input has in it stays text, in its place.

use super::{build, json, list, rows};
use crate::{schema, support::Folder};

const SCRIPT: &str = "<script>alert(1)</script>";

/// All that is bad at once, as bytes: some are not UTF-8.
fn input() -> Vec<u8> {
    let long = "ACGTA".repeat(2000);
    let format = "Allele|Consequence|IMPACT|SYMBOL|Gene|HGVSc|PolyPhen|gnomADe_AF";
    let mut text = format!(
        "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n\
         ##source=a\ttab and {SCRIPT}\n\
         ##INFO=<ID=ODD,Number=1,Type=String,Description=\"tab\there, \\\"quotes\\\" {SCRIPT}\">\n\
         ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"tab\there. Format: {format}\">\n\
         ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{SCRIPT}\t=cmd()\t@a\"b'c\n"
    )
    .into_bytes();
    let genotypes = "GT\t0/1\t1/1\t1";
    let symbols = [
        "A\"QUOTED'",
        SCRIPT,
        "=cmd()",
        "-1+1",
        "A%2CB",
        "\u{2028}LINE",
        "#HASH",
        "`${x}`",
    ];
    for (place, symbol) in symbols.iter().enumerate() {
        let csq = format!("C|missense_variant|MODERATE|{symbol}||{SCRIPT}%3B|\"bad(0.9)|x");
        let fixed = format!("chr1\t{}\t{SCRIPT}\tA\tC\t.\t{SCRIPT}", place + 1);
        text.extend(format!("{fixed}\tODD={SCRIPT};CSQ={csq}\t{genotypes}\n").bytes());
    }
    for (position, reference, alternate, allele) in [
        (100, "A", "<DEL>", "deletion"),
        (101, "A", format!("A{long}").as_str(), long.as_str()),
        (102, format!("A{long}").as_str(), "A", "-"),
        (103, "A", "A[chr1:5[,*,<NON_REF>,T", "T"),
    ] {
        let csq = format!("{allele}|frameshift_variant|HIGH|GENE{position}||||");
        let fixed = format!("chr1\t{position}\t.\t{reference}\t{alternate}\t.\t.");
        let genotypes = if position == 103 {
            "GT\t1/4\t4/4\t2/3"
        } else {
            genotypes
        };
        text.extend(format!("{fixed}\tCSQ={csq}\t{genotypes}\n").bytes());
    }
    text.extend(b"chr1\t200\t.\tA\tC\t.\t.\tODD=\xff\xfe;CSQ=C|missense_variant|MODERATE|\xc3\x28||\xff||\t");
    text.extend(format!("{genotypes}\n").bytes());
    text
}

fn folder() -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("GENE100", "F", 0.5), ("GENE100", "M", 0.5)],
        "",
    );
    folder.write("in.vcf", input());
    folder
}

#[test]
fn hostile_text_breaks_no_row_and_no_json() {
    let folder = folder();
    let outputs = "-o o.tsv --json o.json --report o.html --vcf o.vcf";
    folder.succeed(&format!("rank -b s.dsd in.vcf {outputs}"));
    let table = folder.text("o.tsv");
    let rows = rows(&table);
    let document = json(&folder, "o.json");
    schema::check(&document, "ranking.schema.json");
    let patients: Vec<_> = list(&document["patients"]).collect();
    assert_eq!(patients[0]["sample"], SCRIPT);
    assert_eq!(patients[1]["sample"], "=cmd()");
    for (patient, count) in patients.iter().zip([13, 13, 12]) {
        assert_eq!(list(&patient["candidates"]).count(), count);
    }
    let variants = patients
        .iter()
        .flat_map(|patient| list(&patient["candidates"]));
    let variants: usize = variants.map(|gene| list(&gene["variants"]).count()).sum();
    assert_eq!(rows.len(), 1 + variants);
    for field in rows.iter().flatten() {
        let is_formula = field.len() > 1 && field.starts_with(['=', '+', '@', '-']);
        assert!(!is_formula, "{field}");
        assert!(!field.contains(['"', '#', '\u{2028}']), "{field}");
    }
    let alternates = list(&patients[0]["candidates"]).flat_map(|gene| list(&gene["variants"]));
    let mut lengths: Vec<_> = alternates
        .map(|variant| variant["alternate"].as_str().unwrap().len())
        .collect();
    lengths.sort_unstable();
    assert_eq!(
        lengths.last(),
        Some(&10_001),
        "nothing is cut short in the data"
    );
}

#[test]
fn the_report_has_no_markup_of_the_input() {
    let folder = folder();
    folder.succeed("rank -b s.dsd in.vcf -o o.tsv --report o.html --top 100");
    let page = folder.text("o.html");
    assert!(!page.contains("<script>alert"), "raw markup");
    let is_escaped = page.contains("&#60;script&#62;alert") || page.contains("&lt;script&gt;alert");
    assert!(is_escaped, "the name is there, as text");
    assert!(!page.contains("<DEL>"));
    let scripts = page.matches("<script").count();
    run_plain(&folder, scripts);
}

/// A page of harmless names has as many scripts.
fn run_plain(folder: &Folder, scripts: usize) {
    let text = String::from_utf8_lossy(&folder.read("in.vcf")).replace(SCRIPT, "plain");
    folder.write("plain.vcf", text);
    folder.succeed("rank -b s.dsd plain.vcf -o o.tsv --report o.html --top 100");
    assert_eq!(folder.text("o.html").matches("<script").count(), scripts);
}

#[test]
fn hostile_records_come_out_as_they_were() {
    let folder = folder();
    folder.succeed("rank -b s.dsd in.vcf -o o.tsv --vcf o.vcf");
    let (input, output) = (folder.read("in.vcf"), folder.read("o.vcf"));
    let records = |text: &[u8]| {
        let lines = text.split(|&b| b == b'\n').map(<[u8]>::to_vec);
        lines
            .filter(|line| line.starts_with(b"chr1"))
            .collect::<Vec<_>>()
    };
    let pairs: Vec<_> = records(&input).into_iter().zip(records(&output)).collect();
    assert_eq!(pairs.len(), 13);
    for (before, after) in pairs {
        let columns = |line: &[u8]| -> Vec<Vec<u8>> {
            line.split(|&b| b == b'\t').map(<[u8]>::to_vec).collect()
        };
        let (before, after) = (columns(&before), columns(&after));
        assert_eq!(before.len(), after.len());
        for (place, column) in before.iter().enumerate() {
            match place {
                7 => assert!(after[7].starts_with(column)),
                _ => assert!(&after[place] == column),
            }
        }
    }
}

#[test]
fn stderr_and_cohorts_take_hostile_names_too() {
    let folder = folder();
    let odd = "a\u{1b}[2J;b\n.vcf";
    std::fs::rename(folder.path("in.vcf"), folder.path(odd)).unwrap();
    let run = folder.run(["cohort", "-b", "s.dsd", odd, "--json", "o.json"]);
    let run = run.assert_success();
    let rows = rows(run.text());
    assert_eq!(rows.len(), 1 + 13);
    schema::check(&json(&folder, "o.json"), "cohort.schema.json");
    assert!(!run.err.contains('\u{1b}'), "{:?}", run.err);
    assert!(
        run.err.lines().all(|line| line.starts_with("dsdscore: ")),
        "{:?}",
        run.err
    );
    let run = folder.run(["rank", "-b", "s.dsd", odd]).assert_success();
    assert!(!run.err.contains('\u{1b}') && !run.text().contains('\u{1b}'));
}
