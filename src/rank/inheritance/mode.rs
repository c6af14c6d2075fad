//! In which ways a gene's variants may cause disease.

use super::{Compound, Hit, Limits, Mode, Transmission};
use crate::rank::{Chromosome, Sex, Zygosity};

/// The ways in which a gene's variants may cause disease, in the order of [`Mode`]. What may be so and
/// cannot be told counts: a homozygous variant without parents, two heterozygous ones without phase, a
/// homozygous one on X without a sex, a missing allele beside the ALT, a parent who was not called or
/// too uncertainly. Without any parent nothing is called de novo.
///
/// A variant that is more frequent than the limit of a mode does not count for it.
#[must_use]
pub fn modes(hits: &[Hit], limits: &Limits) -> Vec<Mode> {
    let admitted = |admit: fn(&Limits, &Hit) -> bool| -> Vec<Hit> {
        let hits = hits.iter().filter(|hit| admit(limits, hit));
        hits.copied().collect()
    };
    let dominant = admitted(Limits::admit_dominant);
    let recessive = admitted(Limits::admit_recessive);
    let compound = Compound::of(&recessive);
    let is_new = |hit: &Hit| hit.is_de_novo() || hit.may_be_de_novo;
    let found = [
        (Mode::DeNovo, dominant.iter().any(is_new)),
        (Mode::Recessive, recessive.iter().any(Hit::is_recessive)),
        (
            Mode::CompoundHeterozygous,
            matches!(compound, Some(Compound::Trans | Compound::Unphased)),
        ),
        (Mode::XLinked, recessive.iter().any(Hit::is_x_linked)),
    ];
    let found = found.into_iter().filter(|(_, is_so)| *is_so);
    found.map(|(mode, _)| mode).collect()
}

