use super::*;
use crate::rank::Chromosome;

use Sex::{Female, Male, Unknown};

fn evidence(inferred: Sex) -> SexEvidence {
    SexEvidence {
        inferred,
        ..SexEvidence::default()
    }
}

fn declared(sex: Sex, source: SexSource, inferred: Sex) -> SexCall {
    SexCall::new(Some((sex, source)), None, evidence(inferred))
}

fn with_karyotype(text: &str, sex: Sex, inferred: Sex) -> SexCall {
    let declared = Some((sex, SexSource::Pedigree)).filter(|(sex, _)| *sex != Unknown);
    SexCall::new(declared, Some(text.parse().unwrap()), evidence(inferred))
}

#[test]
fn copies_follow_the_chromosomes_and_the_model_the_user() {
    for (sex, inferred, chromosomes, contradicts) in [
        (Female, Male, Male, true),
        (Male, Female, Female, true),
        (Female, Female, Female, false),
        (Female, Unknown, Female, false),
        (Unknown, Male, Male, false),
        (Unknown, Unknown, Unknown, false),
    ] {
        let call = declared(sex, SexSource::Pedigree, inferred);
        let decides = if sex == Unknown { inferred } else { sex };
        assert_eq!((call.sex, call.chromosomal_sex()), (decides, chromosomes));
        assert_eq!(call.at(Chromosome::X), chromosomes);
        assert_eq!(
            call.contradictions().len(),
            usize::from(contradicts),
            "{call:?}"
        );
    }
}

#[test]
fn chromosomes_are_certain_where_somebody_saw_them() {
    let certain =
        |sex, inferred| declared(sex, SexSource::Pedigree, inferred).certain_chromosomes();
    assert_eq!(certain(Female, Male), Male);
    assert_eq!(certain(Female, Unknown), Unknown, "perhaps a girl of 46,XY");
    assert_eq!(certain(Unknown, Unknown), Unknown);
}

#[test]
fn a_male_without_a_y_may_have_a_piece_of_it() {
    let xx = declared(Male, SexSource::Given, Female);
    assert_eq!((xx.at(Chromosome::X), xx.at(Chromosome::Y)), (Female, Male));
    let girl = declared(Female, SexSource::Given, Male);
    assert_eq!(girl.at(Chromosome::Y), Male);
}

#[test]
fn a_declared_sex_alone_rules_nothing_out() {
    let possible = |sex, source, inferred, is_heterozygous| {
        declared(sex, source, inferred).possible_at(Chromosome::X, is_heterozygous)
    };
    for (sex, inferred, is_heterozygous, expected) in [
        (Female, Unknown, false, [Female, Male]),
        (Female, Unknown, true, [Female; 2]),
        (Male, Unknown, true, [Male, Female]),
        (Unknown, Unknown, false, [Male, Female]),
        (Female, Male, false, [Male; 2]),
        (Male, Female, true, [Female; 2]),
    ] {
        let found = possible(sex, SexSource::Pedigree, inferred, is_heterozygous);
        assert_eq!(found, expected, "{sex:?} {inferred:?}");
    }
    let found = possible(Unknown, SexSource::Given, Female, false);
    assert_eq!(found, [Female, Male], "said to be unknown");
}

#[test]
fn a_karyotype_counts_copies_of_x_and_y_apart() {
    for (karyotype, x, y) in [
        ("46,XY", Male, Male),
        ("46,XX", Female, Female),
        ("45,X", Male, Female),
        ("47,XXY", Female, Male),
        ("47,XYY", Male, Male),
    ] {
        let call = with_karyotype(karyotype, Unknown, Unknown);
        let found = [Chromosome::X, Chromosome::Y].map(|place| call.at(place));
        assert_eq!(found, [x, y], "{karyotype}");
        let possible = call.possible_at(Chromosome::X, false);
        assert_eq!(possible, [x; 2], "{karyotype}");
    }
    let mosaic = with_karyotype("46,XX/45,X", Female, Unknown);
    assert_eq!(mosaic.possible_at(Chromosome::X, false), [Female, Male]);
    let abnormal = with_karyotype("46,X,i(X)(q10)", Female, Unknown);
    assert_eq!(abnormal.possible_at(Chromosome::X, false), [Female, Male]);
    assert!(with_karyotype("45,X", Female, Unknown).has_lone_x());
    assert!(!with_karyotype("46,XY", Female, Unknown).has_lone_x());
}

#[test]
fn without_a_declared_sex_the_karyotype_chooses_before_the_genotypes() {
    for (karyotype, sex, expected) in [
        ("46,XY", Female, (Female, SexSource::Pedigree)),
        ("46,XY", Unknown, (Male, SexSource::Karyotype)),
        ("45,X", Unknown, (Female, SexSource::Karyotype)),
        ("45,X/46,XY", Unknown, (Male, SexSource::Genotypes)),
    ] {
        let call = with_karyotype(karyotype, sex, Male);
        assert_eq!((call.sex, call.source), expected, "{karyotype}");
    }
}

#[test]
fn each_contradiction_is_told_once_with_what_was_done() {
    for (karyotype, sex, inferred, expected) in [
        ("46,XY", Male, Male, &[][..]),
        ("46,XX", Female, Female, &[]),
        ("45,X", Female, Unknown, &[]),
        ("47,XXY", Male, Female, &[]),
        (
            "46,XY",
            Female,
            Male,
            &["karyotype is 46,XY, and the declared sex is female"],
        ),
        (
            "46,XX",
            Male,
            Female,
            &["karyotype is 46,XX, and the declared sex is male"],
        ),
        ("45,X/46,XY", Female, Unknown, &["with and without a Y"]),
        ("46,XY", Male, Female, &["mixed up"]),
        ("45,X", Female, Male, &["mixed up"]),
        (
            "46,XY",
            Female,
            Female,
            &["mixed up", "counted by the karyotype"],
        ),
    ] {
        let told = with_karyotype(karyotype, sex, inferred).contradictions();
        assert_eq!(told.len(), expected.len(), "{karyotype}: {told:?}");
        for (told, part) in told.iter().zip(expected) {
            assert!(told.contains(part), "{karyotype}: {told}");
        }
    }
}
