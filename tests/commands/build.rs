//! `bundle build`: from tables of expression and of scores.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Folder, HEADER, Run, gzip, root};

const TABLE: &str = "gene,condition,cell_type,time,mean\n\
    MYH6,day,cardiomyocyte,PCW6,1.5\nMYH6,day,cardiomyocyte,PCW8,2\n\
    MYH6,day,\"fibroblast, atrial\",PCW6,0\nMYH6,night,cardiomyocyte,PCW6,3\n\
    TNNT2,day,cardiomyocyte,PCW6,0.25\nTNNT2,night,cardiomyocyte,PCW6,4\n";

const SCORES: &str =
    "symbol\tcondition\tscore\nMYH6\tday\t0.75\nMYH6\tnight\t0.5\nTNNT2\tday\t0.25\n";

fn build(folder: &Folder, args: &str) -> Run {
    folder.run(
        ["bundle", "build"]
            .into_iter()
            .chain(args.split_whitespace()),
    )
}

fn manifest(folder: &Folder, bundle: &str) -> Value {
    let run = folder
        .run(["bundle", "info", "--json", bundle])
        .assert_success();
    serde_json::from_slice(&run.out).unwrap()
}

fn export(folder: &Folder, bundle: &str) -> String {
    let run = folder.run(["bundle", "export", bundle]).assert_success();
    let lines = run.text().lines().filter(|line| !line.starts_with("# "));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_table_may_have_commas_or_tabs_and_be_gzipped() {
    let folder = Folder::new();
    let plain = TABLE.replace("\"fibroblast, atrial\"", "fibroblast");
    let tabs = plain.replace(',', "\t");
    folder.write("t.csv", &plain);
    folder.write("t.tsv", &tabs);
    folder.write("t.tsv.gz", gzip(&tabs));
    folder.write("windows.csv", plain.replace('\n', "\r\n"));
    for table in ["t.csv", "t.tsv", "t.tsv.gz", "windows.csv"] {
        let args = format!("--name heart --table {table} -o {table}.dsd");
        let run = build(&folder, &args).assert_success();
        assert_has!(run.err, "2 genes, conditions day, night");
    }
    let first = folder.read("t.csv.dsd");
    for other in ["t.tsv.dsd", "t.tsv.gz.dsd", "windows.csv.dsd"] {
        assert!(first == folder.read(other), "{other}");
    }
}

#[test]
fn a_table_gives_conditions_cell_types_and_times() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    build(&folder, "--table t.csv -o b.dsd").assert_success();
    let manifest = manifest(&folder, "b.dsd");
    let day = &manifest["conditions"][0];
    assert_eq!(
        day["cell_types"],
        json!(["cardiomyocyte", "fibroblast, atrial"])
    );
    assert_eq!(day["times"][1], json!({"label": "PCW8", "value": 8.0}));
    assert_eq!(manifest["recipe"]["fill"], "mean");
    assert_eq!(manifest["recipe"]["transform"], "log10");
}

const FRACTIONS: &str = "values = 'fractions'\n[[condition]]\nkey = 'F'\n\
    columns.a = { cell_type = 'germ', time = 1 }\ncolumns.b = { cell_type = 'soma', time = 1 }\n";

