//! Images on their way into a bundle.

use std::{
    env,
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use super::{
    BundleError,
    error::ImageError,
    images::{ImageEntry, encode_index},
};
use crate::{
    heatmap::{Image, PngEncoder},
    target::folder_of,
};

/// Keeps the images of a bundle that is not written yet in a file without a
/// name, in the folder of the bundle to be: they are many, and the sections
/// before theirs are not known until the end. Nothing stays of it, whatever
/// happens.
///
/// Images may come in any order. For many threads: let each have a
/// [`PngEncoder`], and one take the PNGs by [`ImageStore::push_png`].
///
/// ```no_run
/// use dsdscore::{
///     bundle::{Builder, ImageStore},
///     heatmap::{CellsRef, Image, Renderer},
/// };
///
/// /// `genes` gives each condition's genes with their single cells.
/// fn write<'a>(
///     mut builder: Builder,
///     mut renderer: Renderer,
///     genes: impl Iterator<Item = (usize, usize, CellsRef<'a>)>,
///     detected: [ndarray::Array3<u32>; 2],
/// ) -> Result<(), Box<dyn std::error::Error>> {
///     let mut store = ImageStore::create("gonad.dsd", 2, builder.genes().len())?;
///     let mut image = Image::default();
///     for (condition, gene, cells) in genes {
///         let ceiling = builder.manifest().conditions[condition].ceiling;
///         renderer.render_cells(&cells, ceiling.unwrap_or(1.0), &mut image)?;
///         store.push(condition, gene, &image)?;
///     }
///     builder.set_images(store);
///     for (condition, detected) in detected.iter().enumerate() {
///         builder.compute_patterns(condition, Some(detected.view()))?;
///     }
///     Ok(builder.write("gonad.dsd")?)
/// }
/// ```
#[derive(Debug)]
pub struct ImageStore {
    output: PathBuf,
    file: File,
    encoder: PngEncoder,
    genes: usize,
    /// By condition and gene: where each begins, and its entry; length 0 for none.
    places: Vec<(u64, ImageEntry)>,
    end: u64,
    size: Option<(usize, usize)>,
}

impl ImageStore {
    /// A store for the bundle to be written to `output`, with so many
    /// conditions and genes.
    ///
    /// # Errors
    ///
    /// If there is no such folder, or no room in it.
    pub fn create(
        output: impl AsRef<Path>,
        conditions: usize,
        genes: usize,
    ) -> Result<Self, BundleError> {
        let output = output.as_ref().to_path_buf();
        let file = tempfile::tempfile_in(folder(&output)).map_err(|source| BundleError::Write {
            path: output.clone(),
            source: source.kind().into(),
        })?;
        Ok(Self {
            output,
            file,
            encoder: PngEncoder::default(),
            genes,
            places: vec![(0, ImageEntry::default()); conditions.saturating_mul(genes)],
            end: 0,
            size: None,
        })
    }

    /// Adds the image of a gene in a condition, by their indices.
    ///
    /// # Errors
    ///
    /// As [`ImageStore::push_png`], and if the image has no pixels.
    pub fn push(
        &mut self,
        condition: usize,
        gene: usize,
        image: &Image,
    ) -> Result<(), BundleError> {
        let png = self.encoder.encode(image);
        let png = png.map_err(|source| self.failed(condition, gene, source.into()))?;
        self.push_png(condition, gene, &png)
    }

    /// Adds an image that [`encode_png`](crate::heatmap::encode_png) or a
    /// [`PngEncoder`] made.
    ///
    /// # Errors
    ///
    /// If there is no such condition or gene, it has an image already, the
    /// image is not as large as the others, or the file cannot be written.
    pub fn push_png(
        &mut self,
        condition: usize,
        gene: usize,
        png: &[u8],
    ) -> Result<(), BundleError> {
        let number = self.check(condition, gene, png);
        let number = number.map_err(|source| self.failed(condition, gene, source))?;
        self.file
            .write_all(png)
            .map_err(|source| BundleError::Write {
                path: self.output.clone(),
                source,
            })?;
        let entry = ImageEntry::of(png)
            .ok_or_else(|| self.failed(condition, gene, ImageError::TooLarge))?;
        self.places[number] = (self.end, entry);
        self.end += png.len() as u64;
        Ok(())
    }

    /// Where the image belongs.
    fn check(&mut self, condition: usize, gene: usize, png: &[u8]) -> Result<usize, ImageError> {
        let number = self.number(gene, condition).ok_or(ImageError::NoSuch)?;
        if self.places[number].1.len > 0 {
            return Err(ImageError::Twice);
        }
        let found = size_of(png).ok_or(ImageError::NotPng)?;
        let expected = *self.size.get_or_insert(found);
        if found == expected {
            Ok(number)
        } else {
            Err(ImageError::Size { found, expected })
        }
    }

    fn failed(&self, condition: usize, gene: usize, source: ImageError) -> BundleError {
        BundleError::Image {
            path: self.output.clone(),
            gene: format!("number {gene}"),
            condition: format!("number {condition}"),
            source: Box::new(source),
        }
    }

    fn number(&self, gene: usize, condition: usize) -> Option<usize> {
        let number = condition.checked_mul(self.genes)?.checked_add(gene)?;
        (gene < self.genes && number < self.places.len()).then_some(number)
    }

    /// Whether the gene has an image.
    pub fn has(&self, gene: usize, condition: usize) -> bool {
        let number = self.number(gene, condition);
        number.is_some_and(|number| self.places[number].1.len > 0)
    }

    /// Height and width of the images; `None` where there is none.
    pub(super) fn size(&self) -> Option<(usize, usize)> {
        self.size
    }

    /// For how many conditions × genes it was made.
    pub(super) fn capacity(&self) -> usize {
        self.places.len()
    }

    /// The bytes of all images.
    pub(super) fn len(&self) -> u64 {
        self.end
    }

    /// The index of the section of images.
    pub(super) fn index(&self) -> Vec<u8> {
        let entries: Vec<_> = self.places.iter().map(|&(_, entry)| entry).collect();
        encode_index(&entries)
    }

    /// Writes the images in the order of the index.
    pub(super) fn copy(&self, writer: &mut impl Write) -> io::Result<()> {
        let mut png = Vec::new();
        for (start, entry) in &self.places {
            png.resize(entry.len as usize, 0);
            self.file.read_exact_at(&mut png, *start)?;
            writer.write_all(&png)?;
        }
        Ok(())
    }
}

/// The folder that will have the bundle; where it is no file, that of temporary files.
fn folder(output: &Path) -> PathBuf {
    let is_stream = fs::metadata(output).is_ok_and(|metadata| !metadata.is_file());
    if is_stream || output == Path::new("-") {
        return env::temp_dir();
    }
    folder_of(output).into()
}

/// Height and width that the PNG says; `None` where it does not.
fn size_of(png: &[u8]) -> Option<(usize, usize)> {
    let side = |at: usize| {
        let bytes = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes) as usize)
    };
    (png.get(12..16)? == b"IHDR").then_some((side(20)?, side(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn image(byte: u8, width: usize) -> Image {
        let mut image = Image::default();
        image.set_rgb8(2, width, &vec![byte; 6 * width]).unwrap();
        image
    }

    fn store() -> (tempfile::TempDir, ImageStore) {
        let directory = tempfile::tempdir().unwrap();
        let store = ImageStore::create(directory.path().join("x.dsd"), 2, 3).unwrap();
        (directory, store)
    }

    #[test]
    fn what_does_not_belong_is_refused_and_named() {
        let (_directory, mut store) = store();
        store.push(0, 1, &image(1, 4)).unwrap();
        for (condition, gene, width, message) in [
            (0, 1, 4, "twice"),
            (0, 3, 4, "no such gene"),
            (2, 0, 4, "no such gene"),
            (usize::MAX, 0, 4, "no such gene"),
            (1, 1, 5, "2 pixels high and 5 wide instead of 2 and 4"),
        ] {
            let error = store.push(condition, gene, &image(1, width)).unwrap_err();
            let source = std::error::Error::source(&error).unwrap().to_string();
            assert!(source.contains(message), "{source}");
            assert!(error.to_string().contains(&format!("number {gene} ")));
        }
        for error in [
            store.push_png(1, 1, b"text").unwrap_err(),
            store.push(1, 1, &Image::default()).unwrap_err(),
        ] {
            assert!(error.to_string().contains("number 1 "), "{error}");
        }
    }

    #[test]
    fn nothing_is_seen_in_the_folder_and_a_folder_must_be() {
        let (directory, mut store) = store();
        store.push(0, 1, &image(1, 4)).unwrap();
        assert_eq!(directory.path().read_dir().unwrap().count(), 0);
        let missing = directory.path().join("missing/x.dsd");
        let error = ImageStore::create(&missing, 1, 1).unwrap_err();
        assert!(error.to_string().contains("missing/x.dsd"), "{error}");
    }
}
