//! Patients as phenopackets describe them.

use serde_json::{Value, json as value};

use super::{build, json, phenotype::add_hpo, vcf};
use crate::support::{Folder, gzip};

const RECORDS: [(&str, u64, &str, &str); 4] = [
    ("chr1", 100, "TDRD5", "GT 0/1 0/0 0/0"),
    ("chr1", 200, "CHIT1", "GT 0/1 0/1 0/0"),
    ("chr1", 300, "GIPC2", "GT 1/1 0/1 0/1"),
    ("chr1", 400, "PRG4", "GT 0/0 0/1 0/1"),
];

/// Scores, HPO's files, and the VCF of a trio in a folder of its own.
fn folder() -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("TDRD5", "F", 0.5), ("TDRD5", "M", 0.4)],
        "",
    );
    add_hpo(&folder);
    std::fs::create_dir(folder.path("case")).unwrap();
    folder.write("case/in put.vcf", vcf(&["KID", "DAD", "MUM"], &RECORDS));
    folder
}

fn packet() -> Value {
    value!({
        "id": "case",
        "subject": {"id": "patient", "sex": "FEMALE", "karyotypicSex": "XY"},
        "phenotypicFeatures": [
            {"type": {"id": "HP:9900012", "label": "Absent lobe of A"}},
            {"type": {"id": "HP:9900022"}, "excluded": true},
        ],
        "files": [{
            "uri": "file://in%20put.vcf",
            "individualToFileIdentifiers": {"patient": "KID", "father": "DAD", "mother": "MUM"},
            "fileAttributes": {"fileFormat": "VCF", "genomeAssembly": "GRCh38"},
        }],
        "metaData": {"phenopacketSchemaVersion": "2.0.0"},
    })
}

fn family() -> Value {
    let mut proband = packet();
    let files = proband.as_object_mut().unwrap().remove("files").unwrap();
    value!({
        "id": "family",
        "proband": proband,
        "relatives": [{"subject": {"id": "father", "sex": "MALE"}}],
        "pedigree": {"persons": [
            {"familyId": "f", "individualId": "patient", "paternalId": "father",
             "maternalId": "mother", "sex": "FEMALE", "affectedStatus": "AFFECTED"},
            {"familyId": "f", "individualId": "father", "paternalId": "0", "maternalId": "0",
             "affectedStatus": "UNAFFECTED"},
            {"familyId": "f", "individualId": "mother", "sex": "FEMALE",
             "affectedStatus": "UNAFFECTED"},
        ]},
        "files": files,
    })
}

fn write(folder: &Folder, packet: &Value) {
    folder.write("case/p.json", packet.to_string());
}

const RANK: &str = "rank -b s.dsd --phenopacket case/p.json -o out.tsv --json out.json";

/// A run's document without what differs between commands that ask the same.
fn ranked(folder: &Folder, args: &str) -> Value {
    folder.succeed(args);
    let mut document = json(folder, "out.json");
    document["command"] = Value::Null;
    for patient in document["patients"].as_array_mut().unwrap() {
        patient["notes"] = Value::Null;
    }
    document
}

#[test]
fn a_phenopacket_is_all_that_is_needed() {
    let folder = folder();
    write(&folder, &packet());
    let run = folder.succeed(&format!("{RANK} --hpo-folder hpo"));
    assert_has!(
        run.err,
        "1 features of the phenopacket say what the patient does not have",
        "KID: female as given",
    );
    let by_packet = ranked(&folder, &format!("{RANK} --hpo-folder hpo"));
    std::fs::copy(folder.path("case/in put.vcf"), folder.path("case/in.vcf")).unwrap();
    let same = "rank -b s.dsd case/in.vcf --samples KID --sex KID=female --hpo HP:9900012 \
                --hpo-folder hpo --karyotype KID=46,XY -o out.tsv --json out.json";
    let mut by_options = ranked(&folder, same);
    let patients = &mut by_options["patients"];
    assert_eq!(patients.as_array().unwrap().len(), 1);
    let is_like =
        |gene: &Value| gene["gene"]["symbol"] == "TDRD5" && gene["phenotype"]["similarity"] == 1.0;
    assert!(super::list(&patients[0]["candidates"]).any(is_like));
    patients[0]["input"] = "in put.vcf".into();
    assert_eq!(patients[0]["sex"]["karyotype"]["text"], "46,XY");
    patients[0]["sex"]["karyotype"]["source"] = "phenopacket".into();
    assert_eq!(by_packet, by_options);
    folder.write("case/p.json.gz", gzip(packet().to_string().as_bytes()));
    let zipped = RANK.replace("p.json", "p.json.gz");
    assert_eq!(
        ranked(&folder, &format!("{zipped} --hpo-folder hpo")),
        by_packet
    );
}

