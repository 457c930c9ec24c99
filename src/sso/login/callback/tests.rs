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
async fn replies(targets: &[String]) -> (Vec<String>, Option<Result<Secret, Failure>>) {
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
    assert!(matches!(refused, Failure::Refused { reason: Reason::Denied, .. }), "{refused:?}");
    assert!(replies[0].contains("The sign-in was denied"));
}

#[tokio::test]
async fn the_services_words_stay_text() {
    let target = "/oauth/callback?error=x&error_description=%3Cb%3E%1B%5B31m&state=STATE";
    let (replies, answer) = replies(&[target.into()]).await;
    let refused = answer.expect("an answer").expect_err("a failure");
    assert!(matches!(&refused, Failure::Refused { words, .. } if words == "<b>[31m"), "{refused:?}");
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
