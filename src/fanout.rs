//! Asks accounts and regions side by side.
//!
//! Each profile is a task that gets its credentials once and finds its regions; each of its regions is a task that does
//! the work of the command. All send their results through one bounded channel, in the order in which they arrive. A
//! target that fails ends alone. When the receiver is dropped, all tasks end with their requests in flight.

pub(crate) mod channel;
pub(crate) mod describe_regions;
pub(crate) mod enabled_regions;
pub(crate) mod once_per_region;
pub(crate) mod progress;
pub(crate) mod region_choice;
mod same_account;

use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use progress::{ProgressSnapshot, ProgressTracker};
pub(crate) use region_choice::RegionChoice;
use tokio::sync::{OnceCell, mpsc};
use tokio::task::yield_now;

use crate::context::OwnedContext;
use crate::credentials::{Session, Target};
use crate::error::panic::catch_async;
use crate::error::{CredentialsError, Error, RegionError};
use crate::fanout::channel::{Channel, Failure, Message};
use crate::fanout::enabled_regions::{EnabledRegions, Regions};
use crate::fanout::region_choice::{ChosenRegion, RegionPattern, choose};
use crate::fanout::same_account::is_refusal;

/// The profiles and regions that a call asks.
#[derive(Debug, Clone)]
pub(crate) struct TargetSelection {
    /// The profiles; `None` is the active one.
    pub(crate) profiles: Vec<Option<String>>,
    /// The regions in each profile's account.
    pub(crate) regions: RegionChoice,
    /// For a profile, others of the same account, which are asked where it is refused.
    pub(crate) substitutes: HashMap<String, Vec<String>>,
}

impl TargetSelection {
    /// Whether this is one target at most.
    pub(crate) fn is_single(&self) -> bool {
        let one_region = !matches!(self.regions, RegionChoice::Named(_)) || self.regions.single().is_some();
        self.profiles.len() == 1 && one_region
    }

    /// Whether this is every region that is enabled in the accounts.
    pub(crate) fn is_all_regions(&self) -> bool {
        matches!(&self.regions, RegionChoice::Named(patterns) if patterns.as_slice() == [RegionPattern::All])
    }
}

/// Starts the work for each target. Must be called inside a runtime.
pub(crate) fn spawn_targets<T, W, F>(
    context: OwnedContext,
    selection: TargetSelection,
    work: W,
) -> (mpsc::Receiver<Message<T>>, ProgressTracker)
where
    T: Send + 'static,
    W: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (channel, receiver) = Channel::new(context.as_context().settings.concurrency);
    let TargetSelection { profiles, regions, mut substitutes } = selection;
    let (tracker, enabled) = (ProgressTracker::new(profiles.len()), EnabledRegions::default());
    let fan_out = Arc::new(FanOut { context, regions, enabled, tracker: tracker.clone(), work });
    tokio::spawn(async move {
        for profile in profiles {
            let (fan_out, channel) = (fan_out.clone(), channel.clone());
            let others = profile.as_ref().and_then(|name| substitutes.remove(name)).unwrap_or_default();
            tokio::spawn(
                async move { channel.run_while_open(fan_out.profile(profile, others, channel.clone())).await },
            );
            // What arrives for the first targets is handled before the last ones begin.
            yield_now().await;
        }
    });
    (receiver, tracker)
}

/// What the tasks of one call share.
struct FanOut<W> {
    context: OwnedContext,
    regions: RegionChoice,
    enabled: EnabledRegions,
    tracker: ProgressTracker,
    work: W,
}

/// The regions of one session.
struct SessionRegions {
    session: Arc<Session>,
    regions: Vec<ChosenRegion>,
    /// Whether the account is known to have enabled them.
    are_enabled: bool,
    /// A message for the user about how they were found.
    note: Option<&'static str>,
}

/// A profile that is asked where another one of its account is refused. Its session is opened once.
struct Substitute {
    profile: String,
    session: OnceCell<Arc<Session>>,
}

