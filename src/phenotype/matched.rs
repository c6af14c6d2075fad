//! How like a patient's phenotype a gene's diseases are: what is shown.

use serde::Serialize;

/// How like the patient's phenotype a gene's diseases are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhenotypeMatch {
    /// The similarity, 0-1: that of the disease that is most like it.
    pub similarity: f32,
    /// Its percentile among all genes with phenotypes, 0-100.
    pub percentile: f32,
    /// That disease, `OMIM:612965`.
    pub disease: String,
    /// In words.
    pub disease_name: String,
    /// For each of the patient's terms the disease's term that is most like it.
    pub terms: Vec<TermMatch>,
}

/// A term of the patient's beside the most similar one of a disease.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TermMatch {
    /// The patient's term, `HP:0000133`.
    pub asked: String,
    /// In words.
    pub asked_name: String,
    /// The disease's; empty where none is like it.
    pub found: String,
    /// In words.
    pub found_name: String,
    /// How much of the patient's term the other has, 0-1: the information content of what both are,
    /// by that of the patient's.
    pub similarity: f32,
}
