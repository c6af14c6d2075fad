//! The INFO fields that are written anew.

use memchr::memmem;

use super::Dictionary;

/// An INFO key, with its index in a string dictionary.
#[derive(Clone, Debug)]
pub struct Key {
    /// Finds the name in text.
    finder: Box<memmem::Finder<'static>>,
    index: Option<usize>,
}

impl Key {
    /// The key of a name; the dictionary is the output's.
    #[must_use]
    pub fn new(name: &str, dictionary: &Dictionary) -> Self {
        Self {
            finder: Box::new(memmem::Finder::new(name).into_owned()),
            index: dictionary.string_index(name.as_bytes()),
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        self.finder.needle()
    }

    /// Finds the name in text.
    #[must_use]
    pub fn finder(&self) -> &memmem::Finder<'static> {
        &self.finder
    }

    /// The index in the string dictionary; `None` where the header does not define the key.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.index
    }
}

/// The INFO keys that are ours.
#[derive(Clone, Debug)]
pub struct Keys {
    keys: Vec<Key>,
    /// Finds what all names begin with: most records have none of them.
    prefix: memmem::Finder<'static>,
}

impl Keys {
    /// The keys of some names; the dictionary is the output's.
    #[must_use]
    pub fn new(names: &[String], dictionary: &Dictionary) -> Self {
        let keys = names
            .iter()
            .map(|name| Key::new(name, dictionary))
            .collect();
        let prefix = memmem::Finder::new(common_prefix(names)).into_owned();
        Self { keys, prefix }
    }

    /// Whether a key with this name is ours.
    #[must_use]
    pub fn contains(&self, name: &[u8]) -> bool {
        self.keys.iter().any(|key| key.name() == name)
    }

    /// Whether a key has this index in the string dictionary.
    #[must_use]
    pub fn contains_index(&self, index: usize) -> bool {
        self.keys.iter().any(|key| key.index == Some(index))
    }

    /// Whether some INFO text can hold a key of ours; a quick test that errs on the yes side.
    #[must_use]
    pub fn may_occur_in(&self, info: &[u8]) -> bool {
        self.prefix.find(info).is_some()
    }
}

fn common_prefix(names: &[String]) -> &str {
    let first = names.first().map_or("", String::as_str);
    let len = first
        .char_indices()
        .find(|&(i, c)| {
            !names
                .iter()
                .all(|name| name[i.min(name.len())..].starts_with(c))
        })
        .map_or(first.len(), |(i, _)| i);
    &first[..len]
}

/// An INFO value to write; empty where the key is left out. The buffers are for reuse.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A list of numbers; NaN is the missing value.
    Floats(Vec<f32>),
    /// A text, already percent-encoded.
    Text(Vec<u8>),
}

impl Value {
    /// Whether the key is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Floats(values) => values.is_empty(),
            Self::Text(text) => text.is_empty(),
        }
    }
}

/// What becomes of a record's INFO: every key is removed from where it stands, and those with a
/// value are written at the end, in order.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The keys.
    pub keys: &'a Keys,
    /// Their values; as many as keys.
    pub values: &'a [Value],
}

impl<'a> Edit<'a> {
    /// The keys that are written, with their values.
    pub fn present(&self) -> impl Iterator<Item = (&'a Key, &'a Value)> + use<'a> {
        std::iter::zip(&self.keys.keys, self.values).filter(|(_, value)| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_test_looks_for_what_all_names_begin_with() {
        let names = ["DSD_F", "DSD", "DSD_M"].map(String::from);
        assert_eq!(common_prefix(&names), "DSD");
        assert_eq!(common_prefix(&names[..1]), "DSD_F");
        assert_eq!(common_prefix(&["A".into(), "B".into()]), "");
        assert_eq!(common_prefix(&[]), "");
    }
}
