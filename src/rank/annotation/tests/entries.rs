//! Entries as VEP 115, SnpEff 5 and bcftools 1.23 write them.

use super::*;

const SITE: Site<'static> = Site {
    position: 121,
    reference: b"G",
    alternates: &[b"T", b"C"],
    original: b"",
};

/// The texts of an ALT's entries.
fn texts<'a>(kind: ConsequenceKind, value: &'a str, alternate: usize) -> Vec<EntryText<'a>> {
    let mut found = Vec::new();
    let mut binder = Binder::default();
    field(kind).visit_entries(value.as_bytes(), &SITE, &mut binder, &mut |entry| {
        if entry.alternate == alternate {
            found.push(entry.text);
        }
    });
    found
}

/// An entry of `CSQ` from the values of some sub-fields.
fn vep(values: &[(&str, &str)]) -> String {
    let field = field(ConsequenceKind::Csq);
    let of = |name: &str| {
        values
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |v| v.1)
    };
    let mut entry: Vec<&str> = field.names().map(of).collect();
    entry[3] = "SRY";
    entry.join("|")
}

const CODING: [(&str, &str); 22] = [
    ("Allele", "T"),
    ("Consequence", "missense_variant&splice_region_variant"),
    ("IMPACT", "MODERATE"),
    ("Feature", "ENST00000383070"),
    ("HGVSc", "ENST00000383070.2:c.203G>A"),
    ("HGVSp", "ENSP00000372547.1:p.Arg68%3D"),
    ("Existing_variation", "COSV1&rs104894957&rs2"),
    ("CANONICAL", "YES"),
    ("MANE", "MANE_Select"),
    ("MANE_SELECT", "NM_003140.3"),
    ("SIFT", "deleterious(0.01)"),
    ("PolyPhen", "benign(0.2)"),
    ("AF", "0.9"),
    ("gnomADe_AF", "0.0001"),
    ("gnomADe_NFE_AF", "0.5"),
    ("gnomADg_AF", "0.0002&0.0003"),
    ("CLIN_SIG", "likely_pathogenic&pathogenic"),
    ("am_class", "likely_pathogenic"),
    ("am_pathogenicity", "0.9123"),
    ("REVEL", "0.61"),
    ("Polyphen2_HDIV_pred", "B&P"),
    ("Polyphen2_HDIV_score", "0.1&0.6"),
];

#[test]
fn an_entry_of_vep_says_all_that_is_asked() {
    let value = vep(&CODING);
    let columns = columns(ConsequenceKind::Csq);
    let entry = columns.entry(texts(ConsequenceKind::Csq, &value, 0)[0]);
    let transcript = entry.to_transcript();
    let expected = Transcript {
        id: "ENST00000383070.2".into(),
        consequence: "missense_variant&splice_region_variant".into(),
        impact: Some(Impact::Moderate),
        hgvs_c: "ENST00000383070.2:c.203G>A".into(),
        hgvs_p: "ENSP00000372547.1:p.Arg68=".into(),
        standing: Standing::ManeSelect,
    };
    assert_eq!(transcript, expected);
    let frequency = entry.frequency().unwrap().to_frequency();
    assert_eq!(
        (frequency.value, frequency.field.as_str()),
        (0.0003, "gnomADg_AF")
    );
    let said: Vec<_> = entry
        .clinical()
        .map(|s| (s.field, s.significance))
        .collect();
    assert_eq!(said, [("CLIN_SIG", &b"likely_pathogenic&pathogenic"[..])]);
    assert!(entry.has_term("missense_variant") && entry.has_term("missense"));
    assert!(!entry.has_term("stop_gained"));
}

fn revel(revel: f32) -> Cutoffs {
    Cutoffs {
        revel,
        ..Cutoffs::default()
    }
}

#[test]
fn predictions_of_vep_and_its_plugins_are_read() {
    let value = vep(&CODING);
    let columns = columns(ConsequenceKind::Csq);
    let entry = columns.entry(texts(ConsequenceKind::Csq, &value, 0)[0]);
    let predictions = Predictions::gather(|predictor| entry.prediction(predictor, &revel(0.644)));
    let said = |predictor| {
        let prediction = predictions.get(predictor).unwrap();
        (
            prediction.class.as_str(),
            prediction.score,
            prediction.damaging,
        )
    };
    assert_eq!(
        said(Predictor::Polyphen),
        ("P", Some(0.6), true),
        "the most damaging"
    );
    assert_eq!(said(Predictor::Sift), ("deleterious", Some(0.01), true));
    let class = ("likely_pathogenic", Some(0.9123), true);
    assert_eq!(said(Predictor::Alphamissense), class);
    assert_eq!(said(Predictor::Revel), ("", Some(0.61), false));
    let lower = entry
        .prediction(Predictor::Revel, &Cutoffs::default())
        .unwrap();
    assert_eq!(lower.is_damaging(), Some(true));
}

#[test]
fn an_empty_entry_says_nothing() {
    let columns = columns(ConsequenceKind::Csq);
    for value in [
        vep(&[]),
        "T|||SRY".into(),
        vep(&CODING.map(|(name, _)| (name, if name == "Allele" { "T" } else { "-" }))),
    ] {
        let entry = columns.entry(texts(ConsequenceKind::Csq, &value, 0)[0]);
        assert_eq!(entry.to_transcript(), Transcript::default());
        assert_eq!(entry.frequency(), None);
        let predictions =
            Predictions::gather(|predictor| entry.prediction(predictor, &Cutoffs::default()));
        assert_eq!(predictions, Predictions::default());
        assert_eq!(entry.clinical().count(), 0);
        assert!(!entry.has_terms());
    }
}

