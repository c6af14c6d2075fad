//! Filters in words.

use super::step::Step;
use crate::{
    heatmap::PatternClass,
    rank::{Filters, Limits, Mode, annotation::AnnotationFields},
};

/// What a filter asks.
pub fn of(filters: &Filters, step: Step, fields: &AnnotationFields) -> String {
    match step {
        Step::Read => "ALTs of the input".into(),
        Step::Carried => "in the patient's genotype".into(),
        Step::Quality => quality(filters),
        Step::Filter => format!("FILTER is {}", filters.filter.join(" or ")),
        Step::Region => "in the regions asked for".into(),
        Step::Frequency => frequency(filters, fields),
        Step::Gene => "in a gene".into(),
        Step::Consequence => consequence(filters),
        Step::Prediction => prediction(filters),
        Step::Mode => mode(filters),
        Step::Pattern => {
            let classes = filters
                .patterns
                .iter()
                .map(|class: &PatternClass| class.name());
            format!("the gene's pattern is {}", list(classes, " or "))
        }
        Step::Score => score(filters),
    }
}

fn quality(filters: &Filters) -> String {
    let floors = [
        filters
            .min_quality
            .map(|floor| format!("QUAL at least {floor}")),
        filters
            .min_genotype_quality
            .map(|floor| format!("GQ at least {floor}")),
        filters
            .min_depth
            .map(|floor| format!("DP at least {floor}")),
    ];
    list(floors.into_iter().flatten(), ", ")
}

fn frequency(filters: &Filters, fields: &AnnotationFields) -> String {
    let most = filters.max_frequency.unwrap_or(1.0);
    format!(
        "at most {most} by {}",
        list(fields.frequency_names(), " or ")
    )
}

fn consequence(filters: &Filters) -> String {
    let impact = filters
        .min_impact
        .map(|impact| format!("impact {} or more", impact.name()));
    let terms = Some(filters.consequences.join(" or ")).filter(|terms| !terms.is_empty());
    let one = "for the preferred transcript of the gene".to_string();
    let one = filters.preferred_transcript.then_some(one);
    let asked = list([impact, terms, one].into_iter().flatten(), ", ");
    match filters.keeps_reported {
        true => format!(
            "{asked}; or ClinVar reports it pathogenic or likely so, or SpliceAI says {} or more",
            filters.cutoffs.spliceai
        ),
        false => asked,
    }
}

fn prediction(filters: &Filters) -> String {
    let predictors = list(filters.damaging.iter().map(|p| p.name()), " or ");
    let unknown = match filters.drop_unpredicted {
        true => "none of them knows: dropped",
        false => "none of them knows: kept",
    };
    let cutoffs = filters.damaging.iter().filter_map(|predictor| {
        let cutoff = filters.cutoffs.of(*predictor)?;
        Some(format!("{} from {cutoff} on", predictor.name()))
    });
    let cutoffs = match list(cutoffs, ", ") {
        none if none.is_empty() => none,
        cutoffs => format!(" ({cutoffs})"),
    };
    format!("damaging by {predictors}{cutoffs}; what {unknown}")
}

fn mode(filters: &Filters) -> String {
    let modes = list(filters.modes.iter().map(|mode| mode.words()), " or ");
    let Limits {
        dominant,
        recessive,
    } = filters.limits;
    format!(
        "{modes}, by variants with a frequency of at most {dominant} where one copy is enough, else \
         {recessive} (save what ClinVar reports pathogenic)"
    )
}

fn score(filters: &Filters) -> String {
    let floors = [
        filters
            .min_percentile
            .map(|floor| format!("percentile at least {floor}")),
        filters
            .min_score
            .map(|floor| format!("score at least {floor}")),
    ];
    list(floors.into_iter().flatten(), ", ")
}

fn list(words: impl Iterator<Item = impl AsRef<str>>, between: &str) -> String {
    let words: Vec<_> = words.map(|word| word.as_ref().to_string()).collect();
    words.join(between)
}

impl Mode {
    fn words(self) -> &'static str {
        match self {
            Self::DeNovo => "de novo",
            Self::PossiblyDeNovo => "possibly de novo",
            Self::Dominant => "dominant",
            Self::SexLimited => "passed on by an unaffected parent of the other sex",
            Self::Recessive => "homozygous",
            Self::CompoundHeterozygous => "compound heterozygous, or perhaps so",
            Self::XLinked => "hemizygous on X",
            Self::YLinked => "on Y",
            Self::Mitochondrial => "mitochondrial",
        }
    }
}
