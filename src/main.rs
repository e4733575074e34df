//! The `accolade` program: everything is in the library, see `accolade::cmd`.
#![forbid(unsafe_code)]

/// A third of a build's time went into the system's allocator (benches/README.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    accolade::cmd::main()
}
