//! Sign-ins with the device grant: the device polls with one code while the user enters another into a browser.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::token_generator::TokenGenerator;
use crate::clock;
use crate::options::Options;

/// The result of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poll {
    /// The code doesn't exist or is another client's.
    Unknown,
    Expired,
    TooSoon,
    Pending,
    Denied,
    Approved,
}

#[derive(Debug)]
struct Device {
    client_id: String,
    user_code: String,
    expires: i64,
    approved: Option<bool>,
    /// The number of polls, without those that came too soon.
    polls: usize,
    last_poll: Option<Instant>,
}

/// Devices by their device codes.
#[derive(Debug)]
pub struct Devices {
    devices: Mutex<HashMap<String, Device>>,
    generator: TokenGenerator,
    lifetime: Duration,
    interval: Duration,
    auto_approve: bool,
}

impl Devices {
    pub fn new(options: &Options) -> Self {
        Self {
            devices: Mutex::default(),
            generator: TokenGenerator::new(options.seed, "devices"),
            lifetime: options.device_lifetime,
            interval: options.device_interval,
            auto_approve: options.auto_approve,
        }
    }

    /// Starts a sign-in, and returns the device code and the user code.
    pub fn start(&self, client_id: &str) -> (String, String) {
        let (device_code, user_code) = (self.generator.id(), self.generator.user_code());
        let device = Device {
            client_id: client_id.to_owned(),
            user_code: user_code.clone(),
            expires: clock::now() + self.lifetime.as_secs() as i64,
            approved: None,
            polls: 0,
            last_poll: None,
        };
        self.devices.lock().unwrap_or_else(PoisonError::into_inner).insert(device_code.clone(), device);
        (device_code, user_code)
    }

    /// A poll of a device. After `Approved` its code is used up.
    pub fn poll(&self, device_code: &str, client_id: &str) -> Poll {
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(device) = devices.get_mut(device_code).filter(|device| device.client_id == client_id) else {
            return Poll::Unknown;
        };
        let poll = device.poll(self.min_interval(), self.auto_approve);
        if poll == Poll::Approved {
            devices.remove(device_code);
        }
        poll
    }

    /// Records the user's decision. Returns whether there is a pending device with this code.
    pub fn decide(&self, user_code: &str, approved: bool) -> bool {
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        let device = devices.values_mut().find(|device| device.user_code == user_code && device.is_pending());
        device.map(|device| device.approved = Some(approved)).is_some()
    }

    /// The user codes of all pending devices.
    pub fn pending_user_codes(&self) -> Vec<String> {
        let devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        devices.values().filter(|device| device.is_pending()).map(|device| device.user_code.clone()).collect()
    }

    /// Whether there is a pending device with this code.
    pub fn is_pending(&self, user_code: &str) -> bool {
        let devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        devices.values().any(|device| device.user_code == user_code && device.is_pending())
    }

    /// Makes all device codes expire.
    pub fn expire(&self) {
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        devices.values_mut().for_each(|device| device.expires = 0);
    }

    /// The shortest time between two polls. It is a tenth shorter than what devices are told, because one poll may
    /// take longer to arrive than the next.
    fn min_interval(&self) -> Duration {
        self.interval.mul_f32(0.9)
    }
}

impl Device {
    fn poll(&mut self, min_interval: Duration, auto_approve: bool) -> Poll {
        if self.has_expired() {
            return Poll::Expired;
        }
        let last = self.last_poll.replace(Instant::now());
        if last.is_some_and(|last| last.elapsed() < min_interval) {
            return Poll::TooSoon;
        }
        self.polls += 1;
        if auto_approve && self.polls == 2 {
            self.approved.get_or_insert(true);
        }
        match self.approved {
            None => Poll::Pending,
            Some(false) => Poll::Denied,
            Some(true) => Poll::Approved,
        }
    }

    fn is_pending(&self) -> bool {
        self.approved.is_none() && !self.has_expired()
    }

    fn has_expired(&self) -> bool {
        self.expires <= clock::now()
    }
}
