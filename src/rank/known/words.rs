//! The words of lists: how sure they are of a gene, and by which rules it causes disease.

use super::{Confidence, Dosage, Inheritance};
use crate::rank::Sex;

impl Confidence {
    /// Reads PanelApp's ratings (`Green`, or its number 0-4), the categories of G2P, of old and of now,
    /// and those of GenCC and ClinGen. `None` where a word is none of these.
    ///
    /// ```
    /// use dsdscore::rank::Confidence;
    ///
    /// assert_eq!(Confidence::parse("3"), Some(Confidence::Green));
    /// assert_eq!(Confidence::parse("moderate"), Some(Confidence::Amber));
    /// assert_eq!(Confidence::parse("disputed evidence"), Some(Confidence::Red));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words = plain(text);
        let first = words.split(' ').next().unwrap_or_default();
        match first {
            "" => Some(Self::Unrated),
            "4" | "3" | "green" | "definitive" | "strong" | "confirmed" | "probable" => {
                Some(Self::Green)
            }
            "both" if words.ends_with("and if") => Some(Self::Green),
            "2" | "amber" | "moderate" | "supportive" => Some(Self::Amber),
            "1" | "0" | "red" | "limited" | "possible" | "disputed" | "refuted" => Some(Self::Red),
            "animal" | "no" => Some(Self::Red),
            _ => None,
        }
    }
}

impl Inheritance {
    /// Reads modes of inheritance in the words of PanelApp, of G2P, of old and of now, of GenCC,
    /// ClinGen and HPO, and in short ones (`AD`, `XLR`); several are joined by `;`, `|`, `/` or, where the
    /// whole is no mode, by commas. Empty for words that say of none of these, such as `Unknown`;
    /// `None` where a word is not understood.
    ///
    /// What says of X alone, and not whether one of two is enough, is both of X's modes.
    ///
    /// ```
    /// use dsdscore::rank::Inheritance;
    ///
    /// let modes = Inheritance::parse("BIALLELIC, autosomal or pseudoautosomal");
    /// assert_eq!(modes, Some(vec![Inheritance::Biallelic]));
    /// assert_eq!(Inheritance::parse("monoallelic_Y_hem"), Some(vec![Inheritance::YHemizygous]));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Vec<Self>> {
        let mut all = Vec::new();
        for piece in text.split([';', '|', '/']) {
            match of_mode(&plain(piece)) {
                Some(modes) => all.extend(modes),
                None => {
                    for part in piece.split(',') {
                        all.extend(of_mode(&plain(part))?);
                    }
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}

/// The modes of one phrase in small letters.
fn of_mode(words: &str) -> Option<&'static [Inheritance]> {
    use Inheritance::{
        Biallelic, Mitochondrial, Monoallelic, XHemizygous, XMonoallelic, YHemizygous,
    };
    let begins = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    let is = |all: &[&str]| all.contains(&words);
    let of_x: &[Inheritance] = &[XHemizygous, XMonoallelic];
    Some(match () {
        () if begins(&NOTHING) || words.is_empty() => &[],
        () if begins(&["monoallelic x het", "x linked over"]) => &[XMonoallelic],
        () if begins(&["monoallelic x hem", "hemizygous", "x linked recessive"]) => &[XHemizygous],
        () if is(&["xlr"]) => &[XHemizygous],
        () if begins(&["x linked"]) && words.contains("biallelic mutations in female") => {
            &[XHemizygous]
        }
        () if begins(&["monoallelic x", "x linked"]) || is(&["xl", "xld"]) => of_x,
        () if begins(&["monoallelic y", "y linked"]) || is(&["yl"]) => &[YHemizygous],
        () if begins(&["mitochondrial"]) || is(&["mt"]) => &[Mitochondrial],
        () if begins(&["both", "semidominant", "semi dominant"]) || is(&["sd"]) => {
            &[Monoallelic, Biallelic]
        }
        () if begins(&DOMINANT) || is(&["ad", "dominant"]) => &[Monoallelic],
        () if begins(&RECESSIVE) || is(&["ar", "recessive"]) => &[Biallelic],
        () => return None,
    })
}

const DOMINANT: [&str; 5] = [
    "monoallelic",
    "autosomal dominant",
    "pseudoautosomal dominant",
    "imprinted",
    "mosaic",
];
const RECESSIVE: [&str; 3] = [
    "biallelic",
    "autosomal recessive",
    "pseudoautosomal recessive",
];
/// What is said where no mode is known, or none of a single gene.
const NOTHING: [&str; 13] = [
    "unknown",
    "undetermined",
    "uncertain",
    "other",
    "not provided",
    "n a",
    "digenic",
    "oligogenic",
    "polygenic",
    "multifactorial",
    "sporadic",
    "isolated",
    "somatic",
];

impl Dosage {
    /// Reads `loss`, `gain` or both, joined by `;`, `,`, `|` or `/`, or the two words of ClinGen;
    /// `None` where a word is none of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Vec<Self>> {
        let words = text.split([';', ',', '|', '/']).map(plain);
        let words = words.filter(|word| !word.is_empty() && word != "none");
        let all = words.map(|word| match word.as_str() {
            "loss" | "haploinsufficiency" | "deletion" => Some(Self::Loss),
            "gain" | "triplosensitivity" | "duplication" => Some(Self::Gain),
            _ => None,
        });
        let mut all = all.collect::<Option<Vec<_>>>()?;
        all.sort_unstable();
        all.dedup();
        Some(all)
    }
}

/// The chromosomes with which disease shows; `None` in it where it shows with all.
pub(super) fn sex_limited(text: &str) -> Option<Option<Sex>> {
    match plain(text).as_str() {
        "" | "no" | "none" | "both" => Some(None),
        "46,xy" | "xy" | "male" | "males" | "m" => Some(Some(Sex::Male)),
        "46,xx" | "xx" | "female" | "females" | "f" => Some(Some(Sex::Female)),
        _ => None,
    }
}

/// In small letters, with one blank for every `_`, `-` and run of blanks.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.'));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Inheritance::*, *};

