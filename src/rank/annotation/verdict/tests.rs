use super::*;

fn read(scale: Scale, words: &'static str, scores: &'static str) -> Option<Verdict<'static>> {
    Verdict::read(
        scale,
        words.as_bytes(),
        scores.as_bytes(),
        &Cutoffs::default(),
    )
}

/// Word, number and whether it is damaging.
fn shown(verdict: Option<Verdict>) -> Option<(String, Option<f32>, Option<bool>)> {
    let verdict = verdict?;
    let prediction = verdict.to_prediction();
    assert_eq!(prediction.damaging, verdict.is_damaging() == Some(true));
    Some((prediction.class, prediction.score, verdict.is_damaging()))
}

fn expect(scale: Scale, words: &'static str, expected: (&str, Option<f32>, Option<bool>)) {
    let expected = (expected.0.to_string(), expected.1, expected.2);
    assert_eq!(shown(read(scale, words, "")), Some(expected), "{words}");
}

#[test]
fn words_of_vep_are_read_with_their_numbers() {
    let polyphen = |words, expected| expect(Scale::HumVar, words, expected);
    polyphen(
        "probably_damaging(0.998)",
        ("probably_damaging", Some(0.998), Some(true)),
    );
    polyphen(
        "possibly_damaging(0.5)",
        ("possibly_damaging", Some(0.5), Some(true)),
    );
    polyphen("benign(0)", ("benign", Some(0.0), Some(false)));
    polyphen("unknown(0)", ("unknown", Some(0.0), None));
    polyphen("damaging", ("damaging", None, Some(true)));
    polyphen("Probably damaging", ("Probably damaging", None, Some(true)));
    let sift = |words, expected| expect(Scale::Sift, words, expected);
    sift("deleterious(0)", ("deleterious", Some(0.0), Some(true)));
    let low = "deleterious_low_confidence";
    sift(
        "deleterious_low_confidence(0.02)",
        (low, Some(0.02), Some(true)),
    );
    sift(
        "deleterious_-_low_confidence",
        ("deleterious_-_low_confidence", None, Some(true)),
    );
    sift("tolerated(0.3)", ("tolerated", Some(0.3), Some(false)));
    let missense = |words, expected| expect(Scale::Alphamissense, words, expected);
    missense("likely_pathogenic", ("likely_pathogenic", None, Some(true)));
    missense("ambiguous", ("ambiguous", None, Some(false)));
    missense("likely_benign", ("likely_benign", None, Some(false)));
}

#[test]
fn letters_of_dbnsfp_mean_what_its_predictor_means() {
    for (scale, letter, expected) in [
        (Scale::HumDiv, "D", Some(true)),
        (Scale::HumDiv, "P", Some(true)),
        (Scale::HumVar, "B", Some(false)),
        (Scale::Sift, "D", Some(true)),
        (Scale::Sift, "T", Some(false)),
        (Scale::Alphamissense, "P", Some(true)),
        (Scale::Alphamissense, "LP", Some(true)),
        (Scale::Alphamissense, "A", Some(false)),
        (Scale::Alphamissense, "B", Some(false)),
    ] {
        let verdict = read(scale, letter, "").expect("a verdict");
        assert_eq!(verdict.is_damaging(), expected, "{scale:?} {letter}");
    }
}

#[test]
fn the_most_damaging_of_several_transcripts_counts() {
    let verdict = read(Scale::HumDiv, "B&P&.&D", "0.1&0.5&.&0.99");
    assert_eq!(shown(verdict), Some(("D".into(), Some(0.99), Some(true))));
    let verdict = read(Scale::Sift, "T;D;D", "0.4;0.02;0.001");
    assert_eq!(shown(verdict), Some(("D".into(), Some(0.001), Some(true))));
    let unpaired = read(Scale::Sift, "T,D", "0.4,0.02,0.001");
    assert_eq!(shown(unpaired), Some(("D".into(), Some(0.001), Some(true))));
    let unknown_first = read(Scale::HumVar, "unknown(0)&benign(0.2)", "");
    assert_eq!(
        shown(unknown_first),
        Some(("benign".into(), Some(0.2), Some(false)))
    );
}

