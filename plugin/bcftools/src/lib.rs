//! `bcftools +dsdscore`: what `dsdscore annotate` does, as a plugin of bcftools.
//!
//! bcftools looks up `run`, hands it the command line and does nothing else: it neither opens the
//! input nor writes output. So there is no htslib in here, and what is written is, byte for byte,
//! what the program writes.

mod command;
mod foreign;
mod host;
mod streams;

use std::{
    ffi::{CStr, CString, OsStr, OsString, c_char, c_int},
    os::unix::ffi::OsStrExt,
    panic::{self, UnwindSafe},
    sync::OnceLock,
};

/// What `bcftools plugin -lv` prints.
const ABOUT: &CStr =
    c"Add scores of genes, out of a dsdscore bundle or by its networks, as INFO tags: how much a
gene's expression in the developing organ looks like that of known disease genes.
";

/// What bcftools itself exits with after an error.
const PANICKED: c_int = 255;

/// The short description.
#[unsafe(no_mangle)]
pub extern "C" fn about() -> *const c_char {
    ABOUT.as_ptr()
}

/// The options.
#[unsafe(no_mangle)]
pub extern "C" fn usage() -> *const c_char {
    static USAGE: OnceLock<CString> = OnceLock::new();
    let usage = panic::catch_unwind(|| {
        USAGE.get_or_init(|| CString::new(command::usage()).unwrap_or_else(|_| ABOUT.into()))
    });
    usage.map_or(ABOUT.as_ptr(), |usage| usage.as_ptr())
}

/// The versions of bcftools and htslib that the plugin goes with: those that there are, since it
/// uses neither. bcftools warns of others.
///
/// # Safety
///
/// Both are pointers to where a pointer may be written, or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn version(bcftools: *mut *const c_char, htslib: *mut *const c_char) {
    for (place, version) in [(bcftools, host::bcftools()), (htslib, host::htslib())] {
        // SAFETY: by the caller's promise.
        if let Some(place) = unsafe { place.as_mut() } {
            *place = version.as_ptr();
        }
    }
}

/// Runs the plugin; `argv` begins with its name. Returns what bcftools exits with.
///
/// # Safety
///
/// `argv` has `argc` strings that end with NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(argc: c_int, argv: *const *const c_char) -> c_int {
    streams::prepare();
    // SAFETY: by the caller's promise.
    let arguments = unsafe { arguments(argc, argv) };
    guarded(|| command::run(&arguments))
}

/// Keeps a panic from bcftools, whose C it would abort.
fn guarded(work: impl FnOnce() -> c_int + UnwindSafe) -> c_int {
    panic::catch_unwind(work).unwrap_or(PANICKED)
}

/// The arguments after the plugin's name.
unsafe fn arguments(argc: c_int, argv: *const *const c_char) -> Vec<OsString> {
    let count = usize::try_from(argc).unwrap_or(0);
    let argument = |i| {
        // SAFETY: by the caller's promise.
        let text = unsafe { CStr::from_ptr(*argv.add(i)) };
        OsStr::from_bytes(text.to_bytes()).to_os_string()
    };
    (1..count).map(argument).collect()
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use super::*;

    #[test]
    fn arguments_are_bytes_and_need_not_be_utf8() {
        let words = [c"dsdscore", c"-o", c"caf\xe9.vcf"].map(CStr::as_ptr);
        // SAFETY: three strings.
        let found = unsafe { arguments(3, words.as_ptr()) };
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].as_bytes(), b"caf\xe9.vcf");
        // SAFETY: none is read.
        assert!(unsafe { arguments(0, ptr::null()) }.is_empty());
    }

    #[test]
    fn a_panic_is_an_exit_code() {
        assert_eq!(guarded(|| 7), 7);
        assert_eq!(guarded(|| panic!("on purpose")), PANICKED);
    }

    #[test]
    fn versions_are_given_where_they_are_asked_for() {
        let mut bcftools = ptr::null();
        // SAFETY: a place and none.
        unsafe { version(&raw mut bcftools, ptr::null_mut()) };
        // SAFETY: it was written.
        assert_eq!(unsafe { CStr::from_ptr(bcftools) }, host::bcftools());
    }

    #[test]
    fn the_usage_holds_no_nul_that_would_cut_it() {
        // SAFETY: a string that lives as long as the program.
        let text = unsafe { CStr::from_ptr(usage()) };
        assert_eq!(text.to_str().unwrap(), command::usage());
    }
}
