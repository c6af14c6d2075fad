use super::*;
use crate::{testing::reader, variant::Reader};

const HEADER: &str = "##fileformat=VCFv4.3\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Gene-level scores, one entry per ALT and gene. Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M|Pattern_F\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F_PCT,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_M,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_GENE,Number=A,Type=String,Description=\"\",Source=\"dsdscore\">\n\
    ##dsdscore_bundle=<ID=DSD,Name=\"a \\\"b\\\"\",Version=\"1\",Digest=\"sha256:0\",Atlas=\"x\",Synthetic=false>\n\
    ##dsdscore_model=<ID=DSD_F,Name=\"net\",Version=\"2\",Condition=\"female\",Synthetic=true>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

fn find(reader: &Reader) -> Result<Decoder, DecodeError> {
    Decoder::find(reader.header(), reader.dictionary(), "DSD", "test")
}

/// A gene: its symbol, its ALTs, and its scores.
type Gene = (String, Vec<usize>, Vec<Score>);

/// The genes of one record, given its REF, ALT and INFO, and how many ALTs contradict.
fn decoded(header: &str, columns: &str) -> (Vec<Gene>, u64) {
    let [reference, alternate, info] = columns.split(' ').collect::<Vec<_>>()[..] else {
        panic!("three columns");
    };
    let record = format!("1\t5\t.\t{reference}\t{alternate}\t.\t.\t{info}\n");
    let mut reader = reader(format!("{header}{record}"));
    let mut decoder = find(&reader).unwrap();
    reader.advance().unwrap();
    let mut genes = Vec::new();
    decoder.read(&reader.record(0), &mut |gene| {
        let symbol = String::from_utf8_lossy(gene.gene.symbol).into_owned();
        genes.push((symbol, gene.alternates.to_vec(), gene.scores));
    });
    (genes, decoder.disagreements())
}

/// The same with scores of both conditions alone, in the order of the entries.
fn read(columns: &str) -> Vec<(String, Vec<usize>, [Option<f32>; 2])> {
    let (genes, _) = decoded(HEADER, columns);
    let scores = |scores: Vec<Score>| [scores[0].value, scores[1].value];
    let genes = genes.into_iter();
    genes
        .map(|(symbol, alternates, found)| (symbol, alternates, scores(found)))
        .collect()
}

/// The genes of the ALTs that are there.
fn hits(columns: &str) -> Vec<(usize, String)> {
    let (genes, _) = decoded(HEADER, columns);
    let each = genes.into_iter().flat_map(|(symbol, alternates, _)| {
        let alternates = alternates.into_iter();
        alternates.map(move |alternate| (alternate, symbol.clone()))
    });
    let mut hits: Vec<_> = each.collect();
    hits.sort();
    hits
}

fn hit(alternate: usize, symbol: &str) -> (usize, String) {
    (alternate, symbol.into())
}

#[test]
fn entries_belong_to_the_alt_that_is_spelt_whole() {
    let record = "CA C,CC DSD=C||A|E1|0.5||banded,CC||B|E2|0.25|0.75|;\
        DSD_F=0.5,0.25;DSD_F_PCT=90,.;DSD_M=.,0.75;DSD_GENE=A,B";
    let (genes, disagreements) = decoded(HEADER, record);
    let score = |value, percentile, pattern: Option<&str>| Score {
        value,
        percentile,
        pattern: pattern.map(String::from),
        opinions: Vec::new(),
    };
    let a = vec![
        score(Some(0.5), Some(90.0), Some("banded")),
        Score::default(),
    ];
    let b = vec![score(Some(0.25), None, None), score(Some(0.75), None, None)];
    assert_eq!(genes, [("A".into(), vec![0], a), ("B".into(), vec![1], b)]);
    assert_eq!(disagreements, 0);
}

