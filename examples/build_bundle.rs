//! Builds a bundle of a table of mean expression, and draws a gene of it.
//!
//! ```sh
//! cargo run --example build_bundle -- examples/simulated-expression.tsv gonad.dsd SOX9 sox9.png
//! ```
//!
//! The table has a row for each gene, condition (or sex), cell type and time. Single cells become a
//! bundle by `from_atlas`, published scores by `from_scores`; see `dsdscore::import`.

use std::{env, error::Error, fs, path::Path};

use dsdscore::{
    bundle::{Bundle, Description},
    heatmap::{Image, encode_png},
    import::{ExpressionTable, from_table},
};

fn build(table: &Path, bundle: &Path) -> Result<Bundle, Box<dyn Error>> {
    // Labels that are no good for INFO keys are given others: [("female".into(), "F".into())].
    let table = ExpressionTable::read(table, &[])?;
    let recipe = table.recipe();
    // Whatever is built of simulated data says so.
    let description = Description {
        name: "example".into(),
        synthetic: true,
        ..Description::default()
    };
    from_table(table, recipe, description)?.write(bundle)?;
    Ok(Bundle::open(bundle)?)
}

/// The gene's image in the first condition, as a network sees it; `None` where it has none.
fn draw(bundle: &Bundle, symbol: &str) -> Result<Option<Image>, Box<dyn Error>> {
    let gene = bundle.genes().iter().position(|gene| gene.symbol == symbol);
    let gene = gene.ok_or("no such gene")?;
    let mut images = bundle.gene_images(0)?.ok_or("nothing to draw")?;
    let mut image = Image::default();
    let is_drawn = images.read_or_draw(bundle, gene, &mut image)?;
    Ok(is_drawn.then_some(image))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [table, bundle, symbol, png] = &arguments[..] else {
        return Err("usage: build_bundle TABLE.tsv BUNDLE.dsd GENE IMAGE.png".into());
    };
    let bundle = build(Path::new(table), Path::new(bundle))?;
    println!("{} genes, {}", bundle.genes().len(), bundle.digest());
    let image = draw(&bundle, symbol)?.ok_or("the gene was not measured")?;
    fs::write(png, encode_png(&image)?)?;
    Ok(())
}

#[test]
fn a_bundle_of_a_table_has_its_genes_and_draws_them() {
    let folder = tempfile::tempdir().unwrap();
    let table = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/simulated-expression.tsv"
    );
    let bundle = build(Path::new(table), &folder.path().join("b.dsd")).unwrap();
    let image = draw(&bundle, &bundle.genes()[0].symbol).unwrap().unwrap();
    assert_eq!((image.height(), image.width()), (100, 50));
    assert!(bundle.pattern(0, 0).is_some());
}