#[test]
fn residuals_are_asked_for_in_a_word_and_transformed_as_the_values_need() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    folder.write("f.csv", "gene,a,b\nSOX9,0.5,0.1\nFOXL2,0,1\nAMH,0.25,0.2\n");
    folder.write("f.toml", FRACTIONS);
    folder.write("l.toml", FRACTIONS.replace("fractions", "logarithms"));
    let wide = "--table f.csv --config";
    for (args, transform) in [
        ("--table t.csv".to_string(), "log1p"),
        ("--table t.csv --transform log10".into(), "log10"),
        (format!("{wide} f.toml"), "arcsine"),
        (format!("{wide} l.toml"), "none"),
    ] {
        build(&folder, &format!("{args} --scale residual -o b.dsd")).assert_success();
        let recipe = &manifest(&folder, "b.dsd")["recipe"];
        let parts = [&recipe["scale"], &recipe["fill"], &recipe["colormap"]];
        assert_eq!(parts, ["residual", "mean", "bwr"]);
        assert_eq!(recipe["transform"], transform, "{args}");
        folder.succeed("bundle verify b.dsd");
        assert_has!(folder.succeed("bundle info b.dsd").text(), "how unusual");
    }
    // A recipe's other steps are its own.
    folder.write("r.json", r#"{"fill": "mean", "colormap": "turbo"}"#);
    let args = "--table t.csv --recipe r.json --scale residual -o b.dsd";
    build(&folder, args).assert_success();
    let recipe = &manifest(&folder, "b.dsd")["recipe"];
    assert_eq!(
        [&recipe["colormap"], &recipe["transform"]],
        ["turbo", "log10"]
    );
    folder.succeed("show MYH6 -b b.dsd -o shown --format svg");
    let figure = String::from_utf8(folder.read("shown.figure.svg")).unwrap();
    assert_has!(figure, "unusual for its level");
}

#[test]
fn what_is_no_fraction_has_no_arcsine() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    let run = build(&folder, "--table t.csv --transform arcsine -o b.dsd");
    assert_eq!(run.code, Some(1));
    assert_has!(
        run.err,
        "t.csv, condition day",
        "the expression value 2 is no fraction"
    );
}

#[test]
fn the_ceiling_may_be_a_percentile() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    let ceiling = |scale: &str| {
        build(&folder, &format!("--table t.csv --scale {scale} -o b.dsd")).assert_success();
        let manifest = manifest(&folder, "b.dsd");
        manifest["conditions"][0]["ceiling"].as_f64().unwrap()
    };
    // numpy.percentile(numpy.log10([1, 3, 2.5, 1.25]), 50)
    assert!((ceiling("percentile=50") - 0.247_425).abs() < 1e-6);
    assert_eq!(ceiling("percentile=100"), ceiling("max"));
    for wrong in ["percentile=x", "percentile", "median"] {
        let run = build(&folder, &format!("--table t.csv --scale {wrong} -o b.dsd"));
        assert_eq!(run.code, Some(2), "{wrong}");
        assert_has!(run.err, "percentile=P");
    }
    let run = build(&folder, "--table t.csv --scale percentile=101 -o b.dsd");
    assert_has!(run.err, "scale.percentile is 101");
}

#[test]
fn the_example_table_becomes_a_bundle() {
    let folder = Folder::new();
    let (table, recipe) = (
        root("examples/simulated-expression.tsv"),
        root("examples/recipe.json"),
    );
    let args = format!(
        "--synthetic --recipe {} --atlas-name Simulated --licence CC0-1.0 -o s.dsd --table {}",
        recipe.display(),
        table.display()
    );
    build(&folder, &args).assert_success();
    let manifest = manifest(&folder, "s.dsd");
    let wanted: Value = serde_json::from_str(&fs::read_to_string(recipe).unwrap()).unwrap();
    assert_eq!(manifest["recipe"], wanted);
    assert_eq!(manifest["synthetic"], true);
    assert_eq!(manifest["name"], "simulated-expression.tsv");
    assert_eq!(manifest["atlas"]["licence"], "CC0-1.0");
    let verified = folder.succeed("bundle verify s.dsd");
    assert!(
        verified.text().starts_with("intact: 120 genes"),
        "{}",
        verified.text()
    );
}

