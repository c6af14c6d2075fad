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
}

impl Predictor {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Polyphen, Self::Sift, Self::Alphamissense, Self::Revel];

    /// Its name in print.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Polyphen => "PolyPhen-2",
            Self::Sift => "SIFT",
            Self::Alphamissense => "AlphaMissense",
            Self::Revel => "REVEL",
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
}

impl Scale {
    pub(super) fn predictor(self) -> Predictor {
        match self {
            Self::HumDiv | Self::HumVar => Predictor::Polyphen,
            Self::Sift => Predictor::Sift,
            Self::Alphamissense => Predictor::Alphamissense,
            Self::Revel => Predictor::Revel,
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

/// VEP's names, those of VEP's plugins, those of dbNSFP (that of its plugin, and SnpSift's less
/// `dbNSFP_`), and GEMINI's.
pub(super) const NAMES: [Names; 12] = [
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
