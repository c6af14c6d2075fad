//! The columns: each with its name, what it is, and how it is had.

mod value;

pub(in crate::rank) use self::value::phenotypes;
use self::value::{depths, known, modes, peak, prediction, structural, transcript, words};
use crate::rank::{
    Candidate, CandidateVariant, GeneScore, Patient, RankedCondition,
    order::deciding,
    text::{MISSING, field, list_item, number, word},
};

/// What a row is of.
pub(super) struct Line<'a> {
    pub(super) patient: &'a Patient,
    pub(super) candidate: &'a Candidate,
    pub(super) variant: &'a CandidateVariant,
}

/// A column of a table.
pub(super) struct Column<F> {
    pub(super) name: &'static str,
    what: &'static str,
    pub(super) value: F,
}

/// Names and meanings of the columns that every table has, in their order.
pub fn table_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|column| (column.name, column.what))
}

/// Names and meanings of the columns that follow for each condition: `_` and its key come after.
pub fn condition_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    CONDITION.iter().map(|column| (column.name, column.what))
}

type OfLine = fn(&Line<'_>) -> String;
type OfScore = fn(&GeneScore) -> String;

const fn column<F>(name: &'static str, what: &'static str, value: F) -> Column<F> {
    Column { name, what, value }
}

pub(super) const COLUMNS: [Column<OfLine>; 62] = [
    column("sample", "the sample", |l| field(&l.patient.sample)),
    column("input", "the name of its file", |l| field(&l.patient.input)),
    column(
        "rank",
        "the gene's place, from 1, among all of the patient's",
        |l| l.candidate.rank.to_string(),
    ),
    column("known", "the list of known genes that has the gene", |l| {
        known(l, |known| &known.list)
    }),
    column(
        "known_confidence",
        "what the list says of its confidence, e.g. `Green`",
        |l| known(l, |known| &known.confidence),
    ),
    column(
        "tier",
        "the tier of the order, from 1; `.` where the order has none",
        |l| number(l.candidate.place.tier),
    ),
    column("tier_name", "its name", |l| field(&l.candidate.place.name)),
    column(
        "reason",
        "what decided the gene's place, in a sentence",
        |l| field(&l.candidate.place.reason),
    ),
    column(
        "set_aside",
        "`yes` where the pattern of expression sets the gene after all others",
        |l| {
            if l.candidate.set_aside {
                "yes"
            } else {
                MISSING
            }
            .into()
        },
    ),
    column(
        "modes",
        "the ways in which the gene's variants may cause disease, separated by `;`; `?` after one that is only possible",
        |l| modes(l.candidate),
    ),
    column(
        "fit",
        "whether these fit the gene's mode of inheritance: `yes`, `may` or `no`",
        |l| word(l.candidate.fit),
    ),
    column("fit_reason", "why, of the variant of the row", |l| {
        field(&l.variant.fit_reason)
    }),
    column(
        "known_inheritance",
        "the gene's mode of inheritance by the list of known genes, separated by `;`",
        |l| {
            let known = l.candidate.known.as_ref();
            words(known.map_or(&[][..], |known| &known.inheritance))
        },
    ),
    column("symbol", "the gene's symbol", |l| {
        field(&l.candidate.gene.symbol)
    }),
    column("gene_id", "the Ensembl gene ID", |l| {
        field(&l.candidate.gene.ensembl_id)
    }),
    column("hgnc_id", "the HGNC ID", |l| {
        field(&l.candidate.gene.hgnc_id)
    }),
    column("chrom", "CHROM", |l| field(&l.variant.contig)),
    column("pos", "POS", |l| l.variant.position.to_string()),
    column("id", "ID", |l| field(&l.variant.id)),
    column("ref", "REF", |l| field(&l.variant.reference)),
    column("alt", "ALT", |l| field(&l.variant.alternate)),
    column("qual", "QUAL", |l| number(l.variant.quality)),
    column("filter", "FILTER", |l| field(&l.variant.filter)),
    column("genotype", "GT", |l| field(&l.variant.call.genotype)),
    column(
        "zygosity",
        "`heterozygous`, `homozygous` or `hemizygous`",
        |l| word(l.variant.call.zygosity),
    ),
    column("gq", "GQ, the genotype's quality", |l| {
        number(l.variant.call.quality)
    }),
    column("dp", "DP, the depth", |l| number(l.variant.call.depth)),
    column("ad", "reads with REF and with this ALT, `12,10`", |l| {
        depths(l.variant.call.allele_depths)
    }),
    column(
        "consequence",
        "terms of the Sequence Ontology, joined by `&`",
        |l| transcript(l, |t| field(&t.consequence)),
    ),
    column("impact", "`HIGH`, `MODERATE`, `LOW` or `MODIFIER`", |l| {
        transcript(l, |t| t.impact.map_or(MISSING.into(), word))
    }),
    column("transcript", "the transcript that is shown", |l| {
        transcript(l, |t| field(&t.id))
    }),
    column(
        "standing",
        "what it is: `mane-select`, `mane-plus-clinical`, `canonical` or `other`",
        |l| transcript(l, |t| word(t.standing)),
    ),
    column("hgvsc", "HGVS of the coding sequence", |l| {
        transcript(l, |t| field(&t.hgvs_c))
    }),
    column("hgvsp", "HGVS of the protein", |l| {
        transcript(l, |t| field(&t.hgvs_p))
    }),
    column("frequency", "the highest population frequency, 0-1", |l| {
        number(l.variant.frequency.as_ref().map(|f| f.value))
    }),
    column("frequency_field", "the field that says so", |l| {
        l.variant
            .frequency
            .as_ref()
            .map_or(MISSING.into(), |f| field(&f.field))
    }),
    column("polyphen", "PolyPhen-2, `class(score)`", |l| {
        prediction(l.variant.predictions.polyphen.as_ref())
    }),
    column("sift", "SIFT, likewise", |l| {
        prediction(l.variant.predictions.sift.as_ref())
    }),
    column("alphamissense", "AlphaMissense, likewise", |l| {
        prediction(l.variant.predictions.alphamissense.as_ref())
    }),
    column("revel", "REVEL, likewise", |l| {
        prediction(l.variant.predictions.revel.as_ref())
    }),
    column("cadd", "CADD, PHRED-scaled", |l| {
        prediction(l.variant.predictions.cadd.as_ref())
    }),
    column(
        "spliceai",
        "SpliceAI: the highest of its four delta scores",
        |l| prediction(l.variant.predictions.spliceai.as_ref()),
    ),
    column(
        "clinical_significance",
        "ClinVar's, as the input has it",
        |l| field(&l.variant.clinical_significance),
    ),
    column(
        "clinical_class",
        "what this means: `pathogenic`, `likely-pathogenic`, `conflicting`, `uncertain`, `likely-benign` or `benign`",
        |l| l.variant.clinical_class.map_or(MISSING.into(), word),
    ),
    column("clinical_field", "the field that says so", |l| {
        field(&l.variant.clinical_field)
    }),
    column(
        "clinical_stars",
        "the stars of ClinVar's review status, 0-4",
        |l| number(l.variant.clinical_stars),
    ),
    column(
        "clinical_conflict",
        "what submitters say where they contradict one another (CLNSIGCONF)",
        |l| field(&l.variant.clinical_conflict),
    ),
    column("effect", "`loss-of-function` or `damaging`", |l| {
        l.variant
            .effect
            .as_ref()
            .map_or(MISSING.into(), |e| word(e.kind))
    }),
    column("effect_by", "who says so", |l| {
        l.variant
            .effect
            .as_ref()
            .map_or(MISSING.into(), |e| field(&e.by))
    }),
    column(
        "structural",
        "of a structural variant `loss`, `gain`, `inversion`, `insertion`, `breakend` or `other`",
        |l| structural(l, |s| word(s.kind)),
    ),
    column("structural_length", "its length in bases", |l| {
        structural(l, |s| number(s.length))
    }),
    column(
        "copies",
        "how many copies there are of it, where the caller says (CN)",
        |l| structural(l, |s| number(s.copies)),
    ),
    column(
        "extent",
        "what of the gene it takes in: `whole`, `part`, `regulatory` or `unknown`",
        |l| structural(l, |s| word(s.extent)),
    ),
    column(
        "regulatory",
        "the regulatory regions of the gene that it changes, separated by `;`",
        |l| {
            structural(l, |s| match s.regulatory.as_slice() {
                [] => MISSING.into(),
                names => names
                    .iter()
                    .map(|name| list_item(name, &[';']))
                    .collect::<Vec<_>>()
                    .join(";"),
            })
        },
    ),
    column(
        "run_of_homozygosity",
        "the length in bases of the run that a homozygous variant lies in",
        |l| number(l.variant.run_of_homozygosity),
    ),
    column(
        "hits",
        "how many of the patient's variants hit the gene",
        |l| l.candidate.variants.len().to_string(),
    ),
    column(
        "compound",
        "what heterozygous hits make together: `trans`, `cis` or `unphased`",
        |l| l.candidate.compound.map_or(MISSING.into(), word),
    ),
    column(
        "transmission",
        "`de-novo`, `maternal`, `paternal`, `biparental` or `unknown`",
        |l| l.variant.transmission.map_or(MISSING.into(), word),
    ),
    column(
        "phenotypes",
        "the terms asked for that the gene has, separated by `;`",
        |l| phenotypes(&l.candidate.phenotypes),
    ),
    column(
        "phenotype_similarity",
        "how like the patient's terms those of the gene's nearest disease are, 0-1",
        |l| number(l.candidate.phenotype.as_ref().map(|p| p.similarity)),
    ),
    column(
        "phenotype_disease",
        "that disease, as HPO's annotations call it",
        |l| {
            let phenotype = l.candidate.phenotype.as_ref();
            phenotype.map_or(MISSING.into(), |p| {
                field(&format!("{} {}", p.disease, p.disease_name))
            })
        },
    ),
    column(
        "why",
        "why the gene has the score that decides, in a sentence; `.` where the bundle does not tell",
        |l| {
            let score = deciding(&l.candidate.scores, l.patient.condition);
            score
                .why()
                .map_or(MISSING.into(), |told| field(&told.sentence))
        },
    ),
];

/// How the name of a second opinion's column begins.
const OPINION: &str = "opinion";

pub(super) const CONDITION: [Column<OfScore>; 4] = [
    column("score", "the gene's score, 0-1", |s| number(s.score)),
    column(
        "percentile",
        "its percentile among all scored genes, 0-100",
        |s| number(s.percentile),
    ),
    column(
        "pattern",
        "the pattern of expression: `silent`, `sparse`, `banded` or `ubiquitous`",
        |s| {
            s.pattern
                .as_ref()
                .map_or(MISSING.into(), |p| field(&p.class))
        },
    ),
    column(
        "peak",
        "the cell type and time of the highest expression, `cell type@time`",
        peak,
    ),
];

/// Names of the columns of a condition's second opinions, which follow its others: a percentile each.
pub(in crate::rank) fn opinion_names(condition: &RankedCondition) -> impl Iterator<Item = String> {
    let key = field(&condition.key);
    let opinions = condition.opinions.iter();
    opinions.map(move |opinion| format!("{OPINION}_{key}_{}", field(&opinion.name)))
}

/// Their values for a gene.
pub(in crate::rank) fn opinion_values(
    condition: &RankedCondition,
    score: Option<&GeneScore>,
) -> impl Iterator<Item = String> {
    let opinions = condition.opinions.iter();
    opinions.map(move |opinion| number(score.and_then(|score| score.opinion(&opinion.name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(columns: impl Iterator<Item = (&'static str, &'static str)>, end: &str) -> String {
        let row = |(name, what)| format!("| `{name}{end}` | {what} |\n");
        columns.map(row).collect()
    }

    #[test]
    fn the_guide_lists_every_column_as_it_is() {
        let guide = include_str!("../../../docs/ranking.md");
        let (_, rest) = guide.split_once("<!-- columns -->\n").unwrap();
        let (found, _) = rest.split_once("<!-- end columns -->").unwrap();
        let all = rows(table_columns(), "") + &rows(condition_columns(), "_<condition>");
        let expected = format!("| column | what |\n| --- | --- |\n{all}");
        assert_eq!(found, expected);
    }
}
