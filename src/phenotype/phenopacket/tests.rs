use super::*;
use crate::gene::Assembly;

fn parse(json: &str) -> Result<Phenopacket, PhenopacketError> {
    Phenopacket::parse(json.as_bytes(), Path::new("folder/p.json"))
}

/// As the schema's own example of a family has it, with a karyotype.
const FAMILY: &str = r#"{
  "id": "family.1",
  "proband": {
    "id": "packet",
    "subject": {"id": "son", "sex": "MALE", "karyotypicSex": "XXY", "timeAtLastEncounter": {"age": {}}},
    "phenotypicFeatures": [
      {"type": {"id": "HP:0000407", "label": "x"}, "onset": {"ontologyClass": {"id": "HP:0003577"}}},
      {"type": {"id": "HP:0000133"}, "excluded": true},
      {"type": {"id": "NCIT:C1"}}
    ],
    "interpretations": [{"diagnosis": {"genomicInterpretations": [{"subjectOrBiosampleId": 1}]}}]
  },
  "relatives": [{"subject": {"id": "mother", "sex": "FEMALE"}}],
  "pedigree": {"persons": [
    {"familyId": "f", "individualId": "father", "paternalId": "0", "maternalId": "0", "sex": "MALE",
     "affectedStatus": "UNAFFECTED"},
    {"familyId": "f", "individualId": "mother", "affectedStatus": "MISSING"},
    {"familyId": "f", "individualId": "son", "paternalId": "father", "maternalId": "mother",
     "sex": "MALE", "affectedStatus": "AFFECTED"}
  ]},
  "files": [
    {"uri": "file://reads.bam", "fileAttributes": {"fileFormat": "BAM"}},
    {"uri": "in.vcf.gz", "individualToFileIdentifiers": {"son": "S4", "father": "S1"},
     "fileAttributes": {"fileFormat": "VCF", "genomeAssembly": "GRCh38"}}
  ]
}"#;

#[test]
fn a_family_has_the_names_of_its_samples() {
    let packet = parse(FAMILY).unwrap();
    let proband = &packet.proband;
    assert_eq!((&*proband.sample, &*proband.id), ("S4", "son"));
    assert_eq!(proband.karyotype.as_deref(), Some("47,XXY"));
    assert_eq!(packet.terms, ["HP:0000407"]);
    assert_eq!((packet.excluded, packet.foreign), (1, 1));
    let [father, mother, son] = &packet.persons[..] else {
        panic!("{packet:?}")
    };
    assert_eq!((&*father.name, father.affected), ("S1", Some(false)));
    assert_eq!((mother.sex, mother.affected), (PacketSex::Female, None));
    assert_eq!(son.father.as_deref(), Some("S1"));
    assert_eq!(
        (son.mother.as_deref(), son.affected),
        (Some("mother"), Some(true))
    );
    assert_eq!(father.father, None);
    assert_eq!(packet.files[0].assembly, Some(Assembly::GRCh38));
    assert_eq!(packet.vcf().unwrap(), Some("folder/in.vcf.gz".into()));
    assert_has!(
        packet.notes.join("\n"),
        "1 features of the phenopacket say",
        "no terms of HPO"
    );
}

#[test]
fn the_other_spelling_is_the_same() {
    let mut snake = FAMILY.to_string();
    for (camel, other) in [
        ("karyotypicSex", "karyotypic_sex"),
        ("phenotypicFeatures", "phenotypic_features"),
        ("familyId", "family_id"),
        ("individualId", "individual_id"),
        ("paternalId", "paternal_id"),
        ("maternalId", "maternal_id"),
        ("affectedStatus", "affected_status"),
        (
            "individualToFileIdentifiers",
            "individual_to_file_identifiers",
        ),
        ("fileAttributes", "file_attributes"),
        ("fileFormat", "file_format"),
        ("genomeAssembly", "genome_assembly"),
    ] {
        assert!(snake.contains(camel));
        snake = snake.replace(camel, other);
    }
    assert_eq!(parse(&snake).unwrap(), parse(FAMILY).unwrap());
}

/// Numbers in the place of names, and null for nothing, are protobuf's JSON too.
#[test]
fn numbers_and_nulls_are_what_protobuf_says() {
    let packet = parse(
        r#"{"subject": {"id": "P", "sex": 1, "karyotypicSex": 3}, "phenotypicFeatures": null,
        "pedigree": {"persons": [{"individualId": "P", "sex": 2, "affectedStatus": 2}]}}"#,
    );
    assert_has!(packet.unwrap_err(), "another sex of P");
    let packet = parse(
        r#"{"subject": {"id": " P ", "sex": 1, "karyotypicSex": 3}, "files": null,
        "pedigree": {"persons": [{"individualId": "P", "affectedStatus": 2, "sex": null}]}}"#,
    );
    let packet = packet.unwrap();
    assert_eq!(packet.proband.karyotype.as_deref(), Some("45,X"));
    assert_eq!(packet.persons[0].sex, PacketSex::Female);
    assert_eq!(packet.persons[0].affected, Some(true));
    assert_eq!(packet.vcf().unwrap(), None);
}

