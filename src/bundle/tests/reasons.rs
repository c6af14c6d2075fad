//! Why genes have their scores, and what becomes of it when a bundle is written anew.

use super::*;

fn explanation() -> Explanation {
    Explanation {
        way: Way::Occlusion,
        replaced_by: Replacement::Usual,
        times_per_block: 2,
        control: Some(Control {
            draws: 20,
            genes: 2,
            seed: 1,
            correlation: Some(0.75),
            weaker: None,
        }),
    }
}

fn moved(block: usize, change: f32, residual: Option<f32>) -> Moved {
    Moved {
        block,
        change,
        residual,
    }
}

/// Of numbers that the section keeps as they are.
fn reasons() -> GeneReasons {
    GeneReasons {
        raising: vec![moved(3, 1.5, Some(2.0)), moved(0, 0.25, None)],
        lowering: vec![moved(1, -0.5, Some(-3.0))],
        without: Some(Without {
            cell_type: 1,
            score: 0.123,
        }),
        members: Some([0.25, 0.5]),
    }
}

/// Of the one model of `M`, for its two genes.
fn explained() -> Explained {
    let mut maps = Array3::from_elem((3, 2, 2), f32::NAN);
    maps.slice_mut(s![0, .., ..]).fill(0.5);
    maps[[1, 1, 0]] = -1.25;
    Explained {
        source: 0,
        explanation: explanation(),
        genes: vec![Some(reasons()), Some(GeneReasons::default()), None],
        maps,
    }
}

fn condition() -> ConditionReasons {
    let alike = |gene, similarity, percentile| Alike {
        gene,
        similarity,
        percentile,
    };
    let likeness = Likeness {
        known: vec![alike(2, 1.0, 99.25), alike(1, -1.0, 0.0)],
        housekeeping: vec![alike(1, 0.0, 50.0)],
    };
    let list = |name: &str, genes: &[usize]| ReferenceGenes {
        name: name.into(),
        genes: genes.to_vec(),
    };
    ConditionReasons {
        known: list("known.tsv", &[1, 2]),
        housekeeping: list("housekeeping.tsv", &[1]),
        likeness: vec![Some(likeness), Some(Likeness::default()), None],
        dev: vec![12.5, f32::NAN, 100.0],
    }
}

fn with_reasons() -> (TempDir, Bundle) {
    let (directory, bundle) = written(&scored_builder());
    let path = directory.path().join("explained");
    let conditions = vec![None, Some(condition())];
    bundle
        .write_with_reasons(&path, vec![explained()], conditions)
        .unwrap();
    (directory, Bundle::open(path).unwrap())
}

/// NaN is no number's equal.
fn assert_kept(bundle: &Bundle) {
    let found = bundle.reasons().unwrap();
    assert_eq!(found.sources, [explained().genes]);
    assert_eq!(found.conditions[0], None);
    let (found, mut expected) = (found.conditions[1].clone().unwrap(), condition());
    assert!(found.dev[1].is_nan());
    expected.dev[1] = 0.0;
    let dev = found
        .dev
        .iter()
        .map(|&dev| if dev.is_nan() { 0.0 } else { dev });
    let found = ConditionReasons {
        dev: dev.collect(),
        ..found
    };
    assert_eq!(found, expected);
    assert_eq!(bundle.manifest().scores[0].explanation, Some(explanation()));
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
    assert_has!(bundle.verify(), "2 reasons");
    assert_has!(
        bundle.info(),
        "  reasons   by occlusion: each cell type at 2 times replaced by what is usual for the gene's \
         level; maps correlate by 0.75 (rank correlation) with those of 20 models with random weights: the \
         reasons are the image's, not the model's"
    );
}

#[test]
fn what_is_written_is_read() {
    let (_directory, bundle) = with_reasons();
    assert_kept(&bundle);
    assert_eq!(
        bundle.map(0, 0).unwrap().unwrap(),
        ndarray::array![[0.5, 0.5], [0.5, 0.5]]
    );
    let second = bundle.map(1, 0).unwrap().unwrap();
    assert!(second[[1, 0]] == -1.25 && second[[0, 0]].is_nan());
    assert_eq!(bundle.map(2, 0).unwrap(), None);
    assert_eq!(bundle.map(0, 1).unwrap(), None);
}

