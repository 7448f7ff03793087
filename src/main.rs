//! The `niemphong` command.

fn main() -> std::process::ExitCode {
    niemphong::cli::main()
}