#[test]
fn standings_are_read_in_the_ways_of_several_veps() {
    let columns = columns(ConsequenceKind::Csq);
    let standing = |values: &[(&str, &str)]| {
        let value = vep(values);
        columns
            .entry(texts(ConsequenceKind::Csq, &value, 0)[0])
            .standing()
    };
    assert_eq!(
        standing(&[("MANE_SELECT", "NM_003140.3")]),
        Standing::ManeSelect
    );
    assert_eq!(standing(&[("MANE", "MANE_Select")]), Standing::ManeSelect);
    assert_eq!(standing(&[("MANE", "NM_003140.3")]), Standing::ManeSelect);
    assert_eq!(
        standing(&[("MANE", "MANE_Plus_Clinical")]),
        Standing::ManePlusClinical
    );
    let plus = [("MANE_PLUS_CLINICAL", "NM_1.1"), ("CANONICAL", "YES")];
    assert_eq!(standing(&plus), Standing::ManePlusClinical);
    assert_eq!(standing(&[("CANONICAL", "YES")]), Standing::Canonical);
    assert_eq!(standing(&[("CANONICAL", "NO")]), Standing::Other);
}

#[test]
fn entries_of_snpeff_bind_to_their_alt() {
    let value = "T|missense_variant|MODERATE|SRY|ENSG00000184895|transcript|ENST00000383070.2|protein_coding|1/1|c.203G>A|p.Arg68Gln|275/828|203/615|68/204||,C|sequence_feature|LOW|SRY|ENSG00000184895|a|b||||||||,C|synonymous_variant|LOW|SRY|ENSG00000184895|transcript|ENST00000383070.2|protein_coding|1/1|c.203G>C|p.Arg68Arg|||||";
    let columns = columns(ConsequenceKind::Ann);
    let first = columns.entry(texts(ConsequenceKind::Ann, value, 0)[0]);
    let transcript = first.to_transcript();
    assert_eq!(transcript.id, "ENST00000383070.2");
    assert_eq!(
        (transcript.hgvs_c.as_str(), transcript.hgvs_p.as_str()),
        ("c.203G>A", "p.Arg68Gln")
    );
    assert_eq!(transcript.impact, Some(Impact::Moderate));
    let second = texts(ConsequenceKind::Ann, value, 1);
    let best = shown(second.iter().map(|text| columns.entry(*text))).unwrap();
    assert_eq!(best.consequence(), b"synonymous_variant");
    // The input's impact outranks that of the term, which can be higher.
    let feature = columns.entry(second[0]);
    assert_eq!(feature.impact(), Some(Impact::Low));
}

#[test]
fn entries_of_bcftools_have_the_impact_of_their_terms() {
    let value = "@119,*missense&splice_region|SRY|ENST00000383070|protein_coding|-|68R>68Q|121G>T,synonymous|SRY|ENST00000383070|protein_coding|-|68R|121G>C";
    let columns = columns(ConsequenceKind::Bcsq);
    let first = columns.entry(texts(ConsequenceKind::Bcsq, value, 0)[0]);
    let expected = Transcript {
        id: "ENST00000383070".into(),
        consequence: "*missense&splice_region".into(),
        impact: Some(Impact::Moderate),
        hgvs_c: "121G>T".into(),
        hgvs_p: "68R>68Q".into(),
        standing: Standing::Other,
    };
    assert_eq!(first.to_transcript(), expected);
    assert!(first.has_term("missense_variant") && first.has_term("splice_region_variant"));
    let second = columns.entry(texts(ConsequenceKind::Bcsq, value, 1)[0]);
    assert_eq!(second.impact(), Some(Impact::Low));
}

#[test]
fn the_preferred_transcript_is_shown_then_the_worst_then_the_first() {
    let columns = columns(ConsequenceKind::Csq);
    let best = |entries: &[[(&str, &str); 3]]| {
        let entries = entries.iter().enumerate().map(|(i, values)| {
            let id = format!("T{i}");
            let values = [&values[..], &[("Feature", id.as_str())]].concat();
            vep(&values)
        });
        let value = entries.collect::<Vec<_>>().join(",");
        let entries = texts(ConsequenceKind::Csq, &value, 0).into_iter();
        shown(entries.map(|text| columns.entry(text))).map(|entry| entry.to_transcript().id)
    };
    let of = |term, canonical, mane| {
        [
            ("Consequence", term),
            ("CANONICAL", canonical),
            ("MANE_SELECT", mane),
        ]
    };
    let (stop, missense, intron) = ("stop_gained", "missense_variant", "intron_variant");
    let best_of = |entries: &[_]| best(entries).unwrap();
    assert_eq!(
        best_of(&[
            of(stop, "", ""),
            of(intron, "YES", ""),
            of(intron, "", "NM_1")
        ]),
        "T2"
    );
    assert_eq!(best_of(&[of(stop, "", ""), of(intron, "YES", "")]), "T1");
    assert_eq!(
        best_of(&[of(intron, "", ""), of(stop, "", ""), of(missense, "", "")]),
        "T1"
    );
    assert_eq!(best_of(&[of(missense, "", ""), of(missense, "", "")]), "T0");
    assert_eq!(
        best_of(&[of("a_new_term", "", ""), of(intron, "", "")]),
        "T1"
    );
    assert_eq!(shown([]).map(|entry: Entry| entry.to_transcript()), None);
}
