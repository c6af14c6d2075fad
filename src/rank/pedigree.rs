//! Families, as PED files describe them.
//!
//! ```
//! use std::path::Path;
//!
//! use dsdscore::rank::Pedigree;
//!
//! let ped = b"F1 child dad mum 2 2\nF1 dad 0 0 1 1\nF1 mum 0 0 2 1\n";
//! let pedigree = Pedigree::parse(ped, Path::new("family.ped"))?;
//! assert_eq!(pedigree.affected().collect::<Vec<_>>(), ["child"]);
//! assert_eq!(pedigree.mother("child"), Some("mum"));
//! # Ok::<(), dsdscore::rank::PedigreeError>(())
//! ```

mod error;
mod line;
mod persons;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

pub use self::error::{LineError, PedigreeError};
use super::{Relation, Sex};

/// One line of a pedigree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Individual {
    /// The family's ID.
    pub family: String,
    /// The individual's ID: the name of its sample.
    pub name: String,
    /// The father's ID, where he is named.
    pub father: Option<String>,
    /// The mother's ID, where she is named.
    pub mother: Option<String>,
    /// The sex: 1 or `male`, 2 or `female`; anything else is unknown.
    pub sex: Sex,
    /// The phenotype: 2 or `affected`, 1 or `unaffected`; anything else is not known.
    pub affected: Option<bool>,
}

/// Individuals with their parents, sexes and phenotypes.
///
/// The format is that of PLINK and GATK: six columns, between tabs or blanks: family, individual,
/// father, mother, sex, phenotype
/// (<https://www.cog-genomics.org/plink/1.9/formats#ped>, of which the first six columns count).
/// Lines that begin with `#` are comments; a first line whose fifth column is `sex` is a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pedigree {
    /// In the order of the file.
    individuals: Vec<Individual>,
    by_name: BTreeMap<String, usize>,
    notes: Vec<String>,
}

impl Pedigree {
    /// Reads a PED file.
    ///
    /// # Errors
    ///
    /// Returns an error where the file cannot be read, or as [`Pedigree::parse`].
    pub fn open(path: &Path) -> Result<Self, PedigreeError> {
        let text = fs::read(path).map_err(|source| PedigreeError::Read {
            path: path.into(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Reads the text of a PED file; `path` is what errors call it.
    ///
    /// # Errors
    ///
    /// Returns an error with its line where columns are missing, an individual has two lines, is
    /// its own parent, or has a female father, a male mother, or one parent twice; and where there
    /// is no individual at all.
    pub fn parse(text: &[u8], path: &Path) -> Result<Self, PedigreeError> {
        let mut pedigree = Self::default();
        let mut lines = BTreeMap::new();
        let mut words = line::Words::default();
        for (line, columns) in line::lines(text) {
            let individual =
                columns.and_then(|columns| line::individual(&columns, line, &mut words));
            let added = individual.and_then(|individual| pedigree.add(individual, line, &lines));
            let index = added.map_err(|source| source.at(path, line))?;
            lines.insert(index, line);
        }
        for (index, &line) in &lines {
            let checked = pedigree.check_parents(&pedigree.individuals[*index], &lines);
            checked.map_err(|source| source.at(path, line))?;
        }
        pedigree.notes = words.notes(path);
        match pedigree.individuals.is_empty() {
            true => Err(PedigreeError::Empty { path: path.into() }),
            false => Ok(pedigree),
        }
    }

    /// Adds an individual and returns its index.
    fn add(
        &mut self,
        individual: Individual,
        line: u64,
        lines: &BTreeMap<usize, u64>,
    ) -> Result<usize, LineError> {
        let index = self.individuals.len();
        if let Some(first) = self.by_name.insert(individual.name.clone(), index) {
            return Err(LineError::Repeated {
                name: individual.name,
                first: lines.get(&first).copied().unwrap_or(line),
            });
        }
        self.individuals.push(individual);
        Ok(index)
    }

    fn check_parents(
        &self,
        individual: &Individual,
        lines: &BTreeMap<usize, u64>,
    ) -> Result<(), LineError> {
        let Individual { father, mother, .. } = individual;
        let name = || individual.name.clone();
        if [father, mother].contains(&&Some(name())) {
            return Err(LineError::OwnParent { name: name() });
        }
        if let (Some(father), true) = (father, father == mother) {
            let parent = father.clone();
            return Err(LineError::OneParent {
                name: name(),
                parent,
            });
        }
        self.check_sex(father, "father", Sex::Female, lines)?;
        self.check_sex(mother, "mother", Sex::Male, lines)
    }

    /// Checks that a parent who has a line is not of the sex that this parent cannot have.
    fn check_sex(
        &self,
        parent: &Option<String>,
        role: &'static str,
        wrong: Sex,
        lines: &BTreeMap<usize, u64>,
    ) -> Result<(), LineError> {
        let found = parent
            .as_ref()
            .and_then(|name| self.by_name.get_key_value(name));
        let wrong = found.filter(|(_, index)| self.individuals[**index].sex == wrong);
        match wrong {
            None => Ok(()),
            Some((name, index)) => Err(LineError::SexOfParent {
                role,
                parent: name.clone(),
                line: lines.get(index).copied().unwrap_or_default(),
            }),
        }
    }

    /// All individuals, in the order of the file.
    #[must_use]
    pub fn individuals(&self) -> &[Individual] {
        &self.individuals
    }

    /// What the reader should know of the file: words for a sex or a phenotype that nobody
    /// understands, with their lines.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Whether an individual or a parent is called so.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        let is_parent = |one: &Individual| {
            let mut parents = [&one.father, &one.mother].into_iter().flatten();
            parents.any(|parent| parent == name)
        };
        self.by_name.contains_key(name) || self.individuals.iter().any(is_parent)
    }

    /// The individual of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Individual> {
        self.individuals.get(*self.by_name.get(name)?)
    }

    /// The sex of an individual; unknown also where it has no line.
    #[must_use]
    pub fn sex(&self, name: &str) -> Sex {
        self.get(name).map_or(Sex::Unknown, |found| found.sex)
    }

    /// The father of an individual, where he is named.
    #[must_use]
    pub fn father(&self, name: &str) -> Option<&str> {
        self.get(name)?.father.as_deref()
    }

    /// The mother of an individual, where she is named.
    #[must_use]
    pub fn mother(&self, name: &str) -> Option<&str> {
        self.get(name)?.mother.as_deref()
    }

    /// All whom parents link to an individual, and how each is related to it, in the order of the file;
    /// parents without a line come last. Those of one family whom no parent links are not among them:
    /// many files have unrelated patients under one family's ID.
    #[must_use]
    pub fn relatives<'a>(&'a self, name: &'a str) -> Vec<(&'a str, Relation)> {
        let names = self.linked(name);
        let with_line = self.individuals.iter().map(|one| one.name.as_str());
        let with_line: Vec<_> = with_line.filter(|one| names.contains(one)).collect();
        let without = names.iter().filter(|one| !self.by_name.contains_key(**one));
        let all = with_line.iter().chain(without).copied();
        let others = all.filter(|&one| one != name);
        others.map(|one| (one, self.relation(name, one))).collect()
    }

