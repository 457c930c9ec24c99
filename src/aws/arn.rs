//! Amazon Resource Names (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>).

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. Each part but the first may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arn<'a> {
    pub(crate) partition: &'a str,
    account_id: &'a str,
    resource: &'a str,
}

/// The role in `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AssumedRole<'a> {
    /// The name of the permission set, if IAM Identity Center has created the role.
    pub(crate) role_name: &'a str,
    pub(crate) session_name: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads the first line only: in the AWS files, further lines of a value can hold secrets.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.lines().next()?.trim().splitn(6, ':');
        if parts.next() != Some("arn") {
            return None;
        }
        let (partition, _service, _region) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { partition, account_id: parts.next()?, resource: parts.next()? })
    }

    pub(crate) fn account_id(&self) -> Option<&'a str> {
        Some(self.account_id).filter(|id| !id.is_empty())
    }

    pub(crate) fn resource(&self) -> &'a str {
        self.resource
    }

    /// The last part of the resource's path: `name` in `role/team/name`.
    pub(crate) fn resource_name(&self) -> &'a str {
        self.resource.rsplit('/').next().unwrap_or_default()
    }

    /// The role that the resource is a session of; `None` for other resources, such as a user.
    pub(crate) fn assumed_role(&self) -> Option<AssumedRole<'a>> {
        let (role, session_name) = self.resource.strip_prefix("assumed-role/")?.split_once('/')?;
        Some(AssumedRole { role_name: permission_set(role).unwrap_or(role), session_name })
    }

    /// The name in `federated-user/NAME`, which `GetFederationToken` has been called with.
    pub(crate) fn federated_user(&self) -> Option<&'a str> {
        self.resource.strip_prefix("federated-user/")
    }
}

/// The role of a permission set is called `AWSReservedSSO_NAME_` and 16 hexadecimal digits
/// (<https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocreatepermissionset.html>).
fn permission_set(role: &str) -> Option<&str> {
    let (name, digits) = role.strip_prefix("AWSReservedSSO_")?.rsplit_once('_')?;
    (digits.len() == 16 && digits.chars().all(|c| c.is_ascii_hexdigit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assumed_role(text: &str) -> Option<(&str, &str)> {
        let role = Arn::parse(text).expect("an ARN").assumed_role()?;
        Some((role.role_name, role.session_name))
    }

    #[test]
    fn an_arn_has_six_parts_on_one_line() {
        let role = Arn::parse("arn:aws-cn:iam::111122223333:role/team/deploy\naws_secret_access_key = hunter2");
        let role = role.expect("an ARN");
        assert_eq!(
            (role.partition, role.account_id(), role.resource_name()),
            ("aws-cn", Some("111122223333"), "deploy")
        );
        assert_eq!(Arn::parse("arn:aws:s3:::bucket").and_then(|bucket| bucket.account_id()), None);
        for text in ["", "deploy", "arn", "arn:aws:iam::111122223333", "urn:aws:iam::111122223333:role/deploy"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_session_of_a_role_names_both() {
        assert_eq!(assumed_role("arn:aws:sts::111122223333:assumed-role/deploy/ci-42"), Some(("deploy", "ci-42")));
        assert_eq!(
            assumed_role(
                "arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/me@example.com"
            ),
            Some(("Power_User", "me@example.com"))
        );
        let other = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_x/s";
        assert_eq!(assumed_role(other), Some(("AWSReservedSSO_x", "s")));
    }

    #[test]
    fn a_user_is_not_a_session_of_a_role() {
        for text in ["arn:aws:iam::111122223333:user/path/me", "arn:aws:iam::111122223333:root"] {
            let user = Arn::parse(text).expect("an ARN");
            assert_eq!((user.assumed_role(), user.federated_user()), (None, None));
        }
        let federated = "arn:aws:sts::111122223333:federated-user/bob";
        assert_eq!(Arn::parse(federated).and_then(|user| user.federated_user()), Some("bob"));
    }
}
