//! From a file to a session of ONNX Runtime that is known to work.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use ort::session::Session;
use serde_json::{Map, Value};

use super::runtime::{self, Loaded};
use super::{Error, Provider, Result, external_data, members, metadata};
use crate::sha256;

/// How many rows, such as images, go through a network at a time, if nothing else is asked for.
pub const DEFAULT_BATCH: usize = 32;

/// How to open a model.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// ONNX Runtime's library or its folder; searched for if `None`.
    pub library: Option<PathBuf>,
    /// What executes the network.
    pub provider: Provider,
    /// Threads of the CPU for one batch; ONNX Runtime's choice if `None`.
    pub threads: Option<NonZeroUsize>,
    /// Rows a batch; [`DEFAULT_BATCH`] if `None`. A network of a fixed batch size has its own.
    pub batch: Option<NonZeroUsize>,
    /// What completes or replaces the metadata of the file, key by key
    /// ([`super::metadata::read_overrides`]).
    pub metadata: Option<Map<String, Value>>,
    /// Whether the members of an ensemble of networks for images tell their answers too
    /// ([`ImageModel::judge`](super::image::ImageModel::judge)).
    pub members: bool,
}

/// A network that was opened, of whatever kind.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) session: Session,
    /// The JSON of the file's metadata, if it has any.
    pub(super) metadata: Option<String>,
    /// Whether something replaces or completes them.
    pub(super) is_overridden: bool,
    /// Of the file.
    pub(super) digest: String,
    /// Never [`Provider::Auto`].
    pub(super) provider: Provider,
    /// Why [`Provider::Auto`] took the CPU although the library offers CUDA.
    pub(super) note: Option<String>,
}

/// A kind of model.
pub(super) trait Kind: Sized {
    /// Checks that a network that was opened is of this kind; errors call its file `path`.
    fn of(opened: Opened, path: &Path, options: &Options) -> Result<Self>;

    /// Runs it once: some libraries of a GPU are opened only then.
    fn try_out(&mut self) -> Result<()>;
}

/// What every attempt at opening needs.
struct Source<'a> {
    path: &'a Path,
    network: Vec<u8>,
    loaded: Loaded,
    options: &'a Options,
}

/// Opens a file.
pub(super) fn open<M: Kind>(path: &Path, options: &Options) -> Result<M> {
    // The whole file, so that its digest is the digest of what runs.
    let read = |source| Error::Read {
        path: path.into(),
        source,
    };
    of_bytes(fs::read(path).map_err(read)?, path, options)
}

/// Opens the bytes of a file; errors call it `path`.
pub(super) fn of_bytes<M: Kind>(network: Vec<u8>, path: &Path, options: &Options) -> Result<M> {
    if external_data::is_used(&network) {
        return Err(Error::ExternalData(path.into()));
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
        Provider::Cpu => source.processor(None),
        provider => source.graphics(provider),
    }
}

impl Source<'_> {
    /// CUDA where it works, else the CPU with a note of why.
    fn automatic<M: Kind>(&self) -> Result<M> {
        if !Provider::Cuda.is_offered() {
            return self.processor(None);
        }
        match self.graphics(Provider::Cuda) {
            Err(error @ Error::ProviderFailed { .. }) => self.processor(Some(error.to_string())),
            opened => opened,
        }
    }

    fn processor<M: Kind>(&self, note: Option<String>) -> Result<M> {
        let load = |source| Error::Load {
            path: self.path.into(),
            source,
        };
        let session = self.session(Provider::Cpu).map_err(load)?;
        self.model(session, Provider::Cpu, note)
    }

    /// A provider asked for by name: it works, or there is an error.
    fn graphics<M: Kind>(&self, provider: Provider) -> Result<M> {
        if !provider.is_offered() {
            return Err(self.absent(provider));
        }
        let failed = |source| Error::ProviderFailed { provider, source };
        let session = match self.session(provider) {
            Ok(session) => session,
            // If the file is at fault, the CPU refuses it as well, and says so.
            Err(error) => return self.processor::<M>(None).and(Err(failed(error))),
        };
        let mut model: M = self.model(session, provider, None)?;
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
        let told = self.options.members.then(|| members::told(&self.network));
        let network = told.flatten();
        let network = network.as_deref().unwrap_or(&self.network);
        provider.session(&self.loaded, threads, network)
    }

    fn model<M: Kind>(
        &self,
        session: Session,
        provider: Provider,
        note: Option<String>,
    ) -> Result<M> {
        let overrides = self.options.metadata.as_ref();
        let metadata = session.metadata()?.custom(metadata::KEY);
        let opened = Opened {
            metadata,
            is_overridden: overrides.is_some_and(|overrides| !overrides.is_empty()),
            digest: sha256::of(&self.network),
            session,
            provider,
            note,
        };
        M::of(opened, self.path, self.options)
    }
}
