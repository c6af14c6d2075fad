//! Scores by networks, from the command line. Where there is no ONNX Runtime the tests say so and
//! pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

use std::fs;

use dsdscore::{
    bundle::Bundle,
    heatmap::render_mean,
    model::{Options, Provider, image::ImageModel},
};
use ndarray::{Array4, Axis};
use serde_json::{Value, json};

use crate::support::{Folder, HEADER, Run, has_runtime, info, patients, root};

pub const FEMALE: &str = "examples/networks/simulated-f.onnx";
pub const MALE: &str = "examples/networks/simulated-m.onnx";

/// `-m` for each network.
pub fn models(names: &[&str]) -> String {
    let option = |name: &&str| format!(" -m {}", root(name).display());
    names.iter().map(option).collect()
}

/// With `simulated.dsd` and `in.vcf`.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.build_simulated();
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

fn score(folder: &Folder, args: &str) -> Run {
    folder.run(format!("score {args} --provider cpu").split_whitespace())
}

fn annotate(folder: &Folder, bundle: &str, args: &str) -> Run {
    folder.annotate_with(bundle, &format!("in.vcf --allow-synthetic {args}"))
}

/// Annotates by `simulated.dsd`, which has to fail before anything is written.
fn refuse(folder: &Folder, args: &str) -> String {
    let names = folder.names();
    let run = annotate(folder, "simulated.dsd", &format!("-o out.vcf {args}"));
    assert!(run.out.is_empty());
    assert_eq!(folder.names(), names);
    run.assert_error()
}

#[test]
fn scores_are_the_same_computed_on_the_way_and_beforehand() {
    if !has_runtime() {
        return;
    }
    let (folder, both) = (folder(), models(&[FEMALE, MALE]));
    score(&folder, &format!("-b simulated.dsd -o scored.dsd {both}")).assert_success();
    let before = annotate(&folder, "scored.dsd", "").assert_success();
    let input = folder.read("in.vcf");
    let keys = ["DSD", "DSD_F", "DSD_M", "DSD_GENE"];
    let wanted = keys.map(|key| info(before.text(), key));
    assert!(
        wanted
            .iter()
            .all(|values| values.iter().flatten().count() == 72)
    );
    for more in [
        "",
        "--batch-size 1",
        "--batch-size 100000 --network-threads 1",
    ] {
        let run = annotate(&folder, "simulated.dsd", &format!("{both} {more}")).assert_success();
        assert!(keys.map(|key| info(run.text(), key)) == wanted, "{more}");
    }
    let args = format!("annotate -b simulated.dsd --allow-synthetic {both}");
    let piped = folder
        .run_with_input(args.split_whitespace(), &input)
        .assert_success();
    assert!(keys.map(|key| info(piped.text(), key)) == wanted);
}

/// The image of a gene in the first condition, as the network gets it: 3×100×50, bytes / 255.
fn pixels(bundle: &Bundle, gene: usize) -> Array4<f32> {
    let condition = &bundle.manifest().conditions[0];
    let values = bundle.matrix(gene, 0).unwrap().unwrap();
    let times = condition.time_values();
    let recipe = bundle.manifest().recipe.as_ref().unwrap();
    let image = render_mean(recipe, values.view(), &times, condition.ceiling.unwrap()).unwrap();
    let bytes = image.to_rgb8();
    Array4::from_shape_fn((1, 3, 100, 50), |(_, channel, row, column)| {
        f32::from(bytes[(row * 50 + column) * 3 + channel]) / 255.0
    })
}

/// By the 8 bits of the PNG, as if it had been stored: their rounding alone can move a network's
/// score.
#[test]
fn a_score_is_that_of_the_image_that_show_draws() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    score(&folder, &format!("-b simulated.dsd {}", models(&[FEMALE]))).assert_success();
    let bundle = Bundle::open(folder.path("simulated.dsd")).unwrap();
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    let mut model = ImageModel::open(&root(FEMALE), &options).unwrap();
    let export = folder.succeed("bundle export simulated.dsd");
    for symbol in ["SOX9", "GIPC2", "NPHS1", "MYO18B"] {
        let gene = bundle.genes().iter().position(|gene| gene.symbol == symbol);
        let pixels = pixels(&bundle, gene.unwrap());
        let wanted = model.score(pixels.view()).unwrap();
        let mut rows = export
            .text()
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let row = rows.find(|row| row[0] == symbol).unwrap();
        let found: f32 = row[3].parse().unwrap();
        assert!(
            (found - wanted[0]).abs() < 1e-5,
            "{symbol}: {found}, not {wanted:?}"
        );

        folder
            .run(["show", symbol, "-b", "simulated.dsd"])
            .assert_success();
        let png = image::open(folder.path(&format!("{symbol}.F.png")))
            .unwrap()
            .into_rgb8();
        let plane = |c: usize| png.pixels().map(move |pixel| f32::from(pixel.0[c]));
        let levels = (0..3).flat_map(plane);
        assert!(
            levels
                .zip(&pixels)
                .all(|(level, pixel)| (level / 255.0 - pixel).abs() < 1e-6)
        );
    }
}

