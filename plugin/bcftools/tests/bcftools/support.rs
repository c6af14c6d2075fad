//! Running bcftools with the plugin, and the program's code beside it.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::Write,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Output, Stdio},
    thread,
};

use clap::Parser;
use dsdscore::cli::Cli;
use tempfile::TempDir;

/// A file of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The plugin: the file that DSDSCORE_BCFTOOLS_PLUGIN names, or what cargo built beside this test.
pub fn library() -> PathBuf {
    let named = env::var_os("DSDSCORE_BCFTOOLS_PLUGIN").map(PathBuf::from);
    let library = named.unwrap_or_else(|| {
        let (prefix, suffix) = (env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
        let name = format!("{prefix}dsdscore_bcftools{suffix}");
        env::current_exe().unwrap().with_file_name(name)
    });
    assert!(library.exists(), "{} is missing", library.display());
    library
}

/// Runs what `dsdscore` runs.
pub fn dsdscore<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) {
    let name = [OsStr::new("dsdscore").to_os_string()].into_iter();
    let words = name.chain(args.into_iter().map(|arg| arg.as_ref().to_os_string()));
    let code = Cli::try_parse_from(words).unwrap().run().unwrap();
    assert!(code == ExitCode::SUCCESS);
}

/// What a run of bcftools left.
pub struct Run {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
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

impl Run {
    pub fn assert_success(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.err);
        assert!(!self.err.contains("WARNING"), "{}", self.err);
        self
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

/// A folder with the plugin, `published.dsd` and the patients' variants, in which bcftools runs.
pub struct Folder(TempDir);

impl Folder {
    /// None, said on stderr, where there is no bcftools.
    pub fn new() -> Option<Self> {
        is_available().then(|| {
            let folder = Self(tempfile::tempdir().unwrap());
            fs::create_dir(folder.path("plugins")).unwrap();
            symlink(library(), folder.path("plugins/dsdscore.so")).unwrap();
            fs::copy(root("examples/patients.vcf"), folder.path("in.vcf")).unwrap();
            let [scores, bundle] = [
                root("examples/published-scores.tsv"),
                folder.path("published.dsd"),
            ];
            let args = ["bundle", "build", "--scores"].map(OsStr::new).into_iter();
            dsdscore(args.chain([scores.as_os_str(), "-o".as_ref(), bundle.as_os_str()]));
            folder
        })
    }

    /// Builds `simulated.dsd`, of simulated expression without scores.
    pub fn build_simulated(&self) {
        let [table, recipe, bundle] = [
            root("examples/simulated-expression.tsv"),
            root("examples/recipe.json"),
            self.path("simulated.dsd"),
        ];
        let options = ["--table", "--recipe", "-o"].map(OsStr::new);
        let values = [&table, &recipe, &bundle].map(|path| path.as_os_str());
        let pairs = options.into_iter().zip(values).flat_map(|(o, v)| [o, v]);
        let args = ["bundle", "build", "--synthetic"].map(OsStr::new);
        dsdscore(args.into_iter().chain(pairs));
    }

    /// The plugin's folder, and by the empty name those that bcftools has of itself.
    fn plugins(&self) -> String {
        format!("{}:", self.path("plugins").display())
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

    /// The names of all that is there, hidden files too.
    pub fn names(&self) -> Vec<String> {
        let entries = self.0.path().read_dir().unwrap();
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = entries.map(|e| name(e).into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// What `dsdscore annotate` writes of a file, by `published.dsd` and with more arguments that
    /// name no file.
    pub fn annotate(&self, input: &str, args: &str) -> Vec<u8> {
        let input = self.path(input);
        self.annotate_by("published.dsd", &input, args)
    }

    pub fn annotate_by(&self, bundle: &str, input: &Path, args: &str) -> Vec<u8> {
        let target = tempfile::tempdir().unwrap();
        let [bundle, output] = [self.path(bundle), target.path().join("annotated")];
        let options = [OsStr::new("annotate"), "-b".as_ref(), bundle.as_os_str()];
        let files = [input.as_os_str(), "-o".as_ref(), output.as_os_str()];
        let args = args.split_whitespace().map(OsStr::new);
        dsdscore(options.into_iter().chain(files).chain(args));
        fs::read(output).unwrap()
    }

    /// bcftools in the folder, its arguments as one string.
    pub fn bcftools(&self, args: &str) -> Command {
        let mut command = Command::new("bcftools");
        command
            .current_dir(self.0.path())
            .env("BCFTOOLS_PLUGINS", self.plugins())
            .args(args.split_whitespace())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &str) -> Run {
        self.bcftools(args).output().unwrap().into()
    }

    pub fn run_with_input(&self, args: &str, input: &[u8]) -> Run {
        let mut command = self.bcftools(args);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        feed(&mut child, input);
        child.wait_with_output().unwrap().into()
    }

    /// A shell's command line, which must succeed in all its parts.
    pub fn shell(&self, line: &str) -> Run {
        let mut command = Command::new("bash");
        command
            .current_dir(self.0.path())
            .env("BCFTOOLS_PLUGINS", self.plugins())
            .args(["-euo", "pipefail", "-c", line]);
        Run::from(command.output().unwrap()).assert_success()
    }
}

/// Writes to a child that may stop reading before the end.
fn feed(child: &mut Child, input: &[u8]) {
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input).ok());
}

fn is_available() -> bool {
    let mut command = Command::new("bcftools");
    let status = command.arg("--version").stdout(Stdio::null()).status();
    let is_available = status.is_ok_and(|status| status.success());
    let is_required = env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|value| value == "1");
    assert!(
        is_available || !is_required,
        "bcftools is required, and not on PATH"
    );
    if !is_available {
        eprintln!("SKIPPED: bcftools is not on PATH");
    }
    is_available
}
