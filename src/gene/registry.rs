//! Genes by number: those that a list knows, and those that only mentions tell of.

mod capitals;
mod key;
mod mentioned;
mod mentions;
mod partition;
mod settled;

use self::{capitals::Capitals, mentions::Mentions};
use super::{Gene, GeneMention, Names};

pub(super) use self::key::contradict;
pub use self::{mentioned::MentionedGene, settled::Settled};

/// Numbers genes. Those of a list, e.g. a bundle's, have their place in it and are found as [`Names`]
/// finds them. A registry that grows numbers every other mention as well, from the length of the
/// list on: an unlisted gene.
///
/// The number of an unlisted gene is that of a mention. Which of them are one gene can be told when all are
/// there, whatever order they came in: [`settle`](Self::settle). An unlisted gene may then turn out to be a
/// gene of the list, by an identifier that it shares with a mention of that gene.
#[derive(Debug)]
pub struct Registry<'a> {
    names: Names<'a>,
    count: usize,
    capitals: Option<Capitals>,
    unlisted: Option<Mentions>,
}

impl<'a> Registry<'a> {
    /// A registry of these genes and no others.
    #[must_use]
    pub fn new(genes: &'a [Gene]) -> Self {
        Self {
            names: Names::new(genes),
            count: genes.len(),
            capitals: None,
            unlisted: None,
        }
    }

    /// A registry that also numbers genes that are not among these.
    #[must_use]
    pub fn growing(genes: &'a [Gene]) -> Self {
        Self {
            unlisted: Some(Mentions::default()),
            ..Self::new(genes)
        }
    }

    /// Finds the genes of the list whatever their capitals, as people write them.
    #[must_use]
    pub fn despite_capitals(mut self, genes: &[Gene]) -> Self {
        let symbols = genes.iter().enumerate();
        self.capitals = Some(Capitals::new(symbols.map(|(i, gene)| (&*gene.symbol, i))));
        self
    }

    /// Whether a number is that of a gene of the list.
    #[must_use]
    pub fn is_listed(&self, number: usize) -> bool {
        number < self.count
    }

    /// The gene of the list that is meant.
    #[must_use]
    pub fn resolve(&self, mention: &GeneMention) -> Option<usize> {
        self.names.resolve(mention).map(|gene| gene as usize)
    }

    /// The gene of the list that people mean, and whether it was found only without capitals: by the
    /// one current symbol that differs from `name` in them.
    #[must_use]
    pub fn resolve_written(&self, mention: &GeneMention, name: &str) -> Option<(usize, bool)> {
        let exact = self.resolve(mention).map(|gene| (gene, false));
        let recased = || Some((self.capitals.as_ref()?.find(name)?, true));
        exact.or_else(recased)
    }

    /// The number of the gene that is meant, a new one where it is unheard of; `None` where the list
    /// does not have it and the registry does not grow.
    pub fn number(&mut self, mention: &GeneMention) -> Option<usize> {
        let listed = self.resolve(mention);
        self.take_in(mention, listed)
    }

    /// As [`number`](Self::number), for what people wrote.
    pub fn number_written(&mut self, mention: &GeneMention, name: &str) -> Option<usize> {
        let listed = self.resolve_written(mention, name);
        self.take_in(mention, listed.map(|(gene, _)| gene))
    }

    fn take_in(&mut self, mention: &GeneMention, listed: Option<usize>) -> Option<usize> {
        let Some(unlisted) = &mut self.unlisted else {
            return listed;
        };
        let unlisted_gene = unlisted.add(mention, listed);
        listed.or(Some(self.count + unlisted_gene))
    }

    /// The number of the gene that is meant: of the list, or of an unlisted gene that has one already.
    #[must_use]
    pub fn find(&self, mention: &GeneMention) -> Option<usize> {
        let unlisted_gene = || Some(self.count + self.unlisted.as_ref()?.find(mention)?);
        self.resolve(mention).or_else(unlisted_gene)
    }

    /// As [`find`](Self::find), for a mention that was not taken in: the first of some numbers whose
    /// mention must be of the same gene.
    #[must_use]
    pub fn find_among(
        &self,
        mention: &GeneMention,
        mut numbers: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let unlisted = self.unlisted.as_ref();
        let is_of = |number: &usize| {
            let unlisted_gene = number.checked_sub(self.count);
            let unlisted = unlisted.zip(unlisted_gene);
            unlisted.is_some_and(|(unlisted, number)| unlisted.is_of(mention, number))
        };
        self.find(mention).or_else(|| numbers.find(is_of))
    }

    /// Gives of some genes those the same number that must be one by what their own mentions say.
    #[must_use]
    pub fn join(&self, numbers: &[usize]) -> Vec<usize> {
        let is_unlisted = |number: &&usize| !self.is_listed(**number);
        match &self.unlisted {
            Some(unlisted) if numbers.iter().filter(is_unlisted).count() > 1 => {
                let place = |number: &usize| number.checked_sub(self.count);
                unlisted.join(numbers, place)
            }
            _ => numbers.to_vec(),
        }
    }

    /// Each mention that was taken in, in the order of their numbers.
    pub(super) fn into_mentioned(self) -> Vec<MentionedGene> {
        self.unlisted.unwrap_or_default().said
    }

    /// Tells which numbers are of one gene.
    #[must_use]
    pub fn settle(self) -> Settled {
        Settled::new(self.count, self.unlisted.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
