use std::collections::HashSet;

use super::*;
use crate::{delimited::tests::file, gene::by_gene_tests::genes};

fn names(symbol: &str, index: Option<usize>) -> RankedGene {
    RankedGene {
        symbol: symbol.into(),
        index,
        ..RankedGene::default()
    }
}

fn read(content: &str) -> Result<KnownGenes, ListError> {
    KnownGenes::read(file(content).path(), &genes())
}

fn confidence(known: &KnownGenes, symbol: &str, index: Option<usize>) -> Option<String> {
    let found = known.find(&names(symbol, index));
    found.map(|known| known.confidence.clone())
}

/// The columns of PanelApp's export, as it writes them.
const PANEL: &str = "Entity Name\tEntity type\tGene Symbol\tSources(; separated)\tLevel4\tLevel3\tLevel2\tModel_Of_Inheritance\tPhenotypes\tGEL_Status\tHGNC\n";

#[test]
fn a_panel_says_how_sure_it_is() {
    let row = |name: &str, kind: &str, symbol: &str, phenotypes: &str, status: &str| {
        format!("{name}\t{kind}\t{symbol}\tNHS GMS\tDSD\t\t\tBIALLELIC\t{phenotypes}\t{status}\t\n")
    };
    let rows = [
        row(
            "TDF",
            "gene",
            "TDF",
            "\"a \"\"quoted\"\" thing\nof two lines\"",
            "2",
        ),
        row("SRY_CAG", "str", "SRY", "", "3"),
        row("ISCA-1-Loss", "region", "", "", "3"),
        row("NR5A1", "gene", "NR5A1", "", "1"),
        row("ELSEWHERE", "gene", "ELSEWHERE", "", "4"),
    ];
    let known = read(&format!("{PANEL}{}", rows.concat())).unwrap();
    assert_eq!(confidence(&known, "SRY", Some(0)).unwrap(), "Green");
    assert_eq!(confidence(&known, "NR5A1", Some(1)), None);
    assert_eq!(confidence(&known, "elsewhere", None).unwrap(), "Green");
    let gene = names("SRY", Some(0));
    assert_eq!(known.find(&gene).unwrap().note, "BIALLELIC");
    let notes = known.notes().join("\n");
    assert_has!(
        notes,
        "2 known genes",
        "1 entries do not count",
        "1 regions",
        "1 names",
        ": ELSEWHERE"
    );
}

#[test]
fn plain_names_and_other_tables_will_do() {
    for list in [
        "sry\nSF1\n",
        "HGNC ID;remark\nHGNC:1;\nHGNC:2;\n",
        "symbol\tconfidence\nTDF\tstrong\nENSG00000000002.4\tweak\n",
    ] {
        let known = read(list).unwrap();
        assert!(confidence(&known, "SRY", Some(0)).is_some(), "{list}");
        assert!(confidence(&known, "NR5A1", Some(1)).is_some(), "{list}");
        assert_eq!(known.len(), 2);
    }
}

#[test]
fn a_table_of_something_else_is_refused_with_its_line() {
    let told = read("a\tb\n1\t2\n").unwrap_err();
    assert!(matches!(told, ListError::NoGeneColumn { .. }), "{told}");
    let told = read("symbol\n").unwrap_err();
    assert!(matches!(told, ListError::Table(_)), "{told}");
    let told = read("symbol\tx\nSRY\t1\n\t2\n").unwrap_err().to_string();
    assert!(told.contains("line 3"), "{told}");
}

fn modes(known: &KnownGenes, symbol: &str, index: usize) -> Vec<Inheritance> {
    let gene = names(symbol, Some(index));
    known.find(&gene).unwrap().inheritance.clone()
}

/// The columns of G2P's download since 2024, and of its DDG2P.csv before.
#[test]
fn downloads_of_g2p_are_joined_by_gene() {
    let now = "g2p id,gene symbol,gene mim,hgnc id,previous gene symbols,disease name,disease mim,\
        disease MONDO,allelic requirement,cross cutting modifier,confidence\n\
        G2P1,SRY,480000,1,,\"46,XY sex reversal, \"\"1\"\"\",400044,,monoallelic_Y_hem,,definitive\n\
        G2P2,NR5A1,184757,2,SF1; ELP,gonads,612965,,monoallelic_autosomal,,strong\n\
        G2P3,NR5A1,184757,2,SF1; ELP,spleen,617480,,biallelic_autosomal,,moderate\n\
        G2P4,NR5A1,184757,2,SF1; ELP,other,1,,mitochondrial,,refuted\n";
    let known = read(now).unwrap();
    assert_eq!(modes(&known, "SRY", 0), [Inheritance::YHemizygous]);
    let both = [Inheritance::Monoallelic, Inheritance::Biallelic];
    assert_eq!(
        modes(&known, "NR5A1", 1),
        both,
        "a refuted disease says nothing"
    );
    let nr5a1 = known.find(&names("NR5A1", Some(1))).unwrap();
    assert_eq!(
        (nr5a1.level, nr5a1.confidence.as_str()),
        (Confidence::Green, "strong")
    );
    assert_eq!(nr5a1.note, "monoallelic_autosomal; biallelic_autosomal");
    let old = "\"gene symbol\",\"DDD category\",\"allelic requirement\",\"hgnc id\"\n\
        \"SRY\",\"both RD and IF\",\"hemizygous\",\"1\"\n\
        \"NR5A1\",\"possible\",\"monoallelic\",\"2\"\n";
    let known = read(old).unwrap();
    assert_eq!(modes(&known, "SRY", 0), [Inheritance::XHemizygous]);
    assert_eq!(known.len(), 1);
    let all = KnownGenes::read_from(file(old).path(), &genes(), Confidence::Red).unwrap();
    assert_eq!((all.len(), all.notes().len()), (2, 1));
}

