//! One ranking, whatever the input's format and wherever its scores are from; and the records of
//! candidates.

use std::process::Command;

use dsdscore::{
    bundle::{Builder, Condition, Description, ModelSource, Scored},
    gene::Gene,
};

use super::{folder, pick, rows, vcf};
use crate::support::{Folder, records};

/// Where there is none, the test is skipped.
fn bcftools(folder: &Folder, args: &str) -> Option<String> {
    let mut command = Command::new("bcftools");
    let command = command.current_dir(folder.path("")).args(args.split(' '));
    let Ok(output) = command.output() else {
        let required = std::env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|v| v == "1");
        assert!(!required, "bcftools is not on PATH");
        eprintln!("SKIPPED: bcftools is not on PATH");
        return None;
    };
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args}: {err}");
    Some(String::from_utf8_lossy(&output.stdout).into())
}

/// All columns but the input's name.
fn content(text: &str) -> Vec<Vec<String>> {
    let rows = rows(text);
    let place = rows[0].iter().position(|name| *name == "input").unwrap();
    let row = |mut row: Vec<&str>| {
        row.remove(place);
        row.into_iter().map(String::from).collect()
    };
    rows.into_iter().map(row).collect()
}

#[test]
fn every_format_and_standard_input_give_the_same_table() {
    let folder = folder();
    let rank = |input: &str| content(folder.succeed(&format!("rank -b a.dsd {input}")).text());
    let expected = rank("in.vcf");
    assert_eq!(expected.len(), 1 + 72);
    for (format, name) in [("z", "in.vcf.gz"), ("b", "in.bcf"), ("u", "raw.bcf")] {
        folder.succeed(&format!("annotate -b a.dsd in.vcf -O {format} -o {name}"));
        assert_eq!(rank(name), expected, "{name}");
        let piped = folder.run_with_input(["rank", "-b", "a.dsd"], &folder.read(name));
        assert_eq!(content(piped.assert_success().text()), expected, "{name}");
    }
    let piped = folder.run_with_input(["rank", "-b", "a.dsd", "-"], &folder.read("in.vcf"));
    assert_eq!(content(piped.assert_success().text()), expected);
}

#[test]
fn files_of_bcftools_give_the_same_table() {
    let folder = folder();
    let expected = content(folder.succeed("rank -b a.dsd in.vcf").text());
    for (format, name) in [("b", "a.bcf"), ("u", "u.bcf"), ("z", "z.vcf.gz")] {
        let Some(_) = bcftools(&folder, &format!("view -O{format} -o {name} in.vcf")) else {
            return;
        };
        let found = content(folder.succeed(&format!("rank -b a.dsd {name}")).text());
        assert_eq!(found, expected, "{name}");
    }
}

/// A bundle in which all genes are scored, so that there are percentiles.
fn build(folder: &Folder) {
    let gene = |symbol: &str| Gene {
        symbol: symbol.into(),
        ..Gene::default()
    };
    let condition = |key: &str| Condition {
        key: key.into(),
        label: key.into(),
        ..Condition::default()
    };
    let genes = ["LOW", "MID", "TOP"].map(gene).to_vec();
    let conditions = ["F", "M"].map(condition).to_vec();
    let mut builder = Builder::new(
        Description::default(),
        None,
        conditions,
        genes,
        vec![ndarray::Array3::default((0, 0, 0)); 2],
    );
    for (condition, values) in [("F", [0.1, 0.5, 0.9]), ("M", [0.3, 0.2, 0.1])] {
        let scored = Scored {
            condition: condition.into(),
            model: ModelSource::default(),
            values: values.to_vec(),
            complete: true,
            evaluation: None,
        };
        builder.set_scores(scored).unwrap();
    }
    builder.write(folder.path("s.dsd")).unwrap();
}