#[test]
fn a_family_has_its_pedigree() {
    let folder = folder();
    write(&folder, &family());
    let by_packet = ranked(&folder, &format!("{RANK} --hpo-folder hpo"));
    let patient = &by_packet["patients"][0];
    let variants = super::list(&patient["candidates"]).map(|gene| {
        let symbol = gene["gene"]["symbol"].as_str().unwrap();
        (
            symbol,
            gene["variants"][0]["transmission"].as_str().unwrap(),
        )
    });
    let mut variants: Vec<_> = variants.collect();
    variants.sort_unstable();
    let expected = [
        ("CHIT1", "paternal"),
        ("GIPC2", "biparental"),
        ("TDRD5", "de-novo"),
    ];
    assert_eq!(variants, expected);
    folder.write("a.ped", "f KID DAD MUM 2 2\nf DAD 0 0 1 1\nf MUM 0 0 2 1\n");
    let by_ped = ranked(&folder, &format!("{RANK} --hpo-folder hpo --ped a.ped"));
    assert_eq!(by_ped["patients"][0]["candidates"], patient["candidates"]);
    let run = folder.succeed(&format!("{RANK} --ped a.ped"));
    assert_has!(
        run.err,
        "The pedigree is that of a.ped, and not the phenopacket's"
    );
}

#[test]
fn options_outrank_it_and_each_contradiction_is_said() {
    let folder = folder();
    write(&folder, &packet());
    std::fs::copy(folder.path("case/in put.vcf"), folder.path("other.vcf")).unwrap();
    folder.write("a.ped", "f KID 0 0 1 2\n");
    let several = "The phenopacket's terms are those of KID, and compared for all samples";
    for (options, part) in [
        (
            "",
            "The 1 terms of the phenopacket are not compared: name the folder",
        ),
        (
            "--sex male",
            "is male by --sex, which is used, and female by the phenopacket",
        ),
        (
            "--ped a.ped",
            "is male by --ped, which is used, and female by the phenopacket",
        ),
        (
            "--hpo HP:9900022 --hpo-folder hpo",
            "The terms are those of --hpo, and not the 1 of",
        ),
        (
            "other.vcf",
            "other.vcf is read, and not file://in%20put.vcf, which the phenopacket",
        ),
        ("--samples KID,DAD", several),
    ] {
        let args = format!("{RANK} {options}");
        let run = folder.succeed(args.trim());
        assert!(run.err.contains(part), "{options}: {}", run.err);
    }
    let mut nameless = packet();
    nameless["files"][0]
        .as_object_mut()
        .unwrap()
        .remove("individualToFileIdentifiers");
    write(&folder, &nameless);
    let run = folder.succeed(&format!("{RANK} --samples KID"));
    assert_has!(
        run.err,
        "The phenopacket calls the patient patient, who is sample KID by --samples",
        "KID: female as given",
    );
}

#[test]
fn what_cannot_be_used_is_refused_with_its_remedy() {
    let folder = folder();
    let with = |pointer: &str, new: Value| {
        let mut packet = packet();
        *packet.pointer_mut(pointer).unwrap() = new;
        packet.to_string()
    };
    let two = value!([{"uri": "a.vcf"}, {"uri": "b.vcf"}]);
    let names = "/files/0/individualToFileIdentifiers";
    for (text, options, part) in [
        (String::new(), "", "is no JSON"),
        ("subject:\n  id: x\n".into(), "", "yq -o json"),
        ("{\"subject\": {\"id\": \"x\"".into(), "", "is no phenopacket in JSON"),
        ("{\"proband\":".repeat(9000), "", "is no phenopacket in JSON"),
        (with("/files/0/uri", "https://a.org/a.vcf".into()), "", "curl -fsSL"),
        (with("/files/0/uri", "absent.vcf".into()), "", "case/absent.vcf, which is not there"),
        (with("/files", two), "", "names 2 VCFs (a.vcf, b.vcf)"),
        (with("/files", value!([])), "", "names no VCF"),
        (
            with("/files/0/fileAttributes/genomeAssembly", "hg19".into()),
            "",
            "says that it is of GRCh37",
        ),
        (with(names, value!({})), "", "individualToFileIdentifiers"),
        (packet().to_string(), "--samples DAD,MUM", "--samples does not name KID"),
        (family().to_string(), "--samples DAD", "--samples does not name KID"),
        (
            family().to_string().replace("\"affectedStatus\":\"UNAFFECTED\",\"familyId\":\"f\",\"individualId\":\"mother\",\"sex\":\"FEMALE\"", "\"individualId\":\"mother\",\"sex\":\"MALE\""),
            "",
            "the mother of KID is MUM, whose sex is not a mother's",
        ),
    ] {
        folder.write("case/p.json", &text);
        let args = format!("{RANK} {options}");
        let err = folder.run(args.trim().split(' ')).assert_error();
        assert!(err.contains(part), "{part}: {err}");
        assert!(!folder.path("out.tsv").exists());
    }
    write(&folder, &packet());
    for output in ["case/p.json", "case/in put.vcf"] {
        let args = [
            "rank",
            "-b",
            "s.dsd",
            "--phenopacket",
            "case/p.json",
            "-o",
            output,
        ];
        folder.run(args).assert_error();
    }
    assert_eq!(folder.text("case/p.json"), packet().to_string());
}
