use super::*;
use crate::{
    heatmap::PatternClass,
    hits::SourceKind,
    rank::{
        Candidate, Compound, Filters, Impact, Mode, Need, Patient, Pedigree, Predictor, Sex,
        SexSource, Transmission, Written, Zygosity,
    },
    testing::reader,
    variant::RegionList,
};

mod reach;

const HEADER: &str = "##fileformat=VCFv4.3\n\
    ##contig=<ID=chr1,length=248956422>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|MANE_SELECT|PolyPhen|gnomADe_AF\">\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M|Pattern_F|Pattern_M\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    ##INFO=<ID=DSD_F_PCT,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tkid\tmum\tdad\n";

/// Four genes: A twice, once not damaging; B at two ALTs of a site; C without a score; D common.
const RECORDS: &str = "\
    chr1\t10\trs1\tA\tC\t50\tPASS\tCSQ=C|missense_variant|MODERATE|A|E1|T1||probably_damaging(0.9)|0.001;DSD=C||A|E1|0.4|0.9|banded|sparse\tGT:GQ:DP\t0/1:99:30\t0/1:99:30\t0/0:99:30\n\
    chr1\t20\t.\tA\tG\t50\tPASS\tCSQ=G|synonymous_variant|LOW|A|E1|T1|||;DSD=G||A|E1|0.4|0.9|banded|sparse\tGT:GQ:DP\t0/1:99:30\t0/0:99:30\t0/1:99:30\n\
    chr1\t30\t.\tA\tC,T\t50\tPASS\tCSQ=C|missense_variant|MODERATE|B|E2|T2||benign(0.1)|,T|stop_gained|HIGH|B|E2|T2|||;DSD=C||B|E2|0.8|0.3|silent|,T||B|E2|0.8|0.3|silent|;DSD_F=0.8,0.8;DSD_F_PCT=90,90\tGT:GQ:DP\t1/2:10:30\t0/0:99:30\t0/0:99:30\n\
    chr1\t40\t.\tA\tC\t50\tLowQ\tCSQ=C|missense_variant|MODERATE|C|E3|T3||possibly_damaging(0.5)|\tGT:GQ:DP\t1/1:99:30\t./.:.:.\t0/1:99:30\n\
    chr1\t50\t.\tA\tC\t50\tPASS\tCSQ=C|missense_variant|MODERATE|D|E4|T4||probably_damaging(1)|0.2;DSD=C||D|E4|0.99|0.1||\tGT:GQ:DP\t0/1:99:30\t0/0:99:30\t0/0:99:5\n\
    chr1\t60\t.\tA\tC,*\t50\tPASS\t.\tGT:GQ:DP\t0/0:99:30\t0/1:99:30\t0/2:99:30\n";

fn rank_with(text: &str, request: &Request, lists: &Lists) -> Result<Ranked, Error> {
    let mut reader = reader(text);
    let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
    let written = Written::find(reader.header(), reader.dictionary(), "DSD", "test").unwrap();
    let mut scores = Scores::Written(Box::new(written));
    rank(
        &mut reader,
        source,
        &mut scores,
        request,
        lists,
        true,
        &mut |_| (),
    )
}

fn request(samples: &[&str]) -> Request {
    Request {
        samples: samples.iter().map(|sample| sample.to_string()).collect(),
        sex: Some(Sex::Female),
        order: Order::Paper,
        ..Request::default()
    }
}

/// The first patient.
fn patient(request: &Request) -> Patient {
    let text = format!("{HEADER}{RECORDS}");
    let ranked = rank_with(&text, request, &Lists::default()).unwrap();
    ranked.ranking.patients.into_iter().next().unwrap()
}

fn symbols(patient: &Patient) -> Vec<&str> {
    let candidates = patient.candidates.iter();
    candidates
        .map(|candidate| candidate.gene.symbol.as_str())
        .collect()
}

