//! The answer, as `labels.tsv` has it.

use crate::support::Folder;

/// A gene's line.
pub(super) struct Label {
    pub(super) symbol: String,
    pub(super) is_disease_like: bool,
    pub(super) class: String,
}

pub(super) fn read(folder: &Folder, out: &str) -> Vec<Label> {
    let text = folder.text(&format!("{out}/labels.tsv"));
    let mut lines = text.lines().map(|line| line.split('\t'));
    let header: Vec<_> = lines.next().unwrap().collect();
    assert_eq!(header[..4], ["gene", "gene_id", "label", "class"]);
    lines
        .map(|line| {
            let columns: Vec<_> = line.collect();
            assert_eq!(columns.len(), header.len());
            Label {
                symbol: columns[0].into(),
                is_disease_like: columns[2] == "1",
                class: columns[3].into(),
            }
        })
        .collect()
}
