use super::*;

/// A mention by Ensembl ID, HGNC ID, NCBI number and symbol.
type Names4 = [&'static str; 4];

fn mention<'a>([ensembl_id, hgnc_id, ncbi_id, symbol]: [&'a str; 4]) -> GeneMention<'a> {
    GeneMention {
        ensembl_id: ensembl_id.as_bytes(),
        hgnc_id: hgnc_id.as_bytes(),
        ncbi_id: ncbi_id.as_bytes(),
        symbol: symbol.as_bytes(),
    }
}

const E1: &str = "ENSG00000000001";
const E2: &str = "ENSG00000000002";

/// For each mention the first that is of the same gene, when all were taken in.
fn partition(mentions: &[Names4]) -> Vec<usize> {
    let mut registry = Registry::growing(&[]);
    let number = |names: &Names4| registry.number(&mention(*names)).unwrap();
    let numbers: Vec<_> = mentions.iter().map(number).collect();
    let settled = registry.settle();
    let genes: Vec<_> = numbers.iter().map(|&n| settled.number(n)).collect();
    let first = |gene| genes.iter().position(|g| g == gene).unwrap();
    genes.iter().map(first).collect()
}

/// Asserts which mentions are one gene, in this order and the reverse.
#[track_caller]
fn assert_partition(mentions: &[Names4], genes: &[usize]) {
    assert_eq!(partition(mentions), genes, "{mentions:?}");
    let reversed: Vec<_> = mentions.iter().rev().copied().collect();
    let found = partition(&reversed);
    for i in 0..genes.len() {
        for j in 0..i {
            let last = genes.len() - 1;
            let is_one = found[last - i] == found[last - j];
            assert_eq!(is_one, genes[i] == genes[j], "{i} and {j} of {mentions:?}");
        }
    }
}

#[test]
fn ensembl_and_refseq_name_one_gene_by_its_symbol_or_hgnc_number() {
    assert_partition(&[[E1, "", "", "X"], ["", "", "6736", "X"]], &[0, 0]);
    assert_partition(&[["", "", "", "X"], [E1, "", "", "X"]], &[0, 0]);
    assert_partition(
        &[[E1, "HGNC:5", "", "X"], ["", "5", "6736", "OLD"]],
        &[0, 0],
    );
    assert_partition(
        &[["ENSG00000000001.4", "", "", ""], [E1, "", "", "X"]],
        &[0, 0],
    );
}

#[test]
fn a_later_mention_joins_two_that_were_numbered_before() {
    assert_partition(
        &[
            [E1, "", "", ""],
            ["", "HGNC:5", "", ""],
            [E1, "HGNC:5", "", ""],
        ],
        &[0, 0, 0],
    );
    assert_partition(
        &[[E1, "", "", ""], ["", "", "7", ""], [E1, "", "7", ""]],
        &[0, 0, 0],
    );
}

#[test]
fn contradicting_identifiers_are_two_genes_even_where_symbols_agree() {
    assert_partition(&[[E1, "", "", "X"], [E2, "", "", "X"]], &[0, 1]);
    assert_partition(&[["", "HGNC:1", "", "X"], ["", "HGNC:2", "", "X"]], &[0, 1]);
    assert_partition(&[["", "", "1", "X"], ["", "", "2", "X"]], &[0, 1]);
    assert_partition(
        &[["FBgn0000008", "", "", "a"], ["FBgn0000009", "", "", "a"]],
        &[0, 1],
    );
    assert_partition(
        &[["Y74C9A.3", "", "", ""], ["Y74C9A.4", "", "", ""]],
        &[0, 1],
    );
    assert_partition(&[[E1, "HGNC:5", "", "X"], [E2, "HGNC:5", "", "X"]], &[0, 1]);
}

#[test]
fn what_two_genes_share_joins_neither_with_a_third() {
    assert_partition(
        &[[E1, "", "", "X"], [E2, "", "", "X"], ["", "", "", "X"]],
        &[0, 1, 2],
    );
    assert_partition(
        &[[E1, "", "", "X"], [E2, "", "", "X"], ["", "", "7", "X"]],
        &[0, 1, 2],
    );
    let chain = [
        [E1, "", "", "X"],
        [E1, "", "", "Y"],
        ["", "", "7", "X"],
        ["", "", "8", "Y"],
    ];
    assert_partition(&chain, &[0, 0, 2, 3]);
}

#[test]
fn an_id_of_another_source_does_not_contradict_ensembls() {
    assert_partition(&[["gene-SRY", "", "", "SRY"], [E1, "", "", "SRY"]], &[0, 0]);
    assert_partition(&[["SRY", "", "", "SRY"], [E1, "", "", "SRY"]], &[0, 0]);
    assert_partition(
        &[
            ["ENSMUSG00000000001", "MGI:1", "", "Sry"],
            ["", "MGI:1", "", ""],
        ],
        &[0, 0],
    );
}