fn candidate<'p>(patient: &'p Patient, symbol: &str) -> &'p Candidate {
    let mut candidates = patient.candidates.iter();
    candidates
        .find(|candidate| candidate.gene.symbol == symbol)
        .unwrap()
}

/// Step, variants, genes, unknown.
fn funnel(patient: &Patient) -> Vec<(&str, u64, u64, u64)> {
    let steps = patient.funnel.steps.iter();
    steps
        .map(|s| (s.name.as_str(), s.variants, s.genes, s.unknown))
        .collect()
}

#[test]
fn without_filters_every_gene_of_a_carried_alt_is_a_candidate() {
    let patient = patient(&request(&["kid"]));
    assert_eq!(
        symbols(&patient),
        ["D", "A", "C", "B"],
        "damaging first, then the score"
    );
    let expected = [("read", 7, 4, 0), ("carried", 6, 4, 0), ("gene", 6, 4, 0)];
    assert_eq!(funnel(&patient), expected);
    assert_eq!(patient.condition, Some(0));
    assert_eq!(patient.sex.source, SexSource::Given);
}

#[test]
fn hits_zygosities_and_scores_are_those_of_the_gene() {
    let patient = patient(&request(&["kid"]));
    let a = candidate(&patient, "A");
    assert_eq!(
        (a.variants.len(), a.compound),
        (2, Some(Compound::Unphased))
    );
    assert_eq!(
        a.scores.iter().map(|s| s.score).collect::<Vec<_>>(),
        [Some(0.4), Some(0.9)]
    );
    let b = candidate(&patient, "B");
    assert_eq!((b.variants.len(), b.compound), (2, Some(Compound::Trans)));
    assert_eq!(b.scores[0].percentile, Some(90.0));
    let c = candidate(&patient, "C");
    assert_eq!(c.variants[0].call.zygosity, Zygosity::Homozygous);
    assert!(c.scores.iter().all(|score| score.score.is_none()));
    let shown = b.variants[1].transcript.as_ref().unwrap();
    assert_eq!(
        (shown.consequence.as_str(), shown.impact),
        ("stop_gained", Some(Impact::High))
    );
}

#[test]
fn the_condition_of_the_sex_decides_the_order() {
    let mut request = request(&["kid"]);
    request.sexes.insert("kid".into(), Sex::Male);
    assert_eq!(symbols(&patient(&request)), ["A", "D", "C", "B"]);
    request.condition = Some("F".into());
    assert_eq!(symbols(&patient(&request)), ["D", "A", "C", "B"]);
    request.order = Order::Percentile;
    assert_eq!(
        symbols(&patient(&request))[0],
        "B",
        "the only one with a percentile"
    );
}

#[test]
fn each_filter_counts_what_it_leaves_and_what_it_cannot_tell() {
    let mut request = request(&["kid"]);
    request.filters = Filters {
        min_genotype_quality: Some(20),
        filter: vec!["PASS".into()],
        max_frequency: Some(0.01),
        min_impact: Some(Impact::Moderate),
        damaging: vec![Predictor::Polyphen],
        ..Filters::default()
    };
    let patient = patient(&request);
    let expected = [
        ("read", 7, 4, 0),
        ("carried", 6, 4, 0),
        ("quality", 4, 3, 0),
        ("filter", 3, 2, 0),
        ("frequency", 2, 1, 1),
        ("gene", 2, 1, 0),
        ("consequence", 1, 1, 0),
        ("prediction", 1, 1, 0),
    ];
    assert_eq!(funnel(&patient), expected);
    assert_eq!(symbols(&patient), ["A"]);
    assert_eq!(candidate(&patient, "A").variants.len(), 1);
}

#[test]
fn what_no_predictor_knows_is_kept_unless_it_is_to_be_dropped() {
    let mut request = request(&["kid"]);
    request.filters.damaging = vec![Predictor::Polyphen];
    let kept = patient(&request);
    let b = candidate(&kept, "B");
    assert_eq!(b.variants.len(), 1, "a stop is kept, the benign one is not");
    assert_eq!(b.variants[0].alternate, "T");
    request.filters.drop_unpredicted = true;
    assert_eq!(symbols(&patient(&request)), ["D", "A", "C"]);
}

