//! Fault injection: which requests go wrong, how and how often.

mod kind;

pub use kind::FaultKind;

use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

/// A fault: the kind, the requests that it applies to, and how often it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    action: Option<String>,
    region: Option<String>,
    account_id: Option<String>,
    times: Option<usize>,
}

impl Fault {
    /// A fault that applies to every request.
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, action: None, region: None, account_id: None, times: None }
    }

    /// Limits it to requests for an action, such as `DescribeInstances`.
    pub fn action(self, action: &str) -> Self {
        Self { action: Some(action.to_owned()), ..self }
    }

    /// Limits it to requests to a region. Requests to SSO-OIDC and the portal have none.
    pub fn region(self, region: &str) -> Self {
        Self { region: Some(region.to_owned()), ..self }
    }

    /// Limits it to requests of an account's callers, and to requests to the portal about the account.
    pub fn account(self, account_id: &str) -> Self {
        Self { account_id: Some(account_id.to_owned()), ..self }
    }

    /// Limits it to the next `times` requests that match.
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    fn matches(&self, action: &str, region: &str, account_id: &str) -> bool {
        let matches = |wanted: &Option<String>, actual| wanted.as_deref().is_none_or(|wanted| wanted == actual);
        let any_left = self.times != Some(0);
        any_left
            && matches(&self.action, action)
            && matches(&self.region, region)
            && matches(&self.account_id, account_id)
    }
}

/// `KIND[:action=…,region=…,account=…,times=…]`, such as `throttle:region=eu-west-1,times=2` or `delay=300`.
impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, conditions) = text.split_once(':').unwrap_or((text, ""));
        let conditions = conditions.split(',').filter(|condition| !condition.is_empty());
        conditions.into_iter().try_fold(Self::new(kind.parse()?), |fault, condition| match condition.split_once('=') {
            Some(("action", action)) => Ok(fault.action(action)),
            Some(("region", region)) => Ok(fault.region(region)),
            Some(("account", id)) => Ok(fault.account(id)),
            Some(("times", times)) => {
                times.parse().map(|times| fault.times(times)).map_err(|_| format!("not a number: {times}"))
            }
            _ => Err(format!("not a condition of a fault: {condition}")),
        })
    }
}

/// What the faults do to one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaultEffect {
    /// The sum of all delays.
    pub delay: Duration,
    /// The first matching fault that isn't a delay.
    pub kind: Option<FaultKind>,
    /// How often the faults had been cleared before.
    clearings: usize,
}

/// The active faults.
#[derive(Debug, Default)]
pub struct Faults {
    active: Mutex<Vec<Fault>>,
    /// How often they have been cleared.
    clearings: watch::Sender<usize>,
}

impl Faults {
    /// Adds a fault. If several match a request, the one added first applies.
    pub fn add(&self, fault: Fault) {
        self.active().push(fault);
    }

    /// Removes all faults, and ends the waits for it.
    pub fn clear(&self) {
        let mut faults = self.active();
        faults.clear();
        self.clearings.send_modify(|clearings| *clearings += 1);
    }

    /// Waits until the faults of a request are cleared.
    pub async fn cleared(&self, effect: &FaultEffect) {
        let is_later = |clearings: &usize| *clearings > effect.clearings;
        self.clearings.subscribe().wait_for(is_later).await.expect("the sender is not dropped");
    }

    fn active(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The effect of the faults on a request. Counts down the faults that are limited to a number of requests.
    pub fn apply(&self, action: &str, region: &str, account_id: &str) -> FaultEffect {
        let mut faults = self.active();
        let mut effect = FaultEffect { clearings: *self.clearings.borrow(), ..FaultEffect::default() };
        for fault in faults.iter_mut().filter(|fault| fault.matches(action, region, account_id)) {
            match &fault.kind {
                FaultKind::Delay(delay) => effect.delay += *delay,
                kind if effect.kind.is_none() => effect.kind = Some(kind.clone()),
                _ => continue,
            }
            fault.times = fault.times.map(|times| times - 1);
        }
        faults.retain(|fault| fault.times != Some(0));
        effect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_ends_after_its_times_and_delays_add_up() {
        let faults = Faults::default();
        faults.add(Fault::new(FaultKind::Throttle).region("eu-west-1").times(1));
        faults.add(Fault::new(FaultKind::Delay(Duration::from_millis(2))));
        faults.add(Fault::new(FaultKind::Delay(Duration::from_millis(3))));

        let first = faults.apply("A", "eu-west-1", "1");
        assert_eq!(
            first,
            FaultEffect { delay: Duration::from_millis(5), kind: Some(FaultKind::Throttle), clearings: 0 }
        );
        assert_eq!(faults.apply("A", "eu-west-1", "1").kind, None);
        faults.add(Fault::new(FaultKind::Empty).times(0));
        assert_eq!(faults.apply("A", "eu-west-1", "1").kind, None);
    }

    #[test]
    fn faults_are_parsed() {
        let fault = Fault::new(FaultKind::Throttle).action("DescribeInstances").region("eu-west-1").times(2);
        assert_eq!("throttle:action=DescribeInstances,region=eu-west-1,times=2".parse(), Ok(fault));
        assert_eq!("delay=30".parse(), Ok(Fault::new(FaultKind::Delay(Duration::from_millis(30)))));
        assert!("thrttle".parse::<Fault>().is_err());
        let message = "no, never".to_owned();
        let fault = Fault::new(FaultKind::Error { status: 401, code: "AuthFailure".to_owned(), message });
        let fault = fault.action("DescribeInstances").region("eu-west-1").account("111122223333");
        let place = "action=DescribeInstances,region=eu-west-1,account=111122223333";
        assert_eq!(format!("error=401/AuthFailure/no, never:{place}").parse(), Ok(fault));
        assert!("throttle:regoin=x".parse::<Fault>().is_err());
    }
}
