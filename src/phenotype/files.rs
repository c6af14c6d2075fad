//! HPO's own files.

use std::path::{Path, PathBuf};

use super::{PhenotypeError, diseases::Diseases, ontology::Ontology};

/// HPO's own files, as they are downloaded, compressed by gzip or not; all of one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HpoFiles {
    /// `hp.obo`: the terms.
    pub ontology: PathBuf,
    /// `phenotype.hpoa`: the terms of diseases.
    pub annotations: PathBuf,
    /// `genes_to_phenotype.txt` or `phenotype_to_genes.txt`: the genes of diseases.
    pub genes: PathBuf,
}

impl HpoFiles {
    /// The files of a folder, by the names that HPO gives them.
    ///
    /// # Errors
    ///
    /// If one is not there.
    pub fn in_folder(folder: impl AsRef<Path>) -> Result<Self, PhenotypeError> {
        let folder = folder.as_ref();
        let find = |name: &'static str| {
            let paths = [folder.join(name), folder.join(format!("{name}.gz"))];
            let found = paths.into_iter().find(|path| path.is_file());
            found.ok_or_else(|| PhenotypeError::NoFile {
                folder: folder.into(),
                name,
            })
        };
        Ok(Self {
            ontology: find("hp.obo")?,
            annotations: find("phenotype.hpoa")?,
            genes: find("genes_to_phenotype.txt")?,
        })
    }

    pub(super) fn read(&self) -> Result<(Ontology, Diseases), PhenotypeError> {
        let ontology = Ontology::read(&self.ontology)?;
        let diseases = Diseases::read(&self.annotations, &ontology)?;
        Ok((ontology, diseases))
    }
}
