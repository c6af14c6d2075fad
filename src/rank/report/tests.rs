use std::sync::LazyLock;

use super::*;
use crate::{
    bundle::Description,
    heatmap::Recipe,
    import::{AtlasOptions, from_atlas},
    rank::{Call, Candidate, HpoTerm, Known, Patient, annotation::Prediction},
    simulate,
};

mod bundles;
mod cohorts;
mod hostile;

/// Writes a page, and checks that its markup is whole.
fn html(ranking: &Ranking, bundle: Option<&Bundle>, most: usize) -> String {
    let page = Page {
        title: "Patients & co",
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
        if !tag.ends_with('/') && !["meta", "input", "br"].contains(&name) {
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
fn what_scores_are_worth_stands_before_all_else_and_a_gene_s_ratio_with_it() {
    let mut ranking = one();
    ranking.conditions[1].worth = "nobody <knows>".into();
    let html = html(&ranking, None, 10);
    let (first, rest) = html.split_once("<main>").unwrap();
    assert_has!(
        first,
        "<b>What the scores are worth (female):</b> On 44 known genes of female. A score is no probability.",
        "<b>What the scores are worth (male):</b> Nobody &#60;knows&#62;"
    );
    assert_has!(
        rest,
        "<dt>Likelihood ratio</dt><dd>Known genes come out in this tenth of all genes 3.1 times as often as any gene does (95 % interval 1.7-5.2)</dd>",
        "<dt>Second opinion, shape</dt><dd>percentile 91.2</dd>",
        "<dt>Worth</dt><dd>On 44 known genes of female.",
        "<dt>Second opinion</dt><dd>shape: never evaluated"
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
fn known_genes_stand_before_the_others() {
    let mut ranking = one();
    ranking.patients[0].candidates[0].known = Some(Known {
        list: "panel.tsv".into(),
        confidence: "Green".into(),
        note: "monoallelic".into(),
        ..Known::default()
    });
    let html = html(&ranking, None, 10);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(
        at(">Known genes</h3>") < at("id=\"G1\"") && at("id=\"G1\"") < at(">Ranked genes</h3>")
    );
    assert!(at(">Ranked genes</h3>") < at("id=\"G2\""));
    assert!(html.contains("<small>panel.tsv, Green, monoallelic</small>"));
}

#[test]
fn genes_beyond_the_most_are_counted_and_named() {
    let html = html(&one(), None, 1);
    assert_eq!(html.matches("<tbody class=\"gene\"").count(), 1);
    assert_has!(
        html,
        "2 more that are not shown in full",
        ">2 G2 (0.9999), 3 G3 (0.9999)</p>"
    );
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
    assert_eq!(html.matches("data-g=\"G1\"").count(), 2);
}

#[test]
fn many_patients_have_fewer_genes_each_and_the_page_stays_small_and_says_so() {
    let candidates = (1..=60).map(|rank| fixture::candidate(rank, &format!("G{rank}")));
    let patient = fixture::patient("P", candidates.collect());
    let html = html(&fixture::ranking(vec![patient; 60]), None, 60);
    assert!(html.len() < 5_000_000, "{}", html.len());
    let rows = html.matches("<tbody class=\"gene\"").count();
    assert!((60 * 5..60 * 60).contains(&rows), "{rows}");
    assert!(html.contains("To keep this page small, each patient has at most "));
    // No gene is lost without a word.
    assert_eq!(html.matches("60 G60 (0.9999)").count(), 60);
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
