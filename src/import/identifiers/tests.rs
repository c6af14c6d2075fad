use super::*;
use crate::delimited::tests::file;

const MANE: &str = "\
#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tMANE_status
GeneID:6662\tENSG00000125398.8\tHGNC:11204\tSOX9\tMANE Select
GeneID:6662\tENSG00000125398.8\tHGNC:11204\tSOX9\tMANE Plus Clinical
";
const HGNC: &str = "\
hgnc_id\tsymbol\talias_symbol\tprev_symbol\tensembl_gene_id
HGNC:1\tNEW1\t\"AL1|AL2\"\t\"OLD1|BOTH\"\tENSG01
HGNC:2\tNEW2\t\tBOTH\tENSG02
HGNC:3\tNEW3\t\tOLD3\tENSG03
";

fn annotate(names: &str, genes: &[(&str, &str)]) -> (Vec<Gene>, Annotated) {
    let gene = |&(symbol, id): &(&str, &str)| Gene {
        symbol: symbol.into(),
        ensembl_id: id.into(),
        ..Gene::default()
    };
    let mut genes: Vec<_> = genes.iter().map(gene).collect();
    let identifiers = Identifiers::read(&[file(names).path()]).unwrap();
    let annotated = identifiers.annotate(&mut genes, Symbols::Kept);
    (genes, annotated)
}

#[test]
fn mane_gives_identifiers_by_symbol() {
    let (genes, annotated) = annotate(MANE, &[("SOX9", ""), ("NOPE", "")]);
    assert_eq!(genes[0].ensembl_id, "ENSG00000125398");
    assert_eq!(genes[0].hgnc_id, "HGNC:11204");
    assert_eq!(genes[1].ensembl_id, "");
    assert_eq!((annotated.current, annotated.unknown), (1, 1));
}

#[test]
fn hgnc_gives_synonyms_and_finds_previous_symbols() {
    let (genes, annotated) = annotate(HGNC, &[("NEW1", ""), ("OLD3", "")]);
    assert_eq!(genes[0].synonyms, ["OLD1", "BOTH", "AL1", "AL2"]);
    assert_eq!(genes[1].hgnc_id, "HGNC:3");
    assert_eq!(genes[1].synonyms, ["NEW3"]);
    assert_eq!((annotated.current, annotated.previous), (1, 1));
}

#[test]
fn ambiguous_and_taken_previous_symbols_find_nothing() {
    let (genes, annotated) = annotate(HGNC, &[("BOTH", ""), ("OLD1", ""), ("NEW1", "")]);
    assert_eq!(
        genes[0],
        Gene {
            symbol: "BOTH".into(),
            ..Gene::default()
        }
    );
    assert_eq!(genes[1].ensembl_id, "");
    assert_eq!(annotated.unknown, 2);
}

#[test]
fn ensembl_id_counts_more_than_symbol() {
    let (genes, annotated) = annotate(HGNC, &[("NEW2", "ENSG01"), ("NEW3", "ENSG99")]);
    assert_eq!(genes[0].hgnc_id, "HGNC:1");
    assert_eq!(genes[1].hgnc_id, "");
    assert_eq!((annotated.current, annotated.conflicting), (1, 1));
}

#[test]
fn an_hgnc_id_counts_more_than_a_symbol_however_it_is_spelt() {
    for id in ["HGNC:1", "1"] {
        let mut genes = [Gene {
            symbol: "OLD3".into(),
            hgnc_id: id.into(),
            ..Gene::default()
        }];
        let identifiers = Identifiers::read(&[file(HGNC).path()]).unwrap();
        assert_eq!(identifiers.annotate(&mut genes, Symbols::Kept).current, 1);
        assert_eq!(genes[0].ensembl_id, "ENSG01");
    }
}

#[test]
fn an_hgnc_id_that_an_ensembl_id_contradicts_finds_nothing() {
    let mut genes = [Gene {
        symbol: "X".into(),
        ensembl_id: "ENSG00000000009".into(),
        hgnc_id: "HGNC:11204".into(),
        ..Gene::default()
    }];
    let identifiers = Identifiers::read(&[file(MANE).path()]).unwrap();
    assert_eq!(identifiers.annotate(&mut genes, Symbols::Kept).unknown, 1);
    assert!(genes[0].synonyms.is_empty());
}

#[test]
fn one_known_gene_stands_for_one_gene() {
    let (genes, annotated) = annotate(HGNC, &[("NEW1", ""), ("X", "ENSG01")]);
    assert_eq!(genes[0].synonyms, [""; 0]);
    assert_eq!(genes[1].synonyms, ["NEW1", "OLD1", "BOTH", "AL1", "AL2"]);
    assert_eq!((annotated.current, annotated.conflicting), (1, 1));
}

#[test]
fn renamed_genes_are_found_by_the_names_that_they_had_whatever_the_order_of_files() {
    let (mane, renamed) = (
        file(MANE),
        file("symbol\tapproved\nSRA1L\tSOX9\nSRXX2\tSOX9\nX\tGONE\n"),
    );
    for paths in [[mane.path(), renamed.path()], [renamed.path(), mane.path()]] {
        let gene = |symbol: &str| Gene {
            symbol: symbol.into(),
            ..Gene::default()
        };
        let mut genes = ["SRXX2", "X"].map(gene);
        let annotated = Identifiers::read(&paths)
            .unwrap()
            .annotate(&mut genes, Symbols::Current);
        assert_eq!(genes[0].symbol, "SOX9");
        assert_eq!(genes[0].synonyms, ["SRXX2", "SRA1L"]);
        assert_eq!(genes[0].ensembl_id, "ENSG00000125398");
        assert_eq!(annotated.is_found, [true, false]);
        assert_eq!(
            (annotated.previous, annotated.unknown, annotated.missing),
            (1, 1, 0)
        );
    }
}

#[test]
fn the_last_table_of_renamed_genes_counts_and_two_genes_that_mean_one_are_none() {
    let mane =
        file("symbol\tEnsembl_Gene\tHGNC_ID\nSEPTIN2\tENSG1\tHGNC:1\nSEPTIN6\tENSG2\tHGNC:2\n");
    let aliases =
        file("symbol\tapproved\nSEPT2\tSEPTIN2\nSEPT2\tSEPTIN6\nSEPT6\tSEPTIN6\nC1\tSEPTIN6\n");
    let mended = file("symbol\tapproved\nSEPT2\tSEPTIN2\nC1\t\n");
    let annotate = |paths: &[&Path]| {
        let gene = |symbol: &str| Gene {
            symbol: symbol.into(),
            ..Gene::default()
        };
        let mut genes = ["C1", "SEPT2", "SEPT6"].map(gene);
        let identifiers = Identifiers::read(paths).unwrap();
        let annotated = identifiers.annotate(&mut genes, Symbols::Kept);
        (genes.map(|gene| gene.ensembl_id), annotated.is_found)
    };
    let (ids, is_found) = annotate(&[mane.path(), aliases.path()]);
    assert_eq!(
        (ids, is_found),
        (["", "", ""].map(String::from), vec![false; 3])
    );
    let (ids, is_found) = annotate(&[mane.path(), aliases.path(), mended.path()]);
    assert_eq!(ids, ["", "ENSG1", "ENSG2"].map(String::from));
    assert_eq!(is_found, [false, true, true]);
}

#[test]
fn other_tables_are_refused() {
    let error = Identifiers::read(&[file("gene\tscore\nA\t1\n").path()]).unwrap_err();
    assert!(error.to_string().contains("neither a MANE summary"));
}
