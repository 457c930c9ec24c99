# Formats the results for the terminal and for BENCHMARKS.md.

# The results as a table for people.
export def table-of [rows: table]: nothing -> table {
    $rows | each {|row|
        {
            case: $row.case
            ours: (text $row.ours)
            peer: $"($row.peer): (text $row.theirs)"
            ratio: (ratio $row.ours $row.theirs)
            "peak memory": ($row.peaks | each { text $in } | str join " / ")
            bar: ($row.bar | default "")
            holds: (match $row.holds { null => "", true => "yes", false => "NO" })
        }
    }
}

# A duration or a size, rounded.
def text [value: any]: nothing -> string {
    match ($value | describe) {
        duration if $value < 100ms => $"($value / 1ms | math round --precision 1) ms"
        duration if $value < 1sec => $"($value / 1ms | math round) ms"
        duration => $"($value / 1sec | math round --precision 2) s"
        _ => $"($value / 1MB | math round) MB"
    }
}

def ratio [ours: any, theirs: any]: nothing -> string {
    let factor = [($theirs / $ours) ($ours / $theirs)] | math max
    let rounded = $factor | math round --precision (if $factor < 2 { 2 } else { 1 })
    $"($rounded) times (if $ours < $theirs { 'less' } else { 'as much' })"
}

# The text of BENCHMARKS.md.
export def page [rows: table, setup: record, runs: int]: nothing -> string {
    let cpus = sys cpu
    let system = sys host
    let machine = [
        $cpus.0.brand
        $"($cpus | length) cores"
        $"((sys mem).total / 1GiB | math round) GiB of memory"
        $system.long_os_version
        $"kernel ($system.kernel_version | split row '-' | first)"
    ]
    $"# Benchmarks

How long the plugin takes, compared with the AWS CLI, boto3, the SDK for Rust and curl, against the
sandbox on the same machine. Each time is the median of up to ($runs) runs of a whole process, of
(4 * $runs) if a run takes less than a second, or of (8 * $runs) if it takes less than 100 ms. The programs
take turns in random order. A page has 1,000 instances. The ratio compares the plugin with its peer,
and the bar is the limit that has to hold.

The plugin, boto3 and the SDK count the instances, the AWS CLI writes them as JSON, and curl drops
the pages. The SDK is compiled like the plugin's dependencies, for size, which costs it some time.

Peak memory is that of the plugin's process, without Nushell's, and that of the peer. In the last
row both are Nushell's. No peer can show less than the Python that starts it has.

`the same rows from memory` is a plugin that repeats what ours has sent: it is the least that rows
take on their way to Nushell. What bounds the rest is in [Limits]\(docs/limits.md\).

Measured on (date now | format date %Y-%m-%d) with `scripts/bench`, which builds what it needs and writes this page.

- Machine: ($machine | str join ', ')
- Versions: (versions $setup | str join ', ')
- Started (terminal)

(table-of $rows | to md --pretty)

The AWS CLI is version 1 from PyPI, except for `configure list-profiles`, which only version 2 has.
The AWS CLI and boto3 are left out at 100,000 instances because they take minutes.
"
}

# Whether Nushell can get the size of a terminal.
def terminal []: nothing -> string {
    match (^sh -c ": < /dev/tty" | complete).exit_code {
        0 => "in a terminal"
        _ => "without a terminal, so that each Nushell runs `tput` four times for its size"
    }
}

def versions [setup: record]: nothing -> list<string> {
    let python = "import boto3; print(boto3.__version__)"
    [
        $"nu ((version).version) for ((version).build_target)"
        $"nu_plugin_aws ($setup.manifest.package.version)"
        $"aws-sdk-ec2 ($setup.manifest.dependencies.aws-sdk-ec2.version | str trim --char '=')"
        ...([$setup.aws [(do $setup.aws-2)]] | each {|aws| $"AWS CLI (^$aws.0 ...($aws | skip 1) --version | parse --regex 'aws-cli/(?<it>\S+)' | get it.0)" })
        $"boto3 (^$setup.python -c $python | str trim)"
        $"curl (^curl --version | parse --regex '^curl (?<it>\S+)' | get it.0)"
    ]
}