/// Two conditions, one of which is called as the other begins, with second opinions of both.
const OPINIONS: &str = "##fileformat=VCFv4.3\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Gene-level scores. Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_F_x|Pct_F_dev|Pct_F_x_net.1|Pct_F_net.1|Pct_X_dev\",Source=\"dsdscore\">\n\
    ##dsdscore_model=<ID=DSD_F,Name=\"net\",Condition=\"female\",Worth=\"a \\\"sentence\\\"\",LikelihoodRatios=\"0.5:0:1 2:1.5:3\",Synthetic=false>\n\
    ##dsdscore_opinion=<ID=DSD_F_net.1,Name=\"net\",Version=\"1\",Digest=\"sha256:0\",Worth=\"another\",Synthetic=false>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

#[test]
fn second_opinions_are_of_the_condition_before_the_last_underscore() {
    let record = "A C DSD=C||A|E1|0.5|0.25|91.5|12.5|.|7,C||B|E2|0.5||x||33.25|";
    let (genes, _) = decoded(OPINIONS, record);
    let opinions = |gene: usize| {
        let scores = genes[gene].2.iter();
        scores
            .map(|score| score.opinions.clone())
            .collect::<Vec<_>>()
    };
    let none = None;
    assert_eq!(opinions(0), [vec![Some(91.5), none], vec![Some(12.5)]]);
    assert_eq!(opinions(1), [vec![none, Some(33.25)], vec![none]]);
}

#[test]
fn the_header_tells_what_scores_and_opinions_are_worth() {
    let reader = reader(OPINIONS.to_string());
    let decoder = find(&reader).unwrap();
    let [female, other] = decoder.conditions() else {
        panic!("two conditions");
    };
    assert_eq!(female.worth.as_deref(), Some("a \"sentence\""));
    assert_eq!(female.likelihood_ratios[1].ci, [1.5, 3.0]);
    let names = |condition: &Condition| -> Vec<_> {
        let opinions = condition.opinions.iter();
        opinions
            .map(|o| (o.name.clone(), o.worth.clone()))
            .collect()
    };
    let expected = [
        ("dev".to_string(), None),
        ("net.1".into(), Some("another".into())),
    ];
    assert_eq!(names(female), expected);
    let model = female.opinions[1].model.as_ref().unwrap();
    assert_eq!(model.digest.as_deref(), Some("sha256:0"));
    assert_eq!(names(other), [("net.1".into(), None)]);
    assert_eq!((&other.worth, &other.model), (&None, &None));
}

#[test]
fn a_percentile_is_of_the_highest_score_alone() {
    let percentiles = |columns: &str| {
        let (genes, _) = decoded(HEADER, columns);
        let genes = genes.into_iter();
        genes.map(|gene| gene.2[0].percentile).collect::<Vec<_>>()
    };
    let both = "A C DSD=C||A|E1|0.5||,C||B|E2|0.25||;DSD_F=0.5;DSD_F_PCT=90";
    assert_eq!(percentiles(both), [Some(90.0), None]);
    // htslib prints six digits of a number.
    let printed = "A C DSD=C||A|E1|0.99999595||,C||B|E2|0.25||;DSD_F=0.999996;DSD_F_PCT=90";
    assert_eq!(percentiles(printed), [Some(90.0), None]);
    let near = "A C DSD=C||A|E1|0.99999595||,C||B|E2|0.9999960||;DSD_F=0.999996;DSD_F_PCT=90";
    assert_eq!(percentiles(near), [None, Some(90.0)]);
}

/// `bcftools norm -m-any -f` of `CA>C,CAA`.
#[test]
fn an_alt_that_was_split_and_trimmed_keeps_its_gene() {
    let dsd = "DSD=C||SRY|E1|0.08|0.01|,CAA||SOX9|E2|0.47|0.19|";
    let deletion = format!("CA C {dsd};DSD_F=0.08;DSD_M=0.01;DSD_GENE=SRY");
    assert_eq!(hits(&deletion), [hit(0, "SRY")]);
    let insertion = format!("C CA {dsd};DSD_F=0.47;DSD_M=0.19;DSD_GENE=SOX9");
    assert_eq!(hits(&insertion), [hit(0, "SOX9")]);
    let sox9 = ("SOX9".into(), vec![0], [Some(0.47), Some(0.19)]);
    assert!(read(&insertion).contains(&sox9));
}

