//! The local server that the browser calls at the end of a sign-in (RFC 8252, section 7.3).

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::sso::login::page::page;
use crate::sso::oidc::{OidcError, Reason};
use crate::text::secret::Secret;

const PATH: &str = "/oauth/callback";

/// How long a client may take to send its request, and again to read the response.
const IO_TIMEOUT: Duration = Duration::from_secs(10);

/// The maximum size of a request. It may include the cookies of all servers on this machine.
const MAX_REQUEST: usize = 64 * 1024;

/// A server on a free port of 127.0.0.1, which other machines can't reach. It listens until it is dropped.
///
/// All programs on this machine can call it, and so can any web page that guesses the port. Only a request with the
/// right state is accepted; all others get an error page and have no effect on the sign-in. Connections are served
/// concurrently, because browsers open some in advance without sending anything.
#[derive(Debug)]
pub(crate) struct Callback {
    listener: TcpListener,
    redirect_uri: String,
    state: Arc<str>,
}

impl Callback {
    /// Opens this port, else a free one. Browsers can connect from now on, and are served as soon as [`Callback::code`] is awaited.
    pub(crate) async fn bind(port: Option<u16>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port.unwrap_or_default())).await?;
        let redirect_uri = format!("http://{}{PATH}", listener.local_addr()?);
        Ok(Self { listener, redirect_uri, state: Uuid::new_v4().to_string().into() })
    }

    /// The URL to which the service redirects the browser.
    pub(crate) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// A random text that the redirect has to repeat.
    pub(crate) fn state(&self) -> &str {
        &self.state
    }

    /// Waits for the authorization code, or for the service's reason to issue none.
    pub(crate) async fn code(&self) -> Result<Secret, OidcError> {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                connection = self.listener.accept() => match connection {
                    Ok((stream, _)) => _ = connections.spawn(serve(stream, Arc::clone(&self.state))),
                    // There are too many open files: wait until some are closed.
                    Err(_) => sleep(Duration::from_millis(100)).await,
                },
                Some(served) = connections.join_next() => if let Ok(Some(outcome)) = served {
                    return outcome;
                },
            }
        }
    }
}

#[derive(Debug)]
pub(crate) struct Reply {
    status: &'static str,
    page: String,
    /// The outcome of the sign-in, if the request decides it.
    pub(crate) outcome: Option<Result<Secret, OidcError>>,
}

impl Reply {
    fn unrelated(status: &'static str, heading: &str, text: &str) -> Self {
        Self { status, page: page(heading, text), outcome: None }
    }

    fn decisive(heading: &str, text: &str, outcome: Result<Secret, OidcError>) -> Self {
        Self { status: "200 OK", page: page(heading, text), outcome: Some(outcome) }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<str>) -> Option<Result<Secret, OidcError>> {
    let reply = timeout(IO_TIMEOUT, read_request(&mut stream, &state)).await.ok()?.ok()?;
    // The outcome counts even if the browser does not wait for the page.
    let _ = timeout(IO_TIMEOUT, send(&mut stream, &reply)).await;
    reply.outcome
}

async fn read_request(stream: &mut TcpStream, state: &str) -> std::io::Result<Reply> {
    let mut head = Zeroizing::new(Vec::with_capacity(MAX_REQUEST));
    while head.len() < MAX_REQUEST {
        if stream.read_buf(&mut *head).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(reply) = reply(&head, state) {
            return Ok(reply);
        }
    }
    Ok(Reply::unrelated("431 Request Header Fields Too Large", "Bad request", "The request is too large."))
}

/// The reply to a request; `None` if its head is incomplete.
pub(crate) fn reply(head: &[u8], state: &str) -> Option<Reply> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Partial) => None,
        Ok(httparse::Status::Complete(_)) => {
            Some(reply_to(request.method.unwrap_or_default(), request.path.unwrap_or_default(), state))
        }
        Err(_) => Some(Reply::unrelated("400 Bad Request", "Bad request", "This is not HTTP.")),
    }
}

