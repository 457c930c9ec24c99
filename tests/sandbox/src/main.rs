//! The program `aws-sandbox`: serves until it is told to end.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use aws_sandbox::{Fault, Options, Sandbox};
use lexopt::prelude::*;
use serde_json::json;

const HELP: &str = "\
A small, strict, local AWS: EC2 and STS on one loopback port.

Usage: aws-sandbox [flags]

  --port P               the port on 127.0.0.1 (default: a free one)
  --accounts N           the number of accounts (default: 2)
  --instances N          the number of instances in each region of each account (default: 12)
  --instances-in R=N     another number of instances in region R; may be repeated
  --latency MS           how long every answer takes, in milliseconds (default: 0)
  --seed S               what all ids, keys and instances are derived from (default: 1)
  --foreign-regions      list regions of other partitions too, as moto does
  --fault F              something that goes wrong; may be repeated
  --ready-file PATH      write the line below to a file too, once the sandbox answers
  --help

A fault is KIND[:action=A,region=R,account=ID,times=N], where KIND is delay=MS, throttle, internal-error, denied,
denied-by-policy, opt-in-required, expired, garbage, empty, truncated, hang, hang-in-body, short-pages or empty-pages.

When ready it prints one line:
  {\"url\": …, \"accounts\": [{\"id\": …, \"name\": …, \"access_key_id\": …, \"secret_access_key\": …}, …]}
It serves until SIGINT or SIGTERM.
";

#[derive(Default)]
struct Arguments {
    options: Options,
    faults: Vec<Fault>,
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
            Long("instances") => options.instances = parser.value()?.parse()?,
            Long("instances-in") => {
                let (region, count) = parser.value()?.parse_with(region_and_count)?;
                options.instances_in.insert(region, count);
            }
            Long("latency") => options.latency = Duration::from_millis(parser.value()?.parse()?),
            Long("seed") => options.seed = parser.value()?.parse()?,
            Long("foreign-regions") => options.foreign_regions = true,
            Long("fault") => arguments.faults.push(parser.value()?.parse()?),
            Long("ready-file") => arguments.ready_file = Some(parser.value()?.into()),
            Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

fn region_and_count(text: &str) -> Result<(String, usize), String> {
    let pair = text.split_once('=').and_then(|(region, count)| Some((region.to_owned(), count.parse().ok()?)));
    pair.ok_or_else(|| "expected REGION=NUMBER".to_owned())
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
    let line = ready_line(&sandbox);
    if let Some(path) = &arguments.ready_file {
        write_whole(path, &line)?;
    }
    println!("{line}");
    wait_for_the_end()?;
    Ok(())
}

fn ready_line(sandbox: &Sandbox) -> String {
    let accounts = sandbox.accounts().iter().map(|account| {
        json!({
            "id": account.id,
            "name": account.name,
            "access_key_id": account.key.access_key_id,
            "secret_access_key": account.key.secret_access_key,
        })
    });
    json!({ "url": sandbox.url(), "accounts": accounts.collect::<Vec<_>>() }).to_string()
}

/// A reader who waits for the file never sees half of it.
fn write_whole(path: &Path, line: &str) -> std::io::Result<()> {
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, format!("{line}\n"))?;
    std::fs::rename(unfinished, path)
}

fn wait_for_the_end() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
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
    })
}
