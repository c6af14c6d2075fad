//! The folder of an evaluation.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

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
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {shown}"))?;
        let jsons = conditions.iter().map(|key| format!("{key}.json"));
        for name in jsons.chain([SCORES.into(), PAGE.into()]) {
            check_output(&folder.join(name), inputs.iter().copied())?;
        }
        Ok(Self {
            folder: folder.into(),
        })
    }

    /// Writes all files; each is whole or not there.
    pub fn write(
        &self,
        evaluations: &[Evaluation],
        scores: &[OutOfFold],
        beside: &[Beside],
    ) -> anyhow::Result<()> {
        for evaluation in evaluations {
            let name = format!("{}.json", evaluation.condition);
            self.file(&name, |out| write_json(evaluation, out))?;
        }
        self.file(SCORES, |out| write_scores(evaluations, scores, out))?;
        let page = Page {
            title: "Evaluation",
            evaluations,
            beside,
        };
        self.file(PAGE, |out| page.write_html(out))?;
        note(format_args!("{}", self.folder.join(PAGE).display()));
        Ok(())
    }

    fn file(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ReportError>,
    ) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let written = write_whole(&path, |out| write(out));
        written.with_context(|| format!("cannot write {}", path.display()))
    }
}
