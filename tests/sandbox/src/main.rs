//! The program `aws-sandbox`, which serves until SIGINT or SIGTERM.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use aws_sandbox::{Fault, Host, Options, Sandbox, serve_regional_hosts};
use lexopt::prelude::*;
use serde_json::json;

const HELP: &str = "\
A small, strict, local AWS on one loopback port: EC2, STS, SSO-OIDC, the SSO portal and the console's sign-in.

Usage: aws-sandbox [flags]

  --port P               the port on 127.0.0.1 (default: a free one)
  --accounts N           the number of accounts (default: 2)
  --roles N              the number of roles that the user has in each account (default: 3)
  --roles-in A=N         another number of roles in the accounts with name A; can be repeated
  --instances N          the number of instances in each region of each account (default: 12)
  --instances-in R=N     another number of instances in region R; can be repeated
  --latency MS           the delay of every response, in milliseconds (default: 0)
  --bandwidth B          the bandwidth that the bodies of all responses share, in bits per second, such as 10M; k, M
                         and G are 1000, 1000k and 1000M; 0 is no limit (default: 0)
  --no-gzip              never compress; otherwise EC2 does for clients that accept gzip
  --seed S               what all ids, keys and resources are generated from (default: 1)
  --foreign-regions      list regions of other partitions too, as moto does
  --start-url URL        a valid start URL; can be repeated (default: any URL)
  --auto-approve         approve every sign-in without the user
  --token-lifetime S     the lifetime of access tokens, in seconds (default: 3600)
  --portal-limit N       the portal's rate limit for a session, in requests per second; 0 is no limit (default: 20)
  --fault F              a fault to inject; can be repeated
  --regional-hosts PATH  also give each region a host of its own with TLS, 20 to 300 ms away, and write the certificate
                         of their authority to a file
  --dead-host R          the host of region R doesn't respond to anything
  --ready-file PATH      also write the line below to a file
  --help

A fault is KIND[:action=A,region=R,account=ID,times=N], where KIND is delay=MS, throttle, internal-error, denied,
denied-by-policy, opt-in-required, expired, error=STATUS/CODE/MESSAGE, garbage, empty, truncated, broken-gzip, reset,
hang, hang-in-body, short-pages, empty-pages, circular-pages or invalid-timestamp. MESSAGE can't contain a colon.

When ready it prints one line:
  {\"url\": …, \"accounts\": [{\"id\": …, \"name\": …, \"email\": …, \"roles\": […], \"access_key_id\": …,
    \"secret_access_key\": …}, …]}
It serves until SIGINT or SIGTERM.
";

#[derive(Default)]
struct Arguments {
    options: Options,
    faults: Vec<Fault>,
    regional_hosts: Option<PathBuf>,
    dead_host: Option<String>,
    ready_file: Option<PathBuf>,
    help: bool,
}

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()).map_err(Into::into).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aws-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let options = &mut arguments.options;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("accounts") => options.accounts = parser.value()?.parse()?,
            Long("roles") => options.roles = parser.value()?.parse()?,
            Long("roles-in") => {
                let (account, count) = parser.value()?.parse_with(name_and_count)?;
                options.roles_in.insert(account, count);
            }
            Long("instances") => options.instances = parser.value()?.parse()?,
            Long("instances-in") => {
                let (region, count) = parser.value()?.parse_with(name_and_count)?;
                options.instances_in.insert(region, count);
            }
            Long("latency") => options.latency = Duration::from_millis(parser.value()?.parse()?),
            Long("bandwidth") => options.bandwidth = parser.value()?.parse_with(bits)?,
            Long("no-gzip") => options.gzip = false,
            Long("seed") => options.seed = parser.value()?.parse()?,
            Long("foreign-regions") => options.foreign_regions = true,
            Long("start-url") => options.start_urls.push(parser.value()?.string()?),
            Long("auto-approve") => options.auto_approve = true,
            Long("token-lifetime") => options.token_lifetime = Duration::from_secs(parser.value()?.parse()?),
            Long("portal-limit") => options.portal_limit = parser.value()?.parse()?,
            Long("fault") => arguments.faults.push(parser.value()?.parse()?),
            Long("regional-hosts") => arguments.regional_hosts = Some(parser.value()?.into()),
            Long("dead-host") => arguments.dead_host = Some(parser.value()?.string()?),
            Long("ready-file") => arguments.ready_file = Some(parser.value()?.into()),
            Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

fn name_and_count(text: &str) -> Result<(String, usize), String> {
    let pair = text.rsplit_once('=').and_then(|(name, count)| Some((name.to_owned(), count.parse().ok()?)));
    pair.ok_or_else(|| "expected NAME=NUMBER".to_owned())
}

/// A number such as `10M`.
fn bits(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'k') => (&text[..text.len() - 1], 1_000),
        Some(b'M') => (&text[..text.len() - 1], 1_000_000),
        Some(b'G') => (&text[..text.len() - 1], 1_000_000_000),
        _ => (text, 1),
    };
    let bits = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    bits.ok_or_else(|| "expected a number, optionally followed by k, M or G".to_owned())
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if arguments.help {
        print!("{HELP}");
        return Ok(());
    }
    let sandbox = Sandbox::try_start(arguments.options)?;
    for fault in arguments.faults {
        sandbox.fail(fault);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let hosts = match &arguments.regional_hosts {
        Some(authority) => {
            runtime.block_on(serve_regional_hosts(&sandbox, authority, arguments.dead_host.as_deref()))?
        }
        None => Vec::new(),
    };
    let line = ready_line(&sandbox, &hosts);
    if let Some(path) = &arguments.ready_file {
        write_whole(path, &line)?;
    }
    println!("{line}");
    runtime.block_on(signal())?;
    Ok(())
}

fn ready_line(sandbox: &Sandbox, hosts: &[Host]) -> String {
    let accounts = sandbox.accounts().iter().map(|account| {
        json!({
            "id": account.id,
            "name": account.name,
            "email": account.email,
            "roles": account.roles,
            "access_key_id": account.key.access_key_id,
            "secret_access_key": account.key.secret_access_key,
        })
    });
    let hosts = hosts
        .iter()
        .map(|host| json!({ "region": host.region, "url": host.url, "round_trip_ms": host.round_trip.as_millis() }));
    json!({
        "url": sandbox.url(),
        "hosts": hosts.collect::<Vec<_>>(),
        "accounts": accounts.collect::<Vec<_>>(),
    })
    .to_string()
}

/// A reader who waits for the file never sees half of it.
fn write_whole(path: &Path, line: &str) -> std::io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, format!("{line}\n"))?;
    std::fs::rename(unfinished, path)
}

/// Waits for SIGINT or SIGTERM.
async fn signal() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bandwidths_can_have_a_unit() {
        let read = ["0", "9600", "64k", "10M", "1G"].map(bits);
        assert_eq!(read, [Ok(0), Ok(9600), Ok(64_000), Ok(10_000_000), Ok(1_000_000_000)]);
        for text in ["", "M", "1.5M", "10m", "-1", "10 M", "99999999999999999999", "99999999999999G"] {
            assert!(bits(text).is_err(), "{text}");
        }
    }
}
