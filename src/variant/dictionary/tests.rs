use super::*;

const COLUMNS: &str = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

fn parse(lines: &[&str]) -> Dictionary {
    Dictionary::parse(text(lines).as_bytes()).expect("valid header")
}

fn text(lines: &[&str]) -> String {
    format!(
        "##fileformat=VCFv4.2\n{}\n{COLUMNS}\tFORMAT\ta\tb\n",
        lines.join("\n")
    )
}

fn strings(dictionary: &Dictionary) -> Vec<String> {
    (0..=dictionary.max_string_index())
        .map(|i| String::from_utf8_lossy(dictionary.string(i).unwrap_or(b"-")).into_owned())
        .collect()
}

#[test]
fn pass_comes_first_and_ids_follow_in_order_of_appearance() {
    let dictionary = parse(&[
        "##INFO=<ID=AC,Number=A,Type=Integer>",
        "##FORMAT=<ID=GT,Number=1,Type=String>",
        "##FILTER=<ID=q10,Description=\"x\">",
        "##FILTER=<ID=PASS,Description=\"x\">",
        "##FORMAT=<ID=AC,Number=R,Type=Float>",
        "##INFO=<ID=DB,Number=1,Type=Flag>",
    ]);
    assert_eq!(strings(&dictionary), ["PASS", "AC", "GT", "q10", "DB"]);
    assert_eq!(dictionary.string_index(b"q10"), Some(3));
    assert_eq!(dictionary.sample_count(), 2);
    assert!(!dictionary.has_idx());
}

#[test]
fn an_id_shared_by_info_and_format_keeps_both_declarations() {
    let dictionary = parse(&[
        "##INFO=<ID=AC,Number=A,Type=Integer>",
        "##FORMAT=<ID=AC,Number=R,Type=Float>",
    ]);
    let info = Definition {
        index: 1,
        number: Number::Alternates,
        ty: Type::Integer,
    };
    let format = Definition {
        index: 1,
        number: Number::Alleles,
        ty: Type::Float,
    };
    assert_eq!(dictionary.info(b"AC"), Some(&info));
    assert_eq!(dictionary.format(b"AC"), Some(&format));
    assert_eq!(dictionary.info(b"GT"), None);
}

#[test]
fn the_first_of_duplicate_declarations_counts() {
    let dictionary = parse(&[
        "##INFO=<ID=X,Number=1,Type=Integer>",
        "##INFO=<ID=X,Number=2,Type=Float>",
    ]);
    assert_eq!(dictionary.info(b"X").map(|x| x.ty), Some(Type::Integer));
    assert_eq!(dictionary.max_string_index(), 1);
}

#[test]
fn explicit_idx_wins_and_the_next_id_goes_past_the_highest() {
    let dictionary = parse(&[
        "##contig=<ID=2,length=5,IDX=4>",
        "##contig=<ID=1>",
        "##INFO=<ID=A,Number=1,Type=Integer,IDX=7>",
        "##INFO=<ID=B,Number=1,Type=Integer>",
        "##INFO=<ID=C,Number=1,Type=Integer,IDX=2>",
    ]);
    assert_eq!(
        strings(&dictionary),
        ["PASS", "-", "C", "-", "-", "-", "-", "A", "B"]
    );
    assert_eq!(dictionary.contig_index(b"2"), Some(4));
    assert_eq!(dictionary.contig(5), Some(&b"1"[..]));
    assert!(dictionary.has_idx());
}

#[test]
fn one_idx_for_two_ids_is_an_error_that_names_both() {
    let lines = ["##INFO=<ID=A,IDX=2>", "##INFO=<ID=B,IDX=2>"];
    let error = Dictionary::parse(text(&lines).as_bytes())
        .expect_err("conflict")
        .to_string();
    assert!(error.contains("IDX=2 both to A and to B"), "{error}");
}

