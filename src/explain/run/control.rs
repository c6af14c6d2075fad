//! The control: the same of networks with random weights, as far as the journal does not know it.

use std::cell::RefCell;

use super::{Run, Subject};
use crate::{
    bundle::{Blocks, Control, Way},
    explain::{
        Error, ExplainEvent, GeneMap, ModelFile,
        control::Draws,
        journal::{Journal, Whose},
        judge::{self, Judge},
    },
};

/// A model whose maps are kept in the journal, or known from it.
struct Kept<'a, 'b> {
    journal: &'a RefCell<&'a mut Journal>,
    whose: Whose,
    known: Vec<Option<GeneMap>>,
    judge: Box<dyn Judge + 'b>,
}

impl Judge for Kept<'_, '_> {
    fn way(&self) -> Way {
        self.judge.way()
    }

    fn blocks(&self) -> Blocks {
        self.judge.blocks()
    }

    fn is_strong_by_learning(&self) -> bool {
        self.judge.is_strong_by_learning()
    }

    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        if self.known.len() == genes.len() {
            return Ok(std::mem::take(&mut self.known));
        }
        let maps = self.judge.maps(genes, progress)?;
        self.journal.borrow_mut().add(self.whose, &maps)?;
        Ok(maps)
    }
}

impl Run<'_> {
    /// Compares a source's maps, one a gene of the bundle, with those of its model with random weights;
    /// `None` where nobody asked, or there are no weights.
    pub(super) fn control(
        &mut self,
        subject: &Subject<'_>,
        maps: &[Option<GeneMap>],
    ) -> Result<Option<Control>, Error> {
        let Some(file) = subject.file.filter(|_| self.options.draws > 0) else {
            return Ok(None);
        };
        let (bundle, model, question) = (self.bundle, self.model, subject.question);
        let draws = Draws {
            network: &file.bytes,
            maps,
            genes: self.options.control_genes,
            draws: self.options.draws,
            seed: self.options.seed,
        };
        (self.on)(ExplainEvent::Control {
            draws: self.options.draws,
        });
        let journal = RefCell::new(&mut *self.journal);
        let mut number = 0;
        let judge = |bytes| {
            number += 1;
            let whose = Whose {
                source: subject.source,
                draw: Some(number),
            };
            let path = file.path.clone();
            let judge = judge::open(bundle, question, ModelFile { path, bytes }, model)?;
            let judge = judge.map_err(Error::NoControl)?;
            let known = journal.borrow_mut().take(whose);
            let kept = Kept {
                journal: &journal,
                whose,
                known,
                judge,
            };
            Ok(Box::new(kept) as Box<dyn Judge>)
        };
        draws.control(judge, || (self.on)(ExplainEvent::Drawn))
    }
}
