use serde_json::Value;

use super::*;
use crate::rank::Call;

fn genotype(is_homozygous: bool) -> Genotype {
    Genotype {
        alleles: vec![Some(u32::from(is_homozygous)), Some(1)],
        phased: vec![false; 2],
    }
}

fn place(contig: &'static [u8], position: u64) -> Place<'static> {
    Place {
        chromosome: Chromosome::Autosome,
        contig,
        position,
    }
}

/// The sites of `tests/fixtures/runs/make_fixtures.py`.
fn planted() -> Runs {
    const PLANTED: [(usize, u64, u64); 5] = [
        (0, 20, 35),
        (0, 80, 84),
        (1, 50, 53),
        (1, 100, 101),
        (2, 10, 70),
    ];
    let mut state = 12345u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    let mut runs = Runs::default();
    for (number, contig) in [b"1".as_slice(), b"2", b"3"].into_iter().enumerate() {
        let mut position = 0;
        for _ in 0..4000 {
            position += 1 + random(70_000);
            let draw = random(1000);
            let is_planted = PLANTED.iter().any(|&(of, first, last)| {
                of == number && (first * 1_000_000..=last * 1_000_000).contains(&position)
            });
            let genotype = genotype(draw < if is_planted { 995 } else { 350 });
            runs.observe(place(contig, position), &genotype, Some(99), true);
        }
    }
    runs.finish();
    runs
}

#[test]
fn runs_are_those_that_bcftools_roh_finds() {
    let text = include_str!("../../../../tests/fixtures/runs/expected.json");
    let expected: Value = serde_json::from_str(text).unwrap();
    let expected = expected["runs"].as_array().unwrap();
    let found = planted().found;
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert!(expected.len() >= 4);
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(expected[0], String::from_utf8_lossy(&found.contig).as_ref());
        // The program's price of a switch grows with the distance of sites, here it is constant: ends
        // may differ by a few of the sites, which are 35 kb apart.
        for (found, expected) in [(found.start, &expected[1]), (found.end, &expected[2])] {
            let expected = expected.as_u64().unwrap();
            assert!(found.abs_diff(expected) < 200_000, "{found} {expected}");
        }
    }
}

#[test]
fn shares_and_the_longest_run_are_told() {
    let runs = planted();
    let said = runs.finding().said;
    assert!(
        said.contains(" of 1.5 Mb or more") && said.contains("(3:"),
        "{said}"
    );
    assert!(said.contains("few as in an exome"), "{said}");
    let variant = |position, zygosity| CandidateVariant {
        contig: "chr3".into(),
        position,
        call: Call {
            zygosity,
            ..Call::default()
        },
        ..CandidateVariant::default()
    };
    let around = runs.around(&variant(30_000_000, Zygosity::Homozygous));
    assert!(
        around.is_some_and(|length| length > 59_000_000),
        "{around:?}"
    );
    assert_eq!(
        runs.around(&variant(30_000_000, Zygosity::Heterozygous)),
        None
    );
    assert_eq!(
        runs.around(&variant(90_000_000, Zygosity::Homozygous)),
        None
    );
}

#[test]
fn what_says_nothing_does_not_count_and_gaps_end_runs() {
    let mut runs = Runs::default();
    let hom = genotype(true);
    for i in 0..40 {
        runs.observe(place(b"1", 1 + i * 100_000), &hom, Some(19), true);
        runs.observe(place(b"1", 1 + i * 100_000), &hom, None, false);
        let x = Place {
            chromosome: Chromosome::X,
            ..place(b"X", 1 + i * 100_000)
        };
        runs.observe(x, &hom, None, true);
    }
    assert_eq!(runs.sites, 0);
    let said = runs.finding().said;
    assert!(said.starts_with("Not told: 0 sites"), "{said}");
    // 30 sites before the gap and 15 after: the first are enough, and the second too few alone.
    for position in (0..30)
        .map(|i| i * 100_000)
        .chain((0..15).map(|i| 20_000_000 + i * 200_000))
    {
        runs.observe(place(b"1", 1 + position), &hom, None, true);
    }
    runs.finish();
    let lengths: Vec<_> = runs.found.iter().map(Run::length).collect();
    assert_eq!(lengths, [2_900_001]);
}
