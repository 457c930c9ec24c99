//! The executable that Nushell starts.

fn main() {
    clean_user_agent();
    nu_plugin_aws::serve();
}

/// Makes `AWS_EXECUTION_ENV` fit for a header, as botocore does. The SDK reads the variable of the process and puts it into
/// the user agent of all requests. With a line break in it, it could send none.
fn clean_user_agent() {
    const NAME: &str = "AWS_EXECUTION_ENV";
    #[expect(clippy::disallowed_methods, reason = "the SDK doesn't read the caller's variable")]
    if let Ok(value) = std::env::var(NAME) {
        let clean = value.replace(|c: char| !c.is_ascii_graphic(), "-");
        // SAFETY: no other thread has been started.
        #[expect(unsafe_code, reason = "the SDK has no other way to set it for all clients")]
        unsafe {
            std::env::set_var(NAME, clean);
        }
    }
}
