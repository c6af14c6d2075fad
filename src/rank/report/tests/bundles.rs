//! Pages with heatmaps, of a simulated bundle.

use std::path::Path;

use super::*;
use crate::{
    atlas::{AtlasInput, Config},
    bundle::{Builder, ModelSource, Scored},
    explain::Whys,
    heatmap::Transform,
    rank::GeneWhy,
    testing,
};

/// Genes of a simulated atlas of 30 cell types and 16 weeks, whose images are of single cells.
static SIMULATED: LazyLock<Bundle> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let options = simulate::Options {
        cells: 1500,
        genes: 200,
        cell_types: (0..30).map(|i| format!("cell type number {i}")).collect(),
        times: (6..22).map(f64::from).collect(),
        library_size: 600.0,
        samples: 3,
        compression: 1,
        ..simulate::Options::default()
    };
    let atlas = folder.path().join("atlas");
    simulate::simulate(&options, &atlas, false, "", &|_| ()).unwrap();
    let path = folder.path().join("simulated.dsd");
    let recipe = Recipe {
        length: Some(100),
        ..Recipe::default()
    };
    let mut builder = builder(&atlas, &path, &recipe);
    for condition in ["F", "M"] {
        let values = (0..builder.genes().len()).map(|gene| gene as f32 / 1000.0);
        let scored = Scored {
            condition: condition.into(),
            model: ModelSource::default(),
            values: values.collect(),
            complete: true,
            evaluation: None,
        };
        builder.set_scores(scored).unwrap();
    }
    builder.write(&path).unwrap();
    // It is in memory: the file may go.
    Bundle::open(&path).unwrap()
});

/// The same with reasons.
static EXPLAINED: LazyLock<Bundle> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    testing::with_reasons(&SIMULATED, &folder.path().join("explained.dsd"))
});

/// Puts reasons beside scores.
fn explain(ranking: &mut Ranking, bundle: &Bundle) {
    let whys = Whys::new(bundle).unwrap();
    let patients = ranking.patients.iter_mut();
    for candidate in patients.flat_map(|patient| &mut patient.candidates) {
        for (condition, score) in candidate.scores.iter_mut().enumerate() {
            let told = whys.all(candidate.gene.index.unwrap(), condition);
            score.why = told.map(GeneWhy::from).collect();
        }
    }
}

fn builder(atlas: &Path, output: &Path, recipe: &Recipe) -> Builder {
    let config = Config::read(atlas.join("atlas.toml")).unwrap();
    let input = AtlasInput {
        path: atlas.join("atlas.h5ad"),
        ..AtlasInput::default()
    };
    let options = AtlasOptions {
        config: &config,
        recipe,
        output,
        memory: 1 << 28,
    };
    from_atlas(&[input], options, Description::default(), &mut |_| ())
        .unwrap()
        .builder
}

/// A ranking of all genes of a bundle, with two variants each.
fn ranking(bundle: &Bundle) -> Ranking {
    let genes = bundle.genes().iter().enumerate();
    let candidates = genes.map(|(index, gene)| {
        let mut candidate = fixture::candidate(index + 1, &gene.symbol);
        candidate.gene.index = Some(index);
        candidate.variants.push(fixture::variant());
        candidate
    });
    let mut ranking = fixture::ranking(vec![fixture::patient("P1", candidates.collect())]);
    for (ranked, condition) in ranking
        .conditions
        .iter_mut()
        .zip(&bundle.manifest().conditions)
    {
        (ranked.key, ranked.label) = (condition.key.clone(), condition.label.clone());
    }
    ranking
}

#[test]
fn a_gene_with_all_its_pictures_takes_at_most_thirty_kilobytes() {
    let bundle = &*EXPLAINED;
    let mut ranking = ranking(bundle);
    explain(&mut ranking, bundle);
    let html = html(&ranking, Some(bundle), 200);
    assert_eq!(html.matches("<image id=\"_m").count(), 400);
    assert_eq!(html.matches("<image id=\"_w").count(), 400);
    assert_eq!(html.matches("<image id=\"_i").count(), 400);
    assert!(!html.contains("No heatmap"));
    assert!(html.len() < 200 * 30_000, "{}", html.len());
    assert_has!(
        html,
        ">cell type number 29<",
        "Highest means: cell type number ",
        "<h4>Expression: mean count in a cell on a logarithmic scale</h4>",
        ">not measured</text>",
        ">as the network sees it</text>"
    );
}

