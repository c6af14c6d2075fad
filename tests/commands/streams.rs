//! Output: whole or not at all, to files, pipes, links and devices.

use std::{
    fs::{self, File},
    io::{Read, Write},
    os::unix::fs::{PermissionsExt, symlink},
    process::Stdio,
};

use crate::support::{Folder, HEADER, Run, annotate, cohort, info, patients};

const BGZF_EOF: &[u8] = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0\x1b\0\x03\0\0\0\0\0\0\0\0\0";

fn folder() -> Folder {
    let folder = Folder::with_bundle();
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

#[test]
fn files_and_standard_output_get_the_same_bytes_from_files_and_standard_input() {
    let folder = folder();
    let input = folder.read("in.vcf");
    for format in ["v", "z", "u", "b"] {
        let piped = folder.annotated(&format!("in.vcf -O {format}"));
        folder.annotated(&format!("in.vcf -O {format} -o out"));
        assert!(piped.out == folder.read("out"), "{format}");
        for args in [format!("-O {format}"), format!("- -O {format} -o -")] {
            let run = folder
                .run_with_input(annotate(&args), &input)
                .assert_success();
            assert!(run.out == piped.out, "{args}");
        }
        let is_bgzf = format == "z" || format == "b";
        assert_eq!(piped.out.ends_with(BGZF_EOF), is_bgzf);
    }
}

/// By a link, so that the machine keeps its device should a file ever take its place.
#[test]
fn a_full_disk_is_an_error_and_the_device_stays() {
    let folder = folder();
    symlink("/dev/full", folder.path("full")).unwrap();
    let names = folder.names();
    for format in ["v", "z", "b", "u", "z --threads 2"] {
        let err = folder
            .annotate(&format!("in.vcf -O {format} -o full"))
            .assert_error();
        assert!(err.contains("cannot write full: No space left"), "{err}");
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = folder.command(annotate(&format!("in.vcf -O {format}")));
        let run = Run::from(command.stdout(full).output().unwrap());
        let err = run.assert_error();
        assert_has!(err, "cannot write standard output: No space left");
        assert_eq!(folder.names(), names);
    }
    assert!(folder.path("full").is_symlink());
}

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let folder = folder();
    // More than a pipe and all buffers hold.
    folder.write("many.vcf", cohort(20_000));
    for format in ["v", "z0", "b0", "u"] {
        let mut command = folder.command(annotate(&format!("many.vcf -O {format}")));
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 5]).unwrap();
        drop(stdout);
        let run = Run::from(child.wait_with_output().unwrap()).assert_success();
        assert!(
            !run.err.contains("error") && !run.err.contains("panicked"),
            "{}",
            run.err
        );
        // It ended at the pipe and not at the end of its input.
        assert!(!run.err.contains("variants read"), "{format}: {}", run.err);
    }
}

