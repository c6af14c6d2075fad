//! Which samples are ranked.

use rustc_hash::FxHashSet;

use super::{Error, Pedigree, Request, text::listed};
use crate::variant::Header;

/// The places of the samples to rank: those asked for, else those that the pedigree calls affected,
/// else all.
///
/// A name that no sample has is an error, unless it may be another input's. So is a pedigree whose
/// affected ones are no samples: the others are not those to rank. Of one input of many those are
/// ranked then that the pedigree does not name.
pub(super) fn chosen(
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

/// Checks that sexes and karyotypes are given to some sample, where they are given to any by name.
pub(super) fn check_sexes(header: &Header, input: &str, request: &Request) -> Result<(), Error> {
    let names: Vec<String> = names(header).collect();
    let sexes: Vec<_> = request.sexes.keys().map(String::as_str).collect();
    let karyotypes: Vec<_> = request.karyotypes.keys().map(String::as_str).collect();
    let is_missing = |name: &&str| !names.iter().any(|found| found == name);
    let mut given = [sexes, karyotypes].into_iter();
    match given.find(|given| !given.is_empty() && given.iter().all(is_missing)) {
        Some(missing) => Err(no_sample(&missing, input, &names)),
        None => Ok(()),
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