/// `bcftools norm -m-any -f` of `CAA>CA,C` leaves `CA>C` of the first, which is how the second was
/// spelt.
#[test]
fn the_spelling_of_another_alt_is_not_taken_for_an_alts_own() {
    let dsd = "DSD=CA||A|E1|0.3||,C||B|E2|0.9||";
    let first = format!("CA C {dsd};DSD_F=0.3;DSD_M=.;DSD_GENE=A");
    assert_eq!(hits(&first), [hit(0, "A")]);
    assert_eq!(
        hits(&format!("CA C {dsd}")),
        [hit(0, "A"), hit(0, "B")],
        "no number tells"
    );
    // GC>GCC,GCCC, whose second has no gene.
    let shifted = "G GC,GCC DSD=GCC||A|E1|0.3||";
    assert_eq!(hits(shifted), [hit(0, "A"), hit(1, "A")]);
    let told = format!("{shifted};DSD_F=0.3,.;DSD_GENE=A,.");
    assert_eq!(hits(&told), [hit(0, "A")]);
    let half = "G GC,GCC DSD=GCC||A|E1||0.3|;DSD_F=.,.";
    assert_eq!(hits(half), [hit(0, "A"), hit(1, "A")]);
    let silent = "CA C DSD=C||B|E2|0.9||;DSD_F=.;DSD_M=.;DSD_GENE=.";
    assert_eq!(hits(silent), [], "the numbers tell that it has no gene");
}

#[test]
fn a_substitution_has_its_entries_whatever_else_stands_there() {
    let dsd = "DSD=C||A|E1|0.3||,G||A|E1|0.3||,G||B|E2|0.9||";
    for numbers in ["", ";DSD_F=0.3;DSD_M=.;DSD_GENE=A", ";DSD_F=0.3,0.9"] {
        assert_eq!(hits(&format!("T C {dsd}{numbers}")), [hit(0, "A")]);
    }
    let trimmed = "T C DSD=AC||A|E1|0.3||,GT||B|E2|0.9||";
    assert_eq!(hits(trimmed), [hit(0, "A")]);
}

#[test]
fn numbers_of_other_alts_say_nothing() {
    let split = "T C DSD=C||A|E1|0.3||,G||B|E2|0.9||;DSD_F=0.9,0.3;DSD_F_PCT=9,3;DSD_GENE=B,A";
    let (genes, disagreements) = decoded(HEADER, split);
    assert_eq!(hits(split), [hit(0, "A")]);
    assert_eq!(genes[0].2[0].percentile, None);
    assert_eq!(disagreements, 0);
}

#[test]
fn scores_are_known_also_of_genes_whose_alt_is_gone() {
    let found = read("T C DSD=C||A|E1|0.3||,G||B|E2|0.9|0.1|");
    assert_eq!(found[1], ("B".into(), vec![], [Some(0.9), Some(0.1)]));
}

#[test]
fn a_gene_is_known_by_name_where_the_entries_were_dropped() {
    // B has the highest score of all; whose the other is, nobody knows.
    let record = "T C,G DSD_F=0.3,.;DSD_M=0.9,.;DSD_F_PCT=20,.;DSD_GENE=B%2C1,.";
    assert_eq!(read(record), [("B,1".into(), vec![0], [None, Some(0.9)])]);
    let alike = "T C DSD_F=0.3;DSD_M=0.3;DSD_GENE=B";
    assert_eq!(read(alike), [("B".into(), vec![0], [None, None])]);
    let half = "T C DSD_F=0.3;DSD_GENE=B";
    assert_eq!(read(half), [("B".into(), vec![0], [None, None])]);
    let elsewhere = "T C,G DSD=C||A|E1|0.3||;DSD_F=0.3,0.9;DSD_M=.,.;DSD_GENE=A,B";
    let expected = [
        ("A".into(), vec![0], [Some(0.3), None]),
        ("B".into(), vec![1], [Some(0.9), None]),
    ];
    assert_eq!(read(elsewhere), expected);
}

