//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    archlens::cli::main()
}
