//! A ranking as a table for programs and spreadsheets.

mod columns;

use std::io::{self, Write};

pub(super) use self::columns::phenotypes;
use self::columns::{COLUMNS, CONDITION, Line};
pub use self::columns::{condition_columns, table_columns};
pub(super) use self::columns::{opinion_names, opinion_values};
use super::{Patient, RankedCondition, RankedOpinion, Ranking, text};
use crate::bundle::ModelSource;

/// Writes a ranking as a table separated by tabs: comments that begin with `##`, a header, and a row
/// for each variant of each candidate; see [`table_columns`]. What is not known is `.`.
///
/// Control characters, double quotes, `#` and what a spreadsheet takes for the beginning of a formula
/// are percent-encoded, so that a row stays a row in whatever reads it.
///
/// # Errors
///
/// If the writer fails.
pub fn write_table(ranking: &Ranking, mut writer: impl Write) -> io::Result<()> {
    writer.write_all(provenance(ranking).as_bytes())?;
    let names = COLUMNS.iter().map(|column| column.name.to_string());
    let conditions = ranking.conditions.iter();
    let scores = conditions.flat_map(|condition| condition_names(condition).into_iter());
    writeln!(
        writer,
        "{}",
        names.chain(scores).collect::<Vec<_>>().join("\t")
    )?;
    for patient in &ranking.patients {
        write_patient(ranking, patient, &mut writer)?;
    }
    writer.flush()
}

fn condition_names(condition: &RankedCondition) -> Vec<String> {
    let key = text::field(&condition.key);
    let columns = CONDITION.iter();
    let names = columns.map(|column| format!("{}_{key}", column.name));
    names.chain(opinion_names(condition)).collect()
}

fn write_patient(ranking: &Ranking, patient: &Patient, writer: &mut impl Write) -> io::Result<()> {
    for candidate in &patient.candidates {
        for variant in &candidate.variants {
            let line = Line {
                patient,
                candidate,
                variant,
            };
            let mut row: Vec<_> = COLUMNS.iter().map(|column| (column.value)(&line)).collect();
            for (place, condition) in ranking.conditions.iter().enumerate() {
                let score = candidate.scores.get(place);
                row.extend(CONDITION.iter().map(|column| match score {
                    Some(score) => (column.value)(score),
                    None => text::MISSING.into(),
                }));
                row.extend(opinion_values(condition, score));
            }
            writeln!(writer, "{}", row.join("\t"))?;
        }
    }
    Ok(())
}

/// The comments before the header.
fn provenance(ranking: &Ranking) -> String {
    let mut out = opening(&ranking.program, &ranking.command, ranking.synthetic);
    out += &text::comment("genes", &ranking.genes_from);
    out += &text::comment("order", &ranking.order);
    if let Some(bundle) = &ranking.bundle {
        let shown = format!("{} {}, {}", bundle.name, bundle.version, bundle.digest);
        out += &text::comment("bundle", &shown);
    }
    for line in &ranking.annotated_by {
        out += &text::comment("input", line);
    }
    out += &models(&ranking.conditions);
    for patient in &ranking.patients {
        out += &patient_lines(patient);
    }
    out
}

/// The comments that all tables begin with.
pub(super) fn opening(program: &str, command: &str, synthetic: bool) -> String {
    let mut out = String::new();
    if synthetic {
        out += &text::comment(
            "SYNTHETIC",
            "the scores are of simulated data or an untrained network: no result",
        );
    }
    out += &text::comment("program", program);
    out + &text::comment("command", command)
}

/// Comments for the models of each condition, and what their scores are worth.
pub(super) fn models(conditions: &[RankedCondition]) -> String {
    conditions.iter().map(models_of).collect()
}

fn models_of(condition: &RankedCondition) -> String {
    let of = format!("{} ({})", condition.key, condition.label);
    let described = |model: &Option<ModelSource>| {
        let model = model.as_ref();
        model.map_or("not known".into(), describe)
    };
    let model = format!("{of}: {}", described(&condition.model));
    let mut out = text::comment("model", &model);
    out += &text::comment("worth", &format!("{of}: {}", condition.worth));
    for RankedOpinion { name, model, worth } in &condition.opinions {
        let model = format!("{of} {name}: {}", described(model));
        out += &text::comment("opinion", &model);
        out += &text::comment("worth", &format!("{of} {name}: {worth}"));
    }
    out
}