impl<W> FanOut<W> {
    /// Finds the regions of a profile and starts a task for each. `others` are profiles of the same account.
    async fn profile<T, F>(self: Arc<Self>, profile: Option<String>, others: Vec<String>, channel: Channel<T>)
    where
        T: Send + 'static,
        W: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let wait = self.tracker.wait_for(profile.as_deref().unwrap_or("credentials"));
        let permit = channel.permit().await;
        let mut others = others.into_iter();
        let regions_of_session = self.regions_of_any_session(profile.as_deref(), &mut others).await;
        // Sending may take long and needs no permit.
        drop(permit);
        let SessionRegions { session, regions, are_enabled, note } = match regions_of_session {
            Ok(regions_of_session) => regions_of_session,
            Err(error) => {
                self.tracker.end_profile();
                return channel
                    .send_message(Message::Failed(Failure::from_profile(&self.context.as_context(), profile, error)))
                    .await;
            }
        };
        if let Some(note) = note {
            let profile = session.profile().map(str::to_owned);
            channel.send_message(Message::Note { profile, text: note.into() }).await;
        }
        self.tracker.plan_regions(regions.len());
        let others = others.map(|profile| Substitute { profile, session: OnceCell::new() });
        let others: Arc<[Substitute]> = others.collect();
        for ChosenRegion { region, by_name } in regions {
            let policy = DisabledRegionPolicy { disabled: !by_name, rejected: !by_name && !are_enabled };
            let target = Arc::new(Target { session: session.clone(), region });
            let limited = channel.for_target(&target.region, session.shared_host());
            let (fan_out, channel, others) = (self.clone(), limited, others.clone());
            tokio::spawn(async move {
                channel.run_while_open(fan_out.target(target, &others, policy, channel.clone())).await;
            });
            yield_now().await;
        }
        drop(wait);
    }

    /// The regions of a profile's session or, if it is refused, of the next profile of the account.
    async fn regions_of_any_session(
        &self,
        profile: Option<&str>,
        others: &mut impl Iterator<Item = String>,
    ) -> Result<SessionRegions, Error> {
        let first = catch_async(self.regions_of_session(profile)).await.flatten();
        if first.as_ref().is_err_and(is_refusal) {
            for other in others {
                if let Ok(regions) = catch_async(self.regions_of_session(Some(&other))).await.flatten() {
                    return Ok(regions);
                }
            }
        }
        first
    }

    async fn regions_of_session(&self, profile: Option<&str>) -> Result<SessionRegions, Error> {
        let context = self.context.as_context();
        let only = |session: Session, region: &str| {
            let regions = vec![ChosenRegion { region: region.to_owned(), by_name: true }];
            SessionRegions { session: Arc::new(session), regions, are_enabled: false, note: None }
        };
        match (&self.regions, self.regions.single()) {
            (RegionChoice::Named(words), None) => {
                let session = Session::open_anywhere(context, profile).await?;
                let enabled = self.enabled(&session).await?;
                Ok(SessionRegions {
                    regions: choose(words, enabled.names()),
                    are_enabled: matches!(enabled, Regions::Enabled(_)),
                    note: matches!(enabled, Regions::Known(_)).then_some(CANNOT_LIST_REGIONS),
                    session: Arc::new(session),
                })
            }
            (RegionChoice::Any, _) => {
                let session = Session::open_anywhere(context, profile).await?;
                let region = session.default_region().to_owned();
                Ok(only(session, &region))
            }
            (_, named) => {
                let session = Session::open(context, profile, named).await?;
                let region = session.region()?.to_owned();
                Ok(only(session, &region))
            }
        }
    }

    /// The regions that patterns choose from; none if there are no patterns.
    async fn enabled(&self, session: &Session) -> Result<Regions, Error> {
        if self.regions.needs_list() { self.enabled.get(session).await } else { Ok(Regions::Enabled(Vec::new())) }
    }

    /// Does the work for one target and sends how it ended.
    async fn target<T, F>(
        self: Arc<Self>,
        target: Arc<Target>,
        others: &[Substitute],
        policy: DisabledRegionPolicy,
        channel: Channel<T>,
    ) where
        W: Fn(Arc<Target>, Channel<T>) -> F,
        F: Future<Output = Result<(), Error>>,
    {
        let name =
            [target.session.profile(), Some(&target.region)].into_iter().flatten().collect::<Vec<_>>().join(" in ");
        let wait = self.tracker.wait_for_target(&name);
        let mut result = catch_async((self.work)(target.clone(), channel.clone())).await.flatten();
        let is_refused = |error: &Error| is_refusal(error) && !policy.explains(error);
        if result.as_ref().is_err_and(is_refused) {
            for other in others {
                // Whatever comes after a result must not list it again.
                if channel.has_sent() {
                    break;
                }
                let Ok(session) = other.session(&self.context, &channel).await else { continue };
                let target = Arc::new(Target { session, region: target.region.clone() });
                if catch_async((self.work)(target, channel.clone())).await.flatten().is_ok() {
                    result = Ok(());
                    break;
                }
            }
        }
        drop(wait);
        match result {
            Ok(()) => channel.send_message(Message::Done).await,
            Err(error) if policy.explains(&error) => (),
            Err(error) => channel.send_message(Message::Failed(Failure::from_target(&target, error))).await,
        }
    }
}

