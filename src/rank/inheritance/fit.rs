//! How a variant fits the way in which its gene causes disease.

use super::{
    Certainty::{self, Certain},
    Hit, Limits, Mode, ModeCall, Transmission,
    segregation::Dominance,
};
use crate::rank::{Chromosome, Fit, Inheritance, Known, Relation, Sex, Zygosity};

/// What is said of a variant's origin where no parent is among the samples.
pub(in crate::rank) const NO_PARENT: &str = "no parent in the input";

/// Whether a variant fits, and why, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::rank) struct Fitting {
    pub fit: Fit,
    pub reason: String,
}

/// What is known of a variant, its gene and the patient.
struct Case<'a> {
    hit: &'a Hit<'a>,
    calls: &'a [ModeCall],
    known: Option<&'a Known>,
    /// The patient's.
    chromosomes: Sex,
    limits: &'a Limits,
}

/// Whether a variant with these modes fits the gene's modes of inheritance: the best of them. Of a gene
/// of which no list says by which it causes disease, any mode will do that is rare by chance: what one
/// healthy parent alone passed on is not.
pub(in crate::rank) fn fit(
    hit: &Hit,
    calls: &[ModeCall],
    known: Option<&Known>,
    chromosomes: Sex,
    limits: &Limits,
) -> Fitting {
    let case = Case {
        hit,
        calls,
        known,
        chromosomes,
        limits,
    };
    let (fit, because) = case.judge();
    let reason = [genotype(hit), origin(hit), because].into_iter();
    let reason: Vec<_> = reason.filter(|part| !part.is_empty()).collect();
    Fitting {
        fit,
        reason: reason.join("; "),
    }
}

/// A fit, and what leads to it beside genotype and origin.
type Judgement = (Fit, String);

