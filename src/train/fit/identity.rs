//! What tells one training from another: digests of the data and of the network.

use burn::{
    module::{ModuleVisitor, Param},
    tensor::{Device, Tensor, TensorReadError},
};
use sha2::{Digest, Sha256};

use crate::{sha256, train::folds::Split};

use super::{Classifier, Error, Source};

/// The digest of the genes of a split, as the network sees them: indices, labels, inputs.
pub(super) fn of_data(
    source: &impl Source,
    split: &Split,
    batch: usize,
    device: &Device,
) -> Result<String, Error> {
    let mut sha = Sha256::new();
    for part in [&split.train, &split.validation] {
        sha.update((part.len() as u64).to_le_bytes());
        for genes in part.chunks(batch) {
            add_genes(&mut sha, source, genes, device)?;
        }
    }
    Ok(sha256::text(&sha.finalize().into()))
}

fn add_genes(
    sha: &mut Sha256,
    source: &impl Source,
    genes: &[usize],
    device: &Device,
) -> Result<(), Error> {
    for &gene in genes {
        sha.update((gene as u64).to_le_bytes());
        sha.update([source.class(gene) as u8]);
    }
    let inputs = source.inputs(genes, None, device);
    add_tensor(sha, inputs.images)?;
    Ok(inputs.features.map_or(Ok(()), |f| add_tensor(sha, f))?)
}

fn add_tensor<const D: usize>(sha: &mut Sha256, tensor: Tensor<D>) -> Result<(), TensorReadError> {
    for extent in tensor.dims() {
        sha.update((extent as u64).to_le_bytes());
    }
    for value in tensor.try_into_vec_as::<f32>()? {
        sha.update(value.to_le_bytes());
    }
    Ok(())
}

/// The digest of a network's names, shapes and numbers, running means too. Parameter ids, which
/// are drawn anew for each network, have no part in it.
pub(super) fn of_network<N: Classifier>(network: &N) -> Result<String, Error> {
    let mut visitor = Numbers::default();
    network.valid().visit(&mut visitor);
    visitor.failed.map_or(Ok(()), Err)?;
    Ok(sha256::text(&visitor.sha.finalize().into()))
}

#[derive(Default)]
struct Numbers {
    sha: Sha256,
    failed: Option<TensorReadError>,
}

impl ModuleVisitor for Numbers {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.sha.update(name);
        self.sha.update([0]);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Err(error) = add_tensor(&mut self.sha, param.val()) {
            self.failed = Some(error);
        }
    }
}
