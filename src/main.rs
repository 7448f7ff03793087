//! The `niemphong` command.

/// Printing makes and drops millions of small things; the system's allocator takes longer over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    niemphong::cli::main()
}