fn reply_to(method: &str, target: &str, state: &str) -> Reply {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let value = |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, value)| value);
    if path != PATH {
        return Reply::unrelated("404 Not Found", "Not found", "There is nothing here.");
    }
    if method != "GET" {
        return Reply::unrelated("405 Method Not Allowed", "Not allowed", "Only GET is allowed here.");
    }
    if value("state").as_deref() != Some(state) {
        let text = "This page belongs to a different sign-in than the one in the shell. Run the command again.";
        return Reply::unrelated("400 Bad Request", "Wrong sign-in", text);
    }
    match (value("error"), value("code")) {
        (Some(error), _) => refused(&error, value("error_description").as_deref()),
        (None, Some(code)) if !code.is_empty() => {
            let text = "The sign-in continues in the shell. You can close this page.";
            Reply::decisive("Done", text, Ok(Secret::new(code)))
        }
        (None, _) => Reply::unrelated("400 Bad Request", "Bad request", "The authorization code is missing."),
    }
}

/// The reply if the service issues no code (RFC 6749, section 4.1.2.1).
fn refused(error: &str, description: Option<&str>) -> Reply {
    let message = description.filter(|description| !description.trim().is_empty()).unwrap_or(error);
    let message = message.chars().filter(|letter| !letter.is_control()).collect::<String>();
    let (reason, heading) = match error {
        "access_denied" => (Reason::Denied, "The sign-in was denied"),
        _ => (Reason::Request, "The sign-in failed"),
    };
    let text = format!("AWS says: {message}. You can close this page.");
    Reply::decisive(heading, &text, Err(OidcError::Refused { reason, message }))
}