#[test]
fn a_frequency_whose_alt_nobody_can_tell_filters_none() {
    let line = RECORDS.lines().nth(2).unwrap().replace(
        "C|missense_variant|MODERATE|B|E2|T2||benign(0.1)|,",
        "GG|missense_variant|MODERATE|B|E2|T2|||0.9,",
    );
    let text = format!("{HEADER}{line}\n");
    let mut request = request(&["kid"]);
    request.filters.max_frequency = Some(0.01);
    let ranked = rank_with(&text, &request, &Lists::default())
        .unwrap()
        .ranking;
    let patient = &ranked.patients[0];
    assert_eq!(funnel(patient)[2], ("frequency", 2, 1, 2));
}

#[test]
fn a_lenient_filter_that_the_input_cannot_serve_is_left_out_with_a_note() {
    let mut request = request(&["kid"]);
    request.filters.damaging = vec![Predictor::Revel];
    request.filters.lenient = vec![Need::Predictions];
    let patient = patient(&request);
    assert_eq!(patient.candidates.len(), 4);
    assert!(
        patient
            .funnel
            .steps
            .iter()
            .all(|step| step.name != "prediction")
    );
    assert_has!(patient.banners.join(" "), "left out", "REVEL");
}

#[test]
fn patterns_drop_or_come_second() {
    let mut request = request(&["kid"]);
    request.set_aside = vec![PatternClass::Banded];
    let second = patient(&request);
    assert_eq!(symbols(&second), ["D", "C", "B", "A"]);
    assert!(candidate(&second, "A").set_aside);
    request.filters.patterns = vec![PatternClass::Banded];
    let banded = patient(&request);
    assert_eq!(
        symbols(&banded),
        ["D", "C", "A"],
        "what has no pattern is kept"
    );
    assert_eq!(funnel(&banded)[3], ("pattern", 4, 3, 2));
    request.filters.min_percentile = Some(1.0);
    assert_eq!(
        symbols(&patient(&request)),
        [""; 0],
        "what has no percentile has not that one"
    );
}

#[test]
fn a_family_tells_from_whom_and_which_copy() {
    let text = format!("{HEADER}{RECORDS}");
    let ped = b"f kid dad mum 2 2\nf dad 0 0 1 1\nf mum 0 0 2 1\n";
    let pedigree = Pedigree::parse(ped, "a.ped".as_ref()).unwrap();
    let lists = Lists {
        pedigree: Some(&pedigree),
        ..Lists::default()
    };
    let mut request = Request::default();
    let ranked = rank_with(&text, &request, &lists).unwrap().ranking;
    let [kid] = ranked.patients.as_slice() else {
        panic!("the affected one alone");
    };
    assert_eq!(
        (kid.sex.sex, kid.sex.source),
        (Sex::Female, SexSource::Pedigree)
    );
    let of = |symbol| candidate(kid, symbol).variants[0].transmission;
    assert_eq!(of("A"), Some(Transmission::Maternal));
    assert_eq!(candidate(kid, "A").compound, Some(Compound::Trans));
    assert_eq!(of("B"), Some(Transmission::DeNovo));
    assert_eq!(
        of("C"),
        Some(Transmission::Unknown),
        "the mother was not called"
    );
    assert_eq!(
        of("D"),
        Some(Transmission::Unknown),
        "five reads of the father are few"
    );
    request.filters.modes = vec![Mode::DeNovo];
    let ranked = rank_with(&text, &request, &lists).unwrap().ranking;
    assert_eq!(symbols(&ranked.patients[0]), ["B"], "D is frequent");
    request.filters.limits.dominant = 0.2;
    let mut of = |modes: &[Mode]| {
        request.filters.modes = modes.to_vec();
        let ranked = rank_with(&text, &request, &lists).unwrap().ranking;
        let patient = &ranked.patients[0];
        let mut found: Vec<_> = symbols(patient).into_iter().map(String::from).collect();
        found.sort_unstable();
        let step = patient.funnel.steps.last().unwrap();
        let modes = step
            .modes
            .iter()
            .map(|m| (m.mode, m.kept, m.variants, m.possible));
        (found, step.unknown, modes.collect::<Vec<_>>())
    };
    let new = (Mode::DeNovo, true, 2, 0);
    let told = [new, (Mode::PossiblyDeNovo, false, 1, 1)];
    assert_eq!(
        of(&[Mode::DeNovo]),
        (vec!["B".into()], 0, told.into()),
        "D may be"
    );
    let both = of(&[Mode::DeNovo, Mode::PossiblyDeNovo]);
    let told = [new, (Mode::PossiblyDeNovo, true, 1, 1)];
    assert_eq!(both, (vec!["B".into(), "D".into()], 1, told.into()));
}

