//! Annotates a VCF or BCF with the scores of a bundle, and reads them back.
//!
//! ```sh
//! cargo run --example annotate -- published.dsd examples/patients.vcf scored.bcf
//! ```
//!
//! Genes are read off CSQ, ANN or BCSQ; gene coordinates (`Regions::open`) do as well.

use std::{env, error::Error};

use dsdscore::{
    annotate::{self, Naming, Target},
    bundle::Bundle,
    hits::{GeneSource, SourceKind, Summary},
    info::Decoder,
    score::Scorer,
    variant::Reader,
};

fn annotate(bundle: &Bundle, input: &str, output: &str) -> Result<Summary, Box<dyn Error>> {
    let mut scorer = Scorer::new(bundle, Vec::new())?;
    let mut reader = Reader::open(input, 0)?;
    let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
    let naming = Naming::new(&bundle.manifest().prefix, "annotate");
    let target = Target::new(output);
    let mut progress = |_records| ();
    Ok(annotate::annotate(
        &mut reader,
        source,
        &mut scorer,
        &naming,
        &target,
        &mut progress,
    )?)
}

/// A line for each ALT and gene that has a score of the first condition.
fn read(path: &str, prefix: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut reader = Reader::open(path, 0)?;
    let (header, dictionary) = (reader.header(), reader.dictionary());
    let mut decoder = Decoder::find(header, dictionary, prefix, path)?;
    let mut lines = Vec::new();
    while reader.advance()? {
        for i in 0..reader.len() {
            let record = reader.record(i);
            decoder.read(&record, &mut |found| {
                let symbol = String::from_utf8_lossy(found.gene.symbol);
                for alternate in found.alternates {
                    let alternate = record.alternate(*alternate).unwrap_or_default();
                    let alternate = String::from_utf8_lossy(alternate);
                    if let Some(score) = found.scores[0].value {
                        lines.push(format!("{} {alternate} {symbol} {score}", record.place()));
                    }
                }
            });
        }
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [bundle, input, output] = &arguments[..] else {
        return Err("usage: annotate BUNDLE.dsd INPUT.vcf OUTPUT.vcf".into());
    };
    let bundle = Bundle::open(bundle)?;
    eprintln!("{}", annotate(&bundle, input, output)?);
    for line in read(output, &bundle.manifest().prefix)? {
        println!("{line}");
    }
    Ok(())
}

#[test]
fn what_is_written_is_read_back() {
    use dsdscore::{
        bundle::{Description, ModelSource},
        import::{ScoresTable, from_scores},
    };

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let table = ScoresTable::read(format!("{examples}/published-scores.tsv"), &[]).unwrap();
    let builder = from_scores(
        table,
        false,
        |_| ModelSource::default(),
        Description::default(),
    );
    builder.unwrap().write(path("b.dsd")).unwrap();
    let bundle = Bundle::open(path("b.dsd")).unwrap();
    let input = format!("{examples}/patients.vcf");
    for output in [path("scored.vcf"), path("scored.bcf")] {
        let summary = annotate(&bundle, &input, &output).unwrap();
        assert!(summary.scored > 0 && summary.scored <= summary.read);
        let lines = read(&output, "DSD").unwrap();
        let olfml3 = lines.iter().find(|line| line.contains(" OLFML3 "));
        assert!(olfml3.unwrap().ends_with(" 0.9433915"), "{olfml3:?}");
    }
}
