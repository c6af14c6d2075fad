//! The text, for terminals and files.

use std::io::{self, Write};

use ndarray::Array2;

use super::Told;
use crate::{
    bundle::Condition,
    explain::{Like, Reason, Why},
    gene::Gene,
    heatmap::Colormap,
};

/// So many runs of times stand side by side: more would be broken by a terminal.
const RUNS: usize = 10;
/// The width of a change.
const WIDTH: usize = 7;
/// What stands for what was not measured.
const GAP: &str = "×";

/// Writes why a gene has its scores, condition by condition.
pub(super) fn write(
    out: &mut impl Write,
    gene: &Gene,
    told: &[Told<'_>],
    is_coloured: bool,
) -> io::Result<()> {
    for told in told {
        let names = [&gene.symbol, &gene.ensembl_id, &told.condition.label];
        let names = names.map(|name| plain(name));
        let names = names.iter().filter(|name| !name.is_empty());
        let names: Vec<_> = names.map(String::as_str).collect();
        writeln!(out, "{}: {}", names.join(" "), plain(&told.score()))?;
        if !told.warning().is_empty() {
            writeln!(out, "WARNING: {}", told.warning())?;
        }
        for why in [&told.why].into_iter().chain(&told.others) {
            writeln!(out, "{}", plain(&why.sentence()))?;
        }
        write_blocks(out, &told.why)?;
        if let Some(map) = &told.map {
            let runs = runs(told.condition, told.explanation.times_per_block);
            write_map(out, map, told.condition, &runs, is_coloured)?;
        }
        write_facts(out, &told.why)?;
        writeln!(out, "  {:<14}{}\n", "reasons", told.explanation)?;
    }
    Ok(())
}

/// The text without characters that a terminal takes for commands.
fn plain(text: &str) -> String {
    text.replace(char::is_control, "?")
}

/// The blocks that move the score most.
fn write_blocks(out: &mut impl Write, why: &Why) -> io::Result<()> {
    let rows = |word: &'static str, reasons: &[Reason]| {
        let row = |reason: &Reason| {
            let place = format!("{}, {}", reason.cell_type, span(&reason.times));
            let residual = match reason.residual {
                Some(residual) => format!("{residual:+.1} SD for its level"),
                None => "not measured".into(),
            };
            (word, plain(&place), reason.change, residual)
        };
        reasons.iter().map(row).collect::<Vec<_>>()
    };
    let mut all = rows("raises", &why.raising);
    all.extend(rows("lowers", &why.lowering));
    if all.is_empty() {
        return writeln!(out, "  no block moves the score");
    }
    let widest = all.iter().map(|row| row.1.chars().count()).max();
    let widest = widest.unwrap_or(0);
    for (word, place, change, residual) in all {
        writeln!(
            out,
            "  {word:<14}{place:<widest$}  {change:>+WIDTH$.2} log-odds  {residual}"
        )?;
    }
    Ok(())
}

/// The first and the last of some times.
fn span<S: AsRef<str>>(times: &[S]) -> String {
    match times {
        [] => String::new(),
        [one] => one.as_ref().into(),
        [first, .., last] => format!("{}–{}", first.as_ref(), last.as_ref()),
    }
}

/// The labels of a condition's runs of times.
fn runs(condition: &Condition, times_per_block: usize) -> Vec<String> {
    let labels: Vec<_> = condition.times.iter().map(|time| &time.label).collect();
    let runs = labels.chunks(times_per_block.max(1));
    runs.map(|run| plain(&span(run))).collect()
}

/// The changes by all blocks, so many runs of times side by side.
fn write_map(
    out: &mut impl Write,
    map: &Array2<f32>,
    condition: &Condition,
    runs: &[String],
    is_coloured: bool,
) -> io::Result<()> {
    let sizes = map.iter().map(|change| change.abs());
    let limit = sizes.filter(|size| size.is_finite()).fold(0.01, f32::max);
    let cell_types: Vec<_> = condition
        .cell_types
        .iter()
        .map(|name| plain(name))
        .collect();
    let widest = cell_types.iter().map(|name| name.chars().count()).max();
    let widest = widest.unwrap_or(0);
    writeln!(
        out,
        "  change of log-odds by each block ({GAP} not measured)"
    )?;
    for (start, part) in (0..).step_by(RUNS).zip(runs.chunks(RUNS)) {
        let lengths = part.iter().map(|run| run.chars().count());
        let width = lengths.max().unwrap_or(0).max(WIDTH);
        write!(out, "    {:widest$}", "")?;
        for run in part {
            write!(out, " {run:>width$}")?;
        }
        writeln!(out)?;
        for (name, row) in cell_types.iter().zip(map.rows()) {
            write!(out, "    {name:<widest$}")?;
            for &change in row.iter().skip(start).take(part.len()) {
                write!(out, " {}", cell(change, limit, width, is_coloured))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A change, on its colour in the figure.
fn cell(change: f32, limit: f32, width: usize, is_coloured: bool) -> String {
    if change.is_nan() {
        return format!("{GAP:>width$}");
    }
    let text = format!("{change:>+width$.2}");
    if !is_coloured {
        return text;
    }
    let colour = Colormap::Bwr.rgb(f64::from(0.5 + 0.5 * change / limit));
    let [red, green, blue] = colour.map(|channel| (channel * 255.0).round() as u8);
    // Blue is the one colour that black is not seen on.
    let ink = if red < 90 { 97 } else { 30 };
    format!("\x1b[{ink};48;2;{red};{green};{blue}m{text}\x1b[0m")
}

/// What else is known of the gene.
fn write_facts(out: &mut impl Write, why: &Why) -> io::Result<()> {
    for (what, alike) in [
        ("known genes", &why.known),
        ("housekeeping", &why.housekeeping),
    ] {
        if !alike.is_empty() {
            writeln!(out, "  {what:<14}{}", likeness(alike))?;
        }
    }
    let own = [
        ("level", why.level),
        ("tau", why.tau),
        ("unusual for its level", why.dev),
    ];
    let own = own
        .into_iter()
        .map(|(what, percentile)| (what.to_string(), percentile));
    let others = why.opinions.iter();
    let others = others.map(|(name, percentile)| (format!("by {}", plain(name)), *percentile));
    let percentiles: Vec<_> = own
        .chain(others)
        .filter_map(|(what, percentile)| Some(format!("{what} {:.1}", percentile?)))
        .collect();
    if !percentiles.is_empty() {
        writeln!(out, "  {:<14}{}", "percentiles", percentiles.join(", "))?;
    }
    match why.members {
        Some([low, high]) => writeln!(out, "  {:<14}scores {low:.3} to {high:.3}", "members"),
        None => Ok(()),
    }
}

fn likeness(alike: &[Like]) -> String {
    let one = |like: &Like| {
        let Like {
            gene,
            similarity,
            percentile,
        } = like;
        // Never closer than it is.
        let percentile = (percentile * 10.0).floor() / 10.0;
        format!(
            "{} r {similarity:.2} (closer than {percentile:.1} % of genes)",
            plain(gene)
        )
    };
    alike.iter().map(one).collect::<Vec<_>>().join(", ")
}
