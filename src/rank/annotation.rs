//! What the input says of a variant: consequence, frequency, predictions.
//!
//! [`AnnotationFields`] says where things are in an input: in the sub-fields of its consequence field, which
//! an [`Entry`] reads, and in INFO, which an [`Info`] reads.
//!
//! ```
//! use dsdscore::{rank::annotation::AnnotationFields, variant::Header};
//!
//! let lines = [
//!     "##fileformat=VCFv4.3",
//!     "##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description=\"\">",
//!     "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
//! ];
//! let header = Header::parse(lines.join("\n").as_bytes())?;
//! let fields = AnnotationFields::find(None, &header, &["gnomAD_AF".into()])?;
//! let info = fields.info(b"DP=30;gnomAD_AF=0.01,0.2", 2);
//! assert_eq!(info.frequency(1).map(|frequency| frequency.value), Some(0.2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clinical;
mod entry;
mod error;
mod fields;
mod frequency;
mod info;
mod info_field;
mod names;
mod predictor;
mod shown;
mod splice;
mod text;
mod verdict;

use serde::Serialize;

pub use self::{
    clinical::{ClinicalClass, ClinicalText, stars},
    entry::Entry,
    error::Error,
    fields::AnnotationFields,
    frequency::FrequencyRef,
    info::Info,
    predictor::{Cutoffs, Predictor},
    shown::shown,
    text::text,
    verdict::{Grade, Verdict},
};

pub use crate::gene::Impact;

/// A consequence for one transcript. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// The transcript's ID, with its version where the input has it.
    pub id: String,
    /// Terms of the Sequence Ontology, joined by `&`.
    pub consequence: String,
    /// Ensembl's impact of the worst term.
    pub impact: Option<Impact>,
    /// HGVS of the coding sequence as in the input, with its reference (VEP) or without (SnpEff);
    /// of `bcftools csq` its `dna_change`.
    pub hgvs_c: String,
    /// HGVS of the protein, alike; of `bcftools csq` its `amino_acid_change`.
    pub hgvs_p: String,
    /// Why this transcript is shown.
    pub standing: Standing,
}

/// What a transcript is among those of its gene, the preferred last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// One of several.
    #[default]
    Other,
    /// Ensembl's canonical one.
    Canonical,
    /// MANE Plus Clinical.
    ManePlusClinical,
    /// MANE Select.
    ManeSelect,
}

/// How frequent an ALT is in a population.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frequency {
    /// 0-1.
    pub value: f64,
    /// The field that says so, e.g. `gnomADe_AF`.
    pub field: String,
}

/// What predictors of damage say; `None` where the input does not have them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Predictions {
    /// PolyPhen-2.
    pub polyphen: Option<Prediction>,
    /// SIFT.
    pub sift: Option<Prediction>,
    /// AlphaMissense.
    pub alphamissense: Option<Prediction>,
    /// REVEL.
    pub revel: Option<Prediction>,
    /// CADD.
    pub cadd: Option<Prediction>,
    /// SpliceAI.
    pub spliceai: Option<Prediction>,
}

impl Predictions {
    /// Asks each predictor.
    #[must_use]
    pub fn gather<'a>(verdict: impl Fn(Predictor) -> Option<Verdict<'a>>) -> Self {
        let ask = |predictor| verdict(predictor).map(|verdict| verdict.to_prediction());
        Self {
            polyphen: ask(Predictor::Polyphen),
            sift: ask(Predictor::Sift),
            alphamissense: ask(Predictor::Alphamissense),
            revel: ask(Predictor::Revel),
            cadd: ask(Predictor::Cadd),
            spliceai: ask(Predictor::Spliceai),
        }
    }

    /// What one of them says.
    #[must_use]
    pub fn get(&self, predictor: Predictor) -> Option<&Prediction> {
        match predictor {
            Predictor::Polyphen => self.polyphen.as_ref(),
            Predictor::Sift => self.sift.as_ref(),
            Predictor::Alphamissense => self.alphamissense.as_ref(),
            Predictor::Revel => self.revel.as_ref(),
            Predictor::Cadd => self.cadd.as_ref(),
            Predictor::Spliceai => self.spliceai.as_ref(),
        }
    }
}

/// What a predictor says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// In its words, e.g. `probably_damaging`; empty where it has a number alone. A word that nobody
    /// understands stands here too, and then `damaging` is false.
    pub class: String,
    /// Its number, 0-1; CADD's is PHRED-scaled, 0-99.
    pub score: Option<f32>,
    /// Whether this counts as damaging.
    pub damaging: bool,
}

#[cfg(test)]
mod tests;
