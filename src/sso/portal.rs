//! The access portal of an Identity Center: the accounts and roles of a signed-in user, and credentials for those roles.

pub(crate) mod all_roles;
pub(crate) mod call;

use std::sync::Arc;

pub(crate) use all_roles::AccountFailure;
use aws_config::SdkConfig;
use aws_sdk_sso::Client;
use aws_sdk_sso::types::AccountInfo;
use chrono::DateTime;

use crate::cli_cache::account_names::AccountNameCache;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::{RoleKey, SsoRoleKey};
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::TokenCache;
use crate::cli_cache::unsaved::UnsavedSignIns;
use crate::client::anonymous::anonymous;
use crate::client::page_tokens::PageTokens;
use crate::client::sdk::endpoint_setting;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, ServiceError, SsoError};
use crate::http::rate_limiter::RateLimiter;
use crate::http::waits::Waits;
use crate::sso::portal::call::Call;
use crate::text::secret::Secret;

/// The largest page size that the portal accepts.
const PAGE_SIZE: i32 = 100;

/// The portal for one signed-in user. A clone shares its connections and rate limit.
#[derive(Clone)]
pub(crate) struct Portal {
    client: Client,
    rate_limiter: Arc<RateLimiter>,
    waits: Waits,
    center: Arc<IdentityCenter>,
    access_token: Secret,
    token_cache: TokenCache,
    unsaved_tokens: UnsavedSignIns<Token>,
    account_names: AccountNameCache,
    profile: Option<String>,
    endpoint_setting: Option<&'static str>,
}

/// An account in which the user has a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// Twelve digits.
    pub(crate) account_id: String,
    pub(crate) account_name: Option<String>,
    /// The email address of the account's owner.
    pub(crate) email: Option<String>,
}

/// A role that the user has in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AssignedRole {
    pub(crate) account: Arc<Account>,
    pub(crate) role_name: String,
}

impl Account {
    fn from_sdk(account: AccountInfo) -> Option<Self> {
        let (account_name, email) = (account.account_name, account.email_address);
        Some(Self { account_id: account.account_id?, account_name, email })
    }
}

impl Portal {
    /// The portal for an access token, without a request. Errors name `profile` as the one that needs the sign-in.
    ///
    /// # Errors
    ///
    /// Invalid HTTP settings, and [`Error::Cache`] if the caller has no home folder.
    pub(crate) async fn open(
        context: &Context<'_>,
        center: &IdentityCenter,
        access_token: &Secret,
        profile: Option<&str>,
    ) -> Result<Self, Error> {
        let sdk = anonymous(context, &center.region).await?;
        let rate_limiter = context.clients.rate_limiters().get(&center.region, &center.start_url);
        Self::new(context, &sdk, rate_limiter, center, access_token, profile)
    }

    /// The portal that an SDK configuration leads to. See [`open`](Self::open).
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the caller has no home folder.
    pub(crate) fn new(
        context: &Context<'_>,
        sdk: &SdkConfig,
        rate_limiter: Arc<RateLimiter>,
        center: &IdentityCenter,
        access_token: &Secret,
        profile: Option<&str>,
    ) -> Result<Self, Error> {
        Ok(Self {
            client: Client::from_conf(call::config(sdk)),
            rate_limiter,
            waits: context.waits.clone(),
            center: Arc::new(center.clone()),
            access_token: access_token.clone(),
            token_cache: TokenCache::from_environment(context.environment)?,
            unsaved_tokens: context.unsaved.tokens.clone(),
            account_names: AccountNameCache::from_environment(context.environment),
            profile: profile.map(str::to_owned),
            endpoint_setting: endpoint_setting(context, None),
        })
    }

