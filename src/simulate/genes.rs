//! The genes: names that no real gene has, and their classes.

use rand::seq::SliceRandom;

use super::{
    Class, Options,
    random::{Purpose, Streams},
};

/// The genes.
pub(super) struct Genes {
    /// The class of each.
    pub(super) classes: Vec<Class>,
}

impl Genes {
    /// As many of each class as the options say, in random order.
    pub(super) fn new(options: &Options, streams: &Streams) -> Self {
        let mut classes = match options.planted {
            Some(share) => vec![Class::Planted; options.planted_genes(share)],
            None => Self::in_proportion(options),
        };
        classes.resize(options.genes, Class::Elsewhere);
        classes.shuffle(&mut streams.get(Purpose::Classes, 0));
        Self { classes }
    }

    fn in_proportion(options: &Options) -> Vec<Class> {
        let proportions = options.made();
        let mut classes = Vec::with_capacity(options.genes);
        let mut share = 0.0;
        for class in Class::ALL {
            share += proportions.share(class);
            let upto = (share * options.genes as f64).round() as usize;
            classes.resize(upto.clamp(classes.len(), options.genes), class);
        }
        classes
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }
}

/// A gene's symbol. HGNC has SIM1 and SIM2, but no symbol with so many digits.
pub(super) fn symbol(gene: usize) -> String {
    format!("SIM{:05}", gene + 1)
}

/// An ID in the form of Ensembl's stable IDs, of a species that Ensembl has not: `letter` is G for a
/// gene, T for a transcript, P for a protein, E for an exon.
pub(super) fn stable_id(letter: char, number: usize) -> String {
    format!("ENSSIM{letter}{:011}", number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::options::tests::small;

    #[test]
    fn classes_are_in_proportion_and_mixed() {
        let genes = Genes::new(&small(), &Streams::new(1));
        let number = |class| genes.classes.iter().filter(|c| **c == class).count();
        assert_eq!(Class::ALL.map(number), [80, 100, 100, 80, 40]);
        let changes = genes.classes.windows(2).filter(|pair| pair[0] != pair[1]);
        assert!(changes.count() > 200);
    }

    #[test]
    fn ids_have_the_form_of_ensembls() {
        assert_eq!(symbol(0), "SIM00001");
        assert_eq!(stable_id('G', 41), "ENSSIMG00000000042");
        let mention = crate::gene::GeneMention::named(b"ENSSIMG00000000042");
        assert_eq!(mention.ensembl_id, b"ENSSIMG00000000042");
    }
}
