//! What all inputs of a run have in common.

use super::Options;
use crate::{
    annotate::Naming,
    bundle::Bundle,
    cli::{note, progress, shell},
    gene::{Gene, RegulatoryRegions},
    hits::{self, GeneSource},
    rank::{
        Assembly, Carriers, KnownGenes, Lists, Pedigree, Phenotypes, Ranked, Request, RollCall,
        Scores, Written, controls, rank,
    },
    score::Scorer,
    variant::{Reader, RegionList},
};

/// What INFO keys begin with where no bundle says.
const PREFIX: &str = "DSD";

/// What is asked for, with the lists that were read for it.
pub struct Session<'o> {
    options: &'o Options,
    request: Request,
    regions: Option<RegionList>,
    prefix: String,
    command: String,
    pedigree: Option<Pedigree>,
    known: Option<KnownGenes>,
    regulatory: Option<RegulatoryRegions>,
    phenotypes: Option<Phenotypes>,
}

impl<'o> Session<'o> {
    /// Reads the lists, and says on stderr what is not found in the bundle.
    pub fn new(
        options: &'o Options,
        request: Request,
        bundle: Option<&Bundle>,
    ) -> anyhow::Result<Self> {
        let genes = bundle.map_or(&[][..], Bundle::genes);
        let prefix = bundle.map_or(PREFIX, |bundle| &bundle.manifest().prefix);
        Ok(Self {
            prefix: options.genes.prefix(prefix)?,
            command: command_line(std::env::args_os().skip(1)),
            pedigree: options.pedigree()?,
            known: options.known(genes)?,
            regulatory: options.regulatory()?,
            phenotypes: options.phenotypes(genes)?,
            regions: options.regions_file()?,
            request,
            options,
        })
    }

    /// Ranks the genes of an input's patients.
    pub fn rank(
        &self,
        reader: &mut Reader,
        scorer: Option<&mut Scorer<'_>>,
        keeps_records: bool,
    ) -> anyhow::Result<Ranked> {
        let source = self.source(reader, scorer.is_some())?;
        note(format_args!(
            "{}: genes from {}",
            reader.name().replace(char::is_control, "?"),
            source.describe()
        ));
        let mut scores = match scorer {
            Some(scorer) => {
                self.note_other_scores(reader, scorer);
                Scores::Bundle(scorer)
            }
            None => Scores::Written(Box::new(self.written(reader)?)),
        };
        self.options.genes.check_synthetic(scores.is_synthetic())?;
        let lists = Lists {
            pedigree: self.pedigree.as_ref(),
            known: self.known.as_ref(),
            regulatory: self.regulatory.as_ref(),
            phenotypes: self.phenotypes.as_ref(),
            notes: self.options.notes(),
        };
        let bar = progress::bar(None, "variants");
        let mut tell = |count| bar.inc(count as u64);
        let request = self.request_of(reader)?;
        let ranked = rank(
            reader,
            source,
            &mut scores,
            &request,
            &lists,
            keeps_records,
            &mut tell,
        );
        bar.finish_and_clear();
        let mut ranked = ranked?;
        ranked.ranking.command.clone_from(&self.command);
        Ok(ranked)
    }

    /// The samples of an input of controls, by the filters on variants; `genes` are the bundle's. Says on
    /// stderr where its genes are from.
    pub fn controls(
        &self,
        reader: &mut Reader,
        genes: &[Gene],
    ) -> anyhow::Result<(Vec<Carriers>, Option<Assembly>)> {
        let source = self.options.genes.source(reader)?;
        note(format_args!(
            "{}: controls, genes from {}",
            reader.name().replace(char::is_control, "?"),
            source.describe()
        ));
        let bar = progress::bar(None, "variants");
        let mut tell = |count| bar.inc(count as u64);
        let request = self.request_of(reader)?;
        let found = controls(reader, source, genes, &request, &mut tell);
        bar.finish_and_clear();
        Ok(found?)
    }

    /// What is asked for of an input, with the regions as its contigs are called.
    fn request_of(&self, reader: &Reader) -> anyhow::Result<Request> {
        let mut request = self.request.clone();
        let (regions, contigs) = (self.regions.as_ref(), reader.dictionary());
        request.filters.regions = self.options.regions(regions, contigs)?;
        Ok(request)
    }

    /// For telling of names that no input has, once all were seen.
    pub fn roll_call(&self) -> RollCall<'_> {
        RollCall::new(&self.request, self.pedigree.as_ref())
    }

    /// What the fields of a VCF are called. The header's command has no paths, which may name patients.
    pub fn naming(&self, no_version: bool) -> Naming {
        let version = format!("Version={}", env!("CARGO_PKG_VERSION"));
        Naming {
            prefix: self.prefix.clone(),
            why: false,
            program: "rank",
            command: (!no_version).then_some(version),
        }
    }

    /// An input with scores names its genes by them, if by nothing else.
    fn source(&self, reader: &Reader, has_bundle: bool) -> anyhow::Result<GeneSource> {
        match self.options.genes.source(reader) {
            Err(error) if !has_bundle && is_missing(&error) => Ok(GeneSource::Known),
            source => source,
        }
    }

    /// Says so where the input has scores of another bundle, which are not used.
    fn note_other_scores(&self, reader: &Reader, scorer: &Scorer) {
        let Ok(written) = self.written(reader) else {
            return;
        };
        let other = written
            .bundle()
            .filter(|other| other.digest != scorer.bundle().digest());
        if let Some(other) = other {
            note(format_args!(
                "the scores in {} are of another bundle ({} {}): those of {} are used",
                reader.name(),
                other.name,
                other.version,
                scorer.bundle().path().display()
            ));
        }
    }

    fn written(&self, reader: &Reader) -> anyhow::Result<Written> {
        let (header, dictionary) = (reader.header(), reader.dictionary());
        let written = Written::find(header, dictionary, &self.prefix, reader.name())?;
        Ok(written)
    }
}

fn is_missing(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<hits::Error>();
    matches!(error, Some(hits::Error::NoSource { .. }))
}

/// The words of the command, as a shell reads them.
fn command_line(words: impl Iterator<Item = std::ffi::OsString>) -> String {
    let quoted = words.map(|word| shell::word(&word.to_string_lossy()));
    let words: Vec<_> = ["dsdscore".to_string()].into_iter().chain(quoted).collect();
    words.join(" ")
}
