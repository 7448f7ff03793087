#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|data: &[u8]| niemphong_archive::fuzz::pack(data));

#[cfg(not(feature = "libfuzzer"))]
fn main() {
    niemphong_fuzz::replay(|data| niemphong_archive::fuzz::pack(data));
}
