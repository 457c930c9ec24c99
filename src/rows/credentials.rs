//! Credentials as a record of environment variables.

use aws_credential_types::Credentials;
use nu_protocol::{CollectionColumns, IntoValue, Record, Span, Type};

use crate::aws::variables;
use crate::credentials::export::variables;

/// The column that no text of credentials has.
const REGION: &str = variables::AWS_REGION;

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let or_null = || Type::one_of([Type::String, Type::Nothing]);
    let columns = [
        (variables::AWS_ACCESS_KEY_ID, Type::String),
        (variables::AWS_SECRET_ACCESS_KEY, Type::String),
        (variables::AWS_SESSION_TOKEN, or_null()),
        (variables::AWS_CREDENTIAL_EXPIRATION, or_null()),
        (REGION, or_null()),
    ];
    columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec().into()
}

/// The variables of credentials and of a region. What there is not is null, which external commands do not see.
pub(crate) fn row(keys: &Credentials, region: Option<&str>, span: Span) -> Record {
    let variables = variables(keys).into_iter().map(|(name, value)| {
        let value = value.as_ref().map(|value| value.expose());
        (name.to_owned(), value.into_value(span))
    });
    variables.chain([(REGION.to_owned(), region.into_value(span))]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_all_columns_whatever_the_credentials_have() {
        let keys = Credentials::new("AKIA", "secret", None, None, "test");
        let row = row(&keys, None, Span::test_data());
        let expected: Vec<_> = columns().iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(row.columns().cloned().collect::<Vec<_>>(), expected);
        assert!(row["AWS_SESSION_TOKEN"].is_nothing() && row["AWS_REGION"].is_nothing(), "{row:?}");
    }
}
