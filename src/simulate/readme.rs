//! README.txt.

use std::io::{self, Write};

use super::{Options, atlas_files};

/// Says that all of it is synthetic, what made it, and what each file is.
pub(super) fn write(options: &Options, command: &str, out: &mut dyn Write) -> io::Result<()> {
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
         \x20   the answer. label: 1 disease-like (banded, sparse), 0 other (ubiquitous-high,\n\
         \x20   ubiquitous-low, silent). For each condition: the mean count over all cells and the\n\
         \x20   count where the gene is on, both in a cell of the median library size; the fraction\n\
         \x20   of cells that have the gene at all; a band's cell types and times\n\
         genes.gff3\n\
         \x20   the genes' places, on contigs that no assembly has\n\
         variants.vcf\n\
         \x20   variants in the genes (INFO/SIM_GENE) and between them\n\
         atlas.toml\n\
         \x20   how `dsdscore bundle build` reads the atlas\n"
    )
}
