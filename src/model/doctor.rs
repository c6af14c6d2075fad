//! Says what a machine has for scoring, by trying it.

use std::fmt;
use std::path::Path;

use ndarray::Array4;
use ort::value::Tensor;

use super::open::Kind;
use super::runtime::{self, Found, LibraryPlace, Loaded, Miss, Surroundings};
use super::{Error, Model, Options, Provider};

/// A network of a few nodes, N×3×4×2 to N×2, by which a provider is tried.
const PROBE: &[u8] = include_bytes!("probe.onnx");

/// What a machine has for scoring.
#[derive(Debug)]
pub struct Report {
    /// Every place where ONNX Runtime may be, in the order of the search.
    pub places: Vec<(LibraryPlace, Result<Found, Miss>)>,
    /// The one that is used, or why none can be.
    pub runtime: Result<Found, runtime::Error>,
    /// What happened when each provider was tried; empty without a runtime.
    pub providers: Vec<ProviderReport>,
    /// What happened when the model that was named was opened and tried.
    pub model: Option<Result<Model, Error>>,
}

/// What happened when a provider was tried.
#[derive(Debug)]
pub struct ProviderReport {
    /// Which.
    pub provider: Provider,
    /// Whether the library was built with it.
    pub offered: bool,
    /// Whether it ran a small network, or why not.
    pub works: Result<(), String>,
}

impl Report {
    /// What `--provider auto` would take: CUDA or the CPU; `None` where nothing works.
    pub fn automatic(&self) -> Option<Provider> {
        let mut providers = [Provider::Cuda, Provider::Cpu].into_iter();
        providers.find(|&provider| self.works(provider))
    }

    /// Whether a provider ran a small network.
    pub fn works(&self, provider: Provider) -> bool {
        let mut reports = self.providers.iter();
        match provider {
            Provider::Auto => self.automatic().is_some(),
            _ => reports.any(|report| report.provider == provider && report.works.is_ok()),
        }
    }

    /// Whether scoring is possible, with the model if one was named.
    pub fn is_well(&self) -> bool {
        self.automatic().is_some() && !matches!(self.model, Some(Err(_)))
    }
}

/// Looks everywhere for ONNX Runtime, starts the one that `options` lead to, runs a
/// small network on every provider and, if named, the model with `options`.
pub fn examine(options: &Options, model: Option<&Path>) -> Report {
    let library = options.library.as_deref();
    let places = runtime::survey(library, &Surroundings::of_process());
    let loaded = runtime::load(library);
    let providers = loaded.as_ref().map(try_all).unwrap_or_default();
    let model = model
        .filter(|_| loaded.is_ok())
        .map(|path| try_model(path, options));
    Report {
        places,
        runtime: loaded.map(|loaded| loaded.found),
        providers,
        model,
    }
}

fn try_all(loaded: &Loaded) -> Vec<ProviderReport> {
    let report = |provider: Provider| {
        let offered = provider.is_offered();
        let works = match offered {
            true => try_provider(provider, loaded).map_err(|error| error.to_string()),
            false => Err("this library was built without it".into()),
        };
        ProviderReport {
            provider,
            offered,
            works,
        }
    };
    Provider::REAL.map(report).into()
}

fn try_provider(provider: Provider, loaded: &Loaded) -> ort::Result<()> {
    let mut session = provider.session(loaded, None, PROBE)?;
    let image = Tensor::from_array(Array4::from_elem((1, 3, 4, 2), 0.5_f32))?;
    session.run(ort::inputs![image]).map(drop)
}

fn try_model(path: &Path, options: &Options) -> Result<Model, Error> {
    let mut model = Model::open(path, options)?;
    model.try_out()?;
    Ok(model)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Where ONNX Runtime may be, in the order of the search:")?;
        for (place, result) in &self.places {
            match result {
                Ok(Found { path, version, .. }) => {
                    writeln!(f, "  {place}: {version} at {}", path.display())?;
                }
                Err(why) => writeln!(f, "  {place}: {why}")?,
            }
        }
        match &self.runtime {
            Ok(found) => writeln!(f, "In use: {found}")?,
            Err(error) => return writeln!(f, "None can be used: {error}"),
        }
        self.write_providers(f)?;
        self.write_model(f)
    }
}

impl Report {
    fn write_providers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Providers, each tried with a small network:")?;
        for report in &self.providers {
            match &report.works {
                Ok(()) => writeln!(f, "  {}: works", report.provider)?,
                Err(why) => writeln!(f, "  {}: {why}", report.provider)?,
            }
        }
        match self.automatic() {
            Some(provider) => writeln!(f, "--provider auto takes: {provider}"),
            None => writeln!(f, "--provider auto: nothing works"),
        }
    }

    fn write_model(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.model {
            None => Ok(()),
            Some(Err(error)) => writeln!(f, "The model cannot be used: {error}"),
            Some(Ok(model)) => {
                let (common, provider) = (model.common(), model.provider());
                let (name, version, condition) = (common.name, common.version, common.condition);
                writeln!(
                    f,
                    "The model works: {name} {version}, condition {condition}, {model}, \
                     on {provider}, {}",
                    model.digest()
                )
            }
        }
    }
}
