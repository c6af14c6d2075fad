//! bcftools' command line, as that of `dsdscore annotate`.

use std::{
    ffi::{OsStr, OsString, c_int},
    io::{self, Write},
    process::ExitCode,
};

use clap::{
    Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches,
    error::{ContextKind, ErrorKind},
};
use dsdscore::cli::{self, Cli};

use crate::{foreign, host};

const ANNOTATE: &str = "annotate";
const USAGE: &str = "bcftools +dsdscore [General Options] FILE -- -b BUNDLE [Plugin Options]";
const TEMPLATE: &str = "\
About: {about}
Usage: {usage}

{all-args}{after-help}";
const EXAMPLES: &str = "\
Examples:
  # Annotate what VEP, SnpEff or bcftools csq has annotated, to BCF
  bcftools +dsdscore in.bcf -Ob -o out.bcf -- -b gonad.dsd

  # In a pipe, and on to a filter
  bcftools view -Ou -f PASS in.bcf | bcftools +dsdscore -Ou -- -b gonad.dsd |
    bcftools filter -i 'DSD_M_PCT>95'

  # Genes by coordinates
  bcftools +dsdscore in.vcf.gz -Oz -o out.vcf.gz -W -- -b gonad.dsd -g genes.gff3.gz";

/// Wrong options, as the program has it.
const MISUSED: c_int = 2;

/// Runs a command line without the plugin's name; returns what bcftools exits with.
pub fn run(arguments: &[OsString]) -> c_int {
    match parse(arguments) {
        Ok(matches) => annotate(&matches),
        Err(error) => tell(error),
    }
}

/// The text of `bcftools +dsdscore -h`.
pub fn usage() -> String {
    let mut command = command();
    command.build();
    let annotate = command.find_subcommand_mut(ANNOTATE);
    let help = annotate.map(Command::render_help).unwrap_or_default();
    format!("\n{help}\n")
}

fn parse(arguments: &[OsString]) -> clap::error::Result<ArgMatches> {
    let words = ["dsdscore", ANNOTATE].map(OsString::from);
    command().try_get_matches_from(words.into_iter().chain(joined(arguments)))
}

/// The options before and after `--`, which parts bcftools' own from a plugin's: here all are read
/// alike.
fn joined(arguments: &[OsString]) -> impl Iterator<Item = OsString> {
    let bar = arguments.iter().position(|word| word == OsStr::new("--"));
    let words = arguments.iter().enumerate();
    words
        .filter(move |(number, _)| Some(*number) != bar)
        .map(|(_, word)| word.clone())
}

fn annotate(matches: &ArgMatches) -> c_int {
    if let Some(remedy) = matches.subcommand().and_then(|(_, it)| foreign::remedy(it)) {
        cli::note(format_args!("error: {remedy}"));
        return MISUSED;
    }
    let cli = match Cli::from_arg_matches(matches) {
        Ok(cli) => cli,
        Err(error) => return tell(error),
    };
    let is_done = cli::conclude(cli.run()) == ExitCode::SUCCESS;
    c_int::from(!is_done)
}

/// Says what was asked for or what is wrong. As everywhere, nobody may be listening.
fn tell(mut error: clap::Error) -> c_int {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            let _ = write!(io::stderr(), "{}", usage());
            0
        }
        ErrorKind::DisplayVersion => {
            let _ = write!(io::stdout(), "{}", versions());
            0
        }
        _ => {
            // That a value may follow `--`, which is not so here.
            error.remove(ContextKind::Suggested);
            let _ = error.print();
            MISUSED
        }
    }
}

fn versions() -> String {
    let (bcftools, htslib) = (host::bcftools(), host::htslib());
    format!(
        "bcftools  {} using htslib {}\nplugin at {} using no htslib\n\n",
        bcftools.to_string_lossy(),
        htslib.to_string_lossy(),
        env!("CARGO_PKG_VERSION")
    )
}

/// The program's command, with what bcftools has besides.
fn command() -> Command {
    Cli::command().mut_subcommand(ANNOTATE, |annotate| {
        foreign::read(annotate)
            .disable_help_flag(true)
            .args([help_option(), version_option()])
            .args(verbosity_options())
            .mut_args(in_its_place)
            .override_usage(USAGE)
            .help_template(TEMPLATE)
            .after_help(EXAMPLES)
            .term_width(100)
    })
}

fn help_option() -> Arg {
    let arg = Arg::new("help").short('h').short_alias('?').long("help");
    arg.action(ArgAction::HelpShort).help("Print this text")
}

fn version_option() -> Arg {
    let arg = Arg::new("version").short('V').long("version");
    arg.action(ArgAction::Version)
        .help("Print the versions of bcftools and the plugin")
}

/// What bcftools reads for itself, before it loads the plugin.
fn verbosity_options() -> [Arg; 2] {
    let verbose = Arg::new("verbose").short('v').long("verbose");
    let verbosity = Arg::new("verbosity").long("verbosity");
    [
        verbose.action(ArgAction::Count).hide(true),
        verbosity.action(ArgAction::Append).hide(true),
    ]
}

/// An option under the heading that bcftools' users know.
fn in_its_place(arg: Arg) -> Arg {
    if arg.is_positional() {
        return arg.hide(true);
    }
    let is_general = arg.get_help_heading() == Some("Output");
    arg.help_heading(if is_general {
        "General options"
    } else {
        "Plugin options"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    fn value(matches: &ArgMatches, id: &str) -> String {
        let (_, annotate) = matches.subcommand().unwrap();
        let mut raw = annotate.get_raw(id).unwrap();
        raw.next().unwrap().to_str().unwrap().into()
    }

    #[test]
    fn the_command_is_one_that_clap_accepts() {
        command().debug_assert();
    }

    #[test]
    fn options_stand_before_or_after_the_bar() {
        for line in [
            "in.bcf -Ob -o out.bcf -- -b a.dsd",
            "-Ob -oout.bcf in.bcf -- --bundle=a.dsd",
            "-b a.dsd in.bcf -Ob -o out.bcf",
            "-- -b a.dsd -Ob -o out.bcf in.bcf",
            "-v -b a.dsd -vv --verbosity 4 -Ob -o out.bcf -- -- in.bcf",
        ] {
            let matches = parse(&words(line)).unwrap();
            let values = ["input", "output_type", "output", "bundle"].map(|id| value(&matches, id));
            assert_eq!(values, ["in.bcf", "b", "out.bcf", "a.dsd"], "{line}");
        }
    }

    #[test]
    fn an_argument_too_many_is_a_mistake() {
        assert!(parse(&words("in.bcf -- -b a.dsd other.bcf")).is_err());
        assert!(parse(&words("in.bcf -l -- -b a.dsd")).is_err());
    }

    #[test]
    fn the_usage_has_every_option_of_annotate() {
        let usage = usage();
        let program = Cli::command();
        let annotate = program.find_subcommand(ANNOTATE).unwrap();
        for long in annotate.get_arguments().filter_map(Arg::get_long) {
            assert!(usage.contains(&format!("--{long}")), "{long}: {usage}");
        }
        assert!(usage.starts_with("\nAbout: "), "{usage}");
        assert!(!usage.contains("dsdscore annotate"), "{usage}");
    }
}