#[test]
fn a_closed_pipe_is_a_quiet_success_for_a_manifest_too() {
    let folder = folder();
    let mut command = folder.command(["bundle", "info", "--json", "published.dsd"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let run = Run::from(command.stdout(writer).output().unwrap()).assert_success();
    assert_eq!(run.err, "");
}

#[test]
fn a_closed_or_full_stderr_stops_nothing() {
    let folder = folder();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.command(annotate("in.vcf -o out.vcf"));
    let status = command.stderr(full).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(
        folder
            .text("out.vcf")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .count(),
        72
    );
}

#[test]
fn targets_that_cannot_be_written_are_named() {
    let folder = folder();
    let names = folder.names();
    for (target, why) in [
        (
            "absent/out.vcf",
            "cannot write absent/out.vcf: No such file or directory",
        ),
        (".", "cannot write .: is a directory"),
        (
            "in.vcf/out.vcf",
            "cannot write in.vcf/out.vcf: not a directory",
        ),
    ] {
        let err = folder
            .annotate(&format!("in.vcf -o {target}"))
            .assert_error();
        assert!(err.contains(why), "{err}");
        assert_eq!(folder.names(), names);
    }
}

/// Whoever runs the tests as root may write everywhere.
#[test]
fn a_read_only_target_is_not_replaced() {
    let folder = folder();
    folder.write("out.vcf", "precious");
    fs::set_permissions(folder.path("out.vcf"), fs::Permissions::from_mode(0o444)).unwrap();
    let is_root = File::options()
        .write(true)
        .open(folder.path("out.vcf"))
        .is_ok();
    let run = folder.annotate("in.vcf -o out.vcf");
    if !is_root {
        assert!(run.assert_error().contains("cannot write out.vcf"));
        assert_eq!(folder.text("out.vcf"), "precious");
    } else {
        run.assert_success();
    }
}

#[test]
fn annotating_a_file_onto_itself_works() {
    let folder = folder();
    let separate = folder.annotated("in.vcf");
    folder.annotated("in.vcf -o in.vcf");
    assert!(folder.read("in.vcf") == separate.out);
    folder.annotated("in.vcf -o in.vcf");
    assert!(folder.read("in.vcf") == separate.out);
    assert_eq!(folder.names(), ["in.vcf", "published.dsd"]);
}

#[test]
fn a_linked_target_stays_a_link_and_keeps_its_permissions() {
    let folder = folder();
    folder.write("file.vcf", "old");
    fs::set_permissions(folder.path("file.vcf"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("file.vcf", folder.path("link.vcf")).unwrap();
    folder.annotated("in.vcf -o link.vcf");
    assert!(folder.path("link.vcf").is_symlink());
    assert!(folder.text("file.vcf").contains("DSD_F="));
    let mode = fs::metadata(folder.path("file.vcf"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn new_files_follow_the_umask() {
    let folder = folder();
    let run = |umask: &str, arguments: &str| {
        let program = env!("CARGO_BIN_EXE_dsdscore");
        let script = format!("umask {umask}; exec {program} {arguments}");
        let mut shell = std::process::Command::new("sh");
        shell.current_dir(folder.path("")).args(["-c", &script]);
        Run::from(shell.output().unwrap()).assert_success();
    };
    for (umask, mode) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let name = |end: &str| format!("{umask}.{end}");
        let (vcf, table) = (name("vcf.gz"), name("tsv"));
        run(
            umask,
            &format!("annotate -b published.dsd in.vcf -o {vcf} -W"),
        );
        run(umask, &format!("bundle export published.dsd -o {table}"));
        for name in [vcf.clone(), format!("{vcf}.csi"), table] {
            let found = fs::metadata(folder.path(&name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(found & 0o777, mode, "{name}");
        }
    }
}

#[test]
fn an_index_that_cannot_be_is_refused_before_any_work() {
    let folder = folder();
    let names = folder.names();
    for (args, why) in [
        ("in.vcf -W", "standard output cannot be indexed"),
        ("in.vcf -O z -W", "standard output cannot be indexed"),
        (
            "in.vcf -o out.vcf -W",
            "compressed output: use -O z or -O b",
        ),
        (
            "in.vcf -O u -o out.bcf -W",
            "compressed output: use -O z or -O b",
        ),
        ("in.vcf -o out.bcf -W=tbi", "BCF has no TBI index"),
        ("absent.vcf -o out.bcf -W=tbi", "BCF has no TBI index"),
    ] {
        let run = folder.annotate(args);
        assert!(run.out.is_empty());
        let err = run.assert_error();
        assert!(
            err.contains(why) && !err.contains("genes from"),
            "{args}: {err}"
        );
        assert_eq!(folder.names(), names, "{args}");
    }
}

#[test]
fn unsorted_records_with_an_index_are_refused_and_leave_nothing() {
    let folder = folder();
    let record =
        |position: u32| format!("chr1\t{position}\t.\tA\tC\t.\t.\tCSQ=C|x|OLFML3|\tGT\t0/1\t./.\n");
    folder.write(
        "unsorted.vcf",
        format!("{HEADER}{}{}", record(20), record(10)),
    );
    let names = folder.names();
    for (args, name) in [
        ("-O z -W", "out.vcf.gz"),
        ("-O z -W=tbi", "out.vcf.gz"),
        ("-O b -W", "out.bcf"),
    ] {
        let err = folder
            .annotate(&format!("unsorted.vcf {args} -o {name}"))
            .assert_error();
        assert_has!(err, &format!("cannot index {name}"), "bcftools sort");
        assert_eq!(folder.names(), names, "{args}");
    }
    folder.annotated("unsorted.vcf -O z -o out.vcf.gz");
}

/// So that a reader at the other end of a pipe notices that it got a part.
#[test]
fn a_failed_run_never_ends_a_pipe_with_the_end_of_file_block() {
    let folder = Folder::with_bundle();
    let mut vcf = cohort(20_000);
    vcf.push_str("chr1\tx\n");
    for format in ["z", "b", "z --threads 2"] {
        let args = format!("- -O {format}");
        let run = folder.run_with_input(annotate(&args), vcf.as_bytes());
        assert!(run.out.len() > 65_536, "{format}: {} bytes", run.out.len());
        assert!(!run.out.ends_with(BGZF_EOF), "{format}");
        assert!(run.assert_error().contains("standard input, line 20007"));
    }
}

#[test]
fn a_terminated_run_leaves_the_target_as_it_was() {
    let folder = Folder::with_bundle();
    folder.write("out.vcf", "old");
    let mut command = folder.command(annotate("- -o out.vcf"));
    let mut child = command
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(cohort(20_000).as_bytes()).unwrap();
    let id = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status();
    assert!(kill.unwrap().success());
    let status = child.wait().unwrap();
    assert!(!status.success());
    assert_eq!(folder.text("out.vcf"), "old");
}

/// Whether files of the folder can be without a name: `O_TMPFILE`, which not all file systems have.
#[cfg(target_os = "linux")]
fn has_unnamed_files(folder: &Folder) -> bool {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
    let mut options = File::options();
    let file = options
        .write(true)
        .custom_flags(flags)
        .open(folder.path(""));
    if file.is_err() {
        eprintln!("SKIPPED: the file system has no files without a name");
    }
    file.is_ok()
}

/// Waits until a run has a file open in the folder.
#[cfg(target_os = "linux")]
fn wait_for_output(folder: &Folder, id: u32) {
    let place = fs::canonicalize(folder.path("")).unwrap();
    let is_open = || {
        let files = fs::read_dir(format!("/proc/{id}/fd")).unwrap().flatten();
        let mut targets = files.filter_map(|file| fs::read_link(file.path()).ok());
        targets.any(|target| target.starts_with(&place) && !target.ends_with("published.dsd"))
    };
    for _ in 0..600 {
        if is_open() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("no output was opened");
}

/// Nobody can clean up after SIGKILL: there must be nothing to clean up.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_nothing_behind() {
    let folder = Folder::with_bundle();
    if !has_unnamed_files(&folder) {
        return;
    }
    folder.write("old.vcf", "old");
    let names = folder.names();
    for (output, signal) in [
        ("new.vcf", "-KILL"),
        ("old.vcf", "-KILL"),
        ("new.vcf.gz -W --threads 2", "-TERM"),
    ] {
        let mut command = folder.command(annotate(&format!("- -o {output}")));
        let pipes = command.stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = pipes.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(cohort(20_000).as_bytes()).unwrap();
        wait_for_output(&folder, child.id());
        let mut kill = std::process::Command::new("kill");
        let killed = kill.args([signal, &child.id().to_string()]).status();
        assert!(killed.unwrap().success());
        assert!(!child.wait().unwrap().success());
        assert_eq!(folder.names(), names, "{output}");
        assert_eq!(folder.text("old.vcf"), "old");
    }
}

/// SIGXFSZ ends the program where a file grows beyond the limit.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_ends_at_the_limit_of_file_size_leaves_nothing_behind() {
    let folder = Folder::with_bundle();
    if !has_unnamed_files(&folder) {
        return;
    }
    folder.write("in.vcf", cohort(20_000));
    let names = folder.names();
    for output in ["out.vcf", "out.vcf.gz", "out.bcf --threads 2"] {
        let mut shell = std::process::Command::new("sh");
        let program = env!("CARGO_BIN_EXE_dsdscore");
        let script =
            format!("ulimit -f 16; exec {program} annotate -b published.dsd in.vcf -o {output}");
        shell.args(["-c", &script]).current_dir(folder.path(""));
        let run = shell.output().unwrap();
        assert!(!run.status.success(), "{output}");
        assert_eq!(folder.names(), names, "{output}");
    }
}

/// As bcftools would take each for a record without a contig, they are left out and told.
#[test]
fn blank_lines_at_the_end_are_left_out_and_those_between_records_refused() {
    let folder = Folder::with_bundle();
    let vcf = cohort(300);
    folder.write("in.vcf", &vcf);
    let expected = folder.annotated("in.vcf");
    for (end, count) in [("\n", 1), ("\n\n\n", 3), ("\r\n\r\n", 2)] {
        let vcf = format!("{vcf}{end}");
        let mut gzip = noodles_bgzf::io::Writer::new(Vec::new());
        gzip.write_all(vcf.as_bytes()).unwrap();
        for bytes in [vcf.into_bytes(), gzip.finish().unwrap()] {
            folder.write("in.vcf", bytes);
            for threads in [0, 2] {
                let args = format!("in.vcf --threads {threads}");
                let run = folder.annotated(&args);
                assert!(run.out == expected.out, "{end:?}");
                let warning = format!("warning: {count} blank lines at the end of in.vcf");
                assert!(run.err.contains(&warning), "{}", run.err);
            }
            folder.annotated("in.vcf -o out.bcf -W");
        }
    }
    let record = "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\n";
    folder.write("in.vcf", format!("{HEADER}{record}\n{record}\n"));
    let told = folder.annotate("in.vcf -o between.vcf").assert_error();
    assert!(told.contains("in.vcf, line 8"), "{told}");
    assert!(!folder.path("between.vcf").exists());
}

#[test]
fn the_command_line_may_be_left_out_of_the_header() {
    let folder = folder();
    let with = folder.annotated("in.vcf");
    let without = folder.annotated("in.vcf --no-version");
    assert!(with.text().contains("##dsdscore_command="));
    assert!(!without.text().contains("##dsdscore_command="));
    assert_eq!(info(with.text(), "DSD_F"), info(without.text(), "DSD_F"));
}
