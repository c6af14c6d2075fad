//! The folder of an evaluation.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::make;
use crate::{
    cli::{keep::check_output, note},
    target::write_whole,
    train::{
        evaluation::{Evaluation, OutOfFold},
        report::{Beside, Page, ReportError, write_json, write_scores},
    },
};

/// A folder that may be written.
pub struct Output {
    folder: PathBuf,
}

const PAGE: &str = "report.html";
const SCORES: &str = "scores.tsv";

impl Output {
    /// Makes the folder, so that hours of training do not end at one that cannot be written, or over an
    /// input.
    pub fn new(
        folder: &Path,
        force: bool,
        conditions: &[&str],
        inputs: &[&Path],
    ) -> anyhow::Result<Self> {
        let shown = folder.display();
        if !force && folder.join(PAGE).exists() {
            bail!("{shown} holds an evaluation: choose another folder, or --force");
        }
        make(folder)?;
        let jsons = conditions.iter().map(|key| format!("{key}.json"));
        for name in jsons.chain([SCORES.into(), PAGE.into()]) {
            check_output(&folder.join(name), inputs.iter().copied())?;
        }
        Ok(Self {
            folder: folder.into(),
        })
    }

    /// Writes all files; each is whole or not there.
    pub fn write(&self, evaluations: &[Evaluation], scores: &[OutOfFold]) -> anyhow::Result<()> {
        for evaluation in evaluations {
            let path = self.folder.join(format!("{}.json", evaluation.condition));
            write(&path, |out| write_json(evaluation, out))?;
        }
        let path = self.folder.join(SCORES);
        write(&path, |out| write_scores(evaluations, scores, out))?;
        write_page(&self.folder, evaluations, &[])
    }
}

/// Writes the page of an evaluation's folder, with published figures where there are any.
pub fn write_page(
    folder: &Path,
    evaluations: &[Evaluation],
    beside: &[Beside],
) -> anyhow::Result<()> {
    let path = folder.join(PAGE);
    let page = Page {
        title: "Evaluation",
        evaluations,
        beside,
    };
    write(&path, |out| page.write_html(out))?;
    note(path.display());
    Ok(())
}

fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ReportError>,
) -> anyhow::Result<()> {
    let written = write_whole(path, |out| write(out));
    written.with_context(|| format!("cannot write {}", path.display()))
}
