//! Which of the names that are given are samples.

use std::collections::BTreeSet;

use super::{Individual, Pedigree, Request, samples, text::listed};
use crate::variant::Header;

/// Calls the names that options and a pedigree give, and tells of those whom no input has.
#[derive(Clone, Debug)]
pub struct RollCall<'a> {
    request: &'a Request,
    pedigree: Option<&'a Pedigree>,
    samples: BTreeSet<String>,
}

impl<'a> RollCall<'a> {
    /// Before any input is seen.
    #[must_use]
    pub fn new(request: &'a Request, pedigree: Option<&'a Pedigree>) -> Self {
        Self {
            request,
            pedigree,
            samples: BTreeSet::new(),
        }
    }

    /// Takes the samples of an input in.
    pub fn see(&mut self, header: &Header) {
        self.samples.extend(samples::names(header));
    }

    /// What the reader should know of names that no input has, and of what the pedigree says in
    /// words that nobody understands; a sentence each.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let asked = self.request.samples.iter().map(String::as_str);
        let sexes = self.request.sexes.keys().map(String::as_str);
        let karyotypes = self.request.karyotypes.keys().map(String::as_str);
        let options = [
            self.missing(asked, "Asked for by --samples"),
            self.missing(sexes, "Given a sex by --sex"),
            self.missing(karyotypes, "Given a karyotype"),
        ];
        let options = options.into_iter().flatten();
        let of_pedigree = self.pedigree.iter().flat_map(|p| self.notes_of(p));
        options.chain(of_pedigree).collect()
    }

    fn missing<'n>(&self, names: impl Iterator<Item = &'n str>, what: &str) -> Option<String> {
        let missing = names.filter(|name| !self.samples.contains(*name));
        let missing = listed(missing);
        (!missing.is_empty()).then(|| format!("{what}, and no sample of any input: {missing}."))
    }

    fn notes_of(&self, pedigree: &Pedigree) -> Vec<String> {
        let is_affected = |one: &&Individual| one.affected == Some(true);
        let others = pedigree
            .individuals()
            .iter()
            .filter(|one| !is_affected(one));
        let others = others.map(|one| one.name.as_str());
        let mut notes = pedigree.notes().to_vec();
        notes.extend(self.missing(pedigree.affected(), "Affected by the pedigree"));
        notes.extend(self.missing(others, "Not affected by the pedigree"));
        let chooses = self.request.samples.is_empty();
        if chooses && pedigree.affected().next().is_none() {
            notes.push("The pedigree calls nobody affected: all samples are ranked.".into());
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::Sex;

    fn header(samples: &str) -> Header {
        let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
        let text = format!("##fileformat=VCFv4.3\n{columns}\t{samples}\n");
        Header::parse(text.as_bytes()).unwrap()
    }

    fn pedigree(text: &str) -> Pedigree {
        Pedigree::parse(text.as_bytes(), "a.ped".as_ref()).unwrap()
    }

    #[test]
    fn names_that_some_input_has_are_not_told() {
        let family = pedigree("f P F M 1 2\nf F 0 0 1 1\nf M 0 0 2 1\nf Q 0 0 2 2");
        let mut request = Request::default();
        request.sexes.insert("p".into(), Sex::Male);
        let mut roll = RollCall::new(&request, Some(&family));
        roll.see(&header("P\tF"));
        let notes = roll.notes();
        let told = [
            "Given a sex by --sex, and no sample of any input: p.",
            "Affected by the pedigree, and no sample of any input: Q.",
            "Not affected by the pedigree, and no sample of any input: M.",
        ];
        assert_eq!(notes, told);
        roll.see(&header("Q\tM\tp"));
        assert!(roll.notes().is_empty());
    }

    #[test]
    fn ten_names_are_told_and_the_others_counted() {
        let lines: String = (0..13).map(|i| format!("f s{i} 0 0 1 1\n")).collect();
        let family = pedigree(&lines);
        let request = Request::default();
        let mut roll = RollCall::new(&request, Some(&family));
        roll.see(&header("s0"));
        let [missing, nobody] = roll.notes().try_into().unwrap();
        assert!(missing.ends_with("s9, s10 and 2 more."), "{missing}");
        assert!(nobody.contains("nobody affected"), "{nobody}");
    }
}