impl Case<'_> {
    fn judge(&self) -> Judgement {
        let shows_in = self.known.and_then(|known| known.sex_limited);
        let shows_in = shows_in.filter(|&sex| sex != Sex::Unknown);
        let (fit, because) = self.by_rules();
        match shows_in {
            Some(sex) if self.chromosomes != Sex::Unknown && sex != self.chromosomes => {
                // A carrier is one whatever the chromosomes.
                let of_rules =
                    Some(because).filter(|because| fit == Fit::No && !because.is_empty());
                let parts: Vec<_> = of_rules.into_iter().chain([shows_alone(sex)]).collect();
                (Fit::No, parts.join("; "))
            }
            Some(sex) if self.chromosomes == Sex::Unknown && fit == Fit::Yes => {
                let because = format!("{}, and the chromosomes are not known", shows_alone(sex));
                (Fit::May, because)
            }
            _ => (fit, because),
        }
    }

    fn by_rules(&self) -> Judgement {
        let rules = self.known.map_or(&[][..], |known| &known.inheritance);
        let judged = rules.iter().map(|&rule| self.by(rule));
        // The first of equals.
        let best = judged.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.unwrap_or_else(|| self.without_rule())
    }

    fn by(&self, rule: Inheritance) -> Judgement {
        let is_on = |chromosome| self.hit.chromosome == chromosome;
        match rule {
            Inheritance::Monoallelic if !is_on(Chromosome::Y) => self.by_one_copy(),
            Inheritance::XMonoallelic if is_on(Chromosome::X) => self.by_one_copy(),
            Inheritance::Biallelic => self.by_all_copies("one copy of a gene that needs two"),
            Inheritance::XHemizygous if is_on(Chromosome::X) => {
                self.by_all_copies("one of two X in a gene that needs all")
            }
            Inheritance::YHemizygous if is_on(Chromosome::Y) => self.by_one_copy(),
            Inheritance::Mitochondrial => self.by_modes(&[Mode::Mitochondrial]),
            _ => (Fit::No, "not in a way in which the gene is known".into()),
        }
    }

    /// Where one copy is enough.
    fn by_one_copy(&self) -> Judgement {
        if !self.limits.admit_dominant(self.hit) {
            return (Fit::No, self.too_frequent());
        }
        let is_on_all = [Mode::Recessive, Mode::XLinked]
            .iter()
            .any(|&mode| self.certainty(mode).is_some());
        match Dominance::of(self.hit) {
            _ if is_on_all => (Fit::Yes, String::new()),
            Dominance::Contradicted => match self.hit.is_de_novo() {
                true => (Fit::May, self.affected_without()),
                false => (Fit::No, self.affected_without()),
            },
            _ if self.hit.is_de_novo() => (Fit::Yes, self.shared()),
            Dominance::Incomplete => self.by_incomplete_penetrance(),
            Dominance::Segregates { is_shared, .. } => match self.has_one_copy() {
                true if is_shared => (Fit::Yes, self.shared()),
                true => (Fit::Yes, String::new()),
                false => (Fit::No, String::new()),
            },
        }
    }

    fn has_one_copy(&self) -> bool {
        let modes = [Mode::Dominant, Mode::YLinked];
        modes.iter().any(|&mode| self.certainty(mode).is_some())
    }

    /// Somebody unaffected carries it.
    fn by_incomplete_penetrance(&self) -> Judgement {
        let shows_in = self.known.and_then(|known| known.sex_limited);
        match (self.certainty(Mode::SexLimited), shows_in) {
            (Some(_), Some(sex)) => (Fit::Yes, shows_alone(sex)),
            (Some(_), None) => (
                Fit::May,
                format!("disease may show in {} alone", karyotype(self.chromosomes)),
            ),
            (None, _) => (
                Fit::May,
                "not all carriers may be affected (incomplete penetrance)".into(),
            ),
        }
    }

    /// Where all copies must bear it, or another variant of the gene.
    fn by_all_copies(&self, carrier: &str) -> Judgement {
        let modes = [Mode::Recessive, Mode::XLinked, Mode::CompoundHeterozygous];
        let is_new = self.hit.is_de_novo() && self.hit.zygosity != Zygosity::Heterozygous;
        match self.by_modes(&modes) {
            (Fit::No, _) if is_new => (Fit::May, "on all copies".into()),
            (Fit::No, because) if because.is_empty() => (Fit::No, self.not_on_all(carrier)),
            judged => judged,
        }
    }

    /// Why it is not on all copies.
    fn not_on_all(&self, carrier: &str) -> String {
        let is_lone_x = self.hit.chromosome == Chromosome::X && self.hit.sex == Sex::Male;
        match is_lone_x {
            true => "beside REF on the only X: a mosaic, an error, or two X".into(),
            false => format!("{carrier}: a carrier"),
        }
    }

    /// The gene's mode of inheritance is not known.
    fn without_rule(&self) -> Judgement {
        let modes = [
            Mode::DeNovo,
            Mode::Dominant,
            Mode::Recessive,
            Mode::CompoundHeterozygous,
            Mode::XLinked,
            Mode::YLinked,
            Mode::PossiblyDeNovo,
        ];
        let (fit, because) = self.by_modes(&modes);
        let is_new = self.hit.is_de_novo();
        match Dominance::of(self.hit) {
            Dominance::Contradicted if is_new => (Fit::May, self.affected_without()),
            _ if fit != Fit::No => (fit, because),
            _ if self.certainty(Mode::Mitochondrial).is_some() => {
                (Fit::May, self.by_modes(&[Mode::Mitochondrial]).1)
            }
            Dominance::Incomplete if because.is_empty() => {
                (Fit::No, "somebody unaffected carries it".into())
            }
            _ => (fit, because),
        }
    }

    /// By the surest of some modes.
    fn by_modes(&self, modes: &[Mode]) -> Judgement {
        let found = modes
            .iter()
            .filter_map(|&mode| Some((self.certainty(mode)?, mode)));
        // The first of equals.
        let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((certainty, mode)) = best else {
            return (Fit::No, self.why_none());
        };
        let because = match mode {
            Mode::CompoundHeterozygous if certainty == Certain => {
                "another on the other copy".into()
            }
            Mode::CompoundHeterozygous => "another that may be on the other copy".into(),
            Mode::Dominant if certainty == Certain => self.shared(),
            Mode::Recessive if self.is_of_one_parent() => "the other copy may be lost".into(),
            Mode::Mitochondrial if self.hit.transmission == Some(Transmission::Maternal) => {
                "mothers who carry it may be affected or not".into()
            }
            _ => String::new(),
        };
        let fit = match certainty {
            Certain => Fit::Yes,
            Certainty::Possible => Fit::May,
        };
        (fit, because)
    }

    fn certainty(&self, mode: Mode) -> Option<Certainty> {
        let found = self.calls.iter().find(|call| call.mode == mode);
        found.map(|call| call.certainty)
    }

    fn is_of_one_parent(&self) -> bool {
        use Transmission::{Maternal, Paternal};
        matches!(self.hit.transmission, Some(Maternal | Paternal))
    }

    /// Why no mode is there, where that is not the genotype.
    fn why_none(&self) -> String {
        let is_full = |name: &str| format!("unaffected {name} has it on all copies");
        let mut full = self
            .hit
            .unaffected()
            .filter(|kin| kin.is_full() == Some(true));
        if !self.limits.admit_recessive(self.hit) {
            self.too_frequent()
        } else if let Some(kin) = full.next().filter(|_| !self.hit.is_one_of_two()) {
            is_full(&kin.who.name)
        } else {
            let without = self.affected_without();
            let is_on_one = self.hit.zygosity == Zygosity::Heterozygous;
            match without.is_empty() && !is_on_one {
                true => self.affected_with_another(),
                false => without,
            }
        }
    }

    /// The affected of the family who have it on one copy alone; empty where there are none.
    fn affected_with_another(&self) -> String {
        let others = self.hit.affected();
        let with = others.filter(|kin| kin.is_full() == Some(false));
        let names: Vec<_> = with.map(|kin| kin.who.name.as_str()).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("{one}, who is affected, does not have it on all copies"),
            names => format!(
                "{}, who are affected, do not have it on all copies",
                names.join(", ")
            ),
        }
    }

    fn too_frequent(&self) -> String {
        let frequency = self
            .hit
            .frequency
            .map_or_else(String::new, |f| format!(" ({f})"));
        format!("too frequent{frequency}")
    }

    /// The affected of the family who do not carry it; empty where there are none.
    fn affected_without(&self) -> String {
        let others = self.hit.affected();
        let without = others.filter(|kin| kin.carries() == Some(false));
        let names: Vec<_> = without.map(|kin| kin.who.name.as_str()).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => format!("{one}, who is affected, does not carry it"),
            names => format!("{}, who are affected, do not carry it", names.join(", ")),
        }
    }

    fn shared(&self) -> String {
        let affected = self.hit.affected();
        let carriers = affected.filter(|kin| kin.carries() == Some(true)).count();
        match carriers {
            0 => String::new(),
            1 => "another who is affected carries it".into(),
            more => format!("{more} others who are affected carry it"),
        }
    }
}

