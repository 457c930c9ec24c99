//! The accounts and regions that a call asks, side by side.
//!
//! Each profile is a task that gets its credentials, once, and learns its regions; each of these is a task that does
//! the work. What they answer comes through one bounded line in the order in which it comes. A target that fails ends
//! alone. When the listener goes, all tasks end with what they have in flight.

pub(crate) mod channel;
pub(crate) mod describe_regions;
pub(crate) mod enabled_regions;
pub(crate) mod progress;
pub(crate) mod region_choice;

use std::sync::Arc;

pub(crate) use progress::{ProgressSnapshot, ProgressTracker};
pub(crate) use region_choice::RegionChoice;
use tokio::sync::mpsc;

use crate::context::OwnedContext;
use crate::credentials::{Session, Target};
use crate::error::{CredentialsError, Error, RegionError};
use crate::fanout::channel::{Channel, Failure, Message};
use crate::fanout::enabled_regions::{EnabledRegions, Regions};
use crate::fanout::region_choice::{Chosen, choose};

/// What a call asks.
#[derive(Debug, Clone)]
pub(crate) struct TargetSelection {
    /// The profiles that it names; `None` is the active one.
    pub(crate) profiles: Vec<Option<String>>,
    /// The regions that it names.
    pub(crate) regions: RegionChoice,
}

impl TargetSelection {
    /// Whether it can't be more than one target.
    pub(crate) fn is_single(&self) -> bool {
        let one_region = !matches!(self.regions, RegionChoice::Named(_)) || self.regions.single().is_some();
        self.profiles.len() == 1 && one_region
    }
}

/// Does the work for each target that is asked. This has to be called inside a runtime.
pub(crate) fn each<T, W, F>(
    context: OwnedContext,
    asked: TargetSelection,
    work: W,
) -> (mpsc::Receiver<Message<T>>, ProgressTracker)
where
    T: Send + 'static,
    W: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (line, receiver) = Channel::new(context.as_context().settings.concurrency);
    let (tracker, enabled) = (ProgressTracker::default(), EnabledRegions::default());
    let TargetSelection { profiles, regions } = asked;
    let fan_out = Arc::new(FanOut { context, regions, enabled, tracker: tracker.clone(), work });
    for profile in profiles {
        let (fan_out, line) = (fan_out.clone(), line.clone());
        tokio::spawn(async move { line.while_heard(fan_out.profile(profile, line.clone())).await });
    }
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
    regions: Vec<Chosen>,
    /// Whether it is known that the account has switched them on.
    known_to_be_on: bool,
    /// What the person has to know of how they were found.
    note: Option<String>,
}

impl<W> FanOut<W> {
    /// Finds out the targets of a profile, and starts them.
    async fn profile<T, F>(self: Arc<Self>, profile: Option<String>, line: Channel<T>)
    where
        T: Send + 'static,
        W: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let awaited = self.tracker.wait_for(profile.as_deref().unwrap_or("credentials"));
        let turn = line.turn().await;
        let regions_of_session = self.regions_of_session(profile.as_deref()).await;
        // Others need not wait while this one waits to be heard.
        drop(turn);
        let SessionRegions { session, regions, known_to_be_on, note } = match regions_of_session {
            Ok(regions_of_session) => regions_of_session,
            Err(error) => {
                return line.answer(Message::Failed(Failure::of(&self.context.as_context(), profile, error))).await;
            }
        };
        if let Some(note) = note {
            line.answer(Message::Note(note)).await;
        }
        self.tracker.plan(regions.len());
        for Chosen { region, by_name } in regions {
            let may_be_off = DisabledRegionPolicy { disabled: !by_name, refused: !by_name && !known_to_be_on };
            let target = Arc::new(Target { session: session.clone(), region });
            let (fan_out, line) = (self.clone(), line.clone());
            tokio::spawn(async move { line.while_heard(fan_out.target(target, may_be_off, line.clone())).await });
        }
        drop(awaited);
    }

    async fn regions_of_session(&self, profile: Option<&str>) -> Result<SessionRegions, Error> {
        let context = self.context.as_context();
        let only = |session: Session, region: &str| {
            let regions = vec![Chosen { region: region.to_owned(), by_name: true }];
            SessionRegions { session: Arc::new(session), regions, known_to_be_on: false, note: None }
        };
        match (&self.regions, self.regions.single()) {
            (RegionChoice::Named(words), None) => {
                let session = Session::open_anywhere(context, profile).await?;
                let session = session.with_credentials(context.settings.read_timeout).await?;
                let enabled = self.enabled(&session).await?;
                Ok(SessionRegions {
                    regions: choose(words, enabled.names()),
                    known_to_be_on: matches!(enabled, Regions::Enabled(_)),
                    note: matches!(enabled, Regions::Known(_)).then(|| may_not_ask(&session)),
                    session: Arc::new(session),
                })
            }
            (RegionChoice::Any, _) => {
                let session = Session::open_anywhere(context, profile).await?;
                let region = session.home_region().to_owned();
                Ok(only(session, &region))
            }
            (_, named) => {
                let session = Session::open(context, profile, named).await?;
                let region = session.region()?.to_owned();
                Ok(only(session, &region))
            }
        }
    }

    /// The regions that patterns choose from; none where there are no patterns.
    async fn enabled(&self, session: &Session) -> Result<Regions, Error> {
        if self.regions.needs_list() { self.enabled.of(session).await } else { Ok(Regions::Enabled(Vec::new())) }
    }

    /// Does the work for one target.
    async fn target<T, F>(self: Arc<Self>, target: Arc<Target>, may_be_off: DisabledRegionPolicy, line: Channel<T>)
    where
        W: Fn(Arc<Target>, Channel<T>) -> F,
        F: Future<Output = Result<(), Error>>,
    {
        let name = [target.session.profile(), Some(&target.region)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let awaited = self.tracker.wait_for_target(&name);
        let result = (self.work)(target.clone(), line.clone()).await;
        drop(awaited);
        match result {
            Ok(()) => line.answer(Message::Done).await,
            Err(error) if may_be_off.explains(&error) => (),
            Err(error) => line.answer(Message::Failed(Failure::of_target(&target, error))).await,
        }
    }
}

/// What a person has to know whose account does not say which regions it has switched on.
fn may_not_ask(session: &Session) -> String {
    let whose = session.profile().map(|name| format!("profile {name} ")).unwrap_or_default();
    format!("{whose}may not call ec2:DescribeRegions: asking all regions that the SDK knows")
}

/// How a region that nobody named may fail, because the account has not switched it on.
#[derive(Debug, Clone, Copy)]
struct DisabledRegionPolicy {
    disabled: bool,
    /// Credentials that have just been good elsewhere are refused, which is what some regions answer then.
    refused: bool,
}

impl DisabledRegionPolicy {
    fn explains(self, error: &Error) -> bool {
        match error {
            Error::Region(RegionError::Disabled { .. }) => self.disabled,
            Error::Credentials(CredentialsError::Rejected { .. }) => self.refused,
            _ => false,
        }
    }
}
