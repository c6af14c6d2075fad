//! The program that loaded the plugin.

use std::{
    ffi::{CStr, c_char, c_void},
    mem,
};

/// Said where the program does not tell its version.
const UNKNOWN: &CStr = c"unknown";

type Version = unsafe extern "C" fn() -> *const c_char;

/// The version of the bcftools that runs.
pub fn bcftools() -> &'static CStr {
    version(c"bcftools_version")
}

/// The version of the htslib that it uses.
pub fn htslib() -> &'static CStr {
    version(c"hts_version")
}

/// What a function of the program returns.
fn version(name: &CStr) -> &'static CStr {
    // SAFETY: the name ends with NUL.
    let symbol = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    if symbol.is_null() {
        return UNKNOWN;
    }
    // SAFETY: in bcftools and htslib both take nothing and return a constant of the program.
    unsafe {
        let function = mem::transmute::<*mut c_void, Version>(symbol);
        CStr::from_ptr(function())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The program is a test here, and no bcftools.
    #[test]
    fn another_program_has_no_version() {
        assert_eq!((bcftools(), htslib()), (UNKNOWN, UNKNOWN));
    }
}
