//! The diseases of `phenotype.hpoa` with their terms, and how much each term tells.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    PhenotypeError,
    id::HpoId,
    lines::{self, fields},
    ontology::Ontology,
};

/// *Excluded (0 %)*, where HPO writes frequencies as terms.
const EXCLUDED: &[u8] = b"HP:0040285";

/// Diseases with the phenotypes that patients have.
#[derive(Clone, Debug, Default)]
pub(super) struct Diseases {
    /// The file's release; empty where it does not say.
    version: String,
    all: Vec<Disease>,
    places: FxHashMap<String, usize>,
    /// Pairs of a disease and a term that no patient has.
    negated: FxHashSet<(usize, usize)>,
    /// Rows whose term the ontology does not know.
    foreign: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Disease {
    /// `OMIM:612965`.
    pub(super) id: String,
    pub(super) name: String,
    /// The places of its terms, sorted.
    pub(super) terms: Vec<usize>,
}

/// Where the file has what, from 0.
#[derive(Clone, Copy)]
struct Columns {
    disease: usize,
    name: usize,
    qualifier: usize,
    term: usize,
    frequency: usize,
}

impl Columns {
    /// Those that a header names: `database_id …`, before 2023 `#DatabaseID …`.
    fn of_header(line: &[u8]) -> Option<Self> {
        let plain = |name: &[u8]| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            name.replace(['#', '_'], "")
        };
        let names: Vec<_> = fields(line).map(plain).collect();
        let find = |name: &str| names.iter().position(|found| found == name);
        Some(Self {
            disease: find("databaseid")?,
            name: find("diseasename")?,
            qualifier: find("qualifier")?,
            term: find("hpoid")?,
            frequency: find("frequency")?,
        })
    }
}

impl Diseases {
    /// Reads `phenotype.hpoa`, compressed by gzip or not. Terms that are no phenotypic abnormality,
    /// such as a mode of inheritance or an onset, are left out, and so are negated ones: `NOT`, and
    /// those seen in none of the patients.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is none.
    pub(super) fn read(path: &Path, ontology: &Ontology) -> Result<Self, PhenotypeError> {
        let foreign = |line| PhenotypeError::ForeignAnnotations {
            path: path.into(),
            line,
        };
        let (mut diseases, mut columns) = (Self::default(), None);
        let count = lines::visit(path, |line, number| {
            let is_comment = line.is_empty() || line.starts_with(b"#");
            match columns {
                Some(_) if is_comment => Ok(()),
                Some(columns) => {
                    let row = diseases.row(line, columns, ontology);
                    row.ok_or_else(|| foreign(number))
                }
                None => {
                    diseases.comment(line);
                    columns = Columns::of_header(line);
                    let is_foreign = columns.is_none() && !is_comment;
                    if is_foreign {
                        Err(foreign(number))
                    } else {
                        Ok(())
                    }
                }
            }
        })?;
        diseases.settle();
        match diseases.all.is_empty() {
            true => Err(foreign(count.max(1))),
            false => Ok(diseases),
        }
    }

    fn comment(&mut self, line: &[u8]) {
        let version = [&b"#version:"[..], b"#date:"];
        let found = version.iter().find_map(|start| line.strip_prefix(*start));
        if let Some(found) = found {
            self.version = String::from_utf8_lossy(found).trim().into();
        }
    }

    fn row(&mut self, line: &[u8], columns: Columns, ontology: &Ontology) -> Option<()> {
        let fields: Vec<_> = fields(line).collect();
        let id = HpoId::parse(fields.get(columns.term)?)?;
        let frequency = fields.get(columns.frequency).copied().unwrap_or_default();
        let disease = self.place(fields.get(columns.disease)?, fields.get(columns.name)?)?;
        let qualifier = fields.get(columns.qualifier)?;
        let is_negated = *qualifier == b"NOT" || is_none(frequency);
        let terms = ontology.current(id);
        self.foreign += usize::from(terms.is_empty());
        let phenotypes = terms.into_iter().filter(|&t| ontology.is_phenotype(t));
        for term in phenotypes {
            if is_negated {
                self.negated.insert((disease, term));
            } else {
                self.all[disease].terms.push(term);
            }
        }
        Some(())
    }

