//! Which samples are ranked, and by which condition.

use rustc_hash::FxHashSet;

use super::{Error, Pedigree, RankedCondition, Request, Sex, SexCall, text::listed};
use crate::variant::Header;

/// The places of the samples to rank: those asked for, else those that the pedigree calls affected,
/// else all.
///
/// A name that no sample has is an error, unless it may be another input's. So is a pedigree whose
/// affected ones are no samples: the others are not those to rank. Of one input of many those are
/// ranked then that the pedigree does not name.
pub(super) fn samples(
    header: &Header,
    input: &str,
    request: &Request,
    pedigree: Option<&Pedigree>,
) -> Result<Vec<usize>, Error> {
    let names: Vec<String> = names(header).collect();
    if names.is_empty() {
        return Err(Error::NoSamples(input.into()));
    }
    if let Some(twice) = twice(&names) {
        return Err(Error::TwoSamples {
            input: input.into(),
            sample: twice.into(),
        });
    }
    if !request.samples.is_empty() {
        return asked(&names, input, request);
    }
    let pedigree = pedigree.filter(|pedigree| pedigree.affected().next().is_some());
    match pedigree {
        Some(pedigree) => affected(&names, input, request, pedigree),
        None => Ok((0..names.len()).collect()),
    }
}

/// The places of the affected.
fn affected(
    names: &[String],
    input: &str,
    request: &Request,
    pedigree: &Pedigree,
) -> Result<Vec<usize>, Error> {
    let those = |is_one: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let places = 0..names.len();
        places.filter(|&place| is_one(&names[place])).collect()
    };
    let affected = those(&|name| pedigree.get(name).is_some_and(|i| i.affected == Some(true)));
    match affected.is_empty() {
        false => Ok(affected),
        true if request.is_one_of_many => Ok(those(&|name| !pedigree.names(name))),
        true => Err(Error::NoAffected {
            affected: listed(pedigree.affected()),
            input: input.into(),
            found: listed(names.iter().map(String::as_str)),
        }),
    }
}

/// The places of the samples that are asked for, in that order.
fn asked(names: &[String], input: &str, request: &Request) -> Result<Vec<usize>, Error> {
    let wanted = request.samples.iter().map(String::as_str);
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let missing: Vec<_> = wanted
        .clone()
        .filter(|name| place(name).is_none())
        .collect();
    if !missing.is_empty() && !request.is_one_of_many {
        return Err(no_sample(&missing, input, names));
    }
    Ok(wanted.filter_map(place).collect())
}

/// Checks that `--sex` names some sample, where it names any.
pub(super) fn check_sexes(header: &Header, input: &str, request: &Request) -> Result<(), Error> {
    let names: Vec<String> = names(header).collect();
    let given = || request.sexes.keys().map(String::as_str);
    let is_there = |name: &str| names.iter().any(|found| found == name);
    match given().next().is_some() && !given().any(is_there) {
        true => Err(no_sample(&given().collect::<Vec<_>>(), input, &names)),
        false => Ok(()),
    }
}

fn no_sample(missing: &[&str], input: &str, names: &[String]) -> Error {
    let missing = match missing {
        [one] => format!("sample {one} is"),
        more => format!("samples {} are", listed(more.iter().copied())),
    };
    Error::NoSample {
        missing,
        input: input.into(),
        found: listed(names.iter().map(String::as_str)),
    }
}

/// A name that two samples have.
fn twice(names: &[String]) -> Option<&str> {
    let mut seen = FxHashSet::default();
    names
        .iter()
        .map(String::as_str)
        .find(|name| !seen.insert(*name))
}

/// The samples' names.
pub(super) fn names(header: &Header) -> impl Iterator<Item = String> {
    let names = header.samples();
    names.map(|name| String::from_utf8_lossy(name).into_owned())
}

/// What a condition of a sex may be called, as key or label.
const FEMALE: [&str; 5] = ["f", "female", "xx", "46,xx", "females"];
const MALE: [&str; 5] = ["m", "male", "xy", "46,xy", "males"];

/// The condition that decides: the one asked for, the only one, or that of the sex. `None` where
/// nothing says which.
pub(super) fn condition(
    conditions: &[RankedCondition],
    asked: Option<&str>,
    sex: Sex,
) -> Result<Option<usize>, Error> {
    if let Some(asked) = asked {
        let is_asked = |c: &RankedCondition| c.key == asked || c.label == asked;
        let found = conditions.iter().position(is_asked);
        return match found {
            Some(found) => Ok(Some(found)),
            None => Err(no_condition(conditions, asked)),
        };
    }
    if conditions.len() == 1 {
        return Ok(Some(0));
    }
    let is_of_sex = |place: &usize| is_of(&conditions[*place], sex);
    let mut of_sex = (0..conditions.len()).filter(is_of_sex);
    Ok(of_sex.next().filter(|_| of_sex.next().is_none()))
}

