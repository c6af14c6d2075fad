//! The terms of `hp.obo`, and which are above which.
//!
//! It is read here and not by the crate `hpo` (0.12): that one passes over `alt_id`, so that a term by one
//! of its earlier numbers is unknown; finds no term in a file with CRLF; ends the program, by a panic
//! or an overflow of the stack, at a line without a colon or a circle of `is_a`; and takes the
//! last of several `replaced_by`.

mod obo;

use std::path::Path;

use rustc_hash::FxHashMap;

use self::obo::{Obo, Stanza};
use super::{
    PhenotypeError,
    id::{ABNORMALITY, HpoId},
};
use crate::text;

/// HPO's terms. A term that is not obsolete has a place, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Ontology {
    /// The release, as the file calls it; empty where it does not say.
    pub(super) version: String,
    terms: Vec<Term>,
    places: FxHashMap<HpoId, usize>,
    alternates: FxHashMap<HpoId, usize>,
    obsolete: FxHashMap<HpoId, Obsolete>,
    /// The place of [`ABNORMALITY`].
    abnormality: usize,
}

#[derive(Clone, Debug)]
struct Term {
    id: HpoId,
    name: String,
    parents: Vec<usize>,
    /// The term and all above it, sorted.
    ancestors: Vec<usize>,
}

/// A term that is no longer used.
#[derive(Clone, Debug)]
struct Obsolete {
    replaced_by: Vec<HpoId>,
    consider: Vec<HpoId>,
}

/// What an identifier means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A term by its current number.
    Current(usize),
    /// A term by an earlier number.
    Alternate(usize),
    /// An obsolete term, and what stands in its place; never empty.
    Replaced(Vec<usize>),
    /// An obsolete term without replacement, and what to consider.
    Obsolete(Vec<usize>),
    /// Nothing.
    Unknown,
}

impl Ontology {
    /// Reads `hp.obo`, compressed by gzip or not.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is none.
    pub(super) fn read(path: &Path) -> Result<Self, PhenotypeError> {
        let text = text::read(path).map_err(|source| PhenotypeError::Read {
            path: path.into(),
            source,
        })?;
        Self::parse(&text).map_err(|(line, what)| PhenotypeError::Ontology {
            path: path.into(),
            line,
            what,
        })
    }

    fn parse(text: &str) -> Result<Self, (u64, String)> {
        let obo = Obo::parse(text)?;
        let mut ontology = Self {
            version: obo.version,
            ..Self::default()
        };
        for stanza in &obo.terms {
            ontology.add(stanza)?;
        }
        ontology.connect(&obo.terms)?;
        let root = ontology.places.get(&ABNORMALITY);
        ontology.abnormality = *root.ok_or((
            1,
            format!("it has no {ABNORMALITY} (Phenotypic abnormality)"),
        ))?;
        Ok(ontology)
    }

    fn add(&mut self, stanza: &Stanza) -> Result<(), (u64, String)> {
        let Some(id) = stanza.id else { return Ok(()) };
        if self.places.contains_key(&id) || self.obsolete.contains_key(&id) {
            return Err((stanza.line, format!("{id} is there a second time")));
        }
        if stanza.is_obsolete {
            let obsolete = Obsolete {
                replaced_by: stanza.replaced_by.clone(),
                consider: stanza.consider.clone(),
            };
            self.obsolete.insert(id, obsolete);
            return Ok(());
        }
        let place = self.terms.len();
        self.places.insert(id, place);
        let alternates = stanza.alternates.iter();
        self.alternates.extend(alternates.map(|&id| (id, place)));
        self.terms.push(Term {
            id,
            name: stanza.name.clone(),
            parents: Vec::new(),
            ancestors: Vec::new(),
        });
        Ok(())
    }

    /// Finds parents and all ancestors, from the roots down.
    fn connect(&mut self, stanzas: &[Stanza]) -> Result<(), (u64, String)> {
        let mut children = vec![Vec::new(); self.terms.len()];
        let current = stanzas.iter().filter(|stanza| !stanza.is_obsolete);
        for (place, stanza) in current.clone().enumerate() {
            for parent in &stanza.parents {
                let parent = *self.places.get(parent).ok_or_else(|| {
                    let what = format!("{parent}, which this term is_a, is no term of the file");
                    (stanza.line, what)
                })?;
                self.terms[place].parents.push(parent);
                children[parent].push(place);
            }
        }
        let order = order(&self.terms, &children);
        for &place in &order {
            self.terms[place].ancestors = self.ancestors_by_parents(place);
        }
        let mut ends = current.zip(&self.terms);
        match ends.find(|(_, term)| term.ancestors.is_empty()) {
            Some((stanza, term)) => Err((stanza.line, format!("{} is_a itself", term.id))),
            None => Ok(()),
        }
    }

