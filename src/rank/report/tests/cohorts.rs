//! Pages of cohorts.

use super::*;
use crate::rank::{
    CandidateVariant, Compound, Transmission, Zygosity,
    cohort::{Burden, BurdenGroups, Cohort, Gathering},
};

/// A ranking of a patient with three genes, each with an ID of its own.
fn one() -> Ranking {
    let candidates = (1..=3).map(candidate);
    fixture::ranking(vec![fixture::patient("P1", candidates.collect())])
}

fn candidate(rank: usize) -> Candidate {
    let mut candidate = fixture::candidate(rank, &format!("G{rank}"));
    candidate.gene.ensembl_id = format!("ENSG{rank}");
    candidate.gene.hgnc_id = format!("HGNC:{rank}");
    candidate
}

/// A cohort of rankings, each of an input of its own.
fn gathered(rankings: Vec<Ranking>) -> Cohort {
    let mut gathering = Gathering::new();
    for (ranking, place) in rankings.into_iter().zip(1..) {
        gathering.add(&format!("{place}.vcf"), ranking).unwrap();
    }
    gathering.finish().unwrap()
}

/// Three patients of two names; all have G1, by one variant, one of them by another as well.
fn cohort() -> Cohort {
    let mut first = one();
    let candidate = &mut first.patients[0].candidates[0];
    candidate.compound = Some(Compound::Trans);
    candidate.variants.push(CandidateVariant {
        position: 7,
        call: Call {
            zygosity: Zygosity::Homozygous,
            ..Call::default()
        },
        transmission: Some(Transmission::DeNovo),
        frequency: None,
        ..fixture::variant()
    });
    let mut second = one();
    second.patients[0].candidates.truncate(1);
    let mut third = second.clone();
    third.patients[0].sample = "P2".into();
    third.patients[0].notes.clear();
    gathered(vec![first, second, third])
}

fn page_of(cohort: &Cohort, most: usize) -> String {
    let page = CohortPage {
        title: "A cohort & co",
        made: "2026-12-01",
        cohort,
        bundle: None,
        most,
    };
    checked(|bytes| page.write_html(bytes))
}

/// The row of a gene with what opens beneath.
fn row(html: &str, symbol: &str) -> String {
    let row = html.split(&format!("data-g=\"{symbol}\"")).nth(1).unwrap();
    row.split("</tbody>").next().unwrap().into()
}

#[test]
fn a_gene_names_its_patients_each_with_rank_and_zygosities() {
    let html = page_of(&cohort(), 10);
    let row = row(&html, "G1");
    assert!(row.contains(">P1 in 1.vcf (1, het + hom); P1 in 2.vcf (1, het); P2 (1, het)<"));
    assert!(row.contains("<li>P1 in 1.vcf: rank 1, percentile 98.7, het + hom in trans</li>"));
    assert!(row.contains("data-l=\"Patients\">3<"));
    assert!(row.contains("data-v=\"98.7\"><span class=\"pc\" style=\"--v:98.7%\">98.7</span><small class=\"pattern\">banded</small>"));
    for kind in ["denovo", "homozygous", "trans"] {
        assert!(row.contains(&format!("<td class=\"n {kind}\"")), "{kind}");
    }
    // What no gene has has no column.
    assert!(!html.contains("Hemi.</th>"));
}

#[test]
fn a_variant_is_named_once_with_all_its_patients() {
    let html = page_of(&cohort(), 10);
    let row = row(&html, "G1");
    assert_eq!(row.matches("chr17:72121000 A&#62;G").count(), 1);
    assert!(row.contains(
        "<span class=\"nb\">p.Arg110Gln</span></span>, missense variant, frequency 0.000012"
    ));
    assert!(row.contains("<b>3 patients:</b> P1 in 1.vcf (het); P1 in 2.vcf (het); P2 (het)"));
    assert!(row.contains("<b>1 patient:</b> P1 in 1.vcf (hom, de novo)"));
    assert!(row.contains("gnomad.broadinstitute.org/variant/17-7-A-G?dataset=gnomad_r4"));
}

#[test]
fn every_patient_has_a_line_with_what_the_filters_left() {
    let html = page_of(&cohort(), 10);
    let line = "<td>3.vcf</td><td>Female, by the pedigree</td><td class=\"n\">37,709</td><td \
                class=\"n\">127</td><td class=\"n\">1</td>";
    assert!(html.contains(line));
    assert_eq!(
        html.matches("The father is not among the samples.").count(),
        2
    );
}

#[test]
fn genes_without_a_row_are_counted() {
    let html = page_of(&cohort(), 1);
    assert_eq!(html.matches("<tbody class=\"gene\"").count(), 1);
    assert_has!(html, "2 more genes are in the table (TSV) and the JSON.");
}

