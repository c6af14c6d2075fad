//! The genes of an epoch, batch by batch.

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// The generator of an epoch: it follows from the seed and the epoch's number alone, so that a
/// training that goes on from a checkpoint draws what an uninterrupted one draws.
pub(super) fn generator(seed: u64, epoch: usize) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(epoch as u64);
    rng
}

/// The genes in random order.
pub(super) fn shuffled(genes: &[usize], rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut genes = genes.to_vec();
    genes.shuffle(rng);
    genes
}

/// The genes in batches of `size`. A single gene that would be left at the end joins the batch
/// before: batch normalisation has no variance of one gene.
pub(super) fn batches(genes: &[usize], size: usize) -> impl Iterator<Item = &[usize]> {
    let lonely = genes.len() > 1 && genes.len() % size == 1;
    let end = if lonely {
        genes.len() - size - 1
    } else {
        genes.len()
    };
    let rest = &genes[end..];
    genes[..end]
        .chunks(size)
        .chain((!rest.is_empty()).then_some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_batch_has_a_single_gene_and_no_gene_is_lost() {
        for count in 2..40 {
            for size in 2..10 {
                let genes: Vec<usize> = (0..count).collect();
                let batches: Vec<&[usize]> = batches(&genes, size).collect();
                assert_eq!(batches.concat(), genes);
                assert!(batches.iter().all(|batch| batch.len() > 1));
                assert!(batches.iter().all(|batch| batch.len() <= size + 1));
            }
        }
    }

    #[test]
    fn each_epoch_has_its_own_order_and_the_same_seed_gives_it_again() {
        let genes: Vec<usize> = (0..100).collect();
        let order = |seed, epoch| shuffled(&genes, &mut generator(seed, epoch));
        assert_eq!(order(1, 1), order(1, 1));
        assert_ne!(order(1, 1), order(1, 2));
        assert_ne!(order(1, 1), order(2, 1));
        let mut sorted = order(1, 1);
        sorted.sort_unstable();
        assert_eq!(sorted, genes);
    }
}
