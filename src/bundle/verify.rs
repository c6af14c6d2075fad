//! Checking all of a bundle.

use std::fmt;

use super::{
    Bundle, BundleError, ContentError,
    content::{check_expression, check_genes},
    layout::Section,
    scores::count,
    usual,
};
use crate::heatmap::{Image, residual::Usual};

/// What [`Bundle::verify`] found.
#[derive(Debug)]
pub struct VerifyReport {
    /// The digest of the bundle.
    pub digest: String,
    /// How many genes there are.
    pub genes: usize,
    /// How many matrices there are, over all conditions.
    pub matrices: usize,
    /// How many scores there are, over all conditions and models.
    pub scores: usize,
    /// How many patterns there are, over all conditions.
    pub patterns: usize,
    /// How many stored images there are, over all conditions.
    pub images: usize,
    /// How many genes have reasons, over all explained models.
    pub reasons: usize,
    /// What is wrong.
    pub problems: Vec<BundleError>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Each problem with its causes, a line each, or that there are none.
impl fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            write!(f, "{problem}")?;
            let mut cause = std::error::Error::source(problem);
            while let Some(error) = cause {
                write!(f, ": {error}")?;
                cause = error.source();
            }
            writeln!(f)?;
        }
        if self.is_ok() {
            let (genes, matrices, scores) = (self.genes, self.matrices, self.scores);
            let (patterns, images) = (self.patterns, self.images);
            write!(
                f,
                "intact: {genes} genes, {matrices} matrices, {scores} scores, \
                 {patterns} patterns, {images} images"
            )?;
            if self.reasons > 0 {
                write!(f, ", {} reasons", self.reasons)?;
            }
            write!(f, "\n{}", self.digest)?;
        }
        Ok(())
    }
}

impl Bundle {
    /// Checks what [`Bundle::open`] leaves for later: the checksum of the
    /// matrices and their values, what is usual for them, reasons and their maps, all images, that no two
    /// genes share a name, and that scores are as complete as they are said to be.
    pub fn verify(&self) -> VerifyReport {
        let scores = self.scores.iter().map(|scores| count(scores.values()));
        let mut report = VerifyReport {
            digest: self.digest(),
            genes: self.genes.len(),
            matrices: 0,
            scores: scores.sum(),
            patterns: self.patterns.iter().flatten().flatten().count(),
            images: 0,
            reasons: 0,
            problems: Vec::new(),
        };
        if let Err(source) = check_genes(&self.genes) {
            report.problems.push(self.invalid(source));
        }
        self.verify_reasons(&mut report);
        if self.manifest.slimmed_from.is_some() {
            return report;
        }
        match self.check_matrices() {
            Ok(()) => self.verify_matrices(&mut report),
            Err(error) => report.problems.push(error),
        }
        match self.check_once(Section::Usual, &self.usual_intact) {
            Ok(()) => self.verify_usual(&mut report),
            Err(error) => report.problems.push(error),
        }
        self.verify_images(&mut report);
        report
    }

    fn verify_reasons(&self, report: &mut VerifyReport) {
        match self.reasons() {
            Ok(reasons) => report.reasons = reasons.sources.iter().flatten().flatten().count(),
            Err(error) => report.problems.push(error),
        }
        let maps = self.check_once(Section::Maps, &self.maps_intact);
        report.problems.extend(maps.err());
    }

    fn verify_usual(&self, report: &mut VerifyReport) {
        let mut usual = Usual::default();
        for (index, condition) in self.manifest.conditions.iter().enumerate() {
            for (gene, names) in self.genes.iter().enumerate() {
                let checked = match self.read_usual(gene, index, &mut usual) {
                    Ok(true) => usual::check(condition, names, usual.view()),
                    Ok(false) => Ok(()),
                    Err(error) => return report.problems.push(error),
                };
                report
                    .problems
                    .extend(checked.err().map(|source| self.invalid(source)));
            }
        }
    }

    fn verify_images(&self, report: &mut VerifyReport) {
        let mut image = Image::default();
        for condition in 0..self.manifest.conditions.len() {
            for gene in 0..self.genes.len() {
                match self.image(gene, condition, &mut image) {
                    Ok(present) => report.images += usize::from(present),
                    Err(error) => report.problems.push(error),
                }
            }
        }
    }

    fn verify_matrices(&self, report: &mut VerifyReport) {
        for condition in 0..self.manifest.conditions.len() {
            for gene in 0..self.genes.len() {
                match self.verify_matrix(gene, condition) {
                    Ok(present) => report.matrices += usize::from(present),
                    Err(error) => report.problems.push(error),
                }
            }
        }
    }

    /// Whether the gene is there.
    fn verify_matrix(&self, index: usize, condition: usize) -> Result<bool, BundleError> {
        let Some(matrix) = self.matrix(index, condition)? else {
            return Ok(false);
        };
        let key = &self.manifest.conditions[condition].key;
        let gene = &self.genes[index];
        check_expression(key, gene, &matrix).map_err(|source| self.invalid(source))?;
        let mut sources = self.sources[condition].iter();
        let is_missing = |&source: &usize| {
            self.manifest.scores[source].complete && self.scores[source].get(index).is_none()
        };
        if self.needs_score(index, condition) && sources.any(is_missing) {
            return Err(self.invalid(ContentError::Incomplete {
                condition: key.clone(),
                gene: gene.symbol.clone(),
            }));
        }
        Ok(true)
    }

    fn invalid(&self, source: ContentError) -> BundleError {
        BundleError::Content {
            path: self.path.clone(),
            source,
        }
    }
}
