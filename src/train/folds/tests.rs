use super::*;

fn labels(positives: usize, negatives: usize) -> Vec<bool> {
    // Classes alternate first, then the rest of the larger one.
    let mut labels: Vec<_> = (0..2 * positives.min(negatives))
        .map(|i| i % 2 == 0)
        .collect();
    labels.resize(positives + negatives, positives > negatives);
    labels
}

fn count(labels: &[bool], genes: &[usize], class: bool) -> usize {
    genes.iter().filter(|&&gene| labels[gene] == class).count()
}

/// Each gene is on one side, and once.
fn assert_apart(all: usize, a: &[usize], b: &[usize]) {
    let mut genes = [a, b].concat();
    genes.sort_unstable();
    assert_eq!(genes, (0..all).collect::<Vec<_>>());
    assert!(a.is_sorted() && b.is_sorted());
}

const PAPER: Folds = Folds::leave_out(25, 3);

#[test]
fn the_paper_leaves_25_of_each_class_out_three_times() {
    let labels = labels(149, 149);
    let folds = folds(&labels, PAPER, 1).unwrap();
    assert_eq!(folds.len(), 3);
    for (repeat, fold) in folds.iter().enumerate() {
        assert_eq!((fold.repeat, fold.fold), (repeat, 0));
        assert_eq!(count(&labels, &fold.test, true), 25);
        assert_eq!(count(&labels, &fold.test, false), 25);
        assert_apart(298, &fold.train, &fold.test);
    }
    assert_ne!(folds[0].test, folds[1].test);
}

#[test]
fn each_gene_is_left_out_once_in_each_repeat_of_k_folds() {
    let labels = labels(11, 23);
    let protocol = Folds::k_fold(5, 2);
    let folds = folds(&labels, protocol, 1).unwrap();
    assert_eq!(folds.len(), 10);
    for (repeat, folds) in folds.chunks(5).enumerate() {
        let tests: Vec<_> = folds.iter().flat_map(|fold| fold.test.clone()).collect();
        assert_eq!(tests.len(), 34);
        for (number, fold) in folds.iter().enumerate() {
            assert_eq!((fold.repeat, fold.fold), (repeat, number));
            assert_apart(34, &fold.train, &fold.test);
            assert!((2..=3).contains(&count(&labels, &fold.test, true)));
            assert!((4..=5).contains(&count(&labels, &fold.test, false)));
            assert!((6..=7).contains(&fold.test.len()));
        }
    }
    assert_ne!(folds[0].test, folds[5].test);
}

#[test]
fn the_seed_decides_and_more_repeats_change_no_earlier_one() {
    let labels = labels(40, 40);
    let one = folds(&labels, PAPER, 7).unwrap();
    assert_eq!(one, folds(&labels, PAPER, 7).unwrap());
    assert_ne!(one, folds(&labels, PAPER, 8).unwrap());
    let more = Folds::leave_out(25, 5);
    assert_eq!(one, folds(&labels, more, 7).unwrap()[..3]);
}

#[test]
fn too_few_genes_are_told_with_what_would_do() {
    let error = |positives, negatives, protocol| {
        folds(&labels(positives, negatives), protocol, 1)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(26, 60, PAPER),
        "there are 26 positive genes, of which leaving out 25 leaves fewer than 2 to learn from: \
         leave out at most 24, choose k-fold, or label more genes"
    );
    assert!(error(60, 2, PAPER).ends_with("2 to learn from: label more genes"));
    assert!(folds(&labels(27, 27), PAPER, 1).is_ok());
    let three = Folds::k_fold(3, 1);
    assert!(error(60, 2, three).starts_with("there are 2 negative genes for 3 folds"));
    assert!(folds(&labels(3, 3), three, 1).is_ok());
    let two = Folds::k_fold(2, 1);
    assert!(
        error(3, 9, two).contains("3 positive genes"),
        "one side has one gene"
    );
    let all = Folds::leave_out(usize::MAX, 1);
    assert!(error(9, 9, all).contains("9 positive genes"));
}

#[test]
fn numbers_without_a_meaning_are_refused() {
    for (protocol, what) in [
        (Folds::leave_out(0, 1), "leave out"),
        (Folds::leave_out(1, 0), "repeats"),
        (Folds::k_fold(1, 1), "folds"),
        (Folds::k_fold(2, 0), "repeats"),
    ] {
        let error = folds(&labels(9, 9), protocol, 1).unwrap_err();
        assert!(matches!(error, Error::Number { what: w, .. } if w.contains(what)));
    }
}

fn split_of(labels: &[bool], indices: &[usize], fraction: f64) -> Split {
    split(labels, indices, fraction, &mut ChaCha8Rng::seed_from_u64(3))
}

#[test]
fn a_split_keeps_the_classes_shares() {
    let labels = labels(20, 40);
    let indices: Vec<_> = (0..60).collect();
    let split = split_of(&labels, &indices, 0.3);
    assert_apart(60, &split.train, &split.validation);
    assert_eq!(count(&labels, &split.validation, true), 6);
    assert_eq!(count(&labels, &split.validation, false), 12);
    assert_eq!(split, split_of(&labels, &indices, 0.3));
    let reversed: Vec<_> = indices.into_iter().rev().collect();
    assert_eq!(
        split,
        split_of(&labels, &reversed, 0.3),
        "whatever the order"
    );
}

#[test]
fn a_split_takes_only_the_genes_that_it_is_given() {
    let labels = labels(10, 10);
    let split = split_of(&labels, &[3, 4, 8, 9, 11, 12], 0.34);
    let mut genes = [split.train.clone(), split.validation].concat();
    genes.sort_unstable();
    assert_eq!(genes, [3, 4, 8, 9, 11, 12]);
    assert_eq!(split.train.len(), 4);
}

#[test]
fn each_class_is_on_both_sides_of_a_split_where_it_can_be() {
    let labels = labels(2, 1);
    for (fraction, sizes) in [
        (0.01, (2, 1)),
        (0.99, (2, 1)),
        (7.0, (2, 1)),
        (0.0, (3, 0)),
        (-1.0, (3, 0)),
        (f64::NAN, (3, 0)),
    ] {
        let split = split_of(&labels, &[0, 1, 2], fraction);
        assert_eq!(
            (split.train.len(), split.validation.len()),
            sizes,
            "{fraction}"
        );
    }
}
