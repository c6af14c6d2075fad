//! By which numbers of X and Y copies of a place are counted.

use super::{CellLine, Sex, SexCall, SexSource, karyotype::sex_of};
use crate::rank::Chromosome;

impl SexCall {
    /// The sex whose copies a place has, in the likeliest cell line: on X male is one X and female two
    /// or more; on Y male is a Y. Whoever is called male may have something of Y, be it
    /// translocated, and nothing tells such a piece from none.
    #[must_use]
    pub fn at(&self, chromosome: Chromosome) -> Sex {
        let line = self.chromosomes.first();
        line.map_or(Sex::Unknown, |line| self.in_line(line, chromosome))
    }

    /// All sexes by which a call at a place may be counted, the likeliest first. There are two where cell
    /// lines differ, where an X or Y is abnormal, where the karyotype and the genotypes contradict one
    /// another, and where neither speaks: whatever is declared may be wrong of the chromosomes. But a
    /// declared female with two alleles on X (`is_heterozygous`) has two of them.
    #[must_use]
    pub fn possible_at(&self, chromosome: Chromosome, is_heterozygous: bool) -> [Sex; 2] {
        let likeliest = self.at(chromosome);
        let others = self.chromosomes.iter();
        let mut others = others.map(|line| self.in_line(line, chromosome));
        let differs = others.find(|sex| *sex != likeliest);
        let has_two_x =
            self.declared == Sex::Female && chromosome == Chromosome::X && is_heterozygous;
        match (differs, likeliest) {
            (Some(differs), _) => [likeliest, differs],
            _ if self.is_clear() || has_two_x => [likeliest; 2],
            (None, Sex::Female) => [Sex::Female, Sex::Male],
            _ => [Sex::Male, Sex::Female],
        }
    }

    /// Whether the only X may be either parent's, for no cell has a Y, as in 45,X.
    #[must_use]
    pub fn has_lone_x(&self) -> bool {
        let lines = &self.chromosomes;
        lines.first().is_some_and(|line| line.x == 1) && !lines.iter().any(CellLine::has_y)
    }

    /// The sex that goes with the Y of all cell lines, or with its absence.
    #[must_use]
    pub fn chromosomal_sex(&self) -> Sex {
        sex_of(&self.chromosomes)
    }

    /// The same where a karyotype or the genotypes tell, and do not contradict one another: of a declared
    /// sex alone nobody knows the chromosomes.
    #[must_use]
    pub fn certain_chromosomes(&self) -> Sex {
        let is_seen = matches!(
            self.chromosomes_by,
            SexSource::Genotypes | SexSource::Karyotype
        );
        match is_seen && !self.is_karyotype_contradicted() {
            true => self.chromosomal_sex(),
            false => Sex::Unknown,
        }
    }

    /// Whether the karyotype has no cells as the genotypes show them.
    #[must_use]
    pub fn is_karyotype_contradicted(&self) -> bool {
        let is_shown = |line: &CellLine| match self.evidence.inferred {
            Sex::Male => line.x == 1 && line.has_y(),
            // Of a Y an exome may show next to nothing.
            Sex::Female => line.x > 1,
            Sex::Unknown => true,
        };
        let karyotype = self.karyotype.as_ref();
        karyotype.is_some_and(|karyotype| !karyotype.lines.iter().any(is_shown))
    }

    fn in_line(&self, line: &CellLine, chromosome: Chromosome) -> Sex {
        match chromosome {
            Chromosome::X if line.x == 1 => Sex::Male,
            Chromosome::X => Sex::Female,
            Chromosome::Y if line.has_y() || self.declared == Sex::Male => Sex::Male,
            Chromosome::Y => Sex::Female,
            _ => sex_of(&[*line]),
        }
    }

    /// Whether karyotype or genotypes leave no doubt.
    fn is_clear(&self) -> bool {
        let is_abnormal = self.chromosomes.iter().any(|line| line.is_abnormal);
        match self.chromosomes_by {
            SexSource::Karyotype => !is_abnormal && !self.is_karyotype_contradicted(),
            SexSource::Genotypes => (self.sex, self.source) != (Sex::Unknown, SexSource::Given),
            _ => false,
        }
    }
}
