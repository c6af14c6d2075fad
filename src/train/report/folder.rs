//! The folder of evaluations.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    Beside, EvaluationPage, ReportError, gene_scores::write_gene_scores, json::write_json,
    scores::write_scores,
};
use crate::{
    target::write_whole,
    train::evaluation::{Evaluation, GeneScores, OutOfFold},
};

/// The folder of evaluations: `report.html`, `scores.tsv` and `<condition>.json` of each.
#[derive(Clone, Debug)]
pub struct ReportFolder(PathBuf);

impl ReportFolder {
    /// The folder of a path, which is there or will be.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The page for people.
    #[must_use]
    pub fn page(&self) -> PathBuf {
        self.0.join("report.html")
    }

    /// The table of scores.
    #[must_use]
    pub fn scores(&self) -> PathBuf {
        self.0.join("scores.tsv")
    }

    /// The figures of a condition.
    #[must_use]
    pub fn json(&self, condition: &str) -> PathBuf {
        self.0.join(format!("{condition}.json"))
    }

    /// Writes all files, each whole or not at all. The table has `genes` where there are any, else
    /// `scores`; `beside` are published figures, perhaps none.
    ///
    /// # Errors
    ///
    /// The file that cannot be written, and why.
    pub fn write(
        &self,
        evaluations: &[Evaluation],
        scores: &[OutOfFold],
        genes: &[GeneScores],
        beside: &[Beside],
    ) -> Result<(), ReportError> {
        for evaluation in evaluations {
            let path = self.json(&evaluation.condition);
            write(&path, |out| write_json(evaluation, out))?;
        }
        write(&self.scores(), |out| match genes {
            [] => write_scores(evaluations, scores, out),
            genes => write_gene_scores(evaluations, genes, out),
        })?;
        let page = EvaluationPage {
            title: "Evaluation",
            evaluations,
            beside,
        };
        write(&self.page(), |out| page.write_html(out))
    }
}

fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ReportError>,
) -> Result<(), ReportError> {
    write_whole(path, |out| write(out)).map_err(|source| ReportError::Write {
        path: path.into(),
        source: Box::new(source),
    })
}
