//! A stand-in for the user's browser, and the pages that it opens.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use super::shell::Shell;

/// Records the URL that the browser is opened with.
const NOTE: &str = "printf '%s\\n' \"$1\" >> \"$HOME/visits\"";

/// Opens the page and follows redirects. When the browser has ended, the last page is the file `page`.
const OPEN: &str = "curl -s -L -o \"$HOME/page.$$\" \"$1\" && mv \"$HOME/page.$$\" \"$HOME/page\"";

/// Reads the authorization page, and presses one of its buttons.
const PRESS: &str = "\
request=$(curl -s \"$1\" | sed -n 's/.*name=\"request\" value=\"\\([^\"]*\\)\".*/\\1/p')
curl -s -L -o \"$HOME/page.$$\" -d \"request=$request\" \"${1%%\\?*}/BUTTON\"
mv \"$HOME/page.$$\" \"$HOME/page\"";

impl Shell {
    /// With a browser that opens pages, but presses no button.
    pub fn browser(self) -> Self {
        self.program("browser", &format!("{NOTE}\n{OPEN}")).var("BROWSER", "browser")
    }

    /// With a browser that presses a button of the authorization page: `approve` or `deny`.
    pub fn browser_pressing(self, button: &str) -> Self {
        self.program("browser", &format!("{NOTE}\n{}", PRESS.replace("BUTTON", button))).var("BROWSER", "browser")
    }

    /// The URLs that the browser was opened with.
    pub fn visits(&self) -> Vec<String> {
        visits(self.home())
    }
}

/// The URLs that the browser of this home was opened with.
pub fn visits(home: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(home.join("visits")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The value of a query parameter.
pub fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).expect("the parameter")
}

/// The address of the local server that a page of a sign-in leads back to.
pub fn callback_address(page: &str) -> String {
    let redirect_uri = parameter(page, "redirect_uri");
    redirect_uri.trim_start_matches("http://").trim_end_matches("/oauth/callback").to_owned()
}

/// Requests a page, and returns the whole response.
pub fn open(url: &str) -> String {
    let rest = url.strip_prefix("http://").expect("a URL without TLS");
    let (host, path) = rest.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("a server");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}
