use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{
    capitals::Capitals,
    key::{Key, Kind},
    mentioned::MentionedGene,
    mentions::Mentions,
    partition::partition,
};
use crate::gene::{
    Gene, GeneMention,
    identity::{hgnc_text, stable_text},
};

/// Which of a registry's numbers are of one gene. A gene has one of the numbers that it had.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    count: usize,
    mentions: Mentions,
    /// The gene's number of each mention.
    numbers: Vec<usize>,
    /// By the mention whose number the gene has.
    genes: FxHashMap<usize, MentionedGene>,
    capitals: Option<Capitals>,
    /// Which gene a name means by what mentions say; `None` where it means several.
    by_name: FxHashMap<(usize, u32), Option<usize>>,
}

impl Settled {
    pub(super) fn new(count: usize, mentions: Mentions) -> Self {
        let firsts = partition(&mentions.keys);
        let listed = listed(&firsts, &mentions.keys);
        let number = |first: &usize| listed.get(first).copied().unwrap_or(count + first);
        let numbers: Vec<_> = firsts.iter().map(number).collect();
        Self {
            count,
            by_name: by_name(&mentions.keys, &numbers),
            genes: genes(&firsts, &mentions),
            capitals: None,
            mentions,
            numbers,
        }
    }

    /// Finds unlisted genes whatever their capitals, as people write them.
    #[must_use]
    pub fn despite_capitals(mut self) -> Self {
        let symbols = self.mentions.said.iter().map(|said| &*said.gene.symbol);
        let unlisted = symbols.zip(self.numbers.iter().copied());
        self.capitals = Some(Capitals::new(unlisted.filter(|s| s.1 >= self.count)));
        self
    }

    /// Whether a number is that of a gene of the registry's list.
    #[must_use]
    pub fn is_listed(&self, number: usize) -> bool {
        number < self.count
    }

    /// The number of the gene that had some number when it was mentioned.
    #[must_use]
    pub fn number(&self, number: usize) -> usize {
        let mention = number.checked_sub(self.count);
        let settled = mention.and_then(|mention| self.numbers.get(mention));
        settled.copied().unwrap_or(number)
    }

    /// What is known of an unlisted gene, by the number that it has now.
    #[must_use]
    pub fn unlisted(&self, number: usize) -> Option<&MentionedGene> {
        self.genes.get(&number.checked_sub(self.count)?)
    }

    /// The gene that is meant by what was mentioned: by the strongest kind of name that is known of
    /// one gene, else by a symbol without capitals.
    #[must_use]
    pub fn resolve(&self, mention: &GeneMention) -> Option<usize> {
        let key = self.mentions.known(mention);
        let mut names = key.into_iter().enumerate();
        let exact = names.find_map(|(kind, name)| *self.by_name.get(&(kind, name?))?);
        let symbol = || String::from_utf8_lossy(mention.symbol);
        exact.or_else(|| self.capitals.as_ref()?.find(&symbol()))
    }
}

/// The gene of the list that a set of mentions turned out to be, by its first.
fn listed(firsts: &[usize], keys: &[Key]) -> FxHashMap<usize, usize> {
    let listed = |key: &Key| Some(key[Kind::Listed as usize]? as usize);
    let found = firsts.iter().zip(keys);
    found
        .filter_map(|(&first, key)| Some((first, listed(key)?)))
        .collect()
}

fn by_name(keys: &[Key], numbers: &[usize]) -> FxHashMap<(usize, u32), Option<usize>> {
    let mut by_name = FxHashMap::default();
    for (key, &number) in keys.iter().zip(numbers) {
        for (kind, name) in key.iter().enumerate() {
            let Some(name) = *name else { continue };
            by_name
                .entry((kind, name))
                .and_modify(|owner: &mut Option<_>| *owner = owner.filter(|&o| o == number))
                .or_insert(Some(number));
        }
    }
    by_name
}

/// The names of each gene, those first that stand beside the strongest.
fn genes(firsts: &[usize], mentions: &Mentions) -> FxHashMap<usize, MentionedGene> {
    let mut order: Vec<_> = (0..firsts.len()).collect();
    order.sort_by_key(|&i| Reverse(mentions.strength(i)));
    let mut genes: FxHashMap<usize, MentionedGene> = FxHashMap::default();
    for i in order {
        genes.entry(firsts[i]).or_default().learn(&mentions.said[i]);
    }
    genes
        .values_mut()
        .for_each(MentionedGene::name_the_nameless);
    genes
}

impl From<GeneMention<'_>> for MentionedGene {
    fn from(mention: GeneMention) -> Self {
        let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        Self {
            gene: Gene {
                symbol: text(mention.symbol),
                ensembl_id: stable_text(&text(mention.ensembl_id)).into(),
                hgnc_id: hgnc_text(&text(mention.hgnc_id)),
                synonyms: Vec::new(),
            },
            ncbi_id: text(mention.ncbi_id),
        }
    }
}
