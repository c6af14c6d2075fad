//! Files that are open, before their values are read.

use super::{
    counted::{CountedFile, CountedFiles},
    error::FromAtlasError,
    genes::JoinedGenes,
    measured::Measured,
    options::{AtlasOptions, Step},
    sources::{self, ConditionSource},
};
use crate::{
    atlas::{AtlasInput, ConditionGroups, GroupedFile, Values},
    bundle::{Builder, Condition, Description, Time},
    heatmap::{Fill, Scale, Transform},
};

/// Files with the genes and conditions of the bundle that they become.
pub(super) struct Opened<'a> {
    options: AtlasOptions<'a>,
    files: Vec<GroupedFile>,
    genes: JoinedGenes,
    /// Where each condition of the bundle is.
    sources: Vec<ConditionSource>,
}

impl<'a> Opened<'a> {
    /// Opens the files, and finds each condition in one of them.
    pub(super) fn open(
        inputs: &[AtlasInput],
        options: AtlasOptions<'a>,
    ) -> Result<Self, FromAtlasError> {
        let files = inputs.iter().map(|input| input.open(options.config));
        let files = files.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            options,
            genes: JoinedGenes::new(&files),
            sources: sources::find(&files, options.config)?,
            files,
        })
    }

    /// Adds what the configuration and the files say of themselves. Simulated data stays so,
    /// whatever the description says.
    pub(super) fn describe(&self, description: &mut Description) {
        let config = self.options.config;
        description.synthetic |=
            config.synthetic || self.files.iter().any(GroupedFile::is_synthetic);
        description.atlas.matrix = Some(config.matrix.to_string());
        description.atlas.values = Some(config.values.to_string());
        description.atlas.config = Some(config.digest.clone());
    }

    /// What somebody should know, a sentence each.
    pub(super) fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<_> = self.files.iter().flat_map(warnings_of).collect();
        warnings.extend(self.unused());
        warnings.extend(self.genes.warning());
        warnings.extend(self.logarithm_of_normalised());
        warnings
    }

    /// Labels that are in none of the files may be misspelt.
    fn unused(&self) -> Option<String> {
        let (first, others) = self.files.split_first()?;
        let nowhere = |label: &&String| others.iter().all(|f| f.groups().unused().contains(label));
        let labels = first.groups().unused().iter().filter(nowhere);
        let labels: Vec<_> = labels.cloned().collect();
        let path = self.options.config.path.display();
        (!labels.is_empty()).then(|| format!("{path}: no cell has {}", labels.join(", ")))
    }

    /// Normalised values mostly are logarithms, of which the recipe would take another.
    fn logarithm_of_normalised(&self) -> Option<String> {
        let AtlasOptions { config, recipe, .. } = self.options;
        let is_logarithm = matches!(recipe.transform, Transform::Log10 | Transform::Log1p);
        let is_doubtful = config.values == Values::Normalised && is_logarithm;
        is_doubtful.then(|| {
            "the values are normalised, and the recipe takes a logarithm of them: if they are \
             logarithms already, build with --transform none"
                .into()
        })
    }

    /// Checks what the bundle's manifest and genes will be called.
    pub(super) fn check_names(&self, description: Description) -> Result<(), FromAtlasError> {
        let genes = self.genes.genes().to_vec();
        let recipe = Some(self.options.recipe.clone());
        let without_matrices =
            Builder::new(description, recipe, self.conditions(), genes, Vec::new());
        Ok(without_matrices.check_names(self.options.output)?)
    }

    /// The conditions of the bundle.
    fn conditions(&self) -> Vec<Condition> {
        let groups = |source: &ConditionSource| {
            &self.files[source.file].groups().conditions()[source.condition]
        };
        self.sources
            .iter()
            .map(|source| condition(groups(source)))
            .collect()
    }

    /// Reads each file once.
    pub(super) fn measure(
        self,
        progress: &mut dyn FnMut(Step),
    ) -> Result<Measured<'a>, FromAtlasError> {
        let recipe = self.options.recipe;
        let histograms = matches!(recipe.scale, Scale::Percentile(_)) && recipe.fill != Fill::Mean;
        let conditions = self.conditions();
        let (genes, genes_of_files) = self.genes.into_parts();
        let (mut files, mut measured) = (Vec::new(), Vec::new());
        for (index, (file, of_file)) in self.files.into_iter().zip(genes_of_files).enumerate() {
            let told = |cells| progress(Step::Means(file.path(), cells, file.cells()));
            let mut stats = Vec::new();
            for (condition, found) in file.expression(histograms, told)?.into_iter().enumerate() {
                let source = ConditionSource {
                    file: index,
                    condition,
                };
                if let Some(place) = self.sources.iter().position(|s| *s == source) {
                    let means = of_file.in_bundle(found.means, genes.len(), f32::NAN);
                    let detected = of_file.in_bundle(found.detected, genes.len(), 0);
                    measured.push((place, means, detected));
                }
                stats.push(found.stats);
            }
            files.push(CountedFile {
                file,
                genes: of_file,
                stats,
            });
        }
        measured.sort_by_key(|&(place, ..)| place);
        let matrices = measured
            .into_iter()
            .map(|(_, means, detected)| (means, detected));
        let (means, detected) = matrices.unzip();
        Ok(Measured {
            genes,
            conditions,
            means,
            detected,
            counted: CountedFiles {
                options: self.options,
                files,
                sources: self.sources,
            },
        })
    }
}

fn warnings_of(file: &GroupedFile) -> Vec<String> {
    let path = file.path().display();
    let warnings = file.warnings().into_iter();
    warnings.map(|text| format!("{path}: {text}")).collect()
}

fn condition(groups: &ConditionGroups) -> Condition {
    let times = groups.times.iter().map(|time| Time {
        label: time.label.clone(),
        value: time.value,
    });
    let cells = groups.cells_by_type().into_iter();
    Condition {
        key: groups.key.clone(),
        label: groups.label.clone(),
        cell_types: groups.cell_types.clone(),
        times: times.collect(),
        cells: cells.map(|cells| cells as u64).collect(),
        ceiling: None,
    }
}