    fn ancestors_by_parents(&self, place: usize) -> Vec<usize> {
        let parents = self.terms[place].parents.iter();
        let above = parents.flat_map(|&parent| &self.terms[parent].ancestors);
        let mut all: Vec<_> = above.copied().chain([place]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How many terms are not obsolete.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// What an identifier means.
    pub(super) fn meaning(&self, id: HpoId) -> Meaning {
        if let Some(&place) = self.places.get(&id) {
            return Meaning::Current(place);
        }
        let alternate = self.alternates.get(&id);
        let Some(obsolete) = self.obsolete.get(&id) else {
            return alternate.map_or(Meaning::Unknown, |&place| Meaning::Alternate(place));
        };
        let mut replaced = self.replacements(obsolete);
        if replaced.is_empty() {
            replaced.extend(alternate);
        }
        match replaced.is_empty() {
            true => Meaning::Obsolete(self.known(&obsolete.consider)),
            false => Meaning::Replaced(replaced),
        }
    }

    /// The terms that an identifier means today; none where it means nothing.
    pub(super) fn current(&self, id: HpoId) -> Vec<usize> {
        match self.meaning(id) {
            Meaning::Current(place) | Meaning::Alternate(place) => vec![place],
            Meaning::Replaced(places) => places,
            Meaning::Obsolete(_) | Meaning::Unknown => Vec::new(),
        }
    }

    /// What stands in the place of an obsolete term, also where that is obsolete in its turn.
    fn replacements(&self, obsolete: &Obsolete) -> Vec<usize> {
        let mut found = self.known(&obsolete.replaced_by);
        let mut seen = Vec::new();
        let mut next = obsolete.replaced_by.clone();
        while let Some(id) = next.pop() {
            let Some(obsolete) = self.obsolete.get(&id).filter(|_| !seen.contains(&id)) else {
                continue;
            };
            seen.push(id);
            found.extend(self.known(&obsolete.replaced_by));
            next.extend(&obsolete.replaced_by);
        }
        found
    }

    fn known(&self, ids: &[HpoId]) -> Vec<usize> {
        let place = |id| self.places.get(id).or_else(|| self.alternates.get(id));
        ids.iter().filter_map(place).copied().collect()
    }

    pub(super) fn id(&self, place: usize) -> HpoId {
        self.terms[place].id
    }

    pub(super) fn name(&self, place: usize) -> &str {
        &self.terms[place].name
    }

    /// `HP:0000133 (Gonadal dysgenesis)`.
    pub(super) fn shown(&self, place: usize) -> String {
        format!("{} ({})", self.id(place), self.name(place))
    }

    /// The term and all above it, sorted.
    pub(super) fn ancestors(&self, place: usize) -> &[usize] {
        &self.terms[place].ancestors
    }

    /// Whether a term is another or below it.
    pub(super) fn is_a(&self, place: usize, above: usize) -> bool {
        self.ancestors(place).binary_search(&above).is_ok()
    }

    /// Whether a term is below *Phenotypic abnormality*.
    pub(super) fn is_phenotype(&self, place: usize) -> bool {
        place != self.abnormality && self.is_a(place, self.abnormality)
    }

    /// The places of all terms, parents before children.
    pub(super) fn downwards(&self) -> Vec<usize> {
        let mut places: Vec<_> = (0..self.len()).collect();
        places.sort_by_key(|&place| self.ancestors(place).len());
        places
    }

    pub(super) fn parents(&self, place: usize) -> &[usize] {
        &self.terms[place].parents
    }
}

/// Places, parents before children; those in a circle and below are left out.
fn order(terms: &[Term], children: &[Vec<usize>]) -> Vec<usize> {
    let mut missing: Vec<_> = terms.iter().map(|term| term.parents.len()).collect();
    let mut order: Vec<_> = (0..terms.len()).filter(|&at| missing[at] == 0).collect();
    let mut next = 0;
    while let Some(&place) = order.get(next) {
        next += 1;
        for &child in &children[place] {
            missing[child] -= 1;
            if missing[child] == 0 {
                order.push(child);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests;
