//! Python's anndata reads the atlas.

use std::{env, process::Command};

use super::simulate;
use crate::support::Folder;

/// Reads without a warning, checks encodings, and prints what the file holds.
const SCRIPT: &str = r#"
import sys, warnings
warnings.simplefilter("error")
import anndata
a = anndata.read_h5ad(sys.argv[1])
a.X.check_format(full_check=True)
assert a.X.has_canonical_format and a.X.indices.dtype == a.X.indptr.dtype
assert a.obs_names.is_unique and a.var_names.is_unique
assert bool(a.uns["dsdscore"]["synthetic"]) is True
print(type(a.X).__name__, a.X.dtype, *a.shape)
print(*(f"{c}:{a.obs[c].dtype}" for c in a.obs))
print(*a.obs["cell_type"].cat.categories, *a.obs["condition"].cat.categories)
print(*sorted(set(a.obs["time"])), a.var_names[0], a.var["gene_ids"].iloc[0])
a.write_h5ad(sys.argv[2])
"#;

/// Whether anndata can be asked. It must be there where `DSDSCORE_REQUIRE_ANNDATA=1`.
fn has_anndata() -> bool {
    let python = Command::new("python3")
        .args(["-c", "import anndata"])
        .output();
    let is_there = python.is_ok_and(|output| output.status.success());
    let is_required = env::var_os("DSDSCORE_REQUIRE_ANNDATA").is_some_and(|value| value == "1");
    assert!(is_there || !is_required, "python3 has no anndata");
    if !is_there {
        eprintln!("SKIPPED: python3 has no anndata");
    }
    is_there
}

#[test]
fn anndata_reads_the_atlas_without_a_warning() {
    if !has_anndata() {
        return;
    }
    let folder = Folder::new();
    for (out, options, number) in [("f", "", "float32"), ("i", "--counts-as i32", "int32")] {
        simulate(&folder, out, options);
        let mut python = Command::new("python3");
        let atlas = folder.path(out).join("atlas.h5ad");
        let again = folder.path(&format!("{out}.h5ad"));
        let output = python
            .args(["-c", SCRIPT])
            .args([atlas, again])
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{err}");
        let expected = format!(
            "csr_matrix {number} 500 400\n\
             cell_type:category condition:category time:float64 sample:category\n\
             stem nurse wall blood female male\n\
             6.0 6.5 8.0 11.0 SIM00001 ENSSIMG00000000001\n"
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    }
}
