//! A bundle from single cells.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::ProgressBar;

use crate::{
    atlas::{AtlasInput, Config},
    bundle::{Builder, Description},
    cli::{atlas_inputs::inputs, note, progress},
    heatmap::Recipe,
    import::{AtlasOptions, Step, from_atlas},
};

/// How an atlas is read.
#[derive(Args)]
#[command(next_help_heading = "Single cells (with --atlas)")]
pub struct CellOptions {
    /// The table of cells of a Matrix Market file; one for each such --atlas, in their order
    #[arg(long, value_name = "FILE", requires = "atlas")]
    cells: Vec<PathBuf>,
    /// Single cells that are held in memory at a time, in MiB; with less, files are read more often
    #[arg(long, value_name = "MIB", default_value_t = MEMORY, requires = "atlas")]
    memory: u16,
}

/// Single cells that are held at a time, in MiB, where no option says otherwise.
pub const MEMORY: u16 = 1536;

impl CellOptions {
    /// The files that are named.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.cells.iter().map(PathBuf::as_path)
    }

    /// Builds the bundle.
    pub fn build(
        &self,
        atlases: &[PathBuf],
        config: &Config,
        recipe: &Recipe,
        description: Description,
        output: &Path,
    ) -> anyhow::Result<Builder> {
        let options = AtlasOptions {
            config,
            recipe,
            output,
            memory: usize::from(self.memory) << 20,
        };
        build(&inputs(atlases, &self.cells, config)?, options, description)
    }
}

/// Builds a bundle, and says on stderr how it goes and what of the atlas is in it.
pub fn build(
    inputs: &[AtlasInput],
    options: AtlasOptions<'_>,
    description: Description,
) -> anyhow::Result<Builder> {
    let mut bars = Bars::default();
    let made = from_atlas(inputs, options, description, &mut |step| bars.show(step))?;
    bars.clear();
    for warning in &made.warnings {
        note(format_args!("warning: {warning}"));
    }
    describe(&made.builder);
    Ok(made.builder)
}

/// Says what of the atlas is in the bundle.
fn describe(builder: &Builder) {
    for condition in &builder.manifest().conditions {
        note(format_args!(
            "{} ({}): {} cells, {} cell types, {} times, {} of {} combinations measured",
            condition.key,
            condition.label,
            condition.cells.iter().sum::<u64>(),
            condition.cell_types.len(),
            condition.times.len(),
            condition.cells.iter().filter(|&&cells| cells > 0).count(),
            condition.matrix_len()
        ));
    }
}

/// A bar for what is being done.
#[derive(Default)]
struct Bars {
    what: String,
    bar: Option<ProgressBar>,
}

impl Bars {
    fn show(&mut self, step: Step) {
        let (file, unit, done, of) = match step {
            Step::Means(file, done, of) => (file, "cells", done, of),
            Step::Cells(file, done, of) => (file, "cells (for images)", done, of),
            Step::Images(file, done, of) => (file, "genes drawn", done, of),
        };
        let bar = match &self.bar {
            Some(bar) if self.what == unit && bar.position() <= done as u64 => bar,
            _ => {
                self.clear();
                self.what = unit.into();
                let unit = format!("{unit} of {}", file_name(file));
                self.bar.insert(progress::bar(Some(of as u64), &unit))
            }
        };
        bar.set_position(done as u64);
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// What a bundle is called where no option says it: as its atlas, or as the first file of it.
pub fn name(atlas: &str, files: &[PathBuf]) -> String {
    let first = files.first().map_or(Path::new("atlas"), PathBuf::as_path);
    match atlas {
        "" => file_name(first),
        name => file_name(Path::new(name)),
    }
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_part_of_the_atlas_or_of_its_first_file() {
        let files = ["data/wt.h5ad", "data/ko.h5ad"].map(PathBuf::from);
        assert_eq!(name("human/gonad", &files), "gonad");
        assert_eq!(name("", &files), "wt.h5ad");
    }
}
