use clap::Parser;

use super::*;
use crate::rank::{Impact, Mode, Need, Predictor, Sex};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    options: Options,
}

fn parse(args: &str) -> Result<Options, String> {
    let args = ["rank"].into_iter().chain(args.split_whitespace());
    let parsed = Command::try_parse_from(args).map_err(|error| error.to_string())?;
    Ok(parsed.options)
}

fn request(args: &str) -> Request {
    parse(args).unwrap().request().unwrap()
}

#[test]
fn nothing_filters_where_nothing_is_named() {
    let filters = request("").filters;
    assert!(filters.filter.is_empty() && filters.damaging.is_empty());
    assert!(filters.max_frequency.is_none() && filters.min_impact.is_none());
    assert!(filters.lenient.is_empty() && filters.regions.is_none());
}

#[test]
fn a_preset_gives_way_to_what_the_input_lacks_and_to_single_options() {
    let rare = request("--preset rare").filters;
    assert_eq!(rare.filter, ["PASS", "."]);
    assert_eq!(
        (rare.max_frequency, rare.min_impact),
        (Some(0.01), Some(Impact::Moderate))
    );
    assert_eq!(rare.lenient, [Need::Frequency, Need::Impact]);
    let own = request("--preset rare --max-af 0.05 --filter q10").filters;
    assert_eq!(
        (own.max_frequency, own.filter),
        (Some(0.05), vec!["q10".into()])
    );
    assert_eq!(own.lenient, [Need::Impact]);
    let paper = request("--preset paper").filters;
    assert_eq!(paper.damaging, [Predictor::Polyphen]);
    assert!(paper.drop_unpredicted);
    assert_eq!(paper.lenient, [Need::Predictions]);
    let own = request("--preset paper --damaging revel,SIFT").filters;
    assert_eq!(own.damaging, [Predictor::Revel, Predictor::Sift]);
    assert!(own.lenient.is_empty() && !own.drop_unpredicted);
}

#[test]
fn lists_go_by_commas() {
    let asked = request(
        "--samples a,b --mode de-novo,x-linked --set-aside silent,sparse --order percentile \
         --min-gq 20 --min-percentile 95",
    );
    assert_eq!(asked.samples, ["a", "b"]);
    assert_eq!(asked.filters.modes, [Mode::DeNovo, Mode::XLinked]);
    assert_eq!(
        asked.set_aside,
        [PatternClass::Silent, PatternClass::Sparse]
    );
    assert_eq!(asked.order, Order::Percentile);
    assert_eq!(asked.filters.min_genotype_quality, Some(20));
    assert_eq!(asked.filters.min_percentile, Some(95.0));
}

#[test]
fn a_sex_is_of_all_samples_or_of_one() {
    let asked = request("--sex female,a=b=male,c=unknown");
    assert_eq!(asked.sex, Some(Sex::Female));
    let sexes: Vec<_> = asked.sexes.into_iter().collect();
    assert_eq!(
        sexes,
        [("a=b".into(), Sex::Male), ("c".into(), Sex::Unknown)]
    );
    for contrary in ["--sex male,female", "--sex a=male --sex a=female"] {
        let told = parse(contrary).unwrap().request().unwrap_err().to_string();
        assert!(told.contains("two things"), "{told}");
    }
    assert_eq!(request("--sex male,male").sex, Some(Sex::Male));
}

#[test]
fn a_karyotype_has_commas_and_may_be_given_to_several() {
    let asked = request("--karyotype 46,XX --karyotype a=b=45,X/46,XY");
    assert_eq!(asked.karyotype.unwrap().text, "46,XX");
    assert_eq!(asked.karyotypes["a=b"].lines.len(), 2);
    let contrary = parse("--karyotype 46,XX --karyotype 46,XY").unwrap();
    let told = contrary.request().unwrap_err().to_string();
    assert!(told.contains("--karyotype says two things"), "{told}");
}

fn regions(args: &str) -> anyhow::Result<Option<Regions>> {
    let options = parse(args).unwrap();
    let contigs = Dictionary::parse(
        b"##contig=<ID=1>\n##contig=<ID=HLA-A*01:01>\n\
          #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
    )?;
    options.regions(options.regions_file()?.as_ref(), &contigs)
}

#[test]
fn a_contig_with_a_colon_is_looked_for_whole() {
    let regions = regions("-r HLA-A*01:01").unwrap().unwrap();
    assert!(regions.overlaps(b"HLA-A*01:01", 7, 7) && !regions.overlaps(b"HLA-A*01", 1, 1));
}

#[test]
fn regions_of_both_options_count() {
    let file = tempfile::Builder::new().suffix(".bed").tempfile().unwrap();
    std::fs::write(&file, "chr2\t0\t10\n").unwrap();
    let args = format!("-r 1:5-6,X -R {}", file.path().display());
    let regions = regions(&args).unwrap().unwrap();
    assert!(regions.overlaps(b"chr1", 6, 6) && regions.overlaps(b"2", 1, 1));
    assert!(!regions.overlaps(b"chr1", 7, 7));
}

#[test]
fn what_is_not_understood_is_refused_with_what_would_be() {
    for (args, part) in [
        ("--max-af 1.5", "from 0 to 1"),
        ("--max-af NaN", "from 0 to 1"),
        ("--min-percentile -1", "unexpected"),
        ("--min-percentile=-1", "from 0 to 100"),
        ("--min-qual=-1", "0 or more"),
        ("--min-gq x", "invalid"),
        ("--damaging vest", "polyphen, sift"),
        ("--mode both", "de-novo, possibly-de-novo"),
        ("--sex a=m", "male, female"),
        ("--karyotype a=boy", "such as 46,XY"),
        ("--pattern striped", "banded"),
        ("--min-impact severe", "high, moderate"),
        ("--preset all", "paper"),
        ("--hpo HP:0000133", "--hpo-genes"),
        ("--hpo-genes x", "--hpo"),
        ("-m x.onnx", "--bundle"),
    ] {
        let told = parse(args).err().unwrap_or_else(|| panic!("{args}"));
        assert!(told.contains(part), "{args}: {told}");
    }
    let told = parse("--drop-unpredicted").unwrap().request().unwrap_err();
    assert!(told.to_string().contains("--damaging"), "{told}");
    for (args, part) in [
        ("-r 1:x", "is not a region"),
        ("-R /nonexistent", "cannot read"),
    ] {
        let told = regions(args).unwrap_err().to_string();
        assert!(told.contains(part), "{args}: {told}");
    }
}

#[test]
fn every_file_that_is_read_is_named() {
    let args = "-b a -m b -m c --genes d --ped e -R f --genes-known g --hpo HP:0000133 --hpo-genes h --hpo-ontology i --hpo-annotations j";
    let options = parse(args).unwrap();
    let mut files: Vec<_> = options.files().collect();
    files.sort_unstable();
    let expected = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    assert_eq!(files, expected.map(PathBuf::from));
}