#[test]
fn published_scores_come_out_as_they_went_in() {
    let folder = Folder::new();
    folder.write("s.tsv", SCORES);
    let args = "--scores s.tsv --model-name Net --model-version 2 --training-set known -o s.dsd";
    build(&folder, args).assert_success();
    let header =
        "symbol\tgene_id\thgnc_id\tDSD_day\tDSD_day_PCT\tDSD_night\tDSD_night_PCT\tsynonyms\n";
    let rows = "MYH6\t.\t.\t0.75\t.\t0.5\t.\t.\nTNNT2\t.\t.\t0.25\t.\t.\t.\t.\n";
    assert_eq!(export(&folder, "s.dsd"), format!("{header}{rows}"));
    let manifest = manifest(&folder, "s.dsd");
    let model = &manifest["scores"][0]["model"];
    for (key, value) in [("name", "Net"), ("version", "2"), ("training_set", "known")] {
        assert_eq!(model[key], value);
    }
    assert_eq!(manifest["recipe"], Value::Null);
}

/// The percentiles are scipy.stats.percentileofscore(scores, score, kind="mean").
#[test]
fn scores_that_are_said_to_be_of_all_genes_have_percentiles() {
    let folder = Folder::new();
    folder.write("s.tsv", SCORES);
    let run = build(&folder, "--scores s.tsv --scores-complete -o s.dsd").assert_success();
    let warning = "percentiles of condition day will be among 2 genes";
    assert!(run.err.contains(warning), "{}", run.err);
    let rows = export(&folder, "s.dsd");
    let expected = "MYH6\t.\t.\t0.75\t75\t0.5\t50\t.\nTNNT2\t.\t.\t0.25\t25\t.\t.\t.\n";
    assert!(rows.ends_with(expected), "{rows}");
    folder.write(
        "in.vcf",
        format!("{HEADER}chr1\t5\t.\tA\tC\t.\t.\tCSQ=C|x|TNNT2|\tGT\t0/1\t0/0\n"),
    );
    let run = folder.succeed("annotate -b s.dsd in.vcf");
    assert!(run.text().contains("DSD_day_PCT=25"), "{}", run.text());
    assert!(!run.err.contains("no percentiles"), "{}", run.err);
    for wrong in ["--table s.tsv", "--atlas s.tsv --config c"] {
        let run = build(&folder, &format!("{wrong} --scores-complete -o b.dsd"));
        assert_eq!(run.code, Some(2), "{wrong}");
    }
}

#[test]
fn bad_rows_are_refused_with_file_and_line() {
    let folder = Folder::new();
    for (row, part) in [
        ("MYH6,day,x,PCW6,many", "\"many\" in the column \"mean\""),
        ("MYH6,day,x,PCW6,-1", "0 or more"),
        ("MYH6,day,x,PCW6,inf", "finite"),
        ("MYH6,day,x,PCW6,NaN", "leave out the rows"),
        ("MYH6,day,x,week six,1", "the time \"week six\""),
        ("MYH6,day,x,PCW6", "4 columns, the header has 5"),
        (",day,x,PCW6,1", "is empty"),
        ("MYH6,day,\"x,PCW6,1", "quote"),
        ("MYH6,day,cardiomyocyte,PCW6,1.5", "leave one"),
    ] {
        folder.write("t.csv", format!("{TABLE}{row}\n"));
        let err = build(&folder, "--table t.csv -o new.dsd").assert_error();
        assert_has!(err, "t.csv, line 8", part);
        assert_eq!(folder.names(), ["t.csv"]);
    }
    folder.write("t.csv", [TABLE.as_bytes(), b"\xff,day,x,PCW6,1\n"].concat());
    let err = build(&folder, "--table t.csv -o new.dsd").assert_error();
    assert!(err.contains("line 8") && err.contains("UTF-8"), "{err}");
}

#[test]
fn bad_headers_are_refused_with_what_they_have() {
    let folder = Folder::new();
    for (table, part) in [
        (TABLE.replace("mean", "median"), "no column \"mean\""),
        (TABLE.replace("mean", "median"), "\"median\""),
        (
            TABLE.replace(",time", ",cell_type"),
            "two columns \"cell_type\": rename one",
        ),
        (
            TABLE.lines().next().unwrap().into(),
            "no row below its header",
        ),
        (String::new(), "no header line"),
    ] {
        folder.write("t.csv", &table);
        let err = build(&folder, "--table t.csv -o new.dsd").assert_error();
        assert!(err.contains("t.csv") && err.contains(part), "{part}: {err}");
        assert_eq!(folder.names(), ["t.csv"]);
    }
    let err = build(&folder, "--table absent.csv -o new.dsd").assert_error();
    assert_has!(err, "cannot read the table absent.csv: No such file");
}

