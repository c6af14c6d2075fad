//! Says a gene's scores, whatever it is called: by its symbol, a former one, its Ensembl or HGNC ID.
//!
//! ```sh
//! cargo run --example score_gene -- published.dsd OLFML3
//! cargo run --example score_gene -- simulated.dsd SOX9 examples/networks/simulated-f.onnx
//! ```
//!
//! The scores are the bundle's or, with models, those that they compute (for this, ONNX Runtime
//! must be found: `dsdscore doctor`).

use std::{env, error::Error, path::Path};

use dsdscore::{
    bundle::Bundle,
    gene::{GeneMention, Names},
    model::{Model, Options},
    score::Scorer,
};

/// A line for each condition that has scores.
fn score(bundle: &Bundle, models: Vec<Model>, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let names = Names::new(bundle.genes());
    let mention = GeneMention::named(name.as_bytes());
    let gene = names.resolve(&mention).ok_or("no such gene")? as usize;
    let mut scorer = Scorer::new(bundle, models)?;
    scorer.compute(std::iter::once(gene))?;
    let line = |(i, column): (usize, &dsdscore::score::Column)| {
        let value = scorer.score(i, gene);
        let mut line = format!("{} {}", column.key(), column.label());
        match value.is_nan() {
            true => line.push_str(": no score"),
            false => line.push_str(&format!(": {value}")),
        }
        if let Some(percentile) = scorer.percentile(i, value) {
            line.push_str(&format!(", percentile {percentile:.1}"));
        }
        if let Some(pattern) = scorer.pattern(i, gene) {
            line.push_str(&format!(", {}", pattern.class.name()));
        }
        line
    };
    Ok(scorer.columns().iter().enumerate().map(line).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [bundle, name, models @ ..] = &arguments[..] else {
        return Err("usage: score_gene BUNDLE.dsd GENE [MODEL.onnx ...]".into());
    };
    let options = Options::default();
    let models = models
        .iter()
        .map(|path| Model::open(Path::new(path), &options));
    let models = models.collect::<Result<_, _>>()?;
    for line in score(&Bundle::open(bundle)?, models, name)? {
        println!("{line}");
    }
    Ok(())
}

#[test]
fn a_gene_has_its_scores_by_any_of_its_names() {
    use dsdscore::{
        bundle::{Description, ModelSource},
        import::{ScoresTable, from_scores},
    };

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let table = "symbol\tgene_id\tcondition\tscore\nSOX9\tENSG00000125398\tF\t0.25\nSRY\t\tM\t1\n";
    std::fs::write(path("scores.tsv"), table).unwrap();
    let table = ScoresTable::read(path("scores.tsv"), &[]).unwrap();
    let builder = from_scores(
        table,
        false,
        |_| ModelSource::default(),
        Description::default(),
    );
    builder.unwrap().write(path("b.dsd")).unwrap();
    let bundle = Bundle::open(path("b.dsd")).unwrap();
    for name in ["SOX9", "ENSG00000125398.14"] {
        let lines = score(&bundle, Vec::new(), name).unwrap();
        assert_eq!(lines, ["F F: 0.25", "M M: no score"]);
    }
    assert!(score(&bundle, Vec::new(), "NOSUCH").is_err());
}
