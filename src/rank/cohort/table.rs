//! A cohort as a table.

use std::io::{self, Write};

use super::{Carrier, Cohort, CohortGene, CohortPatient};
use crate::rank::{
    GeneScore,
    table::{models, opening, opinion_names, opinion_values, phenotypes},
    text::{self, MISSING, field, list_item, number, word},
};

/// A value of a gene in a cohort.
type Value = fn(&Cohort, &CohortGene) -> String;
/// A value of its score in a condition.
type OfScore = fn(&GeneScore) -> String;

/// Each column of every table: its name, what it is, how it is had.
const COLUMNS: [(&str, &str, Value); 20] = [
    ("rank", "the gene's place, from 1", |_, g| {
        g.rank.to_string()
    }),
    ("symbol", "the gene's symbol", |_, g| field(&g.gene.symbol)),
    ("gene_id", "the Ensembl gene ID", |_, g| {
        field(&g.gene.ensembl_id)
    }),
    ("hgnc_id", "the HGNC ID", |_, g| field(&g.gene.hgnc_id)),
    (
        "patients",
        "how many patients carry a candidate variant",
        |_, g| g.counts.patients.to_string(),
    ),
    (
        "homozygous",
        "of these, those with a homozygous one",
        |_, g| g.counts.homozygous.to_string(),
    ),
    ("hemizygous", "with a hemizygous one", |_, g| {
        g.counts.hemizygous.to_string()
    }),
    ("compound", "with two on the two copies", |_, g| {
        g.counts.compound.to_string()
    }),
    ("possible_compound", "with two that may be", |_, g| {
        g.counts.possible_compound.to_string()
    }),
    ("de_novo", "with one that neither parent carries", |_, g| {
        g.counts.de_novo.to_string()
    }),
    (
        "percentile",
        "the highest percentile of any of them, each by the condition that decides for that patient",
        |_, g| number(g.percentile),
    ),
    (
        "burden_patients",
        "how many patients carry a variant that passed the filters on variants",
        |_, g| number(g.burden.map(|burden| burden.patients)),
    ),
    ("burden_controls", "how many controls do", |_, g| {
        number(g.burden.map(|burden| burden.controls))
    }),
    (
        "burden_p",
        "how likely as unequal counts are by chance: Fisher's exact test, two-sided, of one gene",
        |_, g| number(g.burden.map(|burden| burden.p)),
    ),
    (
        "known",
        "the list of known genes that has the gene",
        |_, g| {
            g.known
                .as_ref()
                .map_or(MISSING.into(), |known| field(&known.list))
        },
    ),
    (
        "phenotypes",
        "the terms asked for that the gene has, separated by `;`",
        |_, g| phenotypes(&g.phenotypes),
    ),
    (
        "samples",
        "the patients, separated by `;` like all that follows",
        |c, g| list(c, g, |patient, _| list_item(&patient.sample, &[';'])),
    ),
    ("inputs", "their files", |c, g| {
        list(c, g, |patient, _| list_item(&patient.input, &[';']))
    }),
    ("ranks", "the gene's place in each patient", |c, g| {
        list(c, g, |_, carrier| carrier.rank.to_string())
    }),
    (
        "zygosities",
        "the zygosity of each variant, joined by `+` within a patient",
        |c, g| list(c, g, |_, carrier| zygosities(carrier)),
    ),
];

const CONDITION: [(&str, &str, OfScore); 3] = [
    ("score", "the gene's score, 0-1", |s| number(s.score)),
    (
        "percentile",
        "its percentile among all scored genes, 0-100",
        |s| number(s.percentile),
    ),
    ("pattern", "the pattern of expression", |s| {
        s.pattern
            .as_ref()
            .map_or(MISSING.into(), |p| field(&p.class))
    }),
];

/// Names and meanings of the columns of a cohort's table, in their order.
pub fn cohort_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|(name, what, _)| (*name, *what))
}

/// Writes a cohort as a table separated by tabs: comments that begin with `##`, a header, and a row
/// for each gene; see [`cohort_columns`]. After them come `score`, `percentile` and `pattern` of each
/// condition, and the percentiles of its second opinions. Texts are written as in [`write_table`](crate::rank::write_table).
///
/// # Errors
///
/// If the writer fails.
pub fn write_cohort_table(cohort: &Cohort, mut writer: impl Write) -> io::Result<()> {
    writer.write_all(provenance(cohort).as_bytes())?;
    let names = COLUMNS.iter().map(|(name, ..)| (*name).to_string());
    let conditions = cohort.conditions.iter().flat_map(|condition| {
        let key = field(&condition.key);
        let names = CONDITION.iter();
        let names = names.map(move |(name, ..)| format!("{name}_{key}"));
        names.chain(opinion_names(condition))
    });
    writeln!(
        writer,
        "{}",
        names.chain(conditions).collect::<Vec<_>>().join("\t")
    )?;
    for gene in &cohort.genes {
        let values = COLUMNS.iter().map(|(.., value)| value(cohort, gene));
        let scores = cohort.conditions.iter().enumerate();
        let scores = scores.flat_map(|(place, condition)| {
            let score = gene.scores.get(place);
            score_values(score)
                .into_iter()
                .chain(opinion_values(condition, score))
        });
        writeln!(
            writer,
            "{}",
            values.chain(scores).collect::<Vec<_>>().join("\t")
        )?;
    }
    writer.flush()
}

fn score_values(score: Option<&GeneScore>) -> Vec<String> {
    let value = |value: &OfScore| score.map_or(MISSING.into(), value);
    CONDITION.iter().map(|(.., of)| value(of)).collect()
}

fn provenance(cohort: &Cohort) -> String {
    let mut out = opening(&cohort.program, &cohort.command, cohort.synthetic);
    out += &text::comment("order", &cohort.order);
    if let Some(bundle) = &cohort.bundle {
        let shown = format!("{} {}, {}", bundle.name, bundle.version, bundle.digest);
        out += &text::comment("bundle", &shown);
    }
    out += &models(&cohort.conditions);
    for note in &cohort.notes {
        out += &text::comment("note", note);
    }
    if !cohort.burden_caveat.is_empty() {
        out += &text::comment("burden", &cohort.burden_caveat);
    }
    for patient in &cohort.patients {
        let CohortPatient {
            sample,
            input,
            candidates,
            sex,
            ..
        } = patient;
        let shown = format!(
            "{sample} in {input}: {}; {candidates} candidate genes",
            sex.words()
        );
        out += &text::comment("patient", &shown);
        for banner in &patient.banners {
            out += &text::comment("warning", &format!("{sample} in {input}: {banner}"));
        }
        for note in &patient.notes {
            out += &text::comment("note", &format!("{sample} in {input}: {note}"));
        }
    }
    out
}

fn list(
    cohort: &Cohort,
    gene: &CohortGene,
    item: impl Fn(&CohortPatient, &Carrier) -> String,
) -> String {
    let carriers = gene.carriers.iter();
    let items =
        carriers.filter_map(|carrier| Some(item(cohort.patients.get(carrier.patient)?, carrier)));
    items.collect::<Vec<_>>().join(";")
}

fn zygosities(carrier: &Carrier) -> String {
    let each = carrier
        .variants
        .iter()
        .map(|variant| word(variant.zygosity));
    each.collect::<Vec<_>>().join("+")
}