#[test]
fn asking_for_de_novo_without_parents_is_told() {
    let mut request = request(&["kid"]);
    request.filters.modes = vec![Mode::DeNovo];
    let patient = patient(&request);
    assert!(patient.candidates.is_empty());
    assert!(
        patient.notes.iter().any(|note| note.contains("no parent")),
        "{:?}",
        patient.notes
    );
}

#[test]
fn records_are_kept_for_those_that_passed() {
    let text = format!("{HEADER}{RECORDS}");
    let mut request = request(&["mum"]);
    request.filters.min_impact = Some(Impact::Moderate);
    let ranked = rank_with(&text, &request, &Lists::default()).unwrap();
    let numbers = ranked.records.iter().map(|kept| kept.number);
    assert_eq!(numbers.collect::<Vec<_>>(), [0]);
}

#[test]
fn what_cannot_be_asked_is_an_error_that_says_so() {
    let text = format!("{HEADER}{RECORDS}");
    let told = |text: &str, request: &Request| {
        let error = rank_with(text, request, &Lists::default()).unwrap_err();
        format!("{:#}", anyhow::Error::from(error))
    };
    let mut asked = request(&["kid"]);
    asked.filters.damaging = vec![Predictor::Revel];
    assert!(told(&text, &asked).contains("no REVEL in the input"));
    asked = request(&["kid"]);
    asked.filters.max_frequency = Some(0.1);
    let none = text.replace("|gnomADe_AF", "|X");
    assert!(told(&none, &asked).contains("no population frequency"));
    let sampleless = text.replace("\tFORMAT\tkid\tmum\tdad", "");
    let sites: String = RECORDS
        .lines()
        .map(|line| {
            let columns: Vec<_> = line.split('\t').take(8).collect();
            columns.join("\t") + "\n"
        })
        .collect();
    let sites = sampleless.split("chr1\t10").next().unwrap().to_string() + &sites;
    assert!(told(&sites, &Request::default()).contains("has no samples"));
    let twice = text.replace("kid\tmum\tdad", "kid\tmum\tkid");
    assert!(told(&twice, &request(&["mum"])).contains("\"kid\" twice"));
    let wrong = told(&text, &request(&["nobody"]));
    assert_has!(wrong, "nobody", "kid, mum, dad");
    let ungenotyped = text.replace("GT:GQ:DP", "GX:GQ:DP");
    assert_has!(
        told(&ungenotyped, &Request::default()),
        "no genotype of a patient (FORMAT/GT"
    );
    let malformed = text.replace(
        "0/1:99:30\t0/1:99:30\t0/0:99:30\n",
        "0/x:99:30\t0/1:99:30\t0/0:99:30\n",
    );
    let malformed = told(&malformed, &Request::default());
    assert_has!(malformed, "chr1:10", "0/x");
}

const BCSQ_HEADER: &str = "##fileformat=VCFv4.3\n\
    ##INFO=<ID=END,Number=1,Type=Integer,Description=\"\">\n\
    ##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"\">\n\
    ##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change\">\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M\",Source=\"dsdscore\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tkid\n";