#[test]
fn scoring_replaces_the_bundle_or_writes_another() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let before = folder.read("simulated.dsd");
    let one = models(&[FEMALE]);
    score(&folder, &format!("-b simulated.dsd -o scored.dsd {one}")).assert_success();
    assert!(folder.read("simulated.dsd") == before);
    let run = score(&folder, &format!("-b simulated.dsd {one}")).assert_success();
    assert_has!(run.err, "condition F: 120 genes scored by simulated-f");
    assert!(folder.read("simulated.dsd") == folder.read("scored.dsd"));
    score(&folder, &format!("-b scored.dsd {}", models(&[MALE]))).assert_success();
    let info = folder.succeed("bundle info scored.dsd");
    assert_eq!(
        info.text().matches("120 (all that can be)").count(),
        2,
        "{}",
        info.text()
    );
    folder.succeed("bundle verify scored.dsd");
    assert_eq!(folder.names(), ["in.vcf", "scored.dsd", "simulated.dsd"]);
}

/// `simulated.dsd` scored by both networks as models of F: the metadata of the second say so.
#[test]
fn two_models_of_a_condition_are_a_decision_and_a_second_opinion() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let one = models(&[FEMALE]);
    score(&folder, &format!("-b simulated.dsd -o one.dsd {one}")).assert_success();
    folder.write("meta.json", json!({ "condition": "F" }).to_string());
    let both = format!("{} --model-metadata meta.json", models(&[MALE, FEMALE]));
    score(&folder, &format!("-b simulated.dsd -o both.dsd {both}")).assert_success();
    let before = annotate(&folder, "both.dsd", "").assert_success();
    assert_has!(
        before.text(),
        "|Pct_F_simulated.f\"",
        "##dsdscore_opinion=<ID=DSD_F_simulated.f,"
    );
    let found = annotate(&folder, "one.dsd", "").assert_success();
    let keys = ["DSD_F", "DSD_F_PCT"];
    let deciding = keys.map(|key| info(before.text(), key));
    assert!(deciding != keys.map(|key| info(found.text(), key)));

    // The other way round, the scores of both are there: what was second decides.
    let turned = format!("{} --model-metadata meta.json", models(&[FEMALE, MALE]));
    score(&folder, &format!("-b both.dsd -o turned.dsd {turned}")).assert_success();
    let turned = annotate(&folder, "turned.dsd", "").assert_success();
    assert!(turned.text().contains("|Pct_F_simulated.m\""));
    assert!(keys.map(|key| info(turned.text(), key)) == keys.map(|key| info(found.text(), key)));

    // One of them alone takes the place of both, and it is said.
    let run = score(&folder, &format!("-b both.dsd {one}")).assert_success();
    assert_has!(
        run.err,
        "condition F: the scores by simulated-m",
        "are not kept"
    );
    let alone = annotate(&folder, "both.dsd", "").assert_success();
    assert!(!alone.text().contains("Pct_F"));
}

#[test]
fn scoring_that_fails_leaves_the_bundle_as_it_was() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let before = folder.read("simulated.dsd");
    let both = models(&[FEMALE, FEMALE]);
    let err = score(&folder, &format!("-b simulated.dsd {both}")).assert_error();
    assert_has!(err, "models for condition F", "two are called");
    let one = models(&[FEMALE]);
    let err = score(&folder, &format!("-b simulated.dsd -o absent/x.dsd {one}")).assert_error();
    assert_has!(err, "cannot write absent/x.dsd: No such file");
    assert!(folder.read("simulated.dsd") == before);
    assert_eq!(folder.names(), ["in.vcf", "simulated.dsd"]);
}

#[test]
fn models_that_do_not_fit_are_refused_with_the_reason() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let fixture = |name: &str| models(&[&format!("tests/fixtures/model/{name}")]);
    for (args, part) in [
        (models(&[FEMALE, FEMALE]), "two are called \"simulated.f"),
        (fixture("no-metadata.onnx"), "lacks schema_version, name"),
        (fixture("right.onnx"), "its recipe has no"),
        (fixture("outside.onnx"), "keeps weights in another file"),
        (
            models(&["examples/recipe.json"]),
            "recipe.json: ONNX Runtime cannot load it",
        ),
        (" -m absent.onnx".into(), "absent.onnx: No such file"),
    ] {
        let err = refuse(&folder, &args);
        assert!(err.contains(part), "{err}");
        assert_eq!(err.matches(part).count(), 1, "said twice: {err}");
    }
}

