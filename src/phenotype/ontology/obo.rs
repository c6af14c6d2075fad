//! The stanzas of an OBO file (<https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html>), as
//! far as HPO's needs it.

use crate::phenotype::id::HpoId;

/// A term as the file has it.
#[derive(Debug, Default)]
pub(super) struct Stanza {
    /// Its first line, from 1.
    pub(super) line: u64,
    pub(super) id: Option<HpoId>,
    pub(super) name: String,
    pub(super) parents: Vec<HpoId>,
    pub(super) alternates: Vec<HpoId>,
    pub(super) is_obsolete: bool,
    pub(super) replaced_by: Vec<HpoId>,
    pub(super) consider: Vec<HpoId>,
}

/// What an OBO file says.
#[derive(Debug, Default)]
pub(super) struct Obo {
    /// `data-version`.
    pub(super) version: String,
    /// The terms of HPO; those of other ontologies are passed over.
    pub(super) terms: Vec<Stanza>,
}

impl Obo {
    /// Reads a file's text. The error is the line, from 1, and what is wrong there.
    pub(super) fn parse(text: &str) -> Result<Self, (u64, String)> {
        let mut obo = Self::default();
        let mut stanza: Option<Stanza> = None;
        let mut is_header = true;
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.starts_with('[') {
                obo.terms.extend(stanza.take().filter(|s| s.id.is_some()));
                is_header = false;
                stanza = (line == "[Term]").then(|| Stanza {
                    line: number,
                    ..Stanza::default()
                });
            } else if let Some(stanza) = &mut stanza {
                stanza.take_in(line).map_err(|what| (number, what))?;
            } else if let (true, Some(version)) = (is_header, line.strip_prefix("data-version:")) {
                obo.version = version.trim().into();
            }
        }
        obo.terms.extend(stanza.filter(|s| s.id.is_some()));
        Ok(obo)
    }
}

impl Stanza {
    fn take_in(&mut self, line: &str) -> Result<(), String> {
        let Some((tag, value)) = line.split_once(':') else {
            let is_nothing = line.is_empty() || line.starts_with('!');
            return match is_nothing {
                true => Ok(()),
                false => Err(format!("`{}` is no `tag: value`", shown(line))),
            };
        };
        let value = value.trim();
        let places = match tag {
            "id" => {
                self.id = HpoId::parse(value.as_bytes());
                return Ok(());
            }
            "name" => {
                self.name = value.into();
                return Ok(());
            }
            "is_obsolete" => {
                self.is_obsolete = value == "true";
                return Ok(());
            }
            "is_a" => &mut self.parents,
            "alt_id" => &mut self.alternates,
            "replaced_by" => &mut self.replaced_by,
            "consider" => &mut self.consider,
            _ => return Ok(()),
        };
        // A comment or a qualifier may follow: `HP:0000001 {source="x"} ! All`.
        let word = value.split_whitespace().next().unwrap_or_default();
        match HpoId::parse(word.as_bytes()) {
            Some(id) => places.push(id),
            None if word.contains(':') && !word.starts_with("HP:") => {}
            None => return Err(format!("`{}` names no term", shown(line))),
        }
        Ok(())
    }
}

/// The beginning of a line.
fn shown(line: &str) -> String {
    line.chars().filter(|c| !c.is_control()).take(60).collect()
}
