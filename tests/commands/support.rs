//! Running the program, and inputs for it.

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
    thread,
};

use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

/// Asserts that a text has all parts.
macro_rules! assert_has {
    ($text:expr, $($part:expr),+ $(,)?) => {{
        let text = $text.to_string();
        $(
            let part = $part;
            assert!(text.contains(part), "{part} is missing from: {text}");
        )+
    }};
}

/// A VCF header with two samples, up to and with the `#CHROM` line: 6 lines.
pub const HEADER: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=1000000>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"From Ensembl VEP. Format: Allele|Consequence|SYMBOL|Gene\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

/// What a run of the program left.
pub struct Run {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Run {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    pub fn assert_success(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }

    /// That it failed by an error of the program's own words; returns them.
    pub fn assert_error(self) -> String {
        assert_eq!(self.code, Some(1), "{}", self.err);
        assert!(self.err.contains("dsdscore: error: "), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub fn dsdscore() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dsdscore"))
}

pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn patients() -> PathBuf {
    root("examples/patients.vcf")
}

/// A folder in which the program runs, removed at the end.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With `published.dsd`, a bundle of the example's published scores.
    pub fn with_bundle() -> Self {
        let folder = Self::new();
        let scores = root("examples/published-scores.tsv");
        let build = ["bundle", "build", "-o", "published.dsd", "--scores"].map(OsStr::new);
        folder
            .run(build.into_iter().chain([scores.as_os_str()]))
            .assert_success();
        folder
    }

    /// Builds `simulated.dsd`, of simulated expression without scores.
    pub fn build_simulated(&self) {
        let table = root("examples/simulated-expression.tsv");
        let recipe = root("examples/recipe.json");
        let mut command = self.command(["bundle", "build", "--synthetic", "-o", "simulated.dsd"]);
        let command = command
            .arg("--table")
            .arg(table)
            .arg("--recipe")
            .arg(recipe);
        Run::from(command.output().unwrap()).assert_success();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// The names of all that is there, hidden files too.
    pub fn names(&self) -> Vec<String> {
        let entries = self.0.path().read_dir().unwrap();
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = entries.map(|e| name(e).into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = dsdscore();
        command
            .current_dir(self.0.path())
            .args(args)
            .env_remove("DSDSCORE_BUNDLE")
            .stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.command(args).output().unwrap().into()
    }

    /// Runs with arguments as one string; that must succeed.
    pub fn succeed(&self, args: &str) -> Run {
        self.run(args.split_whitespace()).assert_success()
    }

    pub fn run_with_input<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        input: &[u8],
    ) -> Run {
        let mut command = self.command(args);
        let pipes = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // The program may stop reading before the end.
        let writer = thread::spawn(move || stdin.write_all(&input).ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output.into()
    }

    /// Annotates by `published.dsd`, with more arguments as one string.
    pub fn annotate(&self, args: &str) -> Run {
        self.run(annotate(args))
    }

    /// The same, which must succeed.
    pub fn annotated(&self, args: &str) -> Run {
        self.annotate(args).assert_success()
    }

    /// Annotates by a bundle, with more arguments as one string.
    pub fn annotate_with(&self, bundle: &str, args: &str) -> Run {
        self.run(
            ["annotate", "-b", bundle]
                .into_iter()
                .chain(args.split_whitespace()),
        )
    }

    /// A file's variants in a format, by the program itself.
    pub fn convert(&self, input: &str, format: &str, output: &str) {
        let run = self.annotate(&format!("{input} -O {format} -o {output}"));
        run.assert_success();
    }
}

/// The arguments of annotating by `published.dsd`.
pub fn annotate(args: &str) -> impl Iterator<Item = &str> {
    "annotate -b published.dsd"
        .split(' ')
        .chain(args.split_whitespace())
}

/// A VCF of many records and two samples: several BGZF blocks.
pub fn cohort(records: usize) -> String {
    let genes = ["OLFML3", "GIPC2", "NPHS1", "NOSUCHGENE"];
    let mut vcf = HEADER.to_string();
    for i in 0..records {
        let (position, gene) = (100 + i * 7, genes[i % genes.len()]);
        // Digits that do not compress well.
        let (id, depth) = (i.wrapping_mul(2_654_435_761) % 1_000_000_007, i * i % 997);
        vcf.push_str(&format!(
            "chr1\t{position}\trs{id}\tA\tC,G\t{depth}\tPASS\tCSQ=C|missense_variant|{gene}|,G|intron_variant||\t\
             GT:DP\t0/1:{depth}\t1/2:{i}\n"
        ));
    }
    vcf
}

/// In one gzip member.
pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes.as_ref()).unwrap();
    writer.finish().unwrap()
}

/// The records of a VCF.
pub fn records(vcf: &str) -> Vec<&str> {
    vcf.lines().filter(|line| !line.starts_with('#')).collect()
}

/// The values of an INFO key, a record each; `None` where it is not there.
pub fn info<'a>(vcf: &'a str, key: &str) -> Vec<Option<&'a str>> {
    let value = |record: &'a str| {
        let info = record.split('\t').nth(7).unwrap();
        let mut fields = info.split(';').filter_map(|field| field.split_once('='));
        fields
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    };
    records(vcf).into_iter().map(value).collect()
}

/// Whether there is an ONNX Runtime to test with; where there is none, the test is skipped.
pub fn has_runtime() -> bool {
    static REPORT: OnceLock<Run> = OnceLock::new();
    let report = REPORT.get_or_init(|| dsdscore().arg("doctor").output().unwrap().into());
    let found = report.code == Some(0);
    let required = std::env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some();
    assert!(
        found || !required,
        "ONNX Runtime is required: {}",
        report.text()
    );
    if !found {
        eprintln!("SKIPPED: no ONNX Runtime: {}", report.text());
    }
    found
}