#[test]
fn a_model_of_another_recipe_condition_or_size_is_refused() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let text = fs::read_to_string(root("examples/recipe.json")).unwrap();
    let mut recipe: Value = serde_json::from_str(&text).unwrap();
    recipe["colormap"] = json!("turbo");
    for (metadata, part) in [
        (
            json!({ "recipe": recipe }),
            "colormap is \"turbo\" for the model, \"jet\" in the bundle",
        ),
        (
            json!({ "condition": "X" }),
            "is for condition X, but the bundle has F, M",
        ),
        (json!({ "positive": "neither" }), "positive"),
        (json!({ "schema_version": 9 }), "schema_version 9"),
        (json!([]), "meta.json holds no JSON object"),
    ] {
        folder.write("meta.json", metadata.to_string());
        let args = format!("{} --model-metadata meta.json", models(&[FEMALE]));
        let err = refuse(&folder, &args);
        assert!(err.contains(part), "{part}: {err}");
    }
    let args = format!("{} --model-metadata absent.json", models(&[FEMALE]));
    let err = refuse(&folder, &args);
    assert!(err.contains("absent.json: No such file"), "{err}");
}

#[test]
fn a_bundle_of_scores_alone_has_nothing_to_show_a_network() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::with_bundle();
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    let err = folder
        .annotate(&format!("in.vcf {}", models(&[FEMALE])))
        .assert_error();
    assert_has!(err, "published.dsd holds no images to score");
}

#[test]
fn what_a_model_lacks_can_be_supplied() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    // Half of all scores are below 0.5: an even distribution.
    folder.write(
        "meta.json",
        json!({ "quantiles": [0.0, 0.5, 1.0] }).to_string(),
    );
    let one = models(&[FEMALE]);
    let without = annotate(&folder, "simulated.dsd", &one).assert_success();
    assert_has!(without.err, "no percentiles for condition F");
    assert!(!without.text().contains("DSD_F_PCT"));
    let args = format!("{one} --model-metadata meta.json");
    let with = annotate(&folder, "simulated.dsd", &args).assert_success();
    assert!(!with.err.contains("no percentiles"), "{}", with.err);
    let number = |value: &Option<&str>| value.unwrap().parse::<f32>().unwrap();
    let scores = info(with.text(), "DSD_F");
    assert_eq!(scores.len(), 72);
    for (score, percentile) in scores.iter().zip(info(with.text(), "DSD_F_PCT")) {
        assert!((100.0 * number(score) - number(&percentile)).abs() < 1e-3);
    }
}

#[test]
fn percentiles_are_ranks_among_all_genes_of_a_scored_bundle() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let one = models(&[FEMALE]);
    score(&folder, &format!("-b simulated.dsd {one}")).assert_success();
    // The very model whose scores are there: they are taken, and with them their ranks.
    for more in ["", one.as_str()] {
        let run = annotate(&folder, "simulated.dsd", more).assert_success();
        assert!(!run.err.contains("no percentiles"), "{}", run.err);
        let numbers = |key| {
            info(run.text(), key)
                .into_iter()
                .map(|v| v.unwrap().parse::<f32>())
        };
        let pairs = numbers("DSD_F").zip(numbers("DSD_F_PCT"));
        let mut pairs: Vec<_> = pairs.map(|(a, b)| (a.unwrap(), b.unwrap())).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(pairs.len(), 72);
        assert!(pairs.iter().map(|pair| pair.1).is_sorted());
        assert!(pairs.iter().all(|pair| (0.0..=100.0).contains(&pair.1)));
        assert!(
            !run.text().contains("DSD_M"),
            "the bundle has no scores of M"
        );
    }
}

/// A score by bytes that are not those that were written would be made up.
#[test]
fn no_score_comes_of_damaged_matrices() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let mut bytes = folder.read("simulated.dsd");
    let middle = bytes.len() * 2 / 3;
    bytes[middle] ^= 1;
    folder.write("simulated.dsd", bytes);
    let err = refuse(&folder, &models(&[FEMALE]));
    assert!(err.contains("simulated.dsd is damaged"), "{err}");
    let err = score(&folder, &format!("-b simulated.dsd {}", models(&[FEMALE]))).assert_error();
    assert!(err.contains("simulated.dsd is damaged"), "{err}");
}