fn genotype(hit: &Hit) -> String {
    let is_mitochondrial = hit.chromosome == Chromosome::Mitochondrial;
    let word = match hit.zygosity {
        Zygosity::Heterozygous if is_mitochondrial => "heteroplasmic",
        _ if is_mitochondrial => "homoplasmic",
        zygosity => zygosity.name(),
    };
    match hit.is_half_called {
        true => format!("{word}, with an allele missing"),
        false => word.into(),
    }
}

/// From whom it is, and whether that parent is affected.
fn origin(hit: &Hit) -> String {
    let parent = |relation, name| {
        let mut kin = hit.kin().filter(|kin| kin.who.relation == relation);
        let affected = match kin.next().and_then(|kin| kin.who.affected) {
            Some(true) => "affected ",
            Some(false) => "unaffected ",
            None => "",
        };
        format!("{affected}{name}")
    };
    let (mother, father) = (
        parent(Relation::Mother, "mother"),
        parent(Relation::Father, "father"),
    );
    match hit.transmission {
        None => NO_PARENT.into(),
        Some(Transmission::DeNovo) => "de novo".into(),
        Some(Transmission::Maternal) => format!("inherited from the {mother}"),
        Some(Transmission::Paternal) => format!("inherited from the {father}"),
        Some(Transmission::Biparental) => format!("the {father} and the {mother} carry it"),
        Some(Transmission::Unknown) if hit.may_be_de_novo => "perhaps de novo".into(),
        Some(Transmission::Unknown) => "from whom is not known".into(),
    }
}

fn shows_alone(sex: Sex) -> String {
    format!("disease shows in {} alone", karyotype(sex))
}

fn karyotype(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "46,XY",
        Sex::Female => "46,XX",
        Sex::Unknown => "one sex",
    }
}

#[cfg(test)]
mod tests;
