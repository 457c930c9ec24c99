//! A TLS proxy for a sandbox, with a self-signed certificate.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use aws_sandbox::Sandbox;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection};

/// Accepts connections to `https://localhost:PORT` until the test ends.
pub struct TlsProxy {
    address: SocketAddr,
    certificate: String,
    connections: Arc<AtomicUsize>,
}

impl TlsProxy {
    /// Starts a proxy with a new certificate.
    pub fn start(aws: &Sandbox) -> Self {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("protocol versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key.into())
            .expect("a certificate and its key");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its address");
        let (config, inner) = (Arc::new(config), aws.url().replace("http://", ""));
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        thread::spawn(move || {
            for outer in listener.incoming() {
                counter.fetch_add(1, Ordering::Relaxed);
                let (config, inner) = (config.clone(), inner.clone());
                // An error of one connection, such as a certificate that isn't trusted, doesn't end the proxy.
                thread::spawn(move || serve(outer?, TcpStream::connect(inner)?, config));
            }
        });
        Self { address, certificate: own.cert.pem(), connections }
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// How many connections it has accepted, and so the number of handshakes.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// The certificate in PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }
}

/// Copies both directions until one side ends.
fn serve(outer: TcpStream, inner: TcpStream, config: Arc<ServerConfig>) -> io::Result<()> {
    let tls = Arc::new(Mutex::new(ServerConnection::new(config).map_err(io::Error::other)?));
    let (tls_back, outer_back, inner_back) = (tls.clone(), outer.try_clone()?, inner.try_clone()?);
    let back = thread::spawn(move || encrypt(inner_back, outer_back, &tls_back));
    let result = decrypt(&outer, &inner, &tls);
    inner.shutdown(Shutdown::Both)?;
    back.join().expect("no panic")?;
    result
}

fn decrypt(mut outer: &TcpStream, mut inner: &TcpStream, tls: &Mutex<ServerConnection>) -> io::Result<()> {
    let mut received = [0; 16_384];
    loop {
        let count = outer.read(&mut received)?;
        if count == 0 {
            return Ok(());
        }
        let mut rest = &received[..count];
        while !rest.is_empty() {
            let mut tls = tls.lock().expect("no panic");
            tls.read_tls(&mut rest)?;
            let state = tls.process_new_packets().map_err(io::Error::other);
            // Handshake messages or alerts.
            while tls.wants_write() {
                tls.write_tls(&mut outer)?;
            }
            let mut plain = vec![0; state?.plaintext_bytes_to_read()];
            tls.reader().read_exact(&mut plain)?;
            inner.write_all(&plain)?;
        }
    }
}

fn encrypt(mut inner: TcpStream, mut outer: TcpStream, tls: &Mutex<ServerConnection>) -> io::Result<()> {
    let mut received = [0; 16_384];
    loop {
        let count = inner.read(&mut received)?;
        if count == 0 {
            return outer.shutdown(Shutdown::Both);
        }
        let mut tls = tls.lock().expect("no panic");
        tls.writer().write_all(&received[..count])?;
        while tls.wants_write() {
            tls.write_tls(&mut outer)?;
        }
    }
}