/// A model in words, by what tells it from others.
pub(super) fn describe(model: &ModelSource) -> String {
    let digest = model.digest.as_deref().unwrap_or("no file");
    let synthetic = if model.synthetic { ", SYNTHETIC" } else { "" };
    let name = format!("{} {}", model.name, model.version);
    format!("{}, {digest}{synthetic}", name.trim())
}

fn patient_lines(patient: &Patient) -> String {
    let Patient {
        sample, input, sex, ..
    } = patient;
    let shown = format!(
        "{sample} in {input}: {}; {} candidate genes",
        sex.words(),
        patient.candidates.len()
    );
    let mut out = text::comment("patient", &shown);
    for banner in &patient.banners {
        out += &text::comment("warning", &format!("{sample}: {banner}"));
    }
    for note in &patient.notes {
        out += &text::comment("note", &format!("{sample}: {note}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::fixture;

    fn table() -> String {
        let mut out = Vec::new();
        write_table(&fixture::ranking(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_variant_is_a_row_whatever_its_texts_are() {
        let table = table();
        let (comments, rows): (Vec<_>, Vec<_>) =
            table.lines().partition(|line| line.starts_with("##"));
        assert!(comments[0].starts_with("##SYNTHETIC="), "{table}");
        assert!(comments.iter().any(|line| line.contains("a note")));
        assert!(comments.iter().any(|line| line.contains("a banner")));
        for comment in [
            "##worth=F (female): worth nothing",
            "##opinion=F (female) shape: not known",
            "##worth=M (male) shape: not told",
        ] {
            assert!(comments.contains(&comment), "{table}");
        }
        assert_eq!(rows.len(), 1 + 3);
        let count = COLUMNS.len() + 2 * (CONDITION.len() + 1);
        for row in &rows {
            assert_eq!(row.split('\t').count(), count, "{row}");
            assert!(!row.contains(['"', '#']), "{row}");
        }
    }

    #[test]
    fn values_stand_under_their_names() {
        let table = table();
        let mut rows = table.lines().filter(|line| !line.starts_with("##"));
        let header: Vec<_> = rows.next().unwrap().split('\t').collect();
        let rows: Vec<Vec<_>> = rows.map(|row| row.split('\t').collect()).collect();
        let value = |row: usize, name: &str| {
            let place = header.iter().position(|found| *found == name);
            rows[row][place.unwrap_or_else(|| panic!("{name}"))]
        };
        for (name, expected) in [
            ("sample", "%3Dpatient%091"),
            ("rank", "1"),
            ("known", "panel.tsv"),
            ("zygosity", "homozygous"),
            ("ad", "1,29"),
            ("polyphen", "probably_damaging(0.98)"),
            ("revel", "0.75"),
            ("sift", "."),
            ("frequency", "0.0001"),
            ("standing", "mane-select"),
            ("score_F", "0.875"),
            ("pattern_M", "banded"),
            ("percentile_M", "."),
            ("peak_M", "Sertoli@8"),
            ("opinion_F_shape", "62.5"),
            ("opinion_M_shape", "."),
            ("phenotypes", "HP:0000133 Gonadal dysgenesis"),
            (
                "why",
                "SRY stands in the top 13 % for the a <label> model: unusually high in Leydig at week 8 \
                 for its level; lowered by expression that is unusually low in Germ <cells> at week 8 \
                 for its level; without Leydig cells it would stand at the 31st percentile; most like \
                 STAR (closer than 97 % of genes); the level alone: 61st percentile.",
            ),
        ] {
            assert_eq!(value(0, name), expected, "{name}");
        }
        assert_eq!((value(1, "hits"), value(2, "hits")), ("2", "2"));
        assert_eq!(value(1, "compound"), "trans");
        assert_eq!(value(2, "transmission"), "paternal");
        assert_eq!(value(2, "consequence"), ".");
    }
}