/// `bcftools annotate -x INFO/DSD` takes the definition too.
#[test]
fn the_conditions_are_known_where_the_definition_of_entries_was_dropped() {
    let header: String = HEADER
        .split_inclusive('\n')
        .filter(|line| !line.contains("ID=DSD,Number"))
        .collect();
    let decoder = find(&reader(header.as_str())).unwrap();
    let keys: Vec<_> = decoder.conditions().iter().map(|c| &c.key).collect();
    assert_eq!(keys, ["F", "M"]);
    let (genes, _) = decoded(&header, "T C DSD_F=0.3;DSD_F_PCT=20;DSD_M=.;DSD_GENE=B");
    assert_eq!((genes[0].0.as_str(), &genes[0].1), ("B", &vec![0]));
    assert_eq!(genes[0].2[0].value, Some(0.3));
    assert_eq!(genes[0].2[0].percentile, Some(20.0));
}

#[test]
fn entries_are_read_where_the_numbers_were_dropped() {
    assert_eq!(hits("T C DSD=C||A|E1|0.3||"), [hit(0, "A")]);
    let by_gene = "CA C DSD=CA||A|E1|0.3||,C||B|E2|0.9||;DSD_GENE=A";
    assert_eq!(hits(by_gene), [hit(0, "A")]);
}

/// An entry names a gene with its scores, so that the scores cannot be another gene's.
#[test]
fn where_scores_contradict_each_other_the_entries_are_believed_and_it_is_counted() {
    for (record, expected) in [
        (
            "T C DSD=C||A|E1|0.3||;DSD_F=0.9;DSD_F_PCT=99;DSD_M=.;DSD_GENE=A",
            vec![("A".into(), vec![0], [Some(0.3), None])],
        ),
        (
            "T C,G DSD=C||A|E1|0.3||,G||B|E2|0.9||;DSD_F=0.9,0.3;DSD_F_PCT=9,3;DSD_M=.,.;DSD_GENE=B,A",
            vec![
                ("A".into(), vec![0], [Some(0.3), None]),
                ("B".into(), vec![1], [Some(0.9), None]),
            ],
        ),
        (
            "CA C DSD=CA||A|E1|0.3||,CAT||B|E2|0.2||;DSD_F=0.9;DSD_M=.;DSD_GENE=A",
            vec![
                ("A".into(), vec![0], [Some(0.3), None]),
                ("B".into(), vec![0], [Some(0.2), None]),
            ],
        ),
    ] {
        assert_eq!(read(record), expected, "{record}");
        let (genes, disagreements) = decoded(HEADER, record);
        assert!(disagreements > 0, "{record}");
        assert!(genes.iter().all(|gene| gene.2[0].percentile.is_none()));
    }
}

#[test]
fn symbolic_alleles_and_names_are_decoded() {
    let record = "C <DUP:T%> DSD=<DUP:T%25>||%41%2C|E1|0.5||";
    assert_eq!(hits(record), [hit(0, "A,")]);
}

#[test]
fn the_header_says_where_scores_are_from() {
    let decoder = find(&reader(HEADER)).unwrap();
    assert!(decoder.is_synthetic());
    assert_eq!(decoder.bundle().unwrap().name, "a \"b\"");
    let [female, male] = decoder.conditions() else {
        panic!("two conditions");
    };
    assert_eq!(
        (female.key.as_str(), female.label.as_str()),
        ("F", "female")
    );
    assert_eq!(female.model.as_ref().unwrap().name, "net");
    assert_eq!((male.label.as_str(), &male.model), ("M", &None));
    assert_eq!(decoder.provenance().len(), 2);
}

#[test]
fn an_input_without_scores_is_told_what_it_lacks() {
    let bare = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let missing = find(&reader(bare)).err().unwrap().to_string();
    assert!(missing.contains("give a bundle"), "{missing}");
    for wrong in ["Score_", "Format: ", "SYMBOL"] {
        let other = HEADER.replace(wrong, "S");
        let layout = find(&reader(other)).err().unwrap().to_string();
        assert!(layout.contains("not laid out"), "{layout}");
    }
}

#[test]
fn a_field_of_another_type_holds_no_scores() {
    for other in ["Number=1,Type=Integer", "Number=0,Type=Flag"] {
        let reader = reader(HEADER.replacen("Number=.,Type=String", other, 1));
        let found = find(&reader).err();
        assert!(matches!(found, Some(DecodeError::Layout(..))), "{other}");
    }
}
