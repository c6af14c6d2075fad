//! The options of the patient's phenotype.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use crate::{cli::note, gene::Gene, phenotype::HpoFiles, rank::Phenotypes};

/// The patient's terms, and HPO's files.
#[derive(Args)]
#[command(next_help_heading = "Known genes and phenotypes")]
#[command(group = ArgGroup::new("hpo_terms").multiple(true).args(["hpo"]))]
#[command(group = ArgGroup::new("hpo_files").args(["hpo_folder", "hpo_genes"]))]
pub(super) struct PhenotypeOptions {
    /// The patient's terms of the Human Phenotype Ontology, by commas: genes that have them are marked,
    /// and compared with the patient where the ontology is given
    #[arg(
        long,
        value_name = "HP:NUMBER",
        value_delimiter = ',',
        requires = "hpo_files"
    )]
    pub(super) hpo: Vec<String>,
    /// A folder with hp.obo, phenotype.hpoa and genes_to_phenotype.txt as HPO has them for download
    /// (hpo.jax.org/data), by which genes are compared with the patient's terms
    #[arg(long, value_name = "FOLDER", requires = "hpo_terms")]
    hpo_folder: Option<PathBuf>,
    /// HPO's genes_to_phenotype.txt; or phenotype_to_genes.txt, by which a general term counts for
    /// the genes of all terms below it
    #[arg(long, value_name = "FILE", requires = "hpo_terms")]
    hpo_genes: Option<PathBuf>,
    /// HPO's hp.obo, where it is in no folder with the others
    #[arg(
        long,
        value_name = "FILE",
        requires = "hpo_annotations",
        requires = "hpo_genes"
    )]
    hpo_ontology: Option<PathBuf>,
    /// HPO's phenotype.hpoa, likewise
    #[arg(
        long,
        value_name = "FILE",
        requires = "hpo_ontology",
        requires = "hpo_genes"
    )]
    hpo_annotations: Option<PathBuf>,
}

impl PhenotypeOptions {
    /// Whether any file of HPO's is named.
    pub(super) fn has_files(&self) -> bool {
        self.hpo_folder.is_some() || self.hpo_genes.is_some()
    }

    /// The genes that have the terms, or are compared with them; `None` without terms or files.
    pub(super) fn read(
        &self,
        terms: &[String],
        genes: &[Gene],
    ) -> anyhow::Result<Option<Phenotypes>> {
        if terms.is_empty() {
            return Ok(None);
        }
        let phenotypes = match (self.all_files()?, &self.hpo_genes) {
            (Some(files), _) => Phenotypes::compare(&files, terms, genes)?,
            (None, Some(path)) => Phenotypes::read(path, terms, genes)?,
            (None, None) => return Ok(None),
        };
        let count = phenotypes.len();
        note(format_args!(
            "{count} genes have a phenotype that was asked for"
        ));
        Ok(Some(phenotypes))
    }

    fn all_files(&self) -> anyhow::Result<Option<HpoFiles>> {
        if let Some(folder) = &self.hpo_folder {
            return Ok(Some(HpoFiles::in_folder(folder)?));
        }
        let files = [&self.hpo_ontology, &self.hpo_annotations, &self.hpo_genes];
        let [Some(ontology), Some(annotations), Some(genes)] = files else {
            return Ok(None);
        };
        Ok(Some(HpoFiles {
            ontology: ontology.clone(),
            annotations: annotations.clone(),
            genes: genes.clone(),
        }))
    }

    /// The files that are read; those of a folder as far as they are there.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let single = [&self.hpo_genes, &self.hpo_ontology, &self.hpo_annotations];
        let single = single.into_iter().flatten().cloned();
        let folder = self.hpo_folder.as_ref().map(HpoFiles::in_folder);
        let folder = folder.into_iter().flatten();
        let of_folder = folder.flat_map(|f| [f.ontology, f.annotations, f.genes]);
        single.chain(of_folder).collect()
    }
}
