//! Options of other plugins that this one has not, and what does their work.

use clap::{Arg, ArgAction, ArgMatches, Command};

/// An option that bcftools knows and `annotate` does not.
struct Foreign {
    long: &'static str,
    short: Option<char>,
    remedy: &'static str,
}

const OPTIONS: [Foreign; 8] = [
    foreign("include", Some('i'), "-i EXPR"),
    foreign("exclude", Some('e'), "-e EXPR"),
    foreign("regions", Some('r'), "-r REGION"),
    foreign("regions-file", Some('R'), "-R FILE"),
    foreign("regions-overlap", None, "-r REGION --regions-overlap 0|1|2"),
    foreign("targets", Some('t'), "-t REGION"),
    foreign("targets-file", Some('T'), "-T FILE"),
    foreign("targets-overlap", None, "-t REGION --targets-overlap 0|1|2"),
];

const fn foreign(long: &'static str, short: Option<char>, remedy: &'static str) -> Foreign {
    Foreign {
        long,
        short,
        remedy,
    }
}

impl Foreign {
    fn is_had_by(&self, command: &Command) -> bool {
        command.get_arguments().any(|arg| {
            arg.get_long() == Some(self.long)
                || self.short.is_some_and(|s| arg.get_short() == Some(s))
        })
    }

    fn arg(&self) -> Arg {
        let arg = Arg::new(self.long).long(self.long).hide(true);
        let arg = arg.action(ArgAction::Append).value_name("VALUE");
        match self.short {
            Some(short) => arg.short(short),
            None => arg,
        }
    }

    fn name(&self) -> String {
        match self.short {
            Some(short) => format!("-{short}, --{}", self.long),
            None => format!("--{}", self.long),
        }
    }
}

/// Has a command read those options that it lacks, so that they can be told from mistakes.
pub fn read(command: Command) -> Command {
    let lacking = OPTIONS.iter().filter(|option| !option.is_had_by(&command));
    let args: Vec<_> = lacking.map(Foreign::arg).collect();
    command.args(args)
}

/// What to do where one was given.
pub fn remedy(matches: &ArgMatches) -> Option<String> {
    let is_given = |option: &&Foreign| matches!(matches.try_contains_id(option.long), Ok(true));
    let option = OPTIONS.iter().find(is_given)?;
    let (name, remedy) = (option.name(), option.remedy);
    Some(format!(
        "{name} is no option of this plugin: select before it, \
         bcftools view {remedy} -Ou FILE | bcftools +dsdscore -- -b BUNDLE"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(args: impl IntoIterator<Item = Arg>) -> Command {
        read(Command::new("plugin").args(args))
    }

    #[test]
    fn an_option_that_is_not_there_is_told_with_what_does_its_work() {
        for option in &OPTIONS {
            let long = format!("--{}", option.long);
            let matches = command([]).try_get_matches_from(["plugin", &long, "x"]);
            let told = remedy(&matches.unwrap()).unwrap();
            assert!(told.contains(&format!("{long} is no option")), "{told}");
            let view = format!("bcftools view {} -Ou", option.remedy);
            assert!(told.contains(&view), "{told}");
        }
        let short = command([]).try_get_matches_from(["plugin", "-i", "QUAL>2"]);
        assert!(remedy(&short.unwrap()).unwrap().contains("-i, --include"));
        let none = command([]).try_get_matches_from(["plugin"]);
        assert_eq!(remedy(&none.unwrap()), None);
    }

    #[test]
    fn an_option_that_the_command_has_is_its_own() {
        let own = Arg::new("own").short('r').long("regions");
        let matches = command([own]).try_get_matches_from(["plugin", "-r", "chr1"]);
        let matches = matches.unwrap();
        assert_eq!(remedy(&matches), None);
        assert_eq!(matches.get_one::<String>("own").unwrap(), "chr1");
    }
}
