//! `dsdscore show`

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;

use crate::{
    bundle::{Bundle, Condition},
    cli::note,
    gene::{GeneMention, Names},
    heatmap::{Image, preview, write_png},
    target::write_whole,
};

const EXAMPLES: &str = "\
Examples:
  dsdscore show SOX9 -b gonad.dsd                  # SOX9.F.png, SOX9.M.png
  dsdscore show ENSG00000125398 -b gonad.dsd -o figures/sox9 --scale 8";

/// Draws a gene's heatmaps, one a condition: PNG files and, on a terminal, a preview
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Show {
    /// The gene: a symbol, an Ensembl ID or an HGNC ID
    gene: String,
    /// The bundle
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// The files are called PREFIX.<condition>.png [default: the gene's symbol]
    #[arg(short, long, value_name = "PREFIX")]
    output: Option<String>,
    /// The side of a pixel in the PNG; 1 gives the network's input
    #[arg(long, default_value_t = 1, value_name = "INT", value_parser = clap::value_parser!(u32).range(1..=64))]
    scale: u32,
}

/// Characters that a preview is wide.
const PREVIEW_WIDTH: usize = 30;

impl Show {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let bundle = Bundle::open(&self.bundle)?;
        let gene = self.find(&bundle)?;
        let symbol = &bundle.genes()[gene].symbol;
        let (mut image, mut shown) = (Image::default(), 0);
        for (index, condition) in bundle.manifest().conditions.iter().enumerate() {
            let Some(mut painter) = bundle.painter(index)? else {
                continue;
            };
            if !painter.draw(&bundle, gene, &mut image)? {
                continue;
            }
            self.write(&image, symbol, condition)?;
            describe(&bundle, gene, index, condition, &image)?;
            shown += 1;
        }
        if shown == 0 {
            bail!("{symbol} has no expression in {}", self.bundle.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    fn find(&self, bundle: &Bundle) -> anyhow::Result<usize> {
        let mention = GeneMention::named(self.gene.as_bytes());
        let gene = Names::new(bundle.genes()).resolve(&mention);
        gene.map(|gene| gene as usize).with_context(|| {
            format!(
                "{} is not in {}; `dsdscore bundle export` lists its genes",
                self.gene,
                self.bundle.display()
            )
        })
    }

    fn write(&self, image: &Image, symbol: &str, condition: &Condition) -> anyhow::Result<()> {
        let prefix = match &self.output {
            Some(prefix) => prefix.clone(),
            None => symbol.replace(['/', '\\'], "_"),
        };
        let path = PathBuf::from(format!("{prefix}.{}.png", condition.key));
        write_whole(&path, |writer| {
            write_png(image, self.scale, writer).map_err(anyhow::Error::from)
        })
        .with_context(|| format!("cannot write {}", path.display()))?;
        note(path.display());
        Ok(())
    }
}

/// The score, if there is one, and on a terminal the image.
fn describe(
    bundle: &Bundle,
    gene: usize,
    index: usize,
    condition: &Condition,
    image: &Image,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let names = &bundle.genes()[gene];
    write!(
        out,
        "{} {} {}",
        names.symbol, names.ensembl_id, condition.label
    )?;
    if let Some(score) = bundle.score(gene, index) {
        write!(out, ": score {score}")?;
        if let Some(percentile) = bundle.percentile(index, score) {
            write!(out, ", percentile {percentile:.1}")?;
        }
    }
    writeln!(out)?;
    if out.is_terminal() && env::var_os("NO_COLOR").is_none() {
        write!(out, "{}", preview(image, PREVIEW_WIDTH))?;
    }
    Ok(())
}