#[test]
fn a_huge_idx_costs_no_memory_and_a_senseless_one_drops_its_line() {
    let dictionary = parse(&[
        "##INFO=<ID=A,IDX=2147483645>",
        "##INFO=<ID=B,IDX=2147483646>",
        "##INFO=<ID=C,IDX=x>",
        "##contig=<ID=c,IDX=-1>",
    ]);
    assert_eq!(dictionary.string_index(b"A"), Some(2_147_483_645));
    assert_eq!(dictionary.string_index(b"B"), None);
    assert_eq!(dictionary.string_index(b"C"), None);
    assert_eq!(dictionary.contig_index(b"c"), None);
}

#[test]
fn contig_without_id_or_with_bad_length_is_not_registered() {
    let dictionary = parse(&[
        "##contig=<length=1>",
        "##contig=<ID=a,length=x>",
        "##contig=<ID=b,length=-1>",
        "##contig=<id=c,Length=99999999999999999999>",
        "##contig=<ID=d,length=5,assembly=\"x\">",
        "##contig=<ID=c>",
    ]);
    assert_eq!(dictionary.contig(0), Some(&b"c"[..]));
    assert_eq!(dictionary.contig(1), Some(&b"d"[..]));
    assert_eq!(dictionary.contig(2), None);
}

#[test]
fn types_and_numbers_are_read_as_htslib_reads_them() {
    let dictionary = parse(&[
        "##INFO=<ID=a,Number=.,Type=Character>",
        "##INFO=<ID=b,Number=3,Type=integer>",
        "##INFO=<ID=c,Number=1,Type=Flag>",
        "##INFO=<ID=d>",
        "##INFO=<ID=e,Number=-1,Type=Float>",
        "##INFO=<ID=f,Number=G,Type=Float>",
    ]);
    let read = |id: &str| dictionary.info(id.as_bytes()).map(|d| (d.number, d.ty));
    assert_eq!(read("a"), Some((Number::Variable, Type::String)));
    assert_eq!(read("b"), Some((Number::Count(3), Type::String)));
    assert_eq!(read("c"), Some((Number::Count(0), Type::Flag)));
    assert_eq!(read("d"), Some((Number::Variable, Type::String)));
    assert_eq!(read("e"), Some((Number::Variable, Type::Float)));
    assert_eq!(read("f"), Some((Number::Genotypes, Type::Float)));
}

#[test]
fn crlf_padding_blank_and_unknown_lines_do_no_harm() {
    let header = format!(
        "##fileformat=VCFv4.3\r\n\r\nnonsense\r\n##x\r\n##INFO=<ID=A,Number=1,Type=Integer>\r\n{COLUMNS}\r\n\0\0"
    );
    let dictionary = Dictionary::parse(header.as_bytes()).expect("valid header");
    assert_eq!(dictionary.string_index(b"A"), Some(1));
    assert_eq!(dictionary.sample_count(), 0);
    assert!(!dictionary.has_leading_phase());
}

#[test]
fn a_declaration_in_the_first_line_precedes_pass() {
    let header = format!("##INFO=<ID=A,Number=1,Type=Integer>\n{COLUMNS}\n");
    let dictionary = Dictionary::parse(header.as_bytes()).expect("valid header");
    assert_eq!(strings(&dictionary), ["A", "PASS"]);
}

#[test]
fn version_decides_about_the_phase_of_the_first_allele() {
    for (version, leading) in [
        ("VCFv4.3", false),
        ("VCFv4.4", true),
        ("VCFv4.5", true),
        ("x", false),
    ] {
        let header = format!("##fileformat={version}\n{COLUMNS}\n");
        let dictionary = Dictionary::parse(header.as_bytes()).expect("valid header");
        assert_eq!(dictionary.has_leading_phase(), leading, "{version}");
    }
}

#[test]
fn a_header_without_proper_columns_is_refused() {
    let parse = |text: &str| Dictionary::parse(text.as_bytes());
    assert!(matches!(
        parse("##fileformat=VCFv4.2\n"),
        Err(Error::MissingColumnLine)
    ));
    assert!(matches!(
        parse("#CHROM POS\n"),
        Err(Error::InvalidColumnLine(_))
    ));
    let extra = format!("{COLUMNS}\tsample\n");
    assert!(matches!(parse(&extra), Err(Error::InvalidColumnLine(_))));
}