#[test]
fn a_network_serves_another_organ() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::new();
    let mut table = "gene\tcondition\tcell_type\ttime\tmean\n".to_string();
    for (i, gene) in ["MYH6", "TNNT2", "NPPA"].iter().enumerate() {
        for (j, cell) in ["cardiomyocyte", "fibroblast"].iter().enumerate() {
            for time in 1..4 {
                let mean = ((i + 1) * (j + 2) * time) % 5;
                table.push_str(&format!("{gene}\tday\t{cell}\t{time}\t{mean}\n"));
            }
        }
    }
    folder.write("t.tsv", table);
    folder.write(
        "meta.json",
        json!({ "condition": "day", "name": "HeartNet" }).to_string(),
    );
    let recipe = root("examples/recipe.json");
    let build = format!(
        "bundle build --table t.tsv --prefix HEART -o h.dsd --recipe {}",
        recipe.display()
    );
    folder.succeed(&build);
    let record = "chr1\t10\t.\tA\tC\t.\t.\tCSQ=C|missense_variant|NPPA|\tGT\t0/1\t0/0\n";
    folder.write("in.vcf", format!("{HEADER}{record}"));
    let args = format!("{} --model-metadata meta.json", models(&[FEMALE]));
    let run = annotate(&folder, "h.dsd", &args).assert_success();
    let score: f32 = info(run.text(), "HEART_day")[0].unwrap().parse().unwrap();
    assert!(score > 0.0 && score < 1.0, "{score}");
    assert_eq!(info(run.text(), "HEART_GENE"), [Some("NPPA")]);
    assert!(!run.text().contains("DSD"), "{}", run.text());
}

const FEATURES: &str = "tests/fixtures/model/features.onnx";

/// With `meta.json`, by which the fixture learnt from images of the bundle's recipe.
fn folder_for_features(features: &[&str]) -> Folder {
    let folder = folder();
    let text = fs::read_to_string(root("examples/recipe.json")).unwrap();
    let recipe: Value = serde_json::from_str(&text).unwrap();
    let metadata = json!({ "recipe": recipe, "features": features });
    folder.write("meta.json", metadata.to_string());
    folder
}

/// By the fixture's formula (tests/fixtures/model/make_fixtures.py).
#[test]
fn a_network_gets_level_and_tau_of_each_gene() {
    if !has_runtime() {
        return;
    }
    let folder = folder_for_features(&["tau", "level"]);
    let args = format!("{} --model-metadata meta.json", models(&[FEATURES]));
    score(&folder, &format!("-b simulated.dsd {args}")).assert_success();
    let bundle = Bundle::open(folder.path("simulated.dsd")).unwrap();
    let mut logits = Vec::new();
    for gene in 0..bundle.genes().len() {
        let pixels = pixels(&bundle, gene);
        let plane = |c: usize| pixels.index_axis(Axis(1), c).mapv(f64::from);
        let mean = |c: usize| (plane(c).sum() / 5000.0) as f32;
        let (red, green, blue) = (mean(0), mean(1), mean(2));
        let of_image = (-red + green - 2.0 * blue) - (-2.0 * red + 2.0 * blue);
        let pattern = bundle.pattern(gene, 0).unwrap();
        let logit = of_image + 2.0 * pattern.tau.unwrap_or(0.0) - pattern.level;
        let wanted = 1.0 / (1.0 + (-logit).exp());
        let found = bundle.score(gene, 0).unwrap();
        assert!((found - wanted).abs() < 1e-5, "{found}, not {wanted}");
        logits.push(logit - of_image);
    }
    let spread = logits
        .iter()
        .fold(0.0_f32, |most, l| most.max((l - logits[0]).abs()));
    assert!(spread > 0.5, "the features are all alike: {logits:?}");
}

#[test]
fn features_that_nobody_knows_or_a_bundle_lacks_are_refused() {
    if !has_runtime() {
        return;
    }
    let folder = folder_for_features(&["tau", "age"]);
    let args = format!("{} --model-metadata meta.json", models(&[FEATURES]));
    let err = refuse(&folder, &args);
    assert_has!(err, "\"age\"", "it knows level, tau");

    // A bundle of the first format has matrices, and no patterns.
    let old = root("tests/fixtures/bundle/format-1.dsd");
    let recipe = Bundle::open(&old).unwrap().manifest().recipe.clone();
    let metadata = json!({ "recipe": recipe, "features": ["tau", "level"] });
    folder.write("meta.json", metadata.to_string());
    let args = format!("-b {} -o new.dsd {args}", old.display());
    let err = score(&folder, &args).assert_error();
    let part = "takes tau and level of each gene beside its image";
    assert_has!(err, part, "none for condition F");
}
