//! README.txt.

use std::io::{self, Write};

use super::{World, atlas_files};

/// What the labels are of.
const CLASSES: &str = "\
    \x20   the answer. label: 1 disease-like (banded, sparse), 0 other (ubiquitous-high,\n\
    \x20   ubiquitous-low, silent). For each condition: the mean count over all cells and the\n\
    \x20   count where the gene is on, both in a cell of the median library size; the fraction\n\
    \x20   of cells that have the gene at all; a band's cell types and times\n";
const PLANTED: &str = "\
    \x20   the answer. label: 1 planted, 0 elsewhere. Each gene is unusually high for its level\n\
    \x20   in one block of cell type and time of each condition. Where that is says the label,\n\
    \x20   and nothing else does:\n";
const PLANTED_COLUMNS: &str = "\
    \x20   for label 1, another for label 0. For each condition: the mean count over all cells and\n\
    \x20   the count in the gene's block, both in a cell of the median library size; the fraction\n\
    \x20   of cells that have the gene at all; the block's cell type and time\n";

/// Says that all of it is synthetic, what made it, and what each file is.
pub(super) fn write(world: &World, command: &str, out: &mut dyn Write) -> io::Result<()> {
    let options = world.options;
    let version = env!("CARGO_PKG_VERSION");
    let files: Vec<_> = atlas_files(options).into_iter().map(|(n, _)| n).collect();
    let (files, seed) = (files.join(", "), options.seed);
    write!(
        out,
        "SYNTHETIC DATA: every cell, count, gene and variant in this folder is made up.\n\
         No result on it says anything about an organism, a gene or a person.\n\
         \n\
         made by  dsdscore {version}\n\
         seed     {seed}\n\
         command  {command}\n\
         \n\
         {files}\n\
         \x20   single-cell counts, as anndata writes them; uns/dsdscore/synthetic is true\n\
         labels.tsv\n\
         {}\
         genes.gff3\n\
         \x20   the genes' places, on contigs that no assembly has\n\
         variants.vcf\n\
         \x20   variants in the genes (INFO/SIM_GENE) and between them\n\
         atlas.toml\n\
         \x20   how `dsdscore bundle build` reads the atlas\n",
        labels(world)
    )
}

/// What labels.tsv has.
fn labels(world: &World) -> String {
    let conditions = world.options.conditions.iter().zip(&world.expression);
    let blocks: Vec<_> = conditions
        .filter_map(|(condition, expression)| {
            let (cell_type, time) = expression.planted?;
            let (cell_type, time) = (
                &world.options.cell_types[cell_type],
                world.options.times[time],
            );
            Some(format!(
                "        {}: {cell_type}, {time}\n",
                condition.label
            ))
        })
        .collect();
    if blocks.is_empty() {
        return CLASSES.into();
    }
    [PLANTED, &blocks.concat(), PLANTED_COLUMNS].concat()
}