#[test]
fn bad_scores_are_refused_with_file_and_line() {
    let folder = Folder::new();
    for (row, part) in [
        (
            "MYH6\tday\t0.5",
            "MYH6 has the score 0.5 in the condition day here and 0.75 in line 2",
        ),
        ("X\tday\t1.5", "\"1.5\" is not a number from 0 to 1"),
        ("X\tday\thigh", "\"high\" is not a number"),
        ("X\tday\t-0.1", "\"-0.1\" is not a number"),
        ("X\tday\tNaN", "\"NaN\" is not a number"),
        ("X\tday", "2 columns, the header has 3"),
        ("X\t\t0.5", "\"condition\" is empty"),
    ] {
        folder.write("s.tsv", format!("{SCORES}{row}\n"));
        let err = build(&folder, "--scores s.tsv -o new.dsd").assert_error();
        assert!(err.contains("s.tsv, line 5") && err.contains(part), "{err}");
        assert_eq!(folder.names(), ["s.tsv"]);
    }
    folder.write("s.tsv", format!("{SCORES}MYH6\tday\t0.75\n"));
    build(&folder, "--scores s.tsv -o new.dsd").assert_success();
}

#[test]
fn a_failed_build_leaves_the_bundle_that_was_there() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    build(&folder, "--table t.csv -o b.dsd").assert_success();
    let before = folder.read("b.dsd");
    folder.write("t.csv", format!("{TABLE}x\n"));
    build(&folder, "--table t.csv -o b.dsd").assert_error();
    assert!(folder.read("b.dsd") == before);
    assert_eq!(folder.names(), ["b.dsd", "t.csv"]);
}

#[test]
fn conditions_get_the_keys_that_are_given() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    let args = "--table t.csv -o b.dsd --condition day=D --condition night=N";
    build(&folder, args).assert_success();
    let manifest = manifest(&folder, "b.dsd");
    for (i, label, key) in [(0, "day", "D"), (1, "night", "N")] {
        assert_eq!(manifest["conditions"][i]["label"], label);
        assert_eq!(manifest["conditions"][i]["key"], key);
    }
    for (keys, part) in [
        (
            "--condition dusk=D",
            "dusk=D: the table has the conditions day, night",
        ),
        (
            "--condition day=D --condition night=D",
            "give each condition a key of its own",
        ),
        ("--condition day=D-1", "cannot be part of an INFO key"),
        ("--condition day=GENE", "GENE"),
        ("--prefix 1x", "the prefix \"1x\" cannot begin an INFO key"),
    ] {
        let err = build(&folder, &format!("--table t.csv -o new.dsd {keys}")).assert_error();
        assert!(err.contains(part), "{err}");
        assert!(!folder.path("new.dsd").exists());
    }
}

#[test]
fn a_recipe_is_taken_from_a_file_and_checked() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    let text = fs::read_to_string(root("examples/recipe.json")).unwrap();
    let recipe: Value = serde_json::from_str(&text).unwrap();
    let with = |key: &str, value: Value| {
        let mut changed = recipe.clone();
        changed[key] = value;
        folder.write("r.json", changed.to_string());
        build(&folder, "--table t.csv --recipe r.json -o b.dsd")
    };
    with("colormap", json!("turbo")).assert_success();
    assert_eq!(manifest(&folder, "b.dsd")["recipe"]["colormap"], "turbo");
    for (key, value, part) in [
        ("fill", json!("column"), "fill must be mean"),
        (
            "colormap",
            json!("rainbow"),
            "r.json is not an image recipe",
        ),
        ("height", json!(0), "height"),
        ("heigth", json!(1), "heigth"),
    ] {
        let err = with(key, value).assert_error();
        assert!(err.contains(part), "{part}: {err}");
    }
    folder.write("r.json", "{");
    let err = build(&folder, "--table t.csv --recipe r.json -o b.dsd").assert_error();
    assert!(err.contains("r.json is not an image recipe: EOF"), "{err}");
    build(&folder, "--table t.csv --transform log1p -o b.dsd").assert_success();
    assert_eq!(manifest(&folder, "b.dsd")["recipe"]["transform"], "log1p");
}