/// INFO has the percentile of the highest score of each ALT alone.
#[test]
fn written_scores_are_the_bundle_s_and_percentiles_are_so_where_fields_have_them() {
    let folder = Folder::new();
    build(&folder);
    let two = "LOW|probably_damaging(1)|0.001,C|missense_variant|MODERATE|TOP";
    let records = [("chr1", 100, two, "GT 0/1"), ("chr1", 200, "MID", "GT 1/1")];
    folder.write("in.vcf", vcf(&["P"], &records));
    folder.succeed("annotate -b s.dsd in.vcf -o scored.vcf");
    let columns = [
        "symbol",
        "rank",
        "score_F",
        "score_M",
        "percentile_F",
        "percentile_M",
    ];
    let rank = |args: &str| {
        pick(
            folder.succeed(&format!("rank --sex female {args}")).text(),
            columns,
        )
    };
    let by_bundle = rank("-b s.dsd in.vcf");
    let written = rank("scored.vcf");
    let genes: Vec<_> = by_bundle.iter().map(|row| row[0].as_str()).collect();
    // What is homozygous fits a mode, and one copy of what is as frequent as that does not.
    assert_eq!(genes, ["MID", "TOP", "LOW"]);
    assert!(by_bundle.iter().all(|row| !row.contains(&".".to_string())));
    let mut differing = Vec::new();
    for (bundle, written) in by_bundle.iter().zip(&written) {
        assert_eq!(bundle[..4], written[..4]);
        for (place, column) in columns.iter().enumerate().skip(4) {
            if bundle[place] != written[place] {
                assert_eq!(written[place], ".", "unknown and not made up");
                differing.push((bundle[0].as_str(), *column));
            }
        }
    }
    assert_eq!(
        differing,
        [("TOP", "percentile_M"), ("LOW", "percentile_F")],
        "of each condition the gene that is not the highest of its ALT"
    );
}

/// A record without the fields that are written by this program.
fn without_ours(record: &str) -> String {
    let mut columns: Vec<_> = record.split('\t').map(String::from).collect();
    let info = columns[7].split(';');
    let others: Vec<_> = info.filter(|field| !field.starts_with("DSD")).collect();
    columns[7] = others.join(";");
    columns.join("\t")
}

#[test]
fn records_of_candidates_are_the_input_s_apart_from_fields_of_ours() {
    let folder = folder();
    let args = "rank -b a.dsd --samples P69,P74 in.vcf -o out.tsv --vcf out.vcf";
    folder.succeed(args);
    let (input, output) = (folder.text("in.vcf"), folder.text("out.vcf"));
    let chosen = pick(&folder.text("out.tsv"), ["chrom", "pos"]);
    let expected: Vec<_> = records(&input)
        .into_iter()
        .filter(|record| {
            let place = record.split('\t').take(2).map(String::from);
            let place: Vec<_> = place.collect();
            chosen.iter().any(|found| found[..] == place[..])
        })
        .collect();
    let found: Vec<_> = records(&output).into_iter().map(without_ours).collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 24);
    let is_ours =
        |line: &&str| line.starts_with("##INFO=<ID=DSD") || line.starts_with("##dsdscore");
    let header = |text: &str| {
        let lines: Vec<_> = text.lines().map(String::from).collect();
        let lines = lines.into_iter().filter(|line| line.starts_with('#'));
        lines
            .filter(|line| !is_ours(&line.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(header(&output), header(&input));
}

#[test]
fn ranking_the_records_of_candidates_again_gives_the_same_candidates() {
    let folder = folder();
    let expected = content(folder.succeed("rank -b a.dsd in.vcf").text());
    for name in ["out.vcf", "out.vcf.gz", "out.bcf"] {
        folder.succeed(&format!("rank -b a.dsd in.vcf -o first.tsv --vcf {name}"));
        assert_eq!(content(&folder.text("first.tsv")), expected);
        let again = folder.succeed(&format!("rank -b a.dsd {name} --vcf again.vcf"));
        assert_eq!(content(again.text()), expected, "{name}");
        let written = folder.succeed(&format!("rank {name}"));
        assert_eq!(
            content(written.text()),
            expected,
            "{name}, by its own scores"
        );
    }
    folder.succeed("rank -b a.dsd in.vcf -o first.tsv --no-version --vcf out.vcf");
    folder.succeed("rank -b a.dsd out.vcf -o first.tsv --no-version --vcf again.vcf");
    assert_eq!(folder.text("again.vcf"), folder.text("out.vcf"));
}

#[test]
fn bcftools_reads_the_records_and_the_entries_of_ranks() {
    let folder = folder();
    let ranked = folder.succeed("rank -b a.dsd in.vcf --vcf out.bcf");
    let Some(viewed) = bcftools(&folder, "view -H out.bcf") else {
        return;
    };
    assert_eq!(viewed.lines().count(), 72);
    let format = "%POS:%SYMBOL:%Sample:%List:%Rank\n";
    let args = format!("+split-vep -d -a DSD_RANK -f {format} out.bcf");
    let split = bcftools(&folder, &args).unwrap();
    let mut split: Vec<_> = split.lines().map(String::from).collect();
    let rows = pick(ranked.text(), ["pos", "symbol", "sample", "rank"]);
    let lines = rows
        .into_iter()
        .map(|[pos, symbol, sample, rank]| format!("{pos}:{symbol}:{sample}:other:{rank}"));
    let mut lines: Vec<_> = lines.collect();
    split.sort();
    lines.sort();
    assert_eq!(split, lines);
}
