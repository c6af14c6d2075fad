//! The options of the network on pairs of genes.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{
    atlas::Config,
    cli::atlas_inputs,
    train::{
        cnnc::{CnncOptions, Labelling},
        evaluate::PairCells,
    },
};

/// The single cells, which the network on pairs of genes sees.
#[derive(Args)]
#[command(next_help_heading = "Pairs of genes (cnnc)")]
pub struct PairOptions {
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

impl PairOptions {
    /// The single cells, where they are named and a method that sees them is asked for.
    pub fn cells(&self, methods: &[String]) -> anyhow::Result<Option<PairCells>> {
        let mut names = Labelling::ALL.into_iter().map(Labelling::method);
        let is_asked = |name| methods.is_empty() || methods.iter().any(|method| method == name);
        let Some(config) = self.config.as_ref().filter(|_| names.any(is_asked)) else {
            return Ok(None);
        };
        let config = Config::read(config)?;
        let mut times = BTreeMap::new();
        for (key, time) in &self.pair_time {
            times.entry(key.clone()).or_insert(*time);
        }
        Ok(Some(PairCells {
            inputs: atlas_inputs::inputs(&self.atlas, &self.cells, &config)?,
            config,
            time: times.remove(&None),
            times: times
                .into_iter()
                .filter_map(|(key, time)| Some((key?, time)))
                .collect(),
            options: CnncOptions {
                bins: self.pair_bins,
                sigma: self.pair_sigma,
                width: self.pair_width,
                pairs: self.pairs,
                ..CnncOptions::default()
            },
        }))
    }

    /// The files that it reads. Of `KEY=FILE` it gives that and the file: one of them is there.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let atlases = self.atlas.iter().flat_map(|path| atlas_inputs::files(path));
        let others = self.cells.iter().chain(&self.config);
        atlases.chain(others.map(PathBuf::as_path))
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
        for text in ["F=week", "NaN"] {
            assert!(time(text).unwrap_err().contains("use a number"), "{text}");
        }
    }
}
