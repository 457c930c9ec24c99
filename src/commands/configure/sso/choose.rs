//! Chooses account and role: the flag's, the only one, or the one that the user picks.

use nu_protocol::{LabeledError, Spanned, Value, record};

use crate::commands::configure::sso::answers::{ACCOUNT, Answers, ROLE};
use crate::error::{Error, Spans, SsoError};
use crate::nu::caller::tell;
use crate::sso::portal::Account;
use crate::text::suggest::suggest;

impl Answers<'_> {
    /// Chooses among the accounts in which the user has a role.
    pub(crate) fn account(&self, mut accounts: Vec<Account>) -> Result<Account, LabeledError> {
        accounts.sort_by_cached_key(|account| {
            let text = |text: &Option<String>| text.as_deref().unwrap_or("\u{10ffff}").to_lowercase();
            (text(&account.account_name), text(&account.email), account.account_id.clone())
        });
        if let Some(wanted) = self.flag(&ACCOUNT) {
            return find_account(accounts, wanted);
        }
        match accounts.len() {
            0 => Err(self.nothing_assigned("account")),
            1 => {
                let account = accounts.remove(0);
                tell(&format!("The only AWS account available to you is {}.", account.account_id));
                Ok(account)
            }
            count if self.context.caller.can_ask() => {
                let rows = accounts.iter().map(|account| self.account_row(account)).collect();
                let chosen = self.pick(&format!("{count} AWS accounts"), rows, "account_id")?;
                let mut accounts = accounts.into_iter();
                let chosen = accounts.find(|account| account.account_id == chosen);
                chosen.ok_or_else(|| self.nothing_assigned("account"))
            }
            _ => Err(self.missing([&ACCOUNT, &ROLE])),
        }
    }

    /// Chooses among the roles that the user has in the account.
    pub(crate) fn role(&self, account: &Account, mut roles: Vec<String>) -> Result<String, LabeledError> {
        if let Some(wanted) = self.flag(&ROLE) {
            if roles.contains(&wanted.item) {
                return Ok(wanted.item.clone());
            }
            let (account, role) = (account.account_id.clone(), wanted.item.clone());
            let error = SsoError::RoleNotAssigned { account, role, profile: None };
            return Err(Error::from(error).at(&Spans::head(wanted.span)));
        }
        roles.sort_by_key(|role| role.to_lowercase());
        match roles.as_slice() {
            [] => Err(self.nothing_assigned("role")),
            [only] => {
                tell(&format!("The only role available to you is {only}."));
                Ok(only.clone())
            }
            _ if self.context.caller.can_ask() => {
                let span = self.context.spans.head;
                let row = |role| Value::record(record! { "role_name" => Value::string(role, span) }, span);
                let prompt = format!("{} roles", roles.len());
                self.pick(&prompt, roles.into_iter().map(row).collect(), "role_name")
            }
            _ => Err(self.missing([&ROLE])),
        }
    }

    fn account_row(&self, account: &Account) -> Value {
        let text = |text: Option<&str>| Value::string(text.unwrap_or_default(), self.context.spans.head);
        let row = record! {
            "account_name" => text(account.account_name.as_deref()),
            "email" => text(account.email.as_deref()),
            "account_id" => text(Some(&account.account_id)),
        };
        Value::record(row, self.context.spans.head)
    }

    /// Lets the user pick a row, and returns the text of its column.
    fn pick(&self, prompt: &str, rows: Vec<Value>, column: &str) -> Result<String, LabeledError> {
        let chosen = self.context.caller.pick(prompt, rows)?.ok_or_else(|| self.context.label(Error::Interrupted))?;
        let text = chosen.as_record().ok().and_then(|row| row.get(column)).and_then(|value| value.as_str().ok());
        Ok(text.unwrap_or_default().to_owned())
    }

    fn nothing_assigned(&self, what: &'static str) -> LabeledError {
        Error::from(SsoError::NothingAssigned { what }).at(&Spans::head(self.context.spans.head))
    }
}

/// The account with this id, or the only one with this name.
fn find_account(accounts: Vec<Account>, wanted: &Spanned<String>) -> Result<Account, LabeledError> {
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
