//! Annotating variants: records in, their genes' scores as INFO fields out.
//!
//! Records pass through in windows. Of each window the genes are found, the scores that they lack
//! computed in batches, and the records written, INFO extended, in the order in which they came.
//!
//! ```
//! use dsdscore::{
//!     annotate::{Naming, Target, annotate},
//!     bundle::Bundle,
//!     hits::{GeneSource, SourceKind},
//!     score::Scorer,
//!     variant::Reader,
//! };
//!
//! # use dsdscore::{bundle::{Description, ModelSource}, import::{ScoresTable, from_scores}};
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name).display().to_string();
//! # let table = ScoresTable::read("examples/published-scores.tsv", &[])?;
//! # let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! # builder.write(path("scores.dsd"))?;
//! let bundle = Bundle::open(path("scores.dsd"))?;
//! let mut scorer = Scorer::new(&bundle, Vec::new())?;
//! let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! let genes = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
//! let naming = Naming::new(&bundle.manifest().prefix, "annotate");
//! let target = Target::new(path("scored.bcf"));
//! let summary = annotate(&mut reader, genes, &mut scorer, &naming, &target, &mut |_| ())?;
//! assert!(summary.scored > 0);
//! # assert!(std::path::Path::new(&path("scored.bcf")).exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;

use crate::{
    gene::Registry,
    hits::{Finder, GeneSource, Summary},
    info::Annotation,
    score::Scorer,
    variant::{Edit, Format, IndexKind, Reader, Writer},
};

pub use self::error::Error;
pub use crate::info::Naming;

/// Input taken in at once where scores are computed, so that batches are full.
const COMPUTING_WINDOW: usize = 4 * 1024 * 1024;

/// Where the annotated records go.
#[derive(Clone, Debug)]
pub struct Target {
    /// The path, `-` being standard output.
    pub path: String,
    /// The format.
    pub format: Format,
    /// More threads for compression.
    pub threads: usize,
    /// The index to write beside the file.
    pub index: Option<IndexKind>,
}

impl Target {
    /// A file in the format of its name's ending, plain VCF for `-`, without an index.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            format: Format::from_extension(&path),
            path,
            threads: 0,
            index: None,
        }
    }
}

/// Annotates all records of a reader. The output stands once this returns.
///
/// `progress` is told how many records each window had.
///
/// # Errors
///
/// Returns an error where the input is damaged, the output cannot be written, the header already
/// has fields of these names that are another program's, or a score cannot be computed. No output
/// file stands then.
pub fn annotate(
    reader: &mut Reader,
    source: GeneSource,
    scorer: &mut Scorer,
    naming: &Naming,
    target: &Target,
    progress: &mut dyn FnMut(usize),
) -> Result<Summary, Error> {
    let mut annotation = Annotation::new(reader.header(), scorer, naming, &[])?;
    let header = annotation.header();
    let mut writer = Writer::create(&target.path, target.format, target.threads, header)?;
    let keys = annotation.keys(reader.dictionary(), writer.dictionary());
    let genes = Registry::new(scorer.bundle().genes());
    let mut finder = Finder::new(source, genes, reader);
    if scorer.is_computing() {
        reader.set_window_size(COMPUTING_WINDOW);
    }
    while reader.advance()? {
        finder.find(reader)?;
        scorer.compute(finder.genes())?;
        for i in 0..reader.len() {
            let record = reader.record(i);
            let is_scored = annotation.set(&record, finder.of(i), scorer);
            finder.summary.scored += u64::from(is_scored);
            let values = annotation.values();
            writer.write(
                &record,
                &Edit {
                    keys: &keys,
                    values,
                },
            )?;
        }
        progress(reader.len());
    }
    writer.finish(target.index)?;
    Ok(finder.summary)
}
