//! GFF3 with an attribute for each score.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use super::{
    Located,
    column::{FieldValue, encoded},
    located::GeneStretch,
    provenance::write_provenance,
};

impl Located<'_> {
    /// Writes GFF3: comments, and a feature `gene` for each stretch of a gene, by
    /// contig and start, with an attribute for each score that it has.
    ///
    /// # Errors
    ///
    /// If `writer` cannot be written to.
    pub fn write_gff(&self, mut writer: impl Write) -> io::Result<()> {
        writeln!(writer, "##gff-version 3")?;
        write_provenance(&mut writer, self.bundle)?;
        let mut seen = HashMap::new();
        for place in &self.places {
            let count = seen.entry(place.gene).or_insert(0);
            *count += 1;
            self.write_gff_line(&mut writer, place, *count)?;
        }
        writer.flush()
    }

    /// `count` tells the stretches of a gene apart, for IDs are unique.
    fn write_gff_line(
        &self,
        writer: &mut impl Write,
        place: &GeneStretch,
        count: u32,
    ) -> io::Result<()> {
        let gene = &self.bundle.genes()[place.gene];
        let (contig, start, end) = (encoded(&place.contig), place.start, place.end);
        let symbol = encoded(&gene.symbol);
        let id = FieldValue::of_text(&gene.ensembl_id).encoded();
        write!(
            writer,
            "{contig}\tdsdscore\tgene\t{start}\t{end}\t.\t.\t.\t"
        )?;
        write!(writer, "ID=gene:{}", id.as_ref().unwrap_or(&symbol))?;
        if count > 1 {
            write!(writer, "-{count}")?;
        }
        write!(writer, ";Name={symbol}")?;
        if let Some(id) = id {
            write!(writer, ";gene_id={id}")?;
        }
        for column in &self.columns {
            if let Some(value) = column.value(self.bundle, place.gene).encoded() {
                write!(writer, ";{}={value}", column.key)?;
            }
        }
        writeln!(writer)
    }
}
