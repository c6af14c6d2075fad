//! The plugin between other programs.

use std::{
    fs::File,
    io::Read,
    os::unix::fs::symlink,
    process::{Child, Stdio},
};

use crate::support::{Folder, Run};

#[test]
fn it_stands_between_other_commands_of_bcftools() {
    let Some(folder) = Folder::new() else { return };
    let piped = folder.shell(
        "bcftools view -Ou in.vcf | bcftools +dsdscore -Ou -- -b published.dsd |
         bcftools filter -i 'DSD_F>0.95' | bcftools query -f '%POS %DSD_GENE %DSD_F\\n'",
    );
    folder.write("annotated.vcf", folder.annotate("in.vcf", ""));
    let direct = "bcftools query -i 'DSD_F>0.95' -f '%POS %DSD_GENE %DSD_F\\n' annotated.vcf";
    let direct = folder.shell(direct);
    assert_eq!(piped.text(), direct.text());
    assert_eq!(piped.text().lines().count(), 2, "{}", piped.text());
}

#[test]
fn standard_input_and_output_are_the_default() {
    let Some(folder) = Folder::new() else { return };
    let (input, expected) = (folder.read("in.vcf"), folder.annotate("in.vcf", "-O u"));
    for line in [
        "+dsdscore -Ou -- -b published.dsd",
        "+dsdscore - -Ou -o - -- -b published.dsd",
        "plugin dsdscore -Ou -- -b published.dsd",
    ] {
        let run = folder.run_with_input(line, &input).assert_success();
        assert!(run.out == expected, "{line}");
    }
}

#[test]
fn entries_are_read_by_split_vep() {
    let Some(folder) = Folder::new() else { return };
    let run = folder.shell(
        "bcftools +dsdscore in.vcf -Ou -- -b published.dsd |
         bcftools +split-vep - -a DSD -d -f '%POS\\t%SYMBOL\\t%Score_F\\n'",
    );
    let line = "113980434\tOLFML3\t0.9433915";
    assert!(
        run.text().lines().any(|found| found == line),
        "{}",
        run.text()
    );
}

/// More records than a pipe and all buffers hold.
fn write_many(folder: &Folder) {
    let text = String::from_utf8(folder.read("in.vcf")).unwrap();
    let (header, records): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with('#'));
    let mut many = header.join("\n") + "\n";
    for _ in 0..100 {
        many.push_str(&(records.join("\n") + "\n"));
    }
    folder.write("many.vcf", many);
}

/// Reads the beginning of what a child writes, and closes the pipe.
fn read_a_little(mut child: Child) -> Run {
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 5]).unwrap();
    drop(stdout);
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_closed_pipe_is_a_quiet_success_as_in_annotate() {
    let Some(folder) = Folder::new() else { return };
    write_many(&folder);
    for format in ["v", "z0", "b0", "u"] {
        let line = format!("+dsdscore many.vcf -O{format} -- -b published.dsd");
        let run = read_a_little(folder.bcftools(&line).spawn().unwrap()).assert_success();
        assert!(!run.err.contains("error"), "{}", run.err);
        // It ended at the pipe and not at the end of its input.
        assert!(!run.err.contains("variants read"), "{format}: {}", run.err);
    }
}

/// Of a program written in C that nobody listens to, the signal would end it.
#[test]
fn a_closed_stderr_stops_nothing() {
    let Some(folder) = Folder::new() else { return };
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = folder.bcftools("+dsdscore in.vcf -o out.vcf -- -b published.dsd");
    let status = command.stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(folder.read("out.vcf") == folder.annotate("in.vcf", ""));
}

/// Else the input is opened in its place, and the output replaces it. By links in the folder, so that
/// the machine keeps its /dev/stdout should a file ever take its place.
#[test]
fn a_closed_standard_stream_is_an_empty_one() {
    let Some(folder) = Folder::new() else { return };
    let input = folder.read("in.vcf");
    let names = ["first", "second"];
    for (name, stream) in names.into_iter().zip(["1", "2"]) {
        symlink(format!("/proc/self/fd/{stream}"), folder.path(name)).unwrap();
    }
    for output in names {
        for closed in [">&- 2>&-", "<&- >&- 2>&-"] {
            let line = format!("bcftools +dsdscore in.vcf -o {output} -- -b published.dsd");
            folder.shell(&format!("{line} {closed}"));
            assert!(folder.read("in.vcf") == input, "{output} {closed}");
            assert!(folder.path(output).is_symlink(), "{output} {closed}");
        }
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let Some(folder) = Folder::new() else { return };
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.bcftools("+dsdscore in.vcf -- -b published.dsd");
    let output = command.stdout(Stdio::from(full)).output().unwrap();
    let run = Run::from(output);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let told = "dsdscore: error: cannot write standard output: No space left";
    assert!(run.err.contains(told), "{}", run.err);
}
