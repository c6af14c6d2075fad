//! Phenopackets of the GA4GH (<https://phenopacket-schema.readthedocs.io>, version 2 in JSON): a patient's
//! terms, sex, karyotype, family and VCF.
//!
//! ```
//! use std::path::Path;
//!
//! use dsdscore::phenotype::{PacketSex, Phenopacket};
//!
//! let json = r#"{
//!   "subject": {"id": "P1", "sex": "FEMALE", "karyotypicSex": "XY"},
//!   "phenotypicFeatures": [
//!     {"type": {"id": "HP:0000133", "label": "Gonadal dysgenesis"}},
//!     {"type": {"id": "HP:0000054"}, "excluded": true}
//!   ],
//!   "files": [{"uri": "file:///data/p1.vcf.gz", "fileAttributes": {"fileFormat": "VCF"}}]
//! }"#;
//! let packet = Phenopacket::parse(json.as_bytes(), Path::new("p1.json"))?;
//! assert_eq!(packet.proband.sample, "P1");
//! assert_eq!(packet.proband.sex, PacketSex::Female);
//! assert_eq!(packet.proband.karyotype.as_deref(), Some("46,XY"));
//! assert_eq!((packet.terms.len(), packet.excluded), (1, 1));
//! assert_eq!(packet.vcf()?.as_deref(), Some(Path::new("/data/p1.vcf.gz")));
//! # Ok::<(), dsdscore::phenotype::PhenopacketError>(())
//! ```

mod error;
mod files;
mod message;
mod person;

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use self::message::Message;
pub use self::{
    error::PhenopacketError,
    files::PacketVcf,
    person::{PacketSex, Person, Subject},
};
use crate::text;

/// What a phenopacket, alone or of a family, says of a patient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phenopacket {
    /// The file.
    pub path: PathBuf,
    /// The patient.
    pub proband: Subject,
    /// Those of the family who have a phenopacket of their own.
    pub relatives: Vec<Subject>,
    /// The pedigree; empty without one.
    pub persons: Vec<Person>,
    /// HPO's terms of what the patient has, in the file's order.
    pub terms: Vec<String>,
    /// How many of HPO's terms it says that the patient does not have.
    pub excluded: usize,
    /// How many features are terms of other ontologies.
    pub foreign: usize,
    /// The VCFs that it names.
    pub files: Vec<PacketVcf>,
    /// What the reader should know, a sentence each.
    pub notes: Vec<String>,
}

const NOT_JSON: &str = "is no JSON: a phenopacket in YAML becomes JSON by `yq -o json`, and one in protobuf by \
     phenopacket-tools";
const COHORT: &str = "is a Cohort: give the phenopacket of one patient or one family";
const NO_SUBJECT: &str = "has neither a subject nor a proband with an id, and so is of nobody: give the subject an id, which the \
     VCF's sample has";

