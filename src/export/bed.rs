//! BED with a column for each score.

use std::io::{self, Write};

use super::{
    Located,
    column::{FieldColumn, FieldValue, encoded},
    located::GeneStretch,
    provenance::write_provenance,
};

impl Located<'_> {
    /// Writes BED: comments, of which one names the columns, and a line for each
    /// stretch of a gene, by contig and start. Columns 1 to 6 are BED's own,
    /// `gene_id` follows, then a column for each score. `.` is missing.
    ///
    /// Comments that begin with `##INFO` define the columns for VCF.
    ///
    /// With `score`, BED's fifth column has these numbers, and genes without one are left out; see
    /// [`Located::numbers`].
    ///
    /// # Errors
    ///
    /// If `writer` cannot be written to.
    pub fn write_bed(&self, mut writer: impl Write, score: Option<&FieldColumn>) -> io::Result<()> {
        write_provenance(&mut writer, self.bundle)?;
        self.write_definitions(&mut writer)?;
        write!(writer, "#chrom\tstart\tend\tsymbol\tscore\tstrand\tgene_id")?;
        for column in &self.columns {
            write!(writer, "\t{}", column.key)?;
        }
        writeln!(writer)?;
        for place in &self.places {
            let score = score.map(|column| column.value(self.bundle, place.gene));
            if score != Some(FieldValue::Missing) {
                self.write_bed_line(&mut writer, place, score.unwrap_or(FieldValue::Missing))?;
            }
        }
        writer.flush()
    }

    fn write_bed_line(
        &self,
        writer: &mut impl Write,
        place: &GeneStretch,
        score: FieldValue,
    ) -> io::Result<()> {
        let gene = &self.bundle.genes()[place.gene];
        let (contig, start, end) = (&place.contig, place.start - 1, place.end);
        let symbol = encoded(&gene.symbol);
        let id = FieldValue::of_text(&gene.ensembl_id);
        write!(
            writer,
            "{contig}\t{start}\t{end}\t{symbol}\t{score}\t.\t{id}"
        )?;
        for column in &self.columns {
            let value = column.value(self.bundle, place.gene).encoded();
            write!(writer, "\t{}", value.as_deref().unwrap_or("."))?;
        }
        writeln!(writer)
    }

    /// What `bcftools annotate` needs to know of the columns.
    fn write_definitions(&self, writer: &mut impl Write) -> io::Result<()> {
        let manifest = self.bundle.manifest();
        let synthetic = if manifest.is_synthetic() {
            "SYNTHETIC: not a result. "
        } else {
            ""
        };
        for column in &self.columns {
            let (number, kind) = if column.is_number() {
                ("1", "Float")
            } else {
                (".", "String")
            };
            let words = column.describe(self.bundle).replace(['"', '\\'], "'");
            let key = &column.key;
            writeln!(
                writer,
                "##INFO=<ID={key},Number={number},Type={kind},Description=\"{synthetic}{words}\">"
            )?;
        }
        let key = format!("{}_GENE", manifest.prefix);
        writeln!(
            writer,
            "##INFO=<ID={key},Number=.,Type=String,Description=\"{synthetic}Scored genes that the variant overlaps\">"
        )
    }
}
