//! Builds a bundle of published scores, and says what is in it.
//!
//! ```sh
//! cargo run --example build_bundle -- examples/published-scores.tsv published.dsd
//! ```
//!
//! The table has a row for each gene and condition: symbol, condition (or sex), score. Expression
//! becomes a bundle by `ExpressionTable`, single cells by `from_atlas`; see `dsdscore::import`.

use std::{env, error::Error, path::Path};

use dsdscore::{
    bundle::{Bundle, Description, ModelSource},
    import::ScoresTable,
};

fn build(scores: &Path, bundle: &Path) -> Result<Bundle, Box<dyn Error>> {
    // Labels that are no good for INFO keys are given others: [("female".into(), "F".into())].
    let table = ScoresTable::read(scores, &[])?;
    let description = Description {
        name: "published".into(),
        prefix: "DSD".into(),
        ..Description::default()
    };
    // The paper prints some genes' scores, not all: they have no percentiles.
    let is_complete = false;
    let builder = table.into_builder(description, is_complete, |condition| ModelSource {
        name: format!("GONAD-ResNet, {condition}"),
        citation: Some("doi:10.1016/j.csbj.2025.12.019".into()),
        ..ModelSource::default()
    })?;
    builder.write(bundle)?;
    Ok(Bundle::open(bundle)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [scores, bundle] = &arguments[..] else {
        return Err("usage: build_bundle SCORES.tsv BUNDLE.dsd".into());
    };
    let bundle = build(Path::new(scores), Path::new(bundle))?;
    println!("{} genes, {}", bundle.genes().len(), bundle.digest());
    for source in &bundle.manifest().scores {
        println!("{}: {} genes scored", source.condition, source.genes_scored);
    }
    Ok(())
}

#[test]
fn a_bundle_has_the_genes_and_scores_of_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let scores = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/published-scores.tsv");
    let bundle = build(Path::new(scores), &folder.path().join("published.dsd")).unwrap();
    let mut genes = bundle.genes().iter();
    let gene = genes.position(|gene| gene.symbol == "OLFML3").unwrap();
    let female = bundle.manifest().condition("F").unwrap();
    assert_eq!(bundle.score(gene, female), Some(0.943_391_5));
}
