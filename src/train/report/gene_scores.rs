//! The table of every expressed gene's scores.

use std::{
    collections::BTreeSet,
    io::{BufWriter, Write},
};

use super::{
    ReportError,
    scores::{MISSING, name},
};
use crate::train::evaluation::{Evaluation, GeneScores};

const HEAD: &str = "condition\tgene\tgene_id\tlabel\tlevel";

/// Writes a line for each expressed gene of each condition as TSV: `label` is 1 for known genes, else
/// 0; a column of each method has its score, the mean over the models that had not learnt from the
/// gene; and columns `<method>:<contrast>` have a known gene's placements, means over repeats. What is
/// not known is `.`.
///
/// # Errors
///
/// A name has a tab or a line break, or the writer fails.
pub fn write_gene_scores(
    evaluations: &[Evaluation],
    genes: &[GeneScores],
    writer: impl Write,
) -> Result<(), ReportError> {
    let mut writer = BufWriter::new(writer);
    let (methods, contrasts) = columns(evaluations);
    write!(writer, "{HEAD}")?;
    for method in &methods {
        write!(writer, "\t{method}")?;
    }
    for method in &methods {
        for contrast in &contrasts {
            write!(writer, "\t{method}:{contrast}")?;
        }
    }
    writeln!(writer)?;
    for gene in genes {
        write_gene(gene, &methods, &contrasts, &mut writer)?;
    }
    Ok(writer.flush()?)
}

/// The methods in the order of reports, and the contrasts in theirs.
fn columns(evaluations: &[Evaluation]) -> (Vec<&str>, Vec<&str>) {
    let all = evaluations
        .iter()
        .filter_map(|evaluation| evaluation.everything.as_ref());
    let all: Vec<_> = all.flat_map(|everything| &everything.methods).collect();
    let contrasts = all.iter().flat_map(|method| &method.evaluation.contrasts);
    (
        once_each(all.iter().map(|method| method.name.as_str())),
        once_each(contrasts.map(|contrast| contrast.name.as_str())),
    )
}

fn once_each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}

fn write_gene(
    gene: &GeneScores,
    methods: &[&str],
    contrasts: &[&str],
    writer: &mut impl Write,
) -> Result<(), ReportError> {
    let (condition, symbol, id) = (
        name(&gene.condition)?,
        name(&gene.gene)?,
        name(&gene.gene_id)?,
    );
    let (label, level) = (u8::from(gene.is_known), gene.level);
    write!(writer, "{condition}\t{symbol}\t{id}\t{label}\t{level}")?;
    for method in methods {
        match gene.scores.get(*method) {
            Some(score) => write!(writer, "\t{score}")?,
            None => write!(writer, "\t{MISSING}")?,
        }
    }
    for method in methods {
        for contrast in contrasts {
            let placements = gene.placements.get(*method);
            match placements.and_then(|placements| placements.get(*contrast)) {
                Some(placement) => write!(writer, "\t{placement}")?,
                None => write!(writer, "\t{MISSING}")?,
            }
        }
    }
    Ok(writeln!(writer)?)
}
