//! The table of every gene's scores.

use std::io::{BufWriter, Write};

use super::ReportError;
use crate::train::{
    evaluation::{Evaluation, OutOfFold},
    examples::Examples,
};

const HEAD: &str = "condition\tnegatives\tgene\tgene_id\tlabel\trepeat\tfold";
pub(super) const MISSING: &str = ".";

/// Writes the scores as TSV, a line for each gene and fold that had left it out, with the methods of
/// all evaluations as columns. `label` is 1 for disease genes, else 0; repeats and folds count from
/// 1; what is not known is `.`.
///
/// # Errors
///
/// A name has a tab or a line break, or the writer fails.
pub fn write_scores(
    evaluations: &[Evaluation],
    rows: &[OutOfFold],
    writer: impl Write,
) -> Result<(), ReportError> {
    let mut writer = BufWriter::new(writer);
    let methods = methods(evaluations);
    write!(writer, "{HEAD}")?;
    for method in &methods {
        write!(writer, "\t{method}")?;
    }
    writeln!(writer)?;
    for row in rows {
        write_row(row, &methods, &mut writer)?;
    }
    Ok(writer.flush()?)
}

/// The methods of all comparisons that were run, in the order in which they come.
fn methods(evaluations: &[Evaluation]) -> Vec<&str> {
    let comparisons = evaluations.iter().flat_map(|e| &e.comparisons);
    let mut methods = Vec::new();
    for method in comparisons.flat_map(|comparison| &comparison.methods) {
        if method.skipped.is_none() && !methods.contains(&method.name.as_str()) {
            methods.push(method.name.as_str());
        }
    }
    methods
}

fn write_row(
    row: &OutOfFold,
    methods: &[&str],
    writer: &mut impl Write,
) -> Result<(), ReportError> {
    let (condition, negatives) = (name(&row.condition)?, name(&row.negatives)?);
    let (gene, gene_id) = (name(&row.gene)?, name(&row.gene_id)?);
    let (label, repeat, fold) = (u8::from(row.is_positive), row.repeat + 1, row.fold + 1);
    write!(
        writer,
        "{condition}\t{negatives}\t{gene}\t{gene_id}\t{label}\t{repeat}\t{fold}"
    )?;
    for method in methods {
        match row.scores.get(*method) {
            Some(score) if score.is_finite() => write!(writer, "\t{score}")?,
            _ => write!(writer, "\t{MISSING}")?,
        }
    }
    Ok(writeln!(writer)?)
}

/// Checks that the table can be written of these genes: before hours of training, not after.
///
/// # Errors
///
/// A name has a tab or a line break.
pub fn check_names(examples: &Examples) -> Result<(), ReportError> {
    let mut names = examples
        .genes
        .iter()
        .flat_map(|gene| [&gene.symbol, &gene.id]);
    names.try_for_each(|text| name(text).map(|_| ()))
}

pub(super) fn name(name: &str) -> Result<&str, ReportError> {
    match name {
        "" => Ok(MISSING),
        _ if name.contains(['\t', '\n', '\r']) => Err(ReportError::Name(name.into())),
        _ => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::{evaluation, rows};

    fn written(rows: &[OutOfFold]) -> Result<String, ReportError> {
        let mut bytes = Vec::new();
        write_scores(&[evaluation()], rows, &mut bytes)?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_line_has_a_gene_its_fold_and_all_scores_as_they_are() {
        let mut row = rows("housekeeping")[0].clone();
        row.gene_id.clear();
        row.scores = [
            ("level".to_string(), 0.1),
            ("network".to_string(), f32::NAN),
        ]
        .into();
        let text = written(&[row]).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines[0],
            "condition\tnegatives\tgene\tgene_id\tlabel\trepeat\tfold\tnetwork\tlevel\tforest"
        );
        assert_eq!(lines[1], "F\thousekeeping\tG0\t.\t1\t1\t1\t.\t0.1\t.");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn names_that_would_break_the_table_are_refused() {
        let mut row = rows("matched")[0].clone();
        row.gene = "a\tb".into();
        let error = written(&[row]).unwrap_err().to_string();
        assert!(error.contains(r#"gene "a\tb""#), "{error}");
    }
}
