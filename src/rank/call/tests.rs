use super::*;
use Chromosome::{Autosome, Mitochondrial, Pseudoautosomal, X, Y};

const HEADER: &str =
    "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n";

/// What is read of the one sample of a record with two ALTs.
fn with<T>(columns: &str, look: impl Fn(&CallReader) -> T) -> T {
    let text = format!("{HEADER}1\t9\t.\tA\tC,G\t.\t.\t.\t{columns}\n");
    let mut reader = crate::testing::reader(text);
    assert!(reader.advance().unwrap());
    let mut calls = CallReader::new(reader.dictionary());
    calls.read(&reader.record(0).samples(), 0).unwrap();
    look(&calls)
}

fn zygosities(genotype: &str) -> [Option<Zygosity>; 2] {
    let columns = format!("GT\t{genotype}");
    let zygosity = |alternate| {
        let call = with(&columns, |calls| calls.call(alternate));
        call.map(|call| call.zygosity)
    };
    [zygosity(0), zygosity(1)]
}

#[test]
fn zygosity_is_how_many_alleles_are_the_alternate() {
    use Zygosity::{Hemizygous, Heterozygous, Homozygous};
    let het = Some(Heterozygous);
    for (genotype, expected) in [
        ("0/1", [het, None]),
        ("0|2", [None, het]),
        ("1/1", [Some(Homozygous), None]),
        ("1|1|1", [Some(Homozygous), None]),
        ("1", [Some(Hemizygous), None]),
        ("1/2", [het, het]),
        ("./1", [het, None]),
        ("0/1/1", [het, None]),
        ("0/0", [None, None]),
        ("./.", [None, None]),
        (".", [None, None]),
    ] {
        assert_eq!(zygosities(genotype), expected, "{genotype}");
    }
}

#[test]
fn the_single_x_of_a_male_is_hemizygous_once_the_sex_is_known() {
    use Zygosity::{Hemizygous, Heterozygous, Homozygous};
    let mut call = with("GT\t1/1", |calls| calls.call(0)).unwrap();
    call.settle(X, Sex::Unknown);
    assert_eq!(call.zygosity, Homozygous);
    call.settle(X, Sex::Male);
    assert_eq!(call.zygosity, Hemizygous);
    for (zygosity, chromosome, sex, expected) in [
        (Homozygous, Y, Sex::Male, Hemizygous),
        (Homozygous, X, Sex::Female, Homozygous),
        (Homozygous, Pseudoautosomal, Sex::Male, Homozygous),
        (Homozygous, Autosome, Sex::Male, Homozygous),
        (Heterozygous, X, Sex::Male, Heterozygous),
        (Hemizygous, Autosome, Sex::Female, Hemizygous),
        (Hemizygous, Mitochondrial, Sex::Unknown, Homozygous),
    ] {
        assert_eq!(
            zygosity.at(chromosome, sex),
            expected,
            "{zygosity:?} {chromosome:?}"
        );
    }
}

#[test]
fn what_the_caller_thinks_is_read() {
    let columns = "GT:AD:DP:GQ:PS\t0|2:10,3,7:21:14.79:500";
    let call = with(columns, |calls| calls.call(1)).unwrap();
    let expected = Call {
        genotype: "0|2".into(),
        zygosity: Zygosity::Heterozygous,
        quality: Some(14),
        depth: Some(21),
        allele_depths: Some([10, 7]),
        phase: Some((1, 500)),
        physical_phase: None,
        copies: None,
        is_gain: false,
        heteroplasmy: None,
    };
    assert_eq!(call, expected);
}

#[test]
fn what_is_not_there_is_not_known() {
    let call = with("GT:AD:DP:GQ\t0/1:9,.:.", |calls| calls.call(0)).unwrap();
    assert_eq!((call.quality, call.depth), (None, None));
    assert_eq!((call.allele_depths, call.phase), (None, None));
    let call = with("GT:AD:DP:GQ\t0/1:48/48:many:high", |calls| calls.call(0)).unwrap();
    let found = (call.quality, call.depth, call.allele_depths);
    assert_eq!(found, (None, None, None), "words");
}

#[test]
fn one_phased_haplotype_bears_the_alternate() {
    let phase = |columns| with(columns, |calls| calls.call(0)).unwrap().phase;
    assert_eq!(phase("GT\t1|0"), Some((0, 0)));
    assert_eq!(phase("GT:PS\t2|1:7"), Some((1, 7)));
    assert_eq!(phase("GT:PS\t0/1:7"), None, "not phased, whatever PS says");
    assert_eq!(phase("GT:PS\t1|1:7"), None, "both haplotypes");
    assert_eq!(phase("GT:PS\t0|1:PATMAT"), None, "a phase set in words");
    assert_eq!(phase("GT\t1"), None);
}

