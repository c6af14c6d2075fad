//! The bundle's genes and scores as text.

use std::io::{self, Write};

use super::Bundle;
use crate::gene::Gene;

const PATTERN_COLUMNS: [&str; 7] = [
    "PATTERN",
    "LEVEL",
    "TAU",
    "EXPRESSED",
    "DETECTION",
    "PEAK_CELL_TYPE",
    "PEAK_TIME",
];

impl Bundle {
    /// Writes a tab-separated table: comments that say where the scores come
    /// from, a header, and a row for each gene with `symbol`, `gene_id`,
    /// `hgnc_id` and, for each condition, score and percentile under their INFO
    /// keys and, where it has patterns, class, level, tau, fraction of expressing
    /// cells, detection, and the peak's cell type and time. `.` is missing.
    ///
    /// # Errors
    ///
    /// If `writer` cannot be written to.
    pub fn export(&self, mut writer: impl Write) -> io::Result<()> {
        self.export_provenance(&mut writer)?;
        let prefix = &self.manifest.prefix;
        write!(writer, "symbol\tgene_id\thgnc_id")?;
        for (index, condition) in self.manifest.conditions.iter().enumerate() {
            let key = &condition.key;
            write!(writer, "\t{prefix}_{key}\t{prefix}_{key}_PCT")?;
            if !self.patterns(index).is_empty() {
                for column in PATTERN_COLUMNS {
                    write!(writer, "\t{prefix}_{key}_{column}")?;
                }
            }
        }
        writeln!(writer)?;
        for (index, gene) in self.genes.iter().enumerate() {
            self.export_gene(&mut writer, index, gene)?;
        }
        writer.flush()
    }

    fn export_provenance(&self, writer: &mut impl Write) -> io::Result<()> {
        let manifest = &self.manifest;
        let (name, version, digest) = (&manifest.name, &manifest.version, self.digest());
        writeln!(writer, "# bundle: {name} {version} {digest}")?;
        writeln!(writer, "# synthetic: {}", manifest.is_synthetic())?;
        for source in &manifest.scores {
            let (key, model) = (&source.condition, &source.model);
            let digest = model.digest.as_deref().unwrap_or("no digest");
            let (name, version) = (&model.name, &model.version);
            writeln!(writer, "# model of {key}: {name} {version} {digest}")?;
        }
        Ok(())
    }

    fn export_gene(&self, writer: &mut impl Write, index: usize, gene: &Gene) -> io::Result<()> {
        write!(writer, "{}", gene.symbol)?;
        write_text(writer, &gene.ensembl_id)?;
        write_text(writer, &gene.hgnc_id)?;
        for condition in 0..self.manifest.conditions.len() {
            let score = self.score(index, condition);
            write_number(writer, score)?;
            write_number(writer, score.and_then(|s| self.percentile(condition, s)))?;
            if !self.patterns(condition).is_empty() {
                self.export_pattern(writer, index, condition)?;
            }
        }
        writeln!(writer)
    }

    fn export_pattern(
        &self,
        writer: &mut impl Write,
        index: usize,
        condition: usize,
    ) -> io::Result<()> {
        let pattern = self.pattern(index, condition);
        let axes = &self.manifest.conditions[condition];
        let peak = pattern.and_then(|pattern| pattern.peak);
        // Patterns have been seen to lie within the axes.
        let cell_type = peak.and_then(|peak| axes.cell_types.get(peak.cell_type));
        let time = peak.and_then(|peak| axes.times.get(peak.time));
        write_text(writer, pattern.map_or("", |pattern| pattern.class.name()))?;
        write_number(writer, pattern.map(|pattern| pattern.level))?;
        write_number(writer, pattern.and_then(|pattern| pattern.tau))?;
        write_number(writer, pattern.and_then(|pattern| pattern.expressed))?;
        write_number(writer, pattern.and_then(|pattern| pattern.detection))?;
        write_text(writer, cell_type.map_or("", String::as_str))?;
        write_text(writer, time.map_or("", |time| &time.label))
    }
}

fn write_text(writer: &mut impl Write, text: &str) -> io::Result<()> {
    write!(writer, "\t{}", if text.is_empty() { "." } else { text })
}

fn write_number(writer: &mut impl Write, number: Option<f32>) -> io::Result<()> {
    match number {
        Some(number) => write!(writer, "\t{number}"),
        None => write!(writer, "\t."),
    }
}
