//! All that the page says of one variant.

use super::{
    format::{self, NONE},
    hgvs::Hgvs,
    links::{self, Link},
    words,
};
use crate::rank::{
    Assembly, Call, CandidateVariant, Relation, RelativeCall, Standing, Transcript,
    annotation::Prediction,
};

/// A variant of an opened gene.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) place: Text,
    pub(super) names: Vec<Hgvs>,
    /// What it does, how many copies, from whom, in a line.
    pub(super) about: String,
    /// Why it fits a mode of inheritance, or not.
    pub(super) fit: String,
    pub(super) link: Option<Link>,
    /// The patient, then the parents, then other relatives.
    pub(super) people: Vec<Person>,
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

/// Somebody's genotype.
#[derive(Debug, PartialEq)]
pub(super) struct Person {
    pub(super) who: String,
    /// GT.
    pub(super) genotype: String,
    /// Whether that carries the variant, in words.
    pub(super) carries: String,
    /// Reads with REF and with the ALT (AD).
    pub(super) reads: String,
    pub(super) depth: String,
    pub(super) quality: String,
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
    pub(super) fn new(
        variant: &CandidateVariant,
        assembly: Option<Assembly>,
        patient: &str,
    ) -> Self {
        let (known, unknown): (Vec<_>, Vec<_>) = facts(variant)
            .into_iter()
            .partition(|(_, text)| !text.is_empty());
        let unknown: Vec<_> = unknown.into_iter().map(|(name, _)| name).collect();
        let fact = |(name, text): (&'static str, String)| Fact {
            name,
            value: Text::cut(&text, 120),
        };
        let alleles = [variant.reference.as_str(), variant.alternate.as_str()];
        Self {
            place: place((&variant.contig, variant.position), alleles),
            names: names(variant),
            about: about(variant),
            fit: format::sentence(&variant.fit_reason),
            link: links::of_variant((&variant.contig, variant.position), alleles, assembly),
            people: people(variant, patient),
            facts: known.into_iter().map(fact).collect(),
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

/// The protein's and the transcript's HGVS, as far as they are known.
fn names(variant: &CandidateVariant) -> Vec<Hgvs> {
    let transcript = variant.transcript.as_ref();
    let names = transcript.map_or([""; 2], |t| [t.hgvs_p.as_str(), t.hgvs_c.as_str()]);
    let names = names.into_iter().filter(|name| !name.is_empty());
    names.map(Hgvs::new).collect()
}

/// What it does; empty where nothing says so.
pub(super) fn consequence(variant: &CandidateVariant) -> String {
    let terms = variant
        .transcript
        .as_ref()
        .map(|t| words::terms(&t.consequence));
    let structural = variant.structural.as_ref().map(words::structural);
    let parts = [structural, terms].into_iter().flatten();
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

fn about(variant: &CandidateVariant) -> String {
    let parts = [
        consequence(variant),
        words::zygosity(&variant.call),
        words::from(variant.transmission).into(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn people(variant: &CandidateVariant, patient: &str) -> Vec<Person> {
    let call = &variant.call;
    let mut people = vec![Person {
        who: patient.into(),
        genotype: format::known(&call.genotype).into(),
        carries: words::zygosity(call) + &phase(call),
        reads: reads(call.allele_depths),
        depth: number(call.depth),
        quality: number(call.quality),
    }];
    let parents = [("Father", &variant.father), ("Mother", &variant.mother)];
    let parents = parents.into_iter();
    people.extend(parents.filter_map(|(who, call)| Some(relative(who.into(), call.as_ref()?))));
    let others = variant.relatives.iter().filter_map(|related| {
        let relation = match related.relation {
            Relation::Mother | Relation::Father => return None,
            Relation::Sibling => "Sibling",
            Relation::PaternalHalfSibling => "Half-sibling by the father",
            Relation::Child => "Child",
            Relation::Other => "Relative",
        };
        let affected = match related.affected {
            Some(true) => ", affected",
            Some(false) => ", not affected",
            None => "",
        };
        let who = format!("{relation} {}{affected}", related.sample);
        Some(relative(who, &related.call))
    });
    people.extend(others);
    people
}

fn relative(who: String, call: &RelativeCall) -> Person {
    let carries = match call.carries {
        Some(true) => "has it",
        Some(false) => "does not have it",
        None => "not called",
    };
    Person {
        who,
        genotype: format::known(&call.genotype).into(),
        carries: carries.into(),
        reads: reads(call.allele_depths),
        depth: number(call.depth),
        quality: number(call.quality),
    }
}

fn reads(depths: Option<[i32; 2]>) -> String {
    depths.map_or_else(
        || NONE.into(),
        |[reference, alternate]| format!("{reference}, {alternate}"),
    )
}

fn number(value: Option<i32>) -> String {
    value.map_or_else(|| NONE.into(), |n| n.to_string())
}

/// Names with what is known; empty where nothing is.
fn facts(variant: &CandidateVariant) -> Vec<(&'static str, String)> {
    let none = Transcript::default();
    let transcript = variant.transcript.as_ref().unwrap_or(&none);
    let predictions = crate::rank::Predictor::ALL.map(|predictor| {
        let said = prediction(variant.predictions.get(predictor));
        (predictor.name(), said)
    });
    let impact = transcript
        .impact
        .map(|impact| format!("{impact:?}").to_lowercase());
    let effect = variant.effect.as_ref();
    let mut facts = vec![
        (
            "Effect on the protein",
            effect.map_or_else(String::new, |e| {
                format!("{}, by {}", words::effect(e.kind), words::terms(&e.by))
            }),
        ),
        ("ClinVar", words::terms(&variant.clinical_significance)),
        ("Frequency", frequency(variant)),
    ];
    facts.extend(predictions);
    facts.extend([
        ("Transcript", standing(transcript)),
        ("Impact", impact.unwrap_or_default()),
        (
            "QUAL",
            variant.quality.map_or_else(String::new, |n| n.to_string()),
        ),
        ("FILTER", variant.filter.clone()),
        ("ID", variant.id.clone()),
    ]);
    facts
}

fn phase(call: &Call) -> String {
    match (&call.phase, &call.physical_phase) {
        (Some((haplotype, 0)), _) => format!(", on haplotype {}", haplotype.saturating_add(1)),
        (Some((haplotype, set)), _) => {
            format!(
                ", on haplotype {} of phase set {set}",
                haplotype.saturating_add(1)
            )
        }
        (None, Some((haplotype, set))) => format!(
            ", on haplotype {} of GATK's phase set {set}",
            haplotype.saturating_add(1)
        ),
        (None, None) => String::new(),
    }
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

/// A prediction in words, and whether it counts as damaging; empty where there is none.
pub(super) fn prediction(prediction: Option<&Prediction>) -> String {
    let Some(prediction) = prediction else {
        return String::new();
    };
    let class = words::terms(&prediction.class);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{Transmission, report::fixture};

    fn fact(variant: &CandidateVariant, name: &str) -> Option<String> {
        let shown = Variant::new(variant, None, "P1");
        let mut facts = shown.facts.into_iter();
        facts
            .find(|fact| fact.name == name)
            .map(|fact| fact.value.text)
    }

    #[test]
    fn what_is_known_is_in_words() {
        let variant = CandidateVariant {
            transmission: Some(Transmission::Maternal),
            ..fixture::variant()
        };
        let shown = Variant::new(&variant, None, "P1");
        assert_eq!(
            shown.about,
            "missense variant · heterozygous · inherited from the mother"
        );
        assert_eq!(shown.names[0].change, "p.Arg110Gln");
        let text = |name| fact(&variant, name).unwrap_or_default();
        assert_eq!(text("Transcript"), "ENST00000245479.3 (MANE Select)");
        assert_eq!(text("Frequency"), "0.000012 (gnomADe_AF)");
        assert_eq!(text("PolyPhen-2"), "probably damaging (0.998)");
        assert_eq!(text("Impact"), "moderate");
    }

    #[test]
    fn the_family_stands_side_by_side() {
        let mut variant = fixture::variant();
        variant.call.phase = Some((1, 77));
        variant.mother = Some(RelativeCall {
            carries: Some(false),
            genotype: "0/0".into(),
            quality: Some(60),
            allele_depths: Some([30, 0]),
            ..RelativeCall::default()
        });
        let people = people(&variant, "P1");
        let [patient, mother] = people.as_slice() else {
            panic!("{people:?}");
        };
        assert_eq!(
            patient.carries,
            "heterozygous, on haplotype 2 of phase set 77"
        );
        assert_eq!(
            (patient.reads.as_str(), patient.quality.as_str()),
            ("15, 16", "99")
        );
        assert_eq!(
            (mother.who.as_str(), mother.carries.as_str()),
            ("Mother", "does not have it")
        );
        assert_eq!(
            (mother.reads.as_str(), mother.depth.as_str()),
            ("30, 0", NONE)
        );
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
        let shown = Variant::new(&variant, None, "P1");
        for name in ["Frequency", "PolyPhen-2", "REVEL", "ClinVar"] {
            assert!(shown.unknown.contains(name), "{name}");
            assert_eq!(fact(&variant, name), None);
        }
        assert!(shown.names.is_empty());
    }

    #[test]
    fn a_number_alone_says_whether_it_counts() {
        let revel = |damaging| {
            prediction(Some(&Prediction {
                class: String::new(),
                score: Some(0.7),
                damaging,
            }))
        };
        assert_eq!(revel(true), "0.7, counts as damaging");
        assert_eq!(revel(false), "0.7");
    }
}
