use std::sync::LazyLock;

use super::*;
use crate::{
    bundle::Description,
    heatmap::Recipe,
    import::{AtlasOptions, from_atlas},
    rank::{Call, HpoTerm, Known, Place, annotation::Prediction},
    simulate,
};

mod bundles;
mod cohorts;
mod hostile;

/// Writes a page, and checks that its markup is whole.
fn html(ranking: &Ranking, bundle: Option<&Bundle>, most: usize) -> String {
    let page = Page {
        title: "Patients & co",
        made: "2026-12-01",
        ranking,
        bundle,
        most,
    };
    checked(|bytes| page.write_html(bytes))
}

/// The page that is written, whose markup must be whole.
fn checked(write: impl FnOnce(&mut Vec<u8>) -> Result<(), ReportError>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    let html = String::from_utf8(bytes).unwrap();
    check(&html);
    html
}

/// That every tag that is opened is closed in order, every attribute is quoted, and every ID is there
/// once.
fn check(html: &str) {
    let body = html.split("<script>").next().unwrap();
    let body = body.split_once("<style>").unwrap();
    let body = format!(
        "{}{}</body></html>",
        body.0,
        body.1.split_once("</style>").unwrap().1
    );
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    for (at, _) in body.match_indices('<') {
        let rest = &body[at + 1..];
        let tag = &rest[..rest.find('>').unwrap()];
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "near {}", &body[..at].len());
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(name.bytes().all(|c| c.is_ascii_alphanumeric()), "<{tag}>");
        let mut attributes = tag[name.len()..].trim_end_matches('/').trim_start();
        while !attributes.is_empty() {
            let end = attributes.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let (attribute, rest) = attributes.split_at(end.unwrap_or(attributes.len()));
            assert!(
                !attribute.is_empty() && !attribute.starts_with("on"),
                "<{tag}>"
            );
            attributes = match rest.strip_prefix("=\"") {
                Some(value) => {
                    let (value, rest) = value.split_once('"').unwrap();
                    assert!(
                        attribute != "id" || ids.insert(value.to_string()),
                        "twice: {value}"
                    );
                    assert!(rest.is_empty() || rest.starts_with(' '), "<{tag}>");
                    rest
                }
                None => rest,
            }
            .trim_start();
        }
        if !tag.ends_with('/') && !["meta", "input", "br", "wbr"].contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn one() -> Ranking {
    let candidates = (1..=3).map(|rank| fixture::candidate(rank, &format!("G{rank}")));
    fixture::ranking(vec![fixture::patient("P1", candidates.collect())])
}

#[test]
fn nothing_is_loaded_and_no_script_but_ours_runs() {
    let html = html(&one(), None, 10);
    for outside in [
        "src=",
        "url(",
        "@import",
        "<link",
        "<iframe",
        "<object",
        "http:",
        "javascript:",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<script").count(), 1);
    let policy = html
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:; "));
    let links = html.matches("href=\"https://").count();
    assert_eq!(html.matches("https://").count(), links);
    assert_eq!(html.matches("rel=\"noopener noreferrer\"").count(), links);
}

#[test]
fn what_scores_are_worth_is_told_and_each_percentile_says_whose_it_is() {
    let mut ranking = one();
    ranking.conditions[1].worth = "nobody <knows>".into();
    let html = html(&ranking, None, 10);
    let (first, rest) = html.split_once("id=\"_worth\"").unwrap();
    assert_has!(
        rest,
        "<b>female:</b> On 44 known genes of female. A score is no probability.",
        "<b>male:</b> Nobody &#60;knows&#62;",
        "<dt>Worth</dt><dd>On 44 known genes of female.",
        "<dt>Second opinion</dt><dd>shape: never evaluated"
    );
    assert_has!(
        first,
        "percentile of expression, female; banded",
        "data-l=\"Percentile, male\"",
        "98.7</span> among all genes by resnet 1.2",
        "<dt>Likelihood ratio</dt><dd>Known genes come out in this tenth of all genes 3.1 times as often as any gene does (95 % interval 1.7-5.2)</dd>",
        "<dt>Second opinion, shape</dt><dd>percentile 91.2</dd>"
    );
}

#[test]
fn a_ratio_that_is_not_known_is_not_shown() {
    let mut ranking = one();
    for candidate in &mut ranking.patients[0].candidates {
        for score in &mut candidate.scores {
            score.likelihood_ratio = None;
            score.opinions.clear();
        }
    }
    let html = html(&ranking, None, 10);
    assert!(!html.contains("<dt>Likelihood ratio</dt>") && !html.contains("<dt>Second opinion, "));
}

#[test]
fn all_ranks_are_one_table_and_a_known_gene_says_so() {
    let mut ranking = one();
    ranking.patients[0].candidates[1].known = Some(Known {
        list: "panel.tsv".into(),
        confidence: "Green".into(),
        note: "monoallelic".into(),
        ..Known::default()
    });
    let html = html(&ranking, None, 10);
    assert_eq!(html.matches("<table class=\"genes\"").count(), 1);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("data-g=\"G1\"") < at("data-g=\"G2\"") && at("data-g=\"G2\"") < at("data-g=\"G3\""));
    assert_has!(
        html,
        "<span class=\"badge strong known\">known gene, Green</span>",
        "in the list panel.tsv, Green, monoallelic"
    );
}

#[test]
fn the_answer_comes_first_then_the_funnel_then_the_table() {
    let mut ranking = one();
    let patient = &mut ranking.patients[0];
    patient.banners.push("No <frequency> at all.".into());
    patient.candidates[0].place = Place {
        tier: Some(1),
        name: "reported".into(),
        reason: "ClinVar says so.".into(),
        variant: Some(0),
        missing: vec!["a second variant".into()],
    };
    ranking.tiers = vec![TierRule {
        name: "reported".into(),
        rule: "ClinVar reports a variant.".into(),
    }];
    let html = html(&ranking, None, 10);
    let places = [
        "<p class=\"banner\" role=\"note\">No &#60;frequency&#62; at all.</p>",
        "<li class=\"card\">",
        "Tier 1: reported",
        "c.329G&#62;A",
        "<p>ClinVar says so.</p>",
        "<b>Not known:</b> a second variant.",
        "<summary>37,709 variants read → 127 left by 3 filters → 121 genes</summary>",
        "<dt>Chromosomes</dt>",
        "What the tiers mean",
        "<b>reported.</b> ClinVar reports a variant.",
        "<table class=\"genes\">",
        "The tier’s rule: ClinVar reports a variant.",
    ];
    let found: Vec<_> = places
        .map(|text| html.find(text).unwrap_or_else(|| panic!("{text}")))
        .into();
    assert!(found.is_sorted(), "{found:?}");
}

#[test]
fn genes_beyond_the_most_are_counted() {
    let html = html(&one(), None, 1);
    assert_eq!(html.matches("<tbody class=\"gene\"").count(), 1);
    assert_has!(html, "2 more genes are in the table (TSV) and the JSON.");
}

#[test]
fn program_and_date_are_on_each_printed_page() {
    let mut ranking = one();
    let html = html(&ranking, None, 1);
    assert_has!(
        html,
        "<p class=\"made quiet\">dsdscore 0.1.0 · 2026-12-01</p>",
        "@top-right{content:\"dsdscore 0\\2e 1\\2e 0 \\b7  2026\\2d 12\\2d 01\"}",
        "@top-left{content:\"Patients \\26  co\"}"
    );
    ranking.patients.push(fixture::patient("P2", Vec::new()));
    let html = self::html(&ranking, None, 1);
    assert_has!(html, "@page _p1{@top-left{content:\"P2\"}}");
}

#[test]
fn each_patient_has_a_section_and_a_gene_one_address() {
    let mut ranking = one();
    let mut second = ranking.patients[0].clone();
    second.sample = "P2".into();
    ranking.patients.push(second);
    let html = html(&ranking, None, 10);
    assert!(html.contains("<li><a href=\"#_p1\">P2</a>: 3 genes</li>"));
    assert_eq!(html.matches(" id=\"G1\"").count(), 1);
    assert!(html.contains("href=\"#_p1r0\"") && html.contains("id=\"_p1r0\""));
    assert_eq!(html.matches("data-g=\"G1\"").count(), 2);
}

#[test]
fn a_gene_without_heatmaps_takes_a_known_room() {
    let size = |count| {
        let candidates = (1..=count).map(|rank| fixture::candidate(rank, &format!("G{rank}")));
        let patient = fixture::patient("P", candidates.collect());
        html(&fixture::ranking(vec![patient]), None, count).len()
    };
    let each = (size(60) - size(10)) / 50;
    assert!(each < 10_000, "{each}");
}

#[test]
fn a_page_of_nothing_is_a_page() {
    let mut ranking = fixture::ranking(Vec::new());
    assert!(html(&ranking, None, 10).contains("No patient was ranked."));
    ranking.patients.push(fixture::patient("P1", Vec::new()));
    ranking.conditions.clear();
    ranking.patients[0].condition = Some(7);
    ranking.patients[0].funnel.steps.clear();
    assert!(html(&ranking, None, 0).contains("No gene passed all filters."));
}