#[test]
fn every_karyotype_is_written_as_it_is_read() {
    for (word, written) in [
        ("XX", Some("46,XX")),
        ("XY", Some("46,XY")),
        ("XO", Some("45,X")),
        ("X", Some("45,X")),
        ("XXY", Some("47,XXY")),
        ("XXYY", Some("48,XXYY")),
        ("XYY", Some("47,XYY")),
        ("UNKNOWN_KARYOTYPE", None),
        ("OTHER_KARYOTYPE", None),
        ("", None),
    ] {
        let json = format!(r#"{{"subject": {{"id": "P", "karyotypicSex": "{word}"}}}}"#);
        let packet = parse(&json).unwrap();
        assert_eq!(packet.proband.karyotype.as_deref(), written, "{word}");
        assert_eq!(packet.notes.is_empty(), word != "OTHER_KARYOTYPE");
    }
}

/// What version 1 calls otherwise would turn what a patient does not have into what it has.
#[test]
fn version_1_is_read_too() {
    let packet = parse(
        r#"{"subject": {"id": "manuel", "sex": "MALE"},
        "phenotypicFeatures": [{"type": {"id": "HP:0001159"}},
          {"type": {"id": "HP:0000486"}, "negated": true}],
        "htsFiles": [{"uri": "file:///data/Pfeiffer.vcf", "htsFormat": "VCF", "genomeAssembly": "hg19",
          "individualToSampleIdentifiers": {"manuel": "M"}}],
        "metaData": {"phenopacketSchemaVersion": "1.0.0"}}"#,
    );
    let packet = packet.unwrap();
    assert_eq!((packet.terms.len(), packet.excluded), (1, 1));
    assert_eq!(packet.proband.sample, "M");
    assert_eq!(packet.files[0].assembly, Some(Assembly::GRCh37));
    assert_eq!(packet.vcf().unwrap(), Some("/data/Pfeiffer.vcf".into()));
}

#[test]
fn files_are_where_their_addresses_say() {
    let vcf = |uri: &str| {
        let uri = serde_json::to_string(uri).unwrap();
        let json = format!(r#"{{"subject": {{"id": "P"}}, "files": [{{"uri": {uri}}}]}}"#);
        parse(&json).unwrap().vcf()
    };
    for (uri, path) in [
        ("a.vcf", "folder/a.vcf"),
        ("file:///a%20b/c.vcf.gz", "/a b/c.vcf.gz"),
        ("file:/a/c.bcf", "/a/c.bcf"),
        ("FILE://localhost/a/c.vcf", "/a/c.vcf"),
        ("file://c.vcf", "folder/c.vcf"),
        ("file://b/c.vcf", "folder/b/c.vcf"),
        ("a%20b:c.vcf", "folder/a%20b:c.vcf"),
        ("file:///a%zz%.vcf", "/a%zz%.vcf"),
    ] {
        assert_eq!(vcf(uri).unwrap(), Some(path.into()), "{uri}");
    }
    for (uri, remedy) in [
        ("https://a.org/c.vcf", "curl -fsSL"),
        ("s3://a/c.vcf.gz", "aws s3 cp"),
        ("drs://a/c.vcf", "a program for drs:"),
    ] {
        assert_has!(vcf(uri).unwrap_err(), uri, remedy);
    }
    let two = r#"{"subject": {"id": "P"}, "files": [{"uri": "a.vcf"}, {"uri": "b.vcf"}, {"uri": "a.vcf"}]}"#;
    assert_has!(
        parse(two).unwrap().vcf().unwrap_err(),
        "2 VCFs (a.vcf, b.vcf)"
    );
}

#[test]
fn what_is_no_phenopacket_is_refused_with_its_remedy() {
    let deep = format!("{}{}", "{\"proband\":".repeat(5000), "}".repeat(5000));
    for (json, part) in [
        ("", "is no JSON"),
        ("subject:\n  id: P\n", "`yq -o json`"),
        ("[]", "is no JSON"),
        ("{}", "neither a subject nor a proband"),
        (r#"{"subject": {"sex": "MALE"}}"#, "neither a subject"),
        (r#"{"proband": {}}"#, "neither a subject"),
        (r#"{"id": "c", "members": [{}]}"#, "is a Cohort"),
        (
            r#"{"proband": {"subject": {"id": "a"}}, "relatives": [{"subject": {"id": "a"}}]}"#,
            "both sample a",
        ),
        (
            r#"{"subject": {"id": "P"}, "files": [
            {"uri": "a.vcf", "individualToFileIdentifiers": {"P": "a"}},
            {"uri": "b.vcf", "individualToFileIdentifiers": {"P": "b"}}]}"#,
            "its files call P a and b",
        ),
    ] {
        assert_has!(parse(json).unwrap_err(), part, "folder/p.json");
    }
    for json in [
        "{",
        r#"{"subject": 1}"#,
        r#"{"subject": {"id": {}}}"#,
        &deep,
    ] {
        let told = parse(json).unwrap_err();
        assert!(matches!(told, PhenopacketError::Json { .. }), "{told}");
    }
}
