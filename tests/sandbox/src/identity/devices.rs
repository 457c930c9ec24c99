//! Sign-ins of devices: the device polls with one code while the user types another into a browser.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::mint::Mint;
use crate::clock;
use crate::options::Options;

/// What a device is told that polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// There is no such code, or it is another client's.
    Unknown,
    Expired,
    TooSoon,
    Pending,
    Denied,
    Approved,
}

/// A device that waits for its user.
#[derive(Debug)]
struct Device {
    client_id: String,
    user_code: String,
    expires: i64,
    decision: Option<bool>,
    /// How often it has polled, not counting polls that came too soon.
    polls: usize,
    last_poll: Option<Instant>,
}

/// All devices that wait, by their device codes.
#[derive(Debug)]
pub struct Devices {
    waiting: Mutex<HashMap<String, Device>>,
    mint: Mint,
    lifetime: Duration,
    interval: Duration,
    auto_approve: bool,
}

impl Devices {
    /// No devices.
    pub fn new(options: &Options) -> Self {
        Self {
            waiting: Mutex::default(),
            mint: Mint::new(options.seed, "devices"),
            lifetime: options.device_lifetime,
            interval: options.device_interval,
            auto_approve: options.auto_approve,
        }
    }

    /// Begins to wait. The codes are the device's and the user's.
    pub fn wait(&self, client_id: &str) -> (String, String) {
        let (device_code, user_code) = (self.mint.id(), self.mint.user_code());
        let device = Device {
            client_id: client_id.to_owned(),
            user_code: user_code.clone(),
            expires: clock::now() + self.lifetime.as_secs() as i64,
            decision: None,
            polls: 0,
            last_poll: None,
        };
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(device_code.clone(), device);
        (device_code, user_code)
    }

    /// A device asks whether its user has decided. Once it has been told that it is approved, its code is used up.
    pub fn poll(&self, device_code: &str, client_id: &str) -> Poll {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(device) = waiting.get_mut(device_code).filter(|device| device.client_id == client_id) else {
            return Poll::Unknown;
        };
        let answer = device.poll(self.shortest_pause(), self.auto_approve);
        if answer == Poll::Approved {
            waiting.remove(device_code);
        }
        answer
    }

    /// The user says yes or no, and is told whether a device waits for that.
    pub fn decide(&self, user_code: &str, allowed: bool) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let device = waiting.values_mut().find(|device| device.user_code == user_code && device.is_undecided());
        device.map(|device| device.decision = Some(allowed)).is_some()
    }

    /// The user codes of all devices that wait for a decision.
    pub fn user_codes(&self) -> Vec<String> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.values().filter(|device| device.is_undecided()).map(|device| device.user_code.clone()).collect()
    }

    /// Whether a device waits for a decision about this code.
    pub fn is_asking(&self, user_code: &str) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.values().any(|device| device.user_code == user_code && device.is_undecided())
    }

    /// The codes of all devices are past their time.
    pub fn expire(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.values_mut().for_each(|device| device.expires = 0);
    }

    /// How long a device has to wait between two polls. A tenth less than it is told, since a poll may take longer to
    /// arrive than the next one.
    fn shortest_pause(&self) -> Duration {
        self.interval.mul_f32(0.9)
    }
}

impl Device {
    fn poll(&mut self, shortest_pause: Duration, auto_approve: bool) -> Poll {
        if self.has_expired() {
            return Poll::Expired;
        }
        let last = self.last_poll.replace(Instant::now());
        if last.is_some_and(|last| last.elapsed() < shortest_pause) {
            return Poll::TooSoon;
        }
        self.polls += 1;
        if auto_approve && self.polls == 2 {
            self.decision.get_or_insert(true);
        }
        match self.decision {
            None => Poll::Pending,
            Some(false) => Poll::Denied,
            Some(true) => Poll::Approved,
        }
    }

    fn is_undecided(&self) -> bool {
        self.decision.is_none() && !self.has_expired()
    }

    fn has_expired(&self) -> bool {
        self.expires <= clock::now()
    }
}