impl Substitute {
    async fn session<T>(&self, context: &OwnedContext, channel: &Channel<T>) -> Result<Arc<Session>, Error> {
        let open = || async {
            let _permit = channel.permit().await;
            Session::open_anywhere(context.as_context(), Some(&self.profile)).await.map(Arc::new)
        };
        self.session.get_or_try_init(open).await.cloned()
    }
}

/// The note for a user who may not list the enabled regions.
const CANNOT_LIST_REGIONS: &str =
    "not allowed to call ec2:DescribeRegions, so all regions that the SDK knows are asked";

/// Which errors only mean that a region, which the call didn't name, is not enabled for the account.
#[derive(Debug, Clone, Copy)]
struct DisabledRegionPolicy {
    /// The error that says so.
    disabled: bool,
    /// Rejected credentials: some disabled regions reject credentials that are valid elsewhere.
    rejected: bool,
}

impl DisabledRegionPolicy {
    fn explains(self, error: &Error) -> bool {
        match error {
            Error::Region(RegionError::Disabled { .. }) => self.disabled,
            Error::Credentials(CredentialsError::Rejected { .. }) | Error::Region(RegionError::Unknown { .. }) => {
                self.rejected
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::test_support::owned_context;

    #[tokio::test]
    async fn a_target_that_panics_fails_and_the_others_have_results() {
        let regions = ["eu-west-1".to_owned()];
        let selection = TargetSelection {
            profiles: vec![Some("a".into()), Some("b".into())],
            regions: RegionChoice::parse(Some(&regions), false).expect("a region"),
            substitutes: HashMap::new(),
        };
        let keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
        let context = owned_context(&[], &format!("[profile a]\n{keys}[profile b]\n{keys}"));
        let (mut messages, _) =
            spawn_targets(context, selection, |target: Arc<Target>, channel: Channel<u8>| async move {
                assert_eq!(target.session.profile(), Some("a"), "a bug");
                channel.send(1).await;
                Ok(())
            });
        let (mut items, mut failed) = (Vec::new(), Vec::new());
        while let Some(message) = messages.recv().await {
            match message {
                Message::Item(item) => items.push(item),
                Message::Failed(failure) => failed.push((failure.profile, failure.error.code())),
                Message::Done | Message::Note { .. } => (),
            }
        }
        assert_eq!(items, [1]);
        assert_eq!(failed, [(Some("b".into()), "aws::internal")]);
    }

    #[tokio::test]
    async fn the_first_response_is_handled_before_the_last_target_begins() {
        const TARGETS: usize = 100;
        let keys = "region = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
        let names: Vec<_> = (0..TARGETS).map(|number| number.to_string()).collect();
        let config: String = names.iter().map(|name| format!("[profile {name}]\n{keys}")).collect();
        let selection = TargetSelection {
            profiles: names.into_iter().map(Some).collect(),
            regions: RegionChoice::parse(None, false).expect("regions"),
            substitutes: HashMap::new(),
        };
        let begun = Arc::new(AtomicUsize::new(0));
        let (mut messages, _) = spawn_targets(owned_context(&[], &config), selection, {
            let begun = begun.clone();
            move |_, channel: Channel<()>| {
                begun.fetch_add(1, Ordering::Relaxed);
                async move {
                    // A response has arrived.
                    yield_now().await;
                    channel.send(()).await;
                    Ok(())
                }
            }
        });
        assert!(matches!(messages.recv().await, Some(Message::Item(()))));
        assert!(begun.load(Ordering::Relaxed) < TARGETS, "{begun:?}");
    }
}
