use super::{ClinicalClass::*, *};

/// Values of CLNSIG in ClinVar's VCF of 2025, of VEP's CLIN_SIG, and of older ones.
#[test]
fn words_and_numbers_mean_classes() {
    for (text, class) in [
        ("Pathogenic", Some(Pathogenic)),
        ("Likely_pathogenic", Some(LikelyPathogenic)),
        ("likely pathogenic", Some(LikelyPathogenic)),
        ("probable-pathogenic", Some(LikelyPathogenic)),
        ("Pathogenic/Likely_pathogenic", Some(Pathogenic)),
        ("likely_pathogenic&pathogenic", Some(Pathogenic)),
        ("Pathogenic|risk_factor", Some(Pathogenic)),
        ("Pathogenic,_low_penetrance", Some(Pathogenic)),
        (
            "Pathogenic/Pathogenic,_low_penetrance|other",
            Some(Pathogenic),
        ),
        (
            "Likely_pathogenic/Likely_risk_allele",
            Some(LikelyPathogenic),
        ),
        (
            "Likely_pathogenic|drug_response|other",
            Some(LikelyPathogenic),
        ),
        ("Uncertain_significance", Some(Uncertain)),
        (
            "Uncertain_significance/Uncertain_risk_allele",
            Some(Uncertain),
        ),
        ("Benign/Likely_benign", Some(LikelyBenign)),
        ("Benign/Likely_benign|other|risk_factor", Some(LikelyBenign)),
        ("benign", Some(Benign)),
        ("non-pathogenic", Some(Benign)),
        (
            "Conflicting_interpretations_of_pathogenicity",
            Some(Conflicting),
        ),
        (
            "Conflicting_classifications_of_pathogenicity|risk_factor",
            Some(Conflicting),
        ),
        (
            "conflicting_interpretations_of_pathogenicity&pathogenic",
            Some(Conflicting),
        ),
        ("benign&pathogenic", Some(Conflicting)),
        ("pathogenic&uncertain_significance", Some(Conflicting)),
        ("uncertain_significance&likely_benign", Some(Conflicting)),
        ("5", Some(Pathogenic)),
        ("4", Some(LikelyPathogenic)),
        ("3", Some(LikelyBenign)),
        ("2", Some(Benign)),
        ("0", Some(Uncertain)),
        ("5|255", Some(Pathogenic)),
        ("4|5", Some(Pathogenic)),
        ("2|5", Some(Conflicting)),
    ] {
        assert_eq!(ClinicalClass::parse(text), class, "{text}");
    }
}

#[test]
fn what_is_no_class_of_pathogenicity_is_none() {
    for text in [
        "",
        ".",
        "1",
        "6",
        "7",
        "255",
        "1|6",
        "drug_response",
        "risk_factor",
        "not_provided",
        "association",
        "protective",
        "Affects",
        "other",
        "Likely_risk_allele",
        "Established_risk_allele",
        "Uncertain_risk_allele",
        "confers_sensitivity",
        "no_classification_for_the_single_variant",
        "histocompatibility",
        "55",
        "45",
    ] {
        assert_eq!(ClinicalClass::parse(text), None, "{text}");
    }
}

#[test]
fn stars_are_those_of_the_review_status() {
    for (text, expected) in [
        ("practice_guideline", Some(4)),
        ("reviewed_by_expert_panel", Some(3)),
        (
            "criteria_provided,_multiple_submitters,_no_conflicts",
            Some(2),
        ),
        (
            "criteria_provided&_multiple_submitters&_no_conflicts",
            Some(2),
        ),
        ("criteria_provided,_single_submitter", Some(1)),
        ("criteria_provided,_conflicting_interpretations", Some(1)),
        ("criteria_provided,_conflicting_classifications", Some(1)),
        ("no_assertion_criteria_provided", Some(0)),
        ("no_classification_provided", Some(0)),
        ("no_classifications_from_unflagged_records", Some(0)),
        ("mult", Some(2)),
        ("exp", Some(3)),
        ("", None),
        (".", None),
        ("something", None),
    ] {
        assert_eq!(stars(text), expected, "{text}");
    }
}

#[test]
fn fields_are_found_with_those_beside_them() {
    let places = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| name.to_string()).collect();
        let found = ClinicalSource::all(&names, |place| place);
        let found = found.into_iter();
        found
            .map(|s| (s.significance, s.review, s.conflict, s.is_own))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        places(&[
            "CLIN_SIG",
            "ClinVar",
            "ClinVar_CLNSIG",
            "ClinVar_CLNREVSTAT",
            "ClinVar_CLNSIGCONF"
        ]),
        [(2, Some(3), Some(4), true), (0, None, None, false)]
    );
    let own = places(&["CLNREVSTAT", "CLNSIG", "CLNSIGINCL"]);
    assert_eq!(own, [(1, Some(0), None, true)]);
    let dbnsfp = places(&["dbNSFP_clinvar_clnsig", "dbNSFP_clinvar_review"]);
    assert_eq!(dbnsfp, [(0, Some(1), None, true)]);
    assert_eq!(
        places(&["clinvar_clnsig", "clinvar_review"]),
        [(0, Some(1), None, true)]
    );
    assert!(places(&["XCLNSIG", "ClinVar", "CLNSIGCONF"]).is_empty());
}
