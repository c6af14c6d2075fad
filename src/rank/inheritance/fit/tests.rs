use super::{
    super::{mode::calls, tests::hit},
    *,
};
use crate::rank::{Fit::*, Inheritance::*};

/// A gene of a list, with its rules.
fn known(inheritance: &[Inheritance]) -> Known {
    Known {
        inheritance: inheritance.to_vec(),
        ..Known::default()
    }
}

/// How the first of some variants fits a gene; a patient whose chromosomes are known.
fn judged(hits: &[Hit], known: Option<&Known>, chromosomes: Sex) -> (Fit, String) {
    let limits = Limits::default();
    let rules = known.map_or(&[][..], |known| &known.inheritance);
    let calls = calls(hits, &limits, rules);
    let found = fit(&hits[0], &calls[0], known, chromosomes, &limits);
    (found.fit, found.reason)
}

fn fits(hits: &[Hit], rules: &[Inheritance]) -> Fit {
    judged(hits, Some(&known(rules)), Sex::Female).0
}

fn on(chromosome: Chromosome, sex: Sex, zygosity: Zygosity) -> Hit<'static> {
    Hit {
        chromosome,
        sex,
        zygosity,
        ..hit("0/1", 0)
    }
}

fn new(hit: Hit) -> Hit {
    Hit {
        transmission: Some(Transmission::DeNovo),
        ..hit
    }
}

#[test]
fn one_copy_fits_where_one_is_enough_and_is_a_carrier_s_elsewhere() {
    let (one, all) = (hit("0/1", 0), hit("1/1", 0));
    assert_eq!(fits(&[one], &[Monoallelic]), Yes);
    assert_eq!(fits(&[all], &[Monoallelic]), Yes);
    assert_eq!(fits(&[one], &[Biallelic]), No);
    assert_eq!(fits(&[all], &[Biallelic]), Yes);
    assert_eq!(
        fits(&[one], &[Biallelic, Monoallelic]),
        Yes,
        "the best of both"
    );
    assert_eq!(fits(&[new(all)], &[Biallelic]), May);
    let only = on(Chromosome::Autosome, Sex::Male, Zygosity::Hemizygous);
    assert_eq!(fits(&[only], &[Biallelic]), Yes, "beside a deletion");
    let pair = [one, hit("0/1", 1)];
    assert_eq!(fits(&pair, &[Biallelic]), May);
    assert_eq!(fits(&[hit("1/2", 0), hit("1/2", 0)], &[Biallelic]), Yes);
}

#[test]
fn x_y_and_mitochondria_have_rules_of_their_own() {
    let son = on(Chromosome::X, Sex::Male, Zygosity::Hemizygous);
    let daughter = on(Chromosome::X, Sex::Female, Zygosity::Heterozygous);
    assert_eq!(fits(&[son], &[XHemizygous]), Yes);
    assert_eq!(fits(&[son], &[XMonoallelic]), Yes);
    assert_eq!(fits(&[daughter], &[XHemizygous]), No);
    assert_eq!(fits(&[daughter], &[XMonoallelic]), Yes);
    let both = on(Chromosome::X, Sex::Female, Zygosity::Homozygous);
    assert_eq!(fits(&[both], &[XHemizygous]), Yes);
    let y = on(Chromosome::Y, Sex::Male, Zygosity::Hemizygous);
    assert_eq!(fits(&[y], &[YHemizygous]), Yes);
    assert_eq!(fits(&[y], &[XHemizygous]), No);
    let mitochondrial = on(Chromosome::Mitochondrial, Sex::Male, Zygosity::Heterozygous);
    assert_eq!(fits(&[mitochondrial], &[Inheritance::Mitochondrial]), Yes);
    assert_eq!(judged(&[mitochondrial], None, Sex::Male).0, May);
}

#[test]
fn without_a_rule_what_is_rare_by_chance_fits() {
    let without = |hits: &[Hit]| judged(hits, None, Sex::Female).0;
    let one = hit("0/1", 0);
    let unsure = Hit {
        may_be_de_novo: true,
        transmission: Some(Transmission::Unknown),
        ..one
    };
    assert_eq!(without(&[new(one)]), Yes);
    assert_eq!(without(&[one]), May);
    assert_eq!(without(&[unsure]), May);
    assert_eq!(without(&[hit("1/1", 0)]), Yes);
    assert_eq!(without(&[hit("./1", 0)]), May);
    assert_eq!(without(&[one, hit("0/1", 1)]), May);
    let y = on(Chromosome::Y, Sex::Male, Zygosity::Hemizygous);
    assert_eq!(without(&[y]), Yes);
}

#[test]
fn disease_of_one_sex_alone_does_not_fit_the_other() {
    let known = Known {
        sex_limited: Some(Sex::Male),
        ..known(&[Monoallelic])
    };
    let of = |sex| judged(&[hit("0/1", 0)], Some(&known), sex);
    assert_eq!(of(Sex::Male).0, Yes);
    let (fit, reason) = of(Sex::Female);
    assert_eq!(fit, No);
    assert!(reason.ends_with("disease shows in 46,XY alone"), "{reason}");
    assert_eq!(of(Sex::Unknown).0, May);
}

#[test]
fn what_is_too_frequent_does_not_fit() {
    let frequent = |frequency| Hit {
        frequency: Some(frequency),
        ..hit("1/1", 0)
    };
    let of = |frequency, rule| judged(&[frequent(frequency)], Some(&known(&[rule])), Sex::Male);
    assert_eq!(of(0.001, Biallelic).0, Yes);
    assert_eq!(of(0.001, Monoallelic).0, No);
    let (fit, reason) = of(0.01, Biallelic);
    assert_eq!(fit, No);
    assert_eq!(
        reason,
        "homozygous; no parent in the input; too frequent (0.01)"
    );
}