#[test]
fn a_bundle_without_has_none() {
    let (_directory, bundle) = written(&scored_builder());
    assert_eq!(bundle.reasons().unwrap().sources, [vec![]]);
    assert_eq!(bundle.map(0, 0).unwrap(), None);
}

#[test]
fn a_slim_bundle_keeps_reasons_without_maps() {
    let (directory, bundle) = with_reasons();
    let path = directory.path().join("slim");
    bundle.write_slim(&path, true).unwrap();
    let slim = Bundle::open(path).unwrap();
    assert_kept(&slim);
    assert_eq!(slim.map(0, 0).unwrap(), None);
}

#[test]
fn reasons_stay_with_scores_that_stay_and_go_with_those_that_go() {
    let (directory, bundle) = with_reasons();
    let path = directory.path().join("scored");
    // The other condition's, and the same once more, behind another model.
    let same = bundle.opinions(1).next().unwrap().to_scored();
    let mut first = scored("M", [0.5, 0.25, f32::NAN], true);
    first.model.name = "first".into();
    let female = scored("F", [0.5, 0.25, 0.75], true);
    bundle
        .write_with_scores(&path, [female, first, same])
        .unwrap();
    let rewritten = Bundle::open(&path).unwrap();
    let explanations = rewritten
        .manifest()
        .scores
        .iter()
        .map(|s| s.explanation.clone());
    assert_eq!(
        explanations.collect::<Vec<_>>(),
        [None, None, Some(explanation())]
    );
    assert_eq!(rewritten.reasons().unwrap().sources[2], explained().genes);
    assert_eq!(rewritten.map(0, 2).unwrap(), bundle.map(0, 0).unwrap());
    assert_eq!(rewritten.map(0, 0).unwrap(), None);
    assert!(rewritten.verify().is_ok(), "{}", rewritten.verify());
    // Another score of a gene is another score's reason.
    let other = scored("M", [0.25, 0.5, f32::NAN], true);
    rewritten.write_with_scores(&path, [other]).unwrap();
    let without = Bundle::open(&path).unwrap();
    assert!(
        without
            .manifest()
            .scores
            .iter()
            .all(|source| source.explanation.is_none())
    );
    assert!(without.verify().is_ok(), "{}", without.verify());
}

#[test]
fn reasons_of_other_blocks_or_genes_are_refused() {
    let (directory, bundle) = written(&scored_builder());
    let path = directory.path().join("explained");
    let wrong: [fn(&mut Explained); 3] = [
        |one| one.explanation.times_per_block = 1,
        |one| one.source = 1,
        |one| drop(one.genes.pop()),
    ];
    for change in wrong {
        let mut one = explained();
        change(&mut one);
        let written = bundle.write_with_reasons(&path, vec![one], vec![None, None]);
        assert!(
            matches!(written, Err(BundleError::Content { .. })),
            "{written:?}"
        );
        assert!(!path.exists());
    }
}

#[test]
fn a_byte_that_changed_is_seen_when_reasons_or_maps_are_read() {
    let (_directory, bundle) = with_reasons();
    for section in [layout::Section::Reasons, layout::Section::Maps] {
        let mut bytes = fs::read(bundle.path()).unwrap();
        bytes[bundle.directory.range(section).start] ^= 1;
        let path = bundle.path().with_extension(section.name());
        fs::write(&path, bytes).unwrap();
        let damaged = Bundle::open(&path).unwrap();
        let found = match section {
            layout::Section::Reasons => damaged.reasons().err(),
            _ => damaged.map(0, 0).err(),
        };
        assert!(
            matches!(found, Some(BundleError::Damaged { .. })),
            "{found:?}"
        );
        assert!(!damaged.verify().is_ok());
        assert!(
            damaged
                .write_slim(path.with_extension("slim"), true)
                .is_err()
                == (section == layout::Section::Reasons)
        );
    }
}
