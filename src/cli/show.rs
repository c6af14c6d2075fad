//! `dsdscore show`

mod genes;
mod output;
mod view;
mod why;

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::bail;
use clap::{Args, ValueEnum};

use self::{genes::find, output::Output, view::View};
use crate::{
    bundle::Bundle,
    cli::{bundle_choice::BundleOption, by_name},
    heatmap::{Colormap, Image, preview},
};

const EXAMPLES: &str = "\
Examples:
  # SOX9.F.png and SOX9.M.png, as the network sees them; SOX9.figure.png, for people
  dsdscore show SOX9 -b gonad.dsd

  # the figure alone, to print
  dsdscore show SOX9 -b gonad.dsd --kind figure --format svg -o figures/sox9

  # a list of genes on one sheet, sheet.png and sheet.svg
  dsdscore show --genes candidates.txt -b gonad.dsd --kind sheet --format png,svg

  # why NR5A1 has its scores, in words: the built-in bundle suffices
  dsdscore show NR5A1 --why

  # and in NR5A1.why.png and NR5A1.why.svg, which need a bundle with matrices and reasons
  dsdscore show NR5A1 --why -b gonad.dsd --format png,svg";

/// Draws genes' heatmaps: the network's input, a readable figure, a sheet of many genes
///
/// The input is a PNG for each condition, pixel for pixel what a network is given. The figure has
/// the mean expression of all conditions with cell types, time points and colour bar, and marks
/// what was interpolated. The sheet has the inputs of many genes side by side. On a terminal the
/// input of a single gene is shown too. All of these need a bundle with matrices or images; the
/// built-in one has neither, but can tell --why.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Show {
    /// Genes: symbols, Ensembl IDs or HGNC IDs
    #[arg(value_name = "GENE", required_unless_present = "genes")]
    names: Vec<String>,
    #[command(flatten)]
    bundle: BundleOption,
    /// Tell why the genes have their scores (see `dsdscore explain`): in words, and in a figure with the
    /// heatmap, beside it what moves the score, and below the known genes that the gene is most like
    #[arg(long, conflicts_with_all = ["kind", "columns", "scale"])]
    why: bool,
    /// A list of genes: the first column of each line that does not begin with #
    #[arg(short, long, value_name = "FILE")]
    genes: Option<PathBuf>,
    /// What files' names begin with; of several genes each adds its symbol [default: the gene's
    /// symbol]
    #[arg(short, long, value_name = "PREFIX")]
    output: Option<String>,
    /// What is drawn
    #[arg(short, long, value_delimiter = ',', default_value = "input,figure")]
    kind: Vec<Kind>,
    /// The format of figures and sheets; inputs are always PNG [default: png]
    #[arg(short, long, value_delimiter = ',')]
    format: Vec<Format>,
    /// The colours of figures [default: the recipe's, as in the input]
    #[arg(long, value_name = "jet|turbo|bwr", value_parser = parse_colormap)]
    colormap: Option<Colormap>,
    /// How many genes of a sheet stand side by side
    #[arg(long, default_value_t = 10, value_name = "INT", value_parser = clap::value_parser!(u32).range(1..=50))]
    columns: u32,
    /// The side of a pixel in the input's PNG; 1 gives the network's input
    #[arg(long, default_value_t = 1, value_name = "INT", value_parser = clap::value_parser!(u32).range(1..=64))]
    scale: u32,
}

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// What a network is given, a PNG for each condition
    Input,
    /// A figure with axes for each gene
    Figure,
    /// The inputs of all genes on one page, or several
    Sheet,
}

/// The format of figures and sheets.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Png,
    Svg,
}

fn parse_colormap(text: &str) -> Result<Colormap, String> {
    by_name(text, "jet, turbo or bwr")
}

/// Characters that a preview is wide.
const PREVIEW_WIDTH: usize = 30;

impl Show {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if self.why {
            return why::run(&self);
        }
        let bundle = self.bundle.open()?;
        if bundle.is_built_in() {
            bail!(
                "{} has no heatmaps to show: name one with matrices or images (-b FILE), or ask \
                 it --why genes have their scores",
                bundle.path().display()
            );
        }
        let names = genes::names(&self.names, self.genes.as_deref())?;
        let genes = find(&bundle, &names)?;
        let mut view = View::new(&bundle)?;
        let mut output = Output::new(&self, names.len() > 1, genes.len());
        let mut absent = Vec::new();
        for &gene in &genes {
            let images = view.draw(gene)?;
            if images.iter().any(Option::is_some) {
                describe(&bundle, gene, &images, names.len() == 1)?;
                output.write(&view, gene, images)?;
            } else {
                absent.push(bundle.genes()[gene].symbol.as_str());
            }
        }
        output.finish(&bundle)?;
        match absent.as_slice() {
            [] => {}
            [symbol] if genes.len() == 1 => {
                bail!("{symbol} has no expression in {}", bundle.path().display())
            }
            _ if absent.len() == genes.len() => {
                bail!(
                    "none of the genes has expression in {}",
                    bundle.path().display()
                )
            }
            _ => genes::warn("genes have no expression", &absent),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn draws(&self, kind: Kind) -> bool {
        self.kind.contains(&kind)
    }

    /// Each once.
    fn formats(&self) -> Vec<Format> {
        match self.format.is_empty() {
            true => vec![Format::Png],
            false => {
                let is_asked = |format: &Format| self.format.contains(format);
                [Format::Png, Format::Svg]
                    .into_iter()
                    .filter(is_asked)
                    .collect()
            }
        }
    }
}

/// Whether a stream is a terminal whose user wants colours.
fn shows_colours(out: &impl IsTerminal) -> bool {
    out.is_terminal() && env::var_os("NO_COLOR").is_none()
}

/// For each condition that has the gene its score and pattern, and on a terminal the image.
fn describe(
    bundle: &Bundle,
    gene: usize,
    images: &[Option<Image>],
    is_only: bool,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let is_shown = is_only && shows_colours(&out);
    let names = &bundle.genes()[gene];
    let conditions = bundle.manifest().conditions.iter().zip(images).enumerate();
    for (index, (condition, image)) in conditions {
        let Some(image) = image else {
            continue;
        };
        write!(
            out,
            "{} {} {}",
            names.symbol, names.ensembl_id, condition.label
        )?;
        let note = view::note(bundle, gene, index);
        writeln!(out, "{}{note}", if note.is_empty() { "" } else { ": " })?;
        if is_shown {
            write!(out, "{}", preview(image, PREVIEW_WIDTH))?;
        }
    }
    Ok(())
}
