//! The description as text.

use std::fmt;

use super::{AtlasSummary, MatrixSummary};
use crate::atlas::{ConditionGroups, Peek, obs_labels::shown};

impl fmt::Display for AtlasSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} cells", self.path.display(), self.cells)?;
        writeln!(f, "\nMatrices")?;
        if self.matrices.is_empty() {
            writeln!(f, "  none: there is no X, raw/X or layer")?;
        }
        self.matrices
            .iter()
            .try_for_each(|matrix| write!(f, "{matrix}"))?;
        writeln!(f, "\nColumns of the cells")?;
        self.columns
            .iter()
            .try_for_each(|column| writeln!(f, "  {column}"))?;
        let told = |name: &Option<String>| name.clone().unwrap_or_else(|| "not found".into());
        writeln!(
            f,
            "\nCell type: {}; time: {}; condition: {}",
            told(&self.chosen.cell_type),
            told(&self.chosen.time),
            self.chosen.condition.as_deref().unwrap_or("none")
        )?;
        match &self.groups {
            Ok(groups) => {
                groups
                    .warnings()
                    .iter()
                    .try_for_each(|warning| writeln!(f, "  {warning}"))?;
                groups
                    .conditions()
                    .iter()
                    .try_for_each(|groups| write_cells(f, groups))
            }
            Err(why) => writeln!(f, "  {why}"),
        }
    }
}

impl fmt::Display for MatrixSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [cells, genes] = self.shape;
        let density = 100.0 * self.stored as f64 / (cells as f64 * genes as f64).max(1.0);
        writeln!(
            f,
            "  {}: {}, {cells} cells × {genes} genes, {} values stored ({density:.1} %)",
            self.name, self.storage, self.stored
        )?;
        write_peek(f, &self.peek)?;
        self.write_genes(f)
    }
}

impl MatrixSummary {
    fn write_genes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.genes_are_ids {
            "Ensembl IDs"
        } else {
            "symbols"
        };
        let genes = shown(&self.genes.join(", "));
        writeln!(f, "    genes: {genes}, …: {kind} in the index")?;
        match &self.names {
            Ok((symbol, id, warnings)) => {
                let id = id.as_deref().unwrap_or("nothing");
                writeln!(f, "    symbols from {symbol}, Ensembl IDs from {id}")?;
                warnings
                    .iter()
                    .try_for_each(|warning| writeln!(f, "    {warning}"))
            }
            Err(why) => writeln!(f, "    {why}"),
        }
    }
}

/// The range and the kind of the first values.
fn write_peek(f: &mut fmt::Formatter<'_>, peek: &Peek) -> fmt::Result {
    if peek.values == 0 {
        return Ok(());
    }
    let kind = match (peek.are_counts(), peek.fractions, peek.impossible) {
        (true, ..) => "whole numbers: counts".to_string(),
        (_, _, wrong) if wrong > 0 => {
            format!("{wrong} below 0 or no numbers: centred or scaled, not expression")
        }
        (_, 0, _) => "nothing above 0".into(),
        (_, fractions, _) => {
            let percent = 100.0 * fractions as f64 / peek.values as f64;
            format!("{percent:.0} % no whole numbers: normalised or logged")
        }
    };
    let all = if peek.more { "the first " } else { "" };
    let Peek {
        values, min, max, ..
    } = peek;
    writeln!(f, "    {all}{values} values: {min} to {max}, {kind}")
}

/// The number of cells of each cell type at each time.
fn write_cells(f: &mut fmt::Formatter<'_>, groups: &ConditionGroups) -> fmt::Result {
    writeln!(
        f,
        "\nCells of {}, by cell type and time",
        shown(&groups.label)
    )?;
    let names: Vec<_> = groups.cell_types.iter().map(|name| shown(name)).collect();
    let times: Vec<_> = groups.times.iter().map(|time| shown(&time.label)).collect();
    let length = |text: &String| text.chars().count();
    let name_width = names.iter().map(length).max().unwrap_or(0);
    let largest = groups.cells.iter().max().map_or(0, |n| n.to_string().len());
    let width = times.iter().map(length).chain([largest]).max().unwrap_or(0);
    write!(f, "  {:name_width$}", "")?;
    times
        .iter()
        .try_for_each(|time| write!(f, " {time:>width$}"))?;
    writeln!(f)?;
    let cells = groups.cells_by_type();
    for (name, row) in names.iter().zip(cells.chunks(times.len().max(1))) {
        write!(f, "  {name:name_width$}")?;
        row.iter()
            .try_for_each(|cells| write!(f, " {cells:>width$}"))?;
        writeln!(f)?;
    }
    Ok(())
}
