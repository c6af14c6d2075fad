//! What the models of one condition are called where names must be short and plain.

use super::ModelSource;

/// Why models of one condition cannot be told apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// One has no name.
    #[error("one of several has no name of letters or digits: give each model a name")]
    NoName,
    /// Two have the same.
    #[error(
        "two are called \"{0}\" (of names and versions letters and digits count): give one of them \
         another name or version"
    )]
    Same(String),
}

/// What the models of one condition are called in the names of fields and columns: their names, of
/// which letters and digits stay and runs of all else become a `.`, with their versions where two
/// would be called the same. No `_`, which parts them from a condition's key.
///
/// # Errors
///
/// If there are several, and one has no such name, or two have the same.
pub fn short_names<'m>(
    models: impl Iterator<Item = &'m ModelSource>,
) -> Result<Vec<String>, NameError> {
    let models: Vec<_> = models.collect();
    let names: Vec<_> = models.iter().map(|model| plain(&model.name)).collect();
    let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let named = models.iter().zip(&names);
    let short = named.map(|(model, name)| match is_shared(name) {
        true => plain(&format!("{name} {}", model.version)),
        false => name.clone(),
    });
    let short: Vec<_> = short.collect();
    if short.len() > 1 && short.iter().any(String::is_empty) {
        return Err(NameError::NoName);
    }
    let mut sorted = short.clone();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(NameError::Same(pair[0].clone())),
        None => Ok(short),
    }
}

fn plain(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(models: &[(&str, &str)]) -> Result<Vec<String>, NameError> {
        let model = |&(name, version): &(&str, &str)| ModelSource {
            name: name.into(),
            version: version.into(),
            ..ModelSource::default()
        };
        let models: Vec<_> = models.iter().map(model).collect();
        short_names(models.iter())
    }

    #[test]
    fn names_are_plain_and_versions_follow_where_they_must() {
        let found = named(&[("resnet_18 (both)", "1"), ("shape", "1"), ("dev", "")]);
        assert_eq!(found.unwrap(), ["resnet.18.both", "shape", "dev"]);
        let found = named(&[("shape", "1.0"), ("shape", "2-b"), ("dev", "1")]);
        assert_eq!(found.unwrap(), ["shape.1.0", "shape.2.b", "dev"]);
        assert_eq!(named(&[("", "1")]).unwrap(), [""]);
        assert!(named(&[]).unwrap().is_empty());
    }

    #[test]
    fn models_that_would_be_called_the_same_are_refused() {
        let same = |name: &str| Err(NameError::Same(name.into()));
        assert_eq!(named(&[("a b", "1"), ("a-b", "1")]), same("a.b.1"));
        assert_eq!(named(&[("a", "1"), ("a", "2"), ("a.1", "")]), same("a.1"));
        assert_eq!(named(&[("a", "1"), ("", "1")]), Err(NameError::NoName));
        assert_eq!(named(&[("ä", "1"), ("b", "1")]), Err(NameError::NoName));
    }
}
