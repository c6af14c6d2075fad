use super::*;
use crate::train::fit::Optimiser::{Adam, Sgd};

fn grid() -> ParameterGrid {
    ParameterGrid {
        learning_rate: vec![0.1, 0.01],
        batch: vec![16, 32],
        optimiser: vec![Sgd, Adam],
        momentum: vec![0.0, 0.9],
        weight_decay: vec![0.0],
    }
}

fn random() -> ParameterSampler {
    ParameterSampler {
        draws: 200,
        learning_rate: [0.0001, 0.1],
        batch: vec![8, 64],
        optimiser: vec![Sgd, Adam],
        momentum: [0.5, 0.99],
        weight_decay: vec![0.0, 0.01],
    }
}

fn candidates() -> Vec<FitOptions> {
    grid().candidates(&FitOptions::default()).unwrap()
}

fn diverged() -> BoxError {
    let error = Error::Diverged {
        part: "training",
        epoch: 1,
        loss: f64::NAN,
        rate: 0.1,
    };
    error.into()
}

#[test]
fn a_grid_has_every_combination_once_and_momentum_for_sgd_alone() {
    let candidates = candidates();
    // Sgd: 2 rates × 2 batches × 2 momenta; Adam: 2 × 2.
    assert_eq!(candidates.len(), 12);
    assert_eq!((candidates[0].batch, candidates[0].momentum), (16, None));
    assert_eq!(candidates[1].momentum, Some(0.9));
    let adam = candidates.iter().filter(|c| c.optimiser == Adam);
    assert!(adam.clone().all(|c| c.momentum.is_none()));
    assert_eq!(adam.count(), 4);
    let empty = ParameterGrid {
        batch: vec![],
        ..grid()
    };
    let error = empty.candidates(&FitOptions::default()).unwrap_err();
    assert!(error.to_string().contains("grid.batch is empty"));
    let wrong = ParameterGrid {
        learning_rate: vec![-1.0],
        ..grid()
    };
    let error = wrong.candidates(&FitOptions::default()).unwrap_err();
    assert!(error.to_string().contains("learning_rate is -1"));
}

#[test]
fn random_candidates_follow_from_the_seed_and_their_rates_are_uniform_in_the_logarithm() {
    let draw = |seed| random().candidates(&FitOptions::default(), seed).unwrap();
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
    let drawn = draw(1);
    // Some come again once they are rounded.
    assert!((190..=200).contains(&drawn.len()));
    let rates = drawn.iter().map(|c| c.learning_rate);
    assert!(rates.clone().all(|rate| (0.0001..=0.1).contains(&rate)));
    // A third of the logarithms is in each decade.
    let decade = rates.filter(|rate| (0.001..0.01).contains(rate)).count();
    assert!((47..87).contains(&decade), "{decade}");
    assert!(
        drawn
            .iter()
            .all(|c| c.momentum.is_some() == (c.optimiser == Sgd))
    );
    let wrong = ParameterSampler {
        learning_rate: [0.1, 0.01],
        ..random()
    };
    let error = wrong.candidates(&FitOptions::default(), 1).unwrap_err();
    assert_has!(error, "the lowest value and then the highest");
}

#[test]
fn ties_go_to_the_first_and_a_candidate_that_diverges_cannot_win() {
    let candidates = candidates();
    let mut evaluate = |options: &FitOptions| match options.learning_rate {
        0.1 => Err(diverged()),
        _ => Ok(options.batch as f64),
    };
    let mut run = |goal| search(&candidates, goal, None, &mut evaluate, &mut |_, _| ()).unwrap();
    let (lowest, highest) = (run(Goal::Lowest), run(Goal::Highest));
    let is_best = |batch| {
        let fits = |c: &FitOptions| c.learning_rate == 0.01 && c.batch == batch;
        candidates.iter().position(fits)
    };
    assert_eq!(lowest.best, is_best(16));
    assert_eq!(highest.best, is_best(32));
    let failure = lowest.candidates[0].failure.as_deref().unwrap();
    assert!(failure.contains("diverged"));
    assert_eq!(lowest.candidates.len(), candidates.len());
}

#[test]
fn a_search_that_broke_off_goes_on_with_what_is_not_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("search.json");
    let mut candidates = candidates();
    candidates.extend(random().candidates(&FitOptions::default(), 3).unwrap());
    let mut calls = 0;
    let mut run = |limit: usize| {
        calls = 0;
        let mut evaluate = |options: &FitOptions| {
            calls += 1;
            match calls > limit {
                true => Err("the disk is full".into()),
                false => Ok(options.learning_rate),
            }
        };
        let file = Some(path.as_path());
        let found = search(
            &candidates,
            Goal::Lowest,
            file,
            &mut evaluate,
            &mut |_, _| (),
        );
        (found, calls)
    };
    let (broken, _) = run(50);
    assert_eq!(broken.unwrap_err().to_string(), "the disk is full");
    let (found, calls) = run(1000);
    let found = found.unwrap();
    assert_eq!(calls, candidates.len() - 50);
    let (again, calls) = run(0);
    assert_eq!((again.unwrap(), calls), (found.clone(), 0));
    let order: Vec<&FitOptions> = found.candidates.iter().map(|c| &c.options).collect();
    assert_eq!(order, candidates.iter().collect::<Vec<_>>());
    let best = found.candidates[found.best.unwrap()].score;
    let lowest = candidates.iter().map(|c| c.learning_rate).reduce(f64::min);
    assert_eq!(best, lowest);
}

#[test]
fn a_file_of_something_else_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("search.json");
    let refused = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let mut evaluate = |_: &FitOptions| Ok(1.0);
        let file = Some(path.as_path());
        let result = search(&[], Goal::Lowest, file, &mut evaluate, &mut |_, _| ());
        result.unwrap_err().to_string()
    };
    assert!(refused("{}").contains("is no table of a search"));
    let other = r#"{"goal": "highest", "candidates": [], "best": null}"#;
    assert!(refused(other).contains("the other goal"));
}
