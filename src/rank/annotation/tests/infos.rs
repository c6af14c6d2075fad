//! Fields of INFO, as SnpSift 5, vcfanno and bcftools annotate write them.

use super::*;

fn columns_of(infos: &[&str]) -> AnnotationFields {
    find(ConsequenceKind::Ann, infos, &[]).unwrap()
}

fn prediction<'a>(
    info: &Info<'_, 'a>,
    predictor: Predictor,
    alternate: usize,
) -> Option<Verdict<'a>> {
    let allele = (alternate, &b"T"[..]);
    info.prediction(predictor, allele, &[b"X"], &Cutoffs::default())
}

/// The frequency of each ALT.
fn frequencies(infos: &[&str], text: &str, alternates: usize) -> Vec<Option<f64>> {
    let columns = columns_of(infos);
    let info = columns.info(text.as_bytes(), alternates);
    let values = (0..alternates).map(|i| info.frequency(i).map(|f| f.value));
    values.collect()
}

#[test]
fn frequencies_are_those_of_the_alt() {
    let text = "DP=9;gnomAD_AF=0.1,.,0.3";
    let per_alt = frequencies(&["gnomAD_AF A"], text, 3);
    assert_eq!(per_alt, [Some(0.1), None, Some(0.3)]);
    let per_allele = frequencies(&["gnomAD_AF R"], "gnomAD_AF=0.6,0.1,0.3", 2);
    assert_eq!(per_allele, [Some(0.1), Some(0.3)]);
    let only = frequencies(&["gnomAD_AF ."], "gnomAD_AF=0.1", 1);
    assert_eq!(only, [Some(0.1)]);
    let one = frequencies(&["gnomAD_AF 1"], "gnomAD_AF=0.1", 1);
    assert_eq!(one, [Some(0.1)]);
}

#[test]
fn a_frequency_of_nobody_knows_which_alt_is_unknown() {
    for (number, text, alternates) in [
        (".", "gnomAD_AF=0.1,0.2", 2),
        (".", "gnomAD_AF=0.1,0.2", 1),
        ("1", "gnomAD_AF=0.1", 2),
        ("A", "gnomAD_AF=0.1,0.2", 1),
        ("R", "gnomAD_AF=0.7,0.1,0.2", 1),
        ("A", "gnomAD_AF=0.1", 2),
        ("A", "gnomAD_AF=0.1,0.2,0.3", 2),
        ("R", "gnomAD_AF=0.1", 1),
        ("A", "gnomAD_AF", 1),
        ("A", "gnomAD_AF=", 1),
        ("A", "gnomAD_AF=.", 1),
        ("A", ".", 1),
        ("A", "", 1),
        ("A", "XgnomAD_AF=0.1;Y=gnomAD_AF=0.1;gnomAD_AFX=0.1", 1),
    ] {
        let found = frequencies(&[&format!("gnomAD_AF {number}")], text, alternates);
        assert_eq!(found, vec![None; alternates], "{number} {text}");
    }
}

#[test]
fn the_highest_of_several_fields_counts_and_is_named() {
    let columns = columns_of(&["AF A", "gnomADe_AF A", "AF_grpmax A"]);
    let info = columns.info(b"AF=1;gnomADe_AF=0.001;AF_grpmax=0.02", 1);
    let frequency = info.frequency(0).unwrap().to_frequency();
    assert_eq!(
        (frequency.value, frequency.field.as_str()),
        (0.02, "INFO/AF_grpmax")
    );
    assert_eq!(info.frequency(7), None, "no such ALT");
}

#[test]
fn predictions_of_snpsift_are_the_most_damaging_of_an_alt() {
    let columns = columns_of(&[
        "dbNSFP_SIFT_pred A",
        "dbNSFP_SIFT_score A",
        "dbNSFP_REVEL_score A",
        "dbNSFP_AlphaMissense_score A",
    ]);
    let text = b"dbNSFP_SIFT_pred=T,D,.;dbNSFP_SIFT_score=0.3,0.01,.;dbNSFP_REVEL_score=0.7";
    let info = columns.info(text, 1);
    let sift = prediction(&info, Predictor::Sift, 0).unwrap();
    assert_eq!((sift.class, sift.score), (b"D".as_slice(), Some(0.01)));
    let revel = prediction(&info, Predictor::Revel, 0).unwrap();
    assert_eq!(revel.is_damaging(), Some(true));
    assert_eq!(prediction(&info, Predictor::Alphamissense, 0), None);
    assert_eq!(prediction(&info, Predictor::Polyphen, 0), None);
}