/// Columns as the MANE summary has them; the names are made up.
#[test]
fn identifiers_complete_genes_by_symbol() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    let mane = "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\n\
        GeneID:1\tENSG00000000001.7\tHGNC:1\tMYH6\tone\n\
        GeneID:9\tENSG00000000009.1\tHGNC:9\tOTHER\tnine\n";
    folder.write("mane.txt.gz", gzip(mane));
    let args = "--table t.csv -o b.dsd --identifiers mane.txt.gz";
    let run = build(&folder, args).assert_success();
    assert_has!(run.err, "1 genes named by their current", "1 unknown");
    let table = export(&folder, "b.dsd");
    assert_has!(
        table,
        "\nMYH6\tENSG00000000001\tHGNC:1\t",
        "\nTNNT2\t.\t.\t"
    );
    let err = build(&folder, "--table t.csv -o c.dsd --identifiers t.csv").assert_error();
    assert!(err.contains("t.csv is neither a MANE summary"), "{err}");
    assert!(!folder.path("c.dsd").exists());
}

/// Nothing of gonads is built in.
#[test]
fn a_bundle_of_another_organ_writes_keys_of_its_own() {
    let folder = Folder::new();
    folder.write("s.tsv", SCORES);
    let args = "--scores s.tsv --prefix HEART --name heart --model-name HeartNet -o heart.dsd";
    build(&folder, args).assert_success();
    let record = "chr1\t10\t.\tA\tC\t.\t.\tCSQ=C|missense_variant|MYH6|\tGT\t0/1\t0/0\n";
    folder.write("in.vcf", format!("{HEADER}{record}"));
    folder
        .annotate_with("heart.dsd", "in.vcf -O b -o out.bcf")
        .assert_success();
    let run = folder.annotate_with("heart.dsd", "in.vcf").assert_success();
    let vcf = run.text();
    assert_has!(
        vcf,
        ";HEART=C||MYH6||0.75|0.5;",
        ";HEART_day=0.75;HEART_night=0.5;HEART_GENE=MYH6\t",
        "##dsdscore_model=<ID=HEART_day,Name=\"HeartNet\""
    );
    for name in ["DSD", "gonad", "female"] {
        assert!(!vcf.contains(name), "{name} in {vcf}");
    }
    let again = folder
        .annotate_with("heart.dsd", "out.bcf")
        .assert_success();
    assert!(again.text() == vcf);
}

const WIDE: &str = "gene,CM.early,CM.late,FB\nMYH6,0.5,0.75,\nTNNT2,0,1,0.25\n";

const MAP: &str = "name = 'Heart'\nsource = 'made up'\nlicence = 'CC0-1.0'\nvalues = 'fractions'\n\
    [[condition]]\nkey = 'WT'\nlabel = 'wild type'\n[condition.columns]\n\
    'CM.early' = { cell_type = 'cardiomyocyte', time = 'stage 1' }\n\
    'CM.late' = { cell_type = 'cardiomyocyte', time = 'stage 2' }\n\
    'FB' = { cell_type = 'fibroblast', time = 'stage 2' }\n";

