//! Text that would like to be more than text.

use super::*;
use crate::{
    rank::{GeneWhy, Patient},
    testing,
};

const BAD: &str =
    "\"'><script>alert(1)</script>&\u{202e}\0\r\n<img src=x onerror=alert(1)>--></style>{{7}}";

fn candidate(rank: usize, bad: &str) -> Candidate {
    let mut candidate = fixture::candidate(rank, bad);
    candidate.gene.ensembl_id = bad.into();
    candidate.gene.hgnc_id = bad.into();
    candidate.known = (rank == 1).then(|| Known {
        list: bad.into(),
        confidence: bad.into(),
        note: bad.into(),
        ..Known::default()
    });
    candidate.phenotypes.push(HpoTerm {
        id: bad.into(),
        name: bad.into(),
        diseases: vec![bad.into()],
    });
    for pattern in candidate
        .scores
        .iter_mut()
        .filter_map(|score| score.pattern.as_mut())
    {
        pattern.class = bad.into();
        pattern.peak_cell_type = bad.into();
        pattern.peak_time = bad.into();
    }
    let mut why = testing::why(bad, bad);
    (why.label, why.model, why.found) = (bad.into(), bad.into(), bad.into());
    for reason in why.raising.iter_mut().chain(&mut why.lowering) {
        (reason.cell_type, reason.times) = (bad.into(), vec![bad.into()]);
        reason.change = f32::NAN;
    }
    why.known[0].gene = bad.into();
    candidate.scores[0].why = [GeneWhy::from(why)].into();
    let variant = &mut candidate.variants[0];
    for text in [
        &mut variant.contig,
        &mut variant.id,
        &mut variant.filter,
        &mut variant.call.genotype,
        &mut variant.clinical_significance,
    ] {
        *text = bad.into();
    }
    variant.reference = "A".repeat(10_000);
    variant.alternate = format!("{bad}{}", "T".repeat(10_000));
    let transcript = variant.transcript.get_or_insert_default();
    for text in [
        &mut transcript.id,
        &mut transcript.consequence,
        &mut transcript.hgvs_c,
        &mut transcript.hgvs_p,
    ] {
        *text = bad.into();
    }
    if let Some(frequency) = &mut variant.frequency {
        (frequency.field, frequency.value) = (bad.into(), f64::NAN);
    }
    let prediction = Some(Prediction {
        class: bad.into(),
        score: Some(f32::NAN),
        damaging: true,
    });
    let predictions = &mut variant.predictions;
    predictions.polyphen = prediction.clone();
    predictions.sift = prediction.clone();
    predictions.alphamissense = prediction.clone();
    predictions.revel = prediction;
    candidate
}

fn patient(bad: &str) -> Patient {
    let mut patient = fixture::patient(bad, (1..=4).map(|rank| candidate(rank, bad)).collect());
    patient.input = bad.into();
    patient.notes = vec![bad.into()];
    patient.sex.evidence.reason = bad.into();
    for step in &mut patient.funnel.steps {
        (step.name, step.rule) = (bad.into(), bad.into());
    }
    patient
}

fn ranking(bad: &str) -> Ranking {
    let mut ranking = fixture::ranking(vec![patient(bad), patient(bad)]);
    for text in [
        &mut ranking.program,
        &mut ranking.command,
        &mut ranking.genes_from,
        &mut ranking.order,
    ] {
        *text = bad.into();
    }
    ranking.annotated_by = vec![bad.into()];
    if let Some(bundle) = &mut ranking.bundle {
        for text in [
            &mut bundle.name,
            &mut bundle.version,
            &mut bundle.digest,
            &mut bundle.atlas,
            &mut bundle.atlas_source,
        ] {
            *text = bad.into();
        }
    }
    for condition in &mut ranking.conditions {
        (condition.key, condition.label) = (bad.into(), bad.into());
        let model = condition.model.get_or_insert_default();
        (model.name, model.version, model.training_set) = (bad.into(), bad.into(), bad.into());
        (model.digest, model.source) = (Some(bad.into()), Some(bad.into()));
        model.citation = Some(bad.into());
    }
    ranking
}

#[test]
fn no_text_becomes_markup_script_or_attribute() {
    let clean = html(&ranking("clean"), None, 2);
    let found = html(&ranking(BAD), None, 2);
    assert_eq!(found.matches("<script").count(), 1);
    assert!(!found.contains("<img") && !found.contains("onerror=alert(1)>"));
    assert!(found.matches("&#60;script&#62;alert(1)").count() > 100);
    // As many tags as without; a plain symbol has a link to itself more, in the two rows that differ.
    let tags = |html: &str| html.matches('<').count();
    assert!(
        tags(&found) <= tags(&clean),
        "{} {}",
        tags(&found),
        tags(&clean)
    );
}

#[test]
fn what_hides_text_is_seen() {
    let html = html(&ranking(BAD), None, 2);
    for hidden in ['\0', '\r', '\u{202e}'] {
        assert!(!html.contains(hidden));
    }
    assert!(html.contains("[U+202E]\u{fffd}\u{fffd}"));
}

#[test]
fn long_alleles_are_cut_with_the_whole_in_a_title() {
    let html = html(&ranking("x"), None, 2);
    assert!(html.contains(
        "x:72121000 AAAAAAAAAAAA… (10,000 characters)&#62;xTTTTTTTTTTT… (10,001 characters)"
    ));
    let title = format!("title=\"x:72121000 {}&#62;x", "A".repeat(10_000));
    assert!(html.contains(&title));
}
