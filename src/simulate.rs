//! Atlases with a known answer: counts, labels, variants and genes, all of them made up.
//!
//! Counts are negative binomial. A cell's library size is log-normal; a gene's share of it depends on
//! the gene's class, the cell's type and its time. All randomness is ChaCha8's, one stream for each
//! thing, so that neither threads nor the order of work change what is written.
//!
//! ```
//! use dsdscore::simulate::{Options, simulate};
//!
//! # let folder = tempfile::tempdir()?;
//! # let atlas = folder.path().join("atlas");
//! let options = Options { cells: 200, genes: 60, ..Options::default() };
//! simulate(&options, &atlas, false, "", &|_| ())?;
//! assert!(atlas.join("atlas.h5ad").exists() && atlas.join("labels.tsv").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod class;
mod config;
mod counts;
mod design;
mod error;
mod expression;
mod folder;
mod genes;
mod genome;
mod gff;
mod h5ad;
mod labels;
mod levels;
mod missing;
mod negative_binomial;
mod options;
mod profile;
mod random;
mod readme;
mod vcf;

use std::path::Path;

pub use self::{
    class::Class,
    error::{Error, Result},
    options::{ColumnNames, Condition, Number, Options, Proportions},
};
use self::{
    design::Design, error::Failure, expression::Expression, folder::Folder, genes::Genes,
    genome::Genome, random::Streams,
};

/// What is simulated before any count: who the cells are and what the genes do.
pub(crate) struct World<'a> {
    options: &'a Options,
    streams: Streams,
    design: Design,
    genes: Genes,
    /// One a condition.
    expression: Vec<Expression>,
}

impl<'a> World<'a> {
    fn new(options: &'a Options) -> Result<Self> {
        options.validate()?;
        let streams = Streams::new(options.seed);
        let design = Design::new(options, &streams);
        let genes = Genes::new(options, &streams);
        let conditions = 0..options.conditions.len();
        let expression = conditions
            .map(|condition| Expression::new(options, &streams, &design, &genes, condition))
            .collect();
        Ok(Self {
            options,
            streams,
            design,
            genes,
            expression,
        })
    }
}

/// Simulates an atlas into a folder that takes its name when it is whole.
///
/// `command` is the command line that README.txt quotes; `progress` is told of each cell. Runs on the
/// rayon pool that it is called in. Holds some ten megabytes of counts at a time, whatever the
/// number of cells.
///
/// # Errors
///
/// Options that make no sense, a folder that holds other things than an earlier simulation (or, unless
/// `force`, anything at all), and what keeps files from being written.
pub fn simulate(
    options: &Options,
    path: &Path,
    force: bool,
    command: &str,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    let world = World::new(options)?;
    let folder = Folder::create(path, force)?;
    h5ad::write(&world, &folder, command, progress)?;
    folder.write("labels.tsv", |out| labels::write(&world, out))?;
    let genome = Genome::new(&world.genes, &world.streams);
    folder.write("genes.gff3", |out| gff::write(&genome, out))?;
    folder.write("variants.vcf", |out| vcf::write(&world, &genome, out))?;
    folder.write("atlas.toml", |out| config::write(options, out))?;
    folder.write("README.txt", |out| readme::write(&world, command, out))?;
    folder.persist()
}

/// The names of the atlas's files, with the condition of each where each has its own.
pub(crate) fn atlas_files(options: &Options) -> Vec<(String, Option<usize>)> {
    if !options.per_condition {
        return vec![("atlas.h5ad".into(), None)];
    }
    let conditions = options.conditions.iter().enumerate();
    conditions
        .map(|(index, condition)| (format!("atlas.{}.h5ad", condition.key), Some(index)))
        .collect()
}