    /// All modes that PanelApp's form offers, and its older spellings.
    #[test]
    fn modes_of_panelapp() {
        let parse = Inheritance::parse;
        for (text, modes) in [
            (
                "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted",
                &[Monoallelic][..],
            ),
            (
                "MONOALLELIC, autosomal or pseudoautosomal, maternally imprinted (paternal allele expressed)",
                &[Monoallelic],
            ),
            (
                "MONOALLELIC, autosomal or pseudoautosomal, paternally imprinted (maternal allele expressed)",
                &[Monoallelic],
            ),
            (
                "MONOALLELIC, autosomal or pseudoautosomal, imprinted status unknown",
                &[Monoallelic],
            ),
            ("BIALLELIC, autosomal or pseudoautosomal", &[Biallelic]),
            ("BiALLELIC, autosomal or pseudoautosomal", &[Biallelic]),
            (
                "BOTH monoallelic and biallelic, autosomal or pseudoautosomal",
                &[Monoallelic, Biallelic],
            ),
            (
                "BOTH monoallelic and biallelic (but BIALLELIC mutations cause a more SEVERE disease form), \
                 autosomal or pseudoautosomal",
                &[Monoallelic, Biallelic],
            ),
            (
                "X-LINKED: hemizygous mutation in males, biallelic mutations in females",
                &[XHemizygous],
            ),
            (
                "X-LINKED: hemizygous mutation in males, monoallelic mutations in females may cause \
                 disease (may be less severe, later onset than males)",
                &[XHemizygous, XMonoallelic],
            ),
            (
                "X linked: hemizygous mutation in males, monoallelic mutations in females may cause \
                 disease (may be less severe, later onset than males)",
                &[XHemizygous, XMonoallelic],
            ),
            ("MITOCHONDRIAL", &[Mitochondrial]),
            ("Unknown", &[]),
            ("Other", &[]),
            ("Other - please specify in evaluation comments", &[]),
            ("Other - please specifiy in evaluation comments", &[]),
            ("", &[]),
        ] {
            assert_eq!(parse(text).as_deref(), Some(modes), "{text}");
        }
    }

