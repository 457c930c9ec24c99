# What scripts/bench does in its Nushell: measures the plugin against its peers, and shows one table.

use ../tests/bench/cases.nu catalogue
use ../tests/bench/measure.nu
use ../tests/bench/report.nu
use ../tests/bench/servers.nu

const ROOT = path self ..

# Measures the plugin against the AWS CLI, boto3, the SDK and curl, on a local AWS.
#
# The cases are 100, 1000, 10000, 100000, targets, bandwidth, first-row, profiles, completion and start. Without a name
# all are run, and the table is written to BENCHMARKS.md, too.
def main [
    ...cases: string  # Run only these
    --runs: int = 5   # How often each contestant runs, unless it takes long
    --skip-build      # Take the release build as it is
    --bin-dir: path   # Take the executables of this folder instead, laid out as in target/release
] {
    let known = catalogue
    for case in $cases {
        if $case not-in $known {
            error make --unspanned { msg: $"there is no case ($case): ($known | columns | str join ', ')" }
        }
    }
    if $runs < 1 { error make --unspanned { msg: "--runs takes a number from 1" } }
    let bins = $bin_dir | default { built $skip_build } | path expand
    let venv = ^($ROOT | path join scripts/venv)
    let folder = $env.TMPDIR
    isolate $folder
    let world = {
        nu: $nu.current-exe
        plugin: ($bins | path join nu_plugin_aws)
        sdk: ($bins | path join sdk_pages)
        aws: ($venv | path join bin/aws)
        aws-2: {|| ^($ROOT | path join scripts/aws-cli-2) }
        python: ($venv | path join bin/python)
        here: ($ROOT | path join tests/bench)
        manifest: (open ($ROOT | path join Cargo.toml))
        folder: $folder
        servers: (servers start ($bins | path join aws-sandbox))
    }
    measured $world $cases $runs
}

def measured [world: record, cases: list<string>, runs: int] {
    let known = catalogue
    let chosen = if ($cases | is-empty) { $known | columns } else { $cases }
    let rows = $chosen | each {|name|
        do ($known | get $name) $world | each {|case| measure rows $world $case $runs } | flatten
    } | flatten
    print (report table-of $rows | table --width 200)
    if ($cases | is-empty) {
        report page $rows $world $runs | save --force ($ROOT | path join BENCHMARKS.md)
    }
}

# The folder of the release build.
def built [skip: bool]: nothing -> path {
    cd $ROOT
    if not $skip {
        print --stderr "building; the first time takes some ten minutes and 8 GB of memory, for the AWS SDK is large"
        # The plugin is the one that `cargo install` builds; the sandbox needs other features of what they share.
        ^cargo build --release --locked --package nu_plugin_aws --package sdk-pages
        ^cargo build --release --locked --package aws-sandbox
    }
    ^cargo metadata --locked --no-deps --format-version 1 | from json | get target_directory | path join release
}

# Nothing of the user's own environment takes part.
def --env isolate [home: path] {
    hide-env --ignore-errors ...($env | columns | where $it =~ "^AWS_|(?i)_proxy$")
    load-env {
        HOME: $home
        XDG_CACHE_HOME: ($home | path join cache)
        XDG_CONFIG_HOME: ($home | path join config)
        XDG_DATA_HOME: ($home | path join data)
        XDG_STATE_HOME: ($home | path join state)
    }
}
