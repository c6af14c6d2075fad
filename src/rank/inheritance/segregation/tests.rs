//! Against the definitions: of somebody whose genotype or sex is not known every possibility is tried. A
//! mode is certain where it holds in all of these worlds, possible where it holds in some.

use std::{cell::RefCell, collections::BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    super::{Floors, Parents, Relative, tests::hit},
    *,
};
use crate::rank::{RelativeCall, Zygosity};

const FAMILIES: usize = 3000;

/// One of a family with genotypes at two variants, as texts; `low` where the caller was unsure.
#[derive(Clone, Debug)]
struct Member {
    who: Relative,
    genotypes: [String; 2],
    low: [bool; 2],
}

/// What a member may be in truth.
#[derive(Clone, Copy, Debug)]
struct Truth {
    relation: Relation,
    affected: Option<bool>,
    sex: Sex,
    /// ALTs of each variant.
    counts: [usize; 2],
    copies: usize,
}

fn member(rng: &mut ChaCha8Rng, relation: Relation, chromosome: Chromosome) -> Member {
    let sexes = [Sex::Male, Sex::Female, Sex::Unknown];
    let sex = match relation {
        Relation::Mother => Sex::Female,
        Relation::Father => Sex::Male,
        _ => sexes[rng.random_range(0..3)],
    };
    let affected = [Some(true), Some(false), Some(false), None][rng.random_range(0..4)];
    let texts: &[&str] = match (chromosome, sex) {
        (Chromosome::Y, Sex::Female) => &["./."],
        (Chromosome::Y, _) | (Chromosome::X, Sex::Male) => &["0", "1", "1/1", "0/0", "./."],
        (Chromosome::X, Sex::Unknown) => &["0/0", "0/1", "1/1", "./."],
        _ => &["0/0", "0/0", "0/1", "0/1", "1/1", "./.", "./1", "0/."],
    };
    let mut text = || texts[rng.random_range(0..texts.len())].to_string();
    let mut genotypes = [text(), text()];
    if chromosome == Chromosome::Y {
        // Nothing else tells whether there is a Y.
        genotypes[1] = "./.".into();
    }
    let is_parent = matches!(relation, Relation::Mother | Relation::Father);
    let low = [0, 1].map(|i| {
        let is_low = rng.random_bool(0.15);
        // A parent who seems to carry something does, however uncertain.
        is_low && !(is_parent && genotypes[i].contains('1'))
    });
    let who = Relative {
        name: String::new(),
        relation,
        affected,
        sex,
    };
    Member {
        who,
        genotypes,
        low,
    }
}

fn family(rng: &mut ChaCha8Rng, chromosome: Chromosome) -> Vec<Member> {
    let mut relations = Vec::new();
    for parent in [Relation::Mother, Relation::Father] {
        if rng.random_bool(0.8) {
            relations.push(parent);
        }
    }
    let others = rng.random_range(0..3);
    relations.extend((0..others).map(|i| [Relation::Sibling, Relation::Other][i % 2]));
    let relations = relations.into_iter();
    relations.map(|r| member(rng, r, chromosome)).collect()
}

impl Member {
    fn call(&self, variant: usize) -> RelativeCall {
        let text = &self.genotypes[variant];
        let alleles: Vec<_> = text.split('/').collect();
        let ones = alleles.iter().filter(|&&allele| allele == "1").count();
        let zygosity = match (ones, alleles.len()) {
            (0, _) => None,
            (1, 1) => Some(Zygosity::Hemizygous),
            (ones, all) if ones == all => Some(Zygosity::Homozygous),
            _ => Some(Zygosity::Heterozygous),
        };
        let is_known = ones > 0 || !alleles.contains(&".");
        RelativeCall {
            carries: is_known.then_some(ones > 0),
            zygosity,
            genotype: text.clone(),
            quality: Some(if self.low[variant] { 5 } else { 99 }),
            ..RelativeCall::default()
        }
    }

    /// All that the member may be.
    fn truths(&self, chromosome: Chromosome) -> Vec<Truth> {
        let sexes = match self.who.sex {
            Sex::Unknown => vec![Sex::Male, Sex::Female],
            known => vec![known],
        };
        let mut truths = Vec::new();
        for sex in sexes {
            let copies = match (chromosome, sex) {
                (Chromosome::Y, Sex::Male) | (Chromosome::X, Sex::Male) => 1,
                (Chromosome::Y, _) => 0,
                _ => 2,
            };
            for a in 0..=copies {
                for b in 0..=copies {
                    let counts = [a, b];
                    if (0..2).all(|i| self.low[i] || fits(&self.genotypes[i], counts[i], copies)) {
                        truths.push(Truth {
                            relation: self.who.relation,
                            affected: self.who.affected,
                            sex,
                            counts,
                            copies,
                        });
                    }
                }
            }
        }
        truths
    }
}

