//! What a filter asks and an input lacks.

use super::Predictor;

/// A filter asks what nothing in the input says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A field that is named is nowhere.
    #[error("no field {name} in the input: it has {found}; name one of these")]
    NoField {
        /// The field.
        name: String,
        /// What there is.
        found: String,
    },
    /// A field that is named has another Type than frequencies have.
    #[error("INFO/{name} says no frequency: its Type is {found} instead of Float or String")]
    NotNumbers {
        /// The field.
        name: String,
        /// The Type that the header says.
        found: String,
    },
    /// There is no population frequency.
    #[error(
        "no population frequency in the input (looked for gnomAD's, such as gnomADe_AF, gnomAD_AF, gnomad_af or AF_grpmax, in {looked_in}); annotate it, or name the field with --af-field"
    )]
    NoFrequency {
        /// Where they were looked for.
        looked_in: String,
    },
    /// There is no prediction.
    #[error(
        "no {predictor} in the input (looked for {names} in {looked_in}); annotate it, or leave {predictor} out of what is asked",
        predictor = predictor.name()
    )]
    NoPredictor {
        /// The predictor.
        predictor: Predictor,
        /// The fields that would do.
        names: String,
        /// Where they were looked for.
        looked_in: String,
    },
    /// There is neither a consequence nor an impact.
    #[error(
        "no consequences in {looked_in}: annotate the input with VEP (CSQ), SnpEff (ANN) or bcftools csq (BCSQ), or ask for neither consequence nor impact"
    )]
    NoConsequence {
        /// Where they were looked for.
        looked_in: String,
    },
}
