//! What genes, lists and terms are called.

use crate::rank::{HpoTerm, Known, RankedGene};

/// The symbol, or whatever name there is.
pub(super) fn symbol(gene: &RankedGene) -> String {
    let names = [&gene.symbol, &gene.ensembl_id, &gene.hgnc_id];
    let name = names.into_iter().find(|name| !name.is_empty());
    name.map_or_else(|| "gene without a name".into(), Clone::clone)
}

/// The other names, in a line.
pub(super) fn others(gene: &RankedGene) -> String {
    joined(&[&gene.ensembl_id, &gene.hgnc_id], ", ")
}

/// What the list of known genes says.
pub(super) fn known(entry: &Known) -> String {
    joined(&[&entry.list, &entry.confidence, &entry.note], ", ")
}

pub(super) fn phenotype(term: &HpoTerm) -> String {
    let name = joined(&[&term.id, &term.name], " ");
    match term.diseases.is_empty() {
        true => name,
        false => format!("{name} ({})", term.diseases.join(", ")),
    }
}

pub(super) fn joined(parts: &[&str], between: &str) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_has_some_name_and_unknown_parts_leave_no_comma() {
        let mut gene = RankedGene {
            hgnc_id: "HGNC:1".into(),
            ..RankedGene::default()
        };
        assert_eq!(
            (symbol(&gene), others(&gene)),
            ("HGNC:1".into(), "HGNC:1".into())
        );
        gene.hgnc_id.clear();
        assert_eq!(symbol(&gene), "gene without a name");
        assert_eq!(others(&gene), "");
    }
}
