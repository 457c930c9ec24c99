//! Chooses account and role: the flag's, the only one, or the one that the user picks.

use nu_protocol::{LabeledError, Span, Spanned, Value, record};

use crate::commands::configure::sso::answers::{ACCOUNT, Answers, ROLE};
use crate::error::{Error, Spans, SsoError};
use crate::nu::caller::{Caller, tell};
use crate::sso::portal::Account;
use crate::text::suggest::suggest;

/// Chooses among the accounts in which the user has a role.
pub(crate) fn choose_account(
    answers: &Answers,
    caller: &Caller,
    mut accounts: Vec<Account>,
    span: Span,
) -> Result<Account, LabeledError> {
    accounts.sort_by_cached_key(|account| {
        let text = |text: &Option<String>| text.as_deref().unwrap_or("\u{10ffff}").to_lowercase();
        (text(&account.account_name), text(&account.email), account.account_id.clone())
    });
    if let Some(wanted) = answers.given(&ACCOUNT) {
        return account_named(accounts, wanted);
    }
    match accounts.len() {
        0 => Err(none("account", span)),
        1 => {
            let account = accounts.remove(0);
            tell(&format!("The only AWS account available to you is {}.", account.account_id));
            Ok(account)
        }
        count if caller.can_ask() => {
            let rows = accounts.iter().map(|account| {
                let text = |text: Option<&str>| Value::string(text.unwrap_or_default(), span);
                let row = record! {
                    "account_name" => text(account.account_name.as_deref()),
                    "email" => text(account.email.as_deref()),
                    "account_id" => text(Some(&account.account_id)),
                };
                Value::record(row, span)
            });
            let chosen = pick(caller, &format!("{count} AWS accounts"), rows.collect(), "account_id", span)?;
            accounts.into_iter().find(|account| account.account_id == chosen).ok_or_else(|| none("account", span))
        }
        _ => {
            Err(answers
                .missing([&ACCOUNT, &ROLE].iter().filter(|q| answers.given(q).is_none()).map(|q| q.flag).collect()))
        }
    }
}

/// The account with this id, or the only one with this name.
fn account_named(accounts: Vec<Account>, wanted: &Spanned<String>) -> Result<Account, LabeledError> {
    let name = wanted.item.clone();
    let nearest = suggest(&name, accounts.iter().filter_map(|account| account.account_name.as_deref()));
    let is_wanted =
        |account: &Account| account.account_id == wanted.item || account.account_name.as_deref() == Some(&wanted.item);
    let mut found: Vec<_> = accounts.into_iter().filter(is_wanted).collect();
    let error = match found.len() {
        1 => return Ok(found.remove(0)),
        0 => SsoError::AccountNotFound { name, nearest },
        count => SsoError::AccountAmbiguous { name, count },
    };
    Err(Error::from(error).at(&Spans::head(wanted.span)))
}

/// Chooses among the roles that the user has in the account.
pub(crate) fn choose_role(
    answers: &Answers,
    caller: &Caller,
    account: &Account,
    mut roles: Vec<String>,
    span: Span,
) -> Result<String, LabeledError> {
    roles.sort_by_key(|role| role.to_lowercase());
    if let Some(wanted) = answers.given(&ROLE) {
        if roles.contains(&wanted.item) {
            return Ok(wanted.item.clone());
        }
        let (account, role) = (account.account_id.clone(), wanted.item.clone());
        let error = SsoError::RoleNotAssigned { account, role, profile: None };
        return Err(Error::from(error).at(&Spans::head(wanted.span)));
    }
    match roles.as_slice() {
        [] => Err(none("role", span)),
        [only] => {
            tell(&format!("The only role available to you is {only}."));
            Ok(only.clone())
        }
        _ if caller.can_ask() => {
            let rows =
                roles.iter().map(|role| Value::record(record! { "role_name" => Value::string(role, span) }, span));
            pick(caller, &format!("{} roles", roles.len()), rows.collect(), "role_name", span)
        }
        _ => Err(answers.missing(vec![ROLE.flag])),
    }
}

fn pick(caller: &Caller, prompt: &str, rows: Vec<Value>, column: &str, span: Span) -> Result<String, LabeledError> {
    let chosen = caller.pick(prompt, rows)?.ok_or_else(|| Error::Interrupted.at(&Spans::head(span)))?;
    let text = chosen.as_record().ok().and_then(|row| row.get(column)).and_then(|value| value.as_str().ok());
    Ok(text.unwrap_or_default().to_owned())
}

fn none(what: &'static str, span: Span) -> LabeledError {
    Error::from(SsoError::NothingAssigned { what }).at(&Spans::head(span))
}