impl Hit<'_> {
    fn is_de_novo(&self) -> bool {
        self.transmission == Some(Transmission::DeNovo)
    }

    /// The zygosity, where what is missing of the genotype is more of the same.
    fn zygosity_at_most(&self) -> Zygosity {
        match self.is_half_called && self.zygosity == Zygosity::Heterozygous {
            true => Zygosity::Homozygous.at(self.chromosome, self.sex),
            false => self.zygosity,
        }
    }

    fn is_recessive(&self) -> bool {
        let zygosity = self.zygosity_at_most();
        let on_all_copies = match self.chromosome {
            Chromosome::X => zygosity == Zygosity::Homozygous,
            Chromosome::Y | Chromosome::Mitochondrial => false,
            Chromosome::Autosome | Chromosome::Pseudoautosomal | Chromosome::Other => {
                zygosity != Zygosity::Heterozygous
            }
        };
        on_all_copies && !self.is_de_novo()
    }

    fn is_x_linked(&self) -> bool {
        let is_only_copy = match self.zygosity_at_most() {
            Zygosity::Hemizygous => true,
            Zygosity::Homozygous => self.sex == Sex::Unknown,
            Zygosity::Heterozygous => false,
        };
        self.chromosome == Chromosome::X && is_only_copy
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::hit, Chromosome::*, Mode::*, *};

    fn modes(hits: &[Hit]) -> Vec<Mode> {
        super::modes(hits, &Limits::default())
    }

    fn of_frequency(genotype: &str, record: u64, frequency: f64) -> Hit<'static> {
        Hit {
            frequency: Some(frequency),
            ..hit(genotype, record)
        }
    }

    #[test]
    fn a_variant_counts_up_to_the_limit_of_its_mode() {
        let new = |frequency| Hit {
            transmission: Some(Transmission::DeNovo),
            ..of_frequency("0/1", 0, frequency)
        };
        assert_eq!(modes(&[new(0.0001)]), [DeNovo]);
        assert!(modes(&[new(0.00011)]).is_empty());
        let homozygous = |frequency| modes(&[of_frequency("1/1", 0, frequency)]);
        assert_eq!(homozygous(0.005), [Recessive]);
        assert!(homozygous(0.0051).is_empty());
        let on_x = |frequency| Hit {
            chromosome: X,
            sex: Sex::Male,
            zygosity: Zygosity::Hemizygous,
            ..of_frequency("1", 0, frequency)
        };
        assert_eq!(modes(&[on_x(0.005)]), [XLinked]);
        assert!(modes(&[on_x(0.006)]).is_empty());
    }

    #[test]
    fn two_variants_are_compound_where_both_are_rare() {
        let pair = |frequency| [hit("0/1", 0), of_frequency("0/1", 1, frequency)];
        assert_eq!(modes(&pair(0.005)), [CompoundHeterozygous]);
        assert!(modes(&pair(0.01)).is_empty());
        let limits = Limits {
            dominant: 0.0,
            recessive: 0.01,
        };
        assert_eq!(super::modes(&pair(0.01), &limits), [CompoundHeterozygous]);
    }

    fn of(
        chromosome: Chromosome,
        zygosity: Zygosity,
        transmission: Option<Transmission>,
    ) -> Vec<Mode> {
        let hit = Hit {
            chromosome,
            zygosity,
            transmission,
            sex: Sex::Female,
            ..hit("1/1", 0)
        };
        modes(&[hit])
    }

    #[test]
    fn homozygous_variants_are_recessive_unless_new() {
        let homozygous = |transmission| of(Autosome, Zygosity::Homozygous, transmission);
        for transmission in [
            None,
            Some(Transmission::Unknown),
            Some(Transmission::Biparental),
            Some(Transmission::Maternal),
        ] {
            assert_eq!(homozygous(transmission), [Recessive], "{transmission:?}");
        }
        assert_eq!(homozygous(Some(Transmission::DeNovo)), [DeNovo]);
        assert_eq!(of(Autosome, Zygosity::Hemizygous, None), [Recessive]);
        assert_eq!(of(X, Zygosity::Homozygous, None), [Recessive]);
        assert!(of(Chromosome::Mitochondrial, Zygosity::Homozygous, None).is_empty());
        assert!(of(Y, Zygosity::Hemizygous, None).is_empty());
    }

    #[test]
    fn one_heterozygous_variant_has_a_mode_only_if_new() {
        let heterozygous = |transmission| of(Autosome, Zygosity::Heterozygous, transmission);
        assert!(heterozygous(None).is_empty());
        assert!(heterozygous(Some(Transmission::Unknown)).is_empty());
        assert!(heterozygous(Some(Transmission::Maternal)).is_empty());
        assert_eq!(heterozygous(Some(Transmission::DeNovo)), [DeNovo]);
    }

    #[test]
    fn what_may_be_de_novo_or_on_all_copies_counts() {
        let unsure = Hit {
            may_be_de_novo: true,
            ..hit("0/1", 0)
        };
        assert_eq!(modes(&[unsure]), [DeNovo]);
        assert_eq!(modes(&[hit("./1", 0)]), [Recessive]);
        let on_x = |sex| Hit {
            chromosome: X,
            sex,
            ..hit("1|.", 0)
        };
        assert_eq!(modes(&[on_x(Sex::Male)]), [XLinked]);
        assert_eq!(modes(&[on_x(Sex::Female)]), [Recessive]);
    }

    #[test]
    fn hemizygous_variants_on_x_are_x_linked() {
        let new = Some(Transmission::DeNovo);
        assert_eq!(of(X, Zygosity::Hemizygous, None), [XLinked]);
        assert_eq!(of(X, Zygosity::Hemizygous, new), [DeNovo, XLinked]);
        let on_x = |sex| Hit {
            chromosome: X,
            sex,
            ..hit("1/1", 0)
        };
        assert_eq!(modes(&[on_x(Sex::Unknown)]), [Recessive, XLinked]);
        assert_eq!(modes(&[on_x(Sex::Female)]), [Recessive]);
    }

    #[test]
    fn two_heterozygous_variants_are_compound_unless_on_one_copy() {
        let pair = |a, b| {
            let hits = [(a, 0), (b, 1)].map(|(transmission, record)| Hit {
                transmission: Some(transmission),
                ..hit("0/1", record)
            });
            modes(&hits)
        };
        use Transmission::{Maternal, Paternal, Unknown};
        assert_eq!(pair(Maternal, Paternal), [CompoundHeterozygous]);
        assert_eq!(pair(Maternal, Unknown), [CompoundHeterozygous]);
        assert_eq!(
            pair(Transmission::DeNovo, Paternal),
            [DeNovo, CompoundHeterozygous]
        );
        assert!(pair(Maternal, Maternal).is_empty());
    }
}