    /// All accounts in which the user has a role, in the portal's order. Their names are stored for other tables.
    ///
    /// # Errors
    ///
    /// As for all methods here: [`SsoError::Expired`] if the portal rejects the token, which is then marked as expired
    /// in the cache; connection and service errors.
    pub(crate) async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let (mut accounts, mut tokens, mut next) = (Vec::new(), PageTokens::default(), None);
        loop {
            let send = || {
                let request =
                    self.client.list_accounts().access_token(self.access_token.expose()).max_results(PAGE_SIZE);
                request.set_next_token(next.clone()).send()
            };
            let page = self.call(Call::new("sso:ListAccounts"), send).await?;
            let list = page.account_list.map(|list| list.into_iter().map(Account::from_sdk).collect());
            let list: Vec<_> = self.required(list.flatten(), "sso:ListAccounts", "list of accounts")?;
            accounts.extend(list);
            next = self.next_token("sso:ListAccounts", &mut tokens, page.next_token)?;
            if next.is_none() {
                break;
            }
        }
        let name = |account: &Account| Some((account.account_id.clone(), account.account_name.clone()?));
        // Without a place to store them, as in a read-only home, other tables have no names.
        let _ = self.account_names.add(accounts.iter().filter_map(name).collect());
        Ok(accounts)
    }

    /// The names of all roles of the user in an account.
    ///
    /// # Errors
    ///
    /// [`SsoError::AccountNotAssigned`] if the user has none there, or if the account does not exist.
    pub(crate) async fn roles(&self, account_id: &str) -> Result<Vec<String>, Error> {
        let (mut roles, mut tokens, mut next) = (Vec::new(), PageTokens::default(), None);
        loop {
            let (page, token) = self.page_of_roles(account_id, &mut tokens, next).await?;
            roles.extend(page);
            next = token;
            if next.is_none() {
                return Ok(roles);
            }
        }
    }

    /// A page of role names, and the token of the next page.
    async fn page_of_roles(
        &self,
        account_id: &str,
        tokens: &mut PageTokens,
        next: Option<String>,
    ) -> Result<(Vec<String>, Option<String>), Error> {
        let not_assigned =
            SsoError::AccountNotAssigned { account: account_id.to_owned(), session: self.center.key().to_owned() };
        let send = || {
            let request =
                self.client.list_account_roles().access_token(self.access_token.expose()).account_id(account_id);
            request.max_results(PAGE_SIZE).set_next_token(next.clone()).send()
        };
        let page = self.call(Call::new("sso:ListAccountRoles").no_access(not_assigned.into()), send).await?;
        let roles = page.role_list.map(|list| list.into_iter().map(|role| role.role_name).collect());
        let roles = self.required(roles.flatten(), "sso:ListAccountRoles", "list of roles")?;
        Ok((roles, self.next_token("sso:ListAccountRoles", tokens, page.next_token)?))
    }

    fn next_token(
        &self,
        action: &'static str,
        tokens: &mut PageTokens,
        token: Option<String>,
    ) -> Result<Option<String>, Error> {
        tokens.next(token).map_err(|reason| self.invalid_response(action, reason.into()))
    }

    /// New credentials for a role, which are not cached: for that see
    /// [`role_credentials`](crate::sso::role_credentials()).
    ///
    /// # Errors
    ///
    /// [`SsoError::RoleNotAssigned`] if the user does not have the role in the account. The portal does not say whether the
    /// role and the account exist.
    pub(crate) async fn role_credentials(&self, role: &SsoRoleKey) -> Result<RoleCredentials, Error> {
        let (account_id, role_name) = (role.account_id(), role.role_name());
        let not_assigned = SsoError::RoleNotAssigned {
            account: account_id.to_owned(),
            role: role_name.to_owned(),
            profile: self.profile.clone(),
            nearest: Vec::new(),
        };
        let send = || {
            let request = self.client.get_role_credentials().access_token(self.access_token.expose());
            request.account_id(account_id).role_name(role_name).send()
        };
        let response = self.call(Call::new("sso:GetRoleCredentials").no_access(not_assigned.into()), send).await?;
        let credentials = response.role_credentials.and_then(|keys| {
            Some(RoleCredentials {
                assumed_role_user: None,
                access_key_id: keys.access_key_id?,
                secret_access_key: Secret::new(keys.secret_access_key?),
                session_token: Secret::new(keys.session_token?),
                expires_at: DateTime::from_timestamp_millis(keys.expiration)?,
                account_id: account_id.to_owned(),
            })
        });
        self.required(credentials, "sso:GetRoleCredentials", "set of credentials")
    }

    /// A part of a response without which an answer would be wrong: an empty list, for example.
    fn required<T>(&self, part: Option<T>, action: &'static str, name: &str) -> Result<T, Error> {
        part.ok_or_else(|| self.invalid_response(action, format!("it has no complete {name}")))
    }

    fn invalid_response(&self, action: &'static str, reason: String) -> Error {
        ServiceError::InvalidResponse { endpoint: self.request(action).endpoint(), reason }.into()
    }

    /// Ends the sign-in at the portal, which rejects its tokens from then on. Credentials of roles stay valid until they
    /// expire. It is no error if the sign-in has ended before.
    pub(crate) async fn logout(&self) -> Result<(), Error> {
        let send = || self.client.logout().access_token(self.access_token.expose()).send();
        match self.call(Call::new("sso:Logout"), send).await {
            Ok(_) | Err(Error::Sso(SsoError::Expired { .. })) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Without the SDK's client, which would print the caller's variables.
impl std::fmt::Debug for Portal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portal").field("center", &self.center).field("profile", &self.profile).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