/// Whether a condition is called after a sex.
fn is_of(condition: &RankedCondition, sex: Sex) -> bool {
    let names: &[&str] = match sex {
        Sex::Female => &FEMALE,
        Sex::Male => &MALE,
        Sex::Unknown => &[],
    };
    let is_called = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    is_called(&condition.key) || is_called(&condition.label)
}

/// What the reader should know of the condition that decides for a patient: that none does, or that
/// it is called after another sex than the patient's.
pub(super) fn condition_note(
    conditions: &[RankedCondition],
    deciding: Option<usize>,
    sex: &SexCall,
) -> Option<String> {
    let Some(condition) = deciding.and_then(|place| conditions.get(place)) else {
        return Some(
            "Nothing says which condition's scores decide: the highest of all does.".into(),
        );
    };
    let mut sexes = [Sex::Female, Sex::Male].into_iter();
    let of = sexes.find(|&one| is_of(condition, one) && !is_of(condition, sex.sex))?;
    let RankedCondition { key, label, .. } = condition;
    let (of, declared, source) = (of.name(), sex.sex.name(), sex.source.words());
    let no_other = if conditions.len() == 1 {
        ", of which alone there are scores,"
    } else {
        ""
    };
    Some(format!(
        "The scores of condition {key} ({label}){no_other} decide: it is called after the sex {of}, \
         and the patient's sex is {declared}{source}."
    ))
}

fn no_condition(conditions: &[RankedCondition], asked: &str) -> Error {
    let keys = conditions.iter().map(|condition| condition.key.as_str());
    Error::NoCondition {
        asked: asked.into(),
        found: keys.collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{SexEvidence, SexSource};

    fn conditions(names: &[(&str, &str)]) -> Vec<RankedCondition> {
        let condition = |&(key, label): &(&str, &str)| RankedCondition {
            key: key.into(),
            label: label.into(),
            model: None,
        };
        names.iter().map(condition).collect()
    }

    fn chosen(names: &[(&str, &str)], asked: Option<&str>, sex: Sex) -> Option<usize> {
        condition(&conditions(names), asked, sex).unwrap()
    }

    #[test]
    fn a_condition_is_that_of_the_sex_by_key_or_label() {
        let keys = [("F", "ovary"), ("M", "testis")];
        let labels = [("o", "Female"), ("t", "46,XY")];
        for names in [keys, labels] {
            assert_eq!(chosen(&names, None, Sex::Female), Some(0));
            assert_eq!(chosen(&names, None, Sex::Male), Some(1));
            assert_eq!(chosen(&names, None, Sex::Unknown), None);
        }
    }

    #[test]
    fn a_condition_of_another_sex_than_the_patient_s_is_told() {
        let note = |names: &[(&str, &str)], deciding, sex| {
            let sex = SexCall::new(sex, SexSource::Pedigree, SexEvidence::default());
            condition_note(&conditions(names), deciding, &sex)
        };
        let both = [("F", "ovary"), ("M", "testis")];
        assert_eq!(note(&both, Some(0), Sex::Female), None);
        assert_eq!(note(&[("heart", "heart")], Some(0), Sex::Female), None);
        let told = note(&both, Some(1), Sex::Female).unwrap();
        for part in [
            "condition M (testis) decide",
            "sex male",
            "female by the ped",
        ] {
            assert!(told.contains(part), "{told}");
        }
        let told = note(&both[1..], Some(0), Sex::Female).unwrap();
        assert!(told.contains("of which alone there are scores"), "{told}");
        let told = note(&both[1..], Some(0), Sex::Unknown).unwrap();
        assert!(told.contains("sex is not known"), "{told}");
        let told = note(&both, None, Sex::Female).unwrap();
        assert!(told.contains("the highest of all"), "{told}");
    }

    #[test]
    fn a_name_of_two_samples_is_found() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| name.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(twice(&names(&["a", "b", "A"])), None);
        assert_eq!(twice(&names(&["a", "b", "b", "a"])), Some("b"));
    }

    #[test]
    fn other_organs_have_conditions_without_sexes() {
        assert_eq!(chosen(&[("heart", "heart")], None, Sex::Unknown), Some(0));
        let stages = [("early", "early"), ("late", "late")];
        assert_eq!(chosen(&stages, None, Sex::Male), None);
        assert_eq!(chosen(&stages, Some("late"), Sex::Male), Some(1));
        let told = condition(&conditions(&stages), Some("M"), Sex::Male);
        let told = told.unwrap_err().to_string();
        assert!(
            told.contains("M has no scores") && told.contains("early, late"),
            "{told}"
        );
    }

    #[test]
    fn two_conditions_of_one_sex_decide_nothing() {
        let names = [("F", "ovary"), ("XX", "adrenal"), ("M", "testis")];
        assert_eq!(chosen(&names, None, Sex::Female), None);
        assert_eq!(chosen(&names, None, Sex::Male), Some(2));
    }
}
