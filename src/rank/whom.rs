//! Which samples are ranked, and by which condition.

use rustc_hash::FxHashSet;

use super::{Error, Pedigree, RankedCondition, Request, Sex};
use crate::variant::Header;

/// How many samples an error names.
const NAMED: usize = 10;

/// The places of the samples to rank: those asked for, else those that the pedigree calls affected,
/// else all.
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
        let places = request
            .samples
            .iter()
            .map(|name| place(&names, name, input));
        return places.collect();
    }
    let is_affected = |place: &usize| {
        let mut affected = pedigree.into_iter().flat_map(Pedigree::affected);
        affected.any(|name| name == names[*place])
    };
    let found: Vec<_> = (0..names.len()).filter(is_affected).collect();
    match found.is_empty() {
        true => Ok((0..names.len()).collect()),
        false => Ok(found),
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

fn place(names: &[String], wanted: &str, input: &str) -> Result<usize, Error> {
    let place = names.iter().position(|name| name == wanted);
    place.ok_or_else(|| Error::NoSample {
        sample: wanted.into(),
        input: input.into(),
        found: listed(names),
    })
}

fn listed(names: &[String]) -> String {
    let named = names.iter().take(NAMED).map(String::as_str);
    let more = if names.len() > NAMED { ", …" } else { "" };
    named.collect::<Vec<_>>().join(", ") + more
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
    let names: &[&str] = match sex {
        Sex::Female => &FEMALE,
        Sex::Male => &MALE,
        Sex::Unknown => &[],
    };
    let is_called = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let is_of_sex = |c: &&RankedCondition| is_called(&c.key) || is_called(&c.label);
    let mut of_sex = conditions.iter().filter(is_of_sex);
    let found = of_sex.next().filter(|_| of_sex.next().is_none());
    Ok(found.and_then(|found| conditions.iter().position(|c| c.key == found.key)))
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