#[test]
fn what_moves_a_score_stands_beside_the_heatmap_with_its_scale() {
    let bundle = &*EXPLAINED;
    let mut ranking = ranking(bundle);
    ranking.patients[0].candidates.truncate(1);
    let without = html(&ranking, Some(bundle), 1);
    assert!(!without.contains("_w0c0") && !without.contains(">change of log-odds<"));
    explain(&mut ranking, bundle);
    let page = html(&ranking, Some(bundle), 1);
    let sentence = &ranking.patients[0].candidates[0].scores[0].why[0].sentence;
    assert_has!(
        page,
        "<use href=\"#_w0c0\"/>",
        "<g id=\"_o0\" class=\"ax\">",
        ">change of log-odds</text>",
        ">+1.50</text>",
        ">−1.50</text>",
        "none of this is a part of the order. female: by occlusion: ",
        "<td>−1.50</td><td>−2.0 SD</td>",
        "<dt>Most like, of known genes</dt>"
    );
    assert!(page.contains(&format!("<p>{sentence}</p>")));
    let folder = tempfile::tempdir().unwrap();
    let slim = folder.path().join("slim.dsd");
    bundle.write_slim(&slim, false).unwrap();
    let slim = Bundle::open(&slim).unwrap();
    let page = html(&ranking, Some(&slim), 1);
    assert!(!page.contains("<image") && page.contains(&format!("<p>{sentence}</p>")));
    assert_has!(page, "<td>−1.50</td>");
}

#[test]
fn what_is_unusual_has_a_bar_of_both_signs_and_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let options = simulate::Options {
        cells: 300,
        genes: 20,
        ..simulate::Options::default()
    };
    let atlas = folder.path().join("atlas");
    simulate::simulate(&options, &atlas, false, "", &|_| ()).unwrap();
    let path = folder.path().join("unusual.dsd");
    let recipe = Recipe::residual(Transform::Log1p);
    builder(&atlas, &path, &recipe).write(&path).unwrap();
    let bundle = Bundle::open(&path).unwrap();
    let html = html(&ranking(&bundle), Some(&bundle), 20);
    assert_has!(
        html,
        ">−3<",
        ">+3<",
        "how unusual the mean count in a cell is for a gene of its level, in standard deviations</h4>",
        "Heatmaps</b> show how unusual the mean count in a cell is",
        "Most unusual for its level: "
    );
    assert!(!html.contains("with one scale for all genes"));
}

#[test]
fn a_gene_of_several_patients_is_drawn_once() {
    let bundle = &*SIMULATED;
    let mut ranking = ranking(bundle);
    ranking.patients[0].candidates.truncate(2);
    let mut second = ranking.patients[0].clone();
    second.candidates.reverse();
    ranking.patients.push(second);
    let html = html(&ranking, Some(bundle), 10);
    assert_eq!(html.matches("<image id=\"_m0c0\"").count(), 1);
    assert_eq!(html.matches("<use href=\"#_m0c0\"/>").count(), 2);
    // In small, of each patient a card and a row for each of two genes.
    assert_eq!(html.matches("<i class=\"thumb t0\"").count(), 8);
    assert_eq!(
        html.matches(".t0{background-image:url(data:image/png;base64,")
            .count(),
        1
    );
    assert!(!html.contains("No heatmaps"));
}

#[test]
fn what_was_not_measured_is_struck_out() {
    let bundle = &*SIMULATED;
    let cells = &bundle.manifest().conditions[0].cells;
    let gaps = cells.iter().filter(|&&cells| cells == 0).count();
    assert!(gaps > 0);
    let html = html(&ranking(bundle), Some(bundle), 5);
    let path = html
        .split("<path id=\"_u0\"")
        .nth(1)
        .unwrap()
        .split('>')
        .next()
        .unwrap();
    assert_eq!(path.matches('M').count(), gaps);
    // All genes lack the same.
    assert_eq!(html.matches("<path id=\"_u").count(), 2);
}

#[test]
fn where_expression_is_missing_the_page_says_so_once() {
    let bundle = &*SIMULATED;
    let folder = tempfile::tempdir().unwrap();
    let slim = folder.path().join("slim.dsd");
    bundle.write_slim(&slim, false).unwrap();
    let slim = Bundle::open(&slim).unwrap();
    let ranking = ranking(bundle);
    let without = html(&ranking, None, 10);
    let slimmed = html(&ranking, Some(&slim), 10);
    for html in [without, slimmed] {
        assert_eq!(html.matches("No heatmaps").count(), 1);
        assert!(!html.contains("<image"));
        // Of each gene and condition, in the place of the picture.
        let words = ">No heatmap: percentile 98.7, banded expression</p>";
        assert_eq!(html.matches(words).count(), 10);
    }
}

#[test]
fn a_gene_that_is_not_the_bundle_s_is_an_error_and_no_crash() {
    let bundle = &*SIMULATED;
    let mut ranking = ranking(bundle);
    ranking.patients[0].candidates[0].gene.index = Some(bundle.genes().len());
    let page = Page {
        title: "",
        made: "",
        ranking: &ranking,
        bundle: Some(bundle),
        most: 1,
    };
    let error = page.write_html(Vec::new()).unwrap_err();
    assert!(matches!(error, ReportError::Bundle(_)), "{error}");
}
