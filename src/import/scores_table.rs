//! A table of scores that somebody published.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{
    condition_key::condition_key,
    table_genes::{NameColumns, TableGenes},
};
use crate::{
    bundle::Condition,
    delimited::{Delimited, Row, RowError, TableError},
    gene::Gene,
};

/// Genes with scores by condition, without expression.
#[derive(Clone, Debug)]
pub struct ScoresTable {
    pub(super) conditions: Vec<Condition>,
    pub(super) genes: Vec<Gene>,
    /// For each condition a score a gene, NaN for none.
    pub(super) scores: Vec<Vec<f32>>,
}

impl ScoresTable {
    /// Reads a table with a header, separated by tabs or, where the header has
    /// none, by commas; compressed by gzip or not. Lines that begin with `#`
    /// and other columns are passed over.
    ///
    /// | column | what |
    /// | --- | --- |
    /// | `gene`, `symbol` or `gene_symbol` | the symbol |
    /// | `gene_id` or `Gene` (optional) | the Ensembl gene ID; a version is dropped |
    /// | `hgnc_id` (optional) | the HGNC ID |
    /// | `sex` or `condition` | the condition's label |
    /// | `score` | 0 to 1 |
    ///
    /// `keys` gives labels their condition keys; others become keys as in
    /// [`ExpressionTable::read`](super::ExpressionTable::read).
    ///
    /// # Errors
    ///
    /// If the file cannot be read, a column is missing, a score is not one, or
    /// a gene has two scores in one condition; the error names the line. The
    /// same score twice is none.
    pub fn read(path: impl AsRef<Path>, keys: &[(String, String)]) -> Result<Self, TableError> {
        let mut table = Delimited::open(path.as_ref())?;
        let columns = ScoreColumns {
            gene: NameColumns::find(&table)?,
            condition: table.require(&["condition", "sex"])?,
            score: table.require(&["score"])?,
        };
        let mut reading = ScoreReader::default();
        while let Some(row) = table.next()? {
            let added = reading.add(&row, &columns);
            added.map_err(|error| error.at(table.path(), table.line_number()))?;
        }
        if reading.labels.is_empty() {
            return Err(table.empty("row below its header"));
        }
        Ok(reading.finish(keys))
    }

    /// The conditions, without axes.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The genes.
    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }
}

/// Where the columns of a table of scores are.
struct ScoreColumns {
    gene: NameColumns,
    condition: usize,
    score: usize,
}

#[derive(Default)]
struct ScoreReader {
    genes: TableGenes,
    labels: Vec<String>,
    /// By gene and condition, with the line.
    scores: FxHashMap<(usize, usize), (f32, u64)>,
}

impl ScoreReader {
    fn add(&mut self, row: &Row, columns: &ScoreColumns) -> Result<(), RowError> {
        let gene = self.genes.index(row, &columns.gene)?;
        let label = row.text(columns.condition)?;
        let score = parse_score(row.text(columns.score)?)?;
        let condition = self.condition(label);
        let entry = self.scores.entry((gene, condition));
        let &mut (first, first_line) = entry.or_insert((score, row.line()));
        if first == score {
            return Ok(());
        }
        Err(RowError::TwoScores {
            gene: self.genes.genes()[gene].symbol.clone(),
            condition: label.into(),
            found: score,
            first,
            first_line,
        })
    }

    fn condition(&mut self, label: &str) -> usize {
        let known = self.labels.iter().position(|known| known == label);
        known.unwrap_or_else(|| {
            self.labels.push(label.into());
            self.labels.len() - 1
        })
    }

    fn finish(self, keys: &[(String, String)]) -> ScoresTable {
        let genes = self.genes.into_genes();
        let mut scores = vec![vec![f32::NAN; genes.len()]; self.labels.len()];
        for ((gene, condition), (score, _)) in self.scores {
            scores[condition][gene] = score;
        }
        let condition = |label: String| Condition {
            key: condition_key(&label, keys),
            label,
            ..Condition::default()
        };
        ScoresTable {
            conditions: self.labels.into_iter().map(condition).collect(),
            genes,
            scores,
        }
    }
}

fn parse_score(text: &str) -> Result<f32, RowError> {
    match text.parse() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err(RowError::NotAScore(text.into())),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::{
        bundle::{Description, ModelSource},
        delimited::tests::file,
        import::from_scores,
    };

    fn read(content: &str) -> Result<ScoresTable, TableError> {
        let keys = [("female", "F"), ("male", "M")].map(|(a, b)| (a.into(), b.into()));
        ScoresTable::read(file(content).path(), &keys)
    }

    /// Some of those in the paper, printed from 32-bit floats.
    #[test]
    fn scores_print_as_they_were_printed() {
        for text in [
            "0.99999595",
            "0.99999344",
            "0.99998856",
            "0.9999753",
            "0.99953794",
            "0.96980506",
            "0.9336186",
            "0.824654",
            "0.82439125",
        ] {
            assert_eq!(parse_score(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn genes_without_a_score_in_a_condition_stay_without() {
        let table = read(
            "# published\nsymbol\tGene\tsex\tscore\tnote\n\
             AR\tENSG00000169083.18\tmale\t0.75\tx\n\
             # more\n\
             WT1\t.\tfemale\t1\t\n\
             AR\t\tmale\t0.75\ty\n",
        )
        .unwrap();
        assert_eq!(table.genes()[0].ensembl_id, "ENSG00000169083");
        assert_eq!(table.genes()[1].ensembl_id, "");
        let keys: Vec<_> = table.conditions().iter().map(|c| c.key.as_str()).collect();
        assert_eq!(keys, ["M", "F"]);
        assert_eq!(table.scores[0][0], 0.75);
        assert!(table.scores[0][1].is_nan() && table.scores[1][0].is_nan());
        assert_eq!(table.scores[1][1], 1.0);
    }

    #[test]
    fn bundle_of_scores_is_as_complete_as_is_said_and_has_no_matrices() {
        let table = read("gene,sex,score\nAR,male,0.5\n").unwrap();
        let model = |key: &str| ModelSource {
            name: format!("published {key}"),
            ..ModelSource::default()
        };
        let builder = from_scores(table, false, model, Description::default());
        let builder = builder.unwrap();
        builder.manifest().validate().unwrap();
        let source = &builder.manifest().scores[0];
        assert!(!source.complete);
        assert_eq!(source.model.name, "published M");
        assert_eq!(builder.matrix(0, 0), None);
        let table = read("gene,sex,score\nAR,male,0.5\n").unwrap();
        let builder = from_scores(table, true, model, Description::default());
        assert!(builder.unwrap().manifest().scores[0].complete);
    }

    #[test]
    fn two_scores_for_one_gene_are_named_with_both_lines() {
        let content = "gene,sex,score\n\nAR,male,0.5\nAR,female,0.4\nAR,male,0.25\n";
        let error = read(content).unwrap_err();
        assert!(error.to_string().ends_with("line 5"), "{error}");
        let source = error.source().unwrap().to_string();
        assert_has!(source, "0.25", "0.5 in line 3");
    }

    #[test]
    fn only_probabilities_are_scores() {
        for text in ["-0.1", "1.0001", "nan", "inf", "high", "1e400"] {
            let error = read(&format!("gene,sex,score\nAR,male,{text}\n")).unwrap_err();
            assert!(error.source().unwrap().to_string().contains(text));
        }
    }
}
