//! All that the page says of one variant.

use super::{
    format::{self, NONE},
    links::{self, Link},
};
use crate::rank::{
    Assembly, Call, CandidateVariant, Standing, Transcript, Transmission, Zygosity,
    annotation::Prediction,
};

/// A variant of an opened gene.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) place: Text,
    pub(super) link: Option<Link>,
    pub(super) facts: Vec<Fact>,
    /// What the input does not say, in words; empty where it says all.
    pub(super) unknown: String,
}

/// A text that may be cut, with the whole of it.
#[derive(Debug, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    /// Empty where the text is whole.
    pub(super) whole: String,
}

/// A name and what is known.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: Text,
}

impl Text {
    /// Of a text without end, the beginning.
    fn cut(text: &str, most: usize) -> Self {
        let short = if text.chars().count() > most {
            format::cut(text)
        } else {
            text.into()
        };
        let whole = if short == text {
            String::new()
        } else {
            text.into()
        };
        Self { text: short, whole }
    }
}

impl Variant {
    pub(super) fn new(variant: &CandidateVariant, assembly: Option<Assembly>) -> Self {
        let known = facts(variant)
            .into_iter()
            .partition::<Vec<_>, _>(|(_, text)| !text.is_empty());
        let unknown: Vec<_> = known.1.into_iter().map(|(name, _)| name).collect();
        let fact = |(name, text): (&'static str, String)| Fact {
            name,
            value: Text::cut(&text, 120),
        };
        let alleles = [variant.reference.as_str(), variant.alternate.as_str()];
        Self {
            place: place((&variant.contig, variant.position), alleles),
            link: links::of_variant((&variant.contig, variant.position), alleles, assembly),
            facts: known.0.into_iter().map(fact).collect(),
            unknown: unknown.join(", "),
        }
    }
}

/// `chr17:72121000 A>G`, long alleles cut.
pub(super) fn place((contig, position): (&str, u64), alleles: [&str; 2]) -> Text {
    let spell =
        |[reference, alternate]: [&str; 2]| format!("{contig}:{position} {reference}>{alternate}");
    let whole = spell(alleles);
    let cut = alleles.map(format::cut);
    let text = spell(cut.each_ref().map(String::as_str));
    let whole = if whole == text { String::new() } else { whole };
    Text { text, whole }
}

/// Names with what is known; empty where nothing is.
fn facts(variant: &CandidateVariant) -> Vec<(&'static str, String)> {
    let none = Transcript::default();
    let transcript = variant.transcript.as_ref().unwrap_or(&none);
    let predictions = &variant.predictions;
    vec![
        ("Genotype", genotype(&variant.call)),
        (
            "Inherited from",
            variant.transmission.map_or("", transmission).into(),
        ),
        ("Consequence", consequence(transcript)),
        ("HGVSc", transcript.hgvs_c.clone()),
        ("HGVSp", transcript.hgvs_p.clone()),
        ("Transcript", standing(transcript)),
        ("Frequency", frequency(variant)),
        ("PolyPhen-2", prediction(&predictions.polyphen)),
        ("SIFT", prediction(&predictions.sift)),
        ("AlphaMissense", prediction(&predictions.alphamissense)),
        ("REVEL", prediction(&predictions.revel)),
        ("CADD", prediction(&predictions.cadd)),
        ("SpliceAI", prediction(&predictions.spliceai)),
        ("ClinVar", variant.clinical_significance.clone()),
        (
            "GQ",
            variant
                .call
                .quality
                .map_or_else(String::new, |n| n.to_string()),
        ),
        (
            "DP",
            variant
                .call
                .depth
                .map_or_else(String::new, |n| n.to_string()),
        ),
        ("AD (REF, ALT)", depths(&variant.call)),
        (
            "QUAL",
            variant.quality.map_or_else(String::new, |n| n.to_string()),
        ),
        ("FILTER", variant.filter.clone()),
        ("ID", variant.id.clone()),
    ]
}

fn genotype(call: &Call) -> String {
    let mut text = format!("{} {}", call.genotype, zygosity(call.zygosity));
    if let Some((haplotype, set)) = call.phase {
        text.push_str(&format!(", on haplotype {}", haplotype.saturating_add(1)));
        if set != 0 {
            text.push_str(&format!(" of phase set {set}"));
        }
    } else if let Some((haplotype, set)) = &call.physical_phase {
        let haplotype = haplotype.saturating_add(1);
        text.push_str(&format!(
            ", on haplotype {haplotype} of GATK's phase set {set}"
        ));
    }
    text.trim_start().into()
}

