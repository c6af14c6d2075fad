//! The files that are written.

use std::{io::BufWriter, path::PathBuf};

use anyhow::Context;

use super::{Format, Kind, Show, view, view::View};
use crate::{
    bundle::Bundle,
    cli::note,
    figure::{Drawing, Page, Sheet, SheetGene},
    heatmap::{Image, write_png},
    target::{Stream, write_whole},
};

/// Rows of genes on a page of a sheet: at 10 a row, 200 genes.
const PAGE_ROWS: usize = 20;

/// Writes each gene's files, and the sheets' when they are full.
pub(super) struct Output<'b, 's> {
    show: &'s Show,
    adds_symbol: bool,
    /// How many genes there will be.
    genes: usize,
    page: Vec<SheetGene<'b>>,
    pages: usize,
}

impl<'b, 's> Output<'b, 's> {
    pub(super) fn new(show: &'s Show, adds_symbol: bool, genes: usize) -> Self {
        Self {
            show,
            adds_symbol,
            genes,
            page: Vec::new(),
            pages: 0,
        }
    }

    /// Writes what is to be drawn of a gene.
    pub(super) fn write(
        &mut self,
        view: &View<'b>,
        gene: usize,
        images: Vec<Option<Image>>,
    ) -> anyhow::Result<()> {
        let symbol = &view.bundle.genes()[gene].symbol;
        let prefix = self.prefix(symbol);
        if self.show.draws(Kind::Input) {
            self.write_inputs(view.bundle, &prefix, &images)?;
        }
        if self.show.draws(Kind::Figure) {
            view.with_figure(gene, &images, self.show.colormap, |figure| {
                let page = figure.lay_out();
                let page = page.with_context(|| format!("cannot draw {symbol}"))?;
                self.write_figure(&format!("{prefix}.figure"), &page)
            })?;
        }
        if self.show.draws(Kind::Sheet) {
            let conditions = 0..images.len();
            let lines = |index| view::short_lines(view.bundle, gene, index);
            let notes = conditions.map(lines).collect();
            self.page.push(SheetGene {
                symbol,
                images,
                notes,
            });
            if self.page.len() == self.page_len() {
                self.write_page(view.bundle)?;
            }
        }
        Ok(())
    }

    /// Writes the sheet that is not full.
    pub(super) fn finish(&mut self, bundle: &Bundle) -> anyhow::Result<()> {
        if self.page.is_empty() {
            Ok(())
        } else {
            self.write_page(bundle)
        }
    }

    fn page_len(&self) -> usize {
        self.show.columns as usize * PAGE_ROWS
    }

    /// What the names of a gene's files begin with.
    pub(super) fn prefix(&self, symbol: &str) -> String {
        // A symbol comes out of a table that anybody may have written.
        let symbol = symbol.replace(['/', '\\'], "_");
        match &self.show.output {
            Some(prefix) if self.adds_symbol => format!("{prefix}.{symbol}"),
            Some(prefix) => prefix.clone(),
            None => symbol,
        }
    }

    fn write_inputs(
        &self,
        bundle: &Bundle,
        prefix: &str,
        images: &[Option<Image>],
    ) -> anyhow::Result<()> {
        for (condition, image) in bundle.manifest().conditions.iter().zip(images) {
            let Some(image) = image else {
                continue;
            };
            let path = PathBuf::from(format!("{prefix}.{}.png", condition.key));
            let scale = self.show.scale;
            write_whole(&path, |out| {
                write_png(image, scale, out).map_err(anyhow::Error::from)
            })
            .with_context(|| format!("cannot write {}", path.display()))?;
            note(path.display());
        }
        Ok(())
    }

    /// Writes a page in each format.
    pub(super) fn write_figure(
        &self,
        prefix: &str,
        page: &Page<impl Drawing>,
    ) -> anyhow::Result<()> {
        for format in self.show.formats() {
            let extension = match format {
                Format::Png => "png",
                Format::Svg => "svg",
            };
            let path = PathBuf::from(format!("{prefix}.{extension}"));
            let write = |out: &mut BufWriter<Stream>| match format {
                Format::Png => page.write_png(out),
                Format::Svg => page.write_svg(out),
            };
            write_whole(&path, write)
                .with_context(|| format!("cannot write {}", path.display()))?;
            note(path.display());
        }
        Ok(())
    }

    fn write_page(&mut self, bundle: &Bundle) -> anyhow::Result<()> {
        let genes = std::mem::take(&mut self.page);
        self.pages += 1;
        let manifest = bundle.manifest();
        let sheet = Sheet {
            title: &manifest.name,
            subtitle: self.subtitle(genes.len()),
            synthetic: manifest.is_synthetic(),
            conditions: manifest
                .conditions
                .iter()
                .map(|c| c.label.as_str())
                .collect(),
            columns: self.show.columns as usize,
            genes,
        };
        let page = sheet.lay_out().context("cannot draw the sheet")?;
        self.write_figure(&self.page_name(), &page)
    }

    fn is_paged(&self) -> bool {
        self.genes > self.page_len()
    }

    fn subtitle(&self, genes: usize) -> String {
        match self.is_paged() {
            true => format!("{genes} genes, page {}", self.pages),
            false if genes == 1 => "1 gene".into(),
            false => format!("{genes} genes"),
        }
    }

    fn page_name(&self) -> String {
        let prefix = self.show.output.as_ref().map(|prefix| format!("{prefix}."));
        let prefix = prefix.unwrap_or_default();
        match self.is_paged() {
            true => format!("{prefix}sheet-{}", self.pages),
            false => format!("{prefix}sheet"),
        }
    }
}