#[test]
fn a_matrix_of_genes_by_populations_is_read_with_its_mapping() {
    let folder = Folder::new();
    folder.write("wide.csv", WIDE);
    folder.write("wide.tsv.gz", gzip(WIDE.replace(',', "\t")));
    folder.write("map.toml", MAP);
    for table in ["wide.csv", "wide.tsv.gz"] {
        let args = format!("--table {table} --config map.toml -o {table}.dsd");
        let run = build(&folder, &args).assert_success();
        assert!(run.err.contains("2 genes, conditions WT"), "{}", run.err);
    }
    assert!(folder.read("wide.csv.dsd") == folder.read("wide.tsv.gz.dsd"));
    let manifest = manifest(&folder, "wide.csv.dsd");
    assert_eq!(manifest["name"], "Heart");
    assert_eq!(manifest["recipe"]["transform"], "none");
    let atlas = &manifest["atlas"];
    assert_eq!(atlas["licence"], "CC0-1.0");
    assert_eq!(atlas["values"], "fractions");
    let condition = &manifest["conditions"][0];
    assert_eq!(
        condition["cell_types"],
        json!(["cardiomyocyte", "fibroblast"])
    );
    assert_eq!(
        condition["times"][1],
        json!({"label": "stage 2", "value": 2.0})
    );
    assert_eq!(condition["ceiling"], 1.0);
}

#[test]
fn options_come_before_the_mapping() {
    let folder = Folder::new();
    folder.write("wide.csv", WIDE);
    folder.write("map.toml", format!("synthetic = true\n{MAP}"));
    let args = "--table wide.csv --config map.toml --transform log1p --name Other -o b.dsd";
    build(&folder, args).assert_success();
    let manifest = manifest(&folder, "b.dsd");
    assert_eq!(manifest["name"], "Other");
    assert_eq!(manifest["recipe"]["transform"], "log1p");
    assert_eq!(manifest["synthetic"], true);
}

#[test]
fn a_wide_table_and_its_mapping_must_fit() {
    let folder = Folder::new();
    folder.write("wide.csv", WIDE);
    folder.write("other.csv", WIDE.replace("FB", "EC"));
    folder.write("map.toml", MAP);
    for (args, part) in [
        ("--table wide.csv", "say by --config what its columns are"),
        (
            "--table other.csv --config map.toml",
            "names the column \"FB\", which",
        ),
        ("--table wide.csv --config absent.toml", "absent.toml"),
    ] {
        let error = build(&folder, &format!("{args} -o b.dsd")).assert_error();
        assert!(error.contains(part), "{error}");
    }
    for args in [
        "--table wide.csv --config map.toml --condition a=b",
        "--scores s --config map.toml",
    ] {
        let run = build(&folder, &format!("{args} -o b.dsd"));
        assert_eq!(run.code, Some(2), "{}", run.err);
    }
    let over = build(&folder, "--table wide.csv --config map.toml -o map.toml").assert_error();
    assert!(over.contains("map.toml"), "{over}");
    assert_eq!(folder.names(), ["map.toml", "other.csv", "wide.csv"]);
}

#[test]
fn the_example_mapping_names_each_population_of_its_table() {
    let folder = Folder::new();
    let columns = "Germ.GC,Germ.PGC,Germ.oocyte,Germ.oogonia_STRA8,Germ.oogonia_meiotic,\
        Germ.pre_oocyte,Somatic.CoelEpi_LHX9,Somatic.OSE,Somatic.early_supporting,\
        Somatic.granulosa,Somatic.preGC_I,Somatic.preGC_IIa,Somatic.preGC_IIb";
    folder.write(
        "t.csv",
        format!(",{columns}\nMADEUP,.1,.2,.3,.4,.5,.6,.7,.8,.9,1,0,.25,.75\n"),
    );
    let map = root("examples/atlases/human-fetal-ovary-fractions.toml");
    let args = format!("--table t.csv --config {} -o b.dsd", map.display());
    build(&folder, &args).assert_success();
    let condition = &manifest(&folder, "b.dsd")["conditions"][0];
    assert_eq!(condition["times"].as_array().unwrap().len(), 6);
    let bundle = dsdscore::bundle::Bundle::open(folder.path("b.dsd")).unwrap();
    let matrix = bundle.matrix(0, 0).unwrap().unwrap();
    let matrix = matrix.as_slice().unwrap();
    assert_eq!(matrix[..6], [0.2, 0.1, 0.4, 0.5, 0.6, 0.3]);
    assert_eq!(matrix[6..11], [0.7, 0.9, 0.0, 0.5, 1.0]);
    assert!(matrix[11..17].iter().all(|value| value.is_nan()));
    assert_eq!(matrix[17], 0.8);
}

