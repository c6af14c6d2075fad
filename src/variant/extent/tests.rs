use super::*;
use crate::variant::{encode, vcf, vcf::Line};

fn header(version: &str) -> String {
    format!(
        "##fileformat={version}\n##contig=<ID=1>\n##contig=<ID=chr1>\n##contig=<ID=2>\n\
         ##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=SVLEN,Number=.,Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=CHR2,Number=1,Type=String,Description=\"x\">\n\
         ##FORMAT=<ID=LEN,Number=1,Type=Integer,Description=\"x\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
    )
}

/// Of a line, without FORMAT and samples, the record's end, and those of its ALTs: the same whether
/// it is of VCF or BCF.
fn ends_in(version: &str, line: &str) -> (u64, Vec<u64>) {
    let line = match line.split('\t').count() {
        8 => format!("{line}\t.\t.\t."),
        _ => line.into(),
    };
    let dictionary = Dictionary::parse(header(version).as_bytes()).unwrap();
    let (ends, _) = vcf::split(line.as_bytes(), None).unwrap();
    let of_vcf = ends_of(&dictionary, &Record::Vcf(Line::new(line.as_bytes(), &ends)));
    let (mut block, mut scratch) = (Vec::new(), encode::Scratch::default());
    encode::encode(line.as_bytes(), &dictionary, &mut scratch, &mut block).unwrap();
    let block = crate::variant::bcf::Block::new(&block);
    let of_bcf = ends_of(&dictionary, &Record::Bcf(block, &dictionary));
    assert_eq!(of_vcf, of_bcf, "{line}");
    of_vcf
}

fn ends_of(dictionary: &Dictionary, record: &Record) -> (u64, Vec<u64>) {
    let extent = Extent::new(dictionary);
    let alternates = record.alternates().enumerate();
    let each: Vec<_> = alternates
        .map(|alternate| extent.end_of(record, alternate))
        .collect();
    let end = extent.end(record);
    assert!(each.iter().all(|&each| each <= end), "{}", record.place());
    assert!(extent.index_end(record) >= end, "{}", record.place());
    (end, each)
}

fn ends(line: &str) -> Vec<u64> {
    ends_in("VCFv4.3", line).1
}

fn end(line: &str) -> u64 {
    ends_in("VCFv4.3", line).0
}

#[test]
fn each_alternate_ends_where_it_reaches() {
    let mixed = "1\t10\t.\tAC\tA,<DEL>,<INS>,N]2:99],<BND>,*,<CTX>,G.\t.\t.\tEND=50";
    assert_eq!(ends(mixed), [11, 50, 11, 11, 11, 11, 11, 11]);
    assert_eq!(end(mixed), 50);
}

#[test]
fn a_record_ends_with_its_reference_allele_or_event() {
    assert_eq!(end("1\t10\t.\tA\tC\t.\t.\t."), 10);
    assert_eq!(end("1\t10\t.\tACG\tA\t.\t.\t."), 12);
    assert_eq!(end("1\t10\t.\tA\t<DEL>\t.\t.\tEND=50;SVLEN=-40"), 50);
    assert_eq!(end("1\t10\t.\tA\t<DEL>\t.\t.\tSVLEN=-40"), 50);
    assert_eq!(end("1\t10\t.\tA\t<INS>\t.\t.\tSVLEN=40"), 10);
    assert_eq!(end("1\t10\t.\tA\tC\t.\t.\tSVLEN=40"), 10);
    assert_eq!(end("1\t10\t.\tACGTACGT\t<DEL>\t.\t.\tEND=12"), 17);
}

#[test]
fn an_end_that_is_not_beyond_pos_says_nothing() {
    for said in [5, 10] {
        let before = |rest: &str| ends(&format!("1\t10\t.\tA\t{rest};END={said}"));
        assert_eq!(before("<DEL>\t.\t.\tSVLEN=-200"), [210]);
        assert_eq!(before("<DEL>\t.\t.\tSVLEN=."), [10]);
        assert_eq!(before("<CPX>\t.\t.\tSVLEN=7"), [17]);
    }
    assert_eq!(end("1\t10\t.\tACG\tA\t.\t.\tEND=5"), 12);
}

#[test]
fn nothing_reaches_to_an_end_on_another_contig() {
    for alternate in ["<DEL>", "<DUP>", "<CPX>", "<TRA>", "<CTX>", "<CTX:PP/QQ>"] {
        let line = |chr2| format!("1\t10\t.\tA\t{alternate}\t.\t.\tCHR2={chr2};END=90;SVLEN=70");
        assert_eq!(ends(&line("5")), [10], "{alternate}");
        assert_eq!(ends(&line("NC_000002.12")), [10], "{alternate}");
    }
    for same in ["1", "chr1", "NC_000001.11", "."] {
        let line = format!("1\t10\t.\tA\t<DUP>\t.\t.\tCHR2={same};END=90");
        assert_eq!(ends(&line), [90], "{same}");
    }
}

