//! The answer: what each gene is and does.

use std::io::{self, Write};

use super::{World, genes, profile::Profile};

/// Writes a line a gene: what it is, and for each condition what it does.
pub(super) fn write(world: &World, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "gene\tgene_id\tlabel\tclass")?;
    for condition in &world.options.conditions {
        let key = &condition.key;
        write!(out, "\t{key}_mean\t{key}_level\t{key}_fraction")?;
        write!(out, "\t{key}_cell_types\t{key}_times")?;
    }
    writeln!(out)?;
    for (gene, class) in world.genes.classes.iter().enumerate() {
        let (symbol, id) = (genes::symbol(gene), genes::stable_id('G', gene));
        let label = u8::from(class.is_disease_like());
        write!(out, "{symbol}\t{id}\t{label}\t{}", class.name())?;
        for expression in &world.expression {
            let (mean, profile) = (expression.means[gene], &expression.profiles[gene]);
            write_condition(world, mean, profile, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_condition(
    world: &World,
    mean: f64,
    profile: &Profile,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (options, library) = (world.options, world.options.library_size);
    let (mean, level) = (mean * library, profile.level * library);
    write!(out, "\t{mean:.6}\t{level:.6}\t{:.6}", profile.fraction)?;
    let Some(band) = &profile.band else {
        return write!(out, "\t.\t.");
    };
    let types = &options.cell_types[band.cell_types.0..=band.cell_types.1];
    let times = &options.times[band.times.0..=band.times.1];
    let times: Vec<_> = times.iter().map(f64::to_string).collect();
    write!(out, "\t{}\t{}", types.join(","), times.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::options::tests::small;

    #[test]
    fn each_gene_has_its_label_class_and_window() {
        let options = small();
        let world = World::new(&options).unwrap();
        let mut text = Vec::new();
        write(&world, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let rows: Vec<Vec<_>> = text.lines().map(|l| l.split('\t').collect()).collect();
        assert_eq!(rows.len(), 401);
        assert_eq!(rows[0][4..7], ["A_mean", "A_level", "A_fraction"]);
        for row in &rows[1..] {
            assert_eq!(row.len(), 14);
            let (label, class) = (row[2], row[3]);
            assert_eq!(label == "1", ["banded", "sparse"].contains(&class));
            assert_eq!(class == "banded", row[7] != "." && row[8] != ".");
            assert_eq!(class == "sparse", row[6] != "1.000000");
        }
    }
}
