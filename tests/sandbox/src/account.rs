//! The accounts of the sandbox and their access keys.

use crate::names;
use crate::options::Options;
use crate::random::Random;
use crate::regions::Region;

/// The roles of every account for `AssumeRole`. Those whose names begin with `mfa` require an MFA code.
pub const ROLES: [&str; 5] = ["tester", "developer", "admin", "mfa-admin", "mfa-reader"];

/// The only valid token for `AssumeRoleWithWebIdentity`, for every role.
pub const WEB_IDENTITY_TOKEN: &str = "sandbox-token-web-identity";

/// The beginning of every secret access key, client secret and authorization code, so that tests can search for leaked
/// secrets.
pub const SECRET_PREFIX: &str = "sandbox-secret-";

/// The beginning of every session token, access token and refresh token.
pub const TOKEN_PREFIX: &str = "sandbox-token-";

/// The ids of the first two accounts.
pub const FIRST_ACCOUNT: &str = "111122223333";
pub const SECOND_ACCOUNT: &str = "444455556666";

const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The opt-in regions that every account has enabled.
const ENABLED_REGIONS: [&str; 2] = ["eu-south-1", "me-central-1"];

/// An AWS account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// Such as `dev-account`.
    pub name: String,
    /// The owner's address.
    pub email: String,
    /// The roles that the user of the SSO portal has.
    pub roles: Vec<String>,
    /// The permanent keys of its user `sandbox`, who is allowed everything.
    pub key: Key,
    /// The opt-in regions that it has enabled. The first account has one more than the others.
    pub opted_in: Vec<&'static str>,
}

/// An access key, which signs requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// 20 characters; `AKIA…` is permanent, `ASIA…` temporary.
    pub access_key_id: String,
    /// 40 characters, beginning with [`SECRET_PREFIX`].
    pub secret_access_key: String,
    /// Of temporary keys only. It begins with [`TOKEN_PREFIX`].
    pub session_token: Option<String>,
}

impl Account {
    /// All accounts, at least one.
    pub(crate) fn all(options: &Options) -> Vec<Self> {
        (0..options.accounts.max(1)).map(|index| Self::nth(index, options)).collect()
    }

    fn nth(index: usize, options: &Options) -> Self {
        let id = match index {
            0 => FIRST_ACCOUNT.to_owned(),
            1 => SECOND_ACCOUNT.to_owned(),
            _ => format!("7{:011}", index * 1_000_003),
        };
        let name = names::account(index);
        let roles = names::roles(index, options.roles_in.get(&name).copied().unwrap_or(options.roles));
        let key = Key::permanent(&mut Random::new(options.seed, &format!("user/{id}")));
        let first_only = (index == 0).then_some("ap-east-1");
        let opted_in = ENABLED_REGIONS.into_iter().chain(first_only).collect();
        Self { id, name, email: names::email(index), roles, key, opted_in }
    }

    /// The ARN of one of its users.
    pub fn user_arn(&self, user: &str) -> String {
        format!("arn:aws:iam::{}:user/{user}", self.id)
    }

    /// The ARN of one of its roles.
    pub fn role_arn(&self, role: &str) -> String {
        format!("arn:aws:iam::{}:role/{role}", self.id)
    }

    pub(crate) fn has_enabled(&self, region: Region) -> bool {
        !region.opt_in || self.opted_in.contains(&region.name)
    }
}

impl Key {
    /// The keys of a user.
    pub(crate) fn permanent(random: &mut Random) -> Self {
        Self::generate("AKIA", None, random)
    }

    /// The keys of a role session.
    pub(crate) fn temporary(random: &mut Random) -> Self {
        let token = format!("{TOKEN_PREFIX}{}==", random.text(340, BASE64));
        Self::generate("ASIA", Some(token), random)
    }

    fn generate(kind: &str, session_token: Option<String>, random: &mut Random) -> Self {
        Self {
            access_key_id: format!("{kind}SANDBOX{}", random.text(9, BASE32)),
            secret_access_key: format!("{SECRET_PREFIX}{}", random.text(25, BASE64)),
            session_token,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_lengths_of_aws_and_the_prefix() {
        for account in Account::all(&Options { accounts: 4, ..Options::default() }) {
            assert_eq!(account.id.len(), 12);
            assert_eq!(account.key.access_key_id.len(), 20);
            assert_eq!(account.key.secret_access_key.len(), 40);
            assert!(account.key.secret_access_key.starts_with(SECRET_PREFIX));
        }
    }
}
