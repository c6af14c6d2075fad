//! What an entry says of genes.

use super::role::Role;
use crate::gene::{GeneMention, mention::known};

/// What one entry says, as far as genes go. What it does not say is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry<'a> {
    pub(super) dna_change: &'a [u8],
    symbol: &'a [u8],
    gene_id: &'a [u8],
    hgnc_id: &'a [u8],
    is_intergenic: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn set(&mut self, role: Role, value: &'a [u8]) {
        match role {
            Role::DnaChange => self.dna_change = value,
            Role::Symbol => self.symbol = known(value),
            Role::GeneId => self.gene_id = known(value),
            Role::HgncId => self.hgnc_id = known(value),
            Role::Consequence => self.is_intergenic = is_intergenic(value),
        }
    }

    /// Whether a symbol or a gene ID says which gene is hit.
    pub(super) fn hits_gene(&self) -> bool {
        self.names_gene() && !self.is_intergenic
    }

    fn names_gene(&self) -> bool {
        !self.symbol.is_empty() || !self.gene_id.is_empty()
    }

    /// Whether a symbol or a gene ID says which gene is meant, and the other
    /// entry has the same.
    fn repeats_gene(&self, other: &Self) -> bool {
        self.names_gene()
            && self.is_intergenic == other.is_intergenic
            && is_same(self.symbol, other.symbol)
            && is_same(self.gene_id, other.gene_id)
    }

    /// Whether the entries say the same of the gene, and the same change of ALTs.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.repeats_gene(other)
            && is_same(self.dna_change, other.dna_change)
            && is_same(self.hgnc_id, other.hgnc_id)
    }

    /// Gives the genes that the entry names.
    ///
    /// SnpEff joins the genes of a fusion or of a large variant with `&`.
    pub(super) fn for_each_mention(&self, f: &mut impl FnMut(GeneMention<'a>)) {
        if self.is_intergenic {
            return;
        }
        let (symbols, ids) = (parts(self.symbol), parts(self.gene_id));
        match symbols.clone().count() == ids.clone().count() {
            true => symbols.zip(ids).for_each(|(symbol, id)| {
                give(GeneMention::from_columns(symbol, id, self.hgnc_id), f)
            }),
            false => self.give_apart(f),
        }
    }

    fn give_apart(&self, f: &mut impl FnMut(GeneMention<'a>)) {
        parts(self.symbol).for_each(|symbol| give(GeneMention::from_columns(symbol, b"", b""), f));
        parts(self.gene_id).for_each(|id| give(GeneMention::from_columns(b"", id, b""), f));
    }
}

/// Compares as `==` does, which is slow on empty slices that point nowhere: the
/// masked loads of libc's `memcmp` trap there.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

fn give<'a>(mention: GeneMention<'a>, f: &mut impl FnMut(GeneMention<'a>)) {
    if !mention.is_empty() {
        f(mention);
    }
}

fn parts(names: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    names.split(|b| *b == b'&')
}

/// Whether all of the terms say that no gene is hit. SnpEff names the
/// neighbours, `GENE1-GENE2`, in such an entry.
fn is_intergenic(consequence: &[u8]) -> bool {
    consequence.split(|b| *b == b'&').all(|term| {
        matches!(
            term,
            b"intergenic_region"
                | b"conserved_intergenic_variant"
                | b"intergenic_variant"
                | b"intergenic"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(columns: &[(Role, &'static str)]) -> Vec<[String; 3]> {
        let mut entry = Entry::default();
        for (role, value) in columns {
            entry.set(*role, value.as_bytes());
        }
        let mut found = Vec::new();
        entry.for_each_mention(&mut |m| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            found.push([text(m.symbol), text(m.ensembl_id), text(m.hgnc_id)]);
        });
        found
    }

    #[test]
    fn a_foreign_gene_id_is_not_taken_for_ensembls() {
        for (symbol, id, expected) in [
            ("SRY", "ENSG00000184895.8", ["SRY", "ENSG00000184895.8", ""]),
            ("SRY", "6736", ["SRY", "", ""]),
            ("SRY", "SRY", ["SRY", "", ""]),
            ("", "ENSG00000184895", ["", "ENSG00000184895", ""]),
            ("a", "FBgn0000008", ["a", "FBgn0000008", ""]),
            ("", "SRY", ["SRY", "SRY", ""]),
        ] {
            let columns = [(Role::Symbol, symbol), (Role::GeneId, id)];
            assert_eq!(mentions(&columns), [expected.map(String::from)]);
        }
    }

    #[test]
    fn an_id_in_the_place_of_a_symbol_is_an_id() {
        let found = mentions(&[(Role::Symbol, "ENSG00000184895")]);
        assert_eq!(found, [["", "ENSG00000184895", ""]]);
    }

    #[test]
    fn joined_genes_are_given_one_by_one() {
        let found = mentions(&[
            (Role::Symbol, "SOX9&SRY"),
            (Role::GeneId, "ENSG00000125398&ENSG00000184895"),
        ]);
        assert_eq!(
            found,
            [
                ["SOX9", "ENSG00000125398", ""],
                ["SRY", "ENSG00000184895", ""]
            ]
        );
        let found = mentions(&[
            (Role::Symbol, "SOX9&SRY"),
            (Role::GeneId, "ENSG00000125398"),
        ]);
        let expected = [
            ["SOX9", "", ""],
            ["SRY", "", ""],
            ["", "ENSG00000125398", ""],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn intergenic_entries_hit_no_gene() {
        let neighbours = (Role::Symbol, "SRY-RPS4Y1");
        for term in ["intergenic_region", "intergenic_variant", "intergenic"] {
            assert!(mentions(&[(Role::Consequence, term), neighbours]).is_empty());
        }
        for term in [
            "upstream_gene_variant",
            "intron_variant&intergenic_region",
            "",
        ] {
            assert_eq!(mentions(&[(Role::Consequence, term), neighbours]).len(), 1);
        }
    }

    #[test]
    fn signs_of_missing_values_name_no_gene() {
        for sign in ["", ".", "-"] {
            assert!(mentions(&[(Role::Symbol, sign), (Role::GeneId, sign)]).is_empty());
        }
        let found = mentions(&[(Role::HgncId, "HGNC:11311"), (Role::GeneId, "6736")]);
        assert_eq!(found, [["", "", "HGNC:11311"]]);
    }
}