/// VCF 4.4, section 3: the END of each ALT is POS + SVLEN.
#[test]
fn from_4_4_on_the_length_of_each_alternate_outranks_the_end_of_all() {
    let line =
        "1\t10\t.\tA\t<DEL>,<DUP:TANDEM>,<INS>,<CNV:TR>,C\t.\t.\tEND=1010;SVLEN=100,1000,5000,30,.";
    let each = [110, 1010, 10, 40, 10];
    assert_eq!(ends_in("VCFv4.4", line), (1010, each.into()));
    assert_eq!(ends_in("VCFv4.5", line), (1010, each.into()));
    assert_eq!(ends(line), [1010, 1010, 10, 1010, 10]);
    let wrong = "1\t10\t.\tA\t<INV>\t.\t.\tEND=5000;SVLEN=-100";
    assert_eq!(ends_in("VCFv4.4", wrong), (110, vec![110]));
    assert_eq!(ends(wrong), [5000]);
    for length in ["", "SVLEN=.", "SVLEN=0"] {
        let line = format!("1\t10\t.\tA\t<DEL>\t.\t.\tEND=60;{length}");
        assert_eq!(ends_in("VCFv4.4", &line).1, [60], "{length}");
    }
    let other = "1\t10\t.\tA\t<CPX>\t.\t.\tEND=60;SVLEN=900";
    assert_eq!(ends_in("VCFv4.4", other).1, [60], "SVLEN is not defined");
}

#[test]
fn lengths_are_each_its_alternates_or_the_longest_stands_for_all() {
    let lengths = |alternates: &str, lengths: &str| {
        ends(&format!("1\t10\t.\tA\t{alternates}\t.\t.\tSVLEN={lengths}"))
    };
    assert_eq!(lengths("<DEL>,<DEL>", "-100,-110"), [110, 120]);
    assert_eq!(lengths("<INS>,<DEL>,C", "700,-50,."), [10, 60, 10]);
    assert_eq!(lengths("<DEL>,<DUP>", "-100"), [110, 110]);
    assert_eq!(lengths("C,<DEL>", "-100"), [10, 110]);
    assert_eq!(lengths("<DEL>", "-100,300"), [310]);
    assert_eq!(lengths("<DEL>,<DEL>", ".,300"), [10, 310]);
    assert_eq!(lengths("<DEL>", "many"), [10]);
}

#[test]
fn a_block_of_the_reference_ends_where_end_or_its_samples_say() {
    assert_eq!(end("1\t10\t.\tA\t.\t.\t.\tEND=50"), 50);
    assert_eq!(end("1\t10\t.\tA\t<*>\t.\t.\tEND=50"), 50);
    assert_eq!(end("1\t10\t.\tA\tC,<NON_REF>\t.\t.\tEND=50"), 50);
    assert_eq!(end("1\t10\t.\tA\t<*>\t.\t.\t.\tLEN\t7\t41"), 50);
    assert_eq!(
        end("1\t10\t.\tA\tC,<NON_REF>\t.\t.\tEND=15\tLEN\t41\t."),
        50
    );
    assert_eq!(end("1\t10\t.\tA\tC\t.\t.\t.\tLEN\t41\t41"), 10);
}

#[test]
fn an_index_reaches_as_far_as_any_htslib_may_ask() {
    let dictionary = Dictionary::parse(header("VCFv4.2").as_bytes()).unwrap();
    let extent = Extent::new(&dictionary);
    for (line, last) in [
        ("1\t10\t.\tA\tC\t.\t.\tEND=50", 50),
        ("1\t10\t.\tA\t<CTX>\t.\t.\tCHR2=2;END=50", 50),
        ("1\t10\t.\tA\t<DEL>\t.\t.\tEND=50;SVLEN=-100", 110),
        ("1\t10\t.\tA\t<INS>,<DEL>\t.\t.\tSVLEN=90,-20", 100),
        ("1\t10\t.\tA\t<INS>\t.\t.\tSVLEN=90", 10),
    ] {
        let (ends, _) = vcf::split(line.as_bytes(), None).unwrap();
        let record = Record::Vcf(Line::new(line.as_bytes(), &ends));
        assert_eq!(extent.index_end(&record), last, "{line}");
    }
}

#[test]
fn a_breakend_touches_its_mates_position_too() {
    let dictionary = Dictionary::parse(header("VCFv4.3").as_bytes()).unwrap();
    let extent = Extent::new(&dictionary);
    let line = b"1\t0\t.\tNA\tN]2:99],NC\t.\t.\tEND=7";
    let (ends, _) = vcf::split(line, None).unwrap();
    let record = Record::Vcf(Line::new(line, &ends));
    let touched = |i| {
        let alternate = record.alternate(i).unwrap();
        let stretches = extent.stretches(&record, (i, alternate));
        let stretches = stretches.map(|s| (s.contig, s.start, s.end));
        stretches.collect::<Vec<_>>()
    };
    assert_eq!(touched(0), [(&b"1"[..], 1, 1), (b"2", 99, 99)]);
    assert_eq!(touched(1), [(&b"1"[..], 1, 1)]);
}
