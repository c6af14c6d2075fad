//! Names and ALTs of every kind come back as they went in.

use std::fs;

use dsdscore::{
    gene::Gene,
    hits::Hit,
    info::{
        Layout,
        compound::{write_entry, write_values},
        ranks,
    },
    score::Scorer,
    variant::{Key, Reader},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::tempdir;

use crate::support::{Found, annotate, bases, build, decode, hits, is_scored, open, pick, truth};

const RECORDS: usize = 300;
const SIGNS: &[&str] = &[
    ";", ",", "|", "=", "%", " ", "&", "<", ">", ":", "\"", "\\", "'", ".", "#", "ä", "β", "日",
    "%2C", "A", "B", "1",
];
const PREFIXES: [(&str, &[&str]); 4] = [
    ("DSD", &["F", "M"]),
    ("GND.x", &["day", "night", "F.1"]),
    ("_", &["_", "Score_F", "Pattern_F", "GENES"]),
    ("DSD_X", &["F"]),
];

fn name(random: &mut ChaCha8Rng) -> String {
    let count = random.random_range(1..6);
    (0..count).map(|_| *pick(random, SIGNS)).collect()
}

/// Genes of different names, among them such as could be taken for a missing value.
fn genes(random: &mut ChaCha8Rng, count: usize) -> Vec<Gene> {
    let special = [".", "%2E", "-", "NA"];
    let symbol = |i: usize, random: &mut ChaCha8Rng| match special.get(i) {
        Some(symbol) => symbol.to_string(),
        None => format!("{i}~{}", name(random).trim()),
    };
    let genes = (0..count).map(|i| Gene {
        symbol: symbol(i, random),
        ensembl_id: match i % 3 {
            0 => String::new(),
            1 => format!("ENSG{i:011}"),
            _ => format!("{i}~{}", name(random).trim()),
        },
        ..Gene::default()
    });
    genes.collect()
}

/// Different ALTs of every kind.
fn alternates(random: &mut ChaCha8Rng, reference: &str) -> Vec<String> {
    let symbolic = [
        "<DEL>",
        "<DUP:TANDEM>",
        "<INS:ME:ALU%>",
        "<CN=0>",
        "<A|B>",
        "G]17:198982]",
        "[<ctg|1>:7[G",
        "*",
        "<*>",
        ".A",
    ];
    let mut found: Vec<String> = Vec::new();
    for _ in 0..random.random_range(1..5) {
        let length = random.random_range(1..5);
        let alternate = match random.random_bool(0.5) {
            true => bases(random, length),
            false => pick(random, &symbolic).to_string(),
        };
        if alternate != reference && !found.contains(&alternate) {
            found.push(alternate);
        }
    }
    match found.is_empty() {
        true => vec!["<DEL>".into()],
        false => found,
    }
}

/// A VCF of random records, and how many ALTs each has.
fn vcf(random: &mut ChaCha8Rng) -> (String, Vec<usize>) {
    let mut text = String::from(
        "##fileformat=VCFv4.3\n##contig=<ID=1>\n\
         ##INFO=<ID=TAG,Number=1,Type=String,Description=\"\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
    );
    let mut counts = Vec::new();
    for i in 1..=RECORDS {
        let length = random.random_range(1..4);
        let reference = bases(random, length);
        let alternates = alternates(random, &reference);
        counts.push(alternates.len());
        let alternates = alternates.join(",");
        text.push_str(&format!(
            "1\t{i}\t.\t{reference}\t{alternates}\t.\t.\tTAG={i}\n"
        ));
    }
    (text, counts)
}

/// The genes that should be read back of a record, without percentiles.
fn expected(scorer: &Scorer, hits: &[Hit]) -> Vec<Found> {
    let genes = scorer.bundle().genes();
    let hits = hits.iter().filter(|hit| is_scored(scorer, hit.gene));
    let found = hits.map(|hit| Found {
        symbol: genes[hit.gene].symbol.clone(),
        id: genes[hit.gene].ensembl_id.clone(),
        alternates: vec![hit.alternate],
        scores: truth(scorer, hit.gene),
    });
    found.collect()
}

/// Takes the percentiles out, which are those of the scores wherever they are told; each ALT's
/// highest score has one.
fn check_percentiles(scorer: &Scorer, found: &mut [Found], alternates: usize) {
    for column in 0..scorer.columns().len() {
        for alternate in 0..alternates {
            let of_alt = found.iter().filter(|gene| gene.alternates == [alternate]);
            let values = of_alt.clone().filter_map(|gene| gene.scores[column].value);
            let highest = values.reduce(f32::max);
            for gene in of_alt {
                let score = &gene.scores[column];
                let is_highest = score.value.is_some() && score.value == highest;
                let percentile = score.value.filter(|_| is_highest);
                let percentile = percentile.and_then(|value| scorer.percentile(column, value));
                assert_eq!(score.percentile, percentile, "{gene:?}");
            }
        }
    }
    let scores = found.iter_mut().flat_map(|gene| &mut gene.scores);
    scores.for_each(|score| score.percentile = None);
}

#[test]
fn genes_alts_and_scores_are_read_as_they_were_written() {
    let folder = tempdir().unwrap();
    for (seed, (prefix, keys)) in PREFIXES.into_iter().enumerate() {
        let mut random = ChaCha8Rng::seed_from_u64(seed as u64);
        let [path, input] = ["b.dsd", "in.vcf"].map(|name| folder.path().join(name));
        let genes = genes(&mut random, 60);
        build(&path, genes, keys, &mut random);
        let bundle = open(&path);
        let scorer = Scorer::new(&bundle, Vec::new()).unwrap();
        let (text, counts) = vcf(&mut random);
        fs::write(&input, text).unwrap();
        let hits = counts.iter().map(|&count| hits(&mut random, count, 60));
        let hits: Vec<_> = hits.collect();
        for name in ["out.vcf", "out.bcf", "out.vcf.gz"] {
            let output = folder.path().join(name);
            annotate(&scorer, &input, &hits, prefix, &output);
            let records = decode(&output, prefix, "TAG");
            assert_eq!(records.len(), RECORDS);
            let records = records.into_iter().zip(&hits).zip(&counts);
            for (((_, mut found), hits), &count) in records {
                check_percentiles(&scorer, &mut found, count);
                assert_eq!(found, expected(&scorer, hits), "{prefix}, {name}");
            }
        }
    }
}

#[test]
fn scores_of_several_prefixes_stand_side_by_side() {
    let folder = tempdir().unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let (text, counts) = vcf(&mut random);
    let file = |name: &str| folder.path().join(name);
    fs::write(file("0.vcf"), text).unwrap();
    let mut written = Vec::new();
    // DSD_X last: it must not be taken for a field of DSD, nor be taken away with DSD's.
    let runs = ["DSD_X", "GND", "DSD"];
    for (i, prefix) in runs.iter().enumerate() {
        let path = file(&format!("{prefix}.dsd"));
        let genes = genes(&mut random, 20);
        build(&path, genes, &["F", "M"], &mut random);
        let hits = counts.iter().map(|&count| hits(&mut random, count, 20));
        let hits: Vec<_> = hits.collect();
        let (bundle, input) = (open(&path), file(&format!("{i}.vcf")));
        let scorer = Scorer::new(&bundle, Vec::new()).unwrap();
        annotate(
            &scorer,
            &input,
            &hits,
            prefix,
            &file(&format!("{}.vcf", i + 1)),
        );
        let expected: Vec<_> = hits.iter().map(|hits| expected(&scorer, hits)).collect();
        written.push((prefix, expected));
    }
    for (prefix, expected) in written {
        for ((_, mut found), expected) in decode(&file("3.vcf"), prefix, "TAG")
            .into_iter()
            .zip(expected)
        {
            let scores = found.iter_mut().flat_map(|gene| &mut gene.scores);
            scores.for_each(|score| score.percentile = None);
            assert_eq!(found, expected, "{prefix}");
        }
    }
}

#[test]
fn another_compound_field_is_read_as_it_was_written() {
    let names = ["a|b", "x,y;=", ".", "50%", "", "ä"];
    let mut text = Vec::new();
    for name in names {
        let mut values = Vec::new();
        write_values([name, "E1", name, "known", "1"], &mut values);
        write_entry(b"<DUP:T,%>", &values, &mut text);
    }
    let line = ranks().definition("GND").line(false);
    let text = String::from_utf8(text).unwrap();
    let vcf = format!(
        "##fileformat=VCFv4.3\n{line}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
         1\t1\t.\tA\tC\t.\t.\tGND_RANK={text}\n"
    );
    let folder = tempdir().unwrap();
    let path = folder.path().join("in.vcf");
    fs::write(&path, vcf).unwrap();
    let mut reader = Reader::open(path.to_str().unwrap(), 0).unwrap();
    let layout = Layout::find(reader.header(), reader.dictionary(), "GND_RANK").unwrap();
    assert_eq!(Key::new("GND_RANK", reader.dictionary()).index(), Some(1));
    let places = ["SYMBOL", "Sample", "Rank"].map(|name| layout.place(name).unwrap());
    reader.advance().unwrap();
    let entries: Vec<_> = layout.entries(&reader.record(0)).collect();
    assert_eq!(entries.len(), names.len());
    for (entry, name) in entries.iter().zip(names) {
        let values = places.map(|place| entry.value(place));
        assert_eq!(values, [name.as_bytes(), name.as_bytes(), b"1"]);
        assert_eq!(entry.allele(), b"<DUP:T,%>");
    }
}