/// What GATK's two fields mean is from GATK's documentation ("What is physical phasing") and the
/// code that writes them (`AssemblyBasedCallerUtils.phaseVC`).
#[test]
fn pgt_and_pid_are_a_phase_of_their_own() {
    let phases = |columns| {
        let call = with(columns, |calls| calls.call(0)).unwrap();
        (call.phase, call.physical_phase)
    };
    let set = |haplotype| Some((haplotype, "9_A_C".to_string()));
    for (columns, expected) in [
        ("GT:PGT:PID\t0/1:0|1:9_A_C", (None, set(1))),
        ("GT:PGT:PID\t0/1:1|0:9_A_C", (None, set(0))),
        ("GT:PGT:PID:PS\t1|0:1|0:9_A_C:9", (Some((0, 9)), set(0))),
        // PS was lost: the whole chromosome is not one set.
        ("GT:PGT:PID\t0|1:0|1:9_A_C", (None, set(1))),
        ("GT:PGT:PID:PS\t0|1:0|1:9_A_C:.", (None, set(1))),
        ("GT:PGT:PID\t0|1:.:.", (Some((1, 0)), None)),
        ("GT:PGT:PID\t1/1:0|1:9_A_C", (None, None)),
        ("GT:PGT:PID\t1/2:0|1:9_A_C", (None, None)),
        ("GT:PGT:PID\t./1:0|1:9_A_C", (None, None)),
        ("GT:PGT:PID\t1:0|1:9_A_C", (None, None)),
        ("GT:PGT:PID\t0/1:0/1:9_A_C", (None, None)),
        ("GT:PGT:PID\t0/1:1|1:9_A_C", (None, None)),
        ("GT:PGT\t0/1:0|1", (None, None)),
        ("GT:PID\t0/1:9_A_C", (None, None)),
    ] {
        assert_eq!(phases(columns), expected, "{columns}");
    }
    let second = with("GT:PGT:PID\t0/2:1|0:9_A_C", |calls| calls.call(1));
    assert_eq!(second.unwrap().physical_phase, set(0));
}

#[test]
fn relatives_carry_lack_or_were_not_called() {
    let relative = |columns| with(columns, |calls| calls.relative(0));
    for (columns, carries) in [
        ("GT\t0/1", Some(true)),
        ("GT\t./1", Some(true)),
        ("GT\t0/2", Some(false)),
        ("GT\t./.", None),
        ("GT\t.", None),
        ("GT\t0/.", None),
        ("DP\t3", None),
    ] {
        assert_eq!(relative(columns).carries, carries, "{columns}");
    }
    let absent = relative("GT:GQ:DP:AD\t0/0:50:30:29,1,0");
    assert_eq!((absent.quality, absent.depth), (Some(50), Some(30)));
    assert_eq!(
        (absent.allele_depths, absent.zygosity),
        (Some([29, 1]), None)
    );
    assert_eq!(relative("GT\t1/1").zygosity, Some(Zygosity::Homozygous));
}

/// Two ALTs: a field with a value for each says what each has.
#[test]
fn heteroplasmy_is_told_by_fractions_else_by_reads() {
    let share = |columns: &str| {
        let text = format!("{HEADER}1\t9\t.\tA\tC,G\t.\t.\t.\t{columns}\n");
        let mut reader = crate::testing::reader(text);
        assert!(reader.advance().unwrap());
        let mut calls = CallReader::new(reader.dictionary());
        let samples = reader.record(0).samples();
        calls.read(&samples, 0).unwrap();
        calls.heteroplasmy(&samples, 0, 1).unwrap()
    };
    assert_eq!(share("GT:AF\t0/2:0.25,0.5"), Some(0.5));
    assert_eq!(share("GT:HF\t0/2:0.25,0.75"), Some(0.75));
    assert_eq!(
        share("GT:AF:AD\t0/2:0.5:5,0,15"),
        Some(0.75),
        "whose the one value is, nobody knows"
    );
    assert_eq!(share("GT:AF:AD\t0/2:0.5,7:0,0,0"), None);
    assert_eq!(share("GT:AD\t0/2:5,.,15"), None);
    assert_eq!(share("GT\t0/2"), None);
    let call = |heteroplasmy| Call {
        heteroplasmy,
        ..Call::default()
    };
    let zygosity = |share| call(Some(share)).zygosity_at(Mitochondrial, Sex::Female);
    assert_eq!(zygosity(0.95), Zygosity::Homozygous);
    assert_eq!(zygosity(0.94), Zygosity::Heterozygous);
}
