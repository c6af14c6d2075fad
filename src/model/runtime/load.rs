//! Loads the library, once a process.

use std::env;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ort::environment::Environment;
use ort::logging::LogLevel;

use super::{Error, Found, Surroundings, find};

/// ONNX Runtime, started.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub(crate) found: Found,
    pub(crate) environment: Environment,
}

/// A process can load one library and start one environment, which ends when the
/// last holder drops it and cannot be started again: so it is held here.
static LOADED: Mutex<Option<Loaded>> = Mutex::new(None);

/// Finds and starts ONNX Runtime, or gives the one that runs already.
///
/// # Errors
///
/// None found, a bad one named, or another one than the one that runs.
pub(crate) fn load(explicit: Option<&Path>) -> Result<Loaded, Error> {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = loaded.as_ref() {
        return same(running, explicit);
    }
    let started = start(find(explicit, &Surroundings::of_process())?)?;
    Ok(loaded.insert(started).clone())
}

fn same(running: &Loaded, explicit: Option<&Path>) -> Result<Loaded, Error> {
    let Some(explicit) = explicit else {
        return Ok(running.clone());
    };
    let wanted = find(Some(explicit), &Surroundings::default())?.path;
    let used = running.found.path.clone();
    if wanted.canonicalize().ok() == used.canonicalize().ok() {
        return Ok(running.clone());
    }
    Err(Error::SecondLibrary { used, wanted })
}

fn start(found: Found) -> Result<Loaded, Error> {
    let failed = |why: String| Error::Start {
        path: found.path.clone(),
        why,
    };
    let builder = ort::init_from(&found.path).map_err(|error| failed(error.to_string()))?;
    let builder = builder.with_name("dsdscore").with_telemetry(false);
    let builder = match env::var_os("ORT_LOG") {
        Some(_) => builder,
        // Every failure comes back as an error as well: don't say it twice.
        None => builder.with_logger(Arc::new(|_, _, _, _, _| ())),
    };
    let environment = builder.build().map_err(|error| failed(error.to_string()))?;
    if env::var_os("ORT_LOG").is_none() {
        environment.set_log_level(LogLevel::Error);
    }
    Ok(Loaded { found, environment })
}
