//! `atlas.toml`: how a bundle is built from the atlas.

use std::io::{self, Write};

use toml::Value;

use super::{Options, atlas_files, options::Condition};

/// Writes the configuration; its first key says that the data is synthetic.
pub(super) fn write(options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let files = atlas_files(options).into_iter();
    let atlases: Vec<_> = files.map(|(name, _)| format!("--atlas {name}")).collect();
    let columns = &options.columns;
    write!(
        out,
        "# dsdscore bundle build {} --config atlas.toml -o simulated.dsd\n\
         synthetic = true\n\
         name = \"simulated\"\n\
         source = \"dsdscore simulate\"\n\
         description = {}\n\
         matrix = \"X\"\n\
         values = \"counts\"\n\
         \n\
         [columns]\n\
         cell_type = {}\n\
         time = {}\n\
         condition = {}\n\
         \n\
         [genes]\n\
         symbol = \"index\"\n\
         id = \"gene_ids\"\n",
        atlases.join(" "),
        text(&format!("synthetic, seed {}", options.seed)),
        text(&columns.cell_type),
        text(&columns.time),
        text(&columns.condition),
    )?;
    let mut conditions = options.conditions.iter();
    conditions.try_for_each(|condition| write_condition(options, condition, out))
}

fn write_condition(
    options: &Options,
    condition: &Condition,
    out: &mut dyn Write,
) -> io::Result<()> {
    let types: Vec<_> = options.cell_types.iter().map(|t| text(t)).collect();
    let times: Vec<_> = options.times.iter().map(|t| Value::from(*t)).collect();
    write!(
        out,
        "\n[[condition]]\nkey = {}\nlabel = {}\ncell_types = [{}]\ntimes = {}\n",
        text(&condition.key),
        text(&condition.label),
        types.join(", "),
        Value::from(times),
    )
}

/// A text as TOML quotes it.
fn text(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::options::tests::small;

    #[test]
    fn names_are_quoted_and_the_file_says_it_is_synthetic() {
        let mut options = small();
        options.cell_types[0] = "a \"stem\" cell".into();
        options.columns.time = "PCW".into();
        let mut toml = Vec::new();
        write(&options, &mut toml).unwrap();
        let table: toml::Table = toml::from_str(std::str::from_utf8(&toml).unwrap()).unwrap();
        assert_eq!(table["synthetic"], Value::from(true));
        assert_eq!(table["columns"]["time"].as_str(), Some("PCW"));
        let condition = &table["condition"][1];
        assert_eq!(condition["label"].as_str(), Some("second"));
        assert_eq!(condition["cell_types"][0].as_str(), Some("a \"stem\" cell"));
        assert_eq!(condition["times"][1].as_float(), Some(1.5));
    }
}
