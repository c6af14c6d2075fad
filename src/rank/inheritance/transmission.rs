//! From whom a variant is.

use super::Transmission;
use crate::rank::{Chromosome, RelativeCall, Sex};

/// What parents say of a variant of their child; `None` for one who is not among the samples.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parents<'a> {
    /// The father.
    pub father: Option<&'a RelativeCall>,
    /// The mother.
    pub mother: Option<&'a RelativeCall>,
    /// Whether the two may not be who they are said to be, as where the father's genotypes look like
    /// two X. Nobody can tell then who gave what one parent alone gives.
    pub are_in_doubt: bool,
}

/// From which GQ and DP on a parent without the ALT counts as one who does not carry it. What is
/// not known is not below. A carrier needs neither: a variant that a parent seems to have is not
/// new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floors {
    /// GQ at least.
    pub quality: i32,
    /// DP at least.
    pub depth: i32,
}

/// GQ 20, one wrong genotype in a hundred, which GATK's `PossibleDeNovo` asks of parents too; and
/// 10 reads, all of which show REF once in 1024 times where a parent is heterozygous.
impl Default for Floors {
    fn default() -> Self {
        Self {
            quality: 20,
            depth: 10,
        }
    }
}

impl Floors {
    /// Whether a parent carries the ALT; `None` where it is missing, not called, or too uncertain.
    fn carries(&self, parent: Option<&RelativeCall>) -> Option<bool> {
        let parent = parent?;
        let carries = parent.carries;
        carries.filter(|&carries| carries || !self.is_low(parent))
    }

    /// Whether a genotype is below them.
    pub(super) fn is_low(&self, call: &RelativeCall) -> bool {
        call.quality.is_some_and(|quality| quality < self.quality)
            || call.depth.is_some_and(|depth| depth < self.depth)
    }
}

impl Transmission {
    /// What the parents say of a variant that a child of this sex carries at a place.
    ///
    /// Of a child of unknown sex, what is on X is told only where it is the same for a son and a
    /// daughter. Nothing is told of what is on Y in a daughter.
    #[must_use]
    pub fn of(chromosome: Chromosome, sex: Sex, parents: Parents, floors: &Floors) -> Self {
        let father = floors.carries(parents.father);
        let mother = floors.carries(parents.mother);
        match (chromosome, sex) {
            _ if parents.are_in_doubt && is_of_one_parent(chromosome, sex) => Self::Unknown,
            (Chromosome::Mitochondrial, _) | (Chromosome::X, Sex::Male) => of_mother(mother),
            (Chromosome::Y, Sex::Female) => Self::Unknown,
            (Chromosome::Y, _) => of_father(father),
            (Chromosome::X, Sex::Unknown) => {
                let (son, daughter) = (of_mother(mother), of_both(father, mother));
                if son == daughter { son } else { Self::Unknown }
            }
            _ => of_both(father, mother),
        }
    }
}

impl Transmission {
    /// Whether a variant of which nobody can tell from whom it is may be de novo: a parent is among
    /// the samples, and none who can have given it carries it.
    #[must_use]
    pub fn may_be_de_novo(self, chromosome: Chromosome, sex: Sex, parents: Parents) -> bool {
        let carries = |parent: Option<&RelativeCall>| {
            parent.is_some_and(|parent| parent.carries == Some(true))
        };
        let (father, mother) = (carries(parents.father), carries(parents.mother));
        let is_given = match (chromosome, sex) {
            (Chromosome::Y, Sex::Female) => return false,
            _ if parents.are_in_doubt && is_of_one_parent(chromosome, sex) => father && mother,
            (Chromosome::Mitochondrial, _) | (Chromosome::X, Sex::Male | Sex::Unknown) => mother,
            (Chromosome::Y, _) => father,
            _ => father || mother,
        };
        self == Self::Unknown && !is_given
    }
}

/// Whether one parent alone gives a place to a child of this sex, or may.
fn is_of_one_parent(chromosome: Chromosome, sex: Sex) -> bool {
    match chromosome {
        Chromosome::X => sex != Sex::Female,
        Chromosome::Y | Chromosome::Mitochondrial => true,
        Chromosome::Autosome | Chromosome::Pseudoautosomal | Chromosome::Other => false,
    }
}

fn of_mother(mother: Option<bool>) -> Transmission {
    match mother {
        Some(true) => Transmission::Maternal,
        Some(false) => Transmission::DeNovo,
        None => Transmission::Unknown,
    }
}

fn of_father(father: Option<bool>) -> Transmission {
    match father {
        Some(true) => Transmission::Paternal,
        Some(false) => Transmission::DeNovo,
        None => Transmission::Unknown,
    }
}