async fn send(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    let Reply { status, page, .. } = reply;
    let response = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\r\n{page}",
        page.len()
    );
    stream.write_all(response.as_bytes()).await?;
    stream.shutdown().await
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpStream;

    use super::*;

    /// A busy machine may take long.
    const LIMIT: Duration = Duration::from_secs(60);

    fn address(callback: &Callback) -> String {
        callback.redirect_uri().trim_start_matches("http://").trim_end_matches(PATH).to_owned()
    }

    async fn send_text(address: &str, text: &str) -> String {
        let mut stream = TcpStream::connect(address).await.expect("the port is open");
        stream.write_all(text.as_bytes()).await.expect("sent");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.expect("a reply");
        reply
    }

    async fn get(address: &str, target: &str) -> String {
        send_text(address, &format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n\r\n", "c".repeat(9000)))
            .await
    }

    /// The replies to these requests, and the outcome.
    async fn replies(targets: &[String]) -> (Vec<String>, Option<Result<Secret, OidcError>>) {
        let callback = Callback::bind(None).await.expect("a port");
        let address = address(&callback);
        let requests = async {
            let mut replies = Vec::new();
            for target in targets {
                replies.push(get(&address, &target.replace("STATE", callback.state())).await);
            }
            replies
        };
        let (replies, outcome) = tokio::join!(requests, timeout(LIMIT, callback.code()));
        (replies, outcome.ok())
    }

    #[tokio::test]
    async fn the_server_listens_on_the_loopback_only() {
        let callback = Callback::bind(None).await.expect("a port");
        let address = callback.listener.local_addr().expect("an address");
        assert!(address.ip().is_loopback() && address.port() != 0);
        assert_eq!(callback.redirect_uri(), format!("http://127.0.0.1:{}/oauth/callback", address.port()));
    }

    #[tokio::test]
    async fn a_code_with_the_state_is_accepted() {
        let (replies, outcome) = replies(&["/oauth/callback?code=a%2Bb&state=STATE".into()]).await;
        assert_eq!(outcome.expect("an outcome").expect("a code").expose(), "a+b");
        assert!(replies[0].starts_with("HTTP/1.1 200 OK\r\n") && replies[0].contains("You can close this page"));
        assert!(!replies[0].contains("a+b"));
    }

    #[tokio::test]
    async fn other_requests_have_no_effect() {
        let targets = [
            "/favicon.ico",
            "/oauth/callback",
            "/oauth/callback/?code=evil&state=STATE",
            "/oauth/callback?code=evil&state=guess",
            "/oauth/callback?error=access_denied&state=guess",
            "/oauth/callback?error=access_denied",
            "/oauth/callback?state=STATE",
            "/oauth/callback?code=good&state=STATE",
        ];
        let (replies, outcome) = replies(&targets.map(str::to_owned)).await;
        assert_eq!(outcome.expect("an outcome").expect("a code").expose(), "good");
        let statuses: Vec<_> = replies.iter().map(|reply| &reply[9..12]).collect();
        assert_eq!(statuses, ["404", "400", "404", "400", "400", "400", "400", "200"]);
    }

    #[tokio::test]
    async fn a_denial_with_the_state_is_accepted() {
        let (replies, outcome) = replies(&["/oauth/callback?error=access_denied&state=STATE".into()]).await;
        let refused = outcome.expect("an outcome").expect_err("a denial");
        assert!(matches!(refused, OidcError::Refused { reason: Reason::Denied, .. }), "{refused:?}");
        assert!(replies[0].contains("The sign-in was denied"));
    }

    #[tokio::test]
    async fn the_message_of_the_service_is_escaped() {
        let target = "/oauth/callback?error=x&error_description=%3Cb%3E%1B%5B31m&state=STATE";
        let (replies, outcome) = replies(&[target.into()]).await;
        let refused = outcome.expect("an outcome").expect_err("a failure");
        assert!(matches!(&refused, OidcError::Refused { message, .. } if message == "<b>[31m"), "{refused:?}");
        assert!(replies[0].contains("&lt;b&gt;[31m") && !replies[0].contains("<b>"));
    }

    #[tokio::test]
    async fn silent_and_invalid_connections_do_not_block() {
        let callback = Callback::bind(None).await.expect("a port");
        let address = address(&callback);
        let requests = async {
            let _silent = TcpStream::connect(&address).await.expect("connected");
            let mut half = TcpStream::connect(&address).await.expect("connected");
            half.write_all(b"GET /oauth").await.expect("sent");
            drop(TcpStream::connect(&address).await.expect("connected"));
            assert!(send_text(&address, "nonsense\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
            assert!(send_text(&address, "POST /oauth/callback HTTP/1.1\r\n\r\n").await.starts_with("HTTP/1.1 405 "));
            get(&address, &format!("/oauth/callback?code=good&state={}", callback.state())).await;
        };
        let (outcome, ()) = tokio::join!(timeout(LIMIT, callback.code()), requests);
        assert_eq!(outcome.expect("in time").expect("a code").expose(), "good");
    }

    #[tokio::test]
    async fn an_endless_request_is_rejected() {
        let callback = Callback::bind(None).await.expect("a port");
        let address = address(&callback);
        let requests = async {
            let mut stream = TcpStream::connect(&address).await.expect("connected");
            while stream.write_all(b"GET / HTTP/1.1\r\nX: and so on\r\nX:").await.is_ok() {
                sleep(Duration::from_millis(1)).await;
                stream.write_all(&[b'x'; 1024]).await.ok();
            }
        };
        tokio::select! {
            () = requests => {}
            _ = callback.code() => panic!("the request has no outcome"),
        }
    }

    #[tokio::test]
    async fn the_port_is_closed_with_the_server() {
        let callback = Callback::bind(None).await.expect("a port");
        let address = address(&callback);
        let _silent = TcpStream::connect(&address).await.expect("connected");
        assert!(timeout(Duration::from_millis(50), callback.code()).await.is_err());
        drop(callback);
        assert!(TcpStream::connect(&address).await.is_err());
    }
}
