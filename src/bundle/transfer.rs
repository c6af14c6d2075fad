//! The scores of one bundle for the genes of another.

use super::{
    Bundle, Opinion, Scored,
    scored::{check_complete, check_scored},
    scores::count,
};
use crate::gene::{Gene, Names};

impl Bundle {
    /// This bundle's scores, by every model and with what they are worth, for the genes of another: to be
    /// [written](Bundle::write_with_scores) into it. Genes are found by their identifiers and names;
    /// one that this bundle lacks has no score. Conditions that the other lacks are left out. The scores
    /// are complete, so that there are percentiles, only where both bundles have the same genes to
    /// score: among others a score has another percentile.
    ///
    /// ```
    /// use dsdscore::{
    ///     bundle::{Bundle, Description, ModelSource},
    ///     import::{ScoresTable, from_scores},
    /// };
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = |name: &str| folder.path().join(name);
    /// for (name, row) in [("old", "FAM71A\tF\t0.5"), ("new", "NR5A1\tF\t0.2\nFAM71A\tF\t0.9")] {
    ///     std::fs::write(path("tsv"), format!("symbol\tcondition\tscore\n{row}\n"))?;
    ///     let table = ScoresTable::read(path("tsv"), &[])?;
    ///     let source = |_: &str| ModelSource::default();
    ///     from_scores(table, false, source, Description::default())?.write(path(name))?;
    /// }
    /// let (old, new) = (Bundle::open(path("old"))?, Bundle::open(path("new"))?);
    /// let scored = old.scores_for(&new);
    /// assert!(scored[0].values[0].is_nan());
    /// assert_eq!(scored[0].values[1], 0.5);
    /// new.write_with_scores(path("new"), scored)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn scores_for(&self, other: &Self) -> Vec<Scored> {
        let names = Names::new(&self.genes);
        let mentions = other.genes.iter().map(Gene::mention);
        let found = mentions.map(|mention| names.resolve_for(&mention, &mention));
        let places: Vec<_> = found
            .map(|index| index.map(|index| index as usize))
            .collect();
        let conditions = self.manifest.conditions.iter().enumerate();
        let shared = conditions.filter(|(_, c)| other.manifest.condition(&c.key).is_some());
        shared
            .flat_map(|(condition, _)| self.opinions(condition))
            .map(|opinion| other.receive(&opinion, &places))
            .collect()
    }

    /// The scores of an opinion of another bundle for the genes here, which stand at `places` there.
    fn receive(&self, opinion: &Opinion<'_>, places: &[Option<usize>]) -> Scored {
        let score = |place: &Option<usize>| place.and_then(|place| opinion.score(place));
        let scores = places.iter().map(|place| score(place).unwrap_or(f32::NAN));
        let mut scored = Scored {
            values: scores.collect(),
            ..opinion.to_scored()
        };
        let is_all = count(&scored.values) == opinion.genes_scored();
        scored.complete &= is_all
            && check_scored(&self.manifest, &self.genes, &scored)
                .and_then(|condition| {
                    check_complete(&self.genes, &scored, |gene| {
                        self.needs_score(gene, condition)
                    })
                })
                .is_ok();
        scored
    }
}
