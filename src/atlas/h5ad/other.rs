//! HDF5 files of other programs.

use super::Group;
use crate::atlas::AtlasError;

/// What a file is that has no `obs`, where that is known, and how it becomes an `.h5ad`.
pub(super) fn recognise(root: &Group) -> Result<Option<&'static str>, AtlasError> {
    let names = root.members()?;
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("obs") {
        return Ok(None);
    }
    if has("mod") {
        return Ok(Some(
            "is an h5mu file (in Python: muon.read_h5mu(file).mod[\"rna\"].write_h5ad(\"new.h5ad\"))",
        ));
    }
    if has("row_attrs") && has("col_attrs") {
        return Ok(Some(
            "is a loom file (in Python: anndata.io.read_loom(file).write_h5ad(\"new.h5ad\"))",
        ));
    }
    if has("assays") && has("meta.data") {
        return Ok(Some(
            "is an h5Seurat file (in R: SeuratDisk::Convert(file, dest = \"h5ad\"))",
        ));
    }
    Ok(is_of_10x(root, &names)?.then_some(
        "is an HDF5 file of 10x Genomics (in Python: scanpy.read_10x_h5(file), add the cell types and times to its obs, write_h5ad(\"new.h5ad\"))",
    ))
}

/// Barcodes in the group `matrix`, or in one for each genome.
fn is_of_10x(root: &Group, names: &[String]) -> Result<bool, AtlasError> {
    for name in names {
        if let Some(group) = root.group(name)?
            && group.dataset("barcodes")?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
