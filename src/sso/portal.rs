//! The portal of an Identity Center: which accounts and roles a signed-in user has, and the keys of those roles.

pub(crate) mod all_roles;
pub(crate) mod call;
pub(crate) mod retire_token;

use std::sync::Arc;

pub(crate) use all_roles::AccountFailure;
use aws_sdk_sso::Client;
use chrono::DateTime;

use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::TokenCache;
use crate::client::anonymous::anonymous;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, ServiceError, SsoError};
use crate::http::rate_limiter::RateLimiter;
use crate::sso::portal::call::Call;
use crate::text::secret::Secret;

/// The most entries of a page that the portal gives.
const PAGE: i32 = 100;

/// The portal as one signed-in user sees it. A clone is the same portal.
#[derive(Clone)]
pub(crate) struct Portal {
    client: Client,
    rate_limiter: Arc<RateLimiter>,
    center: Arc<IdentityCenter>,
    access_token: Secret,
    tokens: TokenCache,
    profile: Option<String>,
}

/// An account in which the user has a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// Twelve digits.
    pub(crate) account_id: String,
    /// Its name, if the portal tells one.
    pub(crate) account_name: Option<String>,
    /// Its owner's address, if the portal tells one.
    pub(crate) email: Option<String>,
}

/// A role that the user has in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssignedRole {
    /// The account.
    pub(crate) account: Arc<Account>,
    /// The role's name.
    pub(crate) role_name: String,
}

impl Portal {
    /// The portal for a token; nobody is asked yet. `profile` is whom the errors name: the profile that is in need of
    /// the answers, if it is one.
    ///
    /// # Errors
    ///
    /// What the settings for the HTTP client have wrong, and [`Error::Cache`] if the caller has no home.
    pub(crate) async fn open(
        context: &Context<'_>,
        center: &IdentityCenter,
        token: &Token,
        profile: Option<&str>,
    ) -> Result<Self, Error> {
        let sdk = anonymous(context, &center.region).await?;
        Ok(Self {
            client: Client::from_conf(call::config(&sdk)),
            rate_limiter: context.clients.rate_limiters().get(&center.region, &center.start_url),
            center: Arc::new(center.clone()),
            access_token: token.access_token.clone(),
            tokens: TokenCache::from_environment(context.environment)?,
            profile: profile.map(str::to_owned),
        })
    }

    /// All accounts in which the user has a role, in the portal's order.
    ///
    /// # Errors
    ///
    /// As for all methods here: [`SsoError::Expired`] if the portal does not accept the token, which is then not used
    /// again, and what keeps the portal from being reached or from answering.
    pub(crate) async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let (mut accounts, mut next) = (Vec::new(), None);
        loop {
            let ask = || {
                let ask = self.client.list_accounts().access_token(self.access_token.expose()).max_results(PAGE);
                ask.set_next_token(next.clone()).send()
            };
            let page = self.call(Call::new("sso:ListAccounts"), ask).await?;
            accounts.extend(page.account_list.unwrap_or_default().into_iter().filter_map(|account| {
                let (account_name, email) = (account.account_name, account.email_address);
                Some(Account { account_id: account.account_id?, account_name, email })
            }));
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(accounts);
            }
        }
    }

    /// The names of all roles that the user has in an account.
    ///
    /// # Errors
    ///
    /// [`SsoError::AccountNotAssigned`] if there are none, or if there is no such account.
    pub(crate) async fn roles(&self, account_id: &str) -> Result<Vec<String>, Error> {
        let (mut roles, mut next) = (Vec::new(), None);
        loop {
            let (page, token) = self.page_of_roles(account_id, next).await?;
            roles.extend(page);
            next = token;
            if next.is_none() {
                return Ok(roles);
            }
        }
    }

    /// A page of an account's roles, and the token of the next one.
    async fn page_of_roles(
        &self,
        account_id: &str,
        next: Option<String>,
    ) -> Result<(Vec<String>, Option<String>), Error> {
        let not_assigned =
            SsoError::AccountNotAssigned { account: account_id.to_owned(), session: self.center.key().to_owned() }
                .into();
        let ask = || {
            let ask = self.client.list_account_roles().access_token(self.access_token.expose()).account_id(account_id);
            ask.max_results(PAGE).set_next_token(next.clone()).send()
        };
        let page = self.call(Call::new("sso:ListAccountRoles").no_access(not_assigned), ask).await?;
        let roles = page.role_list.unwrap_or_default().into_iter().filter_map(|role| role.role_name).collect();
        Ok((roles, page.next_token.filter(|token| !token.is_empty())))
    }

    /// New keys for a role. They are not stored: see [`role_credentials`](crate::sso::role_credentials()).
    ///
    /// # Errors
    ///
    /// [`SsoError::RoleNotAssigned`] if the user has no such role in the account, whether or not there are such a role and
    /// such an account.
    pub(crate) async fn role_credentials(&self, role: &SsoRoleKey) -> Result<RoleCredentials, Error> {
        let (account_id, role_name) = (role.account_id(), role.role_name());
        let not_assigned = SsoError::RoleNotAssigned {
            account: account_id.to_owned(),
            role: role_name.to_owned(),
            profile: self.profile.clone(),
        }
        .into();
        let ask = || {
            let ask = self.client.get_role_credentials().access_token(self.access_token.expose());
            ask.account_id(account_id).role_name(role_name).send()
        };
        let answer = self.call(Call::new("sso:GetRoleCredentials").no_access(not_assigned), ask).await?;
        let keys = answer.role_credentials.and_then(|keys| {
            Some(RoleCredentials {
                access_key_id: keys.access_key_id?,
                secret_access_key: Secret::new(keys.secret_access_key?),
                session_token: Secret::new(keys.session_token?),
                expires_at: DateTime::from_timestamp_millis(keys.expiration)?,
                account_id: account_id.to_owned(),
            })
        });
        keys.ok_or_else(|| {
            ServiceError::InvalidResponse {
                endpoint: self.request("sso:GetRoleCredentials").endpoint(),
                reason: "it lacks a part of the role's keys".into(),
            }
            .into()
        })
    }

    /// Ends the sign-in at the portal: its tokens are worth nothing from then on. Keys of roles stay good until their
    /// time is over. A sign-in that has ended already is no error.
    pub(crate) async fn logout(&self) -> Result<(), Error> {
        let ask = || self.client.logout().access_token(self.access_token.expose()).send();
        match self.call(Call::new("sso:Logout"), ask).await {
            Ok(_) | Err(Error::Sso(SsoError::Expired { .. })) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// The SDK's client would print the caller's variables.
impl std::fmt::Debug for Portal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portal").field("center", &self.center).field("profile", &self.profile).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
