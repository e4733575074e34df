//! The `accolade` program: everything is in the library, see `accolade::cmd`.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    accolade::cmd::main()
}
