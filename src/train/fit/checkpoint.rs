//! All that a training needs to go on after a kill, in one file.
//!
//! A [container](super::container) of five parts: a JSON header (options, digests), the epochs so
//! far, the weights, the weights of the best epoch, the optimiser's state, the last three in
//! Burn's own format. Random numbers need no state: those of an epoch follow from its number.

mod epochs;
mod header;
#[cfg(test)]
mod tests;

use std::{io, path::Path};

use burn::{
    optim::{ModuleOptimizer, OptimizerRecord},
    store::{ModuleRecord, RecordError},
    tensor::Bytes,
};

use self::header::Header;
use super::{
    Classifier, Error, FitOptions,
    container::{self, Damage},
    optimiser,
    state::State,
};

/// The file of a training.
pub(super) struct Checkpoint<'a> {
    path: &'a Path,
    options: &'a FitOptions,
    header: Header,
}

impl<'a> Checkpoint<'a> {
    /// `data` and `network` are digests.
    pub(super) fn new(
        path: &'a Path,
        options: &'a FitOptions,
        data: String,
        network: String,
    ) -> Self {
        Self {
            path,
            options,
            header: Header::new(options, data, network),
        }
    }

    /// Writes the file, whole or not at all.
    pub(super) fn write<N: Classifier>(&self, state: &State<N>) -> Result<(), Error> {
        let record = |source| self.record(source);
        let optimiser = state.optimiser.to_record();
        let header = self.header.clone().with_optimiser(optimiser.len());
        let header = header.text().map_err(|error| self.file("write", error))?;
        let epochs = epochs::pack(&state.epochs);
        let optimiser = optimiser.into_bytes().map_err(record)?;
        let weights = pack(&state.network).map_err(record)?;
        let best = pack(&state.best).map_err(record)?;
        let parts = [header.as_bytes(), &epochs, &weights, &best, &optimiser];
        container::write(self.path, parts).map_err(|error| self.file("write", error))
    }

    /// The state in the file, or `state` where there is no file. `state` is as before the first
    /// epoch.
    pub(super) fn resume<N: Classifier>(&self, state: State<N>) -> Result<State<N>, Error> {
        let parts = match container::read(self.path) {
            Err(Damage::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(state),
            result => result.map_err(|damage| self.refuse(damage))?,
        };
        let [header, epochs, weights, best, optimiser] = parts;
        let header = self.header(&header)?;
        let epochs = epochs::unpack(&epochs);
        Ok(State {
            network: self.unpack(&state.best, weights)?.train(),
            best: self.unpack(&state.best, best)?,
            optimiser: self.optimiser(&header, optimiser)?,
            epochs: epochs.ok_or_else(|| self.unusable("its epochs cannot be read"))?,
        })
    }

    fn header(&self, text: &[u8]) -> Result<Header, Error> {
        let theirs = serde_json::from_slice(text);
        let theirs = theirs.map_err(|_| self.unusable("its header cannot be read"))?;
        match self.header.difference(&theirs) {
            None => Ok(theirs),
            Some(what) => Err(Error::Other {
                path: self.path.into(),
                what,
            }),
        }
    }

    /// The network with weights. It shares none with `like`.
    fn unpack<N: Classifier>(&self, like: &N, bytes: Vec<u8>) -> Result<N, Error> {
        let record = ModuleRecord::from_bytes(Bytes::from_bytes_vec(bytes));
        let network = record.and_then(|record| like.valid().try_load_record(record));
        network.map_err(|source| self.record(source))
    }

    fn optimiser(&self, header: &Header, bytes: Vec<u8>) -> Result<ModuleOptimizer, Error> {
        let record = OptimizerRecord::from_bytes(Bytes::from_bytes_vec(bytes));
        let record = record.map_err(|source| self.record(source))?;
        let optimiser = optimiser::new(self.options).load_record(record);
        // Burn leaves out what it cannot take back, and would begin anew there.
        if optimiser.to_record().len() != header.optimiser() {
            return Err(self.unusable("the optimiser's state is not whole"));
        }
        Ok(optimiser)
    }

    fn file(&self, action: &'static str, source: io::Error) -> Error {
        let path = self.path.into();
        Error::File {
            action,
            path,
            source,
        }
    }

    fn record(&self, source: RecordError) -> Error {
        let path = self.path.into();
        Error::Record { path, source }
    }

    fn unusable(&self, what: &'static str) -> Error {
        let path = self.path.into();
        Error::Checkpoint { path, what }
    }

    fn refuse(&self, damage: Damage) -> Error {
        match damage {
            Damage::Io(source) => self.file("read", source),
            Damage::Foreign => self.unusable("no checkpoint of this version of the program"),
            Damage::Cut => self.unusable("the checkpoint was cut"),
            Damage::Changed => self.unusable("the checkpoint was changed"),
        }
    }
}

fn pack<N: Classifier>(network: &N) -> Result<Bytes, RecordError> {
    network.valid().into_record().into_bytes()
}
