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
    /// Which of them the input's header does not define.
    is_new: Vec<bool>,
    /// What all names begin with: most records have no such field.
    prefix: Vec<u8>,
}

impl Keys {
    /// The keys of some names, with the dictionaries of the input and the output.
    #[must_use]
    pub fn new(names: &[String], input: &Dictionary, output: &Dictionary) -> Self {
        let is_new = |name: &String| input.info(name.as_bytes()).is_none();
        Self {
            keys: names.iter().map(|name| Key::new(name, output)).collect(),
            is_new: names.iter().map(is_new).collect(),
            prefix: common_prefix(names).into(),
        }
    }

    /// Whether a field of this name is ours, and so to be removed.
    ///
    /// # Errors
    ///
    /// Returns what is wrong where it has the name of one of ours and the header does not define
    /// it: nobody knows whose it is.
    pub fn contains(&self, name: &[u8]) -> Result<bool, String> {
        match self.keys.iter().position(|key| key.name() == name) {
            Some(i) if self.is_new[i] => Err(format!(
                "INFO/{} is already there, and not defined in the header; choose other names with --prefix",
                name.escape_ascii()
            )),
            found => Ok(found.is_some()),
        }
    }

    /// Whether a key has this index in the string dictionary.
    #[must_use]
    pub fn contains_index(&self, index: usize) -> bool {
        self.keys.iter().any(|key| key.index == Some(index))
    }

    /// Whether some INFO text can hold a key of ours; a quick test that errs on the yes side.
    #[must_use]
    pub fn may_occur_in(&self, info: &[u8]) -> bool {
        let mut starts = memchr::memchr_iter(b';', info).map(|at| at + 1);
        info.starts_with(&self.prefix)
            || starts.any(|start| info[start..].starts_with(&self.prefix))
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
