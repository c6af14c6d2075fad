//! The variants of a gene in a cohort, each once, with the patients that carry it.

use std::{cmp::Reverse, collections::BTreeMap};

use super::super::{
    format,
    hgvs::{Hgvs, short},
    links::{self, Link},
    variant::{self, Text},
    words,
};
use crate::rank::{
    Assembly, Transmission, Zygosity,
    cohort::{CarriedVariant, Cohort, CohortGene},
};

/// A variant.
#[derive(Debug)]
pub(in crate::rank::report) struct Carried {
    pub(super) place: Text,
    pub(super) link: Option<Link>,
    /// The protein's change; may be empty.
    pub(super) name: Hgvs,
    /// What it does and how rare it is, as far as that is known.
    pub(super) about: String,
    /// How many patients carry it.
    pub(super) count: String,
    /// The patients, each with the zygosity.
    pub(super) patients: Vec<String>,
    /// How many more there are.
    pub(super) more: usize,
}

/// By what a variant is known again: it is another one in another assembly.
type Key<'a> = (Option<Assembly>, &'a str, u64, [&'a str; 2]);

/// The variants of a gene, those of most patients first; `names` are the patients', and at most
/// `most` of each variant are named.
pub(super) fn all(
    (cohort, names): (&Cohort, &[String]),
    gene: &CohortGene,
    most: usize,
) -> Vec<Carried> {
    let mut places = BTreeMap::new();
    let mut found: Vec<(Key, &CarriedVariant, Vec<String>)> = Vec::new();
    for carrier in &gene.carriers {
        let assembly = cohort
            .patients
            .get(carrier.patient)
            .and_then(|p| p.assembly);
        let name = names.get(carrier.patient).map_or("", String::as_str);
        for variant in &carrier.variants {
            let key = key(variant, assembly);
            let place = *places.entry(key).or_insert_with(|| {
                found.push((key, variant, Vec::new()));
                found.len() - 1
            });
            found[place]
                .2
                .push(format!("{name} ({})", carriage(variant)));
        }
    }
    // A stable sort: the order of the patients stays.
    found.sort_by_key(|(.., patients)| Reverse(patients.len()));
    found
        .into_iter()
        .map(|found| carried(found, most))
        .collect()
}

fn key(variant: &CarriedVariant, assembly: Option<Assembly>) -> Key<'_> {
    let alleles = [variant.reference.as_str(), variant.alternate.as_str()];
    (assembly, &variant.contig, variant.position, alleles)
}

fn carried(
    ((assembly, contig, position, alleles), variant, mut patients): (
        Key,
        &CarriedVariant,
        Vec<String>,
    ),
    most: usize,
) -> Carried {
    let count = patients.len();
    patients.truncate(most);
    Carried {
        place: variant::place((contig, position), alleles),
        link: links::of_variant((contig, position), alleles, assembly),
        name: Hgvs::of_change(&format::cut(short(&variant.hgvs_p))),
        about: about(variant),
        count: format::count(count as u64, "patient"),
        more: count - patients.len(),
        patients,
    }
}

fn about(variant: &CarriedVariant) -> String {
    let frequency = variant.frequency.filter(|value| value.is_finite());
    let parts = [
        words::terms(&variant.consequence),
        frequency.map_or_else(String::new, |value| {
            format!("frequency {}", format::frequency(value))
        }),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn carriage(variant: &CarriedVariant) -> String {
    let zygosity = abbreviated(variant.zygosity);
    match variant.transmission {
        Some(Transmission::DeNovo) => format!("{zygosity}, de novo"),
        Some(Transmission::Maternal) => format!("{zygosity}, from the mother"),
        Some(Transmission::Paternal) => format!("{zygosity}, from the father"),
        Some(Transmission::Biparental) => format!("{zygosity}, from both parents"),
        Some(Transmission::Unknown) | None => zygosity.into(),
    }
}

pub(super) fn abbreviated(zygosity: Zygosity) -> &'static str {
    match zygosity {
        Zygosity::Heterozygous => "het",
        Zygosity::Homozygous => "hom",
        Zygosity::Hemizygous => "hemi",
    }
}
