//! Which genes are to be shown.

use std::{collections::HashSet, path::Path};

use anyhow::{Context, bail};

use crate::{
    bundle::Bundle,
    cli::note,
    gene::{GeneMention, Names},
    text,
};

/// Of long lists no more are named.
const NAMED: usize = 10;

/// The names given and those of the file, in their order.
pub(super) fn names(given: &[String], file: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let mut names = given.to_vec();
    if let Some(path) = file {
        let text = text::read(path);
        let text = text.with_context(|| format!("cannot read {}", path.display()))?;
        names.extend(listed(&text).map(String::from));
        if names.is_empty() {
            bail!("{} names no gene: it has one a line", path.display());
        }
    }
    Ok(names)
}

/// The first column, tab- or comma-separated, of lines that say something.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines();
    let names = lines.filter_map(|line| line.split(['\t', ',']).next());
    names
        .map(str::trim)
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
}

/// The genes of these names, each once; what is unknown is counted, and only then an error when
/// nothing else is left.
pub(super) fn find(bundle: &Bundle, names: &[String]) -> anyhow::Result<Vec<usize>> {
    let known = Names::new(bundle.genes());
    let (mut genes, mut unknown, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for name in names {
        match known.resolve(&GeneMention::named(name.as_bytes())) {
            Some(gene) if seen.insert(gene) => genes.push(gene as usize),
            Some(_) => {}
            None => unknown.push(name.as_str()),
        }
    }
    let path = bundle.path().display();
    let remedy = "`dsdscore bundle export` lists its genes";
    match (names, unknown.len()) {
        ([name], 1) => bail!("{name} is not in {path}; {remedy}"),
        (_, many) if many == names.len() => {
            bail!("none of the {many} genes is in {path}; {remedy}")
        }
        (_, 0) => {}
        _ => warn(&format!("names are not in {path}"), &unknown),
    }
    Ok(genes)
}

/// Counts genes that something is wrong with, and names the first.
pub(super) fn warn(what: &str, genes: &[&str]) {
    let named = genes
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let more = if genes.len() > NAMED { ", …" } else { "" };
    note(format_args!(
        "warning: {} {what}: {named}{more}",
        genes.len()
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_the_first_column_without_comments() {
        let text = "# mine\r\nSOX9\tx\r\n\r\n  NR5A1,2 \n#WT1\nAMH";
        assert_eq!(listed(text).collect::<Vec<_>>(), ["SOX9", "NR5A1", "AMH"]);
    }
}
