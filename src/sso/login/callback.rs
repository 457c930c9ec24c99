//! The small server to which the browser comes back (RFC 8252, section 7.3).

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::sso::login::page::page;
use crate::sso::oidc::{Failure, Reason};
use crate::text::secret::Secret;

const PATH: &str = "/oauth/callback";

/// How long a visitor may take to say what they want, and again to take the answer.
const VISIT: Duration = Duration::from_secs(10);

/// How much a visitor may say. A browser sends the cookies of all programs on this machine along.
const HEAD: usize = 64 * 1024;

/// A server on a free port of 127.0.0.1, which no other machine reaches. It is there from the moment it is bound until
/// it is dropped.
///
/// Everything on this machine can call it, and so can any web page that guesses the port. So only a visitor who knows
/// the state is believed. All others get an error page; they neither end the sign-in nor become part of it. Nor do
/// visitors who are slow or silent, as browsers are that connect in advance: each is served on its own.
#[derive(Debug)]
pub(crate) struct Callback {
    listener: TcpListener,
    redirect_uri: String,
    state: Arc<str>,
}

impl Callback {
    /// Takes a port. Browsers can come from now on; they wait until somebody awaits the answer.
    pub(crate) async fn bind() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let redirect_uri = format!("http://{}{PATH}", listener.local_addr()?);
        Ok(Self { listener, redirect_uri, state: Uuid::new_v4().to_string().into() })
    }

    /// Where the browser has to be sent.
    pub(crate) fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// What the browser has to bring back: a word that nobody can guess.
    pub(crate) fn state(&self) -> &str {
        &self.state
    }

    /// Waits for the code, or for the service's reason not to give one.
    pub(crate) async fn answer(&self) -> Result<Secret, Failure> {
        let mut visits = JoinSet::new();
        loop {
            tokio::select! {
                visitor = self.listener.accept() => match visitor {
                    Ok((stream, _)) => _ = visits.spawn(visit(stream, Arc::clone(&self.state))),
                    // There are too many open files. Some of them will be closed.
                    Err(_) => sleep(Duration::from_millis(100)).await,
                },
                Some(visit) = visits.join_next() => if let Ok(Some(answer)) = visit {
                    return answer;
                },
            }
        }
    }
}

/// What a visitor gets, and what that means for the sign-in, if anything.
#[derive(Debug)]
struct Verdict {
    status: &'static str,
    page: String,
    answer: Option<Result<Secret, Failure>>,
}

impl Verdict {
    fn ignored(status: &'static str, heading: &str, text: &str) -> Self {
        Self { status, page: page(heading, text), answer: None }
    }

    fn final_one(heading: &str, text: &str, answer: Result<Secret, Failure>) -> Self {
        Self { status: "200 OK", page: page(heading, text), answer: Some(answer) }
    }
}

async fn visit(mut stream: TcpStream, state: Arc<str>) -> Option<Result<Secret, Failure>> {
    let verdict = timeout(VISIT, hear(&mut stream, &state)).await.ok()?.ok()?;
    // The answer counts even if the visitor doesn't wait for the page.
    let _ = timeout(VISIT, send(&mut stream, &verdict)).await;
    verdict.answer
}

/// Reads until the visitor has said enough.
async fn hear(stream: &mut TcpStream, state: &str) -> std::io::Result<Verdict> {
    let mut head = Zeroizing::new(Vec::with_capacity(HEAD));
    while head.len() < HEAD {
        if stream.read_buf(&mut *head).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(&head) {
            Ok(httparse::Status::Partial) => {}
            Ok(httparse::Status::Complete(_)) => {
                return Ok(judge(request.method.unwrap_or_default(), request.path.unwrap_or_default(), state));
            }
            Err(_) => return Ok(Verdict::ignored("400 Bad Request", "Bad request", "This is not HTTP.")),
        }
    }
    Ok(Verdict::ignored("431 Request Header Fields Too Large", "Bad request", "The request is too large."))
}

fn judge(method: &str, target: &str, state: &str) -> Verdict {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let value = |name: &str| form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, value)| value);
    if path != PATH {
        return Verdict::ignored("404 Not Found", "Not found", "There is nothing here.");
    }
    if method != "GET" {
        return Verdict::ignored("405 Method Not Allowed", "Not allowed", "Only GET is allowed here.");
    }
    if value("state").as_deref() != Some(state) {
        let text = "This page belongs to another sign-in than the one that the shell waits for. Run the command again.";
        return Verdict::ignored("400 Bad Request", "Not this sign-in", text);
    }
    match (value("error"), value("code")) {
        (Some(error), _) => refused(&error, value("error_description").as_deref()),
        (None, Some(code)) if !code.is_empty() => {
            let text = "The sign-in goes on in the shell. You can close this page.";
            Verdict::final_one("Done here", text, Ok(Secret::new(code)))
        }
        (None, _) => Verdict::ignored("400 Bad Request", "Bad request", "There is no code in it."),
    }
}

/// The answer of a service that gives no code (RFC 6749, section 4.1.2.1).
fn refused(error: &str, description: Option<&str>) -> Verdict {
    let words = description.filter(|words| !words.trim().is_empty()).unwrap_or(error);
    let words = words.chars().filter(|letter| !letter.is_control()).collect::<String>();
    let (reason, heading) = match error {
        "access_denied" => (Reason::Denied, "The sign-in was denied"),
        _ => (Reason::Request, "The sign-in failed"),
    };
    let text = format!("The service says: {words}. You can close this page.");
    Verdict::final_one(heading, &text, Err(Failure::Refused { reason, words }))
}

async fn send(stream: &mut TcpStream, verdict: &Verdict) -> std::io::Result<()> {
    let Verdict { status, page, .. } = verdict;
    let reply = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\r\n{page}",
        page.len()
    );
    stream.write_all(reply.as_bytes()).await?;
    stream.shutdown().await
}

#[cfg(test)]
mod tests;
