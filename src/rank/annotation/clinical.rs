//! What ClinVar says of a variant.

mod source;

use serde::{Deserialize, Serialize};

pub(super) use self::source::ClinicalSource;
pub use self::source::ClinicalText;

/// ClinVar's classes, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClinicalClass {
    /// Benign.
    Benign,
    /// Likely benign, and `Benign/Likely_benign`.
    LikelyBenign,
    /// Of uncertain significance.
    Uncertain,
    /// Submitters contradict one another.
    Conflicting,
    /// Likely pathogenic.
    LikelyPathogenic,
    /// Pathogenic, and `Pathogenic/Likely_pathogenic`.
    Pathogenic,
}

impl ClinicalClass {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pathogenic => "pathogenic",
            Self::LikelyPathogenic => "likely pathogenic",
            Self::Conflicting => "conflicting",
            Self::Uncertain => "uncertain",
            Self::LikelyBenign => "likely benign",
            Self::Benign => "benign",
        }
    }

    /// Reads ClinVar's words, in its VCF's spelling or that of VEP, or the numbers of its VCF before
    /// October 2017, which Scout takes too; several are joined by `&`, `|`, `/`, `,` or `;`. `None`
    /// where none of them is a class of pathogenicity, such as `drug_response`, `risk_factor`,
    /// `Likely_risk_allele` or `not_provided`.
    ///
    /// Words of more than one of pathogenic, uncertain and benign are conflicting, as ClinVar holds it
    /// ("Representation of classifications in ClinVar": a conflict is between P/LP, VUS and B/LB). Low
    /// penetrance does not change a class.
    ///
    /// ```
    /// use dsdscore::rank::ClinicalClass;
    ///
    /// let class = ClinicalClass::parse("Pathogenic/Likely_pathogenic|risk_factor");
    /// assert_eq!(class, Some(ClinicalClass::Pathogenic));
    /// assert_eq!(ClinicalClass::parse("4"), Some(ClinicalClass::LikelyPathogenic));
    /// assert_eq!(ClinicalClass::parse("benign&pathogenic"), Some(ClinicalClass::Conflicting));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let terms = text.split(['&', '|', '/', ',', ';']);
        let found: Vec<_> = terms.filter_map(Self::of_term).collect();
        let is_conflict = found.windows(2).any(|two| two[0].side() != two[1].side());
        match is_conflict {
            true => Some(Self::Conflicting),
            false if found.contains(&Self::LikelyBenign) => Some(Self::LikelyBenign),
            false => found.into_iter().max(),
        }
    }

    /// One word or number.
    fn of_term(term: &str) -> Option<Self> {
        let letters = term.chars().filter(char::is_ascii_alphanumeric);
        let term: String = letters.map(|c| c.to_ascii_lowercase()).collect();
        match term.as_str() {
            "5" | "pathogenic" => Some(Self::Pathogenic),
            "4" | "likelypathogenic" | "probablepathogenic" => Some(Self::LikelyPathogenic),
            "0" | "uncertainsignificance" | "uncertain" | "vus" | "unknown" => {
                Some(Self::Uncertain)
            }
            "3" | "likelybenign" | "probablenonpathogenic" => Some(Self::LikelyBenign),
            "2" | "benign" | "nonpathogenic" => Some(Self::Benign),
            conflicting if conflicting.starts_with("conflicting") => Some(Self::Conflicting),
            _ => None,
        }
    }

    /// Which of what may contradict one another it is.
    fn side(self) -> u8 {
        match self {
            Self::Benign | Self::LikelyBenign => 0,
            Self::Uncertain => 1,
            Self::Conflicting => 2,
            Self::LikelyPathogenic | Self::Pathogenic => 3,
        }
    }
}

/// The stars of ClinVar's review status, 0-4, by its words in `CLNREVSTAT`, or by those of its VCF
/// before October 2017 (`exp`, `mult`, `single`); `None` where there are none of these.
///
/// By "Review status in ClinVar": practice guideline 4, expert panel 3, several submitters with
/// criteria and without conflict 2, one submitter with criteria or a conflict 1, all else 0.
#[must_use]
pub fn stars(text: &str) -> Option<u8> {
    let letters = text.chars().filter(char::is_ascii_alphabetic);
    let words: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    match words.as_str() {
        "" => None,
        "practiceguideline" | "guideline" => Some(4),
        "reviewedbyexpertpanel" | "exp" => Some(3),
        "criteriaprovidedmultiplesubmittersnoconflicts" | "mult" => Some(2),
        "criteriaprovidedsinglesubmitter" | "single" | "conf" => Some(1),
        criteria if criteria.starts_with("criteriaprovidedconflicting") => Some(1),
        criteria if criteria.starts_with("criteriaprovidedmultiplesubmitters") => Some(1),
        none if none.starts_with("no") => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
