//! The facts of a patient's sex in words.

use super::{CellLine, KaryotypeSource, Sex, SexCall, SexSource};

impl SexCall {
    /// The declared sex, and who declares it.
    #[must_use]
    pub fn declared_words(&self) -> String {
        match (self.declared, self.declared_by) {
            (Sex::Unknown, SexSource::Given) => "not known, as given".into(),
            (Sex::Unknown, _) => "not declared".into(),
            (sex, by) => format!("{}{}", sex.name(), by.words()),
        }
    }

    /// The chromosomes by which copies are counted, and who says so.
    #[must_use]
    pub fn chromosomes_words(&self) -> String {
        let lines = lines(&self.chromosomes);
        match (self.chromosomes_by, &self.karyotype) {
            (SexSource::Karyotype, Some(karyotype)) => {
                let by = karyotype.source.words();
                let counted = match karyotype.text == lines {
                    true => String::new(),
                    false => format!(": {lines}"),
                };
                format!("{} by {by}{counted}", karyotype.text)
            }
            (SexSource::Genotypes, _) => format!("{lines} by the genotypes"),
            (SexSource::None, _) => "not known".into(),
            _ => format!("not known: counted as {lines}, which goes with the declared sex"),
        }
    }

    /// All three facts.
    #[must_use]
    pub fn words(&self) -> String {
        let (declared, chromosomes) = (self.declared_words(), self.chromosomes_words());
        let decides = match self.decides.as_str() {
            "" => "nothing",
            decides => decides,
        };
        format!("declared sex {declared}; chromosomes {chromosomes}; decides {decides}")
    }

    /// A sentence or two for each contradiction, with what was done: between karyotype and genotypes,
    /// between the chromosomes and the declared sex, and between this and a number of X that nobody told.
    #[must_use]
    pub fn contradictions(&self) -> Vec<String> {
        let found = [
            self.against_genotypes(),
            self.against_declared(),
            self.against_counted(),
        ];
        found.into_iter().flatten().collect()
    }

    fn against_genotypes(&self) -> Option<String> {
        let karyotype = self.karyotype.as_ref();
        let karyotype = karyotype.filter(|_| self.is_karyotype_contradicted())?;
        Some(format!(
            "The karyotype is {} by {}, and {}: samples may be mixed up. Copies of X and Y are counted by \
             the karyotype, and what would fit the genotypes is kept.",
            karyotype.text,
            karyotype.source.words(),
            self.evidence.reason
        ))
    }

    fn against_declared(&self) -> Option<String> {
        let sex = self.chromosomal_sex();
        let is_mixed = sex == Sex::Unknown && !self.chromosomes.is_empty();
        let is_declared = self.declared != Sex::Unknown && self.declared != sex;
        if !is_declared || (sex == Sex::Unknown && !is_mixed) {
            return None;
        }
        let (who, by) = match (self.chromosomes_by, &self.karyotype) {
            (SexSource::Karyotype, Some(karyotype)) => (
                format!("The karyotype is {}", karyotype.text),
                "the karyotype",
            ),
            _ => (
                format!("The genotypes on X and Y say {}", sex.name()),
                "the genotypes",
            ),
        };
        let differs = if is_mixed {
            ", with and without a Y"
        } else {
            ""
        };
        Some(format!(
            "{who}{differs}, and the declared sex is {}{}: copies of X and Y are counted by {by}{}. Look at the \
             scores of all conditions.",
            self.declared.name(),
            self.declared_by.words(),
            self.decision()
        ))
    }

    /// Genotypes as of 45,X or 47,XXY, where copies go with the declared sex.
    fn against_counted(&self) -> Option<String> {
        let is_counted = matches!(self.chromosomes_by, SexSource::Given | SexSource::Pedigree);
        let is_told = is_counted && self.evidence.is_of_another_number(self.declared);
        is_told.then(|| {
            format!(
                "Of X and Y {}; the declared sex is {}{}. Copies are counted as {}, which goes with it, and \
                 what would fit either sex is kept: --karyotype says what they are.",
                self.evidence.reason,
                self.declared.name(),
                self.declared_by.words(),
                lines(&self.chromosomes)
            )
        })
    }

    /// What follows on whose scores decide.
    fn decision(&self) -> String {
        match self.decides.as_str() {
            "" => String::new(),
            decides => format!(", and the scores that decide are those of {decides}"),
        }
    }
}

/// `X or XY`.
fn lines(lines: &[CellLine]) -> String {
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    lines.join(" or ")
}

impl Sex {
    /// In a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Unknown => "not known",
        }
    }
}

impl SexSource {
    /// What follows a sex that is from here; begins with a blank, or is empty.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => " as given",
            Self::Pedigree => " by the pedigree",
            Self::Karyotype => " by the karyotype",
            Self::Genotypes => " by the genotypes",
            Self::None => "",
        }
    }
}

impl KaryotypeSource {
    /// What follows on "by".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Given => "the option",
            Self::Phenopacket => "the phenopacket",
        }
    }
}
