use std::fs;

use super::*;
use crate::rank::{
    Patient, Ranking,
    fixture::{self, candidate, known, other, patient, variant},
    json::tests::assert_described,
};

fn ranking(patients: Vec<Patient>) -> Ranking {
    Ranking {
        patients,
        synthetic: false,
        ..fixture::ranking()
    }
}

fn cohort() -> Cohort {
    let mut gathering = Gathering::new();
    let hemizygous = |symbol: &str, index| {
        candidate(symbol, index, 0.25, vec![variant(7, Zygosity::Hemizygous)])
    };
    let first = ranking(vec![
        patient("=a;b", vec![known(), other()]),
        patient("c", vec![]),
    ]);
    let mut low = other();
    low.scores[0].score = None;
    low.compound = Some(Compound::Unphased);
    let second = vec![patient(
        "=a;b",
        vec![low, hemizygous("B", 9), hemizygous("A", 8)],
    )];
    gathering.add("1/in.vcf", first).unwrap();
    gathering.add("2/in.vcf", ranking(second)).unwrap();
    gathering.finish().unwrap()
}

#[test]
fn genes_of_more_patients_come_first_then_higher_percentiles_then_symbols() {
    let cohort = cohort();
    let shown: Vec<_> = cohort
        .genes
        .iter()
        .map(|g| (g.rank, g.gene.symbol.as_str()))
        .collect();
    assert_eq!(shown, [(1, "AK7"), (2, "SRY"), (3, "A"), (4, "B")]);
    let ak7 = &cohort.genes[0];
    let counts = CohortCounts {
        patients: 2,
        compound: 1,
        possible_compound: 1,
        de_novo: 2,
        ..CohortCounts::default()
    };
    assert_eq!(ak7.counts, counts);
    assert_eq!(ak7.scores[0].score, Some(0.5), "the best of both patients");
    assert_eq!(cohort.genes[1].counts.homozygous, 1);
    assert_eq!(cohort.genes[2].counts.hemizygous, 1);
    assert!(cohort.genes[1].known.is_some() && ak7.known.is_none());
}

#[test]
fn patients_of_one_name_stay_two_and_those_without_candidates_are_told() {
    let cohort = cohort();
    let inputs: Vec<_> = cohort.patients.iter().map(|p| p.input.as_str()).collect();
    assert_eq!(inputs, ["1/in.vcf", "1/in.vcf", "2/in.vcf"]);
    let carriers: Vec<_> = cohort.genes[0].carriers.iter().map(|c| c.patient).collect();
    assert_eq!(carriers, [0, 2]);
    assert_eq!(cohort.patients[1].candidates, 0);
    assert_eq!(cohort.patients[1].funnel.steps[0].variants, 9);
}

#[test]
fn what_concerns_the_whole_is_noted() {
    let mut gathering = Gathering::new();
    let mut male = patient("m", vec![]);
    male.condition = Some(1);
    gathering.add("a.vcf", ranking(vec![male])).unwrap();
    gathering
        .add("b.vcf", ranking(vec![patient("f", vec![])]))
        .unwrap();
    gathering.add("c.vcf", ranking(vec![])).unwrap();
    gathering.note("q is no sample.".into());
    let cohort = gathering.finish().unwrap();
    let [told, left_out, conditions] = cohort.notes.try_into().unwrap();
    assert_eq!(told, "q is no sample.");
    assert!(left_out.ends_with("none is ranked: c.vcf."), "{left_out}");
    assert_has!(conditions, "those of F for 1, those of M for 1");
    assert_eq!(cohort.patients[0].condition, Some(1));
}

#[test]
fn a_gene_keeps_what_its_variants_do_and_the_phenotypes_asked_for() {
    let cohort = cohort();
    let sry = &cohort.genes[1];
    let variant = &sry.carriers[0].variants[0];
    assert_eq!(
        (variant.consequence.as_str(), variant.hgvs_p.as_str()),
        ("missense_variant", "NP_1.2:p.Lys1=")
    );
    assert_eq!(variant.frequency, Some(0.0001));
    assert_eq!(sry.phenotypes[0].id, "HP:0000133");
    let unknown = &cohort.genes[0].carriers[0].variants[0];
    assert_eq!(unknown.consequence, "");
}

