//! Tells cargo that the data folders are part of the program: the macro that carries them inside can't.
#![allow(clippy::print_stdout)] // this is how a build script speaks

fn main() {
    for folder in ["schemas", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
