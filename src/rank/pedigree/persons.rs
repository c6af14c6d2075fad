//! Pedigrees of phenopackets.

use std::collections::BTreeMap;

use super::{Individual, LineError, Pedigree, PedigreeError};
use crate::{
    phenotype::{PacketSex, Phenopacket, phenopacket::Person},
    rank::Sex,
};

impl Pedigree {
    /// The pedigree of a phenopacket, by the names of the samples; `None` where it has none.
    ///
    /// # Errors
    ///
    /// As [`Pedigree::parse`].
    pub fn of_phenopacket(packet: &Phenopacket) -> Result<Option<Self>, PedigreeError> {
        let refused = |person: &Person, error: LineError| PedigreeError::Phenopacket {
            path: packet.path.clone(),
            what: what(person, error),
        };
        let (mut pedigree, mut numbers) = (Self::default(), BTreeMap::new());
        for (person, number) in packet.persons.iter().zip(1..) {
            let added = individual(person).and_then(|one| pedigree.add(one, number, &numbers));
            let index = added.map_err(|error| refused(person, error))?;
            numbers.insert(index, number);
        }
        for (individual, person) in pedigree.individuals.iter().zip(&packet.persons) {
            let checked = pedigree.check_parents(individual, &numbers);
            checked.map_err(|error| refused(person, error))?;
        }
        let name = &packet.proband.sample;
        let proband = pedigree.get(name).map(|proband| proband.affected);
        match proband {
            Some(Some(true)) => {}
            Some(_) => pedigree.notes.push(format!(
                "The phenopacket's pedigree does not call its proband {name} affected."
            )),
            None => pedigree.notes.push(format!(
                "The phenopacket's pedigree has no person {name}, who is its proband."
            )),
        }
        Ok((!packet.persons.is_empty()).then_some(pedigree))
    }
}

fn individual(person: &Person) -> Result<Individual, LineError> {
    if person.name.is_empty() {
        return Err(LineError::Unnamed(String::new()));
    }
    Ok(Individual {
        family: person.family.clone(),
        name: person.name.clone(),
        father: person.father.clone(),
        mother: person.mother.clone(),
        sex: match person.sex {
            PacketSex::Male => Sex::Male,
            PacketSex::Female => Sex::Female,
            PacketSex::Other | PacketSex::Unknown => Sex::Unknown,
        },
        affected: person.affected,
    })
}

/// What is wrong with a person, without words of lines and columns.
fn what(person: &Person, error: LineError) -> String {
    let name = &person.name;
    match error {
        LineError::Unnamed(_) => "a person has no individualId".into(),
        LineError::Repeated { .. } => format!("{name} is there twice"),
        LineError::OwnParent { .. } => format!("{name} is its own parent"),
        LineError::SexOfParent { role, parent, .. } => {
            format!("the {role} of {name} is {parent}, whose sex is not a {role}'s")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pedigree(persons: &str) -> Result<Option<Pedigree>, PedigreeError> {
        let json = format!(
            r#"{{"proband": {{"subject": {{"id": "c"}}}}, "pedigree": {{"persons": [{persons}]}}}}"#
        );
        let packet = Phenopacket::parse(json.as_bytes(), "p.json".as_ref()).unwrap();
        Pedigree::of_phenopacket(&packet)
    }

    #[test]
    fn persons_are_individuals() {
        assert_eq!(pedigree("").unwrap(), None);
        let found = pedigree(
            r#"{"individualId": "f", "sex": "MALE", "affectedStatus": "UNAFFECTED"},
            {"familyId": "x", "individualId": "c", "paternalId": "f", "maternalId": "0", "sex": "FEMALE",
             "affectedStatus": "AFFECTED"}"#,
        );
        let found = found.unwrap().unwrap();
        let same = Pedigree::parse(b"0 f 0 0 1 1\nx c f 0 2 2\n", "p".as_ref()).unwrap();
        assert_eq!(found.individuals()[1], same.individuals()[1]);
        assert_eq!((found.father("c"), found.sex("f")), (Some("f"), Sex::Male));
        assert!(found.notes().is_empty());
        let found = pedigree(r#"{"individualId": "f", "affectedStatus": "AFFECTED"}"#);
        assert_has!(found.unwrap().unwrap().notes()[0], "has no person c");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (persons, part) in [
            (
                r#"{"individualId": "c"}, {"individualId": "c"}"#,
                "c is there twice",
            ),
            (
                r#"{"individualId": "c", "paternalId": "c"}"#,
                "its own parent",
            ),
            (r#"{"sex": "MALE"}"#, "no individualId"),
            (
                r#"{"individualId": "c", "paternalId": "m"}, {"individualId": "m", "sex": "FEMALE"}"#,
                "the father of c is m, whose sex",
            ),
            (
                r#"{"individualId": "c", "paternalId": "m", "maternalId": "m"}"#,
                "both father and mother",
            ),
        ] {
            assert_has!(pedigree(persons).unwrap_err(), part, "p.json");
        }
    }
}
