//! The persons of a phenopacket.

use super::message;

/// What `subject.sex` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PacketSex {
    /// `FEMALE`.
    Female,
    /// `MALE`.
    Male,
    /// `OTHER_SEX`: neither can be said.
    Other,
    /// Nothing.
    #[default]
    Unknown,
}

const SEXES: [&str; 4] = ["UNKNOWN_SEX", "FEMALE", "MALE", "OTHER_SEX"];
const KARYOTYPES: [&str; 12] = [
    "UNKNOWN_KARYOTYPE",
    "XX",
    "XY",
    "XO",
    "XXY",
    "XXX",
    "XXYY",
    "XXXY",
    "XXXX",
    "XYY",
    "OTHER_KARYOTYPE",
    "",
];
const AFFECTED: [&str; 3] = ["MISSING", "UNAFFECTED", "AFFECTED"];

/// A subject: the proband, or a relative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// What the VCF calls it.
    pub sample: String,
    /// What the phenopacket calls it.
    pub id: String,
    /// The declared sex.
    pub sex: PacketSex,
    /// The karyotype of `karyotypicSex`, as `46,XY`; `None` where it is not known, or another than
    /// the phenopackets have a word for.
    pub karyotype: Option<String>,
    /// Whether it is such another one.
    pub has_other_karyotype: bool,
}

/// A person of a pedigree. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The family.
    pub family: String,
    /// What the VCF calls it; for all names here.
    pub name: String,
    /// The father.
    pub father: Option<String>,
    /// The mother.
    pub mother: Option<String>,
    /// The sex.
    pub sex: PacketSex,
    /// Whether it has the disease.
    pub affected: Option<bool>,
}

impl Subject {
    pub(super) fn new(subject: &message::Subject, sample: String) -> Self {
        let karyotype = subject.karyotypic_sex.name(&KARYOTYPES);
        Self {
            sample,
            id: subject.id.trim().into(),
            sex: sex(&subject.sex),
            karyotype: written(karyotype),
            has_other_karyotype: karyotype == "OTHER_KARYOTYPE",
        }
    }
}

impl Person {
    pub(super) fn new(person: &message::Person, sample: impl Fn(&str) -> String) -> Self {
        let parent = |id: &str| {
            let is_known = !matches!(id.trim(), "" | "0");
            is_known.then(|| sample(id.trim()))
        };
        Self {
            family: person.family_id.trim().into(),
            name: sample(person.individual_id.trim()),
            father: parent(&person.paternal_id),
            mother: parent(&person.maternal_id),
            sex: sex(&person.sex),
            affected: match person.affected_status.name(&AFFECTED) {
                "AFFECTED" => Some(true),
                "UNAFFECTED" => Some(false),
                _ => None,
            },
        }
    }
}

fn sex(word: &message::Word) -> PacketSex {
    match word.name(&SEXES) {
        "FEMALE" => PacketSex::Female,
        "MALE" => PacketSex::Male,
        "OTHER_SEX" => PacketSex::Other,
        _ => PacketSex::Unknown,
    }
}

/// As cytogeneticists write it: the number of chromosomes, then those of sex. `XO` is `45,X`.
fn written(word: &str) -> Option<String> {
    let letters = word.strip_suffix('O').unwrap_or(word);
    let is_karyotype = !letters.is_empty() && letters.bytes().all(|c| matches!(c, b'X' | b'Y'));
    is_karyotype.then(|| format!("{},{letters}", 44 + letters.len()))
}