#[test]
fn a_gene_is_a_row() {
    let mut out = Vec::new();
    write_cohort_table(&cohort(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut rows = text.lines().filter(|line| !line.starts_with("##"));
    let header: Vec<_> = rows.next().unwrap().split('\t').collect();
    let rows: Vec<Vec<_>> = rows.map(|row| row.split('\t').collect()).collect();
    assert_eq!(rows.len(), 4);
    for (name, expected) in [
        ("symbol", "AK7"),
        ("patients", "2"),
        ("samples", "%3Da%3Bb;%3Da%3Bb"),
        ("inputs", "1/in.vcf;2/in.vcf"),
        ("ranks", "1;1"),
        (
            "zygosities",
            "heterozygous+heterozygous;heterozygous+heterozygous",
        ),
        ("score_F", "0.5"),
        ("pattern_M", "banded"),
    ] {
        let place = header.iter().position(|found| *found == name).unwrap();
        assert_eq!(rows[0][place], expected, "{name}");
    }
    assert!(rows.iter().all(|row| row.len() == header.len()));
    let described: Vec<_> = cohort_columns().map(|(name, _)| name).collect();
    assert_eq!(header[..described.len()], described);
}

#[test]
fn the_schema_describes_every_key() {
    let mut out = Vec::new();
    write_cohort_json(&cohort(), &mut out).unwrap();
    let document = serde_json::from_slice(&out).unwrap();
    assert_described(&document, "cohort.schema.json");
}

#[test]
fn scores_that_cannot_be_compared_are_refused() {
    let mut gathering = Gathering::new();
    gathering.add("a", ranking(Vec::new())).unwrap();
    let mut other = ranking(Vec::new());
    other.conditions[0].model.as_mut().unwrap().version = "2".into();
    let told = gathering.add("b", other).unwrap_err().to_string();
    assert!(told.contains("m 2") && told.contains("m 1"), "{told}");
    let mut gathering = Gathering::new();
    gathering.add("a", ranking(Vec::new())).unwrap();
    let mut fewer = ranking(Vec::new());
    fewer.conditions.truncate(1);
    let told = gathering.add("b", fewer).unwrap_err().to_string();
    assert!(
        told.starts_with("b has scores of the conditions F,"),
        "{told}"
    );
    assert!(matches!(Gathering::new().finish(), Err(CohortError::Empty)));
}

#[test]
fn inputs_of_different_assemblies_are_refused_by_name_unless_insisted_on() {
    let of = |assembly| Ranking {
        assembly,
        ..ranking(Vec::new())
    };
    let gather = |mut gathering: Gathering| {
        gathering.add("a", of(None))?;
        gathering.add("b", of(Some(Assembly::GRCh37)))?;
        gathering.add("c", of(None))?;
        gathering.add("d", of(Some(Assembly::GRCh38)))
    };
    let told = gather(Gathering::new()).unwrap_err().to_string();
    assert!(told.starts_with("d is of GRCh38 and b of GRCh37"), "{told}");
    assert!(told.contains("--allow-assembly-mismatch"), "{told}");
    assert!(gather(Gathering::new().of_any_assemblies()).is_ok());
}

#[test]
fn one_file_is_known_by_any_path_and_two_of_one_name_by_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    fs::create_dir(path("x")).unwrap();
    for name in ["a.vcf", "x/a.vcf", "b.vcf"] {
        fs::write(path(name), name).unwrap();
    }
    let names = input_names(&[path("a.vcf"), path("x/a.vcf"), path("b.vcf")]).unwrap();
    assert_eq!(names, [path("a.vcf"), path("x/a.vcf"), "b.vcf".into()]);
    let told = input_names(&[path("a.vcf"), path("x/../a.vcf")]).unwrap_err();
    assert!(matches!(told, CohortError::SameFile { .. }));
    let told = input_names(&["-".into(), "-".into()]).unwrap_err();
    assert!(matches!(told, CohortError::StdinTwice));
    assert!(input_names(&["-".into(), path("none")]).is_ok());
}
