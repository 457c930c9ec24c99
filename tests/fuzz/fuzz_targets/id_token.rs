#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nu_plugin_aws::fuzz::id_token(data));
