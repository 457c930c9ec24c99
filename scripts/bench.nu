# The part of scripts/bench that runs in Nushell.

use ../tests/bench/cases.nu catalogue
use ../tests/bench/measure.nu
use ../tests/bench/report.nu
use ../tests/bench/servers.nu

const ROOT = path self ..

# Compares the plugin with the AWS CLI, boto3, the SDK and curl, on a local AWS.
#
# The cases are 100, 1000, 10000, 100000, targets, regions, faults, limits, bandwidth, first-row, profiles, completion and
# start. Without names all are run, and the table is also written to BENCHMARKS.md.
def main [
    ...cases: string  # Run only these
    --runs: int = 5   # How often each program runs; fast ones run more often
    --skip-build      # Use the existing release build
    --bin-dir: path   # Use the executables in this folder instead, laid out as in target/release
] {
    let known = catalogue
    for case in $cases {
        if $case not-in $known {
            error make --unspanned { msg: $"there is no case ($case): ($known | columns | str join ', ')" }
        }
    }
    if $runs < 1 { error make --unspanned { msg: "--runs has to be at least 1" } }
    let bins = $bin_dir | default { build $skip_build } | path expand
    let venv = ^($ROOT | path join scripts/venv)
    let folder = $env.TMPDIR
    isolate $folder
    let setup = {
        nu: $nu.current-exe
        plugin: ($bins | path join nu_plugin_aws)
        sdk: ($bins | path join sdk_pages)
        replay: ($bins | path join nu_plugin_replay)
        # The script names the Python with which it was installed, which a moved checkout doesn't have.
        aws: [($venv | path join bin/python) ($venv | path join bin/aws)]
        aws-2: {|| ^($ROOT | path join scripts/aws-cli-2) }
        python: ($venv | path join bin/python)
        bench: ($ROOT | path join tests/bench)
        manifest: (open ($ROOT | path join Cargo.toml))
        folder: $folder
        servers: (servers start ($bins | path join aws-sandbox))
    }
    run-cases $setup $cases $runs
}

def run-cases [setup: record, cases: list<string>, runs: int] {
    let known = catalogue
    let chosen = if ($cases | is-empty) { $known | columns } else { $cases }
    let rows = $chosen | each {|name|
        do ($known | get $name) $setup | each {|case| measure rows $setup $case $runs } | flatten
    } | flatten
    print (report table-of $rows | table --width 200)
    # Made in every run, so that a fault in it doesn't show only after all cases.
    let page = report page $rows $setup $runs
    if ($cases | is-empty) { $page | save --force ($ROOT | path join BENCHMARKS.md) }
}

# Builds the executables, and returns the folder of the release build.
def build [skip: bool]: nothing -> path {
    cd $ROOT
    if not $skip {
        print --stderr "building; the first time takes about ten minutes and 8 GB of memory, because the AWS SDK is large"
        # Two builds, so that the plugin is the one that `cargo install` builds: the sandbox enables more features of
        # shared dependencies.
        ^cargo build --release --locked --package nu_plugin_aws --package bench-programs
        ^cargo build --release --locked --package aws-sandbox
    }
    ^cargo metadata --locked --no-deps --format-version 1 | from json | get target_directory | path join release
}

# Removes what could influence the results from the environment.
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