    fn place(&mut self, id: &[u8], name: &[u8]) -> Option<usize> {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let id = text(id);
        if let Some(&place) = self.places.get(&id) {
            return Some(place);
        }
        let place = self.all.len();
        self.all.push(Disease {
            id: id.clone(),
            name: text(name),
            terms: Vec::new(),
        });
        self.places.insert(id.clone(), place);
        (!id.is_empty()).then_some(place)
    }

    /// Has each term once; what some patients have is not negated by another row.
    fn settle(&mut self) {
        for (place, disease) in self.all.iter_mut().enumerate() {
            disease.terms.sort_unstable();
            disease.terms.dedup();
            for &term in &disease.terms {
                self.negated.remove(&(place, term));
            }
        }
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    pub(super) fn get(&self, place: usize) -> &Disease {
        &self.all[place]
    }

    /// Whether the patients of a disease are said not to have a term.
    pub(super) fn is_negated(&self, disease: usize, term: usize) -> bool {
        self.negated.contains(&(disease, term))
    }

    /// What was compared with, for the reader.
    pub(super) fn note(&self, ontology: &Ontology, genes: usize) -> String {
        let release = |version: &str| match version {
            "" => "a release that it does not name".into(),
            version => format!("release {version}"),
        };
        format!(
            "Phenotypes are compared with those of {} diseases and {genes} genes (HPO's annotations: \
             {}; hp.obo: {}); {} annotations are negated, and left out.",
            self.with_terms().count(),
            release(&self.version),
            release(&ontology.version),
            self.negated.len()
        )
    }

    /// What is said where the files do not go together.
    pub(super) fn foreign_note(&self) -> Option<String> {
        (self.foreign > 0).then(|| {
            format!(
                "{} of HPO's annotations have terms that hp.obo does not know or has given up, and \
                 are left out: take all files of one release.",
                self.foreign
            )
        })
    }

    /// Diseases that have a term.
    pub(super) fn with_terms(&self) -> impl Iterator<Item = &Disease> {
        self.all.iter().filter(|disease| !disease.terms.is_empty())
    }

    /// The information content of each term: −ln of the share of diseases whose patients have it or a
    /// term below it (Resnik 1995, as Köhler et al. 2009 use it). A term that no disease has tells no
    /// more than the terms above it.
    pub(super) fn information(&self, ontology: &Ontology) -> Vec<f64> {
        let mut counts = vec![0_u32; ontology.len()];
        for disease in self.with_terms() {
            let terms = disease.terms.iter();
            let all = terms.flat_map(|&term| ontology.ancestors(term));
            let all: FxHashSet<_> = all.copied().collect();
            all.into_iter().for_each(|term| counts[term] += 1);
        }
        let diseases = f64::from(u32::try_from(self.with_terms().count()).unwrap_or(u32::MAX));
        let mut information = vec![0.0; ontology.len()];
        for term in ontology.downwards() {
            information[term] = match counts[term] {
                0 => {
                    let above = ontology.parents(term).iter();
                    above.map(|&parent| information[parent]).fold(0.0, f64::max)
                }
                count => (diseases / f64::from(count)).ln(),
            };
        }
        information
    }
}

/// Whether a frequency says that nobody has the term: `0/5`, `0%`, *Excluded*.
pub(super) fn is_none(frequency: &[u8]) -> bool {
    let is_zero = |number: &[u8]| {
        let number = std::str::from_utf8(number).ok();
        number.and_then(|n| n.trim().parse::<f64>().ok()) == Some(0.0)
    };
    let before = |end: u8| {
        let end = frequency.iter().position(|&byte| byte == end)?;
        Some(&frequency[..end])
    };
    frequency == EXCLUDED || [b'/', b'%'].into_iter().filter_map(before).any(is_zero)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{delimited::tests::file, testing::gzip};

    const HEADER: &str = "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tonset\tfrequency\tsex\tmodifier\taspect\tbiocuration\n";

    fn ontology() -> Ontology {
        Ontology::read("tests/fixtures/phenotype/hpo/hp.obo".as_ref()).unwrap()
    }

    fn read(content: impl AsRef<[u8]>) -> Result<Diseases, PhenotypeError> {
        Diseases::read(file(content).path(), &ontology())
    }

    fn row(disease: &str, qualifier: &str, term: &str, frequency: &str) -> String {
        format!("{disease}\tName\t{qualifier}\t{term}\tr\tTAS\t\t{frequency}\t\t\tP\tx\n")
    }

    #[test]
    fn what_nobody_has_is_no_term_of_a_disease() {
        for none in ["0/7", "0%", "0.0 %", "HP:0040285"] {
            assert!(is_none(none.as_bytes()), "{none}");
        }
        for some in ["", "1/7", "10/20", "10%", "HP:0040281", "-", "/", "%"] {
            assert!(!is_none(some.as_bytes()), "{some}");
        }
        let rows = [
            row("OMIM:1", "", "HP:9900012", "3/4"),
            row("OMIM:1", "NOT", "HP:9900022", ""),
            row("OMIM:1", "", "HP:9900032", "0/9"),
            // Of two sources one has seen it.
            row("OMIM:2", "", "HP:9900112", ""),
            row("OMIM:2", "", "HP:9900012", "0/3"),
            row("OMIM:2", "", "HP:9900091", ""),
            row("OMIM:2", "", "HP:7777777", ""),
        ];
        let (text, ontology) = (
            format!("#version: v\n{HEADER}{}", rows.concat()),
            ontology(),
        );
        for text in [
            text.clone().into_bytes(),
            text.replace('\n', "\r\n").into(),
            gzip(text),
        ] {
            let found = read(text).unwrap();
            let shown = |disease: &str| {
                let terms = &found.get(found.find(disease).unwrap()).terms;
                terms
                    .iter()
                    .map(|&t| ontology.id(t).to_string())
                    .collect::<Vec<_>>()
            };
            assert_eq!(shown("OMIM:1"), ["HP:9900012"]);
            assert_eq!(shown("OMIM:2"), ["HP:9900012"]);
            let note = found.note(&ontology, 1);
            assert!(note.contains("2 diseases") && note.contains("2 annotations are negated"));
            assert!(note.contains("annotations: release v"), "{note}");
            assert!(found.foreign_note().unwrap().starts_with("1 of"));
        }
    }

    #[test]
    fn the_header_of_older_releases_will_do() {
        let old = "#description: x\n#date: 2021-01-01\n#DatabaseID\tDiseaseName\tQualifier\tHPO_ID\tReference\tEvidence\tOnset\tFrequency\tSex\tModifier\tAspect\tBiocuration\n";
        let found = read(format!("{old}{}", row("OMIM:1", "", "HP:9900012", ""))).unwrap();
        assert_eq!((found.all.len(), found.version.as_str()), (1, "2021-01-01"));
    }

    #[test]
    fn another_file_is_refused_with_its_line() {
        for (content, line) in [
            (String::new(), 1),
            (HEADER.into(), 1),
            // By this header the row ends before the qualifier.
            (
                "hpo_id\tdatabase_id\tdisease_name\tfrequency\tqualifier\nHP:9900012\tOMIM:1\tx\n"
                    .into(),
                2,
            ),
            ("a\tb\n".into(), 1),
            (format!("#x\n{HEADER}OMIM:1\tx\n"), 3),
            (format!("{HEADER}{}", row("OMIM:1", "", "OMIM:2", "")), 2),
            (format!("{HEADER}{}", row("", "", "HP:9900012", "")), 2),
        ] {
            let told = read(&content).unwrap_err();
            assert!(
                matches!(told, PhenotypeError::ForeignAnnotations { line: found, .. } if found == line),
                "{content}: {told}"
            );
        }
    }
}
