use serde::{Deserialize, Serialize};

/// A predictor of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Predictor {
    /// PolyPhen-2.
    Polyphen,
    /// SIFT.
    Sift,
    /// AlphaMissense.
    Alphamissense,
    /// REVEL.
    Revel,
    /// CADD, on its PHRED scale.
    Cadd,
    /// SpliceAI: the highest of its four delta scores.
    Spliceai,
}

impl Predictor {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Polyphen,
        Self::Sift,
        Self::Alphamissense,
        Self::Revel,
        Self::Cadd,
        Self::Spliceai,
    ];

    /// Its name in print.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Polyphen => "PolyPhen-2",
            Self::Sift => "SIFT",
            Self::Alphamissense => "AlphaMissense",
            Self::Revel => "REVEL",
            Self::Cadd => "CADD",
            Self::Spliceai => "SpliceAI",
        }
    }
}

/// The numbers from which on predictors say damaging that have no words of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cutoffs {
    /// REVEL, 0-1.
    pub revel: f32,
    /// CADD, PHRED-scaled.
    pub cadd: f32,
    /// SpliceAI, 0-1.
    pub spliceai: f32,
}

/// REVEL 0.5, by which 75 % of disease mutations and 11 % of neutral variants are damaging (Ioannidis et
/// al. 2016, doi:10.1016/j.ajhg.2016.08.016); CADD 25.3, supporting evidence by ClinGen's calibration
/// (Pejaver et al. 2022, doi:10.1016/j.ajhg.2022.10.013, which has 0.644 for REVEL); SpliceAI 0.2, from
/// which on ClinGen's group on splicing applies PP3 (Walker et al. 2023,
/// doi:10.1016/j.ajhg.2023.06.002).
impl Default for Cutoffs {
    fn default() -> Self {
        Self {
            revel: 0.5,
            cadd: 25.3,
            spliceai: 0.2,
        }
    }
}

impl Cutoffs {
    /// A predictor's, where it needs one.
    #[must_use]
    pub fn of(&self, predictor: Predictor) -> Option<f32> {
        match predictor {
            Predictor::Revel => Some(self.revel),
            Predictor::Cadd => Some(self.cadd),
            Predictor::Spliceai => Some(self.spliceai),
            Predictor::Polyphen | Predictor::Sift | Predictor::Alphamissense => None,
        }
    }
}

/// How a number of a predictor is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// PolyPhen-2 trained on HumDiv.
    HumDiv,
    /// PolyPhen-2 trained on HumVar, which VEP writes.
    HumVar,
    /// SIFT, whose low numbers are the damaging ones.
    Sift,
    /// AlphaMissense.
    Alphamissense,
    /// REVEL.
    Revel,
    /// CADD, PHRED-scaled.
    Cadd,
    /// One of SpliceAI's delta scores.
    Spliceai,
    /// SpliceAI's entries, which are read by [`splice`](super::splice).
    SpliceaiEntries,
}

impl Scale {
    pub(super) fn predictor(self) -> Predictor {
        match self {
            Self::HumDiv | Self::HumVar => Predictor::Polyphen,
            Self::Sift => Predictor::Sift,
            Self::Alphamissense => Predictor::Alphamissense,
            Self::Revel => Predictor::Revel,
            Self::Cadd => Predictor::Cadd,
            Self::Spliceai | Self::SpliceaiEntries => Predictor::Spliceai,
        }
    }

    /// The highest number that there is.
    pub(super) fn highest(self) -> f32 {
        match self {
            Self::Cadd => 100.0,
            _ => 1.0,
        }
    }
}

/// Fields that one program writes of a predictor; a name is empty where there is no such field.
pub(super) struct Names {
    pub(super) scale: Scale,
    /// Words, perhaps with numbers in parentheses, or numbers alone.
    pub(super) words: &'static str,
    /// Numbers.
    pub(super) scores: &'static str,
}

/// VEP's names, those of VEP's plugins, SpliceAI's own, those of dbNSFP (that of its plugin, and SnpSift's less
/// `dbNSFP_`), and GEMINI's.
pub(super) const NAMES: [Names; 20] = [
    names(Scale::HumVar, "PolyPhen", ""),
    names(Scale::HumVar, "PolyPhen2", ""),
    names(Scale::HumDiv, "Polyphen2_HDIV_pred", "Polyphen2_HDIV_score"),
    names(Scale::HumVar, "Polyphen2_HVAR_pred", "Polyphen2_HVAR_score"),
    names(Scale::HumVar, "polyphen_pred", "polyphen_score"),
    names(Scale::Sift, "SIFT", ""),
    names(Scale::Sift, "SIFT_pred", "SIFT_score"),
    names(Scale::Alphamissense, "am_class", "am_pathogenicity"),
    names(
        Scale::Alphamissense,
        "AlphaMissense_pred",
        "AlphaMissense_score",
    ),
    names(Scale::Alphamissense, "AlphaMissense", ""),
    names(Scale::Revel, "", "REVEL"),
    names(Scale::Revel, "", "REVEL_score"),
    names(Scale::Cadd, "", "CADD_PHRED"),
    names(Scale::Cadd, "", "CADD"),
    names(Scale::Spliceai, "", "SpliceAI_pred_DS_AG"),
    names(Scale::Spliceai, "", "SpliceAI_pred_DS_AL"),
    names(Scale::Spliceai, "", "SpliceAI_pred_DS_DG"),
    names(Scale::Spliceai, "", "SpliceAI_pred_DS_DL"),
    names(Scale::SpliceaiEntries, "SpliceAI_pred", ""),
    names(Scale::SpliceaiEntries, "SpliceAI", ""),
];

const fn names(scale: Scale, words: &'static str, scores: &'static str) -> Names {
    Names {
        scale,
        words,
        scores,
    }
}

/// The names that are looked for, in words.
pub(super) fn looked_for(predictor: Predictor) -> String {
    let rows = NAMES
        .iter()
        .filter(|row| row.scale.predictor() == predictor);
    let names = rows.flat_map(|row| [row.words, row.scores]);
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    names.join(", ")
}