fn of_both(father: Option<bool>, mother: Option<bool>) -> Transmission {
    match (father, mother) {
        (Some(true), Some(true)) => Transmission::Biparental,
        (Some(true), Some(false)) => Transmission::Paternal,
        (Some(false), Some(true)) => Transmission::Maternal,
        (Some(false), Some(false)) => Transmission::DeNovo,
        _ => Transmission::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Chromosome::*, Transmission::*, *};

    fn called(carries: Option<bool>) -> RelativeCall {
        RelativeCall {
            carries,
            ..RelativeCall::default()
        }
    }

    fn carrier() -> RelativeCall {
        called(Some(true))
    }

    fn absent(quality: Option<i32>, depth: Option<i32>) -> RelativeCall {
        RelativeCall {
            quality,
            depth,
            ..called(Some(false))
        }
    }

    /// Of a variant at a place, with the father's and the mother's genotype: `+` carries, `-` does
    /// not, `?` was not called.
    fn of(chromosome: Chromosome, sex: Sex, parents: &str) -> Transmission {
        let [father, mother] = [0, 1].map(|i| match parents.as_bytes()[i] {
            b'+' => carrier(),
            b'-' => absent(Some(99), Some(30)),
            _ => called(None),
        });
        let parents = Parents {
            father: Some(&father),
            mother: Some(&mother),
            are_in_doubt: false,
        };
        Transmission::of(chromosome, sex, parents, &Floors::default())
    }

    #[test]
    fn what_no_known_carrier_can_have_given_may_be_new() {
        let (yes, low) = (carrier(), absent(Some(5), Some(30)));
        let parents = |father, mother| Parents {
            father,
            mother,
            ..Parents::default()
        };
        let may = |chromosome, sex, parents| Unknown.may_be_de_novo(chromosome, sex, parents);
        let unsure = parents(Some(&low), None);
        assert!(may(Autosome, Sex::Male, unsure));
        assert!(!Maternal.may_be_de_novo(Autosome, Sex::Male, unsure));
        let of_father = parents(Some(&yes), Some(&low));
        assert!(!may(Autosome, Sex::Male, of_father));
        assert!(may(X, Sex::Male, of_father));
        assert!(!may(X, Sex::Female, of_father));
        assert!(may(Mitochondrial, Sex::Female, of_father));
        assert!(!may(Y, Sex::Male, of_father));
        assert!(!may(Y, Sex::Female, unsure));
    }

    #[test]
    fn parents_in_doubt_tell_nothing_of_what_one_of_them_gives() {
        let (yes, no) = (carrier(), absent(Some(99), Some(30)));
        let parents = |father, mother| Parents {
            father: Some(father),
            mother: Some(mother),
            are_in_doubt: true,
        };
        let swapped = parents(&no, &yes);
        for (chromosome, sex) in [
            (X, Sex::Male),
            (X, Sex::Unknown),
            (Y, Sex::Male),
            (Mitochondrial, Sex::Female),
        ] {
            let found = Transmission::of(chromosome, sex, swapped, &Floors::default());
            assert_eq!(found, Unknown, "{chromosome:?}");
            assert!(
                Unknown.may_be_de_novo(chromosome, sex, swapped),
                "{chromosome:?}"
            );
            assert!(!Unknown.may_be_de_novo(chromosome, sex, parents(&yes, &yes)));
        }
        for (chromosome, sex) in [(Autosome, Sex::Male), (X, Sex::Female)] {
            let found = Transmission::of(chromosome, sex, swapped, &Floors::default());
            assert_eq!(found, Maternal, "by the roles that they were given");
        }
    }

    #[test]
    fn both_parents_tell_of_an_autosome() {
        for (parents, expected) in [
            ("--", DeNovo),
            ("-+", Maternal),
            ("+-", Paternal),
            ("++", Biparental),
            ("?-", Unknown),
            ("-?", Unknown),
            ("?+", Unknown),
            ("??", Unknown),
        ] {
            for chromosome in [Autosome, Pseudoautosomal, Other] {
                assert_eq!(of(chromosome, Sex::Male, parents), expected, "{parents}");
            }
            assert_eq!(of(X, Sex::Female, parents), expected, "{parents}");
        }
    }

    #[test]
    fn one_parent_tells_where_the_other_gives_nothing() {
        for (parents, mother, father) in [
            ("?-", DeNovo, Unknown),
            ("?+", Maternal, Unknown),
            ("+-", DeNovo, Paternal),
            ("-?", Unknown, DeNovo),
        ] {
            assert_eq!(of(X, Sex::Male, parents), mother, "{parents}");
            assert_eq!(of(Mitochondrial, Sex::Female, parents), mother, "{parents}");
            assert_eq!(of(Y, Sex::Male, parents), father, "{parents}");
            assert_eq!(of(Y, Sex::Unknown, parents), father, "{parents}");
        }
        assert_eq!(of(Y, Sex::Female, "--"), Unknown);
    }

    #[test]
    fn without_a_sex_x_is_told_where_sons_and_daughters_agree() {
        for (parents, expected) in [
            ("--", DeNovo),
            ("-+", Maternal),
            ("+-", Unknown),
            ("++", Unknown),
            ("?-", Unknown),
        ] {
            assert_eq!(of(X, Sex::Unknown, parents), expected, "{parents}");
        }
    }

    #[test]
    fn an_uncertain_parent_makes_nothing_de_novo() {
        let (sure, certain) = (Floors::default(), absent(Some(20), Some(10)));
        let with = |father: Option<&RelativeCall>, floors: &Floors| {
            let mother = Some(&certain);
            Transmission::of(
                Autosome,
                Sex::Male,
                Parents {
                    father,
                    mother,
                    ..Parents::default()
                },
                floors,
            )
        };
        assert_eq!(with(Some(&certain), &sure), DeNovo);
        assert_eq!(with(Some(&absent(Some(19), Some(30))), &sure), Unknown);
        assert_eq!(with(Some(&absent(Some(99), Some(9))), &sure), Unknown);
        assert_eq!(
            with(Some(&absent(None, None)), &sure),
            DeNovo,
            "not known is not below"
        );
        assert_eq!(with(None, &sure), Unknown, "not among the samples");
        let strict = Floors {
            quality: 21,
            ..sure
        };
        assert_eq!(
            with(Some(&carrier()), &strict),
            Unknown,
            "the mother is too uncertain"
        );
    }
}
