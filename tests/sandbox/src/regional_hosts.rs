//! A host for each region, as AWS has: an address of its own, with TLS, as far away as some region of AWS.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::faults::{Fault, FaultKind};
use crate::regions::REGIONS;
use crate::sandbox::Sandbox;

/// The time that a packet takes to the nearest region and back, and to the farthest.
const NEAREST: Duration = Duration::from_millis(20);
const FARTHEST: Duration = Duration::from_millis(300);

/// A region's host.
#[derive(Debug, Clone)]
pub struct Host {
    /// The region.
    pub region: &'static str,
    /// Its endpoint.
    pub url: String,
    /// The time that a packet takes there and back.
    pub round_trip: Duration,
    connections: Arc<AtomicUsize>,
}

impl Host {
    /// How many connections were made to the host.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

/// Starts the hosts of all regions that need no opt-in, the nearest first. They forward to the sandbox, and delay every
/// response and handshake. That of the region `dead` doesn't respond to anything. `authority` becomes the PEM file of
/// the authority that has signed their certificates.
///
/// Needs a runtime, with whose end they end.
pub async fn serve(sandbox: &Sandbox, authority: &Path, dead: Option<&str>) -> io::Result<Vec<Host>> {
    let issuer = issuer().map_err(io::Error::other)?;
    fs::write(authority, issuer.pem())?;
    let mut hosts = Vec::new();
    let regions: Vec<_> = REGIONS.iter().filter(|region| !region.opt_in).collect();
    for (region, number) in regions.iter().zip(0_u8..) {
        // 127.0.0.1 is the sandbox itself.
        let address = Ipv4Addr::new(127, 0, 0, number + 2);
        let farther = u32::from(number) * (FARTHEST - NEAREST) / u32::try_from(regions.len() - 1).unwrap_or(u32::MAX);
        let (round_trip, connections) = (NEAREST + farther, Arc::new(AtomicUsize::new(0)));
        if dead == Some(region.name) {
            let url = format!("https://{}", silent_address(address).await?);
            hosts.push(Host { region: region.name, url, round_trip, connections });
            continue;
        }
        let listener = TcpListener::bind((address, 0)).await?;
        let url = format!("https://{}", listener.local_addr()?);
        sandbox.fail(Fault::new(FaultKind::Delay(round_trip)).region(region.name));
        let tls = TlsAcceptor::from(Arc::new(certificate(&issuer, address).map_err(io::Error::other)?));
        tokio::spawn(accept(listener, tls, sandbox.address(), round_trip, connections.clone()));
        hosts.push(Host { region: region.name, url, round_trip, connections });
    }
    Ok(hosts)
}

/// An address that ignores all attempts to connect: nobody accepts the one connection that its queue has room for.
async fn silent_address(address: Ipv4Addr) -> io::Result<SocketAddr> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((address, 0).into())?;
    let listener = socket.listen(0)?;
    let address = listener.local_addr()?;
    let first = TcpStream::connect(address).await?;
    tokio::spawn(async move {
        let _open = (listener, first);
        std::future::pending::<()>().await;
    });
    Ok(address)
}

async fn accept(
    listener: TcpListener,
    tls: TlsAcceptor,
    sandbox: SocketAddr,
    round_trip: Duration,
    connections: Arc<AtomicUsize>,
) {
    while let Ok((client, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::Relaxed);
        let tls = tls.clone();
        // A client that goes away is no failure of the host.
        tokio::spawn(async move { drop(forward(client, tls, sandbox, round_trip).await) });
    }
}

async fn forward(client: TcpStream, tls: TlsAcceptor, sandbox: SocketAddr, round_trip: Duration) -> io::Result<()> {
    client.set_nodelay(true)?;
    // One round trip for TCP's handshake, and one for that of TLS 1.3.
    tokio::time::sleep(2 * round_trip).await;
    let mut client = tls.accept(client).await?;
    let mut server = TcpStream::connect(sandbox).await?;
    server.set_nodelay(true)?;
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

fn issuer() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn certificate(
    issuer: &CertifiedIssuer<'static, KeyPair>,
    address: Ipv4Addr,
) -> Result<ServerConfig, Box<dyn std::error::Error + Send + Sync>> {
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(vec![address.to_string()])?.signed_by(&key, issuer)?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions()?;
    Ok(config.with_no_client_auth().with_single_cert(vec![certificate.into()], key)?)
}
