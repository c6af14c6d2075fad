//! What Rust's runtime does before `main` and bcftools does not.

use libc::c_int;

/// Has writes to a closed pipe fail, instead of ending the process with unfinished files left behind,
/// and opens what is closed of the standard streams: else an input takes the place of one, and what is
/// written to it goes into the input.
pub fn prepare() {
    // SAFETY: no handler is installed.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
    for stream in [libc::STDIN_FILENO, libc::STDOUT_FILENO, libc::STDERR_FILENO] {
        open_if_closed(stream);
    }
}

fn open_if_closed(stream: c_int) {
    if is_open(stream) {
        return;
    }
    // SAFETY: the path ends with NUL; the number is free, and the other one is ours.
    unsafe {
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        if null != -1 && null != stream {
            libc::dup2(null, stream);
            libc::close(null);
        }
    }
}

fn is_open(stream: c_int) -> bool {
    // SAFETY: asks for flags and changes nothing.
    unsafe { libc::fcntl(stream, libc::F_GETFD) != -1 }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        io::{Read, Write},
        os::fd::{AsRawFd, FromRawFd},
    };

    use super::*;

    #[test]
    fn a_closed_stream_becomes_an_empty_one() {
        let free = 700;
        assert!(!is_open(free));
        open_if_closed(free);
        // SAFETY: nothing else has the number.
        let mut stream = unsafe { File::from_raw_fd(free) };
        stream.write_all(b"swallowed").unwrap();
        assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap(), 0);
    }

    #[test]
    fn an_open_stream_stays_what_it_is() {
        let mut file = tempfile::tempfile().unwrap();
        open_if_closed(file.as_raw_fd());
        file.write_all(b"kept").unwrap();
        assert_eq!(file.metadata().unwrap().len(), 4);
    }

    #[test]
    fn a_closed_pipe_is_an_error() {
        prepare();
        let (reader, mut writer) = std::io::pipe().unwrap();
        drop(reader);
        assert!(writer.write_all(b"unheard").is_err());
    }
}
