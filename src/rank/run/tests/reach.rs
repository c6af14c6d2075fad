//! Which records reach whom.

use super::*;

/// The positions of the first patient's variants.
fn positions(records: &str, filters: Filters) -> Vec<u64> {
    let text = format!("{BCSQ_HEADER}{records}");
    let request = Request {
        filters,
        ..request(&["kid"])
    };
    let ranked = rank_with(&text, &request, &Lists::default()).unwrap();
    let candidates = ranked.ranking.patients.iter().flat_map(|p| &p.candidates);
    let variants = candidates.flat_map(|candidate| &candidate.variants);
    variants.map(|variant| variant.position).collect()
}

#[test]
fn a_change_that_another_record_describes_is_not_lost_by_a_mild_one_of_its_own() {
    let records = "\
        1\t100\t.\tA\tT\t.\t.\tBCSQ=missense|A|T1|protein_coding|+|1A>1B|100A>T+103C>G\tGT\t0/1\n\
        1\t103\t.\tC\tG\t.\t.\tBCSQ=@100,synonymous|A|T2|protein_coding|+|2A|103C>G\tGT\t0/1\n\
        1\t106\t.\tC\tG\t.\t.\tBCSQ=synonymous|A|T2|protein_coding|+|2A|106C>G\tGT\t0/1\n";
    let filters = Filters {
        min_impact: Some(Impact::Moderate),
        ..Filters::default()
    };
    assert_eq!(positions(records, filters), [100, 103]);
}

#[test]
fn an_alt_lies_in_all_regions_that_it_reaches() {
    let records = "\
        1\t100\t.\tA\t<DEL>\t.\t.\tEND=5000;BCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n\
        1\t200\t.\tA\t<DEL>\t.\t.\tSVLEN=-4000;BCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n\
        1\t300\t.\tA\t<DEL>\t.\t.\tEND=900;BCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n\
        1\t400\t.\tA\tT\t.\t.\tEND=5000;BCSQ=missense|A|T1|protein_coding\tGT\t0/1\n\
        1\t500\t.\tA\t<CTX>\t.\t.\tEND=5000;CHR2=2;BCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n\
        1\t600\t.\tA\tA]chr1:3500]\t.\t.\tBCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n\
        1\t700\t.\tA\tA]2:3500]\t.\t.\tBCSQ=feature_elongation|A|T1|protein_coding\tGT\t0/1\n";
    let filters = Filters {
        regions: Some((&RegionList::parse("1:3000-4000", |_| false).unwrap()).into()),
        ..Filters::default()
    };
    assert_eq!(positions(records, filters), [100, 200, 600]);
}

#[test]
fn records_without_genotypes_are_told() {
    let records = "\
        1\t100\t.\tA\tT\t.\t.\tBCSQ=missense|A|T1|protein_coding\tDP\t9\n\
        1\t200\t.\tA\t.\t.\t.\t.\tDP\t9\n\
        1\t300\t.\tA\tT\t.\t.\tBCSQ=missense|A|T1|protein_coding\tGT\t0/1\n";
    let text = format!("{BCSQ_HEADER}{records}");
    let ranked = rank_with(&text, &request(&["kid"]), &Lists::default()).unwrap();
    let notes = &ranked.ranking.patients[0].notes;
    assert!(notes[0].starts_with("1 records"), "{notes:?}");
    assert_eq!(notes.len(), 1);
}
