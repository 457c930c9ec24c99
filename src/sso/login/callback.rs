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
use crate::sso::oidc::{OidcError, Reason};
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
    pub(crate) async fn answer(&self) -> Result<Secret, OidcError> {
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
    answer: Option<Result<Secret, OidcError>>,
}

impl Verdict {
    fn ignored(status: &'static str, heading: &str, text: &str) -> Self {
        Self { status, page: page(heading, text), answer: None }
    }

    fn final_one(heading: &str, text: &str, answer: Result<Secret, OidcError>) -> Self {
        Self { status: "200 OK", page: page(heading, text), answer: Some(answer) }
    }
}

async fn visit(mut stream: TcpStream, state: Arc<str>) -> Option<Result<Secret, OidcError>> {
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
    Verdict::final_one(heading, &text, Err(OidcError::Refused { reason, words }))
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
mod tests {
    use tokio::net::TcpStream;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn address(callback: &Callback) -> String {
        callback.redirect_uri().trim_start_matches("http://").trim_end_matches(PATH).to_owned()
    }

    async fn say(address: &str, words: &str) -> String {
        let mut stream = TcpStream::connect(address).await.expect("the port is open");
        stream.write_all(words.as_bytes()).await.expect("said");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.expect("a reply");
        reply
    }

    async fn get(address: &str, target: &str) -> String {
        say(address, &format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n\r\n", "c".repeat(9000))).await
    }

    /// The replies to these requests, and the server's answer if it has one within a second.
    async fn replies(targets: &[String]) -> (Vec<String>, Option<Result<Secret, OidcError>>) {
        let callback = Callback::bind().await.expect("a port");
        let address = address(&callback);
        let visit = async {
            let mut replies = Vec::new();
            for target in targets {
                replies.push(get(&address, &target.replace("STATE", callback.state())).await);
            }
            replies
        };
        let (replies, answer) = tokio::join!(visit, timeout(SECOND, callback.answer()));
        (replies, answer.ok())
    }

    #[tokio::test]
    async fn it_listens_on_the_loopback_only() {
        let callback = Callback::bind().await.expect("a port");
        let address = callback.listener.local_addr().expect("an address");
        assert!(address.ip().is_loopback() && address.port() != 0);
        assert_eq!(callback.redirect_uri(), format!("http://127.0.0.1:{}/oauth/callback", address.port()));
    }

    #[tokio::test]
    async fn the_code_with_the_state_is_the_answer() {
        let (replies, answer) = replies(&["/oauth/callback?code=a%2Bb&state=STATE".into()]).await;
        assert_eq!(answer.expect("an answer").expect("a code").expose(), "a+b");
        assert!(replies[0].starts_with("HTTP/1.1 200 OK\r\n") && replies[0].contains("You can close this page"));
        assert!(!replies[0].contains("a+b"));
    }

    #[tokio::test]
    async fn other_visitors_are_neither_believed_nor_in_the_way() {
        let visitors = [
            "/favicon.ico",
            "/oauth/callback",
            "/oauth/callback/?code=evil&state=STATE",
            "/oauth/callback?code=evil&state=guess",
            "/oauth/callback?error=access_denied&state=guess",
            "/oauth/callback?error=access_denied",
            "/oauth/callback?state=STATE",
            "/oauth/callback?code=good&state=STATE",
        ];
        let (replies, answer) = replies(&visitors.map(str::to_owned)).await;
        assert_eq!(answer.expect("an answer").expect("a code").expose(), "good");
        let statuses: Vec<_> = replies.iter().map(|reply| &reply[9..12]).collect();
        assert_eq!(statuses, ["404", "400", "404", "400", "400", "400", "400", "200"]);
    }

    #[tokio::test]
    async fn a_denial_with_the_state_is_the_answer() {
        let (replies, answer) = replies(&["/oauth/callback?error=access_denied&state=STATE".into()]).await;
        let refused = answer.expect("an answer").expect_err("a denial");
        assert!(matches!(refused, OidcError::Refused { reason: Reason::Denied, .. }), "{refused:?}");
        assert!(replies[0].contains("The sign-in was denied"));
    }

    #[tokio::test]
    async fn the_services_words_stay_text() {
        let target = "/oauth/callback?error=x&error_description=%3Cb%3E%1B%5B31m&state=STATE";
        let (replies, answer) = replies(&[target.into()]).await;
        let refused = answer.expect("an answer").expect_err("a failure");
        assert!(matches!(&refused, OidcError::Refused { words, .. } if words == "<b>[31m"), "{refused:?}");
        assert!(replies[0].contains("&lt;b&gt;[31m") && !replies[0].contains("<b>"));
    }

    #[tokio::test]
    async fn silent_and_odd_visitors_do_not_block() {
        let callback = Callback::bind().await.expect("a port");
        let address = address(&callback);
        let visits = async {
            let _silent = TcpStream::connect(&address).await.expect("connected");
            let mut half = TcpStream::connect(&address).await.expect("connected");
            half.write_all(b"GET /oauth").await.expect("said");
            drop(TcpStream::connect(&address).await.expect("connected"));
            assert!(say(&address, "nonsense\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
            assert!(say(&address, "POST /oauth/callback HTTP/1.1\r\n\r\n").await.starts_with("HTTP/1.1 405 "));
            get(&address, &format!("/oauth/callback?code=good&state={}", callback.state())).await;
        };
        let (answer, ()) = tokio::join!(timeout(SECOND, callback.answer()), visits);
        assert_eq!(answer.expect("in time").expect("a code").expose(), "good");
    }

    #[tokio::test]
    async fn a_visitor_who_never_ends_is_sent_away() {
        let callback = Callback::bind().await.expect("a port");
        let address = address(&callback);
        let visit = async {
            let mut stream = TcpStream::connect(&address).await.expect("connected");
            while stream.write_all(b"GET / HTTP/1.1\r\nX: and so on\r\nX:").await.is_ok() {
                sleep(Duration::from_millis(1)).await;
                stream.write_all(&[b'x'; 1024]).await.ok();
            }
        };
        tokio::select! {
            () = visit => {}
            _ = callback.answer() => panic!("that is no answer"),
        }
    }

    #[tokio::test]
    async fn the_port_is_closed_with_the_server() {
        let callback = Callback::bind().await.expect("a port");
        let address = address(&callback);
        let _silent = TcpStream::connect(&address).await.expect("connected");
        assert!(timeout(Duration::from_millis(50), callback.answer()).await.is_err());
        drop(callback);
        assert!(TcpStream::connect(&address).await.is_err());
    }
}