#[test]
fn predictions_are_those_of_the_alt_or_nobodys() {
    let columns = columns_of(&["dbNSFP_SIFT_pred A"]);
    let damaging = |text: &'static str, alternates| {
        let info = columns.info(text.as_bytes(), alternates);
        let verdicts = (0..alternates).map(|i| prediction(&info, Predictor::Sift, i));
        verdicts
            .map(|verdict| verdict.and_then(|v| v.is_damaging()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        damaging("dbNSFP_SIFT_pred=T,D", 2),
        [Some(false), Some(true)]
    );
    assert_eq!(damaging("dbNSFP_SIFT_pred=.,D", 2), [None, Some(true)]);
    assert_eq!(damaging("dbNSFP_SIFT_pred=T,D,T", 2), [None, None]);
    assert_eq!(damaging("dbNSFP_SIFT_pred=D", 2), [None, None]);
}

#[test]
fn predictions_that_do_not_fit_the_alts_say_nothing() {
    let columns = columns_of(&["SIFT_pred A", "REVEL R"]);
    for (text, alternates) in [
        ("SIFT_pred=T,D", 1),
        ("SIFT_pred=D", 2),
        ("REVEL=0.1,0.9,0.9", 1),
        ("REVEL=0.9", 1),
    ] {
        let info = columns.info(text.as_bytes(), alternates);
        for predictor in [Predictor::Sift, Predictor::Revel] {
            assert_eq!(prediction(&info, predictor, 0), None, "{text}");
        }
    }
}

/// The significance and the review status of the second of two ALTs, and whether they may be another's.
fn clinical(columns: &AnnotationFields, text: &str) -> Vec<(String, String, bool)> {
    let info = columns.info(text.as_bytes(), 2);
    let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    let said = info.clinical(1);
    said.map(|said| (text(said.significance), text(said.review), said.is_unclear))
        .collect()
}

#[test]
fn clinvars_words_are_bound_to_their_alt() {
    let columns = columns_of(&["CLNSIG .", "CLNREVSTAT ."]);
    let of = |text| clinical(&columns, text);
    let one =
        |words: &str, review: &str, is_unclear| vec![(words.into(), review.into(), is_unclear)];
    assert_eq!(
        of("A=1;CLNSIG=Pathogenic/Likely_pathogenic|risk_factor;B"),
        one("Pathogenic/Likely_pathogenic|risk_factor", "", true)
    );
    assert_eq!(
        of(
            "CLNSIG=Benign,Pathogenic,_low_penetrance;CLNREVSTAT=x,criteria_provided,_single_submitter"
        ),
        one(
            "Pathogenic,_low_penetrance",
            "criteria_provided,_single_submitter",
            false
        )
    );
    for nothing in ["CLNSIG=.", "CLNSIG=Pathogenic,.", "A=1"] {
        assert!(of(nothing).is_empty(), "{nothing}");
    }
    let columns = columns_of(&["CLNSIG A"]);
    assert_eq!(clinical(&columns, "CLNSIG=5,2"), one("2", "", false));
    assert!(clinical(&columns, "CLNSIG=5").is_empty());
    let columns = columns_of(&["ClinVar_CLNSIG R", "CLIN_SIG ."]);
    let found = clinical(&columns, "ClinVar_CLNSIG=.,5,2;CLIN_SIG=benign&pathogenic");
    let found: Vec<_> = found.iter().map(|(words, ..)| words.as_str()).collect();
    assert_eq!(found, ["2", "benign&pathogenic"]);
}

#[test]
fn numbers_of_cadd_and_spliceai_are_read_in_info() {
    let columns = columns_of(&["CADD A Float", "SpliceAI ."]);
    let text = "CADD=3,31;SpliceAI=T|X|0.1|0|0|0.6|1|1|1|1,T|Y|0.9|0|0|0|1|1|1|1";
    let info = columns.info(text.as_bytes(), 2);
    let score = |predictor| prediction(&info, predictor, 1).unwrap().score;
    assert_eq!(score(Predictor::Cadd), Some(31.0));
    assert_eq!(
        score(Predictor::Spliceai),
        Some(0.6),
        "another gene's is not"
    );
}
