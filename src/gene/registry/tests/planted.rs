//! Random mentions of planted genes, in random order.

use rand::{Rng, RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::*;

/// A gene's names of each kind; perhaps no symbol of its own.
type Planted = [String; 4];

fn planted(count: usize, shares_symbols: bool) -> Vec<Planted> {
    let symbol = |i: usize| if shares_symbols { i / 2 } else { i };
    let gene = |i: usize| {
        [
            format!("ENSG{i:011}"),
            format!("HGNC:{}", i + 1),
            (i + 100).to_string(),
            format!("S{}", symbol(i)),
        ]
    };
    (0..count).map(gene).collect()
}

/// Each is a gene, and of which kinds it has names.
fn mentions(genes: usize, rng: &mut impl Rng) -> Vec<(usize, u8)> {
    let count = rng.random_range(1..=4 * genes);
    let mut mentions: Vec<_> = (0..count)
        .map(|_| (rng.random_range(0..genes), rng.random_range(1..16)))
        .collect();
    mentions.shuffle(rng);
    mentions
}

/// Gives each mention the number of its gene, when all were taken in.
fn settled(planted: &[Planted], mentions: &[(usize, u8)]) -> Vec<usize> {
    let mut registry = Registry::growing(&[]);
    let number = |&(gene, kinds): &(usize, u8)| {
        let name = |kind: usize| match kinds >> kind & 1 {
            1 => planted[gene][kind].as_str(),
            _ => "",
        };
        let names = [name(0), name(1), name(2), name(3)];
        registry.number(&mention(names)).unwrap()
    };
    let numbers: Vec<_> = mentions.iter().map(number).collect();
    let settled = registry.settle();
    numbers.into_iter().map(|n| settled.number(n)).collect()
}

/// For each mention the first of those that a chain of shared kinds of names leads to.
fn connected(mentions: &[(usize, u8)]) -> Vec<usize> {
    let mut firsts: Vec<_> = (0..mentions.len()).collect();
    loop {
        let before = firsts.clone();
        for (i, a) in mentions.iter().enumerate() {
            for (j, b) in mentions.iter().enumerate() {
                if a.0 == b.0 && a.1 & b.1 != 0 {
                    firsts[i] = firsts[i].min(firsts[j]);
                }
            }
        }
        if firsts == before {
            return firsts;
        }
    }
}

#[test]
fn genes_are_found_as_they_were_planted_wherever_their_mentions_connect() {
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    let mut joined = 0;
    for _ in 0..2000 {
        let genes = rng.random_range(1..8);
        let mentions = mentions(genes, &mut rng);
        let found = settled(&planted(genes, false), &mentions);
        let expected = connected(&mentions);
        for i in 0..mentions.len() {
            for j in 0..i {
                let is_one = expected[i] == expected[j];
                assert_eq!(found[i] == found[j], is_one, "{mentions:?}");
                joined += usize::from(is_one && mentions[i].1 & mentions[j].1 == 0);
            }
        }
    }
    assert!(joined > 1000, "only {joined} were joined by others");
}

/// Pairs of genes share a symbol. Where it stands beside an Ensembl ID or nothing, it is never the
/// reason for taking them for one.
#[test]
fn planted_genes_of_one_symbol_are_never_one() {
    let mut rng = ChaCha8Rng::seed_from_u64(34);
    let mut alone = 0;
    for _ in 0..2000 {
        let genes = 2 * rng.random_range(1..4);
        let mut mentions = mentions(genes, &mut rng);
        for (_, kinds) in &mut mentions {
            *kinds = if *kinds == 8 { 8 } else { *kinds | *kinds >> 3 };
        }
        // Both genes of each pair are there.
        mentions.extend((0..genes).map(|gene| (gene, 9)));
        mentions.shuffle(&mut rng);
        let found = settled(&planted(genes, true), &mentions);
        for i in 0..mentions.len() {
            for j in 0..i {
                let [a, b] = [mentions[i], mentions[j]];
                let [names_a, names_b] = [a.1 & 7, b.1 & 7];
                if a.0 != b.0 && (names_a != 0 || names_b != 0) {
                    assert_ne!(found[i], found[j], "{mentions:?}");
                }
                alone += usize::from(names_a == 0);
            }
        }
    }
    assert!(alone > 1000, "only {alone} symbols stood alone");
}

#[test]
fn the_order_of_mentions_changes_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(56);
    for _ in 0..2000 {
        let genes = rng.random_range(1..8);
        let planted = planted(genes, true);
        let mut mentions = mentions(genes, &mut rng);
        mentions.sort_unstable();
        mentions.dedup();
        let found = settled(&planted, &mentions);
        let mut order: Vec<_> = (0..mentions.len()).collect();
        order.shuffle(&mut rng);
        let shuffled: Vec<_> = order.iter().map(|&i| mentions[i]).collect();
        let again = settled(&planted, &shuffled);
        for (i, &a) in order.iter().enumerate() {
            for (j, &b) in order[..i].iter().enumerate() {
                assert_eq!(again[i] == again[j], found[a] == found[b], "{mentions:?}");
            }
        }
    }
}
