//! What keeps the tensors of a file from being those of a network.

use std::{collections::BTreeMap, fmt};

/// How many names a message lists.
const LISTED: usize = 3;

/// What keeps some tensors from being those of a network: what is missing, other or too much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Tensors that the network has and the others lack.
    pub missing: Vec<String>,
    /// Tensors of another shape.
    pub reshaped: Vec<Reshaped>,
    /// Tensors that the network does not have.
    pub unknown: Vec<String>,
}

/// A tensor of another shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reshaped {
    /// Its name.
    pub name: String,
    /// The shape in the network.
    pub wanted: Vec<usize>,
    /// The shape that was given.
    pub found: Vec<usize>,
}

/// Compares shapes by name: those that a network wants with those that are given.
///
/// # Errors
///
/// All that is missing, other or too much.
pub(super) fn compare(
    wanted: &[(String, Vec<usize>)],
    given: &BTreeMap<String, Vec<usize>>,
) -> Result<(), Mismatch> {
    let mut mismatch = Mismatch::default();
    let mut unknown = given.clone();
    for (name, shape) in wanted {
        match unknown.remove(name) {
            None => mismatch.missing.push(name.clone()),
            Some(found) if found != *shape => mismatch.reshaped.push(Reshaped {
                name: name.clone(),
                wanted: shape.clone(),
                found,
            }),
            Some(_) => {}
        }
    }
    mismatch.unknown = unknown.into_keys().collect();
    let fits = mismatch == Mismatch::default();
    if fits { Ok(()) } else { Err(mismatch) }
}

impl Mismatch {
    /// Of a file of weights: what its network is, where its tensors tell, and what to do.
    pub(super) fn remedy(&self) -> String {
        if self
            .missing
            .iter()
            .any(|name| name == "layer1.0.conv3.weight")
        {
            return "blocks of two convolutions are those of ResNet-18 and -34: take the weights \
                    of ResNet-50"
                .to_owned();
        }
        if self
            .unknown
            .iter()
            .any(|name| name.starts_with("layer3.6."))
        {
            return "more blocks are those of ResNet-101 and -152: take the weights of ResNet-50"
                .to_owned();
        }
        let stem = self.reshaped.iter().find(|one| one.name == "conv1.weight");
        match stem.and_then(|one| one.found.first().zip(one.wanted.first())) {
            Some((found, wanted)) => format!(
                "their network has width {found}, this one {wanted}: choose the same (ImageNet's \
                 have 64)"
            ),
            None => "take the weights of a plain ResNet-50 (not ResNeXt, not wide)".to_owned(),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(list("missing", &self.missing));
        let reshaped: Vec<String> = self.reshaped.iter().map(Reshaped::to_string).collect();
        parts.extend(list("of another shape", &reshaped));
        parts.extend(list("unknown", &self.unknown));
        f.write_str(&parts.join("; "))
    }
}

impl std::error::Error for Mismatch {}

impl fmt::Display for Reshaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, found, wanted) = (&self.name, &self.found, &self.wanted);
        write!(f, "{name} {found:?} in place of {wanted:?}")
    }
}

/// Such as `5 missing (a, b, c, …)`; nothing for none.
fn list(what: &str, names: &[String]) -> Option<String> {
    let shown = names.get(..LISTED).unwrap_or(names).join(", ");
    let more = if names.len() > LISTED { ", …" } else { "" };
    let count = names.len();
    (count > 0).then(|| format!("{count} {what} ({shown}{more})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(names: &[(&str, &[usize])]) -> Vec<(String, Vec<usize>)> {
        names
            .iter()
            .map(|&(name, shape)| (name.to_owned(), shape.to_vec()))
            .collect()
    }

    #[test]
    fn names_what_is_missing_other_and_too_much() {
        let wanted = shapes(&[("a", &[1]), ("b", &[2, 2]), ("c", &[3])]);
        let given = shapes(&[("b", &[2, 3]), ("c", &[3]), ("d", &[1])])
            .into_iter()
            .collect();
        let message = compare(&wanted, &given).unwrap_err().to_string();
        assert_has!(
            message,
            "1 missing (a)",
            "b [2, 3] in place of [2, 2]",
            "1 unknown (d)"
        );
    }

    #[test]
    fn lists_some_names_and_counts_all() {
        let wanted = shapes(&[("a", &[]), ("b", &[]), ("c", &[]), ("d", &[])]);
        let message = compare(&wanted, &BTreeMap::new()).unwrap_err().to_string();
        assert_eq!(message, "4 missing (a, b, c, …)");
    }
}
