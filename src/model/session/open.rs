//! From a file to a model that is known to work.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use ort::session::Session;

use super::{DEFAULT_BATCH, Graph, Model, Options, Pixels, outside};
use crate::model::runtime::{self, Loaded};
use crate::model::{Error, Metadata, Provider, Result, metadata};
use crate::sha256;

/// What every attempt at opening needs.
struct Source<'a> {
    path: &'a Path,
    network: Vec<u8>,
    loaded: Loaded,
    options: &'a Options,
}

pub(super) fn open(path: &Path, options: &Options) -> Result<Model> {
    // The whole file, so that its digest is the digest of what runs.
    let read = |source| Error::Read {
        path: path.into(),
        source,
    };
    of_bytes(fs::read(path).map_err(read)?, path, options)
}

pub(super) fn of_bytes(network: Vec<u8>, path: &Path, options: &Options) -> Result<Model> {
    if outside::has_weights(&network) {
        return Err(Error::OutsideWeights(path.into()));
    }
    let loaded = runtime::load(options.library.as_deref())?;
    let source = Source {
        path,
        network,
        loaded,
        options,
    };
    match options.provider {
        Provider::Auto => source.automatic(),
        Provider::Cpu => source.processor(),
        provider => source.graphics(provider),
    }
}

impl Source<'_> {
    /// CUDA where it works, else the CPU with a note of why.
    fn automatic(&self) -> Result<Model> {
        if !Provider::Cuda.is_offered() {
            return self.processor();
        }
        match self.graphics(Provider::Cuda) {
            Err(error @ Error::ProviderFailed { .. }) => {
                let mut model = self.processor()?;
                model.note = Some(error.to_string());
                Ok(model)
            }
            opened => opened,
        }
    }

    fn processor(&self) -> Result<Model> {
        let load = |source| Error::Load {
            path: self.path.into(),
            source,
        };
        let session = self.session(Provider::Cpu).map_err(load)?;
        self.model(session, Provider::Cpu)
    }

    /// A provider asked for by name: it works, or there is an error.
    fn graphics(&self, provider: Provider) -> Result<Model> {
        if !provider.is_offered() {
            return Err(self.absent(provider));
        }
        let failed = |source| Error::ProviderFailed { provider, source };
        let session = match self.session(provider) {
            Ok(session) => session,
            // If the file is at fault, the CPU refuses it as well, and says so.
            Err(error) => return self.processor().and(Err(failed(error))),
        };
        let mut model = self.model(session, provider)?;
        match model.try_out() {
            Err(Error::Run(error)) => Err(failed(error)),
            tried => tried.map(|()| model),
        }
    }

    fn absent(&self, provider: Provider) -> Error {
        let found = self.loaded.found.clone();
        Error::ProviderAbsent {
            provider,
            library: found.path,
            version: found.version,
        }
    }

    fn session(&self, provider: Provider) -> ort::Result<Session> {
        let threads = self.options.threads.map(NonZeroUsize::get);
        provider.session(&self.loaded, threads, &self.network)
    }

    fn model(&self, session: Session, provider: Provider) -> Result<Model> {
        let metadata = self.metadata(&session)?;
        let wrong = |what| Error::Graph {
            path: self.path.into(),
            what,
        };
        let graph = Graph::of(&session, metadata.features.len()).map_err(wrong)?;
        let batch = self.options.batch.map_or(DEFAULT_BATCH, NonZeroUsize::get);
        Ok(Model {
            pixels: Pixels::new(graph.height * graph.width, &metadata.normalisation),
            batch: graph.fixed.unwrap_or(batch),
            digest: sha256::of(&self.network),
            is_overridden: self
                .options
                .metadata
                .as_ref()
                .is_some_and(|m| !m.is_empty()),
            library: self.loaded.found.clone(),
            note: None,
            session,
            graph,
            metadata,
            provider,
        })
    }

    fn metadata(&self, session: &Session) -> Result<Metadata> {
        let json = session.metadata()?.custom(metadata::KEY);
        let metadata = Metadata::parse(json.as_deref(), self.options.metadata.as_ref());
        metadata.map_err(|source| Error::Metadata {
            path: self.path.into(),
            source,
        })
    }
}

impl Model {
    /// Scores a grey image: some libraries of a GPU are opened only then.
    pub(in crate::model) fn try_out(&mut self) -> Result<()> {
        let grey = vec![0.5; self.image_len()];
        let features = vec![0.0; self.graph.features];
        self.score_with(&grey, &features, &mut Vec::new())
    }
}
