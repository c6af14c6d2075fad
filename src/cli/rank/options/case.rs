//! What a phenopacket says, as far as no option says otherwise.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::Options;
use crate::{
    phenotype::{PacketSex, Phenopacket},
    rank::{Karyotype, KaryotypeSource, Pedigree, Sex},
};

/// What a phenopacket says, as far as no option says otherwise.
#[derive(Default)]
pub(super) struct Case {
    /// The file.
    pub(super) path: Option<PathBuf>,
    /// The patient's name in the VCF.
    pub(super) sample: Option<String>,
    /// The patient's declared sex.
    pub(super) sex: Option<Sex>,
    /// The patient's karyotype.
    pub(super) karyotype: Option<Karyotype>,
    pub(super) pedigree: Option<Pedigree>,
    pub(super) terms: Vec<String>,
    /// What the reader should know, a sentence each.
    pub(super) notes: Vec<String>,
}

impl Options {
    /// Takes up what a phenopacket says of the patient; options outrank it, with a note where they say
    /// something else.
    pub fn take_in(&mut self, mut packet: Phenopacket) -> anyhow::Result<()> {
        let mut notes = std::mem::take(&mut packet.notes);
        notes.extend(self.name_proband(&mut packet)?);
        let (sex, note) = self.sex_of(&packet)?;
        notes.extend(note);
        let pedigree = match &self.patients.ped {
            None => Pedigree::of_phenopacket(&packet)?,
            Some(ped) => {
                notes.extend((!packet.persons.is_empty()).then(|| {
                    format!(
                        "The pedigree is that of {}, and not the phenopacket's.",
                        shown(ped)
                    )
                }));
                None
            }
        };
        notes.extend(self.note_on_terms(&packet));
        let (karyotype, note) = self.karyotype_of(&packet)?;
        notes.extend(note);
        self.case = Case {
            path: Some(packet.path),
            sample: Some(packet.proband.sample),
            sex,
            karyotype,
            pedigree,
            terms: packet.terms,
            notes,
        };
        Ok(())
    }

    /// Calls the proband as `--samples` does, where that names one sample and none of the family.
    fn name_proband(&self, packet: &mut Phenopacket) -> anyhow::Result<Option<String>> {
        let (asked, name) = (&self.patients.samples, packet.proband.sample.clone());
        match &asked[..] {
            [] => Ok(None),
            _ if asked.contains(&name) => Ok((asked.len() > 1).then(|| {
                format!(
                    "The phenopacket's terms are those of {name}, and compared for all samples."
                )
            })),
            [other] if !packet.names(other) => {
                packet.call_proband(other);
                Ok(Some(format!(
                    "The phenopacket calls the patient {name}, who is sample {other} by --samples."
                )))
            }
            _ => bail!(
                "--samples does not name {name}, of whom the phenopacket {} is: add it, or leave \
                 --samples out",
                packet.path.display()
            ),
        }
    }

    /// The declared sex, where no option gives one, and what is said of another.
    fn sex_of(&self, packet: &Phenopacket) -> anyhow::Result<(Option<Sex>, Option<String>)> {
        let name = &packet.proband.sample;
        let declared = match packet.proband.sex {
            PacketSex::Male => Sex::Male,
            PacketSex::Female => Sex::Female,
            PacketSex::Unknown => return Ok((None, None)),
            PacketSex::Other => {
                let note = format!(
                    "The phenopacket says of {name} that the sex is another: none is taken to be declared."
                );
                return Ok((None, Some(note)));
            }
        };
        let (all, some) = self.patients.sexes()?;
        let by_option = some.get(name).copied().or(all);
        let ped = self
            .patients
            .ped
            .as_deref()
            .map(Pedigree::open)
            .transpose()?;
        let by_ped = ped
            .map(|ped| ped.sex(name))
            .filter(|sex| *sex != Sex::Unknown);
        let (other, who) = match (by_option, by_ped) {
            (Some(sex), _) => (sex, "--sex"),
            (None, Some(sex)) => (sex, "--ped"),
            (None, None) => return Ok((Some(declared), None)),
        };
        let note = format!(
            "The sex of {name} is {} by {who}, which is used, and {} by the phenopacket.",
            other.name(),
            declared.name()
        );
        Ok((None, (other != declared).then_some(note)))
    }

    /// The karyotype, likewise.
    fn karyotype_of(
        &self,
        packet: &Phenopacket,
    ) -> anyhow::Result<(Option<Karyotype>, Option<String>)> {
        let Some(text) = &packet.proband.karyotype else {
            return Ok((None, None));
        };
        let name = &packet.proband.sample;
        let declared = Karyotype {
            source: KaryotypeSource::Phenopacket,
            ..text.parse()?
        };
        let (all, some) = self.patients.karyotypes()?;
        let Some(other) = some.get(name).cloned().or(all) else {
            return Ok((Some(declared), None));
        };
        let note = format!(
            "The karyotype of {name} is {} by --karyotype, which is used, and {text} by the phenopacket.",
            other.text
        );
        Ok((None, (other.lines != declared.lines).then_some(note)))
    }

    fn note_on_terms(&self, packet: &Phenopacket) -> Option<String> {
        let (phenotypes, count) = (&self.lists.phenotypes, packet.terms.len());
        if count == 0 {
            let nothing = phenotypes.hpo.is_empty() && phenotypes.has_files();
            return nothing.then(|| {
                "The phenopacket has no term of HPO that the patient has: no phenotype is compared."
                    .into()
            });
        }
        match (phenotypes.hpo.is_empty(), phenotypes.has_files()) {
            (false, _) => Some(format!(
                "The terms are those of --hpo, and not the {count} of the phenopacket."
            )),
            (true, false) => Some(format!(
                "The {count} terms of the phenopacket are not compared: name the folder with HPO's \
                 files by --hpo-folder."
            )),
            (true, true) => None,
        }
    }
}

fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
