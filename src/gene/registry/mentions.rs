use rustc_hash::FxHashMap;

use super::{
    key::{Key, Kind, Name, are_one, kinds, names},
    mentioned::MentionedGene,
    partition::partition,
};
use crate::gene::GeneMention;

/// Mentions of genes, each once, numbered as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    texts: FxHashMap<Box<[u8]>, u32>,
    numbers: FxHashMap<Key, usize>,
    pub(super) keys: Vec<Key>,
    pub(super) said: Vec<MentionedGene>,
}

impl Mentions {
    /// The number of a mention, a new one where it has none. `listed` is the gene of a list that it
    /// was found to mean.
    pub(super) fn add(&mut self, mention: &GeneMention, listed: Option<usize>) -> usize {
        let key = names(mention, listed).map(|name| Some(self.number_of(name?)));
        let next = self.keys.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
            self.said.push((*mention).into());
        }
        number
    }

    /// The number of a mention that has one, and means no gene of a list.
    pub(super) fn find(&self, mention: &GeneMention) -> Option<usize> {
        let key = names(mention, None).map(|name| name.map(|name| self.known_number(name)));
        if key.contains(&Some(None)) {
            return None;
        }
        self.numbers.get(&key.map(Option::flatten)).copied()
    }

    /// Whether a mention must be of the gene of one that has a number, by what the two say.
    pub(super) fn is_of(&self, mention: &GeneMention, number: usize) -> bool {
        let known = self.keys.get(number);
        known.is_some_and(|key| are_one(key, &self.known(mention)))
    }

    /// What is known of each kind of a mention's names.
    pub(super) fn known(&self, mention: &GeneMention) -> Key {
        names(mention, None).map(|name| self.known_number(name?))
    }

    /// Gives those of some numbers that must be one gene by what they say the first's; `place` is
    /// where a number's mention is.
    pub(super) fn join(
        &self,
        numbers: &[usize],
        place: impl Fn(&usize) -> Option<usize>,
    ) -> Vec<usize> {
        let key = |number| place(number).map_or([None; Kind::ALL.len()], |at| self.keys[at]);
        let keys: Vec<_> = numbers.iter().map(key).collect();
        let firsts = partition(&keys).into_iter();
        firsts.map(|first| numbers[first]).collect()
    }

    /// How strongly each mention says which gene it is.
    pub(super) fn strength(&self, number: usize) -> u8 {
        kinds(&self.keys[number])
    }

    fn number_of(&mut self, name: Name) -> u32 {
        let text = match name {
            Name::Number(number) => return number,
            Name::Text(text) => text,
        };
        if let Some(number) = self.texts.get(text) {
            return *number;
        }
        let next = u32::try_from(self.texts.len()).expect("fewer names than fit into memory");
        self.texts.insert(text.into(), next);
        next
    }

    fn known_number(&self, name: Name) -> Option<u32> {
        match name {
            Name::Number(number) => Some(number),
            Name::Text(text) => self.texts.get(text).copied(),
        }
    }
}
