//! The patient's terms: which of them are used, and what is said of the others.

use super::{
    PhenotypeError,
    id::HpoId,
    ontology::{Meaning, Ontology},
};

/// The patient's terms, by their places in the ontology.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// Each once, in the order in which they were asked for.
    pub(super) terms: Vec<usize>,
    /// Of these the ones that are compared: a term that another is below says nothing more.
    pub(super) compared: Vec<usize>,
    /// What the reader should know, a sentence each.
    pub(super) notes: Vec<String>,
}

impl Asked {
    /// Finds the terms. Obsolete ones are replaced, earlier numbers become today's.
    ///
    /// # Errors
    ///
    /// If a term is none, or none is left.
    pub(super) fn new(terms: &[String], ontology: &Ontology) -> Result<Self, PhenotypeError> {
        let mut asked = Self::default();
        for term in terms {
            let id = HpoId::parse(term.as_bytes());
            let id = id.ok_or_else(|| PhenotypeError::Shape(term.clone()))?;
            asked.take_in(id, ontology)?;
        }
        asked.compare(ontology);
        match asked.terms.is_empty() {
            true => Err(PhenotypeError::NoTerms(asked.notes.join(" "))),
            false => Ok(asked),
        }
    }

    fn take_in(&mut self, id: HpoId, ontology: &Ontology) -> Result<(), PhenotypeError> {
        let places = match ontology.meaning(id) {
            Meaning::Current(place) => vec![place],
            Meaning::Alternate(place) => {
                let now = ontology.shown(place);
                self.note(format!(
                    "{id} is an earlier number of {now}, which is used."
                ));
                vec![place]
            }
            Meaning::Replaced(places) => {
                let now = shown(&places, ontology);
                self.note(format!("{id} is obsolete: {now} is used in its place."));
                places
            }
            Meaning::Obsolete(consider) => {
                let remedy = match consider.is_empty() {
                    true => String::new(),
                    false => format!(" HPO says to consider {}.", shown(&consider, ontology)),
                };
                self.note(format!(
                    "{id} is obsolete, nothing replaces it, and it is left out.{remedy}"
                ));
                Vec::new()
            }
            Meaning::Unknown => return Err(PhenotypeError::Unknown(id.to_string())),
        };
        places
            .into_iter()
            .for_each(|place| self.add(place, ontology));
        Ok(())
    }

    fn add(&mut self, place: usize, ontology: &Ontology) {
        if !ontology.is_phenotype(place) {
            self.note(format!(
                "{} is no phenotype, as it is not below HP:0000118 (Phenotypic abnormality), and is \
                 left out.",
                ontology.shown(place)
            ));
        } else if !self.terms.contains(&place) {
            self.terms.push(place);
        }
    }

    /// Leaves out of the comparison what another term implies.
    fn compare(&mut self, ontology: &Ontology) {
        for &term in &self.terms.clone() {
            let mut others = self.terms.iter().filter(|&&other| other != term);
            match others.find(|&&other| ontology.is_a(other, term)) {
                None => self.compared.push(term),
                Some(&other) => {
                    let (general, special) = (ontology.shown(term), ontology.shown(other));
                    self.note(format!(
                        "{general} is implied by {special}, and not compared a second time."
                    ));
                }
            }
        }
    }

    fn note(&mut self, text: String) {
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }
}

fn shown(places: &[usize], ontology: &Ontology) -> String {
    let shown: Vec<_> = places.iter().map(|&place| ontology.shown(place)).collect();
    shown.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(terms: &[&str]) -> Result<(Vec<String>, Vec<String>, String), PhenotypeError> {
        let ontology = Ontology::read("tests/fixtures/phenotype/hpo/hp.obo".as_ref())?;
        let terms: Vec<_> = terms.iter().map(ToString::to_string).collect();
        let asked = Asked::new(&terms, &ontology)?;
        let ids = |places: &[usize]| {
            let ids = places.iter().map(|&place| ontology.id(place).to_string());
            ids.collect::<Vec<_>>()
        };
        Ok((
            ids(&asked.terms),
            ids(&asked.compared),
            asked.notes.join("\n"),
        ))
    }

    #[test]
    fn each_term_counts_once_by_what_it_is_called_today() {
        for (terms, expected, note) in [
            (&["HP:9900012", "HP:9900012"][..], &["HP:9900012"][..], ""),
            (
                &["HP:9900112", "HP:9900012"],
                &["HP:9900012"],
                "an earlier number of HP:9900012",
            ),
            (
                &["HP:9900203"],
                &["HP:9900013"],
                "is obsolete: HP:9900013 (Small lobe of A)",
            ),
            (&["HP:9900206"], &["HP:9900012"], "is obsolete: HP:9900012"),
            (
                &["HP:9900202"],
                &["HP:9900012", "HP:9900014"],
                "(Absent lobe of A) and HP:9900014",
            ),
            (
                &["HP:9900204", "HP:9900012"],
                &["HP:9900012"],
                "consider HP:9900010 (Abnormal organ A) and",
            ),
            (
                &["HP:9900205", "HP:9900012"],
                &["HP:9900012"],
                "nothing replaces it",
            ),
            (
                &["HP:9900091", "HP:9900012"],
                &["HP:9900012"],
                "is no phenotype",
            ),
            (
                &["HP:0000118", "HP:9900012"],
                &["HP:9900012"],
                "is no phenotype",
            ),
        ] {
            let (found, compared, notes) = asked(terms).unwrap();
            assert_eq!(found, expected, "{terms:?}");
            assert_eq!(compared, expected);
            assert!(
                notes.contains(note) && notes.is_empty() == note.is_empty(),
                "{notes}"
            );
        }
    }

    #[test]
    fn what_another_term_implies_is_marked_and_not_compared() {
        let (found, compared, notes) = asked(&["HP:9900010", "HP:9900012", "HP:9900032"]).unwrap();
        assert_eq!(found, ["HP:9900010", "HP:9900012", "HP:9900032"]);
        assert_eq!(compared, ["HP:9900012", "HP:9900032"]);
        assert!(notes.starts_with("HP:9900010 (Abnormal organ A) is implied by HP:9900012"));
    }

    #[test]
    fn what_cannot_be_used_is_an_error_with_its_remedy() {
        for (terms, part) in [
            (&["HP:9999999"][..], "HP:9999999 is no term of hp.obo"),
            (&["9900012"], "write HP: and seven digits"),
            (
                &["HP:9900204"],
                "none of the HPO terms can be used. HP:9900204 is obsolete",
            ),
            (&[], "none of the HPO terms"),
        ] {
            let told = asked(terms).unwrap_err().to_string();
            assert!(told.contains(part), "{told}");
        }
    }
}
