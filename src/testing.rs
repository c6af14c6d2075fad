//! What the unit tests of all rooms share.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};

#[cfg(feature = "train")]
use crate::model::runtime;
use crate::variant::{Input, Reader};

/// Asserts that a text, or the message of an error, has all parts.
macro_rules! assert_has {
    ($text:expr, $($part:expr),+ $(,)?) => {{
        let text = $text.to_string();
        $(
            let part = $part;
            assert!(text.contains(part), "{part} is missing from: {text}");
        )+
    }};
}

/// Whether there is an ONNX Runtime; a test that needs one says that it is skipped where there is none,
/// unless `DSDSCORE_REQUIRE_ONNXRUNTIME` is set.
#[cfg(feature = "train")]
pub(crate) fn has_runtime() -> bool {
    let found = runtime::find(None, &runtime::Surroundings::of_process());
    let required = std::env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some();
    match found {
        Ok(_) => true,
        Err(error) if required => panic!("ONNX Runtime is required: {error}"),
        Err(error) => {
            eprintln!("SKIPPED: {error}");
            false
        }
    }
}

/// In one gzip member.
pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes.as_ref()).unwrap();
    writer.finish().unwrap()
}

/// Reads a VCF that is named `test`.
pub(crate) fn reader(vcf: impl Into<Vec<u8>>) -> Reader {
    let input = Input::new("test", Box::new(Cursor::new(vcf.into())), 0).unwrap();
    Reader::new(input).unwrap()
}
