//! What found variants are, once it is known of which chromosomes a patient has how many copies.

use super::{
    CandidateVariant, Chromosome, Compound, Floors, Hit, Limits, Mode, Parents, Sex, SexCall,
    Transmission, Zygosity, modes, scan::Found,
};

/// A patient's chromosomes, and whether the parents are who they are said to be.
#[derive(Clone, Copy)]
pub(super) struct Copies<'a> {
    pub(super) sex: &'a SexCall,
    /// Whether a parent's genotypes say the sex that this parent cannot have.
    pub(super) parents_in_doubt: bool,
    /// How frequent a variant may be.
    pub(super) limits: &'a Limits,
}

impl Copies<'_> {
    /// What a gene's variants make together.
    pub(super) fn compound(&self, found: &[Found]) -> Option<Compound> {
        let hits: Vec<_> = found.iter().map(|found| self.likeliest(found)).collect();
        Compound::of(&hits)
    }

    /// The ways in which a gene's variants may cause disease, by any of the chromosomes that the
    /// patient may have.
    pub(super) fn modes(&self, found: &[Found]) -> Vec<Mode> {
        let hits = |which: usize| -> Vec<_> {
            let hit = |found| self.hit(found, self.possible(found)[which]);
            found.iter().map(hit).collect()
        };
        let mut all = modes(&hits(0), self.limits);
        all.extend(modes(&hits(1), self.limits));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The variant with its zygosity and from whom it is.
    pub(super) fn settle(&self, mut found: Found) -> CandidateVariant {
        let sex = self.sex.at(found.chromosome);
        found.variant.transmission = self.transmission(&found, sex);
        found.variant.call.settle(found.chromosome, sex);
        found.variant
    }

    fn likeliest<'f>(&self, found: &'f Found) -> Hit<'f> {
        self.hit(found, self.sex.at(found.chromosome))
    }

    fn possible(&self, found: &Found) -> [Sex; 2] {
        let call = &found.variant.call;
        let is_heterozygous =
            call.zygosity == Zygosity::Heterozygous && !call.may_be_on_all_copies();
        self.sex.possible_at(found.chromosome, is_heterozygous)
    }

    fn hit<'f>(&self, found: &'f Found, sex: Sex) -> Hit<'f> {
        let (variant, chromosome) = (&found.variant, found.chromosome);
        let transmission = self.transmission(found, sex);
        let parents = self.parents(found);
        let giver = self.by_givers(chromosome, sex);
        let may_be_de_novo =
            transmission.is_some_and(|t| t.may_be_de_novo(chromosome, giver, parents));
        Hit {
            may_be_de_novo,
            transmission,
            frequency: variant.limited_frequency(),
            ..Hit::new(&variant.call, chromosome, sex, variant.record)
        }
    }

    fn transmission(&self, found: &Found, sex: Sex) -> Option<Transmission> {
        let is_known = found.mother.is_some() || found.father.is_some();
        let (parents, chromosome) = (self.parents(found), found.chromosome);
        let giver = self.by_givers(chromosome, sex);
        let of = || match Transmission::of(chromosome, giver, parents, &Floors::default()) {
            // One of them gave it, and nobody can tell which.
            Transmission::Biparental if giver != sex => Transmission::Unknown,
            told => told,
        };
        is_known.then(of)
    }

    /// The sex by which parents give a place: either may give a lone X, as both give to a daughter.
    fn by_givers(&self, chromosome: Chromosome, sex: Sex) -> Sex {
        match self.sex.has_lone_x() && chromosome == Chromosome::X {
            true => Sex::Female,
            false => sex,
        }
    }

    fn parents<'f>(&self, found: &'f Found) -> Parents<'f> {
        Parents {
            mother: found.mother.as_ref(),
            father: found.father.as_ref(),
            are_in_doubt: self.parents_in_doubt,
        }
    }
}
