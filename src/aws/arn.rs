//! What an ARN says of a role.

/// The role that somebody has assumed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Assumed {
    /// Its name; that of the permission set if it is an Identity Center's.
    pub(crate) role_name: Option<String>,
    /// The name of the session.
    pub(crate) session_name: Option<String>,
}

impl Assumed {
    /// Reads the ARN that STS answers with: `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`, or `federated-user/NAME`.
    /// Any other, such as an IAM user's, names neither a role nor a session.
    ///
    /// The role of a permission set is `AWSReservedSSO_NAME_` and 16 hexadecimal digits
    /// (<https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocreatepermissionset.html>).
    pub(crate) fn of(arn: &str) -> Self {
        let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
        let mut words = resource.split('/');
        let (kind, second, third) = (words.next(), words.next(), words.next());
        let owned = |text: &str| Some(text.to_owned());
        match (kind, second, third) {
            (Some("assumed-role"), Some(role), session) => {
                Self { role_name: owned(permission_set(role).unwrap_or(role)), session_name: session.and_then(owned) }
            }
            (Some("federated-user"), Some(name), _) => Self { role_name: None, session_name: owned(name) },
            _ => Self::default(),
        }
    }
}

fn permission_set(role: &str) -> Option<&str> {
    let (name, digits) = role.strip_prefix("AWSReservedSSO_")?.rsplit_once('_')?;
    (digits.len() == 16 && digits.chars().all(|c| c.is_ascii_hexdigit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arn: &str) -> (Option<String>, Option<String>) {
        let Assumed { role_name, session_name } = Assumed::of(arn);
        (role_name, session_name)
    }

    fn some(role: &str, session: &str) -> (Option<String>, Option<String>) {
        (Some(role.to_owned()), Some(session.to_owned()))
    }

    #[test]
    fn a_role_and_its_session_are_named() {
        assert_eq!(of("arn:aws:sts::111122223333:assumed-role/deploy/ci-42"), some("deploy", "ci-42"));
        assert_eq!(
            of("arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/me@example.com"),
            some("Power_User", "me@example.com")
        );
        assert_eq!(of("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_x/s"), some("AWSReservedSSO_x", "s"));
    }

    #[test]
    fn a_user_has_neither_and_a_federated_one_a_name() {
        assert_eq!(of("arn:aws:iam::111122223333:user/path/me"), (None, None));
        assert_eq!(of("arn:aws:iam::111122223333:root"), (None, None));
        assert_eq!(of(""), (None, None));
        assert_eq!(of("arn:aws:sts::111122223333:federated-user/bob"), (None, Some("bob".to_owned())));
    }
}
