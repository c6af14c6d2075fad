//! Keeps the plugin loaded until the process ends.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS");
    // bcftools closes a plugin that has run, while threads of pools may still be inside its code.
    // macOS has no such flag, and needs none: it never unloads what has thread-local variables.
    if system.is_ok_and(|system| system != "macos") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