#[test]
fn links_fit_the_assembly_only_where_all_patients_have_the_same() {
    let mut other = one();
    other.assembly = None;
    let html = page_of(&gathered(vec![one(), other]), 1);
    let row = row(&html, "G1");
    // In another assembly it is another variant.
    assert_eq!(row.matches("chr17:72121000 A&#62;G").count(), 2);
    assert_eq!(row.matches("dataset=gnomad_r4").count(), 1);
    assert!(row.contains("gnomad.broadinstitute.org/gene/ENSG1\""));
}

#[test]
fn many_variants_and_patients_are_counted_beyond_what_is_shown() {
    let patient = |place: u64| {
        let variant = |position| CandidateVariant {
            position,
            ..fixture::variant()
        };
        let candidates = (1..=3).map(|rank| Candidate {
            variants: vec![variant(1), variant(1000 + place)],
            ..candidate(rank)
        });
        fixture::patient(&format!("patient number {place}"), candidates.collect())
    };
    let ranking = fixture::ranking((0..100).map(patient).collect());
    let html = page_of(&gathered(vec![ranking]), 200);
    // The variant that all have is there, and how many they are.
    assert_eq!(html.matches("<b>100 patients:</b>").count(), 3);
    assert_has!(
        row(&html, "G3"),
        "; and 70 more</li>",
        "81 more variants are in the JSON.",
        "70 more patients are in the table (TSV)."
    );
}

#[test]
fn carriers_are_compared_with_controls_where_there_are_any() {
    let mut cohort = cohort();
    assert!(!page_of(&cohort, 10).contains("p-value"));
    cohort.burden = Some(BurdenGroups {
        of: "unaffected samples".into(),
        patients: 3,
        controls: 200,
        genes: 50,
        threshold: 0.001,
    });
    cohort.burden_caveat = "No <ancestry> is weighed.".into();
    cohort.genes[0].burden = Some(Burden {
        patients: 3,
        controls: 1,
        p: 0.000_004,
    });
    let html = page_of(&cohort, 10);
    assert_has!(
        html,
        "<p class=\"quiet\">No &#60;ancestry&#62; is weighed.</p>",
        "<p>carriers 3 against 1, p = 4.0e-6</p>"
    );
    assert_has!(row(&html, "G1"), "data-v=\"0.000004\">4.0e-6</td>");
}

#[test]
fn what_must_not_be_overlooked_of_a_patient_is_a_banner_with_its_name() {
    let mut cohort = cohort();
    for patient in &mut cohort.patients[..2] {
        patient.banners = vec!["No frequency.".into()];
    }
    let html = page_of(&cohort, 10);
    let banner = "<p class=\"banner\" role=\"note\">P1 in 1.vcf, P1 in 2.vcf: No frequency.</p>";
    assert!(html.find(banner).unwrap() < html.find("<li class=\"card\">").unwrap());
    assert_has!(html, "<b>3 of 3 patients</b>");
}

#[test]
fn a_page_of_no_genes_is_a_page() {
    let html = page_of(&gathered(vec![fixture::ranking(Vec::new())]), 5);
    assert!(html.contains("No gene is a candidate of any patient."));
}

#[test]
fn no_text_becomes_markup() {
    let bad = "\"'><script>alert(1)</script>&\u{202e}";
    let mut ranking = one();
    let patient = &mut ranking.patients[0];
    patient.sample = bad.into();
    patient.notes = vec![bad.into()];
    let candidate = &mut patient.candidates[0];
    candidate.gene.symbol = bad.into();
    candidate.known = Some(Known {
        list: bad.into(),
        ..Known::default()
    });
    let variant = &mut candidate.variants[0];
    variant.contig = bad.into();
    let transcript = variant.transcript.get_or_insert_default();
    (transcript.consequence, transcript.hgvs_p) = (bad.into(), bad.into());
    let mut gathering = Gathering::new();
    gathering.add(bad, ranking).unwrap();
    let html = page_of(&gathering.finish().unwrap(), 5);
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.matches("&#60;script&#62;alert(1)").count() > 5);
    assert!(html.contains("[U+202E]"));
}

#[test]
fn a_cohort_s_scores_have_their_worth_and_genes_their_ratio() {
    let html = page_of(&cohort(), 10);
    assert_has!(html, "<b>male:</b> On 44 known genes of male.");
    assert_has!(
        html,
        "<dt>Likelihood ratio</dt><dd>Known genes",
        "<dt>Second opinion, shape</dt><dd>percentile 91.2</dd>",
        "No heatmap: percentile 98.7, banded expression"
    );
}

#[test]
fn inputs_whose_second_opinions_are_of_other_models_are_refused() {
    let mut other = one();
    other.conditions[0].opinions[0].name = "dev".into();
    let mut gathering = Gathering::new();
    gathering.add("1.vcf", one()).unwrap();
    let error = gathering.add("2.vcf", other).unwrap_err().to_string();
    assert_has!(
        error,
        "2.vcf",
        "second opinions: dev",
        "second opinions: shape"
    );
}
