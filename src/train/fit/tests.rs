use super::{
    fixture::{Head, Points, Small, device, learn, numbers},
    *,
};

/// Options that learn the striped images in a second.
fn quick() -> FitOptions {
    FitOptions {
        epochs: 12,
        batch: 8,
        learning_rate: 0.1,
        momentum: Some(0.9),
        seed: 5,
        ..FitOptions::default()
    }
}

fn train(points: &Points, options: &FitOptions) -> Result<Fitted<Small>, Error> {
    learn(Small::new(1), points, options)
}

#[test]
fn a_network_with_batch_normalisation_learns_what_tells_the_classes_apart() {
    let points = Points::striped(60, 30, 1);
    let fitted = train(&points, &quick()).unwrap();
    let (first, best) = (&fitted.epochs[0], &fitted.epochs[fitted.best]);
    assert!(best.validation_loss < 0.5 * first.validation_loss);
    assert!(best.validation_accuracy > 0.9);
    assert_eq!(fitted.collapse, None);
}

#[test]
fn the_weights_of_the_best_epoch_come_back() {
    let points = Points::striped(60, 30, 1);
    // So high a rate makes the loss go up and down.
    let options = FitOptions {
        learning_rate: 2.0,
        ..quick()
    };
    let fitted = train(&points, &options).unwrap();
    let losses: Vec<f64> = fitted.epochs.iter().map(|e| e.validation_loss).collect();
    assert!(fitted.best + 1 < losses.len(), "{losses:?}");
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!(losses[fitted.best], lowest);
    let split = points.split();
    let logits = logits(&fitted.network, &points, &split.validation, 7, &device()).unwrap();
    let of = |(p, &gene): (f32, &usize)| {
        let p = if points.labels[gene] { p } else { 1.0 - p };
        -f64::from(p).ln()
    };
    let p = logits.outer_iter().map(probability);
    let total: f64 = p.zip(&split.validation).map(of).sum();
    let loss = total / split.validation.len() as f64;
    assert!((loss - lowest).abs() < 1e-4, "{loss} {lowest}");
}

#[test]
fn the_same_seed_gives_the_same_bits_and_the_callers_network_stays_as_it_was() {
    let points = Points::striped(33, 16, 2);
    let network = Small::new(3);
    let before = numbers(&network);
    let run = |seed| {
        let options = FitOptions {
            epochs: 3,
            seed,
            ..quick()
        };
        learn(network.clone(), &points, &options)
    };
    let (one, two, other) = (run(1).unwrap(), run(1).unwrap(), run(2).unwrap());
    assert_eq!(numbers(&one.network), numbers(&two.network));
    assert_eq!(one.epochs, two.epochs);
    assert_ne!(numbers(&one.network), numbers(&other.network));
    assert_eq!(numbers(&network), before);
}

#[test]
fn a_last_batch_of_one_gene_does_not_break_batch_normalisation() {
    // 22 training genes: batches of 7, 7, 8.
    let points = Points::striped(33, 16, 2);
    assert_eq!(points.split().train.len() % 7, 1);
    let options = FitOptions {
        batch: 7,
        epochs: 2,
        ..quick()
    };
    let fitted = train(&points, &options).unwrap();
    assert!(
        fitted
            .epochs
            .iter()
            .all(|epoch| epoch.train_loss.is_finite())
    );
}

#[test]
fn a_diverging_training_says_so_with_a_remedy() {
    let points = Points::striped(30, 15, 1);
    let options = FitOptions {
        learning_rate: 1e38,
        ..quick()
    };
    let message = train(&points, &options).err().unwrap().to_string();
    assert_has!(
        message,
        "diverged at the learning rate",
        "try a tenth of it"
    );
}

#[test]
fn too_few_genes_and_one_class_are_refused() {
    let points = Points::striped(30, 30, 1);
    let message = train(&points, &quick()).err().unwrap().to_string();
    assert!(message.contains("all 20 training genes are of one class"));
    let points = Points::striped(2, 1, 1);
    let message = train(&points, &quick()).err().unwrap().to_string();
    assert_has!(message, "0 validation genes: at least 1");
}

/// 98 genes to 2.
#[test]
fn unbalanced_classes_collapse_without_weights_and_not_with_them() {
    let points = Points::shifted(300, 6, 0.25, 7);
    let fitted = |class_weights| {
        let options = FitOptions {
            class_weights,
            epochs: 10,
            batch: 32,
            learning_rate: 0.05,
            ..quick()
        };
        train(&points, &options).unwrap()
    };
    let collapse = fitted(ClassWeights::None).collapse.unwrap();
    assert!(!collapse.to_positive);
    assert!(collapse.message.contains("Try balanced class weights"));
    assert_eq!(fitted(ClassWeights::Balanced).collapse, None);
}

#[test]
fn progress_hears_of_every_epoch() {
    let points = Points::striped(30, 15, 1);
    let mut heard = Vec::new();
    let fitted = fit(
        Head::new(36, 1),
        &points,
        &points.split(),
        &quick(),
        &device(),
        None,
        &mut |epoch| heard.push(*epoch),
    );
    assert_eq!(heard, fitted.unwrap().epochs);
    assert_eq!(heard.first().unwrap().number, 1);
}

/// Images and channels enough that the backend shares the work.
#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let mut points = Points::striped(24, 12, 1);
    (points.height, points.width) = (48, 48);
    points.values = points.values.repeat(64);
    let options = FitOptions {
        epochs: 2,
        ..quick()
    };
    let train = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let network = Small::wide(64, 1);
        let fitted = pool.unwrap().install(|| learn(network, &points, &options));
        numbers(&fitted.unwrap().network)
    };
    let one = train(1);
    assert_eq!(one, train(1));
    assert_eq!(one, train(2));
    assert_eq!(one, train(5));
}
