//! From what was said of images to maps of genes.

use std::{collections::VecDeque, mem};

use super::images::GeneViews;
use crate::{explain::GeneMap, model::image::Judged};

/// What was said so far of images that come gene by gene.
#[derive(Default)]
pub(super) struct Answers {
    genes: Vec<Option<Gene>>,
    /// Those whose images are not all judged yet.
    open: VecDeque<usize>,
}

/// A gene whose images are judged.
struct Gene {
    /// How many images it has.
    count: usize,
    judged: Vec<Judged>,
    /// The numbers of the images of blocks, and of cell types; none where it was not measured.
    blocks: Vec<Option<usize>>,
    cell_types: Vec<Option<usize>>,
}

impl Answers {
    /// The images of a gene, or of one without any, come next.
    pub(super) fn begin(&mut self, views: Option<&GeneViews>) {
        if views.is_some() {
            self.open.push_back(self.genes.len());
        }
        self.genes.push(views.map(|views| Gene {
            count: views.images.len(),
            judged: Vec::with_capacity(views.images.len()),
            blocks: views.blocks.clone(),
            cell_types: views.cell_types.clone(),
        }));
    }

    /// Takes what was said of the next images.
    pub(super) fn take(&mut self, mut judged: &[Judged]) {
        while let (Some(&first), false) = (self.open.front(), judged.is_empty()) {
            let Some(gene) = &mut self.genes[first] else {
                break;
            };
            let (taken, rest) = judged.split_at(judged.len().min(gene.count - gene.judged.len()));
            gene.judged.extend_from_slice(taken);
            judged = rest;
            if gene.judged.len() == gene.count {
                self.open.pop_front();
            }
        }
    }

    /// The maps of all genes, once all is said.
    pub(super) fn maps(self) -> Vec<Option<GeneMap>> {
        let genes = self.genes.into_iter();
        genes
            .map(|gene| gene.and_then(|mut gene| gene.map()))
            .collect()
    }
}

impl Gene {
    /// The first image is the gene's own.
    fn map(&mut self) -> Option<GeneMap> {
        let judged = mem::take(&mut self.judged);
        let own = judged.first()?;
        let change = |image: &Option<usize>| match image.and_then(|image| judged.get(image)) {
            Some(without) => own.log_odds - without.log_odds,
            None => f32::NAN,
        };
        Some(GeneMap {
            log_odds: own.log_odds,
            blocks: self.blocks.iter().map(change).collect(),
            cell_types: self.cell_types.iter().map(change).collect(),
            members: own.members,
        })
    }
}