/// Whether so many ALTs of so many copies may be written so.
fn fits(text: &str, count: usize, copies: usize) -> bool {
    match (text, copies) {
        ("./.", _) => true,
        ("./1", _) => count >= 1,
        ("0/.", _) => count < copies,
        ("0" | "0/0", _) => count == 0,
        ("1" | "1/1", _) => count == copies && copies > 0,
        ("0/1", 2) => count == 1,
        _ => false,
    }
}

/// All ways in which all may be.
fn worlds(family: &[Member], chromosome: Chromosome) -> Vec<Vec<Truth>> {
    let mut worlds = vec![Vec::new()];
    for member in family {
        let truths = member.truths(chromosome);
        let longer = worlds.iter().flat_map(|world: &Vec<Truth>| {
            truths.iter().map(move |&truth| {
                let mut world = world.clone();
                world.push(truth);
                world
            })
        });
        worlds = longer.collect();
    }
    worlds
}

fn expected(worlds: &[Vec<Truth>], holds: impl Fn(&[Truth]) -> bool) -> Verdict {
    let count = worlds.iter().filter(|world| holds(world)).count();
    match count {
        0 => None,
        all if all == worlds.len() => Some(Certain),
        _ => Some(Possible),
    }
}

/// What a mode asks of everybody whose status is known.
fn everybody(world: &[Truth], asked: impl Fn(&Truth, bool) -> bool) -> bool {
    let known = world.iter().filter_map(|one| Some((one, one.affected?)));
    known
        .into_iter()
        .all(|(one, affected)| asked(one, affected))
}

fn dominant(world: &[Truth]) -> bool {
    everybody(world, |one, affected| {
        one.copies == 0 || (one.counts[0] > 0) == affected
    })
}

fn is_full(one: &Truth, variant: usize) -> bool {
    one.copies > 0 && one.counts[variant] == one.copies
}

fn is_recessive(world: &[Truth]) -> bool {
    everybody(world, |one, affected| is_full(one, 0) == affected)
}

fn is_x_linked(world: &[Truth]) -> bool {
    everybody(world, |one, affected| match (one.sex, affected) {
        (Sex::Male, affected) => (one.counts[0] == 1) == affected,
        (_, true) => one.counts[0] > 0,
        (_, false) => one.counts[0] < 2,
    })
}

fn is_compound(world: &[Truth]) -> bool {
    everybody(world, |one, affected| {
        let has_both = one.counts.iter().all(|&count| count > 0);
        let has_either = is_full(one, 0) || is_full(one, 1);
        if affected {
            has_both
        } else {
            !has_both && !has_either
        }
    })
}

fn is_mitochondrial(world: &[Truth]) -> bool {
    let maternal = [Relation::Mother, Relation::Sibling];
    let mut asked = world.iter().filter(|one| maternal.contains(&one.relation));
    asked.all(|one| one.affected != Some(true) || one.counts[0] > 0)
}

/// Of a patient of this sex whose parents are both in the world.
fn is_sex_limited(world: &[Truth], sex: Sex) -> bool {
    let parent = |relation| world.iter().find(|one| one.relation == relation);
    let (Some(mother), Some(father)) = (parent(Relation::Mother), parent(Relation::Father)) else {
        return false;
    };
    let (giver, other) = match sex {
        Sex::Male => (mother, father),
        _ => (father, mother),
    };
    let is_given = giver.affected == Some(false) && giver.counts[0] > 0 && other.counts[0] == 0;
    let asked = |one: &Truth, affected| match affected {
        true => one.sex == sex && one.counts[0] > 0,
        false => one.sex != sex || one.counts[0] == 0,
    };
    is_given && everybody(world, asked)
}

fn check(chromosome: Chromosome, seed: u64, look: impl Fn(&Hit, &Hit, &[Vec<Truth>], &str)) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for _ in 0..FAMILIES {
        let family = family(&mut rng, chromosome);
        let relatives: Vec<_> = family.iter().map(|member| member.who.clone()).collect();
        let calls = [0, 1].map(|i| -> Vec<_> { family.iter().map(|m| m.call(i)).collect() });
        let sex = [Sex::Male, Sex::Female][rng.random_range(0..2)];
        let [a, b] = [0, 1].map(|i| Hit {
            chromosome,
            sex,
            relatives: &relatives,
            calls: &calls[i],
            ..hit("0/1", i as u64)
        });
        let shown = format!("{family:?} of a patient who is {sex:?}");
        look(&a, &b, &worlds(&family, chromosome), &shown);
    }
}