#[test]
fn symbols_of_programs_differ_in_capitals() {
    assert_partition(&[["", "", "", "dl"], ["", "", "", "Dl"]], &[0, 1]);
}

#[test]
fn an_unlisted_gene_is_called_by_all_names_that_its_mentions_have() {
    let mut registry = Registry::growing(&[]);
    let names = [
        ["", "", "6736", "OLD"],
        ["", "11311", "6736", ""],
        ["ENSG00000000001.2", "HGNC:11311", "", "NEW"],
    ];
    for names in names {
        registry.number(&mention(names));
    }
    let settled = registry.settle();
    let expected = MentionedGene {
        gene: Gene {
            symbol: "NEW".into(),
            ensembl_id: E1.into(),
            hgnc_id: "HGNC:11311".into(),
            synonyms: vec!["OLD".into()],
        },
        ncbi_id: "6736".into(),
    };
    assert_eq!(settled.unlisted(0), Some(&expected));
    for names in names {
        assert_eq!(settled.resolve(&mention(names)), Some(0));
    }
}

#[test]
fn a_gene_that_has_a_number_of_ncbis_alone_is_called_by_it() {
    let mut registry = Registry::growing(&[]);
    registry.number(&mention(["", "", "124900000", ""]));
    let settled = registry.settle();
    assert_eq!(settled.unlisted(0).unwrap().gene.symbol, "GeneID:124900000");
}

fn listed() -> Vec<Gene> {
    let gene = |symbol: &str, ensembl_id: &str| Gene {
        symbol: symbol.into(),
        ensembl_id: ensembl_id.into(),
        ..Gene::default()
    };
    vec![gene("SRY", ""), gene("SOX9", "ENSG00000125398")]
}

#[test]
fn genes_of_the_list_keep_their_places_and_unlisted_genes_come_after() {
    let genes = listed();
    let mut registry = Registry::growing(&genes);
    let sox9 = mention(["ENSG00000125398.8", "", "", "X"]);
    let unlisted = mention([E1, "", "", "X"]);
    assert_eq!(registry.number(&sox9), Some(1));
    assert_eq!(registry.find(&unlisted), None);
    assert_eq!(registry.number(&unlisted), Some(3));
    assert_eq!(registry.number(&unlisted), Some(3));
    assert_eq!(registry.find(&unlisted), Some(3));
    assert!(registry.is_listed(1) && !registry.is_listed(2));
    assert_eq!(Registry::new(&genes).number(&unlisted), None);
    let settled = registry.settle();
    assert_eq!((settled.number(1), settled.number(3)), (1, 3));
}

/// The bundle has no ID of SRY; a mention of it tells one, by which others are SRY.
#[test]
fn an_unlisted_gene_that_shares_an_identifier_with_a_gene_of_the_list_is_that_gene() {
    let genes = listed();
    let mut registry = Registry::growing(&genes);
    let unlisted = registry.number(&mention([E1, "HGNC:5", "", "NEW"]));
    let later = registry.number(&mention(["", "", "7", "NEW"]));
    let other = registry.number(&mention([E2, "", "", ""]));
    assert_eq!(
        registry.number(&mention(["", "HGNC:5", "", "SRY"])),
        Some(0)
    );
    let settled = registry.settle();
    assert_eq!(settled.number(unlisted.unwrap()), 0);
    assert_eq!(settled.number(later.unwrap()), later.unwrap());
    assert_eq!(settled.number(other.unwrap()), other.unwrap());
}

#[test]
fn people_write_capitals_as_they_like() {
    let genes = listed();
    let registry = Registry::new(&genes).despite_capitals(&genes);
    let find = |name: &str| registry.resolve_written(&GeneMention::named(name.as_bytes()), name);
    assert_eq!(find("SRY"), Some((0, false)));
    assert_eq!(find("sry"), Some((0, true)));
    assert_eq!(find("Sox10"), None);
    let twins = ["dl", "Dl"].map(|symbol| Gene {
        symbol: symbol.into(),
        ..Gene::default()
    });
    let registry = Registry::new(&twins).despite_capitals(&twins);
    let find = |name: &str| registry.resolve_written(&GeneMention::named(name.as_bytes()), name);
    assert_eq!(find("Dl"), Some((1, false)));
    assert_eq!(find("DL"), None);
}

#[test]
fn numbers_of_one_record_are_joined_by_what_it_says_itself() {
    let mut registry = Registry::growing(&[]);
    let names = [
        [E1, "", "", "X"],
        [E2, "", "", "Y"],
        ["", "", "7", "X"],
        ["", "", "8", "Z"],
    ];
    let numbers = names.map(|names| registry.number(&mention(names)).unwrap());
    assert_eq!(registry.join(&numbers), [0, 1, 0, 3]);
    assert_eq!(registry.join(&numbers[1..]), [1, 2, 3]);
}

mod planted;
