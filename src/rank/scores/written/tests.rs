use super::*;

const HEADER: &str = "##fileformat=VCFv4.3\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M|Pattern_F\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F_PCT,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// The hits of the records, and what became of the genes, which are numbered by symbol.
fn read(records: &str) -> (Vec<(usize, usize)>, Written) {
    let mut reader = crate::testing::reader(format!("{HEADER}{records}"));
    let (header, dictionary) = (reader.header(), reader.dictionary());
    let mut written = Written::find(header, dictionary, "DSD", "test").unwrap();
    reader.advance().unwrap();
    let mut hits = Vec::new();
    for i in 0..reader.len() {
        let mut number = |mention: &GeneMention| Some(usize::from(mention.symbol[0]));
        let record = reader.record(i);
        written.read(&record, &mut number, &mut |a, g| hits.push((a, g)));
    }
    (hits, written)
}

#[test]
fn a_gene_has_its_scores_wherever_it_is_hit() {
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
    assert_eq!(written.note(), None);
}

#[test]
fn what_a_record_does_not_tell_of_a_gene_another_does() {
    let both = "1\t5\t.\tA\tC\t.\t.\tDSD=C||A|E1|0.5||,C||B|E2|0.25||;DSD_F=0.5;DSD_F_PCT=90\n";
    let alone = "1\t9\t.\tA\tC\t.\t.\tDSD=C||B|E2|0.25|0.75|;DSD_F=0.25;DSD_F_PCT=40\n";
    assert_eq!(read(both).1.of(66)[0].percentile, None);
    let scores = read(&format!("{both}{alone}")).1.of(66);
    assert_eq!(scores[0].percentile, Some(40.0));
    assert_eq!(scores[1].score, Some(0.75));
}

#[test]
fn contradictions_are_told() {
    let (_, written) = read("1\t5\t.\tA\tC\t.\t.\tDSD=C||A|E1|0.5||;DSD_F=0.25\n");
    assert!(written.note().unwrap().starts_with("of 1 ALTs"));
}