    fn linked<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::from([name]);
        loop {
            let before = names.len();
            for one in &self.individuals {
                let parents = [&one.father, &one.mother].into_iter().flatten();
                let bound = parents.chain([&one.name]).map(String::as_str);
                if bound.clone().any(|name| names.contains(name)) {
                    names.extend(bound);
                }
            }
            if names.len() == before {
                return names;
            }
        }
    }

    /// How another is related to an individual.
    fn relation(&self, name: &str, other: &str) -> Relation {
        let (father, mother) = (self.father(name), self.mother(name));
        let of_other = [self.father(other), self.mother(other)];
        let is_shared = |parent: Option<&str>| parent.is_some() && of_other.contains(&parent);
        if mother == Some(other) {
            Relation::Mother
        } else if father == Some(other) {
            Relation::Father
        } else if of_other.contains(&Some(name)) {
            Relation::Child
        } else if is_shared(mother) {
            Relation::Sibling
        } else if is_shared(father) {
            Relation::PaternalHalfSibling
        } else {
            Relation::Other
        }
    }

    /// The individuals that are affected, in the order of the file.
    pub fn affected(&self) -> impl Iterator<Item = &str> {
        let affected = self.individuals.iter().filter(|i| i.affected == Some(true));
        affected.map(|individual| individual.name.as_str())
    }

    /// What the reader should know of an individual whose parents are not among the samples, a
    /// sentence for each such parent; `is_sample` says who is.
    #[must_use]
    pub fn missing_parents(&self, name: &str, is_sample: impl Fn(&str) -> bool) -> Vec<String> {
        let parents = [("father", self.father(name)), ("mother", self.mother(name))];
        let missing = parents
            .into_iter()
            .filter_map(|(role, parent)| Some((role, parent?)))
            .filter(|(_, parent)| !is_sample(parent));
        missing
            .map(|(role, parent)| {
                format!(
                    "The {role} of {name} is {parent} by the pedigree, who is not among the \
                     samples: what is inherited is not known."
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