pub(super) fn zygosity(zygosity: Zygosity) -> &'static str {
    match zygosity {
        Zygosity::Heterozygous => "heterozygous",
        Zygosity::Homozygous => "homozygous",
        Zygosity::Hemizygous => "hemizygous",
    }
}

fn transmission(transmission: Transmission) -> &'static str {
    match transmission {
        Transmission::DeNovo => "neither parent (de novo)",
        Transmission::Maternal => "the mother",
        Transmission::Paternal => "the father",
        Transmission::Biparental => "both parents",
        Transmission::Unknown => "not known: a parent is missing or not called",
    }
}

fn consequence(transcript: &Transcript) -> String {
    let terms = words(&transcript.consequence);
    match transcript.impact {
        Some(impact) => format!("{terms} ({})", format!("{impact:?}").to_uppercase())
            .trim_start()
            .into(),
        None => terms,
    }
}

/// Terms of the Sequence Ontology as words.
pub(super) fn words(terms: &str) -> String {
    terms.replace('&', ", ").replace('_', " ")
}

fn standing(transcript: &Transcript) -> String {
    let standing = match transcript.standing {
        _ if transcript.id.is_empty() => return String::new(),
        Standing::Other => return transcript.id.clone(),
        Standing::Canonical => "canonical",
        Standing::ManePlusClinical => "MANE Plus Clinical",
        Standing::ManeSelect => "MANE Select",
    };
    format!("{} ({standing})", transcript.id)
}

fn frequency(variant: &CandidateVariant) -> String {
    let frequency = variant.frequency.as_ref();
    frequency.map_or_else(String::new, |f| {
        format!("{} ({})", format::frequency(f.value), f.field)
    })
}

/// A prediction in words, and whether it counts as damaging.
pub(super) fn prediction(prediction: &Option<Prediction>) -> String {
    let Some(prediction) = prediction else {
        return String::new();
    };
    let class = words(&prediction.class);
    let text = match prediction.score {
        Some(score) if class.is_empty() => score.to_string(),
        Some(score) => format!("{class} ({score})"),
        None => class,
    };
    let says_so = ["damaging", "deleterious"]
        .iter()
        .any(|word| text.contains(word));
    match prediction.damaging && !says_so {
        true => format!("{text}, counts as damaging"),
        false if text.is_empty() => NONE.into(),
        false => text,
    }
}

fn depths(call: &Call) -> String {
    let depths = call.allele_depths;
    depths.map_or_else(String::new, |[reference, alternate]| {
        format!("{reference}, {alternate}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::report::fixture;

    fn fact(variant: &CandidateVariant, name: &str) -> Option<String> {
        let shown = Variant::new(variant, None);
        let mut facts = shown.facts.into_iter();
        facts
            .find(|fact| fact.name == name)
            .map(|fact| fact.value.text)
    }

    #[test]
    fn what_is_known_is_in_words() {
        let mut variant = fixture::variant();
        variant.call.phase = Some((1, 77));
        assert_eq!(
            fact(&variant, "Genotype").unwrap(),
            "0/1 heterozygous, on haplotype 2 of phase set 77"
        );
        variant.call.phase = None;
        variant.call.physical_phase = Some((0, "9_A_C".into()));
        assert_eq!(
            fact(&variant, "Genotype").unwrap(),
            "0/1 heterozygous, on haplotype 1 of GATK's phase set 9_A_C"
        );
        let text = |name| fact(&variant, name).unwrap_or_default();
        assert_eq!(text("Consequence"), "missense variant (MODERATE)");
        assert_eq!(text("Transcript"), "ENST00000245479.3 (MANE Select)");
        assert_eq!(text("Frequency"), "1.2e-5 (gnomADe_AF)");
        assert_eq!(text("PolyPhen-2"), "probably damaging (0.998)");
        assert_eq!(text("AD (REF, ALT)"), "15, 16");
    }

    #[test]
    fn what_is_not_known_is_said_and_not_made_up() {
        let variant = CandidateVariant {
            call: Call::default(),
            transcript: None,
            frequency: None,
            predictions: Default::default(),
            ..fixture::variant()
        };
        let shown = Variant::new(&variant, None);
        for name in [
            "HGVSp",
            "Frequency",
            "PolyPhen-2",
            "REVEL",
            "GQ",
            "DP",
            "ClinVar",
        ] {
            assert!(shown.unknown.contains(name), "{name}");
            assert_eq!(fact(&variant, name), None);
        }
    }

    #[test]
    fn a_number_alone_says_whether_it_counts() {
        let revel = |damaging| {
            prediction(&Some(Prediction {
                class: String::new(),
                score: Some(0.7),
                damaging,
            }))
        };
        assert_eq!(revel(true), "0.7, counts as damaging");
        assert_eq!(revel(false), "0.7");
    }
}
