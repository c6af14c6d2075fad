//! Against numpy and scipy (`tests/fixtures/explain/make_exact.py`).

use super::*;
use crate::explain::fixture::{builder, fixture, written};

fn listed(name: &str, genes: &[usize]) -> Listed {
    Listed {
        name: name.into(),
        genes: genes.to_vec(),
    }
}

fn assert_near(found: &[Alike], wanted: &[(usize, f32, f32)]) {
    let genes = |found: &[Alike]| found.iter().map(|alike| alike.gene).collect::<Vec<_>>();
    let wanted_genes: Vec<_> = wanted.iter().map(|wanted| wanted.0).collect();
    assert_eq!(genes(found), wanted_genes, "{found:?} {wanted:?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(
            (found.similarity - wanted.1).abs() < 1e-5,
            "{found:?} {wanted:?}"
        );
        assert!(
            (found.percentile - wanted.2).abs() < 1e-3,
            "{found:?} {wanted:?}"
        );
    }
}

#[test]
fn likeness_is_that_of_scipy() {
    let fixture = fixture();
    for case in &fixture.cases {
        let (_directory, bundle) = written(&builder(&case.genes, fixture.silent_below));
        let known = listed("known.tsv", &within(&case.known, case.genes.len()));
        let housekeeping = listed("hk.tsv", &within(&case.housekeeping, case.genes.len()));
        let found = conditions(&bundle, Some(&known), Some(&housekeeping)).unwrap();
        let [Some(found)] = &found[..] else {
            panic!("one condition, with expression");
        };
        assert_eq!(found.known, reference(&known));
        assert_eq!(found.housekeeping, reference(&housekeeping));
        let mut unlike = 0;
        for (place, &gene) in case.expressed.iter().enumerate() {
            let Some(likeness) = &found.likeness[gene] else {
                assert!(case.most_known[place].is_empty());
                unlike += 1;
                continue;
            };
            assert_near(&likeness.known, &case.most_known[place]);
            assert_near(&likeness.housekeeping, &case.most_housekeeping[place]);
            assert!((found.dev[gene] - 100.0 * case.shares[place]).abs() < 1e-3);
        }
        assert!(unlike < 5);
        for gene in (0..case.genes.len()).filter(|gene| !case.expressed.contains(gene)) {
            assert_eq!(found.likeness[gene], None);
            assert!(found.dev[gene].is_nan());
        }
    }
}

fn within(genes: &[usize], count: usize) -> Vec<usize> {
    genes.iter().copied().filter(|&gene| gene < count).collect()
}

fn profile(gene: usize, values: &[f32]) -> Profile {
    Profile::new(gene, values.iter().copied())
}

#[test]
fn flat_and_short_profiles_are_like_nothing() {
    let rising = profile(0, &[0.0, 1.0, 2.0, 3.0]);
    let like = |values: &[f32]| rising.similarity(&profile(1, values));
    assert!((like(&[1.0, 2.0, 3.0, 4.0]) - 1.0).abs() < 1e-6);
    assert!((like(&[f32::NAN, 2.0, 1.0, 0.0]) + 1.0).abs() < 1e-6);
    assert!(like(&[0.5; 4]).is_nan());
    assert!(like(&[f32::NAN, f32::NAN, 1.0, 2.0]).is_nan());
    assert!(like(&[f32::NAN; 4]).is_nan());
    assert!(rising.similarity(&rising).is_nan());
    assert!(profile(0, &[0.5; 4]).is_flat() && profile(0, &[f32::NAN; 4]).is_flat());
    assert!(!rising.is_flat());
}

#[test]
fn of_two_alike_the_first_is_named() {
    let rows: [&[f32]; 4] = [
        &[0.0, 1.0, 5.0],
        &[1.0, 2.0, 9.0],
        &[0.0, 1.0, 5.0],
        &[0.0, 1.0, 5.0],
    ];
    let rows = rows.iter().enumerate();
    let all = All(rows.map(|(gene, values)| profile(gene, values)).collect());
    let most = all.most_similar(&[0, 1, 2, 3], 2);
    let genes = |most: &[Alike]| most.iter().map(|alike| alike.gene).collect::<Vec<_>>();
    assert_eq!(genes(&most[0]), [2, 3]);
    assert_eq!(genes(&most[1]), [0, 2]);
    assert_eq!(genes(&most[3]), [0, 2]);
}
