//! Credentials as a record of environment variables.

use aws_credential_types::Credentials;
use nu_protocol::{CollectionColumns, IntoValue, Record, Span, Type};

use crate::aws::variables;
use crate::credentials::export::variables;
use crate::rows::or_null;

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    [
        (variables::AWS_ACCESS_KEY_ID, Type::String),
        (variables::AWS_SECRET_ACCESS_KEY, Type::String),
        (variables::AWS_CREDENTIAL_EXPIRATION, or_null(Type::String)),
        (variables::AWS_REGION, or_null(Type::String)),
        (variables::AWS_SESSION_TOKEN, or_null(Type::String)),
    ]
    .into()
}

/// The variables of credentials and a region. Missing values are null, which hides the variable from child programs.
pub(crate) fn row(keys: &Credentials, region: Option<&str>, span: Span) -> Record {
    let variables = variables(keys).into_iter().map(|(name, value)| {
        let value = value.as_ref().map(|value| value.expose());
        (name.to_owned(), value.into_value(span))
    });
    let mut row: Record = variables.chain([(variables::AWS_REGION.to_owned(), region.into_value(span))]).collect();
    // The token fills half a screen, so it comes last.
    if let Some(token) = row.remove(variables::AWS_SESSION_TOKEN) {
        row.push(variables::AWS_SESSION_TOKEN, token);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_always_has_all_columns() {
        let keys = Credentials::new("AKIA", "secret", None, None, "test");
        let row = row(&keys, None, Span::test_data());
        let expected: Vec<_> = columns().iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(row.columns().cloned().collect::<Vec<_>>(), expected);
        assert!(row["AWS_SESSION_TOKEN"].is_nothing() && row["AWS_REGION"].is_nothing(), "{row:?}");
    }
}