#[test]
fn a_condition_is_not_called_as_another_field_is() {
    let folder = Folder::new();
    folder.write("t.csv", TABLE);
    folder.write("s.tsv", SCORES);
    folder.write("wide.csv", WIDE);
    for key in ["RANK", "with", "SEQ", "PCT", "x_PCT", "GENE"] {
        folder.write("map.toml", MAP.replace("'WT'", &format!("'{key}'")));
        let named = format!("--condition day={key}");
        for table in [
            format!("--table t.csv {named}"),
            format!("--scores s.tsv {named}"),
            "--table wide.csv --config map.toml".into(),
        ] {
            let args = format!("{table} -o out.dsd");
            let error = build(&folder, &args).assert_error();
            let expected = format!("the condition key \"{key}\" is kept for another field");
            assert!(error.contains(&expected), "{error}");
            assert!(!folder.path("out.dsd").exists());
        }
    }
    let error = build(
        &folder,
        "--scores s.tsv --condition day=night_TAU -o out.dsd",
    );
    let error = error.assert_error();
    assert!(error.contains("end in \"night_TAU\""), "{error}");
}

/// Columns of two files, one in both, and a gene that one of them calls by an older name.
#[test]
fn tables_are_joined_and_genes_called_as_they_are_now() {
    let folder = Folder::new();
    folder.write("a.csv", ",f,both\nMYH6,1,2\nOLDNAME,3,4\nLNC,1,1\n");
    folder.write("b.csv", ",m,both\nMYH6,5,2\nOLDNAME,6,4\n");
    let map = "[[condition]]\nkey = 'F'\ncolumns.f = { cell_type = 'c', time = 1 }\n\
        columns.both = { cell_type = 'c', time = 2 }\n\
        [[condition]]\nkey = 'M'\ncolumns.m = { cell_type = 'c', time = 1 }\n\
        columns.both = { cell_type = 'd', time = 1 }\n";
    folder.write("map.toml", map);
    let mane = "symbol\tEnsembl_Gene\tHGNC_ID\nMYH6\tENSG1.7\tHGNC:1\nNOWNAME\tENSG2.7\tHGNC:2\n\
        ELSE\tENSG3.1\tHGNC:3\n";
    folder.write("mane.txt", mane);
    folder.write("renamed.tsv", "symbol\tapproved\nOLDNAME\tNOWNAME\n");
    let tables = "--table a.csv --table b.csv --config map.toml";
    let names =
        "--identifiers mane.txt --identifiers renamed.tsv --current-symbols --only-identified";
    let run = build(&folder, &format!("{tables} {names} -o b.dsd")).assert_success();
    assert_has!(
        run.err,
        "1 genes named by their current and 1 by a previous symbol, 0 in conflict, 1 unknown (both left out)",
        "1 of its genes are not in the data",
        "2 genes, conditions F, M"
    );
    let table = export(&folder, "b.dsd");
    assert_has!(table, "\nNOWNAME\tENSG2\tHGNC:2\t", "\tOLDNAME\n");
    assert!(!table.contains("LNC"), "{table}");
    let args = "--table a.csv --table b.csv --table ./a.csv --config map.toml -o c.dsd";
    let err = build(&folder, args).assert_error();
    assert_has!(err, "--table names ./a.csv twice");
    let err = build(&folder, "--table a.csv --table b.csv -o c.dsd").assert_error();
    assert_has!(
        err,
        "several --table are joined by gene where --config says"
    );
    let err = build(&folder, "--table a.csv --config map.toml -o c.dsd").assert_error();
    assert_has!(err, "names the column \"m\", which is not in");
}
