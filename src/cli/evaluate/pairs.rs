//! The options of the network on pairs of genes.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Evaluate, METHODS};
use crate::{
    atlas::Config,
    bundle::Bundle,
    cli::atlas_inputs,
    train::{
        choice::Choice,
        cnnc::{Cnnc, CnncOptions, Labelling, SingleCells},
        compare::Entrant,
    },
};

/// The single cells, which the network on pairs of genes sees.
#[derive(Args)]
#[command(next_help_heading = "Pairs of genes (cnnc)")]
pub struct Pairs {
    /// A file that the bundle was built from, as for `bundle build`; may be repeated
    #[arg(long, value_name = "[KEY=]FILE", requires = "config")]
    atlas: Vec<PathBuf>,
    /// The atlas.toml that it was built by
    #[arg(long, value_name = "FILE", requires = "atlas")]
    config: Option<PathBuf>,
    /// The table of cells of a Matrix Market file; one for each such --atlas, in their order
    #[arg(long, value_name = "FILE", requires = "atlas")]
    cells: Vec<PathBuf>,
    /// The time whose cells are seen; KEY=TIME for one condition [default: the time with most cells]
    #[arg(long, value_name = "[KEY=]TIME", value_parser = time)]
    pair_time: Vec<(Option<String>, f64)>,
    /// Bins of each gene's expression
    #[arg(long, default_value_t = CnncOptions::default().bins, value_name = "INT")]
    pair_bins: usize,
    /// Smooth the counts by a Gaussian of so many bins
    #[arg(long, value_name = "NUMBER")]
    pair_sigma: Option<f64>,
    /// Channels of the first layers
    #[arg(long, default_value_t = CnncOptions::default().width, value_name = "INT")]
    pair_width: usize,
    /// Training pairs, at most
    #[arg(long, default_value_t = CnncOptions::default().pairs, value_name = "INT")]
    pairs: usize,
}

impl Pairs {
    /// Both labellings of pairs of the chosen genes, or why there are none.
    pub fn entrants(
        &self,
        command: &Evaluate,
        bundle: &Bundle,
        choice: &Choice,
    ) -> anyhow::Result<Vec<Entrant<'static>>> {
        let names = METHODS.iter().filter(|(name, _)| name.starts_with("cnnc"));
        let names: Vec<_> = names.filter(|(name, _)| command.asks_for(name)).collect();
        let skipped = |(name, description): &&(&'static str, &'static str)| Entrant::Skipped {
            name,
            description: (*description).into(),
            reason: "it needs the single cells: name their file by --atlas".into(),
        };
        let Some(config) = self.config.as_ref().filter(|_| !names.is_empty()) else {
            return Ok(names.iter().map(skipped).collect());
        };
        let config = Config::read(config)?;
        let cells = self.read(&config, bundle, choice)?;
        let device = command.device.open()?;
        let runs = |labelling| -> anyhow::Result<Entrant<'static>> {
            let options = self.options(labelling);
            Ok(Entrant::Runs(Box::new(Cnnc::new(
                options,
                &cells,
                device.clone(),
            )?)))
        };
        Ok(vec![runs(Labelling::First)?, runs(Labelling::Both)?])
    }

    /// The files that it reads. Of `KEY=FILE` it gives that and the file: one of them is there.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let atlases = self.atlas.iter().flat_map(|path| atlas_inputs::files(path));
        let others = self.cells.iter().chain(&self.config);
        atlases.chain(others.map(PathBuf::as_path))
    }

    /// The cells of the chosen genes at one time.
    fn read(
        &self,
        config: &Config,
        bundle: &Bundle,
        choice: &Choice,
    ) -> anyhow::Result<SingleCells> {
        let inputs = atlas_inputs::inputs(&self.atlas, &self.cells, config)?;
        let chosen: Vec<_> = choice.genes.iter().map(|gene| gene.index).collect();
        let key = &choice.condition;
        let time = self.time(key);
        Ok(SingleCells::read(
            &inputs,
            config,
            key,
            time,
            bundle.genes(),
            &chosen,
        )?)
    }

    /// The time of a condition: its own, else the one for all.
    fn time(&self, key: &str) -> Option<f64> {
        let of = |wanted: Option<&str>| {
            let mut times = self.pair_time.iter();
            times
                .find(|(key, _)| key.as_deref() == wanted)
                .map(|(_, time)| *time)
        };
        of(Some(key)).or_else(|| of(None))
    }

    fn options(&self, labelling: Labelling) -> CnncOptions {
        CnncOptions {
            labelling,
            bins: self.pair_bins,
            sigma: self.pair_sigma,
            width: self.pair_width,
            pairs: self.pairs,
            ..CnncOptions::default()
        }
    }
}

fn time(text: &str) -> Result<(Option<String>, f64), String> {
    let (key, time) = match text.split_once('=') {
        Some((key, time)) => (Some(key.into()), time),
        None => (None, text),
    };
    let time = time.parse::<f64>().ok().filter(|time| time.is_finite());
    Ok((key, time.ok_or("use a number, such as 10, or KEY=10")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_for_all_conditions_or_for_one() {
        assert_eq!(time("10").unwrap(), (None, 10.0));
        assert_eq!(time("F=8.6").unwrap(), (Some("F".into()), 8.6));
        assert!(time("F=week").is_err());
        assert!(time("NaN").is_err());
    }
}