#[test]
fn columns_of_sex_and_dosage_are_rules_and_strange_words_are_told() {
    let text = "symbol\tconfidence\tmode_of_inheritance\tallelic_requirement\tsex_limited\tdosage\n\
        SRY\tgreen\tBIALLELIC, autosomal or pseudoautosomal\tmonoallelic_Y_hem\t46,XY\tloss;gain\n\
        NR5A1\tperhaps\tby chance\t\tlizards\tlots\n\
        TDF\tamber\t\t\tmale\t\n";
    let known = read(text).unwrap();
    let sry = known.find(&names("SRY", Some(0))).unwrap();
    assert_eq!(sry.sex_limited, Some(Sex::Male), "both rows say so");
    assert_eq!(sry.dosage, [Dosage::Loss, Dosage::Gain]);
    assert_eq!(
        sry.inheritance,
        [Inheritance::Biallelic, Inheritance::YHemizygous]
    );
    let other = known.find(&names("NR5A1", Some(1))).unwrap();
    assert_eq!(
        (other.level, other.sex_limited),
        (Confidence::Unrated, None)
    );
    assert_eq!(other.confidence, "perhaps");
    assert_has!(
        known.notes().join("\n"),
        "1 values of confidence are not understood, and say nothing: \"perhaps\" of NR5A1 in line 3",
        "1 values of inheritance",
        "1 values of sex_limited",
        "1 values of dosage"
    );
}

/// As ClinGen publishes them, with NCBI's numbers.
#[test]
fn scores_of_clingen_say_what_dosage_does() {
    let text = "#ClinGen Gene Curation List\n#09 Dec,2025\n\
        #Gene Symbol\tGene ID\tHaploinsufficiency Score\tTriplosensitivity Score\n\
        SRY\t6736\t3\t0\nNR5A1\t2516\t30\tNot yet evaluated\n";
    let known = read(text).unwrap();
    let dosage = |symbol, index| {
        let gene = names(symbol, Some(index));
        known.find(&gene).unwrap().dosage.clone()
    };
    assert_eq!(dosage("SRY", 0), [Dosage::Loss]);
    assert!(dosage("NR5A1", 1).is_empty());
}

#[test]
fn the_least_confidence_is_the_callers() {
    let text = "symbol\tgel_status\nSRY\t3\nNR5A1\t2\nAAA\t1\nBBB\t\n";
    let count = |least| {
        let known = KnownGenes::read_from(file(text).path(), &genes(), least).unwrap();
        known.len()
    };
    let counts = [Confidence::Green, Confidence::Amber, Confidence::Red].map(count);
    assert_eq!(counts, [2, 3, 4]);
}

/// Likeness is told to known genes of this list, and to no others.
#[test]
fn every_gene_of_the_examples_list_has_a_public_source_of_its_own() {
    let list = include_str!("../../../examples/dsd-genes.tsv");
    let mut rows = list.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<_> = rows.next().unwrap().split('\t').collect();
    assert_eq!((head[0], head.last()), ("symbol", Some(&"source")));
    let mut symbols = HashSet::new();
    for row in rows {
        let fields: Vec<_> = row.split('\t').collect();
        assert_eq!(fields.len(), head.len(), "{row}");
        assert!(symbols.insert(fields[0]), "{row}");
        let sources = fields[head.len() - 1].split(';');
        for source in sources {
            // The number of a disease or a paper.
            let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
            let is_public = match source.split_once(':') {
                Some(("OMIM", number)) => number.len() == 6 && is_number(number),
                Some(("PMID", number)) => !number.is_empty() && is_number(number),
                Some(("doi", name)) => name.starts_with("10."),
                _ => false,
            };
            assert!(is_public, "{row}");
        }
    }
    assert!(symbols.len() > 50);
}
