//! Against numpy and scipy (`tests/fixtures/explain/make_exact.py`).

use tempfile::TempDir;

use super::*;
use crate::{
    bundle::Replacement,
    explain::fixture::{Case, Maps, builder, fixture, scored, written},
};

/// The scores of a case.
fn scores(case: &Case) -> Vec<f32> {
    let mut values = vec![f32::NAN; case.genes.len()];
    let expressed = case.expressed.iter().zip(&case.shares);
    expressed.for_each(|(&gene, &share)| values[gene] = share);
    values
}

fn bundle(case: &Case, silent_below: f64, name: &str, values: Vec<f32>) -> (TempDir, Bundle) {
    let mut builder = builder(&case.genes, silent_below);
    builder.set_scores(scored(name, values)).unwrap();
    written(&builder)
}

fn definition(bundle: &Bundle, replaced_by: Replacement) -> Result<Definition, String> {
    let opinion = bundle.opinions(0).next().unwrap();
    assert!(Definition::is_asked_for(&opinion));
    let question = Question {
        condition: 0,
        blocks: Blocks::new([2, 3], 2),
        replaced_by,
    };
    Definition::new(bundle, question, &opinion).unwrap()
}

fn assert_near(found: &[f32], wanted: &[Option<f32>], what: &str) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        let is_right = match wanted {
            None => found.is_nan(),
            Some(wanted) => (found - wanted).abs() < 1e-5,
        };
        assert!(is_right, "{what}: {found}, not {wanted:?}");
    }
}

#[test]
fn maps_are_those_of_numpy_and_scipy() {
    let fixture = fixture();
    for case in &fixture.cases {
        let (_directory, bundle) = bundle(case, fixture.silent_below, DEV, scores(case));
        for (by, wanted) in [
            (Replacement::Usual, &case.usual),
            (Replacement::Lowest, &case.lowest),
        ] {
            let mut judge = definition(&bundle, by).unwrap();
            let mut done = 0;
            let maps = judge.maps(&case.shown, &mut |more| done += more).unwrap();
            assert_eq!(done, case.shown.len());
            let Maps { blocks, cell_types } = wanted;
            for (index, map) in maps.into_iter().enumerate() {
                let (map, what) = (map.unwrap(), format!("{by:?}, {}", case.shown[index]));
                assert_near(&[map.log_odds], &[Some(case.log_odds[index])], &what);
                assert_near(&map.blocks, &blocks[index], &what);
                assert_near(&map.cell_types, &cell_types[index], &what);
            }
        }
    }
}

#[test]
fn silent_genes_have_no_map() {
    let fixture = fixture();
    let case = &fixture.cases[0];
    let (_directory, bundle) = bundle(case, fixture.silent_below, DEV, scores(case));
    let all: Vec<_> = (0..case.genes.len()).collect();
    let mut judge = definition(&bundle, Replacement::Usual).unwrap();
    let maps = judge.maps(&all, &mut |_| ()).unwrap();
    let explained: Vec<_> = all
        .into_iter()
        .filter(|&gene| maps[gene].is_some())
        .collect();
    assert!(explained.len() < case.genes.len());
    assert_eq!(explained, case.expressed);
}

#[test]
fn scores_of_another_origin_are_not_explained() {
    let fixture = fixture();
    let case = &fixture.cases[0];
    let told = |change: &dyn Fn(&mut Vec<f32>)| {
        let mut values = scores(case);
        change(&mut values);
        let (_directory, bundle) = bundle(case, fixture.silent_below, DEV, values);
        definition(&bundle, Replacement::Usual).err()
    };
    let first = case.expressed[0];
    assert_eq!(told(&|values| values[first] += 5e-6), None);
    let words = told(&|values| values[first] = 0.123).unwrap();
    let told_of = format!("GENE{:03} has 0.123", case.genes[first]);
    assert_has!(words, told_of.as_str());
    // Of fewer genes shares are others.
    assert!(told(&|values| values[first] = f32::NAN).is_some());
    let silent = (0..case.genes.len()).find(|gene| !case.expressed.contains(gene));
    assert!(told(&|values| values[silent.unwrap()] = 0.5).is_some());
}

#[test]
fn scores_of_another_name_are_not_asked_for() {
    let fixture = fixture();
    let case = &fixture.cases[0];
    let (_directory, bundle) = bundle(case, fixture.silent_below, "shape", scores(case));
    assert!(!Definition::is_asked_for(
        &bundle.opinions(0).next().unwrap()
    ));
}
