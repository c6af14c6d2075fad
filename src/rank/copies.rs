//! What found variants are, once it is known of which chromosomes a patient has how many copies.

use super::{
    CandidateVariant, Certainty, Chromosome, Compound, Floors, Hit, Known, Limits, Mode, ModeCall,
    Parents, RelatedCall, Relation, Relative, RelativeCall, Sex, SexCall, Transmission, Zygosity,
    inheritance::{self, Fitting},
    scan::Found,
};

/// A patient's chromosomes and family.
#[derive(Clone, Copy)]
pub(super) struct Copies<'a> {
    pub(super) sex: &'a SexCall,
    /// Whether a parent's genotypes say the sex that this parent cannot have.
    pub(super) parents_in_doubt: bool,
    /// The family, in the order of [`Found::calls`].
    pub(super) relatives: &'a [Relative],
    /// How frequent a variant may be.
    pub(super) limits: &'a Limits,
}

/// In which ways a gene's variants may cause disease, and how these fit the gene.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict {
    /// Of each variant, the modes and the fit.
    pub(super) variants: Vec<(Vec<ModeCall>, Fitting)>,
}

impl Verdict {
    /// Of each mode the most certain call.
    pub(super) fn modes(&self) -> Vec<ModeCall> {
        let calls = self.variants.iter().flat_map(|(calls, _)| calls);
        inheritance::best(calls.copied())
    }

    /// The best fit; the first of equals.
    pub(super) fn best(&self) -> Fitting {
        let fits = self.variants.iter().map(|(_, fitting)| fitting);
        let best = fits.reduce(|best, next| if next.fit > best.fit { next } else { best });
        best.cloned().unwrap_or_default()
    }
}

impl Copies<'_> {
    /// What a gene's variants make together.
    pub(super) fn compound(&self, found: &[Found]) -> Option<Compound> {
        let hits: Vec<_> = found.iter().map(|found| self.likeliest(found)).collect();
        Compound::of(&hits)
    }

    /// The ways in which a gene's variants may cause disease, by any of the chromosomes that the
    /// patient may have, and how they fit. What only some of these chromosomes allow is possible.
    pub(super) fn judge(&self, found: &[Found], known: Option<&Known>) -> Verdict {
        let rules = known.map_or(&[][..], |known| &known.inheritance);
        let by = |which: usize| {
            let hit = |found| self.hit(found, self.possible(found)[which]);
            let hits: Vec<_> = found.iter().map(hit).collect();
            inheritance::calls(&hits, self.limits, rules)
        };
        let is_clear = |found: &Found| self.possible(found)[0] == self.possible(found)[1];
        let a = by(0);
        let b = match found.iter().all(is_clear) {
            true => a.clone(),
            false => by(1),
        };
        let variants = found
            .iter()
            .zip(a.into_iter().zip(b))
            .map(|(found, (a, b))| {
                let calls = if a == b { a } else { either(&a, &b) };
                let chromosomes = self.sex.certain_chromosomes();
                let hit = self.likeliest(found);
                let fitting = inheritance::fit(&hit, &calls, known, chromosomes, self.limits);
                (calls, fitting)
            });
        Verdict {
            variants: variants.collect(),
        }
    }

    /// The variant with its zygosity, from whom it is, and how it fits.
    pub(super) fn settle(
        &self,
        mut found: Found,
        (calls, fitting): (Vec<ModeCall>, Fitting),
    ) -> CandidateVariant {
        let sex = self.sex.at(found.chromosome);
        found.variant.transmission = self.transmission(&found, sex);
        found.variant.call.settle(found.chromosome, sex);
        found.variant.father = self.parent(&found, Relation::Father).cloned();
        found.variant.mother = self.parent(&found, Relation::Mother).cloned();
        found.variant.relatives = self.related(found.calls);
        found.variant.modes = calls.into_iter().map(|call| call.mode).collect();
        (found.variant.fit, found.variant.fit_reason) = (fitting.fit, fitting.reason);
        found.variant
    }

    fn related(&self, calls: Vec<RelativeCall>) -> Vec<RelatedCall> {
        let related = self.relatives.iter().zip(calls);
        let related = related.map(|(relative, call)| RelatedCall {
            sample: relative.name.clone(),
            relation: relative.relation,
            affected: relative.affected,
            call,
        });
        related.collect()
    }

    fn likeliest<'f>(&self, found: &'f Found) -> Hit<'f>
    where
        Self: 'f,
    {
        self.hit(found, self.sex.at(found.chromosome))
    }

    fn possible(&self, found: &Found) -> [Sex; 2] {
        let call = &found.variant.call;
        let is_heterozygous =
            call.zygosity == Zygosity::Heterozygous && !call.may_be_on_all_copies();
        self.sex.possible_at(found.chromosome, is_heterozygous)
    }

    fn hit<'f>(&self, found: &'f Found, sex: Sex) -> Hit<'f>
    where
        Self: 'f,
    {
        let (variant, chromosome) = (&found.variant, found.chromosome);
        let transmission = self.transmission(found, sex);
        let parents = self.parents(found);
        let giver = self.by_givers(chromosome, sex);
        let may_be_de_novo =
            transmission.is_some_and(|t| t.may_be_de_novo(chromosome, giver, parents));
        Hit {
            may_be_de_novo,
            transmission,
            relatives: self.relatives,
            calls: &found.calls,
            frequency: variant.limited_frequency(),
            ..Hit::new(&variant.call, chromosome, sex, variant.record)
        }
    }

    fn transmission(&self, found: &Found, sex: Sex) -> Option<Transmission> {
        let (parents, chromosome) = (self.parents(found), found.chromosome);
        let is_known = parents.mother.is_some() || parents.father.is_some();
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
            mother: self.parent(found, Relation::Mother),
            father: self.parent(found, Relation::Father),
            are_in_doubt: self.parents_in_doubt,
        }
    }

    fn parent<'f>(&self, found: &'f Found, relation: Relation) -> Option<&'f RelativeCall> {
        let mut relatives = self.relatives.iter();
        let place = relatives.position(|relative| relative.relation == relation)?;
        found.calls.get(place)
    }
}

/// The calls by either of two numbers of copies: what both say, and as possible what one says. What is
/// de novo by one alone may be so.
fn either(a: &[ModeCall], b: &[ModeCall]) -> Vec<ModeCall> {
    let one_says = |call: &ModeCall, others: &[ModeCall]| {
        let other = others.iter().find(|other| other.mode == call.mode);
        let mode = match (call.mode, other) {
            (Mode::DeNovo, None) => Mode::PossiblyDeNovo,
            (mode, _) => mode,
        };
        ModeCall {
            mode,
            certainty: other.map_or(Certainty::Possible, |other| {
                call.certainty.min(other.certainty)
            }),
        }
    };
    let of_a = a.iter().map(|call| one_says(call, b));
    inheritance::best(of_a.chain(b.iter().map(|call| one_says(call, a))))
}
