//! Misfortune on request: what the sandbox does wrong, for whom and how often.

mod kind;

pub use kind::Kind;

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A fault: which requests it befalls, what happens to them, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    kind: Kind,
    action: Option<String>,
    region: Option<String>,
    account_id: Option<String>,
    times: Option<usize>,
}

impl Fault {
    /// A fault that befalls every request, for ever.
    pub fn new(kind: Kind) -> Self {
        Self { kind, action: None, region: None, account_id: None, times: None }
    }

    /// Only requests for this action, such as `DescribeInstances`.
    pub fn action(self, action: &str) -> Self {
        Self { action: Some(action.to_owned()), ..self }
    }

    /// Only requests to this region. Requests to SSO-OIDC and the portal don't tell theirs.
    pub fn region(self, region: &str) -> Self {
        Self { region: Some(region.to_owned()), ..self }
    }

    /// Only requests of this account, or about it if they are to the portal.
    pub fn account(self, account_id: &str) -> Self {
        Self { account_id: Some(account_id.to_owned()), ..self }
    }

    /// Only the next `times` requests that it fits.
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    fn fits(&self, action: &str, region: &str, account_id: &str) -> bool {
        let fits = |wanted: &Option<String>, actual| wanted.as_deref().is_none_or(|wanted| wanted == actual);
        let any_left = self.times != Some(0);
        any_left && fits(&self.action, action) && fits(&self.region, region) && fits(&self.account_id, account_id)
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

/// What befalls one request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Misfortune {
    /// All delays together.
    pub delay: Duration,
    /// The first fault that fits and isn't a delay.
    pub kind: Option<Kind>,
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds a fault; of several that fit a request, the one added first happens.
    pub fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// Ends all faults.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What befalls a request. Faults that happen a number of times are counted down.
    pub fn befall(&self, action: &str, region: &str, account_id: &str) -> Misfortune {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut misfortune = Misfortune::default();
        for fault in faults.iter_mut().filter(|fault| fault.fits(action, region, account_id)) {
            match &fault.kind {
                Kind::Delay(delay) => misfortune.delay += *delay,
                kind if misfortune.kind.is_none() => misfortune.kind = Some(kind.clone()),
                _ => continue,
            }
            fault.times = fault.times.map(|times| times - 1);
        }
        faults.retain(|fault| fault.times != Some(0));
        misfortune
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_run_out_and_delays_add_up() {
        let faults = Faults::default();
        faults.add(Fault::new(Kind::Throttle).region("eu-west-1").times(1));
        faults.add(Fault::new(Kind::Delay(Duration::from_millis(2))));
        faults.add(Fault::new(Kind::Delay(Duration::from_millis(3))));

        let first = faults.befall("A", "eu-west-1", "1");
        assert_eq!(first, Misfortune { delay: Duration::from_millis(5), kind: Some(Kind::Throttle) });
        assert_eq!(faults.befall("A", "eu-west-1", "1").kind, None);
        faults.add(Fault::new(Kind::Empty).times(0));
        assert_eq!(faults.befall("A", "eu-west-1", "1").kind, None);
    }

    #[test]
    fn are_read_from_text() {
        let fault = Fault::new(Kind::Throttle).action("DescribeInstances").region("eu-west-1").times(2);
        assert_eq!("throttle:action=DescribeInstances,region=eu-west-1,times=2".parse(), Ok(fault));
        assert_eq!("delay=30".parse(), Ok(Fault::new(Kind::Delay(Duration::from_millis(30)))));
        assert!("thrttle".parse::<Fault>().is_err());
        let message = "no, never".to_owned();
        let fault = Fault::new(Kind::Error { status: 401, code: "AuthFailure".to_owned(), message });
        let fault = fault.action("DescribeInstances").region("eu-west-1").account("111122223333");
        let place = "action=DescribeInstances,region=eu-west-1,account=111122223333";
        assert_eq!(format!("error=401/AuthFailure/no, never:{place}").parse(), Ok(fault));
        assert!("throttle:regoin=x".parse::<Fault>().is_err());
    }
}