fn certainty(dominance: Dominance) -> Verdict {
    match dominance {
        Dominance::Segregates { certainty, .. } => Some(certainty),
        Dominance::Incomplete | Dominance::Contradicted => None,
    }
}

#[test]
fn on_autosomes_families_say_what_the_definitions_say() {
    let seen = RefCell::new(BTreeSet::new());
    check(Chromosome::Autosome, 1, |a, b, worlds, shown| {
        let found = certainty(Dominance::of(a));
        assert_eq!(found, expected(worlds, dominant), "dominant: {shown}");
        let found = recessive(a);
        assert_eq!(found, expected(worlds, is_recessive), "recessive: {shown}");
        let found = compound(a, b);
        assert_eq!(found, expected(worlds, is_compound), "compound: {shown}");
        seen.borrow_mut().insert(found);
    });
    assert_eq!(seen.take().len(), 3, "all answers came up");
}

#[test]
fn on_x_families_say_what_the_definitions_say() {
    check(Chromosome::X, 2, |a, _, worlds, shown| {
        let found = x_linked(a);
        assert_eq!(found, expected(worlds, is_x_linked), "x-linked: {shown}");
        let found = recessive(a);
        assert_eq!(found, expected(worlds, is_recessive), "recessive: {shown}");
        let found = certainty(Dominance::of(a));
        assert_eq!(found, expected(worlds, dominant), "dominant: {shown}");
    });
}

#[test]
fn on_y_and_the_mitochondrial_genome_families_say_what_the_definitions_say() {
    check(Chromosome::Y, 3, |a, _, worlds, shown| {
        let found = certainty(Dominance::of(a));
        assert_eq!(found, expected(worlds, dominant), "y-linked: {shown}");
    });
    check(Chromosome::Mitochondrial, 4, |a, _, worlds, shown| {
        let found = mitochondrial(a);
        let expected = expected(worlds, is_mitochondrial);
        assert_eq!(found, expected, "mitochondrial: {shown}");
    });
}

/// A parent who is no sample may have anything.
#[test]
fn sex_limited_transmission_is_what_the_definition_says() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut certain = 0;
    for _ in 0..FAMILIES {
        let family = family(&mut rng, Chromosome::Autosome);
        let sex = [Sex::Male, Sex::Female][rng.random_range(0..2)];
        let relatives: Vec<_> = family.iter().map(|member| member.who.clone()).collect();
        let calls: Vec<_> = family.iter().map(|member| member.call(0)).collect();
        let parent = |relation| {
            let place = relatives.iter().position(|one| one.relation == relation);
            place.map(|place| &calls[place])
        };
        let parents = Parents {
            mother: parent(Relation::Mother),
            father: parent(Relation::Father),
            are_in_doubt: false,
        };
        let chromosome = Chromosome::Autosome;
        let transmission = Transmission::of(chromosome, sex, parents, &Floors::default());
        let one = Hit {
            sex,
            transmission: Some(transmission),
            relatives: &relatives,
            calls: &calls,
            ..hit("0/1", 0)
        };
        let mut all = family.clone();
        for relation in [Relation::Mother, Relation::Father] {
            if parent(relation).is_none() {
                let who = Relative {
                    relation,
                    sex: [Sex::Male, Sex::Female][usize::from(relation == Relation::Mother)],
                    ..Relative::default()
                };
                let genotypes = ["./.", "./."].map(String::from);
                all.push(Member {
                    who,
                    genotypes,
                    low: [false; 2],
                });
            }
        }
        let worlds = worlds(&all, chromosome);
        // A giver who is not surely a carrier gives nothing surely: nothing is said then.
        let giver = [Relation::Father, Relation::Mother][usize::from(sex == Sex::Male)];
        let is_carrier = one
            .kin()
            .any(|k| k.who.relation == giver && k.carries() == Some(true));
        let expected = expected(&worlds, |world| is_sex_limited(world, sex));
        let expected = expected.filter(|_| is_carrier);
        assert_eq!(sex_limited(&one), expected, "{family:?} {sex:?}");
        certain += usize::from(expected == Some(Certain));
    }
    assert!(certain > 20, "{certain}");
}
