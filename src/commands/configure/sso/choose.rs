//! Chooses account and role: the flag's, the only one, or the one that the user picks.

use nu_protocol::{LabeledError, Spanned};

use crate::commands::configure::sso::answers::{ACCOUNT, Answers, ROLE, show};
use crate::error::{Error, Spans, SsoError};
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
                show(&ACCOUNT, &format!("{}, your only one", name_and_id(&account)));
                Ok(account)
            }
            count if self.can_ask() => {
                let chosen = self.pick(&format!("Which of your {count} AWS accounts?"), &account_lines(&accounts))?;
                let account = accounts.swap_remove(chosen);
                show(&ACCOUNT, &name_and_id(&account));
                Ok(account)
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
            let nearest = suggest(&role, &roles);
            let error = SsoError::RoleNotAssigned { account, role, profile: None, nearest };
            return Err(Error::from(error).at(&Spans::head(wanted.span)));
        }
        roles.sort_by_key(|role| role.to_lowercase());
        match roles.as_slice() {
            [] => Err(self.nothing_assigned("role")),
            [only] => {
                show(&ROLE, &format!("{only}, your only one"));
                Ok(only.clone())
            }
            _ if self.can_ask() => {
                let role = roles.swap_remove(self.pick(&format!("Which of your {} roles?", roles.len()), &roles)?);
                show(&ROLE, &role);
                Ok(role)
            }
            _ => Err(self.missing([&ROLE])),
        }
    }

    fn nothing_assigned(&self, what: &'static str) -> LabeledError {
        Error::from(SsoError::NothingAssigned { what }).at(&Spans::head(self.context.spans.head))
    }
}

/// The widest name that is aligned with the others.
const NAME_WIDTH: usize = 30;

/// Each account with its name, id and email, in columns.
fn account_lines(accounts: &[Account]) -> Vec<String> {
    let name = |account: &Account| account.account_name.clone().unwrap_or_default();
    let width = accounts.iter().map(|account| name(account).chars().count()).max().unwrap_or_default();
    let line = |account: &Account| {
        let email = account.email.as_deref().unwrap_or_default();
        format!("{:width$}  {}  {email}", name(account), account.account_id, width = width.min(NAME_WIDTH))
    };
    accounts.iter().map(|account| line(account).trim_end().to_owned()).collect()
}

/// `dev-account (111122223333)`
fn name_and_id(account: &Account) -> String {
    let id = &account.account_id;
    account.account_name.as_ref().map_or(id.clone(), |name| format!("{name} ({id})"))
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
