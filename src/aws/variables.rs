//! The names of the environment variables that the plugin reads. Each constant is named like its variable.

// The profile and what it is about.
pub(crate) const AWS_PROFILE: &str = "AWS_PROFILE";
pub(crate) const AWS_DEFAULT_PROFILE: &str = "AWS_DEFAULT_PROFILE";
/// The variables that name the profile, the strongest first.
pub(crate) const PROFILE: [&str; 2] = [AWS_PROFILE, AWS_DEFAULT_PROFILE];
pub(crate) const AWS_REGION: &str = "AWS_REGION";
pub(crate) const AWS_DEFAULT_REGION: &str = "AWS_DEFAULT_REGION";
/// The variables that name the region, the strongest first.
pub(crate) const REGION: [&str; 2] = [AWS_REGION, AWS_DEFAULT_REGION];
pub(crate) const AWS_DEFAULT_OUTPUT: &str = "AWS_DEFAULT_OUTPUT";
pub(crate) const AWS_ACCOUNT_ID: &str = "AWS_ACCOUNT_ID";

// Keys.
pub(crate) const AWS_ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
pub(crate) const AWS_SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";
pub(crate) const AWS_SESSION_TOKEN: &str = "AWS_SESSION_TOKEN";
/// The old name of [`AWS_SESSION_TOKEN`].
pub(crate) const AWS_SECURITY_TOKEN: &str = "AWS_SECURITY_TOKEN";
/// The variables with the session token. The first one wins, as in botocore (`EnvProvider`).
pub(crate) const TOKENS: [&str; 2] = [AWS_SECURITY_TOKEN, AWS_SESSION_TOKEN];
/// When the keys expire. The AWS CLI's `export-credentials` writes it.
pub(crate) const AWS_CREDENTIAL_EXPIRATION: &str = "AWS_CREDENTIAL_EXPIRATION";

// Other sources of credentials.
pub(crate) const AWS_ROLE_ARN: &str = "AWS_ROLE_ARN";
pub(crate) const AWS_ROLE_SESSION_NAME: &str = "AWS_ROLE_SESSION_NAME";
pub(crate) const AWS_WEB_IDENTITY_TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";
/// The prefix of all variables about the credentials endpoint of a container.
pub(crate) const AWS_CONTAINER_PREFIX: &str = "AWS_CONTAINER_";
pub(crate) const AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
pub(crate) const AWS_CONTAINER_CREDENTIALS_FULL_URI: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
pub(crate) const AWS_CONTAINER_AUTHORIZATION_TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
pub(crate) const AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
pub(crate) const AWS_EC2_METADATA_DISABLED: &str = "AWS_EC2_METADATA_DISABLED";
pub(crate) const AWS_EC2_METADATA_SERVICE_ENDPOINT: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
pub(crate) const AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
/// The profiles whose credentials are being loaded, as a line of CSV, the one asked for first in front. The AWS CLI
/// passes it to a `credential_process` (`exportcreds.py`).
pub(crate) const AWS_CLI_PROFILE_CHAIN: &str = "_AWS_CLI_PROFILE_CHAIN";

// Files.
pub(crate) const AWS_CONFIG_FILE: &str = "AWS_CONFIG_FILE";
pub(crate) const AWS_SHARED_CREDENTIALS_FILE: &str = "AWS_SHARED_CREDENTIALS_FILE";
pub(crate) const AWS_LOGIN_CACHE_DIRECTORY: &str = "AWS_LOGIN_CACHE_DIRECTORY";
pub(crate) const HOME: &str = "HOME";
/// The home directory on Windows.
pub(crate) const USERPROFILE: &str = "USERPROFILE";

// Endpoints.
/// The endpoint of all services. With `_` and a service's name behind it: that of the service.
pub(crate) const AWS_ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";
pub(crate) const AWS_ENDPOINT_URL_EC2: &str = "AWS_ENDPOINT_URL_EC2";
pub(crate) const AWS_ENDPOINT_URL_SIGNIN: &str = "AWS_ENDPOINT_URL_SIGNIN";
pub(crate) const AWS_ENDPOINT_URL_SSO: &str = "AWS_ENDPOINT_URL_SSO";
pub(crate) const AWS_ENDPOINT_URL_SSO_OIDC: &str = "AWS_ENDPOINT_URL_SSO_OIDC";
pub(crate) const AWS_ENDPOINT_URL_STS: &str = "AWS_ENDPOINT_URL_STS";
pub(crate) const AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
pub(crate) const AWS_USE_FIPS_ENDPOINT: &str = "AWS_USE_FIPS_ENDPOINT";
pub(crate) const AWS_USE_DUALSTACK_ENDPOINT: &str = "AWS_USE_DUALSTACK_ENDPOINT";

// Connections. Proxies are read in lower case too.
pub(crate) const AWS_CA_BUNDLE: &str = "AWS_CA_BUNDLE";
/// Read by boto3 and the AWS CLI, not by the plugin.
pub(crate) const REQUESTS_CA_BUNDLE: &str = "REQUESTS_CA_BUNDLE";
pub(crate) const HTTP_PROXY: &str = "HTTP_PROXY";
pub(crate) const HTTPS_PROXY: &str = "HTTPS_PROXY";
pub(crate) const NO_PROXY: &str = "NO_PROXY";

// Retries.
pub(crate) const AWS_MAX_ATTEMPTS: &str = "AWS_MAX_ATTEMPTS";
pub(crate) const AWS_RETRY_MODE: &str = "AWS_RETRY_MODE";

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// The code of all files below a folder, without tests.
    fn code(folder: &Path, texts: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                code(&path, texts);
            } else {
                let text = fs::read_to_string(&path).expect("a source file");
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
                texts.push((path.display().to_string(), text));
            }
        }
    }

    #[test]
    fn no_other_file_spells_a_variable_out() {
        let mut texts = Vec::new();
        code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
        // The executable is another crate, which can't use these names.
        let is_exempt = |path: &str| {
            ["tests", "test_support"].iter().any(|part| path.contains(part))
                || ["variables.rs", "main.rs"].iter().any(|file| path.ends_with(file))
        };
        for (path, text) in texts.iter().filter(|(path, _)| !is_exempt(path)) {
            let spelled = text.split('"').skip(1).step_by(2).find(|literal| {
                let is_name = literal.bytes().all(|byte| byte.is_ascii_uppercase() || b"_0123456789".contains(&byte));
                is_name && literal.trim_start_matches('_').starts_with("AWS_")
            });
            assert_eq!(spelled, None, "{path}");
        }
    }
}