#[test]
fn a_number_alone_is_read_by_published_cutoffs() {
    for (scale, score, expected) in [
        (Scale::HumVar, "0.446", Some(false)),
        (Scale::HumVar, "0.447", Some(true)),
        (Scale::HumDiv, "0.452", Some(false)),
        (Scale::HumDiv, "0.453", Some(true)),
        (Scale::Sift, "0.05", Some(true)),
        (Scale::Sift, "0.06", Some(false)),
        (Scale::Alphamissense, "0.564", Some(false)),
        (Scale::Alphamissense, "0.565", Some(true)),
        (Scale::Revel, "0.499", Some(false)),
        (Scale::Revel, "0.5", Some(true)),
    ] {
        for (words, scores) in [("", score), (".", score), (score, "")] {
            let verdict = read(scale, words, scores).expect("a verdict");
            assert_eq!(verdict.is_damaging(), expected, "{scale:?} {score}");
            assert!(verdict.class.is_empty());
        }
    }
    let strict = Cutoffs {
        revel: 0.644,
        ..Cutoffs::default()
    };
    let strict = Verdict::read(Scale::Revel, b"", b"0.6", &strict).expect("a verdict");
    assert_eq!(strict.is_damaging(), Some(false));
}

#[test]
fn a_word_outranks_its_number() {
    let verdict = read(Scale::Alphamissense, "ambiguous", "0.9");
    assert_eq!(
        shown(verdict),
        Some(("ambiguous".into(), Some(0.9), Some(false)))
    );
}

#[test]
fn a_word_that_nobody_understands_is_kept_and_says_nothing() {
    for word in ["schlimm", "schlimm(0.99)", "(0.99)", "damaging)"] {
        let verdict = read(Scale::Revel, word, "").expect("a verdict");
        assert_eq!(verdict.is_damaging(), None, "{word}");
    }
    let verdict = read(Scale::HumVar, "schlimm(0.99)", "");
    assert_eq!(shown(verdict), Some(("schlimm".into(), Some(0.99), None)));
}

#[test]
fn missing_values_and_odd_numbers_are_no_verdict() {
    for words in ["", ".", "-", ".&.", "&;,"] {
        assert_eq!(read(Scale::HumVar, words, ""), None, "{words}");
    }
    for score in ["", ".", "nan", "inf", "-0.1", "1.01", "x", "\u{fffd}"] {
        assert_eq!(read(Scale::Revel, "", score), None, "{score}");
    }
    let without_number = read(Scale::HumVar, "benign(7)", "").expect("a verdict");
    assert_eq!(without_number.score, None);
}

#[test]
fn numbers_of_cadd_and_spliceai_have_scales_of_their_own() {
    let damaging = |scale, scores| shown(read(scale, "", scores)).map(|(_, score, is)| (score, is));
    assert_eq!(
        damaging(Scale::Cadd, "25.3"),
        Some((Some(25.3), Some(true)))
    );
    assert_eq!(
        damaging(Scale::Cadd, "25.2"),
        Some((Some(25.2), Some(false)))
    );
    assert_eq!(damaging(Scale::Cadd, "-0.5"), None, "a raw score");
    assert_eq!(
        damaging(Scale::Spliceai, "0.2"),
        Some((Some(0.2), Some(true)))
    );
    assert_eq!(
        damaging(Scale::Spliceai, "0.19"),
        Some((Some(0.19), Some(false)))
    );
    let entry = read(Scale::SpliceaiEntries, "X&0.01&0.7&0&0&-5&10&2&33", "");
    assert_eq!(shown(entry), Some((String::new(), Some(0.7), Some(true))));
}
