//! Scores of one condition by several models.

use super::*;

fn by(name: &str, condition: &str, values: [f32; 3], complete: bool) -> Scored {
    let mut scored = scored(condition, values, complete);
    scored.model.name = name.into();
    scored
}

fn evaluation() -> Evaluation {
    Evaluation {
        method: "shape".into(),
        known_genes: 44,
        ..Evaluation::default()
    }
}

/// `M` has a model, `F` three, given in another order than that of the conditions.
fn several() -> Builder {
    let mut builder = scored_builder();
    let mut shape = by("shape", "F", [0.5, 0.25, 0.75], true);
    shape.evaluation = Some(evaluation());
    builder.set_scores(shape).unwrap();
    let dev = by("dev", "F", [0.75, 0.5, 0.25], true);
    builder.add_opinion(dev).unwrap();
    let part = by("part", "F", [f32::NAN, 0.5, 1.0], false);
    builder.add_opinion(part).unwrap();
    builder
}

fn names(bundle: &Bundle) -> Vec<(&str, &str)> {
    let sources = bundle.manifest().scores.iter();
    let names = sources.map(|s| (s.condition.as_str(), s.model.name.as_str()));
    names.collect()
}

#[test]
fn the_first_decides_and_the_others_are_told() {
    let (_directory, bundle) = written(&several());
    let expected = [("F", "shape"), ("F", "dev"), ("F", "part"), ("M", "resnet")];
    assert_eq!(names(&bundle), expected);
    assert_eq!(bundle.score(2, 0), Some(0.75));
    assert_eq!(bundle.scores(0), Some(&[0.5, 0.25, 0.75][..]));
    // scipy.stats.percentileofscore([.5, .25, .75], .75, kind="mean")
    assert_eq!(bundle.percentile(0, 0.75), Some(250.0 / 3.0));
    let opinions: Vec<_> = bundle.opinions(0).collect();
    let said = opinions.iter().map(|o| (o.score(2), o.percentile_of(2)));
    let expected = [
        (Some(0.75), Some(250.0 / 3.0)),
        (Some(0.25), Some(50.0 / 3.0)),
        (Some(1.0), None),
    ];
    assert_eq!(said.collect::<Vec<_>>(), expected);
    assert_eq!(opinions[2].score(0), None);
    assert_eq!(opinions[0].evaluation(), Some(&evaluation()));
    assert_eq!(opinions[1].evaluation(), None);
    assert!(opinions[1].is_complete() && !opinions[2].is_complete());
    assert_eq!(bundle.opinions(1).len(), 1);
    assert_eq!(bundle.opinions(2).len(), 0);
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
    assert_has!(bundle.verify(), "10 scores");
}

#[test]
fn info_says_what_each_is_worth() {
    let (_directory, bundle) = written(&several());
    assert_has!(
        bundle.info(),
        "  scores    3 (all that can be), model shape\n  worth     On 44 known genes",
        "  2nd       3 (all that can be), model dev\n    worth   never evaluated",
        "  2nd       2 (not said to be all genes), model part\n",
        "  scores    2 (all that can be), model resnet\n  worth     never evaluated"
    );
}

#[test]
fn the_table_has_percentiles_by_second_models_and_says_whose() {
    let (_directory, bundle) = written(&several());
    let mut text = Vec::new();
    crate::export::write_tsv(&bundle, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_has!(
        text,
        "# model of F: shape  no digest\n# worth of F: On 44 known genes",
        "# model of F dev: dev  no digest\n# worth of F dev: never evaluated",
        "\tDSD_F_PEAK_TIME\tDSD_PCT_F_dev\tDSD_M\t"
    );
    assert!(
        !text.contains("DSD_PCT_F_part"),
        "its percentiles are not known"
    );
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<_>> = rows.map(|row| row.split('\t').collect()).collect();
    let place = rows[0].iter().position(|name| *name == "DSD_PCT_F_dev");
    let found: Vec<_> = rows[1..].iter().map(|row| row[place.unwrap()]).collect();
    // scipy.stats.percentileofscore([.75, .5, .25], x, kind="mean")
    assert_eq!(found, ["83.333336", "50", "16.666666"]);
}

#[test]
fn new_scores_take_the_place_of_all_that_a_condition_had() {
    let (_directory, bundle) = written(&several());
    let new = [
        by("b", "F", [1.0, 0.5, 0.0], true),
        by("a", "F", [0.0, 0.5, 1.0], true),
    ];
    bundle.write_with_scores(bundle.path(), new).unwrap();
    let read = Bundle::open(bundle.path()).unwrap();
    assert_eq!(names(&read), [("F", "b"), ("F", "a"), ("M", "resnet")]);
    assert_eq!(
        (read.score(0, 0), read.score(0, 1)),
        (Some(1.0), Some(0.25))
    );
    let mut builder = several();
    builder.set_scores(by("c", "F", [1.0; 3], true)).unwrap();
    let (_directory, bundle) = written(&builder);
    assert_eq!(names(&bundle), [("F", "c"), ("M", "resnet")]);
}

#[test]
fn what_is_written_again_is_the_same() {
    let (directory, bundle) = written(&several());
    let path = |name: &str| directory.path().join(name);
    let all = (0..2).flat_map(|condition| bundle.opinions(condition));
    let all: Vec<_> = all.map(|opinion| opinion.to_scored()).collect();
    bundle.write_with_scores(path("again"), all).unwrap();
    let bytes = |path: &Path| fs::read(path).unwrap();
    assert!(bytes(&path("again")) == bytes(bundle.path()));
    bundle.write_slim(path("slim"), false).unwrap();
    let slim = Bundle::open(path("slim")).unwrap();
    assert_eq!(slim.manifest().scores, bundle.manifest().scores);
    let said =
        |bundle: &Bundle| -> Vec<_> { bundle.opinions(0).map(|o| o.percentile_of(1)).collect() };
    assert_eq!(said(&slim), said(&bundle));
}

#[test]
fn two_models_of_one_name_are_refused() {
    let mut builder = several();
    let twice = by("Dev", "F", [0.0; 3], true);
    builder.add_opinion(twice).unwrap();
    let (_directory, bundle) = written(&builder);
    assert_eq!(bundle.opinions(0).len(), 4);
    builder.add_opinion(by("dev", "F", [0.0; 3], true)).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let error = builder.write(directory.path().join("x")).unwrap_err();
    let error = format!("{:#}", anyhow::Error::from(error));
    assert_has!(error, "condition \"F\"", "two are called \"dev\"");
}

#[test]
fn a_second_opinion_that_cannot_be_true_is_refused() {
    let mut builder = several();
    for wrong in [
        by("x", "F", [0.5, 1.5, 0.5], false),
        by("x", "F", [0.5, f32::NAN, 0.5], true),
        by("x", "X", [0.5; 3], true),
    ] {
        let (_directory, bundle) = written(&builder);
        let good = by("good", "F", [0.5; 3], true);
        let all = [good, wrong.clone()];
        assert!(bundle.write_with_scores(bundle.path(), all).is_err());
        assert!(builder.add_opinion(wrong).is_err());
    }
}