impl Phenopacket {
    /// Reads a phenopacket, compressed by gzip or not.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, PhenopacketError> {
        let path = path.as_ref();
        let mut bytes = Vec::new();
        let read = text::open(path).and_then(|mut input| input.read_to_end(&mut bytes));
        read.map_err(|source| PhenopacketError::Read {
            path: path.into(),
            source,
        })?;
        Self::parse(&bytes, path)
    }

    /// Reads a phenopacket's JSON; `path` is what errors call it, and relative files are sought
    /// beside it.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn parse(json: &[u8], path: &Path) -> Result<Self, PhenopacketError> {
        let other = |what| PhenopacketError::Other {
            path: path.into(),
            what,
        };
        if json.trim_ascii_start().first() != Some(&b'{') {
            return Err(other(NOT_JSON));
        }
        let message: Message =
            serde_json::from_slice(json).map_err(|source| PhenopacketError::Json {
                path: path.into(),
                source,
            })?;
        if !message.members.is_empty() {
            return Err(other(COHORT));
        }
        let packet = Self::of(message, path).ok_or_else(|| other(NO_SUBJECT))?;
        packet.check()?;
        Ok(packet)
    }

    /// Makes a patient of a `Phenopacket` or a `Family`; `None` where nobody is named.
    fn of(mut message: Message, path: &Path) -> Option<Self> {
        let mut files = std::mem::take(&mut message.files);
        let (pedigree, relatives) = (
            std::mem::take(&mut message.pedigree),
            std::mem::take(&mut message.relatives),
        );
        let mut proband = match message.proband.take() {
            Some(proband) => *proband,
            None => message,
        };
        files.append(&mut proband.files);
        let mut vcfs: Vec<PacketVcf> = Vec::new();
        for vcf in files.into_iter().filter_map(PacketVcf::of) {
            if !vcfs.contains(&vcf) {
                vcfs.push(vcf);
            }
        }
        let sample = |id: &str| {
            let mut names = vcfs.iter().filter_map(|vcf| vcf.samples.get(id));
            names.next().map_or_else(|| id.to_string(), Clone::clone)
        };
        let subject = |message: &Message| {
            let subject = message.subject.as_ref()?;
            let is_named = !subject.id.trim().is_empty();
            is_named.then(|| Subject::new(subject, sample(subject.id.trim())))
        };
        let persons = pedigree.persons.iter();
        let mut packet = Self {
            path: path.into(),
            proband: subject(&proband)?,
            relatives: relatives.iter().filter_map(subject).collect(),
            persons: persons.map(|person| Person::new(person, sample)).collect(),
            ..Self::default()
        };
        packet.files = vcfs;
        packet.take_features(&proband.phenotypic_features);
        packet.learn_sexes();
        packet.note_karyotypes();
        Some(packet)
    }

    fn take_features(&mut self, features: &[message::Feature]) {
        let mut absent = Vec::new();
        for feature in features {
            let id = feature.of.id.trim();
            if !id.starts_with("HP:") {
                self.foreign += usize::from(!id.is_empty());
            } else if feature.excluded {
                absent.push(id);
            } else {
                self.terms.push(id.into());
            }
        }
        self.excluded = absent.len();
        let both = absent
            .iter()
            .find(|id| self.terms.iter().any(|term| term == *id));
        let told = [
            (
                self.excluded,
                "say what the patient does not have, and are not used",
            ),
            (self.foreign, "are no terms of HPO, and are not used"),
        ];
        for (count, what) in told.into_iter().filter(|(count, _)| *count > 0) {
            self.notes
                .push(format!("{count} features of the phenopacket {what}."));
        }
        self.notes.extend(both.map(|id| {
            format!("The phenopacket says of {id} both that the patient has it and has it not: it is used.")
        }));
    }

    /// Gives persons of unknown sex that of their own phenopackets.
    fn learn_sexes(&mut self) {
        let subjects = self.relatives.iter().chain([&self.proband]);
        for subject in subjects {
            let mut persons = self.persons.iter_mut();
            let person = persons.find(|person| person.name == subject.sample);
            let unknown = person.filter(|person| person.sex == PacketSex::Unknown);
            if let Some(person) = unknown {
                person.sex = subject.sex;
            }
        }
    }

    fn note_karyotypes(&mut self) {
        let subjects = self.relatives.iter().chain([&self.proband]);
        let others = subjects.filter(|subject| subject.has_other_karyotype);
        let notes = others.map(|subject| {
            format!(
                "The phenopacket says of {} that the karyotype is another than it has a word for: \
                 write it by --karyotype.",
                subject.sample
            )
        });
        self.notes.extend(notes);
    }

    /// Refuses what would mix persons up.
    fn check(&self) -> Result<(), PhenopacketError> {
        let contradiction = |what| PhenopacketError::Contradiction {
            path: self.path.clone(),
            what,
        };
        if let Some((id, [one, other])) = self.two_names() {
            return Err(contradiction(format!(
                "its files call {id} {one} and {other}: leave the VCF in that is to be ranked"
            )));
        }
        let same = self
            .relatives
            .iter()
            .find(|one| one.sample == self.proband.sample);
        if let Some(relative) = same {
            return Err(contradiction(format!(
                "the proband {} and the relative {} are both sample {}: correct \
                 individualToFileIdentifiers",
                self.proband.id, relative.id, self.proband.sample
            )));
        }
        let sexes = |one: &&Person| {
            let known = [PacketSex::Male, PacketSex::Female];
            let sex = self.proband.sex;
            one.name == self.proband.sample
                && known.contains(&one.sex)
                && known.contains(&sex)
                && one.sex != sex
        };
        match self.persons.iter().find(sexes) {
            Some(person) => Err(contradiction(format!(
                "subject and pedigree say another sex of {}: correct one",
                person.name
            ))),
            None => Ok(()),
        }
    }

    /// An individual whom two VCFs call otherwise.
    fn two_names(&self) -> Option<(&str, [&str; 2])> {
        let all = || self.files.iter().flat_map(|vcf| &vcf.samples);
        all().find_map(|(id, one)| {
            let (_, other) = all().find(|(other, name)| *other == id && *name != one)?;
            Some((&**id, [&**one, &**other]))
        })
    }

    /// Whether a relative or another person of the pedigree is called so.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        let mut relatives = self.relatives.iter();
        let mut persons = self.persons.iter();
        relatives.any(|one| one.sample == name) || persons.any(|one| one.name == name)
    }

    /// Calls the proband otherwise, as the VCF does.
    pub fn call_proband(&mut self, name: &str) {
        let before = std::mem::replace(&mut self.proband.sample, name.into());
        for person in &mut self.persons {
            let parents = [&mut person.father, &mut person.mother];
            let names = parents.into_iter().flatten().chain([&mut person.name]);
            names
                .filter(|found| **found == before)
                .for_each(|found| *found = name.into());
        }
    }

    /// The one VCF that it names; `None` where it names none.
    ///
    /// # Errors
    ///
    /// If it names several, or one that is not on this machine.
    pub fn vcf(&self) -> Result<Option<PathBuf>, PhenopacketError> {
        match &self.files[..] {
            [] => Ok(None),
            [one] => one.path(&self.path).map(Some),
            several => Err(PhenopacketError::SeveralFiles {
                path: self.path.clone(),
                count: several.len(),
                names: several
                    .iter()
                    .map(|vcf| &*vcf.uri)
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