    #[test]
    fn allelic_requirements_of_g2p_of_now_and_of_old() {
        for (text, modes) in [
            ("biallelic_autosomal", &[Biallelic][..]),
            ("biallelic_PAR", &[Biallelic]),
            ("monoallelic_autosomal", &[Monoallelic]),
            ("monoallelic_PAR", &[Monoallelic]),
            ("monoallelic_X_hem", &[XHemizygous]),
            ("monoallelic_X_hemizygous", &[XHemizygous]),
            ("monoallelic_X_het", &[XMonoallelic]),
            ("monoallelic_X_heterozygous", &[XMonoallelic]),
            ("monoallelic_X", &[XHemizygous, XMonoallelic]),
            ("monoallelic_Y_hem", &[YHemizygous]),
            ("monoallelic_Y_hemizygous", &[YHemizygous]),
            ("mitochondrial", &[Mitochondrial]),
            ("monoallelic", &[Monoallelic]),
            ("biallelic", &[Biallelic]),
            ("both", &[Monoallelic, Biallelic]),
            ("hemizygous", &[XHemizygous]),
            ("x-linked dominant", &[XHemizygous, XMonoallelic]),
            ("x-linked over-dominance", &[XMonoallelic]),
            ("imprinted", &[Monoallelic]),
            ("mosaic", &[Monoallelic]),
            ("digenic", &[]),
            ("uncertain", &[]),
            (
                "monoallelic_X_hemizygous;monoallelic_X_heterozygous",
                &[XHemizygous, XMonoallelic],
            ),
        ] {
            assert_eq!(Inheritance::parse(text).as_deref(), Some(modes), "{text}");
        }
    }

    #[test]
    fn modes_of_gencc_clingen_and_hpo() {
        for (text, modes) in [
            ("Autosomal dominant", &[Monoallelic][..]),
            ("Autosomal dominant inheritance", &[Monoallelic]),
            ("Autosomal recessive", &[Biallelic]),
            ("Semidominant", &[Monoallelic, Biallelic]),
            ("X-linked", &[XHemizygous, XMonoallelic]),
            ("X-linked recessive inheritance", &[XHemizygous]),
            ("Y-linked inheritance", &[YHemizygous]),
            ("Mitochondrial inheritance", &[Mitochondrial]),
            ("AD", &[Monoallelic]),
            ("AD/AR", &[Monoallelic, Biallelic]),
            ("AD, AR", &[Monoallelic, Biallelic]),
            ("XL", &[XHemizygous, XMonoallelic]),
            ("XLR", &[XHemizygous]),
            ("XLD", &[XHemizygous, XMonoallelic]),
            ("YL", &[YHemizygous]),
            ("MT", &[Mitochondrial]),
            ("SD", &[Monoallelic, Biallelic]),
            ("Pseudoautosomal recessive inheritance", &[Biallelic]),
            ("Undetermined", &[]),
            ("Polygenic inheritance", &[]),
        ] {
            assert_eq!(Inheritance::parse(text).as_deref(), Some(modes), "{text}");
        }
        for text in ["by chance", "AD, perhaps", "3"] {
            assert_eq!(Inheritance::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ratings_are_on_one_scale() {
        use Confidence::{Amber, Green, Red, Unrated};
        for (text, level) in [
            ("4", Green),
            ("3", Green),
            ("Green", Green),
            ("Green List (high evidence)", Green),
            ("definitive", Green),
            ("Strong", Green),
            ("confirmed", Green),
            ("probable", Green),
            ("both RD and IF", Green),
            ("both DD and IF", Green),
            ("2", Amber),
            ("amber", Amber),
            ("moderate", Amber),
            ("Supportive", Amber),
            ("1", Red),
            ("0", Red),
            ("limited", Red),
            ("possible", Red),
            ("Disputed Evidence", Red),
            ("Refuted Evidence", Red),
            ("No Known Disease Relationship", Red),
            ("", Unrated),
        ] {
            assert_eq!(Confidence::parse(text), Some(level), "{text}");
        }
        assert_eq!(Confidence::parse("rather"), None);
    }

    #[test]
    fn dosage_and_sex_have_words() {
        assert_eq!(
            Dosage::parse("gain;loss"),
            Some(vec![Dosage::Loss, Dosage::Gain])
        );
        assert_eq!(Dosage::parse(""), Some(vec![]));
        assert_eq!(Dosage::parse("some"), None);
        assert_eq!(sex_limited("46,XY"), Some(Some(Sex::Male)));
        assert_eq!(sex_limited("46,XX"), Some(Some(Sex::Female)));
        assert_eq!(sex_limited(""), Some(None));
        assert_eq!(sex_limited("often"), None);
    }
}
