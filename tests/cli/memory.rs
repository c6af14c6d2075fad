//! Memory does not grow with the input.

#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{self, Write},
    process::{Child, ChildStdin, Stdio},
    thread,
};

use super::{
    generated,
    support::{dsdscore, scores},
};

const SMALL: usize = 10_000;
const LARGE: usize = 150_000;

#[test]
fn many_records_take_no_more_memory_than_few() {
    for format in ["v", "b"] {
        let (small, large) = (peak(format, SMALL), peak(format, LARGE));
        assert!(
            large < small + 4_096,
            "{format}: {small} kB, then {large} kB"
        );
        assert!(large < 40_960, "{format}: {large} kB");
    }
}

/// The peak of the resident memory (kB) once so many records are read.
fn peak(format: &str, count: usize) -> u64 {
    let mut child = dsdscore()
        .args(["annotate", "-O", format, "-b"])
        .arg(scores())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let drain = thread::spawn(move || io::copy(&mut stdout, &mut io::sink()).unwrap());
    let mut stdin = child.stdin.take().unwrap();
    feed(&mut stdin, count);
    // The program waits for more, so what it took so far can be read.
    let peak = high_water_mark(&child);
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert!(drain.join().unwrap() > 10 * count as u64);
    peak
}

fn feed(stdin: &mut ChildStdin, count: usize) {
    stdin.write_all(generated::header().as_bytes()).unwrap();
    let mut text = String::new();
    for i in 0..count {
        generated::record(i, 1000 + i, &mut text);
        if i % 1000 == 999 {
            stdin.write_all(text.as_bytes()).unwrap();
            text.clear();
        }
    }
}

fn high_water_mark(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().strip_suffix(" kB").unwrap();
    kilobytes.parse().unwrap()
}
