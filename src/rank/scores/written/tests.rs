use std::io::Cursor;

use super::*;
use crate::variant::{Input, Reader};

const HEADER: &str = "##fileformat=VCFv4.3\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Gene-level scores, one entry per ALT and gene. Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M|Pattern_F\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F_PCT,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##dsdscore_bundle=<ID=DSD,Name=\"a \\\"b\\\"\",Version=\"1\",Digest=\"sha256:0\",Atlas=\"x\",Synthetic=false>\n\
    ##dsdscore_model=<ID=DSD_F,Name=\"net\",Version=\"2\",Condition=\"female\",Synthetic=true>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

fn reader(text: &str) -> Reader {
    let input = Input::new("test", Box::new(Cursor::new(text.to_string())), 0).unwrap();
    Reader::new(input).unwrap()
}

fn find(reader: &Reader) -> Result<Written, WrittenError> {
    Written::find(reader.header(), reader.dictionary(), "DSD", "test")
}

/// The hits of the records, and what became of the genes, which are numbered by symbol.
fn read(records: &str) -> (Vec<(usize, usize)>, Written) {
    let mut reader = reader(&format!("{HEADER}{records}"));
    let mut written = find(&reader).unwrap();
    reader.advance().unwrap();
    let mut hits = Vec::new();
    for i in 0..reader.len() {
        let mut number = |mention: &GeneMention| Some(usize::from(mention.symbol[0]));
        written.read(&reader.record(i), &mut number, &mut |a, g| {
            hits.push((a, g))
        });
    }
    (hits, written)
}

#[test]
fn scores_belong_to_the_alt_that_is_spelt_whole() {
    let record = "1\t5\t.\tCA\tC,CC\t.\t.\tDSD=C||A|ENSG1|0.5||banded,CC||B|ENSG2|0.25|0.75|;\
        DSD_F=0.5,0.25;DSD_F_PCT=90,.\n";
    let (hits, written) = read(record);
    assert_eq!(hits, [(0, 65), (1, 66)]);
    let [female, male] = &written.of(65)[..] else {
        panic!("two conditions");
    };
    assert_eq!((female.score, female.percentile), (Some(0.5), Some(90.0)));
    assert_eq!(female.pattern.as_ref().unwrap().class, "banded");
    assert_eq!(*male, GeneScore::default());
    assert_eq!(written.of(66)[0].percentile, None);
    assert_eq!(written.of(99), vec![GeneScore::default(); 2]);
}

#[test]
fn a_percentile_is_not_given_to_a_gene_that_has_not_the_highest_score() {
    let both = "1\t5\t.\tA\tC\t.\t.\tDSD=C||A|E1|0.5||,C||B|E2|0.25||;DSD_F=0.5;DSD_F_PCT=90\n";
    let alone = "1\t9\t.\tA\tC\t.\t.\tDSD=C||B|E2|0.25||;DSD_F=0.25;DSD_F_PCT=40\n";
    assert_eq!(read(both).1.of(66)[0].percentile, None);
    let later = read(&format!("{both}{alone}")).1;
    assert_eq!(later.of(66)[0].percentile, Some(40.0));
}

#[test]
fn symbolic_alleles_and_names_are_decoded() {
    let record = "1\t5\t.\tC\t<DUP:T%>\t.\t.\tDSD=<DUP:T%25>||%41%2C|E1|0.5||\n";
    let (hits, _) = read(record);
    assert_eq!(hits, [(0, 65)]);
    assert_eq!(decoded(b"%41%2C%%4"), b"A,%%4");
}

#[test]
fn the_header_says_where_scores_are_from() {
    let written = find(&reader(HEADER)).unwrap();
    assert!(written.is_synthetic());
    assert_eq!(written.bundle().unwrap().name, "a \"b\"");
    let [female, male] = written.conditions() else {
        panic!("two conditions");
    };
    assert_eq!(
        (female.key.as_str(), female.label.as_str()),
        ("F", "female")
    );
    assert_eq!(female.model.as_ref().unwrap().name, "net");
    assert_eq!((male.label.as_str(), &male.model), ("M", &None));
    assert_eq!(written.provenance().len(), 2);
}

#[test]
fn an_input_without_scores_is_told_what_it_lacks() {
    let bare = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let missing = find(&reader(bare)).err().unwrap().to_string();
    assert!(missing.contains("give a bundle"), "{missing}");
    let other = HEADER.replace("Score_", "S");
    let layout = find(&reader(&other)).err().unwrap().to_string();
    assert!(layout.contains("not laid out"), "{layout}");
}

#[test]
fn a_field_of_another_type_holds_no_scores() {
    for other in ["Number=1,Type=Integer", "Number=0,Type=Flag"] {
        let reader = reader(&HEADER.replacen("Number=.,Type=String", other, 1));
        assert!(
            matches!(find(&reader), Err(WrittenError::Layout(..))),
            "{other}"
        );
    }
}
