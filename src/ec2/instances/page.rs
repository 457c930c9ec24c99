//! What DescribeInstances answers, read as far as to its instances. Each of them stays the text that EC2 has sent until
//! somebody wants to know what it says: the SDK would make structures of all that is in it, which takes longer than
//! anything else that is done with a page.

use std::ops::Range;

use crate::aws::xml::{Elements, Malformed};
use crate::ec2::instances::buffer_pool::{BufferPool, PooledText};

/// One answer: an
/// [API page](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html#API_DescribeInstances_ResponseElements).
#[derive(Debug)]
pub(crate) struct InstancesPage {
    text: PooledText,
    reservations: Vec<Reservation>,
    instances: Vec<ItemSpan>,
    next_token: Option<String>,
}

/// What a reservation says of all its instances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reservation {
    /// Its id.
    pub(crate) reservation_id: Option<String>,
    /// The account that owns it.
    pub(crate) owner_id: Option<String>,
    /// Who has launched the instances on behalf of the owner.
    pub(crate) requester_id: Option<String>,
}

/// Where an instance stands in the text, and the number of its reservation.
#[derive(Debug)]
struct ItemSpan {
    reservation: usize,
    content: Range<usize>,
}

impl InstancesPage {
    /// Reads an answer that belongs to no stream of pages.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for anything but a whole `DescribeInstancesResponse`.
    pub(crate) fn of(answer: &[u8]) -> Result<Self, Malformed> {
        let mut arriving = BufferPool::default().extra_seat().take_in(Some(answer.len()));
        arriving.push(answer);
        Self::read(arriving.whole()?)
    }

    /// Reads an answer, as [`of`](Self::of) does.
    pub(crate) fn read(text: PooledText) -> Result<Self, Malformed> {
        let mut outline = Outline { elements: Elements::new(&text), reservations: Vec::new(), instances: Vec::new() };
        let next_token = outline.document()?;
        let Outline { reservations, instances, .. } = outline;
        Ok(Self { text, reservations, instances, next_token })
    }

    /// How many instances there are.
    pub(crate) fn count(&self) -> usize {
        self.instances.len()
    }

    /// The instance with this number, counted from 0: the XML that its `<item>` holds, and its reservation.
    pub(crate) fn instance(&self, number: usize) -> Option<(&str, &Reservation)> {
        let ItemSpan { reservation, content } = self.instances.get(number)?;
        Some((self.text.get(content.clone())?, self.reservations.get(*reservation)?))
    }

    /// What to ask for the next page with. `None` if there is none.
    pub(crate) fn next_token(&self) -> Option<&str> {
        self.next_token.as_deref()
    }
}

/// What is found on the way through an answer.
struct Outline<'t> {
    elements: Elements<'t>,
    reservations: Vec<Reservation>,
    instances: Vec<ItemSpan>,
}

impl Outline<'_> {
    /// Reads the whole document, and gives the next page's token.
    fn document(&mut self) -> Result<Option<String>, Malformed> {
        // What a proxy answers instead need not even be XML.
        if !matches!(self.elements.open_next(), Ok(Some("DescribeInstancesResponse"))) {
            return Err(Malformed::new("it is no DescribeInstancesResponse"));
        }
        let mut next_token = None;
        while let Some(element) = self.elements.open_next()? {
            match element {
                "reservationSet" => self.reservations()?,
                "nextToken" => next_token = Some(self.elements.text()?.into_owned()),
                _ => {
                    self.elements.skip()?;
                }
            }
        }
        Ok(next_token.filter(|token| !token.is_empty()))
    }

    fn reservations(&mut self) -> Result<(), Malformed> {
        while let Some(element) = self.elements.open_next()? {
            if element == "item" {
                let reservation = self.reservation()?;
                self.reservations.push(reservation);
            } else {
                self.elements.skip()?;
            }
        }
        Ok(())
    }

    fn reservation(&mut self) -> Result<Reservation, Malformed> {
        let mut reservation = Reservation::default();
        while let Some(element) = self.elements.open_next()? {
            match element {
                "reservationId" => reservation.reservation_id = Some(self.elements.text()?.into_owned()),
                "ownerId" => reservation.owner_id = Some(self.elements.text()?.into_owned()),
                "requesterId" => reservation.requester_id = Some(self.elements.text()?.into_owned()),
                "instancesSet" => self.instances()?,
                _ => {
                    self.elements.skip()?;
                }
            }
        }
        Ok(reservation)
    }

    fn instances(&mut self) -> Result<(), Malformed> {
        while let Some(element) = self.elements.open_next()? {
            let content = self.elements.skip()?;
            if element == "item" {
                self.instances.push(ItemSpan { reservation: self.reservations.len(), content });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
