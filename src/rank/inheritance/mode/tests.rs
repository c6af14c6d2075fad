use super::{
    super::tests::hit,
    Chromosome::{Autosome, X, Y},
    Mode::*,
    *,
};

fn modes(hits: &[Hit]) -> Vec<Mode> {
    let found = super::modes(hits, &Limits::default()).into_iter();
    found.map(|call| call.mode).collect()
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
    assert_eq!(modes(&[new(0.0001)]), [DeNovo, Dominant]);
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
    let pair = |frequency| [0, 1].map(|record| of_frequency("0/1", record, frequency));
    assert_eq!(modes(&pair(0.005)), [CompoundHeterozygous]);
    assert!(modes(&pair(0.01)).is_empty());
    let limits = Limits {
        dominant: 0.0,
        recessive: 0.01,
    };
    let found = super::modes(&pair(0.01), &limits);
    let expected = ModeCall {
        mode: CompoundHeterozygous,
        certainty: Possible,
    };
    assert_eq!(found, [expected]);
}

fn of(chromosome: Chromosome, zygosity: Zygosity, transmission: Option<Transmission>) -> Vec<Mode> {
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
    let mitochondrial = of(Chromosome::Mitochondrial, Zygosity::Homozygous, None);
    assert_eq!(mitochondrial, [Mitochondrial]);
    assert!(of(Y, Zygosity::Hemizygous, None).is_empty(), "a daughter's");
}

/// Of parents of whom nobody says whether they are affected.
#[test]
fn one_heterozygous_variant_may_be_dominant() {
    let heterozygous = |transmission| of(Autosome, Zygosity::Heterozygous, transmission);
    assert_eq!(heterozygous(None), [Dominant]);
    assert_eq!(heterozygous(Some(Transmission::Maternal)), [Dominant]);
    let new = heterozygous(Some(Transmission::DeNovo));
    assert_eq!(new, [DeNovo, Dominant]);
}

#[test]
fn what_may_be_de_novo_or_on_all_copies_counts() {
    let unsure = Hit {
        may_be_de_novo: true,
        ..hit("0/1", 0)
    };
    assert_eq!(modes(&[unsure]), [PossiblyDeNovo, Dominant]);
    assert_eq!(modes(&[hit("./1", 0)]), [Dominant, Recessive]);
    let on_x = |sex| Hit {
        chromosome: X,
        sex,
        ..hit("1|.", 0)
    };
    assert_eq!(modes(&[on_x(Sex::Male)]), [XLinked]);
    assert_eq!(modes(&[on_x(Sex::Female)]), [Dominant, Recessive]);
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
    assert_eq!(pair(Maternal, Paternal), [Dominant, CompoundHeterozygous]);
    assert_eq!(pair(Maternal, Unknown), [Dominant, CompoundHeterozygous]);
    assert_eq!(
        pair(Transmission::DeNovo, Paternal),
        [DeNovo, Dominant, CompoundHeterozygous]
    );
    assert_eq!(pair(Maternal, Maternal), [Dominant]);
}
