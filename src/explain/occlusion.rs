//! What a network looks at: block by block of a gene's image is replaced, and the image judged anew
//! (Zeiler & Fergus 2014, doi:10.1007/978-3-319-10590-1_53).
//!
//! Of what stands in a block's place, what is usual is that of the gene as it is, and the numbers that a
//! network takes beside an image stay the gene's: so its level is held.

mod batch;
mod drawn;
mod images;
mod painted;
mod sums;

use rayon::prelude::*;

use self::{
    batch::Batch,
    images::{GeneViews, Occluder},
    sums::Answers,
};
use super::{
    Error, GeneMap,
    judge::{Judge, Question},
};
use crate::{
    bundle::{Blocks, Bundle, Way},
    model::image::ImageModel,
    score::Inputs,
};

/// So many bytes of images are drawn before they are judged.
const GROUP_BYTES: usize = 32 << 20;
/// More genes are not drawn at a time.
const LARGEST_GROUP: usize = 16;

/// A network, and how blocks of its images are replaced.
pub(super) struct Occlusion<'b> {
    question: Question,
    occluder: Occluder<'b>,
    asked: Asked<'b>,
    /// How many genes are drawn at a time.
    group: usize,
}

/// The network, and what waits for it.
struct Asked<'b> {
    bundle: &'b Bundle,
    model: ImageModel,
    inputs: Inputs,
    batch: Batch,
}

impl<'b> Occlusion<'b> {
    /// Pairs a network with a condition of a bundle.
    ///
    /// # Errors
    ///
    /// If the bundle has no images like those that the network learnt from, or their blocks cannot be
    /// replaced.
    pub(super) fn new(
        bundle: &'b Bundle,
        question: Question,
        model: ImageModel,
    ) -> Result<Self, Error> {
        let condition = &bundle.manifest().conditions[question.condition];
        let inputs = Inputs::new(bundle, condition, &model)?;
        let (height, width) = model.image_size();
        let of_gene = (question.blocks.len() + 1) * height * width * 3;
        Ok(Self {
            question,
            occluder: Occluder::new(bundle, question)?,
            group: (GROUP_BYTES / of_gene.max(1)).clamp(1, LARGEST_GROUP),
            asked: Asked {
                bundle,
                batch: Batch::new(&model, inputs.features()),
                model,
                inputs,
            },
        })
    }
}

impl Judge for Occlusion<'_> {
    fn way(&self) -> Way {
        Way::Occlusion
    }

    fn blocks(&self) -> Blocks {
        self.question.blocks
    }

    /// Layers of random weights cancel one another out.
    fn is_strong_by_learning(&self) -> bool {
        true
    }

    /// While the images of some genes are judged, those of the next are drawn.
    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let (occluder, asked) = (&self.occluder, &mut self.asked);
        let mut groups = genes.chunks(self.group);
        let mut answers = Answers::default();
        let mut views = draw(occluder, groups.next().unwrap_or_default())?;
        while !views.is_empty() {
            let next = groups.next().unwrap_or_default();
            let (judged, drawn) = rayon::join(
                || asked.judge(&views, &mut answers),
                || draw(occluder, next),
            );
            judged?;
            progress(views.len());
            views = drawn?;
        }
        asked.flush(&mut answers)?;
        Ok(answers.maps())
    }
}

/// The images of genes, drawn side by side.
fn draw(occluder: &Occluder<'_>, genes: &[usize]) -> Result<Vec<Option<GeneViews>>, Error> {
    let drawn = genes.par_iter();
    let drawn = drawn.map_init(
        || None,
        |pen, &gene| match pen {
            Some(pen) => occluder.views(gene, pen),
            None => occluder.views(gene, pen.insert(occluder.pen()?)),
        },
    );
    drawn.collect()
}

impl Asked<'_> {
    /// Judges the images of genes in batches that are full: what is left waits for the next.
    fn judge(&mut self, views: &[Option<GeneViews>], answers: &mut Answers) -> Result<(), Error> {
        for views in views {
            let Some(views) = views else {
                answers.begin(None);
                continue;
            };
            answers.begin(Some(views));
            for image in &views.images {
                let features = self.batch.put(image);
                self.inputs
                    .put(self.bundle, &self.model, views.gene, features)?;
                if self.batch.is_full() {
                    self.flush(answers)?;
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self, answers: &mut Answers) -> Result<(), Error> {
        let (images, features) = self.batch.filled();
        if !images.is_empty() {
            answers.take(&self.model.judge(images, features)?);
        }
        self.batch.clear();
        Ok(())
    }
}
