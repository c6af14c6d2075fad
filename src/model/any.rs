//! A model of whatever kind its file says.

use std::fmt;
use std::path::Path;

use super::image::ImageModel;
use super::metadata::{self, Common};
use super::open::{self, Kind, Opened, Options};
use super::profile::{self, ProfileModel};
use super::{Provider, Result};

/// A model of any kind, ready to score.
#[derive(Debug)]
pub enum Model {
    /// It judges images of genes.
    Image(Box<ImageModel>),
    /// It judges genes' expression by cell type and time.
    Profile(Box<ProfileModel>),
}

impl Kind for Model {
    fn of(opened: Opened, path: &Path, options: &Options) -> Result<Self> {
        let kind = metadata::kind(opened.metadata.as_deref(), options.metadata.as_ref());
        match kind == profile::KIND {
            true => ProfileModel::of(opened, path, options).map(Self::from),
            // It refuses kinds that nobody knows.
            false => ImageModel::of(opened, path, options).map(Self::from),
        }
    }

    fn try_out(&mut self) -> Result<()> {
        match self {
            Self::Image(model) => model.try_out(),
            Self::Profile(model) => model.try_out(),
        }
    }
}

impl Model {
    /// Opens an ONNX file, as the kind that it says it is does.
    ///
    /// # Errors
    ///
    /// As [`ImageModel::open`] and [`ProfileModel::open`].
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        open::open(path, options)
    }

    /// Opens what an ONNX file holds, as [`Model::open`]; errors call it `path`.
    ///
    /// # Errors
    ///
    /// As [`Model::open`].
    pub fn of_bytes(network: Vec<u8>, path: &Path, options: &Options) -> Result<Self> {
        open::of_bytes(network, path, options)
    }

    /// What the metadata of all kinds say.
    #[must_use]
    pub fn common(&self) -> Common<'_> {
        match self {
            Self::Image(model) => model.metadata().common(),
            Self::Profile(model) => model.metadata().common(),
        }
    }

    /// Whether the metadata is not the file's alone, so that the digest does not tell all about the
    /// scores.
    #[must_use]
    pub fn is_overridden(&self) -> bool {
        self.opened().is_overridden
    }

    /// `sha256:` and the digest of the file in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.opened().digest
    }

    /// What executes the model: never [`Provider::Auto`].
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.opened().provider
    }

    /// Why [`Provider::Auto`] took the CPU although the library offers CUDA.
    #[must_use]
    pub fn provider_note(&self) -> Option<&str> {
        self.opened().note.as_deref()
    }

    fn opened(&self) -> &Opened {
        match self {
            Self::Image(model) => &model.opened,
            Self::Profile(model) => &model.opened,
        }
    }
}

impl From<ImageModel> for Model {
    fn from(model: ImageModel) -> Self {
        Self::Image(Box::new(model))
    }
}

impl From<ProfileModel> for Model {
    fn from(model: ProfileModel) -> Self {
        Self::Profile(Box::new(model))
    }
}

/// What it takes of a gene.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Image(model) => {
                let (height, width) = model.image_size();
                write!(f, "images of 3×{height}×{width}")
            }
            Self::Profile(model) => {
                let [cell_types, times] = model.metadata().shape();
                write!(f, "profiles of {cell_types} cell types × {times} times")
            }
        }
    }
}
